#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "code.h"
#include "conf.h"
#include "date.h"
#include "emergency.h"
#include "guest.h"
#include "lists.h"
#include "module.h"
#include "overtaken.h"
#include "page.h"
#include "terms.h"
#include "token.h"

#define NAV_SECONDS	30	/* how long a worker keeps the list of links */

enum { NAV };

const struct db_statement page_statements[] = {
	[NAV] = { "SELECT path, title, roles FROM everychild.nav ORDER BY position", "", "sss" },
};
const unsigned page_statements_n = sizeof(page_statements) / sizeof(page_statements[0]);

static struct node *root_child(struct request *r, const char *name)
{
	struct node *n = node_child(r->page, name);

	return n == NULL ? node_add(r->page, name) : n;
}

/* -- frame -- */

static void session_put(struct request *r)
{
	long idle = r->session->idle_left < r->session->left ? r->session->idle_left :
	    r->session->left;
	long warn = conf_number("session.warn_minutes") * 60;
	struct node *n = node_add(r->page, "session");
	long long ends = date_now() + idle;
	const char *utc = date_utc(r->pool, ends);

	node_set(n, "name", r->session->name);
	node_set(n, "login", r->session->login);
	node_set(n, "agency", r->session->agency);
	node_set(n, "expires", date_stamp(r->pool, utc));
	node_set(n, "ends", date_clock(r->pool, utc));
	node_set_number(n, "warn", warn < idle ? warn : idle / 2);
	node_set_number(n, "idle", idle);
	node_set(n, "token", token_make(r, "/signin/out"));
	node_set(n, "extend", token_make(r, "/signin/extend"));
	if (r->session->guest != NULL)
		guest_put(r, n);
}

/* Links of the installed modules that the person has a role for: what is not
 * installed leaves no link. */
static struct {
	time_t read;
	struct pool *pool;
	struct { const char *path, *title, *roles; } link[24];
	size_t n;
} nav;

static void nav_read(struct request *r)
{
	struct db_rows rows;
	size_t i;

	if (nav.read != 0 && time(NULL) - nav.read < NAV_SECONDS)
		return;
	if (nav.pool == NULL)
		nav.pool = pool_create();
	if (db_list(r->db, &page_statements[NAV], &rows) == 0)
		return;
	pool_reset(nav.pool);
	nav.read = time(NULL);
	nav.n = 0;
	for (i = 0; i < rows.n && i < 24; i++) {
		nav.link[nav.n].path = pool_strdup(nav.pool, db_text(&rows.row[i], 0));
		nav.link[nav.n].title = pool_strdup(nav.pool, db_text(&rows.row[i], 1));
		nav.link[nav.n++].roles = pool_strdup(nav.pool, db_text(&rows.row[i], 2));
	}
}

/* The link whose path is the longest beginning of this page's. */
static size_t nav_current(const struct request *r)
{
	size_t i, best = nav.n, longest = 0;

	for (i = 0; i < nav.n; i++) {
		size_t len = strlen(nav.link[i].path);

		if (len > longest && strncmp(r->http->path, nav.link[i].path, len) == 0) {
			longest = len;
			best = i;
		}
	}
	return best;
}

static void nav_put(struct request *r)
{
	size_t i, current;
	struct node *n;

	nav_read(r);
	current = nav_current(r);
	for (i = 0; i < nav.n; i++) {
		if (nav.link[i].roles[0] != '\0' && !session_role(r->session, nav.link[i].roles))
			continue;
		n = node_add(r->page, "nav");
		node_set(n, "href", nav.link[i].path);
		node_set(n, "label", terms_apply(r->pool, nav.link[i].title));
		if (i == current)
			node_set(n, "current", strcmp(nav.link[i].path, r->http->path) == 0 ?
			    "page" : "section");
	}
}

static void notices_put(struct request *r)
{
	const char *saved = params_get(&r->params, "saved");

	if (r->kept != NULL)
		page_alert(r, "information", "We kept what you had typed. It is in the form below and is "
		    "not saved yet.");
	/* The time only says what the person's own first post did. */
	if (saved != NULL)
		page_alert(r, "success", "Saved already by your first attempt. Nothing was saved twice.");
}

struct node *page_begin(struct request *r, const char *view, const char *title)
{
	r->page = xml_new(r->pool, "page");
	node_set(r->page, "view", view);
	node_set(r->page, "title", terms_apply(r->pool, title));
	node_set(r->page, "service", "Everychild");
	node_set(r->page, "home", r->session == NULL ? "/signin" : r->session->guest != NULL ?
	    r->session->guest->start : "/");
	node_set(r->page, "authority", conf_text("authority.name"));
	node_set(r->page, "request", r->http->request);
	if (conf_switch("authority.test_mode"))
		node_set(r->page, "phase", "TRAINING");
	if (r->session != NULL) {
		session_put(r);
		if (r->session->guest == NULL)
			nav_put(r);
	}
	notices_put(r);
	emergency_put(r);
	return root_child(r, "body");
}

void page_back(struct request *r, const char *label, const char *href_format, ...)
{
	const char *href;
	va_list ap;

	va_start(ap, href_format);
	href = pool_vprintf(r->pool, href_format, ap);
	va_end(ap);
	if (request_opens(r, href))
		node_set(node_leaf(r->page, "back", label), "href", href);
}

void page_crumb(struct request *r, const char *href, const char *label)
{
	node_set(node_leaf(r->page, "crumb", label), "href", href);
}

void page_alert(struct request *r, const char *kind, const char *text)
{
	node_set(node_leaf(r->page, "alert", text), "kind", kind);
}

struct node *page_identity(struct request *r, const char *name, const char *born,
    const char *number, const char *tag)
{
	struct node *n = node_add(r->page, "identity");

	node_set(n, "name", name);
	node_set(n, "born", born);
	node_set(n, "number", number);
	node_set(n, "tag", tag);
	return n;
}

void page_error(struct request *r, const char *field, const char *message)
{
	struct node *n = node_leaf(root_child(r, "errors"), "error", message);

	node_set(n, "href", pool_printf(r->pool, "#%s", field));
	node_set(r->page, "error", "yes");
}

void page_control_id(struct request *r, struct node *control, const char *id)
{
	const char *was = pool_printf(r->pool, "#%s", node_get(control, "id"));
	struct node *n, *last = NULL;

	node_set(control, "id", id);
	if (node_get(control, "error") == NULL)
		return;
	for (n = node_child(root_child(r, "errors"), "error"); n != NULL; n = node_next(n, "error"))
		if (strcmp(node_get(n, "href"), was) == 0)
			last = n;
	if (last != NULL)
		node_set(last, "href", pool_printf(r->pool, "#%s", id));
}

struct node *page_aside(struct request *r)
{
	return root_child(r, "aside");
}

/* -- blocks -- */

struct node *page_heading(struct node *parent, int level, const char *text)
{
	struct node *n = node_leaf(parent, "heading", text);

	node_set_number(n, "level", level);
	return n;
}

struct node *page_para(struct node *parent, const char *text)
{
	return node_leaf(parent, "para", text);
}

struct node *page_link(struct node *parent, const char *text, const char *kind,
    const char *href_format, ...)
{
	struct node *n = node_leaf(parent, "link", text);
	struct pool *pool = pool_create();
	va_list ap;

	va_start(ap, href_format);
	node_set(n, "href", pool_vprintf(pool, href_format, ap));
	va_end(ap);
	node_set(n, "kind", kind);
	pool_destroy(&pool);
	return n;
}

struct node *page_row(struct node *summary, const char *key, const char *value)
{
	struct node *row = node_add(summary, "row"), *v;

	node_set(row, "key", key);
	v = node_leaf(row, "value", value);
	if (value == NULL || value[0] == '\0')
		node_set(v, "kind", "none");
	return row;
}

struct node *page_table(struct node *parent, const char *id, const char *caption,
    const char *empty, ...)
{
	struct node *table = node_add(parent, "table");
	const char *column;
	va_list ap;

	node_set(table, "id", id);
	node_set(table, "caption", caption);
	node_set(table, "scroll", "yes");
	va_start(ap, empty);
	while ((column = va_arg(ap, const char *)) != NULL)
		node_set(node_add(table, "col"), "label", column);
	va_end(ap);
	(void)node_leaf(table, "empty", empty);
	return table;
}

struct node *page_cell(struct node *row, const char *text)
{
	return node_leaf(row, "cell", text);
}

static const char *page_path(struct request *r, const char *path, unsigned long long page)
{
	bool begun = path[strlen(path) - 1] == '?' || path[strlen(path) - 1] == '&';

	return page < 2 && !begun ? path : pool_printf(r->pool, "%s%spage=%llu", path, begun ? "" :
	    strchr(path, '?') == NULL ? "?" : "&", page);
}

/* First, last, the page and its neighbours; gaps between. */
static void numbers_put(struct request *r, struct node *n, const char *path,
    unsigned long long page, unsigned long long last)
{
	unsigned long long i;
	struct node *item;

	for (i = 1; i <= last; i++) {
		bool near = i == 1 || i == last || (i + 1 >= page && i <= page + 1);

		if (!near && i != 2 && i != page + 2)
			continue;
		item = node_add(n, "item");
		if (!near) {
			node_set(item, "gap", "yes");
			continue;
		}
		node_set_number(item, "number", (long long)i);
		node_set(item, "href", page_path(r, path, i));
		node_set(item, "current", i == page ? "page" : NULL);
	}
}

void page_pages(struct request *r, struct node *body, const char *path, unsigned long long page,
    unsigned long long size, unsigned long long all, bool numbers)
{
	unsigned long long last = (all + size - 1) / size, end = page * size;
	struct node *n;

	if (last < 2)
		return;
	n = node_add(body, "pagination");
	if (page > 1)
		node_set(n, "prev", page_path(r, path, page - 1));
	if (page < last)
		node_set(n, "next", page_path(r, path, page + 1));
	node_set(n, "results", pool_printf(r->pool, "Showing %llu to %llu of %llu", end - size + 1,
	    end < all ? end : all, all));
	if (numbers)
		numbers_put(r, n, path, page, last);
}

/* -- ready answers -- */

const char *page_when(struct request *r, const char *utc)
{
	return utc == NULL ? "" : date_reading(r->pool, utc);
}

const char *page_day(struct request *r, const char *iso)
{
	struct date date;

	if (iso == NULL || !date_parse(pool_strndup(r->pool, iso, 10), &date))
		return NULL;
	return date_long(r->pool, date);
}

const char *page_day_brief(struct request *r, const char *iso)
{
	struct date date;

	if (iso == NULL || iso[0] == '\0' || !date_parse(pool_strndup(r->pool, iso, 10), &date))
		return "";
	return date_brief(r->pool, date);
}

int page_message(struct request *r, int status, const char *title, const char *text)
{
	struct node *body = page_begin(r, "message", title);

	(void)page_heading(body, 1, title);
	(void)page_para(body, text);
	if (status >= 400)
		node_set(page_para(body, pool_printf(r->pool, "Reference: %s", r->http->request)),
		    "kind", "small");
	return status;
}

int page_not_found(struct request *r)
{
	(void)page_message(r, 404, "Page not found",
	    "If you typed the address, check that it is right. If you followed a link, "
	    "the record may have moved, or it is not one that you work with.");
	overtaken_words(r);
	return 404;
}
