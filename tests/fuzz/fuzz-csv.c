/* Rows of a file: each has its fields or its reason, and lines go on. */
#include <stdint.h>
#include <stdlib.h>

#include "csv.h"
#include "pool.h"
#include "text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();
	struct csv_row row;
	struct csv csv;
	unsigned line = 0;

	if (size < 20000 && text_check((const char *)data, size)) {
		csv_begin(&csv, pool, pool_strndup(pool, (const char *)data, size));
		while (csv_next(&csv, &row)) {
			if (row.line <= line || row.n > CSV_FIELDS || (row.wrong == NULL) != (row.n > 0))
				abort();
			line = row.line;
		}
	}
	pool_destroy(&pool);
	return 0;
}
