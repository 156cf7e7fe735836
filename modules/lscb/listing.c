#include <string.h>

#include "lists.h"
#include "meeting.h"

/* T11 and T12: a case is put on the agenda of a meeting, and taken off again. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field lscb_listing_input[] = {
	ID,
	{ .name = "meeting", .type = FIELD_HANDLE, .required = true, .label = "Meeting" },
	{ .name = "block", .type = FIELD_CODE, .choices = "lscb-block", .required = true,
	  .label = "Block" },
	{ .name = "agreed_on", .type = FIELD_DATE, .not_future = true,
	  .label = "If the papers are late: day on which the chair agreed" },
	{ .name = "agreed_why", .type = FIELD_TEXT, .max = 300,
	  .label = "If the papers are late: why it cannot wait", .hint = "Do not name a child" },
	{ 0 }
};

const struct field lscb_unlist_input[] = {
	ID,
	{ .name = "why", .type = FIELD_TEXT, .max = 500, .required = true,
	  .label = "Why is it taken off the agenda?", .hint = "Do not name a child" },
	{ 0 }
};

static int list_page(struct request *r, const struct record *record, int status)
{
	struct node *body = lscb_table_page(r, record, "listing", "Put on an agenda"), *form, *control;
	const char *chosen = input_text(&r->input, "meeting");
	struct lscb_meeting *ahead;
	size_t i, n = lscb_meetings_ahead(r, &ahead);
	const struct field *f;

	if (n == 0) {
		(void)page_para(body, "No meeting is planned.");
		(void)page_link(body, "Plan a meeting", "button", "/lscb/meetings/plan");
		return status;
	}
	form = page_form(r, body, r->http->path);
	control = page_field(r, form, &lscb_listing_input[1], "select");
	for (i = 0; i < n; i++)
		lscb_option(control, ahead[i].handle, pool_printf(r->pool, "%s, %s; papers out by %s%s",
		    page_day(r, ahead[i].meets_on), lists_label("lscb-meeting", ahead[i].kind, r->today),
		    page_day(r, ahead[i].papers_on), strcmp(ahead[i].papers_on, r->today) < 0 ?
		    " (has passed)" : ""), chosen);
	for (f = &lscb_listing_input[2]; f->name != NULL; f++)
		(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Put it on the agenda", "primary", NULL, NULL);
	return status;
}

int lscb_listing_show(struct request *r)
{
	return casework_step_show(r, LSCB_EVENT_LIST, list_page);
}

/* 5.2: who is on a late list is there because the chair agreed. */
static bool late(struct request *r, const struct lscb_meeting *m)
{
	return strcmp(m->papers_on, r->today) < 0 || strcmp(m->status, "PLANNED") != 0;
}

static void list_rules(struct request *r, const struct record *record, struct lscb_meeting *m)
{
	input_needs(&r->input, "meeting", "Choose a meeting");
	if (input_text(&r->input, "meeting")[0] == '\0')
		return;
	if (!lscb_meeting_find(r, input_text(&r->input, "meeting"), true, m) ||
	    strcmp(m->meets_on, r->today) < 0 || !lscb_meeting_open(m) || strcmp(m->status, "HELD") == 0) {
		input_refuse(&r->input, "meeting", "Choose a meeting that is still to come");
	} else if (late(r, m)) {
		input_needs(&r->input, "agreed_on", "The papers of this meeting are out: enter the day on "
		    "which the chair agreed to a late case");
		input_needs(&r->input, "agreed_why", "Enter why it cannot wait");
	}
	lscb_nameless(r, record->id, "agreed_why");
}

int lscb_listing_save(struct request *r)
{
	const char *block = input_text(&r->input, "block"), *why;
	struct lscb_meeting m = { .id = 0 };
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_LIST))
		return casework_moved_on(r);
	list_rules(r, &record, &m);
	if (!input_valid(&r->input, r->pool))
		return list_page(r, &record, 422);
	if (!casework_move(r, &record, LSCB_EVENT_LIST, &status))
		return status;
	why = late(r, &m) ? pool_printf(r->pool, "Late; the chair agreed on %s: %s",
	    page_day(r, input_text(&r->input, "agreed_on")), input_text(&r->input, "agreed_why")) : "";
	(void)db_write(r->db, &lscb_sql[LSCB_ITEM_ADD], m.id, lscb_agenda_place(r, &m, block),
	    "CASE", record.id, block, "", why, request_account(r));
	r->audit.detail = pool_printf(r->pool, "meeting=%s", m.handle);
	return request_redirect(r, "%s/table", casework_path(r, &record));
}

/* -- T12 -- */

static int unlist_page(struct request *r, const struct record *record, int status)
{
	struct node *body = lscb_table_page(r, record, "unlist", "Take off the agenda");

	page_route_form(r, body, "Take it off", "warning");
	return status;
}

int lscb_unlist_show(struct request *r)
{
	return casework_step_show(r, LSCB_EVENT_UNLIST, unlist_page);
}

int lscb_unlist_save(struct request *r)
{
	const char *why = input_text(&r->input, "why");
	struct lscb_meeting m;
	struct lscb_item item;
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return unlist_page(r, &record, 422);
	if (!lscb_item_of(r, &record, &m, &item))
		return casework_moved_on(r);
	if (!casework_move(r, &record, LSCB_EVENT_UNLIST, &status))
		return status;
	(void)db_write(r->db, &lscb_sql[LSCB_ITEM_GONE], why, item.id);
	(void)db_write(r->db, &lscb_sql[LSCB_PACK_OFF], "Taken off the agenda", record.id, m.id);
	r->audit.detail = why;
	return request_redirect(r, "%s", casework_path(r, &record));
}
