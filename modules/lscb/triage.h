/*
 * triage: from a notification to a case that is ready for the panel, and the
 * small steps beside and after it (sections.md 1.3-1.5, 1.8, 1.9, 2.9, 3.1-3.4).
 */
#ifndef EVERYCHILD_LSCB_TRIAGE_H
#define EVERYCHILD_LSCB_TRIAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "field.h"
#include "lscb.h"

struct daily;

extern const struct casework_clock lscb_clocks[];

/* A function …_panel is that part of the case's page (lscb_panel).
 *
 * -- triage.c: what the nouns below share -- */

/* Has one of these relations and nothing more (the key worker, KEY): sees the
 * family's track alone. */
bool lscb_family_only(const struct record *record);
/* May this route show the record to this person? */
bool lscb_lets(const struct request *r, const struct record *record);
/* A notice to everybody who holds one of these roles. */
void lscb_tell(struct request *r, const struct record *record, const char *roles,
    const char *title);
/* A time of day in this field is refused unless it is empty or one. */
void lscb_time_rule(struct request *r, const char *name);
/* The moment of a day's and a time's field in UTC; without a time the day's first. */
const char *lscb_moment(struct request *r, const char *day, const char *time);
/* A field's text, NULL when it is empty: for days. */
const char *lscb_day(const struct request *r, const char *name);
/* The list's word, NULL for no code. */
const char *lscb_word(struct request *r, const char *list, const char *code);
/* The person's name as it is kept beside what they did. */
const char *lscb_me(const struct request *r);

/* Hooks of T5, T4 (and T2), for what else is to be done then: accepted for review,
 * with requests to the agencies; gone from here, without any. */
void lscb_accepted(struct request *r, const struct record *record);
#define LSCB_LEFT_OUT		"Out of scope"
#define LSCB_LEFT_TRANSFER	"Another panel reviews this death"
void lscb_left(struct request *r, const struct record *record, const char *why);

/* -- mark.c: events and pathways of a death (2.1, 1.9) -- */

/* Codes that stand, space separated; kind: EVENT, FLAG. */
const char *lscb_marks(struct request *r, const struct record *record, const char *kind);
/* The event that is counted, or "". */
const char *lscb_principal(struct request *r, const struct record *record);
/* These codes stand from now on, and no other of this kind. */
void lscb_marks_set(struct request *r, const struct record *record, const char *kind,
    const char *codes, const char *principal);
/* This one too. */
void lscb_mark(struct request *r, const struct record *record, const char *kind,
    const char *code);
/* Is the code one of these (space separated)? */
bool lscb_has(const char *codes, const char *code);

/* mark-page.c. Messages for and what is kept of a form with events, principal and
 * flags. */
void lscb_marks_rules(struct request *r);
void lscb_marks_keep(struct request *r, const struct record *record);
extern const struct field lscb_marks_input[];
void lscb_marks_panel(struct request *r, const struct record *record, struct node *list);
int lscb_marks_show(struct request *r);
int lscb_marks_save(struct request *r);

/* -- scope.c, accept.c, out.c: triage (1.3; T2, T5) -- */

extern const struct field lscb_scope_input[], lscb_scope_confirm_input[], lscb_accept_input[],
    lscb_out_input[];
/* Does the result wait for the designated doctor? */
bool lscb_scope_waits(struct request *r, const struct record *record);
void lscb_scope_panel(struct request *r, const struct record *record, struct node *list);
int lscb_scope_show(struct request *r);
int lscb_scope_save(struct request *r);
int lscb_scope_confirm(struct request *r);
/* The result is this from now on, said by this person; asks the doctor where the
 * list says so. */
void lscb_scope_set(struct request *r, const struct record *record, const char *code,
    const char *step, const char *answers, const char *why);
const char *lscb_out_guard(struct request *r, const struct record *record);
/* What follows from an acceptance: dates, the family's task, requests; or the
 * response alone. */
void lscb_begin(struct request *r, const struct record *record);
const char *lscb_accept_guard(struct request *r, const struct record *record);
int lscb_out_show(struct request *r);
int lscb_out_save(struct request *r);
int lscb_accept_show(struct request *r);
int lscb_accept_save(struct request *r);

/* -- transfer.c: to and from another panel (1.3 step 6; T4, T18) -- */

extern const struct field lscb_transfer_input[], lscb_transfer_accepted_input[],
    lscb_transfer_agree_input[], lscb_transfer_back_input[], lscb_transfer_outcome_input[];
bool lscb_transfer_sent(struct request *r, const struct record *record);
void lscb_transfer_panel(struct request *r, const struct record *record, struct node *list);
const char *lscb_transfer_guard(struct request *r, const struct record *record);
int lscb_transfer_show(struct request *r);
int lscb_transfer_send(struct request *r);
int lscb_transfer_accepted(struct request *r);
int lscb_transfer_agree(struct request *r);
int lscb_transfer_back(struct request *r);
int lscb_transfer_outcome(struct request *r);

/* -- response.c, response-step.c: the response to an unexpected death (1.5) -- */

/* Of the decision that is in force; "" when there is none. */
const char *lscb_response(struct request *r, const struct record *record);
/* It has been required by the program: JAR-ONLY. */
void lscb_response_require(struct request *r, const struct record *record,
    const char *triggers);
bool lscb_response_finished(struct request *r, const struct record *record);
extern const struct field lscb_response_input[], lscb_response_confirm_input[],
    lscb_step_input[];
/* Does "not required" wait for the designated doctor? */
bool lscb_response_waits(struct request *r, const struct record *record);
void lscb_response_panel(struct request *r, const struct record *record, struct node *list);
int lscb_response_show(struct request *r);
int lscb_response_save(struct request *r);
int lscb_response_confirm(struct request *r);

/* -- audit.c: Form D, which audits a response (2.7) -- */
struct casework_open;
void lscb_audit_panel(struct request *r, const struct record *record, struct node *list);
bool lscb_audit_open(const struct record *record);
bool lscb_audit_may_write(struct request *r, const struct casework_open *o);
int lscb_audit_none(struct request *r, const struct casework_open *o);
void lscb_audit_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
int lscb_audit_begin(struct request *r);
int lscb_audit_complete(struct request *r);
/* What it did, below its page. */
void lscb_steps_put(struct request *r, struct node *body, const struct record *record);
int lscb_step_show(struct request *r);
int lscb_step_save(struct request *r);

/* -- gate.c, gate-end.c: processes that run beside the review (1.8) -- */

/* Those open, by their names, joined by commas; NULL: none. hard: those that keep
 * the case from being listed; else the others, with the agencies' reports while a
 * request has not ended. */
const char *lscb_gates_open(struct request *r, const struct record *record, bool hard);
/* Names those hard ones, for which another body is awaited, apart from our own work. */
const char *lscb_gates_awaited(struct request *r, const struct record *record);
/* Opens one unless such a one is open. */
void lscb_gate_open(struct request *r, const struct record *record, const char *code);
/* Ends those of this code that are open. */
void lscb_gate_end(struct request *r, const struct record *record, const char *code,
    const char *outcome, const char *on);
/* The six weeks of set C for the panel run from this day. */
void lscb_panel_clock(struct request *r, const struct record *record, const char *from);
extern const struct field lscb_gate_input[], lscb_gate_number_input[], lscb_gate_end_input[],
    lscb_gate_override_input[];
void lscb_gate_panel(struct request *r, const struct record *record, struct node *list);
int lscb_gate_show(struct request *r);
int lscb_gate_save(struct request *r);
int lscb_gate_end_show(struct request *r);
int lscb_gate_end_save(struct request *r);
int lscb_gate_override_show(struct request *r);
int lscb_gate_override_save(struct request *r);

/* -- discussion.c: the local discussion (T6, T7), news.c (T9) -- */

extern const struct field lscb_discussion_input[], lscb_discussion_held_input[],
    lscb_discussion_more_input[], lscb_news_input[];
enum lscb_discussion_stage {
	LSCB_STAGE_NONE, LSCB_STAGE_SET, LSCB_STAGE_HELD,
	LSCB_STAGE_DRAFT,			/* its draft analysis has come in */
	LSCB_STAGE__MAX
};
/* Of the newest. */
enum lscb_discussion_stage lscb_discussion_stage(struct request *r, const struct record *record);
/* Day of the final discussion (YYYY-MM-DD); NULL: not held. */
const char *lscb_discussed_on(struct request *r, const struct record *record);
void lscb_discussion_panel(struct request *r, const struct record *record, struct node *list);
int lscb_discussion_show(struct request *r);
int lscb_discussion_save(struct request *r);
int lscb_discussion_held(struct request *r);
int lscb_discussion_more(struct request *r);
int lscb_news_show(struct request *r);
int lscb_news_save(struct request *r);

/* -- ready.c: may it go to the panel? (2.9, T10) -- */

/* What is missing in one sentence; NULL: nothing. */
const char *lscb_ready_missing(struct request *r, const struct record *record);
int lscb_ready_show(struct request *r);
int lscb_ready_save(struct request *r);

/* -- family.c -- */

extern const struct field lscb_family_input[];
void lscb_family_panel(struct request *r, const struct record *record, struct node *list);
int lscb_family_show(struct request *r);
int lscb_family_save(struct request *r);
/* Has the family been told of the review, or is it said why not? */
bool lscb_family_told(struct request *r, const struct record *record);

/* -- task.c: what is to be done beside the dates -- */

/* The day of a task by a setting of amount and unit; NULL where it cannot be worked out. */
const char *lscb_task_day(struct request *r, const char *setting, const char *from);
/* One of this kind in the words of the list lscb-task, unless one is open. */
void lscb_task_labelled(struct request *r, const struct record *record, const char *kind,
    const char *due_on);
extern const struct field lscb_task_input[], lscb_task_done_input[];
void lscb_task_panel(struct request *r, const struct record *record, struct node *list);
int lscb_task_show(struct request *r);
int lscb_task_save(struct request *r);
int lscb_task_done_save(struct request *r);

/* -- undo.c: a wrong step (T19) -- */

extern const struct field lscb_undo_input[];
const char *lscb_undo_guard(struct request *r, const struct record *record);
int lscb_undo_show(struct request *r);
int lscb_undo_save(struct request *r);

/* -- close.c: T16 and T17 -- */

extern const struct field lscb_feedback_input[], lscb_reopen_input[];
void lscb_close_panel(struct request *r, const struct record *record, struct node *list);
const char *lscb_close_guard(struct request *r, const struct record *record);
int lscb_close_show(struct request *r);
int lscb_close_save(struct request *r);
int lscb_feedback_save(struct request *r);
int lscb_reopen_show(struct request *r);
int lscb_reopen_save(struct request *r);

/* -- delay.c: how old the case is, and why it takes long (3.4) -- */

extern const struct field lscb_delay_input[];
void lscb_delay_panel(struct request *r, const struct record *record, struct node *list);
int lscb_delay_show(struct request *r);
int lscb_delay_save(struct request *r);
/* late_save, without a name in the reason. */
extern const struct field lscb_late_input[];
int lscb_late_save(struct request *r);
/* Colour and word of a case's age by the settings; NULL: it is not under way.
 * died_on may be NULL. */
const char *lscb_colour(struct request *r, const char *state, const char *died_on,
    const char **word_r);

/* -- worker.c: the response team and the family's key worker -- */

extern const struct field lscb_worker_input[], lscb_worker_end_input[];
void lscb_worker_panel(struct request *r, const struct record *record, struct node *list);
int lscb_worker_show(struct request *r);
int lscb_worker_save(struct request *r);
int lscb_worker_end(struct request *r);

/* -- daily.c: the program's own round -- */

void lscb_daily_run(struct db *db);

#endif
