#include "measure.h"

#include <string.h>

#include "lists.h"
#include "text.h"

/* 6.3: prohibitions (s.69). A any child in any premises, B any child in these,
 * C this child in these. Attached to a requirement, one has no effect before the
 * time for compliance has passed and the requirement is not met. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NUMBER	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true }

const struct field fostering_prohibition_input[] = {
	ID,
	{ .name = "type", .type = FIELD_CODE, .choices = "fostering-prohibition", .required = true,
	  .label = "What is prohibited?" },
	{ .name = "grounds", .type = FIELD_CODES, .choices = "fostering-ground", .required = true,
	  .label = "Grounds" },
	{ .name = "reason", .type = FIELD_MEMO, .max = 3000, .required = true, .label = "Reason",
	  .hint = "Stands in the notice: name no offence and no check" },
	{ .name = "requirement", .type = FIELD_NUMBER, .max = 4, .width = 4,
	  .label = "Number of the requirement it is attached to",
	  .hint = "Leave empty for a prohibition that has effect as soon as the notice is given" },
	{ 0 }
};

const struct field fostering_prohibition_decide_input[] = {
	ID, NUMBER,
	{ .name = "agreed", .type = FIELD_YESNO, .required = true, .label = "Impose it?" },
	{ .name = "refuse_why", .type = FIELD_TEXT, .max = 300, .required_if = "agreed=N",
	  .label = "If not, why" },
	{ 0 }
};

const struct field fostering_prohibition_ask_input[] = {
	ID, NUMBER,
	{ .name = "asked_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day of the application" },
	{ 0 }
};

const struct field fostering_prohibition_cancel_input[] = {
	ID, NUMBER,
	{ .name = "cancel", .type = FIELD_YESNO, .required = true, .label = "Cancel it?" },
	{ .name = "cancel_why", .type = FIELD_TEXT, .max = 300, .required = true, .label = "Reason",
	  .hint = "Stands in the notice" },
	{ 0 }
};

static bool find(struct request *r, struct record *record_r, struct measure *m_r)
{
	return casework_lock(r, record_r) && record_r->closed_at == NULL &&
	    measure_find(r, record_r, MEASURE_PROHIBITION, m_r);
}

static int done(struct request *r, const struct record *record, const struct measure *m,
    const char *code, const char *what)
{
	event_add(r, record, code, pool_printf(r->pool, "%s %s", measure_title(r, m), what), false);
	return request_redirect(r, "%s", measure_path(r, record, m));
}

/* -- propose -- */

static int new_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "prohibition", "Propose a prohibition"), *s;
	struct measure *list;
	size_t i, n = measure_list(r, record, MEASURE_REQUIREMENT, 0, &list);

	if (n > 0)
		s = node_add(body, "summary");
	for (i = 0; i < n; i++)
		(void)page_row(s, measure_title(r, &list[i]), list[i].text);
	page_route_form(r, body, "Propose", "primary");
	return status;
}

int fostering_prohibition_new(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !measure_proposer(r, &record))
		return page_not_found(r);
	return new_page(r, &record, 200);
}

/* The row of the requirement that was named, 0 where there is none. */
static unsigned long long attached(struct request *r, const struct record *record)
{
	unsigned long long number;
	struct measure *list;

	if (!text_number(input_text(&r->input, "requirement"), &number))
		return 0;
	if (number == 0 || measure_list(r, record, MEASURE_REQUIREMENT, number, &list) != 1 ||
	    !(measure_stands(&list[0]) || strcmp(list[0].status, "PROPOSED") == 0)) {
		input_refuse(&r->input, "requirement", "There is no open requirement with this number");
		return 0;
	}
	return list[0].id;
}

int fostering_prohibition_propose(struct request *r)
{
	const struct fostering_arrangement *a;
	const struct input *in = &r->input;
	unsigned long long requirement;
	struct record record;

	if (!casework_lock(r, &record) || !measure_proposer(r, &record))
		return page_not_found(r);
	a = fostering_of(r);
	if (a->carer == 0)
		input_refuse(&r->input, "type", "There is no carer on the case yet");
	requirement = attached(r, &record);
	if (!input_valid(&r->input, r->pool))
		return new_page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_PROHIBITION_PROPOSE], record.id,
	    input_text(in, "type"), a->carer, input_is(in, "type", "A") ? 0ULL : a->household,
	    input_text(in, "grounds"), input_text(in, "reason"), requirement, request_account(r),
	    record.id);
	event_add(r, &record, "prohibition.proposed", "Prohibition proposed", false);
	return request_redirect(r, "%s/measures", casework_path(r, &record));
}

/* -- its page -- */

static const char *grounds_of(struct request *r, const char *grounds)
{
	const char *text = "";

	for (; *grounds != '\0'; grounds++)
		if (*grounds != ' ')
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n",
			    lists_label("fostering-ground", pool_strndup(r->pool, grounds, 1), r->today));
	return text;
}

static const char *effect(struct request *r, const struct measure *m)
{
	if (m->effective_on == NULL)
		return m->served_on == NULL ? "The notice has not been given yet" : "It has no effect now";
	if (measure_in_effect(r, m))
		return pool_printf(r->pool, "In effect since %s", page_day(r, m->effective_on));
	return pool_printf(r->pool, "From %s, if requirement %llu is not met in time",
	    page_day(r, m->effective_on), m->requirement);
}

static void facts_put(struct request *r, struct node *body, const struct measure *m)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "What is prohibited", lists_label("fostering-prohibition", m->what, r->today));
	(void)page_row(s, "Person", m->person_name);
	(void)page_row(s, "Grounds", grounds_of(r, m->grounds));
	(void)page_row(s, "Reason", m->reason);
	if (m->requirement != 0)
		(void)page_row(s, "Attached to", pool_printf(r->pool, "Requirement %llu", m->requirement));
	measure_rows_put(r, s, m);
	if (strcmp(m->status, "IMPOSED") == 0)
		(void)page_row(s, "Effect", effect(r, m));
	if (strcmp(m->status, "REFUSED") == 0)
		(void)page_row(s, "Why it was not imposed", m->ended_why);
	if (m->asked_on != NULL)
		(void)page_row(s, "Cancellation applied for", page_day(r, m->asked_on));
	if (m->cancel_decided_on != NULL)
		(void)page_row(s, strcmp(m->cancel_decision, "REFUSED") == 0 ? "Cancellation refused" :
		    "Cancelled", pool_printf(r->pool, "%s: %s", page_day(r, m->cancel_decided_on),
		    m->ended_why));
}

static void cancel_put(struct request *r, struct node *body, const struct record *record,
    const struct measure *m, const char *path)
{
	if (m->cancel_decided_on != NULL)
		fostering_letter_offer(r, body, record, "CANCELLATION", m->id);
	if (strcmp(m->status, "IMPOSED") != 0 || record->closed_at != NULL)
		return;
	if (request_may(r, FOSTERING_WORK) && measure_proposer(r, record) &&
	    (m->asked_on == NULL || m->cancel_decided_on != NULL))
		measure_form(r, body, "Application to cancel it", fostering_prohibition_ask_input,
		    pool_printf(r->pool, "%s/ask", path), "Save");
	if (request_may(r, FOSTERING_DECIDE))
		measure_form(r, body, m->asked_on != NULL && m->cancel_decided_on == NULL ?
		    "Decide the application" : "Cancel it", fostering_prohibition_cancel_input,
		    pool_printf(r->pool, "%s/cancel", path), "Save");
}

static int page(struct request *r, const struct record *record, const struct measure *m, int status)
{
	struct node *body = measure_page(r, record, m);
	const char *path = measure_path(r, record, m);

	facts_put(r, body, m);
	if (strcmp(m->status, "PROPOSED") == 0 && measure_decider(r, record, m->proposed_by))
		measure_form(r, body, "Decide", fostering_prohibition_decide_input,
		    pool_printf(r->pool, "%s/decide", path), "Decide");
	else if (strcmp(m->status, "PROPOSED") == 0)
		(void)page_para(body, "A manager who did not propose it decides.");
	if (strcmp(m->status, "IMPOSED") == 0)
		measure_served_put(r, body, record, m, "PROHIBITION");
	measure_appeal_offer(r, body, record, m);
	cancel_put(r, body, record, m, path);
	return status;
}

int fostering_prohibition_show(struct request *r)
{
	struct record record;
	struct measure m;

	if (!casework_load(r, &record) || !measure_find(r, &record, MEASURE_PROHIBITION, &m))
		return page_not_found(r);
	return page(r, &record, &m, 200);
}

/* -- decide, give, cancel -- */

int fostering_prohibition_decide(struct request *r)
{
	bool agreed = input_is(&r->input, "agreed", "Y");
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (strcmp(m.status, "PROPOSED") != 0 || !measure_decider(r, &record, m.proposed_by))
		return casework_moved_on(r);
	if (input_is(&r->input, "agreed", "N") && input_is(&r->input, "refuse_why", ""))
		input_refuse(&r->input, "refuse_why", "Say why it is not imposed");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_PROHIBITION_DECIDE], agreed ? "IMPOSED" :
	    "REFUSED", agreed ? r->today : NULL, request_account(r),
	    agreed ? "" : input_text(&r->input, "refuse_why"), record.id, m.id, m.version);
	notice_add(r, &record, m.proposed_by, agreed ? "Prohibition imposed" : "Prohibition not imposed");
	return done(r, &record, &m, agreed ? "prohibition.imposed" : "prohibition.refused",
	    agreed ? "imposed" : "not imposed");
}

int fostering_prohibition_served(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (strcmp(m.status, "IMPOSED") != 0 || m.served_on != NULL)
		return casework_moved_on(r);
	if (!measure_served_check(r, &record, "PROHIBITION", &m))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_PROHIBITION_SERVED],
	    input_text(&r->input, "served_on"), input_text(&r->input, "served_how"), record.id, m.id,
	    m.version);
	return done(r, &record, &m, "prohibition.served", "given in writing");
}

int fostering_prohibition_ask(struct request *r)
{
	struct record record;
	struct measure m;

	if (!find(r, &record, &m) || !measure_proposer(r, &record))
		return page_not_found(r);
	if (strcmp(m.status, "IMPOSED") != 0)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_PROHIBITION_ASKED],
	    input_text(&r->input, "asked_on"), record.id, m.id, m.version);
	return done(r, &record, &m, "prohibition.ask", "is to be cancelled: applied for");
}

int fostering_prohibition_cancel(struct request *r)
{
	bool cancel = input_is(&r->input, "cancel", "Y");
	struct record record;
	struct measure m;

	if (!find(r, &record, &m))
		return page_not_found(r);
	if (strcmp(m.status, "IMPOSED") != 0)
		return casework_moved_on(r);
	if (input_is(&r->input, "cancel", "N") && (m.asked_on == NULL || m.cancel_decided_on != NULL))
		input_refuse(&r->input, "cancel", "Nobody has applied for it to be cancelled");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, &m, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_PROHIBITION_CANCEL], cancel ? "CANCELLED" :
	    "IMPOSED", cancel ? r->today : NULL, input_text(&r->input, "cancel_why"),
	    cancel ? "CANCELLED" : "REFUSED", r->today, record.id, m.id);
	return done(r, &record, &m, cancel ? "prohibition.cancelled" : "prohibition.kept",
	    cancel ? "cancelled" : "not cancelled");
}
