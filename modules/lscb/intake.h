/*
 * intake: how deaths come in and become cases (sections.md 1.2, 2.2, 2.3, 4.1,
 * 4.4): the likely same child, further notifications, the notification's form, the
 * people of a case, the log.
 */
#ifndef EVERYCHILD_LSCB_INTAKE_H
#define EVERYCHILD_LSCB_INTAKE_H

#include "casework-form.h"
#include "lscb.h"
#include "match-rules.h"

/* -- notification.c: every notice that came in (1.2) -- */

/* Who notified, and how: the same questions of the first and of every further one. */
#define NOTIFICATION_FIELDS \
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true, .required = true, \
	  .id = "A.01", .label = "Day the notification came" }, \
	{ .name = "received_time", .type = FIELD_TEXT, .max = 5, .width = 5, \
	  .label = "Time it came", .hint = "On the 24-hour clock, for instance 14:30" }, \
	{ .name = "channel", .type = FIELD_CODE, .choices = "lscb-channel", .required = true, \
	  .id = "A.05", .label = "How did it come?" }, \
	{ .name = "referrer", .type = FIELD_NAME, .max = 210, .width = 30, .required = true, \
	  .id = "A.02", .label = "Name of the referrer" }, \
	{ .name = "agency", .type = FIELD_CODE, .choices = "lscb-agency", .compact = true, \
	  .id = "A.03", .label = "Referrer's agency" }, \
	{ .name = "part", .type = FIELD_TEXT, .max = 120, .width = 30, .label = "Referrer's role" }, \
	{ .name = "phone", .type = FIELD_PHONE, .width = 20, .id = "A.04", \
	  .label = "Referrer's phone" }, \
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .width = 30, \
	  .label = "Referrer's e-mail" }

/* Typed in one of the two pages: a day or NULL; the moment it was received, in UTC. */
const char *lscb_notification_day(const struct request *r, const char *name);
const char *lscb_notification_moment(struct request *r);
/* When it was received, as read: a day where no time was said. */
const char *lscb_received(struct request *r, const char *at);
/* A time of day, or nothing, stands in this field; else it has its message. */
void lscb_notification_time(struct request *r, const char *name);
/* Keeps what the request's input says as the next notification of the record, which is
 * locked; the earliest receipt is the case's. The input has NOTIFICATION_FIELDS,
 * family, given, baby_of, nhs, born_on, age_said, birth_order, died_on, died_time, sex,
 * postcode and note. */
void lscb_notification_keep(struct request *r, const struct record *record);
/* The notifications of one record are the other's from now on. Both are locked. */
void lscb_notification_move(struct request *r, const struct record *from,
    const struct record *to);
/* Those that were moved from the record are its own again, and the other's first day is
 * what its own say. */
void lscb_notification_back(struct request *r, const struct record *record);
extern const struct field lscb_notification_input[];
void lscb_notification_panel(struct request *r, const struct record *record, struct node *list);
int lscb_notification_list(struct request *r);
int lscb_notification_new(struct request *r);
int lscb_notification_add(struct request *r);

/* -- likely.c: cases that may be the same child -- */

struct lscb_likely {
	unsigned long long record;
	const char *handle, *reference, *state, *notified_on;
	struct lscb_match_facts facts;
	struct lscb_match match;
};

/* Cases that 4.4 proposes for these facts, the best first; but the record `of` (0:
 * there is none yet), and what somebody said is another child. From now on nobody
 * else looks or notifies until the transaction ends. */
size_t lscb_likely_find(struct request *r, unsigned long long of,
    const struct lscb_match_facts *facts, struct lscb_likely **list_r);
/* Nobody else looks for the same child, or makes a case, until the transaction ends. */
void lscb_likely_alone(struct request *r);
/* The two are not the same child. */
void lscb_likely_apart(struct request *r, unsigned long long record, unsigned long long other,
    const char *why);
/* A row for each with what agrees and what does not, without a name. */
void lscb_likely_put(struct request *r, struct node *body, const struct lscb_likely *list,
    size_t n);

/* -- duplicate.c: two cases of one child (T3) -- */

extern const struct field lscb_duplicate_input[];
/* Is there a case that may be of the same child, and this person's to say? */
bool lscb_duplicate_likely(struct request *r, const struct record *record);
void lscb_duplicate_panel(struct request *r, const struct record *record, struct node *list);
int lscb_duplicate_show(struct request *r);
int lscb_duplicate_save(struct request *r);

/* -- notification-form.c: Form A, or the notification form of set C -- */

/* What its rows of kinds.c point to. */
bool lscb_notification_open(const struct record *record);
bool lscb_notification_find(struct request *r, const struct record *record, unsigned number,
    struct document *d);
bool lscb_notification_may_write(struct request *r, const struct casework_open *o);
int lscb_notification_none(struct request *r, const struct casework_open *o);
int lscb_form_section(struct request *r);
void lscb_notification_section(struct request *r, const struct record *record,
    const struct form_section *section, struct form_answers *answers);
void lscb_notification_rules(struct request *r, const struct record *record,
    const struct form_answers *answers, struct form_gap **gaps);
void lscb_notification_saved(struct request *r, const struct record *record, struct document *d);
void lscb_notification_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps);
void lscb_form_panel(struct request *r, const struct record *record, struct node *list);
/* Its name in this set ("L", "C"). */
const char *lscb_notification_form_of(const char *form_set);
/* Its name by the case's set of forms, which is its path. The case's columns have been
 * read (lscb_of). */
const char *lscb_notification_form_name(struct request *r, const struct record *record);
/* Makes the form of a case that is new, with what the notification says. */
void lscb_notification_form_new(struct request *r, const struct record *record);
extern const struct field lscb_form_complete_input[];
int lscb_form_complete(struct request *r);
/* The case's page, or for who notified it and has no other part in it the page of
 * notifications. */
const char *lscb_case_back(struct request *r, const struct record *record);
const char *lscb_case_back_label(struct request *r, const struct record *record);

/* -- notification-facts.c: what its form says becomes columns and rows -- */

void lscb_facts_keep(struct request *r, const struct record *record,
    const struct form_answers *answers);

/* -- person.c: family, household and professionals -- */

/* NULL is not known; born_on is a day or NULL. kind: FAMILY, PROFESSIONAL. */
struct lscb_person {
	const char *kind, *given, *family, *aliases, *relation, *born_on, *sex, *has_pr, *aware;
	const char *agency, *role, *organisation, *address, *phone, *email, *informed, *token;
	unsigned age;
};
void lscb_person_keep(struct request *r, const struct record *record,
    const struct lscb_person *person);
extern const struct field lscb_person_new_input[], lscb_person_input[];
void lscb_person_panel(struct request *r, const struct record *record, struct node *list);
int lscb_person_list(struct request *r);
int lscb_person_new(struct request *r);
int lscb_person_add(struct request *r);
int lscb_person_show(struct request *r);
int lscb_person_save(struct request *r);

/* -- list-export.c -- */

extern const struct field lscb_list_input[], lscb_list_export_input[];
int lscb_list_export_show(struct request *r);
int lscb_list_export(struct request *r);

/* -- life.c: what happened in the child's life, for the timeline of a pack (5.3) -- */
extern const struct field lscb_life_input[], lscb_life_gone_input[];
void lscb_life_panel(struct request *r, const struct record *record, struct node *list);
int lscb_life_show(struct request *r);
int lscb_life_add(struct request *r);
int lscb_life_gone(struct request *r);

/* -- details.c: doctors, references, area, the event (A1.05, A.14, 1.9, 2.10) -- */
extern const struct field lscb_details_input[];
void lscb_details_panel(struct request *r, const struct record *record, struct node *list);
void lscb_event_panel(struct request *r, const struct record *record, struct node *list);
int lscb_details_show(struct request *r);
int lscb_details_save(struct request *r);

#endif
