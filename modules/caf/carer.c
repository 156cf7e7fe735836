#include <string.h>
#include <strings.h>

#include "caf.h"
#include "text.h"

/* sections.md 5.3: a carer without parental responsibility takes part and gives
 * information. To recording and sharing such a carer agrees only when nobody who
 * holds parental responsibility can be reached, and a manager approves it.
 *
 * The approval is for one carer, by name, and lasts no longer than a consent
 * does before it is asked again (T12): whoever could not be reached is tried
 * again then. It ends at once when a parent who holds parental responsibility is
 * heard, which counts from the question on: the answer may come later. A no of the child or of such a parent is not undone by it, and a
 * sensitive service is not listed by it (6.5). */

#define KIND	"CARER"
#define ASKED		"Your approval of a carer's consent is asked for"
#define READERS	"OWNER COA LP MANAGER SERVICE ARCHIVE"
#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field caf_carer_ask_input[] = {
	ID,
	{ .name = "carer", .type = FIELD_TEXT, .max = 100, .required = true, .width = 30,
	  .label = "Name of the carer", .hint = "As it will stand where the carer signs" },
	{ .name = "tried", .type = FIELD_MEMO, .max = 2000, .required = true, .rows = 8,
	  .label = "What was tried to reach each person with parental responsibility",
	  .hint = "Who they are, when and how you tried, and what came of it" },
	{ 0 }
};

const struct field caf_carer_decide_input[] = {
	ID,
	{ .name = "request", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ .name = "answer", .type = FIELD_YESNO, .required = true,
	  .label = "Do you approve that this carer agrees to recording and sharing?",
	  .hint = "Only when nobody who holds parental responsibility can be reached" },
	{ .name = "reason", .type = FIELD_MEMO, .max = 1000, .required = true, .rows = 4,
	  .label = "Your reason" },
	{ 0 }
};

bool caf_carer_fits(enum caf_who who)
{
	return who == CAF_UNDER_12 || who == CAF_FROM_12;
}

/* -- whether it stands -- */

static const char *lasts(struct request *r, const struct approval *a)
{
	return casework_clock_date(r, "T12", pool_strndup(r->pool, a->decided_at, 10));
}

static bool reached(struct request *r, const struct record *record, const struct approval *a)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_CARER_REACHED], &row, record->id, a->asked_at,
	    a->asked_at);
}

static bool approves(const struct approval *a)
{
	return a->answer != NULL && strcmp(a->answer, "Y") == 0;
}

/* The newest answer about this carer. */
static const struct approval *answer_about(const struct approval *all, size_t n,
    const char *name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (all[i].answer != NULL && strcasecmp(all[i].about, name) == 0)
			return &all[i];
	return NULL;
}

bool caf_carer_approved(struct request *r, const struct record *record, const char *name)
{
	struct approval *all;
	size_t n = approval_list(r, record, KIND, &all);
	const struct approval *a = answer_about(all, n, name);
	const char *until;

	if (a == NULL || !approves(a))
		return false;
	until = lasts(r, a);
	return until != NULL && strcmp(r->today, until) <= 0 && !reached(r, record, a);
}

void caf_carer_rules(struct request *r, const struct record *record)
{
	if (input_is(&r->input, "basis", "CARER_ONLY") &&
	    !caf_carer_approved(r, record, input_text(&r->input, "giver_name")))
		input_refuse(&r->input, "basis", "A carer without parental responsibility cannot agree to "
		    "this alone. When nobody who holds it can be reached, ask for the manager's approval "
		    "on the page of the consents");
}

/* -- the page -- */

static bool asks(const struct record *record, const struct caf_episode *e)
{
	unsigned state = workflow_state(&caf_workflow, record->state);

	return record_is(record, "OWNER LP") && caf_carer_fits(caf_who(e)) &&
	    state >= CAF_CONSENT_SOUGHT && state <= CAF_SUSPENDED;
}

/* What became of an approval, in words. latest: no newer answer is about this
 * carer. */
static const char *standing(struct request *r, const struct record *record,
    const struct approval *a, bool latest)
{
	const char *until = lasts(r, a);

	if (record->closed_at != NULL)
		return "Ended with the case";
	if (!latest)
		return "Replaced by a newer answer";
	if (reached(r, record, a))
		return "Ended: a parent who holds parental responsibility was heard";
	if (until == NULL || strcmp(r->today, until) > 0)
		return "Ended: too long ago. Try again to reach those who hold parental responsibility";
	return pool_printf(r->pool, "Until %s at the latest", caf_day(r, until));
}

static void request_put(struct request *r, struct node *body, const struct record *record,
    const struct approval *a, bool latest)
{
	struct node *s = node_add(body, "summary");

	node_set(s, "title", a->about);
	node_set(s, "card", "yes");
	(void)page_row(s, "Asked", pool_printf(r->pool, "%s, %s", page_when(r, a->asked_at), a->asker));
	(void)page_row(s, "What was tried", a->note);
	if (a->answer == NULL) {
		(void)page_row(s, "Answer", "Not yet");
		return;
	}
	(void)page_row(s, "Answer", approves(a) ? "Approved" : "Not approved");
	(void)page_row(s, "Reason", a->reason);
	(void)page_row(s, "Decided", pool_printf(r->pool, "%s, %s", page_when(r, a->decided_at),
	    a->decider));
	if (approves(a))
		(void)page_row(s, "Stands", standing(r, record, a, latest));
}

/* Both forms stand on a page that may be the answer to the other one: only what
 * was sent to it is filled in. */
static struct node *form_put(struct request *r, struct node *body, const struct record *record,
    const char *path)
{
	return page_form(r, body, pool_printf(r->pool, "/caf/case/%s/carer/%s", record->handle, path));
}

static void decide_put(struct request *r, struct node *body, const struct record *record,
    const struct approval *waits)
{
	const struct field *f = caf_carer_decide_input;
	bool sent = r->route->input == f;
	struct node *form;

	(void)page_heading(body, 2, "Your decision");
	form = form_put(r, body, record, "decide");
	(void)page_control(r, form, &f[1], "request", pool_printf(r->pool, "%llu", waits->id), NULL,
	    "hidden");
	caf_exit_field(r, form, &f[2], sent);
	caf_exit_field(r, form, &f[3], sent);
	(void)page_button(page_buttons(form), "Save the decision", "primary", NULL, NULL);
}

/* The carer who agreed to take part, or "". */
static const char *carer_known(struct request *r, const struct record *record)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_CONSENT_OTHER], &row, record->id, "C-ASSESS", "", "", "") &&
	    strcmp(db_text(&row, 1), "CARER") == 0 ? db_text(&row, 2) : "";
}

static void ask_put(struct request *r, struct node *body, const struct record *record, bool again)
{
	const struct field *f = caf_carer_ask_input;
	bool sent = r->route->input == f;
	struct node *form;

	(void)page_heading(body, 2, again ? "Ask again, or about another carer" :
	    "Ask for the manager's approval");
	form = form_put(r, body, record, "ask");
	if (sent)
		caf_exit_field(r, form, &f[1], true);
	else
		(void)page_control(r, form, &f[1], "carer", carer_known(r, record), NULL, NULL);
	caf_exit_field(r, form, &f[2], sent);
	(void)page_button(page_buttons(form), "Ask the manager", "primary", NULL, NULL);
}

static int carer_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = casework_page(r, record, "carer", "A carer's consent");
	struct approval *all, waits;
	size_t i, n = approval_list(r, record, KIND, &all);
	bool open = approval_waits(r, record, KIND, &waits);

	(void)page_para(body, "A carer without parental responsibility can take part and give "
	    "information. When nobody who holds parental responsibility can be reached, the carer can "
	    "also agree to recording and sharing, if a manager approves it. This does not undo what the "
	    "child or a parent has refused, and lists no sensitive service.");
	if (!caf_carer_fits(caf_who(e)))
		(void)node_leaf(body, "inset", caf_who_text(caf_who(e)));
	if (n > 0)
		(void)page_heading(body, 2, "What was asked and answered");
	for (i = 0; i < n; i++)
		request_put(r, body, record, &all[i], answer_about(all, n, all[i].about) == &all[i]);
	if (open && caf_approval_decides(r, record, &waits))
		decide_put(r, body, record, &waits);
	else if (open)
		(void)node_leaf(body, "inset", "The answer is the manager's. If there is no manager, or it "
		    "was the manager who asked, it is the coordinator's.");
	else if (asks(record, e))
		ask_put(r, body, record, n > 0);
	return status;
}

int caf_carer_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_is(&record, READERS))
		return page_not_found(r);
	return carer_page(r, &record, &e, 200);
}

int caf_carer_ask(struct request *r)
{
	struct approval waits;
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "OWNER LP"))
		return page_not_found(r);
	if (!asks(&record, &e))
		return casework_moved_on(r);
	if (approval_waits(r, &record, KIND, &waits))
		return request_redirect(r, "/caf/case/%s/carer", record.handle);
	if (!input_valid(&r->input, r->pool))
		return carer_page(r, &record, &e, 422);
	caf_approval_ask(r, &record, KIND, input_text(&r->input, "carer"),
	    input_text(&r->input, "tried"), ASKED);
	event_add(r, &record, "consent.carer", "A manager's approval of a carer's consent was asked "
	    "for", false);
	return request_redirect(r, "/caf/case/%s/carer", record.handle);
}

int caf_carer_decide(struct request *r)
{
	bool yes = input_is(&r->input, "answer", "Y");
	struct approval waits;
	struct caf_episode e;
	struct record record;
	unsigned long long id;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "MANAGER SERVICE"))
		return page_not_found(r);
	if (!approval_waits(r, &record, KIND, &waits))
		return casework_moved_on(r);
	if (!caf_approval_decides(r, &record, &waits))
		return page_not_found(r);
	/* The page may be of an older question. */
	if (text_number(input_text(&r->input, "request"), &id) && id != waits.id)
		return casework_moved_on(r);
	if (yes && reached(r, &record, &waits))
		input_refuse(&r->input, "answer", "A parent who holds parental responsibility was heard "
		    "since this was asked");
	if (!input_valid(&r->input, r->pool))
		return carer_page(r, &record, &e, 422);
	if (!caf_approval_decide(r, &record, &waits, input_text(&r->input, "answer"),
	    input_text(&r->input, "reason"), ASKED, "Your question about a carer's consent was answered"))
		return casework_moved_on(r);
	event_add(r, &record, "consent.carer", yes ? "A carer's consent was approved by a manager" :
	    "A carer's consent was not approved", false);
	r->audit.detail = pool_printf(r->pool, "approval=%llu %s", waits.id, yes ? "Y" : "N");
	return request_redirect(r, "/caf/case/%s/carer", record.handle);
}

/* -- on other pages -- */

static bool waits_for(struct request *r, const struct record *record, bool *mine_r)
{
	struct approval waits;

	if (!record_is(record, READERS) || !approval_waits(r, record, KIND, &waits))
		return false;
	*mine_r = caf_approval_decides(r, record, &waits);
	return true;
}

bool caf_carer_step(struct request *r, struct node *body, const struct record *record)
{
	bool mine;

	if (!waits_for(r, record, &mine) || !mine)
		return false;
	casework_link(r, body, record, "Decide about a carer's consent", "/carer", "button");
	return true;
}

void caf_carer_put(struct request *r, struct node *body, const struct record *record)
{
	bool mine;

	if (waits_for(r, record, &mine) && !mine)
		casework_link(r, body, record, "A carer's consent waits for the manager's approval",
		    "/carer", NULL);
}

void caf_carer_link(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e)
{
	struct approval last;

	if (record_is(record, READERS) &&
	    (asks(record, e) || approval_last(r, record, KIND, &last)))
		(void)page_link(body, "A carer's consent, when nobody with parental responsibility can be "
		    "reached", NULL, "/caf/case/%s/carer", record->handle);
}
