#include "pep-guest.h"

#include <string.h>

#include "guest.h"
#include "lists.h"
#include "school.h"
#include "text.h"

/* 14: the entry is made for one person and one plan. The code is shown once, in the answer
 * to the post, and only its hash is kept. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }, \
	{ .name = "number", .type = FIELD_NUMBER, .required = true }

const struct field education_guest_new_input[] = {
	ID,
	{ .name = "guest_given", .type = FIELD_NAME, .max = 90, .width = 20, .required = true,
	  .label = "Given name of the designated teacher" },
	{ .name = "guest_family", .type = FIELD_NAME, .max = 90, .width = 20, .required = true,
	  .label = "Family name" },
	{ .name = "school", .type = FIELD_HANDLE, .required = true, .label = "School" },
	{ .name = "guest_reason", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why this person is let in", .hint = "Who confirmed that this is the designated "
	  "teacher, and how. Nothing about the child" },
	{ 0 }
};

enum { GIVEN = 2, FAMILY, SCHOOL, REASON };

const struct field education_guest_end_input[] = {
	ID,
	{ .name = "guest", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

static unsigned long long tries(void)
{
	return (unsigned long long)conf_number("session.guest_tries");
}

/* The virtual school alone makes and ends entries. */
static bool keeps(struct request *r, const struct record *record)
{
	return request_may(r, EDUCATION_WORK) && education_pep_part(r, record) == PEP_VIRTUAL;
}

/* A child whose record is for named people alone is nobody's to show to a guest. */
static bool may_enter(struct request *r, const struct record *record, const struct education_pep *p)
{
	return keeps(r, record) && !record->restricted && record->closed_at == NULL &&
	    pep_writes(p->state, PEP_TEACHER);
}

/* -- on the plan's page -- */

static const char *state_of(const struct db_row *g, const char **colour_r)
{
	*colour_r = "grey";
	if (db_text(g, 8) != NULL)
		return "Withdrawn";
	if (db_number(g, 12) == 0)
		return "Over";
	*colour_r = "red";
	if (db_number(g, 9) >= tries())
		return "Locked by wrong codes";
	*colour_r = db_number(g, 10) > 0 ? "green" : "blue";
	return db_number(g, 10) > 0 ? "In use" : "Not used yet";
}

static void line_put(struct request *r, struct node *table, const struct db_row *g)
{
	struct node *row = node_add(table, "row"), *cell;
	const char *colour, *state = state_of(g, &colour);

	cell = page_cell(row, guest_groups(r->pool, db_text(g, 1)));
	node_set(cell, "head", "yes");
	(void)page_cell(row, pool_printf(r->pool, "%s %s, %s", db_text(g, 2), db_text(g, 3),
	    db_text(g, 4)));
	node_set(page_cell(row, state), "tag", colour);
	(void)page_cell(row, pool_printf(r->pool, "%s, by %s %s: %s", page_when(r, db_text(g, 6)),
	    db_text(g, 13), db_text(g, 14), db_text(g, 5)));
	(void)page_cell(row, page_when(r, db_text(g, 8) != NULL ? db_text(g, 8) : db_text(g, 7)));
	(void)page_cell(row, db_text(g, 11) == NULL ? "Never" : pool_printf(r->pool, "%llu, last %s",
	    db_number(g, 10), page_when(r, db_text(g, 11))));
	(void)page_cell(row, pool_printf(r->pool, "%llu", db_number(g, 9)));
}

static void withdraw_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p, const struct db_rows *rows)
{
	struct node *form;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *g = &rows->row[i];

		if (db_number(g, 12) == 0)
			continue;
		form = page_form(r, body, pool_printf(r->pool, "%s/guest/%llu",
		    education_pep_path(r, record, p), db_number(g, 0)));
		(void)page_button(page_buttons(form), pool_printf(r->pool, "Withdraw %s",
		    guest_groups(r->pool, db_text(g, 1))), "secondary", NULL, NULL);
	}
}

void education_guests_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p)
{
	struct node *table;
	struct db_rows rows;
	size_t i;

	if (!keeps(r, record))
		return;
	(void)db_list(r->db, &education_sql[EDUCATION_GUEST_LIST], &rows, p->id);
	if (rows.n == 0 && !may_enter(r, record, p))
		return;
	if (rows.n == 0) {
		(void)page_heading(body, 2, "Guest entries");
	} else {
		table = page_table(body, "guests", "Guest entries", "", "Reference", "For", "State", "Made",
		    "Until", "Used", "Wrong codes", NULL);
		for (i = 0; i < rows.n; i++)
			line_put(r, table, &rows.row[i]);
		withdraw_put(r, record, body, p, &rows);
	}
	if (may_enter(r, record, p))
		(void)page_link(body, "Let in a designated teacher without an account", NULL, "%s/guest",
		    education_pep_path(r, record, p));
}

/* -- a new one -- */

static int new_page(struct request *r, const struct record *record, const struct education_pep *p,
    int status)
{
	struct node *body = casework_page(r, record, "guest-new", "Let in a designated teacher");
	struct node *form;

	(void)page_para(body, pool_printf(r->pool, "For the designated teacher of a school in another "
	    "authority who has no account. They see and write the school's sections of this plan and "
	    "nothing else, for %ld days. Make sure first who they are: telephone the school by a number "
	    "that you found yourself.", conf_number("session.guest_days")));
	form = page_form(r, body, r->http->path);
	(void)page_field(r, form, &education_guest_new_input[GIVEN], NULL);
	(void)page_field(r, form, &education_guest_new_input[FAMILY], NULL);
	education_school_choice(r, form, "school");
	(void)page_field(r, form, &education_guest_new_input[REASON], NULL);
	(void)page_button(page_buttons(form), "Make the entry", "primary", NULL, NULL);
	(void)page_link(body, "Back to the plan", NULL, "%s", education_pep_path(r, record, p));
	return status;
}

int education_guest_new_show(struct request *r)
{
	struct education_pep p;
	struct record record;

	return education_plan_load(r, &record, &p) && may_enter(r, &record, &p) ?
	    new_page(r, &record, &p, 200) : page_not_found(r);
}

static int made_page(struct request *r, const struct record *record, const struct education_pep *p,
    const struct guest_secret *secret, unsigned long long days)
{
	struct node *body = casework_page(r, record, "guest-made", "The entry is made"), *s;

	(void)node_leaf(body, "warning", "Write the code down now: it is not shown again.");
	s = node_add(body, "summary");
	(void)page_row(s, "Address", pool_printf(r->pool, "https://%s" GUEST_DOOR, r->http->host));
	(void)page_row(s, "Reference", guest_groups(r->pool, secret->reference));
	(void)page_row(s, "Code", guest_groups(r->pool, secret->code));
	(void)page_row(s, "Holds", pool_printf(r->pool, "%llu days", days));
	(void)page_para(body, "Tell them in two ways: send address and reference in a letter or by secure "
	    "e-mail, and say the code on the telephone. Never send both together, and never with the "
	    "child's name.");
	(void)page_link(body, "Back to the plan", "button", "%s", education_pep_path(r, record, p));
	return 200;
}

static void rules(struct request *r, const struct education_pep *p, struct education_school *school)
{
	struct input *in = &r->input;
	struct db_row row;

	if (input_text(in, "school")[0] != '\0' &&
	    !education_school_find(r, input_text(in, "school"), school))
		input_refuse(in, "school", "Choose a school of the register");
	if (input_text(in, "guest_given")[0] != '\0' && db_find(r->db,
	    &education_sql[EDUCATION_GUEST_SAME], &row, p->id, tries(), input_text(in, "guest_given"),
	    input_text(in, "guest_family")))
		input_refuse(in, "guest_given", "This person has an entry to this plan: withdraw it first");
}

int education_guest_new(struct request *r)
{
	unsigned long long days = (unsigned long long)conf_number("session.guest_days");
	const struct input *in = &r->input;
	struct education_school school = { 0 };
	struct guest_secret secret;
	struct education_pep p;
	struct record record;

	if (!education_plan_lock(r, &record, &p) || !keeps(r, &record))
		return page_not_found(r);
	if (!may_enter(r, &record, &p))
		return casework_moved_on(r);
	rules(r, &p, &school);
	if (!input_valid(&r->input, r->pool))
		return new_page(r, &record, &p, 422);
	guest_make(r->pool, &secret);
	if (db_insert(r->db, &education_sql[EDUCATION_GUEST_ADD], secret.reference, secret.hash,
	    sizeof(secret.hash), p.id, EDUCATION_GUEST_START, input_text(in, "guest_given"),
	    input_text(in, "guest_family"), school.name, input_text(in, "guest_reason"),
	    request_account(r), days) == 0)
		return casework_moved_on(r);
	r->audit.detail = pool_printf(r->pool, "reference=%s", guest_groups(r->pool, secret.reference));
	event_add(r, &record, "plan.guest", pool_printf(r->pool, "Guest entry %s to a plan made",
	    guest_groups(r->pool, secret.reference)), false);
	return made_page(r, &record, &p, &secret, days);
}

/* -- withdrawn -- */

int education_guest_end(struct request *r)
{
	struct education_pep p;
	struct record record;
	unsigned long long id;

	if (!education_plan_lock(r, &record, &p) || !keeps(r, &record) ||
	    !text_number(input_text(&r->input, "guest"), &id))
		return page_not_found(r);
	if (db_write(r->db, &education_sql[EDUCATION_GUEST_END], request_account(r), p.id, id) != 1)
		return casework_moved_on(r);
	r->audit.detail = pool_printf(r->pool, "entry=%llu", id);
	event_add(r, &record, "plan.guest", "Guest entry to a plan withdrawn", false);
	return request_redirect(r, "%s", education_pep_path(r, &record, &p));
}
