#include <string.h>

#include "guest.h"
#include "lists.h"
#include "pep-form.h"
#include "pep-guest.h"

/* What a guest sees: the school's sections of the plan that the entry is for (list
 * education-pep-section: guest, guest-reads), and a signature. */

#define RELATION	"GUEST"

const struct field education_guest_section_input[] = {
	{ .name = "section", .type = FIELD_TOKEN },
	{ 0 }
};

const struct field education_guest_answers_input[] = {
	{ .name = "section", .type = FIELD_TOKEN },
	{ .name = "then", .type = FIELD_TOKEN },
	{ .name = "answers", .type = FIELD_REST },
	{ 0 }
};

const struct field education_guest_sign_input[] = {
	{ .name = "answer", .type = FIELD_CODE, .choices = "education-sign-answer:guest",
	  .required = true, .label = "The plan" },
	{ .name = "note", .type = FIELD_MEMO, .max = 500, .rows = 2, .label = "Comment or reason",
	  .hint = "Needed where the plan is not agreed" },
	{ 0 }
};

struct open {
	struct record record;
	struct education_pep p;
	struct document document;
	struct document_page page;
};

static bool flagged(const struct form_section *section, const char *flag)
{
	return lists_flag("education-pep-section", section->name, flag);
}

static bool section_writable(const struct record *record, const struct form_section *section)
{
	return record_is(record, RELATION) && flagged(section, "guest");
}

static bool fits_writing(struct request *r, const struct record *record,
    const struct form_answers *a, const struct form_section *section)
{
	(void)r;
	(void)record;
	return flagged(section, "guest") && form_section_applies(a, section);
}

static bool fits_reading(struct request *r, const struct record *record,
    const struct form_answers *a, const struct form_section *section)
{
	(void)r;
	(void)record;
	return flagged(section, "guest-reads") && form_section_applies(a, section);
}

/* Of the rest they have the two answers that decide which questions of theirs are asked. */
static void hide(struct request *r, const struct record *record, const struct document *d,
    struct document_mask *mask)
{
	unsigned field;

	(void)r;
	(void)record;
	for (field = 0; field < d->form->fields; field++)
		if (!flagged(d->form->field[field].section, "guest") &&
		    !flagged(d->form->field[field].section, "guest-reads") &&
		    field != EDUCATION_PEP_PLACED && field != EDUCATION_PEP_SCHOOLING)
			document_mask_field(mask, field);
}

static void identity(struct request *r, const struct record *record)
{
	(void)page_identity(r, record->subject, page_day(r, education_of(r)->born_on), NULL, NULL);
}

static void record_of(const struct db_row *row, struct record *record)
{
	*record = (struct record){ .id = db_number(row, 0), .child = db_number(row, 1),
	    .owner = db_number(row, 2), .team = db_number(row, 3), .handle = db_text(row, 4),
	    .reference = db_text(row, 5), .kind = db_text(row, 6), .subject = db_text(row, 7),
	    .state = db_text(row, 8), .opened_at = db_text(row, 9),
	    .version = (unsigned)db_number(row, 10), .relation = RELATION, .relations = RELATION };
}

static void audit_about(struct request *r, const struct record *record)
{
	r->audit.object = "record";
	r->audit.object_id = record->id;
	r->audit.child = record->child;
	r->audit.relation = record->relation;
}

/* The session's own plan, and no other. False: it is not for a guest any more. */
static bool open(struct request *r, struct open *o, bool lock)
{
	const struct session_guest *g = r->session->guest;
	struct db_row row;

	*o = (struct open){ 0 };
	if (g == NULL || strcmp(g->start, EDUCATION_GUEST_START) != 0)
		return false;
	if ((lock && !db_find(r->db, &education_sql[EDUCATION_GUEST_LOCK], &row, g->object)) ||
	    !db_find(r->db, &education_sql[EDUCATION_GUEST_PLAN], &row, g->object))
		return false;
	record_of(&row, &o->record);
	if (education_again(r, &o->record) == NULL ||
	    !education_pep_find(r, &o->record, (unsigned)db_number(&row, 11), &o->p) ||
	    !document_find_number(r, &o->record, "pep", o->p.number, &o->document))
		return false;
	audit_about(r, &o->record);
	o->page = (struct document_page){ .path = EDUCATION_GUEST_START,
	    .writable = pep_writes(o->p.state, PEP_TEACHER) && o->document.completed_at == NULL,
	    .section_writable = section_writable, .section_rules = education_pep_section_rules,
	    .whole_rules = education_pep_lacks, .hide = hide, .fits = fits_writing, .identity = identity };
	return true;
}

static int over(struct request *r)
{
	struct node *body = page_begin(r, "message", "This plan is not open to you any more");

	(void)page_heading(body, 1, "This plan is not open to you any more");
	(void)page_para(body, "It was completed or cancelled, or is now for other people alone. "
	    "Nothing was saved. Ask the virtual school.");
	return 404;
}

/* -- the plan -- */

static const char *signed_words(struct request *r, const struct education_pep *p)
{
	const char *words = "Not yet";
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_SIGNS], &rows, p->id);
	for (i = 0; i < rows.n; i++)
		if (strcmp(db_text(&rows.row[i], 0), "TEACHER") == 0)
			words = pool_printf(r->pool, "%s, %s, %s", db_text(&rows.row[i], 2),
			    lists_label("education-sign-answer", db_text(&rows.row[i], 1), r->today),
			    page_when(r, db_text(&rows.row[i], 4)));
	return words;
}

/* What others wrote and the guest may know. */
static void read_put(struct request *r, struct node *body, const struct open *o)
{
	const struct form_answers *a = document_shown(r, &o->record, &o->document, &o->page);
	const struct form *form = o->document.form;
	struct node *list = NULL;
	unsigned i;

	for (i = 0; i < form->sections; i++) {
		if (!fits_reading(r, &o->record, a, &form->section[i]))
			continue;
		if (list == NULL) {
			(void)page_heading(body, 2, "To read");
			list = node_add(body, "list");
			node_set(list, "kind", "plain");
		}
		node_set(node_leaf(list, "item", form->section[i].title), "href",
		    pool_printf(r->pool, EDUCATION_GUEST_START "/%s", form->section[i].name));
	}
}

static void sign_put(struct request *r, struct node *body, const struct open *o)
{
	struct node *s;

	(void)page_heading(body, 2, "Signature of the designated teacher");
	s = node_add(body, "summary");
	(void)page_row(s, "Plan", education_pep_term(r, &o->p));
	(void)page_row(s, "State", lists_label("education-pep-state", pep_code(o->p.state), r->today));
	(void)page_row(s, "Designated teacher", signed_words(r, &o->p));
	if (o->page.writable)
		(void)page_form_of(r, body, education_guest_sign_input, EDUCATION_GUEST_START "/sign",
		    "Sign as designated teacher", "secondary");
}

static int plan_page(struct request *r, const struct open *o, int status)
{
	struct form_gap *gaps;
	struct node *body = document_tasks(r, &o->record, &o->document, &o->page, &gaps);

	(void)page_para(body, o->page.writable ? "When the school's sections are written, sign the plan. "
	    "The virtual school submits it." : "The virtual school looks at the plan. You can read what "
	    "the school wrote.");
	read_put(r, body, o);
	sign_put(r, body, o);
	(void)page_link(body, "History of answers", NULL, EDUCATION_GUEST_START "/changes");
	return status;
}

int education_guest_plan(struct request *r)
{
	struct open o;

	return open(r, &o, false) ? plan_page(r, &o, 200) : over(r);
}

int education_guest_changes(struct request *r)
{
	struct open o;

	return open(r, &o, false) ? document_history_show(r, &o.record, &o.document, &o.page) : over(r);
}

int education_guest_section(struct request *r)
{
	struct open o;

	if (!open(r, &o, false))
		return over(r);
	if (lists_flag("education-pep-section", input_text(&r->input, "section"), "guest-reads"))
		o.page.fits = fits_reading;
	return document_section_show(r, &o.record, &o.document, &o.page);
}

int education_guest_save(struct request *r)
{
	struct open o;

	return open(r, &o, true) ? document_section_save(r, &o.record, &o.document, &o.page,
	    education_pep_saved) : over(r);
}

int education_guest_draft(struct request *r)
{
	struct open o;

	return open(r, &o, false) ? document_section_draft(r, &o.record, &o.document, &o.page) : over(r);
}

/* -- signing -- */

int education_guest_sign(struct request *r)
{
	const struct input *in = &r->input;
	struct open o;

	if (!open(r, &o, true))
		return over(r);
	if (!o.page.writable)
		return casework_moved_on(r);
	if (input_is(in, "answer", "NOT_AGREE"))
		input_needs(&r->input, "note", "Say why");
	if (!input_valid(&r->input, r->pool))
		return plan_page(r, &o, 422);
	education_pep_sign(r, &o.p, "TEACHER", input_text(in, "answer"), pool_printf(r->pool, "%s, %s",
	    r->session->name, r->session->guest->reference), input_text(in, "note"));
	event_add(r, &o.record, "plan.signed", pool_printf(r->pool,
	    "Signature under the plan: %s by guest entry %s", lists_label("education-sign", "TEACHER",
	    r->today), r->session->guest->reference), false);
	notice_add(r, &o.record, o.record.owner, "A guest has signed a personal education plan");
	return request_redirect(r, EDUCATION_GUEST_START);
}
