#include "nightly.h"

#include <string.h>

#include "code.h"
#include "filter.h"
#include "lists.h"

/* 15.2: data that is missing or cannot be right, by who holds the child, each with the
 * page that mends it. */

#define PAGE_ROWS	50

const struct field education_quality_input[] = {
	{ .name = "officer", .type = FIELD_NUMBER },
	{ .name = "rule", .type = FIELD_TOKEN, .max = 16 },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

/* Below the child's page; with / at the end the finding's own part follows. */
static const struct { const char *rule, *path; } mends[] = {
	{ "UPN_NONE", "/pupil" }, { "UPN_TEMP", "/pupil" }, { "UPN_TWICE", "/pupil" },
	{ "NO_PLACE", "/place" }, { "PLACE_TWICE", "/place/" }, { "SCHOOL_SHUT", "/place/" },
	{ "MARK_OUTSIDE", "/week" }, { "UNMARKED", "/week" }, { "NCY", "/place/" },
	{ "PLAN_UNMET", "/plan/" }, { "TARGET_OPEN", "/plan/" }, { "PREMIUM", "/premium" },
	{ "EHC_NONE", "/needs" }, { "NEED_PLAN", "/need" }, { "OC2_EXTRA", "/outcomes" }, { "OC2_NONE", "/outcomes" },
	{ "SDQ_OLD", "/outcomes" }, { "LEFT_PLAN", "/plan/" }, { "LEFT_CARE", "/episode" },
	{ "PART_TIME", "/place/" }, { "SUSPENSION", "/suspension/" },
};

static const char *mend(struct request *r, const struct db_row *f)
{
	const char *path = "", *ref = db_text(f, 1);
	size_t i;

	for (i = 0; i < sizeof(mends) / sizeof(mends[0]); i++)
		if (strcmp(mends[i].rule, db_text(f, 0)) == 0)
			path = mends[i].path;
	if (path[0] == '\0' || path[strlen(path) - 1] != '/')
		ref = "";
	return pool_printf(r->pool, "/education/child/%s%s%s", db_text(f, 4), path, ref);
}

static void row_put(struct request *r, struct node *table, const struct db_row *f)
{
	struct node *tr = node_add(table, "row"), *cell;
	bool opens = db_number(f, 9) != 0;

	cell = page_cell(tr, opens ? db_text(f, 5) : "A child that you may not open");
	node_set(cell, "head", "yes");
	if (opens)
		node_set(cell, "href", mend(r, f));
	(void)page_cell(tr, lists_label("education-quality", db_text(f, 0), r->today));
	(void)page_cell(tr, opens ? db_text(f, 2) : "");
	node_set(page_cell(tr, page_day(r, db_text(f, 3))), "kind", "nowrap");
	(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(f, 7), db_text(f, 8)));
}

/* "3 of Joel Kite": who has how many, each a link to them alone. */
static void owners_put(struct request *r, struct node *body, unsigned long long run,
    unsigned long long officer)
{
	struct node *para = page_para(body, "By officer: ");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_FINDINGS_OWNERS], &rows, run);
	if (rows.n > 0)
		(void)page_link(para, officer == 0 ? "everybody (shown)" : "everybody", NULL,
		    "/education/quality");
	for (i = 0; i < rows.n; i++) {
		const struct db_row *o = &rows.row[i];

		node_text(para, ", ");
		(void)page_link(para, pool_printf(r->pool, "%s %s %llu%s", db_text(o, 1), db_text(o, 2),
		    db_number(o, 3), db_number(o, 0) == officer ? " (shown)" : ""), NULL,
		    "/education/quality?officer=%llu", db_number(o, 0));
	}
	if (rows.n == 0)
		node_text(para, "nobody has any.");
}

/* Returns how many there are of those chosen. */
static unsigned long long rules_put(struct request *r, struct node *body, unsigned long long run,
    unsigned long long officer, const char *rule)
{
	struct node *table = page_table(body, "rules", "By what is wrong", "Nothing was found.", "What",
	    "Findings", NULL), *tr, *cell;
	unsigned long long all = 0;
	struct db_rows rows;
	size_t i;

	node_set(node_next(node_child(table, "col"), "col"), "numeric", "yes");
	(void)db_list(r->db, &education_sql[EDUCATION_FINDINGS_RULES], &rows, run, officer, officer);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *f = &rows.row[i];

		if (rule[0] == '\0' || strcmp(rule, db_text(f, 0)) == 0)
			all += db_number(f, 1);
		tr = node_add(table, "row");
		cell = page_cell(tr, lists_label("education-quality", db_text(f, 0), r->today));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/education/quality?officer=%llu&rule=%s",
		    officer, db_text(f, 0)));
		node_set(page_cell(tr, pool_printf(r->pool, "%llu", db_number(f, 1))), "numeric", "yes");
	}
	return all;
}

static void list_put(struct request *r, struct node *body, unsigned long long run,
    unsigned long long officer, const char *rule, unsigned long long all)
{
	unsigned long long page = filter_number(r, "page");
	struct db_rows rows;
	struct node *table;
	size_t i;

	if (page == 0 || (page - 1) * PAGE_ROWS >= all)
		page = 1;
	(void)db_list(r->db, &education_sql[EDUCATION_FINDINGS], &rows, request_account(r), run, officer,
	    officer, rule, rule, (unsigned long long)PAGE_ROWS, (page - 1) * PAGE_ROWS);
	table = page_table(body, "findings", pool_printf(r->pool, "%llu finding%s", all,
	    all == 1 ? "" : "s"), "Nothing was found.", "Child", "What", "In particular", "Found since",
	    "Held by", NULL);
	for (i = 0; i < rows.n; i++)
		row_put(r, table, &rows.row[i]);
	page_pages(r, body, pool_printf(r->pool, "/education/quality?officer=%llu&rule=%s&", officer, rule),
	    page, PAGE_ROWS, all, false);
}

int education_quality_show(struct request *r)
{
	struct node *body = page_begin(r, "quality", "Missing and implausible data"), *form;
	unsigned long long run, officer = filter_number(r, "officer"), all;
	const char *ended = education_nightly_last(r, &run), *rule = input_text(&r->input, "rule");
	struct db_row row;

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Missing and implausible data");
	(void)page_para(body, ended == NULL ? "It has not been looked for yet: that is done every night." :
	    pool_printf(r->pool, "As it was found on %s. It is looked for every night. A child's name "
	    "opens the page that mends it.", page_when(r, ended)));
	if (db_find(r->db, &education_sql[EDUCATION_NIGHTLY_WAITS], &row)) {
		(void)page_para(body, "It is being looked for again: open this page again in a minute.");
	} else if (request_may(r, EDUCATION_WORK)) {
		form = page_form(r, body, "/education/quality");
		(void)page_button(page_buttons(form), "Look again now", "secondary", NULL, NULL);
	}
	if (ended == NULL)
		return 200;
	owners_put(r, body, run, officer);
	all = rules_put(r, body, run, officer, rule);
	list_put(r, body, run, officer, rule, all);
	return 200;
}

int education_quality_again(struct request *r)
{
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_NIGHTLY_WAITS], &row))
		(void)db_write(r->db, &education_sql[EDUCATION_NIGHTLY_ADD], r->today, request_account(r));
	return request_redirect(r, "/education/quality");
}
