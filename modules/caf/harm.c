#include "caf.h"

/* caf.md 3.2 K: a concern about significant harm. No consent is needed, from
 * whichever state; the referral itself is made at once, outside this system. */

/* K8 and K9 come when social care has answered, so the form stays open; what
 * is needed at once is K1 to K7. */
void caf_harm_end(struct request *r, const struct caf_open *o, struct node *body,
    const struct form_gap *gaps)
{
	if (gaps != NULL)
		caf_gaps(r, body, o, gaps);
	else
		(void)node_leaf(body, "inset", "The concern and the referral are recorded. Add the outcome "
		    "when it comes.");
}

int caf_harm_none(struct request *r, const struct caf_open *o)
{
	struct node *body, *form;

	if (!record_works_on(&o->record))
		return page_not_found(r);
	body = page_begin(r, "harm", "Risk of significant harm");
	page_back(r, "Case", "/caf/case/%s", o->record.handle);
	caf_identity(r, &o->record, &o->episode);
	(void)page_heading(body, 1, "Risk of significant harm");
	(void)node_leaf(body, "warning", "Follow the safeguarding procedures now. Telephone first; "
	    "record afterwards. No consent is needed.");
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/harm", o->record.handle));
	(void)page_button(page_buttons(form), "Record the concern", "warning", NULL, NULL);
	return 200;
}

int caf_harm_start(struct request *r)
{
	struct caf_open o;
	int status = 0;

	input_slot(&r->input, "form")->value = "harm";
	switch (caf_open(r, &o, true)) {
	case CAF_NOT_FOUND:
		return page_not_found(r);
	case CAF_NOT_STARTED:
		if (!record_works_on(&o.record))
			return page_not_found(r);
		if (!caf_move(r, &o.record, CAF_EVENT_HARM_OPEN, &status))
			return status;
		document_new(r, &o.record, caf_harm, &o.document);
		break;
	case CAF_OPEN:
		break;
	}
	return request_redirect(r, "%s/%s", o.page.path, caf_harm->section[0].name);
}
