/*
 * emergency: a case that somebody does not work on, opened because a child may come to
 * harm and nobody who works on it can be asked ("break glass"). It takes a fresh
 * sign-in, a reason from a list and words of one's own; it is for reading alone and ends
 * after session.emergency_hours; whoever holds the case is told, and every opening waits
 * for review (the front door's "Accesses to review"). Restricted, unlisted and archived
 * records cannot be opened so.
 *
 * It is asked for by the child, whose page has been opened with a reason.
 * A module that sees children offers it by two rows of its route table, for the roles that may:
 *	{ GET, "/caf/emergency", CAF_EMERGENCY, emergency_fields, emergency_show, 0,
 *	  "emergency.show" },
 *	{ POST, "/caf/emergency", CAF_EMERGENCY, emergency_fields, emergency_open, 0,
 *	  "emergency.open" },
 * by emergency in its sql/module, which the front door links from a child's page, and by
 * the relation EMERGENCY among the readers of what is to be read then.
 */
#ifndef EVERYCHILD_EMERGENCY_H
#define EVERYCHILD_EMERGENCY_H

#include "field.h"

struct request;

extern const struct field emergency_fields[];

/* Names the statements for db; module_main calls it. */
void emergency_statements_name(void);

/* On every page of a case that is read so, what that means; page_begin calls it. */
void emergency_put(struct request *r);

int emergency_show(struct request *r);
int emergency_open(struct request *r);

#endif
