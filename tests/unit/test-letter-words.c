/* The wording of letters: what the authority may change, and what it may not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "../../modules/fostering/letter-book.h"
#include "lists.h"
#include "pool.h"
#include "xml.h"

static struct pool *pool;

static int set_up(void **state)
{
	(void)state;
	xml_init();
	lists_load(TOP_SRCDIR "/modules/fostering/conf/lists");
	pool = pool_create();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static const char *read_text(const char *text)
{
	const char *error = NULL;
	struct node *root = xml_parse(pool, text, strlen(text), &error);

	assert_non_null(root);
	return letter_words_read(pool, &fostering_letter_book, root);
}

static void the_shipped_wording_can_be_used(void **state)
{
	const char *error = NULL;
	struct node *root = xml_read(pool, TOP_SRCDIR "/modules/fostering/conf/letters.xml", &error);

	(void)state;
	assert_non_null(root);
	assert_null(letter_words_read(pool, &fostering_letter_book, root));
	assert_non_null(letter_words_find("LEAFLET_CHILD"));
}

static void a_notice_must_give_reason_and_time_to_appeal(void **state)
{
	(void)state;
	assert_non_null(strstr(read_text("<letters><letter kind='PROHIBITION' title='t' to='carer'>"
	    "<p>[reason]</p></letter></letters>"), "PROHIBITION must always give"));
	assert_non_null(strstr(read_text("<letters><letter kind='PROHIBITION' title='t' to='carer'>"
	    "<p>[reason]</p><p when='effective'>[appeal_time]</p></letter></letters>"),
	    "PROHIBITION must always give"));
	assert_non_null(strstr(read_text("<letters><letter kind='ACK' title='t' to='carer'>"
	    "<p>[disclosure]</p></letter></letters>"), "there is no value [disclosure]"));
	assert_non_null(strstr(read_text("<letters><letter kind='ACK' title='t' to='carer'>"
	    "<p>Dear [to]</p></letter></letters>"), "there is no letter"));
}

static void what_people_wrote_stays_text(void **state)
{
	struct letter_part parts[] = { { 'h', "Reason", NULL }, { 'p', "For [child]: [reason]", NULL },
	    { 'p', "By [comply_by]", "comply_by" }, { 'l', "[children]", NULL } };
	const struct letter_words words = { .kind = "ACK", .title = "t", .to = "carer", .n = 4,
	    .part = parts };
	struct letter_values values = { 0 };

	(void)state;
	letter_value(&values, "child", "Nell [reason]");
	letter_value(&values, "reason", "one\nh two");
	letter_value(&values, "comply_by", NULL);
	letter_value(&values, "children", "a\nb");
	assert_string_equal(letter_merge(pool, &words, &values),
	    "h Reason\np For Nell [reason]: one\np h two\nl a\nl b\n");
}

#define CASE(name)	cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(the_shipped_wording_can_be_used),
		CASE(a_notice_must_give_reason_and_time_to_appeal),
		CASE(what_people_wrote_stays_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
