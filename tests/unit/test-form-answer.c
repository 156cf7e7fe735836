#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "form-fixture.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static int all_begin(void **state)
{
	(void)state;
	fixture_open();
	return 0;
}

static int each_begin(void **state)
{
	(void)state;
	fixture_begin("PRA");
	return 0;
}

static int each_end(void **state)
{
	(void)state;
	fixture_end();
	return 0;
}

static void answer(unsigned field, unsigned item, const char *value)
{
	form_slot(fx.answers, field, item)->value = value;
}

static void got(unsigned field, unsigned item, const char *value)
{
	const struct form_answer *a = form_slot(fx.answers, field, item);

	if (strcmp(a->value, value) != 0 || a->error != NULL)
		fail_msg("%s: \"%s\" %s", fx.form->field[field].field.name, a->value,
		    a->error == NULL ? "" : a->error);
}

/* -- reading a section -- */

static void test_values_become_canonical(void **state)
{
	(void)state;
	assert_true(fixture_send("one", "given=+Zo%C3%AB+&unborn=N&born-day=9&born-month=5"
	    "&born-year=2012&colour=RED&colour_why=a%0D%0Ab&colours=OTH&colours=RED&agreed=Y"));
	got(GIVEN, 0, "Zo\xc3\xab");
	got(UNBORN, 0, "N");
	got(BORN, 0, "2012-05-09");
	got(COLOUR, 0, "RED");
	got(COLOUR_WHY, 0, "a\nb");
	got(COLOURS, 0, "RED OTH");
	got(AGREED, 0, "Y");
	assert_true(form_valid(form_section(fx.form, "one"), fx.answers));
}

static void test_a_wrong_value_is_kept_with_its_message(void **state)
{
	const struct form_section *one = form_section(fx.form, "one");

	(void)state;
	assert_true(fixture_send("one", "given=longer+than+ten&unborn=N&born=31/2/2012&colour=PINK"));
	assert_false(form_valid(one, fx.answers));
	assert_string_equal(fixture_got(GIVEN, 0), "longer than ten");
	assert_string_equal(fixture_got(BORN, 0), "31/2/2012");
	assert_string_equal(fixture_got(COLOUR, 0), "PINK");
	assert_non_null(form_slot(fx.answers, GIVEN, 0)->error);
	assert_non_null(form_slot(fx.answers, BORN, 0)->error);
	assert_non_null(form_slot(fx.answers, COLOUR, 0)->error);
	/* The fault is this section's alone. */
	assert_true(form_valid(form_section(fx.form, "two"), fx.answers));
}

static void test_an_answer_in_the_future(void **state)
{
	(void)state;
	assert_true(fixture_send("one", "unborn=N&born=23/11/2026"));
	assert_string_equal(form_slot(fx.answers, BORN, 0)->error,
	    "Date of birth must be today or in the past");
	assert_true(fixture_send("one", "unborn=N&born=22/11/2026"));
	got(BORN, 0, "2026-11-22");
}

static void test_twice_is_refused(void **state)
{
	static const char *const table[][2] = {
		{ "one", "given=a&given=b" }, { "one", "given=&given=" },
		{ "one", "unborn=Y&due=2027-01-01&due=2027-01-01" },
		{ "one", "due-day=1&due-day=1" }, { "one", "drink=RED&drink=BLU" },
		{ "two", "people.1.person_name=a&people.1.person_name=b" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++)
		if (fixture_send(table[i][0], table[i][1]))
			fail_msg("taken: %s", table[i][1]);
}

/* What the section does not ask is left unread, and the caller sees it. */
static void test_what_is_not_asked_is_not_touched(void **state)
{
	static const char *const unread[] = {
		"number", "secret", "seen", "extra", "given", "people.0.person_name",
		"people.40.person_name", "people.01.person_name", "people.1.pet_name", "person_name",
		"pets.1.person_name", "people.-1.person_name"
	};
	struct params params = { 0 };

	(void)state;
	for (size_t i = 0; i < SIZE(unread); i++)
		params_add(&params, fx.pool, unread[i], "x");
	params_add(&params, fx.pool, "people.1.person_name", "Bo");
	params_add(&params, fx.pool, "people.39.person_name", "Cy");
	assert_true(form_read(&fx.r, form_section(fx.form, "two"), &params, fx.before, fx.answers));
	for (size_t i = 0; i < params.n; i++)
		assert_int_equal(params.param[i].used, i >= SIZE(unread));
	got(PERSON_NAME, 1, "Bo");
	got(PERSON_NAME, 39, "Cy");
	got(GIVEN, 0, "");
	got(NUMBER, 0, "");
	got(SEEN, 0, "");
}

static void test_other_sections_stay_as_they_were(void **state)
{
	(void)state;
	fixture_store(GIVEN, 0, "Zoe");
	fixture_store(NEEDS, 0, "Rest");
	fixture_store(PERSON_NAME, 2, "Bo");
	assert_true(fixture_send("three", "needs=Sleep&given=Eve&people.2.person_name=Eve"));
	got(GIVEN, 0, "Zoe");
	got(NEEDS, 0, "Sleep");
	got(PERSON_NAME, 2, "Bo");
}

static void test_an_answer_that_is_not_sent_is_empty(void **state)
{
	(void)state;
	fixture_store(GIVEN, 0, "Zoe");
	fixture_store(AGREED, 0, "Y");
	fixture_store(COLOURS, 0, "RED");
	assert_true(fixture_send("one", "given="));
	got(GIVEN, 0, "");
	got(AGREED, 0, "");
	got(COLOURS, 0, "");
}

/* -- who may write -- */

static void test_the_program_s_own_fields_cannot_be_sent(void **state)
{
	(void)state;
	fixture_store(NUMBER, 0, "4");
	fixture_store(EXTRA, 0, "set");
	assert_true(fixture_send("two", "number=9&extra=mine&people.1.person_name=Bo"));
	got(NUMBER, 0, "4");
	got(EXTRA, 0, "set");
	/* Nor by somebody whose directory knows a group of that name. */
	fx.session.roles = "PRA SYSTEM";
	assert_true(fixture_send("two", "number=9"));
	got(NUMBER, 0, "4");
}

static void test_fields_of_a_role(void **state)
{
	static const struct { const char *roles; bool may; } table[] = {
		{ "PRA", false }, { "", false }, { "CMEX", false }, { "CME", true }, { "PRA CME", true }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		fx.session.roles = table[i].roles;
		fixture_store(SECRET, 0, "old");
		fixture_store(SEEN, 0, "old");
		assert_true(fixture_send("two", "secret=new&seen=new"));
		got(SECRET, 0, table[i].may ? "new" : "old");
		got(SEEN, 0, table[i].may ? "new" : "old");
		assert_int_equal(form_may_read(&fx.r, &fx.form->field[SECRET]), table[i].may);
		assert_true(form_may_read(&fx.r, &fx.form->field[SEEN]));
	}
}

static void test_nobody_without_a_session(void **state)
{
	(void)state;
	fx.r.session = NULL;
	assert_false(form_may_read(&fx.r, &fx.form->field[SECRET]));
	assert_false(form_may_write(&fx.r, &fx.form->field[SEEN]));
	assert_true(form_may_read(&fx.r, &fx.form->field[GIVEN]));
}

/* -- conditions -- */

/* A field that its condition hides is not kept, whatever was sent. */
static void test_hidden_values_are_ignored(void **state)
{
	(void)state;
	assert_true(fixture_send("one", "unborn=N&due=2027-01-01&born=2012-05-09&colour=BLU"
	    "&colour_which=pink&colour_why=because&drink=RED&drink_which=milk"));
	got(DUE, 0, "");
	got(BORN, 0, "2012-05-09");
	got(COLOUR_WHICH, 0, "");
	got(COLOUR_WHY, 0, "");
	got(DRINK_WHICH, 0, "");
	assert_true(form_valid(form_section(fx.form, "one"), fx.answers));
}

static void test_a_hidden_wrong_value_does_not_stand_in_the_way(void **state)
{
	(void)state;
	assert_true(fixture_send("one", "unborn=N&due=never&colour_which=much+longer+than+twenty+is"));
	got(DUE, 0, "");
	assert_true(form_valid(form_section(fx.form, "one"), fx.answers));
}

static void test_a_stored_value_that_is_hidden_now_goes(void **state)
{
	(void)state;
	fixture_store(UNBORN, 0, "Y");
	fixture_store(DUE, 0, "2027-01-01");
	assert_true(fixture_send("one", "unborn=N&due=2027-01-01"));
	got(DUE, 0, "");
}

static void test_conditions_of_rows_look_at_their_own_row(void **state)
{
	(void)state;
	fixture_store(UNBORN, 0, "N");
	assert_true(fixture_send("two", "people.1.person_name=A&people.1.person_here=N"
	    "&people.1.person_where=Leeds&people.2.person_name=B&people.2.person_here=Y"
	    "&people.2.person_where=York&people.2.person_born=2001-01-01"));
	got(PERSON_WHERE, 1, "Leeds");
	got(PERSON_WHERE, 2, "");
	got(PERSON_BORN, 2, "2001-01-01");	/* by a field outside the group */
	fixture_store(UNBORN, 0, "Y");
	assert_true(fixture_send("two", "people.2.person_born=2001-01-01"));
	got(PERSON_BORN, 2, "");
}

static void test_when_a_field_applies(void **state)
{
	static const struct { const char *colour; bool which, why; } table[] = {
		{ "", false, false }, { "RED", false, true }, { "BLU", false, false },
		{ "OTH", true, true }, { "RE", false, false }, { "REDD", false, false }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		answer(COLOUR, 0, table[i].colour);
		assert_int_equal(form_applies(fx.answers, COLOUR_WHICH, 0), table[i].which);
		assert_int_equal(form_applies(fx.answers, COLOUR_WHY, 0), table[i].why);
	}
	assert_true(form_applies(fx.answers, GIVEN, 0));
	answer(COLOURS, 0, "RED OTH");
	assert_true(form_is(fx.answers, COLOURS, "OTH"));
	assert_true(form_is(fx.answers, COLOURS, "BLU OTH"));
	assert_false(form_is(fx.answers, COLOURS, "BLU"));
	assert_false(form_is(fx.answers, COLOURS, "TH"));
	assert_false(form_is(fx.answers, COLOURS, ""));
}

/* A condition on a field that does not apply itself is not met. */
static void test_conditions_of_conditions(void **state)
{
	static const char text[] = "<form name='t' version='1' title='T'><section name='s' title='S'>"
	    "<field name='a' label='A' type='yesno'/>"
	    "<field name='b' label='B' type='yesno' only-if='a=Y'/>"
	    "<field name='c' label='C' type='text' only-if='b=Y' required='yes'/></section></form>";
	const char *error;
	const struct form *form = form_parse(fx.pool, text, strlen(text), &error);
	struct form_answers *answers = form_answers_new(fx.pool, form);

	(void)state;
	form_slot(answers, 1, 0)->value = "Y";
	assert_false(form_applies(answers, 2, 0));
	assert_false(form_needed(answers, 2, 0));
	form_slot(answers, 0, 0)->value = "Y";
	assert_true(form_needed(answers, 2, 0));
}

/* -- rows -- */

static void test_rows_are_those_with_something_in_them(void **state)
{
	const struct form_item *people = &form_section(fx.form, "two")->item[4];
	unsigned items[FORM_ITEMS_MAX];

	(void)state;
	assert_int_equal(form_rows(fx.answers, people, items), 0);
	answer(PERSON_NAME, 3, "A");
	answer(PERSON_BORN, 39, "2001-01-01");
	form_slot(fx.answers, PERSON_HERE, 7)->error = "wrong";
	assert_int_equal(form_rows(fx.answers, people, items), 3);
	assert_int_equal(items[0], 3);
	assert_int_equal(items[1], 7);
	assert_int_equal(items[2], 39);
}

static void test_there_is_no_row_beyond_the_last(void **state)
{
	(void)state;
	/* Whatever number a caller has, the slot is one of the field's own. */
	assert_ptr_equal(form_slot(fx.answers, PERSON_NAME, FORM_ITEMS_MAX),
	    form_slot(fx.answers, PERSON_NAME, 0));
	assert_ptr_equal(form_slot(fx.answers, GIVEN, 7), form_slot(fx.answers, GIVEN, 0));
}

static const char *sent(const struct params *params, const char *name)
{
	const char *value = params_get(params, name);

	return value == NULL ? "(none)" : value;
}

static bool press(struct params *params, const char **group_r)
{
	*group_r = "(none)";
	return form_rows_change(&fx.r, form_section(fx.form, "two"), params, group_r);
}

static void test_add_shows_one_row_more(void **state)
{
	struct params params = fixture_params("rows.people=2&people.1.person_name=A&add=people");
	const char *group;

	(void)state;
	assert_true(press(&params, &group));
	assert_string_equal(group, "people");
	assert_string_equal(sent(&params, "rows.people"), "3");
	assert_string_equal(sent(&params, "people.1.person_name"), "A");
}

static void test_remove_empties_its_row_and_no_other(void **state)
{
	struct params params = fixture_params("rows.people=3&people.1.person_name=A"
	    "&people.1.person_born-day=1&people.11.person_name=C&people.2.person_name=B"
	    "&remove=people.1&pets.1.pet_name=Rex");
	const char *group;

	(void)state;
	assert_true(press(&params, &group));
	assert_string_equal(group, "people");
	assert_string_equal(sent(&params, "rows.people"), "2");
	assert_string_equal(sent(&params, "people.1.person_name"), "");
	assert_string_equal(sent(&params, "people.1.person_born-day"), "");
	assert_string_equal(sent(&params, "people.2.person_name"), "B");
	assert_string_equal(sent(&params, "people.11.person_name"), "C");
	assert_string_equal(sent(&params, "pets.1.pet_name"), "Rex");
}

static void test_no_button_no_change(void **state)
{
	static const char *const table[] = {
		"", "rows.people=2&people.1.person_name=A", "remove=people", "remove=people.",
		"remove=people.x", "remove=people.-1", "remove=1"
	};
	const char *group;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params params = fixture_params(table[i]);

		if (press(&params, &group))
			fail_msg("taken: %s", table[i]);
		assert_string_equal(group, "(none)");
	}
}

/* A button of a group that is not there changes nothing. */
static void test_buttons_that_the_section_does_not_have(void **state)
{
	static const char *const table[] = {
		"rows.people=2&people.1.person_name=A&add=peoples",
		"rows.people=2&people.1.person_name=A&add=",
		"rows.people=2&people.1.person_name=A&remove=given.1",
		"rows.people=2&people.1.person_name=A&remove=people.99999999999",
		"rows.people=2&people.1.person_name=A&remove=people.4294967297"
	};
	const char *group;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params params = fixture_params(table[i]);

		(void)press(&params, &group);
		assert_string_equal(sent(&params, "people.1.person_name"), "A");
	}
}

static void test_a_count_of_rows_cannot_run_away(void **state)
{
	static const char *const table[][2] = {
		{ "rows.people=0&remove=people.1", "0" }, { "rows.people=x&add=people", "x" },
		{ "rows.people=41&add=people", "41" }, { "rows.people=99999999999&add=people",
		"99999999999" }
	};
	const char *group;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params params = fixture_params(table[i][0]);

		(void)press(&params, &group);
		assert_string_equal(sent(&params, "rows.people"), table[i][1]);
	}
}

/* A group has at most as many rows as the form says, whatever is sent. */
static void test_more_rows_than_the_form_has(void **state)
{
	const struct form_section *two = form_section(fx.form, "two");

	(void)state;
	assert_true(fixture_send("two", "people.1.person_name=A&people.3.person_name=B"
	    "&people.8.person_name=C&people.9.person_name=D"));
	assert_true(form_valid(two, fx.answers));
	assert_true(fixture_send("two", "people.1.person_name=A&people.3.person_name=B"
	    "&people.8.person_name=C&people.9.person_name=D&people.10.person_name=E"));
	assert_false(form_valid(two, fx.answers));
	assert_string_equal(form_slot(fx.answers, PERSON_NAME, 10)->error,
	    "People can have 4 rows at most");
	assert_null(form_slot(fx.answers, PERSON_NAME, 9)->error);
}

/* -- what stands already -- */

static void test_a_retired_choice_may_stay_but_not_be_chosen(void **state)
{
	(void)state;
	assert_true(fixture_send("one", "colour=OLD"));
	assert_non_null(form_slot(fx.answers, COLOUR, 0)->error);
	fixture_store(COLOUR, 0, "OLD");
	assert_true(fixture_send("one", "colour=OLD"));
	got(COLOUR, 0, "OLD");
}

/* -- gaps -- */

static void gaps_are(const char *section, const char *const *wanted, size_t n)
{
	struct form_gap *gap = NULL;
	size_t i = 0;

	form_gaps(&fx.r, section == NULL ? NULL : form_section(fx.form, section), fx.answers, &gap);
	for (; gap != NULL; gap = gap->next, i++) {
		if (i >= n)
			fail_msg("one more: %s", gap->message);
		assert_string_equal(gap->field, wanted[i * 2]);
		assert_string_equal(gap->message, wanted[i * 2 + 1]);
	}
	assert_int_equal(i, n);
}

static void test_gaps_of_fields(void **state)
{
	static const char *const empty[] = {
		"given", "Enter given name (A1)", "unborn", "Select unborn baby (A2)"
	};
	static const char *const unborn[] = {
		"given", "Enter given name (A1)", "due", "Enter due date (A3)"
	};
	static const char *const born[] = {
		"given", "Enter given name (A1)", "colour", "Select colour (A5)"
	};
	static const char *const which[] = {
		"given", "Enter given name (A1)", "colour_which", "Enter which colour (A6)"
	};

	(void)state;
	gaps_are("one", empty, 2);
	answer(UNBORN, 0, "Y");
	gaps_are("one", unborn, 2);
	answer(UNBORN, 0, "N");
	gaps_are("one", born, 2);
	answer(COLOUR, 0, "OTH");
	gaps_are("one", which, 2);
	answer(COLOUR_WHICH, 0, "Pink");
	answer(GIVEN, 0, "Zoe");
	gaps_are("one", NULL, 0);
}

static void test_gaps_of_rows(void **state)
{
	static const char *const none[] = {
		"people.1.person_name", "Add at least one: People (B5)"
	};
	static const char *const some[] = {
		"people.2.person_name", "Enter name for person 1",
		"people.3.person_where", "Enter where for C"
	};

	(void)state;
	/* The program's own fields are no gap of the person's. */
	gaps_are("two", none, 1);
	answer(PERSON_HERE, 2, "Y");
	answer(PERSON_NAME, 3, "C");
	answer(PERSON_HERE, 3, "N");
	gaps_are("two", some, 2);
}

static void test_gaps_of_the_whole_form_in_its_order(void **state)
{
	static const char *const all[] = {
		"given", "Enter given name (A1)", "unborn", "Select unborn baby (A2)",
		"people.1.person_name", "Add at least one: People (B5)",
		"needs", "Enter needs (C1.2)"
	};

	(void)state;
	gaps_are(NULL, all, 4);
}

static void test_status_of_a_section(void **state)
{
	const struct form_section *three = form_section(fx.form, "three");
	const struct form_section *two = form_section(fx.form, "two");

	(void)state;
	assert_int_equal(form_section_status(&fx.r, three, fx.answers), FORM_EMPTY);
	answer(HEALTH, 0, "Good");
	assert_int_equal(form_section_status(&fx.r, three, fx.answers), FORM_STARTED);
	answer(NEEDS, 0, "None");
	assert_int_equal(form_section_status(&fx.r, three, fx.answers), FORM_DONE);
	/* What the program wrote is no start. */
	answer(NUMBER, 0, "4");
	assert_int_equal(form_section_status(&fx.r, two, fx.answers), FORM_EMPTY);
	answer(PERSON_NAME, 5, "A");
	assert_int_equal(form_section_status(&fx.r, two, fx.answers), FORM_DONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_values_become_canonical),
		TEST(test_a_wrong_value_is_kept_with_its_message),
		TEST(test_an_answer_in_the_future),
		TEST(test_twice_is_refused),
		TEST(test_what_is_not_asked_is_not_touched),
		TEST(test_other_sections_stay_as_they_were),
		TEST(test_an_answer_that_is_not_sent_is_empty),
		TEST(test_the_program_s_own_fields_cannot_be_sent),
		TEST(test_fields_of_a_role),
		TEST(test_nobody_without_a_session),
		TEST(test_hidden_values_are_ignored),
		TEST(test_a_hidden_wrong_value_does_not_stand_in_the_way),
		TEST(test_a_stored_value_that_is_hidden_now_goes),
		TEST(test_conditions_of_rows_look_at_their_own_row),
		TEST(test_when_a_field_applies),
		TEST(test_conditions_of_conditions),
		TEST(test_rows_are_those_with_something_in_them),
		TEST(test_there_is_no_row_beyond_the_last),
		TEST(test_add_shows_one_row_more),
		TEST(test_remove_empties_its_row_and_no_other),
		TEST(test_no_button_no_change),
		TEST(test_buttons_that_the_section_does_not_have),
		TEST(test_a_count_of_rows_cannot_run_away),
		TEST(test_more_rows_than_the_form_has),
		TEST(test_a_retired_choice_may_stay_but_not_be_chosen),
		TEST(test_gaps_of_fields),
		TEST(test_gaps_of_rows),
		TEST(test_gaps_of_the_whole_form_in_its_order),
		TEST(test_status_of_a_section)
	};

	return cmocka_run_group_tests_name("form-answer", tests, all_begin, NULL);
}
