#include <string.h>

#include "caf.h"
#include "exit.h"
#include "terms.h"
#include "text.h"

/* sections.md 4.2, 6: whose case cannot go on because another is open may ask the
 * holder of that one to join its team. Asking gives no way in and says nothing
 * of the case; the answer says yes or no. */

#define ASKED	"Somebody asks to join a {team around the child}"

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NOTE \
	{ .name = "note", .type = FIELD_MEMO, .max = 500, .rows = 3, \
	  .label = "What the holder should know" }

const struct field caf_join_input[] = { ID, NOTE, { 0 } };

const struct field caf_join_answer_input[] = {
	ID,
	{ .name = "request", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ .name = "answer", .type = FIELD_YESNO, .required = true,
	  .label = "Should this person join the team?",
	  .hint = "Only by an agreement of the family to share with this service" },
	{ 0 }
};

/* -- who asks -- */

static bool blocked(struct request *r, const struct record *record, struct db_row *holder_r)
{
	return (strcmp(record->state, "S1") == 0 || strcmp(record->state, "S2") == 0) &&
	    record_is(record, "OWNER") && record->child != 0 &&
	    db_find(r->db, &caf_sql[CAF_OPEN_FOR_CHILD], holder_r, record->child, record->id);
}

static bool asked(struct request *r, unsigned long long record, struct db_row *row_r)
{
	return db_find(r->db, &caf_sql[CAF_JOIN_LAST], row_r, record, request_account(r));
}

/* NULL: this person may ask. */
static const char *asked_already(struct request *r, const struct db_row *holder)
{
	struct db_row row;

	if (!asked(r, db_number(holder, 0), &row))
		return NULL;
	if (db_text(&row, 2) == NULL)
		return pool_printf(r->pool, "You asked to join on %s. There is no answer yet.",
		    page_when(r, db_text(&row, 1)));
	return strcmp(db_text(&row, 2), "Y") == 0 ? "You asked to join, and the answer was yes: you are "
	    "added when the family has agreed." : NULL;
}

void caf_join_form(struct request *r, struct node *body, const struct record *record,
    const struct db_row *holder)
{
	const char *already = asked_already(r, holder);
	struct db_row row;
	struct node *form;

	if (!record_is(record, "OWNER"))
		return;
	(void)page_heading(body, 2, "Ask to join the team");
	if (already != NULL) {
		(void)page_para(body, already);
	} else if (!caf_holder_told(r, record, holder)) {
		(void)page_para(body, "The index managers pass a request on.");
	} else {
		if (asked(r, db_number(holder, 0), &row))
			(void)page_para(body, "You asked before, and the answer was no.");
		form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/join", record->handle));
		/* The page of another step has a note of its own, or none. */
		page_field_of(r, form, &caf_join_input[1], r->route->input == caf_join_input);
		(void)page_button(page_buttons(form), "Ask to join the team", "primary", NULL, NULL);
	}
	(void)page_heading(body, 2, "Close this one");
	(void)page_para(body, "It cannot go on while the other is open.");
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/join/close", record->handle));
	(void)page_button(page_buttons(form), "Close this case", "warning", NULL, NULL);
}

static int join_page(struct request *r, const struct record *record,
    const struct db_row *holder, int status)
{
	struct node *body = casework_page(r, record, "blocked",
	    "An assessment of this child is open already");

	caf_holder(r, body, record, holder);
	caf_join_form(r, body, record, holder);
	return status;
}

int caf_join_show(struct request *r)
{
	struct record record;
	struct db_row holder;

	if (!casework_load(r, &record) || !blocked(r, &record, &holder))
		return page_not_found(r);
	return join_page(r, &record, &holder, 200);
}

static void holders_tell(struct request *r, unsigned long long id)
{
	const struct record there = { .id = id };
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_JOIN_HOLDERS], &rows, id);
	for (i = 0; i < rows.n; i++)
		notice_add(r, &there, db_number(&rows.row[i], 0), terms_apply(r->pool, ASKED));
}

int caf_join_ask(struct request *r)
{
	struct record record;
	struct db_row holder;

	if (!casework_lock(r, &record) || !blocked(r, &record, &holder))
		return page_not_found(r);
	if (!caf_holder_told(r, &record, &holder))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return join_page(r, &record, &holder, 422);
	if (asked_already(r, &holder) == NULL) {
		(void)db_write(r->db, &caf_sql[CAF_JOIN_ASK], db_number(&holder, 0),
		    input_text(&r->input, "note"), request_account(r));
		holders_tell(r, db_number(&holder, 0));
	}
	return request_redirect(r, "/caf/case/%s/join", record.handle);
}

int caf_join_close(struct request *r)
{
	struct record record;
	struct db_row holder;
	int status = 0;

	if (!casework_lock(r, &record) || !record_is(&record, "OWNER"))
		return page_not_found(r);
	if (!blocked(r, &record, &holder))
		return casework_moved_on(r);
	if (!casework_move(r, &record, CAF_EVENT_ELSEWHERE, &status))
		return status;
	caf_exit_close(r, &record, "C09", r->today, "", db_number(&holder, 0));
	return request_redirect(r, "/caf/case/%s", record.handle);
}

/* -- who answers -- */

static bool answers(const struct record *record)
{
	return record->closed_at == NULL && record_is(record, "OWNER LP");
}

static const char *whose(struct request *r, const struct db_row *row)
{
	return pool_printf(r->pool, "%s %s, %s", db_text(row, 1), db_text(row, 2), db_text(row, 3));
}

void caf_join_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *list, *item;
	struct db_rows rows;
	struct db_row holder, last;
	size_t i;

	if (blocked(r, record, &holder) && asked(r, db_number(&holder, 0), &last))
		(void)page_link(body, "Your request to join the team of another case", NULL,
		    "/caf/case/%s/join", record->handle);
	if (!answers(record))
		return;
	(void)db_list(r->db, &caf_sql[CAF_JOIN_OPEN], &rows, record->id, 0ULL, 0ULL);
	if (rows.n == 0)
		return;
	(void)page_heading(body, 2, "Asks to join the team");
	list = node_add(body, "list");
	node_set(list, "kind", "plain");
	for (i = 0; i < rows.n; i++) {
		item = node_leaf(list, "item", whose(r, &rows.row[i]));
		node_set(item, "href", pool_printf(r->pool, "/caf/case/%s/joins/%llu", record->handle,
		    db_number(&rows.row[i], 0)));
	}
}

bool caf_join_step(struct request *r, struct node *body, const struct record *record)
{
	struct db_rows rows;

	if (!answers(record) ||
	    db_list(r->db, &caf_sql[CAF_JOIN_OPEN], &rows, record->id, 0ULL, 0ULL) == 0)
		return false;
	(void)page_link(body, "Answer who asks to join the team", "button", "/caf/case/%s/joins/%llu",
	    record->handle, db_number(&rows.row[0], 0));
	return true;
}

static bool request_load(struct request *r, bool lock, struct record *record,
    struct db_row *row_r)
{
	unsigned long long id;

	return (lock ? casework_lock(r, record) : casework_load(r, record)) && answers(record) &&
	    text_number(input_text(&r->input, "request"), &id) && id != 0 &&
	    db_find(r->db, &caf_sql[CAF_JOIN_OPEN], row_r, record->id, id, id);
}

static int answer_page(struct request *r, const struct record *record,
    const struct db_row *row, int status)
{
	struct node *body = casework_page(r, record, "join", "Asks to join the team"), *s, *form;

	s = node_add(body, "summary");
	(void)page_row(s, "Name", whose(r, row));
	(void)page_row(s, "Phone", db_text(row, 4));
	(void)page_row(s, "Note", db_text(row, 5));
	(void)page_row(s, "Asked", page_when(r, db_text(row, 6)));
	form = page_form(r, body, r->http->path);
	(void)page_field(r, form, &caf_join_answer_input[2], NULL);
	(void)page_button(page_buttons(form), "Send the answer", "primary", NULL, NULL);
	return status;
}

int caf_join_request(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!request_load(r, false, &record, &row))
		return page_not_found(r);
	return answer_page(r, &record, &row, 200);
}

/* The asker hears of it by a case of their own, and finds the answer there. */
static void asker_tell(struct request *r, const struct record *record, unsigned long long asker)
{
	struct db_row own;

	if (db_find(r->db, &caf_sql[CAF_JOIN_OWN], &own, asker, record->child, record->id))
		notice_add(r, &(struct record){ .id = db_number(&own, 0) }, asker,
		    "Your question was answered");
}

int caf_join_answer(struct request *r)
{
	bool yes = input_is(&r->input, "answer", "Y");
	struct record record;
	struct db_rows left;
	struct db_row row;

	if (!request_load(r, true, &record, &row))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return answer_page(r, &record, &row, 422);
	(void)db_write(r->db, &caf_sql[CAF_JOIN_DECIDE], input_text(&r->input, "answer"),
	    request_account(r), db_number(&row, 0), record.id);
	if (db_list(r->db, &caf_sql[CAF_JOIN_OPEN], &left, record.id, 0ULL, 0ULL) == 0)
		notice_settle(r, &record, 0, terms_apply(r->pool, ASKED));
	asker_tell(r, &record, db_number(&row, 7));
	event_add(r, &record, "join.answer", yes ? "A request to join the team was accepted" :
	    "A request to join the team was declined", false);
	if (yes && workflow_state(&caf_workflow, record.state) >= CAF_COMPLETED)
		return request_redirect(r, "/caf/case/%s/team/professional", record.handle);
	return request_redirect(r, "/caf/case/%s%s", record.handle, yes ? "/consents" : "");
}
