#include <string.h>

#include "child-card.h"
#include "education.h"

/* A child of the index becomes one of the virtual school's: because care begins or
 * is planned, because advice is asked (2), or as another authority's child in one
 * of our schools (14). */

const struct field education_start_input[] = {
	{ .name = "child", .type = FIELD_HANDLE, .required = true },
	{ .name = "same", .type = FIELD_TOKEN, .max = 12 },
	{ .name = "how", .type = FIELD_CODE, .choices = "education-start", .required = true,
	  .label = "Why does the virtual school follow this child?" },
	{ .name = "child_id", .type = FIELD_TEXT, .max = 10, .width = 10,
	  .label = "Child's number in the SSDA903",
	  .hint = "1 to 10 letters and digits; the same every year" },
	{ .name = "upn", .type = FIELD_UPN, .width = 13, .label = "Unique pupil number" },
	{ .name = "upn_unknown", .type = FIELD_CODE, .choices = "education-upn-unknown",
	  .compact = true, .label = "Why there is no unique pupil number" },
	{ .name = "responsible", .type = FIELD_CODE, .choices = "la", .compact = true,
	  .label = "Authority that looks after the child, when it is another" },
	{ .name = "responsible_contact", .type = FIELD_TEXT, .max = 300,
	  .label = "Social worker and contact there" },
	{ .name = "notified_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which that authority told us" },
	{ 0 }
};

/* How it begins: the state, and the cohort (2) that the child is of at once. */
static const struct start_way {
	const char *how;
	enum education_event event;
	const char *cohort;		/* NULL: with the first episode of care */
} ways[] = {
	{ "CARE", EDUCATION_EVENT_PLANNED, NULL },
	{ "PLANNED", EDUCATION_EVENT_PLANNED, NULL },
	{ "PLAC", EDUCATION_EVENT_ADVICE, "PLAC" },
	{ "CSW", EDUCATION_EVENT_ADVICE, "CSW" },
	{ "KINSHIP", EDUCATION_EVENT_ADVICE, "KINSHIP" },
	{ "VISITOR", EDUCATION_EVENT_VISITOR, NULL },
};

static const struct start_way *way(const struct request *r)
{
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (input_is(&r->input, "how", ways[i].how))
			return &ways[i];
	return NULL;
}

static void rules(struct request *r)
{
	struct input *in = &r->input;
	struct db_row row;

	if (input_text(in, "upn")[0] != '\0' && input_text(in, "upn_unknown")[0] != '\0')
		input_refuse(in, "upn_unknown", "Leave this empty when there is a unique pupil number");
	if (input_is(in, "how", "VISITOR") && input_text(in, "responsible")[0] == '\0')
		input_refuse(in, "responsible", "Choose the authority that looks after the child");
	if (!input_is(in, "how", "VISITOR") && input_text(in, "responsible")[0] != '\0')
		input_refuse(in, "responsible", "Only for a child of another authority");
	education_letters_digits(r, "child_id");
	if (input_text(in, "child_id")[0] != '\0' && db_find(r->db, &education_sql[EDUCATION_PUPIL_TWIN],
	    &row, input_text(in, "child_id"), 0ULL))
		input_refuse(in, "child_id", "Another child has this number");
}

/* The child's record that is here already. */
static bool known(struct request *r, const struct child_card *c, struct db_row *row_r)
{
	return db_find(r->db, &education_sql[EDUCATION_PUPIL_KNOWN], row_r, c->id);
}

/* Records read in from the social care system that are nobody of the index yet, with
 * the same date of birth: a person says whether one of them is this child. */
static void unlinked(struct request *r, struct node *body, const struct child_card *c)
{
	struct node *form, *buttons;
	struct db_rows rows;
	size_t i;

	if (db_list(r->db, &education_sql[EDUCATION_UNLINKED], &rows, c->born_on) == 0)
		return;
	(void)page_heading(body, 2, "Read in already?");
	(void)page_para(body, "The social care system has sent children with the same date of birth who "
	    "are not linked to the index. Compare the number with the child's in that system.");
	form = page_form(r, body, r->http->path);
	buttons = page_buttons(form);
	for (i = 0; i < rows.n; i++)
		(void)page_button(buttons, pool_printf(r->pool, "It is child %s",
		    db_text(&rows.row[i], 1)), "secondary", "same", db_text(&rows.row[i], 0));
}

/* The record that was read in is this child's from now on. */
static int linked(struct request *r, const struct child_card *c, struct record *record)
{
	if (!record_link(r, record, c->id, child_card_name(r, c)))
		return casework_moved_on(r);
	(void)db_write(r->db, &education_sql[EDUCATION_PUPIL_NAME], c->given, c->family, record->id);
	event_add(r, record, "linked", "Linked to the child of the index", false);
	involvement_start(r, record, "EDUCATION", "Virtual school");
	return request_redirect(r, "%s", casework_path(r, record));
}

static int page(struct request *r, const struct child_card *c, int status)
{
	struct node *body = child_card_page(r, c, "start", "Follow a child's education"), *form;
	struct db_row row;

	if (known(r, c, &row)) {
		(void)page_para(body, "The virtual school has a record of this child already.");
		(void)page_link(body, "Open it", "button", "/education/child/%s", db_text(&row, 0));
		return status;
	}
	unlinked(r, body, c);
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_start_input + 2);
	(void)page_button(page_buttons(form), "Save and continue", "primary", NULL, NULL);
	return status;
}

int education_start_show(struct request *r)
{
	struct child_card c;

	return child_card_route(r, &c) ? page(r, &c, 200) : page_not_found(r);
}

static int made(struct request *r, const struct child_card *c, const struct start_way *start)
{
	const struct transition *t = workflow_beginning(&education_workflow, start->event);
	const struct input *in = &r->input;
	const char *day = input_text(in, "notified_on"), *upn = input_text(in, "upn");
	const char *number = input_text(in, "child_id");
	struct record record;

	record_new(r, "pupil", c->id, child_card_name(r, c),
	    education_workflow.state[t->to].code, &record);
	(void)record_refer_next(r, &record, "ED", "");
	(void)db_write(r->db, &education_sql[EDUCATION_PUPIL_ADD], record.id,
	    number[0] == '\0' ? NULL : number, upn[0] == '\0' ? NULL : upn,
	    input_text(in, "upn_unknown"), c->given, c->family, c->born_on, c->sex,
	    input_text(in, "responsible"), input_text(in, "responsible_contact"),
	    day[0] == '\0' ? NULL : day);
	event_add(r, &record, t->code, t->title, t->shared);
	involvement_start(r, &record, "EDUCATION", "Virtual school");
	if (start->cohort != NULL)
		(void)db_write(r->db, &education_sql[EDUCATION_COHORT_ADD], record.id, start->cohort,
		    r->today, request_account(r));
	return request_redirect(r, input_is(in, "how", "CARE") ? "%s/episode" : "%s",
	    casework_path(r, &record));
}

int education_start_save(struct request *r)
{
	const struct start_way *start = way(r);
	struct child_card c;
	struct record record;
	struct db_row row;

	if (!child_card_route(r, &c))
		return page_not_found(r);
	if (input_text(&r->input, "same")[0] != '\0' && !known(r, &c, &row))
		return record_lock(r, input_text(&r->input, "same"), &record) && record.child == 0 &&
		    education_again(r, &record) != NULL &&
		    strcmp(education_of(r)->born_on, c.born_on) == 0 ? linked(r, &c, &record) :
		    page_not_found(r);
	rules(r);
	if (!input_valid(&r->input, r->pool) || start == NULL || known(r, &c, &row))
		return page(r, &c, 422);
	return made(r, &c, start);
}
