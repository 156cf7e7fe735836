#include <stddef.h>
#include <string.h>

#include "date.h"
#include "pool.h"
#include "scope-rules.h"

#define VIABLE_WEEKS	24
#define ADULT_YEARS	18

/* Each step says whether it ended the test, with a result or with its question. */
typedef bool (*step_fn)(const struct scope_facts *facts, struct scope_result *result);

static bool ends(struct scope_result *result, const char *code)
{
	result->code = code;
	return true;
}

static bool asks(struct scope_result *result)
{
	return ends(result, NULL);
}

static bool step_termination(const struct scope_facts *facts, struct scope_result *result)
{
	if (facts->termination == 0)
		return asks(result);
	return facts->termination == 'Y' && ends(result, "OUT-TOP");
}

static bool step_sign_of_life(const struct scope_facts *facts, struct scope_result *result)
{
	return facts->sign_of_life == 0 && asks(result);
}

/* Only set C asks who attended: in set L a stillbirth is out either way. */
static bool step_stillbirth(const struct scope_facts *facts, struct scope_result *result)
{
	if (facts->sign_of_life == 'Y')
		return false;
	if (facts->weeks == 0)
		return asks(result);
	if (facts->weeks < VIABLE_WEEKS)
		return ends(result, "OUT-FETAL-LOSS");
	if (facts->set == 'L' || facts->attended == 'Y')
		return ends(result, "OUT-STILLBIRTH");
	if (facts->attended == 0)
		return asks(result);
	result->unattended = true;
	return ends(result, "JAR-ONLY");
}

/* Gestation never excludes a live birth; it is only noted. */
static bool step_early(const struct scope_facts *facts, struct scope_result *result)
{
	result->early = facts->weeks > 0 && facts->weeks < VIABLE_WEEKS;
	return false;
}

static bool step_age(const struct scope_facts *facts, struct scope_result *result)
{
	struct date born, died;

	if (facts->born_on == NULL || facts->died_on == NULL ||
	    !date_parse(facts->born_on, &born) || !date_parse(facts->died_on, &died) ||
	    date_compare(born, died) > 0)
		return asks(result);
	return date_age(born, died) >= ADULT_YEARS && ends(result, "OUT-ADULT");
}

static bool step_residence(const struct scope_facts *facts, struct scope_result *result)
{
	if (facts->resident == 0)
		return asks(result);
	if (facts->resident != 'Y')
		return false;
	if (facts->place == 'U')
		result->pathway = "OUT-OF-AREA";
	else if (facts->place == 'A')
		result->pathway = "DIED-ABROAD";
	return ends(result, "IN");
}

static bool step_elsewhere(const struct scope_facts *facts, struct scope_result *result)
{
	if (facts->place == 'H' || facts->event_here == 'Y')
		return ends(result, "NONRES");
	if (facts->place == 0 || facts->event_here == 0)
		return asks(result);
	return ends(result, "MISDIRECTED");
}

static const struct { const char *name; step_fn test; } steps[] = {
	{ "1", step_termination }, { "2", step_sign_of_life }, { "2a", step_stillbirth },
	{ "3", step_early }, { "4", step_age }, { "5", step_residence }, { "6", step_elsewhere },
};

void scope_test(const struct scope_facts *facts, struct scope_result *result_r)
{
	size_t i;

	*result_r = (struct scope_result){ .code = NULL };
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		result_r->step = steps[i].name;
		if (steps[i].test(facts, result_r))
			return;
	}
}

static const char *said(struct pool *pool, const char *text, const char *step, char answer)
{
	if (answer == 0)
		return text;
	return pool_printf(pool, "%s%s%s=%c", text, text[0] == '\0' ? "" : " ", step, answer);
}

/* Under 18: a result of a later step, or of this one that is not "adult". */
static char minor(const struct scope_result *result)
{
	if (strcmp(result->step, "4") < 0 || (result->step[0] == '4' && result->code == NULL))
		return 0;
	return result->step[0] == '4' ? 'N' : 'Y';
}

const char *scope_answers(struct pool *pool, const struct scope_facts *facts,
    const struct scope_result *result)
{
	const char *text = said(pool, "", "1", facts->termination);

	if (result->step[0] == '1')
		return text;
	text = said(pool, text, "2", facts->sign_of_life);
	if (facts->sign_of_life == 'N')
		text = said(pool, text, "2a", facts->attended);
	if (facts->weeks > 0)
		text = pool_printf(pool, "%s g=%d+%d", text, facts->weeks, facts->days);
	text = said(pool, text, "4", minor(result));
	if (strcmp(result->step, "5") < 0)
		return text;
	text = said(pool, text, "5", facts->resident);
	text = said(pool, text, "place", facts->place);
	return result->step[0] == '6' ? said(pool, text, "6", facts->event_here) : text;
}
