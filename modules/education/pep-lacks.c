#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "lists.h"
#include "pep.h"
#include "pep-form.h"
#include "statute.h"
#include "text.h"

/* What a plan still needs (3.4: R) beyond what the form can say of itself, and what
 * follows from it: ready or not, and who has to bring what. */

/* The page on which what the program fills is put right; NULL: not by this person. */
static const char *source(struct request *r, const struct record *record, const char *section)
{
	if (!request_may(r, EDUCATION_CARE))
		return NULL;
	return pool_printf(r->pool, "%s/%s", casework_path(r, record),
	    strcmp(section, "pupil") == 0 ? "pupil" : "episode");
}

static void add(struct request *r, struct form_gap **gaps, const struct form *form,
    unsigned field, const char *message, const char *path)
{
	const struct form_field *f = &form->field[field];
	struct form_gap *last;

	form_gap_add(r, gaps, f->section, f->group == NULL ? f->field.name :
	    pool_printf(r->pool, "%s.1.%s", f->group->name, f->field.name), message);
	for (last = *gaps; last->next != NULL; last = last->next)
		;
	last->path = path;
}

/* Of the pupil and the care: taken from the record, and not there. */
static void sources(struct request *r, const struct record *record,
    const struct form_answers *a, struct form_gap **gaps)
{
	const struct form *form = a->form;
	unsigned i;

	for (i = 0; i < form->fields; i++)
		if (form->field[i].system && form->field[i].group == NULL &&
		    form_needed(a, i, 0) && form_get(a, i, 0)[0] == '\0')
			add(r, gaps, form, i, pool_printf(r->pool, "%s is not recorded (%s)",
			    form->field[i].field.label, form->field[i].field.id),
			    source(r, record, form->field[i].section->name));
}

static bool has_subject(const struct form_answers *a, const char *code)
{
	unsigned items[FORM_ITEMS_MAX], i;
	unsigned n = form_rows(a, a->form->field[EDUCATION_PEP_SUBJECT].group, items);

	for (i = 0; i < n; i++)
		if (strcmp(form_get(a, EDUCATION_PEP_SUBJECT, items[i]), code) == 0)
			return true;
	return false;
}

/* J: reading, writing and mathematics in years 1 to 6; English, mathematics and science
 * in years 7 to 11. */
static void subjects(struct request *r, const struct form_answers *a, int year,
    struct form_gap **gaps)
{
	const struct codelist *list = lists_find(year <= 6 ? "education-subject:primary" :
	    "education-subject:secondary");
	size_t i;

	for (i = 0; i < list->n; i++)
		if (!has_subject(a, list->codes[i].code))
			add(r, gaps, a->form, EDUCATION_PEP_SUBJECT, pool_printf(r->pool,
			    "Enter where the child is in: %s (J2)", list->codes[i].label), NULL);
}

/* P: in the autumn of certain years (education.transition_years) the next phase is planned. */
static void transition(struct request *r, const struct record *record,
    const struct form_answers *a, int year, struct form_gap **gaps)
{
	bool autumn = strcmp(r->today + 5, "09-01") >= 0;

	(void)record;
	if (autumn && text_among(conf_text("education.transition_years"),
	    pool_printf(r->pool, "%d", year)) && form_is(a, EDUCATION_PEP_APPLIES, "N"))
		add(r, gaps, a->form, EDUCATION_PEP_APPLIES, pool_printf(r->pool,
		    "In the autumn of year %d transition is planned: answer yes (P1)", year), NULL);
}

void education_pep_lacks(struct request *r, const struct record *record,
    const struct form_answers *a, struct form_gap **gaps)
{
	const char *typed = form_get(a, EDUCATION_PEP_YEAR, 0);
	int year = typed[0] != '\0' ? (int)strtol(typed, NULL, 10) : education_ncy(r, record);
	unsigned items[FORM_ITEMS_MAX], least = (unsigned)conf_number("education.targets"), n;
	bool placed = form_is(a, EDUCATION_PEP_PLACED, "Y");

	sources(r, record, a, gaps);
	if (placed && year > SCHOOL_FIRST && year <= SCHOOL_LAST)
		subjects(r, a, year, gaps);
	n = form_rows(a, a->form->field[EDUCATION_PEP_AREA].group, items);
	if (year >= SCHOOL_FIRST && year <= SCHOOL_LAST && n > 0 && n < least)
		add(r, gaps, a->form, EDUCATION_PEP_AREA, pool_printf(r->pool,
		    "Set at least %u targets: there %s %u (N1)", least, n == 1 ? "is" : "are", n), NULL);
	transition(r, record, a, year, gaps);
}

struct form_gap *education_pep_gaps(struct request *r, const struct record *record,
    const struct form_answers *a)
{
	struct form_gap *gaps = NULL;

	form_gaps(r, NULL, a, &gaps);
	education_pep_lacks(r, record, a, &gaps);
	return gaps;
}

/* -- what does not hold it up, and is worth a look -- */

struct warnings {
	const struct record *record;
	const struct education_pep *p;
	struct node *body, *list;
};

/* section NULL: the list of sections. */
static void warn(struct request *r, struct warnings *w, const char *section, const char *text)
{
	if (w->list == NULL) {
		(void)page_heading(w->body, 2, "Worth a look");
		w->list = node_add(w->body, "list");
		node_set(w->list, "kind", "bullet");
	}
	node_set(node_leaf(w->list, "item", text), "href", pool_printf(r->pool, "%s/pep-%u%s%s",
	    casework_path(r, w->record), w->p->number, section == NULL ? "" : "/",
	    section == NULL ? "" : section));
}

static bool above(const char *score, unsigned limit)
{
	return strtoul(score, NULL, 10) > limit;
}

static void warnings_of(struct request *r, struct warnings *w, const struct form_answers *a)
{
	struct db_rows rows;

	if (above(form_get(a, EDUCATION_PEP_SDQ, 0), (unsigned)conf_number("education.sdq_over")) &&
	    form_get(a, EDUCATION_PEP_SDQ_STRATEGY, 0)[0] == '\0')
		warn(r, w, "health", pool_printf(r->pool, "The SDQ score is over %ld, and nothing is said "
		    "of what is done about it", conf_number("education.sdq_over")));
	if (form_get(a, EDUCATION_PEP_REVIEW_ON, 0)[0] == '\0')
		warn(r, w, "care", "The day of the next review is not known: the reviewing "
		    "officer's date cannot be worked out");
	if (form_get(a, EDUCATION_PEP_HOME, 0)[0] == '\0')
		warn(r, w, "carer", "The carer's views are not there");
	if (form_is(a, EDUCATION_PEP_VIEWS, "NOT_ASKED"))
		warn(r, w, "child", "The child's views are not there");
	(void)db_list(r->db, &education_sql[EDUCATION_PLAN_CARRIES], &rows, w->p->id);
	if (rows.n > 0)
		warn(r, w, NULL, pool_printf(r->pool, rows.n == 1 ?
		    "%zu answer was carried forward and is not confirmed" :
		    "%zu answers were carried forward and are not confirmed", rows.n));
}

void education_pep_lacks_put(struct request *r, const struct record *record, struct node *body,
    const struct education_pep *p)
{
	struct casework_open o = { .record = *record };
	struct form_gap *gaps;

	if (education_pep_part(r, record) >= PEP_CARER || !education_pep_under_way(p) ||
	    !document_find_number(r, record, "pep", p->number, &o.document))
		return;
	o.page.path = pool_printf(r->pool, "%s/pep-%u", casework_path(r, record), p->number);
	gaps = education_pep_gaps(r, record, document_answers(r, &o.document));
	if (gaps != NULL)
		casework_form_gaps(r, body, &o, gaps);
	warnings_of(r, &(struct warnings){ .record = record, .p = p, .body = body },
	    document_answers(r, &o.document));
}

/* -- what follows -- */

static void owed(struct request *r, const struct education_pep *p, const struct form_gap *gaps)
{
	unsigned long long worker = 0, teacher = 0;

	for (; gaps != NULL; gaps = gaps->next)
		if (lists_flag("education-pep-section", gaps->section->name, "owes-worker"))
			worker++;
		else
			teacher++;
	(void)db_write(r->db, &education_sql[EDUCATION_PLAN_LACKS], worker, teacher, p->id);
}

void education_pep_settle(struct request *r, const struct record *record,
    struct education_pep *p, const struct document *d, bool written)
{
	struct form_gap *gaps = education_pep_gaps(r, record, document_answers(r, d));

	owed(r, p, gaps);
	/* The virtual school may still write in what was submitted; and that a record was put
	 * right does not begin a plan, nor does it answer what was returned. */
	if (p->state == PEP_SUBMITTED || (!written && p->state != PEP_READY &&
	    p->state != PEP_IN_PROGRESS))
		return;
	if (education_pep_move(r, record, p, gaps == NULL ? PEP_WHOLE : PEP_SAVED, "") &&
	    gaps == NULL && p->ready_on == NULL)
		(void)db_write(r->db, &education_sql[EDUCATION_PLAN_READY], r->today, p->id);
}

/* P2: with the reviewing officer so many working days before the review. */
void education_pep_review(struct request *r, const struct record *record,
    const struct education_pep *p, const struct form_answers *a)
{
	const char *code = deadline_code(r->pool, "P2R", p->number);
	const char *review = form_get(a, EDUCATION_PEP_REVIEW_ON, 0);
	struct clock clock = { .code = code, .name = "Plan with the reviewing officer" };
	const char *error;

	deadline_drop(r, record, code);
	if (review[0] == '\0' || strcmp(review, r->today) < 0 ||
	    !clock_parse(conf_text("education.p2_reviewer"), &clock))
		return;
	error = deadline_start(r, record, &clock, review);
	if (error != NULL)
		page_alert(r, "information", error);
}
