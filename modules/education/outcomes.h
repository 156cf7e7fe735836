/*
 * outcomes: pages of the child for what the return asks beside episodes (sections.md
 * 12): OC2, reviews, social workers.
 */
#ifndef EVERYCHILD_OUTCOMES_H
#define EVERYCHILD_OUTCOMES_H

#include "education.h"

extern const struct field education_outcomes_input[], education_reviews_input[],
    education_workers_input[];

void education_outcomes_put(struct request *r, const struct record *record, struct node *body);
int education_outcomes_show(struct request *r);
int education_outcomes_save(struct request *r);
int education_reviews_show(struct request *r);
int education_reviews_save(struct request *r);
int education_workers_show(struct request *r);
int education_workers_save(struct request *r);

#endif
