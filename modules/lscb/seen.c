#include <string.h>

#include "code.h"
#include "filter.h"
#include "keep.h"
#include "lists.h"
#include "text.h"

/* 4.5 and 7.1: who opened a case and what they did there, for its coordinator, the guardian
 * and the auditor, who need not be able to open it. By the identifier: no name stands here,
 * nor what anybody typed. */

#define PAGE_ROWS	50

const struct field lscb_seen_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

enum { AT, GIVEN, FAMILY, LOGIN, ROLES, ACTION, REASON, OUTCOME };

static const char *who(struct request *r, const struct db_row *v)
{
	if (db_text(v, FAMILY)[0] != '\0')
		return pool_printf(r->pool, "%s %s (%s)", db_text(v, GIVEN), db_text(v, FAMILY),
		    db_text(v, LOGIN));
	return db_text(v, LOGIN)[0] == '\0' ? "The program" : db_text(v, LOGIN);
}

/* From the module's own words, or those that all programs share. */
static const char *did(struct request *r, const char *action)
{
	const struct codelist *own = lists_find("action-lscb"), *all = lists_find("action");
	const char *list = own != NULL && code_find(own, action) != NULL ? "action-lscb" : "action";

	return strcmp(list, "action") == 0 && (all == NULL || code_find(all, action) == NULL) ? action :
	    lists_label(list, action, r->today);
}

static const char *roles(struct request *r, const char *codes)
{
	const char *text = "", *code;
	size_t n;

	for (; *codes != '\0'; codes += n + strspn(codes + n, " ")) {
		n = strcspn(codes, " ");
		code = pool_strndup(r->pool, codes, n);
		text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "; ",
		    code_find(lists_find("role"), code) == NULL ? code : lists_label("role", code, r->today));
	}
	return text;
}

static const char *came_of(unsigned long long outcome)
{
	return outcome == 200 || outcome == 303 ? "Done" : outcome == 403 || outcome == 404 ? "Refused" :
	    outcome == 409 || outcome == 422 ? "Not saved" : "Failed";
}

static void rows_put(struct request *r, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "seen", "Newest first", "Nobody has opened it yet.", "When",
	    "Who", "As", "What", "Reason", "Outcome", NULL), *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *v = &rows->row[i];
		const char *reason = db_text(v, REASON);

		row = node_add(table, "row");
		node_set(page_cell(row, page_when(r, db_text(v, AT))), "head", "yes");
		(void)page_cell(row, who(r, v));
		(void)page_cell(row, roles(r, db_text(v, ROLES)));
		(void)page_cell(row, did(r, db_text(v, ACTION)));
		(void)page_cell(row, reason[0] == '\0' ? "" : code_find(lists_find("lscb-name-reason"),
		    reason) == NULL ? reason : lists_label("lscb-name-reason", reason, r->today));
		(void)page_cell(row, came_of(db_number(v, OUTCOME)));
	}
}

/* The guardian and the auditor watch over every case; a coordinator over those that she may open. */
static bool case_found(struct request *r, const char *handle, struct record *record_r)
{
	struct db_row row;

	if (!session_role(r->session, "CDG AUD"))
		return record_load(r, handle, record_r);
	if (!db_find(r->db, &lscb_sql[LSCB_SEEN_CASE], &row, handle))
		return false;
	record_r->id = r->audit.object_id = db_number(&row, 0);
	record_r->reference = db_text(&row, 1);
	r->audit.object = "record";
	return true;
}

int lscb_seen_show(struct request *r)
{
	unsigned long long page = filter_number(r, "page"), all;
	const char *handle = input_text(&r->input, "id");
	struct record record;
	struct db_rows rows;
	struct db_row row;
	struct node *body;

	if (!case_found(r, handle, &record))
		return page_not_found(r);
	page = page == 0 ? 1 : page;
	all = db_find(r->db, &lscb_sql[LSCB_SEEN_COUNT], &row, record.id) ? db_number(&row, 0) : 0;
	(void)db_list(r->db, &lscb_sql[LSCB_SEEN_ROWS], &rows, record.id, (page - 1) * PAGE_ROWS);
	body = page_begin(r, "seen", "Who opened this case");
	page_about(r, record.reference);
	if (request_may(r, LSCB_READ))
		page_back(r, "Case", "/lscb/case/%s", handle);
	else
		page_back(r, "Child deaths", "/lscb/");
	(void)page_identity(r, record.reference, NULL, NULL, NULL);
	(void)page_heading(body, 1, "Who opened this case");
	(void)page_para(body, "Every look at it and every change, but not the lists and files of "
	    "many cases that it stood in. That you read this is recorded, too.");
	rows_put(r, body, &rows);
	page_pages(r, body, pool_printf(r->pool, "/lscb/case/%s/seen?", handle), page, PAGE_ROWS, all,
	    true);
	return 200;
}
