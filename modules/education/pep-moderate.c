#include <string.h>

#include "lists.h"
#include "pep.h"
#include "secret.h"
#include "str.h"

/* 3.5: a second rater looks at some of the plans, chosen by chance, without changing what
 * was decided; how often the two agree says how far the ratings can be relied on. */

void education_pep_choose(struct request *r, const struct education_pep *p)
{
	unsigned dice;

	secret_random(&dice, sizeof(dice));
	if (pep_chosen(dice, conf_number("education.moderated")))
		(void)db_write(r->db, &education_sql[EDUCATION_PLAN_CHOSEN], p->id);
}

/* One that waits for a second rating, by somebody else than the first. */
static bool waits(struct request *r, const struct education_pep *p)
{
	struct db_row row;

	return p->moderate && (p->state == PEP_COMPLETE || p->state == PEP_HISTORICAL) &&
	    !db_find(r->db, &education_sql[EDUCATION_PLAN_MODERATED], &row, p->id) &&
	    db_find(r->db, &education_sql[EDUCATION_PLAN_RATER], &row, p->id) &&
	    db_number(&row, 0) != request_account(r);
}

static int page(struct request *r, const struct record *record, const struct education_pep *p,
    int status)
{
	struct node *body = casework_page(r, record, "plan-moderate", "Second rating of the plan");
	struct node *form;

	(void)page_para(body, "Rate the plan as if nobody had before. What was decided stays; the two "
	    "ratings are compared.");
	(void)page_link(body, "Read the plan", NULL, "%s/pep-%u/check", casework_path(r, record),
	    p->number);
	form = page_form(r, body, r->http->path);
	education_pep_areas_put(r, form);
	(void)page_button(page_buttons(form), "Save the rating", "primary", NULL, NULL);
	return status;
}

int education_plan_moderate_show(struct request *r)
{
	struct education_pep p;
	struct record record;

	if (!education_plan_load(r, &record, &p) || !waits(r, &p))
		return page_not_found(r);
	return page(r, &record, &p, 200);
}

int education_plan_moderate(struct request *r)
{
	struct str grades, comments;
	struct education_pep p;
	struct record record;
	const char *overall;

	if (!education_plan_lock(r, &record, &p))
		return page_not_found(r);
	if (!waits(r, &p))
		return casework_moved_on(r);
	str_init(&grades, r->pool);
	str_init(&comments, r->pool);
	overall = education_pep_rated(r, &grades, &comments);
	if (!input_valid(&r->input, r->pool) || overall == NULL)
		return page(r, &record, &p, 422);
	education_pep_rate(r, &p, grades.data, comments.data, overall, true);
	event_add(r, &record, "plan.moderated", "Second rating of a personal education plan", false);
	return request_redirect(r, "/education/moderation");
}

/* -- all of them -- */

enum { HANDLE, SUBJECT, NUMBER, YEAR, TERM, FIRST, FIRST_GIVEN, FIRST_FAMILY, FIRST_ACCOUNT,
    SECOND, SECOND_GIVEN, SECOND_FAMILY };

static void row_put(struct request *r, struct node *table, const struct db_row *v)
{
	bool rated = db_text(v, SECOND)[0] != '\0', own = db_number(v, FIRST_ACCOUNT) == request_account(r);
	struct node *tr = node_add(table, "row"), *cell = page_cell(tr, db_text(v, SUBJECT));
	struct education_pep p = { .number = (unsigned)db_number(v, NUMBER),
	    .year = (int)db_number(v, YEAR), .term = db_text(v, TERM) };
	const char *path = pool_printf(r->pool, "/education/child/%s/plan/%u", db_text(v, HANDLE),
	    p.number);

	node_set(cell, "head", "yes");
	node_set(cell, "href", path);
	(void)page_cell(tr, education_pep_title(r, &p));
	/* Who rates second does not see here what the first said. */
	(void)page_cell(tr, rated || own ? pool_printf(r->pool, "%s, %s %s", lists_label(
	    "education-rating", db_text(v, FIRST), r->today), db_text(v, FIRST_GIVEN),
	    db_text(v, FIRST_FAMILY)) : pool_printf(r->pool, "%s %s", db_text(v, FIRST_GIVEN),
	    db_text(v, FIRST_FAMILY)));
	if (rated) {
		(void)page_cell(tr, pool_printf(r->pool, "%s, %s %s", lists_label("education-rating",
		    db_text(v, SECOND), r->today), db_text(v, SECOND_GIVEN), db_text(v, SECOND_FAMILY)));
		return;
	}
	cell = page_cell(tr, own ? "Waits for somebody else" : "Rate it");
	if (!own) {
		node_set(cell, "href", pool_printf(r->pool, "%s/moderate", path));
		node_set(cell, "what", pool_printf(r->pool, "(plan of %s)", db_text(v, SUBJECT)));
	}
}

int education_moderation(struct request *r)
{
	struct node *body = page_begin(r, "moderation", "Second ratings of plans"), *table;
	size_t i, both = 0, same = 0;
	struct db_rows rows;

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Second ratings of plans");
	(void)page_para(body, pool_printf(r->pool, "%ld in 100 complete plans are chosen by chance for a "
	    "second rating by somebody else.", conf_number("education.moderated")));
	(void)db_list(r->db, &education_sql[EDUCATION_MODERATION], &rows, request_account(r));
	for (i = 0; i < rows.n; i++) {
		if (db_text(&rows.row[i], SECOND)[0] == '\0')
			continue;
		both++;
		if (strcmp(db_text(&rows.row[i], FIRST), db_text(&rows.row[i], SECOND)) == 0)
			same++;
	}
	(void)page_para(body, both == 0 ? "None was rated twice yet." : pool_printf(r->pool,
	    "Rated twice: %zu. The two agree on %zu, %zu%%.", both, same, (same * 100 + both / 2) / both));
	table = page_table(body, "moderation", "Plans that were chosen", "None was chosen yet.", "Child",
	    "Plan", "First rating", "Second rating", NULL);
	for (i = 0; i < rows.n; i++)
		row_put(r, table, &rows.row[i]);
	return 200;
}
