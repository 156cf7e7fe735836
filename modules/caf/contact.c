#include <string.h>

#include "caf.h"
#include "clock.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* sections.md 4.2, 27: tries to reach the family, and closing when none did. How
 * many, by how many means, over how long are settings; a manager agrees. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field caf_attempt_input[] = {
	ID,
	{ .name = "tried_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "When did you try?" },
	{ .name = "means", .type = FIELD_CODE, .choices = "attempt-means", .required = true,
	  .label = "How?" },
	{ .name = "note", .type = FIELD_MEMO, .max = 1000, .rows = 3, .label = "Note" },
	{ 0 }
};

const struct field caf_no_contact_ask_input[] = {
	ID,
	{ .name = "asked_note", .type = FIELD_MEMO, .max = 1000, .rows = 3,
	  .label = "What should be known for the decision" },
	{ 0 }
};

const struct field caf_no_contact_decide_input[] = {
	ID,
	{ .name = "answer", .type = FIELD_YESNO, .required = true,
	  .label = "Do you agree that the case is closed?" },
	{ .name = "answer_note", .type = FIELD_MEMO, .max = 1000, .rows = 3, .label = "Your reason" },
	{ 0 }
};

const struct field caf_no_contact_close_input[] = {
	ID,
	{ .name = "notes", .type = FIELD_MEMO, .max = 4000, .required = true,
	  .label = "Notes on closing" },
	{ 0 }
};

#define KIND	"NOCONTACT"
#define ASKED		"A decision is asked of you"

/* Times, means and working days from the first to the last. */
struct tries {
	struct db_rows rows;
	size_t means;
	long span;
};

static bool met_before(const struct db_rows *rows, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (strcmp(db_text(&rows->row[k], 1), db_text(&rows->row[i], 1)) == 0)
			return true;
	return false;
}

static void tries_load(struct request *r, const struct record *record, struct tries *t)
{
	struct date first, last;
	size_t i;

	*t = (struct tries){ .span = 0 };
	(void)db_list(r->db, &caf_sql[CAF_ATTEMPT_LIST], &t->rows, record->id);
	for (i = 0; i < t->rows.n; i++)
		t->means += !met_before(&t->rows, i);
	if (t->rows.n > 0 && date_parse(db_text(&t->rows.row[0], 0), &first) &&
	    date_parse(db_text(&t->rows.row[t->rows.n - 1], 0), &last) &&
	    clock_working_days_between(first, last, &t->span) < 0)
		t->span = 0;
}

/* NULL when the tries are enough. */
static const char *tries_lack(struct request *r, const struct tries *t)
{
	long most = conf_number("caf.no_contact_attempts"), means = conf_number("caf.no_contact_means");
	long span = conf_number("caf.no_contact_span");

	if ((long)t->rows.n >= most && (long)t->means >= means && t->span >= span)
		return NULL;
	return pool_printf(r->pool, "It takes at least %ld attempts by %ld different means over %ld "
	    "working days; so far %zu by %zu over %ld.", most, means, span, t->rows.n, t->means, t->span);
}

const char *caf_no_contact_guard(struct request *r, const struct record *record)
{
	struct approval last;
	const char *lack;
	struct tries t;

	tries_load(r, record, &t);
	lack = tries_lack(r, &t);
	if (lack != NULL)
		return lack;
	if (!approval_last(r, record, KIND, &last) || last.answer == NULL)
		return "The manager, or the coordinator where there is none, has not agreed yet.";
	return strcmp(last.answer, "Y") == 0 ? NULL : "The manager has not agreed.";
}

/* -- the page -- */

static bool tries_it(struct request *r, const struct record *record)
{
	return casework_may(r, record, CAF_EVENT_NO_CONTACT);
}

static void tries_put(struct request *r, struct node *body, const struct tries *t)
{
	struct node *table = page_table(body, "attempts", "Attempts", "None is recorded yet.", "On",
	    "How", "Note", "By", NULL), *row;
	size_t i;

	for (i = 0; i < t->rows.n; i++) {
		const struct db_row *a = &t->rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, caf_day(r, db_text(a, 0))), "head", "yes");
		(void)page_cell(row, lists_label("attempt-means", db_text(a, 1), r->today));
		node_set(page_cell(row, db_text(a, 2)), "kind", "text");
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(a, 3), db_text(a, 4)));
	}
}

/* A form of another route than the one in hand: filled in only after an error. */
static void form_put(struct request *r, struct node *body, const struct record *record,
    const struct field *input, const char *path, const char *button, const char *kind)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/no-contact%s",
	    record->handle, path));
	const struct field *f;

	for (f = input + 1; f->name != NULL; f++)
		caf_exit_field(r, form, f, r->route->input == input);
	(void)page_button(page_buttons(form), button, kind, NULL, NULL);
}

static void approval_put(struct request *r, struct node *body, const struct record *record,
    const char *lack)
{
	struct approval last;
	struct node *s;
	bool any = approval_last(r, record, KIND, &last);
	bool manager = caf_approval_by_manager(r, record);

	(void)page_heading(body, 2, terms_apply(r->pool, manager ? "The manager's decision" :
	    "The decision of the {caf coordinator}"));
	if (any) {
		s = node_add(body, "summary");
		(void)page_row(s, "Asked", page_when(r, last.asked_at));
		(void)page_row(s, "What should be known", last.note);
		(void)page_row(s, "Answer", last.answer == NULL ? "Not yet" :
		    strcmp(last.answer, "Y") == 0 ? "Agreed" : "Not agreed");
		(void)page_row(s, "Reason", last.reason);
	}
	if (any && last.answer == NULL) {
		if (caf_approval_decides(r, record, &last))
			form_put(r, body, record, caf_no_contact_decide_input, "/decide", "Save the decision",
			    "primary");
		return;
	}
	if (any && strcmp(last.answer, "Y") == 0) {
		if (lack == NULL && tries_it(r, record))
			(void)page_link(body, "Close the case", "button", "/caf/case/%s/no-contact/close",
			    record->handle);
		return;
	}
	if (lack != NULL)
		(void)page_para(body, lack);
	else if (tries_it(r, record))
		form_put(r, body, record, caf_no_contact_ask_input, "/ask", manager ? "Ask the manager" :
		    "Ask for a decision", "secondary");
}

static int contact_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = caf_exit_page(r, record, e, "no-contact", "Attempts to reach the family");
	struct tries t;

	tries_load(r, record, &t);
	tries_put(r, body, &t);
	if (record->closed_at != NULL)
		return status;
	if (tries_it(r, record)) {
		(void)page_heading(body, 2, "Add an attempt");
		form_put(r, body, record, caf_attempt_input, "", "Add", "secondary");
	}
	approval_put(r, body, record, tries_lack(r, &t));
	return status;
}

bool caf_contact_step(struct request *r, struct node *body, const struct record *record)
{
	struct approval waits;

	if (record->closed_at != NULL || !approval_waits(r, record, KIND, &waits) ||
	    !caf_approval_decides(r, record, &waits))
		return false;
	casework_link(r, body, record, "Decide about closing for no contact", "/no-contact", "button");
	return true;
}

/* Of who tries and who decides; status 0: this person is one of them. */
static bool contact_load(struct request *r, bool lock, struct record *record,
    struct caf_episode *e)
{
	return (lock ? caf_lock(r, record, e) : caf_load(r, record, e)) &&
	    (record_is(record, "OWNER LP MANAGER SERVICE"));
}

int caf_no_contact_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!contact_load(r, false, &record, &e))
		return page_not_found(r);
	return contact_page(r, &record, &e, 200);
}

int caf_attempt_add(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!contact_load(r, true, &record, &e))
		return page_not_found(r);
	if (!tries_it(r, &record))
		return caf_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return contact_page(r, &record, &e, 422);
	(void)db_write(r->db, &caf_sql[CAF_ATTEMPT_ADD], record.id, input_text(&r->input, "tried_on"),
	    input_text(&r->input, "means"), input_text(&r->input, "note"), request_account(r));
	return request_redirect(r, "/caf/case/%s/no-contact", record.handle);
}

int caf_no_contact_ask(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct approval last;
	struct tries t;

	if (!contact_load(r, true, &record, &e))
		return page_not_found(r);
	tries_load(r, &record, &t);
	if (!tries_it(r, &record) || tries_lack(r, &t) != NULL)
		return caf_moved_on(r);
	/* One question at a time, and none after a yes. */
	if (approval_last(r, &record, KIND, &last) &&
	    (last.answer == NULL || strcmp(last.answer, "Y") == 0))
		return request_redirect(r, "/caf/case/%s/no-contact", record.handle);
	if (!input_valid(&r->input, r->pool))
		return contact_page(r, &record, &e, 422);
	caf_approval_ask(r, &record, KIND, "", input_text(&r->input, "asked_note"),
	    ASKED);
	return request_redirect(r, "/caf/case/%s/no-contact", record.handle);
}

int caf_no_contact_decide(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct approval last;

	if (!contact_load(r, true, &record, &e) || !record_is(&record, "MANAGER SERVICE"))
		return page_not_found(r);
	if (!approval_waits(r, &record, KIND, &last) || record.closed_at != NULL)
		return caf_moved_on(r);
	if (!caf_approval_decides(r, &record, &last))
		return page_not_found(r);
	if (input_is(&r->input, "answer", "N"))
		input_needs(&r->input, "answer_note", "Say why you do not agree");
	if (!input_valid(&r->input, r->pool))
		return contact_page(r, &record, &e, 422);
	if (!caf_approval_decide(r, &record, &last, input_text(&r->input, "answer"),
	    input_text(&r->input, "answer_note"), ASKED, "Your question was answered"))
		return caf_moved_on(r);
	return request_redirect(r, "/caf/case/%s/no-contact", record.handle);
}

/* -- closing (C04) -- */

static int close_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = caf_exit_page(r, record, e, "no-contact",
	    "Close: no contact with the family");

	caf_exit_form(r, body, "Close the case", "primary");
	return status;
}

int caf_no_contact_close_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!contact_load(r, false, &record, &e))
		return page_not_found(r);
	if (!tries_it(r, &record))
		return caf_moved_on(r);
	if (caf_no_contact_guard(r, &record) != NULL)
		return request_redirect(r, "/caf/case/%s/no-contact", record.handle);
	return close_page(r, &record, &e, 200);
}

int caf_no_contact_close(struct request *r)
{
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!contact_load(r, true, &record, &e))
		return page_not_found(r);
	if (tries_it(r, &record) && caf_no_contact_guard(r, &record) == NULL &&
	    !input_valid(&r->input, r->pool))
		return close_page(r, &record, &e, 422);
	caf_notify(r, &record, "Closed");
	if (!caf_move(r, &record, CAF_EVENT_NO_CONTACT, &status))
		return status;
	caf_exit_close(r, &record, "C04", r->today, input_text(&r->input, "notes"), 0);
	return request_redirect(r, "/caf/case/%s", record.handle);
}
