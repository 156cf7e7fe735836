#include <string.h>

#include "addendum.h"
#include "caf.h"
#include "code.h"

/* sections.md 3.2 K: a concern about significant harm. No consent is needed, from
 * whichever state; the referral itself is made at once, outside this system.
 * K1 to K7 stand when the referral is recorded; what is learnt afterwards is
 * added, never written over. */

/* Who reads every concern of the case. A member of the team reads their own. */
#define READERS	"OWNER COA LP MANAGER SERVICE ARCHIVE SAF"

const struct field caf_harm_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "form", .type = FIELD_TOKEN },
	{ .name = "safeguarding", .type = FIELD_TEXT, .max = 64, .width = 20,
	  .label = "Safeguarding officer who takes the referral",
	  .hint = "They are told, and may read the case until they have decided" },
	{ 0 }
};

const struct field caf_confirmed_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "form", .type = FIELD_TOKEN },
	{ .name = "written_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Confirmed in writing on" },
	{ 0 }
};

/* Who answered after a withdrawal that there is a concern works on nothing of
 * the case but section K. */
static bool only_harm(const struct record *record)
{
	return strcmp(record->relations, "HARM") == 0;
}

bool caf_harm_lets(struct request *r, const struct record *record)
{
	const char *action = r->route->action;

	if (!only_harm(record))
		return true;
	if (strncmp(action, "harm.", 5) == 0)
		return true;
	return (strncmp(action, "form.", 5) == 0 || strncmp(action, "section.", 8) == 0) &&
	    r->route->input[1].name != NULL && strcmp(r->route->input[1].name, "form") == 0 &&
	    strncmp(input_text(&r->input, "form"), "harm", 4) == 0;
}

const char *caf_back(struct request *r, const struct record *record)
{
	return only_harm(record) ? "/caf/" : pool_printf(r->pool, "/caf/case/%s", record->handle);
}

bool caf_harm_find(struct request *r, const struct record *record, unsigned number,
    struct document *document_r)
{
	struct db_row row;

	if (!db_find(r->db, &caf_sql[CAF_HARM_NUMBER], &row, record->id,
	    (unsigned long long)record_is(record, READERS), request_account(r),
	    (unsigned long long)number, (unsigned long long)number))
		return false;
	return document_find_number(r, record, "harm", (unsigned)db_number(&row, 0), document_r);
}

static bool writes(const struct record *record)
{
	return record_works_on(record) || record_is(record, "HARM");
}

static bool sent(struct request *r, const struct field *input)
{
	return r->route->input == input;
}

/* Everybody who can take it, by name: who reports a concern need not know how
 * they sign in. */
static void officers_put(struct request *r, struct node *form)
{
	struct field field = caf_harm_input[2];
	struct account *officers;
	size_t i, n = account_list(r, "SAF", &officers);
	struct codelist *list = code_list_new(r->pool, "safeguarding", "", n);

	for (i = 0; i < n; i++)
		code_add(list, officers[i].login, pool_printf(r->pool, "%s, %s", officers[i].name,
		    officers[i].agency));
	field.type = FIELD_CODE;
	field.compact = true;
	field.list = list;
	caf_exit_field(r, form, &field, sent(r, caf_harm_input));
}

void caf_harm_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct node *form;

	if (gaps != NULL) {
		caf_gaps(r, body, o, gaps);
		return;
	}
	(void)node_leaf(body, "inset", "When the referral is recorded, this form cannot be changed any "
	    "more. Unless you said that work goes on, the case is then paused: the team sees that, "
	    "and no reason.");
	form = page_form(r, body, pool_printf(r->pool, "%s/refer", o->page.path));
	officers_put(r, form);
	(void)page_button(page_buttons(form), "Record the referral", "warning", NULL, NULL);
}

/* T10: when it was confirmed in writing; NULL: not yet. */
static const char *confirmed_on(struct request *r, const struct casework_open *o)
{
	struct db_row row;

	return db_find(r->db, &caf_sql[CAF_REFERRAL_FIND], &row, o->document.id) ?
	    db_text(&row, 0) : NULL;
}

const char *caf_harm_fact(struct request *r, const struct casework_open *o, const char **label_r)
{
	*label_r = "Confirmed in writing on";
	return caf_day(r, confirmed_on(r, o));
}

void caf_harm_after(struct request *r, const struct casework_open *o, struct node *body)
{
	struct node *form;

	(void)node_leaf(body, "inset", pool_printf(r->pool, "The referral was recorded on %s.",
	    page_when(r, o->document.completed_at)));
	if (writes(&o->record) && confirmed_on(r, o) == NULL) {
		form = page_form(r, body, pool_printf(r->pool, "%s/confirmed", o->page.path));
		caf_exit_field(r, form, &caf_confirmed_input[2], sent(r, caf_confirmed_input));
		(void)page_button(page_buttons(form), "Save", "secondary", NULL, NULL);
	}
	if (record_is(&o->record, READERS)) {
		caf_social_care_put(r, body, &o->record);
		(void)page_link(body, "Add the outcome of the referral", NULL,
		    "/caf/case/%s/social-care/outcome", o->record.handle);
	}
	if (writes(&o->record) && !only_harm(&o->record)) {
		form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/harm", o->record.handle));
		(void)page_button(page_buttons(form), "Record another concern", "warning", NULL, NULL);
	}
}

int caf_harm_none(struct request *r, const struct casework_open *o)
{
	struct node *body, *form;

	if (!writes(&o->record))
		return page_not_found(r);
	body = page_begin(r, "harm", "Risk of significant harm");
	page_back(r, "Case", "%s", o->page.back);
	casework_identity(r, &o->record);
	(void)page_heading(body, 1, "Risk of significant harm");
	(void)node_leaf(body, "warning", "Follow the safeguarding procedures now. Telephone first; "
	    "record afterwards. No consent is needed.");
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/harm", o->record.handle));
	(void)page_button(page_buttons(form), "Record the concern", "warning", NULL, NULL);
	return 200;
}

int caf_harm_start(struct request *r)
{
	struct casework_open o;
	enum caf_opened opened;
	int status = 0;

	input_slot(&r->input, "form")->value = "harm";
	opened = caf_open(r, &o, true);
	if (opened == CAF_NOT_FOUND || !writes(&o.record))
		return page_not_found(r);
	if (opened == CAF_NOT_STARTED || o.document.completed_at != NULL) {
		if (!caf_move(r, &o.record, CAF_EVENT_HARM_OPEN, &status))
			return status;
		document_new(r, &o.record, caf_harm, &o.document);
	}
	return request_redirect(r, "%s/%s", o.page.path, caf_harm->section[0].name);
}

/* -- the referral is recorded (4.2, 21) -- */

/* K9: paused, unless it is said that work goes on, or there is none to pause. */
static enum caf_event recording(const struct record *record, const struct form_answers *a)
{
	unsigned state = workflow_state(&caf_workflow, record->state);

	return state >= CAF_REGISTERED && state <= CAF_IN_REVIEW &&
	    !form_is(a, CAF_HARM_SUSPENDED, "N") ? CAF_EVENT_HARM : CAF_EVENT_HARM_NOTED;
}

/* The deadline ends with it, unless an older referral waits still. */
static void confirm(struct request *r, const struct casework_open *o, const char *on)
{
	casework_clock_done(r, &o->record, "T10", &caf_sql[CAF_REFERRAL_WAITING], o->document.id);
	(void)db_write(r->db, &caf_sql[CAF_REFERRAL_CONFIRM], on, request_account(r), o->document.id);
}

static void recorded(struct request *r, struct casework_open *o, const struct form_answers *a,
    const struct account *safeguarding)
{
	(void)document_complete(r, &o->document);
	(void)db_write(r->db, &caf_sql[CAF_REFERRAL_ADD], o->document.id, o->record.id,
	    form_get(a, CAF_HARM_REFERRED_ON, 0));
	/* T10: written confirmation within a working day of the referral. */
	casework_clock_wait(r, &o->record, "T10", &caf_sql[CAF_REFERRAL_WAITING]);
	if (form_get(a, CAF_HARM_CONFIRMED_ON, 0)[0] != '\0')
		confirm(r, o, form_get(a, CAF_HARM_CONFIRMED_ON, 0));
	if (safeguarding != NULL) {
		record_person(r, &o->record, safeguarding->id, "SAF");
		notice_add(r, &o->record, safeguarding->id, "A referral for you");
		r->audit.detail = pool_printf(r->pool, "document=%llu account=%llu", o->document.id,
		    safeguarding->id);
	}
	record_person_end(r, &o->record, request_account(r), "HARM");
}

int caf_harm_refer(struct request *r)
{
	const char *login = input_text(&r->input, "safeguarding");
	const struct form_answers *a;
	struct form_gap *gaps = NULL;
	struct account safeguarding;
	struct casework_open o;
	enum caf_event event;
	int status = 0;

	if (caf_open(r, &o, true) != CAF_OPEN || o.document.form != caf_harm || !o.page.writable)
		return page_not_found(r);
	a = document_answers(r, &o.document);
	form_gaps(r, NULL, a, &gaps);
	if (gaps != NULL)
		return request_redirect(r, "%s", o.page.path);
	if (login[0] != '\0' && !account_find(r, login, "SAF", &safeguarding))
		input_refuse(&r->input, "safeguarding", "There is no safeguarding officer with this user name");
	if (!input_valid(&r->input, r->pool))
		return casework_form_again(r, &o);
	event = recording(&o.record, a);
	if (!caf_move(r, &o.record, event, &status))
		return status;
	recorded(r, &o, a, login[0] == '\0' ? NULL : &safeguarding);
	if (event == CAF_EVENT_HARM)
		caf_notify_paused(r, &o.record);
	if (only_harm(&o.record))
		return request_redirect(r, "/caf/");
	return request_redirect(r, "/caf/case/%s", o.record.handle);
}

int caf_harm_confirmed(struct request *r)
{
	const char *on = input_text(&r->input, "written_on");
	struct casework_open o;

	if (caf_open(r, &o, true) != CAF_OPEN || o.document.form != caf_harm ||
	    o.document.completed_at == NULL || !writes(&o.record))
		return page_not_found(r);
	if (confirmed_on(r, &o) != NULL)
		return casework_moved_on(r);
	if (on[0] != '\0' && strcmp(on, form_get(document_answers(r, &o.document),
	    CAF_HARM_REFERRED_ON, 0)) < 0)
		input_refuse(&r->input, "written_on", "This cannot be before the day of the referral");
	if (!input_valid(&r->input, r->pool))
		return casework_form_again(r, &o);
	confirm(r, &o, on);
	event_add(r, &o.record, "harm.confirmed", "Referral confirmed in writing", false);
	return request_redirect(r, "%s", o.page.path);
}
