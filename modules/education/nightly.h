/*
 * nightly: what is worked out once a day, or when somebody asks for it, by the process
 * beside the workers: marks added up by term (5.3, for V08) and data that is missing or
 * cannot be right (15.2). The pages show what the last run found, and when it ended.
 */
#ifndef EVERYCHILD_EDUCATION_NIGHTLY_H
#define EVERYCHILD_EDUCATION_NIGHTLY_H

#include "education.h"

/* -- nightly.c -- */
/* For the process beside the workers (daily.h, job): the run that waits, or the day's
 * first. */
bool education_nightly_job(struct request *r);
/* The moment at which the last run ended; NULL: there was none. *run_r: its number. */
const char *education_nightly_last(struct request *r, unsigned long long *run_r);

/* -- finding.c: the list of 15.2 -- */
extern const struct field education_quality_input[];
int education_quality_show(struct request *r);
/* Has the list made again. */
int education_quality_again(struct request *r);

#endif
