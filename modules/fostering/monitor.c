#include <string.h>

#include "account.h"
#include "date.h"
#include "register.h"
#include "report.h"
#include "str.h"

/* 5.7, regulation 12: the authority names an officer who monitors how it does
 * its duties; and its compliance, quarter by quarter. */

const struct field fostering_officer_input[] = {
	{ .name = "name", .type = FIELD_NAME, .max = 210, .required = true, .label = "Name" },
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .width = 20, .label = "User name",
	  .hint = "Where the officer signs in here" },
	{ .name = "since", .type = FIELD_DATE, .required = true, .label = "First day",
	  .hint = "The officer before is taken to end the day before it" },
	{ .name = "until", .type = FIELD_DATE, .label = "Last day",
	  .hint = "Leave it empty when that is open" },
	{ 0 }
};

const struct field fostering_officer_end_input[] = {
	{ .name = "until", .type = FIELD_DATE, .required = true, .label = "Last day" },
	{ 0 }
};

/* -- who it is -- */

static const char *span(struct request *r, const char *since, const char *until)
{
	return until == NULL ? pool_printf(r->pool, "from %s", page_day(r, since)) :
	    pool_printf(r->pool, "%s to %s", page_day(r, since), page_day(r, until));
}

const char *fostering_officers(struct request *r, const struct fostering_year *year)
{
	struct db_rows rows;
	struct str s;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_OFFICERS], &rows, year->to, year->from);
	str_init(&s, r->pool);
	for (i = 0; i < rows.n; i++)
		str_printf(&s, "%s%s, %s", i == 0 ? "" : "; ", db_text(&rows.row[i], 0),
		    span(r, db_text(&rows.row[i], 1), db_text(&rows.row[i], 2)));
	return rows.n == 0 ? "Nobody was named for this year" : s.data;
}

static bool officer_today(struct request *r, struct db_row *row_r)
{
	return db_find(r->db, &fostering_sql[FOSTERING_OFFICER_ON], row_r, r->today, r->today);
}

static void today_put(struct request *r, struct node *body)
{
	struct db_row row;

	(void)page_heading(body, 2, "Monitoring officer");
	if (officer_today(r, &row))
		(void)page_para(body, pool_printf(r->pool, "%s, %s.", db_text(&row, 1),
		    span(r, db_text(&row, 2), db_text(&row, 3))));
	else
		(void)node_leaf(body, "warning", "No monitoring officer is named for today. The authority "
		    "must have one (regulation 12).");
	if (request_may(r, FOSTERING_MONITOR)) {
		struct node *buttons = node_add(body, "buttons"), *b;

		b = page_button(buttons, "Name an officer", "secondary", NULL, NULL);
		node_set(b, "href", "/fostering/monitor/officer");
		b = page_button(buttons, "End the officer's time", "secondary", NULL, NULL);
		node_set(b, "href", "/fostering/monitor/officer/end");
	}
}

static void officers_put(struct request *r, struct node *body, const char *since)
{
	struct node *table = page_table(body, "officers", "Monitoring officers", "None has been named.",
	    "Name", "Since", "Until", "Named by", "On", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_OFFICERS], &rows, "9999-12-31", since);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *o = &rows.row[i];
		const char *until = page_day(r, db_text(o, 2));

		row = node_add(table, "row");
		node_set(page_cell(row, db_text(o, 0)), "head", "yes");
		(void)page_cell(row, page_day(r, db_text(o, 1)));
		(void)page_cell(row, until == NULL ? "Open" : until);
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(o, 3) == NULL ? "" :
		    db_text(o, 3), db_text(o, 4) == NULL ? "" : db_text(o, 4)));
		(void)page_cell(row, page_day(r, db_text(o, 5)));
	}
}

/* -- compliance -- */

static const char *quarter_label(struct pool *pool, int year, int quarter)
{
	static const char *const months[] = { "Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec" };

	return pool_printf(pool, "%s %d", months[quarter - 1], year);
}

void fostering_quarters(const struct report *q, struct report_table *t)
{
	struct pool *pool = q->r->pool;
	struct date day, to;

	if (!date_parse(q->from, &day) || !date_parse(q->to, &to))
		return;
	day.day = 1;
	day.month -= (day.month - 1) % 3;
	for (; date_compare(day, to) <= 0; day = date_add_months(day, 3)) {
		int quarter = (day.month - 1) / 3 + 1;

		report_key(q, t, pool_printf(pool, "%d-%d", day.year, quarter),
		    quarter_label(pool, day.year, quarter));
	}
}

static void compliance_put(struct request *r, struct node *body, const struct fostering_year *year)
{
	static const char *const codes[] = { "q-initial", "q-visits", "q-dates" };
	struct report q = report_whole(r, year->year);
	struct report_table t;
	struct node *para;
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		report_measure_put(&q, body, report_measure(r, codes[i]), &t);
	para = page_para(body, "");
	(void)page_link(para, "Why dates were missed, and dates by team and worker", NULL, "%s%s",
	    report_path(&q, "dates"), report_query(&q));
	node_text(para, ", ");
	(void)page_link(para, "by month and team", NULL, "%s%s", report_path(&q, "months"),
	    report_query(&q));
	node_text(para, ", ");
	(void)page_link(para, "by quarter, to filter and download", NULL, "%s%s",
	    report_path(&q, "quarters"), report_query(&q));
}

int fostering_monitor(struct request *r)
{
	struct fostering_year year;
	struct node *body;

	if (!fostering_year_read(r, &year))
		return page_not_found(r);
	body = fostering_register_page(r, "monitor", "Monitoring officer and compliance", year.label);
	fostering_calendar_warn(r);
	fostering_years_put(r, body, "/fostering/monitor", &year);
	today_put(r, body);
	(void)page_heading(body, 2, "Compliance by quarter");
	compliance_put(r, body, &year);
	officers_put(r, body, "1000-01-01");
	return 200;
}

/* -- naming -- */

static int officer_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "officer", "Name a monitoring officer");

	page_back(r, "Monitoring officer and compliance", "/fostering/monitor");
	(void)page_heading(body, 1, "Name a monitoring officer");
	page_route_form(r, body, "Save", "primary");
	return status;
}

int fostering_officer_show(struct request *r)
{
	return officer_page(r, 200);
}

/* Locks the officers, so that two who name one at a time do not both. */
static void rules(struct request *r, struct account *account_r)
{
	struct input *in = &r->input;
	const char *since = input_text(in, "since"), *last;
	struct db_row row;

	*account_r = (struct account){ .id = 0 };
	last = db_find(r->db, &fostering_sql[FOSTERING_OFFICER_LOCK], &row) ? db_text(&row, 0) : NULL;
	if (since[0] != '\0' && last != NULL && strcmp(since, last) <= 0)
		input_refuse(in, "since", pool_printf(r->pool, "An officer is named from %s: the next one "
		    "begins after it", page_day(r, last)));
	if (!input_is(in, "until", "") && strcmp(input_text(in, "until"), since) < 0)
		input_refuse(in, "until", "The last day must not be before the first");
	if (!input_is(in, "login", "") &&
	    !account_find(r, input_text(in, "login"), "PFO PFM", account_r))
		input_refuse(in, "login", "There is no monitoring officer or manager with this user name");
}

int fostering_officer_add(struct request *r)
{
	const struct input *in = &r->input;
	const char *since = input_text(in, "since"), *until = input_text(in, "until");
	struct account account;

	rules(r, &account);
	if (!input_valid(&r->input, r->pool))
		return officer_page(r, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_OFFICER_OVER], since, since);
	r->audit.object = "officer";
	r->audit.object_id = db_insert(r->db, &fostering_sql[FOSTERING_OFFICER_ADD],
	    input_text(in, "name"), account.id, since, until[0] == '\0' ? NULL : until,
	    request_account(r));
	return request_redirect(r, "/fostering/monitor");
}

static int end_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "officer-end", "End the officer's time");
	struct db_row row;

	page_back(r, "Monitoring officer and compliance", "/fostering/monitor");
	(void)page_heading(body, 1, "End the officer's time");
	if (!officer_today(r, &row)) {
		(void)page_para(body, "No monitoring officer is named for today.");
		return status;
	}
	(void)page_para(body, pool_printf(r->pool, "%s, %s.", db_text(&row, 1),
	    span(r, db_text(&row, 2), db_text(&row, 3))));
	page_route_form(r, body, "Save", "primary");
	return status;
}

int fostering_officer_end_show(struct request *r)
{
	return end_page(r, 200);
}

static void end_rules(struct request *r, const char *until, const char *since)
{
	struct db_row row;
	const char *last = db_find(r->db, &fostering_sql[FOSTERING_OFFICER_LOCK], &row) ?
	    db_text(&row, 0) : NULL;

	if (until[0] != '\0' && strcmp(until, since) < 0)
		input_refuse(&r->input, "until", "This is before the officer's first day");
	if (last != NULL && strcmp(last, since) > 0 && strcmp(until, last) >= 0)
		input_refuse(&r->input, "until", pool_printf(r->pool, "The next officer begins on %s",
		    page_day(r, last)));
}

int fostering_officer_end(struct request *r)
{
	const char *until = input_text(&r->input, "until");
	struct db_row row;

	if (!officer_today(r, &row))
		return page_not_found(r);
	end_rules(r, until, db_text(&row, 2));
	if (!input_valid(&r->input, r->pool))
		return end_page(r, 422);
	r->audit.object = "officer";
	r->audit.object_id = db_number(&row, 0);
	(void)db_write(r->db, &fostering_sql[FOSTERING_OFFICER_END], until, db_number(&row, 0));
	return request_redirect(r, "/fostering/monitor");
}
