/*
 * register: what is of no single arrangement: school holidays, awareness, the
 * monitoring officer, self-assessment and annual evaluation, bank holidays.
 */
#ifndef EVERYCHILD_FOSTERING_REGISTER_H
#define EVERYCHILD_FOSTERING_REGISTER_H

#include "fostering.h"

struct report;
struct report_table;

/* -- register.c: what is of no single arrangement; years begin on 1 April -- */

struct annual_book;

struct fostering_year {
	int year;
	const char *from, *to;		/* its days, both included */
	const char *label;		/* "2026 to 2027" */
};

/* A route's "year" alone. */
extern const struct field fostering_year_input[];
/* From the route's "year"; the one that runs where it is empty. False: there is
 * no such year (404). */
bool fostering_year_read(struct request *r, struct fostering_year *year_r);
struct fostering_year fostering_year_of(struct request *r, int year);
/* Links to the years that can be chosen, the one shown among them. */
void fostering_years_put(struct request *r, struct node *body, const char *path,
    const struct fostering_year *shown);
/* Begins a page that leads back to where this person came from. */
struct node *fostering_register_page(struct request *r, const char *view, const char *title,
    const char *caption);
/* Links to these pages, as far as this person may open them. */
void fostering_register_links(struct request *r, struct node *body);
/* The version that a form was made from (attribute "version"); 0: none. */
unsigned long long fostering_version_sent(const struct request *r);

/* -- holiday.c: children at school in the holidays (9) -- */
extern const struct field fostering_holiday_input[];
/* Notices, in time, late, exempt, children, deaths. */
enum { FOSTERING_HOLIDAY_N, FOSTERING_HOLIDAY_TIME, FOSTERING_HOLIDAY_LATE,
    FOSTERING_HOLIDAY_EXEMPT, FOSTERING_HOLIDAY_CHILDREN, FOSTERING_HOLIDAY_DEATHS };
/* Their counts on one line; those above 0 and below least are left out (0: none). */
void fostering_holiday_counts_put(struct request *r, struct node *parent,
    const struct fostering_year *year, unsigned long long least);
int fostering_holidays(struct request *r);
int fostering_holiday_show(struct request *r);
int fostering_holiday_save(struct request *r);

/* -- holiday-letter.c: its acknowledgement (11.3) -- */
extern const struct field fostering_holiday_letter_input[], fostering_holiday_sent_input[];
/* Those that were sent, and a link to write one. */
void fostering_holiday_letters_put(struct request *r, struct node *body, unsigned long long notice,
    const char *handle);
int fostering_holiday_letter_show(struct request *r);
int fostering_holiday_letter_keep(struct request *r);
int fostering_holiday_sent_show(struct request *r);

/* -- awareness.c: activities, and notices after them (5.8) -- */
extern const struct field fostering_activity_input[];
/* Their table; with counts: notices in the days after each. */
void fostering_activities_put(struct request *r, struct node *parent,
    const struct fostering_year *year, bool counts);
int fostering_awareness(struct request *r);
int fostering_activity_show(struct request *r);
int fostering_activity_add(struct request *r);

/* -- calendar.c: which years' bank holidays are known -- */
/* Says on top of the page that this or the next year is missing. */
void fostering_calendar_warn(struct request *r);
int fostering_calendar_show(struct request *r);

/* -- monitor.c: the monitoring officer, and compliance by quarter (5.7) -- */
extern const struct field fostering_officer_input[], fostering_officer_end_input[];
/* For the measures of report.c: quarters of the period. */
void fostering_quarters(const struct report *report, struct report_table *table);
/* Who was officer in these days, as a sentence. */
const char *fostering_officers(struct request *r, const struct fostering_year *year);
int fostering_monitor(struct request *r);
int fostering_officer_show(struct request *r);
int fostering_officer_add(struct request *r);
int fostering_officer_end_show(struct request *r);
int fostering_officer_end(struct request *r);

/* -- standard.c: self-assessment against the national minimum standards (12.3) -- */
extern const struct field fostering_standard_input[];
/* A year beside the one before; edits: each is a link to its page. */
void fostering_standards_put(struct request *r, struct node *parent,
    const struct fostering_year *year, bool edits);
int fostering_standards(struct request *r);
int fostering_standard_show(struct request *r);
int fostering_standard_save(struct request *r);

/* -- annual.c: the annual evaluation (12.2); its written parts are common's -- */
extern const struct annual_book fostering_annual_book;
extern const struct field fostering_annual_input[];
int fostering_annual(struct request *r);
int fostering_annual_copy(struct request *r);
int fostering_annual_print(struct request *r);

#endif
