/*
 * mail-tool: what the parts of everychild-mail share.
 */
#ifndef EVERYCHILD_MAIL_TOOL_H
#define EVERYCHILD_MAIL_TOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "date.h"
#include "db.h"
#include "pool.h"

enum mail_sql {
	/* rounds */
	MAIL_ROUND, MAIL_ROUND_LAST, MAIL_ADD_DUE, MAIL_ADD_WEEK, MAIL_ADD_NEWS, MAIL_ADD_UNUSED,
	MAIL_PURGE,
	/* letters */
	MAIL_NEXT, MAIL_LOCK, MAIL_END, MAIL_LATER, MAIL_DUE, MAIL_DUE_COUNTS, MAIL_UNREAD,
	MAIL__MAX
};

extern const struct db_statement mail_sql[MAIL__MAX];

struct mailer {
	struct db *db;
	struct pool *pool;
	long long now;			/* the moment it is taken to be */
	struct date today;
};

/* Ends the program when the database failed. */
void mailer_sure(const struct mailer *m);

/* -- mail-check.c: findings (probe.h) of the database and the mail server; the exit
 * status. Closes m->db. -- */
int mailer_check(struct mailer *m);

/* -- mail-queue.c: which messages are to be sent today -- */
void queue_make(struct mailer *m);

/* -- mail-letter.c: what one of them says -- */

/* A queued message with its row locked. */
struct letter {
	unsigned long long id, account;
	const char *message, *to;	/* to: the address, NULL when there is none to use */
	const char *made_at;
	unsigned long long days_left;	/* until the account is closed */
};

/* Head and text as they go to the server; NULL: there is nothing left to say. */
const char *letter_text(struct mailer *m, const struct letter *letter, size_t *len_r);

#endif
