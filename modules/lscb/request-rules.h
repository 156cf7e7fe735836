/*
 * request-rules: the states of a request to an agency and what may be done in each
 * (sections.md 3.3), as one table. Pure. That a request is overdue is not a state:
 * it follows from its day.
 */
#ifndef EVERYCHILD_LSCB_REQUEST_RULES_H
#define EVERYCHILD_LSCB_REQUEST_RULES_H

#include <stdbool.h>

/* List lscb-request. */
enum request_status {
	REQUEST_NEW, REQUEST_SENT, REQUEST_ACK, REQUEST_RETURNED, REQUEST_ACCEPTED, REQUEST_MORE,
	REQUEST_NIL, REQUEST_WAIVED, REQUEST_REFUSED,
	REQUEST_STATUS__MAX
};

/* Codes of list lscb-request-step. */
enum request_act {
	REQUEST_ACT_SENT, REQUEST_ACT_ACK, REQUEST_ACT_EXTEND, REQUEST_ACT_RETURNED,
	REQUEST_ACT_NIL, REQUEST_ACT_MORE, REQUEST_ACT_ACCEPTED, REQUEST_ACT_WAIVED,
	REQUEST_ACT_REFUSED, REQUEST_ACT_HOLD, REQUEST_ACT_FREED,
	REQUEST_ACT__MAX
};

/* What its page asks: a set. */
enum request_asks {
	REQUEST_ASKS_DAY = 1, REQUEST_ASKS_DUE = 2, REQUEST_ASKS_WHY = 4, REQUEST_ASKS_BY = 8,
	REQUEST_ASKS_HOLD = 16, REQUEST_ASKS_LATE = 32
};

struct request_rule {
	const char *code;
	const char *label;		/* of its button */
	unsigned from;			/* set of 1u << status */
	enum request_status to;		/* REQUEST_STATUS__MAX: it stays as it was */
	unsigned asks, needs;		/* sets of enum request_asks; needs is part of asks */
	bool stops;			/* the ladder of reminders ends */
	bool runs;			/* … and begins anew from the day it is due */
};

extern const struct request_rule request_rules[REQUEST_ACT__MAX];

const char *request_status_code(enum request_status status);
/* REQUEST_STATUS__MAX, REQUEST_ACT__MAX: no such code. */
enum request_status request_status_of(const char *code);
enum request_act request_act_of(const char *code);

/* May it be done now? held: a lawful bar stands, under which nothing is due. */
bool request_can(enum request_act act, enum request_status status, bool held);
/* May the agency write in its report? */
bool request_writable(enum request_status status);
/* May the agency see it? Not before it was sent nor after it was accepted or
 * withdrawn. */
bool request_open(enum request_status status);
/* Is nothing more awaited? */
bool request_ended(enum request_status status);
/* Do its answers count for what is laid side by side? */
bool request_counts(enum request_status status);

#endif
