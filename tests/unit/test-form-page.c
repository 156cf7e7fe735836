#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "form-fixture.h"
#include "page.h"
#include "page-valid.h"
#include "str.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static struct node *body;

static int all_begin(void **state)
{
	(void)state;
	fixture_open();
	page_valid_open();
	return 0;
}

static int all_end(void **state)
{
	(void)state;
	page_valid_close();
	return 0;
}

static int each_begin(void **state)
{
	(void)state;
	fixture_begin("PRA");
	fx.r.page = xml_new(fx.pool, "page");
	node_set(fx.r.page, "view", "section");
	node_set(fx.r.page, "title", "Tea");
	body = node_add(fx.r.page, "body");
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

/* The section's form, as a handler would make it. */
static struct node *edit(const char *section, const struct params *sent)
{
	struct node *form = node_add(body, "form");

	node_set(form, "action", "/tea/1/one");
	node_set(form, "method", "post");
	node_set(form, "token", "t");
	form_edit(&fx.r, form, form_section(fx.form, section), fx.answers, sent);
	(void)page_button(page_buttons(form), "Save", "primary", "then", "next");
	return form;
}

/* -- looking around in a page -- */

static struct node *find(struct node *from, const char *element, const char *attribute,
    const char *value)
{
	struct node *n, *found;

	for (n = node_child(from, NULL); n != NULL; n = node_next(n, NULL)) {
		const char *has = node_get(n, attribute);

		if (strcmp(node_name(n), element) == 0 && has != NULL && strcmp(has, value) == 0)
			return n;
		found = find(n, element, attribute, value);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static struct node *control(struct node *from, const char *name)
{
	struct node *n = find(from, "field", "name", name);

	if (n == NULL)
		fail_msg("there is no %s", name);
	return n;
}

static struct node *option(struct node *field, const char *value)
{
	struct node *n = find(field, "option", "value", value);

	if (n == NULL)
		fail_msg("%s has no option %s", node_get(field, "name"), value);
	return n;
}

static bool is_child(struct node *parent, struct node *child)
{
	struct node *n;

	for (n = node_child(parent, NULL); n != NULL; n = node_next(n, NULL))
		if (n == child)
			return true;
	return false;
}

/* Counts elements with an id; fails when one comes twice. */
static size_t ids(struct node *from, const char **seen, size_t n)
{
	struct node *c;

	for (c = node_child(from, NULL); c != NULL; c = node_next(c, NULL)) {
		const char *id = node_get(c, "id");

		for (size_t i = 0; id != NULL && i < n; i++)
			if (strcmp(seen[i], id) == 0)
				fail_msg("id %s comes twice", id);
		if (id != NULL)
			seen[n++] = id;
		n = ids(c, seen, n);
	}
	return n;
}

static void good(void)
{
	const char *seen[400];

	(void)ids(fx.r.page, seen, 0);
	assert_page_valid(fx.r.page);
}

/* -- edit -- */

static void test_an_empty_section(void **state)
{
	struct node *form = edit("one", NULL), *given;

	(void)state;
	good();
	assert_string_equal(node_content(node_child(form, "inset")), "Say <what> you know.");
	given = control(form, "given");
	assert_string_equal(node_get(given, "type"), "text");
	assert_string_equal(node_get(given, "label"), "Given name");
	assert_string_equal(node_get(given, "hint"), "As on paper");
	assert_string_equal(node_get(given, "official"), "A1");
	assert_string_equal(node_get(given, "width"), "20");
	assert_null(node_get(given, "optional"));
	assert_null(node_get(given, "error"));
	assert_null(node_child(given, "value"));
	assert_string_equal(node_get(control(form, "agreed"), "optional"), "yes");
	/* Needed under a condition: neither word is right. */
	assert_null(node_get(control(form, "colour"), "optional"));
}

static void test_what_is_asked_under_one_choice_is_revealed_there(void **state)
{
	struct node *form = edit("one", NULL);
	struct node *colour = control(form, "colour"), *unborn = control(form, "unborn");

	(void)state;
	assert_true(is_child(option(colour, "OTH"), control(form, "colour_which")));
	assert_true(is_child(option(unborn, "Y"), control(form, "due")));
	assert_true(is_child(option(unborn, "N"), control(form, "born")));
	assert_null(node_child(option(colour, "RED"), NULL));
	good();
}

/* Where the baby is unborn nobody asks there when a person was born. */
static void test_what_another_section_rules_out_is_left_out(void **state)
{
	int unborn = form_field(fx.form, "unborn");

	(void)state;
	answer((unsigned)unborn, 0, "Y");
	assert_null(find(edit("two", NULL), "field", "name", "people.1.person_born"));
	answer((unsigned)unborn, 0, "N");
	assert_non_null(find(edit("two", NULL), "field", "name", "people.1.person_born"));
}

static void test_what_is_asked_under_several_stands_below(void **state)
{
	struct node *form = edit("one", NULL);

	(void)state;
	assert_true(is_child(form, control(form, "colour_why")));
	/* A drop-down cannot reveal. */
	assert_string_equal(node_get(control(form, "drink"), "type"), "select");
	assert_true(is_child(form, control(form, "drink_which")));
}

static void test_a_yes_or_no_that_reveals_keeps_its_answer(void **state)
{
	struct node *unborn;

	(void)state;
	answer(UNBORN, 0, "N");
	unborn = control(edit("one", NULL), "unborn");
	assert_string_equal(node_get(option(unborn, "N"), "selected"), "yes");
	assert_null(node_get(option(unborn, "Y"), "selected"));
	good();
}

static void test_answers_are_shown_as_they_are(void **state)
{
	static const char text[] = "<b>&amp; \"x\" 'y' {z}\nline";
	struct node *form, *born;

	(void)state;
	answer(GIVEN, 0, text);
	answer(UNBORN, 0, "N");
	answer(BORN, 0, "2012-05-09");
	answer(COLOUR, 0, "OTH");
	answer(COLOUR_WHICH, 0, text);
	answer(COLOURS, 0, "RED OTH");
	answer(AGREED, 0, "Y");
	form = edit("one", NULL);
	good();
	assert_string_equal(node_content(node_child(control(form, "given"), "value")), text);
	assert_string_equal(node_content(node_child(control(form, "colour_which"), "value")), text);
	born = node_child(control(form, "born"), "date");
	assert_string_equal(node_get(born, "day"), "9");
	assert_string_equal(node_get(born, "month"), "5");
	assert_string_equal(node_get(born, "year"), "2012");
	assert_string_equal(node_get(option(control(form, "colours"), "RED"), "selected"), "yes");
	assert_string_equal(node_get(option(control(form, "colours"), "OTH"), "selected"), "yes");
	assert_null(node_get(option(control(form, "colours"), "BLU"), "selected"));
	assert_string_equal(node_get(option(control(form, "colour"), "RED"), "label"), "Red & warm");
}

static void test_a_retired_choice_is_offered_where_it_stands(void **state)
{
	struct node *form;

	(void)state;
	answer(COLOUR, 0, "OLD");
	form = edit("one", NULL);
	good();
	assert_string_equal(node_get(option(control(form, "colour"), "OLD"), "label"),
	    "Ochre (to 2019)");
	assert_null(find(control(form, "colours"), "option", "value", "OLD"));
}

static void test_messages_stand_beside_and_above(void **state)
{
	struct node *form, *errors, *n;

	(void)state;
	assert_true(fixture_send("one", "given=longer+than+ten&unborn=N&born-day=31&born-month=2"
	    "&born-year=2012&colour=OTH&colour_which=longer+than+twenty+it+is"));
	form = edit("one", NULL);
	good();
	assert_string_equal(node_get(fx.r.page, "error"), "yes");
	assert_string_equal(node_content(node_child(control(form, "given"), "value")),
	    "longer than ten");
	assert_non_null(node_get(control(form, "colour_which"), "error"));
	assert_string_equal(node_get(node_child(control(form, "born"), "date"), "bad"), "day");
	errors = node_child(fx.r.page, "errors");
	n = node_child(errors, "error");
	assert_string_equal(node_get(n, "href"), "#given");
	assert_string_equal(node_content(n), node_get(control(form, "given"), "error"));
	n = node_next(n, "error");
	assert_string_equal(node_get(n, "href"), "#born");
	n = node_next(n, "error");
	assert_string_equal(node_get(n, "href"), "#colour_which");
	assert_null(node_next(n, "error"));
}

static void test_who_sees_what(void **state)
{
	struct node *form;

	(void)state;
	answer(NUMBER, 0, "4");
	answer(SECRET, 0, "hush");
	answer(SEEN, 0, "look & see");
	answer(EXTRA, 0, "off");
	form = edit("two", NULL);
	good();
	assert_string_equal(node_get(control(form, "number"), "type"), "static");
	assert_string_equal(node_get(control(form, "seen"), "type"), "static");
	assert_string_equal(node_content(node_child(control(form, "seen"), "value")), "look & see");
	assert_null(find(form, "field", "name", "secret"));
	assert_null(find(form, "field", "name", "extra"));
	fx.session.roles = "CME";
	form = edit("two", NULL);
	assert_string_equal(node_get(control(form, "secret"), "type"), "text");
	assert_string_equal(node_get(control(form, "seen"), "type"), "text");
	assert_string_equal(node_get(control(form, "number"), "type"), "static");
	assert_null(find(form, "field", "name", "extra"));
}

/* -- rows -- */

static unsigned rows_shown(struct node *form, const char *group, const char **indexes_r)
{
	struct node *g = find(form, "group", "name", group), *row;
	struct str s;
	unsigned n = 0;

	str_init(&s, fx.pool);
	for (row = node_child(g, "row"); row != NULL; row = node_next(row, "row"))
		str_printf(&s, "%s%s", n++ > 0 ? " " : "", node_get(row, "index"));
	*indexes_r = s.data;
	return n;
}

static void test_how_many_rows_are_shown(void **state)
{
	static const struct { const char *sent, *stored, *people, *pets; } table[] = {
		{ "", "", "1", "" },
		{ "rows.people=0&rows.pets=0", "", "1", "" },
		{ "rows.people=3&rows.pets=2", "", "1 2 3", "1 2" },
		{ "rows.people=9&rows.pets=x", "", "1 2 3 4", "" },
		{ "rows.people=99999999999", "", "1", "" },
		{ "", "3", "3", "" },
		{ "rows.people=2", "3", "3 4", "" },
		{ "rows.people=3", "39", "39", "" }
	};

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		struct params sent = fixture_params(table[i].sent);
		unsigned long row = strtoul(table[i].stored, NULL, 10);
		const char *people, *pets;
		struct node *form;

		fx.answers = form_answers_new(fx.pool, fx.form);
		if (row != 0)
			answer(PERSON_NAME, (unsigned)row, "A");
		form = edit("two", &sent);
		(void)rows_shown(form, "people", &people);
		(void)rows_shown(form, "pets", &pets);
		assert_string_equal(people, table[i].people);
		assert_string_equal(pets, table[i].pets);
	}
}

static void test_each_row_reveals_for_itself(void **state)
{
	struct params sent = fixture_params("rows.people=2");
	struct node *form = edit("two", &sent), *here;

	(void)state;
	good();
	for (unsigned row = 1; row <= 2; row++) {
		here = control(form, pool_printf(fx.pool, "people.%u.person_here", row));
		assert_true(is_child(option(here, "N"),
		    control(form, pool_printf(fx.pool, "people.%u.person_where", row))));
	}
	/* The number of rows goes with the form. */
	assert_string_equal(node_content(node_child(control(form, "rows.people"), "value")), "2");
	assert_string_equal(node_get(find(form, "group", "name", "people"), "min"), "1");
	assert_string_equal(node_get(find(form, "group", "name", "people"), "max"), "4");
}

/* What a page shows comes back as what was stored: the round trip of a form. */
static void send_back(struct node *from, struct params *params)
{
	struct node *n, *o, *date;

	for (n = node_child(from, NULL); n != NULL; n = node_next(n, NULL)) {
		const char *name = node_get(n, "name"), *value = "";

		if (strcmp(node_name(n), "field") != 0 || strcmp(node_get(n, "type"), "static") == 0) {
			send_back(n, params);
			continue;
		}
		if (node_child(n, "value") != NULL)
			value = node_content(node_child(n, "value"));
		for (o = node_child(n, "option"); o != NULL; o = node_next(o, "option"))
			if (node_get(o, "selected") != NULL)
				params_add(params, fx.pool, name, node_get(o, "value"));
		date = node_child(n, "date");
		for (size_t i = 0; date != NULL && i < 3; i++) {
			static const char *const part[] = { "day", "month", "year" };

			params_add(params, fx.pool, pool_printf(fx.pool, "%s-%s", name, part[i]),
			    node_get(date, part[i]));
		}
		if (date == NULL && node_child(n, "option") == NULL)
			params_add(params, fx.pool, name, value);
		send_back(n, params);
	}
}

static void test_a_page_sent_back_unchanged_changes_nothing(void **state)
{
	static const char *const names[] = { "one", "two", "three" };
	struct form_answers *again;

	(void)state;
	answer(GIVEN, 0, "<Zo\xc3\xab>");
	answer(UNBORN, 0, "N");
	answer(BORN, 0, "2012-05-09");
	answer(COLOUR, 0, "OLD");
	answer(COLOUR_WHY, 0, "");
	answer(COLOURS, 0, "RED OTH");
	answer(DRINK, 0, "OTH");
	answer(DRINK_WHICH, 0, "milk & honey");
	answer(AGREED, 0, "Y");
	answer(NUMBER, 0, "4");
	answer(SECRET, 0, "hush");
	answer(SEEN, 0, "seen");
	answer(PERSON_NAME, 2, "Bo");
	answer(PERSON_HERE, 2, "N");
	answer(PERSON_WHERE, 2, "Leeds");
	answer(PERSON_BORN, 2, "2001-01-01");
	answer(PET_NAME, 7, "Rex");
	answer(NEEDS, 0, "a\n\nb");
	for (size_t i = 0; i < SIZE(names); i++) {
		struct params params = { 0 };

		send_back(edit(names[i], NULL), &params);
		again = form_answers_new(fx.pool, fx.form);
		assert_true(form_read(&fx.r, form_section(fx.form, names[i]), &params, fx.answers,
		    again));
		for (unsigned f = 0; f < fx.form->fields; f++)
			for (unsigned item = 0; item < FORM_ITEMS_MAX; item++) {
				assert_null(form_slot(again, f, item)->error);
				assert_string_equal(form_get(again, f, item),
				    form_get(fx.answers, f, item));
			}
	}
}

static void test_boxes(void **state)
{
	struct node *form = edit("three", NULL), *heading = node_child(form, "heading");

	(void)state;
	good();
	assert_string_equal(node_content(heading), "Health");
	assert_string_equal(node_content(node_next(heading, NULL)), "Think of all.");
	assert_string_equal(node_get(control(form, "needs"), "type"), "memo");
	assert_string_equal(node_get(control(form, "needs"), "max"), "100");
}

/* -- view and print -- */

static struct node *row(const char *key)
{
	return find(body, "row", "key", key);
}

static void test_a_section_as_it_is_read(void **state)
{
	(void)state;
	answer(GIVEN, 0, "<Zoe>");
	answer(UNBORN, 0, "N");
	answer(BORN, 0, "2012-05-09");
	answer(DUE, 0, "2027-01-01");
	answer(COLOUR, 0, "RED");
	form_view(&fx.r, body, form_section(fx.form, "one"), fx.answers, "/tea/1");
	good();
	assert_string_equal(node_content(node_child(row("Given name"), "value")), "<Zoe>");
	assert_string_equal(node_get(row("Given name"), "href"), "/tea/1/one#given");
	assert_string_equal(node_content(node_child(row("Date of birth"), "value")), "9 May 2012");
	assert_string_equal(node_content(node_child(row("Unborn baby"), "value")), "No");
	assert_string_equal(node_content(node_child(row("Colour"), "value")), "Red & warm");
	assert_string_equal(node_get(node_child(row("Drink"), "value"), "kind"), "none");
	/* What does not apply is not shown. */
	assert_null(row("Due date"));
	assert_null(row("Which colour"));
}

static void test_a_view_hides_what_the_person_may_not_see_or_change(void **state)
{
	(void)state;
	answer(SECRET, 0, "hush");
	answer(SEEN, 0, "look");
	answer(PERSON_NAME, 2, "Bo");
	answer(PERSON_NAME, 5, "Cy");
	form_view(&fx.r, body, form_section(fx.form, "two"), fx.answers, "/tea/1");
	good();
	assert_null(row("Secret"));
	assert_string_equal(node_content(node_child(row("Seen by all"), "value")), "look");
	assert_null(node_get(row("Seen by all"), "href"));
	assert_string_equal(node_get(row("Name"), "href"), "/tea/1/two#people.2.person_name");
	assert_non_null(find(body, "summary", "title", "person 2"));
	assert_null(find(body, "summary", "title", "person 3"));
}

static void test_a_view_says_what_is_not_there(void **state)
{
	(void)state;
	form_view(&fx.r, body, form_section(fx.form, "two"), fx.answers, NULL);
	form_view(&fx.r, body, form_section(fx.form, "three"), fx.answers, NULL);
	good();
	assert_non_null(strstr(node_content(body), "None recorded"));
	assert_non_null(strstr(node_content(body), "Not answered"));
	assert_null(row("Needs"));
}

static void test_print_is_in_the_order_of_the_paper(void **state)
{
	static const char *const order[] = { "A1", "A2", "A4", "A5" };
	struct node *print = node_add(body, "print"), *part, *n;

	(void)state;
	node_set(print, "title", "Tea");
	answer(UNBORN, 0, "N");
	answer(SECRET, 0, "hush");
	answer(PERSON_NAME, 2, "Bo");
	form_print(&fx.r, print, fx.answers, NULL);
	part = node_child(print, "part");
	assert_string_equal(node_get(part, "number"), "A");
	assert_string_equal(node_get(part, "title"), "One");
	n = node_child(part, "answer");
	for (size_t i = 0; i < SIZE(order); i++, n = node_next(n, "answer"))
		assert_string_equal(node_get(n, "official"), order[i]);
	assert_null(find(print, "answer", "official", "B2"));
	assert_string_equal(node_content(find(print, "answer", "official", "B5.1")), "Bo");
	assert_string_equal(node_get(node_next(node_next(part, "part"), "part"), "number"), "C");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_an_empty_section),
		TEST(test_what_is_asked_under_one_choice_is_revealed_there),
		TEST(test_what_another_section_rules_out_is_left_out),
		TEST(test_what_is_asked_under_several_stands_below),
		TEST(test_a_yes_or_no_that_reveals_keeps_its_answer),
		TEST(test_answers_are_shown_as_they_are),
		TEST(test_a_retired_choice_is_offered_where_it_stands),
		TEST(test_messages_stand_beside_and_above),
		TEST(test_who_sees_what),
		TEST(test_how_many_rows_are_shown),
		TEST(test_each_row_reveals_for_itself),
		TEST(test_a_page_sent_back_unchanged_changes_nothing),
		TEST(test_boxes),
		TEST(test_a_section_as_it_is_read),
		TEST(test_a_view_hides_what_the_person_may_not_see_or_change),
		TEST(test_a_view_says_what_is_not_there),
		TEST(test_print_is_in_the_order_of_the_paper)
	};

	return cmocka_run_group_tests_name("form-page", tests, all_begin, all_end);
}
