#include <string.h>

#include "caf.h"
#include "lists.h"

/* sections.md 5.3: two people with parental responsibility who answer the same
 * question differently. One valid consent is enough in law for most matters;
 * a manager's note comes first. */

#define KIND		"PRNOTE"
#define ASKED		"A note of a manager is needed on a consent"

const struct field caf_dispute_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "dispute_note", .type = FIELD_MEMO, .max = 2000, .required = true,
	  .label = "Your note on the disagreement",
	  .hint = "What was considered, and on whose answer you go on" },
	{ 0 }
};

/* Asks the manager, once. What was typed comes back with the message, so the
 * request is kept although nothing of the consent is. */
static void ask(struct request *r, const struct record *record)
{
	struct approval waits;

	r->keep = true;
	if (approval_waits(r, record, KIND, &waits))
		return;
	caf_approval_ask(r, record, KIND, "", lists_label("consent-type",
	    input_text(&r->input, "type"), r->today), ASKED);
	event_add(r, record, "consent.dispute", "A manager's note on a consent was asked for", false);
}

void caf_dispute_rules(struct request *r, const struct record *record, const struct db_row *was)
{
	struct db_row row;

	if (!input_is(&r->input, "giver", "PARENT") || !input_is(&r->input, "responsible", "Y") ||
	    strcmp(db_text(was, 3), "Y") != 0 ||
	    strcasecmp(db_text(was, 2), input_text(&r->input, "giver_name")) == 0 ||
	    db_find(r->db, &caf_sql[CAF_DISPUTE_NOTED], &row, record->id, db_text(was, 5)))
		return;
	input_refuse(&r->input, "answer", "Another person with parental responsibility answered "
	    "differently. Your manager is asked for a note; record this when it is there");
	ask(r, record);
}

bool caf_dispute_step(struct request *r, struct node *body, const struct record *record)
{
	struct approval waits;

	if (!approval_waits(r, record, KIND, &waits) || !caf_approval_decides(r, record, &waits))
		return false;
	casework_link(r, body, record, "Write the note on a disagreement about consent", "/consents",
	    "button");
	return true;
}

void caf_dispute_put(struct request *r, struct node *body, const struct record *record)
{
	struct approval *notes, waits;
	size_t i, n = approval_list(r, record, KIND, &notes);
	struct node *form;

	/* What was said of the family's people is not the team's (5.4). */
	if (!record_is(record, "OWNER COA LP MANAGER SERVICE ARCHIVE"))
		return;
	for (i = 0; i < n; i++)
		if (notes[i].answer != NULL && strcmp(notes[i].answer, "Y") == 0)
			(void)node_leaf(body, "inset", pool_printf(r->pool, "Manager's note, %s, %s: %s",
			    notes[i].decider, caf_day(r, notes[i].decided_at), notes[i].reason));
	if (!approval_waits(r, record, KIND, &waits))
		return;
	(void)node_leaf(body, "warning", pool_printf(r->pool, "Two people with parental "
	    "responsibility disagree: %s. A manager's note is needed.", waits.note));
	if (!caf_approval_decides(r, record, &waits))
		return;
	form = page_form(r, body, pool_printf(r->pool, "/caf/case/%s/consents/note", record->handle));
	(void)page_control(r, form, &caf_dispute_input[1], "dispute_note", "", NULL, NULL);
	(void)page_button(page_buttons(form), "Save the note", "primary", NULL, NULL);
}

int caf_dispute_note(struct request *r)
{
	struct approval waits;
	struct caf_episode e;
	struct record record;
	struct node *body, *form;

	if (!caf_lock(r, &record, &e) || !record_is(&record, "MANAGER SERVICE"))
		return page_not_found(r);
	if (!approval_waits(r, &record, KIND, &waits))
		return caf_moved_on(r);
	if (!caf_approval_decides(r, &record, &waits))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool)) {
		body = page_begin(r, "consents", "Note on a consent");
		page_back(r, "Consents", "/caf/case/%s/consents", record.handle);
		caf_identity(r, &record, &e);
		(void)page_heading(body, 1, "Note on a consent");
		form = page_form(r, body, r->http->path);
		page_fields(r, form, caf_dispute_input);
		(void)page_button(page_buttons(form), "Save the note", "primary", NULL, NULL);
		return 422;
	}
	if (!caf_approval_decide(r, &record, &waits, "Y", input_text(&r->input, "dispute_note"),
	    ASKED, "The note of a manager on a consent is there"))
		return caf_moved_on(r);
	event_add(r, &record, "consent.noted", "A manager's note on a consent was made", false);
	return request_redirect(r, "/caf/case/%s/consents", record.handle);
}
