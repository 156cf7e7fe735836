/*
 * plan: what follows the assessment: the team, its meetings, the lead
 * professional, the plan, its reviews and its end. Comes with caf.h.
 */
#ifndef EVERYCHILD_CAF_PLAN_H
#define EVERYCHILD_CAF_PLAN_H

/* -- team.c: the team around the child (3.4) -- */

extern const struct field caf_team_family_input[], caf_team_professional_input[],
    caf_team_end_input[];
/* Who calls meetings, adds members and proposes a lead professional. */
bool caf_team_runs(const struct record *record);
/* Links between the pages of the team; current: path of this one below the
 * case's. */
void caf_team_nav(struct request *r, struct node *body, const struct record *record,
    const char *current);
/* Transitions 12 and 19: at least one other service that may be told (J3). */
const char *caf_team_guard(struct request *r, const struct record *record);
/* The person who holds the case is a member from the call on. */
void caf_team_owner_add(struct request *r, const struct record *record);
/* 5.5: a consent to share ended, so those who came in by it have no part any
 * more; also not as lead professional. */
void caf_team_consent_end(struct request *r, const struct record *record,
    unsigned long long consent);
int caf_team_show(struct request *r);
int caf_team_family_show(struct request *r);
int caf_team_family_add(struct request *r);
int caf_team_professional_show(struct request *r);
int caf_team_professional_add(struct request *r);
int caf_team_end(struct request *r);

/* -- meeting.c: meetings of the team (3.4), transitions 12 and 19 -- */

extern const struct field caf_meeting_call_input[], caf_meeting_more_input[];
/* A new meeting with this kind, day, time and place; its number. The members
 * of the team are its invited. */
unsigned caf_meeting_new(struct request *r, const struct record *record, const char *type,
    const char *on, const char *at, const char *place);
/* Somebody who joined is invited to the meeting that is to come. */
void caf_meeting_invite(struct request *r, const struct record *record, const char *name,
    const char *capacity, const char *organisation);
void caf_meeting_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers);
void caf_meeting_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);
void caf_meeting_saved(struct request *r, const struct record *record, struct document *document);
bool caf_meeting_noted_by(struct request *r, const struct casework_open *o);
void caf_meeting_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
int caf_meeting_complete(struct request *r);
/* T13: when the minutes were sent, and to whom. */
extern const struct field caf_minutes_input[];
void caf_meeting_after(struct request *r, const struct casework_open *o, struct node *body);
const char *caf_meeting_fact(struct request *r, const struct casework_open *o, const char **label_r);
int caf_meeting_sent(struct request *r);
int caf_meeting_list(struct request *r);
int caf_meeting_more(struct request *r);
int caf_meeting_call_show(struct request *r);
int caf_meeting_call(struct request *r);

/* -- single.c: one service acts (transition 11) -- */

extern const struct field caf_single_input[];
int caf_single_show(struct request *r);
int caf_single_make(struct request *r);
extern const struct field caf_single_review_input[];
int caf_single_review_show(struct request *r);
int caf_single_review(struct request *r);

/* -- lead.c: the lead professional (3.5) -- */

struct caf_lead {
	unsigned long long id, member, account;		/* member 0: the coordinator */
	const char *name, *agency, *phone, *email;
	const char *agreed_on, *since;
	bool out, in;			/* confirmed by the outgoing, the incoming */
	bool left;			/* the account is disabled */
};

extern const struct field caf_lead_input[], caf_lead_row_input[];
/* False: there is none. lead_r may be NULL. */
bool caf_lead_current(struct request *r, const struct record *record, struct caf_lead *lead_r);
bool caf_lead_proposed(struct request *r, const struct record *record, struct caf_lead *lead_r);
/* Ends the part of the current one and drops who is proposed, if it is this
 * account (0: whoever it is). */
void caf_lead_end(struct request *r, const struct record *record, unsigned long long account);
/* The second half of it alone. */
void caf_lead_unpropose(struct request *r, const struct record *record,
    unsigned long long account);
/* Of what waits for this person to confirm: the button that leads there. False: nothing. */
bool caf_lead_step(struct request *r, struct node *body, const struct record *record);
int caf_lead_show(struct request *r);
int caf_lead_propose(struct request *r);
int caf_lead_confirm(struct request *r);
int caf_lead_drop(struct request *r);
/* -- plan.c: the delivery plan (3.3) and its agreement (transition 14) -- */
extern const struct field caf_agree_input[];
/* The last day for the first review (T5); NULL: it cannot be worked out. */
const char *caf_review_latest(struct request *r, const struct caf_episode *e);
/* A message beside review_on when that is not from today to the last day. */
void caf_review_date_rules(struct request *r, const struct caf_episode *e);
const char *caf_plan_guard(struct request *r, const struct record *record);
/* Is this the name of a member of the team? */
bool caf_plan_names(struct request *r, const struct record *record, const char *who);
/* What stands on the plan's pages. */
struct caf_plan {
	const struct record *record;
	const struct caf_episode *episode;
	unsigned assessment;			/* its version */
	const char *review_on, *on;		/* NULL: not agreed; the day it is read for */
	const struct form_answers *met;		/* the last meeting; NULL: none was held */
	bool lead;				/* only name, agency, phone, email are read */
	struct caf_lead who_leads;
	struct db_rows team;
	struct caf_action *actions;
	size_t n_actions;
};
/* As parts of a <print>. */
void caf_plan_put(struct request *r, struct node *print, const struct caf_plan *p);
int caf_plan_show(struct request *r);
int caf_plan_print(struct request *r);
int caf_agree_show(struct request *r);
int caf_agree(struct request *r);

/* -- action.c: actions of the plan (3.3 P5) -- */

struct caf_action {
	unsigned long long id;
	unsigned number, version;
	const char *outcome, *aim, *action, *who;
	const char *agreed_on, *due_on, *status, *closed_on;
	unsigned long long account;	/* of the member of the team whose it is; 0: none */
	const char *progress, *progress_at;	/* the newest; NULL: none */
	const char *at;			/* when it joined the plan */
	const char *source;		/* ASSESSMENT, PLAN, MEETING */
};

extern const struct field caf_action_input[], caf_progress_input[];
/* May the plan be written in, by the case's state (S5 to S8)? */
bool caf_plan_open(const struct record *record);
/* Does this person write the plan, and not own actions only? */
bool caf_plan_leads(const struct record *record);
/* In the order they were agreed. */
size_t caf_actions(struct request *r, const struct record *record, struct caf_action **actions_r);
/* As they stood at a moment (UTC); closed_on, version and account are today's. */
size_t caf_actions_at(struct request *r, const struct record *record, const char *at,
    struct caf_action **actions_r);
bool caf_action_is_open(const struct caf_action *a);
/* Was anything reported since this moment? */
bool caf_action_reported(const struct caf_action *a, const char *since);
bool caf_action_overdue(struct request *r, const struct caf_action *a);
/* As cards with links. since: a moment to compare the newest report with, or
 * NULL; from: added to the links ("&from=review"). */
void caf_actions_put(struct request *r, struct node *body, const struct record *record,
    const char *since, const char *from);
/* The open ones of this person, when there are any. */
void caf_actions_mine(struct request *r, struct node *body, const struct record *record);
/* source: ASSESSMENT, PLAN, MEETING; member: of the team, 0 none. */
void caf_action_add(struct request *r, const struct record *record, const struct caf_action *a,
    const char *source, unsigned long long member);
void caf_actions_take(struct request *r, const struct record *record,
    const struct form_answers *answers);
int caf_action_new(struct request *r);
int caf_action_save(struct request *r);
int caf_progress_show(struct request *r);
int caf_progress_save(struct request *r);

/* -- review.c: R1 to R12, transitions 15 to 17 -- */
void caf_review_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers);
void caf_review_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);
void caf_review_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
int caf_review_none(struct request *r, const struct casework_open *o);
int caf_review_ask(struct request *r);
int caf_review_open(struct request *r);
int caf_review_sign(struct request *r);

/* -- closure.c: 2.9, transitions 10 and 18 -- */

struct caf_closure {
	const char *reason, *closed_on, *notes;
	const char *child_comment, *child_absent, *parent_comment, *parent_absent;
	unsigned long long pointer;	/* C09: the episode that goes on; 0: none */
};

extern const struct field caf_closure_input[];
const char *caf_closure_guard(struct request *r, const struct record *record);
/* After caf_move has closed the case: why and how. No text may be NULL. */
void caf_closure_add(struct request *r, const struct record *record, const struct caf_closure *c);
void caf_closure_put(struct request *r, struct node *body, const struct record *record);
int caf_close_show(struct request *r);
int caf_close(struct request *r);

/* -- reassess.c: transition 20 -- */
int caf_reassess_show(struct request *r);
int caf_reassess(struct request *r);
/* Sharing was agreed in a completed assessment by the row `consent`: who came
 * in by a former one for the same service stays by this one. */
void caf_reassess_renew(struct request *r, const struct record *record,
    unsigned long long consent, const char *service, const char *code);
/* Consents to share that are older than the row `since` end; who came in by
 * one has no part in the case any more. */
void caf_reassess_lapse(struct request *r, const struct record *record,
    unsigned long long since);

#endif
