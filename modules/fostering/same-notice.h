/*
 * same-notice: one notice about several children. Each has a case of its own (1:
 * one child with one household is one arrangement); what the notice says is typed
 * once and carried to the cases of the others.
 */
#ifndef EVERYCHILD_FOSTERING_SAME_NOTICE_H
#define EVERYCHILD_FOSTERING_SAME_NOTICE_H

#include "fostering.h"

struct child_card;

/* On the page that takes a notice about this child: those that this person took
 * lately or works on, of other children. */
void same_notice_offer(struct request *r, struct node *body, const struct child_card *child);
/* Fills the page in from the one that the input's "like" names; returns its
 * household, 0 where there is none that this person may use. */
unsigned long long same_notice_fill(struct request *r, const struct child_card *child);
/* The new case's notice 1 is the same as that of "like": its answers are carried
 * over, as far as there are any yet. */
void same_notice_keep(struct request *r, const struct record *record, const struct child_card *child);
/* On the page of the form of the notice: what the other one says by now and this
 * one does not, to be carried over. */
void same_notice_put(struct request *r, struct node *body, const struct record *record,
    const struct document *document);

#endif
