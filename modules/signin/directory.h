/*
 * directory: who a person is and whether a password is theirs, asked of the
 * authority's LDAP directory. Only the program signin has it, and of its files
 * only those of directory-ldap.h know libldap.
 *
 * The directory owns accounts and passwords. A name typed at sign-in is looked
 * up with the search account; exactly one entry must answer; the password is
 * tried as that entry; then the server is asked who it takes us for. A person
 * is known by the entry's unique id alone: names, logins and places in the
 * tree change, and a login that is given to somebody else is somebody else.
 *
 * Nothing is sent in clear text, to a server without the right certificate, or
 * to another server that a server names. Each server has ldap.timeout_seconds
 * for the whole conversation, whatever it does or fails to do; one call takes
 * at most a second more, however many servers there are. A server that failed
 * is asked last for the next 30 seconds. Looking up a server's name is outside
 * that limit: name servers get one try of a second each.
 *
 * For Active Directory: ldap.id_attribute = objectGUID, ldap.login_attribute =
 * sAMAccountName, ldap.login_filter =
 * (&(objectCategory=person)(objectClass=user)(sAMAccountName=%s)),
 * ldap.group_filter = (&(objectClass=group)(member=%s)), ldap.nested = in-chain.
 * The primary group is in no member list there and is not reported.
 */
#ifndef EVERYCHILD_DIRECTORY_H
#define EVERYCHILD_DIRECTORY_H

#include <stddef.h>

#include "conf.h"

struct pool;

#define DIRECTORY_LOGIN_MAX	64	/* bytes of a login name */
#define DIRECTORY_PASSWORD_MAX	1024	/* bytes of a password */

enum directory_result {
	DIRECTORY_DOWN = -1,	/* no server gave an answer; logged */
	DIRECTORY_REFUSED = 0,	/* an answer, and it is no */
	DIRECTORY_OK = 1
};

/* Why DIRECTORY_REFUSED. For the log alone: on the page all are the same, so
 * that nobody learns which names exist. */
enum directory_reason {
	DIRECTORY_FINE,
	DIRECTORY_LOGIN_SHAPE,		/* not 1 to 64 of [A-Za-z0-9._@-] */
	DIRECTORY_PASSWORD_SHAPE,	/* empty or over 1024 bytes */
	DIRECTORY_UNKNOWN,		/* no entry, or gone since */
	DIRECTORY_AMBIGUOUS,		/* more than one entry */
	DIRECTORY_NO_ID,		/* the entry's unique id cannot be read */
	DIRECTORY_WRONG_PASSWORD,	/* or a state the server does not tell apart */
	DIRECTORY_NOT_ITSELF,		/* the server took us for somebody else */
	DIRECTORY_DISABLED,
	DIRECTORY_EXPIRED,		/* the account, or it has not begun */
	DIRECTORY_LOCKED,
	DIRECTORY_PASSWORD_EXPIRED,
	DIRECTORY_MUST_CHANGE,		/* the password, before anything else */
	DIRECTORY_HOURS,		/* not at this hour, not from this machine */
	DIRECTORY__MAX
};

struct directory_group {
	const char *id;		/* as a person's; "" when it cannot be read */
	const char *name;	/* cn */
	const char *dn;
};

/* Everything lives in the pool of the call. Texts are UTF-8 that text_check
 * passes, and "" when the directory does not say. */
struct directory_person {
	enum directory_reason reason;
	const char *id;		/* entryUUID or objectGUID: lower-case UUID text */
	const char *login;	/* as the directory spells it */
	const char *given;
	const char *family;
	const char *display;	/* never "" */
	const char *mail;
	const char *phone;
	const char *job_title;
	const char *agency;
	const char *team;
	const char *manager;	/* display name */
	const char *manager_id;
	const struct directory_group *groups;
	size_t groups_n;
	int password_days;	/* whole days until it expires; -1: not said */
};

/* ldap.* */
extern const struct conf_setting directory_settings[];

/* Reads settings, the search account's password and the certificate
 * authority's file; exits when one cannot be used. Once, before privileges are
 * dropped and before fork; takes SIGRTMIN and ignores SIGPIPE. Connects to
 * nothing. */
void directory_open(void);

/* Is this the password of the person with this login name? The password is
 * len bytes, taken exactly as they are, and is not kept: the caller wipes its
 * own. *person_r is filled on DIRECTORY_OK; else only .reason is set. A
 * refusal takes a multiple of a tenth of a second, so that its time does not
 * tell whether the name exists. */
enum directory_result directory_sign_in(struct pool *pool, const char *login,
    const char *password, size_t len, struct directory_person *person_r);

/* Is the account with this id still live, and in which groups? For sessions,
 * again each minute. DIRECTORY_REFUSED ends them, DIRECTORY_DOWN does not say.
 * Calls in quick succession share a connection. */
enum directory_result directory_check(struct pool *pool, const char *id,
    struct directory_person *person_r);

/* What a look at one server finds. */
struct directory_look {
	enum directory_result result;	/* DIRECTORY_DOWN: not reached, not trusted, or the
					 * search account is refused; logged */
	long long certificate_end;	/* 0: not said */
};

/* How many servers the settings name, and the name of one. */
size_t directory_servers(void);
const char *directory_server(size_t i);
/* Connects to this one alone, and searches nobody. */
void directory_look(struct pool *pool, size_t i, struct directory_look *look_r);
/* Is there a group with this common name, distinguished name or id? Asked of the
 * servers in turn. */
enum directory_result directory_group_find(struct pool *pool, const char *name);

/* Drops the connection that directory_check may have kept. */
void directory_close(void);

/* "wrong-password": one word of the reason. */
const char *directory_reason_word(enum directory_reason reason);

#endif
