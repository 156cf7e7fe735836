/*
 * notice: lines for one person that something happened to a record
 * (record.h's notice_add). The front door shows them; the module that owns
 * them marks them as read, by two rows of its route table:
 *	{ GET, "/caf/notices", SIGNED_IN, notice_input, notice_show, … }
 *	{ POST, "/caf/notices", SIGNED_IN, notice_input, notice_read, … }
 */
#ifndef EVERYCHILD_NOTICE_H
#define EVERYCHILD_NOTICE_H

#include "field.h"

struct request;

extern const struct field notice_input[];

/* Names the statements for db; module_main calls it. */
void notice_statements_name(void);

/* The unread ones of the person who is signed in, newest first. */
int notice_show(struct request *r);
/* Those that the page showed are read; what came since is not. */
int notice_read(struct request *r);

#endif
