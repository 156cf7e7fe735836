/*
 * Files of checkpoints and of exported rows: what is taken from them is in order, and a
 * row that can be read is written as it stood.
 *
 * fuzz: sql/audit-point.c sql/audit-entry.c
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../sql/audit-entry.h"
#include "../../sql/audit-point.h"
#include "pool.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void points_try(struct pool *pool, const char *text, size_t len)
{
	struct checkpoints c = { .pool = pool };
	size_t torn, i, n;

	(void)points_read(&c, text, len, NULL, &torn);
	for (i = 1; i < c.n; i++)
		if (c.checkpoint[i].number != c.checkpoint[i - 1].number + 1 ||
		    strcmp(c.checkpoint[i].before, c.checkpoint[i - 1].hash) != 0)
			abort();
	points_sort(&c);
	for (i = 0; i < c.points; i++)
		if (points_of(&c, c.point[i].program, c.point[i].chain, &n) == NULL ||
		    c.point[i].checkpoint >= c.n)
			abort();
}

static void entry_try(struct pool *pool, const char *line, size_t len)
{
	struct entry entry, again;
	char *text = NULL;
	size_t size = 0;
	FILE *f;

	if (!entry_read(pool, line, len, &entry))
		return;
	f = open_memstream(&text, &size);
	if (f == NULL)
		return;
	entry_write(pool, f, entry.program, &entry);
	(void)fclose(f);
	if (!entry_read(pool, text, size - 1, &again) ||
	    strcmp(entry.row.detail, again.row.detail) != 0 || entry.row.seq != again.row.seq ||
	    memcmp(entry.mac, again.mac, entry.mac_len) != 0)
		abort();
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();

	points_try(pool, (const char *)data, size);
	entry_try(pool, (const char *)data, size);
	pool_destroy(&pool);
	return 0;
}
