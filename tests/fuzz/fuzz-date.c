/* What a person may type for a date, and what may stand for a moment. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "pool.h"
#include "text.h"

static void must(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();
	const char *text = pool_strndup(pool, (const char *)data, size);
	const char *parts[3];
	struct date date, again;
	unsigned bad;
	long long moment;

	/* A date that is taken is a day, and reads as the same day. */
	if (date_typed(text, &date, &bad) == NULL) {
		must(date_valid(date) && bad == 0);
		must(date_typed(date_long(pool, date), &again, &bad) == NULL);
		must(date_compare(date, again) == 0);
		must(date_parse(date_iso(pool, date), &again));
		must(date_compare(date, again) == 0);
	} else {
		must(bad != 0);
	}
	date_split(pool, text, parts);
	must(strlen(date_join(pool, parts[0], parts[1], parts[2])) <= size + 2);
	if (date_moment(text, &moment)) {
		must(strncmp(date_utc(pool, moment), text, 19) == 0);
		must(*date_reading(pool, text) != '\0');
	}
	pool_destroy(&pool);
	return 0;
}
