#include <string.h>

#include "intake.h"
#include "meeting.h"
#include "text.h"

/* Of the case header (A1.05, A.14, 1.9, 2.10): who the doctors and the family's key worker
 * are, the references that others know the case by, ward and decile of deprivation as they
 * are looked up, and another case of the same event. */

#define WORDS(column, most, words) \
	{ .name = column, .type = FIELD_TEXT, .max = most, .width = 20, .label = words }

const struct field lscb_details_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	WORDS("designated_doctor", 210, "Designated doctor"),
	WORDS("lead_doctor", 210, "Lead doctor of the response"),
	WORDS("key_worker", 210, "Key worker of the family"),
	WORDS("other_reference", 40, "The other panel's reference"),
	WORDS("coroner_reference", 40, "The coroner's reference"),
	WORDS("police_reference", 40, "The police's reference"),
	WORDS("old_number", 40, "Number in the records before these"),
	WORDS("ward", 60, "Ward"),
	{ .name = "decile", .type = FIELD_NUMBER, .max = 2, .width = 2,
	  .label = "Deprivation decile", .hint = "From 1, the most deprived tenth, to 10" },
	{ .name = "same_event", .type = FIELD_TEXT, .max = 12, .width = 10,
	  .label = "Another case of the same event", .hint = "Its identifier, like CD-2026-0012" },
	{ 0 }
};

enum column { DECILE = 8, EVENT = 9, TEXTS = 8 };	/* the texts come first, in the order above */

static bool find(struct request *r, const struct record *record, struct db_row *row_r)
{
	return db_find(r->db, &lscb_sql[LSCB_DETAILS_FIND], row_r, record->id);
}

void lscb_details_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *words = "";
	struct db_row row;
	unsigned i;

	if (!request_may(r, LSCB_WORK) || !find(r, record, &row))
		return;
	for (i = 0; i < TEXTS; i++)
		if (db_text(&row, i)[0] != '\0')
			words = pool_printf(r->pool, "%s%s%s: %s", words, words[0] == '\0' ? "" : "\n",
			    lscb_details_input[1 + i].label, db_text(&row, i));
	if (db_number(&row, DECILE) != 0)
		words = pool_printf(r->pool, "%s%sDeprivation decile: %llu", words,
		    words[0] == '\0' ? "" : "\n", db_number(&row, DECILE));
	(void)lscb_part(r, record, list, "Doctors, references and area", words, "Change",
	    record->closed_at == NULL ? "/details" : NULL);
}

/* Those that one event took; each is a case of its own. */
void lscb_event_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *words = "";
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_DETAILS_EVENT], &rows, record->id, record->id);
	for (i = 0; i < rows.n; i++)
		words = pool_printf(r->pool, "%s%s%s", words, i == 0 ? "" : ", ",
		    db_text(&rows.row[i], 0));
	if (rows.n > 0)
		(void)lscb_part(r, record, list, "Of the same event", words, NULL, NULL);
}

static int details_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "details", "Doctors, references and area");

	page_route_form(r, body, "Save", "primary");
	return status;
}

int lscb_details_show(struct request *r)
{
	struct record record;
	struct db_row row;
	unsigned i;

	if (!casework_load(r, &record) || !find(r, &record, &row))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	for (i = 0; i < TEXTS; i++)
		input_slot(&r->input, lscb_details_input[1 + i].name)->value = db_text(&row, i);
	if (db_number(&row, DECILE) != 0)
		input_slot(&r->input, "decile")->value = pool_printf(r->pool, "%llu",
		    db_number(&row, DECILE));
	input_slot(&r->input, "same_event")->value = db_text(&row, EVENT);
	return details_page(r, &record, 200);
}

/* The first case of the event that is named; 0: none is. */
static unsigned long long event_of(struct request *r, const struct record *record)
{
	const char *reference = input_text(&r->input, "same_event");
	struct db_row row;

	if (reference[0] == '\0')
		return 0;
	if (strcmp(reference, record->reference) == 0)
		input_refuse(&r->input, "same_event", "This is the case itself");
	else if (db_find(r->db, &lscb_sql[LSCB_DETAILS_CASE], &row, reference, record->id))
		return db_number(&row, 0);
	else
		input_refuse(&r->input, "same_event", "There is no such case");
	return 0;
}

/* What is read without a name; doctors and workers have their own. */
static void rules(struct request *r, const struct record *record, unsigned long long decile)
{
	static const char *const names[] = { "other_reference", "coroner_reference",
	    "police_reference", "old_number", "ward" };
	size_t i;

	if (input_text(&r->input, "decile")[0] != '\0' && (decile < 1 || decile > 10))
		input_refuse(&r->input, "decile", "Enter a decile from 1 to 10");
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		lscb_nameless(r, record->id, names[i]);
}

int lscb_details_save(struct request *r)
{
	const struct input *in = &r->input;
	unsigned long long decile = 0, event;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	(void)text_number(input_text(in, "decile"), &decile);
	rules(r, &record, decile);
	event = event_of(r, &record);
	if (!input_valid(&r->input, r->pool))
		return details_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_DETAILS_SET], input_text(in, "designated_doctor"),
	    input_text(in, "lead_doctor"), input_text(in, "key_worker"),
	    input_text(in, "other_reference"), input_text(in, "coroner_reference"),
	    input_text(in, "police_reference"), input_text(in, "old_number"), input_text(in, "ward"),
	    decile, event, record.id);
	return request_redirect(r, "%s", casework_path(r, &record));
}
