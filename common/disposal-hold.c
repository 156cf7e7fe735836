#include <string.h>

#include "casework.h"
#include "conf.h"
#include "disposal.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "terms.h"
#include "text.h"

/* The archive, and the legal holds on cases of any state. The
 * auditor sets and ends holds by reference and sees references, states and
 * dates; who may read what is archived also sees whose it is. */

enum { ARCHIVED, COUNT, HOLDS, ENDED, RECORD, FIND, SET, END };

static const struct db_statement sql[] = {
	[ARCHIVED] = { "SELECT COALESCE(r.reference, r.handle), r.subject, r.handle, r.state, r.closed_at,"
	    " r.archived_at, (SELECT COUNT(*) FROM legal_hold h WHERE h.record = r.id"
	    "   AND h.ended_at IS NULL) FROM record r WHERE r.archived_at IS NOT NULL"
	    " ORDER BY r.archived_at DESC, r.id DESC LIMIT 25 OFFSET ?",
	    "u", "ssssddu" },
	[COUNT] = { "SELECT COUNT(*) FROM record WHERE archived_at IS NOT NULL", "", "u" },
	[HOLDS] = { "SELECT h.id, COALESCE(r.reference, r.handle), r.state, r.closed_at, h.at, h.reason, a.given,"
	    " a.family FROM legal_hold h JOIN record r ON r.id = h.record"
	    " LEFT JOIN everychild.account a ON a.id = h.account WHERE h.ended_at IS NULL"
	    " ORDER BY h.at DESC, h.id DESC LIMIT 500", "", "ussddsss" },
	[ENDED] = { "SELECT COALESCE(r.reference, r.handle), h.at, h.reason, h.ended_at, h.end_reason,"
	    " a.given, a.family FROM legal_hold h JOIN record r ON r.id = h.record"
	    " LEFT JOIN everychild.account a ON a.id = h.ended_by WHERE h.ended_at IS NOT NULL"
	    " ORDER BY h.ended_at DESC, h.id DESC LIMIT 100", "", "sdsdsss" },
	[RECORD] = { "SELECT id FROM record WHERE reference = ? OR (reference IS NULL AND handle = ?)",
	    "ss", "u" },
	[FIND] = { "SELECT COALESCE(r.reference, r.handle), h.reason, h.at FROM legal_hold h"
	    " JOIN record r ON r.id = h.record WHERE h.id = ? AND h.ended_at IS NULL", "u", "ssd" },
	[SET] = { "INSERT INTO legal_hold (record, reason, account, at)"
	    " VALUES (?, ?, ?, UTC_TIMESTAMP(6))", "usu", "" },
	[END] = { "UPDATE legal_hold SET ended_by = ?, ended_at = UTC_TIMESTAMP(6),"
	    " end_reason = ? WHERE id = ? AND record = ? AND ended_at IS NULL", "usuu", "" },
};

void disposal_hold_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

#define REASON(text)	{ .name = "reason", .type = FIELD_TEXT, .max = 300, .required = true, \
		  .label = text, .hint = "For instance the inquiry that asks for it. No names" }

const struct field disposal_retention_input[] = {
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

const struct field disposal_hold_input[] = {
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .required = true, .width = 20,
	  .label = "Reference",
	  .hint = "As its page shows it; 12 letters and digits where there is none" },
	REASON("Why must it be kept?"),
	{ 0 }
};

const struct field disposal_hold_end_input[] = {
	{ .name = "hold", .type = FIELD_NUMBER, .max = 18, .required = true },
	REASON("Why does the hold end?"),
	{ 0 }
};

static const char *retention_path(struct request *r)
{
	return pool_printf(r->pool, "%sretention", r->module->home);
}

static const char *state_label(struct request *r, const char *code)
{
	const struct workflow *workflow;

	if (r->module->disposal->noun != NULL)
		return strcmp(code, "ARCHIVED") == 0 ? "Archived" : "In use";
	workflow = r->module->casework->workflow;
	return terms_apply(r->pool, workflow->state[workflow_state(workflow, code)].label);
}

static void holds_put(struct request *r, struct node *body)
{
	bool auditor = request_may(r, r->module->disposal->confirm);
	struct node *table = page_table(body, "holds", "Legal holds", "No legal hold stands.",
	    "Reference", "State", "Closed", "Hold since", "By", "Reason", auditor ? "Change" : NULL,
	    NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[HOLDS], &rows);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *h = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, db_text(h, 1)), "head", "yes");
		(void)page_cell(row, state_label(r, db_text(h, 2)));
		(void)page_cell(row, disposal_day(r, db_text(h, 3)));
		(void)page_cell(row, disposal_day(r, db_text(h, 4)));
		(void)page_cell(row, db_text(h, 6) == NULL ? "" : pool_printf(r->pool, "%s %s",
		    db_text(h, 6), db_text(h, 7)));
		(void)page_cell(row, db_text(h, 5));
		if (!auditor)
			continue;
		cell = page_cell(row, "End");
		node_set(cell, "href", pool_printf(r->pool, "%s/%llu",
		    retention_path(r), db_number(h, 0)));
		node_set(cell, "what", pool_printf(r->pool, "the hold on %s", db_text(h, 1)));
	}
}

/* The newest: why a case may be disposed of again. */
static void ended_put(struct request *r, struct node *body)
{
	struct node *table = page_table(body, "ended", "Legal holds that ended", "None has ended.",
	    "Reference", "Hold since", "Reason", "Ended", "By", "Why it ended", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[ENDED], &rows);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *h = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, db_text(h, 0)), "head", "yes");
		(void)page_cell(row, disposal_day(r, db_text(h, 1)));
		(void)page_cell(row, db_text(h, 2));
		(void)page_cell(row, disposal_day(r, db_text(h, 3)));
		(void)page_cell(row, db_text(h, 5) == NULL ? "" : pool_printf(r->pool, "%s %s",
		    db_text(h, 5), db_text(h, 6)));
		(void)page_cell(row, db_text(h, 4));
	}
}

static void archived_rows(struct request *r, struct node *table, const struct db_rows *rows)
{
	bool reads = session_role(r->session, r->module->disposal->readers);
	struct node *row, *cell;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *a = &rows->row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(a, 0));
		node_set(cell, "head", "yes");
		if (reads)
			node_set(cell, "href", pool_printf(r->pool, "%s/%s",
			    disposal_path(r), db_text(a, 2)));
		if (reads)
			(void)page_cell(row, db_text(a, 1));
		(void)page_cell(row, disposal_day(r, db_text(a, 4)));
		(void)page_cell(row, disposal_day(r, db_text(a, 5)));
		(void)page_cell(row, db_number(a, 6) > 0 ? "Legal hold" : "");
	}
}

static void archived_put(struct request *r, struct node *body, unsigned long long page)
{
	bool reads = session_role(r->session, r->module->disposal->readers);
	unsigned long long all = 0;
	struct db_rows rows;
	struct db_row row;
	struct node *table;

	if (db_find(r->db, &sql[COUNT], &row))
		all = db_number(&row, 0);
	if (page == 0 || (page - 1) * DISPOSAL_ROWS >= all)
		page = 1;
	(void)db_list(r->db, &sql[ARCHIVED], &rows, (page - 1) * DISPOSAL_ROWS);
	table = reads ? page_table(body, "archived", "Archived", "Nothing is archived.", "Reference",
	    "Child", "Closed", "Archived", "Kept", NULL) :
	    page_table(body, "archived", "Archived", "Nothing is archived.", "Reference", "Closed",
	    "Archived", "Kept", NULL);
	archived_rows(r, table, &rows);
	disposal_pages(r, body, pool_printf(r->pool, "%s?", retention_path(r)), page, all);
}

static int retention_page(struct request *r, unsigned long long page, int status)
{
	struct node *body = page_begin(r, "retention", "Retention"), *form;
	const struct disposal_noun *noun = r->module->disposal->noun;

	disposal_nav(r, body, "retention");
	(void)page_heading(body, 1, "Retention");
	(void)page_para(body, pool_printf(r->pool, "%s While a legal hold stands nothing of it is "
	    "disposed of.", noun != NULL ? noun->archived : pool_printf(r->pool,
	    "A case is archived %s after it was closed.", conf_text(r->module->disposal->archive_after))));
	holds_put(r, body);
	if (request_may(r, r->module->disposal->confirm)) {
		(void)page_heading(body, 2, "Set a legal hold");
		form = page_form(r, body, retention_path(r));
		if (r->route->input == disposal_hold_input) {
			page_fields(r, form, disposal_hold_input);
		} else {
			(void)page_control(r, form, &disposal_hold_input[0], "reference", "", NULL, NULL);
			(void)page_control(r, form, &disposal_hold_input[1], "reason", "", NULL, NULL);
		}
		(void)page_button(page_buttons(form), "Set the hold", "primary", NULL, NULL);
	}
	ended_put(r, body);
	archived_put(r, body, page);
	return status;
}

int disposal_retention(struct request *r)
{
	unsigned long long page;

	if (!text_number(input_text(&r->input, "page"), &page))
		page = 1;
	return retention_page(r, page, 200);
}

/* A case by its reference, locked, for somebody who has no relation to it. */
static bool held_lock(struct request *r, const char *reference, struct record *record_r)
{
	struct disposal_record found;
	struct db_row row;

	if (!db_find(r->db, &sql[RECORD], &row, reference, reference) ||
	    !disposal_lock(r, db_number(&row, 0), &found))
		return false;
	*record_r = (struct record){ .id = found.id, .handle = found.handle,
	    .reference = found.reference, .child = found.child, .state = found.state,
	    .opened_at = found.opened_at, .closed_at = found.closed_at, .version = found.version,
	    .relation = "", .relations = "" };
	r->audit.object = "record";
	r->audit.object_id = record_r->id;
	r->audit.child = record_r->child;
	return true;
}

/* Anything that was proposed before is stopped by the case's new version. */
static bool held_move(struct request *r, struct record *record)
{
	const struct disposal_noun *noun = r->module->disposal->noun;
	const struct workflow *workflow;
	const struct transition *t;

	if (noun != NULL)
		return db_write(r->db, noun->touch, record->id) == 1;
	workflow = r->module->casework->workflow;
	t = workflow_find(r, workflow, record, r->module->disposal->hold);
	return t != NULL && workflow_move(r, workflow, record, t);
}

int disposal_hold_save(struct request *r)
{
	struct record record;

	if (!held_lock(r, input_text(&r->input, "reference"), &record))
		input_refuse(&r->input, "reference", "There is none with this reference");
	if (!input_valid(&r->input, r->pool))
		return retention_page(r, 1, 422);
	if (!held_move(r, &record))
		return casework_moved_on(r);
	(void)db_write(r->db, &sql[SET], record.id, input_text(&r->input, "reason"),
	    request_account(r));
	return request_redirect(r, "%s", retention_path(r));
}

/* -- its end -- */

static int end_page(struct request *r, const struct db_row *hold, int status)
{
	struct node *body = page_begin(r, "hold", "End a legal hold"), *form, *s;

	page_back(r, "Retention", "%s", retention_path(r));
	(void)page_heading(body, 1, "End a legal hold");
	s = node_add(body, "summary");
	(void)page_row(s, "Reference", db_text(hold, 0));
	(void)page_row(s, "Hold since", disposal_day(r, db_text(hold, 2)));
	(void)page_row(s, "Reason", db_text(hold, 1));
	form = page_form(r, body, r->http->path);
	page_fields(r, form, disposal_hold_end_input);
	(void)page_button(page_buttons(form), "End the hold", "warning", NULL, NULL);
	return status;
}

static bool hold_load(struct request *r, unsigned long long *hold_r, struct db_row *row_r)
{
	return text_number(input_text(&r->input, "hold"), hold_r) &&
	    db_find(r->db, &sql[FIND], row_r, *hold_r);
}

int disposal_hold_end_show(struct request *r)
{
	unsigned long long hold;
	struct db_row row;

	if (!hold_load(r, &hold, &row))
		return page_not_found(r);
	return end_page(r, &row, 200);
}

int disposal_hold_end_save(struct request *r)
{
	unsigned long long hold;
	struct record record;
	struct db_row row;

	if (!hold_load(r, &hold, &row) || !held_lock(r, db_text(&row, 0), &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return end_page(r, &row, 422);
	if (db_write(r->db, &sql[END], request_account(r),
	    input_text(&r->input, "reason"), hold, record.id) != 1)
		return page_not_found(r);
	if (!held_move(r, &record))
		return casework_moved_on(r);
	r->audit.detail = pool_printf(r->pool, "hold=%llu", hold);
	return request_redirect(r, "%s", retention_path(r));
}
