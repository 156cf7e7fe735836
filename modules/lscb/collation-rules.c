#include "collation-rules.h"

#include <string.h>

#include "pool.h"

static const char *const codes[COLLATION__MAX] = {
	[COLLATION_NONE] = "NONE", [COLLATION_AGREED] = "AGREED", [COLLATION_REAL] = "REAL",
	[COLLATION_JOINED] = "JOINED", [COLLATION_CONFLICT] = "CONFLICT",
	[COLLATION_CHOSEN] = "CHOSEN",
};

const char *collation_code(enum collation_how how)
{
	return how < COLLATION__MAX ? codes[how] : "";
}

enum collation_how collation_of(const char *code)
{
	enum collation_how how;

	for (how = 0; how < COLLATION__MAX; how++)
		if (strcmp(codes[how], code) == 0)
			break;
	return how;
}

static bool blank(const struct collation_answer *a)
{
	return a->value[0] == '\0';
}

/* How often this role had an answer up to and with this one, and in all. */
static unsigned turn(const struct collation_answer *answers, size_t n, size_t at, unsigned *all_r)
{
	unsigned number = 0;
	size_t i;

	*all_r = 0;
	for (i = 0; i < n; i++)
		if (!blank(&answers[i]) && strcmp(answers[i].role, answers[at].role) == 0) {
			(*all_r)++;
			if (i <= at)
				number++;
		}
	return number;
}

/* "General practice:\n…"; two of one role are told apart by a number. */
static struct collation join(struct pool *pool, const struct collation_answer *answers, size_t n)
{
	struct collation c = { .how = COLLATION_JOINED, .value = "" };
	unsigned number, all;
	size_t i, taken = 0;

	for (i = 0; i < n; i++) {
		if (blank(&answers[i]))
			continue;
		number = turn(answers, n, i, &all);
		c.value = pool_printf(pool, "%s%s%s%s:\n%s", c.value, taken == 0 ? "" : "\n\n",
		    answers[i].role, all == 1 ? "" : pool_printf(pool, " %u", number),
		    answers[i].value);
		c.source = taken++ == 0 ? answers[i].source : 0;
	}
	return taken == 0 ? (struct collation){ .how = COLLATION_NONE, .value = "" } : c;
}

static bool before(const struct collation_answer *answers, size_t at, bool unknown)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (!blank(&answers[i]) && answers[i].unknown == unknown &&
		    strcmp(answers[i].value, answers[at].value) == 0)
			return true;
	return false;
}

/* Different values of one kind, real or unknown. *of_r: one of them, every one a
 * line; *source_r: who said the first, 0 where several did. */
static size_t different(struct pool *pool, const struct collation_answer *answers, size_t n,
    bool unknown, const char **of_r, unsigned long long *source_r)
{
	size_t i, values = 0, said = 0;

	*of_r = "";
	*source_r = 0;
	for (i = 0; i < n; i++) {
		if (blank(&answers[i]) || answers[i].unknown != unknown)
			continue;
		*source_r = said++ == 0 ? answers[i].source : 0;
		if (before(answers, i, unknown))
			continue;
		*of_r = values++ == 0 ? answers[i].value :
		    pool_printf(pool, "%s\n%s", *of_r, answers[i].value);
	}
	return values;
}

struct collation collation_decide(struct pool *pool, bool long_text,
    const struct collation_answer *answers, size_t n)
{
	struct collation c = { .how = COLLATION_NONE, .value = "" };
	unsigned long long unknown_source;
	const char *unknown;
	size_t real, unknowns;

	if (long_text)
		return join(pool, answers, n);
	real = different(pool, answers, n, false, &c.value, &c.source);
	unknowns = different(pool, answers, n, true, &unknown, &unknown_source);
	if (real > 1) {
		c.how = COLLATION_CONFLICT;
	} else if (real == 1) {
		c.how = unknowns == 0 ? COLLATION_AGREED : COLLATION_REAL;
	} else if (unknowns > 0) {
		/* "Not known" and "not applicable" alone: neither is a value to choose
		 * over the other unless they differ. */
		c = (struct collation){ unknowns == 1 ? COLLATION_AGREED : COLLATION_CONFLICT, unknown,
		    unknown_source };
	}
	return c;
}
