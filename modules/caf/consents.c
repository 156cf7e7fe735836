#include <string.h>

#include "caf.h"
#include "lists.h"

/* sections.md 5.2: every answer of the family, and a further one. A change is a new
 * row: it ends the one before it. */

#define RECORDERS	"OWNER COA LP"
#define READERS		"OWNER COA LP TAC MANAGER SERVICE ARCHIVE"

/* Who writes in the assessment knows what is written there; to everybody else
 * the name of a sensitive service says what it is about (5.4, 6.5). */
bool caf_service_shown(struct request *r, const struct record *record, const char *code)
{
	(void)r;
	return record_is(record, "OWNER COA") || !lists_flag("service", code, "sensitive");
}

bool caf_consent_living(struct request *r, const struct record *record, const char *type,
    const char *code)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_CONSENT_LIVING], &row, record->id, type, code, "", "");
}

/* -- the list -- */

static const char *what(struct request *r, const struct db_row *c)
{
	const char *service = db_text(c, 2);

	return pool_printf(r->pool, "%s%s%s", lists_label("consent-type", db_text(c, 0), r->today),
	    service[0] == '\0' ? "" : ": ", service);
}

static const char *giver(struct request *r, const struct db_row *c)
{
	const char *basis = db_text(c, 10);

	return pool_printf(r->pool, "%s (%s)%s%s", db_text(c, 4),
	    lists_label("consent-giver", db_text(c, 3), r->today), basis[0] == '\0' ? "" : ". ",
	    basis[0] == '\0' ? "" : lists_label("consent-basis", basis, r->today));
}

static const char *how(struct request *r, const struct db_row *c)
{
	const char *method = db_text(c, 7);

	return pool_printf(r->pool, "%s%s%s", strcmp(db_text(c, 11), "Y") == 0 ? "Explained" :
	    "Not explained", method[0] == '\0' ? "" : ". ",
	    method[0] == '\0' ? "" : lists_label("consent-method", method, r->today));
}

static const char *standing(struct request *r, const struct db_row *c)
{
	const char *ended = db_text(c, 8), *again = db_text(c, 12);

	if (ended != NULL)
		return pool_printf(r->pool, "Ended %s", caf_day(r, ended));
	if (strcmp(db_text(c, 1), "Y") != 0 || again == NULL)
		return "";
	return pool_printf(r->pool, "Ask again by %s", caf_day(r, again));
}

void caf_consents_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table, *row;
	struct db_rows rows;
	size_t i;

	if (!record_is(record, READERS))
		return;
	table = page_table(body, "consents", "Consent", "No consent is recorded yet.", "What",
	    "Answer", "Given by", "On", "How", "Until", NULL);
	(void)db_list(r->db, &caf_sql[CAF_CONSENTS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		if (!caf_service_shown(r, record, db_text(c, 9)))
			continue;
		row = node_add(table, "row");
		node_set(page_cell(row, what(r, c)), "head", "yes");
		(void)page_cell(row, strcmp(db_text(c, 1), "Y") == 0 ? "Given" : "Refused");
		(void)page_cell(row, giver(r, c));
		(void)page_cell(row, caf_day(r, db_text(c, 6)));
		(void)page_cell(row, how(r, c));
		(void)page_cell(row, standing(r, c));
	}
}

/* What they do not want shared stands in full, where those look who share. */
static void wishes_put(struct request *r, struct node *body, const struct record *record)
{
	const char *last = "";
	struct node *list = NULL;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_CONSENTS], &rows, record->id);
	for (i = 0; record_is(record, RECORDERS) && i < rows.n; i++) {
		const struct db_row *c = &rows.row[i];

		/* The same words stand in every row that one signature made. */
		if (strcmp(db_text(c, 13), last) == 0 || !caf_service_shown(r, record, db_text(c, 9)))
			continue;
		last = db_text(c, 13);
		if (last[0] == '\0')
			continue;
		if (list == NULL) {
			(void)page_heading(body, 2, "Not to be recorded or shared");
			list = node_add(body, "summary");
		}
		(void)page_row(list, what(r, c), db_text(c, 13));
	}
}

/* -- a further one -- */

static bool type_is(struct request *r, const char *types)
{
	const char *type = input_text(&r->input, "type");
	const struct session one = { .roles = types };

	return type[0] != '\0' && session_role(&one, type);
}

static void service_rules(struct request *r)
{
	const char *code = input_text(&r->input, "service");

	if (!type_is(r, "C-SHARE C-SENS"))
		return;
	if (code[0] == '\0')
		input_refuse(&r->input, "service", "Choose the type of service");
	else if (type_is(r, "C-SENS") && !lists_flag("service", code, "sensitive"))
		input_refuse(&r->input, "service", "This service is not sensitive: it needs no consent of "
		    "its own to be listed");
	if (input_is(&r->input, "organisation", ""))
		input_refuse(&r->input, "organisation", "Enter the name of the service");
}

/* 5.3: a carer alone takes part and gives information. What a sensitive service
 * says of a child is for the child or a parent to tell (6.5). */
static void carer_rules(struct request *r, const struct record *record)
{
	if (type_is(r, "C-SENS") && input_is(&r->input, "basis", "CARER_ONLY"))
		input_refuse(&r->input, "basis", "Only the child, or a person with parental responsibility, "
		    "agrees that a sensitive service is listed");
	else if (!type_is(r, "C-CONTACT"))
		caf_carer_rules(r, record);
}

static void type_rules(struct request *r, const struct record *record,
    const struct caf_episode *e)
{
	bool yes = input_is(&r->input, "answer", "Y");

	if (type_is(r, "C-ASSESS C-STORE"))
		input_refuse(&r->input, "type", "This is asked on a page of its own: choose another");
	if (type_is(r, "C-KEEP25") && caf_who(e) < CAF_FROM_16)
		input_refuse(&r->input, "type", "This is asked from 16");
	if (type_is(r, "C-KEEP25") && !input_is(&r->input, "giver", "CHILD"))
		input_refuse(&r->input, "giver", "Only the young person decides about this");
	if (type_is(r, "C-CONTACT") && yes && input_is(&r->input, "means", ""))
		input_refuse(&r->input, "means", "Choose which messages they agree to");
	if (yes)
		carer_rules(r, record);
}

const char *caf_service_name(struct request *r, const char *code, const char *organisation)
{
	return pool_printf(r->pool, "%s%s%s", lists_label("service", code, r->today),
	    organisation[0] == '\0' ? "" : ", ", organisation);
}

/* The service as it is kept and shown, and for messages which. */
static const char *service_name(struct request *r)
{
	const char *means = input_text(&r->input, "means"), *all = "";
	size_t n;

	if (type_is(r, "C-SHARE C-SENS"))
		return caf_service_name(r, input_text(&r->input, "service"),
		    input_text(&r->input, "organisation"));
	for (; type_is(r, "C-CONTACT") && *means != '\0'; means += n) {
		means += strspn(means, " ");
		n = strcspn(means, " ");
		all = pool_printf(r->pool, "%s%s%s", all, all[0] == '\0' ? "" : ", ",
		    lists_label("contact-means", pool_strndup(r->pool, means, n), r->today));
	}
	return all;
}

static const char *service_code(struct request *r)
{
	return type_is(r, "C-SHARE C-SENS") ? input_text(&r->input, "service") : "";
}

/* Messages have one answer, whichever they are about. */
static const char *service_key(struct request *r)
{
	return type_is(r, "C-CONTACT") ? "" : service_name(r);
}

/* 5.3: what the person who may decide has said is not undone by another. */
static void conflict_rules(struct request *r, const struct record *record,
    const struct caf_episode *e)
{
	bool yes = input_is(&r->input, "answer", "Y"), child = input_is(&r->input, "giver", "CHILD");
	struct db_row was;

	if (!yes && !child && caf_who(e) >= CAF_FROM_16)
		input_refuse(&r->input, "giver", "From 16 the young person decides: record that person's "
		    "own answer");
	if (!yes && type_is(r, "C-SHARE") && db_find(r->db, &caf_sql[CAF_CONSENT_MEMBERS], &was,
	    record->id, service_code(r), service_key(r), service_key(r)))
		input_refuse(&r->input, "answer", "Somebody of this service is in the team by this consent: "
		    "record that it is withdrawn instead");
	if (child || !db_find(r->db, &caf_sql[CAF_CONSENT_OTHER], &was, record->id,
	    input_text(&r->input, "type"), service_code(r), service_key(r), service_key(r)) ||
	    strcmp(db_text(&was, 0), input_text(&r->input, "answer")) == 0)
		return;
	if (strcmp(db_text(&was, 1), "PARENT") == 0 && input_is(&r->input, "giver", "CARER"))
		input_refuse(&r->input, "giver", yes ? "A parent said no to this: a carer does not undo "
		    "that" : "A parent agreed to this: a carer does not undo that. Ask the parent");
	else if (strcmp(db_text(&was, 1), "PARENT") == 0)
		caf_dispute_rules(r, record, &was);
	else if (strcmp(db_text(&was, 1), "CHILD") == 0 && strcmp(db_text(&was, 4), "COMPETENT") == 0)
		input_refuse(&r->input, "giver", yes ? "The child was judged competent and said no: that "
		    "stands" : "The child was judged competent and agreed: that stands. The coordinator "
		    "can advise");
}

static int consents_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "consents", "Consents"), *form;
	unsigned state = workflow_state(&caf_workflow, record->state);

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Consents");
	caf_consents_put(r, body, record);
	wishes_put(r, body, record);
	caf_dispute_put(r, body, record);
	caf_carer_link(r, body, record, e);
	if (!record_is(record, RECORDERS) || state < CAF_CONSENT_SOUGHT || state > CAF_SUSPENDED)
		return status;
	(void)page_heading(body, 2, "Record a further answer");
	(void)node_leaf(body, "inset", caf_who_text(caf_who(e)));
	(void)page_para(body, "A yes and a no are both kept. A newer answer to the same question ends "
	    "the one before it.");
	form = page_form(r, body, r->http->path);
	caf_consent_fields(r, form, r->route->input, e);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int caf_consents_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_is(&record, READERS))
		return page_not_found(r);
	input_slot(&r->input, "given_on")->value = r->today;
	return consents_page(r, &record, &e, 200);
}

static void further_add(struct request *r, const struct record *record)
{
	const char *type = input_text(&r->input, "type"), *code = service_code(r);
	const char *key = service_key(r);
	bool yes = input_is(&r->input, "answer", "Y");
	unsigned long long row = caf_consent_add(r, record, type, service_name(r), code,
	    yes && !type_is(r, "C-KEEP25") ?
	    caf_clock_date(r, "T12", input_text(&r->input, "given_on")) : NULL);

	if (yes && type_is(r, "C-SHARE"))
		(void)db_write(r->db, &caf_sql[CAF_CONSENT_REPLACE], row, record->id, type, code, key, key);
	(void)db_write(r->db, &caf_sql[CAF_CONSENT_END], record->id, type, code, key, key, row);
	/* The line does not say which: the timeline has more readers. */
	event_add(r, record, "consent.add", yes ? "A further consent recorded" :
	    "A refusal of consent recorded", false);
	r->audit.detail = pool_printf(r->pool, "%s %s", type, yes ? "Y" : "N");
}

int caf_consents_save(struct request *r)
{
	struct caf_episode e;
	struct record record;
	unsigned state;

	if (!caf_lock(r, &record, &e) || !record_is(&record, RECORDERS))
		return page_not_found(r);
	state = workflow_state(&caf_workflow, record.state);
	if (state < CAF_CONSENT_SOUGHT || state > CAF_SUSPENDED)
		return caf_moved_on(r);
	caf_consent_rules(r, &e);
	service_rules(r);
	type_rules(r, &record, &e);
	conflict_rules(r, &record, &e);
	if (!input_valid(&r->input, r->pool))
		return consents_page(r, &record, &e, 422);
	further_add(r, &record);
	return request_redirect(r, "/caf/case/%s/consents", record.handle);
}
