#include <string.h>

#include "conf.h"
#include "letter.h"
#include "lists.h"
#include "measure.h"
#include "register.h"
#include "text.h"

/* 11.3: the acknowledgement of a school-holiday notice (9). It is of no case, and
 * kept with the notice exactly as it was sent. */

#define HOLIDAY	{ .name = "holiday", .type = FIELD_HANDLE, .required = true }

enum { TO_NAME = 1 };

const struct field fostering_holiday_letter_input[] = {
	HOLIDAY,
	[TO_NAME] = { .name = "to_name", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Name it goes to" },
	{ .name = "to_address", .type = FIELD_MEMO, .max = 400, .rows = 4,
	  .label = "Address it goes to" },
	{ .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it is sent" },
	{ .name = "sent_how", .type = FIELD_CODE, .choices = "fostering-served", .required = true,
	  .label = "How is it sent?" },
	{ 0 }
};

const struct field fostering_holiday_sent_input[] = {
	HOLIDAY,
	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ 0 }
};

/* The columns of FOSTERING_HOLIDAY_FIND that a letter tells of. */
enum { SCHOOL = 2, PERSON, STAY, FIRST, LAST, CHILDREN, RECEIVED };

static bool load(struct request *r, struct db_row *notice_r)
{
	if (!db_find(r->db, &fostering_sql[FOSTERING_HOLIDAY_FIND], notice_r,
	    input_text(&r->input, "holiday")))
		return false;
	r->audit.object = "holiday-notice";
	r->audit.object_id = db_number(notice_r, 0);
	return true;
}

void fostering_holiday_letters_put(struct request *r, struct node *body, unsigned long long notice,
    const char *handle)
{
	struct node *table, *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_HOLIDAY_LETTERS], &rows, notice);
	if (rows.n > 0) {
		table = page_table(body, "letters", "Letters sent", "", "Letter", "To", "Sent", "How", NULL);
		for (i = 0; i < rows.n; i++) {
			row = node_add(table, "row");
			cell = page_cell(row, lists_label("fostering-letter", "HOLIDAY", r->today));
			node_set(cell, "head", "yes");
			node_set(cell, "href", pool_printf(r->pool, "/fostering/holiday/%s/letter/%llu", handle,
			    db_number(&rows.row[i], 0)));
			(void)page_cell(row, db_text(&rows.row[i], 1));
			(void)page_cell(row, page_day(r, db_text(&rows.row[i], 2)));
			(void)page_cell(row, lists_label("fostering-served", db_text(&rows.row[i], 3), r->today));
		}
	}
	if (request_may(r, FOSTERING_REGISTER))
		(void)page_link(body, pool_printf(r->pool, "Write the letter: %s",
		    lists_label("fostering-letter", "HOLIDAY", r->today)), "secondary",
		    "/fostering/holiday/%s/letter", handle);
}

static char *merged(struct request *r, const struct db_row *n)
{
	struct letter_values v = { 0 };

	letter_value(&v, "to", input_text(&r->input, "to_name"));
	letter_value(&v, "school", db_text(n, SCHOOL));
	letter_value(&v, "holiday", db_text(n, STAY));
	letter_value(&v, "first_on", page_day(r, db_text(n, FIRST)));
	letter_value(&v, "last_on", page_day(r, db_text(n, LAST)));
	letter_value(&v, "number", db_text(n, CHILDREN));
	letter_value(&v, "received", page_day(r, db_text(n, RECEIVED)));
	letter_value(&v, "worker", r->session->name);
	letter_value(&v, "authority", conf_text("authority.name"));
	letter_value(&v, "today", page_day(r, r->today));
	letter_value(&v, "contact", conf_text("fostering.contact"));
	return letter_kept_text(r, letter_words_find("HOLIDAY"), &v);
}

static int draft_page(struct request *r, const struct db_row *n, int status)
{
	const char *title = letter_words_find("HOLIDAY")->title;
	struct node *body = page_begin(r, "holiday-letter", title), *form;
	const struct field *f;

	page_back(r, "School-holiday notice", "/fostering/holiday/%s", input_text(&r->input, "holiday"));
	(void)page_heading(body, 1, title);
	letter_body_put(r, node_add(body, "inset"), merged(r, n));
	form = page_form(r, body, r->http->path);
	for (f = fostering_holiday_letter_input + TO_NAME; f->name != NULL; f++)
		(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Keep as sent", "primary", NULL, NULL);
	return status;
}

int fostering_holiday_letter_show(struct request *r)
{
	struct db_row n;

	if (!load(r, &n))
		return page_not_found(r);
	input_slot(&r->input, "to_name")->value = db_text(&n, PERSON);
	input_slot(&r->input, "to_address")->value = db_text(&n, SCHOOL);
	input_slot(&r->input, "sent_on")->value = r->today;
	return draft_page(r, &n, 200);
}

int fostering_holiday_letter_keep(struct request *r)
{
	const struct input *in = &r->input;
	const char *on = input_text(in, "sent_on");
	struct db_row n;

	if (!load(r, &n))
		return page_not_found(r);
	if (on[0] != '\0' && strcmp(on, db_text(&n, RECEIVED)) < 0)
		input_refuse(&r->input, "sent_on", "This is before the notice was received");
	if (!input_valid(&r->input, r->pool))
		return draft_page(r, &n, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_HOLIDAY_LETTER_KEEP], db_number(&n, 0),
	    input_text(in, "to_name"), input_text(in, "to_address"), merged(r, &n), on,
	    input_text(in, "sent_how"), request_account(r), db_number(&n, 0));
	(void)db_write(r->db, &fostering_sql[FOSTERING_HOLIDAY_ACKNOWLEDGED], on, db_number(&n, 0));
	return request_redirect(r, "/fostering/holiday/%s", input_text(in, "holiday"));
}

int fostering_holiday_sent_show(struct request *r)
{
	unsigned long long number;
	struct db_row n, l;

	if (!load(r, &n) || !text_number(input_text(&r->input, "number"), &number) ||
	    !db_find(r->db, &fostering_sql[FOSTERING_HOLIDAY_LETTER], &l, db_number(&n, 0), number))
		return page_not_found(r);
	letter_print(r, &(struct letter_sent){ .reference = db_text(&n, STAY), .kind = "HOLIDAY",
	    .to_name = db_text(&l, 0), .to_address = db_text(&l, 1), .body = db_text(&l, 2),
	    .sent_on = db_text(&l, 3), .sent_how = db_text(&l, 4) });
	page_back(r, "School-holiday notice", "/fostering/holiday/%s", input_text(&r->input, "holiday"));
	return 200;
}
