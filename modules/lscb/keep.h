/*
 * keep: what is held of a case beside its forms, who was given something of it, and how
 * long all of it is kept (sections.md 4.3, 7.2, 7.3).
 */
#ifndef EVERYCHILD_LSCB_KEEP_H
#define EVERYCHILD_LSCB_KEEP_H

#include "disposal.h"
#include "field.h"
#include "lscb.h"

/* -- disposal.c: how long a case is kept, and what hangs on one (7.3) -- */
extern const struct db_statement lscb_disposal_facts[1];
extern const struct db_statement lscb_disposal_whole[];
extern const struct disposal lscb_disposal;
/* The rules of 7.3; numbers as KEPT_RULE (sql-disposal.h) has them. */
enum lscb_keep {
	LSCB_KEEP_REVIEWED, LSCB_KEEP_OUT, LSCB_KEEP_MOVED, LSCB_KEEP_MOVED_FILE,
	LSCB_KEEP__MAX
};
/* Codes of list lscb-scope that end as out, with commas between. */
const char *lscb_kept_scopes(struct request *r);
unsigned lscb_kept_months(enum lscb_keep rule);
/* The first day on which the record may be destroyed; "" while it is open. died_on NULL:
 * not known. closed_at: a moment. */
const char *lscb_kept_until(struct request *r, enum lscb_keep rule, const char *died_on,
    const char *closed_at);
/* Ends the program when a setting is no amount and unit. */
void lscb_disposal_start(void);

/* -- kept.c: what stays of the signed analysis (7.3) -- */
/* Keeps the newest one that is signed, without names, when its case is archived. */
void lscb_analysis_keep(struct request *r, const struct record *record);

/* -- kept-page.c: what is kept of the cases that were destroyed (7.3) -- */
extern const struct field lscb_kept_input[];
int lscb_kept_show(struct request *r);

/* -- pack-end.c: packs and their copies after the meeting (7.3) -- */
/* Up to which day of a meeting (or end of a pack without one) they are destroyed. */
const char *lscb_pack_end_by(struct request *r);
/* Empties what is due by that day (YYYY-MM-DD) and says of each copy that it ended; how
 * often and by whom they were read stays. False: there was none. */
bool lscb_pack_end(struct request *r, struct record *record, const char *by);

/* -- held.c: documents that are held for a case, without their bytes (4.3, A1.08) -- */
void lscb_held_panel(struct request *r, const struct record *record, struct node *list);
extern const struct field lscb_held_input[], lscb_held_gone_input[];
int lscb_held_show(struct request *r);
int lscb_held_save(struct request *r);
int lscb_held_gone(struct request *r);

/* -- seen.c: who opened a case (4.5) -- */
extern const struct field lscb_seen_input[];
int lscb_seen_show(struct request *r);

/* -- disclosure.c: who asked for papers, and what they were given (7.2) -- */
void lscb_disclosure_panel(struct request *r, const struct record *record, struct node *list);
extern const struct field lscb_disclosure_input[];
int lscb_disclosure_show(struct request *r);
int lscb_disclosure_save(struct request *r);

#endif
