/*
 * export: rows of a report as a file to keep, CSV or XLSX (libxlsxwriter, which
 * export-xlsx.c alone knows).
 *
 *	struct export *e = export_new(r->pool, "Cases", columns, 3);
 *	for each row: export_cell(e, …) three times, from left to right
 *	return export_answer(r, e, EXPORT_XLSX, "caf-cases-2026-11-22");
 *
 * A row that is not complete, or a column too many, is a bug and aborts.
 *
 * Text. Cells hold text as the reader would see it on the page; nothing in
 * them is a formula, a link or markup. Line ends become LF. What is no UTF-8
 * or no character of XML 1.0 becomes U+FFFD, one for each such character.
 * Excel takes 32,767 UTF-16 units a cell: longer text is cut there, between
 * two characters, and ends in "…"; export_cut counts such cells.
 *
 * Numbers and dates are written as such. A value that is not of its column's
 * type, a number of more than 15 digits and, in XLSX, a day before 1 March
 * 1900 (of which Excel knows nothing right) are written as text: no answer is
 * left out or changed. NULL and "" are empty cells.
 *
 * CSV: RFC 4180, CRLF after each line, UTF-8 with the byte order mark that
 * Excel asks for, days as YYYY-MM-DD. Text that a spreadsheet could take for a
 * formula gets an apostrophe before it: text that begins with a tab or a line
 * end, and text whose first character after spaces and quotation marks is one
 * of = + - @ or of their full-width forms. Labels are text like the cells.
 *
 * XLSX: one sheet "Data", its first row bold, frozen, repeated on paper and
 * with filters; text is a string always. Nothing tells of an author, a
 * machine or a time but the one of export_created. The library would write
 * temporary files; here they are memory (wiped), so that a worker makes it
 * without opening a file: lockdown stays as it is.
 *
 * The same cells and the same time give the same bytes.
 *
 * Memory of 20,000 rows of 30 columns of some twelve characters, beside the
 * values: 5 MB for the table; CSV twice its size (2 x 6 MB), 0.1 s; XLSX 55 MB
 * while it is made, of which the file, 2 MB, stays, and 1.2 s. What the library
 * itself allocates and gives back is not wiped.
 */
#ifndef EVERYCHILD_EXPORT_H
#define EVERYCHILD_EXPORT_H

#include <stdbool.h>
#include <stddef.h>

struct export;
struct pool;
struct request;

#define EXPORT_COLUMNS_MAX	300
#define EXPORT_ROWS_MAX		50000

enum export_type {
	EXPORT_TEXT,
	EXPORT_WHOLE,		/* "-12" */
	EXPORT_DECIMAL,		/* "12.50": a point, no separators */
	EXPORT_DATE,		/* YYYY-MM-DD */
	EXPORT_TYPE__MAX
};

enum export_format { EXPORT_CSV, EXPORT_XLSX, EXPORT_FORMAT__MAX };

struct export_column {
	const char *label;		/* terms applied */
	enum export_type type;
	unsigned places;		/* of a decimal, as XLSX shows it */
};

/* title: what the file is, never a person's name; a property of the XLSX file.
 * columns and their labels are not copied. */
struct export *export_new(struct pool *pool, const char *title,
    const struct export_column *columns, size_t n);

/* Could a spreadsheet take this cell of a CSV file for a formula? For files whose cells must
 * stand as they are. */
bool export_is_formula(const char *text);

/* The time that the XLSX file says it was made at, in seconds since 1970 UTC,
 * from 1980 on; without a call it is the first of January 2000. */
void export_created(struct export *e, long long moment);

/* The next cell, row after row. value is not copied: it must live as long as
 * the table, as the rows of db do. */
void export_cell(struct export *e, const char *value);
void export_number(struct export *e, long long value);

size_t export_rows(const struct export *e);	/* that were put in */
bool export_full(const struct export *e);	/* more came than EXPORT_ROWS_MAX */
size_t export_cut(const struct export *e);	/* cells cut in the last bytes made */

/* The file, in the table's pool. False with a log entry when the table is
 * full or the library fails; there is no part of a file then. */
bool export_bytes(struct export *e, enum export_format format, const char **bytes_r,
    size_t *len_r);

const char *export_type_of(enum export_format format);	/* its Content-Type */

/* The whole answer: the file as an attachment named NAME.csv or NAME.xlsx
 * (request_file tells what a name may be), made now, and its rows and format
 * in the audit row. A page that says so instead of it when there are too many
 * rows (422) or it could not be made (500). For a GET row, or a POST that
 * ROUTE_LOOKS. */
int export_answer(struct request *r, struct export *e, enum export_format format,
    const char *name);

#endif
