#include "notice-rules.h"

#include <string.h>

#include "date.h"
#include "pool.h"

#define WRITTEN_48	"within 48 hours"

const struct notice_rule notice_rules[] = {
	{ "N1", "3(1)", "Who proposes to foster", "The start is six weeks or more ahead",
	  NOTICE_BEFORE, 0, "at least six weeks before the start" },
	{ "N2", "3(1)", "Who proposes to foster", "The start is less than six weeks ahead",
	  NOTICE_AT_ONCE, 0, "immediately" },
	{ "N3", "3(2)", "Whoever helps to arrange it", "It is arranged", NOTICE_AT_ONCE, 0,
	  "as soon as possible" },
	{ "N4", "3(3)", "Parent or holder of parental responsibility", "They know of the proposal",
	  NOTICE_AT_ONCE, 0, "as soon as possible" },
	{ "N5", "5", "Who fosters already and has not notified", "Now", NOTICE_AT_ONCE, 0,
	  "immediately" },
	{ "N6", "6(1)", "Who notified that they propose to foster", "The child arrives",
	  NOTICE_HOURS, 48, WRITTEN_48 },
	{ "N7", "6(2)", "Parent or holder who notified before", "The child goes to the carer",
	  NOTICE_HOURS, 48, WRITTEN_48 },
	{ "N8", "9", "Carer", "Address, household, offence, disqualification or prohibition",
	  NOTICE_HOURS, 48, "in advance, or within 48 hours of the change" },
	{ "N9", "9", "Parent or holder of parental responsibility", "Own address changes",
	  NOTICE_HOURS, 48, WRITTEN_48 },
	{ "N10", "10(1)", "Who has stopped fostering", "The arrangement ends", NOTICE_HOURS, 48,
	  "within 48 hours, with who received the child" },
	{ "N11", "10(2)", "Who fostered", "The child has died", NOTICE_HOURS, 48,
	  "immediately, 48 hours at most" },
	{ "N12", "10(3)", "Who meant to go on within 27 days", "The intention is dropped, or time runs "
	  "out", NOTICE_HOURS, 48, WRITTEN_48 },
	{ "N13", "10(4)", "Parent or holder of parental responsibility", "The arrangement ends",
	  NOTICE_HOURS, 48, WRITTEN_48 },
	{ NULL, NULL, NULL, NULL, NOTICE_AT_ONCE, 0, NULL }
};

void notice_classify(struct pool *pool, const char *regulation, bool duty, const char *received_on,
    const char *start, unsigned notice_days, struct notice_class *class_r)
{
	struct date received, begins;
	long days;

	*class_r = (struct notice_class){ .code = "", .why = "The day of the start is not known yet" };
	if (!duty || strcmp(regulation, "REFERRAL") == 0) {
		*class_r = (struct notice_class){ .code = "AUTHORITY_FOUND",
		    .why = "Nobody who has to notify did so: it was found or referred" };
		return;
	}
	if (start == NULL || !date_parse(start, &begins) || !date_parse(received_on, &received))
		return;
	days = date_days(received, begins);
	if (days <= 0)
		*class_r = (struct notice_class){ .code = "AFTER_START", .why = pool_printf(pool,
		    "Received on %s, the start was %s", date_long(pool, received), date_long(pool, begins)) };
	else
		*class_r = (struct notice_class){ .code = days >= (long)notice_days ? "IN_TIME" :
		    "SHORT_NOTICE", .why = pool_printf(pool, "Received on %s, %ld days before the start on "
		    "%s; %u are due", date_long(pool, received), days, date_long(pool, begins),
		    notice_days) };
}

int notice_in_time(const char *regulation, const char *event_at, const char *received_at)
{
	const struct notice_rule *n;
	long long event, received;

	for (n = notice_rules; n->number != NULL; n++)
		if (n->deadline == NOTICE_HOURS && strcmp(n->regulation, regulation) == 0)
			break;
	if (n->number == NULL || event_at == NULL || !date_moment(event_at, &event) ||
	    !date_moment(received_at, &received))
		return -1;
	return received <= event + (long long)n->hours * 3600;
}
