#include "filter.h"
#include "keep.h"
#include "lists.h"

/* 7.3: what stays of the cases of a year that were destroyed, and the words of their signed
 * analyses without a name. No row has an address or a number of its own, and they stand by
 * what is in them: in the order in which they were destroyed each could be told by its
 * certificate. */

#define PAGE_ROWS	10

const struct field lscb_kept_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

static const char *label_of(struct request *r, unsigned long long year)
{
	return pool_printf(r->pool, "%llu to %llu", year - 1, year);
}

static void years_put(struct request *r, struct node *body, const struct db_rows *years,
    unsigned long long shown)
{
	struct node *nav = page_nav(body, "Years");
	size_t i;

	for (i = 0; i < years->n; i++) {
		unsigned long long year = db_number(&years->row[i], 0);

		page_nav_item(nav, pool_printf(r->pool, "/lscb/kept?year=%llu", year), label_of(r, year),
		    year == shown);
	}
}

/* "28 to 364 days, Male" */
static const char *title_of(struct request *r, const struct db_row *row)
{
	return pool_printf(r->pool, "%s, %s", lists_label("lscb-age-band", db_text(row, 1), r->today),
	    lists_label("lscb-sex", db_text(row, 2), r->today));
}

/* Item 0 stands outside groups, whose rows begin with 1. */
static void words_put(struct request *r, struct node *body, unsigned long long kept)
{
	const struct form *form;
	struct node *summary;
	struct db_rows words;
	size_t i;
	int at;

	(void)db_list(r->db, &lscb_sql[LSCB_KEPT_WORDS], &words, kept);
	if (words.n == 0) {
		node_set(page_para(body, "No words of an analysis are kept of it."), "kind", "hint");
		return;
	}
	summary = node_add(body, "summary");
	for (i = 0; i < words.n; i++) {
		const struct db_row *v = &words.row[i];
		const struct field *field;
		const char *label;

		form = lscb_form(db_text(v, 0));
		at = form == NULL || form->version != db_number(v, 1) ? -1 : form_field(form, db_text(v, 2));
		field = at < 0 ? NULL : &form->field[at].field;
		label = field == NULL || field->label == NULL ? db_text(v, 2) : field->label;
		if (db_number(v, 3) > 0)
			label = pool_printf(r->pool, "%s (%llu)", label, db_number(v, 3));
		(void)page_row(summary, label, field == NULL ? db_text(v, 4) :
		    field_show(r->pool, field, db_text(v, 4)));
	}
}

static void one_put(struct request *r, struct node *body, const struct db_row *row,
    unsigned long long place)
{
	unsigned long long category = db_number(row, 3);
	struct node *summary;

	(void)page_heading(body, 2, pool_printf(r->pool, "%llu. %s", place, title_of(r, row)));
	summary = node_add(body, "summary");
	(void)page_row(summary, "Category", category == 0 ? "" : lists_label("lscb-category",
	    pool_printf(r->pool, "%llu", category), r->today));
	(void)page_row(summary, "Conclusion", db_text(row, 4)[0] == '\0' ? "" :
	    lists_label("lscb-conclusion", db_text(row, 4), r->today));
	words_put(r, body, db_number(row, 0));
}

int lscb_kept_show(struct request *r)
{
	unsigned long long year = filter_number(r, "year"), page = filter_number(r, "page"), all;
	struct db_rows years, rows;
	struct node *body;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_KEPT_YEARS], &years);
	if (year == 0 && years.n > 0)
		year = db_number(&years.row[0], 0);
	for (i = 0, all = 0; i < years.n; i++)
		if (db_number(&years.row[i], 0) == year)
			all = db_number(&years.row[i], 1);
	page = page == 0 ? 1 : page;
	body = page_begin(r, "kept", "What is kept of destroyed cases");
	page_back(r, "Yearly return", "/lscb/return");
	(void)page_heading(body, 1, "What is kept of destroyed cases");
	(void)page_para(body, "The anonymised row of each, and the words of its signed analysis where a name or "
	    "what may be one was taken out. Of cases that were archived before these words were kept there "
	    "are none.");
	if (years.n == 0) {
		(void)page_para(body, "No case has been destroyed.");
		return 200;
	}
	page_about(r, label_of(r, year));
	r->audit.detail = pool_printf(r->pool, "year=%llu page=%llu", year, page);
	years_put(r, body, &years, year);
	(void)db_list(r->db, &lscb_sql[LSCB_KEPT_ROWS], &rows, year,
	    (unsigned long long)PAGE_ROWS, (page - 1) * PAGE_ROWS);
	if (rows.n == 0)
		(void)page_para(body, "None in this year.");
	for (i = 0; i < rows.n; i++)
		one_put(r, body, &rows.row[i], (page - 1) * PAGE_ROWS + i + 1);
	page_pages(r, body, pool_printf(r->pool, "/lscb/kept?year=%llu&", year), page, PAGE_ROWS, all, true);
	return 200;
}
