/*
 * late: why a date was missed, said by those the module names
 * (struct casework, late_by). Being late never blocks; the date stays late, and
 * the sentence stands beside it.
 *
 * Two rows of the module's routes, both with the same input:
 *	/x/case/:id/late/:deadline	GET late_show, POST late_save
 */
#ifndef EVERYCHILD_LATE_H
#define EVERYCHILD_LATE_H

#include "field.h"

struct request;

/* A sentence, or a sentence and a code of the list "late-reason". A module with a
 * list of its own (struct casework, late_list) makes its table of LATE_FIELDS. */
#define LATE_DEADLINE \
	{ .name = "id", .type = FIELD_HANDLE, .required = true }, \
	{ .name = "deadline", .type = FIELD_NUMBER, .max = 18, .required = true }
#define LATE_SENTENCE \
	{ .name = "reason", .type = FIELD_TEXT, .max = 200, .required = true, \
	  .label = "Why is it late?", .hint = "In a sentence. It is shown with the date" }
#define LATE_FIELDS(list_) \
	LATE_DEADLINE, \
	{ .name = "code", .type = FIELD_CODE, .choices = (list_), .required = true, \
	  .label = "What kept it?" }, \
	LATE_SENTENCE
extern const struct field late_input[], late_coded_input[];

/* Label of a reason of the module's list. */
const char *late_label(const struct request *r, const char *code);

/* Names the statements below for db; module_main calls it. */
void late_statements_name(void);

int late_show(struct request *r);
int late_save(struct request *r);

#endif
