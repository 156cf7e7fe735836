#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "str.h"

static void str_room(struct str *s, size_t more)
{
	size_t need, size = s->size;
	char *data;

	if (__builtin_add_overflow(s->len, more, &need) ||
	    __builtin_add_overflow(need, 1, &need))
		abort();
	if (need <= size)
		return;
	while (size < need)
		size *= 2;
	data = pool_alloc(s->pool, size);
	memcpy(data, s->data, s->len);
	s->data = data;
	s->size = size;
}

void str_init(struct str *s, struct pool *pool)
{
	*s = (struct str){ .pool = pool, .size = 128 };
	s->data = pool_alloc(pool, s->size);
}

void str_addn(struct str *s, const char *bytes, size_t len)
{
	str_room(s, len);
	if (len > 0)
		memcpy(s->data + s->len, bytes, len);
	s->len += len;
	s->data[s->len] = '\0';
}

void str_add(struct str *s, const char *text)
{
	str_addn(s, text, strlen(text));
}

void str_addc(struct str *s, char c)
{
	str_addn(s, &c, 1);
}

void str_printf(struct str *s, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	str_add(s, pool_vprintf(s->pool, format, ap));
	va_end(ap);
}
