/*
 * return-rules: what must hold of a child in a year's SSDA903 before it is sent
 * (sections.md 12.3). No request and no database. All codes are those of 12.2; a
 * value that is not known is "".
 */
#ifndef EVERYCHILD_RETURN_RULES_H
#define EVERYCHILD_RETURN_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "cohort-rules.h"
#include "return-layout.h"

struct return_episode {
	struct cohort_episode care;
	const char *need, *place, *provider, *change_why, *home_post, *place_post, *urn;
};

struct return_review {
	struct date on;
	const char *code;
};

struct return_worker {
	const char *id, *reason;
	struct date began, ended;
	bool open;
};

/* Columns of OC2 after CHILD and DOB. */
enum return_oc2 {
	OC2_SDQ_SCORE, OC2_SDQ_REASON, OC2_CONVICTED, OC2_HEALTH_CHECK, OC2_IMMUNISATIONS,
	OC2_TEETH_CHECK, OC2_HEALTH_ASSESSMENT, OC2_SUBSTANCE_MISUSE, OC2_INTERVENTION_RECEIVED,
	OC2_INTERVENTION_OFFERED, OC2__MAX
};

/* A child of the year; rows in order of their days. */
struct return_child {
	const char *child_id, *sex, *ethnic, *upn, *upn_unknown, *mother;
	struct date born;
	struct return_episode *episode;		/* of the year, as cohort_in_year says */
	size_t episodes;
	struct return_review *review;
	size_t reviews;
	struct return_worker *worker;
	size_t workers;
	const char *const *oc2;			/* OC2__MAX values; NULL: no row */
	bool has[RETURN_FILE__MAX];		/* of other files: there is a row */
};

enum return_check {
	CHECK_CHILD, CHECK_BORN, CHECK_SEX, CHECK_ETHNIC, CHECK_UPN, CHECK_UN1, CHECK_UN4,
	CHECK_UPN_TWICE, CHECK_UPN_LETTER, CHECK_MOTHER,
	CHECK_SAME_DAY, CHECK_OPEN_BEFORE, CHECK_GAP, CHECK_OVERLAP, CHECK_FIRST, CHECK_AGAIN,
	CHECK_REC, CHECK_REC_OPEN, CHECK_PROVIDER, CHECK_NO_PROVIDER, CHECK_CHANGE, CHECK_RETIRED,
	CHECK_REVIEW_UNDER, CHECK_REVIEW_OVER,
	CHECK_OC2_MISSING, CHECK_OC2_NEEDLESS, CHECK_OC2_HEALTH, CHECK_CONVICTED,
	CHECK_NOT_CONVICTED, CHECK_DEVELOPMENT, CHECK_NO_DEVELOPMENT, CHECK_SDQ, CHECK_SDQ_BOTH,
	CHECK_NO_SDQ, CHECK_RECEIVED, CHECK_NO_RECEIVED, CHECK_OFFERED, CHECK_NO_OFFERED,
	CHECK_PREV_PERM, CHECK_NO_PREV_PERM,
	CHECK_WORKER, CHECK_WORKER_GAP, CHECK_WORKER_LAST, CHECK_WORKER_REASON,
	CHECK__MAX
};

/* As it is read by who mends it. page: below the child's page. */
struct return_check_text {
	const char *code;
	enum return_file file;
	const char *what;		/* a sentence that says what is wrong */
	const char *mend;		/* one that says how it is mended */
	const char *page;
	bool advice;			/* may be right; does not hold up the return */
};

extern const struct return_check_text return_checks[CHECK__MAX];

/* Is the code still in use on this day? */
typedef bool return_open(const char *list, const char *code, struct date day);

/* Calls found for each check that fails, with the day of the row it is about (year 0:
 * of no row). CHECK_UPN_TWICE is return_twice's. */
typedef void return_found(void *arg, enum return_check check, struct date day);
void return_child_check(const struct return_child *child, int year, return_open *open,
    return_found *found, void *arg);
/* Has another of these the same real UPN? Children in the order of their UPN. */
bool return_twice(const struct return_child *const *by_upn, size_t n, size_t which);

#endif
