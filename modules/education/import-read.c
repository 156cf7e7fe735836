#include <stdlib.h>
#include <string.h>

#include "import.h"

/* The rows of a staged file, and what is wrong with each by itself. */

void import_reject(struct import_row *row, const char *field, const char *wrong)
{
	if (row->wrong == NULL) {
		row->field = field;
		row->wrong = wrong;
	}
}

/* Column of the file for column i of ours; -1: it has none. */
static long mapped(const char *mapping, size_t i)
{
	for (; i > 0 && strchr(mapping, ',') != NULL; i--)
		mapping = strchr(mapping, ',') + 1;
	return i > 0 || *mapping < '0' || *mapping > '9' ? -1 : strtol(mapping, NULL, 10);
}

static void cells(struct import_run *run, struct import_row *row, size_t columns)
{
	const struct return_layout *l = run->layout;
	const char *typed, *wrong;
	size_t i;
	long at;

	if (row->csv.wrong != NULL)
		import_reject(row, "", row->csv.wrong);
	else if (row->csv.n != columns)
		import_reject(row, "", pool_printf(run->r->pool, "The row has %zu columns, not %zu", row->csv.n,
		    columns));
	for (i = 0; i < l->n; i++) {
		at = mapped(run->import->mapping, i);
		typed = at >= 0 && (size_t)at < row->csv.n ? row->csv.field[at] : "";
		wrong = return_cell(run->r->pool, &l->column[i], typed, run->import->year, import_known,
		    &row->value[i]);
		if (wrong != NULL && row->csv.wrong == NULL)
			import_reject(row, l->column[i].name, wrong);
		if (strcmp(l->column[i].name, "DOB") == 0)
			row->born = run->import->file != RETURN_HEADER;
	}
	row->unread = row->wrong != NULL;
}

static int by_child(const void *a, const void *b)
{
	const struct import_row *x = *(struct import_row *const *)a,
	    *y = *(struct import_row *const *)b;
	int way = strcmp(x->value[0], y->value[0]);

	return way != 0 ? way : (x->csv.line > y->csv.line) - (x->csv.line < y->csv.line);
}

/* By pupil number, then by line. */
static int by_upn(const void *a, const void *b)
{
	const struct import_row *x = *(struct import_row *const *)a,
	    *y = *(struct import_row *const *)b;
	int way = strcmp(x->value[4], y->value[4]);

	return way != 0 ? way : (x->csv.line > y->csv.line) - (x->csv.line < y->csv.line);
}

bool import_upn_real(const char *upn)
{
	return upn[0] != '\0' && upn[1] != 'N';
}

/* Two children of a Header cannot both be made with one pupil number. */
static void twins(struct import_run *run)
{
	struct import_row **sorted = pool_array(run->r->pool, run->n + 1, sizeof(sorted[0]));
	size_t i;

	for (i = 0; i < run->n; i++)
		sorted[i] = run->row[i];
	qsort(sorted, run->n, sizeof(sorted[0]), by_upn);
	for (i = 1; i < run->n; i++)
		if (import_upn_real(sorted[i]->value[4]) &&
		    strcmp(sorted[i]->value[4], sorted[i - 1]->value[4]) == 0)
			sorted[i]->twin = sorted[i - 1]->csv.line;
}

void import_rows_read(struct import_run *run)
{
	struct request *r = run->r;
	struct csv_row header;
	struct csv csv;
	size_t size = run->import->rows + 1;

	csv_begin(&csv, r->pool, import_text(r, run->import));
	run->row = pool_array(r->pool, size, sizeof(run->row[0]));
	run->made = pool_array(r->pool, size, sizeof(run->made[0]));
	if (!csv_next(&csv, &header))
		return;
	for (run->n = 0; run->n + 1 < size; run->n++) {
		struct import_row *row = pool_new(r->pool, struct import_row);

		if (!csv_next(&csv, &row->csv))
			break;
		cells(run, row, header.n);
		run->row[run->n] = row;
	}
	if (run->import->file == RETURN_HEADER)
		twins(run);
	qsort(run->row, run->n, sizeof(run->row[0]), by_child);
}
