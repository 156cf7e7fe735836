#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* T6 and T7: the professionals who knew the child meet; the draft analysis comes out
 * of it. T9: a process that ended brought something new. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field lscb_discussion_input[] = {
	ID,
	{ .name = "kind", .type = FIELD_CODE, .choices = "lscb-discussion", .required = true,
	  .label = "Which discussion?" },
	{ .name = "meets_on", .type = FIELD_DATE, .required = true, .label = "Day" },
	{ .name = "chair", .type = FIELD_NAME, .max = 210, .width = 30, .required = true,
	  .label = "Who chairs" },
	{ .name = "invited", .type = FIELD_MEMO, .max = 2000, .rows = 5, .required = true,
	  .label = "Who is invited" },
	{ 0 }
};

const struct field lscb_discussion_held_input[] = {
	ID,
	{ .name = "held_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was held" },
	{ .name = "attended", .type = FIELD_CODES, .choices = "lscb-agency", .required = true,
	  .label = "Which agencies took part?" },
	{ .name = "received_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which the draft analysis came in", .hint = "Leave empty until it is there" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 3, .label = "Note" },
	{ 0 }
};

const struct field lscb_discussion_more_input[] = {
	ID,
	{ .name = "what", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "What is still needed, and from whom?" },
	{ 0 }
};

const struct field lscb_news_input[] = {
	ID,
	{ .name = "document", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "What came in?", .hint = "The document, and where it is kept" },
	{ 0 }
};

enum { NUMBER, KIND, MEETS_ON, CHAIR, INVITED, HELD_ON, RECEIVED_ON, NOTE };

/* The newest. */
static bool newest(struct request *r, const struct record *record, struct db_row *row_r)
{
	return db_find(r->db, &lscb_sql[LSCB_DISCUSSION_FIND], row_r, record->id);
}

/* Settles the case, rather than looking at it on the way. */
static bool final(const char *kind)
{
	return strcmp(kind, "INTERIM") != 0;
}

static void newest_put(struct request *r, struct node *body, const struct db_row *d)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "title", lists_label("lscb-discussion", db_text(d, KIND), r->today));
	(void)page_row(s, "Day", page_day(r, db_text(d, MEETS_ON)));
	(void)page_row(s, "Chair", db_text(d, CHAIR));
	(void)page_row(s, "Invited", db_text(d, INVITED));
	(void)page_row(s, "Held", page_day(r, db_text(d, HELD_ON)));
	(void)page_row(s, "Draft analysis received", page_day(r, db_text(d, RECEIVED_ON)));
	if (db_text(d, NOTE)[0] != '\0')
		(void)page_row(s, "Note", db_text(d, NOTE));
}

enum lscb_discussion_stage lscb_discussion_stage(struct request *r, const struct record *record)
{
	struct db_row row;

	if (!newest(r, record, &row))
		return LSCB_STAGE_NONE;
	if (db_text(&row, HELD_ON) == NULL)
		return LSCB_STAGE_SET;
	return db_text(&row, RECEIVED_ON) == NULL ? LSCB_STAGE_HELD : LSCB_STAGE_DRAFT;
}

const char *lscb_discussed_on(struct request *r, const struct record *record)
{
	struct db_row row;

	return newest(r, record, &row) && final(db_text(&row, KIND)) ? db_text(&row, HELD_ON) : NULL;
}

static const char *stands(struct request *r, const struct db_row *d)
{
	const char *held = db_text(d, HELD_ON), *draft = db_text(d, RECEIVED_ON);

	return pool_printf(r->pool, "%s, %s%s%s%s", lists_label("lscb-discussion", db_text(d, KIND),
	    r->today), held == NULL ? "set for " : "held ", page_day(r, held == NULL ?
	    db_text(d, MEETS_ON) : held), held == NULL ? "" : draft == NULL ?
	    "; the draft analysis has not come in" : "; draft analysis received ",
	    draft == NULL ? "" : page_day(r, draft));
}

void lscb_discussion_panel(struct request *r, const struct record *record, struct node *list)
{
	struct db_row row;

	if (strcmp(record->state, "NOTIFIED") == 0 || !request_may(r, LSCB_RESPOND))
		return;
	(void)lscb_part(r, record, list, "Local discussion", newest(r, record, &row) ?
	    stands(r, &row) : "Not set", "Open", "/discussion");
}

/* -- the page -- */

static bool may(const struct request *r, const struct record *record)
{
	return request_may(r, LSCB_WORK) || record_is(record, "JAR");
}

static void part(struct request *r, struct node *body, const struct record *record,
    const char *title, const struct field *input, const char *below, const char *button)
{
	(void)page_heading(body, 2, title);
	(void)page_form_of(r, body, input, pool_printf(r->pool, "%s/discussion%s",
	    casework_path(r, record), below), button, "secondary");
}

static int discussion_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "discussion", "Local discussion");
	struct db_row row;
	bool any = newest(r, record, &row);

	if (any)
		newest_put(r, body, &row);
	if (record->closed_at != NULL || !may(r, record))
		return status;
	if (any && db_text(&row, RECEIVED_ON) == NULL)
		part(r, body, record, "It was held", lscb_discussion_held_input, "/held", "Save");
	if (casework_may(r, record, LSCB_EVENT_MORE))
		part(r, body, record, "More is needed", lscb_discussion_more_input, "/more", "More is needed");
	part(r, body, record, any ? "Set another day" : "Set a day", lscb_discussion_input, "",
	    "Set the day");
	return status;
}

int lscb_discussion_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? discussion_page(r, &record, 200) : page_not_found(r);
}

int lscb_discussion_save(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;
	int status;

	if (!casework_lock(r, &record) || !may(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL || strcmp(record.state, "NOTIFIED") == 0)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return discussion_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_DISCUSSION_ADD], record.id, input_text(in, "kind"),
	    input_text(in, "meets_on"), input_text(in, "chair"), input_text(in, "invited"),
	    request_account(r));
	if (final(input_text(in, "kind")) && casework_may(r, &record, LSCB_EVENT_DISCUSS) &&
	    !casework_move(r, &record, LSCB_EVENT_DISCUSS, &status))
		return status;
	return request_redirect(r, "%s/discussion", casework_path(r, &record));
}

/* The draft is in: the process has ended, and its dates are met by the day of it. */
static void held(struct request *r, const struct record *record, const struct db_row *d)
{
	const char *on = input_text(&r->input, "held_on"), *in = lscb_day(r, "received_on");

	if (!final(db_text(d, KIND))) {
		deadline_met_on(r, record, "INTERIM", on);
		return;
	}
	deadline_met_on(r, record, "LOCAL", on);
	deadline_met_on(r, record, "CDRM", on);
	if (in != NULL)
		lscb_gate_end(r, record, "G-CDRM", "DISCUSSED", in);
}

int lscb_discussion_held(struct request *r)
{
	const struct input *in = &r->input;
	const char *received = lscb_day(r, "received_on");
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !may(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL || !newest(r, &record, &row))
		return casework_moved_on(r);
	if (received != NULL && strcmp(received, input_text(in, "held_on")) < 0)
		input_refuse(&r->input, "received_on", "This is before the discussion");
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return discussion_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_DISCUSSION_HELD], input_text(in, "held_on"),
	    input_text(in, "attended"), received, input_text(in, "note"), record.id,
	    db_number(&row, NUMBER));
	event_add(r, &record, "discussion.held", received == NULL ? "Discussion held" :
	    "Discussion held, draft analysis received", false);
	held(r, &record, &row);
	return request_redirect(r, "%s", casework_path(r, &record));
}

int lscb_discussion_more(struct request *r)
{
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_MORE))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "what");
	if (!input_valid(&r->input, r->pool))
		return discussion_page(r, &record, 422);
	if (!casework_move(r, &record, LSCB_EVENT_MORE, &status))
		return status;
	task_add(r, &record, "OTHER", input_text(&r->input, "what"), NULL);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- T9 -- */

static int news_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "news", "New material");

	(void)page_para(body, "A process has ended and brought something that must be gathered first.");
	page_route_form(r, body, "Go on gathering", "primary");
	return status;
}

int lscb_news_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	return casework_may(r, &record, LSCB_EVENT_NEWS) ? news_page(r, &record, 200) :
	    casework_moved_on(r);
}

int lscb_news_save(struct request *r)
{
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_NEWS))
		return casework_moved_on(r);
	lscb_nameless(r, record.id, "document");
	if (!input_valid(&r->input, r->pool))
		return news_page(r, &record, 422);
	r->audit.detail = input_text(&r->input, "document");
	return casework_move(r, &record, LSCB_EVENT_NEWS, &status) ?
	    request_redirect(r, "%s", casework_path(r, &record)) : status;
}
