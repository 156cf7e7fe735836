#include <string.h>

#include "date.h"
#include "match.h"
#include "match-rules.h"

/* 4.4: what agrees counts; what is not known, or differs, counts nothing. */

static const struct { const char *words; unsigned score; } parts[LSCB_MATCH__MAX] = {
	[LSCB_MATCH_NHS] = { "NHS number", 0 },
	[LSCB_MATCH_DIED] = { "Date of death", 2 },
	[LSCB_MATCH_BORN] = { "Date of birth", 3 },
	[LSCB_MATCH_FAMILY] = { "Family name", 2 },
	[LSCB_MATCH_SEX] = { "Sex", 1 },
	[LSCB_MATCH_POSTCODE] = { "Postcode", 2 },
	[LSCB_MATCH_GIVEN] = { "First names", 0 },
};

/* The day of a death is given as that of the last breath or of its confirmation. */
#define DIED_WITHIN	1
/* Sexes that say nothing. */
#define SEX_UNKNOWN	"U"

static bool known(const char *a, const char *b)
{
	return a != NULL && b != NULL && a[0] != '\0' && b[0] != '\0';
}

static enum lscb_match_how equal(const char *a, const char *b)
{
	if (!known(a, b))
		return LSCB_MATCH_UNKNOWN;
	return strcmp(a, b) == 0 ? LSCB_MATCH_SAME : LSCB_MATCH_OTHER;
}

static enum lscb_match_how named(struct pool *pool, const char *a, const char *b)
{
	return known(a, b) ? equal(match_normalise(pool, a), match_normalise(pool, b)) :
	    LSCB_MATCH_UNKNOWN;
}

static enum lscb_match_how sexed(const char *a, const char *b)
{
	if (known(a, b) && (strcmp(a, SEX_UNKNOWN) == 0 || strcmp(b, SEX_UNKNOWN) == 0))
		return LSCB_MATCH_UNKNOWN;
	return equal(a, b);
}

static enum lscb_match_how died(const char *a, const char *b)
{
	struct date from, to;
	long days;

	if (!known(a, b) || !date_parse(a, &from) || !date_parse(b, &to))
		return LSCB_MATCH_UNKNOWN;
	days = date_days(from, to);
	return days >= -DIED_WITHIN && days <= DIED_WITHIN ? LSCB_MATCH_SAME : LSCB_MATCH_OTHER;
}

static bool ordered_apart(const char *a, const char *b)
{
	return known(a, a) && (!known(b, b) || strcmp(a, b) != 0);
}

void lscb_match(struct pool *pool, const struct lscb_match_facts *a,
    const struct lscb_match_facts *b, struct lscb_match *m)
{
	enum lscb_match_part i;

	*m = (struct lscb_match){ .how = {
	    [LSCB_MATCH_NHS] = equal(a->nhs, b->nhs),
	    [LSCB_MATCH_DIED] = died(a->died_on, b->died_on),
	    [LSCB_MATCH_BORN] = equal(a->born_on, b->born_on),
	    [LSCB_MATCH_FAMILY] = named(pool, a->family, b->family),
	    [LSCB_MATCH_SEX] = sexed(a->sex, b->sex),
	    [LSCB_MATCH_POSTCODE] = equal(a->postcode, b->postcode),
	    [LSCB_MATCH_GIVEN] = named(pool, a->given, b->given) } };
	for (i = 0; i < LSCB_MATCH__MAX; i++)
		if (m->how[i] == LSCB_MATCH_SAME)
			m->score += parts[i].score;
	m->certain = m->how[LSCB_MATCH_NHS] == LSCB_MATCH_SAME;
	m->twins = !m->certain && m->how[LSCB_MATCH_DIED] == LSCB_MATCH_SAME &&
	    m->how[LSCB_MATCH_BORN] == LSCB_MATCH_SAME &&
	    m->how[LSCB_MATCH_FAMILY] == LSCB_MATCH_SAME &&
	    m->how[LSCB_MATCH_SEX] == LSCB_MATCH_SAME;
	m->apart = m->how[LSCB_MATCH_GIVEN] == LSCB_MATCH_OTHER ||
	    ordered_apart(a->birth_order, b->birth_order) ||
	    ordered_apart(b->birth_order, a->birth_order);
}

bool lscb_match_likely(const struct lscb_match *match, unsigned least)
{
	return match->certain || match->score >= least;
}

const char *lscb_match_part_words(enum lscb_match_part part)
{
	return parts[part].words;
}
