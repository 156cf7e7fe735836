/*
 * audit: every view, search, refusal and change leaves a row, written in the
 * transaction of what it tells of. Rows of one worker form a chain: each one's
 * mac is HMAC-SHA-256 over its fields and the mac before it, so that a row
 * changed, removed or put in later shows (the command everychild-audit).
 */
#ifndef EVERYCHILD_AUDIT_H
#define EVERYCHILD_AUDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "db.h"
#include "secret.h"

struct db;
struct pool;
struct request;

/* What a request is about; a handler fills in what it learns. Strings "". */
struct audit {
	const char *action;		/* starts as the route's */
	const char *object;		/* "child", "record", "account" */
	unsigned long long object_id;
	unsigned long long child;
	const char *relation;		/* by which the person may see it */
	const char *reason;		/* code, where one is stated */
	const char *detail;		/* criteria, fields, words of a reason */
};

/* One row as it is signed. */
struct audit_row {
	const char *chain;
	unsigned long long seq;
	const char *said_at;
	unsigned long long account;
	const char *login, *role, *relation, *action, *object;
	unsigned long long object_id, child;
	const char *reason, *detail, *request, *address;
	unsigned long long outcome;
};

extern const struct db_statement audit_statements[];
extern const unsigned audit_statements_n;

/* Starts this worker's chain. */
void audit_open(void);

/* Further rows within one request (several things happened). */
void audit_add(struct request *r, const char *action, const char *detail);

/* Writes the request's own row. The chain moves on only when audit_done is
 * told that the transaction was committed. */
void audit_write(struct request *r, int outcome);
void audit_done(bool committed);

/* The mac of a row that follows prev. Every field is preceded by its length,
 * so different rows never sign the same bytes. */
void audit_mac(struct pool *pool, const struct audit_row *row,
    const unsigned char prev[SECRET_BYTES], unsigned char mac_r[SECRET_BYTES]);

#endif
