#include "notice.h"

#include "module.h"
#include "page.h"
#include "request.h"
#include "text.h"

enum { UNREAD, READ };

/* handle: NULL for somebody who worked on the record and does not any more; with
 * the page below it for who may see no more than that, or that the notice is about. */
static const struct db_statement sql[] = {
	[UNREAD] = { "SELECT n.id, n.title, n.at, r.reference,"
	    " IF(n.page IS NOT NULL, CONCAT(r.handle, n.page), IF(EXISTS (SELECT 1"
	    " FROM record_person p WHERE p.record = r.id AND p.account = n.account"
	    "  AND p.until IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM record_person q"
	    "  WHERE q.record = r.id AND q.account = n.account AND q.until IS NULL), NULL,"
	    "  CONCAT(r.handle, COALESCE((SELECT MIN(p.page) FROM record_person p WHERE p.record = r.id"
	    "   AND p.account = n.account AND p.until IS NULL), ''))))"
	    " FROM notice n JOIN record r ON r.id = n.record WHERE n.account = ?"
	    " AND n.read_at IS NULL AND r.archived_at IS NULL ORDER BY n.id DESC LIMIT 200",
	    "u", "usdss" },
	[READ] = { "UPDATE notice SET read_at = UTC_TIMESTAMP(6) WHERE account = ?"
	    " AND read_at IS NULL AND id <= ?", "uu", "" },
};

const struct field notice_input[] = {
	{ .name = "last", .type = FIELD_NUMBER, .max = 18 },
	{ 0 }
};

void notice_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

static void table_put(struct request *r, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "notices", "What has happened",
	    "There is nothing that you have not read.", "What", "Reference", "When", NULL), *row, *cell;
	size_t i;

	node_set(table, "quiet", "yes");
	for (i = 0; i < rows->n; i++) {
		const struct db_row *n = &rows->row[i];

		row = node_add(table, "row");
		cell = page_cell(row, db_text(n, 1));
		node_set(cell, "head", "yes");
		if (db_text(n, 4) != NULL)
			node_set(cell, "href", pool_printf(r->pool, "%scase/%s", r->module->home,
			    db_text(n, 4)));
		(void)page_cell(row, db_text(n, 3));
		(void)page_cell(row, page_when(r, db_text(n, 2)));
	}
}

int notice_show(struct request *r)
{
	struct node *body = page_begin(r, "notices", "What has happened"), *form;
	struct db_rows rows;

	page_back(r, "My work", "/");
	(void)page_heading(body, 1, "What has happened");
	(void)db_list(r->db, &sql[UNREAD], &rows, request_account(r));
	table_put(r, body, &rows);
	if (rows.n == 0)
		return 200;
	form = page_form(r, body, r->http->path);
	(void)page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "last",
	    pool_printf(r->pool, "%llu", db_number(&rows.row[0], 0)), NULL, "hidden");
	(void)page_button(page_buttons(form), "Mark as read", "primary", NULL, NULL);
	return 200;
}

int notice_read(struct request *r)
{
	unsigned long long last;

	if (text_number(input_text(&r->input, "last"), &last))
		(void)db_write(r->db, &sql[READ], request_account(r), last);
	return request_redirect(r, "%s", r->http->path);
}
