/* A form's definition; what is accepted can be filled in, shown and measured. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "form.h"
#include "input.h"
#include "lists.h"
#include "pool.h"
#include "request.h"
#include "session.h"
#include "xml.h"

static const struct conf_setting settings[] = {
	{ "tea.extra", CONF_SWITCH, "no", NULL },
	{ "tea.more", CONF_SWITCH, "yes", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static void must(bool held)
{
	if (!held)
		abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	xml_init();
	conf_table(settings);
	conf_load("/dev/null", "fuzz");
	return 0;
}

static const char *some_value(const struct field *f, unsigned i)
{
	static const char *const values[] = { "", "Y", "N", "x", "2012-05-09", "A B" };

	(void)f;
	return values[i % 6];
}

static void form_try(struct pool *pool, const struct form *form)
{
	static const struct session session = { .account = 7, .roles = "PRA CME" };
	static const struct http http = { .path = "/x", .request = "" };
	struct request r = { .pool = pool, .session = &session, .http = &http,
	    .today = "2026-11-22", .page = xml_new(pool, "page") };
	struct form_answers *before = form_answers_new(pool, form);
	struct form_answers *answers = form_answers_new(pool, form);
	struct form_gap *gaps = NULL;
	struct params none = { 0 };
	unsigned i;

	for (i = 0; i < form->fields; i++)
		form_slot(before, i, 1)->value = some_value(&form->field[i].field, i);
	form_gaps(&r, NULL, before, &gaps);
	for (i = 0; i < form->sections; i++) {
		form_edit(&r, node_add(r.page, "form"), &form->section[i], before, NULL);
		form_view(&r, r.page, &form->section[i], before, "/x");
		(void)form_section_status(&r, &form->section[i], before);
		must(form_read(&r, &form->section[i], &none, before, answers));
		must(form_valid(&form->section[i], answers));
	}
	form_print(&r, r.page, before, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();
	const char *error = NULL;
	const struct form *form = form_parse(pool, (const char *)data, size, &error);

	must((form == NULL) == (error != NULL));
	if (form != NULL)
		form_try(pool, form);
	pool_destroy(&pool);
	return 0;
}
