/*
 * session: who is asking. Sessions are made by the program signin alone; the
 * others look them up. Nothing about rights is kept in a session: roles and
 * standing are read afresh with every request.
 */
#ifndef EVERYCHILD_SESSION_H
#define EVERYCHILD_SESSION_H

#include <stdbool.h>

#include "db.h"
#include "conf.h"

#include "secret.h"

struct db;
struct pool;
struct http;

#define SESSION_COOKIE	"__Host-everychild"
#define SESSION_TOKEN	32		/* random bytes in the cookie */

/* What a guest was let in for (guest.h). */
struct session_guest {
	const char *reference;		/* "K7QM-2XPD" */
	const char *until;		/* UTC: when the entry ends */
	const char *start;		/* the address it leads to */
	unsigned long long object;	/* the module's number of it */
};

struct session {
	unsigned char hash[SECRET_BYTES];
	unsigned long long account;
	unsigned long long team;
	unsigned long long manager;
	const char *login;
	const char *name;		/* "Priya Nair" */
	const char *given, *family;
	const char *job_title, *agency, *service, *phone, *email;
	const char *roles;		/* codes, space separated */
	const struct session_guest *guest;	/* NULL: an account of the directory */
	long idle_left;			/* seconds until it is idle too long */
	long left;			/* seconds until its end, whatever is done */
};

enum session_found {
	SESSION_NONE,		/* no cookie, or one that we never gave */
	SESSION_LIVE,
	SESSION_ENDED,		/* idle too long, past its end, signed out */
	SESSION_CLOSED,		/* the account is disabled or no longer in good standing */
	SESSION_UNCHECKED	/* the directory has not answered for too long */
};

extern const struct conf_setting session_settings[];
extern const struct db_statement session_statements[];
extern const unsigned session_statements_n;

/* Looks the cookie up. For every answer but SESSION_NONE *session_r says whose
 * it is or was. A live session's last-seen time moves on (at most once in 30
 * seconds). */
enum session_found session_load(struct pool *pool, struct db *db, const struct http *http,
    const struct session **session_r);

/* Somebody who is not signed in here, for what is fetched by a secret of theirs:
 * who they are and which roles they have now. NULL: no such account, or one that
 * is closed, or a guest's. */
const struct session *session_of(struct pool *pool, struct db *db, unsigned long long account);

/* Value of one cookie, NULL when it is not there or there twice. */
const char *session_cookie(struct pool *pool, const char *header, const char *name);

/* Where one like this (NULL: nobody) signs in: the path. */
const char *session_door(const struct session *session);
/* Seconds of rest after which this session ends. */
long session_idle(const struct session *session);

/* True when the session has one of these roles (codes, space separated). */
bool session_role(const struct session *session, const char *roles);

#endif
