/* Every form of every module, as its pages come out: with nothing in it and
 * with an answer in every field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf.h"
#include "date.h"
#include "form.h"
#include "lists.h"
#include "page.h"
#include "page-valid.h"
#include "pool.h"
#include "request.h"
#include "terms.h"

#define SETTINGS_MAX 64

/* Roles that some field names; a person has all or none of them. */
#define EVERY_ROLE "CME SAF COO MGR PRA COA IXM ADM AUD FDO PFW PFM PFO PAN " \
	"CDC CDP CDD CDJ CDK CDS CDR CDM CDB CDA CDG"

static glob_t files;
static struct pool *pool;
static struct conf_setting settings[SETTINGS_MAX + 1];
static size_t settings_n;

static void settings_find(const struct node *from)
{
	const char *name = node_get(from, "setting");
	const struct node *n;
	size_t i;

	for (i = 0; name != NULL && i < settings_n; i++)
		if (strcmp(settings[i].name, name) == 0)
			break;
	if (name != NULL && i == settings_n && settings_n < SETTINGS_MAX)
		settings[settings_n++] = (struct conf_setting){ name, CONF_SWITCH, "yes", NULL };
	for (n = node_child(from, NULL); n != NULL; n = node_next(n, NULL))
		settings_find(n);
}

/* As the programs find them installed: the suite's and the modules' in one place. */
static void lists_open(void)
{
	char place[] = "/tmp/test-forms.XXXXXX";
	glob_t lists;
	const char *path, *name;

	assert_non_null(mkdtemp(place));
	assert_int_equal(glob(TOP_SRCDIR "/conf/lists/*.xml", 0, NULL, &lists), 0);
	(void)glob(TOP_SRCDIR "/modules/*/conf/lists/*.xml", GLOB_APPEND, NULL, &lists);
	for (size_t i = 0; i < lists.gl_pathc; i++) {
		path = lists.gl_pathv[i];
		name = strrchr(path, '/');
		assert_int_equal(symlink(path, pool_printf(pool, "%s%s", place, name)), 0);
	}
	lists_load(place);
	for (size_t i = 0; i < lists.gl_pathc; i++)
		(void)unlink(pool_printf(pool, "%s%s", place, strrchr(lists.gl_pathv[i], '/')));
	(void)rmdir(place);
	globfree(&lists);
}

static int all_begin(void **state)
{
	const char *error;

	(void)state;
	xml_init();
	pool = pool_create();
	if (glob(TOP_SRCDIR "/modules/*/forms/*.xml", 0, NULL, &files) != 0)
		return -1;
	for (size_t i = 0; i < files.gl_pathc; i++)
		settings_find(xml_read(pool, files.gl_pathv[i], &error));
	conf_table(settings);
	conf_load("/dev/null", "test");
	date_set_now("2026-11-22 12:00:00");
	terms_load(TOP_SRCDIR "/conf/terms-ecm2009.xml");
	lists_open();
	page_valid_open();
	return 0;
}

static int all_end(void **state)
{
	(void)state;
	page_valid_close();
	globfree(&files);
	pool_destroy(&pool);
	return 0;
}

static const struct form *form_of(const char *path)
{
	const char *error;
	struct node *root = xml_read(pool, path, &error);
	xmlChar *bytes;
	int len;
	const struct form *form;

	assert_non_null(root);
	xmlDocDumpMemory(xml_document(root), &bytes, &len);
	form = form_parse(pool, (const char *)bytes, (size_t)len, &error);
	xmlFree(bytes);
	if (form == NULL)
		fail_msg("%s %s", path, error);
	return form;
}

static const char *some_value(const struct field *f)
{
	switch (f->type) {
	case FIELD_DATE:
		return "2012-05-09";
	case FIELD_NUMBER:
		return "7";
	case FIELD_CODE: case FIELD_CODES:
		return f->list->codes[f->list->n - 1].code;
	case FIELD_YESNO: case FIELD_TICK:
		return "Y";
	default:
		return "<i> & \"x\" {lead professional}";
	}
}

static struct form_answers *answers_of(const struct form *form, bool filled)
{
	struct form_answers *answers = form_answers_new(pool, form);
	unsigned i;

	for (i = 0; filled && i < form->fields; i++) {
		struct form_answer *a = form_slot(answers, i, form->field[i].group == NULL ? 0 : 2);

		a->value = some_value(&form->field[i].field);
		a->error = i % 3 == 0 ? "Something is wrong" : NULL;
	}
	return answers;
}

static struct node *page_of(struct request *r, const char *view)
{
	r->page = xml_new(pool, "page");
	node_set(r->page, "view", view);
	node_set(r->page, "title", "Form");
	return node_add(r->page, "body");
}

static void pages_try(struct request *r, const struct form *form, const struct form_answers *answers)
{
	struct node *node;
	unsigned i;

	for (i = 0; i < form->sections; i++) {
		node = node_add(page_of(r, "section"), "form");
		node_set(node, "action", "/x");
		node_set(node, "method", "post");
		node_set(node, "token", "t");
		form_edit(r, node, &form->section[i], answers, NULL);
		(void)page_button(page_buttons(node), "Save", NULL, NULL, NULL);
		assert_page_valid(r->page);
		form_view(r, page_of(r, "check"), &form->section[i], answers, "/x");
		assert_page_valid(r->page);
	}
	node = node_add(page_of(r, "print"), "print");
	node_set(node, "title", form->title);
	node_set(node, "reference", "none");
	node_set(node, "printed-by", "Ann Lee");
	node_set(node, "printed-at", "22 November 2026");
	form_print(r, node, answers, NULL);
	assert_page_valid(r->page);
}

static void test_pages_of_every_form(void **state)
{
	static const char *const roles[] = { "", EVERY_ROLE };
	struct session session = { .account = 7 };
	struct http http = { .path = "/x", .request = "" };
	struct request r = { .session = &session, .http = &http, .today = "2026-11-22" };

	(void)state;
	assert_true(files.gl_pathc > 0);
	for (size_t i = 0; i < files.gl_pathc; i++) {
		const struct form *form = form_of(files.gl_pathv[i]);

		r.pool = pool;
		for (size_t k = 0; k < 4; k++) {
			session.roles = roles[k / 2];
			pages_try(&r, form, answers_of(form, k % 2 != 0));
		}
	}
}

/* A role that nobody has would hide a field from everybody. */
static void test_each_role_of_a_field_is_a_known_one(void **state)
{
	struct session all = { .roles = EVERY_ROLE };

	(void)state;
	for (size_t i = 0; i < files.gl_pathc; i++) {
		const struct form *form = form_of(files.gl_pathv[i]);

		for (unsigned k = 0; k < form->fields; k++) {
			const struct field *f = &form->field[k].field;

			if (f->read != NULL && !session_role(&all, f->read))
				fail_msg("%s: %s", f->name, f->read);
			if (f->write != NULL && strcmp(f->write, "SYSTEM") != 0 &&
			    !session_role(&all, f->write))
				fail_msg("%s: %s", f->name, f->write);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_of_every_form),
		cmocka_unit_test(test_each_role_of_a_field_is_a_known_one)
	};

	return cmocka_run_group_tests_name("forms", tests, all_begin, all_end);
}
