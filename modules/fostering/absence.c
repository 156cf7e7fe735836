#include <string.h>

#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "time-rules.h"

/* 7 and 10, 9 to 11: the child is away and is to return within 27 days. Visits go
 * on being due meanwhile; a child who does not come back has ended it. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field fostering_absence_input[] = {
	ID,
	{ .name = "left_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which the child left" },
	{ .name = "expected_on", .type = FIELD_DATE, .required = true,
	  .label = "Day on which the child is to come back" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "Where the child is, and why" },
	{ 0 }
};

const struct field fostering_back_input[] = {
	ID,
	{ .name = "returned_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which the child came back" },
	{ 0 }
};

const struct field fostering_absence_ended_input[] = {
	ID,
	{ .name = "dropped_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was decided that the child does not come back" },
	{ .name = "dropped_time", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "Time",
	  .hint = "On the 24-hour clock, for instance 14:30, when it is known" },
	{ .name = "reason", .type = FIELD_CODE, .choices = "fostering-end-reason", .compact = true,
	  .required = true, .label = "Why did it end?" },
	{ .name = "why", .type = FIELD_MEMO, .max = 4000, .rows = 3, .label = "What is known of it" },
	{ 0 }
};

void fostering_absences_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_ABSENCES], &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "absences", "Away", "", "Left", "To be back by", "At the latest",
	    "How it ended", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *a = &rows.row[i];
		const char *over = db_text(a, 3) != NULL ? db_text(a, 3) : db_text(a, 4);

		row = node_add(table, "row");
		node_set(page_cell(row, page_day(r, db_text(a, 0))), "head", "yes");
		(void)page_cell(row, page_day(r, db_text(a, 1)));
		(void)page_cell(row, page_day(r, db_text(a, 2)));
		(void)page_cell(row, over == NULL ? "Away now" : pool_printf(r->pool, "%s%s%s",
		    lists_label("fostering-absence-end", db_text(a, 5), r->today),
		    db_text(a, 5)[0] == '\0' ? "Ended, " : ", ", page_day(r, over)));
	}
}

static int page(struct request *r, const struct record *record, const char *view,
    const char *title, const char *text, const char *button, int status)
{
	struct node *body = casework_page(r, record, view, title);

	(void)page_para(body, text);
	fostering_absences_put(r, body, record);
	page_route_form(r, body, button, "primary");
	return status;
}

static bool loaded(struct request *r, struct record *record_r, enum fostering_event event)
{
	return casework_load(r, record_r) && casework_may(r, record_r, event);
}

/* -- 9: away -- */

static int away_page(struct request *r, const struct record *record, int status)
{
	return page(r, record, "absence", "The child is away", pool_printf(r->pool, "An absence that "
	    "is to last no longer than %s does not end the arrangement. Visits are due as before.",
	    conf_text("fostering.t5_absence")), "The child is away", status);
}

int fostering_absence_show(struct request *r)
{
	struct record record;

	if (!loaded(r, &record, FOSTERING_EVENT_AWAY))
		return page_not_found(r);
	return away_page(r, &record, 200);
}

/* The last day on which a return keeps it going; NULL: no day was typed. */
static const char *latest(struct request *r)
{
	const char *left = input_text(&r->input, "left_on");

	return left[0] == '\0' || input_slot(&r->input, "left_on")->error != NULL ? NULL :
	    casework_clock_date(r, "T5", left);
}

static void away_rules(struct request *r, const char *last)
{
	const char *left = input_text(&r->input, "left_on"), *start = fostering_of(r)->start_actual;
	const char *back = input_text(&r->input, "expected_on");

	if (left[0] == '\0' || last == NULL)
		return;
	if (start != NULL && strcmp(left, start) < 0)
		input_refuse(&r->input, "left_on", "This is before the start of the arrangement");
	if (strcmp(last, r->today) < 0)
		input_refuse(&r->input, "left_on", pool_printf(r->pool, "The latest return was %s: record "
		    "that it ended", page_day(r, last)));
	if (back[0] != '\0' && strcmp(back, left) < 0)
		input_refuse(&r->input, "expected_on", "The return must not be before the child left");
	if (back[0] != '\0' && strcmp(back, last) > 0)
		input_refuse(&r->input, "expected_on", pool_printf(r->pool, "This is later than %s, the "
		    "latest return: an absence that long ends it", page_day(r, last)));
}

int fostering_absence_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;
	const char *last;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, FOSTERING_EVENT_AWAY))
		return casework_moved_on(r);
	last = latest(r);
	away_rules(r, last);
	if (!input_valid(&r->input, r->pool))
		return away_page(r, &record, 422);
	if (!casework_move(r, &record, FOSTERING_EVENT_AWAY, &status))
		return status;
	(void)db_write(r->db, &fostering_sql[FOSTERING_ABSENCE_ADD], record.id,
	    input_text(in, "left_on"), input_text(in, "expected_on"), last, input_text(in, "note"),
	    request_account(r), record.id);
	casework_clock_start(r, &record, "T5", input_text(in, "left_on"));
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- 10: back -- */

static int back_page(struct request *r, const struct record *record, int status)
{
	return page(r, record, "back", "The child is back", "The arrangement goes on as it was.",
	    "The child is back", status);
}

int fostering_back_show(struct request *r)
{
	struct record record;

	if (!loaded(r, &record, FOSTERING_EVENT_BACK))
		return page_not_found(r);
	input_slot(&r->input, "returned_on")->value = r->today;
	return back_page(r, &record, 200);
}

static void back_rules(struct request *r, const struct record *record)
{
	const char *on = input_text(&r->input, "returned_on");
	struct db_row row;

	if (on[0] == '\0' || !db_find(r->db, &fostering_sql[FOSTERING_ABSENCE_OPEN], &row, record->id))
		return;
	if (strcmp(on, db_text(&row, 0)) < 0)
		input_refuse(&r->input, "returned_on", "This is before the child left");
	if (strcmp(on, db_text(&row, 2)) > 0)
		input_refuse(&r->input, "returned_on", pool_printf(r->pool, "The latest return was %s: the "
		    "arrangement ended with that day", page_day(r, db_text(&row, 2))));
}

int fostering_back_save(struct request *r)
{
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, FOSTERING_EVENT_BACK))
		return casework_moved_on(r);
	back_rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return back_page(r, &record, 422);
	if (!casework_move(r, &record, FOSTERING_EVENT_BACK, &status))
		return status;
	(void)db_write(r->db, &fostering_sql[FOSTERING_ABSENCE_END],
	    input_text(&r->input, "returned_on"), NULL, "RETURNED", record.id);
	deadline_met_on(r, &record, "T5", input_text(&r->input, "returned_on"));
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- 11: not coming back -- */

static int ended_page(struct request *r, const struct record *record, int status)
{
	return page(r, record, "absence-ended", "The child does not come back", "The arrangement ends "
	    "with the moment at which that was decided. The carer has to give notice within 48 hours "
	    "of it.", "It has ended", status);
}

int fostering_absence_ended_show(struct request *r)
{
	struct record record;

	if (!loaded(r, &record, FOSTERING_EVENT_LAPSED))
		return page_not_found(r);
	input_slot(&r->input, "dropped_on")->value = r->today;
	return ended_page(r, &record, 200);
}

static void ended_rules(struct request *r, const struct record *record)
{
	struct db_row row;

	fostering_end_rules(r, "reason", input_text(&r->input, "reason"));
	if (!input_is(&r->input, "dropped_on", "") &&
	    db_find(r->db, &fostering_sql[FOSTERING_ABSENCE_OPEN], &row, record->id) &&
	    strcmp(input_text(&r->input, "dropped_on"), db_text(&row, 0)) < 0)
		input_refuse(&r->input, "dropped_on", "This is before the child left");
}

int fostering_absence_ended_save(struct request *r)
{
	struct record record;
	const char *moment;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, FOSTERING_EVENT_LAPSED))
		return casework_moved_on(r);
	moment = fostering_moment(r, "dropped_on", "dropped_time");
	ended_rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return ended_page(r, &record, 422);
	if (!fostering_end_by(r, &record, FOSTERING_EVENT_LAPSED, &(struct fostering_ending){
	    .moment = moment, .timed = !input_is(&r->input, "dropped_time", ""),
	    .day = input_text(&r->input, "dropped_on"), .absence = "DROPPED",
	    .reason = input_text(&r->input, "reason"), .why = input_text(&r->input, "why") }, &status))
		return status;
	return request_redirect(r, "%s", casework_path(r, &record));
}

void fostering_absence_lapse(struct request *r, struct record *record)
{
	struct db_row row;
	const char *last;
	int status;

	if (!db_find(r->db, &fostering_sql[FOSTERING_ABSENCE_OPEN], &row, record->id))
		return;
	last = db_text(&row, 2);
	(void)fostering_end_by(r, record, FOSTERING_EVENT_LAPSED, &(struct fostering_ending){
	    .moment = time_day_ends(r->pool, last), .day = last, .reason = "", .absence = "LAPSED",
	    .why = "Not back by the latest day of the return" }, &status);
}
