/*
 * workflow: the states of a record and what may move it from one to another,
 * as one table. The table offers the buttons, checks the move, and writes the
 * timeline; tests are made from it.
 */
#ifndef EVERYCHILD_WORKFLOW_H
#define EVERYCHILD_WORKFLOW_H

#include <stdbool.h>

struct record;
struct request;

/* Names the statements below for db; module_main calls it. */
void workflow_statements_name(void);

#define WORKFLOW_START	0x80000000u	/* from nothing: the record is made */
#define WORKFLOW_RESUME	0xffffffffu	/* back to where it was suspended */

struct workflow_state {
	const char *code;		/* as stored */
	const char *label;		/* as read; {terms} */
	const char *colour;		/* of its tag */
	bool closed;
};

struct transition {
	unsigned number;		/* in the domain page's table */
	unsigned event;
	unsigned from;			/* set of 1u << state, or WORKFLOW_START */
	unsigned to;			/* or WORKFLOW_RESUME */
	bool same;			/* stays where it is */
	bool suspends;			/* the state it leaves is the one to come back to */
	/* Who: relations to the record, or roles of those who can see it. Both
	 * NULL: whoever the route's permission lets in. */
	const char *relations, *roles;
	const char *code;		/* of the timeline's line */
	const char *title;		/* of the timeline's line; {terms} */
	bool shared;			/* also in the child's chronology */
	/* What must hold besides; NULL when it does, else a sentence that says what
	 * is missing. */
	const char *(*guard)(struct request *, const struct record *);
	/* The case page's link or button; NULL: there is none. path is below the
	 * record's own. */
	const char *button, *path;
	bool out;			/* not a way on: it is folded below the others */
};

struct workflow {
	const struct workflow_state *state;
	unsigned states;
	const struct transition *transition;	/* ends with number 0 */
};

/* Number of a stored state; aborts on one that is not in the table. */
unsigned workflow_state(const struct workflow *workflow, const char *code);

/* The transition that makes a record by this event (WORKFLOW_START); aborts when
 * the table has none. */
const struct transition *workflow_beginning(const struct workflow *workflow, unsigned event);

/* The transition that this event makes from the record's state by this person,
 * or NULL: not from here, or not by them. */
const struct transition *workflow_find(const struct request *r, const struct workflow *workflow,
    const struct record *record, unsigned event);

/* May this person make it from the record's state (its guard apart)? */
bool workflow_open(const struct request *r, const struct workflow *workflow,
    const struct record *record, const struct transition *transition);

/* A move that was made: when (UTC), and in which request, by which everything else that
 * was done with it is known ("" before that was kept). */
struct workflow_step {
	const char *at, *made_in;
};

/* The newest move from one state to another; NULL: there was none. */
const struct transition *workflow_last(struct request *r, const struct workflow *workflow,
    const struct record *record, struct workflow_step *step_r);

/* The table, a line a transition, tab separated: number, code, from, to,
 * relations, roles, path. What the generated tests read. */
void workflow_write(const struct workflow *workflow);

/* The sentence that says why it cannot be made yet, or NULL. */
const char *workflow_why(struct request *r, const struct record *record,
    const struct transition *transition);

/* Makes it: state, version, timeline. False when the record has moved on. The
 * guard is the caller's to ask. */
bool workflow_move(struct request *r, const struct workflow *workflow, struct record *record,
    const struct transition *transition);

#endif
