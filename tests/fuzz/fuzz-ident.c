/* What a person may type for a number: a canonical value checks to itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ident.h"
#include "pool.h"

static const char *nhs(struct pool *pool, const char *raw, const char **value_r)
{
	return ident_nhs(pool, raw, true, value_r);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *(*const checks[])(struct pool *, const char *,
	    const char **) = {
		nhs, ident_upn, ident_uprn, ident_postcode, ident_la,
		ident_urn, ident_laestab, ident_gp, ident_index
	};
	struct pool *pool = pool_create();
	const char *text = pool_strndup(pool, (const char *)data, size);

	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
		const char *value, *again;

		if (checks[i](pool, text, &value) != NULL) {
			if (value != text)
				abort();
			continue;
		}
		if (checks[i](pool, value, &again) != NULL ||
		    strcmp(value, again) != 0 || strlen(value) > 13)
			abort();
	}
	pool_destroy(&pool);
	return 0;
}
