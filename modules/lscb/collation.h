/*
 * collation: what stands for a question after the agencies' answers were laid side by
 * side (sections.md 2.4). Packs and returns read this, never an agency's report.
 * Section A (identifying and reporting details) has no part in it.
 */
#ifndef EVERYCHILD_LSCB_COLLATION_H
#define EVERYCHILD_LSCB_COLLATION_H

#include "collation-rules.h"
#include "lscb.h"

/* Works it out again, after what agencies sent in has changed; writes what is new. */
void lscb_collate(struct request *r, const struct record *record);

/* One answer, in the order of the form. item: the row of a repeat group from 1, with
 * all agencies' rows below each other; 0 outside of groups. */
struct lscb_collated {
	const struct form *form;
	unsigned field, item;
	enum collation_how how;
	const char *value;		/* canonical; of a conflict every value, a line each */
	const char *why;		/* CHOSEN: the coordinator's reason */
};
/* Those that have a value, conflicts too. Returns how many. */
size_t lscb_collated_read(struct request *r, const struct record *record,
    struct lscb_collated **collated_r);
/* Conflicts that keep a case from the panel: in the fields of the setting
 * lscb.return_fields (2.9). */
unsigned lscb_collation_conflicts(struct request *r, const struct record *record);

/* 7.1: may they read what each agency said? The chair reads the pack. */
bool lscb_collation_mine(const struct request *r, const struct record *record);

extern const struct field lscb_collation_input[], lscb_collation_field_input[],
    lscb_collation_choose_input[];
int lscb_collation_show(struct request *r);
int lscb_collation_field(struct request *r);
int lscb_collation_choose(struct request *r);

#endif
