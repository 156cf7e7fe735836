/*
 * terms: words that changed their name by law (CAF and early help assessment,
 * lead professional and lead practitioner). Texts of forms, stylesheets and
 * handlers carry {key}; the chosen terms file says what a person reads.
 */
#ifndef EVERYCHILD_TERMS_H
#define EVERYCHILD_TERMS_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* Exits with a sentence when the file cannot be used. */
void terms_load(const char *path);

/* text with every {key} replaced; text itself when it has none. A key that is
 * not in the file stays as it is. */
const char *terms_apply(struct pool *pool, const char *text);

/* The terms, by their place from 0. False: there are not so many. */
bool terms_at(size_t i, const char **key_r, const char **text_r);

#endif
