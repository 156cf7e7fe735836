#include <string.h>

#include "caf.h"
#include "lists.h"

/* sections.md 4.2, 13, 22 and 23, and K8: what went to children's social care and
 * what came of it. A case is closed because social care leads (C06) only when
 * that is decided, not when a referral is sent. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define DECIDED	{ .name = "decided_on", .type = FIELD_DATE, .not_future = true, .required = true, \
		  .label = "Date of the decision" }
#define WORKER	{ .name = "worker", .type = FIELD_TEXT, .max = 200, .required = true, \
		  .label = "Social worker or team who told you" }
#define NOTE	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .label = "Note" }

const struct field caf_referred_input[] = {
	ID,
	{ .name = "decided_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date of the referral" },
	{ .name = "worker", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Who took the referral" },
	NOTE,
	{ 0 }
};

const struct field caf_outcome_input[] = {
	ID,
	{ .name = "outcome", .type = FIELD_CODE, .choices = "referral-outcome", .required = true,
	  .label = "Outcome of the referral" },
	DECIDED, WORKER, NOTE,
	{ 0 }
};

const struct field caf_lead_taken_input[] = {
	ID,
	{ .name = "outcome", .type = FIELD_CODE, .choices = "social-care-lead", .required = true,
	  .label = "What has social care decided?" },
	DECIDED, WORKER, NOTE,
	{ 0 }
};

const struct field caf_return_input[] = {
	ID,
	{ .name = "outcome", .type = FIELD_CODE, .choices = "referral-outcome", .required = true,
	  .label = "Outcome of the referral" },
	DECIDED, WORKER, NOTE,
	{ .name = "confirmed", .type = FIELD_YESNO, .required = true,
	  .label = "Do the family still agree to take part?" },
	{ .name = "giver", .type = FIELD_CODE, .choices = "consent-giver", .required = true,
	  .label = "Who was asked?" },
	{ .name = "giver_name", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Their name" },
	{ .name = "given_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date of their answer" },
	{ .name = "method", .type = FIELD_CODE, .choices = "consent-method", .required = true,
	  .label = "How was consent given?" },
	{ 0 }
};

const char *caf_refer_guard(struct request *r, const struct record *record)
{
	struct db_row row;

	if (db_find(r->db, &caf_sql[CAF_SOCIAL_CARE_HARM], &row, record->id) ||
	    caf_consent_living(r, record, "C-SHARE", "CSC"))
		return NULL;
	return "Record a concern about significant harm first, or the family's consent to share with "
	    "children's social care.";
}

static const char *outcome_label(struct request *r, const char *outcome)
{
	const char *label = lists_label("referral-outcome", outcome, r->today);

	if (strcmp(outcome, "REFERRED") == 0)
		return "Referred";
	return strcmp(label, outcome) != 0 ? label :
	    lists_label("social-care-lead", outcome, r->today);
}

void caf_social_care_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	/* A member of the team sees that the case is paused, and no more. */
	if (!record_is(record, "OWNER COA LP MANAGER SERVICE ARCHIVE SAF"))
		return;
	(void)db_list(r->db, &caf_sql[CAF_SOCIAL_CARE_LIST], &rows, record->id);
	if (rows.n == 0)
		return;
	table = page_table(body, "social-care", "Children's social care", "Nothing yet.", "Outcome",
	    "On", "Told by", "Note", NULL);
	for (i = 0; i < rows.n; i++) {
		row = node_add(table, "row");
		node_set(page_cell(row, outcome_label(r, db_text(&rows.row[i], 0))), "head", "yes");
		(void)page_cell(row, page_day(r, db_text(&rows.row[i], 1)));
		(void)page_cell(row, db_text(&rows.row[i], 2));
		node_set(page_cell(row, db_text(&rows.row[i], 3)), "kind", "text");
	}
}

void caf_social_care_add(struct request *r, const struct record *record, const char *outcome,
    const char *on, const char *worker, const char *note)
{
	(void)db_write(r->db, &caf_sql[CAF_SOCIAL_CARE_ADD], record->id, outcome, on, worker, note,
	    request_account(r));
}

static void decision_add(struct request *r, const struct record *record, const char *outcome)
{
	caf_social_care_add(r, record, outcome, input_text(&r->input, "decided_on"),
	    input_text(&r->input, "worker"), input_text(&r->input, "note"));
}

/* A safeguarding officer sees the case until what was referred is decided. */
static void decided(struct request *r, const struct record *record)
{
	record_person_end(r, record, 0, "SAF");
}

static int form_page(struct request *r, const struct record *record,
    const char *title, const char *text, const char *button, int status)
{
	struct node *body = casework_page(r, record, "social-care", title);

	(void)page_para(body, text);
	page_route_form(r, body, button, "primary");
	return status;
}

/* -- 13: the next step after the assessment -- */

static int refer_page(struct request *r, const struct record *record,
    int status)
{
	return form_page(r, record, "Refer to children's social care", "Make the referral first, "
	    "then record it here. The case is paused until social care has answered.",
	    "Record the referral", status);
}

static bool refers(struct request *r, const struct record *record)
{
	return casework_may(r, record, CAF_EVENT_SOCIAL_CARE);
}

int caf_refer_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !refers(r, &record))
		return page_not_found(r);
	return refer_page(r, &record, 200);
}

int caf_refer_save(struct request *r)
{
	struct record record;
	int status = 0;

	if (!casework_lock(r, &record) || !record_works_on(&record))
		return page_not_found(r);
	if (refers(r, &record) && !input_valid(&r->input, r->pool))
		return refer_page(r, &record, 422);
	if (!casework_move(r, &record, CAF_EVENT_SOCIAL_CARE, &status))
		return status;
	decision_add(r, &record, "REFERRED");
	caf_notify_paused(r, &record);
	return request_redirect(r, "/caf/case/%s", record.handle);
}

/* -- K8, when nothing is paused: the outcome alone -- */

static int outcome_page(struct request *r, const struct record *record, int status)
{
	return form_page(r, record, "Outcome of the referral", "Social care decides within one "
	    "working day. If you hear nothing, ask.", "Save", status);
}

static bool tells(struct request *r, const struct record *record)
{
	return record_is(record, "OWNER COA LP SERVICE SAF") &&
	    caf_refer_guard(r, record) == NULL;
}

int caf_outcome_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !tells(r, &record))
		return page_not_found(r);
	return outcome_page(r, &record, 200);
}

int caf_outcome_save(struct request *r)
{
	const char *outcome = input_text(&r->input, "outcome");
	struct record record;

	if (!casework_lock(r, &record) || !tells(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return outcome_page(r, &record, 422);
	decision_add(r, &record, outcome);
	event_add(r, &record, "harm.outcome", "Outcome of the referral recorded", false);
	if (strcmp(record.state, "S9") != 0 && !lists_flag("referral-outcome", outcome, "pending"))
		decided(r, &record);
	if (strcmp(record.relations, "SAF") == 0)
		return request_redirect(r, "/caf/");
	return request_redirect(r, "/caf/case/%s", record.handle);
}

/* -- 22: social care leads -- */

static int lead_page(struct request *r, const struct record *record,
    int status)
{
	return form_page(r, record, "Children's social care leads now", "This closes the case. Do it "
	    "only when social care has decided to lead, not when a referral is sent.",
	    "Close the case", status);
}

int caf_lead_taken_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, CAF_EVENT_LEAD_TAKEN))
		return page_not_found(r);
	return lead_page(r, &record, 200);
}

int caf_lead_taken_save(struct request *r)
{
	struct record record;
	int status = 0;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (casework_may(r, &record, CAF_EVENT_LEAD_TAKEN) && !input_valid(&r->input, r->pool))
		return lead_page(r, &record, 422);
	caf_notify(r, &record, "Closed");
	if (!casework_move(r, &record, CAF_EVENT_LEAD_TAKEN, &status))
		return status;
	decision_add(r, &record, input_text(&r->input, "outcome"));
	decided(r, &record);
	caf_exit_close(r, &record, "C06", input_text(&r->input, "decided_on"),
	    input_text(&r->input, "note"), 0);
	/* A safeguarding officer may have been let in for this decision alone. */
	if (session_role(r->session, "COO"))
		return request_redirect(r, "/caf/case/%s", record.handle);
	return request_redirect(r, "/caf/");
}

/* -- 23: the case goes on -- */

static int return_page(struct request *r, const struct record *record,
    int status)
{
	return form_page(r, record, "Go on where the case was paused", "Ask the family again before "
	    "work goes on: taking part is voluntary.", "Go on", status);
}

int caf_return_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, CAF_EVENT_RETURN))
		return page_not_found(r);
	return return_page(r, &record, 200);
}

/* Until the assessment is completed, taking part is what was agreed to. */
static bool lacks_assessment(const char *state)
{
	return strcmp(state, "S2") == 0 || strcmp(state, "S3") == 0;
}

/* 5.3: a carer takes part again where a carer gave that consent. What confirms
 * recording and sharing, a carer says by an order or with the manager's approval. */
static bool carer_answers(struct request *r, const struct record *record, const char *basis)
{
	bool part = record->resume != NULL && lacks_assessment(record->resume);

	return strcmp(basis, "ORDER") == 0 || (part && strcmp(basis, "CARER_ONLY") == 0) ||
	    caf_carer_approved(r, record, input_text(&r->input, "giver_name"));
}

static void giver_rules(struct request *r, const struct record *record,
    const struct caf_episode *e)
{
	enum caf_who who = caf_who(e);
	bool child = input_is(&r->input, "giver", "CHILD");
	struct db_row row;
	const char *basis = db_find(r->db, &caf_sql[CAF_SOCIAL_CARE_BASIS], &row, record->id) ?
	    db_text(&row, 1) : "";

	if (child && who <= CAF_UNDER_12)
		input_refuse(&r->input, "giver", "A child of this age does not decide alone: ask a parent");
	else if (!child && who >= CAF_FROM_16)
		input_refuse(&r->input, "giver", "From 16 the young person decides: ask that person");
	else if (input_is(&r->input, "giver", "CARER") && strcmp(basis, "COMPETENT") == 0)
		input_refuse(&r->input, "giver", "The child was judged competent and agreed: ask the child");
	else if (input_is(&r->input, "giver", "CARER") && !carer_answers(r, record, basis))
		input_refuse(&r->input, "giver", "The consent was not given by a carer: ask who gave it, or "
		    "the manager to approve this carer when nobody with parental responsibility can be "
		    "reached");
}

static void return_rules(struct request *r)
{
	if (lists_flag("referral-outcome", input_text(&r->input, "outcome"), "pending"))
		input_refuse(&r->input, "outcome", "Social care is still at work: the case stays paused "
		    "until that has ended");
	if (input_is(&r->input, "confirmed", "N"))
		input_refuse(&r->input, "confirmed", "Without their agreement the case cannot go on: "
		    "record that consent is withdrawn instead");
}

/* A new row, never a change of the old one: by the same basis, or a carer's. */
static void reconfirmed(struct request *r, const struct record *record)
{
	const char *type = lacks_assessment(record->state) ? "C-ASSESS" : "C-STORE";
	struct input *in = &r->input;
	struct db_row row;
	bool before = db_find(r->db, &caf_sql[CAF_SOCIAL_CARE_BASIS], &row, record->id);
	const char *responsible = before ? db_text(&row, 0) : "", *basis = before ? db_text(&row, 1) : "";

	if (input_is(in, "giver", "CARER") && strcmp(basis, "ORDER") != 0) {
		responsible = "N";
		basis = "CARER_ONLY";
	} else if (strcmp(basis, "CARER_ONLY") == 0) {
		responsible = "U";
		basis = "";
	}

	(void)db_write(r->db, &caf_sql[CAF_CONSENT_ADD], record->id, type, "Y", "", "",
	    input_text(in, "giver"), input_text(in, "giver_name"), responsible, basis, "", "Y", "",
	    "", "", input_text(in, "method"), "", input_text(in, "given_on"),
	    casework_clock_date(r, "T12", input_text(in, "given_on")),
	    "Confirmed again after a pause", request_account(r));
}

int caf_return_save(struct request *r)
{
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e))
		return page_not_found(r);
	return_rules(r);
	giver_rules(r, &record, &e);
	if (casework_may(r, &record, CAF_EVENT_RETURN) && !input_valid(&r->input, r->pool))
		return return_page(r, &record, 422);
	if (!casework_move(r, &record, CAF_EVENT_RETURN, &status))
		return status;
	decision_add(r, &record, input_text(&r->input, "outcome"));
	reconfirmed(r, &record);
	if (workflow_state(&caf_workflow, record.state) >= CAF_COMPLETED) {
		deadline_drop(r, &record, "T12");
		casework_clock_start(r, &record, "T12", input_text(&r->input, "given_on"));
	}
	decided(r, &record);
	caf_notify(r, &record, "No longer paused");
	return request_redirect(r, "/caf/case/%s", record.handle);
}
