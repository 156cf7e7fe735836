#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <xlsxwriter.h>
#include <xlsxwriter/third_party/ioapi.h>

#if LXW_VERSION_ID >= 120
#define TMPDIR const char
#else
#define TMPDIR char
#endif

#include "date.h"
#include "export-table.h"
#include "log.h"
#include "memory.h"
#include "pool.h"
#include "str.h"

#define WIDTH_LEAST	9
#define WIDTH_MOST	60
#define WIDTH_ROWS	1000		/* the first rows say how wide a column is */
#define DIGITS_SHOWN	15

/* The file that the library has packed, between its opening and our taking it. */
static struct {
	struct memory *zip;
} state;

/* -- what the library takes for files -- */

static ssize_t cookie_read(void *m, char *bytes, size_t len)
{
	return (ssize_t)memory_read(m, bytes, len);
}

static ssize_t cookie_write(void *m, const char *bytes, size_t len)
{
	memory_write(m, bytes, len);
	return (ssize_t)len;
}

static int cookie_seek(void *m, off64_t *offset, int whence)
{
	struct memory *memory = m;

	if (!memory_seek(memory, *offset, whence))
		return -1;
	*offset = (off64_t)memory->at;
	return 0;
}

static int cookie_close(void *m)
{
	memory_close(m);
	return 0;
}

/* The library's own temporary file, which it makes for each part of a package
 * and for a sheet's rows. Ours is found first by the dynamic linker; if a
 * release calls another, the worker's call list denies it and nothing comes
 * out (tests/unit/test-export.c). */
FILE *lxw_tmpfile(TMPDIR *tmpdir)
{
	static const cookie_io_functions_t functions = {
		.read = cookie_read, .write = cookie_write, .seek = cookie_seek, .close = cookie_close
	};

	(void)tmpdir;
	return fopencookie(memory_open(), "w+", functions);
}

static voidpf zip_open(voidpf opaque, const void *name, int mode)
{
	(void)opaque;
	(void)name;
	(void)mode;
	if (state.zip != NULL)
		memory_close(state.zip);
	state.zip = memory_open();
	return state.zip;
}

static uLong zip_read(voidpf opaque, voidpf m, void *bytes, uLong len)
{
	(void)opaque;
	return memory_read(m, bytes, len);
}

static uLong zip_write(voidpf opaque, voidpf m, const void *bytes, uLong len)
{
	(void)opaque;
	memory_write(m, bytes, len);
	return len;
}

static ZPOS64_T zip_tell(voidpf opaque, voidpf m)
{
	(void)opaque;
	return ((const struct memory *)m)->at;
}

static long zip_seek(voidpf opaque, voidpf m, ZPOS64_T offset, int origin)
{
	(void)opaque;
	return memory_seek(m, (long long)offset, origin == ZLIB_FILEFUNC_SEEK_CUR ? SEEK_CUR :
	    origin == ZLIB_FILEFUNC_SEEK_END ? SEEK_END : SEEK_SET) ? 0 : -1;
}

/* Closed, it stays until it is taken. */
static int zip_done(voidpf opaque, voidpf m)
{
	(void)opaque;
	(void)m;
	return 0;
}

/* How the packer below the library opens the file that it is told to write. */
void fill_fopen64_filefunc(zlib_filefunc64_def *f)
{
	*f = (zlib_filefunc64_def){
		.zopen64_file = zip_open, .zread_file = zip_read, .zwrite_file = zip_write,
		.ztell64_file = zip_tell, .zseek64_file = zip_seek, .zclose_file = zip_done,
		.zerror_file = zip_done,
	};
}

/* -- XLSX -- */

struct sheet {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *format[EXPORT_COLUMNS_MAX];
	lxw_format *text, *head;
	size_t width[EXPORT_COLUMNS_MAX];
	lxw_error error;
};

static lxw_format *format_add(struct sheet *s, const char *number)
{
	lxw_format *f = workbook_add_format(s->book);

	if (f == NULL)
		abort();
	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	if (number == NULL)
		format_set_text_wrap(f);
	else
		format_set_num_format(f, number);
	return f;
}

static lxw_format *format_of(struct sheet *s, const struct export_column *column)
{
	char number[40] = "0.";
	size_t i;

	switch (column->type) {
	case EXPORT_WHOLE:
		return format_add(s, "0");
	case EXPORT_DATE:
		return format_add(s, "dd/mm/yyyy");
	case EXPORT_DECIMAL:
		for (i = 0; i < column->places && i < DIGITS_SHOWN; i++)
			number[2 + i] = '0';
		return format_add(s, column->places == 0 ? "0" : number);
	default:
		return s->text;
	}
}

/* "_x0041_" would be read as "A": Excel writes the characters that XML has not
 * in this way. */
static const char *unescaped(struct pool *pool, const char *value)
{
	const char *at = strstr(value, "_x"), *from = value;
	struct str s;

	if (at == NULL)
		return value;
	str_init(&s, pool);
	for (; at != NULL; at = strstr(at + 1, "_x")) {
		if (strspn(at + 2, "0123456789abcdefABCDEF") < 4 || at[6] != '_')
			continue;
		str_addn(&s, from, (size_t)(at - from));
		str_add(&s, "_x005F");
		from = at;
	}
	str_add(&s, from);
	return s.data;
}

/* How wide a column wants to be: its longest line. */
static void width_see(struct sheet *s, size_t column, const char *text, size_t more)
{
	size_t line, chars = 0, n;

	for (; *text != '\0'; text += line + (text[line] != '\0')) {
		line = strcspn(text, "\n");
		/* Its bytes are enough to know that it is too wide. */
		for (n = 0; n < line && n < 4 * WIDTH_MOST; n++)
			chars += ((unsigned char)text[n] & 0xc0) != 0x80;
		if (chars + more > s->width[column])
			s->width[column] = chars + more;
		chars = 0;
	}
}

static lxw_error date_write(struct sheet *s, lxw_row_t row, lxw_col_t column, const char *value)
{
	const struct date first = { 1900, 3, 1 };
	struct date d;
	lxw_datetime when = { 0 };

	if (!date_parse(value, &d) || date_compare(d, first) < 0)
		return worksheet_write_string(s->sheet, row, column, value, s->text);
	when.year = d.year;
	when.month = d.month;
	when.day = d.day;
	return worksheet_write_datetime(s->sheet, row, column, &when, s->format[column]);
}

static lxw_error cell_write(struct export *e, struct sheet *s, struct pool *pool, lxw_row_t row,
    lxw_col_t column, const char *value)
{
	switch (export_value_type(&e->columns[column], value)) {
	case EXPORT_WHOLE:
	case EXPORT_DECIMAL:
		return worksheet_write_number(s->sheet, row, column, strtod(value, NULL),
		    s->format[column]);
	case EXPORT_DATE:
		return date_write(s, row, column, value);
	default:
		value = export_text(e, pool, unescaped(pool, value));
		return *value == '\0' ? LXW_NO_ERROR :
		    worksheet_write_string(s->sheet, row, column, value, s->text);
	}
}

static void sheet_row(struct export *e, size_t row, const char *const *cell, void *arg)
{
	struct pool *pool = pool_create();
	struct sheet *s = arg;
	size_t i;

	for (i = 0; i < e->n && s->error == LXW_NO_ERROR; i++) {
		s->error = cell_write(e, s, pool, (lxw_row_t)row + 1, (lxw_col_t)i, cell[i]);
		if (row < WIDTH_ROWS)
			width_see(s, i, cell[i], 1);
	}
	pool_destroy(&pool);
}

static void sheet_head(struct export *e, struct sheet *s)
{
	size_t i;

	s->text = format_add(s, NULL);
	s->head = format_add(s, NULL);
	format_set_bold(s->head);
	for (i = 0; i < e->n && s->error == LXW_NO_ERROR; i++) {
		s->format[i] = format_of(s, &e->columns[i]);
		/* With room for the filter's arrow. */
		width_see(s, i, e->columns[i].label, 4);
		s->error = worksheet_write_string(s->sheet, 0, (lxw_col_t)i,
		    export_text(e, e->pool, unescaped(e->pool, e->columns[i].label)), s->head);
	}
}

static void sheet_finish(struct export *e, struct sheet *s)
{
	lxw_row_t rows = (lxw_row_t)export_rows(e);
	lxw_col_t last = (lxw_col_t)(e->n - 1);
	char range[40];
	size_t i;

	for (i = 0; i < e->n; i++) {
		size_t width = s->width[i] < WIDTH_LEAST ? WIDTH_LEAST :
		    s->width[i] > WIDTH_MOST ? WIDTH_MOST : s->width[i];

		(void)worksheet_set_column(s->sheet, (lxw_col_t)i, (lxw_col_t)i, (double)width, NULL);
	}
	worksheet_freeze_panes(s->sheet, 1, 0);
	(void)worksheet_autofilter(s->sheet, 0, 0, rows, last);
	(void)worksheet_repeat_rows(s->sheet, 0, 0);
	worksheet_set_landscape(s->sheet);
	worksheet_set_paper(s->sheet, 9);	/* A4 */
	worksheet_fit_to_pages(s->sheet, 1, 0);
	/* An NHS number is text and no mistake. */
	lxw_rowcol_to_range(range, 0, 0, rows, last);
	(void)worksheet_ignore_errors(s->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
}

static void book_properties(struct export *e, lxw_workbook *book)
{
	lxw_doc_properties p = { .title = pool_strdup(e->pool, e->title),
	    .created = (time_t)e->created };

	(void)workbook_set_properties(book, &p);
}

static bool book_make(struct export *e, struct sheet *s)
{
	/* Row by row, each written down and forgotten. */
	lxw_workbook_options options = { .constant_memory = 1 };

	s->book = workbook_new_opt("export.xlsx", &options);
	s->sheet = s->book == NULL ? NULL : workbook_add_worksheet(s->book, "Data");
	if (s->sheet == NULL) {
		log_error("export: the library makes no sheet");
		lxw_workbook_free(s->book);
		return false;
	}
	book_properties(e, s->book);
	sheet_head(e, s);
	export_each(e, sheet_row, s);
	sheet_finish(e, s);
	if (s->error == LXW_NO_ERROR)
		s->error = workbook_close(s->book);
	else
		lxw_workbook_free(s->book);
	if (s->error == LXW_NO_ERROR && state.zip != NULL)
		return true;
	log_error("export: %s", lxw_strerror(s->error));
	return false;
}

bool export_xlsx(struct export *e, struct memory **file_r)
{
	struct pool *pool = pool_create();
	bool good = book_make(e, pool_new(pool, struct sheet));

	pool_destroy(&pool);
	*file_r = state.zip;
	state.zip = NULL;
	if (!good && *file_r != NULL)
		memory_close(*file_r);
	return good;
}
