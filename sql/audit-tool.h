/*
 * audit-tool: what the commands of everychild-audit share.
 */
#ifndef EVERYCHILD_AUDIT_TOOL_H
#define EVERYCHILD_AUDIT_TOOL_H

#include <stdbool.h>
#include <stdio.h>

#include "db.h"

struct pool;

#define PAGE	5000	/* rows read at a time, as in the statements */

/* What a process ends with. A fatal error of common is FAILED too. */
enum ending { GOOD, FAILED, BAD = 10 };

/* One program being looked at. */
struct look {
	const char *program;
	struct db *db;
	struct pool *pool;
	FILE *out;			/* where findings for the parent go, or NULL */
	unsigned long long rows, chains;
	char newest[27];		/* when the newest row says that it was written, or "" */
	bool bad;
};

/* What one program is asked, in a process of its own: nothing of the one
 * before, its key and schema above all, is in the way. Returns an ending. */
typedef int (*look_fn)(const char *program, FILE *out);
int look_apart(look_fn fn, const char *program, FILE *out);

/* For all programs, or those that were named: the worst ending. */
int look_all(look_fn fn, FILE *out);
bool look_named(const char *program);
/* Names another, once. */
void look_add(const char *program);

/* Connects to the program's schema and begins; ends the process when it cannot. */
void look_open(struct look *look, const char *program);
/* Ends the process unless all that was asked so far was answered: nothing
 * found is only so when nothing went wrong. */
void look_sure(const struct look *look);
void look_close(struct look *look);

/* What verify is asked to compare with. Each may be NULL. */
struct verify {
	const char *heads;		/* the file of ends */
	const char *checkpoints, *key;	/* the folder, and the public key's file */
	const char *first, *known;	/* of the checkpoints: a number, and one with its hash */
	const char *file;		/* exported rows, instead of the database */
	bool named;			/* programs were named */
	bool keys;			/* the programs' keys are there */
	long minutes;			/* between two checkpoints, at most */
};

/* The commands. They return an ending. */
int audit_verify(const struct verify *how);
int audit_export(const char *path);
int audit_child(const char *number);

#endif
