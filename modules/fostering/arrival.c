#include <string.h>

#include "fostering.h"

/* 10, 4 and 6: a child is there. Known by the notice under regulation 6, or found
 * out: a second clock of seven working days starts with that day. */

const struct field fostering_arrival_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "came_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day the child came" },
	{ .name = "known_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day the notice under regulation 6 was received",
	  .hint = "Without a notice, the day on which you learned that the child is there" },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

static const char *later(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) > 0 ? a : b;
}

static void there(struct request *r, const struct record *record, const char *receipt)
{
	approvals_overtaken(r, record);
	involvement_start_of(r, record, record->owner, "PF", "Private fostering");
	fostering_initial_open(r, record, 7, receipt);
	fostering_visits_due(r, record);
}

void fostering_started(struct request *r, const struct record *record)
{
	there(r, record, later(fostering_of(r)->start_actual, fostering_notified_on(r)));
}

static int arrival_page(struct request *r, const struct record *record,
    const struct fostering_warnings *w, int status)
{
	struct node *body = casework_page(r, record, "arrival", "The child has arrived"), *form;

	(void)page_para(body, "The initial action under regulation 7 starts, also where that under "
	    "regulation 4 was done: it is due within 7 working days of the notice.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, fostering_arrival_input);
	fostering_warnings_put(r, form, w);
	(void)page_button(page_buttons(form), "The child is there", "primary", NULL, NULL);
	return status;
}

int fostering_arrival_show(struct request *r)
{
	static const struct fostering_warnings none = { .n = 0 };
	struct record record;
	struct db_row notice;
	const char *came;

	if (!casework_load(r, &record) || !casework_may(r, &record, FOSTERING_EVENT_ARRIVED))
		return page_not_found(r);
	came = fostering_of(r)->start_proposed;
	input_slot(&r->input, "known_on")->value = r->today;
	if (db_find(r->db, &fostering_sql[FOSTERING_ARRIVAL_NOTICE], &notice, record.id)) {
		input_slot(&r->input, "known_on")->value = db_text(&notice, 0);
		came = db_text(&notice, 1) == NULL ? came : db_text(&notice, 1);
	}
	if (came != NULL && strcmp(came, r->today) <= 0)
		input_slot(&r->input, "came_on")->value = came;
	return arrival_page(r, &record, &none, 200);
}

static void rules(struct request *r)
{
	const char *came = input_text(&r->input, "came_on"), *known = input_text(&r->input, "known_on");
	const char *born = fostering_of(r)->child_born_on;

	if (came[0] == '\0' || known[0] == '\0')
		return;
	if (born != NULL && strcmp(came, born) < 0)
		input_refuse(&r->input, "came_on", "This is before the child's birth");
	if (strcmp(known, came) < 0)
		input_refuse(&r->input, "known_on", "This is before the child came");
}

int fostering_arrival_save(struct request *r)
{
	const char *came = input_text(&r->input, "came_on"), *known = input_text(&r->input, "known_on");
	struct fostering_warnings w = { .n = 0 };
	const char *aware;
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, FOSTERING_EVENT_ARRIVED))
		return casework_moved_on(r);
	rules(r);
	if (came[0] != '\0')
		fostering_doubts(r, &record, came, &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return arrival_page(r, &record, &w, 422);
	if (!casework_move(r, &record, FOSTERING_EVENT_ARRIVED, &status))
		return status;
	/* 5.2: notified in advance, it is deemed to begin with the start itself. */
	aware = strcmp(fostering_notified_on(r), came) <= 0 ? came : known;
	(void)db_write(r->db, &fostering_sql[FOSTERING_ARRIVAL_SET], came, aware, later(came, aware),
	    record.id);
	(void)fostering_again(r, &record);
	deadline_met_on(r, &record, "T2", known);
	there(r, &record, known);
	fostering_doubts_keep(r, &record, &w);
	fostering_facts_changed(r, &record, "The child has arrived");
	return request_redirect(r, "%s", casework_path(r, &record));
}
