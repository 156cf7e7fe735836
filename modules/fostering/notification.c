#include <string.h>

#include "conf.h"
#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "measure.h"
#include "notice-rules.h"
#include "text.h"

/* 3: every notice about an arrangement. All are kept on the one case, and the
 * earliest receipt drives the authority's clock. */

const struct field fostering_written_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ .name = "written_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was there in writing" },
	{ 0 }
};

/* -- what both pages ask: the first notice (start.c) and another (notice.c) -- */

const char *fostering_notification_moment(struct request *r)
{
	const char *time = input_text(&r->input, "received_time");
	struct date date;
	int hour = 12, minute = 0;

	if (!date_parse(input_text(&r->input, "received_on"), &date))
		return NULL;
	if (time[0] != '\0')
		(void)date_clock_read(time, &hour, &minute);
	return date_utc(r->pool, date_from_london(date, hour, minute));
}

/* 3: who has no duty under the Regulations is a source, not one who notifies. */
static void duty_rule(struct request *r)
{
	const char *regulation = input_text(&r->input, "regulation");
	const char *notifier = input_text(&r->input, "notifier");

	if (regulation[0] != '\0' && notifier[0] != '\0' &&
	    !lists_flag("fostering-notifier", notifier, "duty") &&
	    !lists_flag("fostering-regulation", regulation, "referral"))
		input_refuse(&r->input, "regulation", pool_printf(r->pool, "%s has no duty to notify: "
		    "choose the referral. Whoever arranges it has", lists_label("fostering-notifier", notifier,
		    r->today)));
}

void fostering_notification_rules(struct request *r, const char *born_on)
{
	const char *received = input_text(&r->input, "received_on");
	const char *time = input_text(&r->input, "received_time");
	const char *at = fostering_notification_moment(r);
	long long moment;
	int hour, minute;

	if (time[0] != '\0' && !date_clock_read(time, &hour, &minute))
		input_refuse(&r->input, "received_time", "Enter a time like 14:30");
	else if (time[0] != '\0' && at != NULL && date_moment(at, &moment) && moment > date_now())
		input_refuse(&r->input, "received_time", "This time is still to come");
	duty_rule(r);
	if (born_on != NULL && born_on[0] != '\0' && received[0] != '\0' &&
	    strcmp(received, born_on) < 0)
		input_refuse(&r->input, "received_on", "This is before the child's birth");
}

static bool is(struct request *r, const char *flag)
{
	return lists_flag("fostering-regulation", input_text(&r->input, "regulation"), flag);
}

void fostering_notification_warnings(struct request *r, const struct record *record,
    const char *event_on, struct fostering_warnings *w)
{
	const char *regulation = input_text(&r->input, "regulation");
	struct db_row row;

	if (event_on != NULL && text_starts(regulation, "3(") &&
	    strcmp(event_on, input_text(&r->input, "received_on")) < 0)
		fostering_warn(w, "REG5", "The start was before this notice came: then it is one under "
		    "regulation 5, not 3");
	if (is(r, "arrival") && record != NULL &&
	    !db_find(r->db, &fostering_sql[FOSTERING_NOTIFICATION_PROPOSAL], &row, record->id))
		fostering_warn(w, "REG6", "No notice under regulation 3 is on this case: treat it as one "
		    "under regulation 5");
}

/* -- saving -- */

static void class_of(struct request *r, const char *event_on, struct notice_class *class_r)
{
	const struct input *in = &r->input;

	*class_r = (struct notice_class){ .code = "", .why = "" };
	if (is(r, "first"))
		notice_classify(r->pool, input_text(in, "regulation"),
		    lists_flag("fostering-notifier", input_text(in, "notifier"), "duty"),
		    input_text(in, "received_on"), event_on,
		    (unsigned)conf_number("fostering.notice_days"), class_r);
}

/* What follows it in brackets is for the reader, and finds it no more. */
static const char *writing_task(struct request *r, unsigned long long number)
{
	return pool_printf(r->pool, "Obtain notice %llu in writing", number);
}

/* Regulation 11: a task for each that is still to come in writing, and the clock of
 * the one that is due first. */
static void writing_ask(struct request *r, const struct record *record, unsigned long long number)
{
	const char *received = input_text(&r->input, "received_on");
	const char *regulation = input_text(&r->input, "regulation");
	struct db_rows waiting;

	fostering_task_add(r, record, "WRITTEN", pool_printf(r->pool, "%s (%s: regulations %s and 11)",
	    writing_task(r, number), lists_label("fostering-regulation", regulation, r->today),
	    regulation), casework_clock_date(r, "T12", received));
	(void)db_list(r->db, &fostering_sql[FOSTERING_NOTIFICATION_UNWRITTEN], &waiting, record->id);
	if (waiting.n == 0 || db_number(&waiting.row[0], 0) != number)
		return;
	deadline_drop(r, record, "T12");
	casework_clock_start(r, record, "T12", received);
}

/* waiting: as it was before this one came. */
static void writing_came(struct request *r, const struct record *record,
    const struct db_rows *waiting, unsigned long long number)
{
	fostering_task_one_done(r, record, "WRITTEN", writing_task(r, number));
	if (waiting->n == 0 || db_number(&waiting->row[0], 0) != number)
		return;
	deadline_met_on(r, record, "T12", input_text(&r->input, "written_on"));
	if (waiting->n > 1)
		casework_clock_start(r, record, "T12", db_text(&waiting->row[1], 1));
}

unsigned long long fostering_notification_add(struct request *r, const struct record *record,
    const char *event_on)
{
	const struct input *in = &r->input;
	bool written = lists_flag("fostering-channel", input_text(in, "channel"), "written");
	struct notice_class class;
	struct db_row row;
	unsigned long long number = 1;

	if (db_find(r->db, &fostering_sql[FOSTERING_NOTIFICATION_LAST], &row, record->id))
		number = db_number(&row, 0) + 1;
	class_of(r, event_on, &class);
	(void)db_write(r->db, &fostering_sql[FOSTERING_NOTIFICATION_ADD], record->id, number,
	    input_text(in, "regulation"), input_text(in, "notifier"), input_text(in, "notifier_name"),
	    input_text(in, "notifier_contact"), fostering_notification_moment(r),
	    input_text(in, "received_on"), input_text(in, "channel"),
	    written ? input_text(in, "received_on") : NULL, event_on, class.code, class.why,
	    input_text(in, "note"), (unsigned long long)!input_is(in, "received_time", ""),
	    request_account(r));
	/* Who refers a child owes no notice, so none in writing (3). */
	if (!written && !is(r, "referral"))
		writing_ask(r, record, number);
	if (input_is(in, "regulation", "5"))
		task_kind_done(r, record, "REG5", "");
	fostering_schedule_new(r, record, input_text(in, "regulation"), input_text(in, "notifier"),
	    input_text(in, "notifier_name"), input_text(in, "notifier_contact"));
	return number;
}

/* -- an earlier one than the first so far -- */

/* The clock of regulation 7 runs from the arrival where there was a proposal. */
static void clocks_again(struct request *r, const struct record *record)
{
	const char *from = fostering_notified_on(r);
	struct db_row row;

	if (db_find(r->db, &fostering_sql[FOSTERING_DECISION_TA_RUNS], &row, record->id)) {
		deadline_drop(r, record, "TA");
		casework_clock_start(r, record, "TA", from);
	}
	if (strcmp(record->state, "ENQUIRY") == 0) {
		deadline_drop(r, record, "T0");
		casework_clock_start(r, record, "T0", from);
	} else if (strcmp(record->state, "PROPOSED") == 0)
		fostering_initial_open(r, record, 4, from);
	else if ((strcmp(record->state, "ACTIVE_NEW") == 0 || strcmp(record->state, "PAUSED") == 0) &&
	    !db_find(r->db, &fostering_sql[FOSTERING_NOTIFICATION_ARRIVED], &row, record->id))
		fostering_initial_open(r, record, 7, from);
}

/* 5.2: whoever was told earlier knew earlier, and the visits are counted from then. */
static void aware_again(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *notified = fostering_notified_on(r), *day;

	if (a->aware_on == NULL || a->start_actual == NULL)
		return;
	day = strcmp(a->start_actual, notified) > 0 ? a->start_actual : notified;
	if (strcmp(day, a->aware_on) >= 0)
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_AWARE_ADD], record->id, a->aware_on, day,
	    "An earlier notice was recorded", request_account(r));
	(void)db_write(r->db, &fostering_sql[FOSTERING_DECIDE_AWARE], day, day, record->id);
	fostering_visits_due(r, record);
}

void fostering_notification_earlier(struct request *r, const struct record *record)
{
	if (!is(r, "first") || db_write(r->db, &fostering_sql[FOSTERING_NOTIFICATION_FIRST],
	    fostering_notification_moment(r), (unsigned long long)!input_is(&r->input, "received_time", ""),
	    record->id, fostering_notification_moment(r)) != 1)
		return;
	(void)fostering_again(r, record);
	clocks_again(r, record);
	aware_again(r, record);
	event_add(r, record, "notice.first", "An earlier notice: the dates run from it", false);
}

/* A class that hung on the start, once the start is known. */
void fostering_notifications_classify(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *start = a->start_actual != NULL ? a->start_actual : a->start_proposed;
	struct notice_class class;
	struct db_rows rows;
	size_t i;

	if (start == NULL)
		return;
	(void)db_list(r->db, &fostering_sql[FOSTERING_NOTIFICATION_UNCLASSED], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		if (!lists_flag("fostering-regulation", db_text(&rows.row[i], 1), "first"))
			continue;
		notice_classify(r->pool, db_text(&rows.row[i], 1), true, db_text(&rows.row[i], 2), start,
		    (unsigned)conf_number("fostering.notice_days"), &class);
		(void)db_write(r->db, &fostering_sql[FOSTERING_NOTIFICATION_CLASS], class.code, class.why,
		    record->id, db_number(&rows.row[i], 0));
	}
}

/* -- on the case -- */

static const char *in_time(struct request *r, const struct db_row *n)
{
	const char *class = db_text(n, 7), *event_on = db_text(n, 10);
	struct date day;
	int answer;

	if (class[0] != '\0' || db_text(n, 8)[0] != '\0')
		return pool_printf(r->pool, "%s%s%s", class[0] == '\0' ? "" :
		    lists_label("fostering-class", class, r->today), class[0] == '\0' ? "" : ". ",
		    db_text(n, 8));
	if (event_on == NULL || !date_parse(event_on, &day))
		return "";
	/* The hour is not known: late is what came after 48 hours from the day's end. */
	answer = notice_in_time(db_text(n, 1), date_utc(r->pool, date_from_london(day, 24, 0)),
	    db_text(n, 4));
	return answer < 0 ? "" : pool_printf(r->pool, "%s: 48 hours from %s",
	    answer ? "In time" : "Late", page_day(r, event_on));
}

static const char *who(struct request *r, const struct db_row *n)
{
	const char *name = db_text(n, 3);

	return pool_printf(r->pool, "%s%s%s", lists_label("fostering-notifier", db_text(n, 2),
	    r->today), name[0] == '\0' ? "" : ": ", name);
}

static void written_put(struct request *r, struct node *row, const struct record *record,
    const struct db_row *n, bool may)
{
	const char *on = db_text(n, 6);
	bool owed = !lists_flag("fostering-regulation", db_text(n, 1), "referral");
	struct node *cell = page_cell(row, on != NULL ? page_day(r, on) :
	    !owed ? "Not owed" : may ? "Record it in writing" : "To come");

	if (on == NULL && owed && may)
		node_set(cell, "href", pool_printf(r->pool, "%s/written/%llu", casework_path(r, record),
		    db_number(n, 0)));
	else if (on == NULL && owed)
		node_set(cell, "kind", "overdue");
}

static void schedule_put(struct request *r, struct node *row, const struct record *record,
    const struct db_row *n)
{
	struct node *cell;

	if (!lists_flag("fostering-regulation", db_text(n, 1), "first")) {
		(void)page_cell(row, "");
		return;
	}
	cell = page_cell(row, db_number(n, 9) == 0 ? "Complete" : pool_printf(r->pool,
	    "%llu still needed", db_number(n, 9)));
	node_set(cell, "href", pool_printf(r->pool, "%s/notice-%llu", casework_path(r, record),
	    db_number(n, 0)));
	node_set(cell, "what", pool_printf(r->pool, "in notice %llu", db_number(n, 0)));
}

bool fostering_notification_writer(struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

void fostering_acknowledgements_put(struct request *r, struct node *body,
    const struct record *record, bool due)
{
	struct db_rows rows;
	size_t i;

	if (due && record->closed_at != NULL)
		return;
	(void)db_list(r->db, &fostering_sql[FOSTERING_NOTIFICATIONS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (!due || fostering_letter_kept(r, record, "ACK", db_number(&rows.row[i], 0)) == NULL)
			fostering_letter_offer(r, body, record, "ACK", db_number(&rows.row[i], 0));
}

void fostering_notifications_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "notices", "Notices", "There is none.", "Received",
	    "What", "From", "By", "In time", "In writing", "Schedule 1", NULL), *row;
	bool may = fostering_notification_writer(r, record);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_NOTIFICATIONS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *n = &rows.row[i];

		if (fostering_front_only(record) && !fostering_front_took(r, record, db_number(n, 0)))
			continue;
		row = node_add(table, "row");
		node_set(page_cell(row, fostering_when(r, db_text(n, 4), db_number(n, 12) != 0)), "head",
		    "yes");
		(void)page_cell(row, lists_label("fostering-regulation", db_text(n, 1), r->today));
		(void)page_cell(row, who(r, n));
		(void)page_cell(row, lists_label("fostering-channel", db_text(n, 5), r->today));
		(void)page_cell(row, in_time(r, n));
		written_put(r, row, record, n, may);
		schedule_put(r, row, record, n);
	}
	if (!fostering_front_only(record))
		fostering_acknowledgements_put(r, body, record, true);
	if (may)
		casework_link(r, body, record, "Another notice", "/another-notice", NULL);
}

/* -- what was told by telephone is there in writing -- */

static bool written_load(struct request *r, bool lock, struct record *record,
    unsigned long long *number_r, struct db_row *row_r)
{
	return (lock ? casework_lock(r, record) : casework_load(r, record)) &&
	    fostering_notification_writer(r, record) &&
	    text_number(input_text(&r->input, "number"), number_r) &&
	    db_find(r->db, &fostering_sql[FOSTERING_NOTIFICATION_ONE], row_r, record->id, *number_r) &&
	    db_text(row_r, 1) == NULL;
}

static int written_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "written", "Notice in writing");

	(void)page_para(body, "Every notice has to be given in writing (regulation 11). E-mail and web "
	    "forms count.");
	page_route_form(r, body, "Save", "primary");
	return status;
}

int fostering_written_show(struct request *r)
{
	unsigned long long number;
	struct record record;
	struct db_row row;

	if (!written_load(r, false, &record, &number, &row))
		return page_not_found(r);
	input_slot(&r->input, "written_on")->value = r->today;
	return written_page(r, &record, 200);
}

int fostering_written_save(struct request *r)
{
	unsigned long long number;
	struct db_rows waiting;
	struct record record;
	struct db_row row;

	if (!written_load(r, true, &record, &number, &row))
		return page_not_found(r);
	if (input_text(&r->input, "written_on")[0] != '\0' &&
	    strcmp(input_text(&r->input, "written_on"), db_text(&row, 0)) < 0)
		input_refuse(&r->input, "written_on", "This is before the notice was received");
	if (!input_valid(&r->input, r->pool))
		return written_page(r, &record, 422);
	(void)db_list(r->db, &fostering_sql[FOSTERING_NOTIFICATION_UNWRITTEN], &waiting, record.id);
	if (db_write(r->db, &fostering_sql[FOSTERING_NOTIFICATION_WRITTEN],
	    input_text(&r->input, "written_on"), record.id, number) == 1)
		writing_came(r, &record, &waiting, number);
	event_add(r, &record, "notice.written", pool_printf(r->pool, "Notice %llu is there in writing",
	    number), false);
	return request_redirect(r, "%s", casework_path(r, &record));
}
