#include <string.h>

#include "pool.h"
#include "secret.h"
#include "text.h"
#include "uuid.h"

static const char *uuid_text(struct pool *pool, unsigned char *bytes, unsigned version)
{
	const char *hex;

	bytes[6] = (unsigned char)((bytes[6] & 0x0f) | version << 4);
	bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
	hex = text_hex(pool, bytes, 16);
	return pool_printf(pool, "%.8s-%.4s-%.4s-%.4s-%s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

const char *uuid_new(struct pool *pool)
{
	unsigned char bytes[16];

	secret_random(bytes, sizeof(bytes));
	return uuid_text(pool, bytes, 4);
}

const char *uuid_of(struct pool *pool, const char *text)
{
	unsigned char hash[SECRET_BYTES];

	secret_hash(text, strlen(text), hash);
	return uuid_text(pool, hash, 8);
}
