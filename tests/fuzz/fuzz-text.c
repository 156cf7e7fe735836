/* The door against a second, slow one; and what is done to text that passed. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "text.h"

#include "../unit/text-slow.h"

static void must(bool held)
{
	if (!held)
		abort();
}

static void trim_try(struct pool *pool, const char *text)
{
	const char *once = text_trim(pool, text);

	must(text_check(once, strlen(once)));
	must(strlen(once) <= strlen(text));
	must(strchr(once, '\r') == NULL);
	must(strcmp(text_trim(pool, once), once) == 0);
	must(text_chars(once) <= strlen(once));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *exact = malloc(size == 0 ? 1 : size);
	bool good;

	must(exact != NULL);
	if (size > 0)
		memcpy(exact, data, size);
	good = text_check(exact, size);
	free(exact);
	must(good == slow_check(data, size));
	if (good) {
		struct pool *pool = pool_create();
		unsigned long long number;
		char *text = pool_strndup(pool, (const char *)data, size);

		must(strlen(text) == size);
		trim_try(pool, text);
		if (text_number(text, &number))
			must(size <= 20 && strspn(text, "0123456789") == size);
		pool_destroy(&pool);
	}
	return 0;
}
