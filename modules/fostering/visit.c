#include <string.h>

#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "secret.h"
#include "text.h"
#include "visit-rules.h"

/* 5.5: visits of a case, planned and asked for. What became of one is in
 * visit-record.c, its report in visit-report.c. */

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

bool fostering_visit_worker(const struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_WORK) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

/* -- reading -- */

static void visit_from(struct request *r, const struct db_row *v, struct fostering_visit *visit_r)
{
	*visit_r = (struct fostering_visit){ .id = db_number(v, 0), .handle = db_text(v, 1),
	    .number = (unsigned)db_number(v, 2), .document = db_number(v, 3), .type = db_text(v, 4),
	    .status = db_text(v, 5), .planned_at = db_text(v, 6), .minutes = (unsigned)db_number(v, 7),
	    .officer = db_number(v, 8), .due_on = db_text(v, 9), .visited_on = db_text(v, 10),
	    .started = db_text(v, 11), .ended = db_text(v, 12), .method = db_text(v, 13),
	    .child_seen = db_text(v, 14), .alone = db_text(v, 15), .alone_reason = db_text(v, 16),
	    .not_done = db_text(v, 17), .qualifying = db_number(v, 18) != 0,
	    .concerns = (unsigned)db_number(v, 19), .safeguarding = db_text(v, 20),
	    .asked_by = db_text(v, 21), .asked_name = db_text(v, 22), .asked_on = db_text(v, 23),
	    .reasonable = db_text(v, 24), .refused_why = db_text(v, 25), .report_on = db_text(v, 26),
	    .report_by = db_number(v, 27), .signed_on = db_text(v, 28), .signed_by = db_number(v, 29),
	    .sign_note = db_text(v, 30), .version = (unsigned)db_number(v, 31),
	    .officer_name = pool_printf(r->pool, "%s %s", db_text(v, 32), db_text(v, 33)) };
}

bool fostering_visit_find(struct request *r, const struct record *record,
    struct fostering_visit *visit_r)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_VISIT_FIND], &row, record->id,
	    input_text(&r->input, "visit")))
		return false;
	visit_from(r, &row, visit_r);
	return true;
}

bool fostering_visit_number(struct request *r, const struct record *record, unsigned number,
    struct fostering_visit *visit_r)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_VISIT_NUMBER], &row, record->id,
	    (unsigned long long)number))
		return false;
	visit_from(r, &row, visit_r);
	return true;
}

const char *fostering_visit_title(struct request *r, const struct fostering_visit *visit)
{
	return pool_printf(r->pool, "Visit %u: %s", visit->number,
	    lists_label("fostering-visit-type", visit->type, r->today));
}

const char *fostering_visit_path(struct request *r, const struct record *record,
    const struct fostering_visit *visit)
{
	return pool_printf(r->pool, "%s/visits/%s", casework_path(r, record), visit->handle);
}

/* -- the list -- */

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static const char *status_tag(struct request *r, const struct fostering_visit *v,
    const char **colour_r)
{
	bool past = v->planned_at != NULL && strcmp(v->planned_at, r->now) < 0;

	*colour_r = "grey";
	if (is(v->reasonable, "N"))
		return "Refused";
	if (is(v->status, "ABORTIVE") || is(v->status, "MISSED"))
		*colour_r = "red";
	else if (is(v->status, "PLANNED"))
		*colour_r = past ? "orange" : "blue";
	else if (is(v->status, "DONE"))
		*colour_r = v->concerns > 0 ? "yellow" : "green";
	return is(v->status, "PLANNED") && past ? "To be recorded" :
	    lists_label("fostering-visit-status", v->status, r->today);
}

static const char *report_text(struct request *r, const struct fostering_visit *v)
{
	if (!is(v->status, "DONE"))
		return "None";
	if (v->signed_on != NULL)
		return pool_printf(r->pool, "Signed off, %s", page_day(r, v->signed_on));
	if (v->report_on != NULL)
		return "To be signed off";
	return v->sign_note != NULL ? "Sent back" : "To be written";
}

static const char *day_text(struct request *r, const struct fostering_visit *v)
{
	if (v->visited_on != NULL)
		return page_day(r, v->visited_on);
	return v->planned_at != NULL ? page_when(r, v->planned_at) : page_day(r, v->asked_on);
}

static size_t rows_put(struct request *r, struct node *body, const struct record *record,
    unsigned long long limit)
{
	struct node *table = page_table(body, "visits", "Visits", "There is no visit yet.", "Visit",
	    "Day", "Officer", "What became of it", "Report", NULL), *row, *cell;
	struct fostering_visit v;
	struct db_rows rows;
	const char *colour;
	size_t i;

	node_set(table, "quiet", "yes");
	(void)db_list(r->db, &fostering_sql[FOSTERING_VISIT_LIST], &rows, record->id, limit);
	for (i = 0; i < rows.n; i++) {
		visit_from(r, &rows.row[i], &v);
		row = node_add(table, "row");
		cell = page_cell(row, fostering_visit_title(r, &v));
		node_set(cell, "head", "yes");
		node_set(cell, "href", fostering_visit_path(r, record, &v));
		(void)page_cell(row, day_text(r, &v));
		(void)page_cell(row, v.officer_name);
		cell = page_cell(row, status_tag(r, &v, &colour));
		node_set(cell, "tag", colour);
		(void)page_cell(row, report_text(r, &v));
	}
	return rows.n;
}

#define NEWEST	5ULL		/* on the case page */

static void links_put(struct request *r, struct node *body, const struct record *record)
{
	if (!fostering_visit_worker(r, record))
		return;
	casework_link(r, body, record, "Plan a visit", "/visit", "secondary");
	if (fostering_running(record))
		casework_link(r, body, record, "Somebody asked for a visit", "/visit/asked", NULL);
}

void fostering_visits_put(struct request *r, struct node *body, const struct record *record)
{
	bool any;

	if (strcmp(record->state, "ENQUIRY") == 0 && !fostering_visit_worker(r, record))
		return;
	(void)page_heading(body, 2, "Visits");
	fostering_due_put(r, body, record);
	any = rows_put(r, body, record, NEWEST) > 0;
	links_put(r, body, record);
	if (any)
		casework_link(r, body, record, "All visits and due dates", "/visits", NULL);
}

int fostering_visits_show(struct request *r)
{
	struct record record;
	struct node *body;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "visits", "Visits");
	fostering_due_put(r, body, &record);
	(void)rows_put(r, body, &record, 1000ULL);
	links_put(r, body, &record);
	fostering_dues_put(r, body, &record);
	return 200;
}

/* -- planning -- */

const char *fostering_visit_wrong(struct request *r, const struct record *record,
    const char *type, const char *day)
{
	const struct fostering_arrangement *a = fostering_of(r);
	bool enquiry = is(record->state, "ENQUIRY"), running = fostering_running(record);
	bool proposed = is(record->state, "PROPOSED") || is(record->state, "READY");

	if (a->child_born_on != NULL && strcmp(day, a->child_born_on) < 0)
		return "This is before the child's birth";
	if (is(type, "REG4") && !enquiry && !proposed)
		return "Regulation 4 is for the time before the child comes";
	if (is(type, "REG7") && !enquiry && !running)
		return "Regulation 7 is for a child who is there";
	if ((is(type, "REG8") || is(type, "REQUESTED")) &&
	    (a->deemed_start == NULL || strcmp(day, a->deemed_start) < 0))
		return a->deemed_start == NULL ? "Visits under regulation 8 start when the child is there" :
		    pool_printf(r->pool, "Visits under regulation 8 start on %s, when the arrangement was "
		    "deemed to begin", page_day(r, a->deemed_start));
	return NULL;
}

struct node *fostering_visit_option(struct node *control, const char *value, const char *label,
    const char *chosen)
{
	struct node *option = node_add(control, "option");

	node_set(option, "value", value);
	node_set(option, "label", label);
	if (is(chosen, value))
		node_set(option, "selected", "yes");
	return option;
}

/* Not marked as optional: an answer before decides whether it is needed. */
struct node *fostering_visit_control(struct request *r, struct node *parent,
    const struct field *field, bool sent, const char *type)
{
	return page_control(r, parent, field, field->name,
	    sent ? input_text(&r->input, field->name) : "",
	    sent ? input_slot(&r->input, field->name)->error : NULL, type);
}

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
