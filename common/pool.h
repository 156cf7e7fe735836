/*
 * pool: memory that lives as long as one request (or one program).
 *
 * A call here either succeeds or does not return: a failed allocation aborts
 * the process, because a page built after one may silently lack a line.
 * Nothing is freed singly. Memory comes zeroed and is wiped when the pool goes.
 */
#ifndef EVERYCHILD_POOL_H
#define EVERYCHILD_POOL_H

#include <stdarg.h>
#include <stddef.h>

struct pool;

struct pool *pool_create(void);

/* Runs the deferred calls newest first, wipes and frees everything, and sets
 * the caller's pointer to NULL. A NULL pool is allowed. */
void pool_destroy(struct pool **pool);

/* As pool_destroy, but the pool itself stays usable and empty. */
void pool_reset(struct pool *pool);

void *pool_alloc(struct pool *pool, size_t size);
/* n elements of size bytes; aborts when the product overflows. */
void *pool_array(struct pool *pool, size_t n, size_t size);
/* Bytes that were asked for so far. */
size_t pool_size(const struct pool *pool);
char *pool_strdup(struct pool *pool, const char *text);		/* NULL gives NULL */
char *pool_strndup(struct pool *pool, const char *text, size_t len);
char *pool_printf(struct pool *pool, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *pool_vprintf(struct pool *pool, const char *format, va_list ap)
    __attribute__((format(printf, 2, 0)));

/* Calls fn(arg) when the pool is reset or destroyed: how handles of foreign
 * libraries hang on a pool. */
void pool_defer(struct pool *pool, void (*fn)(void *), void *arg);

#define pool_new(pool, type) ((type *)pool_alloc((pool), sizeof(type)))

#endif
