#include <string.h>

#include "caf.h"
#include "terms.h"
#include "text.h"

/* sections.md 3.5: the one person whom the family turns to. Proposed in the team
 * and agreed with the family; it counts once the incoming one, and on a change
 * the outgoing one too, have confirmed. */

#define PROPOSED	"A {lead professional} was proposed: please confirm"

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field caf_lead_input[] = {
	ID,
	{ .name = "member", .type = FIELD_NUMBER, .required = true, .label = "Who is to be it?" },
	{ .name = "agreed", .type = FIELD_YESNO, .required = true,
	  .label = "Do the child and the family agree?" },
	{ .name = "agreed_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Date on which you asked them" , .required = true },
	{ .name = "unsafe", .type = FIELD_MEMO, .max = 300, .rows = 3, .required_if = "agreed=N",
	  .label = "If they do not agree: why their choice would not be safe",
	  .hint = "Unless it would not be safe, the family's choice decides" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 300, .required_if = "agreed=Y",
	  .label = "Reason for the change" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .label = "Handover note" },
	{ 0 }
};

const struct field caf_lead_row_input[] = {
	ID,
	{ .name = "lead", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

static bool lead_find(struct request *r, const struct record *record, bool current,
    struct caf_lead *l)
{
	struct db_row row;

	if (!db_find(r->db, &caf_sql[CAF_LEAD_ROW], &row, (unsigned long long)current, record->id,
	    (unsigned long long)current, record->id))
		return false;
	if (l != NULL)
		*l = (struct caf_lead){ .id = db_number(&row, 0), .member = db_number(&row, 1),
		    .account = db_number(&row, 2), .name = db_text(&row, 3), .agency = db_text(&row, 4),
		    .phone = db_text(&row, 5), .email = db_text(&row, 6), .agreed_on = db_text(&row, 7),
		    .since = db_text(&row, 8), .out = db_text(&row, 9) != NULL,
		    .in = db_text(&row, 10) != NULL, .left = db_text(&row, 11) != NULL };
	return true;
}

bool caf_lead_current(struct request *r, const struct record *record, struct caf_lead *lead_r)
{
	return lead_find(r, record, true, lead_r);
}

bool caf_lead_proposed(struct request *r, const struct record *record, struct caf_lead *lead_r)
{
	return lead_find(r, record, false, lead_r);
}

static bool may_change(const struct record *record)
{
	unsigned state = workflow_state(&caf_workflow, record->state);

	return state >= CAF_TEAM_FORMING && state <= CAF_IN_REVIEW;
}

/* The outgoing one, or the coordinator for somebody who has left the service. */
static bool hands_over(struct request *r, const struct record *record,
    const struct caf_lead *current)
{
	return current->account == request_account(r) ||
	    (current->left && record_is(record, "SERVICE"));
}

static bool may_drop(struct request *r, const struct record *record, const struct caf_lead *p)
{
	return caf_team_runs(record) || p->account == request_account(r);
}

/* -- the page -- */

static void current_put(struct request *r, struct node *body, const struct caf_lead *l)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Name", l->name);
	(void)page_row(s, "Agency", l->agency);
	(void)page_row(s, "Phone", l->phone);
	(void)page_row(s, "Email", l->email);
	(void)page_row(s, "Family asked on", page_day(r, l->agreed_on));
	(void)page_row(s, "Since", page_day(r, l->since));
	if (l->left)
		(void)node_leaf(body, "warning", "This person can no longer sign in. Agree on another one.");
}

static void row_form(struct request *r, struct node *body, const struct record *record,
    const struct caf_lead *l, const char *what, const char *label, const char *kind)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/lead/%s",
	    record->handle, what)), *hidden;

	hidden = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "lead",
	    pool_printf(r->pool, "%llu", l->id), NULL, "hidden");
	node_set(hidden, "id", pool_printf(r->pool, "lead-%s", what));
	(void)page_button(page_buttons(form), label, kind, NULL, NULL);
}

static void confirm_put(struct request *r, struct node *body, const struct record *record,
    const struct caf_lead *current, const struct caf_lead *p)
{
	if (!p->in && p->account == request_account(r))
		row_form(r, body, record, p, "confirm", "I take this on", "primary");
	else if (current != NULL && !p->out && hands_over(r, record, current))
		row_form(r, body, record, p, "confirm", current->account == request_account(r) ?
		    "I hand over" : "Confirm for the one who has left", "primary");
	if (may_drop(r, record, p))
		row_form(r, body, record, p, "drop", p->account == request_account(r) ?
		    "I do not take this on" : "Take the proposal back", "secondary");
}

static void proposed_put(struct request *r, struct node *body, const struct record *record,
    const struct caf_lead *current, const struct caf_lead *p)
{
	struct node *s;

	(void)page_heading(body, 2, "Proposed");
	s = node_add(body, "summary");
	(void)page_row(s, "Name", p->name);
	(void)page_row(s, "Agency", p->agency);
	(void)page_row(s, "Family asked on", page_day(r, p->agreed_on));
	(void)page_row(s, "Takes it on", p->in ? "Confirmed" : "Not confirmed yet");
	if (current != NULL)
		(void)page_row(s, pool_printf(r->pool, "%s hands over", current->name), p->out ?
		    "Confirmed" : "Not confirmed yet");
	confirm_put(r, body, record, current, p);
}

static void who_put(struct request *r, struct node *form, const struct record *record,
    const struct caf_lead *current)
{
	const struct input_value *v = input_slot(&r->input, "member");
	struct field plain = *v->field;
	struct node *control, *o;
	struct db_rows rows;
	size_t i;

	plain.type = FIELD_CODE;
	plain.hint = "Members of the team who sign in here";
	control = page_control(r, form, &plain, "member", "", v->error, "radios");
	(void)db_list(r->db, &caf_sql[CAF_LEAD_MEMBERS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const char *value = pool_printf(r->pool, "%llu", db_number(&rows.row[i], 0));

		if (current != NULL && db_number(&rows.row[i], 1) == current->account)
			continue;
		o = node_add(control, "option");
		node_set(o, "value", value);
		node_set(o, "label", db_text(&rows.row[i], 2));
		node_set(o, "hint", db_text(&rows.row[i], 3));
		if (strcmp(v->value, value) == 0)
			node_set(o, "selected", "yes");
	}
	if (!record_is(record, "SERVICE") || (current != NULL && current->member == 0))
		return;
	o = node_add(control, "option");
	node_set(o, "value", "0");
	node_set(o, "label", "I hold the part until somebody is found");
	if (strcmp(v->value, "0") == 0)
		node_set(o, "selected", "yes");
}

static void propose_put(struct request *r, struct node *body, const struct record *record,
    const struct caf_lead *current)
{
	const struct field *f;
	struct node *form;

	(void)page_heading(body, 2, current == NULL ? "Propose somebody" : "Propose a change");
	(void)page_para(body, terms_apply(r->pool, "Choose in the team, with the child and the family. "
	    "The person may be of any service, and does not answer for what others do. Nobody found? "
	    "The {caf coordinator} holds the part meanwhile."));
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/lead", record->handle));
	who_put(r, form, record, current);
	for (f = caf_lead_input + 2; f->name != NULL; f++)
		if (current != NULL || (strcmp(f->name, "reason") != 0 && strcmp(f->name, "note") != 0))
			(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Propose", "primary", NULL, NULL);
}

static void history_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "leads",
	    terms_apply(r->pool, "{Lead professionals} until now"), "Nobody yet.", "Name", "From",
	    "To", "Family", "Reason and handover", NULL), *row;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_LEAD_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *l = &rows.row[i];
		bool agreed = strcmp(db_text(l, 2), "Y") == 0;
		const char *since = page_day(r, db_text(l, 4)), *until = page_day(r, db_text(l, 5));

		row = node_add(table, "row");
		node_set(page_cell(row, db_text(l, 0)), "head", "yes");
		(void)page_cell(row, since != NULL ? since : db_number(l, 9) != 0 ? "Proposed" :
		    "Not taken on");
		(void)page_cell(row, until == NULL ? "" : until);
		(void)page_cell(row, agreed ? "Agreed" : pool_printf(r->pool, "Did not agree: %s",
		    db_text(l, 7)));
		node_set(page_cell(row, pool_printf(r->pool, "%s%s%s", db_text(l, 6),
		    db_text(l, 6)[0] != '\0' && db_text(l, 8)[0] != '\0' ? "\n" : "", db_text(l, 8))),
		    "kind", "text");
	}
}

static int lead_page(struct request *r, const struct record *record, const struct caf_episode *e,
    int status)
{
	struct node *body = page_begin(r, "lead", "{Lead professional}");
	struct caf_lead current, proposed;
	bool is = caf_lead_current(r, record, &current);
	bool waits = caf_lead_proposed(r, record, &proposed);

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, terms_apply(r->pool, "{Lead professional}"));
	caf_team_nav(r, body, record, "lead");
	if (is)
		current_put(r, body, &current);
	else
		(void)page_para(body, "Nobody yet. Until then the family turns to the person who holds the "
		    "case.");
	if (waits)
		proposed_put(r, body, record, is ? &current : NULL, &proposed);
	/* What was typed stays, also when somebody else was quicker. */
	if (status == 422 || (!waits && may_change(record) && caf_team_runs(record) &&
	    request_may(r, CAF_TEAM)))
		propose_put(r, body, record, is ? &current : NULL);
	history_put(r, body, record);
	return status;
}

int caf_lead_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	return lead_page(r, &record, &e, 200);
}

bool caf_lead_step(struct request *r, struct node *body, const struct record *record)
{
	struct caf_lead current, p;
	bool in;

	if (!may_change(record) || !request_may(r, CAF_TEAM) || !caf_lead_proposed(r, record, &p))
		return false;
	in = !p.in && p.account == request_account(r);
	if (!in && (p.out || !caf_lead_current(r, record, &current) || !hands_over(r, record, &current)))
		return false;
	casework_link(r, body, record, in ? "Confirm that you take this on" :
	    current.account == request_account(r) ? "Confirm that you hand this over" :
	    "Confirm for the {lead professional} who has left", "/lead", "button");
	return true;
}

/* -- proposing -- */

/* Member and account of who is to be it. */
static unsigned long long who_read(struct request *r, const struct record *record,
    unsigned long long *account_r)
{
	unsigned long long member;
	struct db_rows rows;
	size_t i;

	*account_r = 0;
	if (!text_number(input_text(&r->input, "member"), &member))
		return 0;
	(void)db_list(r->db, &caf_sql[CAF_LEAD_MEMBERS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == member)
			*account_r = db_number(&rows.row[i], 1);
	if (member == 0 && record_is(record, "SERVICE"))
		*account_r = request_account(r);
	if (*account_r == 0)
		input_refuse(&r->input, "member", "Choose a member of the team who signs in here");
	return member;
}

static void propose_rules(struct request *r, const struct record *record,
    unsigned long long account)
{
	struct caf_lead l;

	if (caf_lead_proposed(r, record, &l))
		input_refuse(&r->input, "member", pool_printf(r->pool, "%s is proposed already: that has to "
		    "be settled first", l.name));
	if (caf_lead_current(r, record, &l)) {
		if (l.account == account)
			input_refuse(&r->input, "member", "This is the person who has the part now");
		if (input_text(&r->input, "reason")[0] == '\0')
			input_refuse(&r->input, "reason", "Enter the reason for the change");
	}
	if (input_is(&r->input, "agreed", "N") && input_text(&r->input, "unsafe")[0] == '\0')
		input_refuse(&r->input, "unsafe", "The family's choice decides. Say why it would not be "
		    "safe, or choose with them again");
}

/* account: 0 for everybody. */
static void settle(struct request *r, const struct record *record, unsigned long long account)
{
	notice_settle(r, record, account, terms_apply(r->pool, PROPOSED));
}

static void tell(struct request *r, const struct record *record, unsigned long long one,
    unsigned long long other, const char *title)
{
	const char *text = terms_apply(r->pool, title);

	notice_add(r, record, one, text);
	if (other != one)
		notice_add(r, record, other, text);
	if (record->owner != one && record->owner != other)
		notice_add(r, record, record->owner, text);
}

int caf_lead_propose(struct request *r)
{
	unsigned long long member, account;
	const struct input *in = &r->input;
	struct caf_lead current = { .account = 0 };
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !caf_team_runs(&record))
		return page_not_found(r);
	if (!may_change(&record))
		return casework_moved_on(r);
	member = who_read(r, &record, &account);
	propose_rules(r, &record, account);
	if (!input_valid(&r->input, r->pool))
		return lead_page(r, &record, &e, 422);
	/* The unique key would settle what the lock did not. */
	if (db_write(r->db, &caf_sql[CAF_LEAD_ADD], record.id, member, account,
	    input_text(in, "agreed"), input_text(in, "agreed_on"), input_text(in, "unsafe"),
	    input_text(in, "reason"), input_text(in, "note"), request_account(r),
	    record.id) == DB_DUPLICATE)
		return casework_moved_on(r);
	casework_clock_start(r, &record, "T8", r->today);
	(void)caf_lead_current(r, &record, &current);
	tell(r, &record, account, current.account, PROPOSED);
	event_add(r, &record, "lead.propose", terms_apply(r->pool, "{Lead professional} proposed"),
	    false);
	return request_redirect(r, "/caf/case/%s/lead", record.handle);
}

/* -- confirming -- */

/* Both have confirmed: from now on it counts, also on the child's page. */
static void start(struct request *r, const struct record *record, const struct caf_lead *current,
    const struct caf_lead *p)
{
	if (current != NULL) {
		(void)db_write(r->db, &caf_sql[CAF_LEAD_END], current->id);
		record_person_end(r, record, current->account, "LP");
		involvement_end(r, record, "LP");
	}
	(void)db_write(r->db, &caf_sql[CAF_LEAD_START], record->id, p->id);
	record_person(r, record, p->account, "LP");
	involvement_start_of(r, record, p->account, "LP", terms_apply(r->pool, "{Lead professional}"));
	deadline_met(r, record, "T8");
	settle(r, record, 0);
	tell(r, record, p->account, current == NULL ? 0 : current->account,
	    "A {lead professional} is confirmed: please tell the family");
	event_add(r, record, "lead.confirm", terms_apply(r->pool, "{Lead professional} confirmed"),
	    true);
}

/* The proposal that the page showed; not one that took its place. */
static bool same_proposal(struct request *r, const struct record *record, struct caf_lead *p)
{
	unsigned long long id;

	return caf_lead_proposed(r, record, p) && text_number(input_text(&r->input, "lead"), &id) &&
	    id == p->id;
}

/* Nobody comes back by what was agreed before they left the team. */
static bool in_team(struct request *r, const struct record *record, const struct caf_lead *p)
{
	struct db_row row;

	return p->member == 0 ||
	    db_find(r->db, &caf_sql[CAF_TEAM_HAS], &row, record->id, p->account);
}

int caf_lead_confirm(struct request *r)
{
	struct caf_lead current, p;
	struct caf_episode e;
	struct record record;
	bool is, out, in;

	if (!caf_lock(r, &record, &e))
		return page_not_found(r);
	if (!may_change(&record) || !same_proposal(r, &record, &p) || !in_team(r, &record, &p))
		return record_is(&record, "OWNER LP TAC SERVICE") ? casework_moved_on(r) : page_not_found(r);
	is = caf_lead_current(r, &record, &current);
	in = p.account == request_account(r);
	out = !in && is && hands_over(r, &record, &current);
	if (!in && !out)
		return casework_moved_on(r);
	(void)db_write(r->db, &caf_sql[in ? CAF_LEAD_IN : CAF_LEAD_OUT], p.id);
	settle(r, &record, request_account(r));
	r->audit.detail = in ? "incoming" : "outgoing";
	if ((in || p.in) && (!is || out || p.out))
		start(r, &record, is ? &current : NULL, &p);
	return request_redirect(r, "/caf/case/%s/lead", record.handle);
}

int caf_lead_drop(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct caf_lead p;

	if (!caf_lock(r, &record, &e))
		return page_not_found(r);
	if (!same_proposal(r, &record, &p) || !may_drop(r, &record, &p))
		return record_is(&record, "OWNER LP TAC SERVICE") ? casework_moved_on(r) : page_not_found(r);
	(void)db_write(r->db, &caf_sql[CAF_LEAD_DROP], p.id);
	deadline_drop(r, &record, "T8");
	settle(r, &record, 0);
	tell(r, &record, p.account, 0, "A proposed {lead professional} does not take the part on");
	event_add(r, &record, "lead.drop", terms_apply(r->pool,
	    "Proposed {lead professional} does not take the part on"), false);
	return request_redirect(r, "/caf/case/%s/lead", record.handle);
}

void caf_lead_unpropose(struct request *r, const struct record *record,
    unsigned long long account)
{
	struct caf_lead l;

	if (!caf_lead_proposed(r, record, &l) || (account != 0 && account != l.account))
		return;
	(void)db_write(r->db, &caf_sql[CAF_LEAD_DROP], l.id);
	deadline_drop(r, record, "T8");
	settle(r, record, 0);
}

void caf_lead_end(struct request *r, const struct record *record, unsigned long long account)
{
	struct caf_lead l;

	if (caf_lead_current(r, record, &l) && (account == 0 || account == l.account)) {
		(void)db_write(r->db, &caf_sql[CAF_LEAD_END], l.id);
		record_person_end(r, record, l.account, "LP");
		involvement_end(r, record, "LP");
	}
	caf_lead_unpropose(r, record, account);
}
