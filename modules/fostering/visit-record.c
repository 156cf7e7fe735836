#include <string.h>

#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "overtaken.h"
#include "visit-rules.h"

/* 5.5 and 11.1: what became of a visit. One that was done and counts moves the
 * next date (5.2); one where the child was not seen is abortive and moves none. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define VISIT	{ .name = "visit", .type = FIELD_HANDLE, .required = true }
#define TIME	"On the 24-hour clock, for instance 14:30"

const struct field fostering_visit_input[] = { ID, VISIT, { 0 } };

const struct field fostering_visit_record_input[] = {
	ID, VISIT,
	{ .name = "status", .type = FIELD_CODE, .choices = "fostering-visit-status:say",
	  .required = true, .label = "What became of it?" },
	{ .name = "started", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "From", .hint = TIME },
	{ .name = "ended", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "To", .hint = TIME },
	{ .name = "method", .type = FIELD_CODE, .choices = "fostering-method:visit",
	  .label = "How?" },
	{ .name = "child_seen", .type = FIELD_YESNO, .label = "Did you see the child?" },
	{ .name = "alone", .type = FIELD_YESNO, .label = "Did you speak to the child alone?" },
	{ .name = "alone_reason", .type = FIELD_TEXT, .max = 300,
	  .label = "If not alone, why was that not appropriate?" },
	{ .name = "visited_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which you were there",
	  .hint = "Not asked of a visit that was missed or called off" },
	{ .name = "safeguarding", .type = FIELD_YESNO,
	  .label = "Is there an immediate safeguarding concern?",
	  .hint = "Also where nobody opened or the child was not seen. Yes sets the flag on the case "
	      "and asks for a referral today" },
	{ .name = "not_done", .type = FIELD_TEXT, .max = 300,
	  .label = "If it was not done, or in vain, why?" },
	{ 0 }
};

static bool is(const struct request *r, const char *name, const char *value)
{
	return input_is(&r->input, name, value);
}

/* -- the rules of 11.1 -- */

static void time_rule(struct request *r, const char *name)
{
	const char *time = input_text(&r->input, name);
	int hour, minute;

	if (time[0] != '\0' && (strlen(time) != 5 || !date_clock_read(time, &hour, &minute)))
		input_refuse(&r->input, name, "Enter a time like 09:30");
}

static void child_rules(struct request *r, const struct fostering_visit *v)
{
	input_needs(&r->input, "child_seen", "Say whether you saw the child");
	if (is(r, "child_seen", "N") && strcmp(v->type, "REG4") != 0)
		input_refuse(&r->input, "child_seen", "The child was not seen: record the visit as "
		    "abortive");
	if (is(r, "child_seen", "Y"))
		input_needs(&r->input, "alone", "Say whether you spoke to the child alone");
	if (is(r, "child_seen", "Y") && is(r, "alone", "N"))
		input_needs(&r->input, "alone_reason", "Say why it was not appropriate to speak to the "
		    "child alone");
}

static void rules(struct request *r, const struct record *record, const struct fostering_visit *v)
{
	const char *day = input_text(&r->input, "visited_on"), *wrong;
	bool done = is(r, "status", "DONE"), there = done || is(r, "status", "ABORTIVE");

	time_rule(r, "started");
	time_rule(r, "ended");
	if (!is(r, "ended", "") && strcmp(input_text(&r->input, "ended"),
	    input_text(&r->input, "started")) < 0)
		input_refuse(&r->input, "ended", "The end must not be before the start");
	if (there)
		input_needs(&r->input, "visited_on", "Enter the day on which you were there");
	if (there)
		input_needs(&r->input, "safeguarding", "Say whether there is an immediate concern");
	wrong = there && day[0] != '\0' ? fostering_visit_wrong(r, record, v->type, day) : NULL;
	if (wrong != NULL)
		input_refuse(&r->input, "visited_on", wrong);
	if (done)
		input_needs(&r->input, "method", "Say how the visit was made");
	if (done)
		child_rules(r, v);
	else if (!is(r, "status", ""))
		input_needs(&r->input, "not_done", "Say why it was not done");
}

/* -- the page -- */

static const char *yes_no(const char *code)
{
	return strcmp(code, "Y") == 0 ? "Yes" : strcmp(code, "N") == 0 ? "No" : NULL;
}

static void asked_rows(struct request *r, struct node *s, const struct fostering_visit *v)
{
	if (v->asked_on == NULL)
		return;
	(void)page_row(s, "Asked for by", pool_printf(r->pool, "%s%s%s, %s",
	    lists_label("fostering-asked-by", v->asked_by, r->today),
	    v->asked_name[0] == '\0' ? "" : ": ", v->asked_name, page_day(r, v->asked_on)));
	if (strcmp(v->reasonable, "N") == 0)
		(void)page_row(s, "Refused because", v->refused_why);
}

static void row_put(struct node *s, const char *label, const char *value)
{
	(void)page_row(s, label, value);
}

void fostering_visit_done_rows(struct request *r, const struct fostering_visit *v,
    void (*put)(struct node *, const char *, const char *), struct node *s)
{
	const char *times = v->started[0] == '\0' ? "" : pool_printf(r->pool, ", %s to %s", v->started,
	    v->ended[0] == '\0' ? "not said" : v->ended);

	put(s, "Visited", v->visited_on == NULL ? NULL : pool_printf(r->pool, "%s%s",
	    page_day(r, v->visited_on), times));
	put(s, "How", lists_label("fostering-method", v->method, r->today));
	put(s, "Child seen", yes_no(v->child_seen));
	put(s, "Spoken to alone", strcmp(v->alone, "N") != 0 ? yes_no(v->alone) :
	    pool_printf(r->pool, "No: %s", v->alone_reason));
	put(s, "Immediate safeguarding concern", yes_no(v->safeguarding));
	put(s, "Counts for the next date", v->qualifying ? "Yes" : "No");
}

static void facts_put(struct request *r, struct node *body, const struct fostering_visit *v)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "State", lists_label("fostering-visit-status", v->status,
	    r->today));
	if (v->planned_at != NULL)
		(void)page_row(s, "Planned for", pool_printf(r->pool, "%s, %u minutes",
		    page_when(r, v->planned_at), v->minutes));
	(void)page_row(s, "Officer", v->officer_name);
	if (v->due_on != NULL)
		(void)page_row(s, "Due when it was planned", page_day(r, v->due_on));
	asked_rows(r, s, v);
	if (strcmp(v->status, "DONE") == 0)
		fostering_visit_done_rows(r, v, row_put, s);
	else if (v->not_done[0] != '\0')
		(void)page_row(s, "Why not", v->not_done);
	if (strcmp(v->status, "ABORTIVE") == 0)
		(void)page_row(s, "Tried on", page_day(r, v->visited_on));
	/* A concern is also asked for where nobody was met. */
	if (v->visited_on != NULL && strcmp(v->status, "DONE") != 0)
		(void)page_row(s, "Immediate safeguarding concern", yes_no(v->safeguarding));
}

static bool recordable(struct request *r, const struct record *record,
    const struct fostering_visit *v)
{
	return strcmp(v->status, "PLANNED") == 0 && fostering_visit_worker(r, record);
}

static bool of_done(const struct field *f)
{
	return strcmp(f->name, "visited_on") != 0;
}

/* What became of it; and of a visit that was done, how. Returns the next field. */
static const struct field *status_put(struct request *r, struct node *form, const struct field *f,
    bool sent)
{
	struct node *control = fostering_visit_control(r, form, &(struct field){ .name = f->name,
	    .type = FIELD_TOKEN, .required = true, .label = f->label }, sent, "radios"), *option;
	const struct codelist *list = lists_find(f->choices);
	const struct field *next = f + 1;
	size_t i;

	for (i = 0; i < list->n; i++) {
		option = fostering_visit_option(control, list->codes[i].code, list->codes[i].label,
		    sent ? input_text(&r->input, f->name) : "");
		node_set(option, "hint", list->codes[i].hint[0] == '\0' ? NULL : list->codes[i].hint);
		for (; strcmp(list->codes[i].code, "DONE") == 0 && of_done(next); next++)
			(void)fostering_visit_control(r, option, next, sent, NULL);
	}
	return next;
}

/* The fields are those of the route that records, whichever one shows them. */
static void record_form(struct request *r, struct node *body, const struct record *record,
    const struct fostering_visit *v, bool sent)
{
	struct node *form;
	const struct field *f;

	form = page_form(r, body, fostering_visit_path(r, record, v));
	page_version(r, form, v->version);
	for (f = status_put(r, form, fostering_visit_record_input + 2, sent); f->name != NULL; f++)
		(void)fostering_visit_control(r, form, f, sent, NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
}

static int visit_page(struct request *r, const struct record *record,
    const struct fostering_visit *v, int status)
{
	struct node *body = casework_page(r, record, "visit", fostering_visit_title(r, v));

	facts_put(r, body, v);
	fostering_visit_moves_put(r, body, record, v);
	if (strcmp(v->status, "PLANNED") == 0 && v->planned_at != NULL &&
	    strcmp(v->planned_at, r->now) > 0)
		fostering_letter_offer(r, body, record, "APPOINTMENT", v->id);
	if (v->signed_on != NULL)
		fostering_letter_offer(r, body, record, "VISIT", v->id);
	fostering_report_put(r, body, record, v);
	if (recordable(r, record, v))
		record_form(r, body, record, v, status == 422);
	if (strcmp(v->status, "PLANNED") != 0 && fostering_visit_worker(r, record)) {
		fostering_due_put(r, body, record);
		casework_link(r, body, record, "Plan the next visit", "/visit", "secondary");
	}
	casework_link(r, body, record, "All visits and due dates", "/visits", NULL);
	return status;
}

int fostering_visit_show(struct request *r)
{
	struct fostering_visit v;
	struct record record;

	if (!casework_load(r, &record) || !fostering_visit_find(r, &record, &v))
		return page_not_found(r);
	return visit_page(r, &record, &v, 200);
}

/* -- saving -- */

static const char *text(struct request *r, const char *name, bool kept)
{
	return kept ? input_text(&r->input, name) : "";
}

/* As it is now going to be: what the form was told, of what its answer asks. */
static void take(struct request *r, struct fostering_visit *v)
{
	bool done = is(r, "status", "DONE"), there = done || is(r, "status", "ABORTIVE");
	struct visit_rules rule;

	v->status = input_text(&r->input, "status");
	v->visited_on = there ? input_text(&r->input, "visited_on") : NULL;
	v->started = text(r, "started", there);
	v->ended = text(r, "ended", there);
	v->method = text(r, "method", done);
	v->child_seen = text(r, "child_seen", done);
	v->alone = text(r, "alone", done && is(r, "child_seen", "Y"));
	v->alone_reason = text(r, "alone_reason", done && strcmp(v->alone, "N") == 0);
	v->not_done = text(r, "not_done", !done);
	v->safeguarding = text(r, "safeguarding", there);
	fostering_visit_rules(&rule);
	v->qualifying = done && visit_counts(&rule, &(struct visit_fact){ v->type, v->method,
	    v->child_seen, v->alone, v->alone_reason });
}

static bool row_write(struct request *r, const struct fostering_visit *v)
{
	return db_write(r->db, &fostering_sql[FOSTERING_VISIT_RECORD], v->status, v->visited_on,
	    v->started, v->ended, v->method, v->child_seen, v->alone, v->alone_reason, v->not_done,
	    (unsigned long long)v->qualifying, v->safeguarding, v->document, v->id,
	    (unsigned long long)v->version) == 1;
}

static void harm(struct request *r, const struct record *record, const struct fostering_visit *v)
{
	if (strcmp(v->safeguarding, "Y") != 0)
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_VISIT_HARM], record->id);
	fostering_harm(r, record, pool_printf(r->pool,
	    "Safeguarding referral after visit %u: enter its reference", v->number));
}

static void initial_done(struct request *r, const struct record *record,
    const struct fostering_visit *v)
{
	if (strcmp(v->type, "REG4") != 0 && strcmp(v->type, "REG7") != 0)
		return;
	if (strcmp(v->method, "FACE") == 0)
		fostering_initial_visited(r, record, v, 'a');
	if (strcmp(v->child_seen, "Y") == 0)
		fostering_initial_visited(r, record, v, 'c');
}

static void event_of(struct request *r, const struct record *record,
    const struct fostering_visit *v)
{
	event_add(r, record, "visit", pool_printf(r->pool, "Visit %u: %s", v->number,
	    lists_label("fostering-visit-status", v->status, r->today)), false);
	r->audit.detail = pool_printf(r->pool, "visit=%u status=%s", v->number, v->status);
}

int fostering_visit_meanwhile(struct request *r)
{
	return overtaken_message(r, "The visit was changed meanwhile",
	    "Somebody recorded or moved this visit after you opened the page. Nothing of yours was saved. Open "
	    "the visit again to see what stands there, and copy what is right from here.");
}

int fostering_visit_record(struct request *r)
{
	const char *version = params_get(&r->params, "version");
	struct fostering_visit v;
	struct record record;

	if (!casework_lock(r, &record) || !fostering_visit_find(r, &record, &v) ||
	    !fostering_visit_worker(r, &record))
		return page_not_found(r);
	if (!recordable(r, &record, &v) || version == NULL ||
	    strcmp(version, pool_printf(r->pool, "%u", v.version)) != 0)
		return fostering_visit_meanwhile(r);
	rules(r, &record, &v);
	if (!input_valid(&r->input, r->pool))
		return visit_page(r, &record, &v, 422);
	take(r, &v);
	if (strcmp(v.status, "DONE") == 0)
		fostering_report_start(r, &record, &v);
	if (!row_write(r, &v))
		return fostering_visit_meanwhile(r);
	event_of(r, &record, &v);
	if (strcmp(v.status, "CANCELLED") == 0)
		notice_add(r, &record, v.officer, "A visit of yours was called off");
	harm(r, &record, &v);
	if (strcmp(v.status, "DONE") == 0)
		initial_done(r, &record, &v);
	fostering_visits_due(r, &record);
	return request_redirect(r, "%s", fostering_visit_path(r, &record, &v));
}
