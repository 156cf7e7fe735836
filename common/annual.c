#include <string.h>

#include "annual.h"
#include "code.h"
#include "date.h"
#include "lists.h"
#include "module.h"
#include "text.h"

/* The written parts of the report of a year, one for each heading. */

const struct field annual_text_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ .name = "heading", .type = FIELD_TOKEN, .max = 16, .required = true },
	{ .name = "text", .type = FIELD_MEMO, .max = 50000, .rows = 20, .label = "Text",
	  .hint = "Without names of children or carers: it leaves the service" },
	{ 0 }
};

#define SQL(r, which)	(&(r)->module->statements[(r)->module->annual->which])

/* -- what is written -- */

const char *annual_words(struct request *r, int year, const char *heading)
{
	const char *text = "";
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(r, texts), &rows, (unsigned long long)year);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 0), heading) == 0)
			text = db_text(&rows.row[i], 1);
	return text;
}

const char *annual_paragraph(struct pool *pool, const char **at)
{
	const char *begin = *at + strspn(*at, "\n");
	size_t len = strcspn(begin, "\n");

	*at = begin + len;
	return len == 0 ? NULL : pool_strndup(pool, begin, len);
}

bool annual_words_put(struct request *r, struct node *parent, int year, const char *heading)
{
	const char *at = annual_words(r, year, heading), *paragraph;
	bool any = false;

	while ((paragraph = annual_paragraph(r->pool, &at)) != NULL) {
		(void)page_para(parent, paragraph);
		any = true;
	}
	return any;
}

void annual_words_link(struct request *r, struct node *parent, int year, const char *heading)
{
	const struct annual_book *book = r->module->annual;

	(void)page_link(parent, pool_printf(r->pool, "Write: %s", lists_label(book->list, heading,
	    r->today)), NULL, "%s-text/%d/%s", book->path, year, heading);
}

/* -- writing -- */

struct asked {
	int year;
	const char *label, *heading;
	struct db_rows versions;
};

static bool asked_read(struct request *r, struct asked *a)
{
	const struct annual_book *book = r->module->annual;

	a->heading = input_text(&r->input, "heading");
	if (code_find(lists_find(book->list), a->heading) == NULL ||
	    !book->year(r, &a->year, &a->label))
		return false;
	(void)db_list(r->db, SQL(r, versions), &a->versions, (unsigned long long)a->year, a->heading);
	return true;
}

static unsigned long long newest(const struct asked *a)
{
	return a->versions.n == 0 ? 0 : db_number(&a->versions.row[0], 0);
}

static unsigned long long sent(const struct request *r)
{
	const char *text = params_get(&r->params, "version");
	unsigned long long version;

	return text != NULL && text_number(text, &version) ? version : 0;
}

static void versions_put(struct request *r, struct node *body, const struct db_rows *rows)
{
	struct node *table = page_table(body, "versions", "Versions", "None yet.", "Saved", "By", "Text",
	    NULL), *row;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *v = &rows->row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, page_when(r, db_text(v, 2))), "head", "yes");
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(v, 3) == NULL ? "" :
		    db_text(v, 3), db_text(v, 4) == NULL ? "" : db_text(v, 4)));
		node_set(page_cell(row, db_text(v, 1)), "kind", "text");
	}
}

/* base: the version that the text in the form was begun from; kept: when it was kept as a
 * draft; NULL: it is none. */
static int text_page(struct request *r, const struct asked *a, unsigned long long base,
    const char *kept, int status)
{
	const struct annual_book *book = r->module->annual;
	struct node *body = page_begin(r, "annual-text", pool_printf(r->pool, "Write: %s",
	    book->title)), *form;
	const char *path = pool_printf(r->pool, "%s-text/%d/%s", book->path, a->year, a->heading);

	page_about(r, lists_label(book->list, a->heading, r->today));
	page_back(r, book->title, "%s?year=%d", book->path, a->year);
	if (kept != NULL)
		page_alert(r, "information", pool_printf(r->pool, "Your draft of %s is in the form. It is "
		    "not saved yet.", page_when(r, kept)));
	node_set(page_heading(body, 1, lists_label(book->list, a->heading, r->today)), "caption",
	    pool_printf(r->pool, "%s, %s", book->title, a->label));
	if (status == 409 || base != newest(a))
		(void)node_leaf(body, "warning", "Somebody saved this part after you opened it; see the "
		    "versions below. What you typed is in the form and is not saved.");
	form = page_form(r, body, path);
	page_version(r, form, newest(a));
	if (book->draft_save != 0)
		node_set(form, "autosave", pool_printf(r->pool, "%s/draft", path));
	page_fields(r, form, annual_text_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	versions_put(r, body, &a->versions);
	return status;
}

static bool draft_find(struct request *r, const struct asked *a, struct db_row *row_r)
{
	return r->module->annual->draft != 0 && db_find(r->db, SQL(r, draft), row_r,
	    (unsigned long long)a->year, a->heading, request_account(r));
}

int annual_text_show(struct request *r)
{
	const char *kept = NULL;
	unsigned long long base;
	struct db_row draft;
	struct asked a;

	if (!asked_read(r, &a))
		return page_not_found(r);
	base = newest(&a);
	if (draft_find(r, &a, &draft)) {
		base = db_number(&draft, 1);
		kept = db_text(&draft, 2);
		input_slot(&r->input, "text")->value = db_text(&draft, 0);
	} else if (a.versions.n > 0) {
		input_slot(&r->input, "text")->value = db_text(&a.versions.row[0], 1);
	}
	return text_page(r, &a, base, kept, 200);
}

int annual_text_save(struct request *r)
{
	const struct annual_book *book = r->module->annual;
	struct asked a;

	if (!asked_read(r, &a))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return text_page(r, &a, newest(&a), NULL, 422);
	if (sent(r) != newest(&a))
		return text_page(r, &a, newest(&a), NULL, 409);
	r->audit.object = "annual-text";
	r->audit.object_id = db_insert(r->db, SQL(r, add), (unsigned long long)a.year, a.heading,
	    input_text(&r->input, "text"), request_account(r));
	if (book->draft_end != 0)
		(void)db_write(r->db, SQL(r, draft_end), (unsigned long long)a.year, a.heading,
		    request_account(r));
	return request_redirect(r, "%s?year=%d", book->path, a.year);
}

int annual_text_draft(struct request *r)
{
	const char *text = input_text(&r->input, "text");
	struct asked a;

	if (!asked_read(r, &a))
		return page_not_found(r);
	(void)db_write(r->db, SQL(r, draft_save), (unsigned long long)a.year, a.heading,
	    request_account(r), sent(r), text, sent(r), text);
	r->text = pool_printf(r->pool, "Draft kept at %s", date_clock(r->pool, r->now));
	return 200;
}

/* -- on paper -- */

struct node *annual_print(struct request *r, const char *title, const char *label,
    const char *marking)
{
	struct node *print = node_add(page_begin(r, "print", "Print"), "print");

	node_set(print, "title", title);
	node_set(print, "reference", label);
	node_set(print, "marking", marking);
	node_set(print, "printed-by", r->session->name);
	node_set(print, "printed-at", date_reading(r->pool, r->now));
	return print;
}
