#include "attainment-rules.h"

#include <stdlib.h>
#include <string.h>

#include "lists.h"
#include "pool.h"

/* Key Stage 4: entries, the ten slots of Attainment 8, and the measures beside it. */

static const char *const groups[ATTAINMENT_GROUP__MAX] = {
	[ATTAINMENT_LANGUAGE] = "slot-language",
	[ATTAINMENT_LITERATURE] = "slot-literature",
	[ATTAINMENT_MATHS] = "slot-maths",
	[ATTAINMENT_SCIENCE] = "slot-science",
	[ATTAINMENT_HUMANITY] = "slot-humanity",
	[ATTAINMENT_TONGUE] = "slot-tongue",
	[ATTAINMENT_OPEN] = "slot-open",
};

/* -- entries -- */

/* A qualification that is no GCSE counts in the open slots alone, whatever its subject. */
static enum attainment_group group_of(const struct code *subject, const char *assessment)
{
	unsigned i;

	for (i = 0; strcmp(assessment, "GCSE") == 0 && i < ATTAINMENT_OPEN; i++)
		if (code_flag(subject, groups[i]))
			return i;
	return ATTAINMENT_OPEN;
}

static unsigned points_of(const struct code *grade)
{
	const char *at = strstr(grade->flags, "points-");

	return at == NULL ? 0 : (unsigned)strtoul(at + strlen("points-"), NULL, 10);
}

static void enter(struct attainment_ks4 *k, const struct code *subject, const char *assessment,
    const struct code *grade)
{
	if (grade == NULL || code_flag(grade, "absent") || k->n == ATTAINMENT_ENTRIES_MAX)
		return;
	k->entry[k->n++] = (struct attainment_entry){ .subject = subject->label,
	    .grade = grade->code, .group = group_of(subject, assessment),
	    .points = points_of(grade), .good = code_flag(grade, "ac"),
	    .pass = code_flag(grade, "ag") };
}

static const struct code *part(struct pool *pool, const struct codelist *scale, const char *text,
    size_t from, size_t len)
{
	return code_find(scale, pool_strndup(pool, text + from, len));
}

static void enter_double(struct pool *pool, struct attainment_ks4 *k, const struct code *subject,
    const struct attainment_result *result, const struct codelist *scale)
{
	const char *text = result->result;
	const struct code *one, *other, *both = code_find(scale, text);
	size_t len = strlen(text), i, skip;

	for (i = 1; i < len; i++) {
		skip = text[i] == '-';
		one = part(pool, scale, text, 0, i);
		other = part(pool, scale, text, i + skip, len - i - skip);
		if (one == NULL || other == NULL)
			continue;
		enter(k, subject, result->assessment, one);
		enter(k, subject, result->assessment, other);
		return;
	}
	enter(k, subject, result->assessment, both);
	enter(k, subject, result->assessment, both);
}

static void entries(struct pool *pool, const struct attainment_result *list, size_t n,
    struct attainment_ks4 *k)
{
	const struct codelist *scale;
	const struct code *subject;
	size_t i;

	for (i = 0; i < n; i++) {
		subject = code_find(lists_find("education-result-subject"), list[i].subject);
		if (subject == NULL || !attainment_qualification(list[i].assessment))
			continue;
		scale = lists_find(strcmp(list[i].assessment, "GCSE") == 0 ? "education-scale-gcse" :
		    "education-scale-vocational");
		if (code_flag(subject, "double"))
			enter_double(pool, k, subject, &list[i], scale);
		else
			enter(k, subject, list[i].assessment, code_find(scale, list[i].result));
	}
}

/* The best that no slot has yet of a set of groups; of equal ones the first. */
static struct attainment_entry *best(struct attainment_ks4 *k, unsigned set)
{
	struct attainment_entry *found = NULL;
	size_t i;

	for (i = 0; i < k->n; i++)
		if ((set & 1U << k->entry[i].group) != 0 && !k->entry[i].used &&
		    (found == NULL || k->entry[i].points > found->points))
			found = &k->entry[i];
	return found;
}

#define OF(group)	(1U << ATTAINMENT_##group)
#define ENGLISH		(OF(LANGUAGE) | OF(LITERATURE))
#define EBACC		(OF(SCIENCE) | OF(HUMANITY) | OF(TONGUE))
#define ALL		((1U << ATTAINMENT_GROUP__MAX) - 1)

/* -- the slots -- */

static bool taken(const struct attainment_ks4 *k, unsigned set)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if ((set & 1U << k->entry[i].group) != 0)
			return true;
	return false;
}

static void fill(struct attainment_slot *slot, const char *what, struct attainment_entry *e,
    const char *why)
{
	*slot = (struct attainment_slot){ .part = what, .entry = e, .points = e == NULL ? 0 :
	    e->points, .why = why };
	if (e != NULL)
		e->used = true;
}

static void english(struct attainment_ks4 *k, enum attainment_english rule)
{
	bool both = taken(k, OF(LANGUAGE)) && taken(k, OF(LITERATURE));
	struct attainment_entry *e = best(k, ENGLISH);

	fill(&k->slot[0], "English", e, e == NULL ? "Neither English language nor literature was taken" :
	    both ? "The better of language and literature" : "The one that was taken");
	if (e != NULL && (both || rule == ATTAINMENT_SINGLE_DOUBLES))
		fill(&k->slot[1], "English", e, both ? "The better counts twice, as both were taken" :
		    "It counts twice by this year's rule, though the other was not taken");
	else
		fill(&k->slot[1], "English", NULL, e == NULL ? "Empty" :
		    "Empty: only one of language and literature was taken");
}

static void maths(struct attainment_ks4 *k)
{
	struct attainment_entry *e = best(k, OF(MATHS));

	fill(&k->slot[2], "Maths", e, e == NULL ? "Mathematics was not taken" : "Mathematics");
	fill(&k->slot[3], "Maths", e, e == NULL ? "Empty" : "Mathematics counts twice");
}

static void three(struct attainment_ks4 *k, unsigned from, unsigned set, const char *what)
{
	static const char *const open[] = { "Best of what is left", "Second of what is left",
	    "Third of what is left" };
	static const char *const ebacc[] = { "Best of sciences, computer science, humanities and "
	    "languages", "Second of them", "Third of them" };
	struct attainment_entry *e;
	unsigned i;

	for (i = 0; i < 3; i++) {
		e = best(k, set);
		fill(&k->slot[from + i], what, e, e == NULL ? "Empty: no further subject was taken" :
		    set == ALL ? open[i] : ebacc[i]);
	}
}

/* -- measures beside it -- */

/* Best so many of a set, whatever slot has them. */
static unsigned sum_of(const struct attainment_ks4 *k, unsigned set, unsigned many)
{
	unsigned first = 0, second = 0;
	size_t i;

	for (i = 0; i < k->n; i++) {
		unsigned points = (set & 1U << k->entry[i].group) == 0 ? 0 : k->entry[i].points;

		if (points > first) {
			second = first;
			first = points;
		} else if (points > second)
			second = points;
	}
	return many == 1 ? first : first + second;
}

/* English, maths, two sciences, a humanity, a language: a sixth of the sum. */
static unsigned ebacc_score(const struct attainment_ks4 *k)
{
	unsigned sum = sum_of(k, ENGLISH, 1) + sum_of(k, OF(MATHS), 1) + sum_of(k, OF(SCIENCE), 2) +
	    sum_of(k, OF(HUMANITY), 1) + sum_of(k, OF(TONGUE), 1);

	return (2 * sum + 6) / 12;
}

static void legacy(struct attainment_ks4 *k)
{
	unsigned good = 0, in_english = 0, in_maths = 0;
	size_t i;

	for (i = 0; i < k->n; i++) {
		const struct attainment_entry *e = &k->entry[i];

		k->one_pass |= e->pass;
		if (!e->good)
			continue;
		good++;
		in_english += (ENGLISH & 1U << e->group) != 0;
		in_maths += e->group == ATTAINMENT_MATHS;
	}
	k->five_good = good >= 5;
	k->five_good_basics = good >= 5 && in_english > 0 && in_maths > 0;
}

void attainment_ks4(struct pool *pool, const struct attainment_result *list, size_t n,
    enum attainment_english rule, struct attainment_ks4 *k)
{
	unsigned i, in_english, in_maths;

	*k = (struct attainment_ks4){ 0 };
	entries(pool, list, n, k);
	english(k, rule);
	maths(k);
	three(k, 4, EBACC, "EBacc");
	three(k, 7, ALL, "Open");
	for (i = 0; i < ATTAINMENT_SLOTS; i++)
		k->total += k->slot[i].points;
	in_english = sum_of(k, ENGLISH, 1);
	in_maths = sum_of(k, OF(MATHS), 1);
	k->four = in_english >= 400 && in_maths >= 400;
	k->five = in_english >= 500 && in_maths >= 500;
	k->ebacc = ebacc_score(k);
	legacy(k);
	k->none = k->n == 0;
}

const char *attainment_points(struct pool *pool, unsigned points)
{
	if (points % 100 == 0)
		return pool_printf(pool, "%u", points / 100);
	return points % 10 == 0 ? pool_printf(pool, "%u.%u", points / 100, points % 100 / 10) :
	    pool_printf(pool, "%u.%02u", points / 100, points % 100);
}
