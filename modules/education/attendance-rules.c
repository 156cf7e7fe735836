#include "attendance-rules.h"

#include <stdlib.h>

#include "code.h"
#include "pool.h"

static const char *const flags[ATTENDANCE_CATEGORY__MAX] = {
	[ATTENDANCE_PRESENT] = "present",
	[ATTENDANCE_ACTIVITY] = "activity",
	[ATTENDANCE_AUTHORISED] = "authorised",
	[ATTENDANCE_UNAUTHORISED] = "unauthorised",
	[ATTENDANCE_OUT] = "out",
};

const char *attendance_wrong(struct pool *pool, const struct codelist *list, const char *code,
    const char *day)
{
	const struct code *c = code_find(list, code);

	if (c == NULL)
		return pool_printf(pool, "There is no code %s", code);
	return code_open(c, day) ? NULL : pool_printf(pool, "Code %s is not used on that day", code);
}

enum attendance_category attendance_category(const struct codelist *list, const char *code)
{
	const struct code *c = code_find(list, code);
	unsigned i;

	for (i = 0; c != NULL && i < ATTENDANCE_CATEGORY__MAX; i++)
		if (code_flag(c, flags[i]))
			return i;
	return ATTENDANCE_OUT;
}

void attendance_add(struct attendance *a, const struct codelist *list, const char *code,
    unsigned times)
{
	const struct code *c = code_find(list, code);

	a->count[attendance_category(list, code)] += times;
	if (c != NULL && code_flag(c, "late"))
		a->late += times;
}

unsigned attendance_attended(const struct attendance *a)
{
	return a->count[ATTENDANCE_PRESENT] + a->count[ATTENDANCE_ACTIVITY];
}

unsigned attendance_absent(const struct attendance *a)
{
	return a->count[ATTENDANCE_AUTHORISED] + a->count[ATTENDANCE_UNAUTHORISED];
}

unsigned attendance_possible(const struct attendance *a)
{
	return attendance_attended(a) + attendance_absent(a);
}

const char *attendance_share(struct pool *pool, unsigned part, unsigned whole)
{
	unsigned long long tenths;

	if (whole == 0)
		return "";
	tenths = (2000ULL * part + whole) / (2ULL * whole);
	return pool_printf(pool, "%llu.%llu%%", tenths / 10, tenths % 10);
}

enum attendance_level attendance_level(const struct attendance *a, unsigned persistent,
    unsigned severe)
{
	unsigned possible = attendance_possible(a), absent = attendance_absent(a);

	if (possible == 0 || absent * 100ULL < (unsigned long long)possible * persistent)
		return ATTENDANCE_USUAL;
	return absent * 100ULL < (unsigned long long)possible * severe ? ATTENDANCE_PERSISTENT : ATTENDANCE_SEVERE;
}

bool attendance_below(const struct attendance *a, unsigned per_cent)
{
	return attendance_attended(a) * 100ULL < (unsigned long long)attendance_possible(a) * per_cent;
}

unsigned attendance_lowest(const char *levels, const struct attendance *a)
{
	unsigned lowest = 0;
	char *end;

	for (;;) {
		unsigned long level = strtoul(levels, &end, 10);

		if (end == levels)
			return lowest;
		if (attendance_below(a, (unsigned)level) && (lowest == 0 || level < lowest))
			lowest = (unsigned)level;
		levels = end;
	}
}
