/*
 * approval: one person asks, and another decides. Of each kind one question
 * waits at a time on a record. Who may decide, and who hears of it, is the
 * module's; nobody decides what they asked.
 */
#ifndef EVERYCHILD_APPROVAL_H
#define EVERYCHILD_APPROVAL_H

#include <stdbool.h>
#include <stddef.h>

struct record;
struct request;

struct approval {
	unsigned long long id, asked_by;
	const char *about, *note, *asked_at, *asker;
	const char *answer;			/* Y or N; NULL: there is none, or it was overtaken */
	const char *reason, *decided_at, *decider;	/* NULL before that */
};

/* Names the statements below for db; module_main calls it. */
void approval_statements_name(void);

/* Those of one kind, newest first. */
size_t approval_list(struct request *r, const struct record *record, const char *kind,
    struct approval **list_r);
/* The newest. False: none was ever asked. */
bool approval_last(struct request *r, const struct record *record, const char *kind,
    struct approval *approval_r);
/* The one that has no answer yet. False: none. */
bool approval_waits(struct request *r, const struct record *record, const char *kind,
    struct approval *approval_r);
/* Asks. kind: 12 characters at most; about: whom it is for, or "". */
void approval_ask(struct request *r, const struct record *record, const char *kind,
    const char *about, const char *note);
/* Answers with Y or N. False: they asked it themselves, or somebody has answered
 * meanwhile. */
bool approval_answer(struct request *r, const struct record *record,
    const struct approval *approval, const char *answer, const char *reason);
/* What waits is not asked any more: another step was made, and nobody answered. */
void approvals_overtaken(struct request *r, const struct record *record);

#endif
