/*
 * fill: loads invented people and cases into an empty Everychild, for the demo,
 * the tests and the measurements. Nobody in it exists: NHS numbers start 999,
 * telephone numbers are 01632 960000 to 960999, streets and schools are made up.
 *
 * The same seed on the same day gives the same people and cases. Rows are
 * collected and written many at a time.
 */
#ifndef EVERYCHILD_FILL_H
#define EVERYCHILD_FILL_H

#include <stdbool.h>
#include <stdint.h>

#include "date.h"
#include "db.h"
#include "pool.h"

#define COUNT(array)	(sizeof(array) / sizeof((array)[0]))

struct fill;

/* -- fill-chance.c: numbers that look like chance and come again -- */

struct chance {
	uint64_t state;
};

/* A stream of its own for each pair. */
void chance_start(struct chance *c, uint64_t seed, uint64_t number);
unsigned chance_below(struct chance *c, unsigned n);	/* 0 … n - 1; n > 0 */
unsigned chance_between(struct chance *c, unsigned least, unsigned most);
bool chance_in_1000(struct chance *c, unsigned n);
/* One of a list that ends with NULL. */
const char *chance_of(struct chance *c, const char *const *list);
/* 12 characters as a handle has. */
char *chance_handle(struct chance *c, struct pool *pool);

/* -- fill-batch.c: rows on their way to the database -- */

enum batch_table {
	BATCH_CHILD, BATCH_NAME, BATCH_SOUND, BATCH_ADDRESS, BATCH_CARER, BATCH_SERVICE,
	BATCH_INDEX_MAX,	/* from here on only where the module caf is installed */
	BATCH_RECORD = BATCH_INDEX_MAX, BATCH_PERSON, BATCH_DOCUMENT, BATCH_ANSWER, BATCH_DRAFT,
	BATCH_DEADLINE, BATCH_EVENT, BATCH_INVOLVEMENT, BATCH_EPISODE, BATCH_CONSENT,
	BATCH_MEMBER, BATCH_LEAD, BATCH_ACTION, BATCH_PROGRESS, BATCH_CLOSURE, BATCH_WITHDRAWAL,
	BATCH_TRANSFER, BATCH_ASSESSED, BATCH_NEED, BATCH_PROMPT,
	BATCH_PROVIDER, BATCH_PROVIDER_VERSION, BATCH_ENTRY, BATCH_ENTRY_VERSION,
	BATCH_ENTRY_CODE, BATCH_ASSURANCE,
	BATCH_MEETING, BATCH_OUTCOME, BATCH_NOTICE, BATCH_SHARE, BATCH_ATTEMPT, BATCH_REFERRAL,
	BATCH_CAF_MAX,		/* from here on only where the module fostering is installed */
	BATCH_PF_HOUSEHOLD = BATCH_CAF_MAX, BATCH_PF_PERSON, BATCH_PF_ADDRESS, BATCH_PF_MEMBER,
	BATCH_PF_CHECK, BATCH_PF_RECORD, BATCH_PF_RECORD_PERSON, BATCH_PF_ARRANGEMENT, BATCH_PF_TEST,
	BATCH_PF_NOTIFICATION, BATCH_PF_RELATED, BATCH_PF_DOCUMENT, BATCH_PF_ANSWER,
	BATCH_PF_INITIAL, BATCH_PF_TASK_OF, BATCH_PF_VISIT, BATCH_PF_DUE, BATCH_PF_DECISION,
	BATCH_PF_REQUIREMENT, BATCH_PF_ABSENCE, BATCH_PF_TRANSFER, BATCH_PF_APPROVAL, BATCH_PF_TASK,
	BATCH_PF_DEADLINE, BATCH_PF_EVENT, BATCH_PF_INVOLVEMENT,
	BATCH_FOSTERING_MAX,	/* from here on only where the module lscb is installed */
	BATCH_CD_AGENCY = BATCH_FOSTERING_MAX, BATCH_CD_AGENCY_PERSON, BATCH_CD_SEAT,
	BATCH_CD_UNDERTAKING, BATCH_CD_MEETING, BATCH_CD_ATTENDANCE, BATCH_CD_RECORD, BATCH_CD_PART,
	BATCH_CD_DEATH, BATCH_CD_MARK, BATCH_CD_DOCUMENT, BATCH_CD_ANSWER, BATCH_CD_NOTIFICATION,
	BATCH_CD_PERSON, BATCH_CD_REQUEST, BATCH_CD_FORM, BATCH_CD_STEP, BATCH_CD_COLLATED,
	BATCH_CD_LIFE, BATCH_CD_GATE, BATCH_CD_RESPONSE, BATCH_CD_RESPONSE_STEP, BATCH_CD_FAMILY,
	BATCH_CD_DISCUSSION, BATCH_CD_ITEM, BATCH_CD_PACK, BATCH_CD_COPY, BATCH_CD_ANALYSIS,
	BATCH_CD_FACTOR, BATCH_CD_RECOMMENDATION, BATCH_CD_ACTION, BATCH_CD_UPDATE, BATCH_CD_REFERRAL,
	BATCH_CD_FEEDBACK, BATCH_CD_TRANSFER, BATCH_CD_TASK, BATCH_CD_DEADLINE, BATCH_CD_EVENT,
	BATCH_CD_NOTICE,
	BATCH_LSCB_MAX,		/* from here on only where the module education is installed */
	BATCH_ED_SCHOOL = BATCH_LSCB_MAX, BATCH_ED_TEACHER, BATCH_ED_DAY, BATCH_ED_TERM,
	BATCH_ED_RECORD, BATCH_ED_PERSON, BATCH_ED_PUPIL, BATCH_ED_COHORT, BATCH_ED_EPISODE,
	BATCH_ED_REVIEW, BATCH_ED_WORKER, BATCH_ED_OC2, BATCH_ED_ROW, BATCH_ED_ENROLMENT,
	BATCH_ED_NO_SCHOOL, BATCH_ED_MARK, BATCH_ED_TOTAL, BATCH_ED_SUSPENSION, BATCH_ED_NEED,
	BATCH_ED_RESULT, BATCH_ED_EHC,
	BATCH_ED_DOCUMENT, BATCH_ED_ANSWER, BATCH_ED_PEP, BATCH_ED_PEP_MOVE, BATCH_ED_PEP_SIGN,
	BATCH_ED_PEP_RATING, BATCH_ED_TARGET, BATCH_ED_DEADLINE, BATCH_ED_EVENT, BATCH_ED_INVOLVEMENT,
	BATCH__MAX
};

enum batch_of { BATCH_OF_INDEX, BATCH_OF_CAF, BATCH_OF_FOSTERING, BATCH_OF_LSCB, BATCH_OF_EDUCATION };

/* Name the statements of a program's tables before the database is asked. */
void batch_statements_name(enum batch_of of);
void batch_open(struct db *db);
/* A row: batch_row, then its values in the order of the statement's columns.
 * NULL or "" and 0 become NULL where the column may be NULL. */
void batch_row(enum batch_table table);
void batch_text(enum batch_table table, const char *text);
void batch_number(enum batch_table table, unsigned long long number);
/* A whole row: for each letter of types a value, 's' a text, 'u' an unsigned long long. */
void batch_put(enum batch_table table, const char *types, ...);
/* Writes when enough has come together; all in one transaction. */
void batch_settle(void);
void batch_flush(void);
/* Rows written so far. */
unsigned long batch_rows(enum batch_table table);

/* -- fill-account.c: who works here -- */

struct worker {
	unsigned long long id, team, manager;
	const char *login, *given, *family, *name, *job, *agency, *service, *phone, *email, *address;
	const char *roles;
	bool standing;		/* may sign in */
};

struct workers {
	struct worker *worker;
	unsigned n;
};

void account_statements_name(void);
/* Makes or completes the accounts of accounts.csv. The directory file is what
 * ldapsearch -LLL -o ldif-wrap=no prints of the same people with their
 * entryUUID. */
void account_load(struct db *db, const char *accounts, const char *directory);
/* So many further people who hold cases and cannot sign in, for the index of a
 * whole authority: the directory does not have them. */
void account_staff(struct db *db, unsigned n, uint64_t seed);
void account_list(struct db *db, struct pool *pool, struct workers *workers_r);
/* NULL: nobody of that name. */
const struct worker *worker_find(const struct workers *workers, const char *login);
bool worker_is(const struct worker *worker, const char *role);
bool worker_extra(const struct worker *worker);	/* of account_staff */
/* By chance one who has the role, of account_staff or who may sign in; NULL: nobody found. */
const struct worker *worker_by_role(const struct fill *f, struct chance *c, const char *role,
    bool extra);

/* -- fill-child.c: families -- */

enum { CARERS_MAX = 3, SERVICES_MAX = 8, ALIASES_MAX = 2, SIBLINGS_MAX = 8 };

struct place {
	const char *line1, *postcode, *uprn;	/* "" none; the town is always the same */
};

struct carer {
	const char *given, *family, *relationship, *responsible, *phone;
	bool lives_here;
};

struct service {
	const char *code, *organisation, *contact, *phone, *urn, *ground, *since, *until;
};

struct alias {
	const char *kind, *given, *family, *since, *until;
};

struct child {
	unsigned long long id;
	const char *handle, *number;
	const char *given, *family, *sex, *nhs, *upn, *status;
	struct date born;
	bool estimated, shielded, unlinked;
	const char *ethnicity, *language;
	struct place place, before;		/* before: line1 "" when never moved */
	const char *moved;
	struct carer carer[CARERS_MAX];
	struct service service[SERVICES_MAX];
	struct alias alias[ALIASES_MAX];
	struct child *sibling[SIBLINGS_MAX];
	unsigned carers, services, aliases, siblings;
	const char *died;
	unsigned long long by;			/* account that added it */
};

struct fill {
	struct db *db;
	struct pool *pool;			/* of the whole run */
	struct workers workers;
	uint64_t seed;
	unsigned children, assessments, arrangements, deaths, looked_after;
	bool caf, fostering, lscb, education;
	struct date today;
	const char *iso_today, *authority, *town;
};

/* A sentence on standard error, exit 1. */
void fill_refuse(const char *format, ...)
    __attribute__((format(printf, 1, 2), noreturn));
/* The code itself, which must be in the list; or "". */
const char *fill_code(const char *list, const char *code);
/* The day so many days before today, YYYY-MM-DD. */
const char *fill_day(const struct fill *f, struct pool *pool, long days_ago);
/* Days ago: the same day, or the Monday after it. */
long fill_weekday(const struct fill *f, long days_ago);

/* Called for every child before it is written: a case may want things of it. */
typedef void child_seen(const struct fill *f, struct pool *pool, struct child *child);

void child_fill(const struct fill *f, child_seen *seen);
unsigned child_age(const struct fill *f, const struct child *child);
/* An NHS number that nobody has, and none that was given before. */
const char *child_nhs(struct pool *pool);

/* -- fill-words.c: names of people and places -- */

struct culture {
	unsigned weight;			/* of 1000 families */
	const char *const *boys, *const *girls, *const *families;
	const char *const *ethnicities, *const *languages;
	bool daughters_differ;			/* Nowicki, Nowicka */
};

extern const struct culture words_cultures[];
extern const unsigned words_cultures_n;
extern const char *const words_streets[], *const words_street_kinds[];
extern const char *const words_family_starts[], *const words_family_ends[];

/* -- fill-case.c: assessments -- */

void case_statements_name(void);
void case_open(const struct fill *f);
/* Makes an assessment of the child where it is its turn. */
child_seen case_seen;
/* Those about nobody in the index; the numbers that go on after ours. */
void case_end(const struct fill *f);

/* -- fill-arrangement.c: private fostering -- */

void arrangement_statements_name(void);
void arrangement_open(const struct fill *f);
/* Makes an arrangement about the child where it is its turn. */
child_seen arrangement_seen;
/* The numbers that go on after ours. */
void arrangement_end(const struct fill *f);

/* -- fill-pupil.c: the education of children who are or were looked after -- */

void pupil_statements_name(void);
void pupil_open_all(const struct fill *f);
/* Makes the record of the child where it is its turn. */
child_seen pupil_seen;
/* The numbers that go on after ours. */
void pupil_end(const struct fill *f);

/* -- fill-death.c: deaths of children, which have nothing to do with the index -- */

void death_statements_name(void);
/* So many that are reviewed, with what else a board is told of. */
void death_fill(const struct fill *f);

/* -- fill-directory.c: the service directory -- */

void directory_fill(const struct fill *f);

#endif
