#include "date.h"
#include "filter.h"
#include "register.h"
#include "report.h"
#include "text.h"

/* What is of no single arrangement: the frame of its pages, and their years. */

#define YEAR_FIRST	2005	/* the Regulations came into force on 1 July */
#define YEARS_BACK	5

const struct field fostering_year_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ 0 }
};

struct fostering_year fostering_year_of(struct request *r, int year)
{
	struct date first = { year, REPORT_YEAR_MONTH, 1 };

	return (struct fostering_year){ .year = year, .from = date_iso(r->pool, first),
	    .to = date_iso(r->pool, date_add_days(date_add_years(first, 1), -1)),
	    .label = pool_printf(r->pool, "%d to %d", year, year + 1) };
}

bool fostering_year_read(struct request *r, struct fostering_year *year_r)
{
	unsigned long long asked = filter_number(r, "year");
	int now = report_year(date_today());

	if (asked == 0 && !input_is(&r->input, "year", ""))
		return false;
	if (asked != 0 && (asked < YEAR_FIRST || asked > (unsigned long long)now + 1))
		return false;
	*year_r = fostering_year_of(r, asked == 0 ? now : (int)asked);
	return true;
}

void fostering_years_put(struct request *r, struct node *body, const char *path,
    const struct fostering_year *shown)
{
	struct node *nav = page_nav(body, "Years");
	int last = report_year(date_today()) + 1, year = last - YEARS_BACK;

	for (year = shown->year < year ? shown->year : year; year <= last; year++)
		page_nav_item(nav, pool_printf(r->pool, "%s?year=%d", path, year),
		    fostering_year_of(r, year).label, year == shown->year);
}

struct node *fostering_register_page(struct request *r, const char *view, const char *title,
    const char *caption)
{
	struct node *body = page_begin(r, view, title);

	if (request_may(r, FOSTERING_READ))
		page_back(r, "Private fostering", "/fostering/");
	else
		page_back(r, "Reports", "/fostering/report");
	node_set(page_heading(body, 1, title), "caption", caption);
	return body;
}

void fostering_register_links(struct request *r, struct node *body)
{
	static const struct { const char *href, *label; unsigned permission; } links[] = {
		{ "/fostering/holidays", "School-holiday notices", FOSTERING_REGISTERS },
		{ "/fostering/awareness", "Awareness activities", FOSTERING_REGISTERS },
		{ "/fostering/monitor", "Monitoring officer and compliance", FOSTERING_COUNT },
		{ "/fostering/standards", "Self-assessment", FOSTERING_COUNT },
		{ "/fostering/annual", "Annual evaluation", FOSTERING_COUNT },
		{ "/fostering/bank-holidays", "Bank holidays", FOSTERING_COUNT },
	};
	struct node *para = page_para(body, "See also: ");
	bool any = false;
	size_t i;

	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		if (request_may(r, links[i].permission)) {
			node_text(para, any ? ", " : "");
			(void)page_link(para, links[i].label, NULL, "%s", links[i].href);
			any = true;
		}
}

unsigned long long fostering_version_sent(const struct request *r)
{
	const char *sent = params_get(&r->params, "version");
	unsigned long long version;

	return sent != NULL && text_number(sent, &version) ? version : 0;
}
