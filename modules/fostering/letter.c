#include <string.h>

#include "conf.h"
#include "letter.h"
#include "letter-facts.h"
#include "lists.h"
#include "secret.h"
#include "text.h"

/* 11.3: letters and notices. Each is merged from the case for one person, read
 * through, and kept exactly as it was sent. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

enum { SENT_ON = 5 };

const struct field fostering_letter_input[] = {
	ID,
	{ .name = "kind", .type = FIELD_CODE, .choices = "fostering-letter", .required = true },
	{ .name = "target", .type = FIELD_NUMBER, .max = 9, .required = true },
	{ .name = "to", .type = FIELD_TOKEN, .max = 12 },
	{ .name = "read", .type = FIELD_TOKEN, .max = 43 },
	[SENT_ON] = { .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it is sent" },
	{ .name = "sent_how", .type = FIELD_CODE, .choices = "fostering-served", .required = true,
	  .label = "How is it sent?" },
	{ .name = "to_name", .type = FIELD_TEXT, .max = 210, .label = "Name it goes to" },
	{ .name = "to_address", .type = FIELD_MEMO, .max = 400, .rows = 4,
	  .label = "Address it goes to" },
	{ 0 }
};

const struct field fostering_letter_sent_input[] = {
	ID,
	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ 0 }
};

static bool writer(struct request *r, const struct record *record)
{
	return request_may(r, FOSTERING_PROPOSE) &&
	    (record_is(record, "OWNER TEAM") || request_may(r, FOSTERING_DECIDE));
}

const char *fostering_letter_kept(struct request *r, const struct record *record,
    const char *kind, unsigned long long target)
{
	struct db_row row;

	return db_find(r->db, &fostering_sql[FOSTERING_LETTER_KEPT], &row, record->id, kind, target,
	    (unsigned long long)(strcmp(kind, "VARIATION") == 0), target,
	    (unsigned long long)(strcmp(kind, "APPOINTMENT") == 0), target) ? db_text(&row, 0) : NULL;
}

/* "Acknowledgement of the notice 2": there can be several on a page. */
static const char *offer_label(struct request *r, const char *kind, unsigned long long target)
{
	const char *label = lists_label("fostering-letter", kind, r->today);

	return strcmp(kind, "ACK") != 0 || target == 0 ? label : pool_printf(r->pool, "%s %llu", label,
	    target);
}

/* May it go to one kind of people alone, as a notice to the carer? */
static bool for_one(const char *kind)
{
	const struct letter_words *words = letter_words_find(kind);

	return words == NULL || strchr(words->to, ' ') == NULL;
}

void fostering_letter_offer(struct request *r, struct node *parent, const struct record *record,
    const char *kind, unsigned long long target)
{
	const char *kept = target == 0 ? NULL : fostering_letter_kept(r, record, kind, target);
	const char *label = offer_label(r, kind, target);

	if (kept != NULL)
		(void)page_para(parent, pool_printf(r->pool, "%s: sent on %s.", label, page_day(r, kept)));
	if (!writer(r, record) || (kept != NULL && for_one(kind)))
		return;
	casework_link(r, parent, record, pool_printf(r->pool, "%s: %s", kept == NULL ?
	    "Write the letter" : "Write it to somebody else", label), pool_printf(r->pool,
	    "/letter/%s/%llu", kind, target), kept == NULL ? "secondary" : NULL);
}

/* Letters about consent are offence data (11). */
static bool about_consent(const char *kind)
{
	return strcmp(kind, "REFUSAL") == 0 || strcmp(kind, "CONSENT") == 0;
}

static bool readable(struct request *r, const struct record *record, const char *kind)
{
	return !about_consent(kind) || fostering_offence_reader(r, record);
}

int fostering_letter_sent_show(struct request *r)
{
	unsigned long long number;
	struct record record;
	struct db_row row;

	if (!casework_load(r, &record) ||
	    !text_number(input_text(&r->input, "number"), &number) ||
	    !db_find(r->db, &fostering_sql[FOSTERING_LETTER_FIND], &row, record.id, number) ||
	    !readable(r, &record, db_text(&row, 0)))
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "number=%llu kind=%s", number, db_text(&row, 0));
	letter_print(r, &(struct letter_sent){ .reference = record.reference,
	    .kind = db_text(&row, 0), .to_name = db_text(&row, 1), .to_address = db_text(&row, 2),
	    .body = db_text(&row, 3), .sent_on = db_text(&row, 4), .sent_how = db_text(&row, 5) });
	page_back(r, "Letters", "%s/letters", casework_path(r, &record));
	return 200;
}

/* -- the list -- */

static void kept_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "letters", "Letters sent", "No letter is kept yet.",
	    "Letter", "To", "Sent", "How", "By", NULL), *row, *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_LETTER_LIST], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *l = &rows.row[i];

		if (!readable(r, record, db_text(l, 1)))
			continue;
		row = node_add(table, "row");
		cell = page_cell(row, lists_label("fostering-letter", db_text(l, 1), r->today));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "%s/letter-sent/%llu",
		    casework_path(r, record), db_number(l, 0)));
		(void)page_cell(row, db_text(l, 2));
		(void)page_cell(row, page_day(r, db_text(l, 3)));
		(void)page_cell(row, lists_label("fostering-served", db_text(l, 4), r->today));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(l, 5), db_text(l, 6)));
	}
}

void fostering_end_letter_offer(struct request *r, struct node *parent,
    const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);

	if (a->end_on != NULL && strcmp(a->end_reason, "DEATH") != 0)
		fostering_letter_offer(r, parent, record, "END", 0);
}

/* A letter about a visit or a decision is written from it. */
static void elsewhere_put(struct request *r, struct node *body, const struct record *record)
{
	if (!writer(r, record))
		return;
	(void)page_para(body, "Letters about a visit, a decision, a requirement, a prohibition, consent, an "
	    "exemption or a move are written where that is recorded:");
	casework_link(r, body, record, "Visits: appointment and report", "/visits", NULL);
	casework_link(r, body, record, "Suitability: the decision", "/suitability", NULL);
	casework_link(r, body, record, "Requirements, prohibitions, consents and exemptions", "/measures",
	    NULL);
}

int fostering_letters_show(struct request *r)
{
	static const char *const general[] = { "LEAFLET_CARER", "LEAFLET_PARENT", "LEAFLET_CHILD" };
	struct record record;
	struct node *body;
	size_t i;

	if (!casework_load(r, &record))
		return page_not_found(r);
	body = casework_page(r, &record, "letters", "Letters");
	kept_put(r, body, &record);
	fostering_acknowledgements_put(r, body, &record, false);
	for (i = 0; i < sizeof(general) / sizeof(general[0]); i++)
		fostering_letter_offer(r, body, &record, general[i], 0);
	fostering_end_letter_offer(r, body, &record);
	elsewhere_put(r, body, &record);
	return 200;
}

/* -- writing one -- */

struct draft {
	const struct letter_words *words;
	unsigned long long target;
	struct letter_to to;
	struct letter_values values;
	const char *body;
	const char *mark;	/* of the letter as it was read, before a name is typed */
};

static const char *mark(struct request *r, const struct draft *d)
{
	const char *text = pool_printf(r->pool, "%s\n%s\n%s", d->to.name, d->to.address, d->body);
	unsigned char hash[SECRET_BYTES];

	secret_hash(text, strlen(text), hash);
	return secret_to_text(r->pool, hash, sizeof(hash));
}

static void draft_merge(struct request *r, const struct record *record, struct draft *d)
{
	(void)letter_facts(r, record, d->words->kind, d->target, &d->to, &d->values);
	d->body = letter_kept_text(r, d->words, &d->values);
}

static bool draft_words(struct request *r, const struct record *record, struct draft *d)
{
	const struct input_value *kind = input_slot(&r->input, "kind");

	*d = (struct draft){ .words = kind->error != NULL || kind->value[0] == '\0' ? NULL :
	    letter_words_find(kind->value) };
	return d->words != NULL && writer(r, record) &&
	    text_number(input_text(&r->input, "target"), &d->target) &&
	    letter_facts(r, record, d->words->kind, d->target, &(struct letter_to){ .name = "",
	    .address = "" }, &d->values);
}

static bool draft_to(struct request *r, const struct record *record, struct draft *d)
{
	struct letter_to *list;
	size_t i, n = letter_recipients(r, record, d->words, &list);

	for (i = 0; i < n; i++)
		if (input_is(&r->input, "to", list[i].key)) {
			d->to = list[i];
			draft_merge(r, record, d);
			d->mark = mark(r, d);
			if (strcmp(d->to.key, "other") == 0) {
				d->to.name = input_text(&r->input, "to_name");
				d->to.address = input_text(&r->input, "to_address");
				draft_merge(r, record, d);
			}
			return true;
		}
	return false;
}

static int choose_page(struct request *r, const struct record *record, const struct draft *d)
{
	struct node *body = casework_page(r, record, "letter", d->words->title);
	struct letter_to *list;
	size_t i, n = letter_recipients(r, record, d->words, &list);

	(void)page_heading(body, 2, "Who is it for?");
	if (n == 0)
		(void)page_para(body, "There is nobody on the case whom this letter could go to.");
	for (i = 0; i < n; i++)
		(void)page_link(body, strcmp(list[i].key, "other") == 0 ? "Somebody else" : list[i].name,
		    "secondary", "%s?to=%s", r->http->path, list[i].key);
	return 200;
}

static int draft_page(struct request *r, const struct record *record, const struct draft *d,
    int status)
{
	struct node *body = casework_page(r, record, "letter", d->words->title), *form, *inset;
	const char *secret = letter_secret(r, record, &d->to, d->body);
	const struct field *f;

	inset = node_add(body, "inset");
	letter_address_put(r, inset, d->to.name, d->to.address);
	letter_body_put(r, inset, d->body);
	if (secret != NULL) {
		(void)node_leaf(body, "warning", secret);
		return status;
	}
	form = page_form(r, body, r->http->path);
	(void)page_hidden(r, form, "to", d->to.key);
	(void)page_hidden(r, form, "read", d->mark);
	for (f = fostering_letter_input + SENT_ON; f->name != NULL; f++)
		if (strncmp(f->name, "to_", 3) != 0 || strcmp(d->to.key, "other") == 0)
			(void)page_field(r, form, f, NULL);
	(void)page_button(page_buttons(form), "Keep as sent", "primary", NULL, NULL);
	return status;
}

int fostering_letter_show(struct request *r)
{
	struct record record;
	struct draft d;

	if (!casework_load(r, &record) || !draft_words(r, &record, &d))
		return page_not_found(r);
	if (input_is(&r->input, "to", ""))
		return choose_page(r, &record, &d);
	if (input_is(&r->input, "to", "other"))
		input_slot(&r->input, "to_name")->value = letter_other_name(r, &record, d.words->kind,
		    d.target);
	if (!draft_to(r, &record, &d))
		return page_not_found(r);
	if (input_is(&r->input, "sent_on", ""))
		input_slot(&r->input, "sent_on")->value = r->today;
	return draft_page(r, &record, &d, 200);
}

/* What a letter tells of is told from its day on. */
static void told(struct request *r, const struct record *record, const struct draft *d)
{
	if (strcmp(d->words->kind, "TRANSFER") == 0)
		fostering_transfer_told(r, record, d->target, input_text(&r->input, "sent_on"));
	if (strcmp(d->words->kind, "DECISION") == 0)
		(void)db_write(r->db, &fostering_sql[FOSTERING_DECISION_TOLD],
		    input_text(&r->input, "sent_on"), record->id, d->target);
}

int fostering_letter_keep(struct request *r)
{
	struct record record;
	const char *secret;
	struct draft d;

	if (!casework_lock(r, &record) || !draft_words(r, &record, &d) || !draft_to(r, &record, &d))
		return page_not_found(r);
	if (strcmp(d.to.key, "other") == 0 && d.to.name[0] == '\0')
		input_refuse(&r->input, "to_name", "Enter the name it goes to");
	/* What is kept is what was read and sent, and nothing that came after. */
	if (!input_is(&r->input, "read", d.mark))
		input_refuse(&r->input, "sent_on", "The case has changed since you read this letter. Read it "
		    "again, then keep it");
	secret = letter_secret(r, &record, &d.to, d.body);
	if (!input_valid(&r->input, r->pool) || secret != NULL)
		return draft_page(r, &record, &d, 422);
	(void)db_write(r->db, &fostering_sql[FOSTERING_LETTER_KEEP], record.id, d.words->kind, d.target,
	    d.to.name, d.to.address, d.body, input_text(&r->input, "sent_on"),
	    input_text(&r->input, "sent_how"), request_account(r), record.id);
	told(r, &record, &d);
	event_add(r, &record, "letter", about_consent(d.words->kind) ? "Letter sent" :
	    pool_printf(r->pool, "Letter sent: %s", lists_label("fostering-letter", d.words->kind,
	    r->today)), false);
	return request_redirect(r, "%s/letters", casework_path(r, &record));
}
