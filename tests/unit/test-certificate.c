#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "certificate.h"

/* A certificate's frame: number, algorithm, issuer, from, to, and what follows. */
static const unsigned char frame[] = {
	0x30, 0x30, 0x30, 0x2e, 0xa0, 0x03, 0x02, 0x01, 0x02, 0x02, 0x01, 0x01, 0x30, 0x00, 0x30, 0x00,
	0x30, 0x1e, 0x17, 0x0d, '2', '6', '0', '1', '0', '1', '0', '0', '0', '0', '0', '0', 'Z',
	0x17, 0x0d, '2', '6', '1', '2', '3', '1', '2', '3', '5', '9', '5', '9', 'Z', 0x05, 0x00,
};

static void the_end_of_a_certificate_is_read(void **state)
{
	long long end = 0;

	(void)state;
	assert_true(certificate_end(frame, sizeof(frame), &end));
	assert_int_equal(end, 1798761599);	/* 31 December 2026, 23:59:59 UTC */
}

static void a_part_of_one_or_another_thing_is_none(void **state)
{
	unsigned char bytes[sizeof(frame)];
	long long end;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(frame); i++)
		assert_false(certificate_end(frame, i, &end));
	memcpy(bytes, frame, sizeof(frame));
	bytes[sizeof(frame) - 3] = '+';			/* no other zone is allowed */
	assert_false(certificate_end(bytes, sizeof(bytes), &end));
	memcpy(bytes, frame, sizeof(frame));
	bytes[1] = 0x84;				/* a length that reaches beyond all */
	assert_false(certificate_end(bytes, sizeof(bytes), &end));
	assert_false(certificate_end_pem("no certificate", &end));
	assert_false(certificate_end_pem("-----BEGIN CERTIFICATE-----\nAAAA\n", &end));
	assert_false(certificate_end_pem("-----BEGIN CERTIFICATE-----END CERTIFICATE-----", &end));
	assert_false(certificate_end_pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", &end));
}

static void days_are_whole_and_those_over_negative(void **state)
{
	(void)state;
	assert_int_equal(certificate_days(86400 * 30, 0), 30);
	assert_int_equal(certificate_days(86400 * 30 - 1, 0), 29);
	assert_int_equal(certificate_days(0, 1), -1);
	assert_int_equal(certificate_days(0, 86400), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_end_of_a_certificate_is_read),
		cmocka_unit_test(a_part_of_one_or_another_thing_is_none),
		cmocka_unit_test(days_are_whole_and_those_over_negative),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
