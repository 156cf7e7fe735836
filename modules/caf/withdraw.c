#include <string.h>

#include "caf.h"
#include "code.h"
#include "date.h"
#include "lists.h"

/* sections.md 5.5: the family takes its consent back, all of it or for one service.
 * What follows happens in the transaction that records it. Whether it raises a
 * concern about harm itself is the lead professional's to answer. */

const struct field caf_withdraw_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "what", .type = FIELD_TOKEN },
	{ .name = "giver", .type = FIELD_CODE, .choices = "consent-giver", .required = true,
	  .label = "Who withdraws?" },
	{ .name = "giver_name", .type = FIELD_TEXT, .max = 200, .required = true,
	  .label = "Their name" },
	{ .name = "said_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Date on which they said so" },
	{ .name = "said_at", .type = FIELD_TEXT, .max = 5, .width = 5, .required = true,
	  .label = "Time at which they said so", .hint = "On the 24-hour clock, for instance 14:30" },
	{ .name = "method", .type = FIELD_CODE, .choices = "withdrawal-method", .required = true,
	  .label = "How did they say so?" },
	{ .name = "reason", .type = FIELD_MEMO, .max = 1000, .rows = 3,
	  .label = "Reason, if they gave one", .hint = "They need none. Do not ask for it" },
	{ .name = "shared", .type = FIELD_MEMO, .max = 8000,
	  .label = "What was shared already, and with whom" },
	{ .name = "explained", .type = FIELD_MEMO, .max = 2000, .required = true, .rows = 3,
	  .label = "What you explained to them" },
	{ .name = "harm", .type = FIELD_YESNO },
	{ .name = "harm_note", .type = FIELD_MEMO, .max = 2000 },
	{ 0 }
};

#define QUESTION	"Consent withdrawn: a question for you"

/* Stands on the page above too, for the one who has to answer. */
const struct field caf_withdraw_harm_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "harm", .type = FIELD_YESNO, .required = true,
	  .label = "Does it make you worry that the child may be harmed?",
	  .hint = "To withdraw is the family's right and no concern by itself. Yes: you record the "
	      "concern next, and no consent is needed for that. No: nothing more is asked of you" },
	{ .name = "harm_note", .type = FIELD_MEMO, .max = 2000, .rows = 3,
	  .label = "If yes, why you think so" },
	{ 0 }
};

/* -- the page -- */

/* The lead professional answers; before there is one, who holds the case. */
static bool answers_harm(struct request *r, const struct record *record)
{
	struct db_row row;

	if (db_find(r->db, &caf_sql[CAF_WITHDRAW_LEAD_NOW], &row, record->id))
		return db_number(&row, 0) == request_account(r);
	return record_is(record, "OWNER");
}

/* To a member of the team a sensitive service is not named (5.4). */
static void services_list(struct request *r, const struct record *record, struct db_rows *rows_r)
{
	struct db_rows all;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_WITHDRAW_SERVICES], &all, record->id);
	rows_r->n = 0;
	rows_r->row = pool_alloc(r->pool, (all.n + 1) * sizeof(all.row[0]));
	for (i = 0; i < all.n; i++)
		if (caf_service_shown(r, record, db_text(&all.row[i], 2)))
			rows_r->row[rows_r->n++] = all.row[i];
}

static const char *service_key(struct request *r, const struct db_row *row)
{
	return pool_printf(r->pool, "%llu", db_number(row, 0));
}

static void what_put(struct request *r, struct node *form, const struct record *record)
{
	struct input_value *v = input_slot(&r->input, "what");
	struct codelist *list;
	struct db_rows rows;
	struct field field = { .name = "what", .type = FIELD_CODE, .required = true,
	    .label = "What is withdrawn?" };
	size_t i;

	services_list(r, record, &rows);
	list = code_list_new(r->pool, "what", "", rows.n + 1);
	code_add(list, "ALL", "All consent: the case ends");
	for (i = 0; i < rows.n; i++)
		code_add(list, service_key(r, &rows.row[i]), pool_printf(r->pool,
		    "Sharing with one service: %s", db_text(&rows.row[i], 1)));
	field.list = list;
	(void)page_control(r, form, &field, "what", v->value, v->error, NULL);
}

static int withdraw_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "withdraw", "Consent is withdrawn"), *form;

	(void)page_para(body, "Taking part is voluntary, and so is going on. When all consent is "
	    "withdrawn the team's way into the case ends at once, and the child's page shows nothing "
	    "of it any more. Ask the services to stop using their copies unless the law obliges them.");
	form = page_form(r, body, r->http->path);
	what_put(r, form, record);
	page_fields(r, form, caf_withdraw_input);
	if (answers_harm(r, record)) {
		(void)page_field(r, form, &caf_withdraw_harm_input[1], NULL);
		(void)page_field(r, form, &caf_withdraw_harm_input[2], NULL);
	}
	(void)page_button(page_buttons(form), "Record the withdrawal", "warning", NULL, NULL);
	return status;
}

/* What is known of it: the services agreed to, and the sharing log. */
static const char *shared_text(struct request *r, const struct record *record)
{
	const char *text = "";
	struct db_rows rows;
	size_t i;

	services_list(r, record, &rows);
	for (i = 0; i < rows.n; i++)
		text = pool_printf(r->pool, "%sAgreed to be shared with: %s\n", text,
		    db_text(&rows.row[i], 1));
	if (!record_is(record, "OWNER COA LP"))
		return text;
	(void)db_list(r->db, &caf_sql[CAF_WITHDRAW_SHARED], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		/* 5.4: a sensitive service is named to those alone who write it down. */
		if (!record_is(record, "OWNER COA") &&
		    lists_flag("service", db_text(&rows.row[i], 4), "sensitive"))
			continue;
		text = pool_printf(r->pool, "%s%s: %s, %s: %s\n", text,
		    page_day(r, db_text(&rows.row[i], 0)), db_text(&rows.row[i], 2),
		    db_text(&rows.row[i], 1), db_text(&rows.row[i], 3));
	}
	return text;
}

int caf_withdraw_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, CAF_EVENT_WITHDRAW))
		return page_not_found(r);
	input_slot(&r->input, "said_on")->value = r->today;
	input_slot(&r->input, "shared")->value = shared_text(r, &record);
	return withdraw_page(r, &record, 200);
}

/* -- the check -- */

static const char *said_at(struct request *r)
{
	const char *text = input_text(&r->input, "said_at");
	struct date day;
	long long moment;
	int hour, minute;

	if (!date_clock_read(text, &hour, &minute)) {
		input_refuse(&r->input, "said_at", "Enter a time like 14:30");
		return NULL;
	}
	if (input_slot(&r->input, "said_on")->error != NULL ||
	    !date_parse(input_text(&r->input, "said_on"), &day))
		return NULL;
	moment = date_from_london(day, hour, minute);
	if (moment > date_now())
		input_refuse(&r->input, "said_at", "This time is still to come");
	return date_utc(r->pool, moment);
}

/* The living consent that was chosen; NULL: all, or a wrong choice. */
static const struct db_row *chosen(struct request *r, const struct record *record)
{
	struct db_rows rows;
	size_t i;

	services_list(r, record, &rows);
	for (i = 0; i < rows.n; i++)
		if (input_is(&r->input, "what", service_key(r, &rows.row[i])))
			return &rows.row[i];
	if (!input_is(&r->input, "what", "ALL"))
		input_refuse(&r->input, "what", "Choose what is withdrawn");
	return NULL;
}

static void harm_rules(struct request *r)
{
	input_needs(&r->input, "harm", "Say whether it makes you worry that the child may be harmed");
	if (input_is(&r->input, "harm", "Y"))
		input_needs(&r->input, "harm_note", "Say why you think so");
}

/* 4.2, 25 and 5.3: who gave it takes it back, or who may decide by now. A yes of
 * a young person, or of a child judged competent, is not undone by another. */
static void giver_rules(struct request *r, const struct record *record,
    const struct caf_episode *e, unsigned long long consent)
{
	enum caf_who who = caf_who(e);
	bool child = input_is(&r->input, "giver", "CHILD");
	struct db_row row;
	const char *basis = db_find(r->db, &caf_sql[CAF_CONSENT_ASSESS], &row, record->id) ?
	    db_text(&row, 1) : "";

	if (input_is(&r->input, "giver", ""))
		return;
	if (child && who == CAF_UNBORN)
		input_refuse(&r->input, "giver", "For an unborn baby, the mother decides: choose Parent");
	else if (child && who == CAF_UNDER_12)
		input_refuse(&r->input, "giver", "A child under 12 does not decide this alone. Ask a person "
		    "with parental responsibility, and tell them what the child wishes");
	/* 25: the giver, or the young person from 16. What a parent gave a parent
	 * takes back; what the young person gave stands. */
	else if (!child && (strcmp(basis, "YOUNG") == 0 || strcmp(basis, "ADULT") == 0))
		input_refuse(&r->input, "giver", "From 16 the young person decides: record that person's "
		    "own answer");
	else if (!child && strcmp(basis, "COMPETENT") == 0)
		input_refuse(&r->input, "giver", "The child was judged competent and agreed: that stands. "
		    "The coordinator can advise");
	else if (input_is(&r->input, "giver", "CARER") && db_find(r->db,
	    &caf_sql[CAF_WITHDRAW_NOT_CARER], &row, record->id, consent, consent))
		input_refuse(&r->input, "giver", "A carer takes back what a carer gave, and no more. Ask the "
		    "parent who agreed");
}

/* -- what follows -- */

static unsigned long long withdrawal_add(struct request *r, const struct record *record,
    unsigned long long consent, const char *said)
{
	struct input *in = &r->input;
	unsigned long long id = db_insert(r->db, &caf_sql[CAF_WITHDRAW_ADD], record->id, consent,
	    input_text(in, "giver"), input_text(in, "giver_name"), said, input_text(in, "method"),
	    input_text(in, "reason"), input_text(in, "shared"), input_text(in, "explained"),
	    request_account(r));

	r->audit.detail = pool_printf(r->pool, "withdrawal=%llu", id);
	return id;
}

static void answered(struct request *r, const struct record *record, unsigned long long withdrawal)
{
	(void)db_write(r->db, &caf_sql[CAF_WITHDRAW_HARM], input_text(&r->input, "harm"),
	    input_text(&r->input, "harm_note"), request_account(r), withdrawal);
	notice_settle(r, record, 0, QUESTION);
	event_add(r, record, "harm.answered", "The question after the withdrawal was answered", false);
}

/* Who has to answer and is not the one who writes is told so. */
static void question_notice(struct request *r, const struct record *record)
{
	struct db_row row;

	notice_add_page(r, record, db_find(r->db, &caf_sql[CAF_WITHDRAW_LEAD_NOW], &row, record->id) ?
	    db_number(&row, 0) : record->owner, QUESTION, "/withdraw/harm");
}

/* Where one is led: to section K of this case and nothing else of it, when the
 * answer was yes. */
static int leave(struct request *r, const struct record *record, bool asked)
{
	if (asked && input_is(&r->input, "harm", "Y")) {
		record_person_part(r, record, request_account(r), "HARM", "/harm");
		return request_redirect(r, "/caf/case/%s/harm", record->handle);
	}
	return record_is(record, "OWNER") ? request_redirect(r, "/caf/case/%s", record->handle) :
	    request_redirect(r, "/caf/");
}

static int whole(struct request *r, struct record *record, const char *said, bool asked)
{
	unsigned long long id;
	int status = 0;

	if (!casework_may(r, record, CAF_EVENT_WITHDRAW))
		return casework_moved_on(r);
	id = withdrawal_add(r, record, 0, said);
	caf_notify(r, record, "Consent withdrawn");
	if (asked)
		answered(r, record, id);
	else
		question_notice(r, record);
	(void)db_write(r->db, &caf_sql[CAF_WITHDRAW_CONSENTS], record->id);
	(void)db_write(r->db, &caf_sql[CAF_WITHDRAW_OTHERS], record->id);
	if (!casework_move(r, record, CAF_EVENT_WITHDRAW, &status))
		return status;
	caf_exit_close(r, record, "C03", input_text(&r->input, "said_on"), "", 0);
	return leave(r, record, asked);
}

/* How the case goes on when a service leaves (5.5, 5): the team, as long as
 * one besides the assessor's is left. */
static enum caf_event going_on(struct request *r, const struct record *record, bool lead_left)
{
	struct db_row left;
	unsigned state = workflow_state(&caf_workflow, record->state);
	bool teamed = state == CAF_DELIVERING || state == CAF_IN_REVIEW;
	bool alone = !db_find(r->db, &caf_sql[CAF_WITHDRAW_LEFT], &left, record->id);

	if (state == CAF_SUSPENDED || state < CAF_TEAM_FORMING)
		return CAF_EVENT_WITHDRAW_PART;
	if (alone)
		return CAF_EVENT_WITHDRAW_ALONE;
	return lead_left && teamed ? CAF_EVENT_WITHDRAW_LEAD : CAF_EVENT_WITHDRAW_PART;
}

/* A paused case comes back as what its consents then allow. */
static void resume_mend(struct request *r, struct record *record, bool lead_left)
{
	struct db_row left;
	unsigned state;

	if (record->resume == NULL)
		return;
	state = workflow_state(&caf_workflow, record->resume);
	if (state < CAF_TEAM_FORMING || state > CAF_IN_REVIEW)
		return;
	if (!db_find(r->db, &caf_sql[CAF_WITHDRAW_LEFT], &left, record->id))
		record_resume(r, record, caf_workflow.state[CAF_SINGLE].code);
	else if (lead_left)
		record_resume(r, record, caf_workflow.state[CAF_TEAM_FORMING].code);
}

/* The people of the service, each told, lose their way in. True when one was
 * the lead professional. */
static bool service_ends(struct request *r, const struct record *record, const struct db_row *consent)
{
	unsigned long long id = db_number(consent, 0), lead = 0;
	const char *code = db_text(consent, 2);
	struct db_rows rows;
	struct db_row row;
	bool left = false;
	size_t i;

	if (db_find(r->db, &caf_sql[CAF_WITHDRAW_LEAD_NOW], &row, record->id))
		lead = db_number(&row, 0);
	(void)db_list(r->db, &caf_sql[CAF_WITHDRAW_OF_SERVICE], &rows, record->id, id, code, code);
	for (i = 0; i < rows.n; i++) {
		notice_add(r, record, db_number(&rows.row[i], 0), "Consent withdrawn");
		left = left || db_number(&rows.row[i], 0) == lead;
		caf_lead_unpropose(r, record, db_number(&rows.row[i], 0));
	}
	(void)db_write(r->db, &caf_sql[CAF_WITHDRAW_SERVICE_ACCESS], record->id, id, code, code);
	(void)db_write(r->db, &caf_sql[CAF_WITHDRAW_SERVICE_MEMBERS], record->id, id, code, code);
	(void)db_write(r->db, &caf_sql[CAF_WITHDRAW_CONSENT], id, record->id);
	return left && lead != 0;
}

static int part(struct request *r, struct record *record, const struct db_row *consent,
    const char *said, bool asked)
{
	unsigned long long id = withdrawal_add(r, record, db_number(consent, 0), said);
	enum caf_event event;
	bool lead_left;
	int status = 0;

	if (asked)
		answered(r, record, id);
	else
		question_notice(r, record);
	notice_add(r, record, record->owner, "Consent changed");
	lead_left = service_ends(r, record, consent);
	event = going_on(r, record, lead_left);
	if (lead_left || event == CAF_EVENT_WITHDRAW_ALONE) {
		(void)db_write(r->db, &caf_sql[CAF_EXIT_LEADS], record->id);
		record_person_end(r, record, 0, "LP");
		involvement_end(r, record, "LP");
	}
	resume_mend(r, record, lead_left);
	if (!casework_move(r, record, event, &status))
		return status;
	return leave(r, record, asked);
}

int caf_withdraw_save(struct request *r)
{
	const struct db_row *consent;
	const char *said;
	struct caf_episode e;
	struct record record;
	bool asked;

	if (!caf_lock(r, &record, &e) || !record_works_on(&record))
		return page_not_found(r);
	if (!casework_may(r, &record, CAF_EVENT_WITHDRAW))
		return casework_moved_on(r);
	consent = chosen(r, &record);
	said = said_at(r);
	asked = answers_harm(r, &record);
	if (asked)
		harm_rules(r);
	giver_rules(r, &record, &e, consent == NULL ? 0 : db_number(consent, 0));
	if (!input_valid(&r->input, r->pool))
		return withdraw_page(r, &record, 422);
	return consent == NULL ? whole(r, &record, said, asked) :
	    part(r, &record, consent, said, asked);
}

/* -- the question, for who may have no other way into the case any more -- */

static bool question_load(struct request *r, struct record *record_r, unsigned long long *id_r,
    const char **said_r)
{
	unsigned long long me = request_account(r);
	struct db_row row;

	if (!db_find(r->db, &caf_sql[CAF_WITHDRAW_ASKED], &row, input_text(&r->input, "id"), me, me))
		return false;
	*id_r = db_number(&row, 0);
	*said_r = db_text(&row, 5);
	*record_r = (struct record){ .id = db_number(&row, 1), .handle = db_text(&row, 2),
	    .reference = db_text(&row, 3), .subject = db_text(&row, 4), .relation = "LP", .relations = "LP" };
	r->audit.object = "record";
	r->audit.object_id = record_r->id;
	r->audit.relation = record_r->relation;
	return true;
}

static int question_page(struct request *r, const struct record *record, const char *said,
    int status)
{
	struct node *body = page_begin(r, "withdraw-harm", QUESTION);

	page_back(r, "Cases", "/caf/");
	(void)page_heading(body, 1, QUESTION);
	(void)page_para(body, pool_printf(r->pool, "On %s consent for %s%s%s%s was withdrawn. You were "
	    "the one to ask in this case, so the answer is yours.", page_day(r, said), record->subject,
	    record->reference == NULL ? "" : " (", record->reference == NULL ? "" : record->reference,
	    record->reference == NULL ? "" : ")"));
	page_route_form(r, body, "Save the answer", "primary");
	return status;
}

int caf_withdraw_harm_show(struct request *r)
{
	unsigned long long id;
	struct record record;
	const char *said;

	if (!question_load(r, &record, &id, &said))
		return page_not_found(r);
	return question_page(r, &record, said, 200);
}

int caf_withdraw_harm_save(struct request *r)
{
	unsigned long long id;
	struct record record;
	struct db_row row;
	const char *said;

	/* One answer stands: whoever comes second finds no question any more. */
	if (!db_find(r->db, &caf_sql[CAF_WITHDRAW_LOCK], &row, input_text(&r->input, "id")) ||
	    !question_load(r, &record, &id, &said))
		return page_not_found(r);
	harm_rules(r);
	if (!input_valid(&r->input, r->pool))
		return question_page(r, &record, said, 422);
	answered(r, &record, id);
	return leave(r, &record, true);
}

void caf_withdraw_waiting(struct request *r, struct node *body)
{
	unsigned long long me = request_account(r);
	struct node *list, *item;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_WITHDRAW_WAITING], &rows, me, me, me);
	if (rows.n == 0)
		return;
	(void)page_heading(body, 2, "To answer");
	list = node_add(body, "list");
	node_set(list, "kind", "plain");
	for (i = 0; i < rows.n; i++) {
		bool question = db_number(&rows.row[i], 2) != 0;

		item = node_leaf(list, "item", pool_printf(r->pool, "%s: %s",
		    db_text(&rows.row[i], 1) == NULL ? "A case" : db_text(&rows.row[i], 1),
		    question ? "consent withdrawn, a question for you" : "go on with the record of a concern"));
		node_set(item, "href", pool_printf(r->pool, question ? "/caf/case/%s/withdraw/harm" :
		    "/caf/case/%s/harm", db_text(&rows.row[i], 0)));
	}
}
