#include "visit-rules.h"

#include <string.h>

#include "pool.h"

static bool amount(const char *text, struct clock *clock)
{
	return clock_parse(text, clock) && clock->amount > 0 && (clock->unit == CLOCK_DAYS ||
	    clock->unit == CLOCK_WEEKS || clock->unit == CLOCK_MONTHS);
}

bool visit_rules_set(struct visit_rules *rules_r, const char *first, const char *later,
    bool initial_counts, bool conservative)
{
	*rules_r = (struct visit_rules){ .initial_counts = initial_counts,
	    .conservative = conservative };
	return amount(first, &rules_r->first) && amount(later, &rules_r->later);
}

bool visit_counts(const struct visit_rules *rules, const struct visit_fact *fact)
{
	if (strcmp(fact->type, "REG4") == 0 ||
	    (strcmp(fact->type, "REG7") == 0 && !rules->initial_counts))
		return false;
	return strcmp(fact->method, "FACE") == 0 && strcmp(fact->child_seen, "Y") == 0 &&
	    (strcmp(fact->alone, "Y") == 0 ||
	    (strcmp(fact->alone, "N") == 0 && fact->alone_reason[0] != '\0'));
}

static struct date on(struct date date, const struct clock *clock)
{
	if (clock->unit == CLOCK_MONTHS)
		return date_add_months(date, clock->amount);
	return date_add_days(date, clock->unit == CLOCK_WEEKS ? 7L * clock->amount : clock->amount);
}

/* As birthdays are read (2.5); the later day is the stricter one here. */
struct date visit_anniversary(struct date deemed_start)
{
	if (deemed_start.month == 2 && deemed_start.day == 29)
		return (struct date){ deemed_start.year + 1, 3, 1 };
	return date_add_years(deemed_start, 1);
}

void visit_due_from(const struct visit_rules *rules, struct date deemed_start,
    struct date from, struct visit_due *due_r)
{
	struct date anniversary = visit_anniversary(deemed_start), soon = on(from, &rules->first);
	/* An interval that ends on the anniversary or after it is one of the second
	 * year, unless the authority counts by the day of the visit. */
	bool first_year = date_compare(rules->conservative ? from : soon, anniversary) < 0;

	*due_r = (struct visit_due){ .from = from, .date = first_year ? soon :
	    on(from, &rules->later), .later = !first_year,
	    .start = date_compare(from, deemed_start) == 0 };
}

size_t visit_dues(const struct visit_rules *rules, struct date deemed_start,
    const struct date *visits, size_t n, struct visit_due *due_r)
{
	size_t i, count = 0;

	visit_due_from(rules, deemed_start, deemed_start, &due_r[count++]);
	for (i = 0; i < n; i++) {
		if (date_compare(visits[i], due_r[count - 1].from) <= 0)
			continue;
		visit_due_from(rules, deemed_start, visits[i], &due_r[count++]);
	}
	return count;
}

bool visit_due_plan(const struct visit_due *due, struct date *date_r)
{
	return clock_working_day_by(due->date, date_r) == 1;
}

static const char *amount_text(struct pool *pool, const struct clock *clock)
{
	static const char *const unit[CLOCK_UNIT__MAX] = {
		[CLOCK_DAYS] = "day", [CLOCK_WEEKS] = "week", [CLOCK_MONTHS] = "month" };

	return pool_printf(pool, "%d %s%s", clock->amount, unit[clock->unit],
	    clock->amount == 1 ? "" : "s");
}

const char *visit_due_why(struct pool *pool, const struct visit_rules *rules,
    struct date deemed_start, const struct visit_due *due)
{
	struct date last = date_add_days(visit_anniversary(deemed_start), -1), plan;
	const char *text = pool_printf(pool, "%s from %s%s. %s %s", amount_text(pool, due->later ?
	    &rules->later : &rules->first), due->start ? "the deemed start on " : "the visit of ",
	    date_long(pool, due->from), due->later ? "A shorter one would end after the first year, which runs to" :
	    "The first year runs to", date_long(pool, last));

	if (!visit_due_plan(due, &plan))
		return pool_printf(pool, "%s. The bank holidays of that year are not loaded: no day to "
		    "plan for can be given", text);
	return date_compare(plan, due->date) == 0 ? text : pool_printf(pool, "%s. The last working day "
	    "before it is %s", text, date_long(pool, plan));
}
