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

#define WORKFLOW_START	0x80000000u	/* from nothing: the record is made */

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
	unsigned to;
	bool same;			/* stays where it is */
	const char *relations;		/* who on the record may: "OWNER COA"; NULL: whoever
					 * the route's permission lets in */
	const char *code;		/* of the timeline's line */
	const char *title;		/* of the timeline's line; {terms} */
	bool shared;			/* also in the child's chronology */
};

struct workflow {
	const struct workflow_state *state;
	unsigned states;
	const struct transition *transition;	/* ends with number 0 */
};

/* Number of a stored state; aborts on one that is not in the table. */
unsigned workflow_state(const struct workflow *workflow, const char *code);

/* The transition that this event makes from the record's state by this person,
 * or NULL: not from here, or not by them. */
const struct transition *workflow_find(const struct workflow *workflow,
    const struct record *record, unsigned event);

/* Makes it: state, version, timeline. False when the record has moved on. */
bool workflow_move(struct request *r, const struct workflow *workflow, struct record *record,
    const struct transition *transition);

#endif
