/*
 * request: the agencies, what each is asked of a child's death, and what it answers
 * (sections.md 2.4, 2.5, 3.3, 7.1). An agency's report is one document of the
 * record a form, with the request's number.
 */
#ifndef EVERYCHILD_LSCB_REQUEST_H
#define EVERYCHILD_LSCB_REQUEST_H

#include "document-page.h"
#include "lscb.h"
#include "request-rules.h"

/* -- for the other nouns of a case -- */

/* T5: a request, not sent yet, for each agency that a professional of the case
 * belongs to (person, kind PROFESSIONAL, by type and then by name). Who belongs to
 * none that the register knows is told of on the case's page of requests. */
void lscb_requests_begin(struct request *r, const struct record *record);
/* T4: what is not in yet is waived; why is kept with each. */
void lscb_requests_withdraw(struct request *r, const struct record *record, const char *why);
/* What of the agencies' reports (2.9) is not there yet, NULL: nothing. Where none was asked
 * a reason must be kept. */
const char *lscb_requests_lack(struct request *r, const struct record *record);
struct lscb_request_count {
	unsigned all, unsent, awaited, late, returned, answered;
};
void lscb_request_count(struct request *r, const struct record *record,
    struct lscb_request_count *count_r);
void lscb_request_panel(struct request *r, const struct record *record, struct node *list);
/* Has this person no other part in the case than that of a reporter or a single point
 * of contact? They see their request, and nothing else of the case. */
bool lscb_reporter_only(const struct record *record);

/* -- one request -- */

struct lscb_request {
	unsigned long long id, agency, reporter, accepted_by;
	const char *handle;
	unsigned number, version;
	const char *agency_handle, *agency_name, *agency_type, *agency_contact, *agency_email;
	const char *agency_lead;
	bool approves;
	const char *reporter_name;	/* "" none */
	enum request_status status;
	const char *method, *asked;
	const char *sent_on, *due_on, *first_due_on, *acknowledged_on, *returned_on, *accepted_on;
	const char *received_by, *why, *hold_until, *late_code, *late_reason;
	bool nil;
	const char *record_handle, *reference, *form_set;
	unsigned extended;		/* how often more time was given */
};

/* A request that is open, with who looks at it. */
struct lscb_request_open {
	struct lscb_request q;
	struct record record;
	bool keeps;			/* the coordinator */
	bool answers;			/* its reporter, or the agency's single point of contact */
	bool spoc;			/* … the latter */
	bool part;			/* … sections of it alone (request-part.c) */
};

/* By the route's "request". False: none that this person may see (404). lock: the
 * record first, then all is read. */
bool lscb_request_open(struct request *r, struct lscb_request_open *o, bool lock);
/* The same for the coordinator alone. */
bool lscb_request_keep(struct request *r, struct lscb_request_open *o, bool lock);
/* What columns of the row say; statements that begin with REQUEST (sql-request.h). */
void lscb_request_from(struct request *r, const struct db_row *row, struct lscb_request *q_r);
const char *lscb_request_path(struct request *r, const struct lscb_request *q);
/* A page of it with its way back and heading. */
struct node *lscb_request_page(struct request *r, const struct lscb_request_open *o,
    const char *title);
/* Is it late, today or on the day it came in? */
bool lscb_request_late(const struct request *r, const struct lscb_request *q);
/* "5 working days late", or NULL. */
const char *lscb_request_lateness(struct request *r, const struct lscb_request *q);
void lscb_request_status_put(struct request *r, struct node *row, const struct lscb_request *q);
/* In the access log: which death's, and which request. */
void lscb_request_audit(struct request *r, const struct lscb_request_open *o, const char *what);
/* Whom the record lets in as REPORTER and SPOC follows from what is asked now. */
void lscb_request_people(struct request *r, const struct record *record);

/* -- request-new.c -- */
extern const struct field lscb_request_new_input[];
int lscb_requests_show(struct request *r);
int lscb_request_add(struct request *r);
extern const struct field lscb_request_unasked_input[];
int lscb_request_unasked(struct request *r);
/* Where a notice leads: to one's own requests. */
int lscb_request_asked(struct request *r);

/* -- request-act.c: what 3.3 lets one do -- */
struct request_fact {
	const char *day, *due, *why, *by, *hold, *late_code, *late_reason;
};
extern const struct field lscb_request_act_input[];
int lscb_request_act_show(struct request *r);
int lscb_request_act_save(struct request *r);
/* Does it, with its step; the caller has asked request_can. False with a sentence
 * in *why_r: a date cannot be worked out; or the row has moved on (NULL). */
bool lscb_request_do(struct request *r, const struct record *record, struct lscb_request *q,
    enum request_act act, const struct request_fact *fact, const char **why_r);
/* The day it is due when sent on this one; NULL: a year is not known. */
const char *lscb_request_due(struct request *r, const struct record *record, const char *sent_on);

/* -- request-chase.c: reminders and escalation -- */
extern const struct field lscb_request_chase_input[];
/* Begins the ladder anew from the day it is due. False: a year is not known. */
bool lscb_request_ladder(struct request *r, const struct lscb_request *q);
void lscb_request_ladder_stop(struct request *r, const struct lscb_request *q);
void lscb_request_steps_put(struct request *r, struct node *body,
    const struct lscb_request_open *o);
int lscb_chase_list(struct request *r);
int lscb_request_chase_show(struct request *r);
int lscb_request_chase_save(struct request *r);

/* -- request-form.c: the report itself -- */
/* Makes the documents of what is asked that are not there yet, section A filled in. */
void lscb_request_documents(struct request *r, const struct record *record,
    const struct lscb_request *q);
void lscb_request_form_add(struct request *r, const struct lscb_request *q, const char *form);
/* Nothing is written in them any more, and what the agency typed and did not save is
 * gone (7.3). */
void lscb_request_documents_end(struct request *r, const struct record *record,
    const struct lscb_request *q);
struct node *lscb_request_forms_put(struct request *r, struct node *body,
    const struct lscb_request_open *o);
/* The chief form: Form B, or of set C the reporting form. */
const char *lscb_request_chief(const struct lscb_request *q);
/* What keeps from sending it in; *nil_r: it is a nil return. */
struct form_gap *lscb_request_gaps(struct request *r, const struct lscb_request_open *o,
    bool *nil_r);
/* B.E8: does it tell of concern about abuse or neglect? */
bool lscb_request_abuse(struct request *r, const struct record *record,
    const struct lscb_request *q);
extern const struct field lscb_request_form_input[], lscb_request_section_input[],
    lscb_request_answers_input[];
int lscb_request_form_tasks(struct request *r);
int lscb_request_form_check(struct request *r);
int lscb_request_form_changes(struct request *r);
int lscb_request_form_print(struct request *r);
int lscb_request_form_section(struct request *r);
int lscb_request_form_save(struct request *r);
int lscb_request_form_draft(struct request *r);

/* … and of one section alone; its paths lead into it. */
struct form_gap *lscb_request_section_gaps(struct request *r, const struct lscb_request_open *o,
    const char *form, const char *section);

/* -- request-part.c: sections given to others of the agency (2.8) -- */
extern const struct field lscb_request_part_input[], lscb_request_part_done_input[];
/* Has this person a section of the form, of the request of the address; this one? */
bool lscb_request_part_any(struct request *r, const char *form);
bool lscb_request_part_mine(struct request *r, const char *form, const char *section);
/* … and is it still to be written? */
bool lscb_request_part_open(struct request *r, const char *form, const char *section);
/* All but one's own sections (document_page.hide). */
void lscb_request_part_hide(struct request *r, const struct record *record,
    const struct document *d, struct document_mask *mask);
/* One's own sections; form NULL: of all forms. */
void lscb_request_part_own(struct request *r, struct node *body, const struct lscb_request_open *o,
    const char *form);
/* Who has which, for who reads all of it. */
void lscb_request_parts_put(struct request *r, struct node *body,
    const struct lscb_request_open *o);
/* Appends what is with somebody who has not said that it is done: it keeps the report back. */
void lscb_request_part_gaps(struct request *r, const struct lscb_request_open *o,
    struct form_gap **gaps);
/* Until when one's own sections are due, where sections are all that one has of it; "" when
 * all are done, NULL: one has none. */
const char *lscb_request_part_due(struct request *r, const struct lscb_request *q);
int lscb_request_part_show(struct request *r);
int lscb_request_part_save(struct request *r);
int lscb_request_part_done(struct request *r);

/* -- request-paper.c -- */
int lscb_request_paper(struct request *r);

/* -- request-answer.c: the agency's side -- */
extern const struct field lscb_request_input[], lscb_request_submit_input[],
    lscb_request_reporter_input[];
/* What is still needed, each with its place. */
void lscb_request_gaps_put(struct node *body, const struct form_gap *gaps);
int lscb_requests_own(struct request *r);
int lscb_request_show(struct request *r);
int lscb_request_submit_show(struct request *r);
int lscb_request_submit(struct request *r);
int lscb_request_reporter_show(struct request *r);
int lscb_request_reporter_save(struct request *r);

/* -- agency.c: the register of agencies -- */
extern const struct field lscb_agency_new_input[], lscb_agency_input[], lscb_agency_change_input[],
    lscb_agency_person_input[], lscb_agency_person_end_input[];
int lscb_agencies(struct request *r);
int lscb_agency_new(struct request *r);
int lscb_agency_add(struct request *r);
int lscb_agency_show(struct request *r);
int lscb_agency_change_show(struct request *r);
int lscb_agency_change(struct request *r);
int lscb_agency_person_add(struct request *r);
int lscb_agency_person_end(struct request *r);

#endif
