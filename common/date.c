#include "date.h"

#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pool.h"
#include "text.h"

#define DAY_SECONDS 86400LL
#define YEAR_FIRST 1583		/* the first whole year of this calendar */
#define YEAR_LAST 9999
#define TYPED_FIRST 1900	/* a typed year outside is a slip of the finger */
#define TYPED_LAST 2100
#define EPOCH 719468		/* days from 1 March of the year 0 to 1970 */

#define NOT_REAL "must be a real date, like 9 5 2012"

static const char *const month_names[12] = {
	"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"
};

static bool now_fixed;
static long long now_moment;

static bool leap_year(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
	static const int length[12] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	return month == 2 && leap_year(year) ? 29 : length[month - 1];
}

bool date_valid(struct date date)
{
	return date.year >= YEAR_FIRST && date.year <= YEAR_LAST &&
	    date.month >= 1 && date.month <= 12 && date.day >= 1 &&
	    date.day <= month_length(date.year, date.month);
}

/* Reads exactly n digits. */
static bool digits_read(const char *text, size_t n, int *number_r)
{
	int number = 0;

	for (size_t i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		number = number * 10 + (text[i] - '0');
	}
	*number_r = number;
	return true;
}

static bool date_read(const char *text, struct date *date_r)
{
	struct date date;

	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-' ||
	    !digits_read(text, 4, &date.year) ||
	    !digits_read(text + 5, 2, &date.month) ||
	    !digits_read(text + 8, 2, &date.day) || !date_valid(date))
		return false;
	*date_r = date;
	return true;
}

bool date_parse(const char *iso, struct date *date_r)
{
	return strlen(iso) == 10 && date_read(iso, date_r);
}

/*
 * Days are counted from 1 March of the year 0: a leap day is then the last
 * day of its year, and the lengths of the months repeat in fives of 153 days.
 */
static long day_number(struct date date)
{
	long year = date.month > 2 ? date.year : date.year - 1;
	long month = date.month > 2 ? date.month - 3 : date.month + 9;

	return 365 * year + year / 4 - year / 100 + year / 400 +
	    (153 * month + 2) / 5 + date.day - 1 - EPOCH;
}

static struct date day_of(long number)
{
	struct date date = { .day = 1, .month = 3 };
	long rest;

	/* The guess is right or one year late. */
	date.year = (int)((number + EPOCH) * 400 / 146097) + 1;
	if (day_number(date) > number)
		date.year--;
	rest = number - day_number(date);
	date.month = (int)((5 * rest + 2) / 153);
	date.day = (int)(rest - (153 * date.month + 2) / 5) + 1;
	date.month += 3;
	if (date.month > 12) {
		date.month -= 12;
		date.year++;
	}
	assert(date_valid(date));
	return date;
}

/* ASCII only, whatever the locale says. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts_caseless(const char *text, const char *beginning, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\0' || lower(text[i]) != lower(beginning[i]))
			return false;
	}
	return true;
}

/* A name may be cut to three letters or more. */
static int month_named(const char *text)
{
	size_t len = strlen(text);

	for (int i = 0; i < 12 && len >= 3; i++) {
		if (starts_caseless(month_names[i], text, len))
			return i + 1;
	}
	return 0;
}

static bool month_read(const char *text, int *month_r)
{
	size_t len = strlen(text);

	if (len <= 2 && digits_read(text, len, month_r))
		return true;
	*month_r = month_named(text);
	return *month_r != 0;
}

/* "9", "09", "9th". */
static bool day_read(const char *text, int *day_r)
{
	static const char *const endings[] = { "", "st", "nd", "rd", "th" };
	size_t n = strspn(text, "0123456789");

	if (n < 1 || n > 2 || !digits_read(text, n, day_r))
		return false;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (strlen(text + n) == strlen(endings[i]) &&
		    starts_caseless(text + n, endings[i], strlen(endings[i])))
			return true;
	}
	return false;
}

static const char *year_read(const char *text, int *year_r)
{
	size_t len = strlen(text);

	if (len == 2 && digits_read(text, len, year_r))
		return "must have a year with four digits, like 2012";
	if (len != 4 || !digits_read(text, len, year_r))
		return NOT_REAL;
	if (*year_r < TYPED_FIRST || *year_r > TYPED_LAST)
		return "must have a year between 1900 and 2100";
	return NULL;
}

static const char *parts_missing(unsigned missing)
{
	static const char *const said[8] = {
		[DATE_DAY] = "must include a day",
		[DATE_MONTH] = "must include a month",
		[DATE_YEAR] = "must include a year",
		[DATE_DAY | DATE_MONTH] = "must include a day and a month",
		[DATE_DAY | DATE_YEAR] = "must include a day and a year",
		[DATE_MONTH | DATE_YEAR] = "must include a month and a year",
		[DATE_DAY | DATE_MONTH | DATE_YEAR] = NOT_REAL
	};

	return said[missing];
}

/* The three parts are there: are they a date? */
static const char *parts_read(const char *day, const char *month,
    const char *year, struct date *date_r, unsigned *bad_r)
{
	const char *wrong, *wrong_year;
	struct date date = { 0, 0, 0 };

	*bad_r = 0;
	if (!day_read(day, &date.day) || date.day < 1 || date.day > 31)
		*bad_r |= DATE_DAY;
	if (!month_read(month, &date.month) || date.month < 1 || date.month > 12)
		*bad_r |= DATE_MONTH;
	wrong = *bad_r != 0 ? NOT_REAL : NULL;
	wrong_year = year_read(year, &date.year);
	if (wrong_year != NULL)
		*bad_r |= DATE_YEAR;
	if (*bad_r != 0)
		return wrong != NULL ? wrong : wrong_year;
	if (!date_valid(date)) {
		*bad_r = DATE_DAY;	/* 30 February */
		return NOT_REAL;
	}
	*date_r = date;
	return NULL;
}

const char *date_parts(const char *day, const char *month, const char *year,
    struct date *date_r, unsigned *bad_r)
{
	unsigned missing = (*day == '\0' ? DATE_DAY : 0) |
	    (*month == '\0' ? DATE_MONTH : 0) |
	    (*year == '\0' ? DATE_YEAR : 0);
	unsigned bad = missing;
	const char *wrong = missing != 0 ? parts_missing(missing) :
	    parts_read(day, month, year, date_r, &bad);

	if (bad_r != NULL)
		*bad_r = bad;
	return wrong;
}

const char *date_part_words(unsigned parts)
{
	static const char *const words[8] = {
		"", "day", "month", "day month", "year", "day year",
		"month year", "day month year"
	};

	assert(parts < 8);
	return words[parts];
}

static char *spaces_cut(char *text)
{
	size_t len;

	text += strspn(text, " \t\n");
	len = strlen(text);
	while (len > 0 && strchr(" \t\n", text[len - 1]) != NULL)
		text[--len] = '\0';
	return text;
}

/* Cuts text into its parts in place; how many there are, at most 4. Between
 * slashes a part may be empty, the other signs may stand in heaps. */
static size_t typed_cut(char *text, char *parts_r[4])
{
	bool slashes = strchr(text, '/') != NULL;
	const char *between = slashes ? "/" : " \t\n.,-";
	size_t n = 0;

	while (n < 4) {
		if (!slashes)
			text += strspn(text, between);
		if (!slashes && *text == '\0')
			break;
		parts_r[n++] = text;
		text += strcspn(text, between);
		if (*text == '\0')
			break;
		*text++ = '\0';
	}
	for (size_t i = 0; i < n; i++)
		parts_r[i] = spaces_cut(parts_r[i]);
	return n;
}

const char *date_typed(const char *text, struct date *date_r, unsigned *bad_r)
{
	char copy[64], *parts[4];
	size_t n = 0;

	if (strlen(text) < sizeof(copy)) {
		memcpy(copy, text, strlen(text) + 1);
		n = typed_cut(copy, parts);
	}
	if (n != 3) {
		if (bad_r != NULL)
			*bad_r = DATE_DAY | DATE_MONTH | DATE_YEAR;
		return NOT_REAL;
	}
	if (strlen(parts[0]) == 4 && strlen(parts[2]) <= 2)
		return date_parts(parts[2], parts[1], parts[0], date_r, bad_r);
	return date_parts(parts[0], parts[1], parts[2], date_r, bad_r);
}

char *date_join(struct pool *pool, const char *day, const char *month,
    const char *year)
{
	day = text_trim(pool, day);
	month = text_trim(pool, month);
	year = text_trim(pool, year);
	if (*day == '\0' && *month == '\0' && *year == '\0')
		return pool_strdup(pool, "");
	if (*month == '\0' && *year == '\0' && strpbrk(day, "/-. ") != NULL)
		return pool_strdup(pool, day);
	return pool_printf(pool, "%s/%s/%s", day, month, year);
}

void date_split(struct pool *pool, const char *text, const char *parts_r[3])
{
	const char *first = strchr(text, '/');
	const char *second = first != NULL ? strchr(first + 1, '/') : NULL;
	struct date date;

	if (date_parse(text, &date)) {
		parts_r[0] = pool_printf(pool, "%d", date.day);
		parts_r[1] = pool_printf(pool, "%d", date.month);
		parts_r[2] = pool_printf(pool, "%d", date.year);
	} else if (second != NULL) {
		parts_r[0] = pool_strndup(pool, text, (size_t)(first - text));
		parts_r[1] = pool_strndup(pool, first + 1,
		    (size_t)(second - first - 1));
		parts_r[2] = pool_strdup(pool, second + 1);
	} else {
		parts_r[0] = pool_strdup(pool, text);
		parts_r[1] = parts_r[2] = "";
	}
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year - b.year;
	if (a.month != b.month)
		return a.month - b.month;
	return a.day - b.day;
}

struct date date_add_days(struct date date, long n)
{
	return day_of(day_number(date) + n);
}

struct date date_add_months(struct date date, int n)
{
	int months = date.year * 12 + date.month - 1 + n;

	date.year = months / 12;
	date.month = months % 12 + 1;
	assert(months >= 0);
	if (date.day > month_length(date.year, date.month))
		date.day = month_length(date.year, date.month);
	assert(date_valid(date));
	return date;
}

struct date date_add_years(struct date date, int n)
{
	return date_add_months(date, 12 * n);
}

long date_days(struct date from, struct date to)
{
	return day_number(to) - day_number(from);
}

enum date_weekday date_weekday(struct date date)
{
	/* 1 January 1970 was a Thursday; the week before keeps it positive. */
	long days = (day_number(date) + DATE_THURSDAY) % 7;

	return (enum date_weekday)((days + 7) % 7);
}

int date_age(struct date born, struct date on)
{
	int years = on.year - born.year;

	if (on.month < born.month ||
	    (on.month == born.month && on.day < born.day))
		years--;
	return years;
}

char *date_iso(struct pool *pool, struct date date)
{
	return pool_printf(pool, "%04d-%02d-%02d", date.year, date.month,
	    date.day);
}

char *date_long(struct pool *pool, struct date date)
{
	assert(date_valid(date));
	return pool_printf(pool, "%d %s %d", date.day,
	    month_names[date.month - 1], date.year);
}

char *date_brief(struct pool *pool, struct date date)
{
	assert(date_valid(date));
	return pool_printf(pool, "%d %.3s %d", date.day, month_names[date.month - 1], date.year);
}

char *date_short(struct pool *pool, struct date date)
{
	return pool_printf(pool, "%d/%d/%d", date.day, date.month, date.year);
}

long long date_now(void)
{
	return now_fixed ? now_moment : (long long)time(NULL);
}

struct date date_today(void)
{
	return date_london(date_now(), NULL);
}

void date_set_now(const char *utc)
{
	if (utc == NULL)
		utc = getenv("EVERYCHILD_NOW");
	now_fixed = utc != NULL;
	if (utc != NULL && !date_moment(utc, &now_moment)) {
		fprintf(stderr, "date_set_now: this is no moment in UTC\n");
		abort();
	}
}

static bool fraction_valid(const char *text)
{
	size_t digits;

	if (*text == '\0')
		return true;
	digits = strspn(text + 1, "0123456789");
	return *text == '.' && digits >= 1 && digits <= 6 &&
	    text[1 + digits] == '\0';
}

bool date_moment(const char *utc, long long *moment_r)
{
	struct date date;
	int hour, minute, second;

	if (strnlen(utc, 19) < 19 || !date_read(utc, &date) ||
	    utc[10] != ' ' || utc[13] != ':' || utc[16] != ':' ||
	    !digits_read(utc + 11, 2, &hour) || hour > 23 ||
	    !digits_read(utc + 14, 2, &minute) || minute > 59 ||
	    !digits_read(utc + 17, 2, &second) || second > 59 ||
	    !fraction_valid(utc + 19))
		return false;
	*moment_r = day_number(date) * DAY_SECONDS + hour * 3600 + minute * 60 +
	    second;
	return true;
}

/* The day in UTC, and the seconds since its midnight. */
static struct date moment_day(long long moment, int *seconds_r)
{
	long long day = moment / DAY_SECONDS;

	if (moment % DAY_SECONDS < 0)
		day--;
	*seconds_r = (int)(moment - day * DAY_SECONDS);
	return day_of((long)day);
}

static char *moment_text(struct pool *pool, long long moment,
    const char *between, const char *end)
{
	int seconds;
	struct date date = moment_day(moment, &seconds);

	return pool_printf(pool, "%04d-%02d-%02d%s%02d:%02d:%02d%s", date.year,
	    date.month, date.day, between, seconds / 3600, seconds / 60 % 60,
	    seconds % 60, end);
}

char *date_utc(struct pool *pool, long long moment)
{
	return moment_text(pool, moment, " ", "");
}

/* The moment at which the clocks change in this month. */
static long long clock_change(int year, int month)
{
	struct date last = { .year = year, .month = month, .day = 31 };

	/* Of Monday to Sunday, 0 to 6, Sunday is the day itself. */
	last.day -= (date_weekday(last) + 1) % 7;
	return day_number(last) * DAY_SECONDS + 3600;
}

bool date_summer(long long moment)
{
	int seconds;
	int year = moment_day(moment, &seconds).year;

	return moment >= clock_change(year, 3) &&
	    moment < clock_change(year, 10);
}

struct date date_london(long long moment, int *minutes_r)
{
	int seconds;
	struct date date = moment_day(moment + (date_summer(moment) ? 3600 : 0),
	    &seconds);

	if (minutes_r != NULL)
		*minutes_r = seconds / 60;
	return date;
}

long long date_from_london(struct date date, int hour, int minute)
{
	long long moment = day_number(date) * DAY_SECONDS + hour * 3600 +
	    minute * 60;

	/* An hour back is right only when it is then summer in London; so
	 * too for the doubled hour, of which the first is meant. */
	return date_summer(moment - 3600) ? moment - 3600 : moment;
}

static char *clock_text(struct pool *pool, int minutes)
{
	int hour = minutes / 60;

	return pool_printf(pool, "%d:%02d%s", hour % 12 == 0 ? 12 : hour % 12,
	    minutes % 60, hour < 12 ? "am" : "pm");
}

char *date_reading(struct pool *pool, const char *utc)
{
	long long moment;
	struct date date;
	int minutes;

	if (utc == NULL || !date_moment(utc, &moment))
		return pool_strdup(pool, utc != NULL ? utc : "");
	date = date_london(moment, &minutes);
	return pool_printf(pool, "%s at %s", date_long(pool, date),
	    clock_text(pool, minutes));
}

char *date_clock(struct pool *pool, const char *utc)
{
	long long moment;
	int minutes;

	if (utc == NULL || !date_moment(utc, &moment))
		return pool_strdup(pool, utc != NULL ? utc : "");
	date_london(moment, &minutes);
	return clock_text(pool, minutes);
}

char *date_stamp(struct pool *pool, const char *utc)
{
	long long moment;

	if (utc == NULL || !date_moment(utc, &moment))
		return pool_strdup(pool, utc != NULL ? utc : "");
	return moment_text(pool, moment, "T", "Z");
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

bool date_clock_read(const char *text, int *hour_r, int *minute_r)
{
	const char *colon = strchr(text, ':');
	size_t hours = colon == NULL ? 0 : (size_t)(colon - text);

	if (hours < 1 || hours > 2 || !digit(text[0]) || !digit(text[hours - 1]) ||
	    !digit(colon[1]) || !digit(colon[2]) || colon[3] != '\0')
		return false;
	*hour_r = hours == 2 ? (text[0] - '0') * 10 + text[1] - '0' : text[0] - '0';
	*minute_r = (colon[1] - '0') * 10 + colon[2] - '0';
	return *hour_r <= 23 && *minute_r <= 59;
}
