/*
 * known: what the notification form already says, so that it is not asked twice.
 * Proposals only: the coordinator decides (sections.md 1.8, T5).
 */
#ifndef EVERYCHILD_LSCB_KNOWN_H
#define EVERYCHILD_LSCB_KNOWN_H

struct record;
struct request;

/* Codes of lscb-gate, lscb-event and lscb-pathway, space separated. */
const char *lscb_known_gates(struct request *r, const struct record *record);
const char *lscb_known_events(struct request *r, const struct record *record);
const char *lscb_known_pathways(struct request *r, const struct record *record);

#endif
