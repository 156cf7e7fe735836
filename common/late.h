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

/* A sentence, or a sentence and a code of the list "late-reason", which the
 * module installs. */
extern const struct field late_input[], late_coded_input[];

/* Names the statements below for db; module_main calls it. */
void late_statements_name(void);

int late_show(struct request *r);
int late_save(struct request *r);

#endif
