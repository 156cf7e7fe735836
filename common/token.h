/*
 * token: the hidden token of every form. It proves that the form came from
 * this session's page (so no other site can post it), and it is spent in the
 * transaction of the save, so that a reload, a second click or a resend after
 * a lost answer cannot save twice: the second post is led to what the first
 * one did.
 */
#ifndef EVERYCHILD_TOKEN_H
#define EVERYCHILD_TOKEN_H

#include <stdbool.h>

#include "db.h"

struct request;

extern const struct db_statement token_statements[];
extern const unsigned token_statements_n;

/* A fresh token for a form that posts to path. Without a session (sign-in) it
 * is bound to nobody: see SameSite and the Origin check. */
const char *token_make(struct request *r, const char *path);
/* The same for a path of another program, whose route is ROUTE_SHARED. */
const char *token_make_shared(struct request *r, const char *path);

/* True when the token parameter is one of this session for this path. */
bool token_check(struct request *r);

enum token_spent {
	TOKEN_SPENT,		/* now, by us */
	TOKEN_BEFORE,		/* already: *result_r where that led, "" when it failed */
	TOKEN_BROKEN		/* the database is in trouble */
};

/* Spends the token in the transaction that is open. Waits for another request
 * that is spending the same one. */
enum token_spent token_spend(struct request *r, const char **result_r, const char **at_r);
/* Was it spent, without spending it? */
bool token_spent(struct request *r, const char **result_r, const char **at_r);
void token_result(struct request *r, const char *location);
/* The save did not happen but the transaction is kept (a draft): not spent. */
void token_return(struct request *r);

/* Rows that are no longer needed: tokens of a week ago, stashes of yesterday. */
void token_purge(struct request *r);

#endif
