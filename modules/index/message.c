#include <string.h>

#include "date.h"
#include "index.h"
#include "lists.h"
#include "mail.h"
#include "str.h"

/* What the suite sends to people's addresses, all of it, and what of it a person
 * wants (features: reminders and a weekly digest). Choices are the absence of rows,
 * so that a message that is new is sent. */

const struct field message_fields[] = {
	{ .name = "off", .type = FIELD_CODES, .label = "What should not be sent to you?",
	  .choices = "mail-choice" },
	{ .name = "done", .type = FIELD_TOKEN },
	{ 0 }
};

static const char *ended(const struct db_row *row)
{
	const char *how = db_text(row, 2);

	if (strcmp(how, "sent") == 0)
		return "Sent";
	if (strcmp(how, "void") == 0)
		return "Not sent, nothing was left to say";
	return strcmp(how, "failed") == 0 ? "Could not be delivered" : "Waiting";
}

static const char *message_name(const char *code)
{
	const struct mail_message *m = mail_find(code);

	return m == NULL ? code : m->name;
}

/* -- every message there is -- */

static const char *sample(struct request *r, const struct mail_message *m)
{
	const char *site = conf_text("mail.site")[0] != '\0' ? conf_text("mail.site") :
	    pool_printf(r->pool, "https://%s", r->http->host);

	return mail_merge(r->pool, m->text, (const struct mail_value[]){
	    { "dates", pool_printf(r->pool, "REFERENCE is due on %s\n%s/…",
		date_long(r->pool, date_today()), site) },
	    { "count", "3" }, { "overdue", "1" }, { "unread", "2" }, { "days", "14" },
	    { "site", site }, { NULL, NULL } });
}

static void message_put(struct request *r, struct node *body, const struct mail_message *m)
{
	struct node *s;

	(void)page_heading(body, 3, m->name);
	s = node_add(body, "summary");
	(void)page_row(s, "When", m->when);
	(void)page_row(s, "To", m->to);
	(void)page_row(s, "Subject", m->subject);
	(void)page_row(s, "Text", sample(r, m));
	(void)page_row(s, "Can be switched off", code_find(lists_find("mail-choice"), m->code) != NULL ?
	    "Yes" : "No");
}

static void all_put(struct request *r, struct node *body)
{
	const struct mail_message *m;
	size_t i;

	(void)page_heading(body, 2, "Every message that can be sent");
	(void)page_para(body, "There are no others. None of them has a name, a birth date or anything "
	    "about a child in it: references, dates and links alone.");
	for (i = 0; (m = mail_message(i)) != NULL; i++)
		message_put(r, body, m);
}

/* -- a person's own -- */

static void choices_put(struct request *r, struct node *body)
{
	struct node *form = page_form(r, body, "/messages");
	struct db_rows rows;
	struct str chosen;
	size_t i;

	str_init(&chosen, r->pool);
	(void)db_list(r->db, &index_sql[INDEX_MAIL_OFF], &rows, request_account(r));
	for (i = 0; i < rows.n; i++)
		str_printf(&chosen, "%s%s", i == 0 ? "" : " ", db_text(&rows.row[i], 0));
	(void)page_control(r, form, &message_fields[0], "off", chosen.data, NULL, NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
}

static void last_put(struct request *r, struct node *body)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_MAIL_OWN], &rows, request_account(r));
	table = page_table(body, "own", "The last messages to you", "No message was sent to you yet.",
	    "Message", "Made", "What became of it", NULL);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		(void)page_cell(row, message_name(db_text(&rows.row[i], 0)));
		(void)page_cell(row, page_when(r, db_text(&rows.row[i], 1)));
		(void)page_cell(row, ended(&rows.row[i]));
	}
}

/* For the administrator: whose address does not work. */
static void troubles_put(struct request *r, struct node *body)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_MAIL_FAILED], &rows);
	table = page_table(body, "failed", "Not delivered", "Every message was delivered.", "User name",
	    "Message", "Made", "Tries", "Answer of the mail server", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		row = node_add(table, "row");
		(void)page_cell(row, db_text(d, 0));
		(void)page_cell(row, message_name(db_text(d, 1)));
		(void)page_cell(row, page_when(r, db_text(d, 2)));
		(void)page_cell(row, pool_printf(r->pool, "%llu", db_number(d, 3)));
		(void)page_cell(row, db_number(d, 4) == 0 ? "None" :
		    pool_printf(r->pool, "%llu", db_number(d, 4)));
	}
}

int message_show(struct request *r)
{
	struct node *body = page_begin(r, "messages", "Messages to you");
	const char *email = r->session->email;

	page_back(r, "My work", "/");
	(void)page_heading(body, 1, "Messages to you");
	if (conf_text("mail.server")[0] == '\0')
		(void)page_para(body, "This system sends no messages: your organisation has not given it "
		    "a mail server.");
	else if (email == NULL || email[0] == '\0')
		(void)page_para(body, "Your organisation's directory has no address for you, so nothing "
		    "is sent to you.");
	else
		(void)page_para(body, pool_printf(r->pool, "They go to %s, the address that your "
		    "organisation's directory has for you.", email));
	choices_put(r, body);
	last_put(r, body);
	if (session_role(r->session, "ADM"))
		troubles_put(r, body);
	all_put(r, body);
	return 200;
}

int message_save(struct request *r)
{
	const struct codelist *list = lists_find("mail-choice");
	const char *chosen = pool_printf(r->pool, " %s ", input_text(&r->input, "off"));
	size_t i;

	(void)db_write(r->db, &index_sql[INDEX_MAIL_ON], request_account(r));
	for (i = 0; i < list->n; i++)
		if (strstr(chosen, pool_printf(r->pool, " %s ", list->codes[i].code)) != NULL)
			(void)db_write(r->db, &index_sql[INDEX_MAIL_ADD_OFF], request_account(r),
			    list->codes[i].code);
	return request_redirect(r, "/messages");
}
