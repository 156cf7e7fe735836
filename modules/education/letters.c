#include <string.h>

#include "letters.h"
#include "lists.h"
#include "secret.h"
#include "text.h"

/* The pages of letters. What is kept is what was read: with a name or a note that was
 * typed since, the letter is shown again first. */

const struct field education_letter_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "kind", .type = FIELD_CODE, .choices = "education-letter", .required = true },
	{ .name = "target", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "read", .type = FIELD_TOKEN, .max = 43 },
	{ .name = "to_name", .type = FIELD_TEXT, .max = 210, .required = true,
	  .label = "Name it goes to" },
	{ .name = "to_address", .type = FIELD_MEMO, .max = 400, .rows = 4,
	  .label = "Address it goes to" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 3, .label = "What you add" },
	{ .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it is sent" },
	{ .name = "sent_how", .type = FIELD_CODE, .choices = "education-letter-how",
	  .required = true, .label = "How is it sent?" },
	{ .name = "go", .type = FIELD_TOKEN, .max = 4 },
	{ 0 }
};

enum { TO_NAME = 4 };

const struct field education_letter_sent_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ 0 }
};

struct draft {
	const struct letter_words *words;
	unsigned long long target;
	const char *name, *address, *body, *mark;
};

/* -- what was sent -- */

static void kept_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "letters", "Letters sent", "No letter is kept yet.",
	    "Letter", "To", "Sent", "How", "By", NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_LETTER_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *l = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, lists_label("education-letter", db_text(l, 1), r->today));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "%s/letter-sent/%llu", casework_path(r, record),
		    db_number(l, 0)));
		(void)page_cell(row, db_text(l, 2));
		(void)page_cell(row, page_day(r, db_text(l, 3)));
		(void)page_cell(row, lists_label("education-letter-how", db_text(l, 4), r->today));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(l, 5), db_text(l, 6)));
	}
}

static void offers_put(struct request *r, struct node *body, const struct record *record)
{
	const struct codelist *kinds = lists_find("education-letter");
	struct education_letter_target *targets;
	struct node *list = NULL, *item;
	size_t i, j, n;

	(void)page_heading(body, 2, "Write a letter");
	for (i = 0; i < kinds->n; i++) {
		n = education_letter_targets(r, record, kinds->codes[i].code, &targets);
		for (j = 0; j < n; j++) {
			if (list == NULL)
				list = node_add(body, "list");
			item = node_leaf(list, "item", targets[j].label[0] == '\0' ? kinds->codes[i].label :
			    pool_printf(r->pool, "%s: %s", kinds->codes[i].label, targets[j].label));
			node_set(item, "href", pool_printf(r->pool, "%s/letter/%s/%llu",
			    casework_path(r, record), kinds->codes[i].code, targets[j].target));
		}
	}
	node_set(list, "kind", "plain");
}

int education_letters_show(struct request *r)
{
	struct record record;
	struct node *body;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "letters", "Letters");
	kept_put(r, body, &record);
	offers_put(r, body, &record);
	return 200;
}

int education_letter_sent_show(struct request *r)
{
	unsigned long long number;
	struct record record;
	struct db_row row;

	if (!casework_load(r, &record) || !text_number(input_text(&r->input, "number"), &number) ||
	    !db_find(r->db, &education_sql[EDUCATION_LETTER_FIND], &row, record.id, number))
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "number=%llu kind=%s", number, db_text(&row, 0));
	letter_print(r, &(struct letter_sent){ .reference = record.reference, .kind = db_text(&row, 0),
	    .to_name = db_text(&row, 1), .to_address = db_text(&row, 2), .body = db_text(&row, 3),
	    .sent_on = db_text(&row, 4), .sent_how = db_text(&row, 5) });
	page_back(r, "Letters", "%s/letters", casework_path(r, &record));
	return 200;
}

/* -- writing one -- */

static const char *mark(struct request *r, const struct draft *d)
{
	const char *text = pool_printf(r->pool, "%s\n%s\n%s", d->name, d->address, d->body);
	unsigned char hash[SECRET_BYTES];

	secret_hash(text, strlen(text), hash);
	return secret_to_text(r->pool, hash, sizeof(hash));
}

/* The letter as it would be sent now. False: it cannot be written about that. */
static bool draft_read(struct request *r, const struct record *record, struct draft *d)
{
	const struct input_value *kind = input_slot(&r->input, "kind");
	struct letter_values values;

	*d = (struct draft){ .words = kind->error != NULL || kind->value[0] == '\0' ? NULL :
	    letter_words_find(kind->value) };
	if (d->words == NULL || !text_number(input_text(&r->input, "target"), &d->target))
		return false;
	d->name = input_text(&r->input, "to_name");
	d->address = input_text(&r->input, "to_address");
	if (r->http->method == GET) {
		education_letter_to(r, record, d->words->kind, &d->name, &d->address);
		input_slot(&r->input, "to_name")->value = d->name;
		input_slot(&r->input, "to_address")->value = d->address;
		input_slot(&r->input, "sent_on")->value = r->today;
	}
	if (!education_letter_facts(r, record, d->words->kind, d->target, d->name[0] == '\0' ?
	    "Sir or Madam" : d->name, input_text(&r->input, "note"), &values))
		return false;
	d->body = letter_kept_text(r, d->words, &values);
	d->mark = mark(r, d);
	return true;
}

static int page(struct request *r, const struct record *record, const struct draft *d, int status)
{
	struct node *body = casework_page(r, record, "letter", d->words->title), *inset, *form, *buttons;
	size_t i;

	inset = node_add(body, "inset");
	letter_address_put(r, inset, d->name, d->address);
	letter_body_put(r, inset, strchr(strchr(d->body, '\n') + 1, '\n') + 1);
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "read", d->mark);
	for (i = TO_NAME; strcmp(education_letter_input[i].name, "go") != 0; i++)
		(void)page_field(r, form, &education_letter_input[i], NULL);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Keep as sent", "primary", "go", "keep");
	(void)page_button(buttons, "Show it with what I typed", "secondary", "go", "show");
	return status;
}

int education_letter_show(struct request *r)
{
	struct record record;
	struct draft d;

	return casework_load(r, &record) && draft_read(r, &record, &d) ? page(r, &record, &d, 200) :
	    page_not_found(r);
}

int education_letter_keep(struct request *r)
{
	struct input *in = &r->input;
	struct record record;
	struct draft d;

	if (!casework_lock(r, &record) || !draft_read(r, &record, &d))
		return page_not_found(r);
	if (input_is(in, "go", "show"))
		return page(r, &record, &d, 200);
	if (!input_is(in, "read", d.mark))
		input_refuse(in, "note", "This is not the letter that you have read: read it as it stands now, "
		    "then keep it");
	if (!input_valid(in, r->pool))
		return page(r, &record, &d, 422);
	(void)db_write(r->db, &education_sql[EDUCATION_LETTER_KEEP], record.id, d.words->kind, d.target,
	    d.name, d.address, d.body, input_text(in, "sent_on"), input_text(in, "sent_how"),
	    request_account(r), record.id);
	/* What asks for a letter is of its kind. */
	task_kind_done(r, &record, d.words->kind, "Letter sent");
	event_add(r, &record, "letter", pool_printf(r->pool, "Letter sent: %s",
	    lists_label("education-letter", d.words->kind, r->today)), false);
	return request_redirect(r, "%s/letters", casework_path(r, &record));
}
