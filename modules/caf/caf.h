/*
 * caf: the Common Assessment Framework, from a concern to a completed
 * assessment. Section numbers are those of the domain page (sections.md).
 */
#ifndef EVERYCHILD_CAF_H
#define EVERYCHILD_CAF_H

#include "account.h"
#include "approval.h"
#include "assessment-form.h"
#include "caf-sql.h"
#include "casework-form.h"
#include "checklist-form.h"
#include "child-card.h"
#include "document-page.h"
#include "document.h"
#include "hand-over.h"
#include "harm-form.h"
#include "match.h"
#include "meeting-form.h"
#include "module.h"
#include "page.h"
#include "record.h"
#include "review-form.h"
#include "workflow.h"

enum caf_permission {
	CAF_READ = PERMISSION_FIRST,	/* open episodes that one may see */
	CAF_WORK,			/* start and fill them in, take part in a team */
	CAF_COORDINATE,			/* what comes to and from children's social care */
	CAF_OVERSEE,			/* of a team or the service: hand over, count */
	CAF_TEAM,			/* take part in a team, also as coordinator */
	CAF_CLOSE,			/* close a case, also as its holder's manager */
	CAF_ARCHIVE,			/* hold and dispose of what is archived */
	CAF_STEP,			/* steps that are of case work or of the service's */
	CAF_HOLD,			/* set and end legal holds */
	CAF_AUDIT,			/* the sharing log of a case, nothing else of it */
	CAF_SERVICES,			/* search and read the service directory */
	CAF_DIRECTORY,			/* edit it */
	CAF_DISPOSE,			/* propose what is to be destroyed */
	CAF_EMERGENCY			/* read a case one does not work on (emergency.h) */
};

/* 4.1. What is stored is "S0", "S1", …; END is a checklist that led nowhere. */
enum caf_state {
	CAF_CONCERN, CAF_CONSENT_SOUGHT, CAF_REGISTERED, CAF_ASSESSING, CAF_COMPLETED,
	CAF_SINGLE, CAF_TEAM_FORMING, CAF_DELIVERING, CAF_IN_REVIEW, CAF_SUSPENDED, CAF_CLOSED,
	CAF_REFUSED, CAF_WITHDRAWN, CAF_TRANSFERRED, CAF_ARCHIVED, CAF_DESTROYED, CAF_ENDED,
	CAF_STATE__MAX
};

/* 4.2; the number is that of its table. */
enum caf_event {
	CAF_EVENT_CHECKLIST,		/* 1 */
	CAF_EVENT_END,			/* 2 */
	CAF_EVENT_ASK,			/* 3 */
	CAF_EVENT_CONSENT,		/* 4 */
	CAF_EVENT_REFUSE,		/* 5 */
	CAF_EVENT_SEARCH,		/* 6 */
	CAF_EVENT_START,		/* 7 */
	CAF_EVENT_SAVE,			/* 8 */
	CAF_EVENT_COMPLETE,		/* 9 */
	CAF_EVENT_CLOSE,		/* 10, 18 */
	CAF_EVENT_SINGLE,		/* 11 */
	CAF_EVENT_SINGLE_REVIEW,	/* 11: in the state that it leads to */
	CAF_EVENT_TEAM,			/* 12, 19 */
	CAF_EVENT_SOCIAL_CARE,		/* 13 */
	CAF_EVENT_AGREE,		/* 14 */
	CAF_EVENT_REVIEW,		/* 15 */
	CAF_EVENT_CONTINUE,		/* 16 */
	CAF_EVENT_REVIEW_CLOSE,		/* 17 */
	CAF_EVENT_REASSESS,		/* 20 */
	CAF_EVENT_HARM_OPEN,		/* 21: section K is begun */
	CAF_EVENT_HARM,			/* 21: K1 to K7 stand */
	CAF_EVENT_HARM_NOTED,		/* 21, and nothing is paused */
	CAF_EVENT_LEAD_TAKEN,		/* 22 */
	CAF_EVENT_RETURN,		/* 23 */
	CAF_EVENT_STEP_DOWN,		/* 24 */
	CAF_EVENT_WITHDRAW,		/* 25 */
	CAF_EVENT_WITHDRAW_PART,	/* 25: one service */
	CAF_EVENT_WITHDRAW_LEAD,	/* 25: the lead professional's */
	CAF_EVENT_WITHDRAW_ALONE,	/* 25: the last but the assessor's */
	CAF_EVENT_TRANSFER,		/* 26 */
	CAF_EVENT_NO_CONTACT,		/* 27 */
	CAF_EVENT_AGAIN,		/* 28 */
	CAF_EVENT_ARCHIVE,		/* 29 */
	CAF_EVENT_DESTROY,		/* 30 */
	CAF_EVENT_HOLD,			/* 31 */
	CAF_EVENT_DUPLICATE,		/* 32 */
	CAF_EVENT_ELSEWHERE,		/* 6 */
	CAF_EVENT__MAX
};

extern const struct db_statement caf_sql[CAF_SQL__MAX];
extern const struct db_statement caf_children[CHILD_CARD_SQL__MAX];
extern const struct module caf_module;
extern const struct workflow caf_workflow;
extern const struct casework_clock caf_clocks[];
extern const struct casework caf_casework;
extern const struct form *caf_checklist, *caf_assessment, *caf_harm;
extern const struct form *caf_meeting;
extern const struct form *caf_review;

/* The episode's own columns beside its record. */
struct caf_episode {
	bool unborn;
	const char *mother_given, *mother_family;
	const char *born_on, *expected_on;	/* NULL: not said */
	const char *asked_by, *asked_on, *leaflet;
	const char *searched_at, *registered_on, *started_on, *completed_on;
	const char *decision, *level, *next_step;
	unsigned assessment;			/* A4: number of the assessment */
	unsigned long long previous;		/* A6: record of the episode before; 0: none */
	const char *review_on;			/* of the plan; NULL: not agreed */
	const char *plan_on;			/* when that was agreed; NULL: it is not */
	/* What was typed of the child that was born, until a record of the index is
	 * linked. newborn_on NULL: nothing. */
	const char *newborn_on, *newborn_given, *newborn_family, *newborn_sex, *newborn_postcode;
};

/* -- case.c -- */

/* casework_load and casework_lock, with a copy of the episode. */
bool caf_load(struct request *r, struct record *record, struct caf_episode *episode_r);
bool caf_lock(struct request *r, struct record *record, struct caf_episode *episode_r);
void caf_identity(struct request *r, const struct record *record,
    const struct caf_episode *episode);
int caf_case_show(struct request *r);


/* By their former names: what common does. */
static inline const char *caf_day(struct request *r, const char *iso)
{
	return page_day(r, iso);
}

static inline int caf_moved_on(struct request *r)
{
	return casework_moved_on(r);
}

static inline bool caf_move(struct request *r, struct record *record, enum caf_event event,
    int *status_r)
{
	return casework_move(r, record, event, status_r);
}

static inline void caf_clock_start(struct request *r, const struct record *record,
    const char *code, const char *from)
{
	casework_clock_start(r, record, code, from);
}

static inline void caf_clock_agree(struct request *r, const struct record *record,
    const char *code, const char *due, const char *why)
{
	casework_clock_agree(r, record, code, due, why);
}

static inline const char *caf_clock_date(struct request *r, const char *code, const char *from)
{
	return casework_clock_date(r, code, from);
}

/* -- start.c -- */

/* 6.2: what somebody who meets an open episode may know: holder and phone. */
void caf_holder(struct request *r, struct node *body, const struct record *record,
    const struct db_row *row);
/* 3.2 B6: from 28 days ago to 294 days on; NULL when it is. */
const char *caf_expected_wrong(struct request *r, const char *iso);
int caf_start_show(struct request *r);
int caf_start_make(struct request *r);
int caf_unborn_show(struct request *r);
int caf_unborn_make(struct request *r);
int caf_ask_show(struct request *r);
int caf_ask_save(struct request *r);

/* -- consent.c -- */

/* 5.3: who decides, by the age of the person the case is about. */
enum caf_who { CAF_UNBORN, CAF_UNDER_12, CAF_FROM_12, CAF_FROM_16, CAF_ADULT };
enum caf_who caf_who(const struct caf_episode *e);
/* The same in a sentence, for above the questions. */
const char *caf_who_text(enum caf_who who);

/* Messages beside what was sent of the questions of 5.2: who answers and when;
 * for a yes also why this person may. */
void caf_consent_rules(struct request *r, const struct caf_episode *e);
/* The questions of a route's table as controls; a basis that does not fit the
 * age is not offered, nor are kinds that cannot be asked (5.2). */
void caf_consent_fields(struct request *r, struct node *form, const struct field *table,
    const struct caf_episode *e);
/* A row of what was sent; the number of the row, 0 when it could not be written. */
unsigned long long caf_consent_add(struct request *r, const struct record *record,
    const char *type, const char *service, const char *code, const char *reconfirm_on);

extern const struct field caf_consent_input[], caf_consents_input[];
extern const struct field caf_reassess_input[];
/* 12.7: gives the record the next reference. */
bool caf_refer(struct request *r, struct record *record);

int caf_consent_show(struct request *r);
int caf_consent_save(struct request *r);

/* -- consents.c: all that was agreed to or refused (5.2) -- */

/* 5.4: may this person know that a service of this kind is named? */
bool caf_service_shown(struct request *r, const struct record *record, const char *code);
/* Is there a living consent of this type for this kind of service? */
bool caf_consent_living(struct request *r, const struct record *record, const char *type,
    const char *code);
void caf_consents_put(struct request *r, struct node *body, const struct record *record);
int caf_consents_show(struct request *r);
int caf_consents_save(struct request *r);

/* A service as a consent names it: "Housing, Sandmouth Homes". */
const char *caf_service_name(struct request *r, const char *code, const char *organisation);

/* -- approval.c: what is asked of the manager of who holds the case -- */

/* Asks, with a notice to who decides. about: whom it is for, or "". */
void caf_approval_ask(struct request *r, const struct record *record, const char *kind,
    const char *about, const char *note, const char *title);
/* Does the holder's manager decide? Else the coordinators do. */
bool caf_approval_by_manager(struct request *r, const struct record *record);
/* Is this one for this person to decide? It is for the manager of who holds the
 * case; for the coordinators when there is none who can sign in, or when it was
 * the manager who asked. Nobody decides what they asked. */
bool caf_approval_decides(struct request *r, const struct record *record,
    const struct approval *approval);
/* Answers, with a notice to who asked and who holds the case; the notices with which
 * it was asked are settled. False: somebody has answered meanwhile. */
bool caf_approval_decide(struct request *r, const struct record *record,
    const struct approval *approval, const char *answer, const char *reason,
    const char *asked, const char *title);
/* After a hand-over: who decides from now on hears of what waits. */
void caf_approval_moved(struct request *r, const struct record *record);

/* -- carer.c: a carer's consent when nobody with responsibility is found (5.3) -- */

extern const struct field caf_carer_ask_input[], caf_carer_decide_input[];
/* May a carer be approved for a person of this age? */
bool caf_carer_fits(enum caf_who who);
/* Does an approval stand by which the carer of this name agrees to recording and
 * sharing? It ends when a parent who holds parental responsibility answers or
 * withdraws, with the time of clock T12, and with the manager's later no. */
bool caf_carer_approved(struct request *r, const struct record *record, const char *name);
/* A message on the basis CARER_ONLY of the answer that was sent, unless its
 * giver is approved. */
void caf_carer_rules(struct request *r, const struct record *record);
/* Links: on the case's page while a request waits; on that of the consents. */
/* The button to what waits for this person's decision. False: nothing does. */
bool caf_carer_step(struct request *r, struct node *body, const struct record *record);
void caf_carer_put(struct request *r, struct node *body, const struct record *record);
void caf_carer_link(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e);
int caf_carer_show(struct request *r);
int caf_carer_ask(struct request *r);
int caf_carer_decide(struct request *r);

/* -- signature.c: who signed the assessment (J5) -- */

/* Row of the signature (J5) that counts as consent by 5.3; 0: there is none. */
unsigned caf_signature(struct request *r, const struct record *record,
    const struct form_answers *answers);
/* What stands in the way of completion: nobody signed who may, or a carer for
 * sharing that somebody who may has refused. As caf_wrong. */
void caf_signature_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);

/* -- dispute.c: two people with parental responsibility disagree (5.3) -- */
extern const struct field caf_dispute_input[];
/* was: the answer that stands (CAF_CONSENT_OTHER). A message on the new one
 * unless it is the same person's, or a manager has noted it. */
void caf_dispute_rules(struct request *r, const struct record *record, const struct db_row *was);
/* As caf_carer_step. */
bool caf_dispute_step(struct request *r, struct node *body, const struct record *record);
void caf_dispute_put(struct request *r, struct node *body, const struct record *record);
int caf_dispute_note(struct request *r);

/* -- shown.c: who may see what of a form (5.4) -- */

/* Part of the assessment (list assessment-part) that a section belongs to, "K"
 * for section K; "" for what is never left out (dates, agreement, copies). */
const char *caf_part(const struct form_section *section);
/* J4: the parts that are not shared, as codes. */
const char *caf_excluded(struct request *r, const struct record *record);
/* Section G is written by who may read all of it. */
bool caf_section_writable(const struct record *record, const struct form_section *section);
/* Hides from this reader what 5.4 gives to others: sensitive services, and
 * from a member of the team what is not to be shared. */
void caf_shown(struct request *r, const struct record *record, const struct document *document,
    struct document_mask *mask);
/* Hides the rows of repeat groups that ever named a sensitive service which
 * may_see does not let through. */
void caf_shown_services(struct request *r, const struct record *record,
    const struct document *document, struct document_mask *mask,
    bool (*may_see)(struct request *, const struct record *, const char *code));
/* D7: whom some of it must not reach; NULL: nobody. */
const char *caf_withhold(struct request *r, const struct form_answers *answers);
/* What the family said in words, with its agreement, that is not recorded or
 * shared; NULL: nothing, or nothing that this person reads. */
const char *caf_wishes(struct request *r, const struct record *record);
/* 5.5: what stands over a case whose consent was withdrawn; NULL: it was not. */
const char *caf_withdrawn(struct request *r, const struct record *record);
/* All of these, over what is read or printed here; answers may be NULL. Not for
 * a copy that goes out: it would tell what is kept back. */
const char *caf_before_passing(struct request *r, const struct record *record,
    const struct form_answers *answers);

/* -- share.c, share-log.c, share-copy.c: what was shared with whom (5.6) -- */

/* To be added: texts that are NULL are empty, days and moments not said. */
struct caf_share {
	unsigned long long id;
	const char *decision, *shared_at, *to_person, *to_agency, *service, *what, *parts;
	const char *purpose, *agreement, *ground, *not_told, *facts, *opinions, *reported;
	const char *why, *consulted, *told, *told_on, *method, *late_note, *at, *by;
	unsigned meeting;	/* whose minutes; 0: none */
	/* It went out as it stood at this moment (UTC); NULL, or later: when it was
	 * recorded. */
	const char *as_at;
};

extern const struct field caf_share_input[], caf_share_one_input[], caf_sharing_input[];
/* A row of the log; by, id and at are not looked at. */
void caf_share_add(struct request *r, const struct record *record, const struct caf_share *s);
/* One row of this record. False: none that this person may see. */
bool caf_share_find(struct request *r, const struct record *record, unsigned long long id,
    struct caf_share *share_r);
/* The parts in words, separated by commas. */
const char *caf_share_parts(struct request *r, const char *parts);
bool caf_share_reader(const struct record *record);
int caf_share_show(struct request *r);
int caf_share_save(struct request *r);
int caf_shares_show(struct request *r);
int caf_share_one(struct request *r);
int caf_share_copy(struct request *r);
int caf_sharing_show(struct request *r);
int caf_sharing_find(struct request *r);

/* -- copy.c: what an entry of the log says went out, as it stood then -- */

struct caf_copy {
	const struct record *record;
	const struct caf_episode *episode;
	const struct caf_share *share;
	const char *parts, *left_out;	/* of those chosen (list share-part): they go out, or not */
	const char *kept;		/* parts that the family keeps back from this recipient */
	const char **unnamed;		/* people of services that are not named to the recipient */
	size_t n_unnamed;
	bool shielded;
};
/* What it may hold today; the share must stay while the request lasts. */
void caf_copy_new(struct request *r, const struct record *record, const struct caf_episode *e,
    const struct caf_share *share, struct caf_copy *copy_r);
/* As parts of a <print>. */
void caf_copy_put(struct request *r, struct node *print, const struct caf_copy *copy);

/* -- report.c: what the service counts -- */
extern const struct report_book caf_reports;

/* -- report-facts.c: what reports count of what was just frozen -- */
void caf_report_assessed(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *answers);
void caf_report_reviewed(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *answers);
void caf_report_prompts(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *answers);

/* -- list.c -- */
extern const struct field caf_list_input[];
int caf_list(struct request *r);

/* -- hand-over.c: to another assessor -- */
extern const struct hand_over caf_hand_over;

/* -- disposal.c: how long a case is kept, and what hangs on it (6.7; 4.2, 30) -- */
extern const struct db_statement caf_disposal_facts[1];
extern const struct db_statement caf_disposal_whole[CAF_DISPOSAL_WHOLE_N];
extern const struct db_statement caf_disposal_checklist[CAF_DISPOSAL_CHECKLIST_N];
extern const struct disposal caf_disposal;
/* Ends the program when a setting is not a time. */
void caf_disposal_start(void);
/* On the page of an archived case: until when it is kept. */
void caf_disposal_put(struct request *r, struct node *summary, const struct record *record);

/* -- archive.c -- */

/* The process that archives what was closed long enough ago. */
void caf_archive_run(struct db *db);

/* -- register.c: existing-assessment check, start of the form -- */
int caf_search_show(struct request *r);
int caf_search_run(struct request *r);
int caf_form_start(struct request *r);
/* A new version of the assessment, with what case and account know already. */
void caf_form_make(struct request *r, const struct record *record, const struct caf_episode *e,
    unsigned version, struct document *document_r);

/* -- people.c: co-assessors (1.1 COA) -- */
extern const struct people caf_people;

/* -- birth.c -- */
int caf_birth_show(struct request *r);
int caf_birth_save(struct request *r);
int caf_birth_match(struct request *r);
int caf_birth_link(struct request *r);

/* -- newborn.c: records of the index that may be the child that was born -- */

#define CAF_NEWBORNS_MAX	20	/* as many as a search of the index shows (6.4) */

struct caf_newborn {
	struct child_card card;
	struct match_result match;
};

/* What is POSSIBLE or STRONG by 8.2, best first; *more_r when there were others.
 * Only what everybody may see of a shielded child is compared, and with a
 * postcode typed no shielded child is found (6.4). */
size_t caf_newborns(struct request *r, const struct caf_episode *e,
    struct caf_newborn list[CAF_NEWBORNS_MAX], bool *more_r);

/* -- forms.c: the forms of a case -- */
extern const struct casework_form caf_forms[];

/* By their former names: what common does. */
enum caf_opened {
	CAF_NOT_FOUND = CASEWORK_NOT_FOUND,
	CAF_NOT_STARTED = CASEWORK_NOT_STARTED,
	CAF_OPEN = CASEWORK_OPEN
};

static inline enum caf_opened caf_open(struct request *r, struct casework_open *o, bool lock)
{
	return (enum caf_opened)casework_form_open(r, o, lock);
}

static inline void caf_gaps(struct request *r, struct node *body, const struct casework_open *o,
    const struct form_gap *gaps)
{
	casework_form_gaps(r, body, o, gaps);
}

/* -- checklist.c -- */
void caf_checklist_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
int caf_checklist_none(struct request *r, const struct casework_open *o);
int caf_checklist_decide(struct request *r);

/* -- assessment.c -- */
void caf_assessment_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
int caf_assessment_complete(struct request *r);

/* -- harm.c -- */
void caf_harm_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
int caf_harm_none(struct request *r, const struct casework_open *o);
void caf_harm_after(struct request *r, const struct casework_open *o, struct node *body);
const char *caf_harm_fact(struct request *r, const struct casework_open *o, const char **label_r);
bool caf_harm_find(struct request *r, const struct record *record, unsigned number,
    struct document *document_r);
/* Whose only part is section K (relation HARM: who has said after a withdrawal
 * that there is a concern): is this request one of its pages? True for others. */
bool caf_harm_lets(struct request *r, const struct record *record);
/* Path to which the pages of a case lead back. */
const char *caf_back(struct request *r, const struct record *record);
int caf_harm_start(struct request *r);
int caf_harm_refer(struct request *r);
int caf_harm_confirmed(struct request *r);
extern const struct field caf_harm_input[], caf_confirmed_input[];

/* -- rules.c: what the form definition cannot say (3.1, 3.2) -- */

/* Messages beside the fields of one section, on saving. */
void caf_rules_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers);
/* What must hold before completion, over the whole form. */
void caf_rules_checklist(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);
void caf_rules_assessment(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);
/* A message beside the field (gaps NULL) or one that stands in the way of
 * completion. item: 0 outside groups. */
void caf_wrong(struct request *r, const struct form_answers *answers, struct form_gap **gaps,
    unsigned field, unsigned item, const char *message);
/* The last concern (K) is recorded as referred. */
bool caf_harm_recorded(struct request *r, const struct record *record);
/* 3.1: NFA, ONE or CAF; SAF when harm is said. NULL: not enough answered. */
const char *caf_suggestion(const struct form_answers *answers);

#include "directory.h"

#include "exit.h"

#include "plan.h"

#endif
