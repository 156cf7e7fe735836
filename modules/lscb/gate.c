#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* 1.8: what may change cause, category or factors and is not over yet. Whether it
 * is hard is said by the list when it is opened, and kept. */

const struct field lscb_gate_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "code", .type = FIELD_CODE, .choices = "lscb-gate", .compact = true,
	  .required = true, .label = "Process" },
	{ .name = "organisation", .type = FIELD_TEXT, .max = 210, .width = 30,
	  .label = "Body, and whom to ask there" },
	{ .name = "reference", .type = FIELD_TEXT, .max = 60, .width = 20,
	  .label = "Its reference" },
	{ .name = "opened_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Since when it goes on" },
	{ .name = "expected_on", .type = FIELD_DATE, .label = "Expected to end" },
	{ 0 }
};

static bool hard(struct request *r, const char *code)
{
	return lists_flag("lscb-gate", code, "hard") ||
	    lists_flag("lscb-gate", code, "hard-if-done") ||
	    (lists_flag("lscb-gate", code, "hard-unexpected") &&
	    strcmp(lscb_of(r)->expected, "E") != 0);
}

/* -- what is open -- */

static size_t open_list(struct request *r, const struct record *record, struct db_rows *rows_r)
{
	return db_list(r->db, &lscb_sql[LSCB_GATES_OPEN], rows_r, record->id);
}

static const char *names(struct request *r, const struct db_rows *rows, bool want_hard,
    const char *without)
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const char *code = db_text(&rows->row[i], 1);

		if ((db_number(&rows->row[i], 2) != 0) != want_hard ||
		    (without != NULL && lists_flag("lscb-gate", code, without)))
			continue;
		text = pool_printf(r->pool, "%s%s%s", text == NULL ? "" : text, text == NULL ? "" : "; ",
		    lists_label("lscb-gate", code, r->today));
	}
	return text;
}

static unsigned long long requests_open(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_REQUESTS_OPEN], &row, record->id) ?
	    db_number(&row, 0) : 0;
}

const char *lscb_gates_open(struct request *r, const struct record *record, bool want_hard)
{
	struct db_rows rows;
	const char *text;

	(void)open_list(r, record, &rows);
	text = names(r, &rows, want_hard, NULL);
	if (want_hard || requests_open(r, record) == 0)
		return text;
	return pool_printf(r->pool, "%s%s%s", text == NULL ? "" : text, text == NULL ? "" : "; ",
	    lists_label("lscb-gate", "G-FORMB", r->today));
}

const char *lscb_gates_awaited(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	(void)open_list(r, record, &rows);
	for (i = 0; i < rows.n; i++)
		if (lists_flag("lscb-gate", db_text(&rows.row[i], 1), "ours"))
			return NULL;
	return names(r, &rows, true, "ours");
}

/* -- opening -- */

static void add(struct request *r, const struct record *record, const char *code,
    const char *organisation, const char *reference, const char *from, const char *expected)
{
	(void)db_write(r->db, &lscb_sql[LSCB_GATE_ADD], record->id, code,
	    (unsigned long long)hard(r, code), organisation, reference, from, expected,
	    request_account(r), r->http->request);
	event_add(r, record, "gate.open", pool_printf(r->pool, "Beside the review: %s",
	    lists_label("lscb-gate", code, r->today)), false);
}

static bool stands(struct request *r, const struct record *record, const char *code)
{
	struct db_rows rows;
	size_t i;

	(void)open_list(r, record, &rows);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 1), code) == 0)
			return true;
	return false;
}

void lscb_gate_open(struct request *r, const struct record *record, const char *code)
{
	if (!stands(r, record, code))
		add(r, record, code, "", "", r->today, NULL);
}

/* -- the pages -- */

static const char *since(struct request *r, const struct db_row *g)
{
	const char *inquest = db_text(g, 13), *note = db_text(g, 11);

	if (strcmp(db_text(g, 3), "OVERRIDDEN") == 0)
		return db_text(g, 12);
	if (db_text(g, 9) == NULL)
		return pool_printf(r->pool, "%s%s%s", page_day(r, db_text(g, 6)),
		    db_text(g, 7) == NULL ? "" : ", expected to end ", db_text(g, 7) == NULL ? "" :
		    page_day(r, db_text(g, 7)));
	return pool_printf(r->pool, "%s, %s%s%s%s%s", lists_label("lscb-gate-outcome", db_text(g, 10),
	    r->today), page_day(r, db_text(g, 9)), inquest[0] == '\0' ? "" : ": ",
	    inquest[0] == '\0' ? "" : lists_label("lscb-inquest", inquest, r->today),
	    note[0] == '\0' ? "" : "\n", note);
}

static void row_put(struct request *r, struct node *table, const struct record *record,
    const struct db_row *g)
{
	struct node *row = node_add(table, "row"), *cell;
	const char *status = db_text(g, 3);

	cell = page_cell(row, lists_label("lscb-gate", db_text(g, 1), r->today));
	node_set(cell, "head", "yes");
	if (strcmp(status, "OPEN") == 0 && (request_may(r, LSCB_WORK) || request_may(r, LSCB_CHAIR)))
		node_set(cell, "href", pool_printf(r->pool, "%s/gates/%llu/%s",
		    casework_path(r, record), db_number(g, 0), request_may(r, LSCB_WORK) ? "end" :
		    "override"));
	(void)page_cell(row, strcmp(status, "OPEN") != 0 ? lists_label("lscb-gate-status", status,
	    r->today) : db_number(g, 2) != 0 ? "Going on: keeps it from the panel" :
	    "Going on: a warning only");
	cell = page_cell(row, since(r, g));
	node_set(cell, "kind", "text");
}

static void list_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "gates", "Processes", "Nothing runs beside the "
	    "review.", "Process", "Stands", "Since, or its end", NULL);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_GATES], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		row_put(r, table, record, &rows.row[i]);
}

void lscb_gate_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *hard = lscb_gates_open(r, record, true), *soft = NULL;
	struct db_rows rows;

	if (strcmp(record->state, "NOTIFIED") == 0)
		return;
	if (open_list(r, record, &rows) > 0)
		soft = names(r, &rows, false, NULL);
	(void)lscb_part(r, record, list, "Beside the review", hard == NULL && soft == NULL ?
	    "Nothing is open" : pool_printf(r->pool, "%s%s%s%s%s", hard == NULL ? "" :
	    "Keeps it from the panel: ", hard == NULL ? "" : hard, hard == NULL || soft == NULL ? "" :
	    "\n", soft == NULL ? "" : "A warning only: ", soft == NULL ? "" : soft), "Open", "/gates");
}

static int gate_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "gates", "Beside the review");

	list_put(r, body, record);
	if (request_may(r, LSCB_WORK) && record->closed_at == NULL) {
		(void)page_heading(body, 2, "Add a process");
		(void)page_form_of(r, body, lscb_gate_input, pool_printf(r->pool, "%s/gates",
		    casework_path(r, record)), "Add", "primary");
	}
	return status;
}

int lscb_gate_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? gate_page(r, &record, 200) : page_not_found(r);
}

int lscb_gate_save(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	if (lists_flag("lscb-gate", input_text(&r->input, "code"), "watched"))
		input_refuse(&r->input, "code", "The agencies' reports are watched by their requests");
	else if (stands(r, &record, input_text(&r->input, "code")))
		input_refuse(&r->input, "code", "This process is open already");
	lscb_nameless(r, record.id, "organisation");
	lscb_nameless(r, record.id, "reference");
	if (!input_valid(&r->input, r->pool))
		return gate_page(r, &record, 422);
	add(r, &record, input_text(&r->input, "code"), input_text(&r->input, "organisation"),
	    input_text(&r->input, "reference"), input_text(&r->input, "opened_on"),
	    lscb_day(r, "expected_on"));
	return request_redirect(r, "%s/gates", casework_path(r, &record));
}
