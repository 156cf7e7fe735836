#include <string.h>

#include "fill-answer.h"
#include "lists.h"

static const char *tell(const struct telling *t, const char *text)
{
	return story_tell(t->pool, t->child, pool_printf(t->pool, "%s, %s", t->owner->name,
	    t->owner->job), text);
}

static const char *choose(struct telling *t, const struct passage *list)
{
	const char *text = story_choose(t->c, list, t->age);

	return text == NULL ? "" : tell(t, text);
}

static bool lives_alone(const struct telling *t)
{
	return t->child->carers == 0;
}

static const char *carer_name(const struct telling *t, unsigned i)
{
	const struct carer *carer = &t->child->carer[i];

	return pool_printf(t->pool, "%s %s", carer->given, carer->family);
}

const char *answer_giver(const struct telling *t)
{
	if (t->child_signs || lives_alone(t))
		return "CHILD";
	return t->child->carer[0].responsible[0] == 'Y' ? "PARENT" : "CARER";
}

const char *answer_giver_name(const struct telling *t)
{
	if (t->child_signs || lives_alone(t))
		return pool_printf(t->pool, "%s %s", t->child->given, t->child->family);
	return carer_name(t, 0);
}

static const struct service *service_of(const struct telling *t, const char *code)
{
	unsigned i;

	for (i = 0; i < t->child->services; i++)
		if (strcmp(t->child->service[i].code, code) == 0 &&
		    t->child->service[i].until[0] == '\0')
			return &t->child->service[i];
	return NULL;
}

/* Where a service that a story names is to be found. */
static const char *organisation_of(const struct telling *t, const char *code)
{
	static const struct { const char *code, *organisation; } known[] = {
		{ "SCH", "Highfield School" }, { "EYP", "Little Acorns Nursery" },
		{ "VOL", "Harbour Family Centre" }, { "HOU", "Sandmouth Homes" },
		{ "SN", "Sandmouth Community Health" }, { "HV", "Sandmouth Community Health" },
		{ "SLT", "Sandmouth Community Health" }
	};
	const struct service *s = service_of(t, code);
	size_t i;

	if (s != NULL)
		return s->organisation;
	for (i = 0; i < COUNT(known); i++)
		if (strcmp(known[i].code, code) == 0)
			return known[i].organisation;
	return "Sandmouth Council";
}

/* Who acts is a person or service that the form names; without an agreement to
 * share, a service that is not at work already cannot. */
static const char *who(const struct telling *t, const char *whom)
{
	if (whom[0] != '{' && !t->share && service_of(t, whom) == NULL)
		whom = "{worker}";
	if (strcmp(whom, "{worker}") == 0)
		return tell(t, whom);
	if (strcmp(whom, "{carer}") == 0)
		return lives_alone(t) ? answer_giver_name(t) : carer_name(t, 0);
	return pool_printf(t->pool, "%s, %s", lists_label("service", whom, t->f->iso_today),
	    organisation_of(t, whom));
}

/* The theme's own service first, then those that its actions name, then GP. */
static const char *share_code(const struct telling *t, unsigned n)
{
	const char *codes[ACTIONS_MAX + 2];
	unsigned i, k, count = 0;

	codes[count++] = t->theme->service;
	for (i = 0; i < ACTIONS_MAX; i++)
		if (t->theme->action[i].who[0] != '{')
			codes[count++] = t->theme->action[i].who;
	if (service_of(t, "GP") != NULL)
		codes[count++] = "GP";
	for (i = 0; i < count; i++) {
		for (k = 0; k < i && strcmp(codes[k], codes[i]) != 0; k++)
			;
		if (k == i && n-- == 0)
			return codes[i];
	}
	return NULL;
}

const char *answer_share(struct telling *t, unsigned n, const char **code_r)
{
	*code_r = t->share ? share_code(t, n) : NULL;
	return *code_r == NULL ? NULL : organisation_of(t, *code_r);
}

/* -- who the child is: the same questions on both forms -- */

static void person(struct telling *t, struct paper *p)
{
	const struct child *child = t->child;

	paper_put(p, "unborn", 0, t->expected == NULL ? "N" : "Y");
	paper_put(p, "family_name", 0, child->family);
	paper_put(p, "sex", 0, child->sex);
	if (t->expected != NULL) {
		paper_put(p, "mother_given_names", 0, child->carer[0].given);
		paper_put(p, "due_date", 0, t->expected);
	} else {
		paper_put(p, "given_names", 0, child->given);
		paper_put(p, "date_of_birth", 0, date_iso(t->pool, child->born));
		paper_put(p, "date_estimated", 0, child->estimated ? "Y" : "");
	}
	paper_put(p, "address_1", 0, child->place.line1);
	paper_put(p, "address_4", 0, t->f->town);
	paper_put(p, "postcode", 0, child->place.postcode);
	paper_put(p, "index_number", 0, child->number);
}

/* -- checklist -- */

static void checklist_child(struct telling *t, struct paper *p)
{
	person(t, p);
	if (t->age >= 19)
		paper_put(p, "late_age_reason", 0, "DIS");
	paper_put(p, "date_of_checklist", 0, t->opened);
	paper_put(p, "practitioner_name", 0, t->owner->name);
	paper_put(p, "practitioner_role", 0, t->owner->job);
	paper_put(p, "practitioner_agency", 0, t->owner->agency);
}

static bool decides(const struct telling *t, const char *decision)
{
	return strcmp(t->decision, decision) == 0;
}

static const char *worry(const struct telling *t, unsigned question)
{
	if (decides(t, "NFA"))
		return NULL;
	if (decides(t, "SAF") && question == 1)
		return "{name} said that an adult at home hit {him} with a belt last night, and showed a "
		    "mark on the arm.";
	return t->theme->evidence[question];
}

static void checklist_questions(struct telling *t, struct paper *p)
{
	static const char *const question[] = { "healthy", "safe", "learning", "positive", "poverty" };
	unsigned i;

	for (i = 0; i < COUNT(question); i++) {
		const char *text = worry(t, i);
		bool sure = decides(t, "SAF") || chance_in_1000(t->c, 700);

		paper_put(p, question[i], 0, text == NULL ? "Y" : sure ? "N" : "?");
		if (text != NULL)
			paper_put(p, pool_printf(t->pool, "%s_evidence", question[i]), 0, tell(t, text));
	}
	if (worry(t, 1) != NULL)
		paper_put(p, "harm", 0, decides(t, "SAF") ? "Y" : "N");
}

static void known_services(struct telling *t, struct paper *p)
{
	unsigned i, item = 0;

	for (i = 0; i < t->child->services && item < 4; i++) {
		const struct service *s = &t->child->service[i];

		if (s->ground[0] != '\0' || s->until[0] != '\0')
			continue;
		paper_put(p, "known_type", ++item, s->code);
		paper_put(p, "known_organisation", item, s->organisation);
		paper_put(p, "known_contact", item, pool_printf(t->pool, "%s, %s", s->contact, s->phone));
	}
}

static void checklist_needs(struct telling *t, struct paper *p)
{
	bool seen = t->age >= 4;

	if (!decides(t, "NFA")) {
		paper_put(p, "needs_clear", 0, decides(t, "ONE") ? "Y" : "N");
		paper_put(p, "service_alone", 0, decides(t, "ONE") ? "Y" : "N");
	}
	known_services(t, p);
	paper_put(p, "discussed_child", 0, seen ? "Y" : "N");
	if (!seen)
		paper_put(p, "not_discussed_child", 0, t->expected == NULL ? "Too young." : "Unborn.");
	paper_put(p, "discussed_parent", 0, decides(t, "SAF") ? "N" : "Y");
	if (decides(t, "SAF"))
		paper_put(p, "not_discussed_parent", 0, "It could put the child at risk.");
}

static void checklist_decision(struct telling *t, struct paper *p)
{
	static const struct { const char *code, *reason; } reasons[] = {
		{ "NFA", "{name} is doing well. The worry was about one bad week, and it has passed." },
		{ "ONE", "What {name} needs is clear, and our own service can give it. We will look again in "
		    "six weeks." },
		{ "CAF", "Several things come together for {name}, and more than one service will be needed. "
		    "The family is open to an assessment." },
		{ "SPE", "One clear question needs a specialist: we ask for that assessment first." },
		{ "SAF", "{name} may be at risk of significant harm. Safeguarding procedures followed at "
		    "once; the designated lead was told." },
	};
	size_t i;

	for (i = 0; i < COUNT(reasons); i++)
		if (decides(t, reasons[i].code))
			paper_put(p, "decision_reason", 0, tell(t, reasons[i].reason));
	paper_put(p, "decision", 0, t->decision);
	if (!decides(t, "NFA"))
		paper_put(p, "vulnerabilities", 0, t->theme->vulnerabilities);
}

const struct sheet answer_checklist[] = {
	{ "child", checklist_child },
	{ "questions", checklist_questions },
	{ "needs", checklist_needs },
	{ "decision", checklist_decision },
};
const unsigned answer_checklist_n = COUNT(answer_checklist);

/* -- assessment -- */

void answer_begin(struct telling *t, struct paper *p)
{
	int minutes = 0;
	long long moment = 0;

	(void)date_moment(t->searched_at, &moment);
	person(t, p);
	paper_put(p, "date_started", 0, t->started);
	paper_put(p, "reference", 0, t->reference);
	paper_put(p, "assessment_version", 0, "1");
	paper_put(p, "index_checked", 0, "Y");
	paper_put(p, "index_checked_on", 0, date_iso(t->pool, date_london(moment, &minutes)));
	paper_put(p, "index_checked_at", 0, pool_printf(t->pool, "%02d:%02d", minutes / 60,
	    minutes % 60));
	paper_put(p, "index_checked_by", 0, t->owner->name);
	paper_put(p, "uprn", 0, t->child->place.uprn);
	paper_put(p, "assessor_name", 0, t->owner->name);
	paper_put(p, "assessor_phone", 0, t->owner->phone);
	paper_put(p, "assessor_role", 0, t->owner->job);
	paper_put(p, "assessor_organisation", 0, t->owner->agency);
	paper_put(p, "assessor_email", 0, t->owner->email);
}

static void identifying(struct telling *t, struct paper *p)
{
	unsigned i;

	for (i = 0; i < t->child->aliases; i++) {
		const struct alias *a = &t->child->alias[i];

		paper_put(p, "alias_given_names", i + 1, a->given);
		paper_put(p, "alias_family_name", i + 1, a->family);
		paper_put(p, "alias_type", i + 1, a->kind);
		paper_put(p, "alias_from", i + 1, a->since);
		paper_put(p, "alias_to", i + 1, a->until);
	}
	if (t->age >= 19)
		paper_put(p, "late_age_reason", 0, "DIS");
}

static void address(struct telling *t, struct paper *p)
{
	if (t->child->carers > 0 && t->child->carer[0].phone[0] != '\0')
		paper_put(p, "phone", 0, t->child->carer[0].phone);
	else
		paper_put(p, "no_phone", 0, "Y");
}

static bool theme_marks(const struct telling *t, const char *code)
{
	return strstr(t->theme->vulnerabilities, code) != NULL;
}

static void background(struct telling *t, struct paper *p)
{
	const char *ethnicity = t->child->ethnicity, *language = t->child->language;

	paper_put(p, "ethnicity", 0, ethnicity);
	if (lists_flag("ethnicity", ethnicity, "specify"))
		paper_put(p, "ethnicity_other", 0, strcmp(language, "en") == 0 ? "Several backgrounds" :
		    pool_printf(t->pool, "%s speaking, born here", lists_label("language", language,
		    t->f->iso_today)));
	paper_put(p, "child_language", 0, language);
	paper_put(p, "parent_language", 0, language);
	if (strcmp(language, "en") != 0 && chance_in_1000(t->c, 250))
		paper_put(p, "immigration", 0, chance_in_1000(t->c, 600) ? "SET" : "PRE");
	paper_put(p, "disabled", 0, theme_marks(t, "DIS") ? "Y" : "N");
	if (theme_marks(t, "DIS")) {
		paper_put(p, "disability_codes", 0, "MOB PC");
		paper_put(p, "disability_details", 0, tell(t, "{name} uses a wheelchair outdoors and "
		    "needs help to wash and dress. Ramps, wide doors and rest breaks help."));
	}
	if (chance_in_1000(t->c, 300))
		paper_put(p, "special_requirements", 0, choose(t, story_requirements));
}

static void numbers(struct telling *t, struct paper *p)
{
	if (t->child->nhs[0] == '\0')
		return;
	paper_put(p, "nhs_number", 0, t->child->nhs);
	paper_put(p, "nhs_source", 0, chance_in_1000(t->c, 600) ? "PROVIDER" : "FAMILY");
}

static void information(struct telling *t, struct paper *p)
{
	unsigned item = 0;

	if (t->age >= 4) {
		paper_put(p, "present_name", ++item, pool_printf(t->pool, "%s %s", t->child->given,
		    t->child->family));
		paper_put(p, "present_capacity", item, "CHILD");
	}
	if (!lives_alone(t)) {
		paper_put(p, "present_name", ++item, carer_name(t, 0));
		paper_put(p, "present_capacity", item,
		    t->child->carer[0].responsible[0] == 'Y' ? "PARENT" : "CARER");
	}
	if (t->co != NULL) {
		paper_put(p, "present_name", ++item, t->co->name);
		paper_put(p, "present_capacity", item, "PRACTITIONER");
	}
	paper_put(p, "reason", 0, tell(t, t->theme->reason));
}

static void parents(struct telling *t, struct paper *p)
{
	bool responsible = false;
	unsigned i;

	for (i = 0; i < t->child->carers; i++) {
		const struct carer *carer = &t->child->carer[i];

		paper_put(p, "parent_given_names", i + 1, carer->given);
		paper_put(p, "parent_family_name", i + 1, carer->family);
		paper_put(p, "parent_phone", i + 1, carer->phone);
		paper_put(p, "parent_relationship", i + 1, carer->relationship);
		paper_put(p, "parent_same_address", i + 1, carer->lives_here ? "Y" : "N");
		if (!carer->lives_here)
			paper_put(p, "parent_address_4", i + 1, t->f->town);
		paper_put(p, "parent_responsibility", i + 1, carer->responsible);
		responsible |= carer->responsible[0] == 'Y';
	}
	if (!responsible)
		paper_put(p, "no_responsibility_reason", 0, "The parents are abroad and have not been "
		    "reached; the council has been asked what order there is.");
}

static void family(struct telling *t, struct paper *p)
{
	unsigned i, k;

	paper_put(p, "family_situation", 0, tell(t, t->theme->situation));
	for (i = 0; i < t->child->siblings; i++) {
		const struct child *sibling = t->child->sibling[i];

		paper_put(p, "household_name", i + 1, pool_printf(t->pool, "%s %s", sibling->given,
		    sibling->family));
		paper_put(p, "household_relationship", i + 1, "SIB");
		paper_put(p, "household_born", i + 1, date_iso(t->pool, sibling->born));
		paper_put(p, "household_lives_here", i + 1, "Y");
		for (k = 0; k < sibling->services; k++)
			if (strcmp(sibling->service[k].code, "SCH") == 0)
				paper_put(p, "household_school", i + 1, sibling->service[k].organisation);
	}
}

static void assessors(struct telling *t, struct paper *p)
{
	paper_put(p, "assessor_address", 0, t->owner->address);
	if (t->co != NULL)
		paper_put(p, "co_assessor", 0, pool_printf(t->pool, "%s, %s, %s", t->co->name, t->co->job,
		    t->co->agency));
}

static void services(struct telling *t, struct paper *p)
{
	unsigned i, item = 0;

	for (i = 0; i < t->child->services; i++) {
		const struct service *s = &t->child->service[i];

		/* Sensitive ones are listed only with a consent of their own. */
		if (s->ground[0] != '\0')
			continue;
		paper_put(p, "service_type", ++item, s->code);
		paper_put(p, "service_organisation", item, s->organisation);
		paper_put(p, "service_practitioner", item, s->contact);
		paper_put(p, "service_phone", item, s->phone);
		paper_put(p, "service_universal", item,
		    lists_flag("service", s->code, "universal") ? "Y" : "N");
		paper_put(p, "service_from", item, s->since);
		paper_put(p, "service_until", item, s->until);
		paper_put(p, "service_contributed", item, chance_in_1000(t->c, 400) ? "Y" : "N");
		paper_put(p, "service_on_index", item, "Y");
	}
}

/* -- H -- */

static void box_put(struct telling *t, struct paper *p, unsigned box, const char *part,
    const char *text)
{
	paper_put(p, pool_printf(t->pool, "h%02u_%s", box + 1, part), 0, text);
}

static void box_write(struct telling *t, struct paper *p, unsigned box)
{
	const struct story_box *b = &story_boxes[box];
	bool heavy = box == t->theme->box;

	box_put(t, p, box, "strengths", choose(t, b->strengths));
	if (heavy || chance_in_1000(t->c, 600))
		box_put(t, p, box, "needs", choose(t, b->needs));
	if (heavy || chance_in_1000(t->c, 500))
		box_put(t, p, box, "evidence", choose(t, b->evidence));
	if (chance_in_1000(t->c, heavy ? 500 : 60))
		box_put(t, p, box, "views", choose(t, story_views));
	box_put(t, p, box, "state", "ENTERED");
}

/* Not every box needs an entry; the one that matters, one of the child and one
 * of the family have theirs always. */
static void boxes(struct telling *t, struct paper *p, unsigned from, unsigned to)
{
	unsigned i;

	for (i = from; i < to; i++) {
		bool must = i == t->theme->box || i == 0 || i == 12;

		if (must || chance_in_1000(t->c, 650))
			box_write(t, p, i);
		else if (chance_in_1000(t->c, 300))
			box_put(t, p, i, "state", "NOT_APPLICABLE");
	}
}

static void health(struct telling *t, struct paper *p) { boxes(t, p, 0, 3); }
static void emotional(struct telling *t, struct paper *p) { boxes(t, p, 3, 4); }
static void behavioural(struct telling *t, struct paper *p) { boxes(t, p, 4, 5); }
static void identity(struct telling *t, struct paper *p) { boxes(t, p, 5, 6); }
static void social(struct telling *t, struct paper *p) { boxes(t, p, 6, 7); }
static void self_care(struct telling *t, struct paper *p) { boxes(t, p, 7, 8); }
static void learning(struct telling *t, struct paper *p) { boxes(t, p, 8, 12); }
static void basic_care(struct telling *t, struct paper *p) { boxes(t, p, 12, 13); }
static void warmth(struct telling *t, struct paper *p) { boxes(t, p, 13, 14); }
static void guidance(struct telling *t, struct paper *p) { boxes(t, p, 14, 15); }
static void history(struct telling *t, struct paper *p) { boxes(t, p, 15, 16); }
static void wider_family(struct telling *t, struct paper *p) { boxes(t, p, 16, 17); }
static void housing(struct telling *t, struct paper *p) { boxes(t, p, 17, 18); }
static void community(struct telling *t, struct paper *p) { boxes(t, p, 18, 19); }

void answer_half(struct telling *t, struct paper *p, unsigned long long account, const char *at)
{
	const char *typed[] = {
		"conclusions", tell(t, t->theme->conclusions), "level_of_need", "",
		"goals", tell(t, "Things to put in order with {name} on Thursday:"),
		"improvement_signs", "", NULL
	};

	paper_draft(p, "conclusions", account, at, typed);
}

/* -- I, J, L -- */

static void conclusions(struct telling *t, struct paper *p)
{
	const char *ending = chance_in_1000(t->c, 500) ? choose(t, story_endings) : "";

	paper_put(p, "conclusions", 0, pool_printf(t->pool, "%s%s%s", tell(t, t->theme->conclusions),
	    ending[0] == '\0' ? "" : "\n\n", ending));
	paper_put(p, "level_of_need", 0, t->level);
	paper_put(p, "goals", 0, tell(t, t->theme->goals));
	paper_put(p, "improvement_signs", 0, tell(t, t->theme->signs));
}

/* Days after the day on which the form is, or is to be, completed. */
static const char *later(const struct telling *t, long days)
{
	struct date from = t->f->today;

	if (t->completed != NULL)
		(void)date_parse(t->completed, &from);
	return date_iso(t->pool, date_add_days(from, days));
}

static void actions(struct telling *t, struct paper *p)
{
	unsigned i;

	paper_put(p, "next_step", 0, t->next_step);
	if (strcmp(t->next_step, "NFA") == 0)
		return;
	for (i = 0; i < ACTIONS_MAX; i++) {
		const struct story_action *a = &t->theme->action[i];

		paper_put(p, "action_outcome", i + 1, tell(t, a->outcome));
		paper_put(p, "action_aim", i + 1, a->aim);
		paper_put(p, "action_text", i + 1, tell(t, a->text));
		paper_put(p, "action_who", i + 1, who(t, a->who));
		paper_put(p, "action_by", i + 1, later(t, (long)chance_between(t->c, 10, 150)));
	}
	paper_put(p, "review_date", 0, later(t, 42));
}

static void comments(struct telling *t, struct paper *p)
{
	if (t->expected != NULL)
		paper_put(p, "child_comment_absent", 0, "UNBORN");
	else if (t->age < 4)
		paper_put(p, "child_comment_absent", 0, "TOO_YOUNG");
	else if (t->theme->child_comment[0] == '\0')
		paper_put(p, "child_comment_absent", 0, "DECLINED");
	else
		paper_put(p, "child_comment", 0, tell(t, t->theme->child_comment));
	if (lives_alone(t))
		paper_put(p, "parent_comment_absent", 0, "SOLE");
	else
		paper_put(p, "parent_comment", 0, tell(t, t->theme->parent_comment));
}

static void signature(struct telling *t, struct paper *p, const char *on)
{
	bool paper = chance_in_1000(t->c, 550);

	paper_put(p, "signature_capacity", 1, answer_giver(t));
	paper_put(p, "signature_name", 1, answer_giver_name(t));
	paper_put(p, "signature_date", 1, on);
	paper_put(p, "signature_method", 1, paper ? "WET" : "TYPED");
	if (!paper)
		paper_put(p, "signature_witness", 1, t->co == NULL ? t->owner->name : t->co->name);
	paper_put(p, "assessor_signed", 0, "Y");
	paper_put(p, "assessor_signed_name", 0, t->owner->name);
	paper_put(p, "assessor_signed_on", 0, on);
}

static void consent(struct telling *t, struct paper *p)
{
	const char *giver = answer_giver(t), *organisation, *code;
	unsigned i;

	paper_put(p, "store_consent", 0, "Y");
	paper_put(p, "store_capacity", 0, strcmp(giver, "CHILD") == 0 ? "SELF" : giver);
	paper_put(p, "informed", 0, "Y");
	paper_put(p, "share_consent", 0, t->share ? "Y" : "N");
	for (i = 0; (organisation = answer_share(t, i, &code)) != NULL; i++) {
		paper_put(p, "share_type", i + 1, code);
		paper_put(p, "share_organisation", i + 1, organisation);
	}
	if (chance_in_1000(t->c, 120)) {
		paper_put(p, "exclusions", 0, "What was said about the separation is not for the school.");
		paper_put(p, "excluded_parts", 0, "HF");
	}
	signature(t, p, t->completed == NULL ? t->f->iso_today : t->completed);
}

static void copies(struct telling *t, struct paper *p)
{
	const char *organisation, *code;
	bool given = t->completed != NULL && t->copy;
	unsigned i;

	paper_put(p, "family_copy", 0, given ? "GIVEN" : "TO_FOLLOW");
	if (!given)
		return;
	paper_put(p, "family_copy_on", 0, t->completed);
	paper_put(p, "family_copy_method", 0, chance_in_1000(t->c, 700) ? "HAND" : "POST");
	for (i = 0; i < 2 && (organisation = answer_share(t, i, &code)) != NULL; i++) {
		paper_put(p, "copy_type", i + 1, code);
		paper_put(p, "copy_organisation", i + 1, organisation);
		paper_put(p, "copy_on", i + 1, t->completed);
		paper_put(p, "copy_method", i + 1, "SECURE");
	}
}

static void header(struct telling *t, struct paper *p)
{
	paper_put(p, "date_completed", 0, t->completed);
}

const struct sheet answer_assessment[] = {
	{ "identifying", identifying }, { "address", address }, { "background", background },
	{ "numbers", numbers }, { "information", information }, { "parents", parents },
	{ "family", family }, { "assessors", assessors }, { "services", services },
	{ "health", health }, { "emotional", emotional }, { "behavioural", behavioural },
	{ "identity", identity }, { "social", social }, { "self_care", self_care },
	{ "learning", learning }, { "basic_care", basic_care }, { "warmth", warmth },
	{ "guidance", guidance }, { "history", history }, { "wider_family", wider_family },
	{ "housing", housing }, { "community", community }, { "conclusions", conclusions },
	{ "actions", actions }, { "comments", comments }, { "consent", consent },
	{ "copies", copies }, { "header", header },
};
const unsigned answer_assessment_n = COUNT(answer_assessment);

/* -- section K -- */

static void harm_concern(struct telling *t, struct paper *p)
{
	paper_put(p, "observation", 1, tell(t, "{name} said: \"I got the belt last night.\""));
	paper_put(p, "observation_kind", 1, "REPORTED");
	paper_put(p, "observation_source", 1, pool_printf(t->pool, "%s %s", t->child->given,
	    t->child->family));
	paper_put(p, "observation", 2, "A red mark of about ten centimetres on the left upper arm.");
	paper_put(p, "observation_kind", 2, "FACT");
	paper_put(p, "observation_source", 2, t->owner->name);
	paper_put(p, "observed_on", 0, t->opened);
	paper_put(p, "observed_at", 0, "09:15");
}

static void harm_advice(struct telling *t, struct paper *p)
{
	(void)t;
	paper_put(p, "adviser_kind", 1, "DESIGNATED");
	paper_put(p, "adviser_name", 1, "Helen Grant");
	paper_put(p, "adviser_view", 1, "Refer now by telephone; do not ring home first.");
	paper_put(p, "told_child", 0, "Y");
	paper_put(p, "told_parent", 0, "N");
	paper_put(p, "parent_not_told_reason", 0, "R1");
}

static void harm_referral(struct telling *t, struct paper *p)
{
	paper_put(p, "referred_to", 0, "CSC");
	paper_put(p, "referral_method", 0, "PHONE");
	paper_put(p, "referred_on", 0, t->opened);
	paper_put(p, "referred_at", 0, "09:40");
	paper_put(p, "confirmed_on", 0, t->opened);
	paper_put(p, "receiving_officer", 0, "Sian Duke");
	paper_put(p, "receiving_phone", 0, "01632 960128");
}

const struct sheet answer_harm[] = {
	{ "concern", harm_concern }, { "advice", harm_advice }, { "referral", harm_referral },
};
const unsigned answer_harm_n = COUNT(answer_harm);
