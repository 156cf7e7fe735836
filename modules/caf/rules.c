#include <string.h>

#include "caf.h"
#include "date.h"
#include "ident.h"
#include "lists.h"
#include "text.h"

/* What the form definitions cannot say. Item numbers are those of the form. */

struct rules {
	struct request *r;
	const struct record *record;
	const struct form_answers *a;
	const struct form *form;
	struct form_gap **gaps;		/* NULL: messages beside the fields */
};

void caf_wrong(struct request *r, const struct form_answers *answers, struct form_gap **gaps,
    unsigned field, unsigned item, const char *message)
{
	const struct form_field *f = &answers->form->field[field];
	struct form_answer *a = form_slot(answers, field, item);

	if (gaps != NULL)
		form_gap_add(r, gaps, f->section, f->group == NULL ? f->field.name :
		    pool_printf(r->pool, "%s.%u.%s", f->group->name, item, f->field.name),
		    pool_printf(r->pool, "%s (%s)", message, f->field.id));
	else if (a->error == NULL)
		a->error = message;
}

static void wrong(struct rules *u, unsigned field, unsigned item, const char *message)
{
	caf_wrong(u->r, u->a, u->gaps, field, item, message);
}

static bool day(struct rules *u, unsigned field, unsigned item, struct date *date_r)
{
	return form_slot(u->a, field, item)->error == NULL &&
	    date_parse(form_get(u->a, field, item), date_r);
}

static bool empty(struct rules *u, unsigned field)
{
	return form_get(u->a, field, 0)[0] == '\0';
}

/* -- 3.2 B and the same questions of the checklist (CK01) -- */

struct person {
	unsigned unborn, given, family, born, expected, late_reason, postcode, no_address, address;
};

static const struct person checklist_person = {
	CAF_CHECKLIST_UNBORN, CAF_CHECKLIST_GIVEN_NAMES, CAF_CHECKLIST_FAMILY_NAME,
	CAF_CHECKLIST_DATE_OF_BIRTH, CAF_CHECKLIST_DUE_DATE, CAF_CHECKLIST_LATE_AGE_REASON,
	CAF_CHECKLIST_POSTCODE, CAF_CHECKLIST_NO_ADDRESS, CAF_CHECKLIST_ADDRESS_1
};
static const struct person assessment_person = {
	CAF_ASSESSMENT_UNBORN, CAF_ASSESSMENT_GIVEN_NAMES, CAF_ASSESSMENT_FAMILY_NAME,
	CAF_ASSESSMENT_DATE_OF_BIRTH, CAF_ASSESSMENT_DUE_DATE, CAF_ASSESSMENT_LATE_AGE_REASON,
	CAF_ASSESSMENT_POSTCODE, CAF_ASSESSMENT_NO_ADDRESS, CAF_ASSESSMENT_ADDRESS_1
};

static void born_rules(struct rules *u, const struct person *p)
{
	struct date born;
	int age;

	if (!day(u, p->born, 0, &born))
		return;
	age = date_age(born, date_today());
	if (age >= 26)
		wrong(u, p->born, 0, "Date of birth must be less than 26 years ago");
	else if (age >= 19 && empty(u, p->late_reason))
		wrong(u, p->late_reason, 0, "Say why this is offered to a person of 19 or over");
}

static void expected_rules(struct rules *u, const struct person *p)
{
	const struct form_answer *a = form_slot(u->a, p->expected, 0);
	const char *message;

	/* The window counts from the day it is first entered. */
	if (a->error != NULL || a->revision != 0 || a->value[0] == '\0' ||
	    form_is(u->a, p->unborn, "B"))
		return;
	message = caf_expected_wrong(u->r, a->value);
	if (message != NULL)
		wrong(u, p->expected, 0, message);
}

static void postcode_rules(struct rules *u, const struct person *p)
{
	if (form_slot(u->a, p->postcode, 0)->error == NULL &&
	    ident_postcode_pseudo(form_get(u->a, p->postcode, 0)) && empty(u, p->no_address))
		wrong(u, p->postcode, 0,
		    "This postcode stands for no fixed abode or unknown: choose the reason too");
}

static void address_needed(struct rules *u, const struct person *p)
{
	if (!empty(u, p->no_address))
		return;
	if (empty(u, p->address))
		wrong(u, p->address, 0, "Enter the address, or choose why there is none");
	if (empty(u, p->postcode))
		wrong(u, p->postcode, 0, "Enter the postcode, or choose why there is no address");
}

static void name_rule(struct rules *u, unsigned field, unsigned item)
{
	if (form_slot(u->a, field, item)->error == NULL &&
	    !text_name(form_get(u->a, field, item)))
		wrong(u, field, item, TEXT_NAME_WRONG);
}

static void person_rules(struct rules *u, const struct person *p)
{
	name_rule(u, p->given, 0);
	name_rule(u, p->family, 0);
	born_rules(u, p);
	expected_rules(u, p);
	postcode_rules(u, p);
}

/* -- pairs of dates -- */

static void order(struct rules *u, unsigned first, unsigned second, const char *message)
{
	unsigned item, last = u->form->field[second].group == NULL ? 1 : FORM_ITEMS_MAX;
	struct date a, b;

	for (item = 0; item < last; item++)
		if (day(u, first, item, &a) && day(u, second, item, &b) && date_compare(b, a) < 0)
			wrong(u, second, item, message);
}

/* -- H: a box with text counts as entered -- */

static const unsigned boxes[] = {
	CAF_ASSESSMENT_H01_STATE, CAF_ASSESSMENT_H02_STATE, CAF_ASSESSMENT_H03_STATE,
	CAF_ASSESSMENT_H04_STATE, CAF_ASSESSMENT_H05_STATE, CAF_ASSESSMENT_H06_STATE,
	CAF_ASSESSMENT_H07_STATE, CAF_ASSESSMENT_H08_STATE, CAF_ASSESSMENT_H09_STATE,
	CAF_ASSESSMENT_H10_STATE, CAF_ASSESSMENT_H11_STATE, CAF_ASSESSMENT_H12_STATE,
	CAF_ASSESSMENT_H13_STATE, CAF_ASSESSMENT_H14_STATE, CAF_ASSESSMENT_H15_STATE,
	CAF_ASSESSMENT_H16_STATE, CAF_ASSESSMENT_H17_STATE, CAF_ASSESSMENT_H18_STATE,
	CAF_ASSESSMENT_H19_STATE
};
#define BOXES		(sizeof(boxes) / sizeof(boxes[0]))
#define BOXES_CHILD	12	/* H01 to H12: domain 1 */

/* The fields of one box share its number: h07_strengths … h07_state. */
static bool box_text(struct rules *u, unsigned state)
{
	const char *name = u->form->field[state].field.name;
	unsigned i;

	for (i = 0; i < u->form->fields; i++)
		if (i != state && strncmp(u->form->field[i].field.name, name, 4) == 0 &&
		    form_get(u->a, i, 0)[0] != '\0')
			return true;
	return false;
}

static bool box_entered(struct rules *u, unsigned from, unsigned to)
{
	unsigned i;

	for (i = from; i < to; i++)
		if (form_is(u->a, boxes[i], "ENTERED"))
			return true;
	return false;
}

static void boxes_settle(struct rules *u, const struct form_section *section)
{
	unsigned i;

	for (i = 0; i < BOXES; i++) {
		struct form_answer *state = form_slot(u->a, boxes[i], 0);
		bool text = box_text(u, boxes[i]);

		if (u->form->field[boxes[i]].section != section)
			continue;
		if (text && state->value[0] == '\0')
			state->value = "ENTERED";
		else if (text && strcmp(state->value, "NOT_CONSIDERED") == 0)
			wrong(u, boxes[i], 0, "There is text in this box: choose Entered, or clear the text");
		else if (!text && strcmp(state->value, "ENTERED") == 0)
			wrong(u, boxes[i], 0, "This box has no text yet");
	}
}

/* -- what the program knows itself -- */

/* J6: the assessor signs as the person who is signed in. */
static void signature_settle(struct rules *u)
{
	if (!form_is(u->a, CAF_ASSESSMENT_ASSESSOR_SIGNED, "Y"))
		return;
	form_slot(u->a, CAF_ASSESSMENT_ASSESSOR_SIGNED_NAME, 0)->value = u->r->session->name;
	if (empty(u, CAF_ASSESSMENT_ASSESSOR_SIGNED_ON))
		form_slot(u->a, CAF_ASSESSMENT_ASSESSOR_SIGNED_ON, 0)->value = u->r->today;
}

/* I6: without another date, the review is due when clock T5 says. */
static void review_settle(struct rules *u)
{
	const char *from = form_get(u->a, CAF_ASSESSMENT_DATE_COMPLETED, 0);
	const char *due;

	if (form_get(u->a, CAF_ASSESSMENT_ACTION_TEXT, 1)[0] == '\0' ||
	    !empty(u, CAF_ASSESSMENT_REVIEW_DATE))
		return;
	due = caf_clock_date(u->r, "T5", from[0] == '\0' ? u->r->today : from);
	if (due != NULL)
		form_slot(u->a, CAF_ASSESSMENT_REVIEW_DATE, 0)->value = due;
}

/* -- a section on saving -- */

void caf_rules_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers)
{
	struct rules u = { r, record, answers, answers->form, NULL };
	unsigned item;

	if (answers->form == caf_checklist) {
		person_rules(&u, &checklist_person);
		if (form_is(answers, CAF_CHECKLIST_HARM, "Y") &&
		    form_get(answers, CAF_CHECKLIST_DECISION, 0)[0] != '\0' &&
		    !form_is(answers, CAF_CHECKLIST_DECISION, "SAF") &&
		    answers->form->field[CAF_CHECKLIST_DECISION].section == section)
			wrong(&u, CAF_CHECKLIST_DECISION, 0, "A child at risk of significant harm: the only "
			    "decision is to follow safeguarding procedures");
		return;
	}
	if (answers->form != caf_assessment)
		return;
	person_rules(&u, &assessment_person);
	boxes_settle(&u, section);
	if (answers->form->field[CAF_ASSESSMENT_ASSESSOR_SIGNED].section == section)
		signature_settle(&u);
	if (answers->form->field[CAF_ASSESSMENT_REVIEW_DATE].section == section)
		review_settle(&u);
	order(&u, CAF_ASSESSMENT_DATE_STARTED, CAF_ASSESSMENT_DATE_COMPLETED,
	    "The assessment cannot be completed before it was started");
	order(&u, CAF_ASSESSMENT_ALIAS_FROM, CAF_ASSESSMENT_ALIAS_TO,
	    "This date must not be before the one above");
	order(&u, CAF_ASSESSMENT_SERVICE_FROM, CAF_ASSESSMENT_SERVICE_UNTIL,
	    "This date must not be before the one above");
	if (!empty(&u, CAF_ASSESSMENT_NHS_NUMBER) && empty(&u, CAF_ASSESSMENT_NHS_SOURCE))
		wrong(&u, CAF_ASSESSMENT_NHS_SOURCE, 0, "Say where the NHS number comes from");
	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		name_rule(&u, CAF_ASSESSMENT_ALIAS_GIVEN_NAMES, item);
		name_rule(&u, CAF_ASSESSMENT_ALIAS_FAMILY_NAME, item);
	}
	if (form_is(answers, CAF_ASSESSMENT_INFORMED, "N") &&
	    (form_is(answers, CAF_ASSESSMENT_STORE_CONSENT, "Y") ||
	    form_is(answers, CAF_ASSESSMENT_SHARE_CONSENT, "Y")))
		wrong(&u, CAF_ASSESSMENT_INFORMED, 0, "Consent that was not explained does not count: "
		    "explain first");
}

/* -- the checklist as a whole (3.1) -- */

static const unsigned questions[] = {
	CAF_CHECKLIST_HEALTHY, CAF_CHECKLIST_SAFE, CAF_CHECKLIST_LEARNING, CAF_CHECKLIST_POSITIVE,
	CAF_CHECKLIST_POVERTY
};

static bool doubt(const struct form_answers *a)
{
	size_t i;

	for (i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		if (form_is(a, questions[i], "N ?"))
			return true;
	return false;
}

const char *caf_suggestion(const struct form_answers *a)
{
	size_t i;

	if (form_is(a, CAF_CHECKLIST_HARM, "Y"))
		return "SAF";
	for (i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
		if (form_get(a, questions[i], 0)[0] == '\0')
			return NULL;
	if (!doubt(a))
		return "NFA";
	return form_is(a, CAF_CHECKLIST_NEEDS_CLEAR, "Y") &&
	    form_is(a, CAF_CHECKLIST_SERVICE_ALONE, "Y") ? "ONE" : "CAF";
}

void caf_rules_checklist(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	struct rules u = { r, record, answers, answers->form, gaps };

	address_needed(&u, &checklist_person);
	if (doubt(answers) && empty(&u, CAF_CHECKLIST_NEEDS_CLEAR))
		wrong(&u, CAF_CHECKLIST_NEEDS_CLEAR, 0, "Say whether the additional needs are clear");
	if (doubt(answers) && empty(&u, CAF_CHECKLIST_SERVICE_ALONE))
		wrong(&u, CAF_CHECKLIST_SERVICE_ALONE, 0, "Say whether your service alone can meet them");
	if (form_is(answers, CAF_CHECKLIST_HARM, "Y") && !empty(&u, CAF_CHECKLIST_DECISION) &&
	    !form_is(answers, CAF_CHECKLIST_DECISION, "SAF"))
		wrong(&u, CAF_CHECKLIST_DECISION, 0, "A child at risk of significant harm: the only "
		    "decision is to follow safeguarding procedures");
}

/* -- the assessment as a whole (3.2) -- */

static void parents_rules(struct rules *u)
{
	unsigned item;

	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (strcmp(form_get(u->a, CAF_ASSESSMENT_PARENT_RESPONSIBILITY, item), "Y") == 0)
			return;
	if (empty(u, CAF_ASSESSMENT_NO_RESPONSIBILITY_REASON))
		wrong(u, CAF_ASSESSMENT_NO_RESPONSIBILITY_REASON, 0, "Name a person with parental "
		    "responsibility, or say why none is known");
}

static bool same_name(const char *who, const char *name)
{
	return name[0] != '\0' && (strcasestr(who, name) != NULL || strcasestr(name, who) != NULL);
}

/* I5 "who": somebody whom the form names, a service on it, or of the team. */
static bool named(struct rules *u, const char *who)
{
	static const unsigned names[] = {
		CAF_ASSESSMENT_ASSESSOR_NAME, CAF_ASSESSMENT_ASSESSOR_ORGANISATION,
		CAF_ASSESSMENT_CO_ASSESSOR, CAF_ASSESSMENT_LEAD_NAME, CAF_ASSESSMENT_GIVEN_NAMES,
		CAF_ASSESSMENT_PRESENT_NAME, CAF_ASSESSMENT_PARENT_GIVEN_NAMES,
		CAF_ASSESSMENT_HOUSEHOLD_NAME, CAF_ASSESSMENT_SERVICE_ORGANISATION,
		CAF_ASSESSMENT_SERVICE_PRACTITIONER, CAF_ASSESSMENT_SHARE_ORGANISATION,
	};
	unsigned i, item;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		for (item = 0; item < (u->form->field[names[i]].group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (same_name(who, form_get(u->a, names[i], item)))
				return true;
	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (same_name(who, lists_label("service", form_get(u->a, CAF_ASSESSMENT_SHARE_TYPE, item),
		    u->r->today)) || same_name(who, lists_label("service",
		    form_get(u->a, CAF_ASSESSMENT_SERVICE_TYPE, item), u->r->today)))
			return true;
	/* When the assessment is made anew there is a team already. */
	return caf_plan_names(u->r, u->record, who);
}

static void actions_rules(struct rules *u)
{
	struct date started, by, latest;
	bool any = false;
	unsigned item;

	if (!day(u, CAF_ASSESSMENT_DATE_COMPLETED, 0, &started))
		return;
	latest = date_add_months(started, 12);
	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		if (form_get(u->a, CAF_ASSESSMENT_ACTION_TEXT, item)[0] == '\0')
			continue;
		any = true;
		if (form_get(u->a, CAF_ASSESSMENT_ACTION_WHO, item)[0] != '\0' &&
		    !named(u, form_get(u->a, CAF_ASSESSMENT_ACTION_WHO, item)))
			wrong(u, CAF_ASSESSMENT_ACTION_WHO, item, "Name a person or a service that the form "
			    "names");
		if (day(u, CAF_ASSESSMENT_ACTION_BY, item, &by) &&
		    (date_compare(by, started) < 0 || date_compare(by, latest) > 0))
			wrong(u, CAF_ASSESSMENT_ACTION_BY, item, "An action is due from the day of "
			    "completion to twelve months later");
	}
	if (!any && !form_is(u->a, CAF_ASSESSMENT_NEXT_STEP, "NFA"))
		wrong(u, CAF_ASSESSMENT_ACTION_TEXT, 1, "Agree at least one action, or choose no "
		    "further action as next step");
	if (any && empty(u, CAF_ASSESSMENT_REVIEW_DATE))
		wrong(u, CAF_ASSESSMENT_REVIEW_DATE, 0, "Agree a review date");
	if (day(u, CAF_ASSESSMENT_REVIEW_DATE, 0, &by) && date_compare(by, started) < 0)
		wrong(u, CAF_ASSESSMENT_REVIEW_DATE, 0, "The review comes after the assessment is "
		    "completed");
}

/* A team needs a service besides the assessor's own. */
static bool services_other(struct rules *u, bool not_own)
{
	const char *own = form_get(u->a, CAF_ASSESSMENT_ASSESSOR_ORGANISATION, 0);
	unsigned item;

	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (form_get(u->a, CAF_ASSESSMENT_SHARE_TYPE, item)[0] != '\0' && !(not_own &&
		    strcasecmp(own, form_get(u->a, CAF_ASSESSMENT_SHARE_ORGANISATION, item)) == 0))
			return true;
	return false;
}

static void signature_rules(struct rules *u)
{
	struct date started, signed_on;
	unsigned item;

	caf_signature_rules(u->r, u->record, u->a, u->gaps);
	if (!day(u, CAF_ASSESSMENT_DATE_STARTED, 0, &started))
		return;
	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (day(u, CAF_ASSESSMENT_SIGNATURE_DATE, item, &signed_on) &&
		    date_compare(signed_on, started) < 0)
			wrong(u, CAF_ASSESSMENT_SIGNATURE_DATE, item, "Signed before the assessment was started");
	if (day(u, CAF_ASSESSMENT_ASSESSOR_SIGNED_ON, 0, &signed_on) &&
	    date_compare(signed_on, started) < 0)
		wrong(u, CAF_ASSESSMENT_ASSESSOR_SIGNED_ON, 0, "Signed before the assessment was started");
	if (day(u, CAF_ASSESSMENT_FAMILY_COPY_ON, 0, &signed_on) && date_compare(signed_on, started) < 0)
		wrong(u, CAF_ASSESSMENT_FAMILY_COPY_ON, 0, "Given before the assessment was started");
}

static bool shared_with(struct rules *u, const char *type)
{
	unsigned item;

	for (item = 1; item < FORM_ITEMS_MAX; item++)
		if (strcmp(form_get(u->a, CAF_ASSESSMENT_SHARE_TYPE, item), type) == 0)
			return form_is(u->a, CAF_ASSESSMENT_SHARE_CONSENT, "Y");
	return false;
}

/* 3.2 G, 6.5: a sensitive service by a consent of its own, or when it was told
 * of because a child may suffer significant harm. */
static bool may_list(struct rules *u, const char *code)
{
	struct db_row row;

	return !lists_flag("service", code, "sensitive") ||
	    caf_consent_living(u->r, u->record, "C-SENS", code) ||
	    db_find(u->r->db, &caf_sql[CAF_SHARE_HARM], &row, u->record->id, code);
}

/* 3.2 G and L2, 5.2: what may not go out without a consent of its own. */
static void sharing_rules(struct rules *u)
{
	unsigned item;

	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		const char *copy = form_get(u->a, CAF_ASSESSMENT_COPY_TYPE, item);

		if (strcmp(form_get(u->a, CAF_ASSESSMENT_SERVICE_ON_INDEX, item), "Y") == 0 &&
		    !may_list(u, form_get(u->a, CAF_ASSESSMENT_SERVICE_TYPE, item)))
			wrong(u, CAF_ASSESSMENT_SERVICE_ON_INDEX, item, "A sensitive service is not shown on the "
			    "index without a consent of its own: record that consent, or choose No");
		if (copy[0] != '\0' && !shared_with(u, copy))
			wrong(u, CAF_ASSESSMENT_COPY_TYPE, item, "This service is not among those with which "
			    "sharing was agreed (J3)");
	}
}

static void consent_rules(struct rules *u)
{
	bool share = form_is(u->a, CAF_ASSESSMENT_SHARE_CONSENT, "Y");

	if (!form_is(u->a, CAF_ASSESSMENT_STORE_CONSENT, "Y"))
		wrong(u, CAF_ASSESSMENT_STORE_CONSENT, 0, "Without consent to record and use it the "
		    "assessment cannot be completed");
	if (!form_is(u->a, CAF_ASSESSMENT_INFORMED, "Y"))
		wrong(u, CAF_ASSESSMENT_INFORMED, 0, "The reasons must have been explained and understood");
	if (share && !services_other(u, false))
		wrong(u, CAF_ASSESSMENT_SHARE_TYPE, 1, "List the services that may share");
	if (!share && services_other(u, false))
		wrong(u, CAF_ASSESSMENT_SHARE_CONSENT, 0, "Services are listed, but sharing was not agreed");
	if (form_is(u->a, CAF_ASSESSMENT_NEXT_STEP, "TAC") && !share)
		wrong(u, CAF_ASSESSMENT_NEXT_STEP, 0, "There is no consent to share, so no team can be "
		    "formed: choose one service or no further action");
	else if (form_is(u->a, CAF_ASSESSMENT_NEXT_STEP, "TAC") && !services_other(u, true))
		wrong(u, CAF_ASSESSMENT_NEXT_STEP, 0, "A team needs another service than your own: list it, "
		    "or choose one service");
	signature_rules(u);
	sharing_rules(u);
}

static void boxes_rules(struct rules *u)
{
	if (!box_entered(u, 0, BOXES_CHILD))
		wrong(u, boxes[0], 0, "Enter at least one heading about the child's development (H01 to H12)");
	if (!box_entered(u, BOXES_CHILD, BOXES) &&
	    !(form_is(u->a, CAF_ASSESSMENT_PARENT_COMMENT_ABSENT, "SOLE") &&
	    caf_who(u->r->held) >= CAF_FROM_16))
		wrong(u, boxes[BOXES_CHILD], 0, "Enter at least one heading about parents and carers or "
		    "about family and environment (H13 to H19)");
}

static void comments_rules(struct rules *u)
{
	if (empty(u, CAF_ASSESSMENT_CHILD_COMMENT) && empty(u, CAF_ASSESSMENT_CHILD_COMMENT_ABSENT))
		wrong(u, CAF_ASSESSMENT_CHILD_COMMENT, 0, "Record the child's comment, or why there is none");
	if (form_is(u->a, CAF_ASSESSMENT_CHILD_COMMENT_ABSENT, "UNBORN") &&
	    form_is(u->a, CAF_ASSESSMENT_UNBORN, "N"))
		wrong(u, CAF_ASSESSMENT_CHILD_COMMENT_ABSENT, 0, "This child is born: choose another reason");
	if (form_is(u->a, CAF_ASSESSMENT_PARENT_COMMENT_ABSENT, "SOLE") && caf_who(u->r->held) < CAF_FROM_16)
		wrong(u, CAF_ASSESSMENT_PARENT_COMMENT_ABSENT, 0, "Only from 16 may the young person be the "
		    "sole contributor");
	if (empty(u, CAF_ASSESSMENT_PARENT_COMMENT) && empty(u, CAF_ASSESSMENT_PARENT_COMMENT_ABSENT))
		wrong(u, CAF_ASSESSMENT_PARENT_COMMENT, 0, "Record the parent's comment, or why there is none");
}

/* The referral is made and recorded: what is filled in and not sent helps
 * nobody. */
bool caf_harm_recorded(struct request *r, const struct record *record)
{
	struct document harm;

	return document_find(r, record, "harm", &harm) && harm.completed_at != NULL;
}

/* A1: not before the day on which the family agreed. */
static void consent_first(struct rules *u)
{
	const char *started = form_get(u->a, CAF_ASSESSMENT_DATE_STARTED, 0);
	struct db_row row;

	if (started[0] != '\0' && db_find(u->r->db, &caf_sql[CAF_CONSENT_ASSESS], &row,
	    u->record->id) && strcmp(started, db_text(&row, 0)) < 0)
		wrong(u, CAF_ASSESSMENT_DATE_STARTED, 0, "The assessment cannot start before consent "
		    "was given");
}

void caf_rules_assessment(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	struct rules u = { r, record, answers, answers->form, gaps };

	address_needed(&u, &assessment_person);
	if (empty(&u, CAF_ASSESSMENT_PHONE) && empty(&u, CAF_ASSESSMENT_NO_PHONE))
		wrong(&u, CAF_ASSESSMENT_PHONE, 0, "Enter a telephone number, or tick that there is none");
	consent_first(&u);
	parents_rules(&u);
	boxes_rules(&u);
	actions_rules(&u);
	comments_rules(&u);
	consent_rules(&u);
	if (form_is(answers, CAF_ASSESSMENT_LEVEL_OF_NEED, "N3") &&
	    !caf_harm_recorded(r, record))
		wrong(&u, CAF_ASSESSMENT_LEVEL_OF_NEED, 0, "A risk of significant harm needs section K: "
		    "fill it in and record the referral");
}
