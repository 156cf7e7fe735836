/*
 * signin: the sign-in pages, the sessions and the accounts. The only program
 * that sees a password, talks to the directory, or can make a session.
 */
#ifndef EVERYCHILD_SIGNIN_H
#define EVERYCHILD_SIGNIN_H

#include "directory.h"
#include "module.h"

enum signin_permission {
	SIGNIN_ACCOUNTS = PERMISSION_FIRST	/* see and keep accounts */
};

enum signin_sql {
	SIGNIN_ATTEMPTS, SIGNIN_HOLD, SIGNIN_FAILED, SIGNIN_FORGIVE, SIGNIN_ATTEMPTS_OLD,
	SIGNIN_ACCOUNT_FIND, SIGNIN_ACCOUNT_ADD, SIGNIN_ACCOUNT_UPDATE, SIGNIN_ACCOUNT_SIGNED,
	SIGNIN_ACCOUNT_MANAGER, SIGNIN_TEAM_FIND, SIGNIN_TEAM_ADD, SIGNIN_ROLE_ADD, SIGNIN_ROLE_DROP,
	SIGNIN_ROLES, SIGNIN_SESSION_ADD, SIGNIN_SESSION_END, SIGNIN_SESSIONS_OF,
	SIGNIN_SESSION_REPLACE, SIGNIN_SESSIONS_END, SIGNIN_SESSIONS_OLD, SIGNIN_LIVE,
	SIGNIN_CHECKED, SIGNIN_SESSIONS_LIVE, SIGNIN_ACCOUNTS_LIST, SIGNIN_ACCOUNT_GET, SIGNIN_ACCOUNT_KEEP,
	SIGNIN_ROLE_PEOPLE, SIGNIN_NAV, SIGNIN_TEAMS,
	SIGNIN_GUEST_FIND, SIGNIN_GUEST_FAILED, SIGNIN_GUEST_ACCOUNT_ADD, SIGNIN_GUEST_USED,
	SIGNIN_GUEST_SESSION_ADD, SIGNIN_GUESTS_FORGET, SIGNIN_LEAVERS_FORGET,
	SIGNIN_LEAVERS_ROLES,
	SIGNIN_SQL__MAX
};

extern const struct db_statement signin_sql[SIGNIN_SQL__MAX];
extern const struct module signin_module;

/* -- account.c -- */

struct signin_account {
	unsigned long long id;
	bool created;			/* seen here for the first time */
	const char *refusal;		/* why it may not come in, a sentence; NULL: it may */
};

/* Brings the account up to date with what the directory says: name, contact,
 * team, roles. Standing by modules/caf/sections.md 1.2. Without a request (the watch) r has
 * only pool and db. */
void account_update(struct request *r, const struct directory_person *person,
    struct signin_account *account_r);

/* -- throttle.c -- */

/* May this name from this address be tried now? */
bool throttle_allows(struct request *r, const char *login);
void throttle_failed(struct request *r, const char *login);
void throttle_forgive(struct request *r, const char *login);

/* -- guest.c: who has no account comes in by reference and code (guest.h) -- */

extern const struct field signin_guest_input[];
int guest_show(struct request *r);
int guest_try(struct request *r);

/* -- pages -- */

/* What steers the page and is not good is left out. */
void signin_steering_check(struct request *r);
void signin_steering_put(struct request *r, struct node *form);
/* A new cookie of this session for the answer; hash_r is what is stored. */
void signin_cookie_make(struct request *r, unsigned char hash_r[SECRET_BYTES]);
/* To where the person was, or with nothing kept of that to this path. */
int signin_go_on(struct request *r, const char *back);

int signin_show(struct request *r);
int signin_try(struct request *r);
int signin_out(struct request *r);
int signin_extend(struct request *r);
int accounts_list(struct request *r);
int account_show(struct request *r);
int account_keep(struct request *r);

/* -- probe.c -- */

/* The directory, and that each group that gives a role is there. */
void signin_probe(void);

/* -- watch.c -- */

/* Runs for ever beside the workers: looks every live session's account up in
 * the directory again and ends the sessions of those that are gone. */
void signin_watch(struct db *db);

#endif
