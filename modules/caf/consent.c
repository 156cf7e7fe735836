#include <string.h>

#include "caf.h"
#include "clock.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* sections.md 5.1 to 5.3: agreement to take part, and who may give it. */

/* Questions that every answer of a family is asked (5.2), below the one that
 * it answers. */
#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define QUESTIONS \
	{ .name = "giver", .type = FIELD_CODE, .choices = "consent-giver", .required = true, \
	  .label = "Who answers?" }, \
	{ .name = "giver_name", .type = FIELD_TEXT, .max = 200, .required = true, \
	  .label = "Their name" }, \
	{ .name = "given_on", .type = FIELD_DATE, .not_future = true, .required = true, \
	  .label = "Date of the answer" }, \
	{ .name = "responsible", .type = FIELD_CODE, .choices = "parental-responsibility", \
	  .label = "Do they hold parental responsibility?" }, \
	{ .name = "basis", .required_if = "answer=Y", .type = FIELD_CODE, \
	  .choices = "consent-basis", .label = "Why may this person decide?" }, \
	{ .name = "competence", .type = FIELD_CODES, .choices = "competence", \
	  .label = "For a child of 12 to 15: the child", .hint = "Judge it for this decision" }, \
	{ .name = "competence_note", .type = FIELD_MEMO, .max = 1000, \
	  .label = "What your judgement rests on" }, \
	{ .name = "explained", .required_if = "answer=Y", .type = FIELD_YESNO, \
	  .label = "Was it explained, and understood, what is recorded and why?" }, \
	{ .name = "support", .type = FIELD_TEXT, .max = 300, \
	  .label = "Leaflet, language, interpreter" }, \
	{ .name = "exclusions", .type = FIELD_MEMO, .max = 1000, \
	  .label = "What they do not want recorded or shared" }, \
	{ .name = "method", .required_if = "answer=Y", .type = FIELD_CODE, \
	  .choices = "consent-method", .label = "How was consent given?" }, \
	{ .name = "evidence", .type = FIELD_TEXT, .max = 120, \
	  .label = "Where the signed paper is kept" }, \
	{ .name = "note", .type = FIELD_MEMO, .max = 1000, .label = "Note" }

const struct field caf_consent_input[] = {
	ID,
	{ .name = "answer", .type = FIELD_YESNO, .required = true,
	  .label = "Do they agree to take part in the assessment?" },
	QUESTIONS,
	{ 0 }
};

/* 4.2, 20: for the next version of the assessment. */
const struct field caf_reassess_input[] = {
	ID,
	{ .name = "answer", .type = FIELD_YESNO, .required = true,
	  .label = "Do they agree that it is assessed again, recorded and used?" },
	QUESTIONS,
	{ 0 }
};

const struct field caf_consents_input[] = {
	ID,
	{ .name = "type", .type = FIELD_CODE, .choices = "consent-type", .required = true,
	  .label = "What were they asked?" },
	{ .name = "service", .type = FIELD_CODE, .choices = "service", .compact = true,
	  .required_if = "type=C-SHARE C-SENS", .label = "Type of service",
	  .hint = "To share with a service, or to list a sensitive one" },
	{ .name = "organisation", .type = FIELD_TEXT, .max = 120,
	  .required_if = "type=C-SHARE C-SENS", .label = "Name of the service" },
	{ .name = "means", .type = FIELD_CODES, .choices = "contact-means",
	  .required_if = "type=C-CONTACT", .label = "Which messages?",
	  .hint = "To leave messages only" },
	{ .name = "answer", .type = FIELD_YESNO, .required = true, .label = "Do they agree?" },
	QUESTIONS,
	{ 0 }
};

/* 4.2, 24: the same answers, which a social worker brings. */
const struct field caf_step_down_input[] = {
	{ .name = "child", .type = FIELD_HANDLE, .required = true },
	{ .name = "answer", .type = FIELD_YESNO, .required = true,
	  .label = "Do they agree to take part in the assessment?" },
	QUESTIONS,
	{ .name = "lead", .type = FIELD_TEXT, .max = 64, .width = 20, .required = true,
	  .label = "User name of the {lead professional}" },
	{ .name = "worker", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Social worker who stays involved until the team accepts" },
	{ .name = "summary", .type = FIELD_MEMO, .max = 8000, .required = true, .rows = 8,
	  .label = "Transfer summary" },
	{ 0 }
};

enum caf_who caf_who(const struct caf_episode *e)
{
	struct date born;
	int age;

	if (e->born_on == NULL || !date_parse(e->born_on, &born))
		return CAF_UNBORN;
	age = date_age(born, date_today());
	return age < 12 ? CAF_UNDER_12 : age < 16 ? CAF_FROM_12 : age < 18 ? CAF_FROM_16 : CAF_ADULT;
}

const char *caf_who_text(enum caf_who who)
{
	static const char *const text[] = {
		[CAF_UNBORN] = "For an unborn baby, the mother decides.",
		[CAF_UNDER_12] = "Under 12: a person with parental responsibility decides. Ask the child too.",
		[CAF_FROM_12] = "From 12 to 15: the child decides, if you judge the child competent for this "
		    "decision; otherwise a person with parental responsibility does.",
		[CAF_FROM_16] = "At 16 and 17 the young person decides, and is presumed able to. Involve a "
		    "parent if the young person agrees.",
		[CAF_ADULT] = "From 18 the person decides.",
	};

	return text[who];
}

static bool basis(struct request *r, const char *code)
{
	return input_is(&r->input, "basis", code);
}

static void refuse(struct request *r, const char *field, const char *message)
{
	input_refuse(&r->input, field, message);
}

static void child_rules(struct request *r, enum caf_who who)
{
	if (who == CAF_UNBORN)
		refuse(r, "giver", "For an unborn baby, the mother gives consent: choose Parent");
	else if (who == CAF_UNDER_12)
		refuse(r, "giver", "A child under 12 cannot give this consent alone: record the consent "
		    "of a person with parental responsibility");
	else if (who == CAF_FROM_12 && !basis(r, "COMPETENT"))
		refuse(r, "basis", "A child of 12 to 15 may decide if judged competent for this decision");
	else if (who == CAF_FROM_16 && !basis(r, "YOUNG"))
		refuse(r, "basis", "Choose Aged 16 or 17");
	else if (who == CAF_ADULT && !basis(r, "ADULT"))
		refuse(r, "basis", "Choose Aged 18 or over");
	if (who == CAF_FROM_12 && basis(r, "COMPETENT") &&
	    strcmp(input_text(&r->input, "competence"), "WHAT WHY WHO RESULT WEIGH") != 0)
		refuse(r, "competence", "A child who is competent for this decision understands all five");
	if (who == CAF_FROM_12 && input_is(&r->input, "competence_note", ""))
		refuse(r, "competence_note", "Say what your judgement rests on");
}

static void parent_rules(struct request *r, enum caf_who who)
{
	if (who == CAF_FROM_16)
		refuse(r, "giver", "At 16 and 17 the young person gives consent");
	else if (who == CAF_ADULT)
		refuse(r, "giver", "From 18 the person gives consent");
	else if (who == CAF_UNBORN && !basis(r, "MOTHER"))
		refuse(r, "basis", "For an unborn baby, choose Mother of an unborn baby");
	else if (who != CAF_UNBORN && !basis(r, "PR") && !basis(r, "ORDER"))
		refuse(r, "basis", "A parent decides by parental responsibility, or as an order says");
	if (who == CAF_FROM_12 && input_is(&r->input, "competence_note", ""))
		refuse(r, "competence_note", "Say why the child does not decide");
	if (who != CAF_UNBORN && basis(r, "PR") && !input_is(&r->input, "responsible", "Y"))
		refuse(r, "responsible", "Only a person who holds parental responsibility may decide on "
		    "this basis");
}

static void carer_rules(struct request *r, enum caf_who who)
{
	if (who != CAF_UNDER_12 && who != CAF_FROM_12)
		refuse(r, "giver", "A carer cannot give consent for this person");
	else if (!basis(r, "CARER_ONLY") && !basis(r, "ORDER"))
		refuse(r, "basis", "For a carer, choose Carer without parental responsibility, or as the "
		    "order says");
	if (who == CAF_FROM_12 && input_is(&r->input, "competence_note", ""))
		refuse(r, "competence_note", "Say why the child does not decide");
	if (basis(r, "CARER_ONLY") && input_is(&r->input, "responsible", "Y"))
		refuse(r, "responsible", "Who holds parental responsibility answers as a parent: choose "
		    "Parent above, and that reason");
}

/* Consent follows the asking, and a birth. */
static void date_rules(struct request *r, const struct caf_episode *e)
{
	const char *given = input_text(&r->input, "given_on");

	if (given[0] != '\0' && e->asked_on != NULL && strcmp(given, e->asked_on) < 0)
		refuse(r, "given_on", "The answer cannot be earlier than the day the family was asked");
	if (given[0] != '\0' && e->born_on != NULL && e->expected_on == NULL &&
	    strcmp(given, e->born_on) < 0)
		refuse(r, "given_on", "The answer cannot be earlier than the birth");
}

static void given_rules(struct request *r, const struct caf_episode *e)
{
	enum caf_who who = caf_who(e);
	const char *giver = input_text(&r->input, "giver");

	if (strcmp(giver, "CHILD") == 0)
		child_rules(r, who);
	else if (strcmp(giver, "PARENT") == 0)
		parent_rules(r, who);
	else if (strcmp(giver, "CARER") == 0)
		carer_rules(r, who);
	if (basis(r, "ORDER") && input_is(&r->input, "note", ""))
		refuse(r, "note", "Say which order it is and what it says");
	if (!input_is(&r->input, "explained", "Y"))
		refuse(r, "explained", "Consent counts only when it was explained what it is for");
	if (input_is(&r->input, "basis", ""))
		refuse(r, "basis", "Choose why this person may decide");
	if (input_is(&r->input, "method", ""))
		refuse(r, "method", "Choose how consent was given");
}

void caf_consent_rules(struct request *r, const struct caf_episode *e)
{
	date_rules(r, e);
	if (input_is(&r->input, "answer", "Y"))
		given_rules(r, e);
}

/* -- the questions -- */

static bool basis_fits(const char *code, enum caf_who who)
{
	static const struct { const char *code; unsigned who; } fits[] = {
		{ "PR", 1u << CAF_UNDER_12 | 1u << CAF_FROM_12 },
		{ "COMPETENT", 1u << CAF_FROM_12 },
		{ "YOUNG", 1u << CAF_FROM_16 },
		{ "ADULT", 1u << CAF_ADULT },
		{ "MOTHER", 1u << CAF_UNBORN },
		{ "ORDER", 1u << CAF_UNDER_12 | 1u << CAF_FROM_12 },
		{ "CARER_ONLY", 1u << CAF_UNDER_12 | 1u << CAF_FROM_12 },
	};
	size_t i;

	for (i = 0; i < sizeof(fits) / sizeof(fits[0]); i++)
		if (strcmp(fits[i].code, code) == 0)
			return (fits[i].who & 1u << who) != 0;
	return false;
}

/* What has a page of its own is not asked here; to stay listed after 18 is
 * asked when the young person can answer it (5.2, 5.3). */
static bool type_fits(const char *code, enum caf_who who)
{
	if (strcmp(code, "C-ASSESS") == 0 || strcmp(code, "C-STORE") == 0)
		return false;
	return strcmp(code, "C-KEEP25") != 0 || who >= CAF_FROM_16;
}

static const struct codelist *fitting(struct request *r, const char *name,
    bool (*fits)(const char *, enum caf_who), enum caf_who who)
{
	const struct codelist *all = lists_find(name);
	struct codelist *some = code_list_new(r->pool, all->name, all->title, all->n);
	size_t i;

	for (i = 0; i < all->n; i++)
		if (fits(all->codes[i].code, who))
			code_take(some, &all->codes[i]);
	return some;
}

/* Competence is asked for the ages at which it decides. */
static bool asked(const char *name, enum caf_who who)
{
	return who == CAF_FROM_12 || strncmp(name, "competence", 10) != 0;
}

void caf_consent_fields(struct request *r, struct node *form, const struct field *table,
    const struct caf_episode *e)
{
	enum caf_who who = caf_who(e);

	for (; table->name != NULL; table++) {
		struct field field = *table;

		if (field.label == NULL || !asked(field.name, who))
			continue;
		if (strcmp(field.name, "basis") == 0)
			field.list = fitting(r, "consent-basis", basis_fits, who);
		else if (strcmp(field.name, "type") == 0)
			field.list = fitting(r, "consent-type", type_fits, who);
		(void)page_field(r, form, &field, NULL);
	}
}

static int consent_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "consent", "Consent to the assessment"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Consent to the assessment");
	(void)node_leaf(body, "inset", caf_who_text(caf_who(e)));
	form = page_form(r, body, r->http->path);
	caf_consent_fields(r, form, r->route->input, e);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int caf_consent_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_works_on(&record))
		return page_not_found(r);
	/* 4.2, 3: who asked, when, and the leaflet come first. */
	if (e.asked_on == NULL)
		return request_redirect(r, "/caf/case/%s/ask", record.handle);
	input_slot(&r->input, "given_on")->value = r->today;
	return consent_page(r, &record, &e, 200);
}

unsigned long long caf_consent_add(struct request *r, const struct record *record,
    const char *type, const char *service, const char *code, const char *reconfirm_on)
{
	struct input *in = &r->input;

	return db_insert(r->db, &caf_sql[CAF_CONSENT_ADD], record->id, type,
	    input_text(in, "answer"), service, code, input_text(in, "giver"),
	    input_text(in, "giver_name"), input_text(in, "responsible"), input_text(in, "basis"),
	    pool_printf(r->pool, "%s %s", input_text(in, "competence"),
	    input_text(in, "competence_note")),
	    input_text(in, "explained"), input_text(in, "support"), input_text(in, "exclusions"),
	    "", input_text(in, "method"), input_text(in, "evidence"), input_text(in, "given_on"),
	    reconfirm_on, input_text(in, "note"), request_account(r));
}

/* 12.7: CAF-890-2026-000123/1. The row stays locked until the commit, so no
 * number is given twice and none is lost. */
bool caf_refer(struct request *r, struct record *record)
{
	return record_refer_next(r, record, "CAF", "/1");
}

static int blocked(struct request *r, const struct record *record, const struct caf_episode *e,
    const struct db_row *holder)
{
	struct node *body = page_begin(r, "blocked", "Registration refused");

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, terms_apply(r->pool,
	    "This child has an open {common assessment} already"));
	(void)page_para(body, "A second one cannot be registered. Nothing was saved.");
	caf_holder(r, body, record, holder);
	caf_join_form(r, body, record, holder);
	return 409;
}

static int registered(struct request *r, struct record *record, const struct caf_episode *e)
{
	struct db_row holder;
	int status = 0;

	/* The unique key settles it when two people register at once. */
	if (record->child != 0 && db_write(r->db, &caf_sql[CAF_EPISODE_REGISTERED], r->today,
	    record->child, record->id) == DB_DUPLICATE &&
	    !db_find(r->db, &caf_sql[CAF_OPEN_FOR_CHILD], &holder, record->child, record->id))
		return page_message(r, 409, "Somebody else is registering this child",
		    "Nothing was saved. Look at the case again in a minute.");
	if (record->child != 0 && db_find(r->db, &caf_sql[CAF_OPEN_FOR_CHILD], &holder,
	    record->child, record->id))
		return blocked(r, record, e, &holder);
	(void)caf_consent_add(r, record, "C-ASSESS", "", "", NULL);
	if (!caf_move(r, record, CAF_EVENT_CONSENT, &status))
		return status;
	(void)caf_refer(r, record);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_REGISTERED], r->today, record->child, record->id);
	involvement_start(r, record, "CAF", terms_apply(r->pool, "{Common assessment} under way"));
	caf_clock_start(r, record, "T2", r->today);
	caf_clock_start(r, record, "T3", r->today);
	return request_redirect(r, "/caf/case/%s/existing", record->handle);
}

int caf_consent_save(struct request *r)
{
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_works_on(&record))
		return page_not_found(r);
	if (e.asked_on == NULL)
		return request_redirect(r, "/caf/case/%s/ask", record.handle);
	caf_consent_rules(r, &e);
	if (!input_valid(&r->input, r->pool))
		return consent_page(r, &record, &e, 422);
	if (input_is(&r->input, "answer", "Y"))
		return registered(r, &record, &e);
	(void)caf_consent_add(r, &record, "C-ASSESS", "", "", NULL);
	if (!caf_move(r, &record, CAF_EVENT_REFUSE, &status))
		return status;
	return request_redirect(r, "/caf/case/%s", record.handle);
}
