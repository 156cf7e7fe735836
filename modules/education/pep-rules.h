/*
 * pep-rules: states of a personal education plan, its rating, and money as it is
 * typed (sections.md 3.3, 3.5, 9). Nothing here asks a database.
 */
#ifndef EVERYCHILD_EDUCATION_PEP_RULES_H
#define EVERYCHILD_EDUCATION_PEP_RULES_H

#include <stdbool.h>
#include <stddef.h>

/* 3.3 */
enum pep_state {
	PEP_NOT_STARTED, PEP_IN_PROGRESS, PEP_READY, PEP_SUBMITTED, PEP_RETURNED, PEP_COMPLETE,
	PEP_CANCELLED, PEP_HISTORICAL, PEP_STATE__MAX
};

enum pep_event {
	PEP_SAVED,			/* answers were saved, and some that are needed lack */
	PEP_WHOLE,			/* … and none lacks */
	PEP_SUBMIT,
	PEP_RETURN,
	PEP_ACCEPT,
	PEP_CANCEL,			/* left care, or a duplicate */
	PEP_SUPERSEDE			/* a newer one is complete */
};

/* "IN_PROGRESS", as stored (list education-pep-state). */
const char *pep_code(enum pep_state state);
/* PEP_STATE__MAX: no such code. */
enum pep_state pep_state(const char *code);
/* False: not from this state. */
bool pep_step(enum pep_state from, enum pep_event event, enum pep_state *to_r);

/* Who writes (3.3). VIRTUAL: the virtual school. */
enum pep_part { PEP_VIRTUAL, PEP_WORKER, PEP_TEACHER, PEP_CARER, PEP_PART__MAX };
bool pep_writes(enum pep_state state, enum pep_part part);

/* 3.5: "RED", "AMBER", "GREEN" or "GOLD" of grades 0 to 3, one an area; gold: how many
 * areas must be gold; amber: how many make it amber. */
const char *pep_overall(const unsigned *grades, size_t n, unsigned gold, unsigned amber);

/* 3.5: is a plan chosen for a second rating by this throw of the dice? Of all throws as
 * many in a hundred as is said, 0 to 100. */
bool pep_chosen(unsigned dice, long in_hundred);

/* "120", "120.5" or "1,120.50" pounds as pence; false: it is no such amount below a
 * million pounds. */
bool pep_pence(const char *text, unsigned *pence_r);

#endif
