/*
 * person: the people around an arrangement, their household and checks. One part of fostering.h, which includes it.
 */
#ifndef EVERYCHILD_FOSTERING_PERSON_H
#define EVERYCHILD_FOSTERING_PERSON_H

/* A carer whom nobody has named yet reads so, and is found by no name. */
#define FOSTERING_UNNAMED_GIVEN		"Name"
#define FOSTERING_UNNAMED_FAMILY	"not known"

/* -- person.c: somebody who is not the child -- */
struct fostering_person {
	unsigned long long id, version;
	const char *handle, *name, *given, *family, *other_names, *born_on, *sex, *phone, *email;
	const char *language, *interpreter, *ethnicity, *religion;
	const char *barred, *disqualified;	/* for fostering_offence_reader alone */
	bool unnamed;		/* nobody has said the name yet: the words above stand for it */
};
/* Of the input table of a page that adds one, beside given and family. */
#define FOSTERING_PERSON_NEW_FIELDS \
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .label = "Date of birth" }, \
	{ .name = "phone", .type = FIELD_PHONE, .max = 20, .width = 20, .label = "Phone" }, \
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .label = "E-mail" }, \
	{ .name = "line1", .type = FIELD_TEXT, .max = 100, .label = "Address, first line" }, \
	{ .name = "line2", .type = FIELD_TEXT, .max = 100, .label = "Address, second line" }, \
	{ .name = "town", .type = FIELD_TEXT, .max = 100, .width = 30, .label = "Town" }, \
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" }, \
	{ .name = "country", .type = FIELD_TEXT, .max = 60, .width = 30, .label = "Country", \
	  .hint = "When it is not the United Kingdom" }, \
	{ .name = "lives_since", .type = FIELD_DATE, .not_future = true, .label = "Lives there since" }, \
	{ .name = "known", .type = FIELD_TOKEN, .max = 12 }
const char *fostering_person_name(struct request *r, const char *given, const char *family);
/* Page of the person with this handle below the case. */
const char *fostering_person_path(struct request *r, const struct record *record,
    const char *handle);
/* The route's "person", who is on this arrangement. False: answer 404. */
bool fostering_person_route(struct request *r, const struct record *record,
    struct fostering_person *person_r);
/* The same with its record, for who may change people. */
bool fostering_person_open(struct request *r, bool lock, struct record *record_r,
    struct fostering_person *person_r);
/* Is it settled whether who was typed is known already (the input's "known")? Else
 * the input is refused, and _known_put asks. */
bool fostering_person_settled(struct request *r, const struct record *record);
void fostering_person_known_put(struct request *r, struct node *form, const struct record *record);
/* The one who was chosen, or a new one with the address typed. Returns the id. */
unsigned long long fostering_person_take(struct request *r, const struct record *record);
/* A page of one form of the route's fields. */
int fostering_person_form(struct request *r, const struct record *record,
    const struct fostering_person *p, const char *title, int status);
extern const struct field fostering_person_input[], fostering_person_change_input[],
    fostering_address_input[], fostering_address_dates_input[];
int fostering_person_show(struct request *r);
int fostering_person_details(struct request *r);
int fostering_person_save(struct request *r);
int fostering_address_show(struct request *r);
int fostering_address_save(struct request *r);
int fostering_address_dates_show(struct request *r);
int fostering_address_dates_save(struct request *r);

/* -- people.c: parents and others of the arrangement -- */
bool fostering_people_writer(struct request *r, const struct record *record);
void fostering_people_put(struct request *r, struct node *body, const struct record *record);
void fostering_people_parts_put(struct request *r, struct node *body, const struct record *record,
    const struct fostering_person *p, bool write);
/* After a change of who has parental responsibility or who lives with the carer:
 * the facts that follow from it, and the legal test. */
void fostering_people_facts(struct request *r, const struct record *record, const char *why);
extern const struct field fostering_people_input[], fostering_part_input[];
int fostering_people_show(struct request *r);
int fostering_people_add_show(struct request *r);
int fostering_people_add(struct request *r);
int fostering_part_show(struct request *r);
int fostering_part_save(struct request *r);

/* -- involved.c: who else works with the child (11.4) -- */
void fostering_involved_put(struct request *r, struct node *body, const struct record *record);

/* -- named.c: who is named in the notices and is not on the case (4) -- */
/* A list with one button, for who may add people; nothing where there is none. */
void fostering_named_put(struct request *r, struct node *body, const struct record *record);
/* A link to it. */
void fostering_named_offer(struct request *r, struct node *body, const struct record *record);
extern const struct field fostering_named_input[];
int fostering_named_add(struct request *r);

/* -- household.c: where the carer lives, and who else does -- */
void fostering_household_put(struct request *r, struct node *body, const struct record *record);
/* 16 and over; who has no date of birth by the part in the household. */
bool fostering_household_adult(struct request *r, const char *born_on, const char *role);
/* Is the person an adult who is of the household now? */
bool fostering_member_adult(struct request *r, const struct record *record,
    const struct fostering_person *p);
/* A task for this case and for each other open one of the same household, whose
 * holder hears of it: what concerns the home concerns every child in it (0). what:
 * no name. */
void fostering_household_tell(struct request *r, const struct record *record, const char *kind,
    const char *what, const char *due_on);
/* 7: tasks when somebody joins (adult: checks) or leaves. */
void fostering_household_changed(struct request *r, const struct record *record, bool adult);
extern const struct field fostering_premises_input[], fostering_member_input[],
    fostering_member_change_input[];
int fostering_premises_show(struct request *r);
int fostering_premises_save(struct request *r);
int fostering_member_new(struct request *r);
int fostering_member_add(struct request *r);
int fostering_member_show(struct request *r);
int fostering_member_save(struct request *r);

/* -- check.c: checks of adults, offences (5.6) -- */
/* Each adult of the household with what is back, asked for and missing. */
void fostering_checks_put(struct request *r, struct node *body, const struct record *record);
extern const struct field fostering_check_input[], fostering_result_input[],
    fostering_history_input[], fostering_standing_input[];
int fostering_checks_show(struct request *r);
int fostering_offences_show(struct request *r);
int fostering_check_show(struct request *r);
int fostering_check_save(struct request *r);
int fostering_result_show(struct request *r);
int fostering_result_save(struct request *r);
int fostering_history_show(struct request *r);
/* 7: what was learnt of a background wants a manager the same day. */
void fostering_background_serious(struct request *r, const struct record *record);
extern const struct field fostering_background_input[];	/* background.c */
int fostering_background_record(struct request *r);
int fostering_history_save(struct request *r);
int fostering_standing_show(struct request *r);
int fostering_standing_save(struct request *r);

/* T11 of the checks of this carer and household, where the case does not have it. */
void fostering_renewals_start(struct request *r, const struct record *record);

/* -- carer.c: other arrangements of the carer, household and child -- */
struct fostering_warnings;
void fostering_others_put(struct request *r, struct node *body, const struct record *record);
/* 11.1: the same child in two arrangements on a day, or looked after. start: the
 * day this one begins, NULL the start that is recorded. */
void fostering_overlap_warnings(struct request *r, const struct record *record,
    const char *start, struct fostering_warnings *w);
void fostering_overlaps_put(struct request *r, struct node *body, const struct record *record);
extern const struct field fostering_overlap_input[];
int fostering_overlap_confirm(struct request *r);

#endif
