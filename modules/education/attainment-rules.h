/*
 * attainment-rules: what results are worth, and the measures that are made of them
 * (sections.md 8). Assessments, subjects and grades are the lists education-assessment,
 * education-result-subject and education-scale-…, whose flags say what each counts as.
 *
 * Points are hundredths: a grade 5 is 500. A year is the one in which the academic year
 * ends.
 */
#ifndef EVERYCHILD_EDUCATION_ATTAINMENT_RULES_H
#define EVERYCHILD_EDUCATION_ATTAINMENT_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct code;
struct pool;

struct attainment_result {
	const char *assessment, *subject, *result;
};

/* NULL, or a sentence that says why this cannot be a result; *field_r then is 'a'
 * assessment, 's' subject or 'r' result. */
const char *attainment_wrong(struct pool *pool, const struct attainment_result *result, int year,
    char *field_r);
/* How it reads: "Expected", "Level 2 Pass", "104", "5-4". */
const char *attainment_read(struct pool *pool, const struct attainment_result *result);
/* Is it a qualification that counts in Key Stage 4? */
bool attainment_qualification(const char *assessment);

/* The value that a setting has in a year: "32", or "2012:32 2027:30", of which the last
 * that has begun holds; "" where none has. */
const char *attainment_setting(struct pool *pool, const char *text, int year);

enum attainment_answer { ATTAINMENT_UNKNOWN, ATTAINMENT_NO, ATTAINMENT_YES };

/* Expected in all twelve goals of five areas. No as soon as one is not; unknown while
 * one of them has no result. */
enum attainment_answer attainment_good_level(const struct attainment_result *list, size_t n);
/* The best of the checks recorded in that year. */
enum attainment_answer attainment_phonics(const struct attainment_result *list, size_t n,
    unsigned threshold);

struct attainment_ks2 {
	enum attainment_answer reading, writing, maths, gps;
	enum attainment_answer combined, higher;	/* reading, writing and maths */
};

/* expected, higher: scaled scores. A child who was absent has not met it. */
void attainment_ks2(const struct attainment_result *list, size_t n, unsigned expected,
    unsigned higher, struct attainment_ks2 *ks2_r);

/* -- Key Stage 4 -- */

enum attainment_group {
	ATTAINMENT_LANGUAGE,		/* English language */
	ATTAINMENT_LITERATURE,
	ATTAINMENT_MATHS,
	ATTAINMENT_SCIENCE,		/* with computer science */
	ATTAINMENT_HUMANITY,		/* history, geography */
	ATTAINMENT_TONGUE,		/* another language */
	ATTAINMENT_OPEN,
	ATTAINMENT_GROUP__MAX
};

/* A grade that was taken; of combined science there are two. */
struct attainment_entry {
	const char *subject, *grade;	/* as read */
	enum attainment_group group;
	unsigned points;
	bool good;			/* A*-C or 9-4 */
	bool pass;			/* A*-G or 9-1 */
	bool used;			/* by a slot */
};

#define ATTAINMENT_ENTRIES_MAX	40
#define ATTAINMENT_SLOTS	10

enum attainment_english {
	ATTAINMENT_BOTH,		/* doubled only where language and literature were taken */
	ATTAINMENT_SINGLE_DOUBLES
};

struct attainment_slot {
	const char *part;		/* "English", "Open" */
	const struct attainment_entry *entry;	/* NULL: it is empty */
	unsigned points;
	const char *why;		/* a sentence */
};

struct attainment_ks4 {
	struct attainment_entry entry[ATTAINMENT_ENTRIES_MAX];
	size_t n;
	struct attainment_slot slot[ATTAINMENT_SLOTS];
	unsigned total;			/* Attainment 8, at most 9000 */
	unsigned ebacc;			/* average point score, rounded half up */
	bool four, five;		/* English and maths, 9-4 and 9-5 */
	/* Measures of former years: five A*-C, with English and maths, one A*-G. */
	bool five_good, five_good_basics, one_pass;
	bool none;			/* nothing was entered */
};

/* Rows of other assessments are passed over. */
void attainment_ks4(struct pool *pool, const struct attainment_result *list, size_t n,
    enum attainment_english rule, struct attainment_ks4 *ks4_r);
/* "46.5" of 4650. */
const char *attainment_points(struct pool *pool, unsigned points);

#endif
