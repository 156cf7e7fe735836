#include <string.h>

#include "caf.h"
#include "exit.h"

/* sections.md 3.2: brothers and sisters each have a record of their own; what is
 * true of all of them (parents, the home, H13 to H19) need not be typed twice. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define SHARED_PARTS	"D E HP HF"
#define READERS	"OWNER COA LP TAC SERVICE MANAGER ARCHIVE"
#define NONE	"There is no assessment with this reference that you may read"

const struct field caf_siblings_input[] = {
	ID,
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .width = 20, .required = true,
	  .label = "Reference of the brother's or sister's case",
	  .hint = "Like CAF-890-2026-000123/1" },
	{ 0 }
};

const struct field caf_sibling_input[] = {
	ID,
	{ .name = "other", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

struct pair {
	struct record here, there;
	struct caf_episode episode;	/* of here */
	struct document mine, theirs;
	struct form_answers *have;	/* with what is copied in place */
	const struct form_answers *give;
	struct document_row_value *value;
	size_t n;
	unsigned *of_section;		/* copied answers, by section */
};

static bool may_copy(const struct record *record)
{
	return strcmp(record->state, "S3") == 0 && record_is(record, "OWNER COA");
}

/* The other case as far as this person may read it; the audit row stays about
 * the case that was asked for. */
static bool other_load(struct request *r, const struct record *here, const char *handle,
    struct record *there)
{
	struct audit about = r->audit;
	bool found = record_load(r, handle, there) && record_is(there, READERS) &&
	    caf_harm_lets(r, there) && there->id != here->id &&
	    (there->child == 0 || there->child != here->child);

	r->audit = about;
	return found;
}

/* Consent that was withdrawn there is no consent to use it here. */
static bool source_load(struct request *r, const struct record *here, const char *handle,
    struct record *there, struct document *theirs)
{
	return other_load(r, here, handle, there) && strcmp(there->state, "S12") != 0 &&
	    document_find(r, there, "assessment", theirs);
}

/* -- what is copied -- */

/* A box that was set aside here, or not reached, stays as it is. */
static bool box_closed(const struct pair *p, const struct form_section *s)
{
	unsigned i;

	for (i = s->first; i < s->first + s->n; i++) {
		const struct form_field *f = &p->have->form->field[i];
		const char *value = form_get(p->have, i, 0);

		if (f->group == NULL && f->field.choices != NULL &&
		    strcmp(f->field.choices, "box-state") == 0 && value[0] != '\0' &&
		    strcmp(value, "ENTERED") != 0)
			return true;
	}
	return false;
}

static bool open_here(struct request *r, const struct pair *p, unsigned field)
{
	const struct form_field *f = &p->have->form->field[field];
	unsigned items[FORM_ITEMS_MAX];

	if (f->system || !form_may_read(r, f) || !form_may_write(r, f))
		return false;
	return f->group == NULL ? form_get(p->have, field, 0)[0] == '\0' :
	    form_rows(p->have, f->group, items) == 0;
}

static void field_take(struct pair *p, unsigned field)
{
	unsigned item, last = p->have->form->field[field].group == NULL ? 1 : FORM_ITEMS_MAX;

	for (item = 0; item < last; item++) {
		const char *value = form_get(p->give, field, item);

		if (value[0] != '\0')
			p->value[p->n++] = (struct document_row_value){ field, item, value };
	}
}

static void section_take(struct request *r, struct pair *p, const struct form_section *s)
{
	unsigned i;

	if (box_closed(p, s))
		return;
	for (i = s->first; i < s->first + s->n; i++)
		if (open_here(r, p, i))
			field_take(p, i);
}

/* What does not apply, with what stands here, is not taken. */
static void applying(struct pair *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		form_slot(p->have, p->value[i].field, p->value[i].item)->value = p->value[i].value;
	for (i = 0; i < p->n; i++) {
		const struct form_section *s = p->have->form->field[p->value[i].field].section;

		if (!form_applies(p->have, p->value[i].field, p->value[i].item))
			continue;
		p->of_section[s - p->have->form->section]++;
		p->value[n++] = p->value[i];
	}
	p->n = n;
}

/* Neither what the family keeps back there (J4) nor what its reader may not see. */
static void compare(struct request *r, struct pair *p)
{
	const struct session shared = { .roles = SHARED_PARTS };
	const struct form *form = p->mine.form;
	struct form_answers *give = document_answers(r, &p->theirs);
	const struct session kept = { .roles = pool_printf(r->pool, "%s %s",
	    caf_excluded(r, &p->there), form_get(give, CAF_ASSESSMENT_EXCLUDED_PARTS, 0)) };
	struct document_mask mask;
	unsigned i;

	document_mask_new(r, &p->theirs, &mask);
	caf_shown(r, &p->there, &p->theirs, &mask);
	document_mask_apply(&mask, give);
	p->give = give;
	p->have = document_answers(r, &p->mine);
	p->value = pool_array(r->pool, (size_t)form->fields * FORM_ITEMS_MAX, sizeof(*p->value));
	p->of_section = pool_array(r->pool, form->sections, sizeof(*p->of_section));
	for (i = 0; i < form->sections; i++) {
		const char *part = caf_part(&form->section[i]);

		if (session_role(&shared, part) && !session_role(&kept, part))
			section_take(r, p, &form->section[i]);
	}
	applying(p);
}

static bool pair_load(struct request *r, bool lock, struct pair *p)
{
	if (!(lock ? caf_lock(r, &p->here, &p->episode) : caf_load(r, &p->here, &p->episode)) ||
	    !record_is(&p->here, "OWNER COA") ||
	    !source_load(r, &p->here, input_text(&r->input, "other"), &p->there, &p->theirs) ||
	    !document_find(r, &p->here, "assessment", &p->mine) || p->mine.form != p->theirs.form)
		return false;
	/* Whose words were read stands in the log too. */
	r->audit.detail = pool_printf(r->pool, "sibling=%llu", p->there.id);
	return true;
}

/* -- choosing the case -- */

static const char *reference_of(const struct record *record)
{
	return record->reference == NULL ? "a case without a reference" : record->reference;
}

/* Own open cases of children at the same address. */
static void offers_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *list, *item;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_SIBLING_OFFERS], &rows, record->child, request_account(r),
	    record->id);
	if (rows.n == 0)
		return;
	(void)page_heading(body, 2, "Your cases of children at the same address");
	list = node_add(body, "list");
	node_set(list, "kind", "plain");
	for (i = 0; i < rows.n; i++) {
		item = node_leaf(list, "item", pool_printf(r->pool, "%s, %s", db_text(&rows.row[i], 2),
		    db_text(&rows.row[i], 1) == NULL ? "no reference yet" : db_text(&rows.row[i], 1)));
		node_set(item, "href", pool_printf(r->pool, "/caf/case/%s/siblings/%s", record->handle,
		    db_text(&rows.row[i], 0)));
	}
}

static int choose_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "siblings",
	    "Copy from a brother's or sister's assessment");

	(void)page_para(body, "Each child has an assessment of their own. What is written about parents, "
	    "home and family can be taken over where nothing is written here yet; read it again with "
	    "this child in mind.");
	offers_put(r, body, record);
	page_route_form(r, body, "Continue", "primary");
	return status;
}

int caf_siblings_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !record_is(&record, "OWNER COA"))
		return page_not_found(r);
	return may_copy(&record) ? choose_page(r, &record, 200) : casework_moved_on(r);
}

int caf_siblings_find(struct request *r)
{
	struct record record, there;
	struct document document;
	struct db_row row;

	if (!casework_load(r, &record) || !record_is(&record, "OWNER COA"))
		return page_not_found(r);
	if (!may_copy(&record))
		return casework_moved_on(r);
	if (!input_is(&r->input, "reference", "") && !(db_find(r->db, &caf_sql[CAF_DUPLICATE_FIND],
	    &row, input_text(&r->input, "reference")) &&
	    source_load(r, &record, db_text(&row, 0), &there, &document)))
		input_refuse(&r->input, "reference", NONE);
	if (!input_valid(&r->input, r->pool))
		return choose_page(r, &record, 422);
	return request_redirect(r, "/caf/case/%s/siblings/%s", record.handle, there.handle);
}

/* -- looking, and copying -- */

int caf_sibling_show(struct request *r)
{
	struct node *body, *s, *form;
	struct pair p = { .n = 0 };
	unsigned i;

	if (!pair_load(r, false, &p))
		return page_not_found(r);
	if (!may_copy(&p.here))
		return casework_moved_on(r);
	compare(r, &p);
	body = casework_page(r, &p.here, "siblings", "Copy shared sections");
	(void)page_para(body, pool_printf(r->pool, "From %s, about %s.", reference_of(&p.there),
	    p.there.subject));
	if (p.n == 0)
		(void)page_para(body, "There is nothing to copy: these sections are filled in here, or have "
		    "no answer there that you may take. The cases can still be linked.");
	s = node_add(body, "summary");
	for (i = 0; i < p.mine.form->sections; i++)
		if (p.of_section[i] > 0)
			(void)page_row(s, p.mine.form->section[i].title, p.of_section[i] == 1 ? "1 answer" :
			    pool_printf(r->pool, "%u answers", p.of_section[i]));
	form = page_form(r, body, r->http->path);
	(void)page_button(page_buttons(form), p.n == 0 ? "Link the cases" : "Copy, and link the cases",
	    "primary", NULL, NULL);
	return 200;
}

int caf_sibling_copy(struct request *r)
{
	struct pair p = { .n = 0 };

	if (!pair_load(r, true, &p))
		return page_not_found(r);
	if (!may_copy(&p.here))
		return casework_moved_on(r);
	compare(r, &p);
	(void)db_write(r->db, &caf_sql[CAF_SIBLING_ADD], p.here.id, p.there.id, request_account(r),
	    p.here.id, p.there.id);
	(void)db_write(r->db, &caf_sql[CAF_SIBLING_ADD], p.there.id, p.here.id, request_account(r),
	    p.there.id, p.here.id);
	if (p.n > 0) {
		document_fill_rows(r, &p.mine, p.value, p.n);
		event_add(r, &p.here, "sibling.copy", "Shared sections copied from a sibling's assessment",
		    false);
		event_add(r, &p.there, "sibling.taken", "Shared sections copied to a sibling's assessment",
		    false);
	}
	return request_redirect(r, "/caf/case/%s/assessment", p.here.handle);
}

/* -- on the case's page: only who may open the other is told of it -- */

void caf_siblings_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_rows rows;
	struct record there;
	size_t i;

	if (may_copy(record))
		(void)page_link(body, "Copy from a brother's or sister's assessment", NULL,
		    "/caf/case/%s/siblings", record->handle);
	(void)db_list(r->db, &caf_sql[CAF_SIBLING_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (other_load(r, record, db_text(&rows.row[i], 0), &there))
			(void)page_link(body, pool_printf(r->pool, "Brother's or sister's case: %s",
			    reference_of(&there)), NULL, "/caf/case/%s", there.handle);
}
