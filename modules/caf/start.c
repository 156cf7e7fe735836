#include <string.h>

#include "caf.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* The record, its episode, and where it begins: a checklist (transition 1), or
 * consent asked for at once (3). */
static void episode_make(struct request *r, const struct child_card *card, const char *subject,
    bool unborn, bool checklist, struct record *record_r)
{
	const struct transition *t = workflow_beginning(&caf_workflow,
	    checklist ? CAF_EVENT_CHECKLIST : CAF_EVENT_ASK);

	record_new(r, "caf", card == NULL ? 0 : card->id, subject,
	    caf_workflow.state[t->to].code, record_r);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_ADD], record_r->id, (unsigned long long)unborn,
	    unborn ? input_text(&r->input, "mother_given") : "",
	    unborn ? input_text(&r->input, "mother_family") : "",
	    card == NULL ? NULL : card->born_on, unborn ? input_text(&r->input, "expected_on") : NULL);
	if (caf_previous_link(r, record_r) && !checklist)
		t = workflow_beginning(&caf_workflow, CAF_EVENT_AGAIN);
	caf_arrival_made(r, record_r);
	event_add(r, record_r, t->code, terms_apply(r->pool, t->title), t->shared);
	if (!checklist)
		casework_clock_start(r, record_r, "T1", r->today);
}

/* What is known already is not asked again. */
static void checklist_make(struct request *r, const struct record *record,
    const struct child_card *card)
{
	static const struct child_card none;
	const struct child_card *c = card == NULL ? &none : card;
	bool unborn = card == NULL;
	const struct document_value known[] = {
		{ CAF_CHECKLIST_DATE_OF_CHECKLIST, r->today },
		{ CAF_CHECKLIST_PRACTITIONER_NAME, r->session->name },
		{ CAF_CHECKLIST_PRACTITIONER_ROLE, r->session->job_title },
		{ CAF_CHECKLIST_PRACTITIONER_AGENCY, r->session->agency },
		{ CAF_CHECKLIST_UNBORN, unborn ? "Y" : "N" },
		{ CAF_CHECKLIST_MOTHER_GIVEN_NAMES, unborn ? input_text(&r->input, "mother_given") : "" },
		{ CAF_CHECKLIST_FAMILY_NAME, unborn ? input_text(&r->input, "mother_family") : c->family },
		{ CAF_CHECKLIST_DUE_DATE, unborn ? input_text(&r->input, "expected_on") : "" },
		{ CAF_CHECKLIST_SEX, unborn ? "U" : c->sex },
		{ CAF_CHECKLIST_GIVEN_NAMES, c->given },
		{ CAF_CHECKLIST_DATE_OF_BIRTH, c->born_on },
		{ CAF_CHECKLIST_DATE_ESTIMATED, c->born_estimated ? "Y" : "" },
		{ CAF_CHECKLIST_ADDRESS_1, c->line1 },
		{ CAF_CHECKLIST_ADDRESS_2, c->line2 },
		{ CAF_CHECKLIST_ADDRESS_3, c->line3 },
		{ CAF_CHECKLIST_ADDRESS_4, c->town },
		{ CAF_CHECKLIST_POSTCODE, c->postcode },
		{ CAF_CHECKLIST_INDEX_NUMBER, c->number },
		/* CK13: the child was found by a search of the index. */
		{ CAF_CHECKLIST_EXISTING_CHECKED, unborn ? "" : "Y" },
		{ CAF_CHECKLIST_EXISTING_CHECKED_ON, unborn ? "" : r->today },
	};
	struct document d;

	document_new(r, record, caf_checklist, &d);
	document_fill(r, &d, known, sizeof(known) / sizeof(known[0]));
}

static int go_on(struct request *r, const struct record *record, bool checklist)
{
	return request_redirect(r, "/caf/case/%s/%s", record->handle,
	    checklist ? "checklist" : "ask");
}

static bool way_checklist(struct request *r)
{
	return input_is(&r->input, "way", "CHECKLIST");
}

/* -- for a child of the index -- */

static void start_form(struct request *r, struct node *body)
{
	struct node *form = page_form(r, body, r->http->path), *control;
	const struct field *f;

	for (f = r->route->input; f->name != NULL; f++) {
		if (f->label == NULL || strncmp(f->name, "came_", 5) == 0)
			continue;
		control = page_field(r, form, f, NULL);
		if (strcmp(f->name, "way") == 0)
			caf_arrival_fields(r, control);
	}
	(void)page_button(page_buttons(form), "Continue", "primary", NULL, NULL);
}

/* Neither a shielded child's nor a sensitive service's involvement is told
 * (6.5, 6.6): the index managers put people in touch. */
bool caf_holder_told(struct request *r, const struct record *record, const struct db_row *row)
{
	struct child_card card;

	return child_card_load(r, record->child, &card) && !card.shielded && (db_text(row, 7) == NULL ||
	    !lists_flag("service", db_text(row, 7), "sensitive"));
}

void caf_holder(struct request *r, struct node *body, const struct record *record,
    const struct db_row *row)
{
	struct node *s;

	if (!caf_holder_told(r, record, row)) {
		(void)page_para(body, "Ask the index managers: they pass a message to the holder.");
		return;
	}
	s = node_add(body, "summary");
	(void)page_row(s, "Held by", pool_printf(r->pool, "%s %s", db_text(row, 3), db_text(row, 4)));
	(void)page_row(s, "Agency", db_text(row, 5));
	(void)page_row(s, "Phone", db_text(row, 6));
	(void)page_para(body, "Speak to the holder.");
}

static int start_page(struct request *r, const struct child_card *card, int status)
{
	struct node *body = child_card_page(r, card, "start", "Start a {common assessment}");

	start_form(r, body);
	if (request_may(r, CAF_COORDINATE))
		(void)page_link(body, "Step down from children's social care", NULL, "/caf/step-down/%s",
		    card->handle);
	return status;
}

int caf_start_show(struct request *r)
{
	struct child_card card;

	if (!child_card_route(r, &card))
		return page_not_found(r);
	/* Who does no case work begins where social care ends (4.2, 24). */
	if (!request_may(r, CAF_WORK))
		return request_may(r, CAF_COORDINATE) ?
		    request_redirect(r, "/caf/step-down/%s", card.handle) : page_not_found(r);
	return start_page(r, &card, 200);
}

int caf_start_make(struct request *r)
{
	struct child_card card;
	struct record record;

	if (!child_card_route(r, &card))
		return page_not_found(r);
	caf_arrival_rules(r);
	if (!input_valid(&r->input, r->pool))
		return start_page(r, &card, 422);
	episode_make(r, &card, child_card_name(r, &card), false,
	    way_checklist(r), &record);
	if (way_checklist(r))
		checklist_make(r, &record, &card);
	return go_on(r, &record, way_checklist(r));
}

/* -- for a child who is not born yet (3.2 B1, B6) -- */

static int unborn_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "unborn", "Start for an unborn baby");

	page_back(r, terms_apply(r->pool, "{Common assessments}"), "/caf/");
	(void)page_heading(body, 1, "Start for an unborn baby");
	(void)page_para(body, "The case is held here alone until the birth: the child index holds "
	    "nobody who is not born.");
	start_form(r, body);
	return status;
}

int caf_unborn_show(struct request *r)
{
	return unborn_page(r, 200);
}

const char *caf_expected_wrong(struct request *r, const char *iso)
{
	struct date expected, today = date_today();

	(void)r;
	if (!date_parse(iso, &expected))
		return NULL;
	if (date_compare(expected, date_add_days(today, -28)) < 0)
		return "The expected date must not be more than 28 days ago";
	if (date_compare(expected, date_add_days(today, 294)) > 0)
		return "The expected date must be within 294 days (42 weeks) from today";
	return NULL;
}

int caf_unborn_make(struct request *r)
{
	const char *wrong = caf_expected_wrong(r, input_text(&r->input, "expected_on"));
	struct record record;

	if (wrong != NULL)
		input_refuse(&r->input, "expected_on", wrong);
	caf_arrival_rules(r);
	if (!input_valid(&r->input, r->pool))
		return unborn_page(r, 422);
	episode_make(r, NULL, pool_printf(r->pool, "unborn baby of %s %s",
	    input_text(&r->input, "mother_given"), input_text(&r->input, "mother_family")), true,
	    way_checklist(r), &record);
	if (way_checklist(r))
		checklist_make(r, &record, NULL);
	return go_on(r, &record, way_checklist(r));
}

/* -- who asked, when, leaflet given (transition 3) -- */

static int ask_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "ask", "Ask for consent"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Ask for consent");
	(void)page_para(body, "Taking part is voluntary. Say what is recorded, who will see it and "
	    "what it is for; give the leaflet in a language that the family reads.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Save and continue", "primary", NULL, NULL);
	return status;
}

int caf_ask_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e))
		return page_not_found(r);
	input_slot(&r->input, "asked_by")->value = e.asked_by;
	input_slot(&r->input, "asked_on")->value = e.asked_on == NULL ? "" : e.asked_on;
	input_slot(&r->input, "leaflet")->value = e.leaflet;
	return ask_page(r, &record, &e, 200);
}

int caf_ask_save(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_lock(r, &record, &e) || !record_works_on(&record))
		return page_not_found(r);
	/* From the checklist only its decision leads here (4.2, 3). */
	if (strcmp(record.state, "S1") != 0)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return ask_page(r, &record, &e, 422);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_ASKED], input_text(&r->input, "asked_by"),
	    input_text(&r->input, "asked_on"), input_text(&r->input, "leaflet"), record.id);
	return request_redirect(r, "/caf/case/%s/consent", record.handle);
}
