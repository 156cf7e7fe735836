/*
 * text: what may enter a record, and small things done to it.
 *
 * Text is UTF-8 throughout. text_check is the door: nothing behind it has to
 * think about encoding again.
 */
#ifndef EVERYCHILD_TEXT_H
#define EVERYCHILD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* True when bytes are well-formed UTF-8 (no overlong form, no surrogate) and
 * every character is one that XML 1.0 allows: TAB, LF, CR, U+0020 on, without
 * U+FFFE and U+FFFF. A NUL is refused. */
bool text_check(const char *bytes, size_t len);

/* Number of characters (code points) of checked text. */
size_t text_chars(const char *text);
/* Its first characters, `max` at most. */
char *text_cut(struct pool *pool, const char *text, size_t max);

/* Copy without white space at both ends; CRLF and CR become LF. Inside, every
 * byte stays as typed. */
char *text_trim(struct pool *pool, const char *text);

/* True when text consists of at least one and at most max of the ASCII
 * characters in allowed. */
bool text_only(const char *text, const char *allowed, size_t max);

/* May this be a person's name? Letters of any script, spaces, hyphens,
 * apostrophes and full stops; empty text may. */
bool text_name(const char *text);
#define TEXT_NAME_WRONG	"A name may have letters, spaces, hyphens, apostrophes and full stops only"

bool text_starts(const char *text, const char *prefix);

/* Is word one of these, with spaces between? */
bool text_among(const char *words, const char *word);

/* Lower-case hexadecimal of len bytes. */
char *text_hex(struct pool *pool, const unsigned char *bytes, size_t len);

/* Whole decimal number, no sign, no white space. Returns false when text is
 * not one or it does not fit. */
bool text_number(const char *text, unsigned long long *number_r);

#endif
