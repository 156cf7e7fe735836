/*
 * directory-ldap: what the files of the directory share, and the one place
 * that includes libldap. A talk is one conversation with one server;
 * functions that return an int return LDAP result codes, of which libldap's
 * own errors are negative.
 */
#ifndef EVERYCHILD_DIRECTORY_LDAP_H
#define EVERYCHILD_DIRECTORY_LDAP_H

#include <stdbool.h>
#include <time.h>

#include <lber.h>
#include <ldap.h>
#include <openldap.h>

#include "directory.h"

#define SERVERS_MAX	8

enum attribute {
	A_ID,
	A_LOGIN,
	A_GIVEN,
	A_FAMILY,
	A_DISPLAY,
	A_MAIL,
	A_PHONE,
	A_JOB_TITLE,
	A_AGENCY,
	A_TEAM,
	A_MANAGER,
	A_CN,
	/* Active Directory's account state. */
	A_CONTROL,
	A_CONTROL_NOW,
	A_EXPIRES,
	A_LOCKED_AT,
	A_PASSWORD_SET,
	A_PASSWORD_ENDS,
	/* That of OpenLDAP's password policy, and of 389. */
	A_PP_LOCKED,
	A_PP_RESET,
	A_PP_START,
	A_PP_END,
	A_NS_LOCK,
	ATTRIBUTE__MAX
};

struct server {
	const char *uri;
	char *host;
	char *port;
	bool tls_first;			/* ldaps */
	long long back_at;		/* directory_clock_ms until which it is asked last */
};

/* The settings, read once. */
struct directory_set {
	struct pool *pool;		/* as long as the program */
	struct server servers[SERVERS_MAX];
	size_t servers_n;
	const char *attributes[ATTRIBUTE__MAX];	/* names; NULL: not asked for */
	const char *base;
	const char *group_base;
	const char *login_filter;
	const char *group_filter;
	const char *bind_dn;
	const char *nobody_dn;
	bool guid;			/* ids are objectGUID */
	bool recursive;
	long long timeout_ms;
	char password[DIRECTORY_PASSWORD_MAX + 2];	/* of the search account */
	size_t password_len;
};
extern struct directory_set directory_set;

/* One conversation with one server, from connect to unbind. */
struct talk {
	struct pool *pool;		/* of the call */
	struct server *server;
	LDAP *ld;			/* NULL: not open */
	int fd;
	timer_t timer;
	long long deadline;
	long long used_at;
	bool told;			/* a person's password has gone to the server */
};

/* One entry that a search found. */
struct entry {
	struct entry *next;
	const char *dn;
	const char *values[ATTRIBUTE__MAX];	/* first value, "" for none */
};

struct entries {
	struct entry *first;
	struct entry **last;
	size_t n;
};

struct bound {
	enum directory_reason reason;	/* when the answer was no */
	int password_days;		/* -1: not said */
};

/* -- directory-talk.c -- */

/* Milliseconds of a clock that never goes back. */
long long directory_clock_ms(void);
/* The handler of SIGRTMIN. */
void directory_overdue(int number);
/* From now on the talk's socket lives until the deadline; 0 lifts that. */
void directory_timer_set(struct talk *t, long long deadline);
/* Connects and secures: from DIRECTORY_OK on all is encrypted, to the server
 * that was meant. Else it is logged, and the talk is to be closed. */
enum directory_result directory_talk_connect(struct talk *t, long long deadline);
/* Waits for the next message of an operation; with a type, for one of that type
 * and no other. The caller frees it. */
int directory_talk_await(struct talk *t, int id, int type, LDAPMessage **message_r);
/* The result code in a final message, which is freed. */
int directory_talk_result(struct talk *t, LDAPMessage *message);
/* Says once what went wrong; DIRECTORY_DOWN. */
enum directory_result directory_talk_failed(struct talk *t, const char *doing, int code);
void directory_talk_close(struct talk *t);

/* -- directory-search.c -- */

/* Who an entry is and the state of its account. Ends with ATTRIBUTE__MAX. */
extern const enum attribute directory_attributes_key[];

/* Up to max entries; LDAP_SIZELIMIT_EXCEEDED when the server has more, or
 * shows fewer than it has. wanted NULL: all that are known here. */
int directory_search(struct talk *t, const char *base, int scope, const char *filter,
    const enum attribute *wanted, size_t max, struct entries *list);
/* The one entry that a filter finds; NULL with the reason. */
int directory_search_one(struct talk *t, const char *base, int scope, const char *filter,
    const enum attribute *wanted, struct entry **entry_r, enum directory_reason *reason_r);

/* -- directory-bind.c -- */

int directory_bind_as(struct talk *t, const char *dn, const struct berval *password,
    struct bound *bound_r);
enum directory_result directory_bind_search_account(struct talk *t);
/* Is this a code with which servers turn a person away? */
bool directory_code_refuses(int code);
/* Does the server take us for this entry? */
int directory_identity_check(struct talk *t, const struct entry *e, bool *same_r);

/* -- directory-state.c -- */

/* What the entry says of its account, now. */
enum directory_reason directory_state(const struct entry *e);
/* Whole days until the password expires; -1: the entry does not say. */
int directory_password_days(const struct entry *e);

#endif
