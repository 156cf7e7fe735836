#include <string.h>

#include "code.h"
#include "lists.h"
#include "meeting.h"
#include "overtaken.h"
#include "text.h"

/* 5.2: the agenda stands in the order of its list, with the cases where the list has
 * them: new ones, adjourned ones, newborns, straightforward ones. Every item can be
 * moved, by a button each way, and has its minute. */

#define MEETING	{ .name = "meeting", .type = FIELD_HANDLE, .required = true }
#define STEP	100u		/* between two items, so that a case fits in */

const struct field lscb_agenda_move_input[] = {
	MEETING,
	{ .name = "item", .type = FIELD_NUMBER, .max = 12, .required = true },
	{ .name = "way", .type = FIELD_TOKEN, .required = true },
	{ 0 }
};

const struct field lscb_minute_input[] = {
	MEETING,
	{ .name = "item", .type = FIELD_TOKEN, .required = true },
	{ .name = "minute", .type = FIELD_MEMO, .max = 16000, .rows = 8, .label = "Minute",
	  .hint = "Do not name a child" },
	{ 0 }
};

void lscb_agenda_begin(struct request *r, unsigned long long meeting)
{
	const struct codelist *list = lists_find("lscb-item");
	size_t i;

	for (i = 0; i < list->n; i++)
		if (code_flag(&list->codes[i], "standing"))
			(void)db_write(r->db, &lscb_sql[LSCB_ITEM_ADD], meeting,
			    (unsigned long long)((i + 1) * STEP), list->codes[i].code, 0ULL, "", "", "",
			    request_account(r));
}

static void fill(const struct db_row *row, struct lscb_item *i)
{
	*i = (struct lscb_item){ .id = db_number(row, 0), .record = db_number(row, 1),
	    .position = (unsigned)db_number(row, 2), .version = (unsigned)db_number(row, 3),
	    .kind = db_text(row, 4), .block = db_text(row, 5), .title = db_text(row, 6),
	    .minute = db_text(row, 7), .dissent = db_text(row, 8), .outcome = db_text(row, 9),
	    .why = db_text(row, 10), .handle = db_text(row, 11), .reference = db_text(row, 12) };
}

size_t lscb_agenda(struct request *r, unsigned long long meeting, struct lscb_item **items_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_ITEM_LIST], &rows, meeting);
	*items_r = pool_array(r->pool, rows.n + 1, sizeof(**items_r));
	for (i = 0; i < rows.n; i++)
		fill(&rows.row[i], &(*items_r)[i]);
	return rows.n;
}

bool lscb_item_of(struct request *r, const struct record *record, struct lscb_meeting *meeting_r,
    struct lscb_item *item_r)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_ITEM_CASE], &row, record->id))
		return false;
	fill(&row, item_r);
	return lscb_meeting_find(r, db_text(&row, 13), false, meeting_r);
}

/* -- on the meeting's page -- */

static void move_put(struct request *r, struct node *parent, const struct lscb_meeting *m,
    const struct lscb_item *i, unsigned n)
{
	struct node *form = page_form(r, parent, pool_printf(r->pool, "%s/move",
	    lscb_meeting_path(r, m))), *buttons;
	const char *id = pool_printf(r->pool, "%llu", i->id);

	(void)page_para(form, pool_printf(r->pool, "%u %s", n, i->record != 0 ? i->reference :
	    lists_label("lscb-item", i->kind, r->today)));
	node_set(page_hidden(r, form, "item", id), "id", pool_printf(r->pool, "item-%s", id));
	buttons = page_buttons(form);
	(void)page_button(buttons, pool_printf(r->pool, "Move %u up", n), "secondary", "way", "up");
	(void)page_button(buttons, pool_printf(r->pool, "Move %u down", n), "secondary", "way", "down");
}

static void item_put(struct request *r, struct node *table, const struct lscb_meeting *m,
    const struct lscb_item *i, unsigned n)
{
	struct node *row = node_add(table, "row"), *cell;

	(void)page_cell(row, pool_printf(r->pool, "%u", n));
	cell = page_cell(row, i->record == 0 ? lists_label("lscb-item", i->kind, r->today) :
	    pool_printf(r->pool, "Case %s", i->reference));
	node_set(cell, "head", "yes");
	node_set(cell, "href", i->record != 0 ? pool_printf(r->pool, "/lscb/case/%s/table", i->handle) :
	    pool_printf(r->pool, "%s/item/%llu", lscb_meeting_path(r, m), i->id));
	(void)page_cell(row, i->block[0] == '\0' ? "" : lists_label("lscb-block", i->block, r->today));
	(void)page_cell(row, i->outcome[0] != '\0' ? lists_label("lscb-outcome", i->outcome, r->today) :
	    i->minute[0] != '\0' ? "Minuted" : "");
}

void lscb_agenda_put(struct request *r, struct node *body, const struct lscb_meeting *m)
{
	struct node *table = page_table(body, "agenda", "Agenda", "There is nothing on the agenda.",
	    "Item", "What", "Block", "Outcome", NULL), *details;
	struct lscb_item *items;
	size_t i, n = lscb_agenda(r, m->id, &items);

	for (i = 0; i < n; i++)
		item_put(r, table, m, &items[i], (unsigned)i + 1);
	if (!request_may(r, LSCB_WORK) || !lscb_meeting_open(m) || n < 2)
		return;
	details = node_add(body, "details");
	node_set(details, "summary", "Change the order");
	for (i = 0; i < n; i++)
		move_put(r, details, m, &items[i], (unsigned)i + 1);
}

/* -- moving an item -- */

/* Numbered anew, so that no two stand at one place. */
static void places_write(struct request *r, const struct lscb_meeting *m,
    const struct lscb_item *items, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		(void)db_write(r->db, &lscb_sql[LSCB_ITEM_PLACE], (unsigned long long)((i + 1) * STEP),
		    items[i].id, m->id);
}

/* How many stand before a case of this block: the cases of its own and of earlier
 * blocks; or, of the first one, what the list has before cases. */
static size_t before(const struct lscb_item *items, size_t n, const char *block)
{
	const struct codelist *blocks = lists_find("lscb-block"), *kinds = lists_find("lscb-item");
	const struct code *mine = code_find(blocks, block), *a_case = code_find(kinds, "CASE");
	size_t i, first = n, last = n, standing = 0;

	for (i = 0; i < n; i++) {
		if (items[i].record == 0) {
			if (code_find(kinds, items[i].kind) < a_case)
				standing = i + 1;
			continue;
		}
		if (first == n)
			first = i;
		if (code_find(blocks, items[i].block) <= mine)
			last = i;
	}
	return last < n ? last + 1 : first < n ? first : standing;
}

unsigned long long lscb_agenda_place(struct request *r, const struct lscb_meeting *m,
    const char *block)
{
	struct lscb_item *items;
	size_t n = lscb_agenda(r, m->id, &items);

	places_write(r, m, items, n);
	return before(items, n, block) * STEP + STEP / 2;
}

int lscb_agenda_move(struct request *r)
{
	unsigned long long item;
	struct lscb_meeting m;
	struct lscb_item *items, kept;
	size_t i, n, other;

	if (!lscb_meeting_load(r, true, &m) || !text_number(input_text(&r->input, "item"), &item))
		return page_not_found(r);
	n = lscb_agenda(r, m.id, &items);
	for (i = 0; i < n && items[i].id != item; i++)
		;
	if (i == n || !lscb_meeting_open(&m))
		return page_not_found(r);
	other = input_is(&r->input, "way", "up") ? i - 1 : i + 1;
	if (other < n) {		/* the first goes no further up: i - 1 wraps round */
		kept = items[i];
		items[i] = items[other];
		items[other] = kept;
		places_write(r, &m, items, n);
	}
	return request_redirect(r, "%s", lscb_meeting_path(r, &m));
}

/* -- the minute of a standing item -- */

static bool item_find(struct request *r, const struct lscb_meeting *m, struct lscb_item *item_r)
{
	unsigned long long item;
	struct lscb_item *items;
	size_t i, n;

	if (!text_number(input_text(&r->input, "item"), &item))
		return false;
	n = lscb_agenda(r, m->id, &items);
	for (i = 0; i < n; i++)
		if (items[i].id == item && items[i].record == 0) {
			*item_r = items[i];
			return true;
		}
	return false;
}

static int minute_page(struct request *r, const struct lscb_meeting *m, const struct lscb_item *i,
    int status)
{
	struct node *body = lscb_meeting_page(r, m, "minute",
	    lists_label("lscb-item", i->kind, r->today)), *form;

	if (!lscb_meeting_open(m)) {
		(void)page_para(body, i->minute[0] == '\0' ? "There is no minute." : i->minute);
		return status;
	}
	form = page_form(r, body, r->http->path);
	page_version(r, form, i->version);
	(void)page_field(r, form, &lscb_minute_input[2], NULL);
	(void)page_button(page_buttons(form), "Save the minute", "primary", NULL, NULL);
	return status;
}

int lscb_minute_show(struct request *r)
{
	struct lscb_meeting m;
	struct lscb_item i;

	if (!lscb_meeting_load(r, false, &m) || !item_find(r, &m, &i))
		return page_not_found(r);
	input_slot(&r->input, "minute")->value = i.minute;
	return minute_page(r, &m, &i, 200);
}

/* A minute of the whole meeting names nobody of any of its cases. */
static void nameless(struct request *r, const struct lscb_meeting *m)
{
	struct lscb_item *items;
	size_t i, n = lscb_agenda(r, m->id, &items);

	for (i = 0; i < n; i++)
		lscb_nameless(r, items[i].record, "minute");
}

int lscb_minute_save(struct request *r)
{
	const struct typed *typed;
	struct lscb_meeting m;
	struct lscb_item i;

	if (!lscb_meeting_load(r, true, &m) || !item_find(r, &m, &i) || !lscb_meeting_open(&m))
		return page_not_found(r);
	if (overtaken(r, i.version)) {
		typed = overtaken_typed(r);
		input_slot(&r->input, "minute")->value = i.minute;
		overtaken_by(r, typed);
		return minute_page(r, &m, &i, 409);
	}
	nameless(r, &m);
	if (!input_valid(&r->input, r->pool))
		return minute_page(r, &m, &i, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_ITEM_MINUTE], input_text(&r->input, "minute"), i.dissent,
	    i.id, (unsigned long long)i.version);
	return request_redirect(r, "%s", lscb_meeting_path(r, &m));
}
