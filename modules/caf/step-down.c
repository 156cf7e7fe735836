#include "caf.h"
#include "terms.h"

/* sections.md 4.2, 24: social care steps down to a team. The social worker has the
 * family's consent, names the lead professional, who then holds the case, and
 * stays involved until the team accepts. */

static int step_down_page(struct request *r, const struct child_card *card, int status)
{
	struct node *body = child_card_page(r, card, "step-down",
	    "Step down from children's social care"), *form;
	const struct caf_episode e = { .born_on = card->born_on };

	(void)page_para(body, terms_apply(r->pool, "The {lead professional} will hold the case. Social "
	    "care stays involved until the team has accepted it."));
	(void)node_leaf(body, "inset", caf_who_text(caf_who(&e)));
	form = page_form(r, body, r->http->path);
	caf_consent_fields(r, form, r->route->input, &e);
	(void)page_button(page_buttons(form), "Open the case", "primary", NULL, NULL);
	return status;
}

int caf_step_down_show(struct request *r)
{
	struct child_card card;

	if (!child_card_route(r, &card))
		return page_not_found(r);
	input_slot(&r->input, "answer")->value = "Y";
	input_slot(&r->input, "given_on")->value = r->today;
	return step_down_page(r, &card, 200);
}

static int blocked(struct request *r, const struct child_card *card, const struct db_row *holder)
{
	struct node *body = page_begin(r, "blocked", "An assessment is open already");
	const struct record about = { .child = card->id };

	page_back(r, "The child's page", "/child/%s", card->handle);
	(void)page_heading(body, 1, terms_apply(r->pool,
	    "This child has an open {common assessment} already"));
	(void)page_para(body, "A second one cannot be opened. Nothing was saved.");
	caf_holder(r, body, &about, holder);
	return 409;
}

static bool open_already(struct request *r, const struct child_card *card, unsigned long long but,
    struct db_row *row_r)
{
	return db_find(r->db, &caf_sql[CAF_OPEN_FOR_CHILD], row_r, card->id, but);
}

static void rules(struct request *r, const struct child_card *card, struct account *lead_r)
{
	const struct caf_episode e = { .born_on = card->born_on };

	caf_consent_rules(r, &e);
	if (input_is(&r->input, "answer", "N"))
		input_refuse(&r->input, "answer", "Without the family's agreement there is no team");
	if (!input_is(&r->input, "lead", "") &&
	    !account_find(r, input_text(&r->input, "lead"), "PRA", lead_r))
		input_refuse(&r->input, "lead", "There is no practitioner with this user name");
}

static void lead_make(struct request *r, struct record *record, const struct account *lead)
{
	unsigned long long account = lead->id;

	(void)db_write(r->db, &caf_sql[CAF_STEP_DOWN_LEAD], record->id, account, r->today,
	    request_account(r), record->id);
	record_person(r, record, account, "LP");
	(void)record_hand_over(r, record, account, lead->team);
	notice_add(r, record, account, terms_apply(r->pool, "You are the {lead professional}"));
	/* The coordinator sees every case; a social worker would see this one no more. */
	if (!session_role(r->session, "COO"))
		record_person(r, record, request_account(r), "SAF");
}

static int made(struct request *r, const struct child_card *card, const struct account *lead)
{
	const struct transition *t = workflow_beginning(&caf_workflow, CAF_EVENT_STEP_DOWN);
	struct record record;
	struct db_row holder;

	record_new(r, "caf", card->id, child_card_name(r, card),
	    caf_workflow.state[t->to].code, &record);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_ADD], record.id, 0ULL, "", "", card->born_on, NULL);
	/* The unique key settles it when somebody registers meanwhile. */
	if (db_write(r->db, &caf_sql[CAF_EPISODE_REGISTERED], r->today, card->id, record.id) ==
	    DB_DUPLICATE)
		return open_already(r, card, record.id, &holder) ? blocked(r, card, &holder) :
		    page_message(r, 409, "Somebody else is registering this child",
		    "Nothing was saved. Look at the child's page again in a minute.");
	(void)caf_refer(r, &record);
	(void)db_write(r->db, &caf_sql[CAF_EPISODE_SEARCHED], record.id);
	(void)caf_previous_link(r, &record);
	(void)caf_consent_add(r, &record, "C-ASSESS", "", "", NULL);
	caf_arrival_save(r, &record, "", "", input_text(&r->input, "summary"));
	event_add(r, &record, t->code, terms_apply(r->pool, t->title), t->shared);
	lead_make(r, &record, lead);
	caf_social_care_add(r, &record, "STEPDOWN", r->today, input_text(&r->input, "worker"), "");
	(void)db_write(r->db, &caf_sql[CAF_STEP_DOWN_OPEN], record.id, card->id, record.owner,
	    terms_apply(r->pool, "{Common assessment} held"), r->today);
	casework_clock_start(r, &record, "T4", r->today);
	return request_redirect(r, "/caf/case/%s", record.handle);
}

int caf_step_down_make(struct request *r)
{
	struct child_card card;
	struct account lead;
	struct db_row holder;

	if (!child_card_route(r, &card))
		return page_not_found(r);
	if (open_already(r, &card, 0, &holder))
		return blocked(r, &card, &holder);
	rules(r, &card, &lead);
	if (!input_valid(&r->input, r->pool))
		return step_down_page(r, &card, 422);
	return made(r, &card, &lead);
}
