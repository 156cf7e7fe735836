/*
 * form-rules: what the answers of any form may say together (sections.md 2.0 to 2.7):
 * which day cannot lie before which, and between which bounds a number is. By the
 * names of the fields, so that a form that does not ask one passes it over.
 */
#ifndef EVERYCHILD_LSCB_FORM_RULES_H
#define EVERYCHILD_LSCB_FORM_RULES_H

#include "casework-form.h"

/* Messages beside the fields of this section (hook "section" of casework-form.h). */
void lscb_form_rules(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers);
/* The same over the whole form (hook "rules"): a day may have become wrong by one of
 * another section. */
void lscb_form_rules_gaps(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);

#endif
