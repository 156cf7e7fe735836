#include <string.h>

#include "pool.h"
#include "premium-rules.h"
#include "statute.h"
#include "text.h"

static const char *const codes[PREMIUM_KIND__MAX] = {
	[PREMIUM_ALLOCATION] = "ALLOCATION", [PREMIUM_TOP_SLICE] = "TOP_SLICE",
	[PREMIUM_PLANNED] = "PLANNED", [PREMIUM_LESS] = "LESS", [PREMIUM_APPROVED] = "APPROVED",
	[PREMIUM_HELD] = "HELD", [PREMIUM_RELEASED] = "RELEASED", [PREMIUM_PAID] = "PAID",
	[PREMIUM_RECLAIMED] = "RECLAIMED", [PREMIUM_RETURNED] = "RETURNED",
	[PREMIUM_IMPACT] = "IMPACT", [PREMIUM_POOLED] = "POOLED", [PREMIUM_UNPOOLED] = "UNPOOLED",
};

const enum term premium_terms[3] = { TERM_SUMMER, TERM_AUTUMN, TERM_SPRING };

const char *premium_code(enum premium_kind kind)
{
	return codes[kind];
}

enum premium_kind premium_kind(const char *code)
{
	unsigned i;

	for (i = 0; i < PREMIUM_KIND__MAX; i++)
		if (strcmp(codes[i], code) == 0)
			break;
	return (enum premium_kind)i;
}

const char *premium_pounds(struct pool *pool, long long pence)
{
	unsigned long long n = pence < 0 ? 0ULL - (unsigned long long)pence : (unsigned long long)pence;
	unsigned long long pounds = n / 100;
	const char *sign = pence < 0 ? "-" : "", *text;

	text = pounds < 1000 ? pool_printf(pool, "%s%llu", sign, pounds) :
	    pounds < 1000000 ? pool_printf(pool, "%s%llu,%03llu", sign, pounds / 1000, pounds % 1000) :
	    pool_printf(pool, "%s%llu,%03llu,%03llu", sign, pounds / 1000000, pounds / 1000 % 1000,
	    pounds % 1000);
	return pool_printf(pool, "%s.%02llu", text, n % 100);
}

int premium_year(struct date day)
{
	return day.month >= 4 ? day.year : day.year - 1;
}

int premium_year_of_term(int academic, enum term term)
{
	return term == TERM_SUMMER ? academic + 1 : academic;
}

int premium_academic(int year, enum term term)
{
	return term == TERM_SUMMER ? year - 1 : year;
}

unsigned premium_pooled(unsigned amount, unsigned slice)
{
	return (unsigned)(((unsigned long long)amount * slice + 5000) / 10000);
}

void premium_split(unsigned amount, unsigned n, unsigned *part_r)
{
	unsigned i;

	for (i = 0; i < n; i++)
		part_r[i] = amount / n;
	if (n > 0)
		part_r[n - 1] = amount - amount / n * (n - 1);
}

unsigned premium_first_term(struct date entered, const struct date begins[3])
{
	unsigned first = 0;

	while (first < 2 && date_compare(entered, begins[first + 1]) >= 0)
		first++;
	return first;
}

const char *premium_phase(int ncy)
{
	if (ncy < -2 || ncy > AFTER_LAST)
		return NULL;
	return ncy < SCHOOL_FIRST ? "EARLY" : ncy <= SCHOOL_LAST ? "SCHOOL" : "POST16";
}

/* What the lines of these kinds that follow it take from it. */
static unsigned less(const struct premium_entry *e, size_t n, const struct premium_entry *of,
    enum premium_kind one, enum premium_kind other)
{
	unsigned left = of->amount;
	size_t i;

	for (i = 0; i < n; i++)
		if (e[i].follows == of->id && (e[i].kind == one || e[i].kind == other))
			left -= e[i].amount < left ? e[i].amount : left;
	return left;
}

unsigned premium_open(const struct premium_entry *e, size_t n, unsigned long long id)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (e[i].id != id)
			continue;
		if (e[i].kind == PREMIUM_PLANNED)
			return less(e, n, &e[i], PREMIUM_LESS, PREMIUM_APPROVED);
		if (e[i].kind == PREMIUM_APPROVED)
			return less(e, n, &e[i], PREMIUM_PAID, PREMIUM_PAID);
		if (e[i].kind == PREMIUM_PAID)
			return less(e, n, &e[i], PREMIUM_RECLAIMED, PREMIUM_RECLAIMED);
	}
	return 0;
}

bool premium_held(const struct premium_entry *e, size_t n, unsigned long long id)
{
	size_t i, j;
	bool held;

	for (i = 0; i < n; i++) {
		held = e[i].kind == PREMIUM_HELD && e[i].follows == id;
		for (j = 0; held && j < n; j++)
			held = e[j].kind != PREMIUM_RELEASED || e[j].follows != e[i].id;
		if (held)
			return true;
	}
	return false;
}

long long premium_own(const struct premium_sums *s)
{
	return (long long)s->of[PREMIUM_ALLOCATION] - (long long)s->of[PREMIUM_TOP_SLICE];
}

long long premium_spent(const struct premium_sums *s)
{
	return (long long)s->of[PREMIUM_PAID] - (long long)s->of[PREMIUM_RECLAIMED];
}

long long premium_unspent(const struct premium_sums *s)
{
	return premium_own(s) - premium_spent(s) - (long long)s->of[PREMIUM_RETURNED];
}

long long premium_free(const struct premium_sums *s)
{
	long long waits = (long long)s->of[PREMIUM_APPROVED] - (long long)s->of[PREMIUM_PAID];

	return premium_unspent(s) - waits;
}

long long premium_projected(const struct premium_sums *s)
{
	long long asked = (long long)s->of[PREMIUM_PLANNED] - (long long)s->of[PREMIUM_LESS] -
	    (long long)s->of[PREMIUM_APPROVED];
	long long approved = (long long)s->of[PREMIUM_APPROVED] - (long long)s->of[PREMIUM_PAID];

	return premium_unspent(s) - asked - approved;
}

const char *premium_bar(const char *state, const char *rating, const char *holds)
{
	const char *word = NULL;

	if (state == NULL)
		word = "MISSING";
	else if (strcmp(rating, "RED") == 0)
		word = "RED";
	else if (strcmp(state, "COMPLETE") != 0 && strcmp(state, "HISTORICAL") != 0)
		word = "UNFINISHED";
	return word != NULL && text_among(holds, word) ? word : NULL;
}

static bool on(const struct premium_place *p, struct date day)
{
	return date_compare(p->began, day) <= 0 && (p->open || date_compare(p->ended, day) >= 0);
}

/* Is a better than b where neither is on the day: the next to begin, else the last. */
static bool nearer(const struct premium_place *a, const struct premium_place *b, struct date day)
{
	bool a_next = date_compare(a->began, day) > 0, b_next = date_compare(b->began, day) > 0;

	if (a_next != b_next)
		return a_next;
	return a_next ? date_compare(a->began, b->began) < 0 : date_compare(a->began, b->began) > 0;
}

size_t premium_place(const struct premium_place *p, size_t n, struct date day)
{
	size_t i, found = n;

	for (i = 0; i < n; i++)
		if (on(&p[i], day) && (found == n || (p[i].main && !p[found].main)))
			found = i;
	if (found < n)
		return found;
	for (i = 0; i < n; i++)
		if (found == n || nearer(&p[i], &p[found], day))
			found = i;
	return found;
}
