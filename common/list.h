/*
 * list: the records that a person works on or oversees, 25 a page: whose,
 * filtered by codes, numbers and a reference, by next date or by name. Other
 * pages link to it to show what is behind a number:
 * /x/?whose=service&state=S7&team=3&overdue=T6.
 *
 * A module makes one struct list, its statements by list-sql.h, a route whose
 * input begins with LIST_INPUT, and a handler of one line:
 *
 *	int x_list(struct request *r) { return list_show(r, &x_cases); }
 */
#ifndef EVERYCHILD_LIST_H
#define EVERYCHILD_LIST_H

#include <limits.h>
#include <stdbool.h>

struct db_row;
struct node;
struct request;

#define LIST_FILTER(parameter)	{ .name = parameter, .type = FIELD_TOKEN, .max = 12 }
#define LIST_NUMBER(parameter)	{ .name = parameter, .type = FIELD_NUMBER }
/* Beside these, LIST_NUMBER or LIST_FILTER of the list's holder, person and own. */
#define LIST_INPUT LIST_FILTER("whose"), LIST_FILTER("state"), LIST_FILTER("overdue"), \
	LIST_FILTER("sort"), LIST_NUMBER("team"), \
	{ .name = "area", .type = FIELD_TEXT, .max = 10, .label = "Postcode district", .width = 5, \
	  .hint = "The first half of the postcode of the child's address, for instance SM1. " \
	  "Children whose address is shielded are not found by it" }, \
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .label = "Reference", .width = 20, \
	  .hint = "All or part of it" }, \
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 }

/* Of own staff's: by the manager of the owner, or of the reader's own team. */
enum list_whose { LIST_MINE, LIST_STAFF, LIST_SERVICE, LIST_WHOSE__MAX };

/* What a statement gives of a record; the module's own columns follow. */
enum list_from {
	LIST_HANDLE, LIST_REFERENCE, LIST_SUBJECT, LIST_STATE,
	LIST_HOLDER,			/* given name, family name, is the account closed */
	/* The next date, its moment when it has one, and from when it is due soon. */
	LIST_DUE = LIST_HOLDER + 3,
	LIST_TEAM = LIST_DUE + 3,
	LIST_OWN			/* the first of the module's */
};

enum list_as {
	LIST_AS_TEXT,
	LIST_AS_LINK,			/* to the record, heading its row */
	LIST_AS_DAY,
	LIST_AS_DUE,			/* LIST_DUE; one that is past is overdue */
	LIST_AS_STATE,			/* a tag */
	LIST_AS_CODE,			/* of a code list */
	LIST_AS_PERSON,			/* given and family name */
	LIST_AS_HOLDER			/* the same, and whether the account is closed */
};

struct list_column {
	const char *label;		/* {terms}; a table ends with NULL */
	enum list_as as;
	unsigned from;			/* column of the statement: enum list_from, LIST_OWN + 1 … */
	const char *codes;		/* LIST_AS_CODE: the code list */
	bool others;			/* only of others' records */
	bool by_name, by_due;		/* its heading sorts so */
};

/* A choice of dates: days from today, both included; to below 0: what is
 * overdue, to the minute where a date has one. Overdue ones of each clock of the
 * module's casework follow of themselves. */
#define LIST_EVER	INT_MIN
struct list_dates {
	const char *code, *label;	/* a table ends with NULL */
	int from, to;
	const char *clock;		/* of this clock only; NULL: of any */
};

struct list_choice {
	const char *code, *label;	/* a table ends with NULL */
};

struct list {
	const char *path;		/* "/x/" */
	const char *title;		/* {terms} */
	const char *one, *many;		/* "case", "cases"; many is the table's id as well */
	const char *staff, *service;	/* roles that see those lists */
	bool by_team;			/* staff: the reader's team (LIST_BY_TEAM) */
	/* Can a list be of this state? NULL: of any. */
	bool (*listed)(unsigned state, enum list_whose whose);
	const struct list_column *columns;
	const struct list_dates *dates;
	/* Filters on others' lists, with the parameter's name (NULL: none) and the
	 * statement that lists them; a team is chosen by "team". */
	struct list_people { const char *name, *label; unsigned sql; } holder, person;
	unsigned sql_teams;
	/* A choice of the module's own; name NULL: none. any: the option of no choice. */
	struct { const char *name, *label, *any; const struct list_choice *choices; } own;
	unsigned sql;			/* first of LIST_STATEMENTS_N */
};

/* What is asked. */
struct list_asked {
	struct request *r;
	const struct list *list;
	enum list_whose whose;
	bool may[LIST_WHOSE__MAX];
	bool closed, named;		/* a closed state; by name */
	unsigned long long team, holder, person, page, all;
	const char *state, *own, *area, *reference;
	const char *overdue, *clock, *from, *to;	/* "" any */
	unsigned long long late;	/* 1: dates that are overdue; 0: others */
};

/* From the route's input. False: something in it cannot be right and has its
 * message. */
bool list_read(struct request *r, const struct list *list, struct list_asked *asked_r);
/* In this order: page, choice of whose, heading; what the module says above;
 * filters, table and pages. Returns the status. */
struct node *list_begin(const struct list_asked *asked);
int list_end(struct list_asked *asked, struct node *body, bool valid);
/* All of it. */
int list_show(struct request *r, const struct list *list);

#endif
