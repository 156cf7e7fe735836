#include <string.h>

#include "child-card.h"
#include "date.h"
#include "fostering.h"
#include "lists.h"

/* One arrangement: its facts, what is due, what can be done. */

static const void *arrangement_load(struct request *r, const struct record *record)
{
	struct fostering_arrangement *a = pool_array(r->pool, 1, sizeof(*a));
	struct db_row row;

	if (!fostering_front_lets(r, record) ||
	    !db_find(r->db, &fostering_sql[FOSTERING_ARRANGEMENT_FIND], &row, record->id))
		return NULL;
	*a = (struct fostering_arrangement){ .household = db_number(&row, 0),
	    .carer = db_number(&row, 1), .previous = db_number(&row, 2),
	    .child_born_on = db_text(&row, 3), .child_sex = db_text(&row, 4),
	    .relationship = db_text(&row, 5), .carer_pr = db_text(&row, 6),
	    .sleeps = db_text(&row, 7), .capacity = db_text(&row, 8),
	    .looked_after = db_text(&row, 9), .looked_after_on = db_text(&row, 10),
	    .legal_regime = db_text(&row, 11), .adoption = db_text(&row, 12),
	    .school_pupil = db_text(&row, 13), .disabled = db_text(&row, 14),
	    .start_proposed = db_text(&row, 15), .start_actual = db_text(&row, 16),
	    .intended_end = db_text(&row, 17), .left_on = db_text(&row, 18),
	    .open_ended = db_number(&row, 19) != 0, .test_result = db_text(&row, 20),
	    .retest_on = db_text(&row, 21), .test_rule = (unsigned)db_number(&row, 22),
	    .aware_on = db_text(&row, 23), .deemed_start = db_text(&row, 24),
	    .next_visit_due = db_text(&row, 25), .first_notice_at = db_text(&row, 26),
	    .suitability = db_text(&row, 27), .scenario = db_text(&row, 28),
	    .birthplace = db_text(&row, 29), .purpose = db_text(&row, 30),
	    .safeguarding = db_number(&row, 31) != 0, .in_need = db_number(&row, 32) != 0,
	    .address_withheld = db_number(&row, 33) != 0, .aftercare = db_number(&row, 34) != 0,
	    .end_on = db_text(&row, 35), .end_reason = db_text(&row, 36),
	    .closed_on = db_text(&row, 37), .first_notice_timed = db_number(&row, 38) != 0 };
	return a;
}

const struct fostering_arrangement *fostering_of(const struct request *r)
{
	return r->held;
}

const struct fostering_arrangement *fostering_again(struct request *r,
    const struct record *record)
{
	r->held = arrangement_load(r, record);
	return r->held;
}

const char *fostering_notified_on(struct request *r)
{
	long long moment;

	return date_moment(fostering_of(r)->first_notice_at, &moment) ?
	    date_iso(r->pool, date_london(moment, NULL)) : r->today;
}

bool fostering_offence_reader(struct request *r, const struct record *record)
{
	/* OFFICER: of a case that is locked after a death (7). */
	return record_is(record, "OWNER SERVICE OFFICER ARCHIVE") &&
	    session_role(r->session, "PFW PFM PFO AUD");
}

bool fostering_running(const struct record *record)
{
	return strcmp(record->state, "ACTIVE_NEW") == 0 || strcmp(record->state, "ACTIVE") == 0 ||
	    strcmp(record->state, "PAUSED") == 0;
}

static void identity(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);

	(void)page_identity(r, record->subject, page_day(r, a->child_born_on), record->reference,
	    record->restricted ? "Restricted" : NULL);
}

/* What a closed arrangement no longer has, whichever way it closed (10). */
static void closed(struct request *r, const struct record *record, unsigned event)
{
	if (event == FOSTERING_EVENT_NOT_PF)
		deadline_met(r, record, "T0");
	/* Late or not, what the notice was to tell is known now. */
	if (event == FOSTERING_EVENT_CLOSE)
		deadline_met(r, record, "T6");
	fostering_close_clear(r, record);
	/* Nothing had to be assessed. */
	if (event == FOSTERING_EVENT_NOT_PF)
		deadline_drop(r, record, "TA");
	(void)db_write(r->db, &fostering_sql[FOSTERING_ARRANGEMENT_CLOSED], r->today, record->id);
	deadline_stop(r, record, NULL);
	involvement_end(r, record, "PF");
}

static const struct casework_clock clocks[] = {
	{ "T0", "fostering.t0_decide", "Decide whether it is private fostering" },
	{ "T1", "fostering.t1_regulation_4", "Action before the start (regulation 4)" },
	{ "T2", "fostering.t2_arrival", "Ask whether the child has arrived" },
	{ "T3", "fostering.t3_regulation_7", "Initial action (regulation 7)" },
	{ "T4", "fostering.visit_first_year", "Next visit (regulation 8)" },
	{ "T5", "fostering.t5_absence", "Latest return of the child" },
	{ "T6", "fostering.t6_end_notice", "Notice of the end" },
	{ "T9", "fostering.t9_appeal", "Time to appeal ends" },
	{ "T10", "fostering.t10_visit_report", "Report of the visit" },
	{ "T11", "fostering.t11_dbs_renewal", "Renew the DBS check" },
	{ "T12", "fostering.t12_written_notice", "Notice in writing" },
	{ "TD", "fostering.td_death", "Tell of the death" },
	{ "TA", "fostering.ta_assessment", "Assessment of suitability" },
	{ NULL, NULL, NULL }
};

/* 10: amber in its table of timers. */
static const struct casework_amber ambers[] = {
	{ "T1", "fostering.amber_t1" },
	{ "T3", "fostering.amber_t3" },
	{ "T4", "fostering.amber_t4" },
	{ "T5", "fostering.amber_t5" },
	{ "T8", "fostering.amber_t8" },
	{ "T10", "fostering.amber_t10" },
	{ "T11", "fostering.amber_t11" },
	{ NULL, NULL }
};

const struct casework fostering_casework = {
	.path = "/fostering/case",
	.label = "Case",
	.workflow = &fostering_workflow,
	.forms = fostering_forms,
	.hand_over = &fostering_hand_over,
	.clocks = clocks,
	.ambers = ambers,
	.late_by = "OWNER TEAM MANAGER SERVICE",
	.ways_out = "If it ends, or goes another way",
	.load = arrangement_load,
	.identity = identity,
	.closed = closed,
};

static void facts(struct request *r, struct node *body, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Reference", record->reference);
	(void)page_row(s, "First notice received", fostering_when(r, a->first_notice_at,
	    a->first_notice_timed));
	(void)page_row(s, "Carer's relationship", lists_label("fostering-relationship",
	    a->relationship, r->today));
	(void)page_row(s, "Proposed start", page_day(r, a->start_proposed));
	(void)page_row(s, "Start", page_day(r, a->start_actual));
	(void)page_row(s, "Intended end", a->open_ended ? "Open ended" : page_day(r, a->intended_end));
	(void)page_row(s, "Legal test", a->test_result[0] == '\0' ? "Not done yet" :
	    lists_label("fostering-result", a->test_result, r->today));
	if (a->end_on != NULL)
		(void)page_row(s, "Ended", pool_printf(r->pool, "%s%s%s", page_day(r, a->end_on),
		    a->end_reason[0] == '\0' ? "" : ": ", a->end_reason[0] == '\0' ? "" :
		    lists_label("fostering-end-reason", a->end_reason, r->today)));
	if (a->aftercare)
		(void)page_row(s, "Aftercare", "May qualify for advice and assistance until 21");
	(void)page_row(s, "Suitability", a->suitability[0] == '\0' ? "Not decided" :
	    lists_label("fostering-suitability", a->suitability, r->today));
}

static void steps_put(struct request *r, struct node *body, const struct record *record)
{
	unsigned steps = casework_steps(r, body, record, CASEWORK_NO_EVENT);

	if (steps == 0)
		(void)page_para(body, record->closed_at != NULL ? "This case is closed." :
		    fostering_visit_worker(r, record) ? "Do what is due below." :
		    "There is no step for you to take now.");
	casework_ways_out(r, body, record, CASEWORK_NO_EVENT, steps);
}

static void people(struct request *r, struct node *body, const struct record *record)
{
	struct child_card card;

	fostering_named_offer(r, body, record);
	fostering_household_put(r, body, record);
	fostering_people_put(r, body, record);
	fostering_involved_put(r, body, record);
	casework_link(r, body, record, "Everybody on the case, checks and other arrangements", "/persons", NULL);
	casework_link(r, body, record, "Chronology", "/chronology", NULL);
	/* 11.4: where a CAF of the child begins, and what else there is. */
	if (record->child != 0 && child_card_load(r, record->child, &card))
		(void)page_link(body, "The child's page", NULL, "/child/%s", card.handle);
	if (hand_over_may(record) && request_may(r, FOSTERING_DECIDE))
		casework_link(r, body, record, "Hand over to a worker", "/hand-over", NULL);
}

/* Of a case that was an enquiry at the front door. */
static int taken_page(struct request *r, const struct record *record)
{
	struct node *body = page_begin(r, "case", "Private fostering");

	page_back(r, "Private fostering", "/fostering/");
	casework_identity(r, record);
	(void)page_heading(body, 1, "Private fostering");
	(void)page_para(body, "It was decided that this is private fostering, or to be. A worker or a "
	    "manager goes on with it; the notices that you took stay open to you.");
	fostering_notifications_put(r, body, record);
	return 200;
}

int fostering_case_show(struct request *r)
{
	const struct workflow_state *state;
	struct record record;
	struct node *body, *aside;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (fostering_front_only(&record))
		return taken_page(r, &record);
	state = &fostering_workflow.state[workflow_state(&fostering_workflow, record.state)];
	body = page_begin(r, "case", "Private fostering");
	page_back(r, "Private fostering", "/fostering/");
	casework_identity(r, &record);
	(void)page_heading(body, 1, "Private fostering");
	node_set(node_leaf(body, "tag", state->label), "colour", state->colour);
	fostering_measures_put(r, body, &record);
	(void)page_heading(body, 2, "What happens next");
	if (!fostering_test_put(r, body, &record))
		steps_put(r, body, &record);
	fostering_end_put(r, body, &record);
	fostering_tasks_put(r, body, &record);
	fostering_absences_put(r, body, &record);
	fostering_initial_put(r, body, &record);
	fostering_visits_put(r, body, &record);
	fostering_notifications_put(r, body, &record);
	fostering_overlaps_put(r, body, &record);
	people(r, body, &record);
	casework_dates(r, body, &record);
	aside = page_aside(r);
	(void)page_heading(aside, 2, "Arrangement");
	facts(r, aside, &record);
	(void)page_heading(aside, 2, "What happened");
	event_list(r, aside, &record);
	return 200;
}
