#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"
#include "log.h"
#include "pool.h"
#include "text.h"

#define TABLES_MAX	16
#define LINE_LONGEST	4096

/* Values live as long as the program. */
struct given {
	struct given *next;
	const struct conf_setting *setting;
	const char *value;
	const char **lines;		/* CONF_LIST: all of them */
	size_t n;
};

static struct {
	const struct conf_setting *tables[TABLES_MAX];
	size_t n_tables;
	struct given *given;
	struct pool *pool;
	const char *path;
} state;

void conf_table(const struct conf_setting *table)
{
	assert(state.n_tables < TABLES_MAX);
	state.tables[state.n_tables++] = table;
}

static const struct conf_setting *setting_find(const char *name)
{
	const struct conf_setting *s;
	size_t i;

	for (i = 0; i < state.n_tables; i++)
		for (s = state.tables[i]; s->name != NULL; s++)
			if (strcmp(s->name, name) == 0)
				return s;
	return NULL;
}

/* Is "group." of this name ours? A name without a group is nobody's. */
static bool group_known(const char *name)
{
	size_t len = strcspn(name, ".") + 1;
	const struct conf_setting *s;
	size_t i;

	if (strchr(name, '.') == NULL)
		return true;
	for (i = 0; i < state.n_tables; i++)
		for (s = state.tables[i]; s->name != NULL; s++)
			if (strncmp(s->name, name, len) == 0)
				return true;
	return false;
}

static struct given *given_find(const struct conf_setting *setting)
{
	struct given *g;

	for (g = state.given; g != NULL; g = g->next)
		if (g->setting == setting)
			return g;
	return NULL;
}

static bool choice_ok(const char *choices, const char *value)
{
	size_t len = strlen(value), n;
	const char *c;

	for (c = choices; ; c += n + 1) {
		n = strcspn(c, ":");
		if (n == len && strncmp(c, value, len) == 0)
			return true;
		if (c[n] == '\0')
			return false;
	}
}

static void value_check(const char *where, const struct conf_setting *s, const char *value)
{
	unsigned long long number;

	if (s->fallback == NULL && s->type == CONF_TEXT && value[0] == '\0')
		log_fatal("%s: %s must be given", where, s->name);
	if (s->type == CONF_NUMBER && (!text_number(value, &number) || number > 1000000000))
		log_fatal("%s: %s must be a whole number", where, s->name);
	if (s->type == CONF_SWITCH && !choice_ok("yes:no", value))
		log_fatal("%s: %s must be yes or no", where, s->name);
	if (s->type == CONF_CHOICE && !choice_ok(s->choices, value))
		log_fatal("%s: %s must be one of %s", where, s->name, s->choices);
}

static void value_keep(const char *where, const struct conf_setting *s, const char *value)
{
	struct given *g = given_find(s);
	const char **lines;

	value_check(where, s, value);
	if (g != NULL && s->type != CONF_LIST)
		log_fatal("%s: %s is given twice", where, s->name);
	if (g == NULL) {
		g = pool_new(state.pool, struct given);
		g->setting = s;
		g->next = state.given;
		state.given = g;
	}
	g->value = pool_strdup(state.pool, value);
	lines = pool_array(state.pool, g->n + 1, sizeof(*lines));
	if (g->n > 0)
		memcpy(lines, g->lines, g->n * sizeof(*lines));
	lines[g->n++] = g->value;
	g->lines = lines;
}

/* strict: what is of a group that is ours must be ours. */
static void line_read(const char *path, unsigned number, const char *raw, bool strict)
{
	const char *line = text_trim(state.pool, raw);
	const char *where = pool_printf(state.pool, "%s line %u", path, number);
	const char *name, *equals = strchr(line, '=');
	const struct conf_setting *s;

	if (line[0] == '\0' || line[0] == '#')
		return;
	if (equals == NULL)
		log_fatal("%s: expected \"name = value\"", where);
	name = text_trim(state.pool, pool_strndup(state.pool, line, (size_t)(equals - line)));
	s = setting_find(name);
	if (s != NULL)
		value_keep(where, s, text_trim(state.pool, equals + 1));
	else if (strict && group_known(name))
		log_fatal("%s: there is no setting %s", where, name);
}

static void fallback_keep(const struct conf_setting *s)
{
	if (given_find(s) != NULL || s->type == CONF_LIST)
		return;
	if (s->fallback == NULL)
		log_fatal("settings: %s must be given", s->name);
	value_keep("default", s, s->fallback);
}

static bool file_load(const char *path, bool strict)
{
	char line[LINE_LONGEST];
	unsigned number = 0;
	FILE *f = fopen(path, "re");

	if (f == NULL)
		return false;
	while (fgets(line, sizeof(line), f) != NULL) {
		number++;
		if (strchr(line, '\n') == NULL && !feof(f))
			log_fatal("%s line %u: longer than %d bytes", path, number,
			    LINE_LONGEST - 2);
		line_read(path, number, line, strict);
	}
	(void)fclose(f);
	return true;
}

/* That of a program, beside the one of all. */
static void own_load(const char *path, const char *program, bool strict)
{
	const char *own, *dot = strrchr(path, '.');

	if (dot == NULL)
		return;
	own = pool_printf(state.pool, "%.*s-%s%s", (int)(dot - path), path, program, dot);
	if (!file_load(own, strict) && errno != ENOENT)
		log_fatal("settings: cannot read %s", own);
}

static void begin(const char *path, bool strict)
{
	state.pool = pool_create();
	state.path = pool_strdup(state.pool, path);
	if (!file_load(path, strict))
		log_fatal("settings: cannot read %s", path);
}

static void end(void)
{
	const struct conf_setting *s;
	size_t i;

	for (i = 0; i < state.n_tables; i++)
		for (s = state.tables[i]; s->name != NULL; s++)
			fallback_keep(s);
}

void conf_load(const char *path, const char *program)
{
	begin(path, true);
	own_load(path, program, true);
	end();
}

void conf_load_several(const char *path, const char *const *programs)
{
	begin(path, true);
	for (; *programs != NULL; programs++)
		own_load(path, *programs, false);
	end();
}

void conf_load_some(const char *path)
{
	begin(path, false);
	end();
}

const char *conf_path(void)
{
	return state.path;
}

static const struct given *value_find(const char *name)
{
	const struct conf_setting *s = setting_find(name);

	assert(s != NULL);
	return given_find(s);
}

const char *conf_text(const char *name)
{
	return value_find(name)->value;
}

long conf_number(const char *name)
{
	return strtol(conf_text(name), NULL, 10);
}

bool conf_switch(const char *name)
{
	return strcmp(conf_text(name), "yes") == 0;
}

bool conf_is_switch(const char *name)
{
	const struct conf_setting *s = setting_find(name);

	return s != NULL && s->type == CONF_SWITCH;
}

const char *const *conf_list(const char *name, size_t *n_r)
{
	const struct given *g = value_find(name);

	*n_r = g == NULL ? 0 : g->n;
	return g == NULL ? NULL : g->lines;
}
