#include <string.h>

#include "clock.h"
#include "conf.h"
#include "log.h"
#include "mail-tool.h"

/* Two weeks: the text of the message says how many days are left. */
#define UNUSED_WARNING	14
#define WEEK		7

static const char *day(struct mailer *m, long add)
{
	return date_iso(m->pool, date_add_days(m->today, add));
}

/* The round before this day's; what came near or passed since is told of. */
static struct date last_round(struct mailer *m, const char *message, const char **at_r)
{
	struct date date = date_add_days(m->today, -1);
	struct db_row row;

	*at_r = date_utc(m->pool, m->now - 24 * 60 * 60);
	if (db_find(m->db, &mail_sql[MAIL_ROUND_LAST], &row, message, day(m, 0))) {
		(void)date_parse(db_text(&row, 0), &date);
		*at_r = db_text(&row, 1);
	}
	return date;
}

static bool round_begin(struct mailer *m, const char *message, const char *on)
{
	return db_write(m->db, &mail_sql[MAIL_ROUND], message, on) == 1;
}

static void due_add(struct mailer *m)
{
	const char *at;
	struct date last = last_round(m, "due", &at);
	long days = conf_number("mail.due_days");

	if (round_begin(m, "due", day(m, 0)))
		(void)db_write(m->db, &mail_sql[MAIL_ADD_DUE], day(m, 0),
		    date_iso(m->pool, date_add_days(last, days)), day(m, days),
		    date_iso(m->pool, last), day(m, 0));
}

static void news_add(struct mailer *m)
{
	const char *at;

	(void)last_round(m, "news", &at);
	if (round_begin(m, "news", day(m, 0)))
		(void)db_write(m->db, &mail_sql[MAIL_ADD_NEWS], day(m, 0), at);
}

/* On the day that was chosen or the first working day after it, once in a week that
 * begins with it. */
static void week_add(struct mailer *m)
{
	static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" };
	long back = 0;
	size_t i;

	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		if (strcmp(days[i], conf_text("mail.digest_day")) == 0)
			back = ((long)date_weekday(m->today) - (long)i + WEEK) % WEEK;
	if (round_begin(m, "week", day(m, -back)))
		(void)db_write(m->db, &mail_sql[MAIL_ADD_WEEK], day(m, -back), day(m, 2 * WEEK));
}

/* Once for the sign-in that was the last. */
static void unused_add(struct mailer *m)
{
	long long days = conf_number("signin.unused_days") - UNUSED_WARNING;

	(void)db_write(m->db, &mail_sql[MAIL_ADD_UNUSED],
	    date_utc(m->pool, m->now - days * 24 * 60 * 60));
}

void queue_make(struct mailer *m)
{
	int minutes;

	(void)date_london(m->now, &minutes);
	if (clock_working_day(m->today) == 0 || minutes < conf_number("mail.hour") * 60)
		return;
	if (!db_begin(m->db, true))
		log_fatal("the database does not answer");
	due_add(m);
	week_add(m);
	news_add(m);
	unused_add(m);
	(void)db_write(m->db, &mail_sql[MAIL_PURGE],
	    (unsigned long long)conf_number("mail.keep_days"));
	mailer_sure(m);
	if (!db_commit(m->db))
		log_fatal("what is to be sent today was not queued: it will be tried again");
}
