#include <string.h>

#include "fostering.h"
#include "legal-rules.h"

/* 2.1: what the legal test asks, and what else of the arrangement is counted
 * (11, scenario; 12.1, line 11). Any change asks the test again. */

#define YES_NO(what, text, more) \
	{ .name = what, .type = FIELD_CODE, .choices = "fostering-known", .label = text, .hint = more }

const struct field fostering_facts_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "relationship", .type = FIELD_CODE, .choices = "fostering-relationship",
	  .compact = true, .label = "What is the carer to the child?",
	  .hint = "A parent's partner who is not married is no step-parent; an aunt's husband is no "
	      "uncle any more after a divorce" },
	YES_NO("carer_pr", "Does the carer have parental responsibility?", NULL),
	{ .name = "sleeps", .type = FIELD_CODE, .choices = "fostering-sleeps",
	  .label = "Where does the child sleep?" },
	{ .name = "capacity", .type = FIELD_CODE, .choices = "fostering-capacity",
	  .label = "Does the adult act privately or as staff of the place?" },
	YES_NO("school_pupil", "Does the pupil live at the school for more than two weeks of the "
	    "holidays?", "Only where the child sleeps at the school"),
	YES_NO("looked_after", "Is the child looked after by any local authority?", NULL),
	{ .name = "looked_after_on", .type = FIELD_DATE, .label = "Looked after since",
	  .not_future = true },
	YES_NO("legal_regime", "Is the child there under a youth court's requirement, or detained or "
	    "under guardianship under the Mental Health Act?", NULL),
	YES_NO("adoption", "Is the child placed for adoption, or with prospective adopters?", NULL),
	YES_NO("disabled", "Is the child disabled?", "Blind, deaf or unable to speak; any mental "
	    "disorder; substantially and permanently affected by illness, injury or from birth "
	    "(Children Act 1989 s.17(11)). It moves the end from the 16th to the 18th birthday"),
	{ .name = "disabled_basis", .type = FIELD_TEXT, .max = 300, .label = "On what basis",
	  .hint = "Needed with yes and with no" },
	{ .name = "disabled_evidence", .type = FIELD_TEXT, .max = 300, .label = "Evidence seen" },
	{ .name = "disabled_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which that was decided", .hint = "Needed with yes and with no" },
	{ .name = "start_proposed", .type = FIELD_DATE, .label = "Day the child is to come" },
	{ .name = "start_actual", .type = FIELD_DATE, .not_future = true,
	  .label = "Day the child came" },
	{ .name = "intended_end", .type = FIELD_DATE, .label = "Day it is meant to end" },
	{ .name = "open_ended", .type = FIELD_TICK, .label = "No end is planned" },
	{ .name = "left_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day the child left again",
	  .hint = "Only when the child has gone before anything was decided" },
	{ .name = "scenario", .type = FIELD_CODE, .choices = "fostering-scenario", .compact = true,
	  .label = "Scenario (children in need factor)" },
	{ .name = "birthplace", .type = FIELD_CODE, .choices = "fostering-birthplace",
	  .compact = true, .label = "Place of birth" },
	{ .name = "purpose", .type = FIELD_TEXT, .max = 300, .label = "Purpose of the arrangement" },
	{ 0 }
};

/* Asked where the answer decides: the arrival and the end have own pages. */
static bool asked(const struct record *record, const char *name)
{
	bool before = strcmp(record->state, "ENQUIRY") == 0 || record->closed_at != NULL;

	if (strcmp(name, "start_actual") == 0)
		return before || fostering_running(record);
	return before || strcmp(name, "left_on") != 0;
}

bool fostering_facts_writable(struct request *r, const struct record *record)
{
	bool short_stay = strcmp(record->state, "NOT_PF") == 0 &&
	    strcmp(fostering_of(r)->test_result, "NOT_PF_SHORT") == 0;

	return (record->closed_at == NULL || short_stay) && request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

static void set(struct request *r, const char *name, const char *value)
{
	if (value != NULL)
		input_slot(&r->input, name)->value = value;
}

static void prefill(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	struct db_row row;

	set(r, "relationship", a->relationship);
	set(r, "carer_pr", a->carer_pr);
	set(r, "sleeps", a->sleeps);
	set(r, "capacity", a->capacity);
	set(r, "school_pupil", a->school_pupil);
	set(r, "looked_after", a->looked_after);
	set(r, "looked_after_on", a->looked_after_on);
	set(r, "legal_regime", a->legal_regime);
	set(r, "adoption", a->adoption);
	set(r, "disabled", a->disabled);
	set(r, "start_proposed", a->start_proposed);
	set(r, "start_actual", a->start_actual);
	set(r, "intended_end", a->intended_end);
	set(r, "open_ended", a->open_ended ? "Y" : "");
	set(r, "left_on", a->left_on);
	set(r, "scenario", a->scenario);
	set(r, "birthplace", a->birthplace);
	set(r, "purpose", a->purpose);
	if (db_find(r->db, &fostering_sql[FOSTERING_FACTS_DISABLED], &row, record->id)) {
		set(r, "disabled_basis", db_text(&row, 0));
		set(r, "disabled_evidence", db_text(&row, 1));
		set(r, "disabled_on", db_text(&row, 2));
	}
}

static int facts_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "facts", "Facts for the legal test"), *form;
	const struct field *f;

	(void)page_para(body, "Answer what is known. What you leave empty counts as not known, and the "
	    "test says what it still needs.");
	form = page_form(r, body, r->http->path);
	for (f = fostering_facts_input + 1; f->name != NULL; f++)
		if (asked(record, f->name))
			(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Save and test", "primary", NULL, NULL);
	return status;
}

int fostering_facts_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !fostering_facts_writable(r, &record))
		return page_not_found(r);
	prefill(r, &record);
	return facts_page(r, &record, 200);
}

/* -- the check -- */

static bool given(struct request *r, const char *name)
{
	return !input_is(&r->input, name, "");
}

static void not_before(struct request *r, const char *name, const char *first, const char *message)
{
	const char *day = input_text(&r->input, name);

	if (day[0] != '\0' && first != NULL && first[0] != '\0' && strcmp(day, first) < 0)
		input_refuse(&r->input, name, message);
}

static void rules(struct request *r, const struct record *record)
{
	const struct input *in = &r->input;
	const char *born = fostering_of(r)->child_born_on;
	const char *start = given(r, "start_actual") ? input_text(in, "start_actual") :
	    input_text(in, "start_proposed");

	not_before(r, "start_actual", born, "This is before the child's birth");
	not_before(r, "start_proposed", born, "This is before the child's birth");
	not_before(r, "intended_end", start, "The end must not be before the start");
	not_before(r, "left_on", start, "The child cannot leave before the start");
	if (given(r, "left_on") && !given(r, "start_actual"))
		input_refuse(&r->input, "left_on", "Say first on which day the child came");
	if (given(r, "intended_end") && given(r, "open_ended"))
		input_refuse(&r->input, "open_ended", "Either a day on which it is to end, or no end");
	if (fostering_running(record) && !given(r, "start_actual"))
		input_refuse(&r->input, "start_actual", "Enter the day the child came");
	/* 2.4: whether a child is disabled is decided by somebody, on a day, on evidence. */
	if (given(r, "disabled") && !input_is(in, "disabled", "U") && !given(r, "disabled_basis"))
		input_refuse(&r->input, "disabled_basis", "Say on what basis that was decided");
	if (given(r, "disabled") && !input_is(in, "disabled", "U") && !given(r, "disabled_on"))
		input_refuse(&r->input, "disabled_on", "Enter the day on which that was decided");
}

/* -- saving -- */

static const char *known(struct request *r, const char *name)
{
	return input_is(&r->input, name, "U") ? "" : input_text(&r->input, name);
}

static const char *day(struct request *r, const char *name)
{
	return given(r, name) ? input_text(&r->input, name) : NULL;
}

/* 2.4: by whom, when what was decided is not what stood there. */
static void disabled_save(struct request *r, const struct record *record)
{
	struct db_row row;

	if (strcmp(fostering_of(r)->disabled, known(r, "disabled")) == 0 &&
	    db_find(r->db, &fostering_sql[FOSTERING_FACTS_DISABLED], &row, record->id) &&
	    strcmp(db_text(&row, 0), input_text(&r->input, "disabled_basis")) == 0 &&
	    strcmp(db_text(&row, 1), input_text(&r->input, "disabled_evidence")) == 0)
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_FACTS_DISABLED_SET], known(r, "disabled"),
	    input_text(&r->input, "disabled_basis"), input_text(&r->input, "disabled_evidence"),
	    known(r, "disabled")[0] == '\0' ? 0ULL : request_account(r), day(r, "disabled_on"),
	    record->id);
}

static void save(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const struct input *in = &r->input;
	const char *came = asked(record, "start_actual") ? day(r, "start_actual") : a->start_actual;

	disabled_save(r, record);
	(void)db_write(r->db, &fostering_sql[FOSTERING_FACTS_SET], input_text(in, "relationship"),
	    known(r, "carer_pr"), input_text(in, "sleeps"), input_text(in, "capacity"),
	    known(r, "school_pupil"), known(r, "looked_after"), day(r, "looked_after_on"),
	    known(r, "legal_regime"), known(r, "adoption"), day(r, "start_proposed"), came,
	    day(r, "intended_end"), (unsigned long long)given(r, "open_ended"),
	    asked(record, "left_on") ? day(r, "left_on") : a->left_on, input_text(in, "scenario"),
	    input_text(in, "birthplace"), input_text(in, "purpose"), record->id);
}

int fostering_facts_save(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record) || !fostering_facts_writable(r, &record))
		return page_not_found(r);
	rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return facts_page(r, &record, 422);
	save(r, &record);
	event_add(r, &record, "facts", "Facts of the arrangement changed", false);
	if (given(r, "left_on"))
		task_kind_done(r, &record, "LEFT", "");
	if (fostering_running(&record))
		fostering_visits_due(r, &record);
	fostering_facts_changed(r, &record, "Facts changed");
	if (legal_ends(fostering_of(r)->test_result))
		task_kind_done(r, &record, "REG5", "");
	fostering_notifications_classify(r, &record);
	return request_redirect(r, "%s/test", casework_path(r, &record));
}
