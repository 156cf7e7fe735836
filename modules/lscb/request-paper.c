#include "casework.h"
#include "lists.h"
#include "request.h"

/* 7.1: a report on paper must always work: every question of the forms that are asked,
 * with room for the answer, and of section A what the case knows. */

#define LINE	"........................................................"
#define BOX	"\u2610 "

static const char *room(struct request *r, const struct form_field *f)
{
	static const char *const tick = BOX "Yes   " BOX "No";
	const struct codelist *list = f->field.list;
	const char *text = "";
	size_t i;

	if (f->field.type == FIELD_MEMO)
		return LINE "\n" LINE "\n" LINE "\n" LINE;
	if (f->field.type == FIELD_YESNO)
		return tick;
	if (list == NULL)
		return f->field.type == FIELD_DATE ? "Day ......  Month ......  Year .........." : LINE;
	for (i = 0; i < list->n; i++)
		if (code_open(&list->codes[i], r->today))
			text = pool_printf(r->pool, "%s%s" BOX "%s", text, text[0] == '\0' ? "" : "\n",
			    list->codes[i].label);
	return text;
}

static void question_put(struct request *r, struct node *part, const struct form_answers *answers,
    unsigned field)
{
	const struct form_field *f = &answers->form->field[field];
	const char *known = f->system ? form_get(answers, field, 0) : "";
	struct node *n = node_leaf(part, "answer", known[0] == '\0' ? room(r, f) :
	    field_show(r->pool, &f->field, known));

	node_set(n, "official", f->field.id);
	node_set(n, "label", f->field.label);
}

static void section_put(struct request *r, struct node *print, const struct form_answers *answers,
    const struct form_section *s)
{
	struct node *part = node_add(print, "part");
	unsigned i, k;

	node_set(part, "number", s->id);
	node_set(part, "title", pool_printf(r->pool, "%s: %s", answers->form->reference, s->title));
	for (i = 0; i < s->items; i++) {
		const struct form_item *item = &s->item[i];

		if (item->kind == FORM_NOTE)
			continue;
		if (item->title != NULL)
			(void)page_heading(part, 3, item->title);
		if (item->kind == FORM_GROUP)
			(void)page_para(part, pool_printf(r->pool, "Of each %s; go on overleaf for more than "
			    "one.", item->singular));
		for (k = item->first; k < item->first + item->n; k++)
			question_put(r, part, answers, k);
	}
}

int lscb_request_paper(struct request *r)
{
	struct lscb_request_open o;
	struct document d;
	struct db_rows rows;
	struct node *print;
	unsigned s;
	size_t i;

	if (!lscb_request_open(r, &o, false) || !(o.answers || o.keeps))
		return page_not_found(r);
	if (!o.answers && !lscb_named(r, &o.record))
		return casework_not_yet(r, &o.record, "Section A has the child's name: open the case by "
		    "name first.");
	if (o.q.sent_on == NULL)
		return casework_moved_on(r);
	print = document_print_begin(r, &o.record, "Agency report on paper", "To be filled in");
	(void)db_list(r->db, &lscb_sql[LSCB_REQUEST_FORMS], &rows, o.q.id);
	for (i = 0; i < rows.n; i++)
		if (document_find_number(r, &o.record, db_text(&rows.row[i], 1), o.q.number, &d))
			for (s = 0; s < d.form->sections; s++)
				section_put(r, print, document_answers(r, &d), &d.form->section[s]);
	lscb_request_audit(r, &o, "paper");
	return 200;
}
