/*
 * task: what is to be done on a record beside its statutory dates. It is done, or
 * dropped: by a person who says why, or by the step that ends the record. Which
 * kinds there are, their words, and who may end one are the module's.
 */
#ifndef EVERYCHILD_TASK_H
#define EVERYCHILD_TASK_H

#include <stdbool.h>
#include <stddef.h>

struct record;
struct request;

struct task {
	unsigned long long id;
	const char *kind, *what;
	const char *due_on;			/* NULL: no day */
	const char *done_on, *dropped_on;	/* both NULL: still to be done */
	const char *note;			/* what was done, or why not; "" */
	bool open;
};

/* Names the statements below for db; module_main calls it. */
void task_statements_name(void);

/* Those of a record in r->pool: what is to be done by its day, then the rest. */
size_t task_list(struct request *r, const struct record *record, struct task **list_r);
/* The open one of that number, as a form sent it. False: there is none. */
bool task_find(struct request *r, const struct record *record, const char *number,
    struct task *task_r);
/* Is one of this kind still to be done? what: of these words ("": of any). */
bool task_open(struct request *r, const struct record *record, const char *kind,
    const char *what);
/* Adds one, also beside another that is the same. kind: 16 characters at most, what:
 * 300; due_on: NULL for no day. */
void task_new(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on);
/* The same where none of this kind and these words is still to be done. */
void task_add(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on);
/* Ends one today; dropped: it is not to be done. False: somebody has ended it meanwhile. */
bool task_end(struct request *r, const struct record *record, const struct task *task,
    bool dropped, const char *note);
/* All of this kind that are open were done today. */
void task_kind_done(struct request *r, const struct record *record, const char *kind,
    const char *note);
/* Nothing open is to be done any more, as the record has ended, but what is of this
 * kind (keep; "": nothing stays). */
void task_drop(struct request *r, const struct record *record, const char *keep);

#endif
