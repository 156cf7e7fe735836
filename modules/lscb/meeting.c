#include <string.h>

#include "clock.h"
#include "conf.h"
#include "date.h"
#include "filter.h"
#include "lists.h"
#include "meeting.h"
#include "secret.h"

/* 5.1: meetings of the panel, planned by the coordinator; papers go out some working
 * days before (5.2). */

#define PAGE_ROWS	25
#define COLUMNS	"Day", "Time", "Kind", "Place", "Papers out", "Cases", "Status"
#define MEETING	{ .name = "meeting", .type = FIELD_HANDLE, .required = true }

const struct field lscb_meetings_input[] = {
	{ .name = "page", .type = FIELD_NUMBER, .max = 6 },
	{ 0 }
};

const struct field lscb_meeting_input[] = {
	MEETING,
	{ 0 }
};

const struct field lscb_meeting_plan_input[] = {
	{ .name = "kind", .type = FIELD_CODE, .choices = "lscb-meeting", .required = true,
	  .label = "Kind of meeting" },
	{ .name = "theme", .type = FIELD_TEXT, .max = 120, .label = "Theme, or the other panel",
	  .required_if = "kind=THEMED JOINT" },
	{ .name = "meets_on", .type = FIELD_DATE, .required = true, .label = "Day" },
	{ .name = "meets_at", .type = FIELD_TEXT, .max = 5, .width = 5, .required = true,
	  .label = "Time", .hint = "On the 24-hour clock, for instance 14:30" },
	{ .name = "place", .type = FIELD_TEXT, .max = 210, .required = true, .label = "Place" },
	{ 0 }
};

const struct field lscb_meeting_status_input[] = {
	MEETING,
	{ .name = "status", .type = FIELD_CODE, .choices = "lscb-meeting-status", .required = true },
	{ 0 }
};

static bool is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static void fill(const struct db_row *row, struct lscb_meeting *m)
{
	*m = (struct lscb_meeting){ .id = db_number(row, 0), .handle = db_text(row, 1),
	    .kind = db_text(row, 2), .theme = db_text(row, 3), .meets_on = db_text(row, 4),
	    .meets_at = db_text(row, 5), .place = db_text(row, 6), .status = db_text(row, 7),
	    .papers_on = db_text(row, 8), .version = (unsigned)db_number(row, 9) };
}

bool lscb_meeting_find(struct request *r, const char *handle, bool lock,
    struct lscb_meeting *meeting_r)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[lock ? LSCB_MEETING_LOCK : LSCB_MEETING_FIND], &row, handle))
		return false;
	fill(&row, meeting_r);
	return true;
}

bool lscb_meeting_load(struct request *r, bool lock, struct lscb_meeting *meeting_r)
{
	return lscb_meeting_find(r, input_text(&r->input, "meeting"), lock, meeting_r);
}

size_t lscb_meetings_ahead(struct request *r, struct lscb_meeting **list_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_MEETINGS_AHEAD], &rows, r->today);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++)
		fill(&rows.row[i], &(*list_r)[i]);
	return rows.n;
}

const char *lscb_meeting_title(struct request *r, const struct lscb_meeting *m)
{
	return pool_printf(r->pool, "Meeting of %s", page_day(r, m->meets_on));
}

const char *lscb_meeting_path(struct request *r, const struct lscb_meeting *m)
{
	return pool_printf(r->pool, "/lscb/meetings/%s", m->handle);
}

const char *lscb_meeting_time(struct request *r, const char *at)
{
	int hour, minute;

	return !date_clock_read(at, &hour, &minute) ? at : pool_printf(r->pool, "%d:%02d%s",
	    hour % 12 == 0 ? 12 : hour % 12, minute, hour < 12 ? "am" : "pm");
}

bool lscb_meeting_open(const struct lscb_meeting *m)
{
	return !is(m->status, "CLOSED") && !is(m->status, "CANCELLED");
}

struct node *lscb_meeting_page(struct request *r, const struct lscb_meeting *m, const char *view,
    const char *title)
{
	struct node *body = page_begin(r, view, title);

	page_about(r, lscb_meeting_title(r, m));
	page_back(r, lscb_meeting_title(r, m), "%s", lscb_meeting_path(r, m));
	(void)page_heading(body, 1, title);
	return body;
}

/* -- the list -- */

static void listed_put(struct request *r, struct node *table, const struct db_rows *rows)
{
	struct node *row, *cell;

	for (size_t i = 0; i < rows->n; i++) {
		const struct db_row *m = &rows->row[i];

		row = node_add(table, "row");
		cell = page_cell(row, page_day(r, db_text(m, 1)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/meetings/%s", db_text(m, 0)));
		(void)page_cell(row, lscb_meeting_time(r, db_text(m, 2)));
		(void)page_cell(row, lists_label("lscb-meeting", db_text(m, 3), r->today));
		(void)page_cell(row, db_text(m, 4));
		(void)page_cell(row, page_day(r, db_text(m, 6)));
		node_set(page_cell(row, pool_printf(r->pool, "%llu", db_number(m, 7))), "numeric", "yes");
		(void)page_cell(row, lists_label("lscb-meeting-status", db_text(m, 5), r->today));
	}
}

/* The next one first; then what was, the newest first. */
int lscb_meetings(struct request *r)
{
	struct node *body = page_begin(r, "meetings", "Meetings of the panel"), *table;
	unsigned long long page = filter_number(r, "page"), before = 0;
	struct db_rows rows;
	struct db_row all;

	page = page == 0 ? 1 : page;
	page_back(r, "Child deaths", "/lscb/");
	(void)page_heading(body, 1, "Meetings of the panel");
	if (request_may(r, LSCB_WORK))
		(void)page_link(body, "Plan a meeting", "button", "/lscb/meetings/plan");
	(void)page_link(body, "Members of the panel", NULL, "/lscb/panel");
	(void)db_list(r->db, &lscb_sql[LSCB_MEETING_COMING], &rows, r->today);
	table = page_table(body, "meetings", "To come", "No meeting is planned.", COLUMNS, NULL);
	listed_put(r, table, &rows);
	if (db_find(r->db, &lscb_sql[LSCB_MEETING_PAST_ALL], &all, r->today))
		before = db_number(&all, 0);
	(void)db_list(r->db, &lscb_sql[LSCB_MEETING_PAST], &rows, r->today,
	    (unsigned long long)PAGE_ROWS, (page - 1) * PAGE_ROWS);
	table = page_table(body, "past", "Before today", "There was none.", COLUMNS, NULL);
	listed_put(r, table, &rows);
	page_pages(r, body, "/lscb/meetings?", page, PAGE_ROWS, before, true);
	return 200;
}

/* -- planning one -- */

static int plan_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "meeting-plan", "Plan a meeting");

	page_back(r, "Meetings", "/lscb/meetings");
	(void)page_heading(body, 1, "Plan a meeting");
	(void)page_para(body, pool_printf(r->pool, "Every member of the panel is invited. Papers go out "
	    "%s the meeting.", conf_text("lscb.papers")));
	page_route_form(r, body, "Plan the meeting", "primary");
	return status;
}

int lscb_meeting_plan_show(struct request *r)
{
	return plan_page(r, 200);
}

const char *lscb_papers_on(struct request *r, const char *meets_on)
{
	struct clock clock = { .code = "papers", .name = "papers out" };
	struct clock_due due;

	return clock_parse(conf_text("lscb.papers"), &clock) &&
	    clock_due(r->pool, &clock, meets_on, &due) ?
	    date_iso(r->pool, due.date) : NULL;
}

static void plan_rules(struct request *r)
{
	const char *on = input_text(&r->input, "meets_on"), *at = input_text(&r->input, "meets_at");
	int hour, minute;

	if (at[0] != '\0' && !date_clock_read(at, &hour, &minute))
		input_refuse(&r->input, "meets_at", "Enter a time like 14:30");
	if (on[0] == '\0' || input_slot(&r->input, "meets_on")->error != NULL)
		return;
	if (strcmp(on, r->today) < 0)
		input_refuse(&r->input, "meets_on", "This day has passed");
	else if (lscb_papers_on(r, on) == NULL)
		input_refuse(&r->input, "meets_on", "The bank holidays of that year are not known yet, so the "
		    "day for the papers cannot be worked out");
	if (input_is(&r->input, "kind", "THEMED") || input_is(&r->input, "kind", "JOINT"))
		input_needs(&r->input, "theme", "Enter the theme, or the other panel");
}

int lscb_meeting_plan(struct request *r)
{
	const char *handle = secret_handle(r->pool);
	const struct input *in = &r->input;
	unsigned long long meeting;

	plan_rules(r);
	if (!input_valid(&r->input, r->pool))
		return plan_page(r, 422);
	meeting = db_insert(r->db, &lscb_sql[LSCB_MEETING_ADD], handle, input_text(in, "kind"),
	    input_text(in, "theme"), input_text(in, "meets_on"), input_text(in, "meets_at"),
	    input_text(in, "place"), lscb_papers_on(r, input_text(in, "meets_on")), request_account(r));
	lscb_agenda_begin(r, meeting);
	lscb_invite_all(r, meeting);
	r->audit.detail = pool_printf(r->pool, "meeting=%s", handle);
	return request_redirect(r, "/lscb/meetings/%s", handle);
}

/* -- one -- */

static void facts_put(struct request *r, struct node *body, const struct lscb_meeting *m)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Kind", pool_printf(r->pool, "%s%s%s",
	    lists_label("lscb-meeting", m->kind, r->today), m->theme[0] == '\0' ? "" : ": ", m->theme));
	(void)page_row(s, "Day", page_day(r, m->meets_on));
	(void)page_row(s, "Time", lscb_meeting_time(r, m->meets_at));
	(void)page_row(s, "Place", m->place);
	(void)page_row(s, "Papers out by", page_day(r, m->papers_on));
	(void)page_row(s, "Status", lists_label("lscb-meeting-status", m->status, r->today));
}

static void status_button(struct request *r, struct node *body, const struct lscb_meeting *m,
    const char *status, const char *label)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s/status",
	    lscb_meeting_path(r, m)));

	page_version(r, form, m->version);
	node_set(page_hidden(r, form, "status", status), "id", pool_printf(r->pool, "status-%s",
	    status));
	(void)page_button(page_buttons(form), label, "secondary", NULL, NULL);
}

static void steps_put(struct request *r, struct node *body, const struct lscb_meeting *m)
{
	if (!request_may(r, LSCB_WORK) || !lscb_meeting_open(m))
		return;
	if (is(m->status, "PLANNED"))
		status_button(r, body, m, "ISSUED", "The papers are out");
	if (!is(m->status, "HELD") && strcmp(m->meets_on, r->today) <= 0)
		status_button(r, body, m, "HELD", "The meeting was held");
	if (is(m->status, "HELD"))
		status_button(r, body, m, "CLOSED", "Close the minutes");
	else
		status_button(r, body, m, "CANCELLED", "Cancel the meeting");
}

int lscb_meeting_show(struct request *r)
{
	struct lscb_meeting m;
	struct quorum q;
	struct node *body;

	if (!lscb_meeting_load(r, false, &m))
		return page_not_found(r);
	body = page_begin(r, "meeting", "Meeting of the panel");
	page_about(r, page_day(r, m.meets_on));
	page_back(r, "Meetings", "/lscb/meetings");
	(void)page_heading(body, 1, lscb_meeting_title(r, &m));
	facts_put(r, body, &m);
	if (strcmp(m.meets_on, r->today) > 0) {
		(void)page_para(body, "Whether there is a quorum is said on the day, by who has come.");
	} else {
		lscb_quorum(r, &m, NULL, &q);
		lscb_quorum_put(r, body, &q);
	}
	(void)page_link(body, "Invitations and attendance", NULL, "%s/attendance",
	    lscb_meeting_path(r, &m));
	if (strcmp(m.meets_on, r->today) <= 0)
		(void)page_link(body, "Minutes on one page", NULL, "%s/minutes", lscb_meeting_path(r, &m));
	lscb_conflicts_open(r, body, &m);
	lscb_agenda_put(r, body, &m);
	if (strcmp(m.meets_on, r->today) <= 0)
		lscb_conflicts_minuted(r, body, &m);
	steps_put(r, body, &m);
	return 200;
}

/* -- papers out, held, minutes closed, cancelled -- */

/* NULL: it can be done now. */
static const char *wrong_now(struct request *r, const struct lscb_meeting *m, const char *status)
{
	struct lscb_item *items;
	size_t i, n = lscb_agenda(r, m->id, &items);

	if (is(status, "HELD"))
		return strcmp(m->meets_on, r->today) <= 0 ? NULL : "The day of the meeting is still to come.";
	for (i = 0; i < n && !is(status, "ISSUED"); i++)
		if (items[i].record != 0 && items[i].outcome[0] == '\0')
			return pool_printf(r->pool, "%s stands on the agenda without an outcome.",
			    items[i].reference);
	return NULL;
}

static bool follows(const char *from, const char *to)
{
	if (is(to, "ISSUED"))
		return is(from, "PLANNED");
	if (is(to, "CLOSED"))
		return is(from, "HELD");
	return (is(to, "HELD") || is(to, "CANCELLED")) && (is(from, "PLANNED") || is(from, "ISSUED"));
}

int lscb_meeting_status(struct request *r)
{
	const char *status = input_text(&r->input, "status"), *why, *version;
	struct lscb_meeting m;

	if (!lscb_meeting_load(r, true, &m) || !input_valid(&r->input, r->pool))
		return page_not_found(r);
	version = params_get(&r->params, "version");
	if (version == NULL || !is(version, pool_printf(r->pool, "%u", m.version)) ||
	    !follows(m.status, status))
		return page_message(r, 409, "This cannot be done now",
		    "The meeting has moved on since you opened its page. Open it again to see how it stands.");
	why = wrong_now(r, &m, status);
	if (why != NULL)
		return page_message(r, 409, "This cannot be done yet", why);
	(void)db_write(r->db, &lscb_sql[LSCB_MEETING_STATUS], status, status, status, status, m.id,
	    (unsigned long long)m.version);
	r->audit.detail = pool_printf(r->pool, "meeting=%s status=%s", m.handle, status);
	return request_redirect(r, "%s", lscb_meeting_path(r, &m));
}
