#include <string.h>

#include "conf.h"
#include "export.h"
#include "lists.h"
#include "report.h"
#include "return.h"
#include "return-lines.h"

/* 6.1: a run as a file: its tables, or LSCB1 A1, a row for each review. */

const struct field lscb_run_file_input[] = {
	{ .name = "run", .type = FIELD_HANDLE, .required = true },
	{ .name = "what", .type = FIELD_TOKEN, .max = 6, .required = true },
	{ 0 }
};

static void tables_fill(struct request *r, const struct lscb_run *run, struct export *e)
{
	size_t i;

	for (i = 0; i < run->lines->n; i++) {
		const struct return_line line = run->lines->line[i];
		const struct report_measure *m = report_measure(r, line.table);

		export_cell(e, m == NULL ? line.table : m->title);
		export_cell(e, m == NULL ? line.key : lscb_run_label(r, m, line.key));
		export_cell(e, m == NULL || m->years ? "Total" : lists_label("lscb-conclusion",
		    line.series, r->today));
		export_number(e, (long long)line.n);
	}
}

static const struct export_column table_columns[] = {
	{ .label = "Table" }, { .label = "Row" }, { .label = "Column" },
	{ .label = "Count", .type = EXPORT_WHOLE }
};
#define TABLE_COLUMNS	(sizeof(table_columns) / sizeof(table_columns[0]))

static const struct export_column row_columns[] = {
	{ .label = "LSCB code" }, { .label = "CDOP code" },
	{ .label = "Identifier" }, { .label = "Quarter of death" }, { .label = "Age band" },
	{ .label = "Sex" }, { .label = "Ethnic group" }, { .label = "Place of event" },
	{ .label = "Event" }, { .label = "Category" }, { .label = "Conclusion" },
	{ .label = "Expected" }, { .label = "Child protection plan" }, { .label = "Statutory order" },
	{ .label = "Asylum seeker" }, { .label = "Review of a serious case" },
	{ .label = "Months to completion" }, { .label = "Post-mortem" }, { .label = "Inquest" }
};
#define ROW_COLUMNS	(sizeof(row_columns) / sizeof(row_columns[0]))
#define CODES		2	/* of the authority; the others are kept with the run */

static void rows_fill(struct request *r, const struct lscb_run *run, struct export *e)
{
	struct db_rows rows;
	size_t i, c, len;

	(void)db_list(r->db, &lscb_sql[LSCB_RUN_ROWS], &rows, run->id);
	for (i = 0; i < rows.n; i++) {
		const char *at = db_text(&rows.row[i], 0);

		export_cell(e, conf_text("lscb.board_code"));
		export_cell(e, conf_text("lscb.panel_code"));
		for (c = CODES; c < ROW_COLUMNS; c++) {
			len = strcspn(at, ",");
			export_cell(e, pool_strndup(r->pool, at, len));
			at += len + (at[len] == ',');
		}
	}
}

int lscb_run_file(struct request *r)
{
	bool rows = input_is(&r->input, "what", "ROWS");
	struct export *e;
	struct lscb_run run;

	if ((!rows && !input_is(&r->input, "what", "TABLES")) || !lscb_run_read(r, &run) ||
	    (rows && !request_may(r, LSCB_ROWS)))
		return page_not_found(r);
	e = rows ? export_new(r->pool, "Reviews", row_columns, ROW_COLUMNS) :
	    export_new(r->pool, "Tables", table_columns, TABLE_COLUMNS);
	(rows ? rows_fill : tables_fill)(r, &run, e);
	return export_answer(r, e, EXPORT_CSV, pool_printf(r->pool, "%s-%d-%llu",
	    rows ? "lscb1-a1" : "lscb1", run.year, run.number));
}
