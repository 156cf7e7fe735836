/*
 * exit: how a case is paused, withdrawn, moved and ended, and where one comes
 * from: transitions 13, 21 to 28 and 32 of sections.md 4.2. caf.h includes it.
 */
#ifndef EVERYCHILD_CAF_EXIT_H
#define EVERYCHILD_CAF_EXIT_H

#include "caf.h"

/* -- exit.c: what the ways out of a case share -- */

/* By their former names: what common does. */
static inline struct node *caf_exit_page(struct request *r, const struct record *record,
    const struct caf_episode *e, const char *view, const char *title)
{
	(void)e;
	return casework_page(r, record, view, title);
}

static inline void caf_exit_form(struct request *r, struct node *body, const char *button,
    const char *kind)
{
	page_route_form(r, body, button, kind);
}

static inline void caf_exit_field(struct request *r, struct node *form, const struct field *field,
    bool sent)
{
	page_field_of(r, form, field, sent);
}

/* A notice to everybody who works on the case; title without detail. */
void caf_notify(struct request *r, const struct record *record, const char *title);
/* Also the coordinators, who alone let it go on (4.2, 23). */
void caf_notify_paused(struct request *r, const struct record *record);
/* The case went on, or ended: what was said of the pause is settled. */
void caf_notify_unpaused(struct request *r, const struct record *record);
/* A closure without comments of the family. pointer: record that goes on, or 0.
 * After caf_move. */
void caf_exit_close(struct request *r, const struct record *record, const char *reason,
    const char *on, const char *notes, unsigned long long pointer);
/* On the case's page: where it comes from, and what is under way. */
void caf_exit_put(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e);

/* -- social-care.c: transitions 13, 22, 23, and K8 -- */
const char *caf_refer_guard(struct request *r, const struct record *record);
void caf_social_care_put(struct request *r, struct node *body, const struct record *record);
void caf_social_care_add(struct request *r, const struct record *record, const char *outcome,
    const char *on, const char *worker, const char *note);
int caf_refer_show(struct request *r);
int caf_refer_save(struct request *r);
int caf_outcome_show(struct request *r);
int caf_outcome_save(struct request *r);
int caf_lead_taken_show(struct request *r);
int caf_lead_taken_save(struct request *r);
int caf_return_show(struct request *r);
int caf_return_save(struct request *r);
extern const struct field caf_referred_input[], caf_outcome_input[], caf_lead_taken_input[],
    caf_return_input[];

/* -- step-down.c: transition 24 -- */
int caf_step_down_show(struct request *r);
int caf_step_down_make(struct request *r);
extern const struct field caf_step_down_input[];

/* -- withdraw.c: transition 25 (5.5) -- */
int caf_withdraw_show(struct request *r);
int caf_withdraw_save(struct request *r);
int caf_withdraw_harm_show(struct request *r);
int caf_withdraw_harm_save(struct request *r);
/* On the list of cases: what this person has still to answer. */
void caf_withdraw_waiting(struct request *r, struct node *body);
extern const struct field caf_withdraw_input[], caf_withdraw_harm_input[];

/* -- transfer.c: transition 26 -- */
const char *caf_transfer_guard(struct request *r, const struct record *record);
void caf_transfer_put(struct request *r, struct node *body, const struct record *record);
int caf_transfer_show(struct request *r);
int caf_transfer_send(struct request *r);
int caf_accepted_show(struct request *r);
int caf_accepted_save(struct request *r);
extern const struct field caf_transfer_input[], caf_accepted_input[];

/* -- contact.c: transition 27 -- */
/* As caf_carer_step (carer.c). */
bool caf_contact_step(struct request *r, struct node *body, const struct record *record);
const char *caf_no_contact_guard(struct request *r, const struct record *record);
int caf_no_contact_show(struct request *r);
int caf_attempt_add(struct request *r);
int caf_no_contact_ask(struct request *r);
int caf_no_contact_decide(struct request *r);
int caf_no_contact_close_show(struct request *r);
int caf_no_contact_close(struct request *r);
extern const struct field caf_attempt_input[], caf_no_contact_ask_input[],
    caf_no_contact_decide_input[], caf_no_contact_close_input[];

/* -- duplicate.c: transition 32 -- */
int caf_duplicate_show(struct request *r);
int caf_duplicate_close(struct request *r);
void caf_duplicate_put(struct request *r, struct node *body, const struct record *record);
extern const struct field caf_duplicate_input[];

/* -- siblings.c: sections that brothers and sisters share -- */
void caf_siblings_put(struct request *r, struct node *body, const struct record *record);
int caf_siblings_show(struct request *r);
int caf_siblings_find(struct request *r);
int caf_sibling_show(struct request *r);
int caf_sibling_copy(struct request *r);
extern const struct field caf_siblings_input[], caf_sibling_input[];

/* -- join.c: another assessment is open (transition 6) -- */

/* May the holder of the child's open case be named to this person? holder: a row
 * of CAF_OPEN_FOR_CHILD. */
bool caf_holder_told(struct request *r, const struct record *record,
    const struct db_row *holder);
/* Below the holder, on the page of who cannot go on. */
void caf_join_form(struct request *r, struct node *body, const struct record *record,
    const struct db_row *holder);
/* As caf_carer_step: to the first who asks. */
bool caf_join_step(struct request *r, struct node *body, const struct record *record);
void caf_join_put(struct request *r, struct node *body, const struct record *record);
int caf_join_show(struct request *r);
int caf_join_ask(struct request *r);
int caf_join_close(struct request *r);
int caf_join_request(struct request *r);
int caf_join_answer(struct request *r);
extern const struct field caf_join_input[], caf_join_answer_input[];

/* -- arrival.c: where an episode comes from (24, 26, 28) -- */

/* The questions beside "from another authority", in the radios of the way. */
void caf_arrival_fields(struct request *r, struct node *radios);
void caf_arrival_rules(struct request *r);
void caf_arrival_save(struct request *r, const struct record *record, const char *from,
    const char *reference, const char *summary);
void caf_arrival_made(struct request *r, const struct record *record);
void caf_arrival_put(struct request *r, struct node *body, const struct record *record);
/* Links the child's earlier episode; false: there is none. */
bool caf_previous_link(struct request *r, const struct record *record);
const char *caf_previous_reference(struct request *r, const struct caf_episode *e);	/* or NULL */

#endif
