#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pool.h"
#include "text.h"

/* Length of the well-formed sequence at s, 0 when there is none; its value in
 * *code_r. */
static size_t sequence(const unsigned char *s, size_t len, uint32_t *code_r)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t code;
	size_t n, i;

	if (s[0] < 0x80) {
		*code_r = s[0];
		return 1;
	}
	if (s[0] >= 0xc2 && s[0] <= 0xdf)
		n = 2, code = s[0] & 0x1f;
	else if ((s[0] & 0xf0) == 0xe0)
		n = 3, code = s[0] & 0x0f;
	else if (s[0] >= 0xf0 && s[0] <= 0xf4)
		n = 4, code = s[0] & 0x07;
	else
		return 0;
	if (n > len)
		return 0;
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (s[i] & 0x3f);
	}
	if (code < least[n] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return 0;
	*code_r = code;
	return n;
}

bool text_check(const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	uint32_t code = 0;
	size_t n;

	while (len > 0) {
		n = sequence(s, len, &code);
		if (n == 0)
			return false;
		if (code < 0x20 && code != '\t' && code != '\n' && code != '\r')
			return false;
		if (code == 0xfffe || code == 0xffff)
			return false;
		s += n;
		len -= n;
	}
	return true;
}

size_t text_chars(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		if (((unsigned char)*text & 0xc0) != 0x80)
			n++;
	return n;
}

char *text_cut(struct pool *pool, const char *text, size_t max)
{
	size_t i, n = 0;

	for (i = 0; text[i] != '\0'; i++)
		if (((unsigned char)text[i] & 0xC0) != 0x80 && n++ == max)
			break;
	return pool_strndup(pool, text, i);
}

static bool space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char *text_trim(struct pool *pool, const char *text)
{
	size_t len, i, n = 0;
	char *out;

	while (space(*text))
		text++;
	len = strlen(text);
	while (len > 0 && space(text[len - 1]))
		len--;
	out = pool_alloc(pool, len + 1);
	for (i = 0; i < len; i++) {
		if (text[i] == '\r') {
			out[n++] = '\n';
			if (i + 1 < len && text[i + 1] == '\n')
				i++;
		} else {
			out[n++] = text[i];
		}
	}
	out[n] = '\0';
	return out;
}

bool text_only(const char *text, const char *allowed, size_t max)
{
	size_t len = strlen(text);

	return len > 0 && len <= max && strspn(text, allowed) == len;
}

bool text_name(const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if (c < 0x80 && !((c | 0x20) >= 'a' && (c | 0x20) <= 'z') && strchr(" -'.", c) == NULL)
			return false;
	}
	return true;
}

bool text_among(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (; *words != '\0'; words += strcspn(words, " ")) {
		words += strspn(words, " ");
		if (len > 0 && strncmp(words, word, len) == 0 && (words[len] == ' ' || words[len] == '\0'))
			return true;
	}
	return false;
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

char *text_hex(struct pool *pool, const unsigned char *bytes, size_t len)
{
	static const char digit[] = "0123456789abcdef";
	char *out = pool_alloc(pool, len * 2 + 1);
	size_t i;

	for (i = 0; i < len; i++) {
		out[i * 2] = digit[bytes[i] >> 4];
		out[i * 2 + 1] = digit[bytes[i] & 15];
	}
	return out;
}

bool text_number(const char *text, unsigned long long *number_r)
{
	unsigned long long n;
	char *end;

	if (!text_only(text, "0123456789", 20))
		return false;
	errno = 0;
	n = strtoull(text, &end, 10);
	if (errno != 0 || *end != '\0')
		return false;
	*number_r = n;
	return true;
}
