/*
 * visit: initial action, visits, their dates and reports. One part of fostering.h, which includes it.
 */
#ifndef EVERYCHILD_FOSTERING_VISIT_H
#define EVERYCHILD_FOSTERING_VISIT_H

/* -- initial.c: the action under regulation 4 or 7 (5.1) -- */
struct fostering_initial {
	unsigned long long id, number;
	unsigned regulation;
	const char *notified_on, *due_on, *completed_on;	/* due_on NULL: no calendar */
};
/* Opens it with its tasks and its clock (T1 or T3) from the day of receipt; one
 * that is there already runs from an earlier receipt until it is complete. What regulation 4 still wanted when the
 * child came is not wanted any more. */
void fostering_initial_open(struct request *r, const struct record *record, unsigned regulation,
    const char *receipt_day);
/* Letters of what an action leaves to do, "(a) (b) (e)"; "": nothing. */
const char *fostering_initial_missing(struct request *r, unsigned long long record,
    unsigned long long action);
/* Are (a) to (d) done, or found not practicable, and is the report on (e) written? */
bool fostering_initial_complete(struct request *r, const struct record *record,
    unsigned regulation);
/* The newest one; 0 as regulation: of either. False: none. */
bool fostering_initial_find(struct request *r, const struct record *record, unsigned regulation,
    struct fostering_initial *initial_r);
/* A visit did this item, where the action still wants it: a, c or e. */
struct fostering_visit;
void fostering_initial_visited(struct request *r, const struct record *record,
    const struct fostering_visit *visit, char item);
void fostering_initial_put(struct request *r, struct node *body, const struct record *record);
extern const struct field fostering_initial_input[];
int fostering_initial_show(struct request *r);
int fostering_initial_save(struct request *r);

/* -- visit-due.c: regulation 8 (5.2) -- */
struct visit_rules;
void fostering_visit_rules(struct visit_rules *rules_r);
/* Exits with a sentence when the settings make no rule. */
void fostering_visit_rules_start(void);
/* Works out deemed_start (aware_on and start_actual are set), every due date and
 * the next one, and keeps the clock T4. Call it after whatever one of them hangs
 * on: a visit, the start, the aware date, an absence, the end. */
void fostering_visits_due(struct request *r, const struct record *record);
/* The next date, why, and the day to plan for; nothing when none is due. */
void fostering_due_put(struct request *r, struct node *body, const struct record *record);
/* Every due date that there was, and what met it. */
void fostering_dues_put(struct request *r, struct node *body, const struct record *record);

/* -- visit.c: the visits of a case (5.5) -- */
struct fostering_visit {
	unsigned long long id, document, officer, report_by, signed_by;
	const char *handle, *type, *status, *planned_at, *due_on, *visited_on, *started, *ended;
	const char *method, *child_seen, *alone, *alone_reason, *not_done, *safeguarding;
	const char *asked_by, *asked_name, *asked_on, *reasonable, *refused_why;
	const char *report_on, *signed_on, *sign_note, *officer_name;
	unsigned number, minutes, concerns, version;
	bool qualifying;
};
/* May this person record visits and what belongs to them here (11.2)? */
bool fostering_visit_worker(const struct request *r, const struct record *record);
/* The visit of the route's "visit". False: none. */
bool fostering_visit_find(struct request *r, const struct record *record,
    struct fostering_visit *visit_r);
/* The one whose report this form is. */
bool fostering_visit_number(struct request *r, const struct record *record, unsigned number,
    struct fostering_visit *visit_r);
/* A sentence when this type cannot be on this day in this state (11.1); NULL: it can. */
const char *fostering_visit_wrong(struct request *r, const struct record *record,
    const char *type, const char *day);
/* "Visit 3, regular visit (regulation 8)" */
const char *fostering_visit_title(struct request *r, const struct fostering_visit *visit);
const char *fostering_visit_path(struct request *r, const struct record *record,
    const struct fostering_visit *visit);
/* A control that an answer before it makes necessary. sent: the route in hand has
 * the field, so that what was typed and its message stand in it. */
struct node *fostering_visit_control(struct request *r, struct node *parent,
    const struct field *field, bool sent, const char *type);
struct node *fostering_visit_option(struct node *control, const char *value, const char *label,
    const char *chosen);
void fostering_visits_put(struct request *r, struct node *body, const struct record *record);
int fostering_visits_show(struct request *r);

/* -- visit-plan.c: planned, asked for (regulation 8), moved to another day -- */
extern const struct field fostering_visit_plan_input[], fostering_visit_asked_input[],
    fostering_visit_move_input[];
int fostering_visit_plan_show(struct request *r);
int fostering_visit_plan_save(struct request *r);
int fostering_visit_asked_show(struct request *r);
int fostering_visit_asked_save(struct request *r);
/* When it was planned for before, and why that changed; a link to move it again. */
void fostering_visit_moves_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_visit *visit);
int fostering_visit_move_show(struct request *r);
int fostering_visit_move(struct request *r);

/* -- visit-record.c: what became of a visit (5.5) -- */
extern const struct field fostering_visit_input[], fostering_visit_record_input[];
/* What became of it: pairs of label and value; NULL: nothing of the kind. */
void fostering_visit_done_rows(struct request *r, const struct fostering_visit *visit,
    void (*put)(struct node *, const char *label, const char *value), struct node *parent);
/* 409: somebody was faster; nothing is saved. */
int fostering_visit_meanwhile(struct request *r);
int fostering_visit_show(struct request *r);
int fostering_visit_record(struct request *r);

/* -- visit-report.c: its form, written and signed off -- */
/* Schedule 2 and Schedule 3. */
const struct form *fostering_report_load_proposal(const char *path);
const struct form *fostering_report_load_visit(const char *path);
/* Of both kinds in forms.c. */
bool fostering_report_open(const struct record *record);
bool fostering_report_may_write(struct request *r, const struct casework_open *o);
void fostering_report_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);
void fostering_report_saved(struct request *r, const struct record *record,
    struct document *document);
void fostering_report_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
void fostering_report_print_first(struct request *r, const struct record *record,
    const struct document *document, struct node *print);
void fostering_report_start(struct request *r, const struct record *record,
    struct fostering_visit *visit);
/* Below a visit: its report, and signing it off. */
void fostering_report_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_visit *visit);
extern const struct field fostering_report_sign_input[];
int fostering_report_written(struct request *r);
int fostering_report_sign(struct request *r);

/* -- diary.c: the weeks ahead -- */
int fostering_diary_show(struct request *r);

#endif
