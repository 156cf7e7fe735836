#include <string.h>

#include "analysis-form.h"
#include "analysis.h"
#include "cdr-analysis-form.h"

/* 0.2: the forms of set L and of set C, by what they have in common. */

#define DOMAIN(prefix, letter_, name) \
	{ .letter = letter_, .listed = prefix##_##name##_LISTED, \
	  .factor = prefix##_##name##_FACTOR, \
	  .influence = prefix##_##name##_INFLUENCE, .present = prefix##_##name##_PRESENT, \
	  .modifiable = prefix##_##name##_MODIFIABLE, .note = prefix##_##name##_NOTE, \
	  .overall = prefix##_##name##_OVERALL }
#define ALIKE(prefix) \
	.identifier = prefix##_IDENTIFIER, .age = prefix##_AGE, \
	.sex = prefix##_SEX, .reviewed_on = prefix##_REVIEWED_ON, .stage = prefix##_STAGE, \
	.category = prefix##_CATEGORY, .secondary = prefix##_SECONDARY, \
	.conclusion = prefix##_CONCLUSION, .inadequate = prefix##_INADEQUATE, \
	.again = prefix##_LOOKED_AGAIN, .signed_by = prefix##_SIGNED_BY, \
	.signed_on = prefix##_SIGNED_ON, .recommendation = prefix##_RECOMMENDATION, \
	.level = prefix##_LEVEL, .lead = prefix##_LEAD, .due = prefix##_DUE

static const struct lscb_analysis_set sets[] = {
	{ .code = "L", .form = "analysis", .factors = "lscb-factor", ALIKE(LSCB_ANALYSIS),
	  .addressee = LSCB_ANALYSIS_ADDRESSEE, .minute = LSCB_ANALYSIS_MINUTE,
	  .domain = { DOMAIN(LSCB_ANALYSIS, 'a', CHILD), DOMAIN(LSCB_ANALYSIS, 'b', FAMILY),
	    DOMAIN(LSCB_ANALYSIS, 'c', PARENTING), DOMAIN(LSCB_ANALYSIS, 'd', SERVICE) },
	  .referral = { { LSCB_ANALYSIS_REFER_POLICE, 0, "POLICE" },
	    { LSCB_ANALYSIS_REFER_CORONER, 0, "CORONER" }, { LSCB_ANALYSIS_REFER_HSE, 0, "HSE" },
	    { LSCB_ANALYSIS_REFER_SCR, 0, "SCR" },
	    { LSCB_ANALYSIS_REFER_OTHER, LSCB_ANALYSIS_REFER_OTHER_NOTE, "OTHER" } } },
	{ .code = "C", .form = "cdr-analysis", .factors = "lscb-factor-c",
	  ALIKE(LSCB_CDR_ANALYSIS), .died_on = LSCB_CDR_ANALYSIS_DIED_ON,
	  .discussed_on = LSCB_CDR_ANALYSIS_DISCUSSED_ON,
	  .domain = { DOMAIN(LSCB_CDR_ANALYSIS, 'a', CHILD), DOMAIN(LSCB_CDR_ANALYSIS, 'b', SOCIAL),
	    DOMAIN(LSCB_CDR_ANALYSIS, 'c', PHYSICAL), DOMAIN(LSCB_CDR_ANALYSIS, 'd', SERVICE) },
	  .referral = {
	    { LSCB_CDR_ANALYSIS_REFERRED, LSCB_CDR_ANALYSIS_REFERRED_NOTE, "OTHER" },
	    { LSCB_CDR_ANALYSIS_CAUSE_ERROR, 0, "EXAMINER" } } },
};

const struct lscb_analysis_set *lscb_analysis_set(const char *code)
{
	return &sets[strcmp(code, sets[1].code) == 0];
}

const struct lscb_analysis_set *lscb_analysis_set_of(const char *form)
{
	size_t i;

	for (i = 0; i < 2; i++)
		if (strcmp(form, sets[i].form) == 0)
			return &sets[i];
	return NULL;
}
