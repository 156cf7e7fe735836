#include <string.h>

#include "chase-rules.h"
#include "collation.h"
#include "conf.h"
#include "lists.h"
#include "meeting.h"
#include "request.h"

/* 3.3: what is done with a request, by the table of request-rules.c; each step is kept
 * with its day, its words and who took it. */

const struct field lscb_request_act_input[] = {
	{ .name = "request", .type = FIELD_HANDLE, .required = true },
	{ .name = "act", .type = FIELD_TOKEN, .max = 12 },
	{ .name = "day", .type = FIELD_DATE, .not_future = true, .label = "Day" },
	{ .name = "received_by", .type = FIELD_NAME, .max = 210, .width = 30,
	  .label = "Received by" },
	{ .name = "due_on", .type = FIELD_DATE, .label = "Due on" },
	{ .name = "hold_until", .type = FIELD_DATE, .label = "Look at it again on" },
	{ .name = "why", .type = FIELD_MEMO, .max = 1000, .rows = 4, .label = "Reason",
	  .hint = "Do not write the child's name here" },
	{ .name = "late_code", .type = FIELD_CODE, .choices = "lscb-request-late", .compact = true,
	  .label = "If it is late, why?" },
	{ .name = "late_reason", .type = FIELD_TEXT, .max = 200, .label = "In your words" },
	{ 0 }
};

enum { FIRST = 2 };		/* of what may be asked, in the table above */

static unsigned asked_by(const struct field *f)
{
	static const struct { const char *name; unsigned asks; } of[] = {
		{ "day", REQUEST_ASKS_DAY }, { "received_by", REQUEST_ASKS_BY },
		{ "due_on", REQUEST_ASKS_DUE }, { "hold_until", REQUEST_ASKS_HOLD },
		{ "why", REQUEST_ASKS_WHY }, { "late_code", REQUEST_ASKS_LATE },
		{ "late_reason", REQUEST_ASKS_LATE },
	};
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		if (strcmp(of[i].name, f->name) == 0)
			return of[i].asks;
	return 0;
}

/* -- doing it -- */

static void chase_settings(struct chase_rules *rules)
{
	*rules = (struct chase_rules){ .due = (int)conf_number("lscb.request_days"),
	    .due_short = (int)conf_number("lscb.request_days_short"),
	    .step = { [CHASE_R1] = -(int)conf_number("lscb.request_r1_before"),
	    [CHASE_R2] = (int)conf_number("lscb.request_r2_after"),
	    [CHASE_R3] = (int)conf_number("lscb.request_r3_after"),
	    [CHASE_E1] = (int)conf_number("lscb.request_e1_after"),
	    [CHASE_E2] = (int)conf_number("lscb.request_e2_after") } };
}

const char *lscb_request_due(struct request *r, const struct record *record, const char *sent_on)
{
	struct chase_rules rules;
	struct date sent, due;
	struct db_row row;
	bool is_short = db_find(r->db, &lscb_sql[LSCB_REQUEST_SHORT], &row, record->id) &&
	    db_number(&row, 0) != 0;

	chase_settings(&rules);
	return date_parse(sent_on, &sent) && chase_due(&rules, sent, is_short, &due) ?
	    date_iso(r->pool, due) : NULL;
}

bool lscb_request_ladder(struct request *r, const struct lscb_request *q)
{
	struct date due, day[CHASE__MAX];
	struct chase_rules rules;
	enum chase_step s;

	chase_settings(&rules);
	if (!date_parse(q->due_on, &due) || !chase_ladder(&rules, due, day))
		return false;
	lscb_request_ladder_stop(r, q);
	for (s = 0; s < CHASE__MAX; s++)
		(void)db_write(r->db, &lscb_sql[LSCB_STEP_PLAN], q->id, chase_code(s),
		    date_iso(r->pool, day[s]), request_account(r));
	return true;
}

void lscb_request_ladder_stop(struct request *r, const struct lscb_request *q)
{
	(void)db_write(r->db, &lscb_sql[LSCB_STEP_DROP], r->http->request, q->id);
}

static bool row_write(struct request *r, const struct lscb_request *q)
{
	return db_write(r->db, &lscb_sql[LSCB_REQUEST_SET], q->reporter,
	    request_status_code(q->status), q->method, q->sent_on, q->due_on, q->first_due_on,
	    q->acknowledged_on, q->returned_on, q->received_by, q->accepted_on, q->accepted_by,
	    (unsigned long long)q->nil, q->why, q->hold_until, q->late_code, q->late_reason, q->id,
	    (unsigned long long)q->version) == 1;
}

static void take(struct request *r, struct lscb_request *q, enum request_act act,
    const struct request_fact *f)
{
	bool back = act == REQUEST_ACT_RETURNED || act == REQUEST_ACT_NIL;

	if (act == REQUEST_ACT_SENT)
		q->sent_on = f->day;
	if (act == REQUEST_ACT_ACK)
		q->acknowledged_on = f->day;
	if ((request_rules[act].asks & REQUEST_ASKS_DUE) != 0)
		q->due_on = f->due;
	if (q->first_due_on == NULL)
		q->first_due_on = q->due_on;
	if (back)
		q->returned_on = f->day;
	if (back || act == REQUEST_ACT_MORE)
		q->nil = act == REQUEST_ACT_NIL;
	if (back && f->by != NULL)
		q->received_by = f->by;
	if (back) {
		q->late_code = lscb_request_late(r, &(struct lscb_request){ .due_on = q->due_on,
		    .returned_on = f->day, .status = REQUEST_RETURNED }) ? f->late_code : "";
		q->late_reason = q->late_code[0] == '\0' ? "" : f->late_reason;
	}
	if (act == REQUEST_ACT_ACCEPTED) {
		q->accepted_on = r->today;
		q->accepted_by = request_account(r);
	}
	if ((request_rules[act].asks & REQUEST_ASKS_WHY) != 0)
		q->why = f->why;
	q->hold_until = act == REQUEST_ACT_HOLD ? f->hold :
	    act == REQUEST_ACT_FREED || request_rules[act].stops ? NULL : q->hold_until;
	if (request_rules[act].to != REQUEST_STATUS__MAX)
		q->status = request_rules[act].to;
}

static void step_write(struct request *r, const struct lscb_request *q, enum request_act act,
    const struct request_fact *f)
{
	const char *text = f->why == NULL ? "" : f->why;

	if ((request_rules[act].asks & REQUEST_ASKS_DUE) != 0)
		text = pool_printf(r->pool, "Due %s%s%s", page_day(r, q->due_on),
		    text[0] == '\0' ? "" : ". ", text);
	if ((request_rules[act].asks & REQUEST_ASKS_HOLD) != 0)
		text = pool_printf(r->pool, "Looked at again on %s. %s", page_day(r, q->hold_until), text);
	if (f->day != NULL && f->day[0] != '\0')
		text = pool_printf(r->pool, "%s%s%s", page_day(r, f->day), text[0] == '\0' ? "" : ". ",
		    text);
	(void)db_write(r->db, &lscb_sql[LSCB_STEP_ADD], q->id, request_rules[act].code, q->method,
	    act == REQUEST_ACT_SENT ? q->agency_contact : "", text, request_account(r), r->http->request);
}

/* What follows of it beside the row. */
static void follow(struct request *r, const struct record *record, const struct lscb_request *q,
    enum request_act act)
{
	if (act == REQUEST_ACT_SENT)
		lscb_request_documents(r, record, q);
	if (act == REQUEST_ACT_ACCEPTED)
		lscb_request_documents_end(r, record, q);
	if (act == REQUEST_ACT_SENT || act == REQUEST_ACT_MORE || request_rules[act].stops)
		lscb_request_people(r, record);
	if ((act == REQUEST_ACT_SENT || act == REQUEST_ACT_MORE) && q->reporter != 0)
		notice_add_page(r, record, q->reporter, act == REQUEST_ACT_SENT ?
		    "An agency report is asked of you" : "An agency report came back to you for more",
		    "/asked");
	if (act == REQUEST_ACT_RETURNED && lscb_request_abuse(r, record, q))
		(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_TASK], record->id, pool_printf(r->pool,
		    "Consider a referral for a case review: request %u reports concern about abuse or "
		    "neglect", q->number), request_account(r), r->http->request, record->id);
	if (act == REQUEST_ACT_RETURNED || act == REQUEST_ACT_ACCEPTED || act == REQUEST_ACT_NIL)
		lscb_collate(r, record);
}

bool lscb_request_do(struct request *r, const struct record *record, struct lscb_request *q,
    enum request_act act, const struct request_fact *f, const char **why_r)
{
	const struct request_rule *rule = &request_rules[act];

	*why_r = NULL;
	take(r, q, act, f);
	if (!row_write(r, q))
		return false;
	step_write(r, q, act, f);
	if (rule->runs && !lscb_request_ladder(r, q)) {
		*why_r = "The bank holidays of a year that this would reach are not known";
		return false;
	}
	if (rule->stops)
		lscb_request_ladder_stop(r, q);
	follow(r, record, q, act);
	event_add(r, record, "request", pool_printf(r->pool, "Request %u, %s: %s", q->number,
	    lists_label("lscb-agency", q->agency_type, r->today),
	    lists_label("lscb-request-step", rule->code, r->today)), false);
	return true;
}

/* -- its page -- */

static bool shown(const struct field *f, enum request_act act)
{
	return (asked_by(f) & request_rules[act].asks) != 0;
}

/* What stands there before anything was typed. */
static const char *ready(struct request *r, const struct lscb_request_open *o,
    const struct field *f, enum request_act act)
{
	if (strcmp(f->name, "day") == 0)
		return r->today;
	if (strcmp(f->name, "due_on") == 0 && (act == REQUEST_ACT_SENT || act == REQUEST_ACT_MORE))
		return act == REQUEST_ACT_SENT ? "" : lscb_request_due(r, &o->record, r->today);
	return "";
}

static int act_page(struct request *r, const struct lscb_request_open *o, enum request_act act,
    int status)
{
	const struct request_rule *rule = &request_rules[act];
	struct node *body = lscb_request_page(r, o, rule->label), *form;
	const struct field *f;

	(void)page_para(body, o->q.agency_name);
	form = page_form(r, body, pool_printf(r->pool, "%s/do/%s", lscb_request_path(r, &o->q),
	    rule->code));
	page_version(r, form, o->q.version);
	for (f = lscb_request_act_input + FIRST; f->name != NULL; f++) {
		const char *value = status == 422 ? input_text(&r->input, f->name) :
		    ready(r, o, f, act);
		struct field asked = *f;

		asked.required = (asked_by(f) & rule->needs) != 0;
		if (act == REQUEST_ACT_SENT && strcmp(f->name, "due_on") == 0)
			asked.hint = "Left empty, it is worked out of the day it was sent";
		if (shown(f, act))
			(void)page_control(r, form, &asked, f->name, value == NULL ? "" : value,
			    input_slot(&r->input, f->name)->error, NULL);
	}
	(void)page_button(page_buttons(form), rule->label, "primary", NULL, NULL);
	return status;
}

static bool possible(const struct lscb_request_open *o, enum request_act act)
{
	return act < REQUEST_ACT__MAX && o->record.closed_at == NULL &&
	    request_can(act, o->q.status, o->q.hold_until != NULL);
}

int lscb_request_act_show(struct request *r)
{
	enum request_act act = request_act_of(input_text(&r->input, "act"));
	struct lscb_request_open o;

	if (!lscb_request_keep(r, &o, false) || act == REQUEST_ACT__MAX)
		return page_not_found(r);
	return possible(&o, act) ? act_page(r, &o, act, 200) : casework_moved_on(r);
}

static void days_rule(struct request *r, const struct lscb_request_open *o, enum request_act act)
{
	const char *day = input_text(&r->input, "day"), *due = input_text(&r->input, "due_on");
	const char *from = act == REQUEST_ACT_SENT ? day : r->today;

	if (act != REQUEST_ACT_SENT && day[0] != '\0' && o->q.sent_on != NULL &&
	    strcmp(day, o->q.sent_on) < 0)
		input_refuse(&r->input, "day", "This is before the day it was sent");
	if (due[0] != '\0' && (request_rules[act].asks & REQUEST_ASKS_DUE) != 0 &&
	    strcmp(due, from) < 0)
		input_refuse(&r->input, "due_on", "The new day must not be in the past");
	if (input_text(&r->input, "hold_until")[0] != '\0' &&
	    strcmp(input_text(&r->input, "hold_until"), r->today) <= 0)
		input_refuse(&r->input, "hold_until", "Enter a day that is still to come");
}

static void late_rule(struct request *r, const struct lscb_request_open *o, const char *day)
{
	if (day[0] != '\0' && o->q.due_on != NULL && strcmp(day, o->q.due_on) > 0)
		input_needs(&r->input, "late_code", "Say why it is late");
	if (lists_flag("lscb-request-late", input_text(&r->input, "late_code"), "specify"))
		input_needs(&r->input, "late_reason", "Say why in your words");
}

static void rules(struct request *r, const struct lscb_request_open *o, enum request_act act)
{
	const struct field *f;

	for (f = lscb_request_act_input + FIRST; f->name != NULL; f++)
		if ((asked_by(f) & request_rules[act].needs) != 0)
			input_needs(&r->input, f->name, asked_by(f) == REQUEST_ASKS_WHY ?
			    "Give the reason" : field_missing(r->pool, f));
	days_rule(r, o, act);
	if ((request_rules[act].asks & REQUEST_ASKS_LATE) != 0)
		late_rule(r, o, input_text(&r->input, "day"));
}

static const char *given(struct request *r, enum request_act act, unsigned asks, const char *name)
{
	const char *value = (request_rules[act].asks & asks) != 0 ? input_text(&r->input, name) : "";

	return value[0] == '\0' ? NULL : value;
}

static struct request_fact fact_of(struct request *r, const struct lscb_request_open *o,
    enum request_act act)
{
	struct request_fact f = { .day = given(r, act, REQUEST_ASKS_DAY, "day"),
	    .due = given(r, act, REQUEST_ASKS_DUE, "due_on"),
	    .why = input_text(&r->input, "why"), .by = given(r, act, REQUEST_ASKS_BY, "received_by"),
	    .hold = given(r, act, REQUEST_ASKS_HOLD, "hold_until"),
	    .late_code = input_text(&r->input, "late_code"),
	    .late_reason = input_text(&r->input, "late_reason") };

	if (f.due == NULL && act == REQUEST_ACT_SENT)
		f.due = lscb_request_due(r, &o->record, f.day);
	return f;
}

int lscb_request_act_save(struct request *r)
{
	enum request_act act = request_act_of(input_text(&r->input, "act"));
	const char *version = params_get(&r->params, "version"), *why;
	struct lscb_request_open o;
	struct request_fact f;

	if (!lscb_request_keep(r, &o, true) || act == REQUEST_ACT__MAX)
		return page_not_found(r);
	if (!possible(&o, act) || version == NULL ||
	    strcmp(version, pool_printf(r->pool, "%u", o.q.version)) != 0)
		return casework_moved_on(r);
	rules(r, &o, act);
	lscb_nameless(r, o.record.id, "why");
	lscb_nameless(r, o.record.id, "late_reason");
	if (!input_valid(&r->input, r->pool))
		return act_page(r, &o, act, 422);
	f = fact_of(r, &o, act);
	if (act == REQUEST_ACT_SENT && f.due == NULL)
		return casework_not_yet(r, &o.record, "The bank holidays of that year are not known");
	if (!lscb_request_do(r, &o.record, &o.q, act, &f, &why))
		return why == NULL ? casework_moved_on(r) : casework_not_yet(r, &o.record, why);
	lscb_request_audit(r, &o, request_rules[act].code);
	return request_redirect(r, "%s", lscb_request_path(r, &o.q));
}
