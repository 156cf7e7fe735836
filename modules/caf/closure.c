#include <string.h>

#include "caf.h"
#include "lists.h"
#include "terms.h"

/* sections.md 2.9 and 4.2 transitions 10 and 18: an episode is closed. */

const struct field caf_closure_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_CODE, .choices = "closure", .required = true,
	  .label = "Reason for closing" },
	{ .name = "closed_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Closed on" },
	{ .name = "notes", .type = FIELD_MEMO, .max = 4000, .required = true, .label = "Notes",
	  .hint = "What was reached, and what the family does if they need help again" },
	{ .name = "child_comment", .type = FIELD_MEMO, .max = 2000,
	  .label = "Child or young person's comment" },
	{ .name = "child_absent", .type = FIELD_CODE, .choices = "comment-absent",
	  .label = "If the child or young person made no comment, why" },
	{ .name = "parent_comment", .type = FIELD_MEMO, .max = 2000,
	  .label = "Parent or carer's comment" },
	{ .name = "parent_absent", .type = FIELD_CODE, .choices = "comment-absent-parent",
	  .label = "If no parent or carer made a comment, why" },
	{ 0 }
};

/* 10: what was agreed in the assessment decides. */
const char *caf_closure_guard(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_CLOSURE_NEXT_STEP], &row, record->id) &&
	    strcmp(db_text(&row, 0), "NFA") == 0 ? NULL :
	    "The next step agreed in the assessment is another one";
}

/* Closes what the index and the team know of it; after caf_move. */
void caf_closure_add(struct request *r, const struct record *record,
    const struct caf_closure *c)
{
	(void)db_write(r->db, &caf_sql[CAF_CLOSURE_ADD], record->id, c->reason, c->closed_on, c->notes,
	    c->child_comment, c->child_absent, c->parent_comment, c->parent_absent, c->pointer,
	    request_account(r));
}

void caf_closure_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_row c;
	struct node *s;

	if (!db_find(r->db, &caf_sql[CAF_CLOSURE_FIND], &c, record->id))
		return;
	(void)page_heading(body, 2, "Closed");
	s = node_add(body, "summary");
	(void)page_row(s, "Reason", lists_label("closure", db_text(&c, 0), r->today));
	(void)page_row(s, "Closed on", page_day(r, db_text(&c, 1)));
	(void)page_row(s, "Notes", db_text(&c, 2));
	(void)page_row(s, "Child or young person's comment", db_text(&c, 3)[0] != '\0' ?
	    db_text(&c, 3) : lists_label("comment-absent", db_text(&c, 4), r->today));
	(void)page_row(s, "Parent or carer's comment", db_text(&c, 5)[0] != '\0' ?
	    db_text(&c, 5) : lists_label("comment-absent-parent", db_text(&c, 6), r->today));
	(void)page_row(s, "Closed by", pool_printf(r->pool, "%s %s", db_text(&c, 7), db_text(&c, 8)));
}

/* The reasons that fit the state: flags of the list. */
static const char *flag_of(const struct record *record)
{
	return strcmp(record->state, "S4") == 0 ? "assessed" : "choose";
}

static bool here(const struct record *record)
{
	return (strcmp(record->state, "S4") == 0 && record_is(record, "OWNER")) ||
	    (strcmp(record->state, "S5") == 0 && record_is(record, "OWNER MANAGER"));
}

static int close_page(struct request *r, const struct record *record, const struct caf_episode *e,
    int status)
{
	struct node *body = page_begin(r, "close", "Close the case"), *form;
	struct field offered = caf_closure_input[1];
	const struct field *f;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Close the case");
	(void)page_para(body, "A closed case is not opened again. If there is a new need later, a new "
	    "one follows it.");
	form = page_form(r, body, r->http->path);
	offered.choices = pool_printf(r->pool, "closure:%s", flag_of(record));
	for (f = caf_closure_input; f->name != NULL; f++)
		if (f->label != NULL)
			(void)page_field(r, form, f == &caf_closure_input[1] ? &offered : f, NULL);
	(void)page_button(page_buttons(form), "Close the case", "warning", NULL, NULL);
	return status;
}

int caf_close_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	if (!here(&record))
		return request_redirect(r, "/caf/case/%s", record.handle);
	input_slot(&r->input, "closed_on")->value = r->today;
	if (strcmp(record.state, "S4") == 0)
		input_slot(&r->input, "reason")->value = "C10";
	return close_page(r, &record, &e, 200);
}

static void comment_rules(struct request *r, const char *comment, const char *absent,
    const char *whose)
{
	if (input_is(&r->input, comment, "") && input_is(&r->input, absent, ""))
		input_refuse(&r->input, comment, pool_printf(r->pool,
		    "Enter %s comment, or why there is none", whose));
	if (input_is(&r->input, absent, "NOT_SEEN") && input_is(&r->input, comment, ""))
		input_refuse(&r->input, comment, "Say here why they were not seen");
}

static void close_rules(struct request *r, const struct record *record,
    const struct caf_episode *e)
{
	const char *reason = input_text(&r->input, "reason"), *on = input_text(&r->input, "closed_on");

	if (reason[0] != '\0' && !lists_flag("closure", reason, flag_of(record)))
		input_refuse(&r->input, "reason", "This reason does not fit here: choose another");
	if (on[0] != '\0' && e->completed_on != NULL && strcmp(on, e->completed_on) < 0)
		input_refuse(&r->input, "closed_on", "Closed before the assessment was completed");
	if (input_is(&r->input, "child_absent", "UNBORN") && !e->unborn)
		input_refuse(&r->input, "child_absent", "This child is born: choose another reason");
	if (input_is(&r->input, "parent_absent", "SOLE") && caf_who(e) < CAF_FROM_16)
		input_refuse(&r->input, "parent_absent", "Only from 16 may the young person take part "
		    "alone");
	comment_rules(r, "child_comment", "child_absent", "the child's");
	comment_rules(r, "parent_comment", "parent_absent", "the parent's");
}

int caf_close(struct request *r)
{
	const struct input *in = &r->input;
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "OWNER MANAGER"))
		return page_not_found(r);
	if (!here(&record))
		return casework_moved_on(r);
	close_rules(r, &record, &e);
	if (!input_valid(&r->input, r->pool))
		return close_page(r, &record, &e, 422);
	if (!casework_move(r, &record, CAF_EVENT_CLOSE, &status))
		return status;
	caf_closure_add(r, &record, &(struct caf_closure){ .reason = input_text(in, "reason"),
	    .closed_on = input_text(in, "closed_on"), .notes = input_text(in, "notes"),
	    .child_comment = input_text(in, "child_comment"),
	    .child_absent = input_text(in, "child_absent"),
	    .parent_comment = input_text(in, "parent_comment"),
	    .parent_absent = input_text(in, "parent_absent") });
	return request_redirect(r, "/caf/case/%s", record.handle);
}
