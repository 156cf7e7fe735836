/*
 * guest: a person without an account, let in once for one thing. A module makes an entry
 * (everychild.guest), tells a reference and a code, and may end it at any time; signin
 * takes both and makes a session that is no longer than the entry (session.h, guest).
 *
 * A guest has one role, of their own, and gets to no page but those whose route says
 * ROUTE_GUEST: the dispatcher refuses all others before their permission is looked at.
 * Such a page takes what it shows from the session's object, never from the address.
 */
#ifndef EVERYCHILD_GUEST_H
#define EVERYCHILD_GUEST_H

#include <stdbool.h>

#include "secret.h"

struct node;
struct pool;
struct request;

#define GUEST_ACCOUNT	"guest:"	/* how directory_id of their accounts begins */
#define GUEST_LOGIN	"guest-"	/* and their login; the reference follows */
#define GUEST_ROLE	"EGU"
#define GUEST_DOOR	"/signin/guest"

enum {
	GUEST_REFERENCE = 8,		/* characters, of 5 random bits each */
	GUEST_CODE = 16
};

struct guest_secret {
	const char *reference, *code;	/* plain */
	unsigned char hash[SECRET_BYTES];	/* of both: what is stored */
};

/* New ones. */
void guest_make(struct pool *pool, struct guest_secret *secret_r);
/* As typed, with or without groups, in any case, O for 0 and I or L for 1: plain. NULL
 * when it is not so many characters of a reference or code. */
const char *guest_plain(struct pool *pool, const char *typed, unsigned characters);
/* Of plain text: "K7QM-2XPD". */
const char *guest_groups(struct pool *pool, const char *plain);
void guest_hash(struct pool *pool, const char *reference, const char *code,
    unsigned char hash_r[SECRET_BYTES]);

/* On every page of a guest: that it is one, and until when. */
void guest_put(struct request *r, struct node *session);
/* 403: this page is not for guests. */
int guest_refuse(struct request *r);

#endif
