/*
 * ical: the only file that knows libical. Dates as a calendar that programs
 * subscribe to (RFC 5545).
 *
 * Such a calendar leaves the service: it may hold what is due, references and
 * links, never a person's name, birth date or address.
 */
#ifndef EVERYCHILD_ICAL_H
#define EVERYCHILD_ICAL_H

#include <stddef.h>

struct pool;

/* One event. Texts must have passed text_check. */
struct ical_event {
	const char *uid;	/* the same whenever it is told: "caf-due-12" */
	const char *starts;	/* a day, YYYY-MM-DD, or a moment as the database keeps it */
	unsigned minutes;	/* how long, of a moment; 0: no length is given */
	const char *title;
	const char *url;	/* whole, "https://…"; NULL: none */
};

/* The whole calendar as text in the pool. Moments are in London's time, whose
 * rule for summer is in it. now: in UTC as the database keeps it. An event that
 * starts at neither a day nor a moment is a bug and aborts. */
const char *ical_calendar(struct pool *pool, const char *name, const char *now,
    const struct ical_event *events, size_t n, size_t *len_r);

#endif
