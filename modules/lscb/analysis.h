/*
 * analysis: Form C and the analysis form of set C (sections.md 2.6 and 2.8): a draft
 * of the local discussion (stage D), and the panel's (stage P), which begins from it.
 */
#ifndef EVERYCHILD_LSCB_ANALYSIS_H
#define EVERYCHILD_LSCB_ANALYSIS_H

#include "analysis-rules.h"
#include "lscb.h"

/* What differs between the two form sets. */
struct lscb_analysis_domain {
	char letter;
	unsigned listed, factor, influence, present, modifiable, note, overall;
};
struct lscb_analysis_referral {
	unsigned field, note;
	const char *to;			/* list lscb-referral; NULL ends */
};
struct lscb_analysis_set {
	const char *code, *form, *factors;	/* "L", "analysis", list of its factors */
	unsigned identifier, age, sex, reviewed_on, stage, category, secondary, conclusion;
	unsigned inadequate, again, signed_by, signed_on;
	unsigned died_on, discussed_on, minute;		/* 0: the form has none */
	unsigned recommendation, addressee, level, lead, due;	/* addressee 0: the lead's */
	struct lscb_analysis_domain domain[4];
	struct lscb_analysis_referral referral[6];
};

/* -- analysis-set.c -- */
/* Of the case's form set. */
const struct lscb_analysis_set *lscb_analysis_set(const char *code);
/* Of a form's name; NULL: it is no analysis. */
const struct lscb_analysis_set *lscb_analysis_set_of(const char *form);

/* -- analysis-facts.c -- */
/* What the rules ask, of these answers and of the case. */
void lscb_analysis_facts(struct request *r, const struct record *record,
    const struct lscb_analysis_set *set, const struct form_answers *answers,
    struct analysis_facts *facts_r);

/* -- analysis.c -- */
struct lscb_analysis {
	unsigned long long id, document, meeting;
	unsigned number;
	const char *stage, *signed_on;
};
/* The newest of a stage ("D", "P"; NULL: of either). False: none. */
bool lscb_analysis_find(struct request *r, const struct record *record, const char *stage,
    struct lscb_analysis *analysis_r);
/* What the two rows of the module's table of forms point to. */
bool lscb_analysis_open(const struct record *record);
bool lscb_analysis_may_write(struct request *r, const struct casework_open *o);
void lscb_analysis_hide(struct request *r, const struct record *record,
    const struct document *document, struct document_mask *mask);
void lscb_analysis_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers);
void lscb_analysis_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);
void lscb_analysis_saved(struct request *r, const struct record *record,
    struct document *document);
void lscb_analysis_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
/* Is this a page of an analysis, which has no name on it, whoever reads it? */
bool lscb_analysis_page(const struct request *r);
/* Analyses of the case, and a button for the next. */
/* On the case's page: a row of its list, and below the list the way to begin one. */
void lscb_analyses_list(struct request *r, struct node *list, const struct record *record);
void lscb_analysis_start(struct request *r, struct node *body, const struct record *record);
void lscb_analyses_put(struct request *r, struct node *body, const struct record *record);
int lscb_analysis_begin(struct request *r);

#endif
