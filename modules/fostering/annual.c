#include <string.h>

#include "annual.h"
#include "code.h"
#include "conf.h"
#include "lists.h"
#include "register.h"
#include "report.h"

/* 12.2: the annual evaluation for the director and the safeguarding board. What
 * is published leaves small numbers out and opens nothing. */

const struct field fostering_annual_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ .name = "copy", .type = FIELD_TOKEN, .max = 12, .required = true },
	{ 0 }
};

struct annual {
	struct request *r;
	struct fostering_year year;
	struct report q;
	bool published;
	struct node *body, *print;	/* of a page, or of paper */
};

/* A part: written words, then measures of report.c, in this order. */
struct part {
	const char *heading;		/* list fostering-annual; NULL: none */
	const char *title;		/* NULL: the heading's */
	const char *measures[8];
	void (*put)(const struct annual *, struct node *);
};

/* -- what is no measure -- */

static void officer_put(const struct annual *a, struct node *parent)
{
	(void)page_para(parent, pool_printf(a->r->pool, "%s.", fostering_officers(a->r, &a->year)));
}

static void holidays_put(const struct annual *a, struct node *parent)
{
	fostering_holiday_counts_put(a->r, parent, &a->year, a->published ?
	    (unsigned long long)conf_number("fostering.small_numbers") : 0);
}

/* How many came after an activity can point to a child. */
static void awareness_put(const struct annual *a, struct node *parent)
{
	fostering_activities_put(a->r, parent, &a->year, !a->published);
}

static void standards_put(const struct annual *a, struct node *parent)
{
	fostering_standards_put(a->r, parent, &a->year, false);
}

static const struct part parts[] = {
	{ .heading = "SUMMARY" },
	{ .title = "Monitoring officer", .put = officer_put },
	{ .title = "The return, this year and two before", .measures = { "pf1" } },
	{ .title = "Notices", .measures = { "months", "notifiers", "tested" } },
	{ .title = "First action and visits in time", .measures = { "q-initial", "q-visits", "late",
	    "visits" } },
	{ .title = "The children", .measures = { "age", "pub-sex", "pub-ethnic", "place", "began",
	    "pub-disabled", "scenario" } },
	{ .title = "The carers", .measures = { "relation", "size", "several" } },
	{ .title = "Decisions, requirements, prohibitions, consents and appeals",
	  .measures = { "decided", "consents", "appeals" } },
	{ .title = "Outcome of arrangements that ended", .measures = { "ended" } },
	{ .title = "Children at school in the holidays", .put = holidays_put },
	{ .heading = "AWARENESS", .put = awareness_put },
	{ .heading = "VIEWS" },
	{ .heading = "AUDIT" },
	{ .heading = "POPULATION" },
	{ .title = "Self-assessment", .put = standards_put },
	{ .heading = "PLAN" },
};

/* -- parts -- */

static struct node *part_begin(const struct annual *a, const char *title)
{
	struct node *part;

	if (a->print == NULL) {
		(void)page_heading(a->body, 2, title);
		return a->body;
	}
	part = node_add(a->print, "part");
	node_set(part, "title", title);
	return part;
}

static void words_put(const struct annual *a, struct node *parent, const char *heading)
{
	if (!annual_words_put(a->r, parent, a->year.year, heading))
		(void)page_para(parent, "Nothing is written here yet.");
	if (a->print == NULL && !a->published && request_may(a->r, FOSTERING_MONITOR))
		annual_words_link(a->r, parent, a->year.year, heading);
}

/* One measure stands inside and outside, with small numbers or without. */
static void measure_put(const struct annual *a, struct node *parent, const char *code)
{
	struct report_measure *m = pool_new(a->r->pool, struct report_measure);
	struct report_table t;

	*m = *report_measure(a->r, code);
	m->published = a->published;
	report_measure_put(&a->q, parent, m, &t);
}

static void part_put(const struct annual *a, const struct part *p)
{
	struct node *parent = part_begin(a, p->title != NULL ? p->title :
	    lists_label("fostering-annual", p->heading, a->r->today));
	size_t i;

	if (p->heading != NULL)
		words_put(a, parent, p->heading);
	for (i = 0; i < sizeof(p->measures) / sizeof(p->measures[0]) && p->measures[i] != NULL; i++)
		measure_put(a, parent, p->measures[i]);
	if (p->put != NULL)
		p->put(a, parent);
}

static void parts_put(const struct annual *a)
{
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		part_put(a, &parts[i]);
}

/* -- the pages -- */

static bool year_of(struct request *r, int *year_r, const char **label_r)
{
	struct fostering_year year;

	if (!fostering_year_read(r, &year))
		return false;
	*year_r = year.year;
	*label_r = year.label;
	return true;
}

const struct annual_book fostering_annual_book = {
	.title = "Annual evaluation",
	.path = "/fostering/annual",
	.list = "fostering-annual",
	.year = year_of,
	.texts = FOSTERING_TEXTS,
	.versions = FOSTERING_TEXT_VERSIONS,
	.add = FOSTERING_TEXT_ADD,
};

static const char *copy(const struct annual *a)
{
	return a->published ? "published" : "internal";
}

static bool annual_read(struct request *r, bool published, struct annual *a_r)
{
	*a_r = (struct annual){ .r = r, .published = published };
	if (!fostering_year_read(r, &a_r->year))
		return false;
	a_r->q = report_whole(r, a_r->year.year);
	a_r->q.closed = published;
	r->audit.detail = pool_printf(r->pool, "year=%d copy=%s", a_r->year.year, copy(a_r));
	return true;
}

static const char *for_whom(const struct annual *a)
{
	return a->published ? pool_printf(a->r->pool, "For publication. Counts below %ld are left out, "
	    "and what would give them away.", conf_number("fostering.small_numbers")) :
	    "For the director and the safeguarding board alone: small numbers can point to a child.";
}

static int annual_page(struct annual *a)
{
	struct request *r = a->r;
	const char *path = a->published ? "/fostering/annual/published" : "/fostering/annual";
	struct node *body = a->body = fostering_register_page(r, "annual", "Annual evaluation",
	    a->year.label), *para;

	fostering_calendar_warn(r);
	fostering_years_put(r, body, path, &a->year);
	(void)page_para(body, for_whom(a));
	para = page_para(body, "");
	(void)page_link(para, "Print", NULL, "/fostering/annual/%s/print?year=%d", copy(a), a->year.year);
	node_text(para, ", ");
	(void)page_link(para, a->published ? "The version for use inside" : "The version for publication",
	    NULL, "/fostering/annual%s?year=%d", a->published ? "" : "/published", a->year.year);
	parts_put(a);
	(void)page_para(body, a->q.book->left_out);
	return 200;
}

int fostering_annual(struct request *r)
{
	struct annual a;

	return annual_read(r, false, &a) ? annual_page(&a) : page_not_found(r);
}

static bool copy_read(struct request *r, struct annual *a_r)
{
	bool published = input_is(&r->input, "copy", "published");

	return (published || input_is(&r->input, "copy", "internal")) && annual_read(r, published, a_r);
}

int fostering_annual_copy(struct request *r)
{
	struct annual a;

	return copy_read(r, &a) ? annual_page(&a) : page_not_found(r);
}

int fostering_annual_print(struct request *r)
{
	struct annual a;
	struct node *part;

	if (!copy_read(r, &a))
		return page_not_found(r);
	/* Paper opens nothing. */
	a.q.closed = true;
	a.print = annual_print(r, "Private fostering: annual evaluation", a.year.label,
	    a.published ? NULL : "OFFICIAL-SENSITIVE");
	page_back(r, "Annual evaluation", "/fostering/annual/%s?year=%d", copy(&a), a.year.year);
	part = part_begin(&a, "What this is");
	(void)page_para(part, for_whom(&a));
	(void)page_para(part, a.q.book->left_out);
	parts_put(&a);
	return 200;
}
