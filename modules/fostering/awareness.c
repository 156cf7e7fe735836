#include <limits.h>
#include <string.h>

#include "conf.h"
#include "lists.h"
#include "register.h"
#include "report.h"
#include "text.h"

/* 5.8: what was done so that people know of the duty to notify, and how many
 * notices came in the days after it. A log: what was done stays written. */

#define REACH_MOST	100000000ULL
#define POUND		100
#define POUNDS_MOST	1000000ULL

const struct field fostering_activity_input[] = {
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day" },
	{ .name = "kind", .type = FIELD_CODE, .choices = "fostering-activity", .required = true,
	  .label = "Kind of activity" },
	{ .name = "audience", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "For whom it was", .hint = "For instance language schools" },
	{ .name = "what", .type = FIELD_TEXT, .max = 300, .required = true, .label = "What was done" },
	{ .name = "reach", .type = FIELD_NUMBER, .max = 9, .width = 10,
	  .label = "How many people it reached" },
	{ .name = "cost", .type = FIELD_TEXT, .max = 12, .width = 10, .label = "What it cost, in pounds",
	  .hint = "For instance 120 or 89.50" },
	{ 0 }
};

static const char *pounds(struct request *r, unsigned long long pence)
{
	return pence % POUND == 0 ? pool_printf(r->pool, "£%llu", pence / POUND) :
	    pool_printf(r->pool, "£%llu.%02llu", pence / POUND, pence % POUND);
}

/* "89", "89.5" and "89.50". False: not an amount. */
static bool pence_read(struct request *r, const char *text, unsigned long long *pence_r)
{
	const char *point = strchr(text, '.');
	size_t whole = point == NULL ? strlen(text) : (size_t)(point - text);
	const char *part = point == NULL ? "0" : point + 1;
	unsigned long long amount, rest;

	if (strlen(part) > 2 || !text_number(pool_strndup(r->pool, text, whole), &amount) ||
	    !text_number(part, &rest) || amount > POUNDS_MOST)
		return false;
	*pence_r = amount * POUND + (point != NULL && strlen(part) == 1 ? rest * 10 : rest);
	return true;
}

/* Until the days are over the number is not the last word. */
static void notices_cell(struct request *r, struct node *row, const struct db_row *a)
{
	bool over = strcmp(db_text(a, 7), r->today) < 0;

	node_set(page_cell(row, pool_printf(r->pool, "%llu%s", db_number(a, 6), over ? "" :
	    " so far")), "numeric", "yes");
}

static void activity_row(struct request *r, struct node *table, const struct db_row *a, bool counts)
{
	struct node *row = node_add(table, "row");

	node_set(page_cell(row, page_day(r, db_text(a, 0))), "head", "yes");
	(void)page_cell(row, lists_label("fostering-activity", db_text(a, 2), r->today));
	(void)page_cell(row, db_text(a, 1));
	(void)page_cell(row, db_text(a, 3));
	node_set(page_cell(row, db_number(a, 4) == 0 ? "" : pool_printf(r->pool, "%llu",
	    db_number(a, 4))), "numeric", "yes");
	node_set(page_cell(row, db_number(a, 5) == 0 ? "" : pounds(r, db_number(a, 5))), "numeric",
	    "yes");
	if (counts)
		notices_cell(r, row, a);
}

void fostering_activities_put(struct request *r, struct node *parent,
    const struct fostering_year *year, bool counts)
{
	unsigned long long days = (unsigned long long)conf_number("fostering.awareness_days");
	const char *after = counts ? pool_printf(r->pool, "First notices in the %llu days after", days) :
	    NULL;
	struct node *table = page_table(parent, "activities", pool_printf(r->pool,
	    "Awareness activities, %s", year->label), "There is none in this year.", "Day", "Kind",
	    "For whom", "What", "Reached", "Cost", after, NULL);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_ACTIVITIES], &rows, days, days, year->from,
	    year->to);
	for (i = 0; i < rows.n; i++)
		activity_row(r, table, &rows.row[i], counts);
}

int fostering_awareness(struct request *r)
{
	struct fostering_year year;
	struct node *body;

	if (!fostering_year_read(r, &year))
		return page_not_found(r);
	body = fostering_register_page(r, "awareness", "Awareness activities", year.label);
	fostering_years_put(r, body, "/fostering/awareness", &year);
	if (request_may(r, FOSTERING_REGISTER))
		(void)page_link(body, "Record an activity", "button", "/fostering/awareness/new");
	fostering_activities_put(r, body, &year, true);
	(void)page_para(body, "Notices after an activity need not have come of it. One that came soon "
	    "after two activities is counted beside both.");
	return 200;
}

static int activity_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "activity", "Record an awareness activity");

	page_back(r, "Awareness activities", "/fostering/awareness");
	(void)page_heading(body, 1, "Record an awareness activity");
	page_route_form(r, body, "Save the activity", "primary");
	return status;
}

int fostering_activity_show(struct request *r)
{
	return activity_page(r, 200);
}

int fostering_activity_add(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long reach = 0, pence = 0;

	if (!input_is(in, "reach", "") && input_slot(in, "reach")->error == NULL &&
	    (!text_number(input_text(in, "reach"), &reach) || reach > REACH_MOST))
		input_refuse(&r->input, "reach", "Enter a smaller number");
	if (!input_is(in, "cost", "") && !pence_read(r, input_text(in, "cost"), &pence))
		input_refuse(&r->input, "cost", "Enter an amount like 120 or 89.50");
	if (!input_valid(&r->input, r->pool))
		return activity_page(r, 422);
	r->audit.object = "activity";
	r->audit.object_id = db_insert(r->db, &fostering_sql[FOSTERING_ACTIVITY_ADD],
	    input_text(in, "on_day"), input_text(in, "audience"), input_text(in, "kind"),
	    input_text(in, "what"), reach, pence, request_account(r));
	return request_redirect(r, "/fostering/awareness");
}
