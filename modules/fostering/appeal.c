#include "measure.h"

#include <string.h>

#include "date.h"
#include "lists.h"
#include "measure-rules.h"
#include "text.h"

/* 6.5: appeals to the family court (Schedule 8, 8). One against a requirement or
 * an exemption's end or condition suspends it; one against a prohibition or a
 * refusal does not. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field fostering_appeal_input[] = {
	ID,
	{ .name = "about", .type = FIELD_CODE, .choices = "fostering-appeal", .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ .name = "lodged_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was lodged" },
	{ .name = "by_name", .type = FIELD_NAME, .max = 210, .required = true, .label = "Who appeals" },
	{ .name = "court", .type = FIELD_TEXT, .max = 120, .label = "Court and its reference" },
	{ 0 }
};

const struct field fostering_appeal_outcome_input[] = {
	ID,
	{ .name = "appeal", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "outcome", .type = FIELD_CODE, .choices = "fostering-appeal-outcome",
	  .required = true, .label = "What the court did" },
	{ .name = "outcome_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the outcome" },
	{ .name = "court_by", .type = FIELD_DATE, .label = "New day to comply by",
	  .hint = "Where the court allowed more time or varied a requirement" },
	{ .name = "court_text", .type = FIELD_MEMO, .max = 3000,
	  .label = "What the requirement says now", .hint = "Where the court varied a requirement" },
	{ .name = "court_requirement", .type = FIELD_NUMBER, .max = 4, .width = 4,
	  .label = "Number of the requirement",
	  .hint = "That the court made the prohibition depend on" },
	{ .name = "outcome_note", .type = FIELD_MEMO, .max = 2000, .rows = 3, .label = "Note" },
	{ 0 }
};

struct appeal {
	unsigned long long id, target;
	const char *about, *lodged_on, *by_name, *court, *outcome, *outcome_on, *note;
	bool in_time, suspends;
};

static enum measure_about kind_of(const char *about)
{
	if (strcmp(about, "REQ") == 0)
		return MEASURE_REQUIREMENT;
	if (strcmp(about, "CONSENT") == 0)
		return MEASURE_CONSENT;
	return strcmp(about, "LIMIT") == 0 ? MEASURE_LIMIT : MEASURE_PROHIBITION;
}

static bool readable(struct request *r, const struct record *record, const char *about)
{
	return kind_of(about) != MEASURE_CONSENT || fostering_offence_reader(r, record);
}

static struct appeal from_row(const struct db_row *row)
{
	return (struct appeal){ .id = db_number(row, 0), .about = db_text(row, 1),
	    .target = db_number(row, 2), .lodged_on = db_text(row, 3), .by_name = db_text(row, 4),
	    .court = db_text(row, 5), .in_time = strcmp(db_text(row, 6), "Y") == 0,
	    .suspends = db_number(row, 7) != 0, .outcome = db_text(row, 8),
	    .outcome_on = db_text(row, 9), .note = db_text(row, 10) };
}

void fostering_appeals_put(struct request *r, struct node *body, const struct record *record,
    bool consents)
{
	struct node *table = page_table(body, "appeals", "Appeals", "There is no appeal.", "About",
	    "Lodged", "In time", "Outcome", NULL), *row, *cell;
	struct measure m;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_APPEAL_LIST], &rows, record->id, 0ULL, 0ULL);
	for (i = 0; i < rows.n; i++) {
		struct appeal a = from_row(&rows.row[i]);

		if ((kind_of(a.about) == MEASURE_CONSENT && !consents) ||
		    !measure_by_id(r, record, kind_of(a.about), a.target, &m))
			continue;
		row = node_add(table, "row");
		cell = page_cell(row, measure_title(r, &m));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "%s/appeal-outcome/%llu",
		    casework_path(r, record), a.id));
		(void)page_cell(row, page_day(r, a.lodged_on));
		(void)page_cell(row, a.in_time ? "Yes" : "No");
		(void)page_cell(row, a.outcome[0] == '\0' ? "Open" : lists_label(
		    "fostering-appeal-outcome", a.outcome, r->today));
	}
}

/* -- lodge -- */

/* The day it was notified: of a refusal to cancel, that of the letter. */
static const char *notified_on(struct request *r, const struct record *record,
    const struct measure *m)
{
	return input_is(&r->input, "about", "CANCEL") ? (strcmp(m->cancel_decision, "REFUSED") == 0 ?
	    fostering_letter_kept(r, record, "CANCELLATION", m->id) : NULL) : m->served_on;
}

static bool target(struct request *r, const struct record *record, struct measure *m_r)
{
	const char *about = input_text(&r->input, "about");

	return input_slot(&r->input, "about")->error == NULL && about[0] != '\0' &&
	    record->closed_at == NULL && measure_proposer(r, record) && readable(r, record, about) &&
	    measure_find(r, record, kind_of(about), m_r) && !m_r->appealed &&
	    notified_on(r, record, m_r) != NULL;
}

static int lodge_page(struct request *r, const struct record *record, const struct measure *m,
    int status)
{
	struct node *body = casework_page(r, record, "appeal", "Record an appeal");
	struct clock_due due;

	(void)page_heading(body, 2, measure_title(r, m));
	if (measure_appeal_window(r, notified_on(r, record, m), &due))
		(void)node_leaf(body, "inset", pool_printf(r->pool, "The time to appeal ends on %s: %s.",
		    date_long(r->pool, due.date), due.explanation));
	page_route_form(r, body, "Save", "primary");
	return status;
}

int fostering_appeal_new(struct request *r)
{
	struct record record;
	struct measure m;

	if (!casework_load(r, &record) || !target(r, &record, &m))
		return page_not_found(r);
	return lodge_page(r, &record, &m, 200);
}

static bool suspends(const char *about, const struct measure *m)
{
	return lists_flag("fostering-appeal", about, "suspends") &&
	    !(m->about == MEASURE_LIMIT && strcmp(m->status, "REFUSED") == 0);
}

static int lodged(struct request *r, const struct record *record, const struct measure *m,
    bool in_time)
{
	const struct input *in = &r->input;
	const char *about = input_text(in, "about");
	bool suspended = in_time && suspends(about, m);

	(void)db_write(r->db, &fostering_sql[FOSTERING_APPEAL_ADD], record->id, about, m->id,
	    input_text(in, "lodged_on"), input_text(in, "by_name"), input_text(in, "court"),
	    in_time ? "Y" : "N", (unsigned long long)suspended, request_account(r));
	if (suspended && m->about == MEASURE_REQUIREMENT)
		fostering_requirement_suspend(r, record, m);
	event_add(r, record, "appeal", m->about == MEASURE_CONSENT ? "Appeal lodged" :
	    pool_printf(r->pool, "Appeal lodged: %s", measure_title(r, m)), false);
	return request_redirect(r, "%s/measures", casework_path(r, record));
}

int fostering_appeal_lodge(struct request *r)
{
	const char *on = input_text(&r->input, "lodged_on"), *notified;
	struct record record;
	struct measure m;
	struct clock_due due;
	bool known;

	if (!casework_lock(r, &record) || !target(r, &record, &m))
		return page_not_found(r);
	notified = notified_on(r, &record, &m);
	known = measure_appeal_window(r, notified, &due);
	if (on[0] != '\0' && strcmp(on, notified) < 0)
		input_refuse(&r->input, "lodged_on", pool_printf(r->pool,
		    "The notice was given on %s: the appeal cannot be earlier", page_day(r, notified)));
	if (!input_valid(&r->input, r->pool))
		return lodge_page(r, &record, &m, 422);
	return lodged(r, &record, &m, known && strcmp(on, date_iso(r->pool, due.date)) <= 0);
}

/* -- outcome -- */

static bool find(struct request *r, const struct record *record, struct appeal *a_r,
    struct measure *m_r)
{
	unsigned long long id;
	struct db_row row;

	if (!text_number(input_text(&r->input, "appeal"), &id) || id == 0 ||
	    !db_find(r->db, &fostering_sql[FOSTERING_APPEAL_LIST], &row, record->id, id, id))
		return false;
	*a_r = from_row(&row);
	return readable(r, record, a_r->about) &&
	    measure_by_id(r, record, kind_of(a_r->about), a_r->target, m_r);
}

static int outcome_page(struct request *r, const struct record *record, const struct appeal *a,
    const struct measure *m, int status)
{
	struct node *body = casework_page(r, record, "appeal-outcome", "Appeal"), *s;

	s = node_add(body, "summary");
	(void)page_row(s, "About", pool_printf(r->pool, "%s: %s", lists_label("fostering-appeal",
	    a->about, r->today), measure_title(r, m)));
	(void)page_row(s, "Lodged", page_day(r, a->lodged_on));
	(void)page_row(s, "In time", a->in_time ? "Yes" : "No");
	(void)page_row(s, "By", a->by_name);
	(void)page_row(s, "Court", a->court);
	(void)page_row(s, "Meanwhile", a->suspends ? "It is suspended" : "It stays in force");
	if (a->outcome[0] != '\0') {
		(void)page_row(s, "Outcome", lists_label("fostering-appeal-outcome", a->outcome, r->today));
		(void)page_row(s, "On", page_day(r, a->outcome_on));
		(void)page_row(s, "Note", a->note);
	} else if (record->closed_at == NULL && request_may(r, FOSTERING_DECIDE))
		measure_form(r, body, "Outcome", fostering_appeal_outcome_input, pool_printf(r->pool,
		    "%s/appeal-outcome/%llu", casework_path(r, record), a->id), "Save");
	return status;
}

int fostering_appeal_show(struct request *r)
{
	struct record record;
	struct appeal a;
	struct measure m;

	if (!casework_load(r, &record) || !find(r, &record, &a, &m))
		return page_not_found(r);
	return outcome_page(r, &record, &a, &m, 200);
}

static bool is(struct request *r, const char *outcome)
{
	return input_is(&r->input, "outcome", outcome);
}

static unsigned long long condition_of(struct request *r, const struct record *record)
{
	unsigned long long number;
	struct measure *list;

	return text_number(input_text(&r->input, "court_requirement"), &number) && number != 0 &&
	    measure_list(r, record, MEASURE_REQUIREMENT, number, &list) == 1 &&
	    measure_stands(&list[0]) ? list[0].id : 0;
}

static void rules(struct request *r, const struct record *record, const struct appeal *a,
    const struct measure *m)
{
	const char *on = input_text(&r->input, "outcome_on");
	bool requirement = m->about == MEASURE_REQUIREMENT;

	if (on[0] != '\0' && strcmp(on, a->lodged_on) < 0)
		input_refuse(&r->input, "outcome_on", "This is before the appeal was lodged");
	if ((is(r, "MORE_TIME") && !requirement) ||
	    (is(r, "CONDITIONAL") && strcmp(a->about, "PROH") != 0))
		input_refuse(&r->input, "outcome", "This is no outcome of such an appeal");
	if (requirement && (is(r, "MORE_TIME") || is(r, "VARIED")) &&
	    input_is(&r->input, "court_by", ""))
		input_refuse(&r->input, "court_by", "Enter the day to comply by that the court set");
	if (requirement && is(r, "VARIED") && input_is(&r->input, "court_text", ""))
		input_refuse(&r->input, "court_text", "Enter what the requirement says now");
	if (is(r, "CONDITIONAL") && condition_of(r, record) == 0)
		input_refuse(&r->input, "court_requirement",
		    "Enter the number of an open requirement. Impose it first where it is new");
}

/* The time for compliance goes on with what was left of it. */
static void requirement_goes_on(struct request *r, const struct record *record,
    const struct appeal *a, const struct measure *m)
{
	const char *on = input_text(&r->input, "outcome_on");
	bool court = is(r, "MORE_TIME") || is(r, "VARIED");
	const char *by = court ? input_text(&r->input, "court_by") : !a->suspends ? m->comply_by :
	    measure_comply_after(r->pool, m->comply_by, a->lodged_on, on);

	if (strcmp(m->status, "MET") == 0 || strcmp(m->status, "REMOVED") == 0)
		return;
	if (is(r, "VARIED")) {
		(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_KEEP], request_account(r),
		    record->id, m->id, m->version);
		(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_VARY],
		    input_text(&r->input, "court_text"), by, m->reason, record->id, m->id, m->version);
	} else
		(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_COMPLY], by, record->id, m->id);
	fostering_requirement_clock(r, record, m->number, by, court ? pool_printf(r->pool,
	    "Set by the court on %s", page_day(r, on)) : pool_printf(r->pool,
	    "%s was set; suspended by an appeal from %s to %s", page_day(r, m->comply_by),
	    page_day(r, a->lodged_on), page_day(r, on)));
}

static void requirement_after(struct request *r, const struct record *record,
    const struct appeal *a, const struct measure *m)
{
	if (!is(r, "CANCELLED")) {
		requirement_goes_on(r, record, a, m);
		return;
	}
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_END],
	    input_text(&r->input, "outcome_on"), "Cancelled by the court", record->id, m->id);
	fostering_requirement_clock(r, record, m->number, NULL, NULL);
}

static void prohibition_after(struct request *r, const struct record *record,
    const struct measure *m)
{
	if (is(r, "CANCELLED"))
		(void)db_write(r->db, &fostering_sql[FOSTERING_PROHIBITION_CANCEL], "CANCELLED",
		    input_text(&r->input, "outcome_on"), "Cancelled by the court", "CANCELLED",
		    input_text(&r->input, "outcome_on"), record->id, m->id);
	if (is(r, "CONDITIONAL"))
		(void)db_write(r->db, &fostering_sql[FOSTERING_PROHIBITION_ATTACH],
		    condition_of(r, record), record->id, m->id);
}

/* What the court put in the place of a refusal, or of an end. */
static void permission_after(struct request *r, const struct record *record,
    const struct measure *m)
{
	if (!is(r, "CANCELLED"))
		return;
	if (m->about == MEASURE_CONSENT)
		(void)db_write(r->db, &fostering_sql[FOSTERING_CONSENT_DECIDE], "GRANTED", m->reason,
		    request_account(r), input_text(&r->input, "outcome_on"), record->id, m->id, m->version);
	else
		(void)db_write(r->db, &fostering_sql[FOSTERING_LIMIT_END], "GRANTED", NULL, m->reason,
		    record->id, m->id);
}

static void after(struct request *r, const struct record *record, const struct appeal *a,
    const struct measure *m)
{
	if (m->about == MEASURE_REQUIREMENT)
		requirement_after(r, record, a, m);
	else if (m->about == MEASURE_PROHIBITION)
		prohibition_after(r, record, m);
	else
		permission_after(r, record, m);
}

int fostering_appeal_outcome(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;
	struct appeal a;
	struct measure m;

	if (!casework_lock(r, &record) || record.closed_at != NULL || !find(r, &record, &a, &m))
		return page_not_found(r);
	rules(r, &record, &a, &m);
	if (a.outcome[0] != '\0')
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return outcome_page(r, &record, &a, &m, 422);
	if (db_write(r->db, &fostering_sql[FOSTERING_APPEAL_OUTCOME], input_text(in, "outcome"),
	    input_text(in, "outcome_on"), input_text(in, "outcome_note"), record.id, a.id) != 1)
		return casework_moved_on(r);
	after(r, &record, &a, &m);
	event_add(r, &record, "appeal.outcome", "Outcome of an appeal recorded", false);
	return request_redirect(r, "%s/measures", casework_path(r, &record));
}
