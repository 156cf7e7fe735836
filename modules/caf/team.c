#include <string.h>

#include "caf.h"
#include "lists.h"
#include "terms.h"
#include "text.h"

/* sections.md 3.4: the team around the child. The family belongs to it; a
 * professional comes in by the family's consent to share with that service. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define PHONE	{ .name = "phone", .type = FIELD_PHONE, .max = 20, .label = "Phone number", .width = 20 }
#define EMAIL	{ .name = "email", .type = FIELD_TEXT, .max = 120, .label = "Email address" }

const struct field caf_team_family_input[] = {
	ID,
	{ .name = "capacity", .type = FIELD_CODE, .choices = "team-capacity", .required = true,
	  .label = "Part in the family" },
	{ .name = "name", .type = FIELD_NAME, .max = 200, .required = true, .label = "Name" },
	PHONE, EMAIL,
	{ 0 }
};

const struct field caf_team_professional_input[] = {
	ID,
	{ .name = "capacity", .type = FIELD_CODE, .choices = "team-capacity", .required = true,
	  .label = "Professional or volunteer?" },
	{ .name = "consent", .type = FIELD_NUMBER, .required = true, .label = "Service" },
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .width = 20,
	  .label = "User name, if the person signs in here",
	  .hint = "Then the person can open the case, and what you leave empty comes from the account" },
	{ .name = "name", .type = FIELD_NAME, .max = 200, .label = "Name",
	  .hint = "Needed where there is no user name" },
	{ .name = "organisation", .type = FIELD_TEXT, .max = 120, .label = "Organisation" },
	PHONE, EMAIL,
	{ 0 }
};

const struct field caf_team_end_input[] = {
	ID,
	{ .name = "member", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

bool caf_team_runs(const struct record *record)
{
	return record_is(record, "OWNER LP SERVICE");
}

/* From the completed assessment on, with its consents, until it closes. */
static bool has_team(const struct record *record)
{
	unsigned state = workflow_state(&caf_workflow, record->state);

	return state >= CAF_COMPLETED && state <= CAF_SUSPENDED;
}

static bool takes_members(const struct record *record)
{
	return has_team(record) && workflow_state(&caf_workflow, record->state) != CAF_SUSPENDED;
}

static bool family(const char *capacity)
{
	return lists_flag("team-capacity", capacity, "family");
}

void caf_team_nav(struct request *r, struct node *body, const struct record *record,
    const char *current)
{
	static const struct { const char *path, *label; } pages[] = {
		{ "team", "Members" }, { "lead", "{Lead professional}" }, { "meetings", "Meetings" }
	};
	struct node *nav = node_add(body, "subnav"), *item;
	size_t i;

	node_set(nav, "label", terms_apply(r->pool, "{Team around the child}"));
	for (i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		item = node_add(nav, "item");
		node_set(item, "href", pool_printf(r->pool, "/caf/case/%s/%s", record->handle,
		    pages[i].path));
		node_set(item, "label", terms_apply(r->pool, pages[i].label));
		node_set(item, "current", strcmp(pages[i].path, current) == 0 ? "page" : NULL);
	}
}

const char *caf_team_guard(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_TEAM_OTHERS], &row, record->id) ? NULL :
	    "The family has not agreed to share with another service.";
}

/* -- the page -- */

static void end_form(struct request *r, struct node *parent, const struct record *record,
    const struct db_row *m)
{
	struct node *form = page_form(r, parent, pool_printf(r->pool, "/caf/case/%s/team/end",
	    record->handle)), *hidden;

	hidden = page_control(r, form, &(struct field){ .type = FIELD_TOKEN }, "member",
	    pool_printf(r->pool, "%llu", db_number(m, 0)), NULL, "hidden");
	node_set(hidden, "id", pool_printf(r->pool, "member-%llu", db_number(m, 0)));
	(void)page_button(page_buttons(form), pool_printf(r->pool, "End the part of %s",
	    db_text(m, 2)), "secondary", NULL, NULL);
}

static const char *service_of(struct request *r, const struct db_row *m)
{
	const char *service = db_text(m, 3), *organisation = db_text(m, 4);

	if (service[0] == '\0')
		return organisation;
	return pool_printf(r->pool, "%s%s%s", lists_label("service", service, r->today),
	    organisation[0] == '\0' ? "" : ", ", organisation);
}

static void member_row(struct request *r, struct node *table, const struct db_row *m,
    unsigned long long lead)
{
	struct node *row = node_add(table, "row");
	const char *part = lists_label("team-capacity", db_text(m, 1), r->today);
	const char *phone = db_text(m, 5), *email = db_text(m, 6);

	node_set(page_cell(row, db_text(m, 2)), "head", "yes");
	(void)page_cell(row, lead == 0 || db_number(m, 7) != lead ? part : pool_printf(r->pool,
	    "%s, %s", part, terms_apply(r->pool, "{lead professional}")));
	(void)page_cell(row, service_of(r, m));
	node_set(page_cell(row, pool_printf(r->pool, "%s%s%s", phone,
	    phone[0] != '\0' && email[0] != '\0' ? "\n" : "", email)), "kind", "text");
	(void)page_cell(row, page_day(r, db_text(m, 9)));
}

static void members(struct request *r, struct node *body, const struct record *record,
    const struct db_rows *rows)
{
	struct node *table = page_table(body, "team", "Members of the team", "Nobody yet.", "Name",
	    "Part", "Service", "Contact", "Since", NULL);
	struct caf_lead lead = { .account = 0 };
	size_t i;

	(void)caf_lead_current(r, record, &lead);
	for (i = 0; i < rows->n; i++)
		member_row(r, table, &rows->row[i], lead.account);
}

static void ends(struct request *r, struct node *body, const struct record *record,
    const struct db_rows *rows)
{
	struct node *details;
	size_t i;

	if (rows->n == 0)
		return;
	details = node_add(body, "details");
	node_set(details, "summary", "End somebody's part in the team");
	for (i = 0; i < rows->n; i++)
		end_form(r, details, record, &rows->row[i]);
}

static void add_links(struct request *r, struct node *body, const struct record *record)
{
	struct node *buttons = page_buttons(body);

	node_set(page_button(buttons, "Add a member of the family", "primary", NULL, NULL), "href",
	    pool_printf(r->pool, "/caf/case/%s/team/family", record->handle));
	node_set(page_button(buttons, "Add a professional or volunteer", "secondary", NULL, NULL),
	    "href", pool_printf(r->pool, "/caf/case/%s/team/professional", record->handle));
	(void)page_para(body, terms_apply(r->pool, "A professional comes in for a service that the "
	    "family has agreed to share with. Those of the assessor's own service need no further "
	    "agreement. Members who sign in here can open the case from then on."));
}

static struct node *begin(struct request *r, const struct record *record,
    const struct caf_episode *e, const char *title)
{
	struct node *body = page_begin(r, "team", title);

	caf_identity(r, record, e);
	(void)page_heading(body, 1, terms_apply(r->pool, title));
	return body;
}

int caf_team_show(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct node *body;
	struct db_rows rows;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	body = begin(r, &record, &e, "{Team around the child}");
	page_back(r, "Case", "/caf/case/%s", record.handle);
	caf_team_nav(r, body, &record, "team");
	(void)db_list(r->db, &caf_sql[CAF_TEAM_LIST], &rows, record.id);
	members(r, body, &record, &rows);
	if (!has_team(&record) && record.closed_at == NULL)
		(void)page_para(body, "Members come in once the assessment is completed.");
	if (caf_team_runs(&record) && takes_members(&record))
		add_links(r, body, &record);
	if (caf_team_runs(&record) && has_team(&record))
		ends(r, body, &record, &rows);
	(void)page_link(body, "Who else works on this case", NULL, "/caf/case/%s/people",
	    record.handle);
	return 200;
}

/* -- adding -- */

/* Control with options of its own; what was typed before the session ended
 * stands in it again. */
static struct node *choice(struct request *r, struct node *form, const char *name)
{
	const struct input_value *v = input_slot(&r->input, name);
	struct field plain = *v->field;

	plain.choices = NULL;
	plain.list = NULL;
	plain.type = FIELD_CODE;
	return page_control(r, form, &plain, name, "", v->error, "radios");
}

static void option(struct request *r, struct node *control, const char *name, const char *value,
    const char *label, const char *hint)
{
	const char *kept = r->kept == NULL ? NULL : params_get(r->kept, name);
	struct node *o = node_add(control, "option");

	node_set(o, "value", value);
	node_set(o, "label", label);
	node_set(o, "hint", hint);
	if (strcmp(kept == NULL ? input_text(&r->input, name) : kept, value) == 0)
		node_set(o, "selected", "yes");
}

static void capacity_put(struct request *r, struct node *form, bool of_family)
{
	const struct codelist *list = lists_find("team-capacity");
	struct node *control = choice(r, form, "capacity");
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++)
		if (code_flag(&list->codes[i], "family") == of_family &&
		    code_open(&list->codes[i], r->today))
			option(r, control, "capacity", list->codes[i].code,
			    code_label(&list->codes[i], r->today), NULL);
}

/* The rest of the table, after what has options of its own. */
static void fields_after(struct request *r, struct node *form, const char *name)
{
	const struct field *f = r->route->input;

	while (strcmp(f->name, name) != 0)
		f++;
	page_fields(r, form, f + 1);
}

static int family_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = begin(r, record, e, "Add a member of the family"), *form;

	page_back(r, "Team", "/caf/case/%s/team", record->handle);
	form = page_form(r, body, r->http->path);
	capacity_put(r, form, true);
	fields_after(r, form, "capacity");
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

static void services_put(struct request *r, struct node *form, const struct record *record)
{
	struct node *control = choice(r, form, "consent");
	struct db_rows rows;
	struct account own;
	size_t i;

	node_set(control, "hint", "Those that the family has agreed to share with. Is the service not "
	    "there? Ask the family first, and record the answer.");
	(void)db_list(r->db, &caf_sql[CAF_TEAM_CONSENTS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (caf_service_shown(r, record, db_text(&rows.row[i], 2)))
			option(r, control, "consent", pool_printf(r->pool, "%llu",
			    db_number(&rows.row[i], 0)), db_text(&rows.row[i], 1), NULL);
	if (account_load(r, record->owner, &own))
		option(r, control, "consent", "0", pool_printf(r->pool, "The assessor's own: %s",
		    own.agency), "No further agreement is needed: it is the same service");
}

static int professional_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = begin(r, record, e, "Add a professional or volunteer"), *form;

	page_back(r, "Team", "/caf/case/%s/team", record->handle);
	form = page_form(r, body, r->http->path);
	capacity_put(r, form, false);
	services_put(r, form, record);
	fields_after(r, form, "consent");
	(void)page_button(page_buttons(form), "Add", "primary", NULL, NULL);
	return status;
}

static int show(struct request *r, int (*page)(struct request *, const struct record *,
    const struct caf_episode *, int))
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !caf_team_runs(&record))
		return page_not_found(r);
	if (!takes_members(&record))
		return request_redirect(r, "/caf/case/%s/team", record.handle);
	return page(r, &record, &e, 200);
}

int caf_team_family_show(struct request *r)
{
	return show(r, family_page);
}

int caf_team_professional_show(struct request *r)
{
	return show(r, professional_page);
}

struct newcomer {
	unsigned long long account, consent;	/* 0: does not sign in; needs none */
	const char *capacity, *name, *service, *organisation, *phone, *email;
};

static const char *else_of(const char *typed, const char *known)
{
	return typed[0] == '\0' && known != NULL ? known : typed;
}

/* 5.6: who can open the case from now on has it shared with them. Of the same service
 * it was not asked (3.4). */
static void shared(struct request *r, const struct record *record, const struct newcomer *n)
{
	if (n->consent == 0)
		return;
	caf_share_add(r, record, &(struct caf_share){ .decision = "SHARED", .shared_at = r->now,
	    .as_at = r->now, .to_person = n->name, .to_agency = n->organisation,
	    .service = n->service, .agreement = "GIVEN", .method = "SYSTEM",
	    .what = terms_apply(r->pool, "The case in this system, as a member of the "
	        "{team around the child}"),
	    .purpose = terms_apply(r->pool, "Work in the {team around the child}") });
}

static void join(struct request *r, const struct record *record, const struct newcomer *n)
{
	unsigned long long member;
	struct db_row had;

	member = db_insert(r->db, &caf_sql[CAF_TEAM_ADD], record->id, n->account, n->capacity, n->name,
	    n->service, n->organisation, n->phone, n->email, n->consent, request_account(r));
	/* What the assessment gave to them by name is theirs to report on. */
	(void)db_write(r->db, &caf_sql[CAF_ACTION_CLAIM], member, record->id, n->name);
	if (n->account != 0 && n->account != record->owner &&
	    !db_find(r->db, &caf_sql[CAF_PERSON_HAS], &had, record->id, n->account,
	    "TAC", "TAC")) {
		record_person(r, record, n->account, "TAC");
		shared(r, record, n);
		notice_add(r, record, n->account, terms_apply(r->pool,
		    "You are a member of a {team around the child}"));
	}
	caf_meeting_invite(r, record, n->name, n->capacity, n->organisation);
	event_add(r, record, "team.add", "Member added to the team", false);
}

int caf_team_family_add(struct request *r)
{
	const struct input *in = &r->input;
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !caf_team_runs(&record))
		return page_not_found(r);
	if (!takes_members(&record))
		return casework_moved_on(r);
	if (input_text(in, "capacity")[0] != '\0' && !family(input_text(in, "capacity")))
		input_refuse(&r->input, "capacity", "Choose a part in the family");
	if (!input_valid(&r->input, r->pool))
		return family_page(r, &record, &e, 422);
	join(r, &record, &(struct newcomer){ .capacity = input_text(in, "capacity"),
	    .name = input_text(in, "name"), .service = "", .organisation = "",
	    .phone = input_text(in, "phone"), .email = input_text(in, "email") });
	return request_redirect(r, "/caf/case/%s/team", record.handle);
}

/* The service that the family has agreed to share with, or the assessor's own. */
static void service_read(struct request *r, const struct record *record, struct newcomer *n,
    const char **own_agency_r)
{
	struct account holder;
	struct db_row row;
	bool read;

	*own_agency_r = NULL;
	if (input_text(&r->input, "consent")[0] == '\0')
		return;
	read = text_number(input_text(&r->input, "consent"), &n->consent);
	if (read && n->consent == 0 && account_load(r, record->owner, &holder)) {
		n->service = holder.service;
		*own_agency_r = holder.agency[0] == '\0' ? NULL : holder.agency;
	} else if (read && db_find(r->db, &caf_sql[CAF_TEAM_CONSENT], &row, record->id, n->consent) &&
	    caf_service_shown(r, record, db_text(&row, 0))) {
		n->service = db_text(&row, 0);
	} else {
		input_refuse(&r->input, "consent", "The family has not agreed to share with this service, "
		    "or does no longer. Ask the family first");
		return;
	}
	n->organisation = else_of(n->organisation, *own_agency_r);
}

static void account_read(struct request *r, const struct record *record, struct newcomer *n,
    const char *own_agency)
{
	const char *login = input_text(&r->input, "login");
	struct account a;
	struct db_row member;

	if (login[0] == '\0')
		return;
	if (!account_find(r, login, "PRA", &a)) {
		input_refuse(&r->input, "login", "There is no practitioner with this user name");
		return;
	}
	n->account = a.id;
	if (db_find(r->db, &caf_sql[CAF_TEAM_HAS], &member, record->id, n->account))
		input_refuse(&r->input, "login", "This person is in the team already");
	else if (n->service != NULL && (strcmp(a.service, n->service) != 0 ||
	    (own_agency != NULL && strcmp(own_agency, a.agency) != 0)))
		input_refuse(&r->input, "login", pool_printf(r->pool, "This person works for another "
		    "service (%s): the family must have agreed to share with that one",
		    lists_label("service", a.service, r->today)));
	n->name = else_of(n->name, a.name);
	n->organisation = else_of(n->organisation, a.agency);
	n->phone = else_of(n->phone, a.phone);
	n->email = else_of(n->email, a.email);
}

int caf_team_professional_add(struct request *r)
{
	const struct input *in = &r->input;
	struct newcomer n = { .capacity = input_text(in, "capacity"), .name = input_text(in, "name"),
	    .organisation = input_text(in, "organisation"), .phone = input_text(in, "phone"),
	    .email = input_text(in, "email") };
	const char *own_agency;
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !caf_team_runs(&record))
		return page_not_found(r);
	if (!takes_members(&record))
		return casework_moved_on(r);
	service_read(r, &record, &n, &own_agency);
	account_read(r, &record, &n, own_agency);
	if (family(n.capacity))
		input_refuse(&r->input, "capacity", "Choose professional or volunteer");
	if (n.name[0] == '\0')
		input_refuse(&r->input, "name", "Enter the name, or the user name of a person who signs in "
		    "here");
	if (!input_valid(&r->input, r->pool))
		return professional_page(r, &record, &e, 422);
	join(r, &record, &n);
	return request_redirect(r, "/caf/case/%s/team", record.handle);
}

void caf_team_owner_add(struct request *r, const struct record *record)
{
	struct account holder;
	struct db_row row;

	if (db_find(r->db, &caf_sql[CAF_TEAM_HAS], &row, record->id, record->owner) ||
	    !account_load(r, record->owner, &holder))
		return;
	join(r, record, &(struct newcomer){ .account = holder.id, .capacity = "PRACTITIONER",
	    .name = holder.name, .service = holder.service, .organisation = holder.agency,
	    .phone = holder.phone, .email = holder.email });
}

/* -- ending -- */

static void leave(struct request *r, const struct record *record, unsigned long long member,
    unsigned long long account)
{
	struct db_row row;

	(void)db_write(r->db, &caf_sql[CAF_TEAM_END], record->id, member);
	if (account == 0 || db_find(r->db, &caf_sql[CAF_TEAM_HAS], &row, record->id, account))
		return;
	record_person_end(r, record, account, "TAC");
	notice_add(r, record, account, terms_apply(r->pool,
	    "Your part in a {team around the child} has ended"));
}

/* A lead professional hands over first (3.5, 1). */
static bool leads(struct request *r, const struct record *record, unsigned long long account)
{
	struct caf_lead l;

	if (account == 0)
		return false;
	return (caf_lead_current(r, record, &l) && l.account == account) ||
	    (caf_lead_proposed(r, record, &l) && l.account == account);
}

int caf_team_end(struct request *r)
{
	unsigned long long member;
	struct caf_episode e;
	struct record record;
	struct db_row row;

	if (!caf_lock(r, &record, &e) || !caf_team_runs(&record) ||
	    !text_number(input_text(&r->input, "member"), &member) ||
	    !db_find(r->db, &caf_sql[CAF_TEAM_MEMBER], &row, record.id, member))
		return page_not_found(r);
	if (!has_team(&record))
		return casework_moved_on(r);
	if (leads(r, &record, db_number(&row, 1)))
		return page_message(r, 409, terms_apply(r->pool, "This member is or is to be "
		    "{lead professional}"), terms_apply(r->pool, "Agree on another {lead professional} "
		    "first, or take the proposal back. Nothing was changed."));
	leave(r, &record, member, db_number(&row, 1));
	r->audit.detail = pool_printf(r->pool, "member=%llu", member);
	event_add(r, &record, "team.end", "A member's part in the team ended", false);
	return request_redirect(r, "/caf/case/%s/team", record.handle);
}

void caf_team_consent_end(struct request *r, const struct record *record,
    unsigned long long consent)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_TEAM_BY_CONSENT], &rows, record->id, consent);
	for (i = 0; i < rows.n; i++) {
		unsigned long long account = db_number(&rows.row[i], 1);

		if (account != 0)
			caf_lead_end(r, record, account);
		leave(r, record, db_number(&rows.row[i], 0), account);
	}
}
