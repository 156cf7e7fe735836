/*
 * A form with one of everything, and somebody who fills it in. For the tests of
 * the form engine: loading, answers, pages.
 */
#ifndef TEST_FORM_FIXTURE_H
#define TEST_FORM_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf.h"
#include "date.h"
#include "form.h"
#include "input.h"
#include "lists.h"
#include "module.h"
#include "pool.h"
#include "request.h"
#include "session.h"
#include "xml.h"

#define TODAY "2026-11-22"

static const char fixture_xml[] =
    "<form name='tea' version='3' title='Tea &amp; cake' reference='T 1'>"
    "<section name='one' id='A' title='One' intro='Welcome' part='First'>"
    "<note>Say &lt;what&gt; you know.</note>"
    "<field name='given' id='A1' label='Given name' hint='As on paper' type='text' max='10'"
    "  width='20' required='yes'/>"
    "<field name='unborn' id='A2' label='Unborn baby' type='yesno' required='yes'/>"
    "<field name='due' id='A3' label='Due date' type='date' only-if='unborn=Y' required='yes'/>"
    "<field name='born' id='A4' label='Date of birth' type='date' only-if='unborn=N'"
    "  not-future='yes'/>"
    "<field name='colour' id='A5' label='Colour' type='code' choices='colour'"
    "  required-if='unborn=N'/>"
    "<field name='colour_which' id='A6' label='Which colour' type='text' max='20'"
    "  only-if='colour=OTH' required='yes'/>"
    "<field name='colour_why' id='A7' label='Why that colour' type='memo' max='50' rows='3'"
    "  only-if='colour=RED OTH'/>"
    "<field name='colours' id='A8' label='All colours' type='codes' choices='colour'/>"
    "<field name='drink' id='A9' label='Drink' type='code' choices='colour' compact='yes'/>"
    "<field name='drink_which' id='A10' label='Which drink' type='text' max='20'"
    "  only-if='drink=OTH'/>"
    "<field name='agreed' id='A11' label='It was agreed' type='tick'/>"
    "</section>"
    "<section name='two' id='B' title='Two' part='Second'>"
    "<field name='number' id='B1' label='Number' type='number' max='4' required='yes'"
    "  write='SYSTEM'/>"
    "<field name='secret' id='B2' label='Secret' type='text' max='20' read='CME' write='CME'/>"
    "<field name='seen' id='B3' label='Seen by all' type='text' max='20' write='CME'/>"
    "<field name='extra' id='B4' label='Extra' type='text' max='20' required='yes'"
    "  setting='tea.extra'/>"
    "<group name='people' id='B5' title='People' singular='person' min='1' max='4'>"
    "<note>Everybody.</note>"
    "<field name='person_name' id='B5.1' label='Name' type='text' max='20' required='yes'/>"
    "<field name='person_here' id='B5.2' label='Lives here' type='yesno'/>"
    "<field name='person_where' id='B5.3' label='Where' type='text' max='20'"
    "  only-if='person_here=N' required='yes'/>"
    "<field name='person_born' id='B5.4' label='Born' type='date' only-if='unborn=N'/>"
    "</group>"
    "<group name='pets' id='B6' title='Pets' singular='pet' min='0' max='40'>"
    "<field name='pet_name' id='B6.1' label='Name of pet' type='text' max='20'/>"
    "</group>"
    "</section>"
    "<section name='three' id='C' title='Three'>"
    "<box id='C1' title='Health' prompt='Think of all.'>"
    "<field name='health' id='C1.1' label='Strengths' type='memo' max='100'/>"
    "<field name='needs' id='C1.2' label='Needs' type='memo' max='100' required='yes'/>"
    "</box>"
    "<box id='C2' title='Play'><field name='play' id='C2.1' label='Play' type='memo' max='9'/></box>"
    "</section></form>";

enum {
	GIVEN, UNBORN, DUE, BORN, COLOUR, COLOUR_WHICH, COLOUR_WHY, COLOURS, DRINK, DRINK_WHICH,
	AGREED, NUMBER, SECRET, SEEN, EXTRA, PERSON_NAME, PERSON_HERE, PERSON_WHERE, PERSON_BORN,
	PET_NAME, HEALTH, NEEDS, PLAY, FIELDS__MAX
};

static const char fixture_list[] =
    "<codelist name='colour' title='Colours'>"
    "<code code='RED' label='Red &amp; warm'/><code code='BLU' label='Blue' hint='Cold'/>"
    "<code code='OLD' label='Ochre' retired-label='Ochre (to 2019)' to='2019-12-31'/>"
    "<code code='OTH' label='Other'/></codelist>";

static struct {
	struct pool *pool;
	const struct form *form;
	struct form_answers *before, *answers;
	struct session session;
	struct http http;
	struct request r;
	char directory[40];
} fx;

static inline void fixture_file(const char *name, const char *text)
{
	char path[100];
	FILE *f;

	(void)snprintf(path, sizeof(path), "%s/%s", fx.directory, name);
	f = fopen(path, "w");
	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		abort();
}

static inline void fixture_remove(const char *name)
{
	char path[100];

	(void)snprintf(path, sizeof(path), "%s/%s", fx.directory, name);
	(void)unlink(path);
}

/* Once: settings, lists, the day. */
static inline void fixture_open_with(const char *file, const char *program)
{
	static const struct conf_setting settings[] = {
		{ "tea.extra", CONF_SWITCH, "no", NULL },
		{ "tea.more", CONF_SWITCH, "yes", NULL },
		{ "tea.cups", CONF_NUMBER, "2", NULL },
		{ NULL, CONF_TEXT, NULL, NULL }
	};

	(void)snprintf(fx.directory, sizeof(fx.directory), "/tmp/everychild-form-XXXXXX");
	if (mkdtemp(fx.directory) == NULL)
		abort();
	fixture_file("colour.xml", fixture_list);
	xml_init();
	date_set_now("2026-11-22 12:00:00");
	conf_table(settings);
	conf_load(file, program);
	lists_load(fx.directory);
	fixture_remove("colour.xml");
	(void)rmdir(fx.directory);
}

static inline void fixture_open(void)
{
	fixture_open_with("/dev/null", "test");
}

/* A program without records of its own. */
static const struct route no_routes[] = { { 0 } };
static const struct module fixture_module = { .name = "test", .routes = no_routes };

/* Before each test: an empty form, and somebody with these roles. */
static inline void fixture_begin(const char *roles)
{
	const char *error;

	fx.pool = pool_create();
	fx.session = (struct session){ .account = 7, .name = "Ann Lee", .roles = roles };
	fx.http = (struct http){ .path = "/tea/1/one", .request = "" };
	fx.r = (struct request){ .module = &fixture_module, .pool = fx.pool, .session = &fx.session, .http = &fx.http,
	    .today = TODAY, .now = "2026-11-22 12:00:00.000000" };
	fx.form = form_parse(fx.pool, fixture_xml, strlen(fixture_xml), &error);
	if (fx.form == NULL)
		abort();
	fx.before = form_answers_new(fx.pool, fx.form);
	fx.answers = form_answers_new(fx.pool, fx.form);
}

static inline void fixture_end(void)
{
	pool_destroy(&fx.pool);
}

static inline struct params fixture_params(const char *text)
{
	struct params params = { 0 };

	if (!params_parse(&params, fx.pool, text, strlen(text)))
		abort();
	return params;
}

/* What is stored already. */
static inline void fixture_store(unsigned field, unsigned item, const char *value)
{
	form_slot(fx.before, field, item)->value = value;
}

/* Sends a section. The answers before are forgotten. */
static inline bool fixture_send(const char *section, const char *text)
{
	struct params params = fixture_params(text);

	fx.answers = form_answers_new(fx.pool, fx.form);
	return form_read(&fx.r, form_section(fx.form, section), &params, fx.before, fx.answers);
}

static inline const char *fixture_got(unsigned field, unsigned item)
{
	return form_get(fx.answers, field, item);
}

#endif
