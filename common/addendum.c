#include "addendum.h"

#include "module.h"
#include "page.h"
#include "request.h"

enum { ADD, LIST, LIST_AT };

static const struct db_statement sql[] = {
	[ADD] = { "INSERT INTO addendum (document, text, account, at)"
	    " VALUES (?, ?, ?, UTC_TIMESTAMP(6))", "usu", "" },
	[LIST] = { "SELECT d.text, a.given, a.family, d.at FROM addendum d"
	    " JOIN everychild.account a ON a.id = d.account WHERE d.document = ? ORDER BY d.id",
	    "u", "sssd" },
	[LIST_AT] = { "SELECT d.text, a.given, a.family, d.at FROM addendum d"
	    " JOIN everychild.account a ON a.id = d.account WHERE d.document = ? AND d.at <= ?"
	    " ORDER BY d.id", "ud", "sssd" },
};

const struct field addendum_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "form", .type = FIELD_TOKEN },
	{ .name = "text", .type = FIELD_MEMO, .max = 4000, .rows = 8, .required = true,
	  .label = "What is to be added" },
	{ 0 }
};

void addendum_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

static bool open_for(struct request *r, const struct casework_open *o)
{
	const struct casework *c = r->module->casework;

	return o->document.completed_at != NULL && casework_form_writer(r, o) &&
	    (c->sealed & (1u << workflow_state(c->workflow, o->record.state))) == 0;
}

void addendum_add(struct request *r, const struct document *document, const char *text)
{
	(void)db_write(r->db, &sql[ADD], document->id, text, request_account(r));
}

static const char *who_when(struct request *r, const struct db_row *a)
{
	return pool_printf(r->pool, "%s %s, %s", db_text(a, 1), db_text(a, 2),
	    page_when(r, db_text(a, 3)));
}

const char *addendum_fact(struct request *r, const struct casework_open *o, const char **label_r)
{
	return o->kind->fact == NULL || o->document.completed_at == NULL ? NULL :
	    o->kind->fact(r, o, label_r);
}

void addendum_list(struct request *r, struct node *body, const struct casework_open *o)
{
	const char *label, *fact = addendum_fact(r, o, &label);
	struct node *s = NULL;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &sql[LIST], &rows, o->document.id);
	if (fact != NULL || rows.n > 0) {
		(void)page_heading(body, 2, "Added afterwards");
		s = node_add(body, "summary");
	}
	if (fact != NULL)
		(void)page_row(s, label, fact);
	for (i = 0; i < rows.n; i++)
		(void)page_row(s, who_when(r, &rows.row[i]), db_text(&rows.row[i], 0));
	if (open_for(r, o))
		(void)page_link(body, "Add an addendum", NULL, "%s/addendum", o->page.path);
}

void addendum_print(struct request *r, struct node *print, const struct document *document,
    const char *at, const char *label, const char *fact)
{
	struct node *part = NULL;
	struct db_rows rows;
	size_t i;

	if (at == NULL)
		(void)db_list(r->db, &sql[LIST], &rows, document->id);
	else
		(void)db_list(r->db, &sql[LIST_AT], &rows, document->id, at);
	if (fact != NULL || rows.n > 0) {
		part = node_add(print, "part");
		node_set(part, "title", "Added afterwards");
	}
	if (fact != NULL)
		node_set(node_leaf(part, "answer", fact), "label", label);
	for (i = 0; i < rows.n; i++)
		node_set(node_leaf(part, "answer", db_text(&rows.row[i], 0)), "label",
		    who_when(r, &rows.row[i]));
}

static int addendum_page(struct request *r, const struct casework_open *o, int status)
{
	struct node *body = page_begin(r, "addendum", "Add an addendum");

	page_back(r, o->document.form->title, "%s", o->page.path);
	casework_identity(r, &o->record);
	(void)page_heading(body, 1, "Add an addendum");
	(void)page_para(body, "The form is completed and stays as it is. What you add stands below it "
	    "with your name and the time, and cannot be changed either.");
	page_route_form(r, body, "Add", "primary");
	return status;
}

int addendum_show(struct request *r)
{
	struct casework_open o;

	if (casework_form_open(r, &o, false) != CASEWORK_OPEN)
		return page_not_found(r);
	if (!open_for(r, &o))
		return request_redirect(r, "%s", o.page.path);
	return addendum_page(r, &o, 200);
}

int addendum_save(struct request *r)
{
	struct casework_open o;

	if (casework_form_open(r, &o, true) != CASEWORK_OPEN || !open_for(r, &o))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return addendum_page(r, &o, 422);
	addendum_add(r, &o.document, input_text(&r->input, "text"));
	r->audit.detail = o.page.path;
	event_add(r, &o.record, "addendum", "Addendum to a completed form", false);
	return request_redirect(r, "%s/check", o.page.path);
}
