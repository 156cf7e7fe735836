#include <string.h>

#include "return-lines.h"
#include "text.h"

static bool next(struct request *r, const char **body, struct return_line *line_r)
{
	const char *word[4];
	size_t i, len;

	for (i = 0; i < 4; i++) {
		len = strcspn(*body, " \n");
		if (len == 0)
			return false;
		word[i] = pool_strndup(r->pool, *body, len);
		*body += len + 1;
	}
	*line_r = (struct return_line){ .table = word[0], .key = word[1], .series = word[2] };
	return text_number(word[3], &line_r->n);
}

const struct return_lines *return_lines_read(struct request *r, const char *body)
{
	struct return_lines *lines = pool_new(r->pool, struct return_lines);
	struct return_line *line;
	size_t most = 1;
	const char *at;

	for (at = body; *at != '\0'; at++)
		most += *at == '\n';
	lines->line = line = pool_array(r->pool, most, sizeof(*line));
	for (lines->n = 0; lines->n < most && next(r, &body, &line[lines->n]); lines->n++)
		;
	return lines;
}

unsigned long long return_kept(const struct return_lines *lines, const struct return_line *of)
{
	size_t i;

	for (i = 0; i < lines->n; i++) {
		const struct return_line *line = &lines->line[i];

		if (strcmp(line->table, of->table) == 0 && strcmp(line->key, of->key) == 0 &&
		    strcmp(line->series, of->series) == 0)
			return line->n;
	}
	return 0;
}

unsigned long long return_sum(const struct return_lines *lines, const char *table,
    const char *series)
{
	unsigned long long all = 0;
	size_t i;

	for (i = 0; i < lines->n; i++)
		if (strcmp(lines->line[i].table, table) == 0 && strcmp(lines->line[i].series, series) == 0)
			all += lines->line[i].n;
	return all;
}
