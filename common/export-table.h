/*
 * export-table: what export.c and export-xlsx.c know of each other.
 */
#ifndef EVERYCHILD_EXPORT_TABLE_H
#define EVERYCHILD_EXPORT_TABLE_H

#include "export.h"

struct block;
struct memory;

struct export {
	struct pool *pool;
	const char *title;
	const struct export_column *columns;
	size_t n;
	struct block *first, *last;
	size_t cells;			/* kept */
	bool full;
	size_t cut;
	long long created;
};

typedef void (*export_row)(struct export *e, size_t row, const char *const *cell, void *arg);

/* Calls fn for each row, from 0. */
void export_each(struct export *e, export_row fn, void *arg);

/* EXPORT_TEXT for a value that is not of its column's type. */
enum export_type export_value_type(const struct export_column *column, const char *value);

/* Text that a cell can hold, in pool; the value itself in nearly all cases. */
const char *export_text(struct export *e, struct pool *pool, const char *value);

/* The XLSX file, to be closed; false with a log entry. */
bool export_xlsx(struct export *e, struct memory **file_r);

#endif
