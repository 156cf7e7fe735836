/*
 * rule: settings that statements count by, kept as rows so that SQL reads them
 * (rule_value), and what is in the authority's area (sections.md 10, V14).
 */
#ifndef EVERYCHILD_EDUCATION_RULE_H
#define EVERYCHILD_EDUCATION_RULE_H

#include "education.h"

/* Keeps what the settings say now. The process beside the workers calls it when it
 * starts; until then statements count by what was kept last, or by the defaults that
 * they name. False: not now. */
bool education_rules_keep(struct request *r);

/* "IN", "OUT" (list education-area), or "" not known: of a placement's postcode by
 * education.postcodes, of a school's authority by authority.code. */
const char *education_area_of_postcode(struct pool *pool, const char *postcode);
const char *education_area_of_school(const char *authority);

#endif
