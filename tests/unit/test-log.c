#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"

/* What the next entry writes, with standard error turned to a pipe of ours. */
static void said(bool journal, void (*say)(void), char *text, size_t size)
{
	char stream[64];
	int ends[2], old = dup(STDERR_FILENO);
	struct stat st;
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fstat(ends[1], &st), 0);
	(void)snprintf(stream, sizeof(stream), "%llu:%llu", (unsigned long long)st.st_dev,
	    (unsigned long long)st.st_ino + (journal ? 0 : 1));
	(void)setenv("JOURNAL_STREAM", stream, 1);
	(void)dup2(ends[1], STDERR_FILENO);
	log_open("try");
	say();
	(void)dup2(old, STDERR_FILENO);
	n = read(ends[0], text, size - 1);
	text[n > 0 ? n : 0] = '\0';
	(void)close(ends[0]);
	(void)close(ends[1]);
	(void)close(old);
}

static void warn(void) { log_warn("a \"quoted\"\nword"); }
static void fault(void) { log_request("0123"); log_error("wrong"); }

static void journald_is_told_how_bad_an_entry_is(void **state)
{
	char text[1024];

	(void)state;
	said(true, warn, text, sizeof(text));
	assert_int_equal(strncmp(text, "<4>{\"time\":\"", 12), 0);
	said(true, fault, text, sizeof(text));
	assert_int_equal(strncmp(text, "<3>{\"time\":\"", 12), 0);
	assert_non_null(strstr(text, "\"request\":\"0123\",\"text\":\"wrong\"}\n"));
}

static void a_file_or_another_stream_gets_plain_lines(void **state)
{
	char text[1024];

	(void)state;
	said(false, warn, text, sizeof(text));
	assert_int_equal(text[0], '{');
	assert_non_null(strstr(text, "a \\\"quoted\\\"\\u000aword"));
	assert_int_equal(strchr(text, '\n') - text, (long)strlen(text) - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(journald_is_told_how_bad_an_entry_is),
		cmocka_unit_test(a_file_or_another_stream_gets_plain_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
