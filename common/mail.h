/*
 * mail: the messages that the suite can send to a person's address, as data
 * (conf/messages.xml). everychild-mail makes and sends them; the front door shows
 * what there is. No message names anybody (reference and link only), and its
 * address is the one the directory has.
 */
#ifndef EVERYCHILD_MAIL_H
#define EVERYCHILD_MAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"

struct pool;

struct mail_message {
	const char *code;		/* "due" */
	const char *name, *when, *to;	/* as the page of all messages says it */
	const char *subject;		/* ASCII, one line */
	const char *text;		/* [name] in it is a value */
};

struct mail_value {
	const char *name, *value;
};

/* The settings of the group mail. */
extern const struct conf_setting mail_settings[];

/* Exits with a sentence when the file cannot be used. */
void mail_load(const char *path);
/* NULL, or why the bytes cannot be used; for mail_load, tests and fuzzers. */
const char *mail_read(struct pool *pool, const char *bytes, size_t len);
/* By their place from 0; NULL: there are not so many. */
const struct mail_message *mail_message(size_t i);
const struct mail_message *mail_find(const char *code);
/* text with every [name] replaced; values end with name NULL. */
const char *mail_merge(struct pool *pool, const char *text, const struct mail_value *values);
/* May this stand in the head of a letter: one plain address and nothing else? */
bool mail_address(const char *text);

#endif
