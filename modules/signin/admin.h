/*
 * admin: what an administrator can see of how the suite is set up, in one place, each
 * with where it comes from. Nothing is changed here: settings, lists and terms are
 * files, roles are the directory's.
 */
#ifndef EVERYCHILD_ADMIN_H
#define EVERYCHILD_ADMIN_H

#include <stddef.h>

#include "field.h"

struct pool;
struct request;

extern const struct field admin_list_fields[];

int admin_show(struct request *r);
int admin_roles(struct request *r);
int admin_teams(struct request *r);
int admin_settings(struct request *r);
int admin_lists(struct request *r);
int admin_list(struct request *r);
int admin_terms(struct request *r);
/* Back link and heading of one of these pages. */
struct node *admin_page(struct request *r, const char *view, const char *title);

/* -- admin-settings.c -- */

struct admin_setting {
	struct admin_setting *next;
	const char *name;
	const char *file;		/* without its folder */
	const char *value;		/* a line for each; NULL: not set */
	const char *fallback;		/* as delivered; "" where there is none */
	const char *about;		/* the comment above it there */
	unsigned line;			/* in the file; 0: not set */
};

/* Reads the files of all programs, those delivered and those in use: before the worker
 * may open no file any more. */
void admin_settings_read(void);
/* The first of them, in the order of the delivered files. */
const struct admin_setting *admin_settings_first(void);

#endif
