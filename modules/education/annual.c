#include "paper.h"

#include <string.h>

#include "code.h"
#include "conf.h"
#include "date.h"
#include "filter.h"
#include "lists.h"
#include "measure.h"

/* V19: the annual report of the virtual school, words and tables of three years. */

#define YEAR_FIRST	2000
#define YEARS_BACK	5

const struct field education_annual_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ .name = "copy", .type = FIELD_TOKEN, .max = 12 },
	{ 0 }
};

static int this_year(const struct request *r)
{
	return report_book_year(r->module->reports, date_today());
}

static const char *label(struct request *r, int year)
{
	return pool_printf(r->pool, "%d to %d", year, year + 1);
}

static bool year_of(struct request *r, int *year_r, const char **label_r)
{
	unsigned long long asked = filter_number(r, "year");
	int now = this_year(r);

	if ((asked == 0 && !input_is(&r->input, "year", "")) ||
	    (asked != 0 && (asked < YEAR_FIRST || asked > (unsigned long long)now + 1)))
		return false;
	*year_r = asked == 0 ? now : (int)asked;
	*label_r = label(r, *year_r);
	return true;
}

const struct annual_book education_annual_book = {
	.title = "Annual report of the virtual school",
	.path = "/education/annual",
	.list = "education-annual",
	.year = year_of,
	.texts = EDUCATION_ANNUAL_TEXTS,
	.versions = EDUCATION_ANNUAL_VERSIONS,
	.add = EDUCATION_ANNUAL_ADD,
};

/* The copy to publish is all that is shown to who does not read exact numbers. */
static bool asked(struct request *r, int *year_r, const char **label_r, bool *published_r)
{
	*published_r = !report_exact(r) || input_is(&r->input, "copy", "published");
	if (!input_is(&r->input, "copy", "") && !input_is(&r->input, "copy", "published") &&
	    !(input_is(&r->input, "copy", "internal") && report_exact(r)))
		return false;
	return year_of(r, year_r, label_r);
}

static const char *for_whom(struct request *r, bool published)
{
	return published ? pool_printf(r->pool, "For publication. Counts below %ld are left out ("
	    REPORT_HIDDEN "), and what would give them away.", conf_number("education.small_numbers")) :
	    "For use inside the service: small numbers can point to a child.";
}

static void words_put(struct request *r, struct node *parent, int year, const char *heading,
    bool links)
{
	if (!annual_words_put(r, parent, year, heading))
		(void)page_para(parent, "Nothing is written here yet.");
	if (links && request_may(r, EDUCATION_WORK))
		annual_words_link(r, parent, year, heading);
}

/* All headings but the last, the numbers, the last. */
static void parts_put(struct request *r, struct node *parent, int year, bool published, bool print)
{
	const struct codelist *list = lists_find("education-annual");
	struct str body;
	size_t i;

	str_init(&body, r->pool);
	education_paper_years(r, &body, year, published);
	for (i = 0; list != NULL && i < list->n; i++) {
		struct node *part = parent;

		if (i + 1 == list->n)
			annual_body_put(r, parent, body.data, print);
		if (print) {
			part = node_add(parent, "part");
			node_set(part, "title", code_label(&list->codes[i], r->today));
		} else {
			(void)page_heading(parent, 2, code_label(&list->codes[i], r->today));
		}
		words_put(r, part, year, list->codes[i].code, !print && !published);
	}
}

static void years_put(struct request *r, struct node *body, int shown, const char *copy)
{
	struct node *nav = page_nav(body, "Years");
	int last = this_year(r), year = last - YEARS_BACK;

	for (year = shown < year ? shown : year; year <= last; year++)
		page_nav_item(nav, pool_printf(r->pool, "/education/annual%s?year=%d", copy, year),
		    label(r, year), year == shown);
}

int education_annual(struct request *r)
{
	const char *caption;
	struct node *body, *para;
	bool published;
	int year;

	if (!asked(r, &year, &caption, &published))
		return page_not_found(r);
	body = page_begin(r, "annual", "Annual report of the virtual school");
	page_back(r, "Measures", "/education/report");
	node_set(page_heading(body, 1, "Annual report of the virtual school"), "caption", caption);
	years_put(r, body, year, published && report_exact(r) ? "/published" : "");
	(void)page_para(body, for_whom(r, published));
	para = page_para(body, "");
	(void)page_link(para, "Print", NULL, "/education/annual/%s/print?year=%d",
	    published ? "published" : "internal", year);
	if (report_exact(r)) {
		node_text(para, ", ");
		(void)page_link(para, published ? "The version for use inside" :
		    "The version for publication", NULL, "/education/annual%s?year=%d",
		    published ? "" : "/published", year);
	}
	parts_put(r, body, year, published, false);
	return 200;
}

int education_annual_print(struct request *r)
{
	const char *caption;
	struct node *paper, *part;
	bool published;
	int year;

	if (!asked(r, &year, &caption, &published))
		return page_not_found(r);
	paper = annual_print(r, "Annual report of the virtual school", caption,
	    published ? NULL : "OFFICIAL-SENSITIVE");
	page_back(r, "Annual report", "/education/annual?year=%d", year);
	part = node_add(paper, "part");
	node_set(part, "title", "What this is");
	(void)page_para(part, for_whom(r, published));
	parts_put(r, paper, year, published, true);
	return 200;
}
