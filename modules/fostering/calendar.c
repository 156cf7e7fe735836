#include "clock.h"
#include "date.h"
#include "register.h"
#include "str.h"

/* 8.3: which years' bank holidays are known. No date is worked out without
 * them, so a year that is missing is said a year ahead. They are changed in the
 * file alone (everychild-fostering(8)). */

void fostering_calendar_warn(struct request *r)
{
	int year = clock_years_missing(date_today());

	if (year != 0)
		page_alert(r, "warning", pool_printf(r->pool, "The bank holidays of %d are not loaded. "
		    "Dates in working days that fall in %d cannot be worked out until they are.", year,
		    year));
}

static const char *holidays_of(struct request *r, int year, unsigned *n_r)
{
	struct date date;
	const char *name;
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	*n_r = 0;
	for (i = 0; clock_holiday(i, &date, &name); i++)
		if (date.year == year)
			str_printf(&s, "%s%s: %s", (*n_r)++ == 0 ? "" : "\n", date_long(r->pool, date), name);
	return s.data;
}

static void year_row(struct request *r, struct node *table, int year)
{
	struct node *row = node_add(table, "row");
	unsigned n;
	const char *days = holidays_of(r, year, &n);

	node_set(page_cell(row, pool_printf(r->pool, "%d", year)), "head", "yes");
	node_set(page_cell(row, pool_printf(r->pool, "%u", n)), "numeric", "yes");
	node_set(page_cell(row, days), "kind", "text");
}

int fostering_calendar_show(struct request *r)
{
	struct node *body = fostering_register_page(r, "calendar", "Bank holidays", NULL), *table;
	int year, last = 0;

	fostering_calendar_warn(r);
	table = page_table(body, "years", "Years that are loaded", "None is loaded.", "Year",
	    "Bank holidays", "Days", NULL);
	for (year = clock_year_after(0); year != 0; year = clock_year_after(year)) {
		year_row(r, table, year);
		last = year;
	}
	if (last != 0)
		(void)page_para(body, pool_printf(r->pool, "Dates in working days can be worked out until "
		    "31 December %d.", last));
	(void)page_para(body, "Whoever runs the servers adds a year in the file of bank holidays, once "
	    "the government has announced it.");
	return 200;
}
