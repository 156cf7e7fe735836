/* What a pack must not say (modules/lscb/sections.md 5.3): its table row by row, and the ways
 * in which a name hides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "code.h"
#include "pool.h"
#include "str.h"

#include "../modules/lscb/redaction-rules.h"

static struct pool *pool;
static struct redaction_list *list;
static struct redaction done;

static const struct redaction_facts facts = { .born_on = "2019-12-20", .died_on = "2020-05-17",
    .reference = "CD-2020-0007", .initials = "IJT" };

static const char *const plain[] = { "the a and was at seen by with in on had she he they came to "
    "hospital school house road high street will may rose grace period van nurse is has from of for "
    "visit visited then after before given primary surgery police officer doctor call called home baby "
    "mother father brother sister no not it said i we notes ward team best hope old green", NULL };
static const char *const names[] = { "will may rose grace hope", NULL };

static int start(void **state)
{
	(void)state;
	pool = pool_create();
	list = redaction_list(pool, plain, names);
	redaction_name(list, "Ivo James", "Testwick", "Vee, Małgorzata", "the child");
	redaction_name(list, "Anna", "Testwick", "", "Mother");
	redaction_name(list, "Mary-Jane", "O'Brien-Smith", "", "Grandmother");
	redaction_name(list, "Łukasz", "Żółkiewski", "", "Father");
	redaction_name(list, "محمد", "خان", "", "MP");
	redaction_name(list, "Will", "Testwick", "", "Sibling 1");
	redaction_name(list, "Grace", "May", "", "Sibling 2");
	redaction_name(list, "Rose", "Hope", "", "the GP");
	redaction_name(list, "Jo", "Li", "", "health visitor");
	redaction_place(list, "12 Acacia Road", "[address]");
	redaction_place(list, "Norborough", "[address]");
	redaction_place(list, "High Street Surgery", "the GP practice");
	redaction_place(list, "St Bride's Primary School", "primary school");
	return 0;
}

static int finish(void **state)
{
	(void)state;
	pool_destroy(&pool);
	return 0;
}

static const char *redact(const char *text)
{
	redaction_do(list, &facts, text, &done);
	return done.text;
}

static const char *marks(const char *text)
{
	struct str s;

	(void)redact(text);
	str_init(&s, pool);
	for (size_t i = 0; i < done.marks_n; i++)
		str_printf(&s, "%s%.*s", i == 0 ? "" : " ", (int)done.mark[i].len,
		    done.text + done.mark[i].at);
	return s.data;
}

#define SAYS(from, to)	assert_string_equal(redact(from), to)
#define MARKS(from, to)	assert_string_equal(marks(from), to)

static void test_people_become_what_they_are_to_the_child(void **state)
{
	(void)state;
	SAYS("Seen with Ivo at home.", "Seen with the child at home.");
	SAYS("Ivo was seen. Ivo James Testwick came.", "The child was seen. The child came.");
	SAYS("Testwick, Ivo was seen", "The child was seen");
	SAYS("It was Anna Testwick, and Will Testwick.", "It was Mother, and Sibling 1.");
	SAYS("the Testwick house", "the [family name] house");
	SAYS("called Vee at home", "called the child at home");
	SAYS("seen by Jo Li", "seen by health visitor");
	SAYS("I.J.T. was seen", "The child was seen");
	MARKS("the notes of IJT", "IJT");
}

static void test_a_name_hides_in_many_ways(void **state)
{
	(void)state;
	SAYS("in Ivo's ward", "in the child's ward");
	SAYS("in IVO\u2019S ward", "in the child\u2019S ward");
	SAYS("seen: ivo", "seen: the child");
	SAYS("the Testwicks came", "the [family name] came");
	SAYS("by O'Brien-Smith, OBrien Smith, O\u2019Brien and obriensmith",
	    "by Grandmother, Grandmother, Grandmother and Grandmother");
	SAYS("by Mary-Jane, mary jane and MaryJane", "by Grandmother, Grandmother and Grandmother");
	SAYS("by Smith-Testwick", "by Grandmother");
	SAYS("(Ivo)", "(The child)");
	SAYS("with I\u00advo and I\u200bvo", "with the child and the child");
	SAYS("with Ivo2", "with the child2");
	SAYS("with \u00cevo", "with the child");
}

static void test_letters_of_other_writings(void **state)
{
	(void)state;
	SAYS("seen by Łukasz Żółkiewski", "seen by Father");
	SAYS("seen by lukasz and ZOLKIEWSKI", "seen by Father and Father");
	SAYS("seen with Malgorzata", "seen with the child");
	SAYS("seen by محمد", "seen by MP");
	SAYS("seen by محمد خان then", "seen by MP then");
	MARKS("seen by فاطمة then", "فاطمة");
	MARKS("seen by Świętosława", "Świętosława");
}

static void test_names_that_are_words_are_marked_and_not_left(void **state)
{
	(void)state;
	SAYS("seen with Will at home", "seen with Sibling 1 at home");
	SAYS("seen with Grace May at home", "seen with Sibling 2 at home");
	SAYS("she will call", "she will call");
	MARKS("she will call", "will");
	MARKS("Will came home. Grace came home.", "Will Grace");
	MARKS("a grace period", "grace");
	SAYS("by Dr Hope", "by the GP");
	SAYS("in the high street", "in the high street");
	SAYS("seen at High Street Surgery", "seen at the GP practice");
	SAYS("he has a van", "he has a van");
}

static void test_days_count_from_the_death(void **state)
{
	(void)state;
	SAYS("seen on 17/05/2020", "seen on D-0");
	SAYS("seen on 3/5/2020 and 03.05.20 and 2020-05-03", "seen on D-14 and D-14 and D-14");
	SAYS("seen on 3 May 2020, 3rd of May 2020, May 3rd, 2020", "seen on D-14, D-14, D-14");
	SAYS("seen on Sunday 3 May 2020", "seen on D-14");
	SAYS("on Sun, 3rd May 2020.", "on D-14.");
	SAYS("given on 20 May 2020", "given on D+3");
	SAYS("seen on 10 January 2020", "seen on aged 21 days");
	SAYS("visit on 1 March 2019", "visit on D-443");
	SAYS("in May 2020 and January 2019", "in spring 2020 and winter 2019");
	SAYS("seen on 3 May", "seen on about D-14");
	MARKS("seen on 3 May", "about D-14");
	SAYS("on Tuesday 3rd", "on [date]");
	SAYS("on 31/02/2020", "on [date]");
	SAYS("they may visit", "they may visit");
	SAYS("at 2020-05-03T10:30", "at D-14");
}

static void test_times_become_parts_of_the_day(void **state)
{
	(void)state;
	SAYS("at 03:10", "at [night]");
	SAYS("at 9.30am, 2pm and 7 p.m.", "at [morning], [afternoon] and [evening]");
	SAYS("at 1430 hrs", "at [afternoon]");
	SAYS("at 12:00 and 12am", "at [afternoon] and [night]");
	SAYS("for 24 hours", "for 24 hours");
	SAYS("on 3/5/2020 10:30", "on D-14 [morning]");
}

static void test_numbers_and_addresses_go(void **state)
{
	(void)state;
	SAYS("no 999 012 3454 and 9990123454", "no [number] and [number]");
	SAYS("call 01632 960123 or +44 1632 960123 or (01632) 960 123",
	    "call [telephone] or [telephone] or [telephone]");
	SAYS("at SM1 4AB, sm14ab and W1A 0AX", "at [postcode], [postcode] and [postcode]");
	SAYS("to ivo.t@example.org. and @ivo_t", "to [e-mail] and [e-mail]");
	SAYS("at https://example.org/ivo then", "at [web address] then");
	SAYS("a van AB12 CDE", "a van [vehicle]");
	SAYS("notes RXH123456 and CR/1234/26", "notes [reference] and [reference]");
	SAYS("from 12 Acacia Road, Norborough", "from [address]");
	SAYS("from 12a Acacia", "from [address]");
	SAYS("is CD-2020-0007", "is CD-2020-0007");
	SAYS("at St Bride's Primary School", "at primary school");
	SAYS("at St. Brides", "at St. Primary school");
	SAYS("weight 3450 g, 10 ml", "weight 3450 g, 10 ml");
	SAYS("given in 2019 and 2020", "given in 2019 and 2020");
}

static void test_numbers_and_days_go_in_whatever_way_they_are_written(void **state)
{
	(void)state;
	SAYS("no 999.012.3454 was", "no [number] was");
	SAYS("no 999/012/3454 was", "no [number] was");
	SAYS("no 999\u00a0012\u00a03454 was", "no [number] was");
	SAYS("no 999\u2013012\u20133454 was", "no [number] was");
	SAYS("called NHS999 012 3454 was", "called NHS[number] was");
	SAYS("called tel01632960123 was", "called tel[telephone] was");
	SAYS("called 01632.960.123 was", "called [telephone] was");
	SAYS("called 01632\u00a0960\u00a0123 was", "called [telephone] was");
	SAYS("called \uff10\uff11\uff16\uff13\uff12 960123 was", "called [telephone] was");
	SAYS("at a.b (at) example.co.uk then", "at a.b (at) [web address] then");
	SAYS("at instagram.com/ivo.x then", "at [web address] then");
	SAYS("in ab12cde then", "in [vehicle] then");
	MARKS("seen on 17/05 then", "about D-0");
	MARKS("seen on 20/12 then", "about D-149");
	MARKS("seen on 09/05 then", "about D-8");
	SAYS("a score of 8/10 and 10/10 and 120/80", "a score of 8/10 and 10/10 and 120/80");
	SAYS("doses 0.5, 1.2, 3.4, 5.6 and 7.8", "doses 0.5, 1.2, 3.4, 5.6 and 7.8");
	MARKS("seen by A.B. and C. D. then", "A.B. C. D.");
	SAYS("and I was seen by K at home", "and I was seen by K at home");
}

static void test_the_first_letter_of_the_child_is_marked(void **state)
{
	static const struct redaction_facts m = { .initials = "MRO" };

	(void)state;
	redaction_do(list, &m, "then M was seen, by K", &done);
	assert_int_equal(done.marks_n, 1);
	assert_string_equal(done.text, "then M was seen, by K");
}

static void test_a_title_takes_the_name_after_it(void **state)
{
	(void)state;
	SAYS("seen by Dr Brendan Quell", "seen by Dr [name]");
	SAYS("seen by DC Hughes and PC Will", "seen by DC [name] and Sibling 1");
	SAYS("seen by Mrs. Testwick", "seen by Mrs [name]");
	SAYS("seen by dr quell", "seen by dr [name]");
	SAYS("seen by Dr J. Quell", "seen by Dr [name]");
	SAYS("seen by Dr Rose Hope", "seen by the GP");
	SAYS("the nurse came. Nurse The", "the nurse came. Nurse The");
}

static void test_what_may_be_a_name_is_marked(void **state)
{
	(void)state;
	MARKS("seen by Brendan at home", "Brendan");
	MARKS("Brendan came", "Brendan");
	MARKS("She came. Visit by Quell.", "Quell");
	MARKS("Seizure came. A seizure.", "");
	MARKS("the Hospital Team", "");
	MARKS("seen at SM1 then", "SM");
	MARKS("Rose came", "Rose");
	MARKS("in March they came", "March");
}

static void test_what_was_redacted_stays_as_it_is(void **state)
{
	static const char *const texts[] = {
		"Ivo Testwick and Anna came on 3 May 2020 at 14:30 to 12 Acacia Road.",
		"Dr Brendan Quell rang 01632 960123 on Tuesday 3rd about Will and Grace.",
		"Mother Anna, the child Ivo, X12-3 May 2020, D-14 Ivo", "Mrs Testwick's Ivo",
		"Testwick, Ivo", "aged 3 Ivo", "AB-Ivo-12345", "the Child"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *once = redact(texts[i]);

		assert_string_equal(redact(once), once);
	}
}

/* -- the property: no canary survives, whatever stands around it -- */

static const char *const canaries[] = { "Ivo", "Testwick", "Vee", "Anna", "Brien", "Żółkiewski",
    "Zolkiewski", "محمد", "Acacia", "Norborough", "Bride" };

static void test_no_canary_survives_whatever_stands_around_it(void **state)
{
	static const char *const around[][2] = {
		{ "", "" }, { "the ", " was" }, { "(", ")" }, { "\"", "\"" }, { "x ", "'s y" },
		{ "x\n", "\n" }, { "x-", "-y" }, { "x/", "/y" }, { "a. ", ". B" }, { "Dr ", "" },
		{ "_", "_" }, { "12", "" }, { "ref ", "1234" }, { "to:", "," }, { "[", "]" },
		{ "mother ", " mother" }, { "D-3 ", "" }, { "3 May 2020 ", " 10:30" }, { "x", " y" },
		{ "é ", " é" }, { "1:", "" }, { "Mr ", " Quell" }, { "the GP ", "" }, { "...", "..." },
	};
	char text[200];

	(void)state;
	for (size_t i = 0; i < sizeof(canaries) / sizeof(canaries[0]); i++) {
		for (size_t k = 0; k < sizeof(around) / sizeof(around[0]); k++) {
			if (strcmp(around[k][0], "x") == 0)
				continue;
			(void)snprintf(text, sizeof(text), "%s%s%s", around[k][0], canaries[i], around[k][1]);
			if (strcasestr(redact(text), canaries[i]) != NULL)
				fail_msg("\"%s\" gave \"%s\"", text, done.text);
		}
	}
}

static void test_the_words_of_the_list_that_ships_are_enough_for_a_plain_report(void **state)
{
	static const char report[] = "The child was found unresponsive in the cot by Mother in the "
	    "morning. An ambulance was called and cardiopulmonary resuscitation was started. Police and "
	    "the Emergency Department were told. There was no known medical condition. The health "
	    "visitor had seen the family at home and noted no concern.";
	struct codes *codes = code_new(pool);
	const char *texts[60] = { NULL }, *also[2] = { NULL };
	const struct codelist *words;
	size_t n = 0;

	(void)state;
	assert_null(code_load(codes, TOP_SRCDIR "/modules/lscb/conf/lists"));
	words = code_list(codes, "lscb-word");
	for (size_t i = 0; i < words->n; i++) {
		if (code_flag(&words->codes[i], "name"))
			also[0] = words->codes[i].hint;
		else
			texts[n++] = words->codes[i].hint;
	}
	list = redaction_list(pool, texts, also);
	redaction_name(list, "Ivo", "Testwick", "", "the child");
	MARKS(report, "");
	assert_string_equal(done.text, report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_people_become_what_they_are_to_the_child, start, finish),
		cmocka_unit_test_setup_teardown(test_a_name_hides_in_many_ways, start, finish),
		cmocka_unit_test_setup_teardown(test_letters_of_other_writings, start, finish),
		cmocka_unit_test_setup_teardown(test_names_that_are_words_are_marked_and_not_left, start, finish),
		cmocka_unit_test_setup_teardown(test_days_count_from_the_death, start, finish),
		cmocka_unit_test_setup_teardown(test_times_become_parts_of_the_day, start, finish),
		cmocka_unit_test_setup_teardown(test_numbers_and_addresses_go, start, finish),
		cmocka_unit_test_setup_teardown(test_numbers_and_days_go_in_whatever_way_they_are_written, start,
		    finish),
		cmocka_unit_test_setup_teardown(test_the_first_letter_of_the_child_is_marked, start, finish),
		cmocka_unit_test_setup_teardown(test_a_title_takes_the_name_after_it, start, finish),
		cmocka_unit_test_setup_teardown(test_what_may_be_a_name_is_marked, start, finish),
		cmocka_unit_test_setup_teardown(test_what_was_redacted_stays_as_it_is, start, finish),
		cmocka_unit_test_setup_teardown(test_no_canary_survives_whatever_stands_around_it, start, finish),
		cmocka_unit_test_setup_teardown(test_the_words_of_the_list_that_ships_are_enough_for_a_plain_report, start, finish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
