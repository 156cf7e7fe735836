/*
 * request: everything about the request in hand. Handlers get one and return
 * an HTTP status; what they show goes into the page document, what they find
 * out comes from db, and both are only sent after the commit.
 */
#ifndef EVERYCHILD_REQUEST_H
#define EVERYCHILD_REQUEST_H

#include "audit.h"
#include "db.h"
#include "http.h"
#include "input.h"
#include "pool.h"
#include "route.h"
#include "session.h"
#include "xml.h"

struct module;
struct typed;

/* An answer that the browser keeps as a file. */
struct request_file {
	const char *name, *type, *bytes;
	size_t len;
};

struct request {
	struct pool *pool;
	const struct module *module;
	const struct route *route;
	const struct http *http;
	struct db *db;
	const struct session *session;	/* NULL: nobody is signed in */
	const char *today;		/* in London, YYYY-MM-DD */
	const char *now;		/* UTC, "YYYY-MM-DD HH:MM:SS.ffffff" */

	struct params params;		/* as sent */
	struct input input;		/* checked against the route's table */
	const struct params *kept;	/* what was typed before the session ended */
	const struct typed *overtaken;	/* what was saved meanwhile, for the form (overtaken.h) */

	const void *held;		/* a module's own, for its callbacks */
	struct audit audit;		/* what this request is about */
	struct node *page;		/* set by page_begin */
	const char *location;		/* of a redirect */
	const char *text;		/* a plain-text answer instead of a page */
	const struct request_file *file;	/* a file instead of a page */
	const char *cookie;		/* Set-Cookie value (signin only) */
	bool clear;			/* the browser is to forget everything (sign-out) */
	bool keep;			/* commit although the status is 4xx (drafts) */
	bool done_before;		/* the form's token had been spent */
	bool sent_anew;			/* … on other text than is sent now */
};

/* 303 to a local path. */
int request_redirect(struct request *r, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* 200 with these bytes as an attachment, in place of a page: it leaves after
 * the commit with the audit row, as a page does, and is never stored on the
 * way (conf/nginx.d/program: no-store, nosniff). name and type are not copied,
 * nor are the bytes: they must live as long as r->pool.
 * name: ASCII letters, digits, "-", "_" and "." within, 100 characters at most,
 * made by the program and free of personal data; another one aborts. */
int request_file(struct request *r, const char *name, const char *type, const char *bytes,
    size_t len);

/* The account that is signed in; 0 when nobody is. */
unsigned long long request_account(const struct request *r);

/* May the person who is signed in do what this permission covers? */
bool request_may(const struct request *r, unsigned permission);
/* May they open this page (with or without a query), as far as the routes of the program
 * say? A page of another program: yes; nobody is signed in: yes, by way of sign-in. */
bool request_opens(const struct request *r, const char *path);

#endif
