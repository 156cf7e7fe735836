/*
 * premium-rules: pupil premium plus in pence (sections.md 9). A financial year is named
 * by the year in which it begins: 2024 is 1 April 2024 to 31 March 2025. Its terms are
 * the summer, the autumn and the spring, in this order; plans follow the academic year
 * (trap 12). Nothing here asks a database.
 */
#ifndef EVERYCHILD_EDUCATION_PREMIUM_RULES_H
#define EVERYCHILD_EDUCATION_PREMIUM_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "term-rules.h"

struct pool;

/* Lines of a child's ledger. What a line is about is the line that it follows: LESS and
 * APPROVED follow PLANNED; HELD and PAID follow APPROVED; RELEASED follows HELD;
 * RECLAIMED and IMPACT follow PAID. */
enum premium_kind {
	PREMIUM_ALLOCATION,		/* the grant of the year */
	PREMIUM_TOP_SLICE,		/* of it, what the authority pools */
	PREMIUM_PLANNED,		/* asked for: a term's part, or a target's cost */
	PREMIUM_LESS,			/* … of which this is no longer asked */
	PREMIUM_APPROVED,
	PREMIUM_HELD,			/* was to be paid, and the plan of the term stood in the way */
	PREMIUM_RELEASED,
	PREMIUM_PAID,
	PREMIUM_RECLAIMED,		/* back from the school */
	PREMIUM_RETURNED,		/* back to the department */
	PREMIUM_IMPACT,			/* what the money did; amount 0 */
	PREMIUM_POOLED,			/* share of what was bought with pooled money */
	PREMIUM_UNPOOLED,		/* … that was recorded in error */
	PREMIUM_KIND__MAX
};

/* "TOP_SLICE", as stored (list education-premium-line). */
const char *premium_code(enum premium_kind kind);
/* PREMIUM_KIND__MAX: no such code. */
enum premium_kind premium_kind(const char *code);

/* "2,570.00", "-3.50" of pence. */
const char *premium_pounds(struct pool *pool, long long pence);

/* The financial year of a day, of a term of an academic year, and back. */
int premium_year(struct date day);
int premium_year_of_term(int academic, enum term term);
int premium_academic(int year, enum term term);

/* What the authority pools of an amount: slice in hundredths of a per cent. */
unsigned premium_pooled(unsigned amount, unsigned slice);
/* In n equal payments, the last of which has what is left over. */
void premium_split(unsigned amount, unsigned n, unsigned *part_r);
/* Terms of the year that have not ended on the day of entry into care, in the year's
 * order: the number of the first of them (0 summer, 1 autumn, 2 spring). begins: first
 * days of the three. */
unsigned premium_first_term(struct date entered, const struct date begins[3]);
extern const enum term premium_terms[3];

/* Whose rate a national curriculum year has: "SCHOOL" from Reception to Year 11, "EARLY"
 * before, "POST16" in Years 12 and 13; NULL: none. */
const char *premium_phase(int ncy);

/* A ledger of one child and year. */
struct premium_entry {
	unsigned long long id, follows;
	enum premium_kind kind;
	unsigned amount;
};

/* Of a PLANNED line what waits for a decision; of an APPROVED one what is not paid; of a
 * PAID one what was not reclaimed. 0 for another kind. */
unsigned premium_open(const struct premium_entry *e, size_t n, unsigned long long id);
/* Is an APPROVED line held now? */
bool premium_held(const struct premium_entry *e, size_t n, unsigned long long id);

/* Sums by kind of a child, a school or all. */
struct premium_sums {
	unsigned long long of[PREMIUM_KIND__MAX];
};

/* The child's own: allocated without what is pooled. */
long long premium_own(const struct premium_sums *s);
long long premium_spent(const struct premium_sums *s);
/* What more may be approved of the child's own; below 0: too much is. */
long long premium_free(const struct premium_sums *s);
/* Of the child's own what is not spent and not returned; below 0: too much was paid.
 * At 31 March it is to be returned. */
long long premium_unspent(const struct premium_sums *s);
/* What will be unspent at the year's end when all that is asked for and approved is paid. */
long long premium_projected(const struct premium_sums *s);

/* What stands in the way of a payment by the plan of its term. state: of the term's
 * latest plan as stored, NULL: there is none. holds: words of the setting, RED MISSING
 * UNFINISHED. NULL: nothing; else the word. */
const char *premium_bar(const char *state, const char *rating, const char *holds);

/* A place at a school, both days included; open: it has not ended. */
struct premium_place {
	struct date began, ended;
	bool open, main;
};

/* Whose a term's money is: the place on this day, a main one before another; where there
 * is none, the one that begins next; else the last. n: there is none at all. */
size_t premium_place(const struct premium_place *p, size_t n, struct date day);

#endif
