/*
 * smtp: the only file that knows libcurl. Hands a letter to a mail server.
 */
#ifndef EVERYCHILD_SMTP_H
#define EVERYCHILD_SMTP_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct smtp;

enum smtp_result {
	SMTP_SENT,		/* the server has taken it over */
	SMTP_LATER,		/* it refused for now: try again */
	SMTP_NEVER,		/* it refused for good */
	SMTP_DOWN,		/* the server was not reached, or its certificate is not good */
	SMTP__MAX
};

/* By the settings mail.* (mail.h). The handle hangs on the pool; one connection serves
 * many letters. */
struct smtp *smtp_open(struct pool *pool);
/* letter: head and text with CRLF at each line's end. to: an address that mail_address
 * takes. *answer_r: the server's number, 0 when there was none. */
enum smtp_result smtp_send(struct smtp *smtp, const char *to, const char *letter, size_t len,
    unsigned *answer_r);
/* Connects, encrypts where the settings say so, and is greeted; sends no letter. */
bool smtp_greets(struct smtp *smtp);
/* What the last letter failed of, for a log: no address and no text of it is in it. */
const char *smtp_error(const struct smtp *smtp);

#endif
