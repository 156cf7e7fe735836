#include "measure.h"

#include <string.h>

#include "lists.h"

/* 5.6: suitability. A worker proposes with reasons, a manager who did not
 * propose decides; what 11.1 stops is asked before the decision. The newest
 * outcome stands, and can be decided again at any time. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define OPEN	"MORE_INFORMATION"
/* s.67(5): who is not satisfied about welfare, whatever else is done. */
#define NOT_SATISFIED	"outcome=PROHIBIT STEPS_S67_5"

const struct field fostering_decision_propose_input[] = {
	ID,
	{ .name = "proposed", .type = FIELD_CODE, .choices = "fostering-suitability",
	  .required = true, .label = "What do you propose?" },
	{ .name = "proposed_why", .type = FIELD_MEMO, .max = 4000, .required = true,
	  .label = "Reasons" },
	{ 0 }
};

const struct field fostering_decision_decide_input[] = {
	ID,
	{ .name = "outcome", .type = FIELD_CODE, .choices = "fostering-suitability",
	  .required = true, .label = "Decision" },
	{ .name = "reason", .type = FIELD_MEMO, .max = 4000, .required = true, .label = "Reason",
	  .hint = "Stands in the letter: name no offence and no check" },
	{ .name = "steps_on", .type = FIELD_DATE, .not_future = true,
	  .required_if = NOT_SATISFIED, .label = "Section 67(5): day on which it was considered" },
	{ .name = "steps", .type = FIELD_MEMO, .max = 3000, .rows = 3,
	  .required_if = NOT_SATISFIED, .label = "Section 67(5): steps to have the child cared for by a parent, "
	  "a holder of parental responsibility or a relative",
	  .hint = "Or why that is not in the child's interests; and which other powers were considered" },
	{ .name = "steps_outcome", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .required_if = NOT_SATISFIED, .label = "Section 67(5): what came of the steps" },
	{ .name = "limit_note", .type = FIELD_TEXT, .max = 120,
	  .label = "If the usual limit is passed: what was considered" },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

struct decision {
	unsigned long long id, proposed_by;
	unsigned regulation;
	const char *proposed, *why, *proposed_at, *proposer, *outcome, *reason;
	const char *steps_on, *steps, *steps_outcome, *decided_on, *decider, *told_on;
};

static const char *name(struct request *r, const struct db_row *row, unsigned column)
{
	return db_text(row, column) == NULL ? "" : pool_printf(r->pool, "%s %s", db_text(row, column),
	    db_text(row, column + 1));
}

static size_t list(struct request *r, const struct record *record, struct decision **list_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_DECISION_LIST], &rows, record->id);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		(*list_r)[i] = (struct decision){ .id = db_number(d, 0),
		    .regulation = (unsigned)db_number(d, 2), .proposed = db_text(d, 3),
		    .why = db_text(d, 4), .proposed_by = db_number(d, 5), .proposed_at = db_text(d, 6),
		    .proposer = name(r, d, 7), .outcome = db_text(d, 9), .reason = db_text(d, 10),
		    .steps_on = db_text(d, 11), .steps = db_text(d, 12), .steps_outcome = db_text(d, 13),
		    .decided_on = db_text(d, 14), .decider = name(r, d, 15), .told_on = db_text(d, 17) };
	}
	return rows.n;
}

/* The proposal that waits: the newest row, while it has no outcome. */
static bool open_of(const struct decision *list, size_t n)
{
	return n > 0 && list[0].outcome[0] == '\0';
}

static bool deciding(const char *outcome)
{
	return outcome[0] != '\0' && !lists_flag("fostering-suitability", outcome, "open");
}

static bool suitable(const char *outcome)
{
	return strcmp(outcome, "SUITABLE") == 0 || strcmp(outcome, "WITH_REQUIREMENTS") == 0;
}

static bool not_satisfied(const char *outcome)
{
	return strcmp(outcome, "PROHIBIT") == 0 || strcmp(outcome, "STEPS_S67_5") == 0;
}

/* Before the child is there it is regulation 4 that was acted under. */
static unsigned regulation_of(const struct record *record)
{
	return strcmp(record->state, "PROPOSED") == 0 || strcmp(record->state, "READY") == 0 ? 4 : 7;
}

static bool time_for_it(const struct record *record)
{
	return fostering_running(record) || regulation_of(record) == 4;
}

bool fostering_decision_find(struct request *r, const struct record *record,
    unsigned long long id, const char **outcome_r, const char **reason_r, const char **on_r)
{
	struct decision *all;
	size_t i, n = list(r, record, &all);

	for (i = 0; i < n; i++)
		if (all[i].id == id && deciding(all[i].outcome)) {
			*outcome_r = all[i].outcome;
			*reason_r = all[i].reason;
			*on_r = all[i].decided_on;
			return true;
		}
	return false;
}

/* -- what 11.1 stops -- */

static const char *people_stop(struct request *r, const struct record *record)
{
	struct measure_person *people;
	size_t i, n = measure_people(r, record, &people);

	for (i = 0; i < n; i++)
		if (people[i].barred)
			return pool_printf(r->pool, "%s is barred from regulated activity with children. No consent "
			    "can be given, and the arrangement cannot be found suitable.", people[i].name);
	for (i = 0; i < n; i++)
		if (people[i].disqualified && !people[i].granted)
			return pool_printf(r->pool, "%s is disqualified, and consent has not been granted.",
			    people[i].name);
	return NULL;
}

static const char *prohibition_stop(struct request *r, const struct record *record)
{
	struct measure *list;
	size_t i, n = measure_list(r, record, MEASURE_PROHIBITION, 0, &list);

	for (i = 0; i < n; i++)
		if (measure_in_effect(r, &list[i]))
			return pool_printf(r->pool, "%s is in effect: cancel it first.",
			    measure_title(r, &list[i]));
	n = measure_elsewhere(r, record, &list);
	for (i = 0; i < n; i++)
		if (measure_touches(r, &list[i]) && measure_in_effect(r, &list[i]))
			return "A prohibition of this carer or household from another arrangement is in effect.";
	return NULL;
}

static const char *stop(struct request *r, const struct record *record, const char *outcome)
{
	const char *why;
	struct db_row row;

	if (!deciding(outcome))
		return NULL;
	if (!db_find(r->db, &fostering_sql[FOSTERING_DECISION_REPORT], &row, record->id,
	    (unsigned long long)regulation_of(record)))
		return regulation_of(record) == 4 ? "There is no written report of a visit yet." :
		    "There is no written report of a visit since the child came.";
	why = suitable(outcome) ? people_stop(r, record) : NULL;
	return why != NULL || !suitable(outcome) ? why : prohibition_stop(r, record);
}

/* -- the step of the workflow -- */

const char *fostering_decision_guard(struct request *r, const struct record *record)
{
	unsigned regulation = regulation_of(record);
	struct decision *all;
	size_t i, n = list(r, record, &all);

	for (i = 0; i < n && !deciding(all[i].outcome); i++)
		;
	if (i == n || all[i].regulation < regulation)
		return "Suitability has not been decided.";
	return fostering_initial_complete(r, record, regulation) ? NULL : pool_printf(r->pool,
	    "The action under regulation %u is not complete.", regulation);
}

static bool move(struct request *r, struct record *record, int *status_r)
{
	unsigned event = regulation_of(record) == 4 ? FOSTERING_EVENT_READY : FOSTERING_EVENT_DECIDED;

	if (!casework_move(r, record, event, status_r))
		return false;
	if (event == FOSTERING_EVENT_READY && fostering_of(r)->start_proposed != NULL)
		casework_clock_start(r, record, "T2", fostering_of(r)->start_proposed);
	return true;
}

static void move_if_ready(struct request *r, struct record *record)
{
	unsigned event = regulation_of(record) == 4 ? FOSTERING_EVENT_READY : FOSTERING_EVENT_DECIDED;
	int status;

	if (casework_may(r, record, event) && fostering_decision_guard(r, record) == NULL)
		(void)move(r, record, &status);
}

/* -- the page -- */

static void history_put(struct request *r, struct node *body, const struct record *record,
    const struct decision *all, size_t n)
{
	struct node *s;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct decision *d = &all[i];

		if (d->outcome[0] == '\0')
			continue;
		s = node_add(body, "summary");
		node_set(s, "title", pool_printf(r->pool, "Decision of %s", page_day(r, d->decided_on)));
		(void)page_row(s, "Decision", lists_label("fostering-suitability", d->outcome, r->today));
		(void)page_row(s, "Reason", d->reason);
		(void)page_row(s, "Decided by", d->decider);
		(void)page_row(s, "Proposed", pool_printf(r->pool, "%s, by %s: %s",
		    lists_label("fostering-suitability", d->proposed, r->today), d->proposer, d->why));
		if (d->steps_on != NULL) {
			(void)page_row(s, "Section 67(5) considered", page_day(r, d->steps_on));
			(void)page_row(s, "Steps", d->steps);
			(void)page_row(s, "What came of them", d->steps_outcome);
		}
		if (deciding(d->outcome)) {
			(void)page_row(s, "Letter", d->told_on == NULL ? "Not sent yet" :
			    page_day(r, d->told_on));
			fostering_letter_offer(r, body, record, "DECISION", d->id);
		}
	}
}

static void open_put(struct request *r, struct node *body, const struct decision *d)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "title", "Proposal");
	(void)page_row(s, "Proposed", lists_label("fostering-suitability", d->proposed, r->today));
	(void)page_row(s, "Reasons", d->why);
	(void)page_row(s, "By", d->proposer);
	(void)page_row(s, "On", page_when(r, d->proposed_at));
}

/* What is doubtful stands in the form once it was sent. */
static void decide_put(struct request *r, struct node *body, const struct record *record)
{
	const struct field *f;
	struct fostering_warnings w = { .n = 0 };
	bool sent = r->route->input == fostering_decision_decide_input;
	struct node *form;

	(void)page_heading(body, 2, "Decide");
	form = page_form(r, body, pool_printf(r->pool, "%s/suitability/decide",
	    casework_path(r, record)));
	for (f = fostering_decision_decide_input; f->name != NULL; f++)
		if (f->label != NULL)
			page_field_of(r, form, f, sent);
	if (sent && suitable(input_text(&r->input, "outcome")))
		fostering_doubts_decision(r, record, &w);
	fostering_warnings_put(r, form, &w);
	(void)page_button(page_buttons(form), "Decide", "primary", NULL, NULL);
}

static void forms_put(struct request *r, struct node *body, const struct record *record,
    const struct decision *d, bool open)
{
	const char *path = casework_path(r, record), *why;

	if (!time_for_it(record) || record->closed_at != NULL)
		return;
	if (!open && measure_proposer(r, record))
		measure_form(r, body, "Propose", fostering_decision_propose_input, pool_printf(r->pool,
		    "%s/suitability", path), "Propose");
	if (open && measure_decider(r, record, d->proposed_by)) {
		why = stop(r, record, "SUITABLE");
		if (why != NULL)
			(void)node_leaf(body, "warning", pool_printf(r->pool, "It cannot be found suitable now. %s",
			    why));
		decide_put(r, body, record);
	} else if (open)
		(void)page_para(body, "A manager who did not propose it decides.");
}

static void move_put(struct request *r, struct node *body, const struct record *record)
{
	unsigned event = regulation_of(record) == 4 ? FOSTERING_EVENT_READY : FOSTERING_EVENT_DECIDED;
	const char *why = fostering_decision_guard(r, record);

	if (!time_for_it(record) || !casework_may(r, record, event))
		return;
	if (why != NULL)
		(void)page_para(body, why);
	else
		(void)page_button(page_buttons(page_form(r, body, pool_printf(r->pool,
		    "%s/suitability/move", casework_path(r, record)))),
		    "The initial action is complete and suitability is decided: move on", "secondary", NULL,
		    NULL);
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "suitability", "Suitability");
	struct decision *all;
	size_t n = list(r, record, &all);
	bool open = open_of(all, n);

	fostering_flags_put(r, body, record);
	if (n == 0)
		(void)page_para(body, "Nothing has been proposed yet.");
	if (open)
		open_put(r, body, &all[0]);
	forms_put(r, body, record, &all[0], open);
	move_put(r, body, record);
	history_put(r, body, record, all, n);
	return status;
}

int fostering_decision_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return page(r, &record, 200);
}

/* -- propose and decide -- */

int fostering_decision_propose(struct request *r)
{
	const struct input *in = &r->input;
	struct decision *all;
	struct record record;
	size_t n;

	if (!casework_lock(r, &record) || !measure_proposer(r, &record))
		return page_not_found(r);
	n = list(r, &record, &all);
	if (!time_for_it(&record) || open_of(all, n))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_DECISION_PROPOSE], record.id,
	    (unsigned long long)regulation_of(&record), input_text(in, "proposed"),
	    input_text(in, "proposed_why"), request_account(r), record.id);
	event_add(r, &record, "suitability.proposed", "Suitability proposed", false);
	return request_redirect(r, "%s/suitability", casework_path(r, &record));
}

static void need(struct request *r, const char *field, const char *message)
{
	if (input_is(&r->input, field, ""))
		input_refuse(&r->input, field, message);
}

static void rules(struct request *r, const struct record *record, struct measure_count *count_r)
{
	const char *outcome = input_text(&r->input, "outcome"), *why;

	fostering_limit_count(r, record, count_r);
	if (not_satisfied(outcome)) {
		need(r, "steps_on", "Enter the day on which section 67(5) was considered");
		need(r, "steps", "Enter the steps, or why they are not in the child's interests");
		need(r, "steps_outcome", "Enter what came of the steps");
	}
	if (suitable(outcome) && count_r->over)
		need(r, "limit_note", "This carer has more children than the usual limit and no exemption for "
		    "all of them: enter what was considered");
	why = stop(r, record, outcome);
	if (why != NULL)
		input_refuse(&r->input, "outcome", why);
}

static const char *or_null(struct request *r, const char *field)
{
	return not_satisfied(input_text(&r->input, "outcome")) ? input_text(&r->input, field) : NULL;
}

static int decided(struct request *r, struct record *record, const struct decision *d, bool over)
{
	const char *outcome = input_text(&r->input, "outcome");
	const char *reason = input_text(&r->input, "reason");

	(void)db_write(r->db, &fostering_sql[FOSTERING_DECISION_DECIDE],
	    (unsigned long long)regulation_of(record), outcome, reason, or_null(r, "steps_on"),
	    or_null(r, "steps"), or_null(r, "steps_outcome"), request_account(r), r->today, record->id,
	    d->id);
	(void)db_write(r->db, &fostering_sql[FOSTERING_DECISION_SET], outcome, record->id);
	(void)fostering_again(r, record);
	event_add(r, record, "suitability", pool_printf(r->pool, "Suitability decided: %s",
	    lists_label("fostering-suitability", outcome, r->today)), false);
	if (over && suitable(outcome))
		event_add(r, record, "suitability.limit", pool_printf(r->pool, "Over the usual limit: %s",
		    input_text(&r->input, "limit_note")), false);
	notice_add(r, record, d->proposed_by, "Suitability decided");
	if (deciding(outcome)) {
		deadline_met(r, record, "TA");
		task_kind_done(r, record, "REDECIDE", "");
		move_if_ready(r, record);
	}
	return request_redirect(r, "%s/suitability", casework_path(r, record));
}

int fostering_decision_decide(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct measure_count count;
	struct decision *all;
	struct record record;
	size_t n;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	n = list(r, &record, &all);
	if (!time_for_it(&record) || !open_of(all, n) ||
	    !measure_decider(r, &record, all[0].proposed_by))
		return casework_moved_on(r);
	rules(r, &record, &count);
	if (suitable(input_text(&r->input, "outcome")))
		fostering_doubts_decision(r, &record, &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return page(r, &record, 422);
	fostering_warnings_keep(r, &record, &w);
	return decided(r, &record, &all[0], count.over);
}

int fostering_decision_move(struct request *r)
{
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!time_for_it(&record) || !move(r, &record, &status))
		return !time_for_it(&record) ? casework_moved_on(r) : status;
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- TA -- */

void fostering_assessment_open(struct request *r, const struct record *record,
    const char *notified_on)
{
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_DECISION_TA], &row, record->id))
		casework_clock_start(r, record, "TA", notified_on);
}
