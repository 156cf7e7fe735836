/*
 * disposal: what was kept long enough is destroyed. Nothing is
 * disposed of by itself: the system works out from when a record may go and lists
 * it, one person proposes, a second decides, and a command with a database
 * account of its own destroys. A legal hold, or a record of the same child that
 * is open again, stops it at each step and once more at the moment of
 * destruction. What stays is the access log and a certificate without a name.
 *
 * The mechanism is here. A module says by what rule a record is kept, and which
 * of its tables hang on a record (struct disposal); every table of its schema is
 * in one of its lists, or a test fails.
 */
#ifndef EVERYCHILD_DISPOSAL_H
#define EVERYCHILD_DISPOSAL_H

#include <stdbool.h>
#include <stddef.h>

#include "db.h"
#include "field.h"

struct module;
struct pool;
struct request;

#define DISPOSAL_PARTS_MAX	4

/* Until when something of a record is kept. */
struct disposal_due {
	const char *part;		/* "": the record; else a part's code */
	const char *rule;		/* code of the module's rule */
	const char *on;			/* YYYY-MM-DD: from this day it may be disposed of */
	const char *why;		/* "25 years from birth"; no date, no name */
};

struct disposal_rule {
	const char *code;
	const char *title;		/* what the lists and the certificate call such a
					 * record; {terms} */
};

/* What is destroyed together. Each statement has one parameter, the record's
 * number. tables: of each statement the table whose rows it deletes, counted on
 * the certificate; NULL for one that takes a reference to the record out of
 * another one. For the whole record the tables that every module has follow. */
struct disposal_part {
	const char *code;		/* "" for the whole record */
	const char *title;		/* what it is called; {terms}. Of the whole: NULL */
	const char *const *tables;
	const struct db_statement *statements;
	size_t n;
};

/* Of a module whose records are not rows of the table record. Its schema has a view of
 * that name: id, handle, reference, child, subject, state, closed_at, archived_at; child is
 * a number that no two share. */
struct disposal_noun {
	const char *path;		/* of a record's page, below it its handle: "/x" */
	const char *look;		/* of the link to it: "Look at the case" */
	const char *archived;		/* what the archive is, in a sentence */
	/* The record with this number, locked: the columns of struct disposal_record, in its
	 * order and without due. Also the command's. */
	const struct db_statement *lock;
	/* Gives the record with this number one more version. */
	const struct db_statement *touch;
};

struct disposal {
	const struct disposal_noun *noun;	/* NULL: its records are casework's */
	unsigned event;			/* of the workflow: from which states */
	unsigned hold;			/* event of the workflow: a legal hold begins or ends */
	const char *readers;		/* roles that read what is archived */
	const char *archive_after;	/* name of the setting */
	unsigned propose, confirm;	/* permissions; who proposes also sees whose it is */
	const struct disposal_rule *rules;	/* ends with NULL */
	const struct disposal_part *parts;	/* ends with a NULL code */
	const char *const *kept;	/* tables of the module that no disposal touches; NULL ends */
	/* What due asks the database; its own table, as the command prepares no
	 * other of the module's. */
	const struct db_statement *statements;
	size_t statements_n;
	/* Words of the settings that count; when they change, dates are worked out
	 * anew. At most 200 bytes. */
	const char *(*settings)(struct pool *);
	/* What of the module's own is old enough to go without a decision, by the command: one
	 * parameter, the moment before which it ended, and the name of the setting that says
	 * how long it is kept. NULL: nothing. */
	const struct db_statement *expired;
	const char *expired_after;
	/* Fills in what has a date of its own, and returns how many; 0: there is no
	 * such record, or it never is due. */
	unsigned (*due)(struct request *r, unsigned long long record,
	    struct disposal_due due_r[DISPOSAL_PARTS_MAX]);
};

/* "25 years" or "12 months" of a setting, in months; ends the program with a
 * sentence when it is neither. */
int disposal_months(const char *setting);

/* Names the statements for db; module_main calls the first, or for the command
 * the second. */
void disposal_statements_name(const struct module *module);
void disposal_run_statements_name(const struct module *module);

/* Works out the dates of up to 200 archived records that have none, or have them
 * by other settings; begins and ends its own transactions, so r->db must have
 * none. Returns how many, or -1 when the database is down. */
long disposal_plan(struct request *r);

/* Locks a record, looks at it and says why it must not be disposed of now: NULL
 * when nothing stands in the way, else a code for disposal_bar_text. version: of
 * the record when it was proposed; 0: as it is. */
struct disposal_record {
	unsigned long long id, child;
	const char *handle, *reference;	/* the handle where there is no reference */
	const char *state, *opened_at, *closed_at, *archived_at;
	unsigned version;
	struct disposal_due due;	/* of the part that was asked for */
};

/* Path of the records' pages. */
const char *disposal_path(const struct request *r);

bool disposal_lock(struct request *r, unsigned long long record,
    struct disposal_record *record_r);
const char *disposal_bar(struct request *r, struct disposal_record *record, const char *part,
    unsigned version);
/* A sentence. */
const char *disposal_bar_text(const char *bar);

/* The part with this code; NULL: the module has none. */
const struct disposal_part *disposal_part(const struct request *r, const char *code);

/* -- the pages: what is due (disposal-list.c), and what was proposed and
 * destroyed (disposal-page.c). A module has them below its home:
 *	GET and POST disposal		who proposes or confirms; who proposes
 *	GET disposal/log		both
 *	GET and POST disposal/:disposal	both; who confirms
 *	GET disposal/:disposal/print	both -- */

extern const struct field disposal_list_input[], disposal_propose_input[];
extern const struct field disposal_log_input[], disposal_one_input[], disposal_decide_input[];
int disposal_list(struct request *r);
int disposal_propose(struct request *r);
int disposal_log(struct request *r);
int disposal_show(struct request *r);
int disposal_decide(struct request *r);
int disposal_print(struct request *r);

/* -- the archive, and the legal holds on cases of any state (disposal-hold.c); below
 * a module's home:
 *	GET retention			both
 *	POST retention, GET and POST retention/:hold	who confirms -- */

extern const struct field disposal_retention_input[], disposal_hold_input[];
extern const struct field disposal_hold_end_input[];
int disposal_retention(struct request *r);
int disposal_hold_save(struct request *r);
int disposal_hold_end_show(struct request *r);
int disposal_hold_end_save(struct request *r);
void disposal_hold_statements_name(void);

struct node;
void disposal_list_statements_name(void);
void disposal_page_statements_name(void);
/* The links between these pages; path: the one that is shown. */
void disposal_nav(struct request *r, struct node *body, const char *path);
/* Previous, next and the numbers near; address has parameters, and "&page=" follows. */
void disposal_pages(struct request *r, struct node *body, const char *address,
    unsigned long long page, unsigned long long all);
/* A moment or day of the database as the day in London: in words, and as
 * YYYY-MM-DD; NULL for NULL. */
const char *disposal_day(struct request *r, const char *utc);
const char *disposal_on(struct request *r, const char *utc);

#define DISPOSAL_ROWS	25	/* on a page */

/* -- the command (disposal-run.c) -- */

/* Destroys what is decided, each in a transaction of its own: one that is
 * stopped half-way is as it was, and done when it runs again. Two at once do no
 * harm. The exit status: 0 when nothing failed. */
int disposal_run(const struct module *module, struct db *db);
/* "whole<TAB>table", "PART<TAB>table", "kept<TAB>table": every table. */
void disposal_tables_print(const struct module *module);

#endif
