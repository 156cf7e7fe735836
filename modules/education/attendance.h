/*
 * attendance: marks by half day, what is made of them, alerts; suspensions and
 * exclusions (sections.md 5, 6).
 */
#ifndef EVERYCHILD_EDUCATION_ATTENDANCE_H
#define EVERYCHILD_EDUCATION_ATTENDANCE_H

#include "attendance-rules.h"
#include "paste.h"
#include "place.h"

/* -- attendance.c -- */
/* Marks and totals from one day to another, both included. */
void education_attendance(struct request *r, unsigned long long record, const char *from,
    const char *to, struct attendance *a_r);
void education_attendance_put(struct request *r, const struct record *record, struct node *body);
/* List education-mark. */
const struct codelist *education_mark_codes(void);

/* -- mark.c: the grid of a week -- */
extern const struct field education_week_input[], education_week_save_input[];
int education_week_show(struct request *r);
int education_week_save(struct request *r);
/* One mark; what stood there before is kept. source: list education-mark-source. NULL,
 * or why it cannot stand; day was read before. */
const char *education_mark(struct request *r, unsigned long long record, const char *day,
    const char *session, unsigned long long school, const char *code, const char *source,
    const char *note, enum paste_done *done_r);

/* Persistent or severe, by the settings. */
enum attendance_level education_attendance_level(const struct attendance *a);

/* -- attendance-file.c: 15.1 -- */
int education_marks_file(struct request *r);
int education_marks_file_read(struct request *r);
int education_totals_file(struct request *r);
int education_totals_file_read(struct request *r);
/* The child of a row, by unique pupil number or the SSDA903's; whose record this person
 * sees. NULL, or why there is none. */
const char *education_row_pupil(struct request *r, const char *number,
    unsigned long long *record_r);
/* The same of a school that this person sends in files for. */
const char *education_row_school(struct request *r, const char *urn,
    struct education_school *school_r);

/* -- attendance-alert.c: 5.3 -- */
int education_alerts(struct request *r);

/* -- suspension-file.c: 15.1 -- */
int education_suspensions_file(struct request *r);
int education_suspensions_file_read(struct request *r);

/* -- suspension.c -- */
extern const struct field education_suspension_input[], education_suspension_change_input[];
/* Half days of suspensions in force that began in the term of a day: the authority's, or
 * where none is recorded one to 31 December, to the middle of April or to 31 August. */
unsigned education_suspended_in_term(struct request *r, const struct record *record,
    const char *day);
/* What a plan says of those of the academic year. */
const char *education_suspensions_text(struct request *r, const struct record *record);
void education_suspensions_put(struct request *r, const struct record *record, struct node *body);
int education_suspension_show(struct request *r);
int education_suspension_save(struct request *r);
int education_suspension_change_show(struct request *r);
int education_suspension_change_save(struct request *r);

#endif
