#include "measure.h"

#include <string.h>

/* 6.1: requirements. Proposed by one, imposed by a manager, given in writing,
 * then met, breached, varied or removed. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NUMBER	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true }

const struct field fostering_requirement_input[] = {
	ID,
	{ .name = "category", .type = FIELD_CODE, .choices = "fostering-requirement",
	  .required = true, .label = "What is it about?" },
	{ .name = "text", .type = FIELD_MEMO, .max = 3000, .required = true,
	  .label = "What the person must do", .hint = "As it is to stand in the notice" },
	{ .name = "applies_to", .type = FIELD_TEXT, .max = 300, .label = "What it is limited to",
	  .hint = "A child or class of child, or when more than a number are fostered" },
	{ .name = "reason", .type = FIELD_MEMO, .max = 3000, .required = true, .label = "Reason",
	  .hint = "Stands in the notice: name no offence and no check" },
	{ 0 }
};

const struct field fostering_requirement_decide_input[] = {
	ID, NUMBER,
	{ .name = "agreed", .type = FIELD_YESNO, .required = true, .label = "Impose it?" },
	{ .name = "comply_by", .type = FIELD_DATE, .required_if = "agreed=Y",
	  .label = "Day to comply by" },
	{ .name = "refuse_why", .type = FIELD_TEXT, .max = 300, .required_if = "agreed=N",
	  .label = "If not, why" },
	{ 0 }
};

const struct field fostering_requirement_vary_input[] = {
	ID, NUMBER,
	{ .name = "vary_text", .type = FIELD_MEMO, .max = 3000, .required = true,
	  .label = "What the person must do now" },
	{ .name = "vary_by", .type = FIELD_DATE, .required = true, .label = "New day to comply by" },
	{ .name = "vary_why", .type = FIELD_MEMO, .max = 3000, .rows = 3, .required = true,
	  .label = "Reason for the change", .hint = "Stands in the notice" },
	{ 0 }
};

const struct field fostering_requirement_met_input[] = {
	ID, NUMBER,
	{ .name = "met_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it was met" },
	{ .name = "evidence", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "What shows it" },
	{ 0 }
};

const struct field fostering_requirement_breach_input[] = {
	ID, NUMBER,
	{ .name = "breach", .type = FIELD_MEMO, .max = 2000, .rows = 3, .required = true,
	  .label = "How it was found not to be met" },
	{ 0 }
};

const struct field fostering_requirement_remove_input[] = {
	ID, NUMBER,
	{ .name = "remove_why", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "Why it is not needed any more" },
	{ 0 }
};

static bool find(struct request *r, struct record *record_r, struct measure *m_r)
{
	return casework_lock(r, record_r) && record_r->closed_at == NULL &&
	    measure_find(r, record_r, MEASURE_REQUIREMENT, m_r);
}

static const char *clock_of(struct request *r, unsigned long long number)
{
	return pool_printf(r->pool, "T8-%llu", number);
}

/* -- T8 -- */

void fostering_requirement_clock(struct request *r, const struct record *record,
    unsigned long long number, const char *comply_by, const char *why)
{
	const char *clock = clock_of(r, number);

	deadline_drop(r, record, clock);
	if (comply_by != NULL)
		deadline_agree(r, record, clock, pool_printf(r->pool, "Comply with requirement %llu",
		    number), comply_by, why);
}

void fostering_requirement_suspend(struct request *r, const struct record *record,
    const struct measure *m)
{
	deadline_pause(r, record, clock_of(r, m->number));
}

/* -- propose -- */

int fostering_requirement_new(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !measure_proposer(r, &record))
		return page_not_found(r);
	page_route_form(r, casework_page(r, &record, "requirement", "Propose a requirement"), "Propose",
	    "primary");
	return 200;
}

int fostering_requirement_propose(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!casework_lock(r, &record) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool)) {
		page_route_form(r, casework_page(r, &record, "requirement", "Propose a requirement"),
		    "Propose", "primary");
		return 422;
	}
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_PROPOSE], record.id,
	    input_text(in, "category"), input_text(in, "text"), input_text(in, "applies_to"),
	    input_text(in, "reason"), request_account(r), record.id);
	event_add(r, &record, "requirement.proposed", "Requirement proposed", false);
	return request_redirect(r, "%s/measures", casework_path(r, &record));
}

/* -- its page -- */

static const char *letter_of(const struct measure *m)
{
	return strcmp(m->status, "IMPOSED") == 0 ? "REQUIREMENT" : "VARIATION";
}

static void versions_put(struct request *r, struct node *body, const struct measure *m)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_REQUIREMENT_VERSIONS], &rows, m->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "versions", "What it said before", NULL, "Text", "Comply by",
	    "Changed", "By", NULL);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		(void)page_cell(row, db_text(&rows.row[i], 0));
		(void)page_cell(row, page_day(r, db_text(&rows.row[i], 1)));
		(void)page_cell(row, page_when(r, db_text(&rows.row[i], 2)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 3),
		    db_text(&rows.row[i], 4)));
	}
}

static void facts_put(struct request *r, struct node *body, const struct measure *m)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "What the person must do", m->text);
	(void)page_row(s, "Limited to", m->applies[0] == '\0' ? "Nothing" : m->applies);
	(void)page_row(s, "Reason", m->reason);
	measure_rows_put(r, s, m);
	(void)page_row(s, "Comply by", page_day(r, m->comply_by));
	if (m->met_on != NULL)
		(void)page_row(s, "Met", page_day(r, m->met_on));
	if (m->evidence[0] != '\0')
		(void)page_row(s, "What shows it", m->evidence);
	if (m->ended_on != NULL)
		(void)page_row(s, "Ended", pool_printf(r->pool, "%s: %s", page_day(r, m->ended_on),
		    m->ended_why));
}

static void decide_put(struct request *r, struct node *body, const struct record *record,
    const struct measure *m, const char *path)
{
	if (strcmp(m->status, "PROPOSED") != 0)
		return;
	if (measure_decider(r, record, m->proposed_by))
		measure_form(r, body, "Decide", fostering_requirement_decide_input,
		    pool_printf(r->pool, "%s/decide", path), "Decide");
	else
		(void)page_para(body, "A manager who did not propose it decides.");
}

static void steps_put(struct request *r, struct node *body, const struct record *record,
    const struct measure *m, const char *path)
{
	bool manages = request_may(r, FOSTERING_DECIDE) && record->closed_at == NULL;

	if (!measure_stands(m))
		return;
	if (request_may(r, FOSTERING_WORK) && measure_proposer(r, record))
		measure_form(r, body, "It is met", fostering_requirement_met_input,
		    pool_printf(r->pool, "%s/met", path), "Save");
	if (!manages)
		return;
	if (strcmp(m->status, "BREACHED") != 0 && m->comply_by != NULL &&
	    strcmp(m->comply_by, r->today) < 0 && !m->suspended)
		measure_form(r, body, "It is breached", fostering_requirement_breach_input,
		    pool_printf(r->pool, "%s/breach", path), "Save");
	measure_form(r, body, "Vary it", fostering_requirement_vary_input,
	    pool_printf(r->pool, "%s/vary", path), "Vary");
	measure_form(r, body, "Remove it", fostering_requirement_remove_input,
	    pool_printf(r->pool, "%s/remove", path), "Remove");
}

static int page(struct request *r, const struct record *record, const struct measure *m, int status)
{
	struct node *body = measure_page(r, record, m);
	const char *path = measure_path(r, record, m);

	facts_put(r, body, m);
	decide_put(r, body, record, m, path);
	if (measure_stands(m))
		measure_served_put(r, body, record, m, letter_of(m));
	else if (strcmp(m->status, "REMOVED") == 0)
		fostering_letter_offer(r, body, record, "VARIATION", m->id);
	measure_appeal_offer(r, body, record, m);
	steps_put(r, body, record, m, path);
	versions_put(r, body, m);
	return status;
}

int fostering_requirement_show(struct request *r)
{
	struct record record;
	struct measure m;

	if (!casework_load(r, &record) || !measure_find(r, &record, MEASURE_REQUIREMENT, &m))
		return page_not_found(r);
	return page(r, &record, &m, 200);
}

/* -- decide -- */

static int done(struct request *r, const struct record *record, const struct measure *m,
    const char *code, const char *what)
{
	event_add(r, record, code, pool_printf(r->pool, "%s %s", measure_title(r, m), what), false);
	return request_redirect(r, "%s", measure_path(r, record, m));
}

static int decided(struct request *r, const struct record *record, const struct measure *m)
{
	bool agreed = input_is(&r->input, "agreed", "Y");
	const char *by = input_text(&r->input, "comply_by");

	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_DECIDE], agreed ? "IMPOSED" :
	    "REFUSED", agreed ? r->today : NULL, request_account(r), agreed ? by : NULL, agreed ? NULL : r->today,
	    agreed ? "" : input_text(&r->input, "refuse_why"), record->id, m->id, m->version);
	if (agreed)
		fostering_requirement_clock(r, record, m->number, by, pool_printf(r->pool,
		    "Set with the requirement on %s", page_day(r, r->today)));
	notice_add(r, record, m->proposed_by, agreed ? "Requirement imposed" :
	    "Requirement not imposed");
	return done(r, record, m, agreed ? "requirement.imposed" : "requirement.refused",
	    agreed ? "imposed" : "not imposed");
}

int fostering_requirement_decide(struct request *r)
{
	const char *by = input_text(&r->input, "comply_by");
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (strcmp(m.status, "PROPOSED") != 0 || !measure_decider(r, &record, m.proposed_by))
		return casework_moved_on(r);
	if (input_is(&r->input, "agreed", "Y") && by[0] == '\0')
		input_refuse(&r->input, "comply_by", "Enter the day to comply by");
	if (input_is(&r->input, "agreed", "Y") && by[0] != '\0' && strcmp(by, r->today) < 0)
		input_refuse(&r->input, "comply_by", "The day to comply by must be today or later");
	if (input_is(&r->input, "agreed", "N") && input_is(&r->input, "refuse_why", ""))
		input_refuse(&r->input, "refuse_why", "Say why it is not imposed");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	return decided(r, &record, &m);
}

/* -- while it stands -- */

int fostering_requirement_served(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (!measure_stands(&m) || m.served_on != NULL)
		return casework_moved_on(r);
	if (!measure_served_check(r, &record, letter_of(&m), &m))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_SERVED],
	    input_text(&r->input, "served_on"), input_text(&r->input, "served_how"), record.id, m.id,
	    m.version);
	return done(r, &record, &m, "requirement.served", "given in writing");
}

int fostering_requirement_vary(struct request *r)
{
	const char *by = input_text(&r->input, "vary_by");
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (!measure_stands(&m) || m.suspended)
		return casework_moved_on(r);
	if (by[0] != '\0' && strcmp(by, r->today) < 0)
		input_refuse(&r->input, "vary_by", "The day to comply by must be today or later");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_KEEP], request_account(r), record.id,
	    m.id, m.version);
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_VARY],
	    input_text(&r->input, "vary_text"), by, input_text(&r->input, "vary_why"), record.id, m.id,
	    m.version);
	fostering_requirement_clock(r, &record, m.number, by, pool_printf(r->pool,
	    "Set when the requirement was varied on %s", page_day(r, r->today)));
	return done(r, &record, &m, "requirement.varied", "varied");
}

int fostering_requirement_met(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (!measure_stands(&m))
		return casework_moved_on(r);
	if (m.decided_on != NULL && !input_is(&r->input, "met_on", "") &&
	    strcmp(input_text(&r->input, "met_on"), m.decided_on) < 0)
		input_refuse(&r->input, "met_on", "This is before the requirement was imposed");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_MET], "MET",
	    input_text(&r->input, "met_on"), input_text(&r->input, "evidence"), record.id, m.id,
	    m.version);
	deadline_met(r, &record, clock_of(r, m.number));
	return done(r, &record, &m, "requirement.met", "met");
}

/* It stays in force, and its date stays one that was missed. */
int fostering_requirement_breach(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (!measure_stands(&m) || m.suspended || m.comply_by == NULL ||
	    strcmp(m.comply_by, r->today) >= 0)
		return casework_not_yet(r, &record,
		    "A requirement is breached when the day to comply by has passed and no appeal is open.");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_MET], "BREACHED", NULL,
	    input_text(&r->input, "breach"), record.id, m.id, m.version);
	return done(r, &record, &m, "requirement.breached", "breached");
}

int fostering_requirement_remove(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (!measure_stands(&m))
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_REQUIREMENT_END], r->today,
	    input_text(&r->input, "remove_why"), record.id, m.id);
	fostering_requirement_clock(r, &record, m.number, NULL, NULL);
	return done(r, &record, &m, "requirement.removed", "removed");
}
