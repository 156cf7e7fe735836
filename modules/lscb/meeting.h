/*
 * meeting: the panel, its meetings and what they decide (sections.md 1.7, 5.1 to
 * 5.6, T11 to T15). One part of lscb.h's module; SQL in sql-meeting.h.
 *
 * The panel works on pages that have no name on them: identifier, age and sex.
 */
#ifndef EVERYCHILD_LSCB_MEETING_H
#define EVERYCHILD_LSCB_MEETING_H

#include "lscb.h"
#include "quorum-rules.h"

/* -- panel.c: who sits on the panel, and what they have undertaken -- */
#define LSCB_SEATED	"CDM CDP CDD CDJ CDC CDB CDA"	/* roles that may have a seat */
extern const struct field lscb_panel_input[], lscb_panel_end_input[], lscb_undertaking_input[];
int lscb_panel_show(struct request *r);
int lscb_panel_add(struct request *r);
int lscb_panel_end(struct request *r);
int lscb_undertaking_show(struct request *r);
int lscb_undertaking_sign(struct request *r);

/* -- meeting.c -- */
struct lscb_meeting {
	unsigned long long id;
	const char *handle, *kind, *theme, *meets_on, *meets_at, *place, *status, *papers_on;
	unsigned version;
};
/* A choice of a select. */
void lscb_option(struct node *control, const char *value, const char *label,
    const char *chosen);
/* By the route's "meeting"; lock: nobody else changes it until the end. False: none. */
bool lscb_meeting_load(struct request *r, bool lock, struct lscb_meeting *meeting_r);
bool lscb_meeting_find(struct request *r, const char *handle, bool lock,
    struct lscb_meeting *meeting_r);
/* Those to come, the next first. */
size_t lscb_meetings_ahead(struct request *r, struct lscb_meeting **list_r);
/* The day on which the papers of a meeting on this day go out (YYYY-MM-DD); NULL: a
 * bank holiday that it takes is not known. */
const char *lscb_papers_on(struct request *r, const char *meets_on);
/* "Meeting of 9 May 2027" */
const char *lscb_meeting_title(struct request *r, const struct lscb_meeting *m);
const char *lscb_meeting_path(struct request *r, const struct lscb_meeting *m);
/* "14:30" as it is read: 2:30pm */
const char *lscb_meeting_time(struct request *r, const char *at);
/* May anything of it still be changed? */
bool lscb_meeting_open(const struct lscb_meeting *m);
/* A page of the meeting, with its way back; returns the body. */
struct node *lscb_meeting_page(struct request *r, const struct lscb_meeting *m,
    const char *view, const char *title);
extern const struct field lscb_meetings_input[], lscb_meeting_input[], lscb_meeting_plan_input[];
extern const struct field lscb_meeting_status_input[];
int lscb_meetings(struct request *r);
int lscb_meeting_plan_show(struct request *r);
int lscb_meeting_plan(struct request *r);
int lscb_meeting_show(struct request *r);
int lscb_meeting_status(struct request *r);

/* -- agenda.c: 5.2 -- */
struct lscb_item {
	unsigned long long id, record;
	unsigned position, version;
	const char *kind, *block, *title, *minute, *dissent, *outcome, *why, *handle, *reference;
};
/* The standing items, in their order. */
void lscb_agenda_begin(struct request *r, unsigned long long meeting);
/* What is on the agenda now, in order. */
size_t lscb_agenda(struct request *r, unsigned long long meeting, struct lscb_item **items_r);
void lscb_agenda_put(struct request *r, struct node *body, const struct lscb_meeting *m);
/* Makes room for a case of this block and returns its place. */
unsigned long long lscb_agenda_place(struct request *r, const struct lscb_meeting *m,
    const char *block);
/* The newest meeting that this case is, or was, dealt with at. False: none. */
bool lscb_item_of(struct request *r, const struct record *record, struct lscb_meeting *meeting_r,
    struct lscb_item *item_r);
extern const struct field lscb_agenda_move_input[], lscb_minute_input[];
int lscb_agenda_move(struct request *r);
/* The minute of a standing item. */
int lscb_minute_show(struct request *r);
int lscb_minute_save(struct request *r);

/* -- minutes.c: of a meeting that has come, on one page -- */
int lscb_minutes(struct request *r);

/* -- listing.c: T11 and T12 -- */
extern const struct field lscb_listing_input[], lscb_unlist_input[];
int lscb_listing_show(struct request *r);
int lscb_listing_save(struct request *r);
int lscb_unlist_show(struct request *r);
int lscb_unlist_save(struct request *r);

/* -- attendance.c: who is invited and who came -- */
/* Every member that has no invitation yet gets one with their seat. */
void lscb_invite_all(struct request *r, unsigned long long meeting);
/* record NULL: of the meeting; else of this case, for which who declared a conflict does
 * not count. */
void lscb_quorum(struct request *r, const struct lscb_meeting *m, const struct record *record,
    struct quorum *quorum_r);
/* The light, in words. */
void lscb_quorum_put(struct request *r, struct node *body, const struct quorum *q);
/* A sentence on what the quorum lacks; NULL: nothing. */
const char *lscb_quorum_lacks(struct request *r, const struct quorum *q);
extern const struct field lscb_attendance_input[];
int lscb_attendance_show(struct request *r);
int lscb_attendance_save(struct request *r);
int lscb_invite(struct request *r);

/* -- conflict.c: 1.7 -- */
/* Has this account declared one on this case that stands? */
bool lscb_in_conflict(struct request *r, unsigned long long meeting, unsigned long long record,
    unsigned long long account);
void lscb_conflicts_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_meeting *m, bool open);
/* For the coordinator alone: cases of the meeting and their members of whom nobody said yet
 * whether they have one. */
void lscb_conflicts_open(struct request *r, struct node *body, const struct lscb_meeting *m);
/* What was declared at a meeting, of every case of it: part of its minutes. */
void lscb_conflicts_minuted(struct request *r, struct node *body, const struct lscb_meeting *m);
extern const struct field lscb_conflict_input[], lscb_conflict_clear_input[];
int lscb_conflict_show(struct request *r);
int lscb_conflict_add(struct request *r);
int lscb_conflict_clear(struct request *r);

/* -- table.c: a case at the table (5.4), without a name -- */
/* A page of a case as the panel sees it: identifier, age, sex. */
struct node *lscb_table_page(struct request *r, const struct record *record, const char *view,
    const char *title);
extern const struct field lscb_table_input[];
int lscb_table_show(struct request *r);
int lscb_table_save(struct request *r);
/* On the case's page. */
void lscb_review_panel(struct request *r, const struct record *record, struct node *list);

/* -- sign.c: T15; defer.c: T13 and T14 -- */
extern const struct field lscb_sign_input[], lscb_defer_input[], lscb_answered_input[];
/* 1.7: who signs or adjourns has chaired: the chair, or the deputy in whose place they
 * stood. Why this person has not, in a sentence; NULL: they have. */
const char *lscb_chair_lacks(struct request *r, const struct lscb_meeting *m,
    unsigned long long record);
/* Guards: what keeps everybody from it yet. */
const char *lscb_sign_guard(struct request *r, const struct record *record);
const char *lscb_defer_guard(struct request *r, const struct record *record);
int lscb_sign_show(struct request *r);
int lscb_sign(struct request *r);
int lscb_defer_show(struct request *r);
int lscb_defer(struct request *r);
int lscb_answered_show(struct request *r);
int lscb_answered(struct request *r);

/* -- recommendation.c, action.c, referral.c: 5.5 and 5.6 -- */
struct lscb_recommendation {
	unsigned long long record, theme, meeting;	/* 0: of none */
	const char *text, *addressee, *level, *lead, *due_on;
};
/* Keeps it with the next number of the year; its number in the table. */
unsigned long long lscb_recommend(struct request *r, const struct lscb_recommendation *made);
/* Keeps an action with the next number of the year. */
struct lscb_action {
	unsigned long long recommendation, record, meeting, agency;
	const char *text, *lead, *due_on;
};
void lscb_action_keep(struct request *r, const struct lscb_action *made);
/* The actions of a recommendation. */
void lscb_actions_put(struct request *r, struct node *body, unsigned long long recommendation);
extern const struct field lscb_recommendations_input[], lscb_recommendation_input[];
extern const struct field lscb_recommendation_answer_input[], lscb_actions_input[];
extern const struct field lscb_action_add_input[], lscb_action_input[], lscb_action_save_input[];
extern const struct field lscb_referral_input[], lscb_referral_decide_input[];
int lscb_recommendations(struct request *r);
int lscb_recommendation_show(struct request *r);
int lscb_recommendation_answer(struct request *r);
int lscb_actions(struct request *r);
int lscb_action_add_show(struct request *r);
int lscb_action_add(struct request *r);
int lscb_action_show(struct request *r);
int lscb_action_save(struct request *r);
/* Refers on, unless that is done already. */
void lscb_refer(struct request *r, const struct record *record, const char *to,
    const char *trigger, const char *why);
int lscb_referrals(struct request *r);
int lscb_referral_add(struct request *r);
int lscb_referral_decide_show(struct request *r);
int lscb_referral_decide(struct request *r);

/* -- names.c -- */
/* A name of the child, or of somebody in the case, that stands in the text in any spelling;
 * "": the child's number, address or day of birth does. NULL: none, or a text of no case (0). */
const char *lscb_name_in(struct request *r, unsigned long long record, const char *text);
/* Refuses a field of the route's where it holds one. */
void lscb_nameless(struct request *r, unsigned long long record, const char *field);

#endif
