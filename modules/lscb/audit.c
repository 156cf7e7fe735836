#include <string.h>

#include "audit-form.h"
#include "date.h"
#include "triage.h"

/* 2.7, Form D of set L: how the response to an unexpected death went. Question 16 is
 * worked out of the steps that were written down. */

enum { STEP_CODE, STEP_AT };		/* LSCB_RESPONSE_STEPS */

static bool due(struct request *r, const struct record *record)
{
	return lscb_of(r)->form_set[0] == 'L' && strcmp(lscb_response(r, record), "R") == 0;
}

bool lscb_audit_open(const struct record *record)
{
	return record->closed_at == NULL;
}

bool lscb_audit_may_write(struct request *r, const struct casework_open *o)
{
	return request_may(r, LSCB_RESPOND) && o->document.completed_at == NULL;
}

void lscb_audit_panel(struct request *r, const struct record *record, struct node *list)
{
	if (session_role(r->session, "CDC CDD CDP CDJ") && due(r, record) &&
	    !lscb_family_only(record))
		(void)lscb_part(r, record, list, "Form D", "Audit of the response", "Open", "/audit");
}

int lscb_audit_none(struct request *r, const struct casework_open *o)
{
	struct node *body;

	if (!due(r, &o->record) || !request_may(r, LSCB_RESPOND) || !lscb_audit_open(&o->record))
		return page_not_found(r);
	body = casework_page(r, &o->record, "audit", "Audit of the rapid response");
	(void)page_para(body, "Form D has not been begun. The lead paediatrician fills it in after the "
	    "local case discussion.");
	(void)page_button(page_buttons(page_form(r, body, pool_printf(r->pool, "%s/audit",
	    casework_path(r, &o->record)))), "Begin Form D", "primary", NULL, NULL);
	return 200;
}

/* -- question 16 -- */

static const char *since(struct request *r, const struct db_rows *steps, const char *code,
    long long from, long long unit)
{
	long long at;
	size_t i;

	for (i = 0; i < steps->n; i++)
		if (strcmp(db_text(&steps->row[i], STEP_CODE), code) == 0 &&
		    date_moment(db_text(&steps->row[i], STEP_AT), &at) && at >= from)
			return pool_printf(r->pool, "%lld", (at - from) / unit);
	return NULL;
}

static void times_fill(struct request *r, const struct record *record, struct document *d)
{
	struct document_value values[3] = { { .field = LSCB_AUDIT_HOURS_MEETING },
		{ .field = LSCB_AUDIT_HOURS_VISIT }, { .field = LSCB_AUDIT_DAYS_FINAL } };
	struct db_rows steps;
	long long from;

	if (!date_moment(lscb_of(r)->notified_at, &from))
		return;
	(void)db_list(r->db, &lscb_sql[LSCB_RESPONSE_STEPS], &steps, record->id);
	values[0].value = since(r, &steps, "MEETING", from, 3600);
	values[1].value = since(r, &steps, "VISIT", from, 3600);
	values[2].value = since(r, &steps, "FINAL", from, 86400);
	document_fill(r, d, values, 3);
}

/* -- its beginning and end -- */

int lscb_audit_begin(struct request *r)
{
	struct record record;
	struct document d;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!due(r, &record) || !lscb_audit_open(&record) ||
	    document_find(r, &record, "audit", &d))
		return casework_moved_on(r);
	document_new(r, &record, lscb_form("audit"), &d);
	document_fill(r, &d, (const struct document_value[]){ { .field = LSCB_AUDIT_DIED_ON,
	    .value = lscb_of(r)->died_on } }, 1);
	event_add(r, &record, "audit", "Form D was begun", false);
	return request_redirect(r, "%s/audit", casework_path(r, &record));
}

void lscb_audit_end(struct request *r, const struct casework_open *o, struct node *body,
    const struct form_gap *gaps)
{
	struct node *form;

	if (gaps != NULL) {
		casework_form_gaps(r, body, o, gaps);
		return;
	}
	(void)page_heading(body, 2, "The audit is complete");
	form = page_form(r, body, pool_printf(r->pool, "%s/audit/complete", casework_path(r,
	    &o->record)));
	page_version(r, form, o->document.revision);
	(void)page_button(page_buttons(form), "Complete Form D", "primary", NULL, NULL);
}

int lscb_audit_complete(struct request *r)
{
	struct casework_open o;
	int status;

	input_slot(&r->input, "form")->value = "audit";
	if (casework_form_open(r, &o, true) != CASEWORK_OPEN)
		return page_not_found(r);
	if (!casework_form_same(r, &o, &status))
		return status;
	if (!o.page.writable)
		return casework_moved_on(r);
	if (casework_form_lacks(r, &o, document_answers(r, &o.document)) != NULL)
		return request_redirect(r, "%s", o.page.path);
	times_fill(r, &o.record, &o.document);
	if (!document_complete(r, &o.document))
		return casework_moved_on(r);
	event_add(r, &o.record, "audit", "Form D complete", false);
	return request_redirect(r, "%s/audit", casework_path(r, &o.record));
}
