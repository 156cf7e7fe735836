/* Pages for paper: they have all that they must have, and no worker needs a file for them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "conf.h"
#include "pdf.h"
#include "pool.h"

static const struct pdf_look look = { .title = "Case CD-2026-0007", .stamp = "OFFICIAL-SENSITIVE",
    .foot = "Copy 3", .mark = "COPY 3", .made = 1795350000 };

static void made(struct pool *pool, unsigned paragraphs, const char **bytes_r, size_t *len_r)
{
	struct pdf *p = pdf_new(pool, &look);

	pdf_heading(p, 1, "Case CD-2026-0007");
	pdf_row(p, "Sex", "Male");
	pdf_row(p, "A key that is longer than its column and has to go on in a second line", NULL);
	for (unsigned i = 0; i < paragraphs; i++)
		pdf_para(p, "Mother woke the child, who was drowsy.\n\nŁódź, naïve, “quoted” – and a "
		    "wordthatiswiderthanthepageandhasnoplacewhereitcouldbebrokenandsogoesonandonandonandonandonandon end");
	assert_true(pdf_bytes(p, bytes_r, len_r));
}

static unsigned pages(const char *bytes, size_t len)
{
	const char *at = memmem(bytes, len, "/Count ", 7);

	return at == NULL ? 0 : (unsigned)(at[7] - '0') * (at[8] >= '0' && at[8] <= '9' ? 10 : 1) +
	    (at[8] >= '0' && at[8] <= '9' ? (unsigned)(at[8] - '0') : 0);
}

static void test_text_flows_over_as_many_pages_as_it_needs(void **state)
{
	struct pool *pool = pool_create();
	const char *bytes;
	size_t len;

	(void)state;
	made(pool, 1, &bytes, &len);
	assert_memory_equal(bytes, "%PDF-", 5);
	assert_int_equal(pages(bytes, len), 1);
	made(pool, 100, &bytes, &len);
	assert_in_range(pages(bytes, len), 9, 14);
	pool_destroy(&pool);
}

static void test_the_same_text_gives_the_same_bytes(void **state)
{
	struct pool *pool = pool_create();
	const char *a, *b;
	size_t a_len, b_len;

	(void)state;
	made(pool, 20, &a, &a_len);
	made(pool, 20, &b, &b_len);
	assert_int_equal(a_len, b_len);
	assert_memory_equal(a, b, a_len);
	pool_destroy(&pool);
}

static void test_a_worker_that_can_open_no_file_makes_it_all_the_same(void **state)
{
	struct rlimit were, none;
	struct pool *pool = pool_create();
	const char *bytes;
	size_t len;

	(void)state;
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &were), 0);
	none = (struct rlimit){ 0, were.rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
	made(pool, 40, &bytes, &len);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &were), 0);
	assert_in_range(pages(bytes, len), 3, 8);
	pool_destroy(&pool);
}

static int start(void **state)
{
	(void)state;
	conf_table(pdf_settings);
	conf_load("/dev/null", "test");
	pdf_start();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_flows_over_as_many_pages_as_it_needs),
		cmocka_unit_test(test_the_same_text_gives_the_same_bytes),
		cmocka_unit_test(test_a_worker_that_can_open_no_file_makes_it_all_the_same),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
