#include <string.h>

#include "caf.h"

/* The forms of a case. */

static bool checklist_open(const struct record *record)
{
	return strcmp(record->state, "S0") == 0;
}

static bool assessment_open(const struct record *record)
{
	return strcmp(record->state, "S3") == 0;
}

/* Section K may be filled in from whichever state (4.2, 21), after a withdrawal
 * that raises the concern itself (5.5, 4), and when the family has said no. */
static bool harm_open(const struct record *record)
{
	return record->closed_at == NULL || strcmp(record->state, "S11") == 0 ||
	    strcmp(record->state, "S12") == 0;
}

/* Minutes are often written when the case has moved on. */
static bool meeting_open(const struct record *record)
{
	return record->closed_at == NULL;
}

static bool review_open(const struct record *record)
{
	return strcmp(record->state, "S8") == 0;
}

/* 3.1 CK09: harm, or its risk, settles the decision and leads to section K. */
static void harm_settles(struct request *r, const struct record *record, struct document *d)
{
	static const struct document_value safeguarding[] = { { CAF_CHECKLIST_DECISION, "SAF" } };
	const struct form_answers *a = document_answers(r, d);

	(void)record;
	if (form_is(a, CAF_CHECKLIST_HARM, "Y") && !form_is(a, CAF_CHECKLIST_DECISION, "SAF"))
		document_fill(r, d, safeguarding, 1);
}

/* … and then to there. */
static int harm_next(struct request *r, const struct casework_open *o)
{
	if (!input_is(&r->input, "section", "questions") ||
	    !form_is(document_answers(r, &o->document), CAF_CHECKLIST_HARM, "Y"))
		return 0;
	return request_redirect(r, "/caf/case/%s/harm", o->record.handle);
}

/* Who reads all of a case; of one of its forms, 5.4 may hide some of it. */
#define READERS	"OWNER COA LP TAC SAF MANAGER SERVICE EMERGENCY ARCHIVE"
#define EVERY	.section_writable = caf_section_writable, .hide = caf_shown, .warning = caf_before_passing

const struct casework_form caf_forms[] = {
	{ EVERY, .name = "checklist", .readers = READERS, .writers = "OWNER COA",
	  .open = checklist_open, .rules = caf_rules_checklist, .section = caf_rules_section,
	  .saved = harm_settles, .next = harm_next, .end = caf_checklist_end,
	  .none = caf_checklist_none },
	{ EVERY, .name = "assessment", .readers = READERS, .writers = "OWNER COA LP",
	  .open = assessment_open, .rules = caf_rules_assessment, .section = caf_rules_section,
	  .end = caf_assessment_end, .many = true, .newest = true },
	{ EVERY, .name = "harm", .readers = "OWNER COA LP MANAGER SERVICE EMERGENCY ARCHIVE SAF",
	  .writers = "OWNER COA LP TAC HARM", .open = harm_open, .section = caf_rules_section,
	  .end = caf_harm_end, .none = caf_harm_none, .find = caf_harm_find,
	  .after = caf_harm_after, .fact = caf_harm_fact, .many = true, .newest = true },
	{ EVERY, .name = "meeting", .readers = READERS, .writers = "OWNER LP COA",
	  .open = meeting_open, .rules = caf_meeting_rules, .end = caf_meeting_end, .many = true,
	  .section = caf_meeting_section, .saved = caf_meeting_saved,
	  .may_write = caf_meeting_noted_by, .after = caf_meeting_after, .fact = caf_meeting_fact },
	{ EVERY, .name = "review", .readers = READERS, .writers = "LP", .open = review_open,
	  .rules = caf_review_rules, .end = caf_review_end, .none = caf_review_none,
	  .many = true, .newest = true, .section = caf_review_section },
	{ 0 }
};
