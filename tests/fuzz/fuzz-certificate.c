/*
 * Certificates as a server or a file hands them over, in DER and as PEM: nothing is read
 * beyond the bytes, and the same bytes give the same moment in both.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "certificate.h"
#include "pool.h"

#define HEAD	"-----BEGIN CERTIFICATE-----\n"
#define FOOT	"\n-----END CERTIFICATE-----\n"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void text_try(struct pool *pool, const uint8_t *data, size_t size)
{
	long long end;

	(void)certificate_end_pem(pool_strndup(pool, (const char *)data, size), &end);
}

static void both_try(struct pool *pool, const uint8_t *data, size_t size)
{
	size_t len = sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_ORIGINAL);
	char *text = pool_alloc(pool, len);
	long long end = 0, again = 0;
	bool good = certificate_end(data, size, &end);

	(void)sodium_bin2base64(text, len, data, size, sodium_base64_VARIANT_ORIGINAL);
	if (certificate_end_pem(pool_printf(pool, HEAD "%s" FOOT, text), &again) != good ||
	    (good && again != end))
		abort();
	if (good && certificate_days(end, end) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();

	text_try(pool, data, size);
	both_try(pool, data, size);
	pool_destroy(&pool);
	return 0;
}
