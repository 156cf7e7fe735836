#include "analysis.h"

#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "text.h"
#include "triage.h"

/* 2.6: the draft of the local discussion stays as it was when the panel begins from it;
 * what the panel says is a document of its own, which is locked by the chair's
 * signature. A reopened case gets a further one. */

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static void fill(const struct db_row *row, struct lscb_analysis *a)
{
	*a = (struct lscb_analysis){ .id = db_number(row, 0), .document = db_number(row, 1),
	    .meeting = db_number(row, 2), .number = (unsigned)db_number(row, 3),
	    .stage = db_text(row, 4), .signed_on = db_text(row, 5) };
}

bool lscb_analysis_find(struct request *r, const struct record *record, const char *stage,
    struct lscb_analysis *analysis_r)
{
	struct lscb_analysis a;
	struct db_rows rows;
	bool found = false;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_ANALYSIS_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		fill(&rows.row[i], &a);
		if (stage != NULL && !is(a.stage, stage))
			continue;
		*analysis_r = a;
		found = true;
	}
	return found;
}

static bool of_document(struct request *r, const struct record *record,
    const struct document *document, struct lscb_analysis *analysis_r)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_ANALYSIS_OF], &row, record->id, document->id))
		return false;
	fill(&row, analysis_r);
	return true;
}

bool lscb_analysis_page(const struct request *r)
{
	return strstr(r->http->path, "/analysis-") != NULL ||
	    strstr(r->http->path, "/cdr-analysis-") != NULL;
}

/* -- who writes which, when -- */

static bool drafting(const struct record *record)
{
	return is(record->state, "GATHERING") || is(record->state, "DISCUSSION") ||
	    is(record->state, "HOLD") || is(record->state, "READY");
}

bool lscb_analysis_open(const struct record *record)
{
	return drafting(record) || is(record->state, "LISTED");
}

/* 7.1: drafts by the coordinator, the chair, the designated doctor and the leads of the
 * case; the panel's by coordinator and chair. */
static bool writes(struct request *r, const struct record *record, const char *stage)
{
	return is(stage, "P") ? session_role(r->session, "CDC CDP") :
	    session_role(r->session, "CDC CDP CDD") || record_is(record, "JAR");
}

static bool may_stage(struct request *r, const struct record *record, const char *stage)
{
	return writes(r, record, stage) &&
	    (is(stage, "P") ? is(record->state, "LISTED") : drafting(record));
}

/* Of one that is complete: may they add to it? */
bool lscb_analysis_may_write(struct request *r, const struct casework_open *o)
{
	struct lscb_analysis a;

	return of_document(r, &o->record, &o->document, &a) && (o->document.completed_at == NULL ?
	    may_stage(r, &o->record, a.stage) : writes(r, &o->record, a.stage));
}

/* What the panel says is not for the response team (7.1). */
void lscb_analysis_hide(struct request *r, const struct record *record, const struct document *document,
    struct document_mask *mask)
{
	struct lscb_analysis a;
	unsigned i;

	if (session_role(r->session, "CDC CDP CDD") || !of_document(r, record, document, &a) ||
	    is(a.stage, "D"))
		return;
	for (i = 0; i < document->form->fields; i++)
		document_mask_field(mask, i);
}

/* -- messages beside the fields -- */

static void say(const struct form_answers *answers, unsigned field, unsigned item,
    const char *words)
{
	struct form_answer *a = form_slot(answers, field, item);

	if (a->error == NULL)
		a->error = words;
}

/* Where a rule is said. */
static unsigned field_of(const struct lscb_analysis_set *set, enum analysis_rule rule)
{
	switch (rule) {
	case ANALYSIS_MODIFIABLE_NONE:
	case ANALYSIS_MODIFIABLE_SOME:
	case ANALYSIS_RARELY:
		return set->conclusion;
	case ANALYSIS_WHY:
		return set->inadequate;
	default:
		return set->category;
	}
}

static bool one_modifiable_low(const struct form_answers *answers,
    const struct lscb_analysis_domain *d, unsigned item)
{
	unsigned long long influence = 0;

	return is(form_get(answers, d->modifiable, item), "Y") &&
	    text_number(form_get(answers, d->influence, item), &influence) && influence != 2 &&
	    influence != 3;
}

/* Two rows of one factor may contradict each other. What the list has no code for has
 * as many rows as it needs. */
static bool again(const struct lscb_analysis_set *set, const struct lscb_analysis_domain *d,
    const struct form_answers *answers, const unsigned *items, unsigned at)
{
	const char *code = form_get(answers, d->factor, items[at]);
	unsigned i;

	for (i = 0; i < at && code[0] != '\0' && !lists_flag(set->factors, code, "specify"); i++)
		if (is(form_get(answers, d->factor, items[i]), code))
			return true;
	return false;
}

/* Rules 1 and 5, and one row a factor. */
static void domain_rules(const struct lscb_analysis_set *set,
    const struct lscb_analysis_domain *d, const struct form_answers *answers,
    const struct analysis_facts *facts)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(answers,
	    answers->form->field[d->factor].group, items);
	unsigned long long said;

	for (i = 0; i < n; i++) {
		if (one_modifiable_low(answers, d, items[i]))
			say(answers, d->modifiable, items[i], analysis_words(ANALYSIS_MODIFIABLE_LOW));
		if (again(set, d, answers, items, i))
			say(answers, d->factor, items[i], "This factor has a row above: say all of it there");
	}
	if (text_number(form_get(answers, d->overall, 0), &said) && (said == 11 ? 1 : (int)said) <
	    analysis_least(facts->factor, facts->factors, d->letter))
		say(answers, d->overall, 0, "The influence of the domain cannot be lower than that of one of its "
		    "factors");
}

/* A wrong order of categories cannot be kept; what is only unlikely can, once somebody
 * has looked again and said why. */
static void conclusion_rules(const struct lscb_analysis_set *set,
    const struct form_answers *answers, const struct analysis_facts *facts)
{
	enum analysis_rule rule;

	for (rule = 0; rule < ANALYSIS_RULE__MAX; rule++) {
		if (!analysis_breaks(facts, rule))
			continue;
		if (rule == ANALYSIS_HIERARCHY)
			say(answers, field_of(set, rule), 0, analysis_words(rule));
		else if (!analysis_blocks(rule) && form_get(answers, set->again, 0)[0] == '\0')
			say(answers, field_of(set, rule), 0, analysis_words(rule));
	}
}

/* C.01: no name stands in it, but of who was at the discussion, which the chair does not
 * read, and who leads an action. */
static void nameless_rules(struct request *r, const struct record *record,
    const struct lscb_analysis_set *set, const struct form_section *section,
    const struct form_answers *answers)
{
	unsigned i, k, n, items[FORM_ITEMS_MAX];

	for (i = section->first; i < section->first + section->n; i++) {
		const struct form_field *f = &answers->form->field[i];

		if ((f->field.type != FIELD_TEXT && f->field.type != FIELD_MEMO) ||
		    f->system || f->field.read != NULL || i == set->lead)
			continue;
		items[0] = 0;
		n = f->group == NULL ? 1 : form_rows(answers, f->group, items);
		for (k = 0; k < n; k++)
			if (lscb_name_in(r, record->id, form_get(answers, i, items[k])) != NULL)
				say(answers, i, items[k], "This text holds a name of the case, or the child's number, "
				    "address or day of birth. Write it so that it identifies no child");
	}
}

/* What is being saved, over what is stored of the other sections. */
static struct form_answers *joined(struct request *r, const struct form_section *section,
    const struct form_answers *answers)
{
	struct form_answers *all;
	struct casework_open o;
	unsigned i;

	if (casework_form_open(r, &o, false) != CASEWORK_OPEN)
		return NULL;
	all = document_answers(r, &o.document);
	for (i = section->first; i < section->first + section->n; i++)
		all->slot[i] = answers->slot[i];
	return all;
}

void lscb_analysis_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers)
{
	const struct lscb_analysis_set *set = lscb_analysis_set_of(answers->form->name);
	const struct form_answers *all = joined(r, section, answers);
	struct analysis_facts facts;
	size_t i;

	if (all == NULL)
		return;
	lscb_analysis_facts(r, record, set, all, &facts);
	for (i = 0; i < 4; i++)
		if (answers->form->field[set->domain[i].factor].section == section)
			domain_rules(set, &set->domain[i], answers, &facts);
	if (answers->form->field[set->category].section == section)
		conclusion_rules(set, answers, &facts);
	nameless_rules(r, record, set, section, answers);
}

/* C.11: a row for each factor, or "none". */
static void rows_rules(struct request *r, const struct lscb_analysis_set *set,
    const struct form_answers *answers, struct form_gap **gaps)
{
	unsigned items[FORM_ITEMS_MAX];
	size_t i;

	for (i = 0; i < sizeof(set->domain) / sizeof(set->domain[0]); i++) {
		const struct lscb_analysis_domain *d = &set->domain[i];
		const struct form_field *f = &answers->form->field[d->listed];

		if (is(form_get(answers, d->listed, 0), "L") &&
		    form_rows(answers, answers->form->field[d->factor].group, items) == 0)
			form_gap_add(r, gaps, f->section, f->field.name, "List the factors, or say that there "
			    "are none");
	}
}

/* What keeps from signing, as links to where it is said. */
void lscb_analysis_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps)
{
	const struct lscb_analysis_set *set = lscb_analysis_set_of(answers->form->name);
	struct analysis_facts facts;
	enum analysis_rule rule;

	lscb_analysis_facts(r, record, set, answers, &facts);
	for (rule = 0; rule < ANALYSIS_RULE__MAX; rule++) {
		const struct form_field *f = &answers->form->field[field_of(set, rule)];

		if (analysis_breaks(&facts, rule) && (analysis_blocks(rule) ||
		    form_get(answers, set->again, 0)[0] == '\0'))
			form_gap_add(r, gaps, f->section, f->field.name, analysis_words(rule));
	}
	rows_rules(r, set, answers, gaps);
}

/* -- what is counted of it -- */

static int weight(const struct form_answers *answers, const struct lscb_analysis_domain *d,
    unsigned item)
{
	unsigned long long influence;

	return (is(form_get(answers, d->modifiable, item), "Y") ? 100 : 0) +
	    (text_number(form_get(answers, d->influence, item), &influence) ?
	    1 + (influence == 11 ? 1 : (int)influence) : 0);
}

/* Of several rows of one code ("other") the weightiest. */
static bool lighter(const struct form_answers *answers, const struct lscb_analysis_domain *d,
    const unsigned *items, unsigned n, unsigned at)
{
	unsigned i;

	for (i = 0; i < n; i++) {
		int by = i == at || !is(form_get(answers, d->factor, items[i]),
		    form_get(answers, d->factor, items[at])) ? -1 :
		    weight(answers, d, items[i]) - weight(answers, d, items[at]);

		if (by > 0 || (by == 0 && i < at))
			return true;
	}
	return false;
}

static void factors_write(struct request *r, const struct lscb_analysis *a,
    const struct lscb_analysis_domain *d, const struct form_answers *answers)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(answers,
	    answers->form->field[d->factor].group, items);
	const char *present, *modifiable, *note;
	unsigned long long influence;

	for (i = 0; i < n; i++) {
		const char *code = form_get(answers, d->factor, items[i]);

		if (code[0] == '\0' || lighter(answers, d, items, n, i))
			continue;
		if (!text_number(form_get(answers, d->influence, items[i]), &influence))
			influence = 99;		/* not said yet: NULL in the table */
		present = form_get(answers, d->present, items[i]);
		modifiable = form_get(answers, d->modifiable, items[i]);
		note = form_get(answers, d->note, items[i]);
		(void)db_write(r->db, &lscb_sql[LSCB_FACTOR_PUT], a->id, code, present, influence,
		    modifiable, note, present, influence, modifiable, note);
	}
}

void lscb_analysis_saved(struct request *r, const struct record *record, struct document *document)
{
	const struct lscb_analysis_set *set = lscb_analysis_set_of(document->form->name);
	const struct form_answers *answers = document_answers(r, document);
	unsigned long long category = 0;
	struct lscb_analysis a;
	size_t i;

	if (!of_document(r, record, document, &a))
		return;
	(void)text_number(form_get(answers, set->category, 0), &category);
	(void)db_write(r->db, &lscb_sql[LSCB_ANALYSIS_SET], category,
	    form_get(answers, set->secondary, 0), form_get(answers, set->conclusion, 0), document->id);
	(void)db_write(r->db, &lscb_sql[LSCB_FACTORS_CLEAR], a.id);
	for (i = 0; i < 4; i++)
		factors_write(r, &a, &set->domain[i], answers);
}

/* -- below the form -- */

void lscb_analysis_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct lscb_analysis a;

	if (gaps != NULL)
		casework_form_gaps(r, body, o, gaps);
	if (of_document(r, &o->record, &o->document, &a) && is(a.stage, "P"))
		casework_link(r, body, &o->record, "Back to the table", "/table", "secondary");
}

/* -- beginning one -- */

static void copy(struct request *r, const struct record *record, const struct lscb_analysis *from,
    struct document *to)
{
	struct document_row_value *value;
	struct form_answers *answers;
	struct document source;
	unsigned i, k;
	size_t n = 0;

	if (!document_find_number(r, record, to->form->name, from->number, &source))
		return;
	answers = document_answers(r, &source);
	value = pool_array(r->pool, (size_t)to->form->fields * FORM_ITEMS_MAX, sizeof(*value));
	for (i = 0; i < to->form->fields; i++)
		for (k = 0; !to->form->field[i].system && k < FORM_ITEMS_MAX; k++)
			if (form_get(answers, i, k)[0] != '\0')
				value[n++] = (struct document_row_value){ i, k, form_get(answers, i, k) };
	document_fill_rows(r, to, value, n);
}

/* What the program knows: no name, no day of birth (C.01). */
static void head_fill(struct request *r, const struct record *record,
    const struct lscb_analysis_set *set, struct document *d, const char *stage)
{
	const struct lscb_death *death = lscb_of(r);
	const struct document_value value[] = { { set->identifier, record->reference },
	    { set->age, lscb_age_open(r, death) },
	    { set->sex, death->sex }, { set->stage, stage },
	    { set->died_on, death->died_on }, { set->discussed_on, lscb_discussed_on(r, record) } };
	size_t n = sizeof(value) / sizeof(value[0]);

	document_fill(r, d, value, set->died_on == 0 ? n - 2 : n);
}

/* Stage that can begin now, by this person; NULL: none. */
static const char *next_stage(struct request *r, const struct record *record)
{
	const char *stage = is(record->state, "LISTED") ? "P" : "D";
	struct lscb_analysis a;

	if (!may_stage(r, record, stage))
		return NULL;
	return lscb_analysis_find(r, record, NULL, &a) && is(a.stage, stage) && a.signed_on == NULL ?
	    NULL : stage;
}

static void link_put(struct request *r, struct node *parent, const char *element,
    const struct record *record, const struct db_row *row)
{
	const struct lscb_analysis_set *set = lscb_analysis_set(lscb_of(r)->form_set);
	struct lscb_analysis a;

	fill(row, &a);
	node_set(node_leaf(parent, element, pool_printf(r->pool, "Analysis %u, %s%s%s", a.number,
	    is(a.stage, "D") ? "draft of the discussion" : "the panel's",
	    a.signed_on == NULL ? "" : ", signed for ",
	    a.signed_on == NULL ? "" : page_day(r, a.signed_on))), "href", pool_printf(r->pool,
	    "%s/%s-%u", casework_path(r, record), set->form, a.number));
}

void lscb_analyses_list(struct request *r, struct node *list, const struct record *record)
{
	struct db_rows rows;
	struct node *row;
	size_t i;

	if (db_list(r->db, &lscb_sql[LSCB_ANALYSIS_LIST], &rows, record->id) == 0) {
		(void)page_row(list, "Analysis", "None begun");
		return;
	}
	row = node_add(list, "row");
	node_set(row, "key", "Analysis");
	for (i = 0; i < rows.n; i++)
		link_put(r, row, "value", record, &rows.row[i]);
}

void lscb_analysis_start(struct request *r, struct node *body, const struct record *record)
{
	const char *stage = next_stage(r, record);

	if (stage != NULL)
		(void)page_button(page_buttons(page_form(r, body, pool_printf(r->pool, "%s/analysis",
		    casework_path(r, record)))), is(stage, "P") ? "Begin the panel's analysis" :
		    "Begin the draft analysis", "secondary", NULL, NULL);
}

void lscb_analyses_put(struct request *r, struct node *body, const struct record *record)
{
	struct db_rows rows;
	struct node *list;
	size_t i;

	if (db_list(r->db, &lscb_sql[LSCB_ANALYSIS_LIST], &rows, record->id) > 0) {
		node_set(list = node_add(body, "list"), "kind", "plain");
		for (i = 0; i < rows.n; i++)
			link_put(r, list, "item", record, &rows.row[i]);
	}
	lscb_analysis_start(r, body, record);
}

int lscb_analysis_begin(struct request *r)
{
	const struct lscb_analysis_set *set;
	struct lscb_analysis from, old = { .number = 0 };
	struct lscb_meeting m = { .id = 0 };
	struct lscb_item item;
	struct document d, draft;
	struct record record;
	const char *stage;
	bool begun;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	set = lscb_analysis_set(lscb_of(r)->form_set);
	stage = next_stage(r, &record);
	if (stage == NULL || (is(stage, "P") && !lscb_item_of(r, &record, &m, &item)))
		return casework_moved_on(r);
	begun = lscb_analysis_find(r, &record, NULL, &from);
	if (begun)
		old = from;
	document_new_numbered(r, &record, lscb_form(set->form), old.number + 1, &d);
	(void)db_write(r->db, &lscb_sql[LSCB_ANALYSIS_ADD], record.id,
	    (unsigned long long)old.number + 1, stage, d.id, m.id);
	if (begun)
		copy(r, &record, &from, &d);
	head_fill(r, &record, set, &d, stage);
	lscb_analysis_saved(r, &record, &d);
	/* The draft stays as the panel found it. */
	if (begun && is(from.stage, "D") && document_find_number(r, &record, set->form, from.number,
	    &draft) && draft.completed_at == NULL)
		(void)document_complete(r, &draft);
	event_add(r, &record, "analysis", is(stage, "P") ? "The panel's analysis was begun" :
	    "A draft analysis was begun", false);
	return request_redirect(r, "%s/%s-%u", casework_path(r, &record), set->form, old.number + 1);
}
