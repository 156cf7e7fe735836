#include <string.h>

#include "fostering.h"
#include "lists.h"
#include "text.h"

/* 6.6: what may be an offence (s.70), entry refused among it (5.6). It is
 * recorded; whether to prosecute is for Legal. For who may read offence data. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field fostering_breach_input[] = {
	ID,
	{ .name = "kind", .type = FIELD_CODE, .choices = "fostering-offence", .required = true,
	  .label = "What may be an offence?" },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it happened" },
	{ .name = "what", .type = FIELD_MEMO, .max = 4000, .rows = 5, .required = true,
	  .label = "What happened", .hint = "Also what excuse was given" },
	{ 0 }
};

const struct field fostering_breach_legal_input[] = {
	ID,
	{ .name = "breach", .type = FIELD_NUMBER, .max = 18, .required = true },
	{ .name = "version", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "legal_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which Legal decided" },
	{ .name = "prosecuted", .type = FIELD_YESNO, .label = "Is there a prosecution?" },
	{ .name = "outcome", .type = FIELD_TEXT, .max = 200, .label = "What Legal or the court decided" },
	{ 0 }
};

enum { NUMBER, KIND, ON_DAY, WHAT, LEGAL, OUTCOME, PROSECUTED, COUNTER, GIVEN, FAMILY };

static bool writer(struct request *r, const struct record *record)
{
	return record->closed_at == NULL && request_may(r, FOSTERING_WORK) &&
	    fostering_people_writer(r, record);
}

static bool loaded(struct request *r, bool lock, struct record *record_r)
{
	return (lock ? casework_lock(r, record_r) : casework_load(r, record_r)) &&
	    fostering_offence_reader(r, record_r);
}

/* -- the list -- */

static const char *legal(struct request *r, const struct db_row *b)
{
	const char *on = page_day(r, db_text(b, LEGAL));

	if (on == NULL)
		return "Not decided yet";
	return pool_printf(r->pool, "%s, %s%s%s", on, db_text(b, PROSECUTED)[0] == 'Y' ?
	    "prosecution" : "no prosecution", db_text(b, OUTCOME)[0] == '\0' ? "" : ": ",
	    db_text(b, OUTCOME));
}

static void list_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "breaches", "Possible offences (section 70)",
	    "Nothing has been recorded.", "What", "Day", "What happened", "Recorded by", "Legal", NULL),
	    *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_BREACHES], &rows, record->id, 0ULL, 0ULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *b = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, lists_label("fostering-offence", db_text(b, KIND), r->today));
		node_set(cell, "head", "yes");
		if (writer(r, record))
			node_set(cell, "href", pool_printf(r->pool, "%s/breach/%llu", casework_path(r, record),
			    db_number(b, NUMBER)));
		(void)page_cell(row, page_day(r, db_text(b, ON_DAY)));
		node_set(page_cell(row, db_text(b, WHAT)), "kind", "text");
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(b, GIVEN), db_text(b, FAMILY)));
		(void)page_cell(row, legal(r, b));
	}
}

static int list_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "breaches", "Possible offences");

	(void)page_para(body, "Recorded only: whether to prosecute is for Legal to decide.");
	list_put(r, body, record);
	if (writer(r, record)) {
		(void)page_heading(body, 2, "Record one");
		page_route_form(r, body, "Record it", "primary");
	}
	return status;
}

int fostering_breaches_show(struct request *r)
{
	struct record record;

	if (!loaded(r, false, &record))
		return page_not_found(r);
	return list_page(r, &record, 200);
}

int fostering_breach_add(struct request *r)
{
	const struct input *in = &r->input;
	struct record record;

	if (!loaded(r, true, &record) || !writer(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return list_page(r, &record, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_BREACH_ADD], record.id, input_text(in, "kind"),
	    input_text(in, "on_day"), input_text(in, "what"), request_account(r));
	event_add(r, &record, "breach", "Something was recorded for Legal", false);
	fostering_managers_tell(r, &record, "Something was recorded for Legal");
	return request_redirect(r, "%s/breach", casework_path(r, &record));
}

/* -- what Legal decided -- */

static bool one(struct request *r, const struct record *record, struct db_row *row_r)
{
	unsigned long long number;

	return writer(r, record) && text_number(input_text(&r->input, "breach"), &number) &&
	    number != 0 && db_find(r->db, &fostering_sql[FOSTERING_BREACHES], row_r, record->id, number,
	    number);
}

static int legal_page(struct request *r, const struct record *record, const struct db_row *b,
    int status)
{
	struct node *body = casework_page(r, record, "breach", lists_label("fostering-offence",
	    db_text(b, KIND), r->today)), *form;
	const struct field *f;

	(void)page_para(body, pool_printf(r->pool, "%s: %s", page_day(r, db_text(b, ON_DAY)),
	    db_text(b, WHAT)));
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "version", pool_printf(r->pool, "%llu", db_number(b, COUNTER)));
	for (f = fostering_breach_legal_input + 3; f->name != NULL; f++)
		(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int fostering_breach_show(struct request *r)
{
	struct record record;
	struct db_row b;

	if (!loaded(r, false, &record) || !one(r, &record, &b))
		return page_not_found(r);
	input_slot(&r->input, "legal_on")->value = db_text(&b, LEGAL) == NULL ? "" : db_text(&b, LEGAL);
	input_slot(&r->input, "prosecuted")->value = db_text(&b, PROSECUTED);
	input_slot(&r->input, "outcome")->value = db_text(&b, OUTCOME);
	return legal_page(r, &record, &b, 200);
}

static void rules(struct request *r, const struct db_row *b)
{
	const char *on = input_text(&r->input, "legal_on");
	unsigned long long version = 0;

	(void)text_number(input_text(&r->input, "version"), &version);
	if (version != db_number(b, COUNTER))
		input_refuse(&r->input, "legal_on", "Somebody else has changed this meanwhile. Look at the "
		    "list, then save again");
	else if (on[0] != '\0' && strcmp(on, db_text(b, ON_DAY)) < 0)
		input_refuse(&r->input, "legal_on", "This is before it happened");
	if (on[0] != '\0')
		input_needs(&r->input, "prosecuted", "Say whether there is a prosecution");
	if (input_is(&r->input, "prosecuted", "Y") || input_is(&r->input, "prosecuted", "N"))
		input_needs(&r->input, "legal_on", "Enter the day on which that was decided");
}

int fostering_breach_save(struct request *r)
{
	const struct input *in = &r->input;
	const char *on = input_text(in, "legal_on");
	struct record record;
	struct db_row b;

	if (!loaded(r, true, &record) || !one(r, &record, &b))
		return page_not_found(r);
	rules(r, &b);
	if (!input_valid(&r->input, r->pool))
		return legal_page(r, &record, &b, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_BREACH_LEGAL], on[0] == '\0' ? NULL : on,
	    input_text(in, "outcome"), input_text(in, "prosecuted"), record.id, db_number(&b, NUMBER));
	event_add(r, &record, "breach", "A decision of Legal was recorded", false);
	return request_redirect(r, "%s/breach", casework_path(r, &record));
}
