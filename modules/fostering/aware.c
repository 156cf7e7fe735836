#include <string.h>

#include "fostering.h"

/* 5.2: the day the authority first knew, put right after the arrangement was
 * started: by a manager, with a reason, what it was is kept. The dates of the
 * visits are worked out again from it. */

const struct field fostering_aware_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "was", .type = FIELD_TOKEN, .max = 10, .required = true },
	{ .name = "aware_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day the authority first knew that the child was there",
	  .hint = "The visits are counted from this day, or from the start where that is later" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why it is corrected" },
	{ 0 }
};

static bool correctable(struct request *r, const struct record *record)
{
	return fostering_running(record) && record->closed_at == NULL &&
	    fostering_of(r)->aware_on != NULL && request_may(r, FOSTERING_DECIDE);
}

void fostering_aware_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	if (fostering_of(r)->aware_on == NULL)
		return;
	(void)page_para(body, pool_printf(r->pool, "The authority first knew on %s; visits are counted "
	    "from %s.", page_day(r, fostering_of(r)->aware_on), fostering_of(r)->deemed_start == NULL ?
	    "the start" : page_day(r, fostering_of(r)->deemed_start)));
	if (correctable(r, record))
		casework_link(r, body, record, "Correct the day the authority first knew", "/aware", NULL);
	(void)db_list(r->db, &fostering_sql[FOSTERING_AWARE_LIST], &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "aware", "Corrections of the day the authority first knew", "", "Made",
	    "It was", "It is", "Why", "By", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		row = node_add(table, "row");
		node_set(page_cell(row, page_when(r, db_text(c, 0))), "head", "yes");
		(void)page_cell(row, page_day(r, db_text(c, 1)));
		(void)page_cell(row, page_day(r, db_text(c, 2)));
		(void)page_cell(row, db_text(c, 3));
		(void)page_cell(row, db_text(c, 4) == NULL ? "" : pool_printf(r->pool, "%s %s",
		    db_text(c, 4), db_text(c, 5)));
	}
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "aware",
	    "Correct the day the authority first knew"), *form;

	(void)page_para(body, pool_printf(r->pool, "It is %s now. The due dates of the visits are worked out "
	    "again from the new day, and a date that has passed by then counts as missed. The initial "
	    "action runs from the receipt of the notice, which is corrected by recording an earlier notice.",
	    page_day(r, fostering_of(r)->aware_on)));
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "was", input_text(&r->input, "was"));
	page_fields(r, form, fostering_aware_input);
	(void)page_button(page_buttons(form), "Correct it", "primary", NULL, NULL);
	return status;
}

int fostering_aware_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !correctable(r, &record))
		return page_not_found(r);
	input_slot(&r->input, "was")->value = fostering_of(r)->aware_on;
	input_slot(&r->input, "aware_on")->value = fostering_of(r)->aware_on;
	return page(r, &record, 200);
}

static void rules(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *day = input_text(&r->input, "aware_on");
	struct db_row row;

	if (day[0] == '\0')
		return;
	if (a->child_born_on != NULL && strcmp(day, a->child_born_on) < 0)
		input_refuse(&r->input, "aware_on", "This is before the child's birth");
	if (strcmp(day, a->aware_on) == 0)
		input_refuse(&r->input, "aware_on", "This is the day that is recorded");
	if (db_find(r->db, &fostering_sql[FOSTERING_AWARE_VISIT], &row, record->id) &&
	    db_text(&row, 0) != NULL && strcmp(day, db_text(&row, 0)) > 0)
		input_refuse(&r->input, "aware_on", pool_printf(r->pool, "The child was visited on %s: the "
		    "authority knew by then", page_day(r, db_text(&row, 0))));
}

/* Who arrived without a notice: the initial action ran from the day it was
 * learned, and an earlier one moves it (10, T3). */
static void initial_again(struct request *r, const struct record *record, const char *day)
{
	struct db_row row;

	if (strcmp(record->state, "ACTIVE_NEW") == 0 &&
	    db_find(r->db, &fostering_sql[FOSTERING_NOTIFICATION_ARRIVED], &row, record->id) &&
	    !db_find(r->db, &fostering_sql[FOSTERING_ARRIVAL_NOTICE], &row, record->id))
		fostering_initial_open(r, record, 7, day);
}

int fostering_aware_save(struct request *r)
{
	const char *day = input_text(&r->input, "aware_on"), *start;
	struct record record;

	if (!casework_lock(r, &record) || !correctable(r, &record))
		return page_not_found(r);
	start = fostering_of(r)->start_actual;
	if (!input_is(&r->input, "was", fostering_of(r)->aware_on)) {
		input_refuse(&r->input, "aware_on", pool_printf(r->pool, "Somebody else has corrected it "
		    "meanwhile: it is %s now. Look at it and save again", page_day(r,
		    fostering_of(r)->aware_on)));
		input_slot(&r->input, "was")->value = fostering_of(r)->aware_on;
		return page(r, &record, 409);
	}
	rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_AWARE_ADD], record.id,
	    fostering_of(r)->aware_on, day, input_text(&r->input, "reason"), request_account(r));
	event_add(r, &record, "aware", pool_printf(r->pool, "Day the authority first knew corrected: "
	    "%s, was %s", page_day(r, day), page_day(r, fostering_of(r)->aware_on)), false);
	(void)db_write(r->db, &fostering_sql[FOSTERING_DECIDE_AWARE], day, start != NULL &&
	    strcmp(start, day) > 0 ? start : day, record.id);
	fostering_visits_due(r, &record);
	initial_again(r, &record, day);
	notice_add(r, &record, record.owner, "The dates of the visits have changed");
	return request_redirect(r, "%s/visits", casework_path(r, &record));
}
