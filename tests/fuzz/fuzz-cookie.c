/* A cookie header, the session token in it, and texts of bytes. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "secret.h"
#include "session.h"

#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

static void must(bool held)
{
	if (!held)
		abort();
}

/* How often "name=" stands at the beginning of one of the header's parts. */
static unsigned times(const char *header, const char *name)
{
	unsigned n = 0;

	while (*header != '\0') {
		header += strspn(header, " ;");
		if (strncmp(header, name, strlen(name)) == 0 && header[strlen(name)] == '=')
			n++;
		header += strcspn(header, ";");
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();
	const char *header = pool_strndup(pool, (const char *)data, size);
	const char *value = session_cookie(pool, header, SESSION_COOKIE);
	unsigned char token[SESSION_TOKEN];

	must((value != NULL) == (times(header, SESSION_COOKIE) == 1));
	if (value != NULL)
		must(strchr(value, ';') == NULL && strlen(value) < size);
	/* A token has one spelling. */
	if (value != NULL && secret_from_text(value, token, sizeof(token))) {
		must(strspn(value, ALPHABET) == strlen(value));
		must(strcmp(secret_to_text(pool, token, sizeof(token)), value) == 0);
	}
	if (secret_from_text(header, token, 6))
		must(strcmp(secret_to_text(pool, token, 6), header) == 0);
	pool_destroy(&pool);
	return 0;
}
