#include "list.h"

#include <string.h>

#include "date.h"
#include "deadline.h"
#include "filter.h"
#include "intake.h"
#include "keep.h"
#include "lists.h"
#include "review-rules.h"
#include "triage.h"

/* 4.1: one row a case, by identifier; the views that are named there are links. */

const struct field lscb_list_input[] = {
	LOG_FILTERS,
	{ .name = "columns", .type = FIELD_TOKEN, .max = 3 },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

static const struct { const char *code, *label; } views[] = {
	{ "", "Current register" }, { "AGE", "Open, the oldest first" },
	{ "PANEL", "Awaiting the panel" }, { "HOLD", "On hold" },
	{ "AWAITED", "Agencies awaited" }, { "OVERDUE", "Agencies overdue" },
	{ "COMPLETED", "Completed" }, { "OUT", "Out of scope" }, { "TRANSFERRED", "Transferred" },
	{ "AREA", "Died out of the area" }, { "LATE", "Notified late" },
	{ "JAR", "Response to be audited" }, { "ALL", "All" }
};

const struct log_column lscb_log_columns[LOG_COLUMNS_N] = {
	{ .label = "Identifier", .open = true, .done = true },
	{ .label = "State", .open = true, .done = true },
	{ .label = "Notified", .day = true },
	{ .label = "Date of death", .day = true, .open = true, .done = true },
	{ .label = "Days since death", .number = true, .open = true },
	{ .label = "Age at death", .done = true },
	{ .label = "Age band" },
	{ .label = "Sex" },
	{ .label = "Ethnic group" },
	{ .label = "Authority of residence" },
	{ .label = "Ward" },
	{ .label = "Deprivation decile", .number = true },
	{ .label = "Place of death" },
	{ .label = "Place of event" },
	{ .label = "Expected", .open = true },
	{ .label = "Response" },
	{ .label = "Types of event" },
	{ .label = "Open processes", .open = true },
	{ .label = "Coroner" },
	{ .label = "Post-mortem" },
	{ .label = "Criminal proceedings" },
	{ .label = "Case review" },
	{ .label = "Reports awaited", .number = true, .open = true },
	{ .label = "Reports overdue", .number = true, .open = true },
	{ .label = "Oldest report due", .day = true },
	{ .label = "Reports asked for", .number = true },
	{ .label = "Local discussion", .day = true },
	{ .label = "Next date", .day = true, .open = true },
	{ .label = "Review due", .day = true },
	{ .label = "Listed for", .day = true },
	{ .label = "Category", .number = true, .done = true },
	{ .label = "Conclusion", .done = true },
	{ .label = "Completed", .day = true, .done = true },
	{ .label = "Months taken", .number = true, .done = true },
	{ .label = "Reason for delay" },
	{ .label = "Actions open", .number = true },
	{ .label = "Closed", .day = true },
	{ .label = "Kept until", .day = true },
	{ .label = "Return year", .number = true, .done = true },
};

/* -- a row -- */

static const char *word(struct request *r, const char *list, const char *code)
{
	return code == NULL || code[0] == '\0' ? "" : lists_label(list, code, r->today);
}

/* The labels of codes that are separated by spaces. */
static const char *words(struct request *r, const char *list, const char *codes)
{
	const char *all = "";
	size_t n;

	for (; codes != NULL && *codes != '\0'; codes += n + (codes[n] == ' ')) {
		n = strcspn(codes, " ");
		all = pool_printf(r->pool, "%s%s%s", all, all[0] == '\0' ? "" : "; ",
		    word(r, list, pool_strndup(r->pool, codes, n)));
	}
	return all;
}

static const char *number(struct request *r, unsigned long long n)
{
	return n == 0 ? "" : pool_printf(r->pool, "%llu", n);
}

static const char *months(struct request *r, const char *died_on, const char *completed_on)
{
	struct date died, completed;

	if (died_on == NULL || completed_on == NULL || !date_parse(died_on, &died) ||
	    !date_parse(completed_on, &completed) || date_compare(completed, died) < 0)
		return "";
	return pool_printf(r->pool, "%d", review_months(died, completed));
}

/* In words of the program alone: the age that was said is free text. */
static const char *age(struct request *r, const struct db_row *c)
{
	const char *exact = lscb_age(r->pool, db_text(c, 5), db_text(c, 4));

	return exact[0] != '\0' ? exact : word(r, "lscb-age-band", db_text(c, 6));
}

/* 3.4: while it is under way. */
static const char *days(struct request *r, const struct db_row *c)
{
	struct date died, today;
	const char *word;

	return lscb_colour(r, db_text(c, 2), db_text(c, 4), &word) != NULL &&
	    date_parse(db_text(c, 4), &died) && date_parse(r->today, &today) ?
	    pool_printf(r->pool, "%ld", date_days(died, today)) : "";
}

static const char *day(const char *value)
{
	return value == NULL ? "" : value;
}

static const char *closed_day(struct request *r, const char *closed_at)
{
	long long moment;

	return closed_at == NULL || !date_moment(closed_at, &moment) ? "" :
	    date_iso(r->pool, date_london(moment, NULL));
}

void lscb_log_cells(struct request *r, const struct db_row *c, const char *cells[LOG_COLUMNS_N])
{
	const char *const all[LOG_COLUMNS_N] = { db_text(c, 1),
	    lscb_workflow.state[workflow_state(&lscb_workflow, db_text(c, 2))].label,
	    day(db_text(c, 3)), day(db_text(c, 4)), days(r, c), age(r, c),
	    word(r, "lscb-age-band", db_text(c, 6)), word(r, "lscb-sex", db_text(c, 7)),
	    word(r, "ethnicity", db_text(c, 8)), word(r, "la", db_text(c, 9)), db_text(c, 10),
	    number(r, db_number(c, 11)), word(r, "lscb-place", db_text(c, 12)),
	    word(r, "lscb-place", db_text(c, 13)), word(r, "lscb-expected", db_text(c, 14)),
	    word(r, "lscb-response", db_text(c, 15)), words(r, "lscb-event", db_text(c, 16)),
	    words(r, "lscb-gate-short", db_text(c, 17)), word(r, "lscb-gate-status", db_text(c, 31)),
	    word(r, "lscb-gate-status", db_text(c, 32)), word(r, "lscb-gate-status", db_text(c, 33)),
	    word(r, "lscb-ynk", db_text(c, 18)),
	    pool_printf(r->pool, "%llu", db_number(c, 19)),
	    pool_printf(r->pool, "%llu", db_number(c, 36)), day(db_text(c, 37)),
	    pool_printf(r->pool, "%llu", db_number(c, 20)), day(db_text(c, 21)),
	    day(db_text(c, 22)), day(db_text(c, 34)), day(db_text(c, 23)), number(r, db_number(c, 24)),
	    word(r, "lscb-conclusion", db_text(c, 25)), day(db_text(c, 26)),
	    months(r, db_text(c, 4), db_text(c, 26)), word(r, "lscb-delay", db_text(c, 27)),
	    pool_printf(r->pool, "%llu", db_number(c, 28)), closed_day(r, db_text(c, 29)),
	    lscb_kept_until(r, (enum lscb_keep)db_number(c, 35), db_text(c, 4), db_text(c, 29)),
	    number(r, db_number(c, 30)) };

	memcpy(cells, all, sizeof(all));
}

/* -- what is asked -- */

const char *lscb_log_view(const struct request *r)
{
	size_t i;

	for (i = 1; i < sizeof(views) / sizeof(views[0]); i++)
		if (input_is(&r->input, "view", views[i].code))
			return views[i].label;
	return views[0].label;
}

/* -- the page -- */

static void views_put(struct request *r, struct node *body)
{
	struct node *links = page_nav(body, "Views of the log");
	size_t i;

	for (i = 0; i < sizeof(views) / sizeof(views[0]); i++)
		page_nav_item(links, i == 0 ? "/lscb/" : pool_printf(r->pool, "/lscb/?view=%s",
		    views[i].code), views[i].label, strcmp(lscb_log_view(r), views[i].label) == 0);
}

/* The first moment is of the first day or none: where it is past, so is that. */
static void next_put(struct request *r, struct node *row, const char *on, const struct db_row *c)
{
	const char *at = db_text(c, 38);
	bool late = on[0] != '\0' && (strcmp(on, r->today) < 0 || (at != NULL && deadline_past(r, on, at)));
	bool soon = !late && on[0] != '\0' && deadline_soon(r, db_text(c, 39));
	struct node *cell = page_cell(row, pool_printf(r->pool, "%s%s", page_day_brief(r, on),
	    late ? " (overdue)" : soon ? " (due soon)" : ""));

	node_set(cell, "kind", late ? "overdue" : soon ? NULL : "nowrap");
}

static void cell_put(struct request *r, struct node *row, size_t column, const char *value,
    const struct db_row *c)
{
	bool day = lscb_log_columns[column].day;
	struct node *cell = page_cell(row, day ? page_day_brief(r, value) : value);
	const char *word;

	if (day || column == 0)
		node_set(cell, "kind", "nowrap");
	if (column == LOG_DAYS && value[0] != '\0')
		node_set(cell, "tag", lscb_colour(r, db_text(c, 2), db_text(c, 4), &word));
	if (column > 0)
		return;
	node_set(cell, "head", "yes");
	if (request_may(r, LSCB_READ))
		node_set(cell, "href", pool_printf(r->pool, "/lscb/case/%s", db_text(c, 0)));
	else if (request_may(r, LSCB_SEEN))
		node_set(cell, "href", pool_printf(r->pool, "/lscb/case/%s/seen", db_text(c, 0)));
}

/* Those that tell the cases of this view apart fit on a screen. */
static bool stands(const struct request *r, size_t column, bool all)
{
	return all || (input_is(&r->input, "view", "COMPLETED") ? lscb_log_columns[column].done :
	    lscb_log_columns[column].open);
}

static void table_put(struct request *r, struct node *body, const struct db_rows *rows, bool all)
{
	struct node *table = page_table(body, "cases", lscb_log_view(r), "There is no such case.", NULL);
	struct node *row, *col;
	const char *cells[LOG_COLUMNS_N];
	size_t i, k;

	for (k = 0; k < LOG_COLUMNS_N; k++)
		if (stands(r, k, all)) {
			col = node_add(table, "col");
			node_set(col, "label", lscb_log_columns[k].label);
		}
	for (i = 0; i < rows->n; i++) {
		lscb_log_cells(r, &rows->row[i], cells);
		row = node_add(table, "row");
		for (k = 0; k < LOG_COLUMNS_N; k++)
			if (k == LOG_NEXT_DUE && stands(r, k, all))
				next_put(r, row, cells[k], &rows->row[i]);
			else if (stands(r, k, all))
				cell_put(r, row, k, cells[k], &rows->row[i]);
	}
}

static unsigned long long page_of(const struct request *r)
{
	unsigned long long page = filter_number(r, "page");

	return page == 0 ? 1 : page;
}

/* What is of no single case. */
static void elsewhere_put(struct request *r, struct node *body)
{
	static const struct page_see links[] = {
		{ "/lscb/report", "Reports", LSCB_COUNT },
		{ "/lscb/return", "Yearly return", LSCB_RETURN },
		{ "/lscb/meetings", "Meetings", LSCB_MEET },
		{ "/lscb/panel", "Members of the panel", LSCB_MEET },
		{ "/lscb/recommendations", "Recommendations", LSCB_FOLLOW },
		{ "/lscb/actions", "Actions", LSCB_FOLLOW },
		{ "/lscb/agencies", "Agencies", LSCB_WORK },
		{ "/lscb/disposal", "What may be destroyed, and legal holds", LSCB_ARCHIVE },
		{ NULL, NULL, 0 }
	};

	page_see_also(r, body, links);
}

int lscb_list(struct request *r)
{
	bool all_columns = input_is(&r->input, "columns", "all");
	bool valid = input_valid(&r->input, r->pool);
	struct node *body = page_begin(r, "list", "Child deaths");
	const char *query = lscb_log_query(r, all_columns);
	struct db_rows rows = { .n = 0 };
	unsigned long long all = 0;

	if (strcmp(lscb_log_view(r), views[0].label) != 0)
		page_about(r, lscb_log_view(r));
	views_put(r, body);
	(void)page_heading(body, 1, "Child deaths");
	if (request_may(r, LSCB_NOTIFY))
		(void)page_link(body, "Notify a child's death", "button", "/lscb/notify");
	if (valid)
		all = lscb_log_read(r, LOG_PAGE, (page_of(r) - 1) * LOG_PAGE, &rows);
	lscb_log_filters_put(r);
	table_put(r, body, &rows, all_columns);
	page_pages(r, body, pool_printf(r->pool, "/lscb/%s%s", query, query[0] == '\0' ? "?" : "&"),
	    page_of(r), LOG_PAGE, all, true);
	(void)page_link(body, all_columns ? "Show the chief columns" : "Show all columns", NULL,
	    "/lscb/%s", lscb_log_query(r, !all_columns));
	if (request_may(r, LSCB_EXPORT))
		(void)page_link(body, "Download as a file", NULL, "/lscb/export%s",
		    lscb_log_query(r, false));
	elsewhere_put(r, body);
	r->audit.detail = query;
	return valid ? 200 : 422;
}
