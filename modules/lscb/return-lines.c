#include <string.h>

#include "return-lines.h"
#include "text.h"

bool return_line_next(struct request *r, const char **body, struct return_line *line_r)
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

unsigned long long return_kept(struct request *r, const char *body, const struct return_line *of)
{
	struct return_line line;

	while (return_line_next(r, &body, &line))
		if (strcmp(line.table, of->table) == 0 && strcmp(line.key, of->key) == 0 &&
		    strcmp(line.series, of->series) == 0)
			return line.n;
	return 0;
}

unsigned long long return_sum(struct request *r, const char *body, const char *table,
    const char *series)
{
	unsigned long long all = 0;
	struct return_line line;

	while (return_line_next(r, &body, &line))
		if (strcmp(line.table, table) == 0 && strcmp(line.series, series) == 0)
			all += line.n;
	return all;
}
