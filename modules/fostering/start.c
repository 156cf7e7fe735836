#include <string.h>

#include "child-card.h"
#include "date.h"
#include "fostering.h"
#include "match.h"
#include "secret.h"

/* 3: a notice makes a case. By telephone with these few questions; Schedule 1
 * is asked afterwards, as far as the person is able. */

const struct field fostering_start_input[] = {
	{ .name = "child", .type = FIELD_HANDLE, .required = true },
	{ .name = "regulation", .type = FIELD_CODE, .choices = "fostering-regulation:first",
	  .required = true, .label = "What kind of notice is it?" },
	{ .name = "notifier", .type = FIELD_CODE, .choices = "fostering-notifier", .compact = true,
	  .required = true, .label = "Who gives it?" },
	{ .name = "notifier_name", .type = FIELD_TEXT, .max = 210,
	  .label = "Name of who gives it" },
	{ .name = "notifier_contact", .type = FIELD_TEXT, .max = 200,
	  .label = "Phone or e-mail of who gives it" },
	{ .name = "channel", .type = FIELD_CODE, .choices = "fostering-channel", .required = true,
	  .label = "How did it come?" },
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of receipt" },
	{ .name = "received_time", .type = FIELD_TEXT, .max = 5, .width = 5,
	  .label = "Time of receipt", .hint = "On the 24-hour clock, for instance 14:30" },
	{ .name = "carer_given", .type = FIELD_NAME, .max = 100, .width = 30,
	  .label = "Carer's given name(s)" },
	{ .name = "carer_family", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .label = "Carer's family name" },
	{ .name = "carer_phone", .type = FIELD_PHONE, .width = 20, .label = "Carer's phone" },
	{ .name = "line1", .type = FIELD_TEXT, .max = 100, .label = "Carer's address, first line" },
	{ .name = "town", .type = FIELD_TEXT, .max = 100, .width = 30, .label = "Town" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .label = "Postcode" },
	{ .name = "relationship", .type = FIELD_CODE, .choices = "fostering-relationship",
	  .compact = true, .label = "What is the carer to the child?" },
	{ .name = "starts_on", .type = FIELD_DATE, .label = "Day the child came or is to come" },
	{ .name = "ends_on", .type = FIELD_DATE, .label = "Day it is to end",
	  .hint = "Leave it empty when that is open" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .label = "What was said" },
	{ 0 }
};

static const char *moment(struct request *r, const char *day, const char *time)
{
	struct date date;
	int hour = 12, minute = 0;

	(void)date_parse(day, &date);
	if (time[0] != '\0')
		(void)date_clock_read(time, &hour, &minute);
	return date_utc(r->pool, date_from_london(date, hour, minute));
}

static void rules(struct request *r, const struct child_card *c)
{
	const char *received = input_text(&r->input, "received_on");
	const char *time = input_text(&r->input, "received_time");
	int hour, minute;

	if (time[0] != '\0' && !date_clock_read(time, &hour, &minute))
		input_refuse(&r->input, "received_time", "Enter a time like 14:30");
	if (c->born_on != NULL && !c->born_estimated && received[0] != '\0' &&
	    strcmp(received, c->born_on) < 0)
		input_refuse(&r->input, "received_on", "This is before the child's birth");
	if (input_text(&r->input, "ends_on")[0] != '\0' &&
	    strcmp(input_text(&r->input, "ends_on"), input_text(&r->input, "starts_on")) < 0)
		input_refuse(&r->input, "ends_on", "The end must not be before the start");
}

static const char *day(const struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

static unsigned long long carer_add(struct request *r, unsigned long long household)
{
	const struct input *in = &r->input;
	const char *family = input_text(in, "carer_family");
	unsigned long long person = db_insert(r->db, &fostering_sql[FOSTERING_PERSON_ADD],
	    secret_handle(r->pool), input_text(in, "carer_given"), family,
	    input_text(in, "carer_phone"), match_soundex(r->pool, family), request_account(r));

	(void)db_write(r->db, &fostering_sql[FOSTERING_MEMBER_ADD], household, person, "CARER", "N",
	    NULL, request_account(r));
	return person;
}

static void arrangement_add(struct request *r, const struct record *record,
    const struct child_card *c, const char *received)
{
	const struct input *in = &r->input;
	const char *starts = day(r, "starts_on");
	bool started = starts != NULL && strcmp(starts, r->today) <= 0;
	unsigned long long household = db_insert(r->db, &fostering_sql[FOSTERING_HOUSEHOLD_ADD],
	    secret_handle(r->pool), input_text(in, "line1"), input_text(in, "town"),
	    input_text(in, "postcode"), request_account(r));

	(void)db_write(r->db, &fostering_sql[FOSTERING_ARRANGEMENT_ADD], record->id, household,
	    carer_add(r, household), c->born_on, c->sex, input_text(in, "relationship"),
	    started ? NULL : starts, started ? starts : NULL, day(r, "ends_on"),
	    (unsigned long long)(starts != NULL && day(r, "ends_on") == NULL), received);
}

static int start_page(struct request *r, const struct child_card *c, int status)
{
	struct node *body = child_card_page(r, c, "start", "Take a private fostering notice");

	page_route_form(r, body, "Save the notice", "primary");
	return status;
}

int fostering_start_show(struct request *r)
{
	struct child_card c;

	if (!child_card_route(r, &c))
		return page_not_found(r);
	return start_page(r, &c, 200);
}

int fostering_start_make(struct request *r)
{
	const struct transition *t = fostering_workflow.transition;
	const struct input *in = &r->input;
	const char *received;
	struct record record;
	struct child_card c;

	if (!child_card_route(r, &c))
		return page_not_found(r);
	rules(r, &c);
	if (!input_valid(&r->input, r->pool))
		return start_page(r, &c, 422);
	received = moment(r, input_text(in, "received_on"), input_text(in, "received_time"));
	record_new(r, "arrangement", c.id, child_card_name(r, &c),
	    fostering_workflow.state[t->to].code, &record);
	(void)record_refer_next(r, &record, "PF", "");
	arrangement_add(r, &record, &c, received);
	(void)db_write(r->db, &fostering_sql[FOSTERING_NOTIFICATION_ADD], record.id, 1ULL,
	    input_text(in, "regulation"), input_text(in, "notifier"), input_text(in, "notifier_name"),
	    input_text(in, "notifier_contact"), received, input_text(in, "received_on"),
	    input_text(in, "channel"), NULL, day(r, "starts_on"), "", "", input_text(in, "note"),
	    request_account(r));
	event_add(r, &record, t->code, t->title, t->shared);
	casework_clock_start(r, &record, "T0", input_text(in, "received_on"));
	fostering_facts_changed(r, &record, "First notice");
	return request_redirect(r, "%s", casework_path(r, &record));
}
