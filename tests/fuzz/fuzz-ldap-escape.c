/*
 * Any bytes, escaped for an LDAP filter and for a distinguished name, must come
 * back as they were when they are read by the rules of RFC 4515 and RFC 4514,
 * and must hold no character that means anything there.
 *
 * fuzz: modules/signin/directory-name.c
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"

#include "../../modules/signin/directory-name.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int digit(char c)
{
	const char *at = c == '\0' ? NULL : strchr("0123456789abcdef", c);

	if (at == NULL)
		abort();
	return (int)(at - "0123456789abcdef");
}

/* Both forms are read alike: a backslash and two digits, or the character
 * itself, which must not be one of `forbidden`. */
static void read_back(const char *text, const char *forbidden, const uint8_t *data, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++, text++) {
		int value = (unsigned char)*text;

		if (*text == '\\') {
			value = digit(text[1]) << 4 | digit(text[2]);
			text += 2;
		} else if (value < ' ' || value > '~' || strchr(forbidden, value) != NULL) {
			abort();
		}
		if (value != data[i])
			abort();
	}
	if (*text != '\0')
		abort();
}

/* A name's value may not begin with a space or #, nor end with a space. */
static void edges(const char *text)
{
	size_t len = strlen(text);

	if (len > 0 && (text[0] == ' ' || text[0] == '#' || text[len - 1] == ' '))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();
	const char *name;

	read_back(directory_escape_filter(pool, (const char *)data, size), "*()", data, size);
	name = directory_escape_dn(pool, (const char *)data, size);
	read_back(name, "\"+,;<>=", data, size);
	edges(name);
	pool_destroy(&pool);
	return 0;
}
