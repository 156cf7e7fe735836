#include <string.h>

#include "addendum.h"
#include "caf.h"

/* sections.md 4.2 transition 20: the assessment is made anew. The version before
 * stays as it was completed. */

static int reassess_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "reassess", "Assess again"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Assess again");
	(void)page_para(body, "What the former version says is copied, but for dates, actions, "
	    "comments, consent and copies. The former version stays as it is and can be read.");
	if (strcmp(record->state, "S8") == 0)
		(void)node_leaf(body, "inset", "The open review ends unsigned. It is kept as it stands, "
		    "with a note that says so.");
	(void)node_leaf(body, "inset", caf_who_text(caf_who(e)));
	form = page_form(r, body, r->http->path);
	caf_consent_fields(r, form, r->route->input, e);
	(void)page_button(page_buttons(form), "Start the new version", "primary", NULL, NULL);
	return status;
}

static bool here(const struct record *record)
{
	return strcmp(record->state, "S7") == 0 || strcmp(record->state, "S8") == 0;
}

int caf_reassess_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	if (!here(&record) || !record_is(&record, "LP"))
		return request_redirect(r, "/caf/case/%s", record.handle);
	input_slot(&r->input, "given_on")->value = r->today;
	return reassess_page(r, &record, &e, 200);
}

/* Sections that are written anew for each version. */
static bool anew(const struct form_section *section)
{
	static const char *const names[] = { "header", "assessors", "actions", "comments", "consent",
	    "copies" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(section->name, names[i]) == 0)
			return true;
	return false;
}

static void answers_copy(struct request *r, struct document *to, const struct document *from)
{
	const struct form_answers *a = document_answers(r, from);
	const struct form *form = from->form;
	struct document_row_value *v = pool_array(r->pool, form->fields * FORM_ITEMS_MAX, sizeof(*v));
	unsigned i, item, n = 0;

	for (i = 0; i < form->fields; i++)
		for (item = 0; item < (form->field[i].group == NULL ? 1 : FORM_ITEMS_MAX); item++)
			if (!anew(form->field[i].section))
				v[n++] = (struct document_row_value){ i, item, form_get(a, i, item) };
	document_fill_rows(r, to, v, n);
}

/* A review that was open is kept as it stands. */
static void review_end(struct request *r, const struct record *record, unsigned version)
{
	struct document review;

	if (!document_find(r, record, "review", &review) || review.completed_at != NULL ||
	    !document_complete(r, &review))
		return;
	addendum_add(r, &review, pool_printf(r->pool, "Not signed off: version %u of the "
	    "assessment was started instead.", version));
}

static void clocks(struct request *r, const struct record *record)
{
	deadline_drop(r, record, "T5");
	deadline_drop(r, record, "T6");
	deadline_met(r, record, "T7");
	deadline_met(r, record, "T12");
	casework_clock_start(r, record, "T2", r->today);
	casework_clock_start(r, record, "T7", r->today);
	casework_clock_start(r, record, "T12", input_text(&r->input, "given_on"));
}

int caf_reassess(struct request *r)
{
	struct document former, d;
	struct caf_episode e;
	struct record record;
	int status = 0;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "LP"))
		return page_not_found(r);
	if (!here(&record))
		return casework_moved_on(r);
	if (input_is(&r->input, "answer", "N"))
		input_refuse(&r->input, "answer", "Without their agreement nothing is started. Go on with "
		    "the plan, or record that they withdraw");
	else
		caf_carer_rules(r, &record);
	caf_consent_rules(r, &e);
	if (e.completed_on != NULL && strcmp(input_text(&r->input, "given_on"), e.completed_on) < 0)
		input_refuse(&r->input, "given_on", "Fresh consent cannot be older than the assessment");
	if (!input_valid(&r->input, r->pool))
		return reassess_page(r, &record, &e, 422);
	if (!casework_move(r, &record, CAF_EVENT_REASSESS, &status))
		return status;
	(void)caf_consent_add(r, &record, "C-STORE", "", "", casework_clock_date(r, "T12",
	    input_text(&r->input, "given_on")));
	/* Part of it is for the assessor alone to write (5.4). */
	notice_add(r, &record, record.owner, "A re-assessment was started");
	review_end(r, &record, e.assessment + 1);
	/* Stepped down from social care, there may be none before it. */
	if (document_find(r, &record, "assessment", &former)) {
		caf_form_make(r, &record, &e, former.number + 1, &d);
		answers_copy(r, &d, &former);
	} else {
		caf_form_make(r, &record, &e, 1, &d);
	}
	(void)db_write(r->db, &caf_sql[CAF_REASSESS_STARTED], (unsigned long long)d.number, r->today,
	    record.id);
	clocks(r, &record);
	return request_redirect(r, "/caf/case/%s/assessment", record.handle);
}

/* -- on completion of a later version -- */

void caf_reassess_renew(struct request *r, const struct record *record,
    unsigned long long consent, const char *service, const char *code)
{
	(void)db_write(r->db, &caf_sql[CAF_CONSENT_REPLACE], consent, record->id, "C-SHARE", code,
	    service, service);
	(void)db_write(r->db, &caf_sql[CAF_CONSENT_END], record->id, "C-SHARE", code, service, service,
	    consent);
}

void caf_reassess_lapse(struct request *r, const struct record *record,
    unsigned long long since)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_REASSESS_SHARES], &rows, record->id, since);
	for (i = 0; i < rows.n; i++) {
		(void)db_write(r->db, &caf_sql[CAF_REASSESS_SHARE_END], db_number(&rows.row[i], 0));
		caf_team_consent_end(r, record, db_number(&rows.row[i], 0));
	}
}
