#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "form-fixture.h"
#include "str.h"

#include "apart.h"

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

static void test_what_a_definition_says(void **state)
{
	const struct form *form = fx.form;
	const struct field *f = &form->field[GIVEN].field;

	(void)state;
	assert_string_equal(form->name, "tea");
	assert_int_equal(form->version, 3);
	assert_string_equal(form->title, "Tea & cake");
	assert_string_equal(form->reference, "T 1");
	assert_int_equal(form->sections, 3);
	assert_int_equal(form->fields, FIELDS__MAX);
	assert_string_equal(f->label, "Given name");
	assert_string_equal(f->hint, "As on paper");
	assert_string_equal(f->id, "A1");
	assert_int_equal(f->type, FIELD_TEXT);
	assert_int_equal(f->max, 10);
	assert_int_equal(f->width, 20);
	assert_true(f->required);
	assert_false(form->field[DUE].field.not_future);
	assert_true(form->field[BORN].field.not_future);
	assert_string_equal(form->field[COLOUR].field.list->name, "colour");
	assert_true(form->field[DRINK].field.compact);
	assert_int_equal(form->field[COLOUR_WHY].field.rows, 3);
}

static void test_sections_items_and_groups(void **state)
{
	const struct form_section *one = form_section(fx.form, "one");
	const struct form_section *two = form_section(fx.form, "two");
	const struct form_section *three = form_section(fx.form, "three");

	(void)state;
	assert_null(form_section(fx.form, "four"));
	assert_null(form_section(fx.form, ""));
	assert_string_equal(one->intro, "Welcome");
	assert_int_equal(one->item[0].kind, FORM_NOTE);
	assert_string_equal(one->item[0].text, "Say <what> you know.");
	assert_int_equal(one->first, GIVEN);
	assert_int_equal(one->n, NUMBER - GIVEN);
	assert_int_equal(two->items, 6);
	assert_int_equal(two->item[4].kind, FORM_GROUP);
	assert_string_equal(two->item[4].singular, "person");
	assert_int_equal(two->item[4].first, PERSON_NAME);
	assert_int_equal(two->item[4].n, 4);
	assert_int_equal(two->item[4].max, 4);
	/* Row 0 is for fields outside groups. */
	assert_int_equal(two->item[5].max, FORM_ITEMS_MAX - 1);
	assert_ptr_equal(fx.form->field[PERSON_NAME].group, &two->item[4]);
	assert_null(fx.form->field[HEALTH].group);
	assert_int_equal(three->item[0].kind, FORM_BOX);
	assert_string_equal(three->item[0].text, "Think of all.");
	assert_int_equal(three->item[0].n, 2);
	assert_ptr_equal(fx.form->field[NEEDS].section, three);
}

static void test_fields_by_name(void **state)
{
	(void)state;
	assert_int_equal(form_field(fx.form, "given"), GIVEN);
	assert_int_equal(form_field(fx.form, "play"), PLAY);
	assert_int_equal(form_field(fx.form, "Given"), -1);
	assert_int_equal(form_field(fx.form, ""), -1);
}

static void test_a_field_under_a_switch(void **state)
{
	static const char on[] = "<form name='t' version='1' title='T'><section name='s' id='S'"
	    " title='S'><field name='f' label='F' type='text' setting='tea.more' required='yes'/>"
	    "</section></form>";
	const struct form_field *off = &fx.form->field[EXTRA];
	const char *error;
	const struct form *form = form_parse(fx.pool, on, strlen(on), &error);

	(void)state;
	/* Off: counted, so that the build's numbers hold, and nobody's. */
	assert_true(off->system);
	assert_false(off->field.required);
	assert_false(form_may_read(&fx.r, off));
	assert_false(form_may_write(&fx.r, off));
	assert_false(form->field[0].system);
	assert_true(form->field[0].field.required);
	assert_true(form_may_write(&fx.r, &form->field[0]));
}

#define FORM(inside) "<form name='t' version='1' title='T'>" inside "</form>"
#define SECTION(inside) FORM("<section name='s' id='S' title='S'>" inside "</section>")
#define FIELD(name, rest) "<field name='" name "' label='L' type='text' " rest "/>"
#define GROUP(rest, inside) "<group " rest ">" inside "</group>"
#define WHOLE "name='g' id='G' title='G' singular='g' "

static void test_what_is_refused(void **state)
{
	static const char *const table[][2] = {
		{ "<form", "is not well-formed XML" },
		{ "<!DOCTYPE form>" SECTION(FIELD("a", "")), "must not have a DOCTYPE" },
		{ "<form version='1' title='T'/>", "has no name, title or version" },
		{ "<form name='t' version='1'/>", "has no name, title or version" },
		{ "<form name='t' title='T'/>", "has no name, title or version" },
		{ "<form name='t' version='x' title='T'/>", "has no name, title or version" },
		{ FORM("<section id='S' title='S'/>"), "has a section without name or title" },
		{ FORM("<section id='S' name='s'/>"), "has a section without name or title" },
		{ SECTION("<field label='L' type='text'/>"),
		  "has a field without name, label or known type" },
		{ SECTION("<field name='a' type='text'/>"),
		  "has a field without name, label or known type" },
		{ SECTION("<field name='a' label='L'/>"),
		  "has a field without name, label or known type" },
		{ SECTION("<field name='a' label='L' type='blob'/>"),
		  "has a field without name, label or known type" },
		/* Types of route tables are none of a form's. */
		{ SECTION("<field name='a' label='L' type='path'/>"),
		  "has a field without name, label or known type" },
		{ SECTION("<field name='a' label='L' type='code' choices='colours'/>"),
		  "names a code list that is not there" },
		{ SECTION("<field name='a' label='L' type='code'/>"),
		  "names a code list that is not there" },
		{ SECTION("<field name='a' label='L' type='codes'/>"),
		  "names a code list that is not there" },
		{ SECTION(FIELD("a", "setting='tea.none'")), "names a switch that is not there" },
		{ SECTION(FIELD("a", "setting='tea.cups'")), "names a switch that is not there" },
		{ SECTION(FIELD("a", "") FIELD("a", "")), "uses a field name twice" },
		{ SECTION(FIELD("a", "") GROUP(WHOLE, FIELD("a", ""))), "uses a field name twice" },
		{ SECTION(GROUP("id='G' title='G' singular='g'", FIELD("a", ""))),
		  "has a group without name, id, title or singular" },
		{ SECTION(GROUP("name='g' title='G' singular='g'", FIELD("a", ""))),
		  "has a group without name, id, title or singular" },
		{ SECTION(GROUP("name='g' id='G' singular='g'", FIELD("a", ""))),
		  "has a group without name, id, title or singular" },
		{ SECTION(GROUP("name='g' id='G' title='G'", FIELD("a", ""))),
		  "has a group without name, id, title or singular" },

		/* Conditions: one comparison, with something asked before. */
		{ SECTION(FIELD("a", "only-if='a=1'")),
		  "has a condition that is not on a field before it" },
		{ SECTION(FIELD("a", "only-if='b=1'") FIELD("b", "only-if='a=1'")),
		  "has a condition that is not on a field before it" },
		{ SECTION(FIELD("a", "only-if='zz=1'")),
		  "has a condition that is not on a field before it" },
		{ SECTION(FIELD("a", "") FIELD("b", "only-if='a'")),
		  "has a condition that is not on a field before it" },
		{ SECTION(FIELD("a", "") FIELD("b", "required-if='a='")),
		  "has a condition that is not on a field before it" },
		{ SECTION(FIELD("a", "") FIELD("b", "required-if=''")),
		  "has a condition that is not on a field before it" },
		{ SECTION(GROUP(WHOLE, FIELD("a", "")) FIELD("b", "only-if='a=1'")),
		  "has a condition that is not on a field before it" }
	};
	const char *error;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		error = NULL;
		if (form_parse(fx.pool, table[i][0], strlen(table[i][0]), &error) != NULL)
			fail_msg("taken: %s", table[i][0]);
		assert_string_equal(error, table[i][1]);
	}
}

static const char *many(const char *open, const char *each, unsigned n, const char *close)
{
	struct str s;

	str_init(&s, fx.pool);
	str_add(&s, open);
	for (unsigned i = 0; i < n; i++) {
		const char *at = strchr(each, '#');

		str_addn(&s, each, (size_t)(at - each));
		str_printf(&s, "%u", i);
		str_add(&s, at + 1);
	}
	str_add(&s, close);
	return s.data;
}

static void test_what_is_too_much(void **state)
{
	static const struct { const char *open, *each, *close; unsigned most; const char *error; }
	table[] = {
		{ "<form name='t' version='1' title='T'>", "<section name='s#' title='S'/>", "</form>",
		  40, "has too many sections" },
		{ "<form name='t' version='1' title='T'><section name='s' title='S'>",
		  FIELD("f#", ""), "</section></form>", 120, "has a section with too many items" },
		{ "<form name='t' version='1' title='T'><section name='s' title='S'><group name='g'"
		  " id='G' title='G' singular='g'>", FIELD("f#", ""), "</group></section></form>",
		  600, "has too many fields" }
	};
	const char *text, *error;

	(void)state;
	for (size_t i = 0; i < SIZE(table); i++) {
		text = many(table[i].open, table[i].each, table[i].most, table[i].close);
		assert_non_null(form_parse(fx.pool, text, strlen(text), &error));
		text = many(table[i].open, table[i].each, table[i].most + 1, table[i].close);
		assert_null(form_parse(fx.pool, text, strlen(text), &error));
		assert_string_equal(error, table[i].error);
	}
}

static char path[] = "/tmp/everychild-form-file-XXXXXX";

static void load_with(const void *fields)
{
	(void)form_load(path, *(const unsigned *)fields);
}

static void load_path(const void *name)
{
	(void)form_load(name, 0);
}

static void test_a_file_must_be_the_one_of_the_build(void **state)
{
	static const unsigned any = 0, right = FIELDS__MAX, wrong = FIELDS__MAX - 1;
	int fd = mkstemp(path);

	(void)state;
	assert_int_equal(write(fd, fixture_xml, strlen(fixture_xml)), strlen(fixture_xml));
	(void)close(fd);
	assert_returns(load_with, &any);
	assert_returns(load_with, &right);
	assert_refuses(load_with, &wrong, "is not the one this program was built with");
	assert_refuses(load_path, "/nowhere.xml", "form /nowhere.xml cannot be read");
	(void)unlink(path);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_a_definition_says),
		TEST(test_sections_items_and_groups),
		TEST(test_fields_by_name),
		TEST(test_a_field_under_a_switch),
		TEST(test_what_is_refused),
		TEST(test_what_is_too_much),
		TEST(test_a_file_must_be_the_one_of_the_build)
	};

	return cmocka_run_group_tests_name("form", tests, all_begin, NULL);
}
