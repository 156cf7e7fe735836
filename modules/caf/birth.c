#include <string.h>

#include "caf.h"
#include "date.h"
#include "ident.h"

/* 3.2 B1, B6 and case 3: the same episode goes on after the birth, the
 * expected date stays, and the child's record of the index is linked. */

static int birth_page(struct request *r, const struct record *record,
    const struct caf_episode *e, int status)
{
	struct node *body = page_begin(r, "birth", "Record the birth"), *form;

	page_back(r, "Case", "/caf/case/%s", record->handle);
	caf_identity(r, record, e);
	(void)page_heading(body, 1, "Record the birth");
	(void)page_para(body, "Find or create the child in the index first, so that the case is linked "
	    "to the right child. Then enter the index number here.");
	(void)page_link(body, "Find or create the child", "secondary", "/search");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, r->route->input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int caf_birth_show(struct request *r)
{
	struct caf_episode e;
	struct record record;

	if (!caf_load(r, &record, &e) || !record_works_on(&record) || !e.unborn)
		return page_not_found(r);
	return birth_page(r, &record, &e, 200);
}

/* Number and birth date must agree, and the person must have opened the child's
 * page: else this page would tell who is in the index. */
static bool child_find(struct request *r, const struct caf_episode *e, struct caf_card *card)
{
	struct date born, expected;

	if (!caf_card_find(r, CAF_CARD_BY_NUMBER, input_text(&r->input, "number"), card) ||
	    !caf_card_opened(r, card) ||
	    strncmp(card->born_on, input_text(&r->input, "born_on"), 10) != 0) {
		input_refuse(&r->input, "number", "Open the child's page in the index first, then enter "
		    "the number and the date of birth as they stand there");
		return false;
	}
	if (date_parse(card->born_on, &born) && e->expected_on != NULL &&
	    date_parse(e->expected_on, &expected) && (date_days(born, expected) > 140 ||
	    date_days(expected, born) > 35)) {
		input_refuse(&r->input, "born_on", "This date is too far from the expected date to be "
		    "this child's birth");
		return false;
	}
	return true;
}

static void assessment_born(struct request *r, const struct record *record,
    const struct caf_card *card)
{
	const struct document_value born[] = {
		{ CAF_ASSESSMENT_UNBORN, "B" },
		{ CAF_ASSESSMENT_GIVEN_NAMES, card->given },
		{ CAF_ASSESSMENT_FAMILY_NAME, card->family },
		{ CAF_ASSESSMENT_SEX, card->sex },
		{ CAF_ASSESSMENT_DATE_OF_BIRTH, card->born_on },
		{ CAF_ASSESSMENT_INDEX_NUMBER, card->number },
	};
	struct document d;

	if (document_find(r, record, "assessment", &d) && d.completed_at == NULL)
		document_fill(r, &d, born, sizeof(born) / sizeof(born[0]));
}

int caf_birth_save(struct request *r)
{
	struct caf_card card = { 0 };
	struct caf_episode e;
	struct record record;
	struct db_row holder;

	if (!caf_lock(r, &record, &e) || !record_works_on(&record) || !e.unborn ||
	    record.closed_at != NULL)
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool) || !child_find(r, &e, &card))
		return birth_page(r, &record, &e, 422);
	if (db_find(r->db, &caf_sql[CAF_OPEN_FOR_CHILD], &holder, card.id, record.id)) {
		input_refuse(&r->input, "number", "This child has an open assessment of its own already");
		return birth_page(r, &record, &e, 422);
	}
	if (db_write(r->db, &caf_sql[CAF_EPISODE_BORN], card.born_on, card.id, record.id) ==
	    DB_DUPLICATE) {
		input_refuse(&r->input, "number", "This child has an open assessment of its own already");
		return birth_page(r, &record, &e, 422);
	}
	if (!record_link(r, &record, card.id, pool_printf(r->pool, "%s %s", card.given, card.family)))
		return caf_moved_on(r);
	(void)db_write(r->db, &caf_sql[CAF_INVOLVEMENT_CHILD], card.id, record.id);
	assessment_born(r, &record, &card);
	event_add(r, &record, "birth", "Birth recorded", false);
	return request_redirect(r, "/caf/case/%s", record.handle);
}
