#include "rule.h"

#include <string.h>

#include "clock.h"
#include "conf.h"
#include "text.h"

/* Names of rule_value, each with the setting that says it. times: what the setting's
 * unit holds of the statement's (an hour is four quarters). */
static const struct { const char *name, *setting; unsigned times; } numbers[] = {
	{ "plan_age", "education.plan_min_age", 1 },
	{ "plan_year", "education.plan_max_year", 1 },
	{ "full_time", "education.full_time_hours", 4 },
	{ "unregistered", "education.unregistered_hours", 4 },
	{ "persistent", "education.persistent", 1 },
	{ "severe", "education.severe", 1 },
	{ "unmarked", "education.unmarked_percent", 1 },
	{ "unmarked_days", "education.unmarked_days", 1 },
	{ "ks4_before", "education.ks4_days_before", 1 },
	{ "ks4_after", "education.ks4_days_after", 1 },
};

/* -- the authority's area -- */

/* Districts and sectors with a comma between and at both ends: ",SM1,SM2-3,". */
static const char *districts(struct pool *pool)
{
	char *text = pool_printf(pool, ",%s,", conf_text("education.postcodes"));
	char *c;

	for (c = text; *c != '\0'; c++) {
		if (*c == ' ')
			*c = ',';
		else if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return text;
}

const char *education_area_of_postcode(struct pool *pool, const char *postcode)
{
	const char *all = districts(pool), *space = postcode == NULL ? NULL : strchr(postcode, ' ');
	int n;

	if (conf_text("education.postcodes")[0] == '\0' || space == NULL)
		return "";
	n = (int)(space - postcode);
	return strstr(all, pool_printf(pool, ",%.*s,", n, postcode)) != NULL ||
	    strstr(all, pool_printf(pool, ",%.*s-%.1s,", n, postcode, space + 1)) != NULL ? "IN" : "OUT";
}

const char *education_area_of_school(const char *authority)
{
	if (authority == NULL || authority[0] == '\0')
		return "";
	return strcmp(authority, conf_text("authority.code")) == 0 ? "IN" : "OUT";
}

/* -- kept -- */

static void keep(struct request *r, const char *name, unsigned long long number, const char *word)
{
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_RULE_FIND], &row, name))
		(void)db_write(r->db, &education_sql[EDUCATION_RULE_ADD], name, number, word);
	else if (db_number(&row, 0) != number || strcmp(db_text(&row, 1), word) != 0)
		(void)db_write(r->db, &education_sql[EDUCATION_RULE_SET], number, word, name);
}

/* Days of a time such as "20 weeks"; of months those from a day on. */
static unsigned long long days_of(struct pool *pool, const char *time)
{
	static const char *const from = "2026-01-05";
	struct date first = { 2026, 1, 5 };
	struct clock clock = { 0 };
	struct clock_due due;

	return clock_parse(time, &clock) && clock_due(pool, &clock, from, &due) ?
	    (unsigned long long)date_days(first, due.date) : 0;
}

bool education_rules_keep(struct request *r)
{
	bool good;
	size_t i;

	if (!db_begin(r->db, true))
		return false;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		keep(r, numbers[i].name, (unsigned long long)conf_number(numbers[i].setting) *
		    numbers[i].times, "");
	keep(r, "ehcp_days", days_of(r->pool, conf_text("education.ehcp_final")), "");
	keep(r, "first_days", days_of(r->pool, conf_text("education.p2_complete")), "");
	keep(r, "owed_days", days_of(r->pool, pool_printf(r->pool, "%s working days",
	    conf_text("education.plan_owed_days"))), "");
	keep(r, "authority", 0ULL, conf_text("authority.code"));
	keep(r, "postcodes", 0ULL, conf_text("education.postcodes")[0] == '\0' ? "" :
	    districts(r->pool));
	good = db_state(r->db) == DB_GOOD && db_commit(r->db);
	if (!good)
		db_rollback(r->db);
	return good;
}
