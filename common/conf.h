/*
 * conf: the settings file.
 *
 * Lines of "name = value"; "#" starts a comment line; a value runs to the end
 * of its line. The same name given again adds a line to a list. A program
 * refuses to start on a name that it should know and does not: names are
 * "group.name"; a group that belongs to no table of this program is another
 * module's and is passed over.
 *
 * The file is read once. A change takes a restart.
 */
#ifndef EVERYCHILD_CONF_H
#define EVERYCHILD_CONF_H

#include <stdbool.h>
#include <stddef.h>

enum conf_type {
	CONF_TEXT,
	CONF_NUMBER,		/* whole, not negative */
	CONF_SWITCH,		/* yes or no */
	CONF_CHOICE,		/* one of the words in .choices, "a:b:c" */
	CONF_LIST		/* any number of lines */
};

struct conf_setting {
	const char *name;	/* "session.idle_minutes"; a table ends with NULL */
	enum conf_type type;
	const char *fallback;	/* NULL: must be given; "" may stay empty */
	const char *choices;
};

/* Adds a table of settings; call before conf_load. The table must stay. */
void conf_table(const struct conf_setting *table);

/* Reads the file, then the program's own beside it (everychild.conf and
 * everychild-caf.conf) where there is one, and checks every value; a sentence
 * on standard error and exit 1 when it cannot be used. */
void conf_load(const char *path, const char *program);
/* For a tool that asks what several programs (ended by NULL) are set to: reads the
 * file of each. What stands there and is in no table is for the program alone. */
void conf_load_several(const char *path, const char *const *programs);
/* For a tool that needs some settings of the file: what is in no table is passed over. */
void conf_load_some(const char *path);

/* The file that was read, as it was named. */
const char *conf_path(void);

/* Of a setting that is in a table; asking for another is a bug and aborts. */
const char *conf_text(const char *name);
long conf_number(const char *name);
bool conf_switch(const char *name);
/* Is there a switch of this name in a table? */
bool conf_is_switch(const char *name);
/* The lines of a list; *n_r how many. */
const char *const *conf_list(const char *name, size_t *n_r);

#endif
