#include <string.h>

#include "date.h"
#include "register.h"
#include "report.h"
#include "secret.h"
#include "text.h"

/* 9: children who live at school for more than two weeks of the holidays. A
 * notice tells their number, never their names, and is no arrangement. */

#define CHILDREN_MOST	2000

const struct field fostering_holiday_input[] = {
	{ .name = "notice", .type = FIELD_TOKEN, .max = 12 },
	{ .name = "school", .type = FIELD_TEXT, .max = 160, .required = true, .label = "School" },
	{ .name = "person_name", .type = FIELD_NAME, .max = 210, .required = true,
	  .label = "Who is to look after the children" },
	{ .name = "holiday", .type = FIELD_TEXT, .max = 80, .required = true, .width = 20,
	  .label = "Holiday", .hint = "For instance summer 2027" },
	{ .name = "first_on", .type = FIELD_DATE, .required = true,
	  .label = "First day of the stay", .hint = "Of the first of the children" },
	{ .name = "last_on", .type = FIELD_DATE, .required = true, .label = "Last day of the stay" },
	{ .name = "children", .type = FIELD_NUMBER, .max = 4, .required = true, .width = 5,
	  .label = "Estimated number of children" },
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day the notice was received" },
	{ .name = "exemption", .type = FIELD_TEXT, .max = 300,
	  .label = "Exemption from giving notice",
	  .hint = "For which case or until further notice, who decided and when" },
	{ .name = "exemption_ended_on", .type = FIELD_DATE,
	  .label = "Day the exemption ended or was revoked in writing" },
	{ .name = "acknowledged_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day the notice was acknowledged" },
	{ .name = "deaths", .type = FIELD_NUMBER, .max = 3, .width = 5,
	  .label = "Deaths of children during the stay",
	  .hint = "The carer gives written notice to the authority and to each parent within 48 hours" },
	{ .name = "ceased_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day written notice came that the stay had ended early" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .label = "Note",
	  .hint = "Without names of children" },
	{ 0 }
};

enum { NOTICE, SCHOOL, PERSON, HOLIDAY, FIRST, LAST, CHILDREN, RECEIVED, EXEMPTION, EXEMPTION_END,
	ACKNOWLEDGED, DEATHS, CEASED, NOTE, VALUE__MAX };

/* -- the list -- */

static const char *kept(const char *in_time)
{
	return strcmp(in_time, "X") == 0 ? "Exempt" : strcmp(in_time, "Y") == 0 ? "In time" : "Late";
}

static const char *part(struct request *r, unsigned long long n, unsigned long long least,
    bool *hides)
{
	if (n > 0 && n < least)
		*hides = true;
	return pool_printf(r->pool, "%llu", n);
}

void fostering_holiday_counts_put(struct request *r, struct node *parent,
    const struct fostering_year *year, unsigned long long least)
{
	static const char *const label[] = { "Notices", "In time", "Late", "Exempt",
		"Children, estimated", "Deaths" };
	struct node *table = page_table(parent, "holiday-counts",
	    pool_printf(r->pool, "Children at school in the holidays, %s", year->label), "", label[0],
	    label[1], label[2], label[3], label[4], label[5], NULL), *row = node_add(table, "row"),
	    *col;
	const char *text[FOSTERING_HOLIDAY_DEATHS + 1];
	bool hides = false;
	struct db_row n;
	unsigned i;

	(void)db_find(r->db, &fostering_sql[FOSTERING_HOLIDAY_COUNTS], &n, year->from, year->to);
	for (i = 0; i <= FOSTERING_HOLIDAY_DEATHS; i++)
		text[i] = part(r, db_number(&n, i), least, &hides);
	/* One number left out could be worked out from the others. */
	for (i = 0; i <= FOSTERING_HOLIDAY_DEATHS; i++)
		node_set(page_cell(row, hides && db_number(&n, i) > 0 ? REPORT_HIDDEN : text[i]),
		    "numeric", "yes");
	for (col = node_child(table, "col"); col != NULL; col = node_next(col, "col"))
		node_set(col, "numeric", "yes");
	(void)page_para(parent, "These stays are not among the arrangements.");
}

static void holiday_row(struct request *r, struct node *table, const struct db_row *h)
{
	const char *in_time = db_text(h, 8), *acknowledged = page_day(r, db_text(h, 9));
	struct node *row = node_add(table, "row"), *cell;

	cell = page_cell(row, db_text(h, 1));
	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/fostering/holiday/%s", db_text(h, 0)));
	(void)page_cell(row, db_text(h, 3));
	(void)page_cell(row, page_day(r, db_text(h, 4)));
	(void)page_cell(row, page_day(r, db_text(h, 5)));
	node_set(page_cell(row, pool_printf(r->pool, "%llu", db_number(h, 6))), "numeric", "yes");
	(void)page_cell(row, page_day(r, db_text(h, 7)));
	node_set(page_cell(row, kept(in_time)), "kind", strcmp(in_time, "N") == 0 ? "overdue" : NULL);
	cell = page_cell(row, acknowledged == NULL ? "Not yet" : acknowledged);
	node_set(cell, "kind", acknowledged == NULL ? "none" : NULL);
}

int fostering_holidays(struct request *r)
{
	struct fostering_year year;
	struct db_rows rows;
	struct node *body, *table;
	size_t i;

	if (!fostering_year_read(r, &year))
		return page_not_found(r);
	body = fostering_register_page(r, "holidays", "School-holiday notices", year.label);
	fostering_years_put(r, body, "/fostering/holidays", &year);
	(void)page_para(body, pool_printf(r->pool, "A child under 16 who lives at school for more than "
	    "%ld days of the holidays is treated as privately fostered. Notice is due %ld days before "
	    "the first day.", conf_number("fostering.holiday_notice_days"),
	    conf_number("fostering.holiday_notice_days")));
	if (request_may(r, FOSTERING_REGISTER))
		(void)page_link(body, "Record a notice", "button", "/fostering/holiday/new");
	fostering_holiday_counts_put(r, body, &year, 0);
	(void)db_list(r->db, &fostering_sql[FOSTERING_HOLIDAYS], &rows, year.from, year.to);
	table = page_table(body, "holidays", "Notices", "There is none in this year.", "School",
	    "Holiday", "First day", "Last day", "Children", "Received", "Notice", "Acknowledged", NULL);
	for (i = 0; i < rows.n; i++)
		holiday_row(r, table, &rows.row[i]);
	return 200;
}

/* -- one -- */

struct notice {
	unsigned long long id, version;
	struct db_row row;
};

/* "new" is none yet. False: no such notice. */
static bool notice_find(struct request *r, struct notice *n_r)
{
	*n_r = (struct notice){ .id = 0 };
	if (input_is(&r->input, "notice", "new"))
		return request_may(r, FOSTERING_REGISTER);
	if (!db_find(r->db, &fostering_sql[FOSTERING_HOLIDAY_FIND], &n_r->row,
	    input_text(&r->input, "notice")))
		return false;
	n_r->id = db_number(&n_r->row, 0);
	n_r->version = db_number(&n_r->row, 1);
	r->audit.object = "holiday-notice";
	r->audit.object_id = n_r->id;
	return true;
}

static const char *value(const struct notice *n, unsigned i)
{
	const char *text = db_text(&n->row, i + 1);

	return text == NULL || (i == DEATHS && strcmp(text, "0") == 0) ? "" : text;
}

static void facts_put(struct request *r, struct node *body, const struct notice *n)
{
	struct node *summary = node_add(body, "summary");
	unsigned i;

	for (i = SCHOOL; i < VALUE__MAX; i++)
		(void)page_row(summary, fostering_holiday_input[i].label,
		    field_show(r->pool, &fostering_holiday_input[i], value(n, i)));
	(void)page_row(summary, "Notice", kept(db_text(&n->row, 15)));
}

static int notice_page(struct request *r, const struct notice *n, int status)
{
	bool may = request_may(r, FOSTERING_REGISTER);
	const char *title = n->id == 0 ? "Record a school-holiday notice" : may ?
	    "Change a school-holiday notice" : "School-holiday notice";
	struct node *body = page_begin(r, "holiday", title), *form;

	page_back(r, "School-holiday notices", "/fostering/holidays");
	(void)page_heading(body, 1, title);
	if (status == 409)
		(void)node_leaf(body, "warning", "Somebody changed this notice after you opened it. What "
		    "you typed stands below and is not saved.");
	if (n->id != 0) {
		facts_put(r, body, n);
		fostering_holiday_letters_put(r, body, n->id, input_text(&r->input, "notice"));
	}
	if (!may)
		return status;
	form = page_form(r, body, r->http->path);
	page_version(r, form, n->version);
	page_fields(r, form, fostering_holiday_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int fostering_holiday_show(struct request *r)
{
	struct notice n;
	unsigned i;

	if (!notice_find(r, &n))
		return page_not_found(r);
	for (i = SCHOOL; n.id != 0 && i < VALUE__MAX; i++)
		r->input.value[i].value = value(&n, i);
	return notice_page(r, &n, 200);
}

/* Days from one field to another; -1 where one is missing or wrong. */
static long days(const struct request *r, const char *from, const char *to)
{
	struct date a, b;

	return !date_parse(input_text(&r->input, from), &a) ||
	    !date_parse(input_text(&r->input, to), &b) ? -1 : date_days(a, b);
}

static unsigned long long number(const struct request *r, const char *name)
{
	unsigned long long n;

	return text_number(input_text(&r->input, name), &n) ? n : 0;
}

static void rules(struct request *r)
{
	struct input *in = &r->input;
	long least = conf_number("fostering.holiday_notice_days");
	bool dated = !input_is(in, "first_on", "") && !input_is(in, "last_on", "");

	if (dated && strcmp(input_text(in, "last_on"), input_text(in, "first_on")) < 0)
		input_refuse(in, "last_on", "The last day must not be before the first");
	/* Both days are lived there. */
	else if (dated && days(r, "first_on", "last_on") + 1 <= least)
		input_refuse(in, "last_on", pool_printf(r->pool, "A stay of %ld days or fewer is not "
		    "private fostering", least));
	if (!input_is(in, "children", "") &&
	    (number(r, "children") == 0 || number(r, "children") > CHILDREN_MOST))
		input_refuse(in, "children", pool_printf(r->pool, "Enter a number from 1 to %d",
		    CHILDREN_MOST));
	if (!input_is(in, "children", "") && number(r, "deaths") > number(r, "children"))
		input_refuse(in, "deaths", "There are fewer children than this");
	if (!input_is(in, "acknowledged_on", "") &&
	    strcmp(input_text(in, "acknowledged_on"), input_text(in, "received_on")) < 0)
		input_refuse(in, "acknowledged_on", "This is before the notice was received");
	if (!input_is(in, "exemption_ended_on", "") && input_is(in, "exemption", ""))
		input_refuse(in, "exemption", "Say which exemption ended");
}

static const char *day(const struct request *r, const char *name)
{
	const char *iso = input_text(&r->input, name);

	return iso[0] == '\0' ? NULL : iso;
}

static const char *in_time(const struct request *r)
{
	return days(r, "received_on", "first_on") >= conf_number("fostering.holiday_notice_days") ?
	    "Y" : "N";
}

#define VALUES(in)	input_text(in, "school"), input_text(in, "person_name"), \
	input_text(in, "holiday"), day(r, "first_on"), day(r, "last_on"), number(r, "children"), \
	day(r, "received_on"), input_text(in, "exemption"), day(r, "exemption_ended_on"), \
	day(r, "acknowledged_on"), number(r, "deaths"), day(r, "ceased_on"), input_text(in, "note"), \
	in_time(r)

int fostering_holiday_save(struct request *r)
{
	const struct input *in = &r->input;
	struct fostering_year year;
	struct notice n;
	struct date first;

	if (!notice_find(r, &n))
		return page_not_found(r);
	rules(r);
	if (!input_valid(&r->input, r->pool))
		return notice_page(r, &n, 422);
	if (n.id == 0)
		r->audit.object_id = db_insert(r->db, &fostering_sql[FOSTERING_HOLIDAY_ADD], VALUES(in),
		    secret_handle(r->pool), request_account(r));
	else if (db_write(r->db, &fostering_sql[FOSTERING_HOLIDAY_CHANGED], VALUES(in),
	    request_account(r), n.id, fostering_version_sent(r)) != 1)
		return notice_page(r, &n, 409);
	r->audit.object = "holiday-notice";
	(void)date_parse(input_text(in, "first_on"), &first);
	year = fostering_year_of(r, report_year(first));
	return request_redirect(r, "/fostering/holidays?year=%d", year.year);
}
