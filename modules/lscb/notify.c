#include <string.h>

#include "conf.h"
#include "date.h"
#include "lscb.h"
#include "match.h"

/* 2.2: a notification is kept with four facts, name, birth or age, day of death and
 * who notifies; the rest of Form A follows when it is known. */

const struct field lscb_notify_input[] = {
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .id = "A.01", .label = "Day the notification came" },
	{ .name = "received_time", .type = FIELD_TEXT, .max = 5, .width = 5,
	  .label = "Time it came", .hint = "On the 24-hour clock, for instance 14:30" },
	{ .name = "channel", .type = FIELD_CODE, .choices = "lscb-channel", .required = true,
	  .id = "A.05", .label = "How did it come?" },
	{ .name = "referrer", .type = FIELD_NAME, .max = 210, .width = 30, .required = true,
	  .id = "A.02", .label = "Name of the referrer" },
	{ .name = "agency", .type = FIELD_CODE, .choices = "lscb-agency", .compact = true,
	  .id = "A.03", .label = "Referrer's agency" },
	{ .name = "part", .type = FIELD_TEXT, .max = 120, .width = 30, .label = "Referrer's role" },
	{ .name = "phone", .type = FIELD_PHONE, .width = 20, .id = "A.04",
	  .label = "Referrer's phone" },
	{ .name = "email", .type = FIELD_TEXT, .max = 120, .width = 30,
	  .label = "Referrer's e-mail" },
	{ .name = "family", .type = FIELD_NAME, .max = 100, .width = 30, .required = true,
	  .id = "A.07", .label = "Child's family name" },
	{ .name = "given", .type = FIELD_NAME, .max = 210, .width = 30,
	  .label = "Child's first and other names" },
	{ .name = "baby_of", .type = FIELD_TICK,
	  .label = "The child had no name yet: the family name is the mother's" },
	{ .name = "nhs", .type = FIELD_NHS, .width = 14, .id = "A.09", .label = "NHS number" },
	{ .name = "born_on", .type = FIELD_DATE, .not_future = true, .id = "A.10",
	  .label = "Date of birth" },
	{ .name = "age_said", .type = FIELD_TEXT, .max = 60, .width = 20,
	  .label = "Age, when the date of birth is not known" },
	{ .name = "sex", .type = FIELD_CODE, .choices = "lscb-sex", .id = "A.11", .label = "Sex" },
	{ .name = "died_on", .type = FIELD_DATE, .not_future = true, .required = true, .id = "A.12",
	  .label = "Date of death" },
	{ .name = "died_time", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "Time of death",
	  .hint = "On the 24-hour clock, where it is known" },
	{ .name = "postcode", .type = FIELD_POSTCODE, .width = 10, .id = "A.14",
	  .label = "Home postcode" },
	{ .name = "note", .type = FIELD_MEMO, .max = 16000, .rows = 8, .id = "A.28",
	  .label = "Circumstances as they were told" },
	{ 0 }
};

static void time_rule(struct request *r, const char *name)
{
	const char *time = input_text(&r->input, name);
	int hour, minute;

	if (time[0] != '\0' && !date_clock_read(time, &hour, &minute))
		input_refuse(&r->input, name, "Enter a time like 14:30");
}

static void rules(struct request *r)
{
	struct input *in = &r->input;
	const char *born = input_text(in, "born_on"), *died = input_text(in, "died_on");
	const char *received = input_text(in, "received_on");

	time_rule(r, "received_time");
	time_rule(r, "died_time");
	if (born[0] == '\0' && input_text(in, "age_said")[0] == '\0')
		input_refuse(in, "born_on", "Enter the date of birth, or the age");
	if (born[0] != '\0' && died[0] != '\0' && strcmp(died, born) < 0)
		input_refuse(in, "died_on", "The date of death is before the date of birth");
	if (died[0] != '\0' && received[0] != '\0' && strcmp(received, died) < 0)
		input_refuse(in, "received_on", "The notification cannot have come before the death");
}

static const char *day(const struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

/* Without a time it counts from the start of the day, which is never too late. */
static const char *received(struct request *r)
{
	struct date date;
	int hour = 0, minute = 0;

	(void)date_parse(input_text(&r->input, "received_on"), &date);
	(void)date_clock_read(input_text(&r->input, "received_time"), &hour, &minute);
	return date_utc(r->pool, date_from_london(date, hour, minute));
}

static void death_add(struct request *r, const struct record *record, const char *at)
{
	const struct input *in = &r->input;
	char band[2] = { lscb_age_band(day(r, "born_on"), day(r, "died_on")), '\0' };

	(void)db_write(r->db, &lscb_sql[LSCB_DEATH_ADD], record->id, conf_text("lscb.form_set"), at,
	    input_text(in, "received_on"), input_text(in, "family"), input_text(in, "given"),
	    (unsigned long long)(input_text(in, "baby_of")[0] != '\0'),
	    match_soundex(r->pool, input_text(in, "family")), input_text(in, "nhs"),
	    day(r, "born_on"), input_text(in, "age_said"), input_text(in, "sex"),
	    day(r, "died_on"), input_text(in, "died_time"), band, input_text(in, "postcode"));
}

static void notification_add(struct request *r, const struct record *record, const char *at)
{
	const struct input *in = &r->input;

	(void)db_write(r->db, &lscb_sql[LSCB_NOTIFICATION_ADD], record->id, 1ULL, at,
	    input_text(in, "received_on"), input_text(in, "channel"), input_text(in, "agency"),
	    input_text(in, "referrer"), input_text(in, "part"), input_text(in, "phone"),
	    input_text(in, "email"), input_text(in, "family"), input_text(in, "given"),
	    input_text(in, "nhs"), day(r, "born_on"), day(r, "died_on"), input_text(in, "sex"),
	    input_text(in, "postcode"), input_text(in, "note"), request_account(r));
}

static int notify_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "notify", "Notify a child's death");

	page_back(r, "Child deaths", "/lscb/");
	(void)page_heading(body, 1, "Notify a child's death");
	page_route_form(r, body, "Save the notification", "primary");
	return status;
}

int lscb_notify_show(struct request *r)
{
	return notify_page(r, 200);
}

int lscb_notify_save(struct request *r)
{
	const struct transition *t = workflow_beginning(&lscb_workflow, LSCB_EVENT_NOTIFY);
	struct record record;
	const char *at;

	rules(r);
	if (!input_valid(&r->input, r->pool))
		return notify_page(r, 422);
	at = received(r);
	record_new(r, "death", 0, "A child", lscb_workflow.state[t->to].code, &record);
	(void)record_refer_year(r, &record, "CD", input_text(&r->input, "received_on"));
	death_add(r, &record, at);
	notification_add(r, &record, at);
	event_add(r, &record, t->code, t->title, false);
	if (!session_role(r->session, "CDC CDD"))
		return page_message(r, 200, "Notification kept", pool_printf(r->pool,
		    "It has the identifier %s. The coordinator goes on with it.", record.reference));
	return request_redirect(r, "%s", casework_path(r, &record));
}
