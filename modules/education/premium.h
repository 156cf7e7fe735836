/*
 * premium: pupil premium plus (sections.md 9, 15.3): the ledger of a child, a line of
 * which is never changed; who approves and who pays; the list of finance; the position
 * of the year. Rules and arithmetic are premium-rules.h; amounts are pence.
 */
#ifndef EVERYCHILD_EDUCATION_PREMIUM_H
#define EVERYCHILD_EDUCATION_PREMIUM_H

#include "place.h"
#include "premium-rules.h"

struct education_pep;
struct export;

/* A line as it is shown. term: list education-term, "" of the whole year. */
struct education_line {
	unsigned long long target, school_id;	/* 0: none */
	const char *term, *category, *evidence, *impact, *on_day;
	const char *school, *target_text;	/* NULL: none */
	const char *by;
};

/* Of one child and financial year, in the order of writing: entry and line have the same
 * places. */
struct education_ledger {
	int year;
	size_t n;
	struct premium_entry *entry;
	struct education_line *line;
	struct premium_sums sums;
};

/* -- premium.c: the ledger -- */
void education_ledger(struct request *r, const struct record *record, int year,
    struct education_ledger *l_r);
/* One line more; the record is locked. l NULL members are none; follows 0: none. */
unsigned long long education_ledger_add(struct request *r, const struct record *record, int year,
    const struct premium_entry *e, const struct education_line *l, unsigned long long school);
/* "£2,570.00" */
const char *education_pounds(struct request *r, long long pence);
/* The record of a line of a list, locked: where the list shows no handle (restricted) by
 * its number, for the money alone. False: it is not there, or not for this person. */
bool education_premium_lock(struct request *r, const char *handle, unsigned long long id,
    struct record *record_r);
/* Columns of a table that hold amounts, from this one (0 the first) on. */
void education_money_columns(struct node *table, unsigned first, unsigned n);
/* "2026-27" */
const char *education_money_year(struct request *r, int year);
/* The financial year of the route (today's where none is said); 0: none that can be. */
int education_money_year_of(const struct request *r);
/* First day of a term of the financial year, as recorded or else as usual. */
struct date education_term_begins(struct request *r, int year, enum term term);
/* Whose the money of a term is (setting education.premium_follows). False: the child has
 * no school. */
bool education_premium_school(struct request *r, const struct record *record, int year,
    const char *term, struct education_enrolment *e_r);
/* Why the payment of a term is held back, a code of education-premium-bar; NULL: it is not. */
const char *education_premium_bar(struct request *r, const struct record *record, int year,
    const char *term);
/* Gives the year's grant to a child who has none and may have it: the grant, what is
 * pooled, and by the setting a part for each term left. False: nothing was given. */
bool education_premium_give(struct request *r, const struct record *record, int year);
/* The cost of a target of an accepted plan is asked for; it comes out of the term's part. */
void education_premium_ask(struct request *r, const struct record *record,
    const struct education_pep *p, unsigned long long target, unsigned pence);

/* -- premium-page.c: a child's ledger -- */
extern const struct field education_premium_input[], education_premium_ask_input[],
    education_premium_give_input[];
void education_premium_put(struct request *r, const struct record *record, struct node *body);
/* A page of it: for who may not read the record, with name alone. */
struct node *education_premium_begin(struct request *r, const struct record *record,
    const char *title);
int education_premium_show(struct request *r);
int education_premium_save(struct request *r);
int education_premium_grant(struct request *r);

/* -- premium-step.c: one line, and what becomes of it -- */
extern const struct field education_premium_line_input[], education_premium_step_input[];
int education_premium_line_show(struct request *r);
int education_premium_line_save(struct request *r);
/* Pays an APPROVED line or holds it back; the record is locked. True: paid. */
bool education_premium_pay(struct request *r, const struct record *record,
    const struct education_ledger *l, size_t at, const char *day, const char *note);

/* -- premium-year.c: the position of a year -- */
extern const struct field education_premium_year_input[], education_premium_bulk_input[];
int education_premium_year(struct request *r);
int education_premium_file(struct request *r);
int education_premium_give_all(struct request *r);
int education_premium_return_all(struct request *r);

/* -- premium-pay.c: finance's list -- */
extern const struct field education_premium_pay_input[];
int education_premium_payments(struct request *r);
int education_premium_payments_save(struct request *r);
struct export *education_premium_due_file(struct request *r, int year);

/* -- premium-pool.c: what is pooled, and what was bought with it -- */
extern const struct field education_premium_pool_input[];
/* Two rows: spent of it, and left. */
void education_premium_pool_put(struct request *r, struct node *summary, int year);
int education_premium_pool(struct request *r);
int education_premium_pool_save(struct request *r);

/* -- premium-rate.c -- */
extern const struct field education_premium_rate_input[];
int education_premium_rates(struct request *r);
int education_premium_rates_save(struct request *r);

#endif
