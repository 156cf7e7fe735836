/*
 * yearly: the annual report of the board on child deaths (sections.md 5.7): words that
 * coordinators write, tables in which small numbers are left out, and the report as it
 * was put before the chair and approved, which does not change after that.
 */
#ifndef EVERYCHILD_LSCB_YEARLY_H
#define EVERYCHILD_LSCB_YEARLY_H

#include "annual.h"
#include "lscb.h"

extern const struct annual_book lscb_annual_book;
extern const struct field lscb_yearly_input[], lscb_yearly_put_input[], lscb_yearly_one_input[],
    lscb_yearly_approve_input[];
/* The report of a year as it stands now, and those that were put before the chair. */
int lscb_yearly_show(struct request *r);
int lscb_yearly_put(struct request *r);
int lscb_yearly_one(struct request *r);
int lscb_yearly_print(struct request *r);
int lscb_yearly_approve(struct request *r);

/* -- yearly-parts.c -- */
/* What it says of the year that ends on 31 March of this one (annual.h). */
const char *lscb_yearly_body(struct request *r, int year);

#endif
