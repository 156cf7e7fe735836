#include <string.h>

#include "lists.h"
#include "place.h"
#include "text.h"

/* S4: a place that was asked for, refused, directed. */

const struct field education_request_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "school", .type = FIELD_HANDLE, .required = true, .label = "School" },
	{ .name = "kind", .type = FIELD_CODE, .choices = "education-place-request", .compact = true,
	  .required = true, .label = "Kind of request",
	  .hint = "Fair access must not be used because of behaviour" },
	{ .name = "asked_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Asked on" },
	{ 0 }
};

const struct field education_request_answer_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "request", .type = FIELD_NUMBER, .required = true },
	{ .name = "answer", .type = FIELD_CODE, .choices = "education-place-answer", .compact = true,
	  .required = true, .label = "Answer" },
	{ .name = "answered_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Answered on" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 500, .label = "Reason given" },
	{ 0 }
};

static void request_put(struct request *r, const struct record *record, struct node *body,
    const struct db_row *q)
{
	const char *path = pool_printf(r->pool, "%s/request/%llu", casework_path(r, record),
	    db_number(q, 0)), *answer = db_text(q, 3);
	struct node *s = node_add(body, "summary");

	node_set(s, "card", "yes");
	node_set(s, "title", db_text(q, 6));
	(void)page_row(s, "Kind", lists_label("education-place-request", db_text(q, 1), r->today));
	(void)page_row(s, "Asked on", page_day(r, db_text(q, 2)));
	if (answer[0] == '\0')
		(void)page_form_of(r, body, education_request_answer_input, path,
		    pool_printf(r->pool, "Save the answer of %s", db_text(q, 6)), "secondary");
	else {
		(void)page_row(s, "Answer", lists_label("education-place-answer", answer, r->today));
		(void)page_row(s, "Answered on", page_day(r, db_text(q, 4)));
		(void)page_row(s, "Reason given", db_text(q, 5));
	}
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "place", "Requests for a school place"), *form;
	struct db_rows rows;
	bool waits = false;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_REQUESTS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		/* One answer form at a time, so that each control stands once on the page. */
		bool open = db_text(&rows.row[i], 3)[0] == '\0';

		if (!open || !waits)
			request_put(r, record, body, &rows.row[i]);
		else
			(void)page_para(body, pool_printf(r->pool, "%s was asked on %s and has not answered.",
			    db_text(&rows.row[i], 6), page_day(r, db_text(&rows.row[i], 2))));
		waits = waits || open;
	}
	if (r->route->input != education_request_input)
		return status;
	(void)page_heading(body, 2, "Ask a school");
	form = page_form(r, body, r->http->path);
	education_fields(r, form, education_request_input);
	(void)page_button(page_buttons(form), "Record the request", "primary", NULL, NULL);
	return status;
}

int education_request_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? page(r, &record, 200) : page_not_found(r);
}

int education_request_save(struct request *r)
{
	struct input *in = &r->input;
	struct education_school s = { 0 };
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (input_text(in, "school")[0] != '\0' && !education_school_find(r, input_text(in, "school"), &s))
		input_refuse(in, "school", "Choose a school of the register");
	if (!input_valid(in, r->pool))
		return page(r, &record, 422);
	(void)db_write(r->db, &education_sql[EDUCATION_REQUEST_ADD], record.id, s.id,
	    input_text(in, "kind"), input_text(in, "asked_on"), request_account(r));
	event_add(r, &record, "request", "A school place was asked for", false);
	return request_redirect(r, "%s/request", casework_path(r, &record));
}

int education_request_answer(struct request *r)
{
	struct input *in = &r->input;
	struct record record;
	unsigned long long id;

	if (!casework_lock(r, &record) || !text_number(input_text(in, "request"), &id))
		return page_not_found(r);
	if (input_is(in, "answer", "REFUSED"))
		input_needs(in, "reason", "Say why the place was refused");
	if (!input_valid(in, r->pool))
		return page(r, &record, 422);
	if (db_write(r->db, &education_sql[EDUCATION_REQUEST_SET], input_text(in, "answer"),
	    input_text(in, "answered_on"), input_text(in, "reason"), id, record.id) != 1)
		return page_not_found(r);
	event_add(r, &record, "request", "A request for a school place was answered", false);
	return request_redirect(r, "%s/request", casework_path(r, &record));
}
