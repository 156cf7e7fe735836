/*
 * notice-rules: who must notify, when, and whether it was in time (3).
 */
#ifndef EVERYCHILD_FOSTERING_NOTICE_RULES_H
#define EVERYCHILD_FOSTERING_NOTICE_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

enum notice_deadline {
	NOTICE_BEFORE,			/* so many days before the start */
	NOTICE_AT_ONCE,			/* "immediately", "as soon as possible" */
	NOTICE_HOURS			/* so many hours after the event */
};

/* A row of the table of section 3. */
struct notice_rule {
	const char *number;		/* "N1" */
	const char *regulation;		/* list fostering-regulation */
	const char *who, *event;
	enum notice_deadline deadline;
	unsigned hours;
	const char *when;		/* the deadline in words */
};

extern const struct notice_rule notice_rules[];		/* ends with number NULL */

struct notice_class {
	const char *code;		/* list fostering-class; "" when there is none yet */
	const char *why;		/* a sentence of at most 200 characters */
};

/* Of a notice that begins a case. duty: by one who had to give it (flag of the
 * list fostering-notifier); a referral is never one. start NULL: not known. Days are
 * YYYY-MM-DD; notice_days: what a carer owes (42). */
void notice_classify(struct pool *pool, const char *regulation, bool duty, const char *received_on,
    const char *start, unsigned notice_days, struct notice_class *class_r);

/* Of a later one with hours to it, both moments of the database: 1 in time, 0
 * late, -1 it has no such limit. */
int notice_in_time(const char *regulation, const char *event_at, const char *received_at);

#endif
