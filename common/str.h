/*
 * str: text that grows. The bytes live in the pool and always end in NUL.
 */
#ifndef EVERYCHILD_STR_H
#define EVERYCHILD_STR_H

#include <stdarg.h>
#include <stddef.h>

struct pool;

struct str {
	struct pool *pool;
	char *data;		/* NUL-terminated, never NULL after str_init */
	size_t len;		/* bytes, without the NUL */
	size_t size;
};

void str_init(struct str *s, struct pool *pool);
void str_add(struct str *s, const char *text);
void str_addn(struct str *s, const char *bytes, size_t len);
void str_addc(struct str *s, char c);
void str_printf(struct str *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
