/*
 * letter: a letter as it is read before it is sent, kept exactly as it was sent, and
 * printed: one A4 page or more. The wording is letter-words.h; where it is kept, a table
 * "letter" of the module's own, with the statements below.
 */
#ifndef EVERYCHILD_LETTER_H
#define EVERYCHILD_LETTER_H

#include "letter-words.h"

struct node;
struct request;

/* A letter as it is kept; body as letter_kept_text gives it. sent_how NULL: it is not
 * kept, and stands as it is on that day. */
struct letter_sent {
	const char *reference, *kind, *to_name, *to_address, *body, *sent_on, *sent_how;
};

/* What is kept: who it is from and the title, as they are today, then what
 * letter_merge gives. */
char *letter_kept_text(struct request *r, const struct letter_words *words,
    const struct letter_values *values);
void letter_body_put(struct request *r, struct node *parent, const char *body);
/* Name, and a line of the address a paragraph. */
void letter_address_put(struct request *r, struct node *parent, const char *name,
    const char *address);
/* Begins the page of one, for print. */
void letter_print(struct request *r, const struct letter_sent *sent);

/* Statements of a table letter (record, number, kind, target, to_name, to_address, body,
 * sent_on, sent_how, account, at). Those of a record, the newest first: number, kind, to,
 * day, how, given and family name of who kept it. */
#define LETTER_SQL_LIST \
	{ "SELECT l.number, l.kind, l.to_name, l.sent_on, l.sent_how, a.given, a.family" \
	    " FROM letter l LEFT JOIN everychild.account a ON a.id = l.account" \
	    " WHERE l.record = ? ORDER BY l.number DESC LIMIT 300", "u", "ussdsss" }
/* record, number: kind, name, address, body, day, how. */
#define LETTER_SQL_FIND \
	{ "SELECT l.kind, l.to_name, l.to_address, l.body, l.sent_on, l.sent_how" \
	    " FROM letter l WHERE l.record = ? AND l.number = ?", "uu", "ssssds" }
/* record, kind, target (0: none), name, address, body, day, how, account, record. */
#define LETTER_SQL_KEEP \
	{ "INSERT INTO letter (record, number, kind, target, to_name, to_address, body, sent_on," \
	    " sent_how, account, at) SELECT ?, z.number, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6)" \
	    " FROM (SELECT COALESCE(MAX(l.number), 0) + 1 AS number FROM letter l" \
	    " WHERE l.record = ?) z", "usUsssdsuu", "" }

#endif
