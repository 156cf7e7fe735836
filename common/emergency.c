#include "emergency.h"

#include <string.h>

#include "casework.h"
#include "child-card.h"
#include "conf.h"
#include "db.h"
#include "module.h"
#include "page.h"
#include "record.h"
#include "text.h"

#define WORDS_LEAST	15	/* characters of one's own words */

enum { CASE, ADD };

static const struct db_statement sql[] = {
	/* What the child's page says that there is; the open one first. */
	[CASE] = { "SELECT id, child, owner, handle, version, reference FROM record WHERE child = ?"
	    " AND restricted = 0 AND unlisted = 0 AND archived_at IS NULL"
	    " ORDER BY closed_at IS NOT NULL, opened_at DESC, id DESC LIMIT 1", "u", "uuusus" },
	[ADD] = { "INSERT INTO emergency (record, account, code, at, ends_at) VALUES (?, ?, ?,"
	    " UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) + INTERVAL ? HOUR)", "uusu", "" },
};

const struct field emergency_fields[] = {
	{ .name = "child", .type = FIELD_HANDLE, .required = true },
	{ .name = "code", .type = FIELD_CODE, .choices = "emergency-reason", .required = true,
	  .label = "Why you have to read it now" },
	{ .name = "reason", .type = FIELD_MEMO, .max = 1000, .required = true, .rows = 3,
	  .label = "What has happened", .hint = "In your own words, at least 15 characters. Whoever "
	  "reviews the opening reads this." },
	{ .name = "done", .type = FIELD_TOKEN },
	{ 0 }
};

void emergency_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

/* Signed in within the last minutes: the password was asked for just now. */
static bool fresh(const struct request *r)
{
	return conf_number("session.longest_hours") * 3600 - r->session->left <=
	    conf_number("session.emergency_minutes") * 60;
}

static void form_put(struct request *r, struct node *body, bool sent)
{
	struct node *form = page_form(r, body, r->http->path);

	(void)page_hidden(r, form, "child", input_text(&r->input, "child"));
	page_field_of(r, form, &emergency_fields[1], sent);
	page_field_of(r, form, &emergency_fields[2], sent);
	(void)page_button(page_buttons(form), "Open the case to read it", "warning", NULL, NULL);
}

/* The same for a case that there is and one that there is not: nothing is said of either. */
static int emergency_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "emergency", "Open a case in an emergency");

	page_back(r, "My work", "/");
	(void)page_heading(body, 1, "Open a case in an emergency");
	(void)node_leaf(body, "warning", "Only when a child may come to harm and nobody who works on the "
	    "case can be asked in time.");
	(void)page_para(body, pool_printf(r->pool, "You can read the case for %ld hours and change nothing "
	    "in it. The person who holds it is told, and somebody reviews every opening within two "
	    "working days.", conf_number("session.emergency_hours")));
	if (fresh(r))
		form_put(r, body, status != 200);
	else
		(void)page_para(body, pool_printf(r->pool, "It takes a fresh sign-in: sign out, sign in "
		    "again, and come back here within %ld minutes.",
		    conf_number("session.emergency_minutes")));
	return status;
}

void emergency_put(struct request *r)
{
	if (r->audit.relation != NULL && strcmp(r->audit.relation, "EMERGENCY") == 0)
		page_alert(r, "error", "You read this because of an emergency. You can change nothing, the "
		    "person who holds the case was told, and your reading is reviewed.");
}

/* False: none that can be opened so, of a child whose page was opened with a reason; the
 * record is then of nothing, and what is asked of it asks the database as much. */
static bool case_find(struct request *r, struct record *record_r)
{
	struct child_card child;
	struct db_row row;

	*record_r = (struct record){ .handle = "", .reference = "", .relation = "EMERGENCY",
	    .relations = "EMERGENCY" };
	if (!child_card_find(r, input_text(&r->input, "child"), &child) ||
	    !child_card_opened(r, &child) || !db_find(r->db, &sql[CASE], &row, child.id))
		return false;
	*record_r = (struct record){ .id = db_number(&row, 0), .child = db_number(&row, 1),
	    .owner = db_number(&row, 2), .handle = db_text(&row, 3),
	    .version = (unsigned)db_number(&row, 4), .reference = db_text(&row, 5),
	    .relation = "EMERGENCY", .relations = "EMERGENCY" };
	return true;
}

/* What the module keeps from its own people (an adopted child's record) is not opened so. */
static bool kept_back(struct request *r, const struct record *record)
{
	const struct casework *casework = r->module->casework;

	return casework->load != NULL && casework->load(r, record) == NULL;
}

int emergency_show(struct request *r)
{
	struct record record, seen;
	bool found = case_find(r, &record);

	if (record_load(r, record.handle, &seen) && found)
		return request_redirect(r, "%s", casework_path(r, &record));
	return emergency_page(r, 200);
}

int emergency_open(struct request *r)
{
	const char *reason = input_text(&r->input, "reason");
	struct record record;
	bool found;

	if (!fresh(r))
		return emergency_page(r, 403);
	if (reason[0] != '\0' && text_chars(reason) < WORDS_LEAST)
		input_refuse(&r->input, "reason", "Say what has happened in at least 15 characters");
	if (!input_valid(&r->input, r->pool))
		return emergency_page(r, 422);
	found = case_find(r, &record);
	if (kept_back(r, &record) || !found)
		return page_not_found(r);
	(void)db_write(r->db, &sql[ADD], record.id, request_account(r), input_text(&r->input, "code"),
	    (unsigned long long)conf_number("session.emergency_hours"));
	event_add(r, &record, "emergency", "Opened to be read in an emergency", false);
	notice_add(r, &record, record.owner, "Somebody opened a case of yours in an emergency");
	r->audit.object = "record";
	r->audit.object_id = record.id;
	r->audit.child = record.child;
	r->audit.relation = "EMERGENCY";
	r->audit.detail = pool_printf(r->pool, "%s: %s", input_text(&r->input, "code"), reason);
	return request_redirect(r, "%s", casework_path(r, &record));
}
