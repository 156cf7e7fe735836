#include <string.h>

#include "lists.h"
#include "pep.h"
#include "pep-form.h"
#include "text.h"

/* The plan's pages (3.3): who writes in which section says the list
 * education-pep-section; when, the plan's state. */

/* The forms of the module, ended by NULL. */
static struct { const struct form *form[2]; } state;

const struct form *education_pep_form(void)
{
	return state.form[0];
}

void education_forms_load(void)
{
	state.form[0] = form_load(module_data("forms/education/pep-1.xml"), EDUCATION_PEP__MAX);
	document_forms(state.form);
}

static bool of(struct request *r, const struct casework_open *o, struct education_pep *p_r)
{
	return education_pep_find(r, &o->record, o->document.number, p_r);
}

static bool form_open(const struct record *record)
{
	return record->closed_at == NULL;
}

static bool may_write(struct request *r, const struct casework_open *o)
{
	enum pep_part part = education_pep_part(r, &o->record);
	struct education_pep p;

	if (part == PEP_PART__MAX || !request_may(r, EDUCATION_PLAN) || !of(r, o, &p))
		return false;
	/* Of a complete one: who may add something. */
	return o->document.completed_at != NULL ? part == PEP_VIRTUAL : pep_writes(p.state, part);
}

static bool section_writable(const struct record *record, const struct form_section *section)
{
	static const struct { const char *relation, *flag; } parts[] = {
		{ "WORKER", "worker" }, { "TEACHER", "teacher" }, { "CARER", "carer" },
	};
	const struct code *code = code_find(lists_find("education-pep-section"), section->name);
	size_t i;

	if (code == NULL || code_flag(code, "none"))
		return false;
	/* The virtual school's officers hold the child or see all; the others have a part. */
	if (record_is(record, "OWNER SERVICE"))
		return true;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (record_is(record, parts[i].relation) && code_flag(code, parts[i].flag))
			return true;
	return false;
}

/* 15.4: a pack for those who are not to have what the social worker wrote. */
static bool packed(const struct request *r)
{
	return strcmp(r->route->action, "form.pack") == 0;
}

/* 3.4: a carer sees the views' sections and the targets, not what is said of care,
 * health and needs of others. */
static void hide(struct request *r, const struct record *record, const struct document *d,
    struct document_mask *mask)
{
	const struct code *code;
	unsigned field;

	if (education_pep_part(r, record) != PEP_CARER && !packed(r))
		return;
	for (field = 0; field < d->form->fields; field++) {
		code = code_find(lists_find("education-pep-section"), d->form->field[field].section->name);
		if (code == NULL || code_flag(code, "withheld") || (!packed(r) &&
		    !code_flag(code, "carer-reads")))
			document_mask_field(mask, field);
	}
}

void education_pep_section_rules(struct request *r, const struct record *record,
    const struct form_section *s, struct form_answers *a)
{
	unsigned items[FORM_ITEMS_MAX], n, i, pence;
	struct form_answer *cost;

	(void)record;
	if (strcmp(s->name, "health") == 0 && form_get(a, EDUCATION_PEP_SDQ, 0)[0] != '\0' &&
	    strlen(form_get(a, EDUCATION_PEP_SDQ, 0)) > 1 &&
	    strcmp(form_get(a, EDUCATION_PEP_SDQ, 0), "40") > 0 &&
	    form_slot(a, EDUCATION_PEP_SDQ, 0)->error == NULL)
		form_slot(a, EDUCATION_PEP_SDQ, 0)->error = "SDQ score must be from 0 to 40";
	if (strcmp(s->name, "targets") != 0)
		return;
	n = form_rows(a, a->form->field[EDUCATION_PEP_AREA].group, items);
	for (i = 0; i < n; i++) {
		cost = form_slot(a, EDUCATION_PEP_COST, items[i]);
		if (cost->value[0] != '\0' && cost->error == NULL && !pep_pence(cost->value, &pence))
			cost->error = pool_printf(r->pool, "Cost must be an amount in pounds, like 120.50");
	}
}

/* After a save: what lacks decides between in progress and ready; an answer that was
 * carried forward and is written again is confirmed. */
void education_pep_saved(struct request *r, const struct record *record, struct document *d)
{
	const struct form_answers *a = document_answers(r, d);
	const char *section = input_text(&r->input, "section"), *held;
	struct education_pep p;
	struct db_rows rows;
	size_t i;

	if (!education_pep_find(r, record, d->number, &p))
		return;
	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_CARRIES], &rows, p.id);
	for (i = 0; i < rows.n; i++) {
		int field = form_field(d->form, db_text(&rows.row[i], 0));

		if (field >= 0 && strcmp(d->form->field[field].section->name, section) == 0)
			(void)db_write(r->db, &education_sql[EDUCATION_PLAN_CONFIRM], request_account(r),
			    p.id, db_text(&rows.row[i], 0), db_number(&rows.row[i], 1));
	}
	if (strcmp(section, "care") == 0)
		education_pep_review(r, record, &p, a);
	held = form_get(a, EDUCATION_PEP_HELD_ON, 0);
	if (strcmp(section, "meeting") == 0 && held[0] != '\0' &&
	    (p.met_on == NULL || strcmp(p.met_on, held) != 0)) {
		education_pep_met(r, record, &p, held);
		(void)db_write(r->db, &education_sql[EDUCATION_PLAN_MET], held, p.id);
	}
	education_pep_settle(r, record, &p, d, true);
}

/* A section is there where something of it applies to this child (3.4: variants), and
 * a carer has those that a carer reads. */
static bool fits(struct request *r, const struct record *record, const struct form_answers *a,
    const struct form_section *s)
{
	return form_section_applies(a, s) && !(packed(r) &&
	    lists_flag("education-pep-section", s->name, "withheld")) &&
	    (education_pep_part(r, record) != PEP_CARER ||
	    lists_flag("education-pep-section", s->name, "carer-reads"));
}

static bool fits_field(struct request *r, const struct casework_open *o, int field)
{
	return field >= 0 && fits(r, &o->record, document_shown(r, &o->record, &o->document, &o->page),
	    o->document.form->field[field].section);
}

/* Of a section that this reader has no part in nothing is said to lack. */
static struct form_gap *gaps_fit(struct request *r, const struct casework_open *o,
    const struct form_gap *gaps)
{
	const struct form_answers *a = document_shown(r, &o->record, &o->document, &o->page);
	struct form_gap *own = NULL, **next = &own;

	for (; gaps != NULL; gaps = gaps->next) {
		if (!fits(r, &o->record, a, gaps->section))
			continue;
		*next = pool_new(r->pool, struct form_gap);
		**next = *gaps;
		(*next)->next = NULL;
		next = &(*next)->next;
	}
	return own;
}

static struct node *carried_begin(struct node *body)
{
	struct node *list;

	(void)page_heading(body, 2, "Carried forward, not confirmed");
	(void)page_para(body, "These answers came from the plan before. Open their section, read them "
	    "and save it, changed or not.");
	list = node_add(body, "list");
	node_set(list, "kind", "bullet");
	return list;
}

static void carried_put(struct request *r, const struct casework_open *o, struct node *body,
    const struct education_pep *p)
{
	struct db_rows rows;
	struct node *list = NULL, *item;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_CARRIES], &rows, p->id);
	for (i = 0; i < rows.n; i++) {
		int field = form_field(o->document.form, db_text(&rows.row[i], 0));

		if (!fits_field(r, o, field))
			continue;
		if (list == NULL)
			list = carried_begin(body);
		item = node_leaf(list, "item", o->document.form->field[field].field.label);
		node_set(item, "href", pool_printf(r->pool, "%s/%s", o->page.path,
		    o->document.form->field[field].section->name));
	}
}

static void end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct education_pep p;
	struct form_gap *own;

	if (!of(r, o, &p))
		return;
	own = gaps_fit(r, o, gaps);
	if (own != NULL)
		casework_form_gaps(r, body, o, own);
	carried_put(r, o, body, &p);
	(void)page_link(body, "Meeting, signatures and submission", gaps == NULL ? "button" : NULL,
	    "%s", education_pep_path(r, &o->record, &p));
}

static const char *before(struct request *r, const struct record *record,
    const struct document *d, struct document *before_r)
{
	struct education_pep p, last;

	if (!education_pep_find(r, record, d->number, &p) ||
	    !education_pep_done_before(r, record, &p, &last) ||
	    !document_find_number(r, record, "pep", last.number, before_r))
		return NULL;
	return pool_printf(r->pool, "Last plan: %s", education_pep_term(r, &last));
}

static void print_first(struct request *r, const struct record *record,
    const struct document *d, struct node *print)
{
	struct education_pep p;
	struct node *part;

	if (!education_pep_find(r, record, d->number, &p))
		return;
	part = node_add(print, "part");
	node_set(part, "title", education_pep_term(r, &p));
	node_set(node_leaf(part, "answer", lists_label("education-pep-state", pep_code(p.state),
	    r->today)), "label", "State");
	node_set(node_leaf(part, "answer", p.met_on == NULL ? "Not held yet" : page_day(r, p.met_on)),
	    "label", "Meeting");
	if (p.rating[0] != '\0' && education_pep_part(r, record) != PEP_CARER)
		node_set(node_leaf(part, "answer", lists_label("education-rating", p.rating, r->today)),
		    "label", "Quality");
	education_pep_signs_print(r, &p, print);
	if (education_pep_part(r, record) != PEP_CARER)
		education_pep_behalf_print(r, &p, print);
}

#define READERS	"OWNER WORKER TEACHER CARER REVIEWER SERVICE EMERGENCY"

const struct casework_form education_forms[] = {
	{ .name = "pep", .readers = READERS, .writers = "", .many = true, .open = form_open,
	  .may_write = may_write, .section_writable = section_writable, .hide = hide,
	  .rules = education_pep_lacks, .fits = fits, .before = before, .print_first = print_first,
	  .section = education_pep_section_rules, .saved = education_pep_saved, .end = end },
	{ 0 }
};
