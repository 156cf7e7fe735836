#include <string.h>

#include "clock.h"
#include "date.h"
#include "index.h"
#include "log.h"

/* Looks through the access log of all modules for accesses that somebody should look at
 * (security: snooping). Today's are looked at every few minutes, so that what is found is
 * not a day old; what was found once is not found again. */

#define BACK_MAX	30	/* days made up for after a long stop */

/* A day in London, as moments. */
struct span {
	const char *day, *from, *to;
	const char *work, *rest;	/* the hours of work begin and end */
};

static const char *moment(struct request *r, struct date day, int hour)
{
	return date_utc(r->pool, date_from_london(day, hour, 0));
}

static struct span span_of(struct request *r, struct date day)
{
	return (struct span){ .day = date_iso(r->pool, day), .from = moment(r, day, 0),
	    .to = moment(r, date_add_days(day, 1), 0),
	    .work = moment(r, day, (int)conf_number("index.review_from_hour")),
	    .rest = moment(r, day, (int)conf_number("index.review_to_hour")) };
}

/* The rules; each writes what was not written yet. Returns how many were found. */
static long rules_run(struct request *r, const struct span *s)
{
	const char *not = conf_text("index.review_nolink_not");
	char *roles = pool_strdup(r->pool, not);
	long n = 0;
	size_t i;

	for (i = 0; roles[i] != '\0'; i++)
		if (roles[i] == ' ')
			roles[i] = ',';
	n += db_write(r->db, &index_sql[INDEX_RULE_EMERGENCY], s->day, s->from, s->to);
	n += db_write(r->db, &index_sql[INDEX_RULE_SELF], s->day, s->from, s->to);
	n += db_write(r->db, &index_sql[INDEX_RULE_SURNAME], s->day, s->from, s->to);
	n += db_write(r->db, &index_sql[INDEX_RULE_SHIELD], s->day, s->from, s->to);
	n += db_write(r->db, &index_sql[INDEX_RULE_HOURS], s->day, s->from, s->to, s->work, s->rest);
	n += db_write(r->db, &index_sql[INDEX_RULE_MANY], s->day, s->from, s->to,
	    (unsigned long long)conf_number("index.review_many"));
	n += db_write(r->db, &index_sql[INDEX_RULE_NOLINK], s->day, s->from, s->to, roles,
	    (unsigned long long)conf_number("index.review_nolink"));
	n += db_write(r->db, &index_sql[INDEX_RULE_REFUSED], s->day, s->from, s->to,
	    (unsigned long long)conf_number("index.review_refused"));
	return n;
}

/* The first day that was not looked through to its end. */
static struct date first_day(struct request *r)
{
	struct date today = date_today(), first = date_add_days(today, -1);
	struct db_row row;

	if (db_find(r->db, &index_sql[INDEX_REVIEW_LAST], &row) && db_text(&row, 0) != NULL)
		(void)date_parse(db_text(&row, 0), &first);
	return date_days(first, today) > BACK_MAX ? date_add_days(today, -BACK_MAX) : first;
}

void review_round(struct request *r)
{
	struct date today = date_today(), day;
	struct span s;
	long found = 0;

	if (!db_begin(r->db, true))
		return;
	for (day = first_day(r); date_compare(day, today) <= 0; day = date_add_days(day, 1)) {
		s = span_of(r, day);
		found += rules_run(r, &s);
		(void)db_write(r->db, &index_sql[INDEX_REVIEW_DAY], s.day);
	}
	if (found > 0 && conf_text("mail.server")[0] != '\0')
		(void)db_write(r->db, &index_sql[INDEX_REVIEW_MAIL], date_iso(r->pool, today));
	if (db_state(r->db) != DB_GOOD || !db_commit(r->db)) {
		db_rollback(r->db);
		return;
	}
	if (found > 0)
		log_info("access review: %ld found", found);
}
