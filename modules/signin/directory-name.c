#include <string.h>

#include "directory-name.h"
#include "str.h"

/*
 * Escaping
 */

static void hex_add(struct str *s, char prefix, unsigned char c)
{
	static const char digit[] = "0123456789abcdef";

	if (prefix != '\0')
		str_addc(s, prefix);
	str_addc(s, digit[c >> 4]);
	str_addc(s, digit[c & 15]);
}

/* More is escaped than RFC 4515 asks for, so that bytes that are no text (an
 * objectGUID) may be searched for as well. */
char *directory_escape_filter(struct pool *pool, const char *bytes, size_t len)
{
	struct str out;
	size_t i;

	str_init(&out, pool);
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c < ' ' || c > '~' || strchr("*()\\", c) != NULL)
			hex_add(&out, '\\', c);
		else
			str_addc(&out, (char)c);
	}
	return out.data;
}

char *directory_escape_dn(struct pool *pool, const char *bytes, size_t len)
{
	struct str out;
	size_t i;

	str_init(&out, pool);
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];
		bool edge = (c == ' ' && (i == 0 || i + 1 == len)) || (c == '#' && i == 0);

		if (c < ' ' || c > '~' || edge || strchr("\"+,;<=>\\", c) != NULL)
			hex_add(&out, '\\', c);
		else
			str_addc(&out, (char)c);
	}
	return out.data;
}

char *directory_filter_fill(struct pool *pool, const char *template, const char *value)
{
	struct str out;
	const char *mark;

	str_init(&out, pool);
	for (; (mark = strstr(template, "%s")) != NULL; template = mark + 2) {
		str_addn(&out, template, (size_t)(mark - template));
		str_add(&out, value);
	}
	str_add(&out, template);
	return out.data;
}

/*
 * Identifiers: 16 bytes, written as 8-4-4-4-12 lower-case hexadecimal digits.
 */

/* Active Directory keeps the first three parts with the low byte first. */
static const unsigned char guid_order[16] = {
	3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15
};

const char *directory_id_from_guid(struct pool *pool, const unsigned char *guid)
{
	struct str out;
	size_t i;

	str_init(&out, pool);
	for (i = 0; i < 16; i++)
		hex_add(&out, i == 4 || i == 6 || i == 8 || i == 10 ? '-' : '\0',
		    guid[guid_order[i]]);
	return out.data;
}

bool directory_id_ok(const char *id)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	size_t i;

	if (strlen(id) != sizeof(shape) - 1)
		return false;
	for (i = 0; shape[i] != '\0'; i++)
		if (shape[i] == '-' ? id[i] != '-' :
		    strchr("0123456789abcdef", id[i]) == NULL)
			return false;
	return true;
}

static int hex_value(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

const char *directory_id_filter_value(struct pool *pool, const char *id, bool as_guid)
{
	char guid[16];
	size_t i, at = 0;

	if (!as_guid)
		return id;
	for (i = 0; i < 16; i++, at += 2) {
		if (id[at] == '-')
			at++;
		guid[guid_order[i]] = (char)(hex_value(id[at]) << 4 | hex_value(id[at + 1]));
	}
	return directory_escape_filter(pool, guid, sizeof(guid));
}
