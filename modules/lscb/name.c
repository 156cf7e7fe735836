#include "conf.h"
#include "lists.h"
#include "meeting.h"
#include "lscb.h"

/* 7.1: a case has no name on its pages until somebody who may has said why they
 * open it by name; that holds for the session and some hours. Who works on this one
 * case (the response team, the key worker) knows the child already. */

const struct field lscb_name_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "reason", .type = FIELD_CODE, .choices = "lscb-name-reason", .required = true,
	  .label = "Why do you need the name?" },
	/* The page of a form that led here, and what was typed there before the session
	 * had ended. */
	{ .name = "form", .type = FIELD_TOKEN, .max = 40 },
	{ .name = "section", .type = FIELD_TOKEN, .max = 40 },
	{ .name = "kept", .type = FIELD_TOKEN, .max = 40 },
	{ .name = "reason_text", .type = FIELD_TEXT, .max = 200, .label = "In your words",
	  .hint = "It stays in the access log. Do not write the child's name here." },
	{ 0 }
};

bool lscb_named(struct request *r, const struct record *record)
{
	struct db_row row;

	if (record_is(record, "JAR KEY"))
		return true;
	return r->session != NULL && session_role(r->session, "CDC CDD CDP") &&
	    db_find(r->db, &lscb_sql[LSCB_OPENING_FIND], &row, record->id, request_account(r),
	    r->session->hash, sizeof(r->session->hash),
	    (unsigned long long)conf_number("lscb.name_hours"));
}

static int name_page(struct request *r, const struct record *record, int status)
{
	static const char *const led[] = { "form", "section", "kept" };
	struct node *body = casework_page(r, record, "name", "Open the case by name"), *form;
	size_t i;

	if (!input_is(&r->input, "kept", ""))
		(void)page_para(body, "What you typed is kept, and stands there again once you have opened "
		    "the case by name.");
	(void)page_para(body, "Everything else of the case can be done without the name.");
	form = page_form_of(r, body, r->route->input, r->http->path, "Open by name", "primary");
	for (i = 0; i < sizeof(led) / sizeof(led[0]); i++)
		if (!input_is(&r->input, led[i], ""))
			(void)page_hidden(r, form, led[i], input_text(&r->input, led[i]));
	return status;
}

/* To the page that led here, or to the case's. */
static int opened(struct request *r, const struct record *record)
{
	const char *form = input_text(&r->input, "form"), *section = input_text(&r->input, "section");
	const char *kept = input_text(&r->input, "kept");

	if (form[0] == '\0')
		return request_redirect(r, "%s", casework_path(r, record));
	return request_redirect(r, "%s/%s%s%s%s%s", casework_path(r, record), form,
	    section[0] == '\0' ? "" : "/", section, kept[0] == '\0' ? "" : "?kept=", kept);
}

int lscb_name_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (lscb_of(r)->named)
		return opened(r, &record);
	return name_page(r, &record, 200);
}

int lscb_name_open(struct request *r)
{
	const char *reason = input_text(&r->input, "reason");
	const char *words = input_text(&r->input, "reason_text");
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (lists_flag("lscb-name-reason", reason, "specify"))
		input_needs(&r->input, "reason_text", "Say why in your words");
	lscb_nameless(r, record.id, "reason_text");
	if (!input_valid(&r->input, r->pool))
		return name_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_OPENING_ADD], record.id, request_account(r),
	    r->session->hash, sizeof(r->session->hash),
	    pool_printf(r->pool, "%s %s", reason, words));
	r->audit.reason = reason;
	r->audit.detail = words;
	return opened(r, &record);
}
