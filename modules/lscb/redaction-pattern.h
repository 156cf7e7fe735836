/*
 * redaction-pattern: small things that the patterns of redaction-rules.h share.
 */
#ifndef EVERYCHILD_LSCB_REDACTION_PATTERN_H
#define EVERYCHILD_LSCB_REDACTION_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct redaction_facts;

/* ASCII alone. */
bool redaction_is_digit(char c);
bool redaction_is_letter(char c);
bool redaction_is_upper(char c);
/* Does a word or number end here? */
bool redaction_end(const char *s);
size_t redaction_digits(const char *s);		/* that stand at s */
size_t redaction_ascii(const char *s);		/* letters of ASCII that stand at s */
int redaction_number(const char *s, size_t n);	/* of n digits, six at most */
/* Place from 1 in the table, ended by NULL, of the word of len bytes at s; 0: none. */
int redaction_word_of(const char *s, size_t len, const char *const *table);

/* A day, with its weekday or without its year; a month of a year. */
size_t redaction_day(struct pool *pool, const struct redaction_facts *facts, const char *s,
    const char **put_r);

#endif
