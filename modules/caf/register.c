#include "caf.h"
#include "date.h"
#include "terms.h"

/* sections.md 4.2 transitions 6 and 7: the existing-assessment check, and the form. */

static int search_page(struct request *r, const struct record *record,
    const struct caf_episode *e)
{
	struct node *body = page_begin(r, "existing", "Check for an existing assessment"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Check for an existing assessment");
	if (e->searched_at == NULL) {
		(void)page_para(body, terms_apply(r->pool, "Before the form is started, look whether "
		    "somebody holds a {common assessment} of this child already. The check and its "
		    "result are recorded."));
		form = page_form(r, body, r->http->path);
		(void)page_button(page_buttons(form), "Check now", "primary", NULL, NULL);
		return 200;
	}
	(void)node_leaf(body, "inset", pool_printf(r->pool, "Checked on %s. No other open assessment "
	    "of this child was found.", page_when(r, e->searched_at)));
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/form", record->handle));
	(void)page_button(page_buttons(form), "Start the assessment form", "primary", NULL, NULL);
	return 200;
}

int caf_search_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_works_on(&record))
		return page_not_found(r);
	return search_page(r, &record, &e);
}

int caf_search_run(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct db_row holder;
	struct node *body;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_works_on(&record))
		return page_not_found(r);
	r->audit.reason = "A4";
	if (record.child != 0 && db_find(r->db, &caf_sql[CAF_OPEN_FOR_CHILD], &holder, record.child,
	    record.id)) {
		r->audit.detail = "found";
		body = page_begin(r, "blocked", "An assessment is open already");
		page_back(r, "Case", "/caf/case/%s", record.handle);
		caf_identity(r, &record, &e);
		(void)page_heading(body, 1, "An assessment of this child is open already");
		(void)page_para(body, "This one cannot go on.");
		caf_holder(r, body, &record, &holder);
		caf_join_form(r, body, &record, &holder);
		return 409;
	}
	r->audit.detail = "none";
	if (!casework_move(r, &record, CAF_EVENT_SEARCH, &status))
		return status;
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_SEARCHED], record.id);
	deadline_met(r, &record, "T1");
	return request_redirect(r, "/caf/case/%s/existing", record.handle);
}

/* What the case and the person's account know already is filled in. */
static void known_fill(struct request *r, const struct record *record,
    const struct caf_episode *e, const struct child_card *c, unsigned version, struct document *d)
{
	const struct session *me = r->session;
	const char *checked = e->searched_at;	/* NULL: stepped down from social care */
	bool unborn = e->unborn;
	const struct document_value known[] = {
		{ CAF_ASSESSMENT_DATE_STARTED, r->today },
		{ CAF_ASSESSMENT_REFERENCE, record->reference },
		{ CAF_ASSESSMENT_ASSESSMENT_VERSION, pool_printf(r->pool, "%u", version) },
		{ CAF_ASSESSMENT_PREVIOUS_REFERENCE, caf_previous_reference(r, e) },
		{ CAF_ASSESSMENT_INDEX_CHECKED, checked == NULL ? NULL : "Y" },
		{ CAF_ASSESSMENT_INDEX_CHECKED_ON, checked == NULL ? NULL :
		    pool_strndup(r->pool, checked, 10) },
		{ CAF_ASSESSMENT_INDEX_CHECKED_AT, date_clock(r->pool, checked) },
		{ CAF_ASSESSMENT_INDEX_CHECKED_BY, checked == NULL ? NULL : me->name },
		{ CAF_ASSESSMENT_UNBORN, unborn ? "Y" : e->expected_on != NULL ? "B" : "N" },
		{ CAF_ASSESSMENT_MOTHER_GIVEN_NAMES, e->mother_given },
		{ CAF_ASSESSMENT_FAMILY_NAME, unborn ? e->mother_family : c->family },
		{ CAF_ASSESSMENT_GIVEN_NAMES, c->given },
		{ CAF_ASSESSMENT_SEX, unborn ? "U" : c->sex },
		{ CAF_ASSESSMENT_DATE_OF_BIRTH, c->born_on },
		{ CAF_ASSESSMENT_DUE_DATE, e->expected_on },
		{ CAF_ASSESSMENT_DATE_ESTIMATED, c->born_estimated ? "Y" : "" },
		{ CAF_ASSESSMENT_ADDRESS_1, c->line1 }, { CAF_ASSESSMENT_ADDRESS_2, c->line2 },
		{ CAF_ASSESSMENT_ADDRESS_3, c->line3 }, { CAF_ASSESSMENT_ADDRESS_4, c->town },
		{ CAF_ASSESSMENT_POSTCODE, c->postcode }, { CAF_ASSESSMENT_UPRN, c->uprn },
		{ CAF_ASSESSMENT_INDEX_NUMBER, c->number },
		{ CAF_ASSESSMENT_ASSESSOR_NAME, me->name },
		{ CAF_ASSESSMENT_ASSESSOR_PHONE, me->phone },
		{ CAF_ASSESSMENT_ASSESSOR_ROLE, me->job_title },
		{ CAF_ASSESSMENT_ASSESSOR_ORGANISATION, me->agency },
		{ CAF_ASSESSMENT_ASSESSOR_EMAIL, me->email },
		{ CAF_ASSESSMENT_EXCLUSIONS, caf_wishes(r, record) },
	};

	document_fill(r, d, known, sizeof(known) / sizeof(known[0]));
}

void caf_form_make(struct request *r, const struct record *record, const struct caf_episode *e,
    unsigned version, struct document *document_r)
{
	struct child_card card = { 0 };

	if (record->child != 0)
		(void)child_card_load(r, record->child, &card);
	document_new(r, record, caf_assessment, document_r);
	known_fill(r, record, e, &card, version, document_r);
}

int caf_form_start(struct request *r)
{
	struct caf_episode e;
	struct record record;
	struct document d;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_works_on(&record))
		return page_not_found(r);
	if (e.searched_at == NULL)
		return request_redirect(r, "/caf/case/%s/existing", record.handle);
	if (!casework_move(r, &record, CAF_EVENT_START, &status))
		return status;
	caf_form_make(r, &record, &e, 1, &d);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_STARTED], r->today, record.id);
	casework_clock_start(r, &record, "T7", r->today);
	return request_redirect(r, "/caf/case/%s/assessment", record.handle);
}
