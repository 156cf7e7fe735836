#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "date.h"
#include "guest.h"
#include "kept.h"
#include "log.h"
#include "metrics.h"
#include "module.h"
#include "page.h"
#include "render.h"
#include "serve.h"
#include "str.h"
#include "text.h"
#include "token.h"

#define TRIES	3

struct answer {
	int status;
	const char *body;
	size_t len;
	const char *type;
	const char *location;
	const char *cookie;
	const char *name;		/* of a file */
	bool clear;
};

/* -- refusals before the handler -- */

/* Our own pages ask for no referrer, and browsers then send "null" as origin
 * with a form: that is good where the browser itself says same-origin. */
static bool origin_good(const struct request *r)
{
	const struct http *h = r->http;
	bool ours = text_starts(h->origin, "https://") &&
	    strcmp(h->origin + strlen("https://"), h->host) == 0;

	if (h->fetch_site[0] != '\0')
		return strcmp(h->fetch_site, "same-origin") == 0 &&
		    (ours || h->origin[0] == '\0' || strcmp(h->origin, "null") == 0);
	return ours || h->origin[0] == '\0';
}

/* Sign in first. A post is kept for the same person; one that had been saved
 * before its answer was lost leads to what it saved. */
static int sign_in_first(struct request *r, enum session_found found)
{
	const char *back = r->http->path, *door = session_door(r->session), *result, *at;
	bool ours = found != SESSION_NONE && r->http->method == POST && token_check(r);

	r->audit.action = "session.ended";
	if (ours && token_spent(r, &result, &at))
		return request_redirect(r, "%s?ended=saved&return=%s", door, result);
	if (r->http->method == GET)
		return request_redirect(r, "%s?%sreturn=%s", door,
		    found == SESSION_NONE ? "" : "ended=idle&", back);
	if (!kept_can(r) || !origin_good(r))
		return request_redirect(r, "%s?ended=lost&return=%s", door, r->module->home);
	/* A browser that was signed out has no cookie: nobody knows whose text it is.
	 * The page has the draft, for whose it is. */
	if (!ours || (r->route->flags & (ROUTE_DRAFT | ROUTE_LOOKS)) != 0)
		return request_redirect(r, "%s?ended=lost&return=%s", door,
		    route_get(r->module->routes, back, r->pool) != NULL ? back : r->module->home);
	r->keep = true;
	return request_redirect(r, "%s?ended=kept&return=%s&kept=%s", door, back, kept_add(r));
}

/* A link from another site arrives without the strict cookie: one more click
 * from a page of ours brings it. */
static bool from_elsewhere(const struct request *r)
{
	return strcmp(r->http->fetch_site, "cross-site") == 0 && r->http->method == GET;
}

static int continue_page(struct request *r)
{
	struct node *body = page_begin(r, "continue", "Continue to Everychild");

	(void)page_heading(body, 1, "Continue to Everychild");
	(void)page_para(body, "You came here by a link from somewhere else.");
	(void)page_link(body, "Continue", "button", "%s", r->http->path);
	return 200;
}

static int closed_page(struct request *r, enum session_found found)
{
	if (found == SESSION_CLOSED)
		return page_message(r, 403, "Your account cannot be used",
		    "Your account is no longer active here. Nothing was saved. "
		    "Ask your manager or the service desk.");
	return page_message(r, 503, "Your sign-in cannot be checked",
	    "The directory that confirms who may work here has not answered for some time. "
	    "Nothing was saved. Try again in a few minutes.");
}

static int form_expired(struct request *r)
{
	log_warn("form token refused for %s", r->route->path);
	return page_message(r, 400, "This form has expired",
	    "It was opened in another session, or is not a form of this service. "
	    "Nothing was saved. Go back, copy what you typed, open the page again and paste it.");
}

/* A form that was saved, gone back to, changed, and sent once more: the new
 * text is not saved, so it is kept and shown in a fresh form. */
static int changed_since(struct request *r)
{
	return request_redirect(r, "%s?kept=%s", r->http->path, kept_add(r));
}

static int saved_before(struct request *r, const char *result, const char *at)
{
	size_t len = strcspn(result, "#");	/* what is behind it never comes back */

	r->done_before = true;
	if (r->sent_anew && kept_can(r))
		return changed_since(r);
	if (result[0] != '\0')
		return request_redirect(r, "%.*s%csaved=%s%s", (int)len, result,
		    strchr(result, '?') == NULL ? '?' : '&', date_stamp(r->pool, at), result + len);
	return page_message(r, 200, "This had been saved already", pool_printf(r->pool,
	    "It was saved at %s. Nothing was saved twice.", date_clock(r->pool, at)));
}

/* Parameters that any page understands are taken out before the route's own
 * table looks at the rest. */
static void params_common(struct request *r)
{
	static const char *const names[] = { "token", "version", "kept", "saved" };
	size_t i, k;

	for (i = 0; i < r->params.n; i++)
		for (k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (strcmp(r->params.param[i].name, names[k]) == 0)
				r->params.param[i].used = true;
}

static int input_first(struct request *r)
{
	const char *what = "";

	params_common(r);
	if (input_read(&r->input, r->pool, r->route->input, &r->params, r->today, &what))
		return 0;
	log_warn("input refused at %s: %s", r->route->path, what);
	return page_message(r, 400, "This request cannot be used",
	    "It has parts that the page does not know. Nothing was saved.");
}

/* -- the handler, in its transaction -- */

static bool changes(const struct request *r)
{
	return r->http->method == POST && (r->route->flags & (ROUTE_LOOKS | ROUTE_DRAFT)) == 0;
}

static int handle(struct request *r)
{
	const char *result = "", *at = "";
	int status;

	status = input_first(r);
	if (status != 0)
		return status;
	if (changes(r)) {
		switch (token_spend(r, &result, &at)) {
		case TOKEN_BEFORE:
			return saved_before(r, result, at);
		case TOKEN_BROKEN:
			return 503;
		case TOKEN_SPENT:
			break;
		}
	}
	kept_load(r);
	status = r->route->handler(r);
	if (changes(r) && status < 400)
		token_result(r, r->location == NULL ? "" : r->location);
	else if (changes(r) && r->keep)
		token_return(r);
	return status;
}

static int decide(struct request *r)
{
	enum session_found found = session_load(r->pool, r->db, r->http, &r->session);

	db_may_write(r->db, r->http->method == POST && (r->route->flags & ROUTE_LOOKS) == 0);
	if (r->route->permission != PUBLIC && found != SESSION_LIVE) {
		if (found == SESSION_NONE && from_elsewhere(r))
			return continue_page(r);
		if (found == SESSION_CLOSED || found == SESSION_UNCHECKED)
			return closed_page(r, found);
		return sign_in_first(r, found);
	}
	if (found != SESSION_LIVE)
		r->session = NULL;
	if (r->session != NULL && r->session->guest != NULL &&
	    (r->route->flags & ROUTE_GUEST) == 0)
		return guest_refuse(r);
	if (r->http->method == POST && (!origin_good(r) || !token_check(r)))
		return form_expired(r);
	if (!request_may(r, r->route->permission))
		return page_message(r, 403, "You do not have access to this page",
		    "Your role does not include it. If you need it for your work, "
		    "ask your manager or the service desk.");
	return handle(r);
}

/* -- one try in one transaction -- */

static bool page_finish(struct request *r, struct answer *a)
{
	if (a->status == 303) {
		a->location = r->location;
		a->body = "";
		return true;
	}
	if (r->text != NULL) {
		a->type = "text/plain; charset=utf-8";
		a->body = r->text;
		a->len = strlen(r->text);
		return true;
	}
	if (r->file != NULL) {
		a->type = r->file->type;
		a->name = r->file->name;
		a->body = r->file->bytes;
		a->len = r->file->len;
		return true;
	}
	a->type = "text/html; charset=utf-8";
	if (r->page != NULL && render_page(r->pool, r->page, &a->body, &a->len))
		return true;
	log_error("no page came out of %s", r->route->path);
	return false;
}

/* A refusal undoes everything but its own audit row. */
static bool settle(struct request *r, int status)
{
	bool done;

	if (status >= 400 && !r->keep) {
		audit_done(false);
		db_rollback(r->db);
		if (!db_begin(r->db, true))
			return false;
	}
	if ((r->route->flags & ROUTE_QUIET) == 0 && r->session != NULL)
		audit_write(r, status);
	done = db_commit(r->db);
	audit_done(done);
	return done;
}

static void request_start(struct request *r)
{
	struct timespec now;
	struct tm utc;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)gmtime_r(&now.tv_sec, &utc);
	r->now = pool_printf(r->pool, "%04d-%02d-%02d %02d:%02d:%02d.%06ld", utc.tm_year + 1900,
	    utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, now.tv_nsec / 1000);
	r->today = date_iso(r->pool, date_today());
	db_pool(r->db, r->pool);
	r->audit.action = r->route->action;
}

/* True when the answer stands; false when the transaction must be tried again
 * or has failed, which db_state tells. */
static bool attempt(const struct module *m, struct db *db, struct pool *pool,
    const struct http *http, const struct route *route, const struct params *params,
    struct answer *a)
{
	struct request r = { .pool = pool, .module = m, .route = route, .http = http, .db = db };
	size_t i;

	for (i = 0; i < params->n; i++)
		params_add(&r.params, pool, params->param[i].name, params->param[i].value);
	request_start(&r);
	*a = (struct answer){ .status = 503 };
	if (!db_begin(db, false))
		return false;
	a->status = decide(&r);
	a->cookie = r.cookie;
	a->clear = r.clear;
	if (db_state(db) != DB_GOOD || (a->status == 503 && r.page == NULL))
		return false;
	if (!page_finish(&r, a)) {
		a->status = 500;
		return false;
	}
	return settle(&r, a->status);
}

/* The connection was lost during COMMIT. The form's token knows whether the
 * save stands: true when the database could be asked, with the answer in *a,
 * or 503 there when nothing stands. Spending it anew waits for a transaction
 * that the server has not done with; looking for it would pass it by. */
static bool uncertain_settle(const struct module *m, struct db *db, struct pool *pool,
    const struct http *http, const struct route *route, const struct params *params,
    struct answer *a)
{
	struct request r = { .pool = pool, .module = m, .route = route, .http = http, .db = db,
	    .params = *params };
	enum token_spent spent = TOKEN_BROKEN;
	const char *result, *at;

	request_start(&r);
	if (!db_begin(db, false))
		return false;
	*a = (struct answer){ .status = 503 };
	if (session_load(pool, db, http, &r.session) == SESSION_LIVE) {
		db_may_write(db, true);
		spent = token_spend(&r, &result, &at);
	}
	if (spent == TOKEN_BEFORE) {
		a->status = saved_before(&r, result, at);
		(void)page_finish(&r, a);
	}
	db_rollback(db);
	return spent != TOKEN_BROKEN;
}

/* -- answers without a database -- */

static const char *sorry(struct pool *pool, const struct http *http, const char *title,
    const char *text)
{
	/* Nothing here comes from a user; the request id was checked. */
	return pool_printf(pool,
	    "<!DOCTYPE html>\n<html lang=\"en\" class=\"govuk-template\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
	    "<title>%s</title><link rel=\"stylesheet\" href=\"/assets/everychild.css\"></head>"
	    "<body class=\"govuk-template__body\"><div class=\"govuk-width-container\">"
	    "<main class=\"govuk-main-wrapper\" id=\"main-content\"><h1 class=\"govuk-heading-l\">%s</h1>"
	    "<p class=\"govuk-body\">%s</p><p class=\"govuk-body-s govuk-!-text-break-word\">Reference: %s</p>"
	    "</main></div></body></html>\n", title, title, text, http->request);
}

static void answer_plain(struct pool *pool, const struct http *http, struct answer *a,
    int status, const char *title, const char *text)
{
	*a = (struct answer){ .status = status, .type = "text/html; charset=utf-8" };
	a->body = sorry(pool, http, title, text);
	a->len = strlen(a->body);
}

static void answer_failed(struct pool *pool, const struct http *http, enum db_state state,
    struct answer *a)
{
	if (state == DB_UNCERTAIN)
		answer_plain(pool, http, a, 503, "We are checking whether this was saved",
		    "The connection was lost at the moment of saving. Reload this page and choose "
		    "to resend: it tells you whether it was saved, and it cannot be saved twice.");
	else if (state == DB_AGAIN)
		answer_plain(pool, http, a, 503, "Somebody else is saving at this moment",
		    "Nothing of yours was saved yet. Reload this page and choose to resend: your "
		    "text is still in the browser, and it cannot be saved twice.");
	else if (a->status == 500 || state == DB_WRONG)
		answer_plain(pool, http, a, 500, "Sorry, there is a problem with the service",
		    "Nothing was saved. Your text is still in the browser: go back to it, or reload "
		    "this page later and choose to resend. It cannot be saved twice.");
	else
		answer_plain(pool, http, a, 503, "Sorry, the service is unavailable",
		    "Nothing was saved. Your text is still in the browser: reload this page in a "
		    "minute and choose to resend. It cannot be saved twice.");
}

/* -- one request -- */

static void send_answer(const struct http *http, const struct answer *a, struct pool *pool)
{
	struct str h;

	(void)http;
	str_init(&h, pool);
	if (a->type != NULL)
		str_printf(&h, "Content-Type: %s\r\n", a->type);
	if (a->name != NULL)
		str_printf(&h, "Content-Disposition: attachment; filename=\"%s\"\r\n", a->name);
	if (a->location != NULL && strpbrk(a->location, "\r\n") == NULL)
		str_printf(&h, "Location: %s\r\n", a->location);
	if (a->cookie != NULL && strpbrk(a->cookie, "\r\n") == NULL)
		str_printf(&h, "Set-Cookie: %s\r\n", a->cookie);
	if (a->clear)
		str_add(&h, "Clear-Site-Data: \"cache\", \"cookies\", \"storage\"\r\n");
	(void)http_send(a->status, h.data, a->body == NULL ? "" : a->body, a->len);
}

static int not_found(struct request *r)
{
	return page_not_found(r);
}

/* Addresses that no row has still get a page with the person's navigation. */
static const struct route route_none = {
	.permission = PUBLIC, .path = "", .handler = not_found, .action = "page.none",
	.flags = ROUTE_QUIET | ROUTE_LOOKS | ROUTE_GUEST
};

static const struct route *route_for(const struct module *m, const struct http *http,
    struct pool *pool, struct params *params, int *status_r)
{
	const struct route *route = route_find(m->routes, http->method, http->path, pool, params,
	    status_r);

	if (route == NULL && *status_r == 404 && http->method == GET)
		return &route_none;
	if (route == NULL && http->method == GET && text_starts(http->query, "kept=")) {
		route = route_find(m->routes, POST, http->path, pool, params, status_r);
		route = route == NULL ? NULL : kept_route(pool, route);
		*status_r = route == NULL ? 405 : 200;
	}
	return route;
}

/* No try led to an answer that stands. Of a page that was only looked at,
 * nothing can have been saved, however its commit ended. */
static void answer_lost(const struct module *m, struct db *db, struct pool *pool,
    const struct http *http, const struct route *route, const struct params *params,
    struct answer *a)
{
	enum db_state state = db_state(db);

	if (state == DB_UNCERTAIN) {
		audit_open();		/* the chain's last row may or may not stand */
		if (http->method != POST) {
			state = DB_DOWN;
		} else if (uncertain_settle(m, db, pool, http, route, params, a)) {
			if (a->status != 503)
				return;
			state = DB_DOWN;
		}
	}
	answer_failed(pool, http, state, a);
}

/* Returns the row that it was answered by, NULL for none. */
static const struct route *answer_make(const struct module *m, struct db *db, struct pool *pool,
    const struct http *http, struct answer *a)
{
	struct params params = { 0 };
	const struct route *route;
	int status, tries;

	route = route_for(m, http, pool, &params, &status);
	if (route == NULL) {
		answer_plain(pool, http, a, status, status == 405 ? "This cannot be done here" :
		    "Page not found", "Nothing was saved.");
		return NULL;
	}
	if (!params_parse(&params, pool, http->query, strlen(http->query)) ||
	    !params_parse(&params, pool, http->body, http->body_len)) {
		log_warn("parameters refused at %s", route->path);
		answer_plain(pool, http, a, 400, "This request cannot be used",
		    "It has characters that text cannot have. Nothing was saved.");
		return route;
	}
	for (tries = 0; tries < TRIES; tries++) {
		if (attempt(m, db, pool, http, route, &params, a))
			return route;
		metrics_database(db_state(db));
		audit_done(false);
		db_rollback(db);
		if (db_state(db) != DB_AGAIN)
			break;
		metrics_retry();
	}
	answer_lost(m, db, pool, http, route, &params, a);
	return route;
}

static long long clock_us(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

int serve_one(const struct module *m, struct db *db)
{
	struct pool *pool = pool_create();
	const struct route *route = NULL;
	struct answer a = { 0 };
	struct http http;
	int status = http_accept(pool, &http);
	long long from = clock_us();

	if (status < 0) {
		pool_destroy(&pool);
		return 0;
	}
	xml_arena_begin();
	log_request(http.request);
	if (status > 0) {
		log_warn("request refused with %d", status);
		http.request = text_only(http.request, "0123456789abcdef", 32) ? http.request : "";
		answer_plain(pool, &http, &a, status, "This request cannot be used",
		    "Nothing was saved.");
	} else {
		route = answer_make(m, db, pool, &http, &a);
	}
	send_answer(&http, &a, pool);
	metrics_request(route, a.status, clock_us() - from);
	metrics_pool(pool_size(pool));
	log_request(NULL);
	pool_destroy(&pool);
	xml_arena_end();
	return 1;
}

void serve_purge(const struct module *m, struct db *db)
{
	struct pool *pool = pool_create();
	struct request r = { .pool = pool, .module = m, .db = db };

	db_pool(db, pool);
	if (db_begin(db, true)) {
		token_purge(&r);
		(void)db_commit(db);
	}
	pool_destroy(&pool);
}
