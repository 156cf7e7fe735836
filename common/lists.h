/*
 * lists: the code lists of this program, read once at start.
 */
#ifndef EVERYCHILD_LISTS_H
#define EVERYCHILD_LISTS_H

#include "code.h"

/* Exits with a sentence when one of the files cannot be used. */
void lists_load(const char *directory);

/* NULL when there is no such list. "name:flag" is the list of those codes of
 * "name" that have the flag. */
const struct codelist *lists_find(const char *name);

/* A code's label today; the code itself when the list does not have it. */
const char *lists_label(const char *list, const char *code, const char *today);

/* Has the code this flag ("sensitive")? */
bool lists_flag(const char *list, const char *code, const char *flag);
/* All that were read, by their place from 0; NULL: there are not so many. */
const struct codelist *lists_at(size_t i);

#endif
