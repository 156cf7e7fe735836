#include <string.h>

#include "lists.h"
#include "pack.h"

/* 5.3, step 4 and 5: each word that may be a name, in its sentence; it stays with a
 * reason or goes with a word in its place. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NUMBER	{ .name = "number", .type = FIELD_NUMBER, .max = 6, .required = true }

enum { ANSWER = 2, PUT, EVERYWHERE };

const struct field lscb_pack_answer_input[] = {
	ID, NUMBER,
	[ANSWER] = { .name = "answer", .type = FIELD_CODE, .choices = "lscb-mark", .required = true,
	  .label = "What is to be done with it?" },
	[PUT] = { .name = "put", .type = FIELD_TEXT, .max = 120, .required = true,
	  .label = "The word in its place, or why it may stay",
	  .hint = "For instance: the school, or: name of an illness" },
	[EVERYWHERE] = { .name = "everywhere", .type = FIELD_TICK,
	  .label = "The same wherever the word is marked and not answered yet" },
	{ 0 }
};

size_t pack_marks(struct request *r, const struct lscb_pack *pack, struct pack_mark **marks_r)
{
	struct db_rows rows;
	struct pack_mark *m;

	(void)db_list(r->db, &lscb_sql[LSCB_PACK_MARKS], &rows, pack->id);
	*marks_r = m = pool_array(r->pool, rows.n + 1, sizeof(*m));
	for (size_t i = 0; i < rows.n; i++)
		m[i] = (struct pack_mark){ .number = (unsigned)db_number(&rows.row[i], 0),
		    .word = db_text(&rows.row[i], 1), .around = db_text(&rows.row[i], 2),
		    .answer = db_text(&rows.row[i], 3), .put = db_text(&rows.row[i], 4) };
	return rows.n;
}

int lscb_pack_marks_show(struct request *r)
{
	struct node *body, *table, *row, *cell;
	struct pack_mark *marks;
	struct lscb_pack pack;
	struct record record;
	size_t n, i;

	if (!casework_load(r, &record) || !lscb_pack_of(r, &record, &pack))
		return page_not_found(r);
	n = pack_marks(r, &pack, &marks);
	body = casework_page(r, &record, "pack-marks", "Words that may be names");
	casework_link(r, body, &record, "The pack", "/pack", NULL);
	table = page_table(body, "marks", "Marked words", "No word is marked.", "Word", "Where it stands",
	    "Answer", NULL);
	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		cell = page_cell(row, marks[i].word);
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "%s/pack/mark/%u", casework_path(r, &record),
		    marks[i].number));
		(void)page_cell(row, marks[i].around);
		(void)page_cell(row, marks[i].answer[0] == '\0' ? "To be looked at" :
		    pool_printf(r->pool, "%s: %s", lists_label("lscb-mark", marks[i].answer, r->today),
		    marks[i].put));
	}
	return 200;
}

/* -- one -- */

struct open {
	struct record record;
	struct lscb_pack pack;
	struct pack_mark *marks, mark;
	size_t n;
};

static bool mark_open(struct request *r, bool lock, struct open *o)
{
	const char *number = input_text(&r->input, "number");

	if (!(lock ? casework_lock(r, &o->record) : casework_load(r, &o->record)) ||
	    !lscb_pack_of(r, &o->record, &o->pack))
		return false;
	o->n = pack_marks(r, &o->pack, &o->marks);
	for (size_t i = 0; i < o->n; i++) {
		o->mark = o->marks[i];
		if (strcmp(pool_printf(r->pool, "%u", o->mark.number), number) == 0)
			return true;
	}
	return false;
}

static int mark_page(struct request *r, const struct open *o, int status)
{
	struct node *body = casework_page(r, &o->record, "pack-mark", "A word that may be a name"), *form;

	casework_link(r, body, &o->record, "All marked words", "/pack/marks", NULL);
	(void)node_leaf(body, "inset", o->mark.around);
	(void)page_para(body, pool_printf(r->pool, "The word is \u201c%s\u201d.", o->mark.word));
	if (strcmp(o->pack.status, "DRAFT") != 0) {
		(void)page_para(body, "The marks of this pack are closed.");
		return status;
	}
	form = page_form(r, body, pool_printf(r->pool, "%s/pack/mark/%u", casework_path(r, &o->record),
	    o->mark.number));
	for (unsigned i = ANSWER; i <= EVERYWHERE; i++)
		(void)page_field(r, form, &lscb_pack_answer_input[i], NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int lscb_pack_mark_show(struct request *r)
{
	struct open o;

	return mark_open(r, false, &o) ? mark_page(r, &o, 200) : page_not_found(r);
}

/* The next that nobody has looked at, from this one on. */
static int next_one(struct request *r, const struct open *o, bool everywhere)
{
	for (size_t i = 0; i < o->n; i++) {
		const struct pack_mark *m = &o->marks[(o->mark.number + i) % o->n];

		if (m->answer[0] == '\0' && m->number != o->mark.number &&
		    !(everywhere && strcmp(m->word, o->mark.word) == 0))
			return request_redirect(r, "%s/pack/mark/%u", casework_path(r, &o->record), m->number);
	}
	return request_redirect(r, "%s/pack", casework_path(r, &o->record));
}

int lscb_pack_mark_save(struct request *r)
{
	const char *answer = input_text(&r->input, "answer"), *put = input_text(&r->input, "put");
	bool everywhere = input_is(&r->input, "everywhere", "Y");
	struct open o;

	if (!mark_open(r, true, &o))
		return page_not_found(r);
	if (strcmp(o.pack.status, "DRAFT") != 0)
		return casework_moved_on(r);
	if (!input_valid(&r->input, r->pool))
		return mark_page(r, &o, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_PACK_MARK_ANSWER], answer, put, request_account(r), o.pack.id,
	    (unsigned long long)o.mark.number);
	if (everywhere)
		(void)db_write(r->db, &lscb_sql[LSCB_PACK_MARK_SAME], answer, put, request_account(r),
		    o.pack.id, o.mark.word);
	return next_one(r, &o, everywhere);
}
