/*
 * pep-guest: a designated teacher of another authority, who has no account, writes the
 * school's sections of one plan (sections.md 14; common/guest.h). The virtual school
 * makes and withdraws the entry on the plan's page (pep-guest.c); what the guest sees
 * takes the plan from the session and from no address (guest-plan.c).
 */
#ifndef EVERYCHILD_EDUCATION_PEP_GUEST_H
#define EVERYCHILD_EDUCATION_PEP_GUEST_H

#include "pep.h"

#define EDUCATION_GUEST_START	"/education/guest"

/* -- pep-guest.c -- */
extern const struct field education_guest_new_input[], education_guest_end_input[];
/* On the plan's page, for the virtual school: its entries, and a new one. */
void education_guests_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p);
int education_guest_new_show(struct request *r);
int education_guest_new(struct request *r);
int education_guest_end(struct request *r);

/* -- guest-plan.c -- */
extern const struct field education_guest_section_input[], education_guest_answers_input[],
    education_guest_sign_input[];
int education_guest_plan(struct request *r);
int education_guest_changes(struct request *r);
int education_guest_section(struct request *r);
int education_guest_save(struct request *r);
int education_guest_draft(struct request *r);
int education_guest_sign(struct request *r);

#endif
