#include <string.h>

#include "date.h"
#include "report.h"
#include "str.h"

/* What a report is of: the filters beside it, and their words. */

#define FINANCIAL	4	/* the month in which the year of the authority begins */

static const char *team_label(const struct caf_report *q)
{
	size_t i;

	for (i = 0; i < q->teams.n; i++)
		if (db_number(&q->teams.row[i], 0) == q->team)
			return db_text(&q->teams.row[i], 1);
	return "number in the address";
}

static void holders_read(const struct caf_report *q, struct db_rows *rows_r)
{
	(void)db_list(q->r->db, &caf_sql[CAF_REPORT_HOLDERS], rows_r,
	    (unsigned long long)q->service, request_account(q->r));
}

static const char *holder_label(const struct caf_report *q)
{
	struct db_rows rows;
	size_t i;

	holders_read(q, &rows);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == q->holder)
			return pool_printf(q->r->pool, "%s %s", db_text(&rows.row[i], 1),
			    db_text(&rows.row[i], 2));
	return "number in the address";
}

const char *caf_report_scope(const struct caf_report *q, const struct caf_report_measure *m)
{
	struct str s;

	str_init(&s, q->r->pool);
	str_add(&s, q->service ? "The service" : "My staff's cases");
	if (m != NULL && m->now)
		str_printf(&s, ", today, %s", caf_day(q->r, q->r->today));
	else
		str_printf(&s, ", %s to %s", caf_day(q->r, q->from), caf_day(q->r, q->to));
	if (q->team != 0)
		str_printf(&s, "; team: %s", team_label(q));
	if (q->holder != 0)
		str_printf(&s, "; held by: %s", holder_label(q));
	if (q->area[0] != '\0')
		str_printf(&s, "; area: %s", q->area);
	if (q->clock[0] != '\0' && (m == NULL || m->clocked))
		str_printf(&s, "; clock: %s", q->clock);
	return s.data;
}

void caf_report_limits(const struct caf_report *q, struct node *body)
{
	struct node *inset = node_add(body, "inset");

	(void)page_para(inset, "For use inside the service: small numbers can point to a child.");
	(void)page_para(inset, q->service ? "Left out: restricted cases, and those whose family "
	    "refused or withdrew." : "Left out: restricted and archived cases, and those whose family "
	    "refused or withdrew.");
	if (q->area[0] != '\0')
		(void)page_para(inset, "With an area chosen, children without an address that everybody "
		    "may see are left out too.");
}

/* -- periods to choose with one click -- */

static void quick_put(const struct caf_report *q, struct node *para, const char *path,
    const char *label, struct date from, struct date to)
{
	struct caf_report other = *q;

	other.from = date_iso(q->r->pool, from);
	other.to = date_iso(q->r->pool, to);
	node_text(para, node_child(para, "link") == NULL ? " " : ", ");
	(void)page_link(para, label, NULL, "%s%s", path, caf_report_query(&other));
}

static void quick_periods(const struct caf_report *q, struct node *parent, const char *path)
{
	struct node *list = page_para(parent, "Show:");
	struct date today = date_today(), month = today, quarter, year;

	month.day = 1;
	quarter = year = month;
	quarter.month -= (month.month - 1) % 3;
	year.month = FINANCIAL;
	if (date_compare(year, today) > 0)
		year = date_add_years(year, -1);
	quick_put(q, list, path, "Last 12 months", date_add_months(month, -11), today);
	quick_put(q, list, path, "This month", month, today);
	quick_put(q, list, path, "This quarter", quarter, today);
	quick_put(q, list, path, "This financial year", year, today);
	quick_put(q, list, path, "Last financial year", date_add_years(year, -1),
	    date_add_days(year, -1));
}

/* -- filters -- */

static void day_put(const struct caf_report *q, struct node *form, const char *name,
    const char *label, const char *day)
{
	const struct input_value *v = input_slot(&q->r->input, name);

	(void)page_control(q->r, form, &(struct field){ .type = FIELD_DATE, .label = label }, name,
	    v->value[0] == '\0' ? day : v->value, v->error, NULL);
}

static void option_put(struct node *control, const char *value, const char *label, bool selected)
{
	struct node *o = node_add(control, "option");

	node_set(o, "value", value);
	node_set(o, "label", label);
	if (selected)
		node_set(o, "selected", "yes");
}

static struct node *choice_put(const struct caf_report *q, struct node *form, const char *name,
    const char *label)
{
	return page_control(q->r, form, &(struct field){ .type = FIELD_TOKEN, .label = label }, name,
	    "", input_slot(&q->r->input, name)->error, "select");
}

/* One that is asked for and not among them stays chosen, so that the filter is
 * not dropped unseen. */
static void some_put(const struct caf_report *q, struct node *control, const struct db_rows *rows,
    const char *between, unsigned long long chosen)
{
	bool there = chosen == 0;
	size_t i;

	option_put(control, "", "All", chosen == 0);
	for (i = 0; i < rows->n; i++) {
		unsigned long long id = db_number(&rows->row[i], 0);
		struct str label;

		str_init(&label, q->r->pool);
		str_add(&label, db_text(&rows->row[i], 1));
		str_add(&label, between);
		str_add(&label, db_text(&rows->row[i], 2));
		there = there || id == chosen;
		option_put(control, pool_printf(q->r->pool, "%llu", id), label.data, id == chosen);
	}
	if (!there)
		option_put(control, pool_printf(q->r->pool, "%llu", chosen), "Number in the address", true);
}

static void clocks_put(const struct caf_report *q, struct node *form)
{
	struct node *control = choice_put(q, form, "clock", "Clock");
	const char *code, *title;
	unsigned i;

	option_put(control, "", "All", q->clock[0] == '\0');
	for (i = 0; (title = caf_clock_title(q->r, i, &code)) != NULL; i++)
		option_put(control, code, pool_printf(q->r->pool, "%s %s", code, title),
		    strcmp(q->clock, code) == 0);
}

static void area_put(const struct caf_report *q, struct node *form)
{
	const struct input_value *v = input_slot(&q->r->input, "area");

	(void)page_control(q->r, form, &(struct field){ .type = FIELD_TEXT, .width = 5,
	    .label = "Area", .hint = "Postcode district, like SM1" }, "area",
	    v->error == NULL ? q->area : v->value, v->error, NULL);
}

static void form_put(const struct caf_report *q, struct node *parent, const char *path)
{
	struct node *form = node_add(parent, "form"), *buttons;
	struct db_rows holders;

	node_set(form, "action", path);
	node_set(form, "method", "get");
	day_put(q, form, "from", "First day", q->from);
	day_put(q, form, "to", "Last day", q->to);
	some_put(q, choice_put(q, form, "team", "Team"), &q->teams, ", ", q->team);
	holders_read(q, &holders);
	some_put(q, choice_put(q, form, "assessor", "Assessor"), &holders, " ", q->holder);
	area_put(q, form);
	if (strcmp(path, "/caf/report/dates") == 0)
		clocks_put(q, form);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Show", "primary", NULL, NULL);
	node_set(page_button(buttons, "Clear", "link", NULL, NULL), "href", path);
}

void caf_report_filters(const struct caf_report *q, struct node *body, const char *path, bool open)
{
	struct node *details;

	quick_periods(q, body, path);
	if (open) {
		form_put(q, body, path);
		return;
	}
	details = node_add(body, "details");
	node_set(details, "summary", "Choose another period, team, assessor or area");
	form_put(q, details, path);
}
