/*
 * addendum: what is said of a form after it was completed. Nothing of the form
 * is edited any more; who could write it adds, with name and time, until the
 * record is in a state of struct casework, sealed.
 */
#ifndef EVERYCHILD_ADDENDUM_H
#define EVERYCHILD_ADDENDUM_H

#include "casework-form.h"

extern const struct field addendum_input[];

/* Names the statements below for db; module_main calls it. */
void addendum_statements_name(void);

void addendum_add(struct request *r, const struct document *document, const char *text);
/* Below the form: what was added, and a link to add more. */
void addendum_list(struct request *r, struct node *body, const struct casework_open *o);
/* As a part of a <print>: what was added by that moment (UTC), NULL: all. fact,
 * under label, comes first; NULL: none. */
void addendum_print(struct request *r, struct node *print, const struct document *document,
    const char *at, const char *label, const char *fact);
/* What was recorded of the completed form besides (its kind's fact); NULL: nothing. */
const char *addendum_fact(struct request *r, const struct casework_open *o, const char **label_r);

int addendum_show(struct request *r);
int addendum_save(struct request *r);

#endif
