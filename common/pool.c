#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"

/* Blocks double from 8 KiB to 256 KiB; a larger wish gets a block of its own. */
#define BLOCK_FIRST	8192
#define BLOCK_LAST	262144
#define ALIGNMENT	16

/* With a sanitizer every block goes back at once, so that late use shows. */
#if defined(__SANITIZE_ADDRESS__)
#define SPARE_MAX	0
#else
#define SPARE_MAX	32
#endif

struct block {
	struct block *next;
	size_t size;
	size_t used;
	_Alignas(ALIGNMENT) unsigned char data[];
};

struct deferred {
	struct deferred *next;
	void (*fn)(void *);
	void *arg;
};

struct pool {
	struct block *blocks;		/* newest first */
	struct deferred *deferred;	/* newest first */
	size_t block_size;
};

/* Blocks that were wiped and wait for the next pool: all zero already. */
static struct {
	struct block *first;
	unsigned n;
} spare;

static struct block *spare_take(size_t size)
{
	struct block **at, *b;

	for (at = &spare.first; *at != NULL; at = &(*at)->next) {
		if ((*at)->size != size)
			continue;
		b = *at;
		*at = b->next;
		spare.n--;
		return b;
	}
	return NULL;
}

static struct block *block_add(struct pool *pool, size_t size)
{
	struct block *b = spare_take(size);

	if (b == NULL) {
		b = calloc(1, sizeof(*b) + size);
		if (b == NULL)
			abort();
		b->size = size;
	}
	b->used = 0;
	b->next = pool->blocks;
	pool->blocks = b;
	return b;
}

static void block_drop(struct block *b)
{
	explicit_bzero(b->data, b->used);
	/* One made for a large wish would fit nobody else. */
	if (b->size > BLOCK_LAST || (b->size & (b->size - 1)) != 0 || spare.n == SPARE_MAX) {
		free(b);
		return;
	}
	b->next = spare.first;
	spare.first = b;
	spare.n++;
}

struct pool *pool_create(void)
{
	struct pool *pool = calloc(1, sizeof(*pool));

	if (pool == NULL)
		abort();
	pool->block_size = BLOCK_FIRST;
	return pool;
}

size_t pool_size(const struct pool *pool)
{
	const struct block *b;
	size_t size = 0;

	for (b = pool->blocks; b != NULL; b = b->next)
		size += b->used;
	return size;
}

void *pool_alloc(struct pool *pool, size_t size)
{
	struct block *b = pool->blocks;
	size_t need;
	void *p;

	if (size > SIZE_MAX / 2)
		abort();
	need = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	if (need == 0)
		need = ALIGNMENT;
	if (b == NULL || b->size - b->used < need) {
		b = block_add(pool, need > pool->block_size ? need : pool->block_size);
		if (pool->block_size < BLOCK_LAST)
			pool->block_size *= 2;
	}
	p = b->data + b->used;
	b->used += need;
	return p;
}

void *pool_array(struct pool *pool, size_t n, size_t size)
{
	size_t total;

	if (__builtin_mul_overflow(n, size, &total))
		abort();
	return pool_alloc(pool, total);
}

char *pool_strndup(struct pool *pool, const char *text, size_t len)
{
	char *copy = pool_alloc(pool, len + 1);

	memcpy(copy, text, len);
	return copy;
}

char *pool_strdup(struct pool *pool, const char *text)
{
	return text == NULL ? NULL : pool_strndup(pool, text, strlen(text));
}

char *pool_vprintf(struct pool *pool, const char *format, va_list ap)
{
	va_list again;
	char *text;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		abort();
	text = pool_alloc(pool, (size_t)len + 1);
	(void)vsnprintf(text, (size_t)len + 1, format, ap);
	return text;
}

char *pool_printf(struct pool *pool, const char *format, ...)
{
	va_list ap;
	char *text;

	va_start(ap, format);
	text = pool_vprintf(pool, format, ap);
	va_end(ap);
	return text;
}

void pool_defer(struct pool *pool, void (*fn)(void *), void *arg)
{
	struct deferred *d = pool_new(pool, struct deferred);

	d->fn = fn;
	d->arg = arg;
	d->next = pool->deferred;
	pool->deferred = d;
}

void pool_reset(struct pool *pool)
{
	while (pool->deferred != NULL) {
		struct deferred *d = pool->deferred;

		pool->deferred = d->next;
		d->fn(d->arg);
	}
	while (pool->blocks != NULL) {
		struct block *b = pool->blocks;

		pool->blocks = b->next;
		block_drop(b);
	}
	pool->block_size = BLOCK_FIRST;
}

void pool_destroy(struct pool **pool)
{
	if (*pool == NULL)
		return;
	pool_reset(*pool);
	free(*pool);
	*pool = NULL;
}
