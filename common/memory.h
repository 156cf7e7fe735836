/*
 * memory: a file that is memory, for what libraries want to write to files and
 * a locked worker must not. Wiped when it is closed. It is kept in chunks,
 * because such files are large and a pool takes nothing back.
 */
#ifndef EVERYCHILD_MEMORY_H
#define EVERYCHILD_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

struct memory {
	struct pool *pool;
	char **chunk;
	size_t room, chunks;
	size_t len, at;
};

/* An empty one; m->pool lives as long as it. */
struct memory *memory_open(void);
void memory_close(struct memory *m);

/* At the place where it stands, which moves on. */
void memory_write(struct memory *m, const char *bytes, size_t len);
void memory_text(struct memory *m, const char *text);
/* How many bytes there were to read; 0 at the end. */
size_t memory_read(struct memory *m, char *bytes, size_t len);
/* whence as of fseek. False, and nothing moves, when that is outside. */
bool memory_seek(struct memory *m, long long offset, int whence);

/* A copy of all of it, with a NUL behind. */
const char *memory_bytes(struct memory *m, struct pool *pool);

#endif
