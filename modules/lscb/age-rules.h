/*
 * age-rules: how old a child was at death (sections.md 2.0 and 2.1). Pure.
 */
#ifndef EVERYCHILD_LSCB_AGE_RULES_H
#define EVERYCHILD_LSCB_AGE_RULES_H

struct pool;

/* AGEBAND, '1' (0-27 days) to '6' (15-17 years); 0 when a day is missing (NULL), the
 * death is before the birth, or the person was 18. */
char lscb_age_band(const char *born_on, const char *died_on);
/* Code of list lscb-form-age, by which questions of the forms are needed: "0D" to
 * "10Y"; "" as above. */
const char *lscb_age_form(const char *born_on, const char *died_on);
/* "3 days", "11 weeks", "4 months", "6 years"; "" as above. */
const char *lscb_age(struct pool *pool, const char *born_on, const char *died_on);

#endif
