/*
 * record: what every module's work hangs on. A record has a reference, a
 * state, an owner, people who work on it, documents (forms filled in),
 * deadlines and a timeline.
 *
 * Who may open a record is part of the statement that loads it: an id that
 * does not exist and an id that this person may not see are the same "none".
 */
#ifndef EVERYCHILD_RECORD_H
#define EVERYCHILD_RECORD_H

#include <stdbool.h>

#include "clock.h"
#include "deadline.h"
#include "form.h"

struct node;
struct request;

struct record {
	unsigned long long id, child, owner, team;
	const char *handle;
	const char *reference;		/* NULL until there is one */
	const char *kind;
	const char *subject;		/* the person the record is about, as read */
	const char *state;
	const char *opened_at, *closed_at;
	unsigned version;
	bool restricted;
	const char *resume;		/* the state to come back to; NULL: not suspended */
	/* How this person comes to see it: OWNER, those of the record's people
	 * (COA, LP, TAC, …), TEAM, MANAGER, SERVICE, EMERGENCY (emergency.h), ARCHIVE; the
	 * first of all. */
	const char *relation, *relations;
};

/* Names the statements below for db; module_main calls it. */
void record_statements_name(void);

/* Roles (codes, space separated; NULL: nobody) that see records which are not
 * theirs. None of them sees a restricted one but in the archive. */
struct record_readers {
	const char *service;		/* every record ("COO") */
	const char *manager;		/* those of people whose manager they are ("MGR") */
	const char *team;		/* those of their own team (record.team) */
	const char *archive;		/* the archived ones, which nobody else sees */
};

/* A module sets this once at start; the default is nobody. */
void record_readers(const struct record_readers *readers);

/* Does the person who is signed in see the whole service? */
bool record_service(const struct request *r);

/* False: none that this person may see. On success the request's audit row is
 * about this record. */
bool record_load(struct request *r, const char *handle, struct record *record_r);
/* The same, and nobody else can change it until the transaction ends. */
bool record_lock(struct request *r, const char *handle, struct record *record_r);

/* A new record in this state, owned by the person who is signed in. */
void record_new(struct request *r, const char *kind, unsigned long long child,
    const char *subject, const char *state, struct record *record_r);
/* The same, owned by this account, when nobody is signed in: made by the program's own
 * process. */
void record_new_of(struct request *r, const char *kind, const char *subject, const char *state,
    unsigned long long owner, struct record *record_r);
/* Changes state (and closes, when closed). False when the record has moved on
 * since it was loaded. */
bool record_move(struct request *r, struct record *record, const char *state, bool closed);
bool record_refer(struct request *r, struct record *record, const char *reference);
/* The next of the year: "PF-890-2026-000012" and the suffix. False: moved on. */
bool record_refer_next(struct request *r, struct record *record, const char *prefix,
    const char *suffix);
/* The next of this day's year, without the authority: "CD-2026-0003". */
bool record_refer_year(struct request *r, struct record *record, const char *prefix,
    const char *day);
bool record_link(struct request *r, struct record *record, unsigned long long child,
    const char *subject);
void record_person(struct request *r, const struct record *record, unsigned long long account,
    const char *relation);
/* The same for a relation that lets one see a part of the record only: notices lead
 * to this page below it ("/harm") who has no other relation. */
void record_person_part(struct request *r, const struct record *record,
    unsigned long long account, const char *relation, const char *page);
/* Ends the part of one account, or with 0 of everybody, in this relation. */
void record_person_end(struct request *r, const struct record *record,
    unsigned long long account, const char *relation);
/* Has this person one of these relations (space separated)? */
bool record_is(const struct record *record, const char *relations);
bool record_works_on(const struct record *record);	/* owner or one of its people */
/* Another owner; the former has no part in it any more. False: moved on. */
bool record_hand_over(struct request *r, struct record *record, unsigned long long account,
    unsigned long long team);
/* Its own people alone see it (on), or everybody does whom the rule lets in
 * again; nothing changes where it was so. False: moved on. */
bool record_restrict(struct request *r, struct record *record, bool on);
void record_resume(struct request *r, struct record *record, const char *state);
/* Nothing of it is shown outside its schema any more. */
void record_unlist(struct request *r, const struct record *record);
/* From now on only the archive's roles see it. */
void record_archive(struct request *r, const struct record *record);

/* A line on somebody's front page that something happened to the record; the
 * title must hold neither name nor detail. Not for the person who did it. */
void notice_add(struct request *r, const struct record *record, unsigned long long account,
    const char *title);

/* The same, and it leads to this page below the record ("/withdraw/harm"), which must
 * let in who has no more part in it. */
void notice_add_page(struct request *r, const struct record *record, unsigned long long account,
    const char *title, const char *page);
/* What these notices ask for is done, or no longer asked: they are read, for this
 * account, or with 0 for everybody. */
void notice_settle(struct request *r, const struct record *record, unsigned long long account,
    const char *title);

/* A line on the timeline; shared ones also stand in the child's chronology. */
void event_add(struct request *r, const struct record *record, const char *code,
    const char *title, bool shared);
void event_list(struct request *r, struct node *parent, const struct record *record);
/* Lines whose code begins so ("harm") are shown to these relations, and to who
 * wrote them, alone. A module says it once at start; the default hides none. */
void event_readers(const char *prefix, const char *relations);

/* What the child's page says: that this person is involved. until: today. */
void involvement_start(struct request *r, const struct record *record, const char *part,
    const char *title);
/* … or that another person is. */
void involvement_start_of(struct request *r, const struct record *record,
    unsigned long long account, const char *part, const char *title);
void involvement_end(struct request *r, const struct record *record, const char *part);
/* Its end was an error: the newest one in this part goes on since it began. */
void involvement_restore(struct request *r, const struct record *record, const char *part);
/* Whatever this account's part was. */
void involvement_leave(struct request *r, const struct record *record,
    unsigned long long account);
/* The part goes on with another account in it. */
void involvement_move(struct request *r, const struct record *record, const char *part,
    unsigned long long account);

#endif
