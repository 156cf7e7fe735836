#include <string.h>

#include "caf.h"

/* What reports count, kept typed beside the answers when these are frozen. */

static const struct { const char *element; unsigned needs, state; } boxes[] = {
#define BOX(n)	{ "H" #n, CAF_ASSESSMENT_H##n##_NEEDS, CAF_ASSESSMENT_H##n##_STATE }
	BOX(01), BOX(02), BOX(03), BOX(04), BOX(05), BOX(06), BOX(07), BOX(08), BOX(09), BOX(10),
	BOX(11), BOX(12), BOX(13), BOX(14), BOX(15), BOX(16), BOX(17), BOX(18), BOX(19)
};

void caf_report_assessed(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *a)
{
	size_t i;

	(void)db_write(r->db, &caf_sql[CAF_REPORT_FORMER], record->id);
	(void)db_write(r->db, &caf_sql[CAF_REPORT_ASSESSED], document->id, record->id,
	    form_get(a, CAF_ASSESSMENT_DATE_COMPLETED, 0), form_get(a, CAF_ASSESSMENT_LEVEL_OF_NEED, 0),
	    form_get(a, CAF_ASSESSMENT_NEXT_STEP, 0), record->id);
	for (i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++)
		if (form_is(a, boxes[i].state, "ENTERED") && form_get(a, boxes[i].needs, 0)[0] != '\0')
			(void)db_write(r->db, &caf_sql[CAF_REPORT_NEEDED], document->id, boxes[i].element);
}

void caf_report_prompts(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *a)
{
	const char *codes = form_get(a, CAF_CHECKLIST_VULNERABILITIES, 0);
	size_t n;

	for (; codes[0] != '\0'; codes += n) {
		codes += strspn(codes, " ");
		n = strcspn(codes, " ");
		if (n > 0)
			(void)db_write(r->db, &caf_sql[CAF_REPORT_PROMPTED], document->id,
			    pool_strndup(r->pool, codes, n), record->id, r->today);
	}
}

void caf_report_reviewed(struct request *r, const struct record *record,
    const struct document *document, const struct form_answers *a)
{
	unsigned item;

	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		const char *aim = form_get(a, CAF_REVIEW_OUTCOME_AIM, item);

		if (aim[0] != '\0')
			(void)db_write(r->db, &caf_sql[CAF_REPORT_CHANGED], document->id,
			    (unsigned long long)item, record->id, form_get(a, CAF_REVIEW_REVIEWED_ON, 0), aim,
			    form_get(a, CAF_REVIEW_OUTCOME_CHANGE, item));
	}
}
