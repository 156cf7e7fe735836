#include "csv.h"

#include <string.h>

#include "pool.h"
#include "str.h"

void csv_begin(struct csv *csv, struct pool *pool, const char *text)
{
	*csv = (struct csv){ .pool = pool, .at = text, .line = 1 };
	if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
		csv->at += 3;
}

/* Over the end of a line, whichever it is. */
static bool line_end(struct csv *csv)
{
	if (*csv->at != '\r' && *csv->at != '\n')
		return false;
	csv->at += csv->at[0] == '\r' && csv->at[1] == '\n' ? 2 : 1;
	csv->line++;
	return true;
}

static void line_skip(struct csv *csv)
{
	csv->at += strcspn(csv->at, "\r\n");
	(void)line_end(csv);
}

static const char *trimmed(struct csv *csv, const char *from, size_t len)
{
	while (len > 0 && (*from == ' ' || *from == '\t')) {
		from++;
		len--;
	}
	while (len > 0 && (from[len - 1] == ' ' || from[len - 1] == '\t'))
		len--;
	return pool_strndup(csv->pool, from, len);
}

/* One with quotes around; NULL: they are not closed, or something stands behind. */
static const char *quoted(struct csv *csv)
{
	struct str s;

	str_init(&s, csv->pool);
	for (csv->at++; *csv->at != '\0'; csv->at++) {
		if (*csv->at == '"' && *++csv->at != '"') {
			csv->at += strspn(csv->at, " \t");
			return strchr(",\r\n", *csv->at) == NULL ? NULL :
			    trimmed(csv, s.data, s.len);
		}
		if (*csv->at == '\n')
			csv->line++;
		str_addc(&s, *csv->at);
	}
	return NULL;
}

static const char *field(struct csv *csv)
{
	const char *from = csv->at + strspn(csv->at, " \t");

	if (*from == '"') {
		csv->at = from;
		return quoted(csv);
	}
	from = csv->at;
	csv->at += strcspn(from, ",\r\n");
	return trimmed(csv, from, (size_t)(csv->at - from));
}

static void row_read(struct csv *csv, struct csv_row *row)
{
	const char *from = csv->at, *value;

	for (;;) {
		if (row->n == CSV_FIELDS) {
			row->wrong = "There are too many columns";
			break;
		}
		value = field(csv);
		if (value == NULL) {
			row->wrong = "A quotation mark is not closed";
			break;
		}
		row->field[row->n++] = value;
		if (*csv->at != ',') {
			(void)line_end(csv);
			return;
		}
		csv->at++;
	}
	row->n = 0;
	csv->at = from;
	csv->line = row->line;
	line_skip(csv);
}

bool csv_next(struct csv *csv, struct csv_row *row_r)
{
	while (line_end(csv))
		;
	*row_r = (struct csv_row){ .line = csv->line, .raw = csv->at };
	if (*csv->at == '\0')
		return false;
	row_read(csv, row_r);
	row_r->raw_len = (size_t)(csv->at - row_r->raw);
	while (row_r->raw_len > 0 && strchr("\r\n", row_r->raw[row_r->raw_len - 1]) != NULL)
		row_r->raw_len--;
	return true;
}

void csv_add(struct str *s, const char *text)
{
	size_t len = strlen(text);

	if (len == 0 || (strpbrk(text, "\",\r\n") == NULL && text[0] != ' ' && text[len - 1] != ' ')) {
		str_addn(s, text, len);
		return;
	}
	str_addc(s, '"');
	for (; *text != '\0'; text++) {
		if (*text == '"')
			str_addc(s, '"');
		str_addc(s, *text);
	}
	str_addc(s, '"');
}

bool csv_is(const struct csv_row *row, const char *columns)
{
	const char *at = columns;
	size_t i, len;

	for (i = 0; i < row->n; i++) {
		len = strcspn(at, ",");
		if (strlen(row->field[i]) != len || strncmp(row->field[i], at, len) != 0)
			return false;
		at += len;
		if (*at == ',')
			at++;
		else
			return i + 1 == row->n;
	}
	return false;
}
