/*
 * index: the front door and the shared child index (modules/caf/sections.md 6). Who a child is
 * and who works with the child, never what about.
 *
 * What a shielded record hides is hidden here from everybody but the index
 * managers, whatever page, list or count would show it (6.6); so are sensitive
 * services and whoever works in one (6.5).
 */
#ifndef EVERYCHILD_INDEX_H
#define EVERYCHILD_INDEX_H

#include "match.h"
#include "module.h"
#include "page.h"

#define INDEX_MANAGER	"IXM"
#define HITS_MAX	20	/* never a longer list, and no count beyond (6.4) */
#define DAY_FIRST	"1000-01-01"	/* no limit, as dates go in the database */
#define DAY_LAST	"9999-12-31"

enum index_permission {
	INDEX_FIND = PERMISSION_FIRST,	/* search, open with a reason, read */
	INDEX_CREATE,
	INDEX_EDIT,
	INDEX_INVOLVE,			/* services that work with the child */
	INDEX_ACCESS,			/* who looked at what */
	INDEX_REVIEW,			/* accesses that a rule found */
	INDEX_EMERGENCIES,		/* cases opened in an emergency, by month */
	INDEX_ARCHIVED,			/* archive, holds and what may be destroyed, by reference */
	INDEX_DISPOSE,			/* propose what is destroyed */
	INDEX_HOLD			/* legal holds; decide on what is proposed */
};

enum index_sql {
	/* child */
	INDEX_CHILD, INDEX_CHILD_ID, INDEX_OPEN, INDEX_OPEN_PURGE, INDEX_NAMES, INDEX_ADDRESSES,
	INDEX_CARERS, INDEX_SERVICES, INDEX_INVOLVED, INDEX_EMERGENCY, INDEX_EVENTS, INDEX_MODULES, INDEX_CHANGES,
	INDEX_CHANGE_LAST,
	/* candidates: names of children, each with the same columns */
	INDEX_BY_NUMBER, INDEX_BY_NHS, INDEX_BY_UPN, INDEX_BY_UPRN, INDEX_BY_BORN, INDEX_BY_SOUNDS,
	INDEX_BY_FAMILY_SOUND, INDEX_BY_GIVEN_SOUND, INDEX_BY_FAMILY, INDEX_BY_FAMILY_ALONE,
	INDEX_BY_GIVEN_ALONE, INDEX_BY_POSTCODE, INDEX_BY_SECTOR, INDEX_BY_SCHOOL_FAMILY,
	INDEX_BY_SCHOOL_GIVEN,
	INDEX_HIT, INDEX_OLD_POSTCODES,
	/* changes */
	INDEX_CHILD_ADD, INDEX_NAME_ADD, INDEX_SOUND_ADD, INDEX_ADDRESS_ADD, INDEX_CARER_ADD,
	INDEX_SERVICE_ADD, INDEX_CHANGE_ADD, INDEX_CHILD_TOUCH, INDEX_CHILD_BIRTH,
	INDEX_SOUND_BORN, INDEX_CHILD_PLACE, INDEX_CHILD_STAYS, INDEX_NAME_END, INDEX_ADDRESS_END, INDEX_CARER_END,
	INDEX_SERVICE_END,
	/* my work */
	INDEX_CREATION, INDEX_DUE_LATE, INDEX_DUE_SOON, INDEX_DUE_COUNTS, INDEX_REST,
	INDEX_REST_COUNTS, INDEX_DRAFTS, INDEX_NOTICES, INDEX_NOTICE_COUNTS, INDEX_STAFF,
	INDEX_STAFF_OPEN, INDEX_STAFF_COUNTS, INDEX_STAFF_DUE, INDEX_STAFF_DRAFTS,
	INDEX_STAFF_LEFT, INDEX_SERVICE_DUE, INDEX_SERVICE_COUNTS, INDEX_SERVICE_LEFT,
	/* calendar */
	INDEX_CALENDAR, INDEX_CALENDAR_FETCHED, INDEX_CALENDAR_MAKE, INDEX_CALENDAR_END,
	INDEX_CALENDAR_FIND, INDEX_CALENDAR_DUE, INDEX_CALENDAR_PLANNED,
	/* messages by mail */
	INDEX_MAIL_OFF, INDEX_MAIL_ON, INDEX_MAIL_ADD_OFF, INDEX_MAIL_OWN, INDEX_MAIL_FAILED,
	INDEX_MAIL_CALENDAR,
	/* access review: rules have the same columns */
	INDEX_RULE_EMERGENCY, INDEX_RULE_SELF, INDEX_RULE_SURNAME, INDEX_RULE_SHIELD, INDEX_RULE_HOURS, INDEX_RULE_MANY,
	INDEX_RULE_NOLINK, INDEX_RULE_REFUSED, INDEX_REVIEW_LAST, INDEX_REVIEW_DAY, INDEX_REVIEW_MAIL,
	INDEX_ALERTS_WAITING, INDEX_ALERTS_DONE, INDEX_ALERTS_MONTH, INDEX_ALERT, INDEX_ALERT_REVIEW,
	INDEX_EMERGENCY_MONTH, INDEX_EMERGENCY_DAY,
	/* archive */
	INDEX_ARCHIVE_DUE, INDEX_ARCHIVE_BACK, INDEX_ARCHIVE_OPEN, INDEX_ARCHIVE_KEPT, INDEX_ARCHIVE,
	INDEX_ARCHIVE_END, INDEX_ARCHIVE_KEEP, INDEX_ARCHIVE_REPLAN,
	/* access log */
	INDEX_LOGINS, INDEX_LOG_CHILD, INDEX_LOG_ACCOUNT,
	INDEX__MAX
};

extern const struct db_statement index_sql[INDEX__MAX];
extern const struct module index_module;

/* -- child.c: one child's record -- */

struct child {
	unsigned long long id;
	const char *handle, *number, *sex, *born_on, *died_on, *address_status;
	const char *nhs, *upn;		/* NULL: not held */
	const char *source, *supplied_on, *confirmed_on;
	const char *archived_at, *stays_on, *due_on;	/* NULL: not; archive.c */
	const char *given, *family;
	unsigned long long name;	/* row of the current name */
	unsigned version;
	bool born_estimated, shielded, unlinked;
	bool veiled;			/* shielded, and this person is no index manager */
	const char *reason;		/* stated in this session; NULL: none yet */
};

bool index_manager(const struct request *r);
/* May this person see NHS numbers, or UPNs (6.2: staff of the body whose
 * function the number serves)? */
bool index_sees_nhs(const struct request *r);
bool index_sees_upn(const struct request *r);

/* The child of the path. False: none (answer 404). The audit row is then
 * about this child. */
bool child_load(struct request *r, struct child *child_r);
/* The same for a page that shows more than a hit list does. 0, or the status
 * to return: without a stated reason the person is sent to state one. */
int child_opened(struct request *r, struct child *child_r);
/* Identity bar and back link for the pages below a child's. */
void child_frame(struct request *r, const struct child *child);
/* The page of one of the child's tabs; its body, with the heading in it. */
struct node *child_page(struct request *r, const struct child *child, const char *view,
    const char *title);
const char *child_name(struct request *r, const struct child *child);
/* A date of the database as read; "" for NULL. */
const char *index_day(struct request *r, const char *iso);
/* "9 May 2012 to 1 June 2013", "until 1 June 2013", "9 May 2012", "". */
const char *index_span(struct request *r, const char *since, const char *until);
/* An id as the statements over all modules take it (sql.c says why). */
const char *index_id(struct request *r, unsigned long long id);
/* A code's label, with the terms of the day. */
const char *index_label(struct request *r, const char *list, const char *code);

int child_show(struct request *r);
int child_open(struct request *r);

/* -- involved.c: who works with the child -- */

/* Is this service one that only index managers may see here? */
bool service_hidden(const struct request *r, const char *service);
void involved_put(struct request *r, struct node *body, const struct child *child);
void starts_put(struct request *r, struct node *body, const struct child *child);
/* The modules that are installed, and the title of one of them. */
void modules_load(struct request *r, struct db_rows *modules_r);
const char *module_title(struct request *r, const struct db_rows *modules, const char *module);
int child_chronology(struct request *r);

/* -- candidate.c: children that may be the one looked for -- */

struct quest {
	struct match_name name;		/* the one to look for by sound */
	struct match_person person;	/* all that is known; "" and NULL: not known */
	const char *from, *to;		/* born between, both included */
	const char *sex;		/* only this sex or an unknown one; "" all */
	const char *school;		/* beginning of a school's name, "" all */
	const char *number;
	bool manager;
	bool shielded;			/* those may be found, by what is visible of them */
	bool thorough;			/* before a new record: modules/caf/sections.md 8.2's candidates */
};

struct candidate {
	unsigned long long child;
	int score;			/* by names, birth date and sex alone */
};

/* At most max, best first. What this person may not find is never among
 * them, and costs no time. */
size_t candidates_find(struct request *r, const struct quest *q, struct candidate *list,
    size_t max);
/* As names are compared, cut to what the column holds. */
const char *name_key(struct pool *pool, const char *name);
/* The first and the last word of a normalised name. */
const char *name_first(struct pool *pool, const char *key);
const char *name_last(struct pool *pool, const char *key);

/* -- hit.c: what a list of found children shows -- */

struct hit {
	unsigned long long id;
	const char *handle, *number, *given, *family, *born_on, *sex;
	const char *district;		/* "" none, or not to be seen */
	bool born_estimated;
	int percent;			/* of the points that what was typed could earn */
	struct match_result match;
};

/* Loads, scores and sorts; at most max hits, *more_r when there were others.
 * A search keeps what agrees with what was typed; thorough: what is POSSIBLE
 * or STRONG by the rules. */
size_t hits_find(struct request *r, const struct quest *q, struct hit *hits, size_t max,
    bool *more_r);
void hits_table(struct request *r, struct node *body, const struct hit *hits, size_t n,
    const char *caption);
const char *hits_ids(struct request *r, const struct hit *hits, size_t n);

/* -- search.c -- */
extern const struct field search_fields[];
int search_show(struct request *r);
int search_run(struct request *r);

/* -- address.c: the fields of an address, in two forms -- */

#define ADDRESS_FIELDS \
	{ .name = "address_status", .type = FIELD_CODE, .required = true, .label = "Address", \
	  .choices = "address-status" }, \
	{ .name = "line1", .type = FIELD_TEXT, .max = 60, .label = "Address line 1", .width = 30 }, \
	{ .name = "line2", .type = FIELD_TEXT, .max = 60, .label = "Address line 2", .width = 30 }, \
	{ .name = "line3", .type = FIELD_TEXT, .max = 60, .label = "Address line 3", .width = 30 }, \
	{ .name = "town", .type = FIELD_TEXT, .max = 60, .label = "Town or city", .width = 20 }, \
	{ .name = "postcode", .type = FIELD_POSTCODE, .label = "Postcode", .width = 10 }, \
	{ .name = "uprn", .type = FIELD_UPRN, .label = "Unique property reference number (UPRN)", \
	  .width = 20 }, \
	{ .name = "address_since", .type = FIELD_DATE, .not_future = true, .label = "Lives there since" }

/* Refuses what does not go together: a status without its address, a pseudo
 * postcode without "no known address". */
void address_check(struct request *r);
/* Writes the address of the input for this child, where its status has one. */
void address_add(struct request *r, unsigned long long child);
/* On several lines, or on one with commas between. */
const char *address_text(struct request *r, const struct db_row *row, const char *between);
const char *address_typed(struct request *r);

/* -- child-new.c -- */
extern const struct field new_fields[];
int child_new_start(struct request *r);
int child_new_show(struct request *r);
int child_new_save(struct request *r);
/* A name with the rows that searches find it by. */
void name_add(struct request *r, unsigned long long child, const char *kind, const char *given,
    const char *family, const char *born_on, const char *since);

/* -- child-edit.c: what is one for a child; conflicts are by version -- */
extern const struct field names_fields[], birth_fields[], address_fields[], stay_fields[];
int edit_show(struct request *r);
int names_show(struct request *r);
int names_save(struct request *r);
int birth_show(struct request *r);
int birth_save(struct request *r);
int address_show(struct request *r);
int address_save(struct request *r);
int stay_show(struct request *r);
int stay_save(struct request *r);

/* -- child-rows.c: what is many: other names, carers, services -- */
extern const struct field other_name_fields[], carer_fields[], service_fields[];
int rows_show(struct request *r);
int rows_save(struct request *r);

/* -- change.c: field history -- */

/* Writes one line when old and new differ. field: a code of the table there. */
void change_add(struct request *r, const struct child *child, const char *field,
    const char *old, const char *new);
int change_list(struct request *r);
/* Who wrote the field last and when, for a conflict; false: nobody. */
bool change_last(struct request *r, const struct child *child, const char *field,
    const char **by_r, const char **at_r);

/* -- the rest -- */

/* -- home.c and staff.c: the front door -- */

struct home {
	struct request *r;
	struct db_rows modules;
	const char *me;			/* account, as the statements over all modules take it */
	const char *soon;		/* last day of "soon" */
	/* Before these moments an untouched form is warned of, or escalated; NULL:
	 * not known. */
	const char *warn, *escalate;
};

int home_show(struct request *r);
/* Cells of rows that begin with module, handle and reference. */
void home_record_cell(struct home *h, struct node *row, const struct db_row *of, unsigned subject);
void home_kind_cell(struct home *h, struct node *row, const struct db_row *of);
/* who: with the name of the person who holds the record. */
void home_due_rows(struct home *h, struct node *table, const struct db_rows *rows, bool who);
void home_draft_rows(struct home *h, struct node *table, const struct db_rows *rows, bool who);
/* "And 12 more overdue. See all: ...": counts by module, and the query of the
 * module's own list; nothing when all are shown. */
void home_more(struct home *h, struct node *body, const struct db_rows *counts, unsigned column,
    size_t shown, const char *what, const char *query);
/* What a manager and the coordinator see of others. */
void home_others(struct home *h, struct node *body);
/* -- calendar.c: a person's dates for their calendar program -- */
extern const struct field calendar_fields[];
int calendar_show(struct request *r);
int calendar_make(struct request *r);
int calendar_end(struct request *r);
int calendar_fetch(struct request *r);

/* -- message.c: what is sent to people's addresses -- */
extern const struct field message_fields[];
int message_show(struct request *r);
int message_save(struct request *r);

/* -- review.c and review-round.c: accesses that somebody has to look at -- */
extern const struct field review_fields[], review_alert[];
int review_list(struct request *r);
int review_show(struct request *r);
int review_save(struct request *r);
/* The day by which what was found at this moment is to be reviewed, as read. */
const char *review_due(struct request *r, const char *made_at, bool *late_r);
/* -- emergencies.c -- */
extern const struct field emergencies_fields[];
int emergencies_list(struct request *r);
/* Looks through the log; with its own transactions. */
void review_round(struct request *r);

/* -- archive.c and disposal.c: how a child's record ends (modules/caf/sections.md 6.7) -- */
extern const struct disposal index_disposal;
/* The process beside the workers: reviews, and the archive. */
void archive_watch(struct db *db);
void archive_start(void);

extern const struct field access_fields[];
int access_show(struct request *r);
int access_list(struct request *r);
int help_show(struct request *r);
int accessibility_show(struct request *r);

#endif
