#include <string.h>

#include "overtaken.h"
#include "pep.h"

/* 3.4 A: who the child is, as the return and the plans show it. */

#define LETTERS_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

const struct field education_pupil_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "given", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .label = "Given name(s)" },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .label = "Family name" },
	{ .name = "known_as", .type = FIELD_NAME, .max = 100, .width = 30, .label = "Known as" },
	{ .name = "born_on", .type = FIELD_DATE, .required = true, .label = "Date of birth" },
	{ .name = "sex", .type = FIELD_CODE, .choices = "education-sex", .compact = true,
	  .label = "Sex" },
	{ .name = "ethnicity", .type = FIELD_CODE, .choices = "education-ethnicity",
	  .compact = true, .label = "Ethnic origin" },
	{ .name = "language", .type = FIELD_CODE, .choices = "language", .compact = true,
	  .label = "First language" },
	{ .name = "eal", .type = FIELD_YESNO, .label = "English as an additional language" },
	{ .name = "religion", .type = FIELD_CODE, .choices = "religion", .compact = true,
	  .label = "Religion" },
	{ .name = "country", .type = FIELD_TEXT, .max = 60, .width = 30,
	  .label = "Country of origin" },
	{ .name = "asylum", .type = FIELD_YESNO, .label = "Unaccompanied asylum-seeking child" },
	{ .name = "child_id", .type = FIELD_TEXT, .max = 10, .width = 10,
	  .label = "Child's number in the SSDA903" },
	{ .name = "social_care_id", .type = FIELD_TEXT, .max = 20, .width = 20,
	  .label = "Number in the social care system" },
	{ .name = "upn", .type = FIELD_UPN, .width = 13, .label = "Unique pupil number" },
	{ .name = "upn_unknown", .type = FIELD_CODE, .choices = "education-upn-unknown",
	  .compact = true, .label = "Why there is no unique pupil number" },
	{ .name = "uln", .type = FIELD_TEXT, .max = 10, .width = 10,
	  .label = "Unique learner number", .hint = "From 14 on" },
	{ .name = "out_of_cohort", .type = FIELD_TICK,
	  .label = "Educated with another year group than by age" },
	{ .name = "version", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

static void fill(struct request *r)
{
	const struct education_pupil *p = education_of(r);
	const struct { const char *name, *value; } now[] = {
		{ "given", p->given }, { "family", p->family }, { "known_as", p->known_as },
		{ "born_on", p->born_on }, { "sex", p->sex }, { "ethnicity", p->ethnicity },
		{ "language", p->language }, { "eal", p->eal }, { "religion", p->religion },
		{ "country", p->country }, { "asylum", p->asylum }, { "child_id", p->child_id },
		{ "social_care_id", p->social_care_id }, { "upn", p->upn },
		{ "upn_unknown", p->upn_unknown }, { "uln", p->uln },
		{ "out_of_cohort", p->out_of_cohort ? "Y" : "" },
	};
	size_t i;

	for (i = 0; i < sizeof(now) / sizeof(now[0]); i++)
		input_slot(&r->input, now[i].name)->value = now[i].value != NULL ? now[i].value : "";
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "pupil", "Who the child is"), *form;

	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_pupil_input + 1);
	(void)page_hidden(r, form, "version", pool_printf(r->pool, "%u", education_of(r)->version));
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_pupil_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	fill(r);
	return page(r, &record, 200);
}

static const char *or_null(const struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

void education_letters_digits(struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	if (value[strspn(value, LETTERS_DIGITS)] != '\0')
		input_refuse(&r->input, name, pool_printf(r->pool, "%s must be letters and digits only",
		    input_slot(&r->input, name)->field->label));
}

static void rules(struct request *r, const struct record *record)
{
	struct input *in = &r->input;
	struct db_row row;

	education_letters_digits(r, "child_id");
	education_letters_digits(r, "social_care_id");
	education_letters_digits(r, "uln");

	if (or_null(r, "upn") != NULL && or_null(r, "upn_unknown") != NULL)
		input_refuse(in, "upn_unknown", "Leave this empty when there is a unique pupil number");
	if (strcmp(input_text(in, "born_on"), r->today) > 0)
		input_refuse(in, "born_on", "The date of birth must not be after today");
	if (or_null(r, "child_id") != NULL && db_find(r->db, &education_sql[EDUCATION_PUPIL_TWIN],
	    &row, input_text(in, "child_id"), record->id))
		input_refuse(in, "child_id", "Another child has this number");
}

static void save(struct request *r, const struct record *record)
{
	const struct education_pupil *p = education_of(r);
	const struct input *in = &r->input;

	if (p->upn != NULL && p->upn[0] != '\0' && !input_is(in, "upn", p->upn))
		(void)db_write(r->db, &education_sql[EDUCATION_PUPIL_UPN_KEEP], record->id, p->upn,
		    r->today);
	(void)db_write(r->db, &education_sql[EDUCATION_PUPIL_SET], input_text(in, "given"),
	    input_text(in, "family"), input_text(in, "known_as"), input_text(in, "born_on"),
	    input_text(in, "sex"), input_text(in, "ethnicity"), input_text(in, "language"),
	    input_text(in, "eal"), input_text(in, "religion"), input_text(in, "country"),
	    input_text(in, "asylum"), or_null(r, "child_id"), input_text(in, "social_care_id"),
	    or_null(r, "upn"), input_text(in, "upn_unknown"), input_text(in, "uln"),
	    (unsigned long long)input_is(in, "out_of_cohort", "Y"), record->id);
	event_add(r, record, "pupil", "Details of the child changed", false);
}

int education_pupil_save(struct request *r)
{
	const struct typed *typed;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	rules(r, &record);
	if (overtaken(r, education_of(r)->version)) {
		typed = overtaken_typed(r);
		fill(r);
		overtaken_by(r, typed);
		return page(r, &record, 409);
	}
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	save(r, &record);
	(void)education_again(r, &record);
	education_peps_refresh(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}
