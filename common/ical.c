#include <stdlib.h>
#include <string.h>

#include <libical/ical.h>

#include "date.h"
#include "ical.h"
#include "pool.h"

#define ZONE	"Europe/London"

/* Written out, as the library would read it from a file, which a worker cannot. */
static const char zone[] =
    "BEGIN:VTIMEZONE\r\nTZID:" ZONE "\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19960331T010000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:BST\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0000\r\nTZNAME:GMT\r\nEND:STANDARD\r\n"
    "END:VTIMEZONE\r\n";

/* The library's one failure with what we give it is that of memory. */
static void add(icalcomponent *to, icalproperty *property)
{
	if (property == NULL)
		abort();
	icalcomponent_add_property(to, property);
}

static void add_other(icalcomponent *to, const char *name, const char *text)
{
	icalproperty *property = icalproperty_new_x(text);

	if (property == NULL)
		abort();
	icalproperty_set_x_name(property, name);
	icalcomponent_add_property(to, property);
}

static struct icaltimetype time_of(struct date date, long seconds)
{
	struct icaltimetype time = icaltime_null_time();

	time.year = date.year;
	time.month = date.month;
	time.day = date.day;
	time.is_date = seconds < 0;
	if (seconds >= 0) {
		time.hour = (int)(seconds / 3600);
		time.minute = (int)(seconds / 60 % 60);
		time.second = (int)(seconds % 60);
	}
	return time;
}

static struct icaltimetype utc_of(struct pool *pool, long long moment)
{
	struct icaltimetype time;
	struct date date = { 0 };

	(void)date_parse(pool_strndup(pool, date_utc(pool, moment), 10), &date);
	time = time_of(date, (long)(moment % 86400));
	time.zone = icaltimezone_get_utc_timezone();
	return time;
}

/* The second of the two hours of one name in October cannot be said in
 * London's time, so it is said in UTC. */
static void add_moment(struct pool *pool, icalcomponent *event, long long moment,
    icalproperty *(*make)(struct icaltimetype))
{
	icalproperty *property;
	int minutes;
	struct date date = date_london(moment, &minutes);

	if (date_from_london(date, minutes / 60, minutes % 60) != moment - moment % 60) {
		add(event, make(utc_of(pool, moment)));
		return;
	}
	property = make(time_of(date, minutes * 60L + (long)(moment % 60)));
	if (property == NULL)
		abort();
	icalproperty_add_parameter(property, icalparameter_new_tzid(ZONE));
	icalcomponent_add_property(event, property);
}

static void add_times(struct pool *pool, icalcomponent *event, const struct ical_event *e)
{
	struct date date;
	long long moment;

	if (date_moment(e->starts, &moment)) {
		add_moment(pool, event, moment, icalproperty_new_dtstart);
		if (e->minutes > 0)
			add_moment(pool, event, moment + e->minutes * 60LL, icalproperty_new_dtend);
	} else if (date_parse(e->starts, &date)) {
		add(event, icalproperty_new_dtstart(time_of(date, -1)));
	} else {
		abort();
	}
}

static icalcomponent *event_make(struct pool *pool, const struct ical_event *e, long long now)
{
	icalcomponent *event = icalcomponent_new_vevent();

	if (event == NULL)
		abort();
	add(event, icalproperty_new_uid(e->uid));
	add(event, icalproperty_new_dtstamp(utc_of(pool, now)));
	add_times(pool, event, e);
	add(event, icalproperty_new_summary(e->title));
	if (e->url != NULL)
		add(event, icalproperty_new_url(e->url));
	add(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
	/* What is due keeps nobody busy; what takes time does. */
	add(event, icalproperty_new_transp(e->minutes > 0 ? ICAL_TRANSP_OPAQUE :
	    ICAL_TRANSP_TRANSPARENT));
	return event;
}

static void drop(void *calendar)
{
	icalcomponent_free(calendar);
}

static icalcomponent *calendar_make(struct pool *pool, const char *name)
{
	icalcomponent *calendar = icalcomponent_new_vcalendar(), *times;

	times = icalcomponent_new_from_string(zone);
	if (calendar == NULL || times == NULL)
		abort();
	pool_defer(pool, drop, calendar);
	add(calendar, icalproperty_new_version("2.0"));
	add(calendar, icalproperty_new_prodid("-//Everychild//Everychild//EN"));
	add(calendar, icalproperty_new_calscale("GREGORIAN"));
	add(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	/* RFC 7986 calls it NAME; programs go by the older one. */
	add_other(calendar, "X-WR-CALNAME", name);
	add_other(calendar, "X-PUBLISHED-TTL", "PT1H");
	icalcomponent_add_component(calendar, times);
	return calendar;
}

const char *ical_calendar(struct pool *pool, const char *name, const char *now,
    const struct ical_event *events, size_t n, size_t *len_r)
{
	icalcomponent *calendar = calendar_make(pool, name);
	long long moment;
	char *text, *copy;
	size_t i;

	if (!date_moment(now, &moment))
		abort();
	for (i = 0; i < n; i++)
		icalcomponent_add_component(calendar, event_make(pool, &events[i], moment));
	text = icalcomponent_as_ical_string_r(calendar);
	if (text == NULL)
		abort();
	*len_r = strlen(text);
	copy = pool_strndup(pool, text, *len_r);
	icalmemory_free_buffer(text);
	return copy;
}
