#include "caf.h"
#include "text.h"

/* 4.3: overdue never blocks; it says why. */

const struct field caf_late_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "deadline", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ .name = "reason", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Why is it late?", .hint = "In a sentence. It is shown with the date" },
	{ 0 }
};

static bool late_load(struct request *r, bool lock, struct record *record,
    struct caf_episode *e, unsigned long long *deadline_r, struct db_row *row_r)
{
	if (!(lock ? caf_lock(r, record, e) : caf_load(r, record, e)) ||
	    !record_is(record, CAF_LATE_BY) ||
	    !text_number(input_text(&r->input, "deadline"), deadline_r))
		return false;
	return db_find(r->db, &caf_sql[CAF_LATE_FIND], row_r, record->id, *deadline_r, r->today);
}

static int late_page(struct request *r, const struct record *record, const struct caf_episode *e,
    const struct db_row *d, int status)
{
	struct node *body = page_begin(r, "late", "Why a date was missed"), *form, *s;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Why a date was missed");
	s = node_add(body, "summary");
	(void)page_row(s, "What", db_text(d, 0));
	(void)page_row(s, "Due", pool_printf(r->pool, "%s\n%s", caf_day(r, db_text(d, 1)),
	    db_text(d, 2)));
	(void)page_row(s, "Done", db_text(d, 3) == NULL ? "Not yet" : page_when(r, db_text(d, 3)));
	form = page_form(r, body, r->http->path);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int caf_late_show(struct request *r)
{
	unsigned long long deadline;
	struct caf_episode e;
	struct record record;
	struct db_row row;

	if (!late_load(r, false, &record, &e, &deadline, &row))
		return page_not_found(r);
	if (db_text(&row, 4) != NULL)
		input_slot(&r->input, "reason")->value = db_text(&row, 4);
	return late_page(r, &record, &e, &row, 200);
}

int caf_late_save(struct request *r)
{
	unsigned long long deadline;
	struct caf_episode e;
	struct record record;
	struct db_row row;

	if (!late_load(r, true, &record, &e, &deadline, &row))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return late_page(r, &record, &e, &row, 422);
	(void)deadline_late(r, &record, deadline, input_text(&r->input, "reason"));
	r->audit.detail = pool_printf(r->pool, "deadline=%llu", deadline);
	event_add(r, &record, "late", pool_printf(r->pool, "Said why late: %s", db_text(&row, 0)),
	    false);
	return request_redirect(r, "/caf/case/%s", record.handle);
}
