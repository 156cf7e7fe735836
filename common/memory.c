#include <stdio.h>
#include <string.h>

#include "memory.h"
#include "pool.h"

#define CHUNK	65536

struct memory *memory_open(void)
{
	struct pool *pool = pool_create();
	struct memory *m = pool_new(pool, struct memory);

	m->pool = pool;
	return m;
}

void memory_close(struct memory *m)
{
	struct pool *pool = m->pool;

	pool_destroy(&pool);
}

static void memory_chunk(struct memory *m)
{
	if (m->chunks == m->room) {
		size_t room = m->room == 0 ? 16 : m->room * 2;
		char **more = pool_array(m->pool, room, sizeof(*more));

		if (m->chunks > 0)
			memcpy(more, m->chunk, m->chunks * sizeof(*more));
		m->chunk = more;
		m->room = room;
	}
	m->chunk[m->chunks++] = pool_alloc(m->pool, CHUNK);
}

void memory_write(struct memory *m, const char *bytes, size_t len)
{
	while (len > 0) {
		size_t in = m->at % CHUNK, part = CHUNK - in < len ? CHUNK - in : len;

		while (m->at / CHUNK >= m->chunks)
			memory_chunk(m);
		memcpy(m->chunk[m->at / CHUNK] + in, bytes, part);
		m->at += part;
		bytes += part;
		len -= part;
		if (m->at > m->len)
			m->len = m->at;
	}
}

void memory_text(struct memory *m, const char *text)
{
	memory_write(m, text, strlen(text));
}

size_t memory_read(struct memory *m, char *bytes, size_t len)
{
	size_t done = 0;

	while (done < len && m->at < m->len) {
		size_t in = m->at % CHUNK, part = CHUNK - in;

		if (part > m->len - m->at)
			part = m->len - m->at;
		if (part > len - done)
			part = len - done;
		memcpy(bytes + done, m->chunk[m->at / CHUNK] + in, part);
		m->at += part;
		done += part;
	}
	return done;
}

bool memory_seek(struct memory *m, long long offset, int whence)
{
	long long from = whence == SEEK_CUR ? (long long)m->at :
	    whence == SEEK_END ? (long long)m->len : 0;

	if (from + offset < 0 || from + offset > (long long)m->len)
		return false;
	m->at = (size_t)(from + offset);
	return true;
}

const char *memory_bytes(struct memory *m, struct pool *pool)
{
	char *bytes = pool_alloc(pool, m->len + 1);

	m->at = 0;
	(void)memory_read(m, bytes, m->len);
	return bytes;
}
