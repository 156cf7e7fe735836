#include <string.h>

#include "clock.h"
#include "date.h"
#include "index.h"
#include "lists.h"
#include "overtaken.h"
#include "text.h"

/* The queue of accesses to review: two working days for each, nobody their own. */

#define WORKING_DAYS	2

const struct field review_alert[] = {
	{ .name = "alert", .type = FIELD_NUMBER, .max = 10, .required = true },
	{ 0 }
};

const struct field review_fields[] = {
	{ .name = "alert", .type = FIELD_NUMBER, .max = 10, .required = true },
	{ .name = "verdict", .type = FIELD_CODE, .choices = "review-verdict", .required = true,
	  .label = "What came of the review" },
	{ .name = "note", .type = FIELD_MEMO, .max = 1000, .required = true, .label = "Why",
	  .hint = "How the access is explained, whom you asked, what was done. No names of children." },
	{ .name = "done", .type = FIELD_TOKEN },
	{ 0 }
};

enum { ALERT, RULE, DAY, LOGIN, GIVEN, FAMILY, TEAM, CHILD, TIMES, MADE, VERDICT, NOTE, BY_GIVEN,
	BY_FAMILY, REVIEWED, ACCOUNT };

static const char *person(struct request *r, const struct db_row *d)
{
	return pool_printf(r->pool, "%s %s (%s)", db_text(d, GIVEN), db_text(d, FAMILY),
	    db_text(d, LOGIN));
}

static const char *rule_label(struct request *r, const struct db_row *d)
{
	return index_label(r, "review-rule", db_text(d, RULE));
}

const char *review_due(struct request *r, const char *made_at, bool *late_r)
{
	const struct clock clock = { .code = "R", .amount = WORKING_DAYS, .unit = CLOCK_WORKING_DAYS,
	    .name = "review" };
	struct clock_due due;

	*late_r = false;
	if (!clock_due(r->pool, &clock, made_at, &due))
		return "";
	*late_r = date_compare(due.date, date_today()) < 0;
	return date_brief(r->pool, due.date);
}

/* -- the queue -- */

static void waiting_put(struct request *r, struct node *body)
{
	struct node *table, *row, *cell;
	struct db_rows rows;
	const char *due;
	bool late;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_ALERTS_WAITING], &rows);
	table = page_table(body, "waiting", "To be reviewed", "Nothing waits to be reviewed.",
	    "Why", "Who", "Team", "Day", "Times", "Review by", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, rule_label(r, d));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/access/review/%llu", db_number(d, ALERT)));
		node_set(cell, "what", person(r, d));
		(void)page_cell(row, person(r, d));
		(void)page_cell(row, db_text(d, TEAM));
		(void)page_cell(row, page_day_brief(r, db_text(d, DAY)));
		node_set(page_cell(row, pool_printf(r->pool, "%llu", db_number(d, TIMES))), "numeric",
		    "yes");
		due = review_due(r, db_text(d, MADE), &late);
		node_set(page_cell(row, due), "kind", late ? "overdue" : "nowrap");
	}
}

static void figures_put(struct request *r, struct node *body)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i, k;

	(void)db_list(r->db, &index_sql[INDEX_ALERTS_MONTH], &rows);
	table = page_table(body, "figures", "By month and team, the last twelve months",
	    "Nothing was found in the last twelve months.", "Month", "Team", "Found", "Waiting", "Misuse",
	    NULL);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, db_text(&rows.row[i], 0)), "head", "yes");
		(void)page_cell(row, db_text(&rows.row[i], 1));
		for (k = 2; k < 5; k++)
			node_set(page_cell(row, pool_printf(r->pool, "%llu",
			    db_number(&rows.row[i], (unsigned)k))), "numeric", "yes");
	}
}

static void done_put(struct request *r, struct node *body)
{
	struct node *table, *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_ALERTS_DONE], &rows);
	table = page_table(body, "done", "Reviewed last", "Nothing was reviewed yet.", "Why", "Who",
	    "Day", "What came of it", "By", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, rule_label(r, d));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/access/review/%llu", db_number(d, ALERT)));
		(void)page_cell(row, person(r, d));
		(void)page_cell(row, page_day_brief(r, db_text(d, DAY)));
		(void)page_cell(row, index_label(r, "review-verdict", db_text(d, VERDICT)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(d, BY_GIVEN),
		    db_text(d, BY_FAMILY)));
	}
}

int review_list(struct request *r)
{
	struct node *body = page_begin(r, "review", "Accesses to review");

	page_back(r, "Access log", "/access");
	(void)page_heading(body, 1, "Accesses to review");
	(void)page_para(body, "Rules look through the access log of every module for what may not have "
	    "been for the work. That a rule found an access says nothing more: most are explained by "
	    "asking. Each is to be reviewed within two working days, by somebody else than the person.");
	(void)page_link(body, "Cases opened in an emergency, by month", NULL, "/access/emergencies");
	waiting_put(r, body);
	done_put(r, body);
	figures_put(r, body);
	return 200;
}

/* -- one of them -- */

static bool alert_find(struct request *r, struct db_row *row)
{
	unsigned long long id;

	if (!text_number(input_text(&r->input, "alert"), &id) ||
	    !db_find(r->db, &index_sql[INDEX_ALERT], row, id))
		return false;
	r->audit.object = "alert";
	r->audit.object_id = db_number(row, ALERT);
	return true;
}

static void facts_put(struct request *r, struct node *body, const struct db_row *d)
{
	const struct codelist *rules = lists_find("review-rule");
	const struct code *rule = code_find(rules, db_text(d, RULE));
	struct node *s = node_add(body, "summary");
	bool late;

	(void)page_row(s, "Why", rule_label(r, d));
	(void)page_row(s, "The rule", rule == NULL ? NULL : rule->hint);
	(void)page_row(s, "Who", person(r, d));
	(void)page_row(s, "Team", db_text(d, TEAM));
	(void)page_row(s, "Day", page_day(r, db_text(d, DAY)));
	(void)page_row(s, "Times", pool_printf(r->pool, "%llu", db_number(d, TIMES)));
	if (db_text(d, CHILD) != NULL)
		(void)page_row(s, "Child's index number", db_text(d, CHILD));
	(void)page_row(s, "Found", page_when(r, db_text(d, MADE)));
	(void)page_row(s, "To be reviewed by", review_due(r, db_text(d, MADE), &late));
	if (db_text(d, VERDICT) == NULL)
		return;
	(void)page_row(s, "What came of it", index_label(r, "review-verdict", db_text(d, VERDICT)));
	(void)page_row(s, "Why", db_text(d, NOTE));
	(void)page_row(s, "Reviewed", pool_printf(r->pool, "%s, by %s %s",
	    page_when(r, db_text(d, REVIEWED)), db_text(d, BY_GIVEN), db_text(d, BY_FAMILY)));
}

/* What the person did on that day, in the access log. */
static void log_put(struct request *r, struct node *body, const struct db_row *d)
{
	static const char *const ends[] = { "day", "month", "year" };
	struct node *form = page_form(r, body, "/access");
	const char *parts[3];
	size_t i;

	date_split(r->pool, db_text(d, DAY), parts);
	(void)page_hidden(r, form, "login", db_text(d, LOGIN));
	for (i = 0; i < 3; i++) {
		(void)page_hidden(r, form, pool_printf(r->pool, "from-%s", ends[i]), parts[i]);
		(void)page_hidden(r, form, pool_printf(r->pool, "to-%s", ends[i]), parts[i]);
	}
	(void)page_button(page_buttons(form), "Show what the person did on that day", "secondary", NULL,
	    NULL);
}

static int alert_page(struct request *r, const struct db_row *d, int status)
{
	struct node *body = page_begin(r, "alert", "Review an access");

	page_back(r, "Accesses to review", "/access/review");
	(void)page_heading(body, 1, "Review an access");
	facts_put(r, body, d);
	log_put(r, body, d);
	if (db_text(d, VERDICT) != NULL)
		return status;
	if (db_number(d, ACCOUNT) == request_account(r))
		(void)page_para(body, "This is an access of your own: somebody else reviews it.");
	else
		(void)page_form_of(r, body, review_fields, r->http->path, "Save the review", "primary");
	return status;
}

int review_show(struct request *r)
{
	struct db_row row;

	return alert_find(r, &row) ? alert_page(r, &row, 200) : page_not_found(r);
}

int review_save(struct request *r)
{
	struct db_row row;

	if (!alert_find(r, &row))
		return page_not_found(r);
	if (db_number(&row, ACCOUNT) == request_account(r))
		return page_message(r, 403, "Somebody else reviews this",
		    "It is an access of your own. Nothing was saved.");
	if (!input_valid(&r->input, r->pool))
		return alert_page(r, &row, 422);
	if (db_write(r->db, &index_sql[INDEX_ALERT_REVIEW], input_text(&r->input, "verdict"),
	    input_text(&r->input, "note"), request_account(r), db_number(&row, ALERT)) == 0)
		return overtaken_message(r, "It was reviewed meanwhile",
		    "Somebody else has reviewed this access. Yours was not saved.");
	return request_redirect(r, "/access/review");
}
