#include "date.h"
#include "fostering.h"

/* A day and a time of day that were typed; where the time is not known, noon. */

const char *fostering_when(struct request *r, const char *utc, bool timed)
{
	return timed ? page_when(r, utc) : page_day(r, utc);
}

const char *fostering_moment(struct request *r, const char *on, const char *time)
{
	const char *typed = input_text(&r->input, time);
	int hour = 12, minute = 0;
	long long moment, now = date_now();
	struct date date;

	if (typed[0] != '\0' && !date_clock_read(typed, &hour, &minute)) {
		input_refuse(&r->input, time, "Enter a time like 14:30");
		return NULL;
	}
	if (input_slot(&r->input, on)->error != NULL || !date_parse(input_text(&r->input, on), &date))
		return NULL;
	moment = date_from_london(date, hour, minute);
	if (typed[0] != '\0' && moment > now)
		input_refuse(&r->input, time, "This time is still to come");
	return date_utc(r->pool, moment > now ? now : moment);
}
