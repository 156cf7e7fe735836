/*
 * module: what a program is, as data, and the main that all programs share.
 */
#ifndef EVERYCHILD_MODULE_H
#define EVERYCHILD_MODULE_H

#include <stdbool.h>

#include "conf.h"
#include "db.h"
#include "field.h"
#include "request.h"
#include "route.h"

/* Which roles (codes, space separated) hold a permission. */
struct permission {
	unsigned number;
	const char *name;
	const char *roles;
};

struct casework;
struct report_book;
struct annual_book;
struct disposal;

struct module {
	const char *name;			/* "caf": socket, account, schema, key */
	const char *title;			/* service name on its pages; {terms} allowed */
	const char *home;			/* "/caf/" */
	const struct route *routes;
	const struct permission *permissions;	/* ends with number 0 */
	const struct conf_setting *settings;	/* ends with NULL */
	const struct conf_setting *more_settings;	/* NULL, or those of a part of it */
	const struct db_statement *statements;
	size_t statements_n;
	const struct db_step *steps;	/* of its schema; ends with schema NULL */
	const struct casework *casework;	/* NULL: it has no records */
	const struct report_book *reports;	/* NULL: none */
	const struct annual_book *annual;	/* annual.h; NULL: none */
	bool records;				/* its schema has the record tables */
	const struct db_statement *children;	/* child-card.h; NULL: it sees none */
	bool network;				/* may open internet sockets (signin) */
	void (*start)(void);			/* in the parent, settings and lists loaded */
	void (*aside)(struct db *db);		/* one more process beside the workers */
	/* The command -i KIND FILE: takes in a file, and returns the exit status. NULL: there
	 * is no such command. Nobody is signed in, and it makes its own transactions. */
	int (*take_in)(struct request *, const char *kind, const char *path);
	void (*probe)(void);		/* what it alone can look at, for -C; NULL: nothing */
	const struct disposal *disposal;	/* how its records end; NULL: they do not */
	/* The permissions that are for reading, 0 ends: of a record that is read in an emergency
	 * (emergency.h) the other pages do not open, nor are they offered. NULL: its tables of
	 * steps suffice. */
	const unsigned *emergency_may;
};

/* Never returns but to end the program. */
int module_main(int argc, char **argv, const struct module *module);

/* Of the program that runs. */
const struct module *module_self(void);
const struct permission *module_permission(const struct module *module, unsigned number);

/* Path of a file of the installed data, in static storage. */
const char *module_data(const char *name);

#endif
