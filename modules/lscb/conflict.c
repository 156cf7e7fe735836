#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "text.h"

/* 1.7: a conflict of interest is declared per case, before it is dealt with. Because the
 * panel does not know who the child is, the program looks for them in what is known of
 * the case, and tells the coordinator alone. */

const struct field lscb_conflict_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "member", .type = FIELD_NUMBER, .max = 12, .required = true,
	  .label = "Whose conflict is it?" },
	{ .name = "code", .type = FIELD_CODE, .choices = "lscb-conflict", .required = true,
	  .label = "Conflict" },
	{ .name = "effect", .type = FIELD_CODE, .choices = "lscb-conflict-effect", .required = true,
	  .label = "What was done about it" },
	{ .name = "note", .type = FIELD_TEXT, .max = 300, .label = "Note", .hint = "Do not name a child" },
	{ 0 }
};

const struct field lscb_conflict_clear_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "conflict", .type = FIELD_NUMBER, .max = 12, .required = true },
	{ .name = "why", .type = FIELD_TEXT, .max = 200, .required = true, .label = "Why is it none?",
	  .hint = "Do not name a child" },
	{ 0 }
};

bool lscb_in_conflict(struct request *r, unsigned long long meeting, unsigned long long record,
    unsigned long long account)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_CONFLICT_HAS], &row, meeting, record, account);
}

/* Shut, because this screen may be on the wall of the meeting. */
static struct node *coordinator_box(struct request *r, struct node *body, size_t n)
{
	struct node *box = node_add(body, "details");

	node_set(box, "summary", pool_printf(r->pool, "For the coordinator alone: %zu %s may have a conflict",
	    n, n == 1 ? "member" : "members"));
	return box;
}

/* For the coordinator alone. */
static void found_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_meeting *m)
{
	struct node *box, *list;
	struct db_rows rows;
	size_t i;

	if (!request_may(r, LSCB_WORK) || db_list(r->db, &lscb_sql[LSCB_CONFLICT_FOUND], &rows,
	    record->id, m->id) == 0)
		return;
	box = coordinator_box(r, body, rows.n);
	(void)page_para(box, "They, or the body that they sit for, have to do with the case. Ask them before "
	    "it is dealt with.");
	list = node_add(box, "list");
	node_set(list, "kind", "bullet");
	for (i = 0; i < rows.n; i++)
		(void)node_leaf(list, "item", pool_printf(r->pool, "%s %s, %s, %s%s",
		    db_text(&rows.row[i], 1), db_text(&rows.row[i], 2),
		    lists_label("lscb-seat", db_text(&rows.row[i], 3), r->today),
		    db_text(&rows.row[i], 4), db_number(&rows.row[i], 5) == 0 ? "" :
		    ": reports on the case, and cannot read its pack until a conflict is declared"));
}

/* The members of whom it is not known yet, of one case; how many, and 0: none. */
static size_t found_names(struct request *r, const struct lscb_meeting *m,
    const struct lscb_item *item, const char **names_r)
{
	struct db_rows rows;
	size_t i;

	*names_r = "";
	if (item->record == 0 || item->outcome[0] != '\0')
		return 0;
	(void)db_list(r->db, &lscb_sql[LSCB_CONFLICT_FOUND], &rows, item->record, m->id);
	for (i = 0; i < rows.n; i++)
		*names_r = pool_printf(r->pool, "%s%s%s %s", *names_r, i == 0 ? "" : ", ",
		    db_text(&rows.row[i], 1), db_text(&rows.row[i], 2));
	return rows.n;
}

void lscb_conflicts_open(struct request *r, struct node *body, const struct lscb_meeting *m)
{
	size_t i, n, cases = 0;
	struct lscb_item *items;
	struct node *box, *list;
	const char **lines;

	if (!request_may(r, LSCB_WORK) || !lscb_meeting_open(m))
		return;
	n = lscb_agenda(r, m->id, &items);
	lines = pool_array(r->pool, n + 1, sizeof(*lines));
	for (i = 0; i < n; i++) {
		const char *names;

		if (found_names(r, m, &items[i], &names) > 0)
			lines[cases++] = pool_printf(r->pool, "Case %s: %s", items[i].reference, names);
	}
	if (cases == 0)
		return;
	box = node_add(body, "details");
	node_set(box, "summary", pool_printf(r->pool, "For the coordinator alone: conflicts of interest in "
	    "%zu %s may not be declared yet", cases, cases == 1 ? "case" : "cases"));
	(void)page_para(box, "Ask these members before the meeting, and declare the conflict at the table.");
	list = node_add(box, "list");
	node_set(list, "kind", "bullet");
	for (i = 0; i < cases; i++)
		(void)node_leaf(list, "item", lines[i]);
}

/* Nobody takes back what was declared of themselves, whatever roles they have. */
static bool own(const struct request *r, const struct db_row *c)
{
	return db_number(c, 1) == request_account(r);
}

static void clear_put(struct request *r, struct node *body, const struct record *record,
    const struct db_row *c)
{
	const char *id = pool_printf(r->pool, "%llu", db_number(c, 0));
	struct node *details = node_add(body, "details"), *form, *control;

	node_set(details, "summary", pool_printf(r->pool, "The conflict of %s %s was none",
	    db_text(c, 7), db_text(c, 8)));
	form = page_form(r, details, pool_printf(r->pool, "/lscb/case/%s/conflict/clear",
	    record->handle));
	node_set(page_hidden(r, form, "conflict", id), "id", pool_printf(r->pool, "conflict-%s", id));
	control = page_control(r, form, &lscb_conflict_clear_input[2], "why", "", NULL, NULL);
	node_set(control, "id", pool_printf(r->pool, "why-%s", id));
	(void)page_button(page_buttons(form), "Take it back", "secondary", NULL, NULL);
}

void lscb_conflicts_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_meeting *m, bool open)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)page_heading(body, 2, "Conflicts of interest");
	found_put(r, body, record, m);
	(void)db_list(r->db, &lscb_sql[LSCB_CONFLICT_LIST], &rows, m->id, record->id);
	table = page_table(body, "conflicts", "Declared on this case", "None was declared.", "Member",
	    "Conflict", "What was done", "Declared", "Note", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%s %s", db_text(c, 7), db_text(c, 8))), "head",
		    "yes");
		(void)page_cell(row, lists_label("lscb-conflict", db_text(c, 2), r->today));
		(void)page_cell(row, db_text(c, 6) != NULL ? "Taken back" :
		    lists_label("lscb-conflict-effect", db_text(c, 3), r->today));
		(void)page_cell(row, page_when(r, db_text(c, 5)));
		(void)page_cell(row, db_text(c, 4));
	}
	if (!open)
		return;
	casework_link(r, body, record, "Declare a conflict", "/conflict", "secondary");
	for (i = 0; i < rows.n && request_may(r, LSCB_WORK); i++)
		if (db_text(&rows.row[i], 6) == NULL && !own(r, &rows.row[i]))
			clear_put(r, body, record, &rows.row[i]);
}

void lscb_conflicts_minuted(struct request *r, struct node *body, const struct lscb_meeting *m)
{
	struct node *table = page_table(body, "conflicts", "Conflicts of interest declared",
	    "None was declared.", "Case", "Member", "Conflict", "What was done", "Declared", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_CONFLICT_MEETING], &rows, m->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, db_text(c, 0)), "head", "yes");
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(c, 5), db_text(c, 6)));
		(void)page_cell(row, lists_label("lscb-conflict", db_text(c, 1), r->today));
		(void)page_cell(row, db_text(c, 4) != NULL ? "Taken back" :
		    lists_label("lscb-conflict-effect", db_text(c, 2), r->today));
		(void)page_cell(row, page_when(r, db_text(c, 3)));
	}
}

/* -- declaring one -- */

static bool at_table(struct request *r, const struct record *record, struct lscb_meeting *m,
    struct lscb_item *i)
{
	return lscb_item_of(r, record, m, i) && lscb_meeting_open(m) && i->outcome[0] == '\0' &&
	    strcmp(record->state, "LISTED") == 0;
}

static int conflict_page(struct request *r, const struct record *record,
    const struct lscb_meeting *m, int status)
{
	struct node *body = lscb_table_page(r, record, "conflict", "Declare a conflict"), *form, *control;
	const char *chosen = input_text(&r->input, "member");
	const struct field *f;
	struct db_rows rows;
	size_t i;

	form = page_form(r, body, r->http->path);
	control = page_field(r, form, &lscb_conflict_input[1], "select");
	(void)db_list(r->db, &lscb_sql[LSCB_ATTENDANCE_LIST], &rows, record->id, m->id);
	for (i = 0; i < rows.n; i++)
		lscb_option(control, pool_printf(r->pool, "%llu", db_number(&rows.row[i], 0)),
		    pool_printf(r->pool, "%s %s, %s", db_text(&rows.row[i], 6), db_text(&rows.row[i], 7),
		    lists_label("lscb-seat", db_text(&rows.row[i], 2), r->today)), chosen);
	for (f = &lscb_conflict_input[2]; f->name != NULL; f++)
		(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Declare", "primary", NULL, NULL);
	return status;
}

int lscb_conflict_show(struct request *r)
{
	struct lscb_meeting m;
	struct lscb_item i;
	struct record record;

	if (!casework_load(r, &record) || !at_table(r, &record, &m, &i))
		return page_not_found(r);
	return conflict_page(r, &record, &m, 200);
}

/* The account of who is invited; 0: nobody. */
static unsigned long long account_of(struct request *r, const struct lscb_meeting *m)
{
	unsigned long long id;
	struct db_rows rows;
	size_t i;

	if (!text_number(input_text(&r->input, "member"), &id))
		return 0;
	(void)db_list(r->db, &lscb_sql[LSCB_ATTENDANCE_LIST], &rows, 0ULL, m->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == id)
			return db_number(&rows.row[i], 1);
	return 0;
}

int lscb_conflict_add(struct request *r)
{
	unsigned long long account;
	struct lscb_meeting m;
	struct lscb_item i;
	struct record record;

	if (!casework_lock(r, &record) || !at_table(r, &record, &m, &i))
		return page_not_found(r);
	account = account_of(r, &m);
	if (account == 0)
		input_refuse(&r->input, "member", "Choose who of the meeting it is");
	else if (lscb_in_conflict(r, m.id, record.id, account))
		input_refuse(&r->input, "member", "A conflict of theirs is declared on this case already");
	if (lists_flag("lscb-conflict", input_text(&r->input, "code"), "specify"))
		input_needs(&r->input, "note", "Say what the conflict is");
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return conflict_page(r, &record, &m, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_CONFLICT_ADD], m.id, record.id, account,
	    input_text(&r->input, "code"), input_text(&r->input, "effect"), 0ULL,
	    input_text(&r->input, "note"), request_account(r));
	event_add(r, &record, "conflict", "A conflict of interest was declared", false);
	r->audit.detail = pool_printf(r->pool, "account=%llu", account);
	return request_redirect(r, "%s/table", casework_path(r, &record));
}

/* -- one that was none -- */

/* Declared on this case and not taken back. */
static bool declared(struct request *r, const struct record *record, const struct lscb_meeting *m,
    struct db_row *row_r)
{
	unsigned long long id;
	struct db_rows rows;
	size_t i;

	if (!text_number(input_text(&r->input, "conflict"), &id))
		return false;
	(void)db_list(r->db, &lscb_sql[LSCB_CONFLICT_LIST], &rows, m->id, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == id && db_text(&rows.row[i], 6) == NULL) {
			*row_r = rows.row[i];
			return true;
		}
	return false;
}

static int clear_page(struct request *r, const struct record *record, const struct db_row *c)
{
	struct node *body = lscb_table_page(r, record, "conflict", "Take back a conflict"), *form;

	(void)page_para(body, pool_printf(r->pool, "The conflict of %s %s was none.", db_text(c, 7),
	    db_text(c, 8)));
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "conflict", input_text(&r->input, "conflict"));
	(void)page_field(r, form, &lscb_conflict_clear_input[2], NULL);
	(void)page_button(page_buttons(form), "Take it back", "primary", NULL, NULL);
	return 422;
}

int lscb_conflict_clear(struct request *r)
{
	struct lscb_meeting m;
	struct lscb_item i;
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !at_table(r, &record, &m, &i) ||
	    !declared(r, &record, &m, &row))
		return page_not_found(r);
	if (own(r, &row))
		return casework_not_yet(r, &record, "This conflict of interest is yours: another coordinator "
		    "takes it back.");
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return clear_page(r, &record, &row);
	(void)db_write(r->db, &lscb_sql[LSCB_CONFLICT_CLEAR], input_text(&r->input, "why"),
	    db_number(&row, 0), m.id, record.id);
	event_add(r, &record, "conflict.none", "A declared conflict of interest was none", false);
	r->audit.detail = pool_printf(r->pool, "conflict=%llu", db_number(&row, 0));
	return request_redirect(r, "%s/table", casework_path(r, &record));
}
