#include "conf.h"
#include "export.h"
#include "intake.h"
#include "list.h"
#include "lists.h"

/* 4.1 and 7.1: the log as a file, for a reason that is recorded. It has the columns of
 * the page: no name, no date of birth, no address. */

const struct field lscb_list_export_input[] = {
	LOG_FILTERS,
	{ .name = "reason", .type = FIELD_CODE, .choices = "export-reason", .required = true,
	  .label = "Why do you need this file?" },
	{ .name = "reason_text", .type = FIELD_TEXT, .max = 200,
	  .label = "The reason, in your own words" },
	{ .name = "format", .type = FIELD_CODE, .choices = "export-format", .required = true,
	  .label = "Which kind of file?" },
	{ 0 }
};

static void kept_put(struct request *r, struct node *form)
{
	const struct field *f;

	for (f = lscb_list_export_input; f->choices == NULL; f++)
		if (!input_is(&r->input, f->name, ""))
			(void)page_hidden(r, form, f->name, input_text(&r->input, f->name));
}

static int export_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "export", "Download the log"), *s, *form;
	struct db_rows rows;

	page_back(r, "Child deaths", "/lscb/%s", lscb_log_query(r, false));
	(void)page_heading(body, 1, "Download the log");
	s = node_add(body, "summary");
	(void)page_row(s, "View", lscb_log_view(r));
	(void)page_row(s, "Rows", pool_printf(r->pool, "%llu", lscb_log_read(r, 1, 0, &rows)));
	(void)page_para(body, "Your name, the reason, what you chose and how many rows there were are "
	    "recorded. Few deaths are alike: keep the file where only those who need it can open it, and "
	    "delete it when it is no longer needed.");
	form = page_form(r, body, "/lscb/export");
	kept_put(r, form);
	(void)page_field(r, form, input_slot(&r->input, "reason")->field, NULL);
	(void)page_field(r, form, input_slot(&r->input, "reason_text")->field, NULL);
	(void)page_field(r, form, input_slot(&r->input, "format")->field, NULL);
	(void)page_button(page_buttons(form), "Download", "primary", NULL, NULL);
	return status;
}

int lscb_list_export_show(struct request *r)
{
	return export_page(r, 200);
}

static struct export *table(struct request *r, const struct db_rows *rows)
{
	struct export_column *columns = pool_array(r->pool, LOG_COLUMNS_N, sizeof(*columns));
	const char *cells[LOG_COLUMNS_N];
	struct export *e;
	size_t i, k;

	for (k = 0; k < LOG_COLUMNS_N; k++)
		columns[k] = (struct export_column){ .label = lscb_log_columns[k].label,
		    .type = lscb_log_columns[k].day ? EXPORT_DATE :
		    lscb_log_columns[k].number ? EXPORT_WHOLE : EXPORT_TEXT };
	e = export_new(r->pool, "Log of child deaths", columns, LOG_COLUMNS_N);
	for (i = 0; i < rows->n; i++) {
		lscb_log_cells(r, &rows->row[i], cells);
		for (k = 0; k < LOG_COLUMNS_N; k++)
			export_cell(e, cells[k]);
	}
	return e;
}

int lscb_list_export(struct request *r)
{
	enum export_format format = input_is(&r->input, "format", "XLSX") ? EXPORT_XLSX : EXPORT_CSV;
	const char *reason = input_text(&r->input, "reason");
	struct db_rows rows;

	if (lists_flag("export-reason", reason, "specify"))
		input_needs(&r->input, "reason_text", "Enter the reason in your own words");
	if (!input_valid(&r->input, r->pool))
		return export_page(r, 422);
	(void)lscb_log_read(r, (unsigned long long)conf_number("lscb.export_rows"), 0, &rows);
	r->audit.reason = reason;
	r->audit.detail = pool_printf(r->pool, "%s %s", lscb_log_query(r, false),
	    input_text(&r->input, "reason_text"));
	return export_answer(r, table(r, &rows), format, pool_printf(r->pool, "lscb-log-%s",
	    r->today));
}
