#include <string.h>
#include <strings.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* sections.md 3.4: meetings of the team, each a form of its own; the first one is
 * called with the team (4.2, 12 and 19). */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define ON	{ .name = "meets_on", .type = FIELD_DATE, .required = true, \
		  .label = "Date of the meeting" }
#define AT	{ .name = "meets_at", .type = FIELD_TEXT, .max = 5, .width = 5, .required = true, \
		  .label = "Time of the meeting", .hint = "On the 24-hour clock, for instance 14:30" }
#define PLACE	{ .name = "place", .type = FIELD_TEXT, .max = 200, .required = true, \
		  .label = "Place, or link to an online meeting" }
#define TIME_WRONG	"Enter the time on the 24-hour clock, for instance 14:30"

const struct field caf_meeting_call_input[] = { ID, ON, AT, PLACE, { 0 } };

const struct field caf_meeting_more_input[] = {
	ID,
	{ .name = "type", .type = FIELD_CODE, .choices = "meeting-type", .required = true,
	  .label = "Kind of meeting" },
	ON, AT, PLACE,
	{ 0 }
};

const struct field caf_minutes_input[] = {
	ID,
	{ .name = "form", .type = FIELD_TOKEN },
	{ .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Minutes sent on" },
	{ .name = "sent_to", .type = FIELD_MEMO, .max = 500, .rows = 3, .required = true,
	  .label = "Minutes sent to",
	  .hint = "The family, the members, and those who sent apologies" },
	{ 0 }
};

/* As the form keeps it: with both digits of the hour. */
static bool clock_time(const char *t)
{
	int hour, minute;

	return strlen(t) == 5 && date_clock_read(t, &hour, &minute);
}

/* -- a new one -- */

static void invite(struct request *r, struct document *d, unsigned item, const char *name,
    const char *capacity, const char *organisation, bool plan)
{
	const struct document_row_value row[] = {
		{ CAF_MEETING_INVITED_NAME, item, name },
		{ CAF_MEETING_INVITED_CAPACITY, item, capacity },
		{ CAF_MEETING_INVITED_ORGANISATION, item, organisation },
		{ CAF_MEETING_AGREED_NAME, item, name },
	};

	document_fill_rows(r, d, row, plan ? 4 : 3);
}

static void members_invite(struct request *r, const struct record *record, struct document *d,
    bool plan)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_TEAM_LIST], &rows, record->id);
	for (i = 0; i < rows.n && i + 1 < FORM_ITEMS_MAX; i++)
		invite(r, d, (unsigned)i + 1, db_text(&rows.row[i], 2), db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 4), plan);
}

unsigned caf_meeting_new(struct request *r, const struct record *record, const char *type,
    const char *on, const char *at, const char *place)
{
	struct caf_lead lead = { .name = NULL };
	struct document d;

	(void)caf_lead_current(r, record, &lead);
	document_new(r, record, caf_meeting, &d);
	document_fill(r, &d, (const struct document_value[]){
	    { CAF_MEETING_MEETS_ON, on }, { CAF_MEETING_MEETS_AT, at }, { CAF_MEETING_PLACE, place },
	    { CAF_MEETING_TYPE, type }, { CAF_MEETING_CONVENOR, r->session->name },
	    { CAF_MEETING_CHAIR, lead.name } }, 6);
	members_invite(r, record, &d, lists_flag("meeting-type", type, "plan"));
	(void)db_write(r->db, &caf_sql[CAF_MEETING_ADD], d.id, record->id,
	    (unsigned long long)d.number, type, on);
	return d.number;
}

static bool somebody_came(const struct form_answers *a)
{
	unsigned item;

	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (strcmp(form_get(a, CAF_MEETING_ATTENDANCE, item), "P") == 0)
			return true;
	return false;
}

static const struct form_item *invited(const struct form *form)
{
	return form->field[CAF_MEETING_INVITED_NAME].group;
}

void caf_meeting_invite(struct request *r, const struct record *record, const char *name,
    const char *capacity, const char *organisation)
{
	unsigned items[FORM_ITEMS_MAX], n, next;
	const struct form_answers *a;
	struct document d;

	if (!document_find(r, record, caf_meeting->name, &d) || d.completed_at != NULL)
		return;
	a = document_answers(r, &d);
	if (strcmp(form_get(a, CAF_MEETING_MEETS_ON, 0), r->today) < 0 || somebody_came(a))
		return;
	n = form_rows(a, invited(d.form), items);
	next = n == 0 ? 1 : items[n - 1] + 1;
	if (next < FORM_ITEMS_MAX)
		invite(r, &d, next, name, capacity, organisation, false);
}

/* -- the form -- */

/* Day and time, or the day alone where no time can be read. */
static bool still_to_come(const struct form_answers *a)
{
	struct date day;
	int hour, minute;

	if (!date_parse(form_get(a, CAF_MEETING_MEETS_ON, 0), &day))
		return false;
	if (!date_clock_read(form_get(a, CAF_MEETING_MEETS_AT, 0), &hour, &minute))
		hour = minute = 0;
	return date_from_london(day, hour, minute) > date_now();
}

void caf_meeting_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers)
{
	struct form_answer *at = form_slot(answers, CAF_MEETING_MEETS_AT, 0), *a;
	bool to_come = still_to_come(answers);
	unsigned item;

	(void)r;
	(void)record;
	if (section == answers->form->field[CAF_MEETING_MEETS_AT].section && at->error == NULL &&
	    at->value[0] != '\0' && !clock_time(at->value))
		at->error = TIME_WRONG;
	for (item = 1; to_come && item < FORM_ITEMS_MAX &&
	    section == answers->form->field[CAF_MEETING_ATTENDANCE].section; item++) {
		a = form_slot(answers, CAF_MEETING_ATTENDANCE, item);
		if (a->error == NULL && strcmp(a->value, "P") == 0)
			a->error = "Nobody can have been present yet: the meeting is still to come";
	}
}

static bool held(const struct form_answers *a)
{
	return form_get(a, CAF_MEETING_MEETS_ON, 0)[0] != '\0' && !still_to_come(a) &&
	    somebody_came(a);
}

void caf_meeting_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	(void)record;
	if (!held(answers))
		form_gap_add(r, gaps, answers->form->field[CAF_MEETING_ATTENDANCE].section, "invited",
		    "Say who was present, once the meeting was held (T7)");
}

/* What is counted; and the clock of the first meeting stops when one was held. */
void caf_meeting_saved(struct request *r, const struct record *record, struct document *document)
{
	const struct form_answers *a = document_answers(r, document);
	const char *on = form_get(a, CAF_MEETING_MEETS_ON, 0);
	const char *type = form_get(a, CAF_MEETING_TYPE, 0);

	/* A draft may lack them; the row keeps what it was called with. */
	if (on[0] == '\0' || type[0] == '\0')
		return;
	(void)db_write(r->db, &caf_sql[CAF_MEETING_SET], type, on, held(a) ? on : NULL,
	    document->id);
	if (held(a) && lists_flag("meeting-type", type, "opens"))
		deadline_met(r, record, "T4");
}

/* T6: the member who takes the notes. */
bool caf_meeting_noted_by(struct request *r, const struct casework_open *o)
{
	const char *name = form_get(document_answers(r, &o->document), CAF_MEETING_NOTE_TAKER, 0);

	return name[0] != '\0' && strcasecmp(name, r->session->name) == 0 &&
	    record_is(&o->record, "TAC");
}

void caf_meeting_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct node *form;

	(void)page_link(body, terms_apply(r->pool, "Actions stand in the {delivery plan}"), NULL,
	    "/caf/case/%s/plan", o->record.handle);
	(void)page_link(body, "All meetings", NULL, "/caf/case/%s/meetings", o->record.handle);
	if (o->document.completed_at != NULL)
		return;
	if (gaps != NULL) {
		caf_gaps(r, body, o, gaps);
		return;
	}
	(void)page_heading(body, 2, "Minutes are complete");
	(void)page_para(body, "Everything that is needed is there. Once complete, the minutes can no "
	    "longer be changed by anybody.");
	form = page_form(r, body, pool_printf(r->pool, "%s/minutes-complete", o->page.path));
	page_version(r, form, o->document.revision);
	(void)page_button(page_buttons(form), "Minutes are complete", "primary", NULL, NULL);
}

int caf_meeting_complete(struct request *r)
{
	const char *version = params_get(&r->params, "version");
	const struct form_answers *a;
	struct form_gap *gaps = NULL;
	struct casework_open o;

	if (caf_open(r, &o, true) != CAF_OPEN || o.document.form != caf_meeting || !o.page.writable)
		return page_not_found(r);
	a = document_answers(r, &o.document);
	form_gaps(r, NULL, a, &gaps);
	caf_meeting_rules(r, &o.record, a, &gaps);
	if (gaps != NULL)
		return request_redirect(r, "%s", o.page.path);
	if (version == NULL || strcmp(version, pool_printf(r->pool, "%u", o.document.revision)) != 0 ||
	    !document_complete(r, &o.document))
		return page_message(r, 409, "The minutes were changed meanwhile",
		    "Somebody saved them after you opened this page. Nothing was completed. Read them "
		    "again, then complete them.");
	(void)db_write(r->db, &caf_sql[CAF_MEETING_MINUTED], r->today, o.document.id);
	casework_clock_wait(r, &o.record, "T13", &caf_sql[CAF_MEETING_WAITING]);
	event_add(r, &o.record, "meeting.complete", "Minutes of a team meeting completed", false);
	return request_redirect(r, "%s", o.page.path);
}

/* -- T13: the minutes are sent -- */

static bool sent(struct request *r, const struct casework_open *o, struct db_row *row_r)
{
	return db_find(r->db, &caf_sql[CAF_MEETING_SENT_FIND], row_r, o->document.id);
}

const char *caf_meeting_fact(struct request *r, const struct casework_open *o, const char **label_r)
{
	struct db_row row;

	*label_r = "Minutes sent";
	return sent(r, o, &row) ? pool_printf(r->pool, "%s, to: %s", caf_day(r, db_text(&row, 0)),
	    db_text(&row, 1)) : NULL;
}

/* By who could write the minutes, also when the case has closed since. */
static bool sends(struct request *r, const struct casework_open *o)
{
	unsigned state = workflow_state(&caf_workflow, o->record.state);
	struct db_row row;

	return o->document.completed_at != NULL && casework_form_writer(r, o) && state != CAF_WITHDRAWN &&
	    state != CAF_ARCHIVED && state != CAF_DESTROYED && !sent(r, o, &row);
}

void caf_meeting_after(struct request *r, const struct casework_open *o, struct node *body)
{
	bool typed = r->route->input == caf_minutes_input;
	struct node *form;

	if (!sends(r, o))
		return;
	(void)page_heading(body, 2, "Send the minutes");
	(void)page_para(body, "Send them to everybody who was invited, then record it here.");
	form = page_form(r, body, pool_printf(r->pool, "%s/minutes-sent", o->page.path));
	caf_exit_field(r, form, &caf_minutes_input[2], typed);
	caf_exit_field(r, form, &caf_minutes_input[3], typed);
	(void)page_button(page_buttons(form), "Minutes are sent", "primary", NULL, NULL);
}

int caf_meeting_sent(struct request *r)
{
	const char *on = input_text(&r->input, "sent_on");
	struct casework_open o;

	if (caf_open(r, &o, true) != CAF_OPEN || o.document.form != caf_meeting ||
	    o.document.completed_at == NULL || !casework_form_writer(r, &o))
		return page_not_found(r);
	if (!sends(r, &o))
		return casework_moved_on(r);
	if (on[0] != '\0' && strcmp(on, form_get(document_answers(r, &o.document),
	    CAF_MEETING_MEETS_ON, 0)) < 0)
		input_refuse(&r->input, "sent_on", "The minutes cannot be sent before the meeting");
	if (!input_valid(&r->input, r->pool))
		return casework_form_again(r, &o);
	casework_clock_done(r, &o.record, "T13", &caf_sql[CAF_MEETING_WAITING], o.document.id);
	(void)db_write(r->db, &caf_sql[CAF_MEETING_SENT], on, input_text(&r->input, "sent_to"),
	    o.document.id);
	event_add(r, &o.record, "meeting.sent", "Minutes of a team meeting sent", false);
	return request_redirect(r, "%s", o.page.path);
}

/* -- the list, and further meetings -- */

static bool calls_more(const struct record *record)
{
	unsigned state = workflow_state(&caf_workflow, record->state);

	return caf_team_runs(record) && state >= CAF_TEAM_FORMING && state <= CAF_IN_REVIEW;
}

static void rows_put(struct request *r, struct node *table, const struct record *record)
{
	struct db_rows rows;
	struct node *row, *cell;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_MEETING_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *m = &rows.row[i];
		bool done = db_text(m, 4) != NULL, was = db_text(m, 3) != NULL;
		bool gone = db_text(m, 5) != NULL;

		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "%s, %s", lists_label("meeting-type",
		    db_text(m, 1), r->today), caf_day(r, db_text(m, 2))));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/caf/case/%s/meeting-%llu", record->handle,
		    db_number(m, 0)));
		(void)page_cell(row, was ? caf_day(r, db_text(m, 3)) : "Not yet");
		node_set(page_cell(row, gone ? "Sent" : done ? "To be sent" : "Open"), "tag",
		    gone ? "green" : done ? "blue" : "yellow");
	}
}

static int list_page(struct request *r, const struct record *record, const struct caf_episode *e,
    int status)
{
	struct node *body = page_begin(r, "meetings", "Team meetings"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Team meetings");
	caf_team_nav(r, body, record, "meetings");
	rows_put(r, page_table(body, "meetings", "Meetings", "No meeting was called yet.", "Meeting",
	    "Held", "Minutes", NULL), record);
	if (!calls_more(record))
		return status;
	(void)page_heading(body, 2, "Call a meeting");
	(void)page_para(body, "All members are put on the list of who is invited. The family hears the "
	    "date from you.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, caf_meeting_more_input);
	(void)page_button(page_buttons(form), "Call the meeting", "primary", NULL, NULL);
	return status;
}

int caf_meeting_list(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	return list_page(r, &record, &e, 200);
}

static void time_rules(struct request *r, const struct caf_episode *e)
{
	const char *at = input_text(&r->input, "meets_at"), *on = input_text(&r->input, "meets_on");

	if (at[0] != '\0' && !clock_time(at))
		input_refuse(&r->input, "meets_at", TIME_WRONG);
	if (on[0] != '\0' && e->completed_on != NULL && strncmp(on, e->completed_on, 10) < 0)
		input_refuse(&r->input, "meets_on", "A team meets once the assessment is completed, not "
		    "before");
}

/* Members who sign in here hear of it; the family is told by a person. */
static void tell(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_LEAD_MEMBERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		notice_add(r, record, db_number(&rows.row[i], 1), "A team meeting was called");
}

static unsigned call(struct request *r, const struct record *record, const char *type)
{
	unsigned number = caf_meeting_new(r, record, type, input_text(&r->input, "meets_on"),
	    input_text(&r->input, "meets_at"), input_text(&r->input, "place"));

	tell(r, record);
	return number;
}

int caf_meeting_more(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !caf_team_runs(&record))
		return page_not_found(r);
	if (!calls_more(&record))
		return casework_moved_on(r);
	time_rules(r, &e);
	if (!input_valid(&r->input, r->pool))
		return list_page(r, &record, &e, 422);
	event_add(r, &record, "meeting.call", "Team meeting called", false);
	return request_redirect(r, "/caf/case/%s/meeting-%u", record.handle,
	    call(r, &record, input_text(&r->input, "type")));
}

/* -- transitions 12 and 19 -- */

static int call_page(struct request *r, const struct record *record, const struct caf_episode *e,
    int status)
{
	const char *title = terms_apply(r->pool, "Call the {team around the child}");
	struct node *body = page_begin(r, "call", title), *form, *list;
	struct db_rows rows;
	size_t i;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, title);
	(void)page_para(body, "Agree the date of the first meeting with the family. Invited are the "
	    "members of the team, and you; who joins later is invited too.");
	(void)db_list(r->db, &caf_sql[CAF_TEAM_LIST], &rows, record->id);
	if (rows.n > 0) {
		list = node_add(body, "list");
		node_set(list, "kind", "bullet");
		for (i = 0; i < rows.n; i++)
			(void)node_leaf(list, "item", db_text(&rows.row[i], 2));
	}
	(void)page_link(body, "Add members", NULL, "/caf/case/%s/team", record->handle);
	form = page_form(r, body, r->http->path);
	page_fields(r, form, caf_meeting_call_input);
	(void)page_button(page_buttons(form), "Call the team", "primary", NULL, NULL);
	return status;
}

static const struct transition *from_here(struct request *r, const struct record *record)
{
	return workflow_find(r, &caf_workflow, record, CAF_EVENT_TEAM);
}

int caf_meeting_call_show(struct request *r)
{
	const struct transition *t;
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_is(&record, "OWNER"))
		return page_not_found(r);
	t = from_here(r, &record);
	if (t == NULL || workflow_why(r, &record, t) != NULL)
		return request_redirect(r, "/caf/case/%s", record.handle);
	return call_page(r, &record, &e, 200);
}

/* T4 runs from completion when a team was the next step; otherwise from now. */
static void clock_run(struct request *r, const struct record *record, const struct caf_episode *e,
    bool at_once)
{
	if (at_once && strcmp(e->next_step, "TAC") == 0)
		return;
	deadline_drop(r, record, "T4");
	caf_clock_start(r, record, "T4", at_once && e->completed_on != NULL ?
	    pool_strndup(r->pool, e->completed_on, 10) : r->today);
}

int caf_meeting_call(struct request *r)
{
	struct caf_episode e;
	struct record record;
	int status = 0;
	bool at_once;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "OWNER"))
		return page_not_found(r);
	if (from_here(r, &record) == NULL)
		return casework_moved_on(r);
	time_rules(r, &e);
	if (!input_valid(&r->input, r->pool))
		return call_page(r, &record, &e, 422);
	at_once = workflow_state(&caf_workflow, record.state) == CAF_COMPLETED;
	if (!caf_move(r, &record, CAF_EVENT_TEAM, &status))
		return status;
	clock_run(r, &record, &e, at_once);
	caf_team_owner_add(r, &record);
	(void)call(r, &record, "FIRST");
	return request_redirect(r, "/caf/case/%s/team", record.handle);
}
