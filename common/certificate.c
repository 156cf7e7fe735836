#include <string.h>
#include <time.h>

#include "certificate.h"
#include "pool.h"
#include "secret.h"

#define DAY		86400
#define PEM_HEAD	"-----BEGIN CERTIFICATE-----"
#define PEM_FOOT	"-----END CERTIFICATE-----"

/* Tags of ASN.1 as they stand in a certificate. */
enum { INTEGER = 0x02, UTC_TIME = 0x17, GENERAL_TIME = 0x18, SEQUENCE = 0x30, EDITION = 0xa0 };

struct der {
	const unsigned char *at, *end;
};

/* The length that stands at d->at, which moves on. False: it is not one, or reaches
 * beyond the end. */
static bool der_length(struct der *d, size_t *len_r)
{
	size_t n;

	if (d->at == d->end)
		return false;
	*len_r = *d->at++;
	if (*len_r >= 0x80) {
		n = *len_r & 0x7f;
		if (n == 0 || n > 4 || (size_t)(d->end - d->at) < n)
			return false;
		for (*len_r = 0; n > 0; n--)
			*len_r = *len_r << 8 | *d->at++;
	}
	return *len_r <= (size_t)(d->end - d->at);
}

/* The next value, whatever it is, when its tag is this one; d moves behind it. */
static bool der_next(struct der *d, unsigned tag, struct der *in_r)
{
	size_t len;

	if (d->at == d->end || *d->at++ != tag || !der_length(d, &len))
		return false;
	*in_r = (struct der){ d->at, d->at + len };
	d->at += len;
	return true;
}

static bool digits(const unsigned char *text, size_t n, int *value_r)
{
	for (*value_r = 0; n > 0; n--, text++) {
		if (*text < '0' || *text > '9')
			return false;
		*value_r = *value_r * 10 + (*text - '0');
	}
	return true;
}

/* "261231235959Z" or "20261231235959Z", and no other form is allowed there. */
static bool time_read(struct der *d, long long *moment_r)
{
	struct tm tm = { 0 };
	struct der in;
	size_t years;
	int year;

	if (d->at == d->end)
		return false;
	years = *d->at == GENERAL_TIME ? 4 : 2;
	if (!der_next(d, years == 4 ? GENERAL_TIME : UTC_TIME, &in) ||
	    (size_t)(in.end - in.at) != years + 11 || in.end[-1] != 'Z' ||
	    !digits(in.at, years, &year) || !digits(in.at + years, 2, &tm.tm_mon) ||
	    !digits(in.at + years + 2, 2, &tm.tm_mday) ||
	    !digits(in.at + years + 4, 2, &tm.tm_hour) ||
	    !digits(in.at + years + 6, 2, &tm.tm_min) || !digits(in.at + years + 8, 2, &tm.tm_sec))
		return false;
	tm.tm_year = years == 4 ? year - 1900 : year < 50 ? year + 100 : year;
	tm.tm_mon--;
	*moment_r = (long long)timegm(&tm);
	return true;
}

bool certificate_end(const unsigned char *der, size_t len, long long *end_r)
{
	struct der d = { der, der + len }, certificate, body, skip, times;
	long long begin;

	if (!der_next(&d, SEQUENCE, &certificate) || !der_next(&certificate, SEQUENCE, &body))
		return false;
	if (body.at < body.end && *body.at == EDITION && !der_next(&body, EDITION, &skip))
		return false;
	/* Number, algorithm, issuer, and then from when to when. */
	return der_next(&body, INTEGER, &skip) && der_next(&body, SEQUENCE, &skip) &&
	    der_next(&body, SEQUENCE, &skip) && der_next(&body, SEQUENCE, &times) &&
	    time_read(&times, &begin) && time_read(&times, end_r);
}

bool certificate_end_pem(const char *text, long long *end_r)
{
	const char *from = strstr(text, PEM_HEAD), *to;
	struct pool *pool;
	unsigned char *der;
	size_t len;
	bool good;

	if (from == NULL)
		return false;
	from += strlen(PEM_HEAD);
	to = strstr(from, PEM_FOOT);
	if (to == NULL)
		return false;
	pool = pool_create();
	der = pool_alloc(pool, (size_t)(to - from) + 1);
	good = secret_from_base64(from, (size_t)(to - from), der, &len) &&
	    certificate_end(der, len, end_r);
	pool_destroy(&pool);
	return good;
}

long certificate_days(long long end, long long now)
{
	return (long)((end - now) / DAY) - (end < now && (end - now) % DAY != 0);
}
