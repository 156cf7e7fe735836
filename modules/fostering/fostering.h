/*
 * fostering: private fostering, from a notice to the end of the arrangement
 * (Children Act 1989 Part 9; SI 2005/1533). Section numbers are those of the
 * domain page (sections.md).
 *
 * A record is one arrangement: one child with one carer's household (0).
 */
#ifndef EVERYCHILD_FOSTERING_H
#define EVERYCHILD_FOSTERING_H

#include "approval.h"
#include "casework-form.h"
#include "document.h"
#include "fostering-sql.h"
#include "hand-over.h"
#include "module.h"
#include "page.h"
#include "record.h"
#include "task.h"
#include "workflow.h"

/* 11.2. Roles: FDO front door, PFW private fostering worker, PFM its manager,
 * PFO monitoring officer (regulation 12), PAN performance analyst, AUD auditor. */
enum fostering_permission {
	FOSTERING_READ = PERMISSION_FIRST,	/* arrangements that one may see */
	FOSTERING_NOTIFY,			/* take a notice */
	FOSTERING_WORK,				/* visit, report, keep the facts */
	FOSTERING_PROPOSE,			/* propose what a manager decides */
	FOSTERING_DECIDE,			/* decide, sign off, close */
	FOSTERING_COUNT,			/* returns and the annual evaluation */
	FOSTERING_MONITOR,			/* name the monitoring officer, assess, evaluate */
	FOSTERING_REGISTER,			/* holidays, awareness: what is of no child */
	FOSTERING_REGISTERS,			/* read these */
	FOSTERING_ARCHIVE,			/* see what is archived, and its end */
	FOSTERING_HOLD,				/* set holds, decide on disposal */
	FOSTERING_DISPOSE,		/* propose what is to be destroyed */
	FOSTERING_EMERGENCY		/* read a case one does not work on (emergency.h) */
};

/* 10. CLOSED is one state for each of its reasons. */
enum fostering_state {
	FOSTERING_ENQUIRY, FOSTERING_PROPOSED, FOSTERING_READY, FOSTERING_ACTIVE_NEW,
	FOSTERING_ACTIVE, FOSTERING_PAUSED, FOSTERING_END_DUE, FOSTERING_NOT_PF,
	FOSTERING_WITHDRAWN, FOSTERING_ENDED, FOSTERING_TRANSFERRED, FOSTERING_ARCHIVED,
	FOSTERING_DESTROYED,
	FOSTERING_STATE__MAX
};

/* 10, in the order of its table. */
enum fostering_event {
	FOSTERING_EVENT_NOTICE,		/* 1 */
	FOSTERING_EVENT_NOT_PF,		/* 2 */
	FOSTERING_EVENT_PROPOSED,	/* 3 */
	FOSTERING_EVENT_PF,		/* 4 */
	FOSTERING_EVENT_READY,		/* 5: regulation 4 done, decided */
	FOSTERING_EVENT_ARRIVED,	/* 6 */
	FOSTERING_EVENT_DROPPED,	/* 7 */
	FOSTERING_EVENT_DECIDED,	/* 8: regulation 7 done, decided */
	FOSTERING_EVENT_AWAY,		/* 9 */
	FOSTERING_EVENT_BACK,		/* 10 */
	FOSTERING_EVENT_LAPSED,		/* 11 */
	FOSTERING_EVENT_END,		/* 12: also by death, court order, looked after */
	FOSTERING_EVENT_BIRTHDAY,	/* 13: by itself */
	FOSTERING_EVENT_CLOSE,		/* 14: end details complete */
	FOSTERING_EVENT_TRANSFERRED,	/* 15: acknowledged */
	FOSTERING_EVENT_UNDO,		/* 16: closed in error */
	FOSTERING_EVENT_AGAIN,		/* 17: a short stay is to be tested again */
	FOSTERING_EVENT_ARCHIVE,	/* 18 */
	FOSTERING_EVENT_DESTROY,	/* 19 */
	FOSTERING_EVENT_HOLD,		/* 20: a legal hold begins or ends */
	FOSTERING_EVENT_NOT_ENDED,	/* 21: the end was recorded in error */
	FOSTERING_EVENT__MAX
};

extern const struct db_statement fostering_sql[FOSTERING_SQL__MAX];
extern const struct db_statement fostering_children[];
extern const struct module fostering_module;
extern const struct workflow fostering_workflow;
extern const struct casework fostering_casework;

/* The arrangement's own columns beside its record (sql/0001-fostering.sql). What
 * is not known is "", a day NULL, a number 0. */
struct fostering_arrangement {
	unsigned long long household, carer, previous;
	const char *child_born_on, *child_sex;
	/* 2.1: what the legal test asks. Y, N or "". */
	const char *relationship, *carer_pr, *sleeps, *capacity, *looked_after, *looked_after_on;
	const char *legal_regime, *adoption, *school_pupil, *disabled;
	const char *start_proposed, *start_actual, *intended_end, *left_on;
	bool open_ended;
	const char *test_result, *retest_on;
	unsigned test_rule;
	/* 5.2 */
	const char *aware_on, *deemed_start, *next_visit_due, *first_notice_at;
	const char *suitability, *scenario, *birthplace, *purpose;
	bool safeguarding, in_need, address_withheld, aftercare;
	/* 7 */
	const char *end_on, *end_reason, *closed_on;
	bool first_notice_timed;	/* the time of first_notice_at is known */
};

/* -- case.c -- */

/* Of the record that casework_load or casework_lock has loaded. */
const struct fostering_arrangement *fostering_of(const struct request *r);
/* Reads it again after a change in the same request. */
const struct fostering_arrangement *fostering_again(struct request *r,
    const struct record *record);
/* The day in London of the first notice, which the clocks run from (3). */
const char *fostering_notified_on(struct request *r);
/* 11.2: may this person see offence and DBS data of the people on the case? A
 * front door officer who holds an enquiry may not. */
bool fostering_offence_reader(struct request *r, const struct record *record);
/* Is the arrangement one that is under way (ACTIVE_NEW, ACTIVE, PAUSED)? */
bool fostering_running(const struct record *record);
int fostering_case_show(struct request *r);

/* -- warning.c: what is doubtful is confirmed (11.1) -- */
#define FOSTERING_WARNINGS_MAX	8
struct fostering_warnings {
	unsigned n;
	struct fostering_warning { const char *code, *text; bool apart; } item[FOSTERING_WARNINGS_MAX];
};
/* Of the input table of a page that warns. */
#define FOSTERING_WARNING_FIELDS \
	{ .name = "about", .type = FIELD_TOKEN }, { .name = "confirmed", .type = FIELD_TICK }
/* code: capital letters; text: a sentence without its full stop. */
void fostering_warn(struct fostering_warnings *w, const char *code, const char *text);
/* One that is offence data: the timeline, which all of the case read, says no more
 * than that there was a doubt. */
void fostering_warn_apart(struct fostering_warnings *w, const char *code, const char *text);
/* None, or exactly these have been confirmed; else the input is refused. */
bool fostering_warnings_confirmed(struct request *r, const struct fostering_warnings *w);
void fostering_warnings_put(struct request *r, struct node *form,
    const struct fostering_warnings *w);
/* On the timeline: what was saved nevertheless. */
void fostering_warnings_keep(struct request *r, const struct record *record,
    const struct fostering_warnings *w);

/* -- doubt.c: what is doubtful of an arrangement as it stands (11.1) -- */
/* Before a child comes on the day start: overlaps, area, limit, prohibitions and, for
 * who may see that, who is barred or disqualified. */
void fostering_doubts(struct request *r, const struct record *record, const char *start,
    struct fostering_warnings *w);
/* What the decision on suitability does not stop or ask for anyway. */
void fostering_doubts_decision(struct request *r, const struct record *record,
    struct fostering_warnings *w);
/* On the timeline; the managers are told, also of what this person may not see. */
void fostering_doubts_keep(struct request *r, const struct record *record,
    const struct fostering_warnings *w);

/* -- notification.c: every notice about an arrangement (3) -- */
/* Of the input table of a page that takes one, beside regulation and note. */
#define FOSTERING_NOTICE_FIELDS \
	{ .name = "notifier", .type = FIELD_CODE, .choices = "fostering-notifier", .compact = true, \
	  .required = true, .label = "Who gives it?" }, \
	{ .name = "notifier_name", .type = FIELD_TEXT, .max = 210, \
	  .label = "Name of who gives it" }, \
	{ .name = "notifier_contact", .type = FIELD_TEXT, .max = 200, \
	  .label = "Phone or e-mail of who gives it" }, \
	{ .name = "channel", .type = FIELD_CODE, .choices = "fostering-channel", .required = true, \
	  .label = "How did it come?" }, \
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true, .required = true, \
	  .label = "Day of receipt" }, \
	{ .name = "received_time", .type = FIELD_TEXT, .max = 5, .width = 5, \
	  .label = "Time of receipt", .hint = "On the 24-hour clock, for instance 14:30" }
/* The moment of receipt that was typed (noon without a time); NULL: no day. */
const char *fostering_notification_moment(struct request *r);
void fostering_notification_rules(struct request *r, const char *born_on);
/* record NULL: the notice that makes the case. event_on NULL: not known. */
void fostering_notification_warnings(struct request *r, const struct record *record,
    const char *event_on, struct fostering_warnings *w);
/* Keeps what was typed, with its class; what is not in writing starts T12 and its
 * task. Returns its number on the case. */
unsigned long long fostering_notification_add(struct request *r, const struct record *record,
    const char *event_on);
/* Where it came before the first so far, the clocks run from it. */
void fostering_notification_earlier(struct request *r, const struct record *record);
/* Classes that waited for the day of the start. */
void fostering_notifications_classify(struct request *r, const struct record *record);
bool fostering_notification_writer(struct request *r, const struct record *record);
/* Letters that acknowledge each notice; due: only those of an open case that are
 * still to be written. */
void fostering_acknowledgements_put(struct request *r, struct node *body,
    const struct record *record, bool due);
void fostering_notifications_put(struct request *r, struct node *body, const struct record *record);
extern const struct field fostering_written_input[];
int fostering_written_show(struct request *r);
int fostering_written_save(struct request *r);

/* -- schedule.c: what a notice contains (4) -- */
const struct form *fostering_schedule_load(const char *path);
/* The form of the notice just added, of its number, with what is known; of a
 * notice that begins nothing it stays empty and is not shown. */
void fostering_schedule_new(struct request *r, const struct record *record, const char *regulation,
    const char *notifier, const char *name, const char *contact);
/* What Schedule 1 asks and notice `number` leaves open, a line for each. */
const char *fostering_schedule_needed(struct request *r, const struct record *record,
    unsigned number);
/* It has been decided what the case is: forms that lack nothing are complete. */
void fostering_schedule_decided(struct request *r, const struct record *record);
bool fostering_schedule_open(const struct record *record);
bool fostering_schedule_writable(const struct record *record, const struct form_section *section);
void fostering_schedule_hide(struct request *r, const struct record *record,
    const struct document *document, struct document_mask *mask);
void fostering_schedule_saved(struct request *r, const struct record *record, struct document *d);
void fostering_schedule_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
extern const struct field fostering_same_input[];	/* same-notice.c */
int fostering_same_carry(struct request *r);
bool fostering_schedule_may_write(struct request *r, const struct casework_open *o);

/* -- forms.c: the forms of a case -- */
extern const struct casework_form fostering_forms[];
void fostering_forms_load(void);

/* -- notice.c: another notice on a case -- */
extern const struct field fostering_notice_input[];
int fostering_notice_show(struct request *r);
int fostering_notice_save(struct request *r);

/* -- known.c: is the arrangement or the carer known already? -- */
struct child_card;
struct fostering_known {
	struct db_rows cases, carers;
};
/* Open cases of the child, and carers by the sound of the family name at the
 * postcode; restricted cases are not told of. */
/* household: of the same notice about another child, else 0. */
void fostering_known_find(struct request *r, const struct child_card *c, const char *family,
    const char *postcode, unsigned long long household, struct fostering_known *known_r);
void fostering_known_put(struct request *r, struct node *form, const struct fostering_known *known);
/* What was chosen, or NULL: handle and so on of the case; person, household. */
const struct db_row *fostering_known_case(struct request *r, const struct fostering_known *known);
const struct db_row *fostering_known_carer(struct request *r, const struct fostering_known *known);
void fostering_known_rules(struct request *r, const struct fostering_known *known);
void fostering_known_warnings(struct request *r, const struct fostering_known *known,
    struct fostering_warnings *w);
void fostering_known_tell(struct request *r, const struct record *record,
    const struct fostering_warnings *w);

/* -- start.c: a notice makes a case (3) -- */
extern const struct field fostering_start_input[];
int fostering_start_show(struct request *r);
int fostering_start_make(struct request *r);
/* Where it leads who does not see the case any more: to a page that says who holds
 * it, or home where this person has not opened the child's page. */
extern const struct field fostering_start_saved_input[];
const char *fostering_start_saved_path(struct request *r, unsigned long long child);
int fostering_start_saved(struct request *r);

/* -- decision.c, flag.c, letter.c: what is decided of an arrangement (measure.h) -- */

/* Transitions 5 and 8. */
const char *fostering_decision_guard(struct request *r, const struct record *record);
/* The clock TA of the assessment, from the day of the first notice; nothing when
 * it has run already. */
void fostering_assessment_open(struct request *r, const struct record *record,
    const char *notified_on);
/* 10: the flags SAFEGUARDING_OPEN, CIN_OPEN, REQUIREMENT_OPEN, PROHIBITED, CONSENT_PENDING (for who may see
 * offence data), APPEAL_PENDING, and warnings from the carer's other arrangements. */
void fostering_flags_put(struct request *r, struct node *body, const struct record *record);
/* The same with links to the pages, on the case's page. */
void fostering_measures_put(struct request *r, struct node *body, const struct record *record);
/* A referral to safeguarding is to be made today, and the managers hear of it. what:
 * the task in words, with no name. */
void fostering_harm(struct request *r, const struct record *record, const char *what);
extern const struct field fostering_flag_input[];
int fostering_flag_show(struct request *r);
int fostering_flag_save(struct request *r);
/* A link to write the letter of this kind (list fostering-letter) about the row
 * target (0: about the case), or the day on which it was sent. */
void fostering_letter_offer(struct request *r, struct node *parent, const struct record *record,
    const char *kind, unsigned long long target);
/* The same for the end; nothing before it, and of a death. */
void fostering_end_letter_offer(struct request *r, struct node *parent,
    const struct record *record);

/* -- board.c: the seven working days (12.4) -- */
/* A page of rows that has no pages shows so many; its statement gives one more. */
enum { FOSTERING_ROWS = 200 };

int fostering_board_show(struct request *r);

/* -- breach.c: what may be an offence (6.6) -- */
extern const struct field fostering_breach_input[], fostering_breach_legal_input[];
int fostering_breaches_show(struct request *r);
int fostering_breach_add(struct request *r);
int fostering_breach_show(struct request *r);
int fostering_breach_save(struct request *r);

/* -- facts.c: what the legal test asks (2.1) -- */
extern const struct field fostering_facts_input[];
bool fostering_facts_writable(struct request *r, const struct record *record);
int fostering_facts_show(struct request *r);
int fostering_facts_save(struct request *r);

/* -- legal-test.c: the test of an arrangement (2) -- */
struct legal_result;
/* Of the record that is loaded, as its facts stand today. */
void fostering_test_now(struct request *r, struct legal_result *result_r);
/* After any change of a fact that it asks: tests again, keeps the test when its
 * inputs or its result are new, and tells the managers when an open case is no
 * longer private fostering. why: "Facts changed". */
void fostering_facts_changed(struct request *r, const struct record *record, const char *why);
/* The program's own round, for what has retest_on of today or before: a short
 * stay that has reached its limit is an enquiry again (2.2, 11). Beside another open
 * case of the child a person is asked, once, and it stays as it is. False: nothing
 * was done. */
bool fostering_retest(struct request *r, struct record *record);
/* Code of the event with which people were asked, because the child has another open
 * case. retest_on: the day that it was to be tested again. */
const char *fostering_retest_asked(struct request *r, const char *retest_on);
/* On the page of an enquiry, in place of its steps: the answer, and what to do
 * with it. False: it is none. */
bool fostering_test_put(struct request *r, struct node *body, const struct record *record);
int fostering_test_show(struct request *r);

/* -- legal-decide.c: an enquiry is private fostering (10, 3 and 4) -- */
extern const struct field fostering_decide_input[];
const char *fostering_decide_pf_guard(struct request *r, const struct record *record);
const char *fostering_decide_proposed_guard(struct request *r, const struct record *record);
int fostering_decide_show(struct request *r);
int fostering_decide_save(struct request *r);

/* -- not-pf.c: closing what is none, and testing it again (10, 2 and 17) -- */
extern const struct field fostering_not_pf_input[], fostering_not_pf_answer_input[],
    fostering_again_input[];
const char *fostering_not_pf_guard(struct request *r, const struct record *record);
const char *fostering_again_guard(struct request *r, const struct record *record);
void fostering_not_pf_offer(struct request *r, struct node *body, const struct record *record,
    const struct legal_result *now);
int fostering_not_pf_show(struct request *r);
int fostering_not_pf_ask(struct request *r);
int fostering_not_pf_answer(struct request *r);
/* An enquiry again, with T0 from today. False: *status_r is the answer. */
bool fostering_test_again(struct request *r, struct record *record, int *status_r);
int fostering_again_show(struct request *r);
int fostering_again_save(struct request *r);

/* -- approval.c: proposed by one, decided by a manager (11.2) -- */
/* kind: NOT_PF, END, UNDO, WITHDRAWN, …. */
/* Is it this person's to decide: a manager's who did not propose it? */
bool fostering_approval_mine(struct request *r, const struct approval *approval);
/* Nothing when one waits already. title: of the managers' notices. */
void fostering_approval_ask(struct request *r, const struct record *record, const char *kind,
    const char *note, const char *title);
/* title: of the notice to who proposed it. False: not this person's, or decided. */
bool fostering_approval_answer(struct request *r, const struct record *record,
    const struct approval *approval, bool agreed, const char *note, const char *title);
/* A notice to every manager. title: no name, no detail. */
void fostering_managers_tell(struct request *r, const struct record *record, const char *title);

/* -- arrival.c: a child is there (10, 6) -- */

/* start_actual, aware_on and deemed_start are set: involvement, initial action
 * under regulation 7 from the first notice or, where that is later, the start,
 * and the first visit's date. */
void fostering_started(struct request *r, const struct record *record);
extern const struct field fostering_arrival_input[];
int fostering_arrival_show(struct request *r);
int fostering_arrival_save(struct request *r);

/* -- moment.c -- */
/* Of the fields named so, a day and a time; noon without a time, and never later
 * than now. NULL: no day; what is wrong is refused beside its field. */
const char *fostering_moment(struct request *r, const char *on, const char *time);
/* A moment as it is read: without the time where none was typed. */
const char *fostering_when(struct request *r, const char *utc, bool timed);

/* -- end.c: the arrangement has ended (10, 11 to 13) -- */
struct fostering_ending {
	const char *moment;		/* UTC: T6 runs from it, or from the end
					 * of the day if the hour is not known */
	const char *day;		/* in London */
	const char *reason;		/* list fostering-end-reason, or "" not known yet */
	const char *why;
	bool timed;			/* the time of day is known */
	const char *absence;		/* list fostering-absence-end, where the child was away */
};
/* To END_DUE from wherever it was, with T6 and what follows from the reason.
 * moment: UTC. False: it cannot end from there, or not by this person. */
bool fostering_end(struct request *r, struct record *record, const char *moment,
    const char *reason, const char *why);
/* The same by this event of the workflow. False: *status_r is the answer. */
bool fostering_end_by(struct request *r, struct record *record, enum fostering_event event,
    const struct fostering_ending *e, int *status_r);
/* What was recorded of a death is taken back: everybody sees the case again. */
void fostering_death_undone(struct request *r, struct record *record);
/* 3, N10 to N12: the carer's notice of the end meets T6, where there is one. */
void fostering_end_told(struct request *r, const struct record *record);
/* Tasks, notices and restriction that follow from a reason (7). */
void fostering_end_follows(struct request *r, struct record *record, const char *reason);
void fostering_end_warnings(struct request *r, const struct record *record, const char *day,
    struct fostering_warnings *w);
/* 11.1: what a reason must not be, beside this field. */
void fostering_end_rules(struct request *r, const char *field, const char *reason);
/* May this person record changes and ends here? */
bool fostering_end_writer(const struct request *r, const struct record *record);
/* On the case's page: links to what follows, and to the child's other cases. */
void fostering_end_put(struct request *r, struct node *body, const struct record *record);
extern const struct field fostering_end_input[];
int fostering_end_show(struct request *r);
int fostering_end_save(struct request *r);

/* -- end-details.c: who received the child, and the final report (7) -- */
extern const struct field fostering_ending_input[];
/* What is missing before it can be closed, a sentence; NULL: nothing. */
const char *fostering_ending_missing(struct request *r, const struct record *record);
void fostering_ending_summary(struct request *r, struct node *body, const struct record *record);
int fostering_ending_show(struct request *r);
int fostering_ending_save(struct request *r);

/* -- end-undo.c: an end that was recorded in error (2.4, 10) -- */
extern const struct field fostering_not_ended_input[];
/* Of what has ended: the state to go back to, ACTIVE or ACTIVE_NEW. state NULL: by
 * whether the initial action was decided, as the timeline has it. */
void fostering_end_came_from(struct request *r, struct record *record, const char *state);
const char *fostering_not_ended_guard(struct request *r, const struct record *record);
int fostering_not_ended_show(struct request *r);
int fostering_not_ended_save(struct request *r);

/* -- close.c: signing off the end, and undoing a closure (14 and 16) -- */
extern const struct field fostering_close_input[], fostering_undo_input[];
/* 11.1: what is confirmed each before a case closes; of the table of a page that
 * closes one, at its end. Only those are asked that are so. */
#define FOSTERING_CLOSE_DOUBTS \
	{ .name = "requirement", .type = FIELD_TICK, \
	  .label = "I know that a requirement is still open" }, \
	{ .name = "appeal", .type = FIELD_TICK, .label = "I know that an appeal is still open" }, \
	{ .name = "safeguarding", .type = FIELD_TICK, \
	  .label = "I know that there is a safeguarding concern" }
/* The ticks from this place of the table on; sent: with what was sent. */
void fostering_close_doubts_put(struct request *r, struct node *form, const struct record *record,
    const struct field *field, bool sent);
/* Of the route's table: refuses what is not confirmed; keeps on the timeline what is. */
void fostering_close_doubts_check(struct request *r, const struct record *record);
void fostering_close_doubts_keep(struct request *r, const struct record *record);
const char *fostering_close_guard(struct request *r, const struct record *record);
const char *fostering_undo_guard(struct request *r, const struct record *record);
/* Of a closed case that is to be open again: has the child another one by now? */
void fostering_reopen_warnings(struct request *r, const struct record *record,
    struct fostering_warnings *w);
/* Everything that still ran when a case closes, whichever way. */
void fostering_close_clear(struct request *r, const struct record *record);
int fostering_close_show(struct request *r);
int fostering_close_save(struct request *r);
int fostering_undo_show(struct request *r);
int fostering_undo_save(struct request *r);

/* -- dropped.c: a proposal is dropped (7) -- */
extern const struct field fostering_dropped_input[], fostering_dropped_answer_input[];
const char *fostering_drop_guard(struct request *r, const struct record *record);
void fostering_dropped_put(struct request *r, struct node *body, const struct record *record);
int fostering_dropped_show(struct request *r);
int fostering_dropped_ask(struct request *r);
int fostering_dropped_answer(struct request *r);

/* -- absence.c: away, to return (9 to 11) -- */
extern const struct field fostering_absence_input[], fostering_back_input[],
    fostering_absence_ended_input[];
void fostering_absences_put(struct request *r, struct node *body, const struct record *record);
/* 11, by the program's own round: not back by the end of the latest day. */
void fostering_absence_lapse(struct request *r, struct record *record);
int fostering_absence_show(struct request *r);
int fostering_absence_save(struct request *r);
int fostering_back_show(struct request *r);
int fostering_back_save(struct request *r);
int fostering_absence_ended_show(struct request *r);
int fostering_absence_ended_save(struct request *r);

/* -- change.c: what has changed (7; 3 N8 and N9) -- */
extern const struct field fostering_change_input[];
void fostering_changes_put(struct request *r, struct node *body, const struct record *record);
int fostering_changes_show(struct request *r);
int fostering_change_show(struct request *r);
int fostering_change_save(struct request *r);

/* -- change-ahead.c: a change told before it happens (3, N8) -- */
extern const struct field fostering_change_ahead_input[];
/* names: the input's fields that are kept, beside kind and changed_on. */
void fostering_change_ahead_keep(struct request *r, const struct record *record,
    const char *const *names, size_t n);
/* Of the input's "ahead" (none: nothing): into the form, and it has happened. */
void fostering_change_ahead_fill(struct request *r, const struct record *record);
void fostering_change_ahead_done(struct request *r, const struct record *record);
void fostering_changes_ahead_put(struct request *r, struct node *body, const struct record *record);
int fostering_change_ahead_drop(struct request *r);

/* -- aware.c: the day the authority first knew, corrected (5.2) -- */
extern const struct field fostering_aware_input[];
void fostering_aware_put(struct request *r, struct node *body, const struct record *record);
int fostering_aware_show(struct request *r);
int fostering_aware_save(struct request *r);

/* -- transfer.c: to another authority and from one (15) -- */
extern const struct field fostering_transfer_input[], fostering_acknowledged_input[],
    fostering_transfer_close_input[], fostering_transfer_in_input[];
/* The notice was sent to the other authority on this day. */
void fostering_transfer_told(struct request *r, const struct record *record,
    unsigned long long transfer, const char *on);
const char *fostering_transfer_guard(struct request *r, const struct record *record);
int fostering_transfer_show(struct request *r);
int fostering_transfer_save(struct request *r);
int fostering_transfer_acknowledged(struct request *r);
int fostering_transfer_close(struct request *r);
int fostering_transfer_in_show(struct request *r);
int fostering_transfer_in_save(struct request *r);
int fostering_transfer_in_acknowledged(struct request *r);

/* -- disposal.c: how long an arrangement is kept, and what hangs on it (11) -- */
extern const struct db_statement fostering_disposal_facts[1];
extern const struct db_statement fostering_disposal_whole[];
extern const struct disposal fostering_disposal;
/* Ends the program when a setting is not an amount of years or months. */
void fostering_disposal_start(void);

/* -- daily.c: the program's own round (10) -- */
void fostering_daily_run(struct db *db);

/* -- list.c -- */
extern const struct field fostering_list_input[];
int fostering_list(struct request *r);

/* -- report.c -- */
extern const struct report_book fostering_reports;

/* -- hand-over.c -- */
extern const struct hand_over fostering_hand_over;
/* Who took the notice at the front door sees an enquiry, and what is not private
 * fostering; of the others only what this person took in (11.2). */
bool fostering_front_lets(struct request *r, const struct record *record);
/* Is that all that this person sees of it? */
bool fostering_front_only(const struct record *record);
/* Did this person take in the notice of this number (0: any)? */
bool fostering_front_took(struct request *r, const struct record *record, unsigned long long number);
/* Before an enquiry is private fostering: why not; NULL: nothing. And after it:
 * one that the front door still holds is its manager's, who gives it to a worker.
 * False: moved on. */
const char *fostering_front_guard(struct request *r, const struct record *record);
bool fostering_front_gives_up(struct request *r, struct record *record);
int fostering_unallocated_show(struct request *r);

/* -- chronology.c -- */
extern const struct field fostering_chronology_input[];
int fostering_chronology_show(struct request *r);
int fostering_chronology_print(struct request *r);

/* -- task.c: what is to be done beside the statutory dates -- */

/* kind: list fostering-task; due_on NULL: no day. The same kind is not added
 * twice while it is to be done, nor the same words of a kind with the flag "each". */
void fostering_task_add(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on);
/* The same, but of a kind with that flag a second one is numbered: words that must not
 * tell what it is about are the same words. */
void fostering_task_another(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on);
/* The oldest of these words, where there is one of each thing. */
void fostering_task_one_done(struct request *r, const struct record *record, const char *kind,
    const char *what);
void fostering_tasks_put(struct request *r, struct node *body, const struct record *record);
extern const struct field fostering_task_input[];
int fostering_task_save(struct request *r);

#include "person.h"
#include "visit.h"

#endif
