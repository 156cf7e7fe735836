/*
 * measure: what the authority imposes, allows or decides of an arrangement
 * (sections.md 5.6 and 6): suitability, requirements, prohibitions,
 * consent to a disqualified person, exemption from the limit, appeals, and the
 * letters that tell of them. Front door and worker propose, a manager who did
 * not propose decides (11.2).
 */
#ifndef EVERYCHILD_FOSTERING_MEASURE_H
#define EVERYCHILD_FOSTERING_MEASURE_H

#include "clock.h"
#include "fostering.h"

enum measure_about {
	MEASURE_REQUIREMENT, MEASURE_PROHIBITION, MEASURE_CONSENT, MEASURE_LIMIT,
	MEASURE__MAX
};

/* A row of one of the four tables. Texts are never NULL, days are where there is
 * none. */
struct measure {
	enum measure_about about;
	unsigned long long id, number, person, household, proposed_by, version;
	const char *status;		/* as stored */
	const char *what;		/* category, type, or grounds of disqualification */
	const char *text;		/* of a requirement; disclosure; conditions */
	const char *applies;		/* to whom; the children of an exemption */
	const char *reason, *proposed_at, *proposer, *decider, *person_name;
	const char *decided_on, *served_on, *served_how;
	const char *comply_by, *met_on, *evidence, *ended_on, *ended_why;
	bool suspended;			/* by an appeal that is open */
	bool appealed;			/* an appeal is open, whether it suspends or not */
	/* Of a prohibition alone. */
	const char *grounds;
	unsigned long long requirement;	/* number of the one it is attached to; 0: none */
	const char *asked_on, *cancel_decision, *cancel_decided_on;
	const char *effective_on;	/* NULL: it has no effect (measure-rules.h) */
};

/* -- measure.c -- */

/* All of the record, or the one with this number (0: all). Returns how many. */
size_t measure_list(struct request *r, const struct record *record, enum measure_about about,
    unsigned long long number, struct measure **list_r);
/* The one of the route's "number". */
bool measure_find(struct request *r, const struct record *record, enum measure_about about,
    struct measure *m_r);
/* The one with this id. */
bool measure_by_id(struct request *r, const struct record *record, enum measure_about about,
    unsigned long long id, struct measure *m_r);
/* "Requirement 2" */
const char *measure_title(struct request *r, const struct measure *m);
/* As a person reads it: "Suspended by appeal", "Imposed". */
const char *measure_status(const struct measure *m);
const char *measure_path(struct request *r, const struct record *record, const struct measure *m);
/* Does it stand: decided, and not ended? */
bool measure_stands(const struct measure *m);
/* A prohibition that has effect today. */
bool measure_in_effect(const struct request *r, const struct measure *m);
/* A prohibition of another arrangement that touches this carer or household. */
size_t measure_elsewhere(struct request *r, const struct record *record, struct measure **list_r);
/* Is that one in force on this arrangement too? B: of these premises alone. */
bool measure_touches(const struct request *r, const struct measure *m);

/* May this person propose on the case; decide what that account proposed? */
bool measure_proposer(struct request *r, const struct record *record);
bool measure_decider(struct request *r, const struct record *record,
    unsigned long long proposed_by);

/* A carer or member of the household. */
struct measure_person {
	unsigned long long id;
	const char *handle, *name;
	bool carer, barred, disqualified, granted, pending;
	bool asked;			/* it is known whether disqualified */
};
size_t measure_people(struct request *r, const struct record *record,
    struct measure_person **list_r);

/* The table's own fields and a button, posted to path; filled in again where the
 * request is that one. */
void measure_form(struct request *r, struct node *body, const char *title,
    const struct field *table, const char *path, const char *button);
/* When and how the notice was given to the person: refuses where no letter of
 * this kind is kept for it, or the day is before the letter's. */
extern const struct field measure_served_input[], measure_number_input[];
bool measure_served_check(struct request *r, const struct record *record, const char *letter,
    const struct measure *m);
void measure_served_put(struct request *r, struct node *body, const struct record *record,
    const struct measure *m, const char *letter);
/* 14 days from the day it was notified. False: no bank-holiday-free answer. */
bool measure_appeal_window(struct request *r, const char *served_on, struct clock_due *due_r);
/* Rows that every measure has: status, who proposed it, notice, appeal. */
void measure_rows_put(struct request *r, struct node *summary, const struct measure *m);
/* Links to lodge an appeal and to what is lodged. */
void measure_appeal_offer(struct request *r, struct node *body, const struct record *record,
    const struct measure *m);
/* The sentence over it and, where they may, the letter. */
struct node *measure_page(struct request *r, const struct record *record, const struct measure *m);
int measure_overview_show(struct request *r);

/* -- decision.c -- */
extern const struct field fostering_decision_propose_input[], fostering_decision_decide_input[];
/* A decision on the suitability of the record, by its row. */
bool fostering_decision_find(struct request *r, const struct record *record,
    unsigned long long id, const char **outcome_r, const char **reason_r, const char **on_r);
int fostering_decision_show(struct request *r);
int fostering_decision_propose(struct request *r);
int fostering_decision_decide(struct request *r);
int fostering_decision_move(struct request *r);

/* -- requirement.c -- */
extern const struct field fostering_requirement_input[], fostering_requirement_decide_input[],
    fostering_requirement_vary_input[], fostering_requirement_met_input[],
    fostering_requirement_breach_input[], fostering_requirement_remove_input[];
int fostering_requirement_new(struct request *r);
int fostering_requirement_propose(struct request *r);
int fostering_requirement_show(struct request *r);
int fostering_requirement_decide(struct request *r);
int fostering_requirement_served(struct request *r);
int fostering_requirement_vary(struct request *r);
int fostering_requirement_met(struct request *r);
int fostering_requirement_breach(struct request *r);
int fostering_requirement_remove(struct request *r);
/* The clock of the time for compliance: starts, stops for an appeal, and has
 * another day after it (NULL: none). */
void fostering_requirement_clock(struct request *r, const struct record *record,
    unsigned long long number, const char *comply_by, const char *why);
void fostering_requirement_suspend(struct request *r, const struct record *record,
    const struct measure *m);

/* -- prohibition.c -- */
extern const struct field fostering_prohibition_input[], fostering_prohibition_decide_input[],
    fostering_prohibition_ask_input[], fostering_prohibition_cancel_input[];
int fostering_prohibition_new(struct request *r);
int fostering_prohibition_propose(struct request *r);
int fostering_prohibition_show(struct request *r);
int fostering_prohibition_decide(struct request *r);
int fostering_prohibition_served(struct request *r);
int fostering_prohibition_ask(struct request *r);
int fostering_prohibition_cancel(struct request *r);

/* -- disqualification.c -- */
extern const struct field fostering_consent_input[], fostering_consent_decide_input[];
int fostering_consent_new(struct request *r);
int fostering_consent_apply(struct request *r);
int fostering_consent_show(struct request *r);
int fostering_consent_decide(struct request *r);
int fostering_consent_served(struct request *r);

/* -- limit.c -- */
extern const struct field fostering_limit_input[], fostering_limit_decide_input[],
    fostering_limit_end_input[];
struct measure_child {
	unsigned long long record, id;	/* id: of the index */
	const char *name, *born_on;
	size_t group;			/* brothers and sisters have the same */
	bool seen;			/* may this reader open the case? */
};
/* Children with the carer of this record, in its own or an open or proposed
 * arrangement. */
size_t fostering_limit_children(struct request *r, const struct record *record,
    struct measure_child **list_r);
struct measure_count {
	size_t children, hidden;	/* with this carer; not for this reader to see */
	bool over;			/* more than the limit, not all siblings, not all exempt */
	bool seen_over;			/* so by those alone that this reader may see */
	const char *names;		/* of those seen, one a line */
};
void fostering_limit_count(struct request *r, const struct record *record,
    struct measure_count *count_r);
/* A sentence for this reader; NULL: nothing to be told. It numbers and names nobody
 * of a case that this reader may not open (11.2); a manager is told to ask, where
 * only those make it too many. */
const char *fostering_limit_warning(struct request *r, const struct record *record);
int fostering_limit_new(struct request *r);
int fostering_limit_ask(struct request *r);
int fostering_limit_show(struct request *r);
int fostering_limit_decide(struct request *r);
int fostering_limit_served(struct request *r);
int fostering_limit_end(struct request *r);

/* -- sibling.c: brothers and sisters with one carer -- */
/* Puts each of them into a group. */
void fostering_sibling_groups(struct request *r, struct measure_child *children, size_t n);
extern const struct field fostering_sibling_input[];
int fostering_siblings_show(struct request *r);
int fostering_siblings_save(struct request *r);

/* -- appeal.c -- */
extern const struct field fostering_appeal_input[], fostering_appeal_outcome_input[];
int fostering_appeal_new(struct request *r);
int fostering_appeal_lodge(struct request *r);
int fostering_appeal_show(struct request *r);
int fostering_appeal_outcome(struct request *r);
void fostering_appeals_put(struct request *r, struct node *body, const struct record *record,
    bool consents);

/* -- letter.c -- */
extern const struct field fostering_letter_input[], fostering_letter_sent_input[];
/* Is a letter of this kind kept for it? The day of the first, else NULL. */
const char *fostering_letter_kept(struct request *r, const struct record *record,
    const char *kind, unsigned long long target);
int fostering_letters_show(struct request *r);
int fostering_letter_show(struct request *r);
int fostering_letter_keep(struct request *r);
int fostering_letter_sent_show(struct request *r);

#endif
