#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "admin.h"
#include "conf.h"
#include "module.h"
#include "pool.h"
#include "str.h"
#include "text.h"

#define LINE_LONGEST	4096

static struct {
	struct pool *pool;
	struct admin_setting *first, **last;
} state;

const struct admin_setting *admin_settings_first(void)
{
	return state.first;
}

static struct admin_setting *setting_find(const char *name)
{
	struct admin_setting *s;

	for (s = state.first; s != NULL; s = s->next)
		if (strcmp(s->name, name) == 0)
			return s;
	return NULL;
}

static struct admin_setting *setting_add(const char *name, const char *file)
{
	struct admin_setting *s = pool_new(state.pool, struct admin_setting);

	*s = (struct admin_setting){ .name = name, .file = file, .fallback = "", .about = "" };
	*state.last = s;
	state.last = &s->next;
	return s;
}

/* "group.name = value"; false for any other line. */
static bool line_split(const char *line, const char **name_r, const char **value_r)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
	const char *equals = strchr(line, '=');
	size_t group = strspn(line, letters), rest;

	if (equals == NULL || group == 0 || line[group] != '.')
		return false;
	rest = strspn(line + group + 1, letters);
	*name_r = pool_strndup(state.pool, line, group + 1 + rest);
	*value_r = text_trim(state.pool, equals + 1);
	return rest > 0 && strspn(line + group + 1 + rest, " \t") ==
	    (size_t)(equals - line) - group - 1 - rest;
}

/* A value as delivered, with what stood above it. One that must be given has no
 * default: it stands there as a comment, and so do those of a module. */
static void delivered_keep(const char *file, const char *name, const char *value, const char *about)
{
	struct admin_setting *s = setting_find(name);

	if (s == NULL) {
		s = setting_add(name, file);
		s->about = about;
		s->fallback = value;
	} else if (s->fallback[0] != '\0' && s->value == NULL) {
		s->fallback = pool_printf(state.pool, "%s\n%s", s->fallback, value);
	}
}

static void used_keep(const char *file, unsigned number, const char *name, const char *value)
{
	struct admin_setting *s = setting_find(name);

	if (s == NULL)
		s = setting_add(name, file);
	s->value = s->value == NULL ? value : pool_printf(state.pool, "%s\n%s", s->value, value);
	s->line = number;
}

static void delivered_line(const char *file, const char *line, struct str *about)
{
	const char *name, *value, *text = line[0] == '#' ? line + 1 : line;

	if (line_split(text, &name, &value)) {
		delivered_keep(file, name, value, pool_strdup(state.pool, about->data));
		return;
	}
	if (line[0] != '#' || strncmp(line, "# --", 4) == 0) {
		str_init(about, state.pool);
		return;
	}
	/* The comment of the next one. */
	if (text[0] == ' ')
		str_printf(about, "%s%s", about->len == 0 ? "" : " ", text + 1);
}

static void file_read(const char *path, const char *file, bool delivered)
{
	char raw[LINE_LONGEST];
	const char *line, *name, *value;
	FILE *f = fopen(path, "re");
	struct str about;
	bool named = false;
	unsigned number = 0;

	if (f == NULL)
		return;
	str_init(&about, state.pool);
	while (fgets(raw, sizeof(raw), f) != NULL) {
		number++;
		line = text_trim(state.pool, raw);
		/* Several settings may stand below one comment; the next begins another. */
		if (named && line[0] == '#' && line[1] == ' ')
			str_init(&about, state.pool);
		named = line_split(line[0] == '#' ? line + 1 : line, &name, &value);
		if (delivered)
			delivered_line(file, line, &about);
		else if (line_split(line, &name, &value))
			used_keep(file, number, name, value);
	}
	(void)fclose(f);
}

/* Delivered: DATA/everychild.conf and DATA/NAME/everychild-NAME.conf; in use: the file
 * named at the start and those beside it. */
static void module_read(const char *name, bool delivered)
{
	const char *path = conf_path(), *dot = strrchr(path, '.');
	const char *file = pool_printf(state.pool, "everychild-%s.conf", name);

	if (delivered)
		file_read(pool_printf(state.pool, "%s/%s/%s", conf_text("data.dir"), name, file), file,
		    true);
	else if (dot != NULL)
		file_read(pool_printf(state.pool, "%.*s-%s%s", (int)(dot - path), path, name, dot), file,
		    false);
}

static void modules_read(bool delivered)
{
	DIR *d = opendir(conf_text("data.dir"));
	struct dirent *entry;

	while (d != NULL && (entry = readdir(d)) != NULL)
		if (text_only(entry->d_name, "abcdefghijklmnopqrstuvwxyz", 16))
			module_read(entry->d_name, delivered);
	if (d != NULL)
		(void)closedir(d);
}

void admin_settings_read(void)
{
	state.pool = pool_create();	/* lives as long as the program */
	state.last = &state.first;
	file_read(module_data("everychild.conf"), "everychild.conf", true);
	modules_read(true);
	file_read(conf_path(), "everychild.conf", false);
	modules_read(false);
}
