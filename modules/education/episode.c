#include <string.h>

#include "clock.h"
#include "date.h"
#include "lists.h"
#include "pep.h"
#include "place-rules.h"
#include "rule.h"
#include "school.h"
#include "step.h"

/* 12.1, Episodes: a row for each placement and legal status. The next begins on the
 * day on which the one before ends; there is never one open before another. */

#define CODE(field, list, needed, text) { .name = field, .type = FIELD_CODE, .choices = list, \
	.compact = true, .required = needed, .label = text }

const struct field education_episode_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "began_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it began" },
	CODE("rne", "education-rne", true, "Reason for the new episode"),
	CODE("legal", "education-legal", true, "Legal status"),
	CODE("need", "education-need", true, "Category of need"),
	CODE("place", "education-place", true, "Placement"),
	CODE("provider", "education-provider", false, "Provider of the placement"),
	{ .name = "home_post", .type = FIELD_POSTCODE, .width = 10, .label = "Home postcode" },
	{ .name = "place_post", .type = FIELD_POSTCODE, .width = 10,
	  .label = "Postcode of the placement" },
	{ .name = "place_urn", .type = FIELD_TEXT, .max = 8, .width = 8,
	  .label = "Ofsted number of the placement",
	  .hint = "SC and six digits, or seven digits, for instance SC012345" },
	CODE("change_why", "education-change-why", false,
	    "Why the placement before ended, when there was one"),
	{ .name = "new_school", .type = FIELD_TICK,
	  .label = "It means a new school, or else disrupts education" },
	{ 0 }
};

const struct field education_episode_end_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "ended_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which care ended" },
	CODE("rec", "education-rec:end", true, "Why it ended"),
	{ 0 }
};

/* The episode that runs: number, day it began; false: none. */
static bool open_one(struct request *r, const struct record *record, struct db_row *row_r)
{
	return db_find(r->db, &education_sql[EDUCATION_EPISODE_OPEN], row_r, record->id);
}

const char *education_entered_on(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &education_sql[EDUCATION_EPISODE_ENTERED], &row, record->id) ?
	    db_text(&row, 0) : NULL;
}

static void put(struct request *r, const struct record *record, struct node *table,
    const struct db_row *row)
{
	struct node *tr = node_add(table, "row"), *from = page_cell(tr, page_day(r, db_text(row, 0)));
	const char *to = db_text(row, 5);

	if (request_may(r, EDUCATION_CARE))
		node_set(from, "href", pool_printf(r->pool, "%s/episode/%llu", casework_path(r, record),
		    db_number(row, 8)));
	(void)page_cell(tr, to == NULL ? "" : page_day(r, to));
	(void)page_cell(tr, lists_label("education-legal", db_text(row, 2), r->today));
	(void)page_cell(tr, pool_printf(r->pool, "%s%s", lists_label("education-place", db_text(row, 4),
	    r->today), strcmp(education_area_of_postcode(r->pool, db_text(row, 9)), "OUT") == 0 ?
	    ", out of our area" : ""));
	(void)page_cell(tr, to == NULL ? "" : lists_label("education-rec", db_text(row, 6), r->today));
}

void education_episodes_put(struct request *r, const struct record *record, struct node *body)
{
	struct db_rows rows;
	struct node *table;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_EPISODES], &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "care", "Episodes of care", "", "From", "To", "Legal status",
	    "Placement", "Why it ended", NULL);
	for (i = 0; i < rows.n; i++)
		put(r, record, table, &rows.row[i]);
	if (request_may(r, EDUCATION_CARE))
		(void)page_para(body, "A day in the first column opens the page that corrects the episode.");
	if (request_may(r, EDUCATION_CARE) && strcmp(record->state, "CARE") == 0)
		casework_link(r, body, record, "Record a change of placement or legal status",
		    "/episode", NULL);
}

/* What begins with a period of care: state, cohort, the clocks of the first plan. */
static bool entered(struct request *r, struct record *record, const char *day, int *status_r)
{
	if (!casework_move(r, record, EDUCATION_EVENT_ENTERED, status_r))
		return false;
	education_advice_over(r, record, day);
	(void)db_write(r->db, &education_sql[EDUCATION_COHORT_ADD], record->id, "LAC", day,
	    request_account(r));
	casework_clock_start(r, record, "P1", day);
	casework_clock_start(r, record, "P2", day);
	return true;
}

static const char *text(const char *value)
{
	return value == NULL ? "" : value;
}

void education_episode_add(struct request *r, struct record *record,
    const struct education_episode *e, unsigned long long import)
{
	struct db_row before;

	if (open_one(r, record, &before))
		(void)db_write(r->db, &education_sql[EDUCATION_EPISODE_END], e->began_on, "X1",
		    text(e->change_why), db_number(&before, 0));
	(void)db_write(r->db, &education_sql[EDUCATION_EPISODE_ADD], record->id, e->began_on, e->rne,
	    e->legal, e->need, e->place, text(e->provider), e->ended_on, text(e->rec),
	    e->ended_on == NULL ? "" : text(e->change_why), text(e->home_post), text(e->place_post), text(e->place_urn), import, request_account(r));
}

static void rules(struct request *r, const struct record *record)
{
	struct input *in = &r->input;
	struct db_row before;
	bool runs = open_one(r, record, &before);
	const char *why;

	education_letters_digits(r, "place_urn");
	if (runs && strcmp(input_text(in, "began_on"), db_text(&before, 1)) <= 0)
		input_refuse(in, "began_on", "The day must be after the one on which the episode "
		    "before began");
	if (strcmp(input_text(in, "began_on"), education_of(r)->born_on) < 0)
		input_refuse(in, "began_on", "The day must not be before the child was born");
	if (!runs && input_text(in, "rne")[0] != '\0' && !input_is(in, "rne", "S"))
		input_refuse(in, "rne", "The first episode of a period of care is a start");
	if (runs && input_is(in, "new_school", "Y") && lists_flag("education-rne",
	    input_text(in, "rne"), "placement") && (why = education_ks4_refuses(r, record,
	    input_text(in, "began_on"))) != NULL)
		input_refuse(in, "new_school", why);
	if (runs && input_is(in, "rne", "S"))
		input_refuse(in, "rne", "The child is in care already: choose what changed");
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "episode",
	    strcmp(record->state, "CARE") == 0 ? "Change of placement or legal status" :
	    "Start of care"), *form;

	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_episode_input + 1);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

/* Here and on the next page: whose care is still to be known. */
static bool in_care(const struct record *record)
{
	return strcmp(record->state, "CARE") == 0;
}

static bool may_begin(struct request *r, const struct record *record)
{
	return in_care(record) || casework_may(r, record, EDUCATION_EVENT_ENTERED);
}

int education_episode_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !may_begin(r, &record))
		return page_not_found(r);
	return page(r, &record, 200);
}

/* S7: the area where a child comes to live is told, its virtual school with it. */
static void host_task(struct request *r, const struct record *record, const char *from)
{
	struct clock clock = { 0 };
	struct clock_due due;

	task_add(r, record, "HOST", "Tell the virtual school of the area where the child "
	    "lives now", clock_parse(conf_text("education.host_notice"), &clock) &&
	    clock_due(r->pool, &clock, from, &due) ? date_iso(r->pool, due.date) : NULL);
}

/* S1, S2, S6: a new school is arranged with the placement, in full time after so many
 * school days. Key Stage 4 has its own step (ks4.c). */
static void school_task(struct request *r, const struct record *record, const char *from)
{
	struct school_days days;
	struct date due;

	if (place_key_stage_4(education_ncy(r, record)))
		return;
	education_days_from(r, 0, from, &days);
	task_add(r, record, "PLACE", "Arrange the new school that the placement needs, full time",
	    school_day_nth(&days, education_day(from), (unsigned)conf_number("education.place_days"),
	    &due) ? date_iso(r->pool, due) : NULL);
}

/* before: where the child lived until then; "" nowhere that is known. */
static void placement_tasks(struct request *r, const struct record *record, const char *before)
{
	const struct input *in = &r->input;
	const char *post = input_text(in, "place_post"), *from = input_text(in, "began_on");

	if (!input_is(in, "rne", "S") && !lists_flag("education-rne", input_text(in, "rne"), "placement"))
		return;
	if (strcmp(education_area_of_postcode(r->pool, post), "OUT") == 0 && strcmp(post, before) != 0)
		host_task(r, record, from);
	if (input_is(in, "new_school", "Y"))
		school_task(r, record, from);
}

int education_episode_save(struct request *r)
{
	const struct input *in = &r->input;
	struct education_episode e;
	struct record record;
	struct db_row lived;
	const char *before;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!may_begin(r, &record))
		return casework_moved_on(r);
	rules(r, &record);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, 422);
	e = (struct education_episode){ .began_on = input_text(in, "began_on"),
	    .rne = input_text(in, "rne"), .legal = input_text(in, "legal"),
	    .need = input_text(in, "need"), .place = input_text(in, "place"),
	    .provider = input_text(in, "provider"), .change_why = input_text(in, "change_why"),
	    .home_post = input_text(in, "home_post"), .place_post = input_text(in, "place_post"),
	    .place_urn = input_text(in, "place_urn") };
	before = db_find(r->db, &education_sql[EDUCATION_PLAN_CARE], &lived, record.id) ?
	    text(db_text(&lived, 4)) : "";
	education_episode_add(r, &record, &e, 0);
	if (in_care(&record))
		event_add(r, &record, "episode", "Placement or legal status changed", false);
	else if (!entered(r, &record, e.began_on, &status))
		return status;
	placement_tasks(r, &record, before);
	education_peps_refresh(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}

static int end_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "episode-end", "End of care"), *form;

	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_episode_end_input + 1);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_episode_end_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, EDUCATION_EVENT_LEFT))
		return page_not_found(r);
	return end_page(r, &record, 200);
}

int education_episode_end_save(struct request *r)
{
	struct db_row open;
	struct record record;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!open_one(r, &record, &open))
		return casework_moved_on(r);
	if (strcmp(input_text(&r->input, "ended_on"), db_text(&open, 1)) < 0)
		input_refuse(&r->input, "ended_on", "The end must not be before the last episode began");
	if (!input_valid(&r->input, r->pool))
		return end_page(r, &record, 422);
	(void)db_write(r->db, &education_sql[EDUCATION_EPISODE_END], input_text(&r->input, "ended_on"),
	    input_text(&r->input, "rec"), "", db_number(&open, 0));
	(void)db_write(r->db, &education_sql[EDUCATION_COHORT_END], input_text(&r->input, "ended_on"),
	    record.id, "LAC");
	if (!casework_move(r, &record, EDUCATION_EVENT_LEFT, &status))
		return status;
	/* 15.3: the order locks it, and who recorded it does not see it any more. */
	if (lists_flag("education-rec", input_text(&r->input, "rec"), "adopted") &&
	    education_lock(r, &record, input_text(&r->input, "ended_on")))
		return request_redirect(r, "/education/");
	return request_redirect(r, "%s", casework_path(r, &record));
}
