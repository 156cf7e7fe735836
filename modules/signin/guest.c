#include "guest.h"

#include <string.h>

#include "log.h"
#include "page.h"
#include "signin.h"
#include "text.h"

/* Whatever is wrong (no such reference, another code, withdrawn, over, locked) is answered
 * alike and costs the same: one look, one hash, one count. */

#define REFUSED "That reference and code were not accepted. Check both. The entry may have ended: " \
	"ask the person who gave them to you. After several tries, wait half a minute before the next."

const struct field signin_guest_input[] = {
	{ .name = "reference", .type = FIELD_TEXT, .max = 20, .required = true, .label = "Reference",
	  .width = 10, .hint = "Two groups of four letters and digits" },
	{ .name = "code", .type = FIELD_TEXT, .max = 40, .required = true, .label = "Code",
	  .sensitive = true, .width = 20, .hint = "Four groups of four letters and digits" },
	{ .name = "return", .type = FIELD_PATH },
	{ .name = "keep", .type = FIELD_HANDLE },
	{ .name = "ended", .type = FIELD_TOKEN },
	{ 0 }
};

/* What brought them here, of the dispatcher's words. */
static void reason_put(struct request *r, const char *ended)
{
	static const struct { const char *word, *kind, *text; } reasons[] = {
		{ "idle", "information", "You are not signed in any more. Use your reference and code "
		    "to go on where you were." },
		{ "kept", "information", "Your session had ended. What you typed is kept: use your "
		    "reference and code again and you find it in the form." },
		{ "saved", "success", "Your session had ended, but what you sent had been saved." },
		{ "lost", "warning", "Your session had ended, and what you sent was not saved." },
		{ "out", "success", "You are signed out." },
	};
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(ended, reasons[i].word) == 0)
			page_alert(r, reasons[i].kind, reasons[i].text);
}

static int form_show(struct request *r, int status)
{
	struct node *body = page_begin(r, "guest", "Use a guest entry"), *form, *c;
	unsigned i;

	reason_put(r, input_text(&r->input, "ended"));
	(void)page_heading(body, 1, "Use a guest entry");
	(void)page_para(body, "For a person without an account who was given a reference and a code.");
	form = page_form(r, body, GUEST_DOOR);
	for (i = 0; i < 2; i++) {
		c = page_field(r, form, &signin_guest_input[i], "text");
		node_set(c, "autocomplete", "off");
		node_set(c, "spellcheck", "no");
	}
	signin_steering_put(r, form);
	(void)page_button(page_buttons(form), "Continue", "primary", NULL, NULL);
	(void)page_para(body, "Everything you open is recorded with your name.");
	(void)page_link(body, "Sign in with an account", NULL, "/signin");
	return status;
}

/* Who is in already goes on with that. */
static int inside(struct request *r)
{
	return request_redirect(r, "%s", r->session->guest != NULL ? r->session->guest->start : "/");
}

int guest_show(struct request *r)
{
	if (r->session != NULL)
		return inside(r);
	signin_steering_check(r);
	return form_show(r, 200);
}

static int refused(struct request *r)
{
	input_refuse(&r->input, "reference", REFUSED);
	r->keep = true;			/* the count of tries and the audit row stay */
	return form_show(r, 422);
}

static bool opens(struct request *r, const struct db_row *row, bool found, const char *reference,
    const char *code)
{
	unsigned char typed[SECRET_BYTES], none[SECRET_BYTES] = { 0 };
	const void *kept = none;
	size_t len = sizeof(none);
	bool same;

	guest_hash(r->pool, reference, code == NULL ? "" : code, typed);
	if (found)
		kept = db_bytes(row, 1, &len);
	same = len == sizeof(typed) && secret_same(kept, typed, sizeof(typed));
	return found && code != NULL && same && db_number(row, 7) != 0;
}

static void session_start(struct request *r, const struct db_row *row, const char *reference)
{
	unsigned long long entry = db_number(row, 0), account = db_number(row, 6);
	unsigned char hash[SECRET_BYTES];

	if (account == 0)
		account = db_insert(r->db, &signin_sql[SIGNIN_GUEST_ACCOUNT_ADD],
		    pool_printf(r->pool, GUEST_ACCOUNT "%llu", entry),
		    pool_printf(r->pool, GUEST_LOGIN "%s", reference), db_text(row, 2),
		    pool_printf(r->pool, "%s (guest)", db_text(row, 3)), db_text(row, 4));
	if (account == 0)
		db_refuse(r->db, "no account for a guest");
	(void)db_write(r->db, &signin_sql[SIGNIN_GUEST_USED], account, entry);
	/* One browser at a time. */
	(void)db_write(r->db, &signin_sql[SIGNIN_SESSIONS_END], "replaced", account);
	signin_cookie_make(r, hash);
	(void)db_write(r->db, &signin_sql[SIGNIN_GUEST_SESSION_ADD], hash, sizeof(hash),
	    (unsigned long long)conf_number("session.longest_hours"), r->http->address, entry);
	r->audit.object = "account";
	r->audit.object_id = account;
}

/* Back to where they were, below where the entry leads and nowhere else. */
static int go_on(struct request *r, const char *start)
{
	struct input_value *back = input_slot(&r->input, "return");

	if (!text_starts(back->value, start)) {
		back->value = "";
		input_slot(&r->input, "keep")->value = "";
	}
	return signin_go_on(r, start);
}

int guest_try(struct request *r)
{
	const char *reference, *code, *name;
	struct db_row row;
	bool found;

	if (r->session != NULL)
		return inside(r);
	signin_steering_check(r);
	if (!input_valid(&r->input, r->pool)) {
		r->keep = true;
		return form_show(r, 422);
	}
	reference = guest_plain(r->pool, input_text(&r->input, "reference"), GUEST_REFERENCE);
	code = guest_plain(r->pool, input_text(&r->input, "code"), GUEST_CODE);
	if (reference == NULL)
		reference = "";
	name = pool_printf(r->pool, "guest:%s", reference);
	if (!throttle_allows(r, name)) {
		log_warn("guest entry throttled from %s", r->http->address);
		return refused(r);
	}
	found = db_find(r->db, &signin_sql[SIGNIN_GUEST_FIND], &row,
	    (unsigned long long)conf_number("session.guest_tries"), reference);
	if (!opens(r, &row, found, reference, code)) {
		throttle_failed(r, name);
		(void)db_write(r->db, &signin_sql[SIGNIN_GUEST_FAILED], reference);
		log_info("guest entry refused");
		/* What is no reference of ours may be a code in the wrong box. */
		audit_add(r, "signin.guest.failed", pool_printf(r->pool, "reference=%s",
		    found ? guest_groups(r->pool, reference) : "?"));
		return refused(r);
	}
	throttle_forgive(r, name);
	session_start(r, &row, reference);
	audit_add(r, "signin.guest", pool_printf(r->pool, "reference=%s",
	    guest_groups(r->pool, reference)));
	return go_on(r, db_text(&row, 5));
}
