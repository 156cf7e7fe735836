#include <string.h>

#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "secret.h"
#include "text.h"
#include "visit-rules.h"

/* 5.5: a visit is planned, by the officer's own word or because somebody asked for
 * one (regulation 8(2)), and moved to another day. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define WHEN(need) \
	{ .name = "planned_on", .type = FIELD_DATE, .required = need, .label = "Day of the visit" }, \
	{ .name = "planned_time", .type = FIELD_TEXT, .max = 5, .width = 5, .required = need, \
	  .label = "Time", .hint = "On the 24-hour clock, for instance 14:30" }, \
	{ .name = "minutes", .type = FIELD_NUMBER, .max = 3, .width = 3, .label = "Minutes", \
	  .hint = "How long it is to take" }, \
	{ .name = "officer", .type = FIELD_TEXT, .max = 64, .required = need, \
	  .label = "Visiting officer" }

const struct field fostering_visit_plan_input[] = {
	ID,
	{ .name = "type", .type = FIELD_CODE, .choices = "fostering-visit-type:plan",
	  .required = true, .label = "What kind of visit is it?" },
	WHEN(true),
	{ 0 }
};

/* Regulation 8(2). */
const struct field fostering_visit_asked_input[] = {
	ID,
	{ .name = "asked_by", .type = FIELD_CODE, .choices = "fostering-asked-by", .required = true,
	  .label = "Who asked for a visit?" },
	{ .name = "asked_name", .type = FIELD_TEXT, .max = 210, .label = "Name" },
	{ .name = "asked_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was asked for" },
	{ .name = "reasonable", .type = FIELD_YESNO, .required = true,
	  .label = "Is the request reasonable?", .hint = "A reasonable one has to be met" },
	{ .name = "refused_why", .type = FIELD_TEXT, .max = 300,
	  .label = "If it is not, why is it refused?" },
	WHEN(false),
	{ 0 }
};

const struct field fostering_visit_move_input[] = {
	ID,
	{ .name = "visit", .type = FIELD_HANDLE, .required = true },
	WHEN(true),
	{ .name = "why", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why is it moved?" },
	{ 0 }
};

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* -- the page -- */

static void officers_put(struct request *r, struct node *form, const struct record *record,
    const struct field *field)
{
	struct node *control = fostering_visit_control(r, form, field, true, "select");
	const char *chosen = input_text(&r->input, "officer");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_VISIT_OFFICERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		(void)fostering_visit_option(control, db_text(&rows.row[i], 1), pool_printf(r->pool,
		    "%s %s", db_text(&rows.row[i], 2), db_text(&rows.row[i], 3)), chosen);
}

static void when_put(struct request *r, struct node *parent, const struct record *record,
    const struct field *f)
{
	for (; f->name != NULL; f++)
		if (is(f->name, "officer"))
			officers_put(r, parent, record, f);
		else
			(void)fostering_visit_control(r, parent, f, true, NULL);
}

/* Regulation 8(2): a reasonable one is planned at once, another says why not. */
static void answer_put(struct request *r, struct node *form, const struct record *record,
    const struct field *f)
{
	struct node *control = fostering_visit_control(r, form, &(struct field){ .name = f->name,
	    .type = FIELD_TOKEN, .label = f->label, .hint = f->hint }, true, "radios");
	const char *chosen = input_text(&r->input, f->name);

	when_put(r, fostering_visit_option(control, "Y", "Yes", chosen), record, f + 2);
	(void)fostering_visit_control(r, fostering_visit_option(control, "N", "No", chosen), f + 1,
	    true, NULL);
}

/* 0: nobody of that name may visit here. */
static unsigned long long officer_find(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_VISIT_OFFICERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (input_is(&r->input, "officer", db_text(&rows.row[i], 1)))
			return db_number(&rows.row[i], 0);
	return 0;
}

static int plan_page(struct request *r, const struct record *record, const char *title,
    const char *button, int status)
{
	struct node *body = casework_page(r, record, "visit-plan", title), *form;
	const struct field *f;

	fostering_due_put(r, body, record);
	form = page_form(r, body, r->http->path);
	for (f = r->route->input + 1; !is(f->name, "reasonable") && !is(f->name, "planned_on"); f++)
		(void)page_field(r, form, f, NULL);
	if (is(f->name, "reasonable"))
		answer_put(r, form, record, f);
	else
		when_put(r, form, record, f);
	(void)page_button(page_buttons(form), button, "primary", NULL, NULL);
	return status;
}

/* The day to plan for, when it is still to come. */
static const char *plan_day(struct request *r)
{
	const char *due = fostering_of(r)->next_visit_due;
	struct visit_due next = { 0 };
	struct date plan;

	if (due == NULL || !date_parse(due, &next.date) || !visit_due_plan(&next, &plan))
		return "";
	return strcmp(date_iso(r->pool, plan), r->today) < 0 ? "" : date_iso(r->pool, plan);
}

static const char *type_now(const struct record *record)
{
	if (is(record->state, "PROPOSED") || is(record->state, "READY"))
		return "REG4";
	return is(record->state, "ACTIVE_NEW") ? "REG7" : is(record->state, "ENQUIRY") ? "" : "REG8";
}

static int plan_show(struct request *r, const struct record *record, const char *title,
    const char *button)
{
	input_slot(&r->input, "minutes")->value = "60";
	input_slot(&r->input, "officer")->value = r->session->login;
	return plan_page(r, record, title, button, 200);
}

int fostering_visit_plan_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !fostering_visit_worker(r, &record))
		return page_not_found(r);
	input_slot(&r->input, "type")->value = type_now(&record);
	input_slot(&r->input, "planned_on")->value = plan_day(r);
	return plan_show(r, &record, "Plan a visit", "Plan the visit");
}

int fostering_visit_asked_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !fostering_visit_worker(r, &record) ||
	    !fostering_running(&record))
		return page_not_found(r);
	input_slot(&r->input, "asked_on")->value = r->today;
	return plan_show(r, &record, "Somebody asked for a visit", "Save the request");
}

static void when_rules(struct request *r, const struct record *record, const char *type,
    unsigned long long *officer_r)
{
	const char *time = input_text(&r->input, "planned_time"), *wrong;
	const char *day = input_text(&r->input, "planned_on");
	int hour, minute;

	input_needs(&r->input, "planned_on", "Enter the day of the visit");
	input_needs(&r->input, "planned_time", "Enter the time of the visit");
	if (time[0] != '\0' && !date_clock_read(time, &hour, &minute))
		input_refuse(&r->input, "planned_time", "Enter a time like 14:30");
	wrong = input_slot(&r->input, "planned_on")->error == NULL && day[0] != '\0' ?
	    fostering_visit_wrong(r, record, type, day) : NULL;
	if (wrong != NULL)
		input_refuse(&r->input, "planned_on", wrong);
	*officer_r = officer_find(r, record);
	if (*officer_r == 0)
		input_refuse(&r->input, "officer", "Choose who makes the visit");
}

static const char *moment(struct request *r)
{
	int hour = 0, minute = 0;
	struct date date;

	if (!date_parse(input_text(&r->input, "planned_on"), &date))
		return NULL;
	(void)date_clock_read(input_text(&r->input, "planned_time"), &hour, &minute);
	return date_utc(r->pool, date_from_london(date, hour, minute));
}

static const char *handle_add(struct request *r, const struct record *record, const char *type,
    const char *status, const char *planned_at, unsigned long long officer, bool asked)
{
	const char *handle = secret_handle(r->pool);
	const struct input *in = &r->input;
	unsigned long long minutes;

	if (!text_number(input_text(in, "minutes"), &minutes))
		minutes = 60;
	(void)db_write(r->db, &fostering_sql[FOSTERING_VISIT_ADD], handle, record->id, type, status,
	    planned_at, minutes, officer, fostering_of(r)->next_visit_due,
	    asked ? input_text(in, "asked_by") : "", asked ? input_text(in, "asked_name") : "",
	    asked ? input_text(in, "asked_on") : NULL, asked ? input_text(in, "reasonable") : "",
	    asked && !input_is(in, "reasonable", "Y") ? input_text(in, "refused_why") : "",
	    request_account(r), record->id);
	return handle;
}

int fostering_visit_plan_save(struct request *r)
{
	const char *type = input_text(&r->input, "type");
	unsigned long long officer;
	struct record record;

	if (!casework_lock(r, &record) || !fostering_visit_worker(r, &record))
		return page_not_found(r);
	when_rules(r, &record, type, &officer);
	if (!input_valid(&r->input, r->pool))
		return plan_page(r, &record, "Plan a visit", "Plan the visit", 422);
	notice_add(r, &record, officer, "A visit was planned for you");
	return request_redirect(r, "%s/visits/%s", casework_path(r, &record),
	    handle_add(r, &record, type, "PLANNED", moment(r), officer, false));
}

int fostering_visit_asked_save(struct request *r)
{
	bool meets = input_is(&r->input, "reasonable", "Y");
	unsigned long long officer = request_account(r);
	struct record record;

	if (!casework_lock(r, &record) || !fostering_visit_worker(r, &record))
		return page_not_found(r);
	if (!fostering_running(&record))
		return casework_moved_on(r);
	if (meets)
		when_rules(r, &record, "REQUESTED", &officer);
	else if (input_is(&r->input, "reasonable", "N"))
		input_needs(&r->input, "refused_why", "Say why it is refused");
	if (!input_valid(&r->input, r->pool))
		return plan_page(r, &record, "Somebody asked for a visit", "Save the request", 422);
	event_add(r, &record, "visit.asked", meets ? "A visit was asked for" :
	    "A visit was asked for and refused", false);
	return request_redirect(r, "%s/visits/%s", casework_path(r, &record), handle_add(r, &record,
	    "REQUESTED", meets ? "PLANNED" : "CANCELLED", meets ? moment(r) : NULL, officer, true));
}

/* -- another day -- */

static bool movable(struct request *r, const struct record *record, const struct fostering_visit *v)
{
	return is(v->status, "PLANNED") && fostering_visit_worker(r, record);
}

void fostering_visit_moves_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_visit *v)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_VISIT_MOVES], &rows, record->id, v->id);
	if (rows.n > 0) {
		table = page_table(body, "moves", "Planned before for", "", "Day", "Officer", "Moved because",
		    "By", NULL);
		for (i = 0; i < rows.n; i++) {
			const struct db_row *m = &rows.row[i];

			row = node_add(table, "row");
			node_set(page_cell(row, page_when(r, db_text(m, 0))), "head", "yes");
			(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(m, 1), db_text(m, 2)));
			(void)page_cell(row, db_text(m, 3));
			(void)page_cell(row, pool_printf(r->pool, "%s %s, %s", db_text(m, 4), db_text(m, 5),
			    page_when(r, db_text(m, 6))));
		}
	}
	if (movable(r, record, v))
		(void)page_link(body, "Move it to another day", "secondary", "%s/move",
		    fostering_visit_path(r, record, v));
}

static int move_page(struct request *r, const struct record *record,
    const struct fostering_visit *v, int status)
{
	struct node *body = casework_page(r, record, "visit-move", "Move a visit"), *form;

	page_back(r, fostering_visit_title(r, v), "%s", fostering_visit_path(r, record, v));
	(void)page_para(body, pool_printf(r->pool, "%s is planned for %s, with %s. That stays on the "
	    "record.", fostering_visit_title(r, v), page_when(r, v->planned_at), v->officer_name));
	fostering_due_put(r, body, record);
	form = page_form(r, body, r->http->path);
	page_version(r, form, v->version);
	when_put(r, form, record, fostering_visit_move_input + 2);
	(void)page_button(page_buttons(form), "Move the visit", "primary", NULL, NULL);
	return status;
}

static const char *login_of(struct request *r, const struct record *record,
    unsigned long long officer)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_VISIT_OFFICERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == officer)
			return db_text(&rows.row[i], 1);
	return "";
}

int fostering_visit_move_show(struct request *r)
{
	struct fostering_visit v;
	struct record record;
	long long moment;
	int minutes = 0;

	if (!casework_load(r, &record) || !fostering_visit_find(r, &record, &v) ||
	    !movable(r, &record, &v))
		return page_not_found(r);
	if (v.planned_at != NULL && date_moment(v.planned_at, &moment)) {
		(void)date_london(moment, &minutes);
		input_slot(&r->input, "planned_time")->value = pool_printf(r->pool, "%02d:%02d",
		    minutes / 60, minutes % 60);
	}
	input_slot(&r->input, "minutes")->value = pool_printf(r->pool, "%u", v.minutes);
	input_slot(&r->input, "officer")->value = login_of(r, &record, v.officer);
	return move_page(r, &record, &v, 200);
}

static bool move_write(struct request *r, const struct record *record,
    const struct fostering_visit *v, unsigned long long officer)
{
	unsigned long long minutes;

	if (!text_number(input_text(&r->input, "minutes"), &minutes))
		minutes = v->minutes;
	if (db_write(r->db, &fostering_sql[FOSTERING_VISIT_MOVE], moment(r), minutes, officer, v->id,
	    (unsigned long long)v->version) != 1)
		return false;
	(void)db_write(r->db, &fostering_sql[FOSTERING_VISIT_MOVED], record->id, v->id, v->planned_at,
	    v->officer, input_text(&r->input, "why"), request_account(r));
	return true;
}

static void move_tell(struct request *r, const struct record *record,
    const struct fostering_visit *v, unsigned long long officer)
{
	if (officer == v->officer)
		notice_add(r, record, officer, "A visit of yours was moved to another day");
	else {
		notice_add(r, record, officer, "A visit was planned for you");
		notice_add(r, record, v->officer, "A visit of yours is to be made by somebody else");
	}
	event_add(r, record, "visit.moved", pool_printf(r->pool, "Visit %u moved to another day",
	    v->number), false);
	r->audit.detail = pool_printf(r->pool, "visit=%u", v->number);
}

int fostering_visit_move(struct request *r)
{
	const char *version = params_get(&r->params, "version");
	unsigned long long officer;
	struct fostering_visit v;
	struct record record;

	if (!casework_lock(r, &record) || !fostering_visit_find(r, &record, &v) ||
	    !fostering_visit_worker(r, &record))
		return page_not_found(r);
	if (!movable(r, &record, &v) || version == NULL ||
	    strcmp(version, pool_printf(r->pool, "%u", v.version)) != 0)
		return fostering_visit_meanwhile(r);
	when_rules(r, &record, v.type, &officer);
	if (!input_is(&r->input, "planned_on", "") &&
	    strcmp(input_text(&r->input, "planned_on"), r->today) < 0)
		input_refuse(&r->input, "planned_on", "This day has passed");
	if (!input_valid(&r->input, r->pool))
		return move_page(r, &record, &v, 422);
	if (!move_write(r, &record, &v, officer))
		return fostering_visit_meanwhile(r);
	move_tell(r, &record, &v, officer);
	return request_redirect(r, "%s", fostering_visit_path(r, &record, &v));
}
