#include <string.h>

#include "casework.h"
#include "conf.h"
#include "date.h"
#include "filter.h"
#include "module.h"
#include "report.h"
#include "str.h"
#include "terms.h"

/* What a report is of: the filters beside it, and their words. */

const char *report_text(struct pool *pool, const char *words)
{
	const char *text = terms_apply(pool, words), *open, *close;
	struct str s;

	str_init(&s, pool);
	while ((open = strchr(text, '{')) != NULL && (close = strchr(open, '}')) != NULL) {
		str_addn(&s, text, (size_t)(open - text));
		str_add(&s, conf_text(pool_strndup(pool, open + 1, (size_t)(close - open - 1))));
		text = close + 1;
	}
	str_add(&s, text);
	return s.data;
}

const char *report_capital(struct pool *pool, const char *word)
{
	char *text = pool_strdup(pool, terms_apply(pool, word));

	if (text[0] >= 'a' && text[0] <= 'z')
		text[0] = (char)(text[0] - 'a' + 'A');
	return text;
}

static const char *team_label(const struct report *q)
{
	size_t i;

	for (i = 0; i < q->teams.n; i++)
		if (db_number(&q->teams.row[i], 0) == q->team)
			return db_text(&q->teams.row[i], 1);
	return "number in the address";
}

static void holders_read(const struct report *q, struct db_rows *rows_r)
{
	(void)db_list(q->r->db, &q->r->module->statements[q->book->sql_holders], rows_r,
	    (unsigned long long)q->service, request_account(q->r));
}

static const char *holder_label(const struct report *q)
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

const char *report_scope(const struct report *q, const struct report_measure *m)
{
	struct str s;

	str_init(&s, q->r->pool);
	str_add(&s, q->service ? "The service" : q->book->staff);
	if (m != NULL && m->now)
		str_printf(&s, ", today, %s", page_day(q->r, q->r->today));
	else
		str_printf(&s, ", %s to %s", page_day(q->r, q->from), page_day(q->r, q->to));
	if (q->team != 0)
		str_printf(&s, "; team: %s", team_label(q));
	if (q->holder != 0)
		str_printf(&s, "; held by: %s", holder_label(q));
	if (q->area[0] != '\0')
		str_printf(&s, "; area: %s", q->area);
	if (q->clock[0] != '\0' && (m == NULL || m->clocked))
		str_printf(&s, "; clock: %s", q->clock);
	if (q->cut != NULL && (m == NULL || m->cut))
		str_printf(&s, "; by %s", q->cut->label);
	return s.data;
}

void report_limits(const struct report *q, struct node *body)
{
	struct node *inset = node_add(body, "inset");

	(void)page_para(inset, report_exact(q->r) ?
	    "For use inside the service: small numbers can point to a child." : pool_printf(q->r->pool,
	    "Numbers below %ld are left out, and what would give them away.",
	    conf_number(q->book->least_setting)));
	(void)page_para(inset, q->service ? q->book->left_out : q->book->left_out_staff);
	if (q->area[0] != '\0' && q->book->left_out_area != NULL)
		(void)page_para(inset, q->book->left_out_area);
	if (report_closing(q) == NULL)
		(void)page_para(inset, pool_printf(q->r->pool, "Bank holidays after %s are not known: what "
		    "was done after that day is taken as not done in time.", page_day(q->r, q->to)));
}

/* -- periods to choose with one click -- */

static void quick_link(const struct report *other, struct node *para, const char *path,
    const char *label)
{
	node_text(para, node_child(para, "link") == NULL ? " " : ", ");
	(void)page_link(para, label, NULL, "%s%s", path, report_query(other));
}

static void quick_put(const struct report *q, struct node *para, const char *path,
    const char *label, struct date from, struct date to)
{
	struct report other = *q;

	other.by_year = false;
	other.from = date_iso(q->r->pool, from);
	other.to = date_iso(q->r->pool, to);
	quick_link(&other, para, path, label);
}

static void quick_years(const struct report *q, struct node *para, const char *path, int year)
{
	int i;

	for (i = year; i > year - (int)q->book->years; i--) {
		struct report other = report_of_year(q, pool_printf(q->r->pool, "%d", i));

		quick_link(&other, para, path, pool_printf(q->r->pool, "%d to %d", i, i + 1));
	}
}

static void quick_periods(const struct report *q, struct node *parent, const char *path)
{
	struct node *list = page_para(parent, "Show:");
	struct date today = date_today(), month = today, quarter, year;

	month.day = 1;
	quarter = month;
	quarter.month -= (month.month - 1) % 3;
	if (q->book->coarse && !report_exact(q->r)) {
		quick_years(q, list, path, report_book_year(q->book, today));
		return;
	}
	year = (struct date){ report_year(today), REPORT_YEAR_MONTH, 1 };
	quick_put(q, list, path, "Last 12 months", date_add_months(month, -11), today);
	quick_put(q, list, path, "This month", month, today);
	quick_put(q, list, path, "This quarter", quarter, today);
	if (q->book->years > 0) {
		quick_years(q, list, path, report_book_year(q->book, today));
		return;
	}
	quick_put(q, list, path, "This financial year", year, today);
	quick_put(q, list, path, "Last financial year", date_add_years(year, -1),
	    date_add_days(year, -1));
}

/* What it is counted by, likewise. */
static void quick_cuts(const struct report *q, struct node *parent, const char *path)
{
	struct node *list = page_para(parent, "Count by:");
	const struct report_cut *cut;
	struct report other = *q;

	other.cut = NULL;
	quick_link(&other, list, path, "Term");
	for (cut = q->book->cuts; cut->code != NULL; cut++) {
		other.cut = cut;
		quick_link(&other, list, path, cut->label);
	}
}

/* -- filters -- */

static void day_put(const struct report *q, struct node *form, const char *name,
    const char *label, const char *day)
{
	const struct input_value *v = input_slot(&q->r->input, name);

	(void)page_control(q->r, form, &(struct field){ .type = FIELD_DATE, .label = label }, name,
	    v->value[0] == '\0' ? day : v->value, v->error, NULL);
}

static void clocks_put(const struct report *q, struct node *form)
{
	struct node *control = filter_choice(q->r, form, "clock", "Clock");
	const char *code, *title;
	unsigned i;

	filter_option(control, "", "All", q->clock[0] == '\0');
	for (i = 0; (title = casework_clock_title(q->r, i, &code)) != NULL; i++)
		filter_option(control, code, pool_printf(q->r->pool, "%s %s", code, title),
		    strcmp(q->clock, code) == 0);
}

static void area_put(const struct report *q, struct node *form)
{
	const struct input_value *v = input_slot(&q->r->input, "area");

	(void)page_control(q->r, form, &(struct field){ .type = FIELD_TEXT, .width = 5,
	    .label = "Area", .hint = "Postcode district, like SM1" }, "area",
	    v->error == NULL ? q->area : v->value, v->error, NULL);
}

static bool clocked(const struct report *q, const char *topic)
{
	const struct report_measure *m;

	for (m = q->book->measures; m->code != NULL; m++)
		if (m->clocked && strcmp(m->topic, topic) == 0)
			return true;
	return false;
}

static void cuts_put(const struct report *q, struct node *form)
{
	struct node *control = filter_choice(q->r, form, "by", "Counted by");
	const struct report_cut *cut;

	filter_option(control, "", "Term", q->cut == NULL);
	for (cut = q->book->cuts; cut->code != NULL; cut++)
		filter_option(control, cut->code, cut->label, q->cut == cut);
}

static bool filters(const struct report *q, enum report_filter filter)
{
	return (q->book->filters & filter) != 0;
}

static void form_put(const struct report *q, struct node *parent, const char *topic)
{
	struct node *form = node_add(parent, "form"), *buttons;
	const char *path = report_path(q, topic);
	struct db_rows holders;

	node_set(form, "action", path);
	node_set(form, "method", "get");
	day_put(q, form, "from", "First day", q->from);
	day_put(q, form, "to", "Last day", q->to);
	if (filters(q, REPORT_BY_TEAM))
		filter_rows(q->r, filter_choice(q->r, form, "team", "Team"), &q->teams, ", ", q->team);
	if (filters(q, REPORT_BY_HOLDER)) {
		holders_read(q, &holders);
		filter_rows(q->r, filter_choice(q->r, form, "holder", report_capital(q->r->pool,
		    q->book->holder)), &holders, " ", q->holder);
	}
	if (filters(q, REPORT_BY_AREA))
		area_put(q, form);
	if (filters(q, REPORT_BY_CLOCK) && clocked(q, topic))
		clocks_put(q, form);
	if (q->book->cuts != NULL)
		cuts_put(q, form);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Show", "primary", NULL, NULL);
	node_set(page_button(buttons, "Clear", "link", NULL, NULL), "href", path);
}

/* "Choose another period, team or area" */
static const char *choose(const struct report *q)
{
	const char *word[4] = { "period" }, *text = "Choose another ";
	size_t n = 1, i;

	if (filters(q, REPORT_BY_TEAM))
		word[n++] = "team";
	if (filters(q, REPORT_BY_HOLDER))
		word[n++] = terms_apply(q->r->pool, q->book->holder);
	if (filters(q, REPORT_BY_AREA))
		word[n++] = "area";
	for (i = 0; i < n; i++)
		text = pool_printf(q->r->pool, "%s%s%s", text, i == 0 ? "" : i == n - 1 ? " or " : ", ",
		    word[i]);
	return text;
}

void report_filters(const struct report *q, struct node *body, const char *topic, bool open)
{
	struct node *details;

	quick_periods(q, body, report_path(q, topic));
	if (q->book->coarse && !report_exact(q->r))
		return;
	if (q->book->cuts != NULL)
		quick_cuts(q, body, report_path(q, topic));
	if (open) {
		form_put(q, body, topic);
		return;
	}
	details = node_add(body, "details");
	node_set(details, "summary", choose(q));
	form_put(q, details, topic);
}
