/*
 * directory-name: names, ids and filters as LDAP writes them. Everything that
 * is returned lives in the pool.
 */
#ifndef EVERYCHILD_DIRECTORY_NAME_H
#define EVERYCHILD_DIRECTORY_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* Any bytes as the value in a search filter (RFC 4515) and in a
 * distinguished name (RFC 4514). */
char *directory_escape_filter(struct pool *pool, const char *bytes, size_t len);
char *directory_escape_dn(struct pool *pool, const char *bytes, size_t len);
/* The filter with each %s replaced by value, which is escaped already. */
char *directory_filter_fill(struct pool *pool, const char *template, const char *value);

/* 16 bytes of Active Directory as an id: 8-4-4-4-12 lower-case digits. */
const char *directory_id_from_guid(struct pool *pool, const unsigned char *guid);
bool directory_id_ok(const char *id);
/* The value to search an id by, which is in order. */
const char *directory_id_filter_value(struct pool *pool, const char *id, bool as_guid);

#endif
