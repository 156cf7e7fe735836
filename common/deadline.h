/*
 * deadline: the dates of a record: which clock, since when, due when and why,
 * met or not, and why it was late.
 *
 * Dates of one clock that run at once (one for each requirement) have a code of
 * their own each, "T8-12" from deadline_code. It is that code which is started,
 * met and dropped; "T8" meets none of them. deadline_readers of "T8" holds for
 * "T8" and every "T8-…". A list or a count by clock takes both as
 * SUBSTRING_INDEX(clock, '-', 1).
 */
#ifndef EVERYCHILD_DEADLINE_H
#define EVERYCHILD_DEADLINE_H

#include <stdbool.h>

struct clock;
struct node;
struct pool;
struct record;
struct request;
struct workflow_step;

/* Names the statements below for db; module_main calls it. */
void deadline_statements_name(void);

/* "T8-12": clock, a hyphen and a number of the module's own, 16 characters at
 * most; a longer one is a bug and aborts. */
const char *deadline_code(struct pool *pool, const char *clock, unsigned long long number);

/* Starts a clock from a day, or from a moment as the database keeps it; returns
 * the sentence to show when the date cannot be worked out, else NULL. A clock in
 * hours is due at a moment, and late to the minute; any other by the day. */
const char *deadline_start(struct request *r, const struct record *record,
    const struct clock *clock, const char *from);
/* The same for a day that people have agreed; why is the explanation. */
void deadline_agree(struct request *r, const struct record *record, const char *clock,
    const char *name, const char *due, const char *why);
/* This clock's dates are for these relations (at most 60 bytes) to know of, here
 * and on the front page. A module says it once at start; the default hides none. */
void deadline_readers(const char *clock, const char *relations);
void deadline_met(struct request *r, const struct record *record, const char *clock);
/* Recorded now, done on this day (today or before; a later one aborts): in time
 * or late by that day, whatever the hour. */
void deadline_met_on(struct request *r, const struct record *record, const char *clock,
    const char *day);
/* Is it late when it is not met by now? on, at: the row's due_on and due_at. */
bool deadline_past(struct request *r, const char *on, const char *at);
/* Is it to be marked as due soon, when it is not late? on: the row's amber_on, the
 * day that casework_clock_amber gave when it was started (NULL: never). */
bool deadline_soon(const struct request *r, const char *on);
/* "9 May 2012", or with its time in London where at (NULL: none) lies on that
 * day: of due_on and due_at, or met_on and met_at. */
const char *deadline_when(struct request *r, const char *on, const char *at);
/* Those that do not count any more. */
void deadline_drop(struct request *r, const struct record *record, const char *clock);
void deadline_drop_all(struct request *r, const struct record *record);
/* It has come to an end: what had passed unmet stays as missed for ever, the rest
 * does not count any more. clock NULL: all of the record's. */
void deadline_stop(struct request *r, const struct record *record, const char *clock);
/* Those that were dropped, met or missed in the request of this step run again, as when a
 * closure is undone. clock NULL: all of the record's. */
void deadline_restore(struct request *r, const struct record *record, const char *clock,
    const struct workflow_step *step);
/* A clock stops: its dates are shown as paused, and are due nowhere, until it goes
 * on or they are met or dropped. */
void deadline_pause(struct request *r, const struct record *record, const char *clock);
/* It goes on from today with the days that were left, working days for a clock of
 * working days. Returns the sentence that says why it cannot, else NULL. */
const char *deadline_go_on(struct request *r, const struct record *record,
    const struct clock *clock);
/* Why it is or was late: code of the list "late-reason" or "", and a sentence.
 * False: no such deadline of this record. */
bool deadline_late(struct request *r, const struct record *record, unsigned long long deadline,
    const char *code, const char *reason);
/* Is there a date that this person may know of? */
bool deadline_any(struct request *r, const struct record *record);
/* Running and met ones, late ones with their reason. late_path: below it, by the
 * deadline's number, one says why (NULL: not this person). */
void deadline_list(struct request *r, struct node *parent, const struct record *record,
    const char *late_path);
/* The same of these clocks alone (codes, space separated); nothing where there is none. */
void deadline_list_of(struct request *r, struct node *parent, const struct record *record,
    const char *clocks, const char *late_path);

#endif
