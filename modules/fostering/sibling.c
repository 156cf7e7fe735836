#include <string.h>
#include <strings.h>

#include "code.h"
#include "measure.h"
#include "text.h"

/* Which children with one carer are brothers and sisters (6.4): a fact that
 * somebody records, of the children and not of their cases, so that it holds for
 * each arrangement. What a notice says of names only proposes it. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field fostering_sibling_input[] = {
	ID,
	{ .name = "other", .type = FIELD_TOKEN, .max = 20 },
	{ .name = "do", .type = FIELD_TOKEN, .max = 4 },
	{ 0 }
};

/* -- groups -- */

static void join(struct measure_child *children, size_t n, size_t a, size_t b)
{
	size_t from = children[a].group, to = children[b].group, i;

	for (i = 0; i < n; i++)
		if (children[i].group == from)
			children[i].group = to;
}

static void join_children(struct measure_child *children, size_t n, unsigned long long a,
    unsigned long long b)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < n; k++)
			if (children[i].id == a && children[k].id == b)
				join(children, n, i, k);
}

static void join_records(struct measure_child *children, size_t n, unsigned long long a,
    unsigned long long b)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < n; k++)
			if (children[i].record == a && children[k].record == b)
				join(children, n, i, k);
}

/* Two with one parent in common, by the people of their cases. */
static void join_parents(struct measure_child *children, size_t n, const struct db_rows *rows)
{
	size_t i, k;

	for (i = 0; i < rows->n; i++)
		for (k = 0; k < i; k++)
			if (strcmp(db_text(&rows->row[i], 2), "PARENT") == 0 &&
			    strcmp(db_text(&rows->row[k], 2), "PARENT") == 0 &&
			    db_number(&rows->row[i], 1) == db_number(&rows->row[k], 1))
				join_records(children, n, db_number(&rows->row[i], 0), db_number(&rows->row[k], 0));
}

void fostering_sibling_groups(struct request *r, struct measure_child *children, size_t n)
{
	struct db_rows rows;
	size_t i;

	for (i = 0; i < n; i++)
		children[i].group = i;
	(void)db_list(r->db, &fostering_sql[FOSTERING_LIMIT_RELATED], &rows, fostering_of(r)->carer);
	join_parents(children, n, &rows);
	(void)db_list(r->db, &fostering_sql[FOSTERING_SIBLINGS], &rows, fostering_of(r)->carer);
	for (i = 0; i < rows.n; i++)
		join_children(children, n, db_number(&rows.row[i], 0), db_number(&rows.row[i], 1));
	/* One child with two cases is one group. */
	for (i = 1; i < n; i++)
		join_children(children, n, children[i].id, children[i].id);
}

/* -- the page -- */

static bool named(struct request *r, const struct record *record, const struct measure_child *c)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_LIMIT_RELATED], &rows, fostering_of(r)->carer);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *s = &rows.row[i];

		if (db_number(s, 0) == record->id && strcmp(db_text(s, 2), "SIBLING") == 0 &&
		    strcasecmp(c->name, fostering_person_name(r, db_text(s, 3), db_text(s, 4))) == 0 &&
		    (db_text(s, 5) == NULL || c->born_on == NULL || strcmp(db_text(s, 5), c->born_on) == 0))
			return true;
	}
	return false;
}

static bool recorded(struct request *r, const struct record *record, const struct measure_child *c)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_SIBLING_FIND], &row, record->child, c->id,
	    c->id, record->child);
}

/* Another child whose case this person may open. */
static bool offered(const struct record *record, const struct measure_child *c)
{
	return c->id != record->child && c->seen;
}

static const char *how(struct request *r, const struct record *record,
    const struct measure_child *c, size_t own)
{
	if (recorded(r, record, c))
		return "Recorded as brother or sister";
	if (c->group == own)
		return "A parent in common, or another brother or sister";
	return named(r, record, c) ? "Named as one in a notice" : "Not recorded";
}

static size_t own_group(const struct record *record, const struct measure_child *all, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (all[i].record == record->id)
			return all[i].group;
	return n;
}

static void form_put(struct request *r, struct node *body, const struct record *record,
    struct codelist *list)
{
	struct field field = { .name = "other", .type = FIELD_CODE, .required = true, .list = list,
	    .label = "Which child?" };
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s/siblings",
	    casework_path(r, record))), *buttons;

	(void)page_control(r, form, &field, "other", input_text(&r->input, "other"),
	    input_slot(&r->input, "other")->error, NULL);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Record as brother or sister", "primary", "do", "add");
	(void)page_button(buttons, "They are not", "secondary", "do", "end");
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "siblings", "Brothers and sisters with this carer");
	struct node *table, *row;
	struct measure_child *all;
	size_t i, n = fostering_limit_children(r, record, &all), own = own_group(record, all, n);
	struct codelist *list = code_list_new(r->pool, "other", "", n + 1);

	(void)page_para(body, "The usual limit does not count where all children of the carer are brothers "
	    "and sisters of each other. Who is brother or sister of one is of all its brothers and "
	    "sisters.");
	table = page_table(body, "children", "Other children with this carer",
	    "There is none that is open to you.", "Child", "Date of birth", "Brother or sister", NULL);
	for (i = 0; i < n; i++) {
		if (!offered(record, &all[i]))
			continue;
		row = node_add(table, "row");
		node_set(page_cell(row, all[i].name), "head", "yes");
		(void)page_cell(row, page_day(r, all[i].born_on));
		(void)page_cell(row, how(r, record, &all[i], own));
		code_add(list, pool_printf(r->pool, "%llu", all[i].id), all[i].name);
	}
	if (list->n > 0 && fostering_people_writer(r, record))
		form_put(r, body, record, list);
	return status;
}

int fostering_siblings_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? page(r, &record, 200) : page_not_found(r);
}

static const struct measure_child *chosen(struct request *r, const struct record *record)
{
	struct measure_child *all;
	size_t i, n = fostering_limit_children(r, record, &all);

	for (i = 0; i < n; i++)
		if (offered(record, &all[i]) && input_is(&r->input, "other", pool_printf(r->pool, "%llu",
		    all[i].id)))
			return &all[i];
	return NULL;
}

/* On both timelines, and neither names the other child. */
static void tell(struct request *r, const struct record *record, const struct measure_child *c,
    const char *what)
{
	struct record other = { .id = c->record };

	event_add(r, record, "sibling", what, false);
	event_add(r, &other, "sibling", what, false);
}

int fostering_siblings_save(struct request *r)
{
	const struct measure_child *c;
	struct record record;

	if (!casework_lock(r, &record) || !fostering_people_writer(r, &record))
		return page_not_found(r);
	c = chosen(r, &record);
	if (c == NULL) {
		input_refuse(&r->input, "other", "Choose the child");
		return page(r, &record, 422);
	}
	if (input_is(&r->input, "do", "end")) {
		if (db_write(r->db, &fostering_sql[FOSTERING_SIBLING_END], request_account(r), record.child,
		    c->id, c->id, record.child) > 0)
			tell(r, &record, c, "Not recorded as brother or sister of a child with this carer any more");
	} else if (!recorded(r, &record, c)) {
		(void)db_write(r->db, &fostering_sql[FOSTERING_SIBLING_ADD], record.id, record.child, c->id,
		    request_account(r));
		tell(r, &record, c, "Recorded as brother or sister of a child with this carer");
	}
	return request_redirect(r, "%s/siblings", casework_path(r, &record));
}
