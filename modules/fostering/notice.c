#include <string.h>

#include "fostering.h"
#include "lists.h"
#include "notice-rules.h"

/* 3: another notice on a case. What it tells of (an arrival, an end) is recorded
 * on the page of that step, to which it leads. */

const struct field fostering_notice_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "regulation", .type = FIELD_CODE, .choices = "fostering-regulation",
	  .required = true, .label = "What kind of notice is it?" },
	FOSTERING_NOTICE_FIELDS,
	{ .name = "event_on", .type = FIELD_DATE, .label = "Day it tells of",
	  .hint = "The start, the arrival, the change or the end" },
	{ .name = "note", .type = FIELD_MEMO, .max = 4000, .label = "What was said" },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

static void deadlines_put(struct node *body)
{
	struct node *details = node_add(body, "details"), *table, *row;
	const struct notice_rule *n;

	node_set(details, "summary", "Who has to notify, and when");
	table = page_table(details, "rules", "Duties to notify", "", "Regulation", "Who", "What", "When",
	    NULL);
	node_set(table, "quiet", "yes");
	for (n = notice_rules; n->number != NULL; n++) {
		row = node_add(table, "row");
		(void)page_cell(row, n->regulation);
		(void)page_cell(row, n->who);
		(void)page_cell(row, n->event);
		(void)page_cell(row, n->when);
	}
}

static int notice_page(struct request *r, const struct record *record,
    const struct fostering_warnings *w, int status)
{
	struct node *body = casework_page(r, record, "notice", "Another notice"), *form;
	const struct field *f;

	deadlines_put(body);
	form = page_form(r, body, r->http->path);
	for (f = fostering_notice_input + 1; f->name != NULL; f++)
		if (f->label != NULL)
			(void)page_field(r, form, f, NULL);
	fostering_warnings_put(r, form, w);
	(void)page_button(page_buttons(form), "Save the notice", "primary", NULL, NULL);
	return status;
}

int fostering_notice_show(struct request *r)
{
	static const struct fostering_warnings none = { .n = 0 };
	struct record record;

	if (!casework_load(r, &record) || !fostering_notification_writer(r, &record))
		return page_not_found(r);
	input_slot(&r->input, "received_on")->value = r->today;
	return notice_page(r, &record, &none, 200);
}

/* Where the page of what it tells of is, when that can be recorded now. */
static const char *next(struct request *r, const struct record *record)
{
	static const struct { const char *regulation; unsigned event; } ends[] = {
		{ "6(1)", FOSTERING_EVENT_ARRIVED }, { "6(2)", FOSTERING_EVENT_ARRIVED },
		{ "10(1)", FOSTERING_EVENT_END }, { "10(2)", FOSTERING_EVENT_END },
		{ "10(3)", FOSTERING_EVENT_LAPSED }, { "10(4)", FOSTERING_EVENT_END },
	};
	const struct transition *t;
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		if (!input_is(&r->input, "regulation", ends[i].regulation))
			continue;
		t = workflow_find(r, &fostering_workflow, record, ends[i].event);
		if (t != NULL && t->path != NULL)
			return t->path;
		/* Not decided yet: the facts of the test have the day. */
		return strcmp(record->state, "ENQUIRY") == 0 ? "/facts" : "";
	}
	return "";
}

static const char *event_day(struct request *r)
{
	return input_is(&r->input, "event_on", "") ? NULL : input_text(&r->input, "event_on");
}

int fostering_notice_save(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct record record;
	unsigned long long number;

	if (!casework_lock(r, &record) || !fostering_notification_writer(r, &record))
		return page_not_found(r);
	fostering_notification_rules(r, fostering_of(r)->child_born_on);
	fostering_notification_warnings(r, &record, event_day(r), &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return notice_page(r, &record, &w, 422);
	number = fostering_notification_add(r, &record, event_day(r));
	fostering_warnings_keep(r, &record, &w);
	event_add(r, &record, "notice", pool_printf(r->pool, "Notice %llu received: %s", number,
	    lists_label("fostering-regulation", input_text(&r->input, "regulation"), r->today)), false);
	fostering_notification_earlier(r, &record);
	fostering_notifications_classify(r, &record);
	fostering_end_told(r, &record);
	notice_add(r, &record, record.owner, "Another notice was received");
	return request_redirect(r, "%s%s", casework_path(r, &record), next(r, &record));
}
