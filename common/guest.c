#include "guest.h"

#include <ctype.h>
#include <string.h>

#include "pool.h"
#include "str.h"

#define ALPHABET	"0123456789abcdefghjkmnpqrstvwxyz"
#define GROUP		4

void guest_make(struct pool *pool, struct guest_secret *secret_r)
{
	secret_r->reference = pool_strndup(pool, secret_handle(pool), GUEST_REFERENCE);
	secret_r->code = pool_strndup(pool, pool_printf(pool, "%s%s", secret_handle(pool),
	    secret_handle(pool)), GUEST_CODE);
	guest_hash(pool, secret_r->reference, secret_r->code, secret_r->hash);
}

static char plain_of(char c)
{
	c = (char)tolower((unsigned char)c);
	return c == 'o' ? '0' : c == 'i' || c == 'l' ? '1' : c;
}

const char *guest_plain(struct pool *pool, const char *typed, unsigned characters)
{
	char *plain = pool_alloc(pool, characters + 1);
	unsigned n = 0;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ' || *typed == '-')
			continue;
		if (n == characters || strchr(ALPHABET, plain_of(*typed)) == NULL)
			return NULL;
		plain[n++] = plain_of(*typed);
	}
	plain[n] = '\0';
	return n == characters ? plain : NULL;
}

const char *guest_groups(struct pool *pool, const char *plain)
{
	struct str s;
	size_t i;

	str_init(&s, pool);
	for (i = 0; plain[i] != '\0'; i++) {
		if (i > 0 && i % GROUP == 0)
			str_addc(&s, '-');
		str_addc(&s, (char)toupper((unsigned char)plain[i]));
	}
	return s.data;
}

void guest_hash(struct pool *pool, const char *reference, const char *code,
    unsigned char hash_r[SECRET_BYTES])
{
	const char *text = pool_printf(pool, "guest %s %s", reference, code);

	secret_hash(text, strlen(text), hash_r);
}
