#include <string.h>

#include "agency-form.h"
#include "request.h"
#include "text.h"

/* 2.8, care pathway: sections of what an agency is asked go to different people of it, each
 * with its day. Each sees and writes their own and says when it is done; the single point
 * of contact gives them out; they and who reports read all, and send it in when nothing
 * is awaited of anybody any more. */

#define SECTION	{ .name = "part", .type = FIELD_TEXT, .max = 80, .required = true, \
	.label = "Section" }

const struct field lscb_request_part_input[] = {
	{ .name = "request", .type = FIELD_HANDLE, .required = true },
	SECTION,
	{ .name = "person", .type = FIELD_NUMBER, .required = true, .label = "Who writes it?" },
	{ .name = "due_on", .type = FIELD_DATE, .label = "By when?",
	  .hint = "Left empty, it is due with the whole report" },
	{ 0 }
};
const struct field lscb_request_part_done_input[] = {
	{ .name = "request", .type = FIELD_HANDLE, .required = true },
	SECTION,
	{ .name = "done", .type = FIELD_YESNO, .required = true, .label = "Done" },
	{ 0 }
};

/* -- one's own -- */

bool lscb_request_part_any(struct request *r, const char *form)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_REQUEST_PART_ANY], &row, input_text(&r->input, "request"),
	    form, request_account(r));
}

/* Its row: the number, and since when it is done. */
static bool mine(struct request *r, const char *form, const char *section, struct db_row *row)
{
	return db_find(r->db, &lscb_sql[LSCB_REQUEST_PART_MINE], row, input_text(&r->input, "request"),
	    form, request_account(r), section);
}

bool lscb_request_part_mine(struct request *r, const char *form, const char *section)
{
	struct db_row row;

	return mine(r, form, section, &row);
}

bool lscb_request_part_open(struct request *r, const char *form, const char *section)
{
	struct db_row row;

	return mine(r, form, section, &row) && db_text(&row, 1) == NULL;
}

const char *lscb_request_part_due(struct request *r, const struct lscb_request *q)
{
	struct db_row row;

	if (q->reporter == request_account(r) || !db_find(r->db, &lscb_sql[LSCB_REQUEST_PART_LEFT],
	    &row, q->id, request_account(r)) || db_number(&row, 0) == 0)
		return NULL;
	return db_number(&row, 1) == 0 || db_text(&row, 2) == NULL ? "" : db_text(&row, 2);
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

/* A row of LSCB_REQUEST_PARTS as it is read. */
struct part {
	const char *form, *section, *who, *title;
	unsigned long long reporter;
	const char *due_on, *done_on;	/* NULL: not known, not done */
	bool late;
};

static struct part part_from(struct request *r, const struct lscb_request *q,
    const struct db_row *row)
{
	struct part p = { .form = db_text(row, 0), .section = db_text(row, 1),
	    .reporter = db_number(row, 2), .who = db_text(row, 3),
	    .due_on = db_text(row, 4) == NULL ? q->due_on : db_text(row, 4),
	    .done_on = db_text(row, 5) };

	p.title = title_of(r, p.form, p.section);
	p.late = p.done_on == NULL && p.due_on != NULL && strcmp(r->today, p.due_on) > 0;
	return p;
}

static const char *how(struct request *r, const struct part *p)
{
	if (p->done_on != NULL)
		return pool_printf(r->pool, "Done on %s", page_day(r, p->done_on));
	return p->late ? "Overdue" : "To be written";
}

/* One button, for one's own section. */
static void done_put(struct request *r, struct node *body, const struct lscb_request_open *o,
    const struct part *p)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s/part/done",
	    lscb_request_path(r, &o->q)));

	(void)page_hidden(r, form, "part", pool_printf(r->pool, "%s %s", p->form, p->section));
	(void)page_hidden(r, form, "done", p->done_on == NULL ? "Y" : "N");
	(void)page_button(page_buttons(form), pool_printf(r->pool, p->done_on == NULL ?
	    "%s: it is done" : "%s: write more", p->title), p->done_on == NULL ? "primary" : "secondary",
	    NULL, NULL);
}

void lscb_request_part_own(struct request *r, struct node *body, const struct lscb_request_open *o,
    const char *form)
{
	struct node *tasks = node_add(body, "tasks"), *task;
	struct db_rows rows;
	struct part p;
	size_t i;

	node_set(tasks, "title", "Your sections");
	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PARTS], &rows, o->q.id);
	for (i = 0; i < rows.n; i++) {
		p = part_from(r, &o->q, &rows.row[i]);
		if (p.reporter != request_account(r) || (form != NULL && strcmp(form, p.form) != 0))
			continue;
		task = node_add(tasks, "task");
		node_set(task, "title", p.title);
		node_set(task, "href", pool_printf(r->pool, "%s/form/%s/%s", lscb_request_path(r, &o->q),
		    p.form, p.section));
		if (p.due_on != NULL && p.done_on == NULL)
			node_set(task, "hint", pool_printf(r->pool, "Due on %s", page_day(r, p.due_on)));
		node_set(task, "status", p.done_on != NULL ? "completed" : p.late ? "problem" :
		    "not-started");
		node_set(task, "label", how(r, &p));
		if (request_writable(o->q.status))
			done_put(r, body, o, &p);
	}
}

/* -- whose they are -- */

void lscb_request_part_gaps(struct request *r, const struct lscb_request_open *o,
    struct form_gap **gaps)
{
	struct form_gap *gap;
	struct db_rows rows;
	struct part p;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PARTS], &rows, o->q.id);
	for (i = 0; i < rows.n; i++) {
		p = part_from(r, &o->q, &rows.row[i]);
		if (p.done_on != NULL)
			continue;
		form_gap_add(r, gaps, section_of(p.form, p.section), "", pool_printf(r->pool,
		    "%s is with %s, who has not said that it is done", p.title, p.who));
		for (gap = *gaps; gap->next != NULL; gap = gap->next)
			;
		gap->path = pool_printf(r->pool, "%s#parts", lscb_request_path(r, &o->q));
	}
}

static void parts_table(struct request *r, struct node *body, const struct lscb_request_open *o,
    const struct db_rows *rows)
{
	struct node *table = page_table(body, "parts", "Sections given to others", "", "Section", "Who",
	    "Due", "State", NULL), *row, *cell;
	struct part p;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		p = part_from(r, &o->q, &rows->row[i]);
		row = node_add(table, "row");
		node_set(page_cell(row, p.title), "head", "yes");
		(void)page_cell(row, p.who);
		(void)page_cell(row, p.due_on == NULL ? "" : page_day(r, p.due_on));
		cell = page_cell(row, how(r, &p));
		node_set(cell, "tag", p.done_on != NULL ? "green" : p.late ? "red" : "blue");
	}
}

void lscb_request_parts_put(struct request *r, struct node *body,
    const struct lscb_request_open *o)
{
	struct db_rows rows;
	struct part p;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_PARTS], &rows, o->q.id);
	if (rows.n > 0)
		parts_table(r, body, o, &rows);
	for (i = 0; i < rows.n && request_writable(o->q.status); i++) {
		p = part_from(r, &o->q, &rows.row[i]);
		if (p.reporter == request_account(r))
			done_put(r, body, o, &p);
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

	(void)page_para(body, "They see and write this section and no other, and say when it is done. "
	    "You and who reports read all of the report, and send it in once every section is done.");
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
	v = input_slot(&r->input, "due_on");
	(void)page_control(r, form, v->field, "due_on", v->value, v->error, NULL);
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

static void due_rule(struct request *r, const struct lscb_request_open *o)
{
	const char *due = input_text(&r->input, "due_on");

	if (due[0] != '\0' && strcmp(due, r->today) < 0)
		input_refuse(&r->input, "due_on", "The day must not be in the past");
	if (due[0] != '\0' && o->q.due_on != NULL && strcmp(due, r->today) >= 0 &&
	    strcmp(o->q.due_on, r->today) >= 0 && strcmp(due, o->q.due_on) > 0)
		input_refuse(&r->input, "due_on", pool_printf(r->pool, "The whole report is due on %s",
		    page_day(r, o->q.due_on)));
}

int lscb_request_part_save(struct request *r)
{
	const char *form = "", *section = "", *due;
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
	due_rule(r, &o);
	if (!input_valid(&r->input, r->pool))
		return part_page(r, &o, 422);
	due = input_text(&r->input, "due_on")[0] == '\0' ? NULL : input_text(&r->input, "due_on");
	(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_PART_END], r->today, o.q.id, form, section);
	if (account != 0)
		(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_PART_ADD], o.q.id, form, section, account,
		    due);
	lscb_request_people(r, &o.record);
	if (account != 0)
		notice_add_page(r, &o.record, account, "Part of an agency report is asked of you", "/asked");
	lscb_request_audit(r, &o, pool_printf(r->pool, "%s %s person=%llu", form, section, account));
	return request_redirect(r, "%s", lscb_request_path(r, &o.q));
}

/* -- saying that one's own is done -- */

static int lacks_page(struct request *r, const struct lscb_request_open *o,
    const struct form_gap *gaps)
{
	struct node *body = lscb_request_page(r, o, "Your section is not done yet");

	lscb_request_gaps_put(body, gaps);
	return 422;
}

/* Who reports, and where nobody does yet who gives it out. */
static void done_told(struct request *r, const struct lscb_request_open *o)
{
	struct db_rows rows;
	size_t i;

	if (o->q.reporter != 0) {
		notice_add_page(r, &o->record, o->q.reporter, "Part of an agency report is done", "/asked");
		return;
	}
	(void)db_list(r->db, &lscb_sql[LSCB_AGENCY_PEOPLE], &rows, o->q.agency);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 2), "SPOC") == 0)
			notice_add_page(r, &o->record, db_number(&rows.row[i], 1),
			    "Part of an agency report is done", "/asked");
}

int lscb_request_part_done(struct request *r)
{
	bool done = input_is(&r->input, "done", "Y");
	const char *form, *section;
	const struct form_gap *gaps;
	struct lscb_request_open o;
	struct db_row row;

	if (!lscb_request_open(r, &o, true) || !part_read(r, &o, &form, &section) ||
	    !mine(r, form, section, &row) || !input_valid(&r->input, r->pool))
		return page_not_found(r);
	if (!request_writable(o.q.status))
		return casework_moved_on(r);
	gaps = done ? lscb_request_section_gaps(r, &o, form, section) : NULL;
	if (gaps != NULL)
		return lacks_page(r, &o, gaps);
	(void)db_write(r->db, &lscb_sql[LSCB_REQUEST_PART_DONE], done ? r->today : NULL,
	    db_number(&row, 0));
	if (done)
		done_told(r, &o);
	lscb_request_audit(r, &o, pool_printf(r->pool, "%s %s done=%s", form, section,
	    done ? "Y" : "N"));
	return request_redirect(r, "%s", lscb_request_path(r, &o.q));
}
