#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "export.h"
#include "export-table.h"
#include "log.h"
#include "memory.h"
#include "page.h"
#include "request.h"
#include "text.h"

#define CELL_UNITS	32767		/* UTF-16 units that Excel takes */
#define CELL_DIGITS	15		/* that a double keeps */
#define BLOCK_ROWS	256
#define YEAR_2000	946684800LL

struct block {
	struct block *next;
	const char *cell[];
};

/* -- the table -- */

struct export *export_new(struct pool *pool, const char *title,
    const struct export_column *columns, size_t n)
{
	struct export *e = pool_new(pool, struct export);

	if (n == 0 || n > EXPORT_COLUMNS_MAX)
		abort();
	e->pool = pool;
	e->title = title;
	e->columns = columns;
	e->n = n;
	e->created = YEAR_2000;
	return e;
}

void export_created(struct export *e, long long moment)
{
	e->created = moment;
}

static struct block *block_next(struct export *e)
{
	size_t bytes = sizeof(struct block) + BLOCK_ROWS * e->n * sizeof(const char *);
	struct block *b = pool_alloc(e->pool, bytes);

	if (e->last == NULL)
		e->first = b;
	else
		e->last->next = b;
	e->last = b;
	return b;
}

void export_cell(struct export *e, const char *value)
{
	size_t in = e->cells % (BLOCK_ROWS * e->n);

	if (e->cells == EXPORT_ROWS_MAX * e->n) {
		e->full = true;
		return;
	}
	if (in == 0)
		(void)block_next(e);
	e->last->cell[in] = value == NULL ? "" : value;
	e->cells++;
}

void export_number(struct export *e, long long value)
{
	export_cell(e, pool_printf(e->pool, "%lld", value));
}

size_t export_rows(const struct export *e)
{
	return e->cells / e->n;
}

bool export_full(const struct export *e)
{
	return e->full;
}

size_t export_cut(const struct export *e)
{
	return e->cut;
}

void export_each(struct export *e, export_row fn, void *arg)
{
	const struct block *b = e->first;
	size_t row;

	for (row = 0; row < export_rows(e); row++) {
		if (row > 0 && row % BLOCK_ROWS == 0)
			b = b->next;
		fn(e, row, &b->cell[row % BLOCK_ROWS * e->n], arg);
	}
}

/* -- cells -- */

static size_t digits(const char *text)
{
	return strspn(text, "0123456789");
}

static bool is_number(const char *text, bool decimal)
{
	size_t whole, part = 0;

	text += *text == '-';
	whole = digits(text);
	if (decimal && text[whole] == '.') {
		part = digits(text + whole + 1);
		if (part == 0)
			return false;
		text++;
	}
	return whole > 0 && text[whole + part] == '\0' && whole + part <= CELL_DIGITS;
}

enum export_type export_value_type(const struct export_column *column, const char *value)
{
	struct date date;

	switch (column->type) {
	case EXPORT_WHOLE:
		return is_number(value, false) ? EXPORT_WHOLE : EXPORT_TEXT;
	case EXPORT_DECIMAL:
		return is_number(value, true) ? EXPORT_DECIMAL : EXPORT_TEXT;
	case EXPORT_DATE:
		return date_parse(value, &date) ? EXPORT_DATE : EXPORT_TEXT;
	default:
		return EXPORT_TEXT;
	}
}

/* Bytes of the character at text, 0 when there is no good one. */
static size_t character(const char *text)
{
	unsigned char c = (unsigned char)*text;
	size_t len = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return strnlen(text, len) == len && text_check(text, len) ? len : 0;
}

const char *export_text(struct export *e, struct pool *pool, const char *value)
{
	size_t len = strlen(value), n, units = 0, out = 0, last = 0;
	char *text;

	if (len <= CELL_UNITS && strchr(value, '\r') == NULL && text_check(value, len))
		return value;
	text = pool_alloc(pool, 3 * len + 4);
	for (; *value != '\0'; value += n) {
		const char *as = value;
		size_t as_len = n = character(value);

		if (n == 0) {
			as = "\xef\xbf\xbd";
			as_len = 3;
			n = 1;
		} else if (*value == '\r') {
			as = "\n";
			n = value[1] == '\n' ? 2 : 1;
		}
		units += as_len == 4 ? 2 : 1;
		if (units > CELL_UNITS) {
			e->cut++;
			memcpy(text + last, "…", sizeof("…"));
			return text;
		}
		/* Where the cut would be: one unit is kept for its sign. */
		if (units <= CELL_UNITS - 1)
			last = out + as_len;
		memcpy(text + out, as, as_len);
		out += as_len;
	}
	text[out] = '\0';
	return text;
}

/* -- CSV -- */

/* A spreadsheet drops spaces and quotation marks before it looks. */
bool export_is_formula(const char *text)
{
	static const char *const skipped[] = { " ", "\t", "\n", "\"", "'", "\u00a0", "\u2018",
	    "\u2019", "\u201c", "\u201d", "\u3000", "\ufeff" };
	static const char *const signs[] = { "=", "+", "-", "@", "＝", "＋", "－", "＠" };
	size_t i;

	if (*text == '\t' || *text == '\n')
		return true;
	for (i = 0; i < sizeof(skipped) / sizeof(skipped[0]); i++)
		if (text_starts(text, skipped[i])) {
			text += strlen(skipped[i]);
			i = (size_t)-1;		/* and again from the first */
		}
	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (text_starts(text, signs[i]))
			return true;
	return false;
}

/* Quoted where it must be, and where a spreadsheet of another country would
 * take a sign in it for the end of the cell. */
static void csv_text(struct memory *m, const char *text)
{
	const char *guard = export_is_formula(text) ? "'" : "";
	size_t len = strlen(text), part;

	if (strpbrk(text, "\",;\t\n") == NULL && *text != ' ' && (len == 0 || text[len - 1] != ' ')) {
		memory_text(m, guard);
		memory_text(m, text);
		return;
	}
	memory_text(m, "\"");
	memory_text(m, guard);
	for (; *text != '\0'; text += part) {
		part = strcspn(text, "\"");
		memory_write(m, text, part);
		if (text[part] == '"') {
			memory_text(m, "\"\"");
			part++;
		}
	}
	memory_text(m, "\"");
}

static void csv_row(struct export *e, size_t row, const char *const *cell, void *arg)
{
	struct pool *pool = pool_create();
	struct memory *m = arg;
	size_t i;

	(void)row;
	for (i = 0; i < e->n; i++) {
		memory_text(m, i == 0 ? "" : ",");
		if (export_value_type(&e->columns[i], cell[i]) == EXPORT_TEXT)
			csv_text(m, export_text(e, pool, cell[i]));
		else
			memory_text(m, cell[i]);
	}
	memory_text(m, "\r\n");
	pool_destroy(&pool);
}

static struct memory *csv_make(struct export *e)
{
	struct memory *m = memory_open();
	size_t i;

	memory_text(m, "\xef\xbb\xbf");
	for (i = 0; i < e->n; i++) {
		memory_text(m, i == 0 ? "" : ",");
		csv_text(m, export_text(e, e->pool, e->columns[i].label));
	}
	memory_text(m, "\r\n");
	export_each(e, csv_row, m);
	return m;
}

/* -- the file -- */

bool export_bytes(struct export *e, enum export_format format, const char **bytes_r,
    size_t *len_r)
{
	struct memory *file;

	if (e->cells % e->n != 0)
		abort();
	e->cut = 0;
	if (e->full) {
		log_warn("export: more than %d rows", EXPORT_ROWS_MAX);
		return false;
	}
	if (format == EXPORT_CSV)
		file = csv_make(e);
	else if (!export_xlsx(e, &file))
		return false;
	*len_r = file->len;
	*bytes_r = memory_bytes(file, e->pool);
	memory_close(file);
	return true;
}

static const struct {
	const char *name, *type;
} formats[EXPORT_FORMAT__MAX] = {
	[EXPORT_CSV] = { "csv", "text/csv; charset=utf-8; header=present" },
	[EXPORT_XLSX] = { "xlsx",
	    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

const char *export_type_of(enum export_format format)
{
	return formats[format].type;
}

static void audit_note(struct request *r, const struct export *e, enum export_format format)
{
	const char *before = r->audit.detail == NULL ? "" : r->audit.detail;

	r->audit.detail = pool_printf(r->pool, "%s%s%s file, rows: %zu", before,
	    before[0] == '\0' ? "" : "; ", formats[format].name, export_rows(e));
}

int export_answer(struct request *r, struct export *e, enum export_format format,
    const char *name)
{
	const char *bytes;
	size_t len;

	if (export_full(e))
		return page_message(r, 422, "There is too much for one file", pool_printf(r->pool,
		    "A file can have %d rows at most. Choose a shorter time or fewer cases.",
		    EXPORT_ROWS_MAX));
	export_created(e, date_now());
	if (!export_bytes(e, format, &bytes, &len))
		return page_message(r, 500, "The file could not be made",
		    "Nothing was changed. Try the other kind of file, or tell the service desk.");
	audit_note(r, e, format);
	return request_file(r, pool_printf(r->pool, "%s.%s", name, formats[format].name),
	    formats[format].type, bytes, len);
}
