/* everychild-mail -C: would messages go out? For everychild-check. */
#include "conf.h"
#include "mail-tool.h"
#include "probe.h"
#include "smtp.h"

#define DAYS	3	/* without a round: a weekend and a bank holiday have none */

static void server_look(void)
{
	struct pool *pool = pool_create();
	struct smtp *smtp = smtp_open(pool);
	const char *server = conf_text("mail.server");

	probe_about("server");
	if (smtp_greets(smtp))
		probe_ok("%s takes letters", server);
	else
		probe_error("%s cannot be used (%s): mend mail.server, mail.starttls or mail.ca_file, or "
		    "the server; messages wait for it", server, smtp_error(smtp));
	pool_destroy(&pool);
}

/* The first message of the suite's list is for each working day. */
static void rounds_look(struct mailer *m)
{
	const char *tomorrow = date_iso(m->pool, date_add_days(m->today, 1));
	struct date last;
	struct db_row row;
	bool any;

	if (!db_begin(m->db, false))
		return;
	any = db_find(m->db, &mail_sql[MAIL_ROUND_LAST], &row, "due", tomorrow) &&
	    date_parse(db_text(&row, 0), &last);
	db_rollback(m->db);
	if (db_state(m->db) != DB_GOOD)
		probe_error("does not answer");
	else if (!any || date_days(last, m->today) > DAYS)
		probe_warn("no message was made %s: systemctl enable --now everychild-mail.timer",
		    any ? "for days" : "yet");
	else
		probe_ok("messages are made, the last on %s", date_long(m->pool, last));
}

int mailer_check(struct mailer *m)
{
	probe_about("database");
	rounds_look(m);
	db_close(&m->db);
	server_look();
	return probe_status();
}
