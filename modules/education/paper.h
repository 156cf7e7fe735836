/*
 * paper: what the virtual school puts before others: its annual report of three years
 * (sections.md 10, V19) and a paper for each meeting of the corporate parenting panel,
 * kept as it was. Both are made of the measures (measure.h).
 */
#ifndef EVERYCHILD_EDUCATION_PAPER_H
#define EVERYCHILD_EDUCATION_PAPER_H

#include "annual.h"
#include "education.h"
#include "str.h"

/* -- paper.c -- */
/* A part for each topic: each measure of three academic years, the last this one. The
 * published one leaves small numbers out. Events are added up over the year; what is
 * counted on a day is that of the year's last term. */
void education_paper_years(struct request *r, struct str *body, int year, bool published);
/* The measures of one academic year by term, small numbers left out. */
void education_paper_terms(struct request *r, struct str *body, int year);

/* -- annual.c -- */
extern const struct annual_book education_annual_book;
extern const struct field education_annual_input[];
int education_annual(struct request *r);
int education_annual_print(struct request *r);

/* -- board.c -- */
extern const struct field education_board_input[], education_paper_input[];
int education_board(struct request *r);
int education_board_make(struct request *r);
int education_paper_show(struct request *r);
int education_paper_print(struct request *r);

#endif
