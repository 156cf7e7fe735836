/*
 * casework: the pages of one record that every module with records has: its
 * way in, its heading, its steps, its dates. A module gives one table
 * (struct module, casework) and calls what follows.
 *
 * The record is that of the route's "id". What the module's load returns is
 * r->held for the rest of the request: the module's own columns of the record.
 */
#ifndef EVERYCHILD_CASEWORK_H
#define EVERYCHILD_CASEWORK_H

#include <stdbool.h>

#include "record.h"
#include "workflow.h"

struct db_statement;
struct casework_form;
struct hand_over;
struct node;
struct people;
struct request;

/* A clock with a setting that says how long it runs ("10 working days"). */
struct casework_clock {
	const char *code;		/* "T2": what the deadline row keeps */
	/* Its name; of amount and unit, as clock_parse. NULL: its days are agreed one by
	 * one (deadline_agree), and it is never started. */
	const char *setting;
	const char *title;		/* as read; {terms} */
};

/* How long before its day a date of this clock is due soon ("2 working days"). */
struct casework_amber {
	const char *code;		/* "T8" holds for every "T8-…"; a table ends with NULL */
	const char *setting;
};

struct casework {
	const char *path;		/* of a record's page, below it its handle: "/x/case" */
	const char *label;		/* of links back to that page: "Case" */
	const struct workflow *workflow;
	const struct casework_form *forms;	/* casework-form.h; ends with name NULL */
	unsigned sealed;		/* set of 1u << state where nothing is added to forms */
	const struct hand_over *hand_over;	/* NULL: it has no such pages */
	const struct casework_clock *clocks;	/* ends with code NULL; NULL: none */
	const struct casework_amber *ambers;	/* NULL: none is told of before it is late */
	/* Name of the setting that says which of them stand still while the record is
	 * suspended: codes, space separated. NULL: none. */
	const char *paused_clocks;
	const char *late_by;		/* relations that may say why a date was missed */
	const char *late_list;		/* their reasons (late.h); NULL: "late-reason" */
	const struct people *people;	/* people.h; NULL: it has no such page */
	const char *ways_out;		/* title over the transitions that lead out */

	/* The module's own columns, in r->pool. NULL: there are none, or by a rule of
	 * the module's own this person may not have this page; both are "none". The
	 * record is loaded, and locked where it was asked so. The hook NULL: a
	 * module without columns of its own. */
	const void *(*load)(struct request *, const struct record *);
	/* Puts the identity bar on the page that has just begun. */
	void (*identity)(struct request *, const struct record *);
	/* Path to which the record's pages lead back; NULL: the record's page. */
	const char *(*back)(struct request *, const struct record *);
	/* Its label; NULL: `label`. */
	const char *(*back_label)(struct request *, const struct record *);
	/* What a record no longer has that this event has just closed. */
	void (*closed)(struct request *, const struct record *, unsigned event);
	/* The clocks that stood still have gone on, with other dates. NULL: nothing. */
	void (*gone_on)(struct request *, const struct record *);
};

/* False: none that this person may see (answer 404). */
bool casework_load(struct request *r, struct record *record_r);
/* The same, and nobody else can change it until the transaction ends. */
bool casework_lock(struct request *r, struct record *record_r);

/* Path of the record's page, and where its pages lead back to. */
const char *casework_path(struct request *r, const struct record *record);
const char *casework_back(struct request *r, const struct record *record);
const char *casework_back_label(struct request *r, const struct record *record);
void casework_identity(struct request *r, const struct record *record);

/* A page of the record with its way back, identity bar and heading (title:
 * {terms}); returns the body. */
struct node *casework_page(struct request *r, const struct record *record, const char *view,
    const char *title);
/* A link to a page below the record's own; label: {terms}; below: "/team". */
void casework_link(struct request *r, struct node *parent, const struct record *record,
    const char *label, const char *below, const char *kind);

/* -- steps -- */

/* 409: not from this state, or not by this person. */
int casework_moved_on(struct request *r);
/* 409: what is still lacking (why; NULL: nothing more to say), and the way back to the record. */
int casework_not_yet(struct request *r, const struct record *record, const char *why);
/* Does the workflow's table let this person do it from here (guard apart)? */
bool casework_may(const struct request *r, const struct record *record, unsigned event);
/* The page of a step: 404 where the record is not for this person, 409 where the step is
 * not to be done from here. page puts the page and returns the status it is given. */
int casework_step_show(struct request *r, unsigned event,
    int (*page)(struct request *r, const struct record *record, int status));
/* Moves the record by an event of the workflow, with its timeline line, and
 * clears up when that closes it. False with a 409 page in *status_r when the
 * state had moved on, when this is not for this person to do, or when the
 * transition's guard says what is missing. */
bool casework_move(struct request *r, struct record *record, unsigned event, int *status_r);

#define CASEWORK_NO_EVENT	0xffffffffu	/* no step was agreed */

/* On the record's page: buttons of what the workflow's table lets this person do
 * from here, the agreed event's first; one that cannot be done yet says why,
 * where it is agreed or nothing else can be. Returns how many were put. */
unsigned casework_steps(struct request *r, struct node *body, const struct record *record,
    unsigned agreed);
/* The rest, folded under the module's ways_out: transitions that lead out, and
 * those that cannot be done yet. steps: what casework_steps returned. */
void casework_ways_out(struct request *r, struct node *body, const struct record *record,
    unsigned agreed, unsigned steps);
/* Every transition this person is offered but the one whose page is below ("/sign";
 * NULL: all), folded under the module's ways_out: for a page that says itself what is
 * next. */
void casework_others(struct request *r, struct node *body, const struct record *record,
    const char *below);

/* -- dates -- */

/* Starts a clock of the module's table. */
void casework_clock_start(struct request *r, const struct record *record, const char *code,
    const char *from);
/* The same for a day that was agreed; why is its explanation. */
void casework_clock_agree(struct request *r, const struct record *record, const char *code,
    const char *due, const char *why);
/* The day it would be due, or NULL. */
const char *casework_clock_date(struct request *r, const char *code, const char *from);
/* The day from which a date of this clock (or of "T8-12") is due soon; NULL: none. */
const char *casework_clock_amber(struct request *r, const char *code, const char *due);
/* Name and code of the clock with this number, from 0; NULL: no more. */
const char *casework_clock_title(struct request *r, unsigned number, const char **code_r);

/* A clock for documents that wait for something runs for the oldest of them alone.
 * waiting: the statement that lists a record's, as number and day, the oldest
 * first. wait: one more waits now. done: this one no longer will; to be called
 * before that is written. */
void casework_clock_wait(struct request *r, const struct record *record, const char *code,
    const struct db_statement *waiting);
void casework_clock_done(struct request *r, const struct record *record, const char *code,
    const struct db_statement *waiting, unsigned long long document);

/* What casework_move does where a record is suspended, and where that ends. */
void casework_clocks_pause(struct request *r, const struct record *record);
void casework_clocks_go_on(struct request *r, const struct record *record);

/* The record's dates, each late one with a link to late.h's page for who may
 * say why. */
void casework_dates(struct request *r, struct node *body, const struct record *record);

#endif
