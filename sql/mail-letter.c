#include <stdio.h>
#include <string.h>
#include <time.h>

#include "conf.h"
#include "mail.h"
#include "mail-tool.h"
#include "secret.h"
#include "str.h"

/* As many as a person reads, what is new among them first; the front page has all. */
#define DATES_MAX	30
#define WEEKS_DAYS	14

/* One of these goes to one person. */
struct said {
	const char *account;		/* as the statements over all modules take it */
	const char *until;		/* the last day of what is near */
	unsigned long long due, overdue, unread;
};

static void said_count(struct mailer *m, const struct letter *letter, struct said *s)
{
	bool week = strcmp(letter->message, "week") == 0;
	struct db_row row;

	s->account = pool_printf(m->pool, "%llu", letter->account);
	s->until = date_iso(m->pool, date_add_days(m->today,
	    week ? WEEKS_DAYS : conf_number("mail.due_days")));
	if (db_find(m->db, &mail_sql[MAIL_DUE_COUNTS], &row, date_iso(m->pool, m->today), s->account,
	    s->until)) {
		s->due = db_number(&row, 0);
		s->overdue = db_number(&row, 1);
	}
	if (db_find(m->db, &mail_sql[MAIL_UNREAD], &row, s->account))
		s->unread = db_number(&row, 0);
}

static bool anything(const struct letter *letter, const struct said *s)
{
	if (strcmp(letter->message, "due") == 0)
		return s->due > 0;
	if (strcmp(letter->message, "news") == 0)
		return s->unread > 0;
	if (strcmp(letter->message, "week") == 0)
		return s->due > 0 || s->unread > 0;
	return true;
}

static void date_put(struct mailer *m, struct str *out, const struct db_row *row)
{
	const char *reference = db_text(row, 3);
	struct date due = { 0 };

	(void)date_parse(db_text(row, 1), &due);
	str_printf(out, "%s%s %s %s\n%s/%s/case/%s\n", out->len == 0 ? "" : "\n",
	    reference == NULL ? "A record without a reference yet:" : reference,
	    date_compare(due, m->today) < 0 ? "was due on" : "is due on", date_long(m->pool, due),
	    conf_text("mail.site"), db_text(row, 0), db_text(row, 2));
}

static const char *dates_text(struct mailer *m, const struct said *s)
{
	struct db_rows rows;
	struct str out;
	size_t i;

	str_init(&out, m->pool);
	(void)db_list(m->db, &mail_sql[MAIL_DUE], &rows, s->account, s->until);
	for (i = 0; i < rows.n && i < DATES_MAX; i++)
		date_put(m, &out, &rows.row[i]);
	if (s->due > DATES_MAX)
		str_printf(&out, "\nand %llu more, on your front page: %s/\n", s->due - DATES_MAX,
		    conf_text("mail.site"));
	while (out.len > 0 && out.data[out.len - 1] == '\n')
		out.data[--out.len] = '\0';
	return out.data;
}

static const char *number(struct mailer *m, unsigned long long n)
{
	return pool_printf(m->pool, "%llu", n);
}

/* RFC 5322 3.3. */
static const char *head_date(struct mailer *m)
{
	time_t now = (time_t)m->now;
	char text[64];
	struct tm tm;

	if (gmtime_r(&now, &tm) == NULL || strftime(text, sizeof(text),
	    "%a, %d %b %Y %H:%M:%S +0000", &tm) == 0)
		return "Thu, 01 Jan 1970 00:00:00 +0000";
	return pool_strdup(m->pool, text);
}

static void head_put(struct mailer *m, struct str *out, const struct letter *letter,
    const char *subject)
{
	const char *from = conf_text("mail.from");

	str_printf(out, "From: %s\nTo: %s\nSubject: %s\nDate: %s\nMessage-ID: <%llu.%s@%s>\n"
	    "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n"
	    "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n", from,
	    letter->to, subject, head_date(m), letter->id, secret_handle(m->pool),
	    strchr(from, '@') + 1);
}

/* A line ends with CR and LF there. */
static const char *wire(struct mailer *m, const char *text, size_t *len_r)
{
	struct str out;

	str_init(&out, m->pool);
	for (; *text != '\0'; text++) {
		if (*text == '\n')
			str_addc(&out, '\r');
		str_addc(&out, *text);
	}
	str_add(&out, "\r\n");
	*len_r = out.len;
	return out.data;
}

const char *letter_text(struct mailer *m, const struct letter *letter, size_t *len_r)
{
	const struct mail_message *message = mail_find(letter->message);
	struct said s = { 0 };
	struct str out;

	if (message == NULL)
		return NULL;
	said_count(m, letter, &s);
	if (!anything(letter, &s))
		return NULL;
	str_init(&out, m->pool);
	head_put(m, &out, letter, message->subject);
	str_add(&out, mail_merge(m->pool, message->text, (const struct mail_value[]){
	    { "dates", dates_text(m, &s) }, { "count", number(m, s.due) },
	    { "overdue", number(m, s.overdue) }, { "unread", number(m, s.unread) },
	    { "days", number(m, letter->days_left) }, { "site", conf_text("mail.site") },
	    { NULL, NULL } }));
	str_printf(&out, "\n\nEverychild sends this by itself; nobody reads answers. Which messages "
	    "you are sent you can see at\n%s/messages\n", conf_text("mail.site"));
	return wire(m, out.data, len_r);
}
