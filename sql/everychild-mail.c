/*
 * everychild-mail: makes and sends the messages of conf/messages.xml.
 * everychild-mail(8) tells how to use it.
 *
 * A letter is made when it goes out, of what is so then, in the transaction that
 * marks its row: nothing of it is kept. When that fails after the server took the
 * letter, it is sent again, which harms nobody.
 */
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "conf.h"
#include "db.h"
#include "log.h"
#include "mail.h"
#include "mail-tool.h"
#include "probe.h"
#include "secret.h"
#include "smtp.h"
#include "terms.h"
#include "tool.h"
#include "xml.h"

#define BATCH		200	/* rows looked at together */

static const struct conf_setting settings[] = {
	{ "data.dir", CONF_TEXT, DATA_DIR, NULL },
	{ "authority.terms", CONF_CHOICE, "ecm2009", "ecm2009:fh2026" },
	{ "authority.test_mode", CONF_SWITCH, "no", NULL },
	{ "signin.unused_days", CONF_NUMBER, "90", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

/* Who may be written to about this; of an account that is closed nobody is. */
#define TO(message) " JOIN account a ON a.id = d.account WHERE a.disabled_on IS NULL" \
	" AND COALESCE(a.email, '') <> '' AND NOT EXISTS (SELECT 1 FROM mail_off o" \
	" WHERE o.account = a.id AND o.message = '" message "')"
#define ADD(message) "INSERT INTO mail (account, message, once, made_at, next_at)" \
	" SELECT DISTINCT a.id, '" message "', ?, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) FROM "

const struct db_statement mail_sql[MAIL__MAX] = {
	[MAIL_ROUND] = { "INSERT INTO mail_round (message, day, at) VALUES (?, ?, UTC_TIMESTAMP(6))",
	    "sd", "" },
	[MAIL_ROUND_LAST] = { "SELECT day, at FROM mail_round WHERE message = ? AND day < ?"
	    " ORDER BY day DESC LIMIT 1", "sd", "dd" },
	[MAIL_ADD_DUE] = { ADD("due") "mail_due d" TO("due")
	    " AND ((d.due_on > ? AND d.due_on <= ?) OR (d.due_on >= ? AND d.due_on < ?))",
	    "sdddd", "" },
	[MAIL_ADD_WEEK] = { ADD("week") "(SELECT account FROM mail_due WHERE due_on <= ? UNION ALL"
	    " SELECT account FROM mail_unread) d" TO("week"), "sd", "" },
	[MAIL_ADD_NEWS] = { ADD("news") "mail_unread d" TO("news") " AND d.at > ?", "sd", "" },
	[MAIL_ADD_UNUSED] = { "INSERT INTO mail (account, message, once, made_at, next_at)"
	    " SELECT a.id, 'unused', CONCAT(a.last_signin_at), UTC_TIMESTAMP(6), UTC_TIMESTAMP(6)"
	    " FROM account a WHERE a.disabled_on IS NULL AND COALESCE(a.email, '') <> ''"
	    " AND a.last_signin_at < ? AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.account = a.id"
	    " AND m.message = 'unused' AND m.once = CONCAT(a.last_signin_at))", "d", "" },
	[MAIL_PURGE] = { "DELETE FROM mail WHERE ended <> ''"
	    " AND made_at < UTC_TIMESTAMP(6) - INTERVAL ? DAY", "u", "" },

	[MAIL_NEXT] = { "SELECT id FROM mail WHERE ended = '' AND next_at <= UTC_TIMESTAMP(6)"
	    " AND id > ? ORDER BY id LIMIT 200", "u", "u" },
	[MAIL_LOCK] = { "SELECT m.id, m.account, m.message, a.email, m.made_at, a.disabled_on,"
	    " GREATEST(0, DATEDIFF(a.last_signin_at, UTC_TIMESTAMP()) + ?),"
	    " m.made_at < UTC_TIMESTAMP(6) - INTERVAL ? HOUR"
	    " FROM mail m JOIN account a ON a.id = m.account WHERE m.id = ? AND m.ended = ''"
	    " AND m.next_at <= UTC_TIMESTAMP(6) FOR UPDATE", "uuu", "uusssduu" },
	[MAIL_END] = { "UPDATE mail SET ended = ?, answer = ?, tries = tries + 1,"
	    " ended_at = UTC_TIMESTAMP(6) WHERE id = ?", "suu", "" },
	/* Ten minutes, then twice as long each time, six hours at most. */
	[MAIL_LATER] = { "UPDATE mail SET answer = ?, next_at = UTC_TIMESTAMP(6)"
	    " + INTERVAL LEAST(360, 10 * POW(2, LEAST(tries, 10))) MINUTE, tries = tries + 1"
	    " WHERE id = ?", "uu", "" },
	[MAIL_DUE] = { "SELECT module, due_on, handle, reference FROM mail_due WHERE account = ?"
	    " AND due_on <= ? ORDER BY due_on DESC, id DESC LIMIT 31", "sd", "sdss" },
	[MAIL_DUE_COUNTS] = { "SELECT n, past FROM (SELECT COUNT(id) AS n,"
	    " COALESCE(SUM(due_on < ?), 0) AS past FROM mail_due WHERE account = ? AND due_on <= ?) c",
	    "dsd", "uu" },
	[MAIL_UNREAD] = { "SELECT n FROM (SELECT COUNT(id) AS n FROM mail_unread WHERE account = ?) c",
	    "s", "u" },
};

/* What became of this run. */
struct run {
	unsigned sent, voided, failed, later;
	bool down;
};

void mailer_sure(const struct mailer *m)
{
	if (db_state(m->db) != DB_GOOD)
		log_fatal("the database does not answer");
}

/* -- sending -- */

static void letter_failed(struct mailer *m, const struct letter *letter, bool old, unsigned answer,
    enum smtp_result result, struct run *run)
{
	if (result == SMTP_NEVER || old) {
		run->failed++;
		log_warn("message %llu to account %llu is given up, the server said %u", letter->id,
		    letter->account, answer);
		(void)db_write(m->db, &mail_sql[MAIL_END], "failed", (unsigned long long)answer, letter->id);
		return;
	}
	run->later++;
	(void)db_write(m->db, &mail_sql[MAIL_LATER], (unsigned long long)answer, letter->id);
}

static void letter_send(struct mailer *m, struct smtp *smtp, const struct letter *letter, bool old,
    struct run *run)
{
	enum smtp_result result;
	unsigned answer = 0;
	size_t len = 0;
	const char *text = letter->to == NULL ? NULL : letter_text(m, letter, &len);

	if (text == NULL) {
		run->voided++;
		(void)db_write(m->db, &mail_sql[MAIL_END], "void", 0ULL, letter->id);
		return;
	}
	mailer_sure(m);
	result = smtp_send(smtp, letter->to, text, len, &answer);
	if (result == SMTP_SENT) {
		run->sent++;
		(void)db_write(m->db, &mail_sql[MAIL_END], "sent", (unsigned long long)answer, letter->id);
		return;
	}
	run->down = result == SMTP_DOWN;
	letter_failed(m, letter, old, answer, result, run);
}

/* One message is one transaction. */
static void message_do(struct mailer *m, struct smtp *smtp, unsigned long long id, struct run *run)
{
	unsigned long long unused = (unsigned long long)conf_number("signin.unused_days");
	struct db_row row;

	if (!db_begin(m->db, true))
		log_fatal("the database does not answer");
	if (db_find(m->db, &mail_sql[MAIL_LOCK], &row, unused,
	    (unsigned long long)conf_number("mail.try_hours"), id)) {
		const char *email = db_text(&row, 3);
		struct letter letter = { .id = id, .account = db_number(&row, 1),
		    .message = db_text(&row, 2), .made_at = db_text(&row, 4),
		    .days_left = db_number(&row, 6) };

		letter.to = db_text(&row, 5) == NULL && email != NULL && mail_address(email) ? email : NULL;
		letter_send(m, smtp, &letter, db_number(&row, 7) != 0, run);
	}
	mailer_sure(m);
	if (!db_commit(m->db))
		log_fatal("message %llu may be sent again", id);
}

/* A server that cannot be reached is not asked for each. */
static void messages_send(struct mailer *m, struct run *run)
{
	struct pool *pool = pool_create();
	struct smtp *smtp = smtp_open(pool);
	unsigned long long last = 0;
	struct db_rows rows;
	size_t i;

	do {
		pool_reset(m->pool);
		if (!db_begin(m->db, false))
			log_fatal("the database does not answer");
		(void)db_list(m->db, &mail_sql[MAIL_NEXT], &rows, last);
		mailer_sure(m);
		db_rollback(m->db);
		for (i = 0; i < rows.n && !run->down; i++) {
			last = db_number(&rows.row[i], 0);
			message_do(m, smtp, last, run);
		}
	} while (rows.n == BATCH && !run->down);
	if (run->down)
		log_error("the mail server cannot be used: %s", smtp_error(smtp));
	pool_destroy(&pool);
}

/* -- the command -- */

static const char *data(struct pool *pool, const char *name)
{
	return pool_printf(pool, "%s/%s", conf_text("data.dir"), name);
}

static void settings_read(const char *path)
{
	conf_table(settings);
	conf_table(mail_settings);
	conf_table(db_settings);
	conf_load_some(path);
	if (conf_text("mail.server")[0] != '\0' && !mail_address(conf_text("mail.from")))
		log_fatal("mail.from must be the address of a box that somebody reads");
	if (conf_text("mail.server")[0] != '\0' && strncmp(conf_text("mail.site"), "https://", 8) != 0)
		log_fatal("mail.site must say where the front door is: https://…");
}

static void mailer_open(struct mailer *m, const char *at)
{
	const char *wrong;

	m->pool = pool_create();
	xml_init();
	wrong = clock_load(m->pool, data(m->pool, "bank-holidays.xml"));
	if (wrong != NULL)
		log_fatal("bank holidays: %s", wrong);
	terms_load(pool_printf(m->pool, "%s/terms-%s.xml", conf_text("data.dir"),
	    conf_text("authority.terms")));
	mail_load(data(m->pool, "messages.xml"));
	m->now = date_now();
	if (at != NULL && (!conf_switch("authority.test_mode") || !date_moment(at, &m->now)))
		log_fatal("--at needs a moment, and a test system");
	m->today = date_london(m->now, NULL);
	db_statements(mail_sql, MAIL__MAX);
	db_schema("everychild");
	m->db = db_open("mail");
	tool_become("mail");
	wrong = db_ready(m->db);
	if (wrong != NULL)
		log_fatal("%s", wrong);
	/* Rows live until the next batch; the lists above have their own. */
	m->pool = pool_create();
	db_pool(m->db, m->pool);
}

/* What -C prints, before the database is looked at. */
static int check(struct mailer *m, const char *path)
{
	probe_begin();
	probe_about("settings");
	settings_read(path);
	if (conf_text("mail.server")[0] == '\0') {
		probe_ok("no message is made or sent (mail.server is empty)");
		return probe_status();
	}
	probe_ok("%s can be used", path);
	probe_about("database");
	mailer_open(m, NULL);
	return mailer_check(m);
}

static int usage(void)
{
	(void)fputs("usage: everychild-mail -c SETTINGS [-C | --at MOMENT]\n", stderr);
	return 2;
}

int main(int argc, char **argv)
{
	const char *path = NULL, *at = NULL;
	struct mailer m = { 0 };
	struct run run = { 0 };
	bool checks = false;
	int i;

	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-C") == 0)
			checks = true;
		else if (i + 1 < argc && strcmp(argv[i], "-c") == 0)
			path = argv[++i];
		else if (i + 1 < argc && strcmp(argv[i], "--at") == 0)
			at = argv[++i];
		else
			return usage();
	}
	if (path == NULL || (checks && at != NULL))
		return usage();
	log_open("mail");
	if (checks)
		return check(&m, path);
	settings_read(path);
	if (conf_text("mail.server")[0] == '\0') {
		log_info("mail.server is not set: no message is made");
		return 0;
	}
	mailer_open(&m, at);
	queue_make(&m);
	messages_send(&m, &run);
	db_close(&m.db);
	pool_destroy(&m.pool);
	log_info("messages: %u sent, %u with nothing left to say, %u to be tried again, %u given up",
	    run.sent, run.voided, run.later, run.failed);
	return run.down ? 1 : 0;
}
