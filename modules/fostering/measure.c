#include "measure.h"

#include <string.h>

#include "conf.h"
#include "date.h"
#include "lists.h"
#include "measure-rules.h"
#include "text.h"

/* What requirements, prohibitions, consents and exemptions share. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NUMBER	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true }

const struct field measure_number_input[] = { ID, NUMBER, { 0 } };

const struct field measure_served_input[] = {
	ID, NUMBER,
	{ .name = "served_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which the notice was given", .hint = "The time to appeal runs from it" },
	{ .name = "served_how", .type = FIELD_CODE, .choices = "fostering-served", .required = true,
	  .label = "How was it given?" },
	{ 0 }
};

static const struct {
	const char *title, *path;
	unsigned list;
} kinds[MEASURE__MAX] = {
	[MEASURE_REQUIREMENT] = { "Requirement", "requirement", FOSTERING_MEASURE_REQUIREMENTS },
	[MEASURE_PROHIBITION] = { "Prohibition", "prohibition", FOSTERING_MEASURE_PROHIBITIONS },
	[MEASURE_CONSENT] = { "Consent", "consent", FOSTERING_MEASURE_CONSENTS },
	[MEASURE_LIMIT] = { "Exemption from the limit", "limit", FOSTERING_MEASURE_LIMITS },
};

static const struct {
	const char *code, *label;
} statuses[] = {
	{ "PROPOSED", "Proposed" }, { "PENDING", "Waits for a decision" }, { "IMPOSED", "Imposed" },
	{ "VARIED", "Varied" }, { "MET", "Met" }, { "BREACHED", "Breached" },
	{ "REMOVED", "Removed" }, { "REFUSED", "Refused" }, { "CANCELLED", "Cancelled" },
	{ "GRANTED", "Granted" }, { "ENDED", "Ended" },
};

/* -- rows -- */

static void effect(struct request *r, struct measure *m, const struct db_row *row)
{
	const struct measure_condition condition = { .comply_by = db_text(row, 26),
	    .met_on = db_text(row, 27), .removed_on = db_text(row, 28),
	    .suspended = db_number(row, 29) != 0 };

	if (m->about == MEASURE_PROHIBITION && strcmp(m->status, "IMPOSED") == 0)
		m->effective_on = measure_effective_on(r->pool, m->served_on,
		    m->requirement == 0 ? NULL : &condition);
}

static void from_row(struct request *r, enum measure_about about, const struct db_row *row,
    struct measure *m)
{
	*m = (struct measure){ .about = about, .id = db_number(row, 0), .number = db_number(row, 1),
	    .status = db_text(row, 2), .what = db_text(row, 3), .text = db_text(row, 4),
	    .applies = db_text(row, 5), .reason = db_text(row, 6), .proposed_by = db_number(row, 7),
	    .proposed_at = db_text(row, 8), .proposer = pool_printf(r->pool, "%s %s",
	    db_text(row, 9) == NULL ? "" : db_text(row, 9), db_text(row, 10) == NULL ? "" :
	    db_text(row, 10)), .person = db_number(row, 11), .person_name = db_text(row, 12),
	    .decided_on = db_text(row, 13), .served_on = db_text(row, 14),
	    .served_how = db_text(row, 15), .comply_by = db_text(row, 16), .met_on = db_text(row, 17),
	    .evidence = db_text(row, 18), .ended_on = db_text(row, 19), .ended_why = db_text(row, 20),
	    .version = db_number(row, 21), .suspended = db_number(row, 22) != 0,
	    .appealed = db_number(row, 23) != 0, .grounds = db_text(row, 24),
	    .requirement = db_number(row, 25), .asked_on = db_text(row, 30),
	    .cancel_decision = db_text(row, 31), .cancel_decided_on = db_text(row, 32),
	    .household = db_number(row, 33), .decider = db_text(row, 34) };
	effect(r, m, row);
}

static size_t from_rows(struct request *r, enum measure_about about, const struct db_rows *rows,
    struct measure **list_r)
{
	size_t i;

	*list_r = pool_array(r->pool, rows->n == 0 ? 1 : rows->n, sizeof(**list_r));
	for (i = 0; i < rows->n; i++)
		from_row(r, about, &rows->row[i], &(*list_r)[i]);
	return rows->n;
}

size_t measure_list(struct request *r, const struct record *record, enum measure_about about,
    unsigned long long number, struct measure **list_r)
{
	struct db_rows rows;

	(void)db_list(r->db, &fostering_sql[kinds[about].list], &rows, record->id, number, number);
	return from_rows(r, about, &rows, list_r);
}

bool measure_find(struct request *r, const struct record *record, enum measure_about about,
    struct measure *m_r)
{
	unsigned long long number;
	struct measure *list;

	if (!text_number(input_text(&r->input, "number"), &number) || number == 0 ||
	    measure_list(r, record, about, number, &list) != 1)
		return false;
	*m_r = list[0];
	r->audit.detail = pool_printf(r->pool, "number=%llu", number);
	return true;
}

bool measure_by_id(struct request *r, const struct record *record, enum measure_about about,
    unsigned long long id, struct measure *m_r)
{
	struct measure *list;
	size_t i, n = measure_list(r, record, about, 0, &list);

	for (i = 0; i < n; i++)
		if (list[i].id == id) {
			*m_r = list[i];
			return true;
		}
	return false;
}

size_t measure_elsewhere(struct request *r, const struct record *record, struct measure **list_r)
{
	const struct fostering_arrangement *a = fostering_of(r);
	struct db_rows rows;

	(void)db_list(r->db, &fostering_sql[FOSTERING_MEASURE_ELSEWHERE], &rows, record->id, a->carer,
	    a->household, a->household, a->carer);
	return from_rows(r, MEASURE_PROHIBITION, &rows, list_r);
}

size_t measure_people(struct request *r, const struct record *record,
    struct measure_person **list_r)
{
	const struct fostering_arrangement *a = fostering_of(r);
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_MEASURE_PEOPLE], &rows, a->carer, record->id,
	    record->id, a->carer, a->household, a->carer);
	*list_r = pool_array(r->pool, rows.n == 0 ? 1 : rows.n, sizeof(**list_r));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		(*list_r)[i] = (struct measure_person){ .id = db_number(p, 0), .handle = db_text(p, 1),
		    .name = pool_printf(r->pool, "%s %s", db_text(p, 2), db_text(p, 3)),
		    .barred = strcmp(db_text(p, 4), "Y") == 0,
		    .disqualified = strcmp(db_text(p, 5), "Y") == 0,
		    .asked = db_text(p, 5)[0] != '\0', .carer = db_number(p, 6) != 0,
		    .granted = db_number(p, 7) != 0, .pending = db_number(p, 8) != 0 };
	}
	return rows.n;
}

/* -- what they are -- */

const char *measure_title(struct request *r, const struct measure *m)
{
	return pool_printf(r->pool, "%s %llu", kinds[m->about].title, m->number);
}

const char *measure_status(const struct measure *m)
{
	size_t i;

	if (m->suspended)
		return "Suspended by appeal";
	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (strcmp(statuses[i].code, m->status) == 0)
			return statuses[i].label;
	return m->status;
}

const char *measure_path(struct request *r, const struct record *record, const struct measure *m)
{
	return pool_printf(r->pool, "%s/%s/%llu", casework_path(r, record), kinds[m->about].path,
	    m->number);
}

bool measure_stands(const struct measure *m)
{
	return strcmp(m->status, "IMPOSED") == 0 || strcmp(m->status, "VARIED") == 0 ||
	    strcmp(m->status, "BREACHED") == 0 || strcmp(m->status, "GRANTED") == 0;
}

bool measure_in_effect(const struct request *r, const struct measure *m)
{
	return m->effective_on != NULL && strcmp(m->effective_on, r->today) <= 0;
}

bool measure_touches(const struct request *r, const struct measure *m)
{
	return strcmp(m->what, "A") == 0 || m->household == fostering_of(r)->household;
}

/* -- who -- */

bool measure_proposer(struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

bool measure_decider(struct request *r, const struct record *record,
    unsigned long long proposed_by)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_DECIDE) &&
	    proposed_by != request_account(r);
}

/* -- notices -- */

bool measure_appeal_window(struct request *r, const char *served_on, struct clock_due *due_r)
{
	struct clock clock = { .code = "T9", .name = "Time to appeal" };

	return clock_parse(conf_text("fostering.t9_appeal"), &clock) &&
	    clock_due(r->pool, &clock, served_on, due_r);
}

bool measure_served_check(struct request *r, const struct record *record, const char *letter,
    const struct measure *m)
{
	const char *kept = fostering_letter_kept(r, record, letter, m->id);
	const char *on = input_text(&r->input, "served_on");

	if (kept == NULL)
		input_refuse(&r->input, "served_on", "Write the letter and keep it as sent first");
	else if (on[0] != '\0' && strcmp(on, kept) < 0)
		input_refuse(&r->input, "served_on", pool_printf(r->pool,
		    "The letter was sent on %s: it cannot have been given before", page_day(r, kept)));
	return input_valid(&r->input, r->pool);
}

void measure_served_put(struct request *r, struct node *body, const struct record *record,
    const struct measure *m, const char *letter)
{
	if (m->served_on != NULL || record->closed_at != NULL || !measure_proposer(r, record))
		return;
	fostering_letter_offer(r, body, record, letter, m->id);
	if (fostering_letter_kept(r, record, letter, m->id) == NULL &&
	    r->route->input != measure_served_input)
		(void)page_para(body, "When the letter is kept as sent, record here how it was given.");
	else if (request_may(r, FOSTERING_WORK))
		measure_form(r, body, "Notice given", measure_served_input, pool_printf(r->pool,
		    "%s/served", measure_path(r, record, m)), "Save");
}

static void appeal_row(struct request *r, struct node *s, const struct measure *m)
{
	struct clock_due due;

	if (m->served_on == NULL)
		return;
	if (measure_appeal_window(r, m->served_on, &due))
		(void)page_row(s, "Time to appeal ends", pool_printf(r->pool, "%s: %s",
		    date_long(r->pool, due.date), due.explanation));
}

void measure_rows_put(struct request *r, struct node *s, const struct measure *m)
{
	(void)page_row(s, "Status", measure_status(m));
	(void)page_row(s, "Proposed", pool_printf(r->pool, "%s, %s", m->proposer,
	    page_when(r, m->proposed_at)));
	(void)page_row(s, "Decided", page_day(r, m->decided_on));
	if (m->served_on != NULL)
		(void)page_row(s, "Notice given", pool_printf(r->pool, "%s, %s",
		    page_day(r, m->served_on), lists_label("fostering-served", m->served_how, r->today)));
	appeal_row(r, s, m);
	if (m->appealed)
		(void)page_row(s, "Appeal", m->suspended ? "Waits for the court; it is suspended until then" :
		    "Waits for the court; it stays as it is until then");
}

void measure_appeal_offer(struct request *r, struct node *body, const struct record *record,
    const struct measure *m)
{
	static const char *const about[MEASURE__MAX] = { [MEASURE_REQUIREMENT] = "REQ",
	    [MEASURE_PROHIBITION] = "PROH", [MEASURE_CONSENT] = "CONSENT", [MEASURE_LIMIT] = "LIMIT" };
	bool refused = strcmp(m->cancel_decision, "REFUSED") == 0;

	if (m->served_on == NULL || m->appealed || record->closed_at != NULL ||
	    !request_may(r, FOSTERING_WORK) || !measure_proposer(r, record))
		return;
	casework_link(r, body, record, refused ? "Record an appeal against the refusal to cancel" :
	    "Record an appeal", pool_printf(r->pool, "/appeal/%s/%llu", refused ? "CANCEL" :
	    about[m->about], m->number), "secondary");
}

/* -- pages -- */

void measure_form(struct request *r, struct node *body, const char *title,
    const struct field *table, const char *path, const char *button)
{
	(void)page_heading(body, 2, title);
	(void)page_form_of(r, body, table, path, button, "primary");
}

struct node *measure_page(struct request *r, const struct record *record, const struct measure *m)
{
	struct node *body = page_begin(r, kinds[m->about].path, kinds[m->about].title);

	page_back(r, "Decisions and requirements", "%s/measures", casework_path(r, record));
	casework_identity(r, record);
	(void)page_heading(body, 1, measure_title(r, m));
	return body;
}

static const char *summary_of(struct request *r, const struct measure *m)
{
	if (m->about == MEASURE_REQUIREMENT)
		return m->text;
	if (m->about == MEASURE_PROHIBITION)
		return pool_printf(r->pool, "%s: %s", m->person_name,
		    lists_label("fostering-prohibition", m->what, r->today));
	return m->about == MEASURE_CONSENT ? m->person_name : m->applies;
}

static const char *date_of(struct request *r, const struct measure *m)
{
	if (m->effective_on != NULL)
		return pool_printf(r->pool, "%s effect %s %s", measure_in_effect(r, m) ? "Has" : "Will have",
		    measure_in_effect(r, m) ? "since" : "from", page_day(r, m->effective_on));
	return m->comply_by == NULL ? "" : pool_printf(r->pool, "Comply by %s",
	    page_day(r, m->comply_by));
}

static void table_put(struct request *r, struct node *body, const struct record *record,
    enum measure_about about, const char *caption, const char *empty)
{
	struct node *table = page_table(body, kinds[about].path, caption, empty, "Number", "What",
	    "Status", "Date", NULL), *row, *cell;
	struct measure *list;
	size_t i, n = measure_list(r, record, about, 0, &list);

	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		cell = page_cell(row, measure_title(r, &list[i]));
		node_set(cell, "head", "yes");
		node_set(cell, "href", measure_path(r, record, &list[i]));
		(void)page_cell(row, summary_of(r, &list[i]));
		(void)page_cell(row, measure_status(&list[i]));
		(void)page_cell(row, date_of(r, &list[i]));
	}
}

static void proposals_put(struct request *r, struct node *body, const struct record *record,
    bool consents)
{
	if (!measure_proposer(r, record))
		return;
	(void)page_heading(body, 2, "Propose");
	casework_link(r, body, record, "A requirement", "/requirement", "secondary");
	casework_link(r, body, record, "A prohibition", "/prohibition", "secondary");
	if (consents)
		casework_link(r, body, record, "Consent to a disqualified person", "/consent", "secondary");
	casework_link(r, body, record, "An exemption from the limit", "/limit", "secondary");
}

int measure_overview_show(struct request *r)
{
	struct record record;
	struct node *body;
	bool consents;

	if (!casework_load(r, &record))
		return page_not_found(r);
	consents = fostering_offence_reader(r, &record);
	body = casework_page(r, &record, "measures", "Decisions and requirements");
	fostering_flags_put(r, body, &record);
	casework_link(r, body, &record, "Suitability", "/suitability", NULL);
	table_put(r, body, &record, MEASURE_REQUIREMENT, "Requirements", "There is no requirement.");
	table_put(r, body, &record, MEASURE_PROHIBITION, "Prohibitions", "There is no prohibition.");
	if (consents)
		table_put(r, body, &record, MEASURE_CONSENT, "Consent to disqualified persons",
		    "Nobody has applied for consent.");
	table_put(r, body, &record, MEASURE_LIMIT, "Exemptions from the fostering limit",
	    "There is no exemption.");
	fostering_appeals_put(r, body, &record, consents);
	if (consents)
		casework_link(r, body, &record, "Possible offences (section 70)", "/breach", NULL);
	proposals_put(r, body, &record, consents);
	return 200;
}
