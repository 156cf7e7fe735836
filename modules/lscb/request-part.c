#include <string.h>

#include "agency-form.h"
#include "request.h"
#include "text.h"

/* 2.8, care pathway: sections of what an agency is asked go to different people of it.
 * Each sees and writes their own; the single point of contact gives them out, reads all
 * and sends it in. */

#define SECTION	{ .name = "part", .type = FIELD_TEXT, .max = 80, .required = true, \
	.label = "Section" }

const struct field lscb_request_part_input[] = {
	{ .name = "request", .type = FIELD_HANDLE, .required = true },
	SECTION,
	{ .name = "person", .type = FIELD_NUMBER, .required = true, .label = "Who writes it?" },
	{ 0 }
};

/* -- one's own -- */

bool lscb_request_part_any(struct request *r, const char *form)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_REQUEST_PART_ANY], &row, input_text(&r->input, "request"),
	    form, request_account(r));
}

bool lscb_request_part_mine(struct request *r, const char *form, const char *section)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_REQUEST_PART_MINE], &row, input_text(&r->input, "request"),
	    form, request_account(r), section);
}

void lscb_request_part_hide(struct request *r, const struct record *record,
    const struct document *d, struct document_mask *mask)
{
	unsigned i, k;

	(void)record;
	document_mask_new(r, d, mask);
	for (i = 0; i < d->form->sections; i++) {
		const struct form_section *s = &d->form->section[i];

		if (lscb_request_part_mine(r, d->form->name, s->name))
			continue;
		for (k = s->first; k < s->first + s->n; k++)
			document_mask_field(mask, k);
	}
}

static const struct form_section *section_of(const char *form, const char *section)
{
	const struct form *f = lscb_form(form);

	return f == NULL ? NULL : form_section(f, section);
}

static const char *title_of(struct request *r, const char *form, const char *section)
{
	const struct form_section *s = section_of(form, section);

	return s == NULL ? section : pool_printf(r->pool, "%s: %s", lscb_form(form)->reference,
	    s->title);
}

void lscb_request_part_own(struct request *r, struct node *body, const struct lscb_request_open *o,
    const char *form)
{
	struct node *tasks = node_add(body, "tasks"), *task;
	struct db_rows rows;
	size_t i;

	node_set(tasks, "title", "Your sections");
	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PARTS], &rows, o->q.id);
	for (i = 0; i < rows.n; i++) {
		const char *of = db_text(&rows.row[i], 0), *section = db_text(&rows.row[i], 1);

		if (db_number(&rows.row[i], 2) != request_account(r) ||
		    (form != NULL && strcmp(form, of) != 0))
			continue;
		task = node_add(tasks, "task");
		node_set(task, "title", title_of(r, of, section));
		node_set(task, "href", pool_printf(r->pool, "%s/form/%s/%s", lscb_request_path(r, &o->q),
		    of, section));
	}
}

/* -- whose they are -- */

bool lscb_request_sends(struct request *r, const struct lscb_request_open *o)
{
	struct db_rows rows;

	if (!o->answers || o->part)
		return false;
	if (o->spoc)
		return true;
	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PARTS], &rows, o->q.id);
	return rows.n == 0;
}

void lscb_request_parts_put(struct request *r, struct node *body,
    const struct lscb_request_open *o)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PARTS], &rows, o->q.id);
	if (rows.n > 0) {
		table = page_table(body, "parts", "Sections given to others", "", "Section", "Who", NULL);
		for (i = 0; i < rows.n; i++) {
			row = node_add(table, "row");
			node_set(page_cell(row, title_of(r, db_text(&rows.row[i], 0),
			    db_text(&rows.row[i], 1))), "head", "yes");
			(void)page_cell(row, db_text(&rows.row[i], 3));
		}
	}
	if (o->spoc && request_writable(o->q.status))
		(void)page_link(body, "Give a section to somebody else", NULL, "%s/part",
		    lscb_request_path(r, &o->q));
}

/* -- giving them out -- */

static void option_put(struct node *control, const char *value, const char *label,
    const char *chosen)
{
	struct node *option = node_add(control, "option");

	node_set(option, "value", value);
	node_set(option, "label", label);
	if (strcmp(value, chosen) == 0)
		node_set(option, "selected", "yes");
}

static void sections_put(struct request *r, struct node *form, const struct lscb_request_open *o)
{
	const struct input_value *v = input_slot(&r->input, "part");
	struct node *control = page_control(r, form, v->field, "part", "", v->error, "radios");
	struct db_rows rows;
	size_t i;
	unsigned k;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_FORMS], &rows, o->q.id);
	for (i = 0; i < rows.n; i++) {
		const struct form *f = lscb_form(db_text(&rows.row[i], 1));

		for (k = 0; f != NULL && k < f->sections; k++)
			option_put(control, pool_printf(r->pool, "%s %s", f->name, f->section[k].name),
			    title_of(r, f->name, f->section[k].name), input_text(&r->input, "part"));
	}
}

static int part_page(struct request *r, const struct lscb_request_open *o, int status)
{
	struct node *body = lscb_request_page(r, o, "Give a section to somebody else"), *form, *control;
	const struct input_value *v = input_slot(&r->input, "person");
	struct db_rows rows;
	size_t i;

	(void)page_para(body, "They see and write this section and no other. You read all of the report "
	    "and send it in.");
	form = page_form(r, body, pool_printf(r->pool, "%s/part", lscb_request_path(r, &o->q)));
	sections_put(r, form, o);
	control = page_control(r, form, v->field, "person", "", v->error, "radios");
	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_PEOPLE], &rows, o->q.agency);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 2), "REPORTER") == 0)
			option_put(control, pool_printf(r->pool, "%llu", db_number(&rows.row[i], 1)),
			    pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 5),
			    db_text(&rows.row[i], 6)), input_text(&r->input, "person"));
	option_put(control, "0", "Nobody else: who reports writes it", input_text(&r->input, "person"));
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

static bool gives(struct request *r, struct lscb_request_open *o, bool lock)
{
	return lscb_request_open(r, o, lock) && o->spoc && request_writable(o->q.status);
}

int lscb_request_part_show(struct request *r)
{
	struct lscb_request_open o;

	return gives(r, &o, false) ? part_page(r, &o, 200) : page_not_found(r);
}

/* "agency circumstances" of the forms that are asked. */
static bool part_read(struct request *r, const struct lscb_request_open *o, const char **form_r,
    const char **section_r)
{
	const char *part = input_text(&r->input, "part"), *space = strchr(part, ' ');
	struct db_row row;

	if (space == NULL)
		return false;
	*form_r = pool_strndup(r->pool, part, (size_t)(space - part));
	*section_r = space + 1;
	return db_find(r->db, &lscb_sql[LSCB_REQUEST_FORM_FIND], &row, o->q.id, *form_r) &&
	    section_of(*form_r, *section_r) != NULL;
}

int lscb_request_part_save(struct request *r)
{
	const char *form = "", *section = "";
	unsigned long long account = 0;
	struct lscb_request_open o;
	struct db_row row;

	if (!gives(r, &o, true))
		return page_not_found(r);
	if (input_text(&r->input, "part")[0] != '\0' && !part_read(r, &o, &form, &section))
		input_refuse(&r->input, "part", "Choose a section of what is asked");
	if (text_number(input_text(&r->input, "person"), &account) && account != 0 &&
	    !db_find(r->db, &lscb_sql[LSCB_AGENCY_PERSON_FIND], &row, o.q.agency, account, "REPORTER"))
		input_refuse(&r->input, "person", "Choose a reporter of the agency");
	if (!input_valid(&r->input, r->pool))
		return part_page(r, &o, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_PART_END], r->today, o.q.id, form, section);
	if (account != 0)
		(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_PART_ADD], o.q.id, form, section, account);
	lscb_request_people(r, &o.record);
	if (account != 0)
		notice_add_page(r, &o.record, account, "Part of an agency report is asked of you", "/asked");
	lscb_request_audit(r, &o, pool_printf(r->pool, "%s %s person=%llu", form, section, account));
	return request_redirect(r, "%s", lscb_request_path(r, &o.q));
}
