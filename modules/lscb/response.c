#include <string.h>

#include "conf.h"
#include "date.h"
#include "lists.h"
#include "meeting.h"
#include "response-rules.h"
#include "triage.h"

/* 1.5: is a response to an unexpected death required? Not, against what is known of
 * the death, only with a reason and the designated doctor's word: until then what was
 * proposed is not in force. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field lscb_response_input[] = {
	ID,
	{ .name = "decision", .type = FIELD_CODE, .choices = "lscb-response", .required = true,
	  .label = "Is a response required?" },
	{ .name = "triggers", .type = FIELD_CODES, .choices = "lscb-trigger",
	  .label = "What calls for one?" },
	{ .name = "near_death", .type = FIELD_TICK,
	  .label = "The child was resuscitated and expected to die" },
	{ .name = "decided_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the decision" },
	{ .name = "decided_time", .type = FIELD_TEXT, .max = 5, .width = 5, .required = true,
	  .label = "Time of the decision", .hint = "On the 24-hour clock, for instance 03:10" },
	{ .name = "decided_by", .type = FIELD_NAME, .max = 210, .width = 30, .required = true,
	  .label = "Who decided" },
	{ .name = "why", .type = FIELD_MEMO, .max = 1000, .rows = 3,
	  .label = "Reason", .hint = "Needed where a response is not required" },
	{ .name = "ask", .type = FIELD_TICK, .label = "Ask the designated doctor to confirm it" },
	{ 0 }
};

const struct field lscb_response_confirm_input[] = { ID, { 0 } };

struct decision {
	unsigned long long id, account;
	const char *code, *triggers, *at, *by, *why, *confirmed_at, *confirmed_by;
	bool near_death;
};

static struct decision from_row(const struct db_row *d)
{
	return (struct decision){ .id = db_number(d, 0), .code = db_text(d, 1),
	    .triggers = db_text(d, 2), .at = db_text(d, 3), .by = db_text(d, 4),
	    .why = db_text(d, 5), .confirmed_at = db_text(d, 6), .account = db_number(d, 7),
	    .near_death = db_number(d, 8) != 0, .confirmed_by = db_text(d, 9) };
}

static struct response_facts facts_of(struct request *r, const struct decision *d)
{
	const struct lscb_death *death = lscb_of(r);

	return (struct response_facts){ .set = death->form_set[0], .triggers = d->triggers,
	    .expected = death->expected[0], .near_death = d->near_death, .decision = d->code[0],
	    .reason = d->why[0] != '\0', .confirmed = d->confirmed_at != NULL };
}

static bool waits(struct request *r, const struct decision *d)
{
	const struct response_facts facts = facts_of(r, d);

	return response_gap(&facts) == RESPONSE_CONFIRMATION;
}

/* The newest that is in force, and the newest where it waits. */
static void read(struct request *r, const struct record *record, struct decision *force_r,
    struct decision *waiting_r)
{
	struct db_rows rows;
	size_t i;

	*force_r = *waiting_r = (struct decision){ .code = "", .triggers = "" };
	(void)db_list(r->db, &lscb_sql[LSCB_RESPONSES], &rows, record->id);
	for (i = 0; i < rows.n && force_r->id == 0; i++) {
		const struct decision d = from_row(&rows.row[i]);

		if (!waits(r, &d))
			*force_r = d;
		else if (i == 0)
			*waiting_r = d;
	}
}

const char *lscb_response(struct request *r, const struct record *record)
{
	struct decision force, waiting;

	read(r, record, &force, &waiting);
	return force.code;
}

/* -- the page -- */

static void decision_put(struct request *r, struct node *body, const char *title,
    const struct decision *d)
{
	const char *at, *words = "";
	struct node *s;
	size_t n;

	if (d->id == 0)
		return;
	for (at = d->triggers; *at != '\0'; at += n + (at[n] == ' ')) {
		n = strcspn(at, " ");
		words = pool_printf(r->pool, "%s%s\n", words, lists_label("lscb-trigger",
		    pool_printf(r->pool, "%.*s", (int)n, at), r->today));
	}
	s = node_add(body, "summary");
	node_set(s, "title", title);
	(void)page_row(s, "Response", lscb_word(r, "lscb-response", d->code));
	(void)page_row(s, "Called for by", words);
	(void)page_row(s, "Decided", pool_printf(r->pool, "%s, %s", d->by, page_when(r, d->at)));
	(void)page_row(s, "Reason", d->why);
	if (d->confirmed_at != NULL)
		(void)page_row(s, "Confirmed by the designated doctor", pool_printf(r->pool, "%s, %s",
		    d->confirmed_by, page_when(r, d->confirmed_at)));
}

static const char *confirm_path(struct request *r, const struct record *record)
{
	return pool_printf(r->pool, "%s/response/confirm", casework_path(r, record));
}

static int response_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "response", "Response to an unexpected death");
	struct decision force, waiting;

	read(r, record, &force, &waiting);
	decision_put(r, body, "Decision", &force);
	decision_put(r, body, "Waits for the designated doctor", &waiting);
	if (waiting.id != 0 && request_may(r, LSCB_DOCTOR) && waiting.account != request_account(r))
		(void)page_button(page_buttons(page_form(r, body, confirm_path(r, record))),
		    "Confirm that none is required", "primary", NULL, NULL);
	lscb_steps_put(r, body, record);
	if (record->closed_at != NULL || !request_may(r, LSCB_RESPOND))
		return status;
	(void)page_heading(body, 2, force.id == 0 ? "Decide" : "Decide again");
	(void)page_form_of(r, body, lscb_response_input, pool_printf(r->pool, "%s/response",
	    casework_path(r, record)), "Save the decision", force.id == 0 ? "primary" : "secondary");
	return status;
}

int lscb_response_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? response_page(r, &record, 200) : page_not_found(r);
}

bool lscb_response_waits(struct request *r, const struct record *record)
{
	struct decision force, waiting;

	read(r, record, &force, &waiting);
	return waiting.id != 0;
}

void lscb_response_panel(struct request *r, const struct record *record, struct node *list)
{
	struct decision force, waiting;

	if (!request_may(r, LSCB_RESPOND) && !request_may(r, LSCB_CHAIR))
		return;
	read(r, record, &force, &waiting);
	(void)lscb_part(r, record, list, "Response to an unexpected death", waiting.id != 0 ?
	    "That none is required waits for the designated doctor." : force.id == 0 ?
	    "Not decided yet" : lscb_response_finished(r, record) ? "It has finished." :
	    lists_label("lscb-response", force.code, r->today), force.id == 0 ? "Decide" : "Open",
	    request_may(r, LSCB_RESPOND) ? "/response" : NULL);
}

/* -- the decision -- */

static void decision_add(struct request *r, const struct record *record, const struct decision *d,
    bool confirmed)
{
	(void)db_write(r->db, &lscb_sql[LSCB_RESPONSE_ADD], record->id, d->code, d->triggers,
	    d->at, d->by, d->why, (unsigned long long)d->near_death,
	    confirmed ? request_account(r) : 0ULL, confirmed ? r->now : NULL, request_account(r));
}

/* A baby for whom the form on sudden death in infancy is asked. */
static void sudden(struct request *r, const struct record *record, const struct decision *d)
{
	const struct lscb_death *death = lscb_of(r);
	struct db_row row;
	struct date born, died;

	if (!db_find(r->db, &lscb_sql[LSCB_SCOPE_FIND], &row, record->id) ||
	    db_text(&row, 9) == NULL || db_text(&row, 10) == NULL ||
	    !date_parse(db_text(&row, 9), &born) || !date_parse(db_text(&row, 10), &died))
		return;
	if (date_age(born, died) < (int)conf_number("lscb.sudi_years") &&
	    strcmp(death->scope, "JAR-ONLY") != 0 && (lscb_has(d->triggers, "2") ||
	    (death->form_set[0] == 'L' && strcmp(death->expected, "E") != 0)))
		lscb_mark(r, record, "EVENT", "E04");
}

/* The moment of the death; the decision's where only the day is known. */
static const char *death_moment(struct request *r, const char *decided)
{
	const struct lscb_death *d = lscb_of(r);
	struct date date;
	int hour, minute;

	if (d->died_on == NULL || !date_parse(d->died_on, &date) ||
	    !date_clock_read(d->died_at, &hour, &minute))
		return decided;
	return date_utc(r->pool, date_from_london(date, hour, minute));
}

static void start(struct request *r, const struct record *record, const struct decision *d)
{
	struct date day;
	long long at;

	if (!date_moment(d->at, &at))
		return;
	day = date_london(at, NULL);
	casework_clock_start(r, record, "PLANNING", date_iso(r->pool, day));
	casework_clock_start(r, record, "VISIT", death_moment(r, d->at));
	casework_clock_start(r, record, "MEETING", d->at);
	if (lscb_of(r)->died_on != NULL)
		casework_clock_start(r, record, "INTERIM", lscb_of(r)->died_on);
	if (lscb_of(r)->form_set[0] == 'L')
		task_add(r, record, "FORM-D", "Audit the response with its form", NULL);
	sudden(r, record, d);
}

static void stop(struct request *r, const struct record *record)
{
	static const char *const clocks[] = { "PLANNING", "VISIT", "MEETING", "INTERIM" };
	size_t i;

	for (i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		deadline_drop(r, record, clocks[i]);
}

static void decided(struct request *r, const struct record *record, const char *before,
    const struct decision *d)
{
	event_add(r, record, "response", pool_printf(r->pool, "Response to the death: %s",
	    lists_label("lscb-response", d->code, r->today)), false);
	if (d->code[0] == 'R' && before[0] != 'R')
		start(r, record, d);
	else if (d->code[0] != 'R' && before[0] == 'R')
		stop(r, record);
}

void lscb_response_require(struct request *r, const struct record *record,
    const char *triggers)
{
	const struct decision d = { .code = "R", .triggers = triggers, .at = r->now,
	    .by = lscb_me(r), .why = "" };
	const char *before = lscb_response(r, record);

	if (before[0] == 'R')
		return;
	decision_add(r, record, &d, false);
	decided(r, record, before, &d);
}

static void rules(struct request *r, const struct decision *d)
{
	const struct response_facts facts = facts_of(r, d);
	enum response_gap gap = response_gap(&facts);

	lscb_time_rule(r, "decided_time");
	if (gap == RESPONSE_REASON)
		input_refuse(&r->input, "why", response_gap_words(gap));
	if (gap == RESPONSE_CONFIRMATION && !input_is(&r->input, "ask", "Y"))
		input_refuse(&r->input, "ask", response_gap_words(gap));
	if (lscb_of(r)->died_on != NULL && input_text(&r->input, "decided_on")[0] != '\0' &&
	    strcmp(input_text(&r->input, "decided_on"), lscb_of(r)->died_on) < 0 && !d->near_death)
		input_refuse(&r->input, "decided_on", "This is before the death");
}

int lscb_response_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;
	struct decision d;
	const char *before;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	before = lscb_response(r, &record);
	/* The doctor's own decision needs no second word of the same person. */
	d = (struct decision){ .code = input_text(in, "decision"),
	    .triggers = input_text(in, "triggers"), .at = lscb_moment(r, "decided_on", "decided_time"),
	    .by = input_text(in, "decided_by"), .why = input_text(in, "why"),
	    .near_death = input_is(in, "near_death", "Y"),
	    .confirmed_at = request_may(r, LSCB_DOCTOR) ? r->now : NULL };
	rules(r, &d);
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return response_page(r, &record, 422);
	decision_add(r, &record, &d, d.confirmed_at != NULL && d.code[0] == 'N');
	if (waits(r, &d)) {
		event_add(r, &record, "response.ask", "Asked the designated doctor: no response", false);
		lscb_tell(r, &record, "CDD", "A decision on a response waits for the designated doctor");
	} else {
		decided(r, &record, before, &d);
	}
	return request_redirect(r, "%s/response", casework_path(r, &record));
}

int lscb_response_confirm(struct request *r)
{
	struct decision force, waiting;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	read(r, &record, &force, &waiting);
	if (waiting.id == 0 || waiting.account == request_account(r) || db_write(r->db,
	    &lscb_sql[LSCB_RESPONSE_CONFIRM], request_account(r), record.id, waiting.id) != 1)
		return casework_moved_on(r);
	decided(r, &record, force.code, &waiting);
	notice_add(r, &record, waiting.account, "The designated doctor confirmed a decision");
	notice_settle(r, &record, 0, "A decision on a response waits for the designated doctor");
	return request_redirect(r, "%s/response", casework_path(r, &record));
}
