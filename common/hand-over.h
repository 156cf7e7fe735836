/*
 * hand-over: a record changes hands, one (/x/case/:id/hand-over) or several of a
 * person at once (/x/hand-over?from=ACCOUNT): by its holder's manager within own
 * staff, or by who sees the whole service (record_readers). Who held it has no
 * part in it any more, so that a leaver's or a mover's access ends with it. A
 * module gives struct casework, hand_over.
 */
#ifndef EVERYCHILD_HAND_OVER_H
#define EVERYCHILD_HAND_OVER_H

#include <stdbool.h>

#include "field.h"

struct record;
struct request;

struct hand_over {
	const char *role;		/* code of the role of those who can hold a record */
	const char *holder;		/* what they are called: "a …", "no …" */
	const char *owner;		/* what who holds one is called: "the …", "another …" */
	const char *service;		/* who can hand over to anybody: "the …" */
	const char *part;		/* involvement that goes on with the new holder */
	/* Relations, space separated: what the new holder gives up for it, and what
	 * the former has no more. */
	const char *new_ends, *former_ends;
	/* In the module's own tables: where the former's parts end, and what goes with
	 * the new holder. The record is handed over by then; NULL: nothing. */
	void (*handed_over)(struct request *, const struct record *, unsigned long long former);
};

extern const struct field hand_over_input[], hand_over_many_input[];

/* Names the statements below for db; module_main calls it. */
void hand_over_statements_name(void);

/* By the holder's manager or who sees the whole service, while it is open. */
bool hand_over_may(const struct record *record);
int hand_over_show(struct request *r);
int hand_over_save(struct request *r);
int hand_over_many_show(struct request *r);
int hand_over_many_save(struct request *r);

#endif
