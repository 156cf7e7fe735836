/*
 * text_check a second time, slow and by another road: each character is read
 * without any check, written again as the standard says, and must come out as
 * the same bytes. For the unit test and the fuzzer.
 */
#ifndef TEST_TEXT_SLOW_H
#define TEST_TEXT_SLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline size_t slow_write(uint32_t code, unsigned char out[4])
{
	if (code < 0x80) {
		out[0] = (unsigned char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (unsigned char)(0xc0 + code / 64);
		out[1] = (unsigned char)(0x80 + code % 64);
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (unsigned char)(0xe0 + code / 4096);
		out[1] = (unsigned char)(0x80 + code / 64 % 64);
		out[2] = (unsigned char)(0x80 + code % 64);
		return 3;
	}
	out[0] = (unsigned char)(0xf0 + code / 262144);
	out[1] = (unsigned char)(0x80 + code / 4096 % 64);
	out[2] = (unsigned char)(0x80 + code / 64 % 64);
	out[3] = (unsigned char)(0x80 + code % 64);
	return 4;
}

/* The Char production of XML 1.0. */
static inline bool slow_allowed(uint32_t code)
{
	return code == 0x9 || code == 0xa || code == 0xd ||
	    (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) ||
	    (code >= 0x10000 && code <= 0x10ffff);
}

/* Bytes that the character takes, were it one; its first byte says how many. */
static inline size_t slow_read(const unsigned char *s, size_t len, uint32_t *code_r)
{
	static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	size_t n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;

	if (n > len)
		return 0;
	*code_r = s[0] & mask[n];
	for (size_t i = 1; i < n; i++)
		*code_r = *code_r * 64 + (s[i] & 0x3f);
	return n;
}

static inline bool slow_check(const unsigned char *s, size_t len)
{
	while (len > 0) {
		unsigned char again[4];
		uint32_t code = 0;
		size_t n = slow_read(s, len, &code);

		if (n == 0 || !slow_allowed(code) || slow_write(code, again) != n ||
		    memcmp(s, again, n) != 0)
			return false;
		s += n;
		len -= n;
	}
	return true;
}

#endif
