/*
 * uuid: identifiers that other systems know a thing of ours by, as 36
 * characters in lower case (RFC 9562).
 */
#ifndef EVERYCHILD_UUID_H
#define EVERYCHILD_UUID_H

struct pool;

/* A random one (version 4). */
const char *uuid_new(struct pool *pool);
/* The one of this text, the same each time (version 8, of its BLAKE2b-256):
 * for the parts of a thing that has one. */
const char *uuid_of(struct pool *pool, const char *text);

#endif
