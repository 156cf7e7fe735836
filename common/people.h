/*
 * people: who works on a record, and the part in it that its holder gives to
 * colleagues, by user name: a co-assessor, a co-worker. A module describes it in
 * its casework (people) and points three rows of its routes here:
 *
 *	/x/case/:id/people	GET people_show, POST people_add; people_input
 *	/x/case/:id/people/end	POST people_end; people_end_input
 */
#ifndef EVERYCHILD_PEOPLE_H
#define EVERYCHILD_PEOPLE_H

#include "db.h"
#include "field.h"

struct record;
struct request;

struct people_part {
	const char *relation, *label;	/* {terms}; a table ends with NULL */
};

struct people {
	const char *title;		/* "People on this case" */
	const struct people_part *parts;	/* of every relation that is met */
	const char *relation;		/* the part that is given: "COA" */
	const char *one, *label;	/* "co-assessor", "Co-assessor" */
	const char *what;		/* what such a one does, a sentence */
	const char *roles;		/* one of which a colleague must have */
	const char *nobody;		/* "There is no practitioner with this user name" */
	const char *already;		/* "This person works on the case already" */
};

extern const struct field people_input[], people_end_input[];

/* Names the statements below for db; module_main calls it. */
void people_statements_name(void);

/* Everybody who has a part in the record now: number of the part, relation, since,
 * given and family name, agency, phone. */
size_t people_list(struct request *r, const struct record *record, struct db_rows *rows_r);

/* Seen by all who see the record; changed by its OWNER while it is open. */
int people_show(struct request *r);
int people_add(struct request *r);
int people_end(struct request *r);

#endif
