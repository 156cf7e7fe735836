/*
 * daily: what the day brings by itself, done by a process beside the workers
 * (struct module, aside). Work is a table of errands, done in its order, and then
 * it is worked out how long what is archived is kept (disposal.h).
 *
 * The day is the day in London. Each record is a transaction of its own, with its
 * audit row: one that fails holds nobody up, and what was not done is done the next
 * time. Nobody is signed in (r->session NULL); the record's relation is SYSTEM.
 */
#ifndef EVERYCHILD_DAILY_H
#define EVERYCHILD_DAILY_H

#include <stdbool.h>

struct db;
struct db_row;
struct db_statement;
struct record;
struct request;

#define DAILY_MANY	200	/* a statement that lists more has as many a round */

/* One kind of work. What was done must not be found again, so that a second round
 * does nothing twice. */
struct errand {
	/* Lists numbers of records, in its first column, by one parameter. */
	const struct db_statement *due;
	const char *(*by)(struct request *);	/* it, may read; NULL: not this time */
	/* NULL: everything that is listed. Looked at before a record is locked. */
	bool (*wanted)(struct request *, const struct db_row *);
	/* Has the record locked, and finds out whether there is still something to do;
	 * false: there was not, and nothing is written. */
	bool (*run)(struct request *, struct record *);
	const char *action;			/* in the audit log */
};

struct daily {
	const struct errand *errands;		/* ends with action NULL */
	const char *minutes;			/* name of the setting: between two rounds */
	/* The module's own columns, into r->held. False: leave this one alone. NULL:
	 * it needs none. */
	bool (*load)(struct request *, const struct record *);
	/* Before the errands of each round, with its own transactions. NULL: nothing. */
	void (*round)(struct request *);
	/* What people wait for: tried every two seconds between the rounds, with its
	 * own transactions. True: something was done, try again at once. NULL: none. */
	bool (*job)(struct request *);
};

/* A request of nobody, with a pool of its own (pool_destroy(&r->pool)), for work that
 * no person asks for at a page. */
void daily_request(struct request *r, struct db *db);

/* One thing in a transaction of its own. run: false: there was nothing to do, and nothing
 * is written; else it has filled in r->audit, whose row is written. Returns 1 done, 0
 * nothing to do, -1 not done. */
int daily_one(struct request *r, bool (*run)(struct request *, void *), void *about);

/* Names the statements below for db; module_main calls it. */
void daily_statements_name(void);

/* The process: returns when the program is to end. */
void daily_run(struct db *db, const struct daily *daily);

/* Parameter of an errand: today. */
const char *daily_today(struct request *r);

/* What was closed so long ago (setting: an amount and a unit) is archived. before:
 * the moment before which it must have been closed; NULL: cannot be said. archive:
 * by this event of the module's workflow; false: not now. */
const char *daily_closed_before(struct request *r, const char *setting);
bool daily_archive(struct request *r, struct record *record, unsigned event,
    const char *setting);

#endif
