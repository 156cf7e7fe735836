/*
 * audit-entry: rows of the audit log as lines of a file, so that they can be verified
 * where the database is not.
 *
 * The first line is ENTRY_FIRST; the last is "end" and the number of rows. A line has the
 * columns in order, a tab between two: program, id, chain, seq, seconds between the row's
 * time and the server's, said_at, account, login, role, relation, action, object,
 * object_id, child, reason, detail, request, address, outcome, mac (hexadecimal). Tab,
 * line end and backslash are \t, \n and \\. Rows of a program stand together, by
 * chain and seq.
 */
#ifndef EVERYCHILD_AUDIT_ENTRY_H
#define EVERYCHILD_AUDIT_ENTRY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "audit.h"

struct pool;

#define ENTRY_FIRST	"everychild-audit 1"

struct entry {
	struct audit_row row;
	unsigned long long id, apart;	/* apart: seconds */
	const char *program;		/* NULL: the one that is looked at */
	const void *mac;
	size_t mac_len;
};

/* All columns but the program's, as the database gives them from the first one on. */
#define ENTRY_COLUMNS	"id, chain, seq, ABS(TIMESTAMPDIFF(SECOND, said_at, at)), said_at," \
	" account, login, role, relation, action, object, object_id, child, reason, detail," \
	" request, address, outcome, mac"
#define ENTRY_KINDS	"usuususssssuussssub"
void entry_from(const struct db_row *row, struct entry *entry_r);

void entry_write(struct pool *pool, FILE *out, const char *program, const struct entry *entry);
/* A line without its end, len bytes; strings are the pool's. False: it is not one. */
bool entry_read(struct pool *pool, const char *line, size_t len, struct entry *entry_r);

#endif
