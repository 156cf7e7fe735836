#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "form-fixture.h"
#include "module.h"
#include "page.h"
#include "page-valid.h"
#include "secret.h"
#include "terms.h"

#define SIZE(table) (sizeof(table) / sizeof(*(table)))

static const struct module module = { .name = "tea", .title = "{Form} & more", .home = "/tea/", .routes = no_routes };
static char keys[] = "/tmp/everychild-page-XXXXXX";

static const char *key_path(const char *name)
{
	static char path[100];

	(void)snprintf(path, sizeof(path), "%s/%s", keys, name);
	return path;
}

static void write_file(const char *name, const char *text)
{
	FILE *f = fopen(key_path(name), "w");

	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		abort();
}

static int all_begin(void **state)
{
	static const struct conf_setting settings[] = {
		{ "authority.name", CONF_TEXT, "Sandmouth & Co", NULL },
		{ "authority.test_mode", CONF_SWITCH, "yes", NULL },
		{ NULL, CONF_TEXT, NULL, NULL }
	};
	char line[100];

	(void)state;
	if (mkdtemp(keys) == NULL)
		return -1;
	(void)snprintf(line, sizeof(line), "secret.key_dir = %s\n", keys);
	write_file("settings", line);
	write_file("tea.key", "0123456789abcdef0123456789abcdef");
	write_file("terms.xml", "<terms><term key='Form' text='Plan'/></terms>");
	conf_table(settings);
	conf_table(secret_settings);
	fixture_open_with(key_path("settings"), "tea");
	secret_open("tea");
	terms_load(key_path("terms.xml"));
	page_valid_open();
	return 0;
}

static int all_end(void **state)
{
	static const char *const names[] = { "settings", "tea.key", "terms.xml" };

	(void)state;
	for (size_t i = 0; i < SIZE(names); i++)
		(void)unlink(key_path(names[i]));
	page_valid_close();
	return rmdir(keys);
}

/* Nobody is signed in: whose links there are is the database's to say. */
static int each_begin(void **state)
{
	(void)state;
	fixture_begin("PRA");
	fx.r.session = NULL;
	fx.r.module = &module;
	fx.http.request = "00112233445566778899aabbccddeeff";
	return 0;
}

static int each_end(void **state)
{
	(void)state;
	fixture_end();
	return 0;
}

static struct node *begin(void)
{
	return page_begin(&fx.r, "list", "{Form} list");
}

static void test_the_frame(void **state)
{
	struct node *errors;

	(void)state;
	(void)begin();
	page_back(&fx.r, "Back & forth", "/tea/%d", 7);
	page_crumb(&fx.r, "/tea/", "Teas");
	page_alert(&fx.r, "success", "Saved <now>");
	page_identity(&fx.r, "Zoe <Lee>", "9 May 2012", NULL, "Shielded");
	page_error(&fx.r, "name", "Enter a name");
	page_error(&fx.r, "born", "Enter a date");
	(void)page_para(page_aside(&fx.r), "Aside");
	assert_page_valid(fx.r.page);
	assert_string_equal(node_get(fx.r.page, "title"), "Plan list");
	assert_string_equal(node_get(fx.r.page, "home"), "/signin");
	assert_string_equal(node_get(fx.r.page, "authority"), "Sandmouth & Co");
	assert_string_equal(node_get(fx.r.page, "error"), "yes");
	assert_null(node_child(fx.r.page, "session"));
	assert_string_equal(node_get(node_child(fx.r.page, "back"), "href"), "/tea/7");
	assert_string_equal(node_get(node_child(fx.r.page, "identity"), "name"), "Zoe <Lee>");
	errors = node_child(fx.r.page, "errors");
	assert_string_equal(node_content(errors), "Enter a nameEnter a date");
	assert_null(node_next(errors, "errors"));
}

static void test_notices_of_what_happened_before(void **state)
{
	struct params kept = { 0 };

	(void)state;
	fx.r.kept = &kept;
	params_add(&fx.r.params, fx.pool, "saved", "2026-11-22T12:00:00Z<script>");
	(void)begin();
	assert_page_valid(fx.r.page);
	assert_string_equal(node_get(node_child(fx.r.page, "alert"), "kind"), "information");
	/* Of the address nothing is shown. */
	assert_null(strstr(node_content(fx.r.page), "script"));
}

static void test_blocks(void **state)
{
	struct node *body = begin(), *table, *row, *summary;

	(void)state;
	(void)page_heading(body, 1, "Heading & more");
	node_set(page_para(body, "<p>"), "kind", "lead");
	(void)page_link(body, "Open", "button", "/tea/%s?x=%d", "abc", 3);
	summary = node_add(body, "summary");
	(void)page_row(summary, "Name", "Zoe");
	(void)page_row(summary, "Phone", NULL);
	(void)page_row(summary, "E-mail", "");
	table = page_table(body, "teas", "Teas", "There are none.", "Name", "When", NULL);
	assert_page_valid(fx.r.page);
	row = node_add(table, "row");
	node_set(page_cell(row, "Green"), "href", "/tea/1");
	(void)page_cell(row, "9 May");
	assert_page_valid(fx.r.page);
	assert_string_equal(node_get(node_child(body, "link"), "href"), "/tea/abc?x=3");
	row = node_next(node_child(summary, "row"), "row");
	assert_string_equal(node_get(node_child(row, "value"), "kind"), "none");
	row = node_next(row, "row");
	assert_string_equal(node_get(node_child(row, "value"), "kind"), "none");
}

/* -- the controls of a route's table -- */

static const struct field table[] = {
	{ .name = "name", .type = FIELD_TEXT, .label = "{Form} name", .max = 8, .required = true,
	  .hint = "Of the {Form}" },
	{ .name = "note", .type = FIELD_MEMO, .label = "Note", .max = 500, .rows = 4 },
	{ .name = "born", .type = FIELD_DATE, .label = "Born" },
	{ .name = "colour", .type = FIELD_CODE, .label = "Colour", .choices = "colour" },
	{ .name = "drink", .type = FIELD_CODE, .label = "Drink", .choices = "colour", .compact = true },
	{ .name = "colours", .type = FIELD_CODES, .label = "Colours", .choices = "colour" },
	{ .name = "sure", .type = FIELD_YESNO, .label = "Sure" },
	{ .name = "agreed", .type = FIELD_TICK, .label = "Agreed" },
	{ .name = "count", .type = FIELD_NUMBER, .label = "Count", .width = 3 },
	{ .name = "password", .type = FIELD_TEXT, .label = "Password", .sensitive = true },
	{ .name = "id", .type = FIELD_HANDLE },
	{ .name = NULL }
};

static struct node *form_of(const char *sent)
{
	struct params params = fixture_params(sent);
	const char *what;
	struct node *form;

	assert_true(input_read(&fx.r.input, fx.pool, table, &params, TODAY, &what));
	(void)input_valid(&fx.r.input, fx.pool);
	form = page_form(&fx.r, begin(), "/tea/save");
	page_fields(&fx.r, form, table);
	(void)page_button(page_buttons(form), "Save", "primary", "then", "next");
	assert_page_valid(fx.r.page);
	return form;
}

static struct node *control(struct node *form, const char *name)
{
	struct node *n;

	for (n = node_child(form, "field"); n != NULL; n = node_next(n, "field"))
		if (strcmp(node_get(n, "name"), name) == 0)
			return n;
	fail_msg("there is no %s", name);
	return NULL;
}

static void test_controls_of_a_table(void **state)
{
	static const char *const types[][2] = {
		{ "name", "text" }, { "note", "memo" }, { "born", "date" }, { "colour", "radios" },
		{ "drink", "select" }, { "colours", "checkboxes" }, { "sure", "yesno" },
		{ "agreed", "tick" }, { "count", "number" }
	};
	struct node *form = form_of("name=Zoe");

	(void)state;
	for (size_t i = 0; i < SIZE(types); i++)
		assert_string_equal(node_get(control(form, types[i][0]), "type"), types[i][1]);
	assert_string_equal(node_get(form, "action"), "/tea/save");
	assert_string_equal(node_get(form, "method"), "post");
	assert_int_equal(strlen(node_get(form, "token")), 43);
	assert_string_equal(node_get(control(form, "name"), "label"), "Plan name");
	assert_string_equal(node_get(control(form, "name"), "hint"), "Of the Plan");
	assert_null(node_get(control(form, "name"), "optional"));
	assert_string_equal(node_get(control(form, "note"), "optional"), "yes");
	/* A field without a label is no question. */
	assert_null(strstr(node_content(form), "id"));
}

static void test_messages_of_a_table(void **state)
{
	struct node *form = form_of("name=&born-day=31&born-month=2&born-year=2012&colour=PINK");

	(void)state;
	assert_string_equal(node_get(control(form, "name"), "error"), "Enter Plan name");
	assert_string_equal(node_get(node_child(control(form, "born"), "date"), "day"), "31");
	assert_non_null(node_get(control(form, "colour"), "error"));
	assert_string_equal(node_get(fx.r.page, "error"), "yes");
}

static void test_a_password_does_not_come_back(void **state)
{
	struct node *form = form_of("name=too+long+a+name&password=hush");

	(void)state;
	assert_null(node_child(control(form, "password"), "value"));
	assert_null(strstr(node_content(fx.r.page), "hush"));
	assert_string_equal(node_content(node_child(control(form, "name"), "value")),
	    "too long a name");
}

/* What was typed before the session ended is in the form again, and in no other form. */
static void test_kept_text_fills_the_form(void **state)
{
	struct params kept = fixture_params("name=Kept+%3C%26&note=a%0Ab&born-day=9&born-month=5"
	    "&born-year=2012&colours=RED&colours=BLU&password=hush");
	struct node *form;

	(void)state;
	fx.r.kept = &kept;
	form = form_of("name=Other");
	assert_string_equal(node_content(node_child(control(form, "name"), "value")), "Other");
	fx.http.path = "/tea/save";
	form = form_of("name=Other");
	assert_string_equal(node_content(node_child(control(form, "name"), "value")), "Kept <&");
	assert_string_equal(node_content(node_child(control(form, "note"), "value")), "a\nb");
	assert_string_equal(node_get(node_child(control(form, "born"), "date"), "month"), "5");
	assert_null(strstr(node_content(fx.r.page), "hush"));
}

static void test_ready_answers(void **state)
{
	(void)state;
	assert_int_equal(page_message(&fx.r, 403, "No & no", "Because <so>."), 403);
	assert_page_valid(fx.r.page);
	assert_non_null(strstr(node_content(fx.r.page), "Because <so>."));
	assert_non_null(strstr(node_content(fx.r.page), fx.http.request));
	assert_int_equal(page_message(&fx.r, 200, "Done", "All is done."), 200);
	assert_null(strstr(node_content(fx.r.page), fx.http.request));
	assert_int_equal(page_not_found(&fx.r), 404);
	assert_page_valid(fx.r.page);
	assert_string_equal(page_when(&fx.r, "2026-11-22 14:03:00"), "22 November 2026 at 2:03pm");
	assert_string_equal(page_when(&fx.r, NULL), "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, each_begin, each_end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_frame),
		TEST(test_notices_of_what_happened_before),
		TEST(test_blocks),
		TEST(test_controls_of_a_table),
		TEST(test_messages_of_a_table),
		TEST(test_a_password_does_not_come_back),
		TEST(test_kept_text_fills_the_form),
		TEST(test_ready_answers)
	};

	return cmocka_run_group_tests_name("page", tests, all_begin, all_end);
}
