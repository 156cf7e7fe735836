#include <stdlib.h>

#include "analysis-rules.h"

#define CONTRIBUTED	2	/* influence from which a factor may have contributed */
#define SUFFICIENT	3
#define ONE_STAR	11

static int rank(const struct analysis_factor *factor)
{
	return factor->influence == ONE_STAR ? 1 : factor->influence;
}

/* A lower number is nearer the top and would be the primary one. */
static bool hierarchy(const struct analysis_facts *facts)
{
	const char *at = facts->secondary;
	char *end;

	while (facts->category > 0 && *at != '\0') {
		long number = strtol(at, &end, 10);

		if (end == at)
			return false;
		if (number <= facts->category)
			return true;
		at = end;
	}
	return false;
}

static bool review_category(const struct analysis_facts *facts)
{
	return facts->category == 1 && !facts->decided;
}

static bool review_abuse(const struct analysis_facts *facts)
{
	size_t i;

	for (i = 0; i < facts->factors && !facts->decided; i++)
		if (facts->factor[i].abuse && rank(&facts->factor[i]) >= CONTRIBUTED)
			return true;
	return false;
}

static bool modifiable_low(const struct analysis_facts *facts)
{
	size_t i;

	for (i = 0; i < facts->factors; i++)
		if (facts->factor[i].modifiable && rank(&facts->factor[i]) < CONTRIBUTED)
			return true;
	return false;
}

static bool any_modifiable(const struct analysis_facts *facts)
{
	size_t i;

	for (i = 0; i < facts->factors; i++)
		if (facts->factor[i].modifiable)
			return true;
	return false;
}

static bool modifiable_none(const struct analysis_facts *facts)
{
	return facts->conclusion[0] == 'M' && !any_modifiable(facts);
}

static bool modifiable_some(const struct analysis_facts *facts)
{
	return facts->conclusion[0] == 'N' && any_modifiable(facts);
}

static bool rarely(const struct analysis_facts *facts)
{
	return facts->conclusion[0] == 'I';
}

static bool why(const struct analysis_facts *facts)
{
	return rarely(facts) && !facts->why_inadequate;
}

static bool intrinsic(const struct analysis_facts *facts)
{
	size_t i;

	for (i = 0; i < facts->factors && facts->category >= 1 && facts->category <= 3; i++)
		if (facts->factor[i].domain == 'a' && facts->factor[i].influence == SUFFICIENT)
			return true;
	return false;
}

static bool perinatal_old(const struct analysis_facts *facts)
{
	return facts->category == 8 && facts->age_years >= 1;
}

static bool natural(const struct analysis_facts *facts)
{
	return facts->category == 10 && facts->inquest_natural;
}

static bool epilepsy(const struct analysis_facts *facts)
{
	return facts->category == 10 && facts->epilepsy;
}

static bool young(const struct analysis_facts *facts)
{
	return facts->category == 2 && facts->age_years >= 0 && facts->age_years < 10;
}

static bool first_week(const struct analysis_facts *facts)
{
	return facts->category == 9 && facts->age_days >= 0 && facts->age_days <= 6;
}

static bool homicide(const struct analysis_facts *facts)
{
	return facts->category == 3 && facts->homicide;
}

static const struct {
	bool (*breaks)(const struct analysis_facts *facts);
	bool blocks;
	const char *words;
} rules[ANALYSIS_RULE__MAX] = {
	[ANALYSIS_HIERARCHY] = { hierarchy, true, "Where more than one category fits, the lowest "
	    "number is the primary one: choose it, or take the others out" },
	[ANALYSIS_REVIEW_CATEGORY] = { review_category, true, "Category 1 needs the decision on a "
	    "serious case review or practice review: record it under Referrals" },
	[ANALYSIS_REVIEW_ABUSE] = { review_abuse, true, "Abuse or neglect that may have contributed "
	    "needs the decision on a serious case review or practice review: record it under Referrals" },
	[ANALYSIS_MODIFIABLE_LOW] = { modifiable_low, true, "A factor is modifiable only where it "
	    "may have contributed: influence 2 or more" },
	[ANALYSIS_MODIFIABLE_NONE] = { modifiable_none, true, "Mark at least one factor as "
	    "modifiable, or choose another conclusion" },
	[ANALYSIS_MODIFIABLE_SOME] = { modifiable_some, true, "A factor is marked as modifiable: "
	    "choose another conclusion, or take the mark away" },
	[ANALYSIS_WHY] = { why, true, "Say why the information is inadequate" },
	[ANALYSIS_RARELY] = { rarely, false, "Inadequate information is to be used very rarely" },
	[ANALYSIS_INTRINSIC] = { intrinsic, false, "A factor in the child is said to explain the "
	    "death by itself, and the category is an outer cause: is that right?" },
	[ANALYSIS_PERINATAL_OLD] = { perinatal_old, false, "The child was one year old or more: "
	    "is a perinatal event the cause?" },
	[ANALYSIS_NATURAL] = { natural, false, "The inquest found natural causes: is the death "
	    "unexplained?" },
	[ANALYSIS_EPILEPSY] = { epilepsy, false, "Sudden unexpected death in epilepsy is category 5" },
	[ANALYSIS_YOUNG] = { young, false, "The child was under ten years old: is it suicide?" },
	[ANALYSIS_FIRST_WEEK] = { first_week, false, "An infection of the first week is category 8" },
	[ANALYSIS_HOMICIDE] = { homicide, false, "An apparent homicide is recorded: an inflicted "
	    "injury is category 1" },
};

bool analysis_breaks(const struct analysis_facts *facts, enum analysis_rule rule)
{
	return rule < ANALYSIS_RULE__MAX && rules[rule].breaks(facts);
}

bool analysis_blocks(enum analysis_rule rule)
{
	return rule < ANALYSIS_RULE__MAX && rules[rule].blocks;
}

const char *analysis_words(enum analysis_rule rule)
{
	return rule < ANALYSIS_RULE__MAX ? rules[rule].words : "";
}

int analysis_least(const struct analysis_factor *factor, size_t n, char domain)
{
	int least = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (factor[i].domain == domain && rank(&factor[i]) > least)
			least = rank(&factor[i]);
	return least;
}
