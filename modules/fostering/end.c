#include <string.h>

#include "account.h"
#include "date.h"
#include "fostering.h"
#include "lists.h"
#include "time-rules.h"

/* 10, 11 to 13: an arrangement has ended in fact. What is known of the end is
 * recorded afterwards (end-details.c). */

const struct field fostering_end_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "ended_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it ended" },
	{ .name = "ended_time", .type = FIELD_TEXT, .max = 5, .width = 5, .label = "Time",
	  .hint = "On the 24-hour clock, for instance 14:30, when it is known" },
	{ .name = "reason", .type = FIELD_CODE, .choices = "fostering-end-reason", .compact = true,
	  .required = true, .label = "Why did it end?" },
	{ .name = "why", .type = FIELD_MEMO, .max = 4000, .rows = 4, .label = "What is known of it" },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

/* -- what follows from a reason -- */

static void role_tell(struct request *r, const struct record *record, const char *roles,
    const char *title)
{
	struct account *accounts;
	size_t n = account_list(r, roles, &accounts), i;

	for (i = 0; i < n; i++)
		notice_add(r, record, accounts[i].id, title);
}

/* 7: from now on the case is for its holder and for the officers whom the
 * settings name. */
static void officers_only(struct request *r, struct record *record)
{
	struct account *accounts;
	size_t n, i;

	if (record->restricted || !record_restrict(r, record, true))
		return;
	record_person_end(r, record, 0, "FRONT");
	n = account_list(r, conf_text("fostering.death_readers"), &accounts);
	for (i = 0; i < n; i++)
		if (accounts[i].id != record->owner)
			record_person(r, record, accounts[i].id, "OFFICER");
}

static void died(struct request *r, struct record *record)
{
	if (!task_open(r, record, "DEATH", ""))
		casework_clock_start(r, record, "TD", r->now);
	fostering_task_add(r, record, "DEATH", "Tell the director of children's services, the "
	    "monitoring officer and the child death review partners", r->today);
	fostering_task_add(r, record, "OFSTED", "Notify Ofsted of a serious incident", r->today);
	officers_only(r, record);
	role_tell(r, record, conf_text("fostering.death_tells"), "Urgent: open this case today");
}

void fostering_death_undone(struct request *r, struct record *record)
{
	deadline_drop(r, record, "TD");
	if (record_restrict(r, record, false))
		record_person_end(r, record, 0, "OFFICER");
}

void fostering_end_follows(struct request *r, struct record *record, const char *reason)
{
	if (strcmp(reason, "DEATH") == 0)
		died(r, record);
	else if (strcmp(reason, "WHEREABOUTS_UNKNOWN") == 0) {
		fostering_task_add(r, record, "MISSING", "Refer to safeguarding: nobody knows where the "
		    "child is", r->today);
		fostering_managers_tell(r, record, "Urgent: a safeguarding referral is due");
	} else if (strcmp(reason, "BECAME_LOOKED_AFTER") == 0) {
		(void)db_write(r->db, &fostering_sql[FOSTERING_END_LOOKED_AFTER],
		    fostering_of(r)->end_on, record->id);
		fostering_facts_changed(r, record, "Became looked after");
	}
}

/* -- the move -- */

static void clocks_stop(struct request *r, const struct record *record)
{
	static const char *const clocks[] = { "T1", "T2", "T3", "TA" };
	size_t i;

	for (i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++)
		deadline_stop(r, record, clocks[i]);
	deadline_drop(r, record, "T5");
}

void fostering_end_told(struct request *r, const struct record *record)
{
	struct db_row row;

	if (strcmp(record->state, "END_DUE") == 0 &&
	    db_find(r->db, &fostering_sql[FOSTERING_NOTIFICATION_END], &row, record->id))
		deadline_met_on(r, record, "T6", db_text(&row, 0));
}

static void end_keep(struct request *r, struct record *record, const struct fostering_ending *e)
{
	const struct fostering_arrangement *a = fostering_of(r);
	bool after = time_aftercare(r->pool, a->child_born_on, a->disabled, e->day);

	(void)db_write(r->db, &fostering_sql[FOSTERING_END_SET], e->moment,
	    (unsigned long long)e->timed, e->day, e->reason, e->why, (unsigned long long)after,
	    record->id);
	(void)fostering_again(r, record);
	if (after)
		fostering_task_add(r, record, "AFTERCARE", "May qualify for advice and assistance until 21 "
		    "(s.24): tell the leaving care team", NULL);
}

/* A birthday and an absence that ran out end with a midnight; another end at the
 * hour that was typed, if one was. */
static bool hour_known(struct request *r, const char *at, bool timed, const char *day)
{
	long long moment, begins, ends;

	return timed || day == NULL || !date_moment(at, &moment) ||
	    (date_moment(time_day_begins(r->pool, day), &begins) && moment == begins) ||
	    (date_moment(time_day_ends(r->pool, day), &ends) && moment == ends);
}

/* What ended at an hour that is not known may have ended with the day: the notice is
 * due by the end of the second day after it. */
static const char *notice_from(struct request *r, const struct fostering_ending *e)
{
	struct date day;

	return hour_known(r, e->moment, e->timed, e->day) || !date_parse(e->day, &day) ? e->moment :
	    date_utc(r->pool, date_from_london(day, 23, 59));
}

bool fostering_end_by(struct request *r, struct record *record, enum fostering_event event,
    const struct fostering_ending *e, int *status_r)
{
	bool away = strcmp(record->state, "PAUSED") == 0;
	const char *from = away ? record->resume : record->state;

	if (!casework_move(r, record, event, status_r))
		return false;
	fostering_end_came_from(r, record, from);
	if (away)
		(void)db_write(r->db, &fostering_sql[FOSTERING_ABSENCE_END], NULL, e->day,
		    e->absence == NULL ? "" : e->absence, record->id);
	end_keep(r, record, e);
	clocks_stop(r, record);
	fostering_visits_due(r, record);
	casework_clock_start(r, record, "T6", notice_from(r, e));
	fostering_end_told(r, record);
	fostering_managers_tell(r, record, "An arrangement has ended");
	notice_add(r, record, record->owner, "An arrangement has ended: complete its details");
	fostering_end_follows(r, record, e->reason);
	return true;
}

bool fostering_end(struct request *r, struct record *record, const char *moment,
    const char *reason, const char *why)
{
	long long at;
	int status;

	if (!date_moment(moment, &at))
		return false;
	return fostering_end_by(r, record, record_is(record, "SYSTEM") ? FOSTERING_EVENT_BIRTHDAY :
	    FOSTERING_EVENT_END, &(struct fostering_ending){ .moment = moment,
	    .day = date_iso(r->pool, date_london(at, NULL)), .reason = reason, .why = why }, &status);
}

/* -- the page -- */

/* 11.1 */
static const char *last_visit(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_END_LAST_VISIT], &row, record->id) ?
	    db_text(&row, 0) : NULL;
}

void fostering_end_warnings(struct request *r, const struct record *record, const char *day,
    struct fostering_warnings *w)
{
	const struct fostering_arrangement *a = fostering_of(r);
	const char *visit = last_visit(r, record);

	if (day != NULL && a->start_actual != NULL && strcmp(day, a->start_actual) < 0)
		fostering_warn(w, "START", "The end is before the start of the arrangement");
	if (day != NULL && visit != NULL && strcmp(day, visit) < 0)
		fostering_warn(w, "VISIT", "The end is before the last visit at which the child was seen");
}

void fostering_end_rules(struct request *r, const char *field, const char *reason)
{
	const struct fostering_arrangement *a = fostering_of(r);

	if (strcmp(reason, "REACHED_16") == 0 && a->disabled[0] == 'Y')
		input_refuse(&r->input, field, "The child is recorded as disabled: the 16th birthday does "
		    "not end it");
	if (strcmp(reason, "REACHED_18_DISABLED") == 0 && a->disabled[0] != 'Y')
		input_refuse(&r->input, field, "The child is not recorded as disabled");
}

static int end_page(struct request *r, const struct record *record,
    const struct fostering_warnings *w, int status)
{
	struct node *body = casework_page(r, record, "end", "The arrangement has ended"), *form;
	const struct field *f;

	(void)page_para(body, "The carer has to give notice of the end within 48 hours. Who received the "
	    "child, and the final report, are asked next.");
	form = page_form(r, body, r->http->path);
	for (f = fostering_end_input + 1; f->label != NULL; f++)
		(void)page_field(r, form, f, NULL);
	fostering_warnings_put(r, form, w);
	(void)page_button(page_buttons(form), "Record the end", "warning", NULL, NULL);
	return status;
}

int fostering_end_show(struct request *r)
{
	static const struct fostering_warnings none = { .n = 0 };
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, FOSTERING_EVENT_END))
		return page_not_found(r);
	return end_page(r, &record, &none, 200);
}

static const char *typed_day(struct request *r, const char *name)
{
	return input_is(&r->input, name, "") ? NULL : input_text(&r->input, name);
}

int fostering_end_save(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	struct record record;
	const char *moment;
	int status;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, FOSTERING_EVENT_END))
		return casework_moved_on(r);
	moment = fostering_moment(r, "ended_on", "ended_time");
	fostering_end_rules(r, "reason", input_text(&r->input, "reason"));
	fostering_end_warnings(r, &record, typed_day(r, "ended_on"), &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return end_page(r, &record, &w, 422);
	if (!fostering_end_by(r, &record, FOSTERING_EVENT_END, &(struct fostering_ending){
	    .moment = moment, .timed = !input_is(&r->input, "ended_time", ""),
	    .day = input_text(&r->input, "ended_on"),
	    .reason = input_text(&r->input, "reason"), .why = input_text(&r->input, "why") }, &status))
		return status;
	fostering_warnings_keep(r, &record, &w);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- on the case's page -- */

static void others_put(struct request *r, struct node *body, const struct record *record)
{
	unsigned long long previous = fostering_of(r)->previous;
	struct db_rows rows;
	size_t i;

	/* Of those that this person may open. */
	(void)db_list(r->db, &fostering_sql[FOSTERING_END_OTHERS], &rows, previous, record->id,
	    previous, request_account(r), (unsigned long long)record_service(r),
	    (unsigned long long)session_role(r->session, "PFW"), r->session->team);
	for (i = 0; i < rows.n; i++)
		(void)page_link(body, pool_printf(r->pool, "%s case of this child: %s",
		    db_number(&rows.row[i], 2) != 0 ? "Earlier" : "Later", db_text(&rows.row[i], 1)), NULL,
		    "/fostering/case/%s", db_text(&rows.row[i], 0));
}

bool fostering_end_writer(const struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_WORK) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

static void hour_put(struct request *r, struct node *body, const struct record *record)
{
	const char *day = fostering_of(r)->end_on;
	struct db_row row;

	if (db_find(r->db, &fostering_sql[FOSTERING_END_DETAILS], &row, record->id) &&
	    db_text(&row, 9) != NULL && !hour_known(r, db_text(&row, 9), db_number(&row, 10) != 0, day))
		(void)page_para(body, pool_printf(r->pool, "The hour of the end on %s is not known: the "
		    "hours for the notice of the end are counted from the end of that day.",
		    page_day(r, day)));
}

void fostering_end_put(struct request *r, struct node *body, const struct record *record)
{
	bool writes = fostering_end_writer(r, record);

	fostering_dropped_put(r, body, record);
	if (strcmp(record->state, "END_DUE") == 0) {
		hour_put(r, body, record);
		casework_link(r, body, record, "Details of the end", "/ending", writes ? "button" : NULL);
	}
	else if (record->closed_at != NULL && fostering_of(r)->end_on != NULL)
		casework_link(r, body, record, "Details of the end", "/ending", NULL);
	if (writes && (fostering_running(record) || strcmp(record->state, "PROPOSED") == 0 ||
	    strcmp(record->state, "READY") == 0))
		casework_link(r, body, record, "Record a change", "/change", NULL);
	if (strcmp(record->state, "ACTIVE_NEW") == 0 || strcmp(record->state, "ACTIVE") == 0)
		casework_link(r, body, record, "Move to another authority's area", "/transfer", NULL);
	others_put(r, body, record);
}
