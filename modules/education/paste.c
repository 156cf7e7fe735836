#include "paste.h"

#include <stdlib.h>
#include <string.h>

#include "audit.h"
#include "date.h"
#include "lists.h"
#include "secret.h"

#define PASTE_CHARS	200000
#define SHOWN_MOST	500		/* rejected rows on a page */

const struct field education_paste_input[] = {
	{ .name = "rows", .type = FIELD_MEMO, .max = PASTE_CHARS, .rows = 12, .required = true,
	  .label = "Rows of the file" },
	{ .name = "go", .type = FIELD_TOKEN, .max = 8 },
	{ 0 }
};

const struct field education_pasted_input[] = {
	{ .name = "file", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

struct rejected {
	unsigned line;
	const char *why, *text;
};

struct result {
	unsigned rows, done[PASTE_DONE__MAX];
	struct rejected *rejected;
	size_t rejected_n, size;
};

const struct paste *education_paste_of(const char *code)
{
	static const struct paste *const staged[] = { &education_results_paste };
	size_t i;

	for (i = 0; i < sizeof(staged) / sizeof(staged[0]); i++)
		if (strcmp(staged[i]->code, code) == 0)
			return staged[i];
	return NULL;
}

const char *education_paste_day(struct request *r, const char *text)
{
	struct date day;

	return date_typed(text, &day, NULL) == NULL ? date_iso(r->pool, day) : NULL;
}

static void reject(struct request *r, struct result *all, const struct csv_row *row,
    const char *why)
{
	if (all->rejected_n == all->size) {
		size_t size = all->size == 0 ? 16 : all->size * 2;
		struct rejected *more = pool_array(r->pool, size, sizeof(*more));

		if (all->size > 0)
			memcpy(more, all->rejected, all->size * sizeof(*more));
		all->rejected = more;
		all->size = size;
	}
	all->rejected[all->rejected_n++] = (struct rejected){ row->line, why, import_row_shown(r, row) };
}

/* -- the rows, child by child -- */

struct rows {
	struct csv_row *row;
	size_t n, columns;
};

static int by_child(const void *a, const void *b)
{
	const struct csv_row *x = a, *y = b;
	int way = x->n == 0 || y->n == 0 ? (x->n > 0) - (y->n > 0) : strcmp(x->field[0], y->field[0]);

	return way != 0 ? way : (x->line > y->line) - (x->line < y->line);
}

static int by_line(const void *a, const void *b)
{
	const struct rejected *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

static bool same_child(const struct csv_row *a, const struct csv_row *b)
{
	return a->n > 0 && b->n > 0 && strcmp(a->field[0], b->field[0]) == 0;
}

static size_t lines(const char *text)
{
	size_t n = 1;

	for (; *text != '\0'; text++)
		n += *text == '\n' || *text == '\r';
	return n;
}

/* False: it is not that kind of file; the field has its message. */
static bool rows_read(struct request *r, const struct paste *paste, struct rows *rows)
{
	const char *text = input_text(&r->input, "rows");
	struct csv_row head;
	struct csv csv;

	csv_begin(&csv, r->pool, text);
	if (!csv_next(&csv, &head) || !csv_is(&head, paste->columns)) {
		input_refuse(&r->input, "rows", pool_printf(r->pool, "The first row must be %s",
		    paste->columns));
		return false;
	}
	*rows = (struct rows){ .row = pool_array(r->pool, lines(text), sizeof(rows->row[0])),
	    .columns = head.n };
	while (csv_next(&csv, &rows->row[rows->n]))
		rows->n++;
	qsort(rows->row, rows->n, sizeof(rows->row[0]), by_child);
	return true;
}

static void row_do(struct request *r, const struct paste *paste, const struct rows *rows,
    const struct csv_row *row, struct result *all)
{
	enum paste_done done = PASTE_SAME;
	const char *why = row->wrong != NULL ? row->wrong : row->n != rows->columns ? pool_printf(
	    r->pool, "There are %zu columns in place of %zu", row->n, rows->columns) :
	    paste->row(r, row, &done);

	all->rows++;
	if (why == NULL)
		all->done[done]++;
	else
		reject(r, all, row, why);
}

/* What looking has done is undone after each child, so that nobody waits for the others:
 * its answer is refused, and with that undone, anyway. */
static bool undone(struct request *r)
{
	if (db_state(r->db) != DB_GOOD)
		return false;
	audit_done(false);
	db_rollback(r->db);
	return db_begin(r->db, true);
}

/* False: it is not that kind of file, or the database is in trouble. */
static bool run(struct request *r, const struct paste *paste, bool look, struct result *all)
{
	struct rows rows;
	size_t i;

	*all = (struct result){ 0 };
	if (!rows_read(r, paste, &rows))
		return false;
	for (i = 0; i < rows.n; i++) {
		row_do(r, paste, &rows, &rows.row[i], all);
		if (look && (i + 1 == rows.n || !same_child(&rows.row[i], &rows.row[i + 1])) && !undone(r))
			return false;
	}
	if (all->rejected_n > 0)
		qsort(all->rejected, all->rejected_n, sizeof(all->rejected[0]), by_line);
	return true;
}

static void counts_put(struct request *r, struct node *body, unsigned rows, const unsigned *done,
    unsigned rejected)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Rows", pool_printf(r->pool, "%u", rows));
	(void)page_row(s, "New", pool_printf(r->pool, "%u", done[PASTE_MADE]));
	(void)page_row(s, "Changed", pool_printf(r->pool, "%u", done[PASTE_CHANGED]));
	(void)page_row(s, "As it was", pool_printf(r->pool, "%u", done[PASTE_SAME]));
	(void)page_row(s, "Rejected", pool_printf(r->pool, "%u", rejected));
}

static struct node *rejected_table(struct node *body)
{
	return page_table(body, "rejected", "Rejected rows", "No row is rejected.", "Line", "Why",
	    "Row", NULL);
}

static void rejected_put(struct request *r, struct node *table, unsigned long long line,
    const char *why, const char *text)
{
	struct node *tr = node_add(table, "row");

	(void)page_cell(tr, pool_printf(r->pool, "%llu", line));
	(void)page_cell(tr, why);
	(void)page_cell(tr, text);
}

static int page(struct request *r, const struct paste *paste, const struct result *all, int status)
{
	struct node *body = page_begin(r, "paste", paste->title), *form, *buttons, *table;
	size_t i;

	page_back(r, paste->back_label, "%s", paste->back);
	(void)page_heading(body, 1, paste->title);
	if (all == NULL)
		(void)page_para(body, pool_printf(r->pool, "Paste the file here. Its first row is %s. "
		    "Days are dd/mm/yyyy.", paste->columns));
	else {
		(void)page_heading(body, 2, "What would be done");
		counts_put(r, body, all->rows, all->done, (unsigned)all->rejected_n);
		table = rejected_table(body);
		for (i = 0; i < all->rejected_n && i < SHOWN_MOST; i++)
			rejected_put(r, table, all->rejected[i].line, all->rejected[i].why,
			    all->rejected[i].text);
	}
	form = page_form(r, body, r->http->path);
	node_set(page_field(r, form, &education_paste_input[0], NULL), "file", "yes");
	buttons = page_buttons(form);
	(void)page_button(buttons, "Look at it", all == NULL ? "primary" : "secondary", "go", "look");
	if (all != NULL)
		(void)page_button(buttons, "Read it in", "primary", "go", "read");
	return status;
}

int education_paste_show(struct request *r, const struct paste *paste)
{
	return page(r, paste, NULL, 200);
}

static int keep(struct request *r, const struct paste *paste, const struct result *all)
{
	const char *handle = secret_handle(r->pool), *text = input_text(&r->input, "rows");
	unsigned char digest[SECRET_BYTES];
	unsigned long long id;
	size_t i;

	secret_hash(text, strlen(text), digest);
	id = db_insert(r->db, &education_sql[EDUCATION_PASTE_ADD], handle, paste->code, digest,
	    sizeof(digest), (unsigned long long)strlen(text), (unsigned long long)all->rows,
	    (unsigned long long)all->rows, (unsigned long long)all->done[PASTE_MADE],
	    (unsigned long long)all->done[PASTE_CHANGED], (unsigned long long)all->done[PASTE_SAME],
	    (unsigned long long)all->rejected_n, request_account(r));
	for (i = 0; i < all->rejected_n; i++)
		(void)db_write(r->db, &education_sql[EDUCATION_PASTE_ERROR], id,
		    (unsigned long long)all->rejected[i].line, all->rejected[i].why,
		    all->rejected[i].text);
	r->audit.object = "import";
	r->audit.object_id = id;
	r->audit.relation = "";
	return request_redirect(r, "/education/pasted/%s", handle);
}

/* Looking answers with 422: nothing that was tried is kept, and the form may be sent
 * once more. */
int education_paste_save(struct request *r, const struct paste *paste)
{
	bool read = input_is(&r->input, "go", "read");
	struct result all;

	if (!input_valid(&r->input, r->pool) || !run(r, paste, !read, &all))
		return page(r, paste, NULL, 422);
	return read ? keep(r, paste, &all) : page(r, paste, &all, 422);
}

/* For who read it in, and who may read in anything. */
int education_pasted(struct request *r)
{
	struct node *body, *table;
	unsigned done[PASTE_DONE__MAX];
	struct db_row row;
	struct db_rows rows;
	size_t i;

	if (!db_find(r->db, &education_sql[EDUCATION_PASTE_FIND], &row, input_text(&r->input, "file"),
	    request_account(r), (unsigned long long)request_may(r, EDUCATION_IMPORT)))
		return page_not_found(r);
	r->audit.object = "import";
	r->audit.object_id = db_number(&row, 0);
	for (i = 0; i < PASTE_DONE__MAX; i++)
		done[i] = (unsigned)db_number(&row, 3 + (unsigned)i);
	body = page_begin(r, "paste", "What was read in");
	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "What was read in");
	(void)page_para(body, pool_printf(r->pool, "%s, on %s.", lists_label("education-paste",
	    db_text(&row, 1), r->today), page_when(r, db_text(&row, 7))));
	counts_put(r, body, (unsigned)db_number(&row, 2), done, (unsigned)db_number(&row, 6));
	(void)db_list(r->db, &education_sql[EDUCATION_PASTE_ERRORS], &rows, db_number(&row, 0));
	table = rejected_table(body);
	for (i = 0; i < rows.n; i++)
		rejected_put(r, table, db_number(&rows.row[i], 0), db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2));
	return 200;
}
