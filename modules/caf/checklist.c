#include <string.h>

#include "caf.h"
#include "lists.h"
#include "terms.h"

/* sections.md 3.1: what the checklist suggests, and what the decision leads to. */

void caf_checklist_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	const char *suggestion = caf_suggestion(document_answers(r, &o->document));
	struct node *form;

	if (suggestion != NULL)
		(void)node_leaf(body, "inset", pool_printf(r->pool, "From these answers the suggestion "
		    "is: %s.%s", lists_label("checklist-decision", suggestion, r->today),
		    strcmp(suggestion, "SAF") == 0 ? "" : " The decision is yours; give your reason."));
	if (gaps != NULL) {
		casework_form_gaps(r, body, o, gaps);
		return;
	}
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/decide", o->record.handle));
	(void)page_button(page_buttons(form), "Carry out the decision", "primary", NULL, NULL);
}

/* The case began with consent: there was no checklist. */
int caf_checklist_none(struct request *r, const struct casework_open *o)
{
	struct node *body = page_begin(r, "message", "No checklist");

	page_back(r, "Case", "/caf/case/%s", o->record.handle);
	casework_identity(r, &o->record);
	(void)page_heading(body, 1, "No checklist");
	(void)page_para(body, "This case began without one.");
	return 200;
}

static int decided(struct request *r, struct record *record, const char *decision)
{
	int status = 0;

	(void)db_write(r->db, &caf_sql[CAF_EPISODE_DECIDED], decision, record->id);
	if (strcmp(decision, "CAF") == 0) {
		if (!casework_move(r, record, CAF_EVENT_ASK, &status))
			return status;
		casework_clock_start(r, record, "T1", r->today);
		return request_redirect(r, "/caf/case/%s/ask", record->handle);
	}
	/* The referral comes first; then there is nothing more to do here. */
	if (strcmp(decision, "SAF") == 0 && caf_refer_guard(r, record) != NULL)
		return request_redirect(r, "/caf/case/%s/harm", record->handle);
	if (!casework_move(r, record, CAF_EVENT_END, &status))
		return status;
	return request_redirect(r, "/caf/case/%s", record->handle);
}

int caf_checklist_decide(struct request *r)
{
	const struct form_answers *answers;
	struct casework_open o;

	input_slot(&r->input, "form")->value = "checklist";
	if (casework_form_open(r, &o, true) != CASEWORK_OPEN || !o.page.writable)
		return page_not_found(r);
	answers = document_answers(r, &o.document);
	if (casework_form_lacks(r, &o, answers) != NULL)
		return request_redirect(r, "%s", o.page.path);
	/* A concern about harm is followed up in section K; the checklist stays
	 * open until the referral is recorded there. */
	if ((!form_is(answers, CAF_CHECKLIST_DECISION, "SAF") ||
	    caf_refer_guard(r, &o.record) == NULL) && document_complete(r, &o.document))
		caf_report_prompts(r, &o.record, &o.document, answers);
	return decided(r, &o.record, form_get(answers, CAF_CHECKLIST_DECISION, 0));
}
