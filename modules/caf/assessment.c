#include <string.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* sections.md 4.2 transition 9: the assessment is completed and frozen. */

void caf_assessment_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct node *form;

	if (gaps != NULL) {
		casework_form_gaps(r, body, o, gaps);
		return;
	}
	(void)page_heading(body, 2, "Complete the assessment");
	(void)page_para(body, "Everything that is needed is there. Once completed, the assessment can "
	    "no longer be changed by anybody.");
	if (!record_is(&o->record, "OWNER LP"))
		return;
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/complete", o->record.handle));
	page_version(r, form, o->document.revision);
	(void)page_button(page_buttons(form), "Complete the assessment", "primary", NULL, NULL);
}

/* Does the one who signed hold parental responsibility? */
static const char *responsible(const struct form_answers *a, const char *capacity, bool approved)
{
	unsigned item;

	for (item = 1; strcmp(capacity, "PARENT") == 0 && item < FORM_ITEMS_MAX; item++)
		if (strcmp(form_get(a, CAF_ASSESSMENT_PARENT_RESPONSIBILITY, item), "Y") == 0)
			return "Y";
	return approved ? "N" : "U";
}

static unsigned long long consent_row(struct request *r, const struct casework_open *o,
    const struct form_answers *a, const char *type, const char *answer, const char *service,
    const char *code)
{
	unsigned item = caf_signature(r, &o->record, a);
	const char *capacity = form_get(a, CAF_ASSESSMENT_SIGNATURE_CAPACITY, item);
	const char *name = form_get(a, CAF_ASSESSMENT_SIGNATURE_NAME, item);
	bool approved = strcmp(capacity, "CARER") == 0 && caf_carer_approved(r, &o->record, name);
	unsigned long long row = db_insert(r->db, &caf_sql[CAF_CONSENT_ADD], o->record.id, type,
	    answer, service, code, capacity, name, responsible(a, capacity, approved),
	    approved ? "CARER_ONLY" : "", "",
	    form_get(a, CAF_ASSESSMENT_INFORMED, 0), "", form_get(a, CAF_ASSESSMENT_EXCLUSIONS, 0),
	    form_get(a, CAF_ASSESSMENT_EXCLUDED_PARTS, 0),
	    form_get(a, CAF_ASSESSMENT_SIGNATURE_METHOD, item), "",
	    form_get(a, CAF_ASSESSMENT_SIGNATURE_DATE, item),
	    casework_clock_date(r, "T12", form_get(a, CAF_ASSESSMENT_SIGNATURE_DATE, item)), "",
	    request_account(r));

	/* 5.2: what was agreed before about the same is asked anew. */
	(void)db_write(r->db, &caf_sql[CAF_CONSENT_REPLACE], row, o->record.id, type, code, service,
	    service);
	(void)db_write(r->db, &caf_sql[CAF_CONSENT_END], o->record.id, type, code, service, service,
	    row);
	return row;
}

/* J3: one C-SHARE for each listed service, or the refusal. */
static void shares_make(struct request *r, const struct casework_open *o,
    const struct form_answers *a)
{
	unsigned item;

	if (!form_is(a, CAF_ASSESSMENT_SHARE_CONSENT, "Y"))
		(void)consent_row(r, o, a, "C-SHARE", "N", "", "");
	for (item = 1; form_is(a, CAF_ASSESSMENT_SHARE_CONSENT, "Y") && item < FORM_ITEMS_MAX; item++) {
		const char *type = form_get(a, CAF_ASSESSMENT_SHARE_TYPE, item);
		const char *service = caf_service_name(r, type,
		    form_get(a, CAF_ASSESSMENT_SHARE_ORGANISATION, item));

		if (type[0] != '\0')
			caf_reassess_renew(r, &o->record, consent_row(r, o, a, "C-SHARE", "Y", service,
			    type), service, type);
	}
}

/* 5.2: J1 makes C-STORE. In a later version sharing is agreed anew, and what was
 * agreed before and is not now ends. */
static void consents_make(struct request *r, const struct casework_open *o,
    const struct form_answers *a)
{
	unsigned long long since = consent_row(r, o, a, "C-STORE", "Y", "", "");

	shares_make(r, o, a);
	if (o->document.number > 1)
		caf_reassess_lapse(r, &o->record, since);
}

/* All parts but those that are not to be shared (J4). */
static const char *copy_parts(struct request *r, const char *excluded)
{
	const struct codelist *all = lists_find("assessment-part");
	const struct session kept = { .roles = excluded };
	const char *parts = "";
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->codes[i].code, "K") != 0 && !session_role(&kept, all->codes[i].code))
			parts = pool_printf(r->pool, "%s%s%s", parts, parts[0] == '\0' ? "" : " ",
			    all->codes[i].code);
	return parts;
}

/* L2: each copy that was given to a service stands in the sharing log (5.6). */
static void copies_log(struct request *r, const struct casework_open *o,
    const struct form_answers *a)
{
	static const struct { const char *copy, *share; } methods[] = {
		{ "HAND", "PAPER" }, { "POST", "PAPER" }, { "SECURE", "MESSAGE" }, { "SYSTEM", "SYSTEM" }
	};
	unsigned item, i;
	struct date day;

	for (item = 1; item < FORM_ITEMS_MAX; item++) {
		const char *method = form_get(a, CAF_ASSESSMENT_COPY_METHOD, item);

		if (!date_parse(form_get(a, CAF_ASSESSMENT_COPY_ON, item), &day))
			continue;
		for (i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
			if (strcmp(methods[i].copy, method) == 0)
				method = methods[i].share;
		caf_share_add(r, &o->record, &(struct caf_share){ .decision = "SHARED",
		    .shared_at = date_utc(r->pool, date_from_london(day, 0, 0)),
		    .to_agency = form_get(a, CAF_ASSESSMENT_COPY_ORGANISATION, item),
		    .service = form_get(a, CAF_ASSESSMENT_COPY_TYPE, item),
		    .what = "Copy of the assessment",
		    .parts = copy_parts(r, form_get(a, CAF_ASSESSMENT_EXCLUDED_PARTS, 0)),
		    .agreement = "GIVEN", .method = method });
	}
}

static void clocks(struct request *r, const struct casework_open *o,
    const struct form_answers *a)
{
	const char *completed = form_get(a, CAF_ASSESSMENT_DATE_COMPLETED, 0);

	deadline_met(r, &o->record, "T2");
	deadline_drop(r, &o->record, "T12");
	casework_clock_start(r, &o->record, "T12", completed);
	if (form_is(a, CAF_ASSESSMENT_FAMILY_COPY, "GIVEN"))
		deadline_met(r, &o->record, "T3");
	if (form_is(a, CAF_ASSESSMENT_NEXT_STEP, "TAC"))
		casework_clock_start(r, &o->record, "T4", completed);
	if (!form_is(a, CAF_ASSESSMENT_NEXT_STEP, "NFA"))
		casework_clock_start(r, &o->record, "T5", completed);
}

int caf_assessment_complete(struct request *r)
{
	const struct form_answers *a;
	struct casework_open o;
	int status = 0;

	input_slot(&r->input, "form")->value = "assessment";
	if (casework_form_open(r, &o, true) != CASEWORK_OPEN || !record_works_on(&o.record))
		return page_not_found(r);
	if (!casework_form_same(r, &o, &status))
		return status;
	a = document_answers(r, &o.document);
	if (o.page.writable && casework_form_lacks(r, &o, a) != NULL)
		return request_redirect(r, "%s", o.page.path);
	if (!casework_move(r, &o.record, CAF_EVENT_COMPLETE, &status))
		return status;
	if (!document_complete(r, &o.document))
		return casework_moved_on(r);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_COMPLETED],
	    form_get(a, CAF_ASSESSMENT_DATE_STARTED, 0), form_get(a, CAF_ASSESSMENT_DATE_COMPLETED, 0),
	    form_get(a, CAF_ASSESSMENT_LEVEL_OF_NEED, 0), form_get(a, CAF_ASSESSMENT_NEXT_STEP, 0),
	    o.record.id);
	caf_report_assessed(r, &o.record, &o.document, a);
	consents_make(r, &o, a);
	caf_actions_take(r, &o.record, a);
	copies_log(r, &o, a);
	clocks(r, &o, a);
	involvement_end(r, &o.record, "CAF");
	involvement_start_of(r, &o.record, o.record.owner, "CAF",
	    terms_apply(r->pool, "{Common assessment} held"));
	return request_redirect(r, "/caf/case/%s", o.record.handle);
}
