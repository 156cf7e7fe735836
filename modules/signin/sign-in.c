#include <string.h>

#include "date.h"
#include "log.h"
#include "page.h"
#include "signin.h"
#include "text.h"

#define REFUSED "Those sign-in details were not accepted. Check your user name and password. " \
	"After several tries, wait half a minute before the next."

/* What brought the person here. */
static void reason_put(struct request *r, const char *ended)
{
	static const struct { const char *word, *kind, *text; } reasons[] = {
		{ "idle", "information", "You were signed out because the page was not used for a "
		    "while. Sign in to go on where you were." },
		{ "kept", "information", "Your session had ended. What you typed is kept: sign in "
		    "and you find it in the form." },
		{ "saved", "success", "Your session had ended, but what you sent had been saved." },
		{ "lost", "warning", "Your session had ended, and what you sent was not saved. "
		    "Sign in to go back to where you were. What was kept as your draft while you typed is "
		    "shown there, with the time it was kept." },
		{ "out", "success", "You are signed out." },
	};
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (strcmp(ended, reasons[i].word) == 0)
			page_alert(r, reasons[i].kind, reasons[i].text);
}

/* What steers the page and is not good is left out: nobody is kept from
 * signing in by a bad link. */
void signin_steering_check(struct request *r)
{
	static const char *const names[] = { "return", "keep", "ended" };
	const char *kept = params_get(&r->params, "kept");
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct input_value *v = input_slot(&r->input, names[i]);

		if (v->error == NULL)
			continue;
		v->error = NULL;
		v->value = "";
	}
	if (kept != NULL && field_check(r->pool, &(struct field){ .type = FIELD_HANDLE,
	    .label = "kept" }, kept, r->today, &kept) == NULL)
		input_slot(&r->input, "keep")->value = kept;
}

void signin_steering_put(struct request *r, struct node *form)
{
	(void)page_hidden(r, form, "return", input_text(&r->input, "return"));
	(void)page_hidden(r, form, "keep", input_text(&r->input, "keep"));
}

static int form_show(struct request *r, int status)
{
	struct node *body = page_begin(r, "signin", "Sign in"), *form, *c;
	const struct field *table = r->route->input;

	reason_put(r, input_text(&r->input, "ended"));
	(void)page_heading(body, 1, "Sign in");
	form = page_form(r, body, "/signin");
	c = page_field(r, form, &table[0], NULL);
	node_set(c, "autocomplete", "username");
	node_set(c, "spellcheck", "no");
	(void)page_field(r, form, &table[1], "password");
	signin_steering_put(r, form);
	(void)page_button(page_buttons(form), "Sign in", "primary", NULL, NULL);
	(void)page_para(body, conf_text("signin.notice"));
	return status;
}

int signin_show(struct request *r)
{
	if (r->session != NULL)
		return request_redirect(r, "/");
	signin_steering_check(r);
	return form_show(r, 200);
}

static int refused(struct request *r, const char *why)
{
	input_refuse(&r->input, "login", why);
	r->keep = true;			/* the count of tries and the audit row stay */
	return form_show(r, 422);
}

/* The typed name may be a password in the wrong box: only a name that could be
 * one is kept. */
static void failed(struct request *r, const char *login, const char *reason)
{
	throttle_failed(r, login);
	audit_add(r, "signin.failed", pool_printf(r->pool, "login=%s reason=%s",
	    text_only(login, "abcdefghijklmnopqrstuvwxyz0123456789._-", 20) ? login : "?", reason));
}

void signin_cookie_make(struct request *r, unsigned char hash_r[SECRET_BYTES])
{
	unsigned char token[SESSION_TOKEN];

	secret_random(token, sizeof(token));
	secret_hash(token, sizeof(token), hash_r);
	r->cookie = pool_printf(r->pool,
	    SESSION_COOKIE "=%s; Path=/; Secure; HttpOnly; SameSite=Strict",
	    secret_to_text(r->pool, token, sizeof(token)));
	secret_wipe(token, sizeof(token));
}

static void session_start(struct request *r, unsigned long long account)
{
	unsigned char hash[SECRET_BYTES];
	struct db_row row;

	if (db_find(r->db, &signin_sql[SIGNIN_SESSIONS_OF], &row, account) &&
	    db_number(&row, 0) >= (unsigned long long)conf_number("signin.sessions"))
		(void)db_write(r->db, &signin_sql[SIGNIN_SESSION_REPLACE], account);
	signin_cookie_make(r, hash);
	(void)db_write(r->db, &signin_sql[SIGNIN_SESSION_ADD], hash, sizeof(hash), account,
	    (unsigned long long)conf_number("session.longest_hours"), r->http->address);
	(void)db_write(r->db, &signin_sql[SIGNIN_ACCOUNT_SIGNED], r->http->address, account);
}

int signin_go_on(struct request *r, const char *back)
{
	const char *kept = input_text(&r->input, "keep");

	if (input_text(&r->input, "return")[0] != '\0')
		back = input_text(&r->input, "return");
	if (kept[0] != '\0')
		return request_redirect(r, "%s?kept=%s", back, kept);
	return request_redirect(r, "%s", back);
}

static int come_in(struct request *r, const struct directory_person *person)
{
	struct signin_account account;

	account_update(r, person, &account);
	throttle_forgive(r, input_text(&r->input, "login"));
	r->audit.object = "account";
	r->audit.object_id = account.id;
	if (account.refusal != NULL) {
		audit_add(r, "signin.refused", "standing");
		return refused(r, account.refusal);
	}
	session_start(r, account.id);
	audit_add(r, "signin.done", "");
	return signin_go_on(r, "/");
}

int signin_try(struct request *r)
{
	const char *login = input_text(&r->input, "login");
	const char *password = params_get(&r->params, "password");
	struct directory_person person;
	enum directory_result result;

	signin_steering_check(r);
	if (!input_valid(&r->input, r->pool)) {
		r->keep = true;
		return form_show(r, 422);
	}
	if (!throttle_allows(r, login)) {
		log_warn("sign-in throttled from %s", r->http->address);
		return refused(r, REFUSED);
	}
	result = directory_sign_in(r->pool, login, password, strlen(password), &person);
	if (result == DIRECTORY_DOWN) {
		input_refuse(&r->input, "login", "The directory that checks passwords cannot be "
		    "reached. Try again in a minute. Your password was not checked.");
		return form_show(r, 422);	/* nobody's failed try */
	}
	if (result == DIRECTORY_REFUSED) {
		log_info("sign-in refused: %s", directory_reason_word(person.reason));
		failed(r, login, directory_reason_word(person.reason));
		return refused(r, REFUSED);
	}
	return come_in(r, &person);
}

int signin_out(struct request *r)
{
	(void)db_write(r->db, &signin_sql[SIGNIN_SESSION_END], "out", r->session->hash,
	    sizeof(r->session->hash));
	r->cookie = SESSION_COOKIE "=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0";
	r->clear = true;
	return request_redirect(r, "%s?ended=out", session_door(r->session));
}

/* The look-up of the session has moved its end already. */
int signin_extend(struct request *r)
{
	r->text = date_stamp(r->pool, date_utc(r->pool, date_now() + (r->session->left <
	    r->session->idle_left ? r->session->left : r->session->idle_left)));
	return 200;
}
