/*
 * history: targets and returns of former years as far as what is stored says (sections.md
 * 11): the PSA target for children in care and the OC2, on a day that the reader chooses.
 */
#ifndef EVERYCHILD_EDUCATION_HISTORY_H
#define EVERYCHILD_EDUCATION_HISTORY_H

#include "education.h"

extern const struct field education_history_input[];
int education_history(struct request *r);

#endif
