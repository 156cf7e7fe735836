#include "clock.h"

#include <assert.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "str.h"
#include "xml.h"

#define HOLIDAYS_A_YEAR 8	/* England has never had fewer since 1978 */
#define HOLIDAYS_NAMED 4	/* more are only counted in an explanation */
#define AMOUNT_DIGITS 4

struct holiday {
	struct date date;
	const char *name;
	bool substitute;
};

struct year {
	int number;
	size_t holidays;
};

static struct {
	struct holiday *holidays;	/* oldest first */
	size_t holidays_n;
	struct year *years;
	size_t years_n;
} calendar;

/* A start, taken apart. */
struct start {
	struct date date;	/* in London */
	long long moment;	/* of a day alone, its first minute */
	bool timed;
};

static const struct {
	const char *one, *many;
} units[CLOCK_UNIT__MAX] = {
	[CLOCK_WORKING_DAYS] = { "working day", "working days" },
	[CLOCK_DAYS] = { "day", "days" },
	[CLOCK_WEEKS] = { "week", "weeks" },
	[CLOCK_MONTHS] = { "month", "months" },
	[CLOCK_HOURS] = { "hour", "hours" }
};

static size_t children(const struct node *node, const char *name)
{
	size_t n = 0;

	for (node = node_child(node, name); node != NULL;
	    node = node_next(node, name))
		n++;
	return n;
}

/* NULL, or what is wrong with a holiday; `last` is the one before it. */
static const char *holiday_read(struct pool *pool, const struct node *node,
    int year, const struct holiday *last, struct holiday *holiday)
{
	const char *date = node_get(node, "date");

	holiday->name = node_get(node, "name");
	holiday->substitute = node_get(node, "instead-of") != NULL;
	if (date == NULL || !date_parse(date, &holiday->date))
		return "a holiday lacks its date, or it does not exist";
	if (holiday->name == NULL || *holiday->name == '\0')
		return pool_printf(pool, "%s lacks a name", date);
	if (holiday->date.year != year)
		return pool_printf(pool, "%s does not lie in %d", date, year);
	if (date_weekday(holiday->date) >= DATE_SATURDAY)
		return pool_printf(pool, "%s is not a Monday to Friday", date);
	if (last != NULL && date_compare(last->date, holiday->date) >= 0)
		return pool_printf(pool, "%s is not in order of date", date);
	return NULL;
}

/* Adds one year with its holidays; NULL, or what is wrong. */
static const char *year_read(struct pool *pool, const struct node *node)
{
	const char *number = node_get(node, "number");
	struct year *year = &calendar.years[calendar.years_n++];
	const char *wrong = NULL;

	year->number = number != NULL ? (int)strtol(number, NULL, 10) : 0;
	node = node_child(node, "holiday");
	for (; node != NULL && wrong == NULL; node = node_next(node, "holiday")) {
		struct holiday *next = &calendar.holidays[calendar.holidays_n];

		wrong = holiday_read(pool, node, year->number,
		    calendar.holidays_n > 0 ? next - 1 : NULL, next);
		calendar.holidays_n++;
		year->holidays++;
	}
	if (wrong == NULL && year->holidays < HOLIDAYS_A_YEAR)
		return pool_printf(pool, "%d has fewer than %d holidays",
		    year->number, HOLIDAYS_A_YEAR);
	return wrong;
}

static const char *calendar_read(struct pool *pool, const struct node *root)
{
	const struct node *node = node_child(root, "year");
	const char *wrong = NULL;
	size_t n = 0;

	memset(&calendar, 0, sizeof(calendar));
	if (node == NULL)
		return "no year in it";
	for (; node != NULL; node = node_next(node, "year"))
		n += children(node, "holiday");
	calendar.holidays = pool_array(pool, n + 1, sizeof(struct holiday));
	calendar.years = pool_array(pool, children(root, "year"),
	    sizeof(struct year));
	node = node_child(root, "year");
	for (; node != NULL && wrong == NULL; node = node_next(node, "year"))
		wrong = year_read(pool, node);
	if (wrong != NULL)
		memset(&calendar, 0, sizeof(calendar));
	return wrong;
}

const char *clock_load(struct pool *pool, const char *path)
{
	const char *error;
	struct node *root = xml_read(pool, path, &error);

	if (root == NULL)
		return pool_printf(pool, "%s %s", path, error);
	error = calendar_read(pool, root);
	return error != NULL ? pool_printf(pool, "%s: %s", path, error) : NULL;
}

const char *clock_load_bytes(struct pool *pool, const char *bytes, size_t len)
{
	const char *error;
	struct node *root = xml_parse(pool, bytes, len, &error);

	return root == NULL ? error : calendar_read(pool, root);
}

static bool year_known(int number)
{
	for (size_t i = 0; i < calendar.years_n; i++) {
		if (calendar.years[i].number == number)
			return true;
	}
	return false;
}

int clock_years_missing(struct date today)
{
	if (!year_known(today.year))
		return today.year;
	return year_known(today.year + 1) ? 0 : today.year + 1;
}

int clock_year_after(int year)
{
	int next = 0;

	for (size_t i = 0; i < calendar.years_n; i++) {
		int number = calendar.years[i].number;

		if (number > year && (next == 0 || number < next))
			next = number;
	}
	return next;
}

bool clock_holiday(size_t i, struct date *date_r, const char **name_r)
{
	if (i >= calendar.holidays_n)
		return false;
	*date_r = calendar.holidays[i].date;
	*name_r = calendar.holidays[i].name;
	return true;
}

static int holiday_compare(const void *key, const void *member)
{
	const struct holiday *holiday = member;

	return date_compare(*(const struct date *)key, holiday->date);
}

static bool holiday_on(struct date date)
{
	return calendar.holidays_n > 0 && bsearch(&date, calendar.holidays,
	    calendar.holidays_n, sizeof(*calendar.holidays),
	    holiday_compare) != NULL;
}

int clock_working_day(struct date date)
{
	if (date_weekday(date) >= DATE_SATURDAY)
		return 0;
	if (!year_known(date.year))
		return -1;
	return holiday_on(date) ? 0 : 1;
}

/* Goes n working days on or back. Where it stops for want of a year, *date_r
 * is a day of that year. */
static int working_days_go(struct date date, int n, struct date *date_r)
{
	int step = n < 0 ? -1 : 1;
	int works = 1;

	while (n != 0 && works >= 0) {
		date = date_add_days(date, step);
		works = clock_working_day(date);
		if (works == 1)
			n -= step;
	}
	*date_r = date;
	return works < 0 ? -1 : 1;
}

int clock_add_working_days(struct date date, int n, struct date *date_r)
{
	struct date end;
	int done = working_days_go(date, n, &end);

	if (done == 1)
		*date_r = end;
	return done;
}

int clock_working_days_between(struct date from, struct date to, long *days_r)
{
	long n = 0;

	assert(date_compare(from, to) <= 0);
	while (date_compare(from, to) < 0) {
		int works;

		from = date_add_days(from, 1);
		works = clock_working_day(from);
		if (works < 0)
			return -1;
		n += works;
	}
	*days_r = n;
	return 1;
}

int clock_working_day_by(struct date date, struct date *date_r)
{
	int works = clock_working_day(date);

	while (works == 0) {
		date = date_add_days(date, -1);
		works = clock_working_day(date);
	}
	if (works == 1)
		*date_r = date;
	return works;
}

/* What follows the word in text, or NULL when text does not start with it. */
static const char *after_word(const char *text, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(text, word, len) != 0 ||
	    (text[len] != '\0' && text[len] != ' '))
		return NULL;
	return text + len;
}

bool clock_parse(const char *text, struct clock *clock)
{
	size_t digits = strspn(text, "0123456789");
	int amount = (int)strtol(text, NULL, 10);

	if (digits < 1 || digits > AMOUNT_DIGITS || text[digits] != ' ')
		return false;
	for (int i = 0; i < CLOCK_UNIT__MAX; i++) {
		const char *rest = after_word(text + digits + 1, units[i].many);

		if (rest == NULL)
			rest = after_word(text + digits + 1, units[i].one);
		if (rest == NULL ||
		    (*rest != '\0' && strcmp(rest, " before") != 0))
			continue;
		clock->amount = *rest != '\0' ? -amount : amount;
		clock->unit = (enum clock_unit)i;
		return true;
	}
	return false;
}

static bool start_read(const char *text, struct start *start_r)
{
	start_r->timed = date_moment(text, &start_r->moment);
	if (start_r->timed)
		start_r->date = date_london(start_r->moment, NULL);
	else if (date_parse(text, &start_r->date))
		start_r->moment = date_from_london(start_r->date, 0, 0);
	else
		return false;
	/* No amount leads out of the years that a date may have. */
	return start_r->date.year >= 1900 && start_r->date.year <= 2200;
}

/* "10 working days from 2 April 2026", "1 working day before …", and of no
 * time at all "on …". */
static void amount_add(struct str *s, const struct clock *clock,
    const char *start)
{
	int n = abs(clock->amount);

	if (n == 0)
		str_printf(s, "on %s", start);
	else
		str_printf(s, "%d %s %s %s", n,
		    n == 1 ? units[clock->unit].one : units[clock->unit].many,
		    clock->amount < 0 ? "before" : "from", start);
}

/* The bank holidays after one day and before another, as they are passed. */
static size_t holidays_passed(struct date after, struct date before,
    const struct holiday **first_r)
{
	size_t n = 0;

	for (size_t i = 0; i < calendar.holidays_n; i++) {
		const struct holiday *h = &calendar.holidays[i];

		if (date_compare(h->date, after) <= 0 ||
		    date_compare(h->date, before) >= 0)
			continue;
		if (n++ == 0)
			*first_r = h;
	}
	return n;
}

static void passing_add(struct str *s, struct date start, struct date due)
{
	const struct holiday *h = NULL;
	bool back = date_compare(due, start) < 0;
	size_t n = holidays_passed(back ? due : start, back ? start : due, &h);

	if (n > HOLIDAYS_NAMED)
		str_printf(s, ", passing %zu bank holidays", n);
	for (size_t i = 0; i < n && n <= HOLIDAYS_NAMED; i++)
		str_printf(s, "%s%s%s%s",
		    i == 0 ? ", passing " : i + 1 < n ? ", " : " and ",
		    strstr(h[i].name, "holiday") != NULL ? "the " : "",
		    h[i].name, h[i].substitute ? " (substitute day)" : "");
}

static bool due_working_days(struct pool *pool, const struct clock *clock,
    const struct start *start, struct str *said, struct clock_due *due)
{
	/* No days: one on from the day before. */
	struct date from = clock->amount == 0 ?
	    date_add_days(start->date, -1) : start->date;
	int n = clock->amount == 0 ? 1 : clock->amount;
	struct date end;

	if (working_days_go(from, n, &end) < 0) {
		due->error = pool_printf(pool, "The bank holidays of %d are "
		    "not in the calendar, so the date cannot be worked out "
		    "(%s)", end.year, said->data);
		return false;
	}
	due->date = end;
	if (clock->amount == 0 && date_compare(due->date, start->date) > 0)
		str_add(said, ", or the first working day after it");
	passing_add(said, start->date, due->date);
	return true;
}

static void due_days(const struct clock *clock, const struct start *start,
    struct clock_due *due)
{
	if (clock->unit == CLOCK_MONTHS)
		due->date = date_add_months(start->date, clock->amount);
	else
		due->date = date_add_days(start->date, clock->amount *
		    (clock->unit == CLOCK_WEEKS ? 7L : 1L));
}

static void due_hours(struct pool *pool, const struct clock *clock,
    const struct start *start, struct str *said, struct clock_due *due)
{
	long long moment = start->moment + clock->amount * 3600LL;
	bool summer = date_summer(moment);

	due->date = date_london(moment, NULL);
	due->late_from = moment + 1;
	due->text = date_utc(pool, moment);
	if (summer != date_summer(start->moment))
		str_printf(said, ", across the change to %s time",
		    summer == (clock->amount > 0) ? "summer" : "winter");
}

bool clock_due(struct pool *pool, const struct clock *clock, const char *start,
    struct clock_due *due_r)
{
	struct start from;
	struct str said;

	memset(due_r, 0, sizeof(*due_r));
	assert(clock->unit < CLOCK_UNIT__MAX);
	if (!start_read(start, &from)) {
		due_r->error = "The date from which to count is not a date";
		return false;
	}
	str_init(&said, pool);
	if (clock->unit == CLOCK_HOURS) {
		amount_add(&said, clock, from.timed ? date_reading(pool, start) :
		    pool_printf(pool, "the start of %s",
		    date_long(pool, from.date)));
		due_hours(pool, clock, &from, &said, due_r);
	} else {
		amount_add(&said, clock, date_long(pool, from.date));
		if (clock->unit != CLOCK_WORKING_DAYS)
			due_days(clock, &from, due_r);
		else if (!due_working_days(pool, clock, &from, &said, due_r))
			return false;
		due_r->late_from = date_from_london(due_r->date, 24, 0);
		due_r->text = date_iso(pool, due_r->date);
	}
	due_r->explanation = said.data;
	return true;
}
