/*
 * step: what closes, opens and locks a child's record beside the episodes of care
 * (sections.md 2, 14, 15.3). One page each, told apart by the route's input.
 */
#ifndef EVERYCHILD_EDUCATION_STEP_H
#define EVERYCHILD_EDUCATION_STEP_H

#include "education.h"

extern const struct field education_dropped_input[], education_back_input[],
    education_gone_input[], education_advice_input[], education_advice_end_input[],
    education_lock_input[], education_unlock_input[];
int education_step_show(struct request *r);
int education_step_save(struct request *r);
/* After an adoption order of a day: the record, which is locked for this transaction and
 * whose care has ended, is the head's alone from now on. False: not from its state. */
bool education_lock(struct request *r, struct record *record, const char *on);
/* Care has begun: who was advised is that no more. */
void education_advice_over(struct request *r, const struct record *record, const char *on);
/* The locked records, for the head: by reference, never by name. */
int education_locked(struct request *r);

#endif
