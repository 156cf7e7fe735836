#include <string.h>

#include "caf.h"

/* sections.md 5.3, for J5: whose signature counts as consent, by age and by the basis
 * on which taking part was agreed. */

static bool signs(enum caf_who who, const char *capacity, const char *basis)
{
	bool competent = who == CAF_FROM_12 && strcmp(basis, "COMPETENT") == 0;

	if (strcmp(basis, "ORDER") == 0)
		return strcmp(capacity, "CHILD") != 0 || who >= CAF_FROM_16;
	if (strcmp(capacity, "PARENT") == 0)
		return who <= CAF_FROM_12 && !competent;
	if (strcmp(capacity, "CHILD") == 0)
		return who >= CAF_FROM_16 || competent;
	return false;
}

/* A carer without parental responsibility, whom the manager has approved. */
static bool carer_signs(struct request *r, const struct record *record, const char *capacity,
    const char *basis, const char *name)
{
	return strcmp(capacity, "CARER") == 0 && caf_carer_fits(caf_who(r->held)) &&
	    strcmp(basis, "COMPETENT") != 0 && caf_carer_approved(r, record, name);
}

unsigned caf_signature(struct request *r, const struct record *record,
    const struct form_answers *answers)
{
	unsigned item, carer = 0;
	struct db_row row;

	if (!db_find(r->db, &caf_sql[CAF_CONSENT_ASSESS], &row, record->id))
		return 0;
	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		const char *name = form_get(answers, CAF_ASSESSMENT_SIGNATURE_NAME, item);
		const char *capacity = form_get(answers, CAF_ASSESSMENT_SIGNATURE_CAPACITY, item);

		if (name[0] == '\0')
			continue;
		if (signs(caf_who(r->held), capacity, db_text(&row, 1)))
			return item;
		if (carer == 0 && carer_signs(r, record, capacity, db_text(&row, 1), name))
			carer = item;
	}
	return carer;
}

/* Was sharing with the service of this row of J3 refused by a parent, or by a
 * child who was judged competent? */
static bool refused(struct request *r, const struct record *record,
    const struct form_answers *answers, unsigned item)
{
	const char *code = form_get(answers, CAF_ASSESSMENT_SHARE_TYPE, item);
	const char *service = caf_service_name(r, code,
	    form_get(answers, CAF_ASSESSMENT_SHARE_ORGANISATION, item));
	struct db_row was;

	return code[0] != '\0' && db_find(r->db, &caf_sql[CAF_CONSENT_OTHER], &was, record->id,
	    "C-SHARE", code, service, service) && strcmp(db_text(&was, 0), "N") == 0 &&
	    (strcmp(db_text(&was, 1), "PARENT") == 0 || strcmp(db_text(&was, 4), "COMPETENT") == 0);
}

void caf_signature_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	unsigned item, signature = caf_signature(r, record, answers);
	bool carer = signature != 0 && strcmp(form_get(answers, CAF_ASSESSMENT_SIGNATURE_CAPACITY,
	    signature), "CARER") == 0;

	if (signature == 0)
		caf_wrong(r, answers, gaps, CAF_ASSESSMENT_SIGNATURE_NAME, 1, "Somebody who may consent "
		    "has to sign: the young person from 16, or from 12 if judged competent; else a parent "
		    "with parental responsibility, or when none can be reached a carer whom the manager "
		    "has approved by name (see All consents)");
	for (item = 1; carer && item < FORM_ITEMS_MAX; item++)
		if (refused(r, record, answers, item))
			caf_wrong(r, answers, gaps, CAF_ASSESSMENT_SHARE_TYPE, item, "Sharing with this "
			    "service was refused by the child or a parent: a carer does not undo that");
}
