#include <string.h>

#include "filter.h"
#include "intake.h"
#include "lists.h"
#include "text.h"

/* T3: one child, two cases. The notifications go to the case that stays, its first day
 * becomes the earliest, and what the other held is read there as before. */

#define NOT	"NOT"		/* before a handle: that one is another child */

const struct field lscb_duplicate_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "same", .type = FIELD_TOKEN, .max = 15 },
	{ .name = "reference", .type = FIELD_TEXT, .max = 20 },
	{ .name = "birth_order", .type = FIELD_NUMBER, .max = 1 },
	{ .name = "why", .type = FIELD_TEXT, .max = 300 },
	{ 0 }
};

struct pair {
	struct lscb_likely own;		/* of this case itself; its match is not used */
	struct lscb_likely *list;
	size_t n;
};

static void row_facts(const struct db_row *row, struct lscb_match_facts *f)
{
	*f = (struct lscb_match_facts){ .nhs = db_text(row, 5), .family = db_text(row, 6),
	    .given = db_text(row, 7), .born_on = db_text(row, 8), .died_on = db_text(row, 9),
	    .sex = db_text(row, 10), .postcode = db_text(row, 11), .birth_order = db_text(row, 12) };
}

static size_t pairs(struct request *r, const struct record *record, struct pair *p)
{
	struct db_row row;

	*p = (struct pair){ .n = 0 };
	if (db_find(r->db, &lscb_sql[LSCB_DUPLICATE_FACTS], &row, record->id)) {
		row_facts(&row, &p->own.facts);
		p->n = lscb_likely_find(r, record->id, &p->own.facts, &p->list);
	}
	return p->n;
}

/* -- side by side -- */

static const char *fact(struct request *r, const struct lscb_match_facts *f,
    enum lscb_match_part part)
{
	switch (part) {
	case LSCB_MATCH_NHS:
		return f->nhs;
	case LSCB_MATCH_DIED:
		return page_day(r, f->died_on);
	case LSCB_MATCH_BORN:
		return page_day(r, f->born_on);
	case LSCB_MATCH_FAMILY:
		return f->family;
	case LSCB_MATCH_SEX:
		return f->sex[0] == '\0' ? NULL : lists_label("lscb-sex", f->sex, r->today);
	case LSCB_MATCH_POSTCODE:
		return f->postcode;
	case LSCB_MATCH_GIVEN:
		return f->given;
	case LSCB_MATCH__MAX:
		break;
	}
	return NULL;
}

/* In words for who has not opened that case by name. */
static const char *compared(enum lscb_match_how how)
{
	return how == LSCB_MATCH_SAME ? "The same" : how == LSCB_MATCH_OTHER ? "Different" :
	    "Not known";
}

static bool plain(enum lscb_match_part part)
{
	return part == LSCB_MATCH_DIED || part == LSCB_MATCH_SEX;
}

static void beside_put(struct request *r, struct node *body, const struct record *record,
    const struct pair *p, const struct lscb_likely *l)
{
	struct record other = { .id = l->record, .relation = "", .relations = "" };
	bool named = lscb_of(r)->named && lscb_named(r, &other);
	struct node *table = page_table(body, pool_printf(r->pool, "with-%s", l->handle),
	    pool_printf(r->pool, "Beside %s", l->reference), "", "Fact", record->reference,
	    l->reference, "Compared", NULL), *row;
	enum lscb_match_part i;

	for (i = 0; i < LSCB_MATCH__MAX; i++) {
		bool show = named || plain(i);

		row = node_add(table, "row");
		node_set(page_cell(row, lscb_match_part_words(i)), "head", "yes");
		(void)page_cell(row, show ? fact(r, &p->own.facts, i) : "By name only");
		(void)page_cell(row, show ? fact(r, &l->facts, i) : "By name only");
		(void)page_cell(row, compared(l->match.how[i]));
	}
	(void)page_link(body, pool_printf(r->pool, "Open %s", l->reference), NULL, "/lscb/case/%s",
	    l->handle);
	if (!named) {
		casework_link(r, body, record, "Open this case by name", "/name", NULL);
		(void)page_link(body, pool_printf(r->pool, "Open %s by name", l->reference), NULL,
		    "/lscb/case/%s/name", l->handle);
	}
}

/* -- the page -- */

static void choices_put(struct request *r, struct node *form, const struct pair *p)
{
	const struct input_value *same = input_slot(&r->input, "same");
	struct node *choice = page_control(r, form, &(struct field){ .type = FIELD_TOKEN,
	    .required = true, .label = "Is it the same child?" }, "same", "", same->error, "radios");
	size_t i;

	for (i = 0; i < p->n; i++) {
		const char *handle = p->list[i].handle;
		const char *apart = pool_printf(r->pool, NOT "%s", handle);

		filter_option(choice, handle, pool_printf(r->pool, "The same child as %s: join this case to it",
		    p->list[i].reference), strcmp(same->value, handle) == 0);
		filter_option(choice, apart, pool_printf(r->pool, "Another child than %s",
		    p->list[i].reference), strcmp(same->value, apart) == 0);
	}
	filter_option(choice, "OTHER", "The same child as a case that is not listed here",
	    strcmp(same->value, "OTHER") == 0);
}

static void typed(struct request *r, struct node *form, const char *name, const char *label,
    const char *hint, int width)
{
	const struct input_value *v = input_slot(&r->input, name);
	struct node *control = page_control(r, form, &(struct field){ .type = v->field->type,
	    .max = v->field->max, .width = width, .label = label, .hint = hint }, name, v->value,
	    v->error, NULL);

	node_set(control, "optional", "yes");
}

static int duplicate_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "duplicates", "Is it a duplicate?"), *form;
	struct pair p;
	size_t i;

	if (pairs(r, record, &p) == 0)
		(void)page_para(body, "No other case is like this one.");
	for (i = 0; i < p.n; i++)
		beside_put(r, body, record, &p, &p.list[i]);
	(void)page_heading(body, 2, "What you found");
	form = page_form(r, body, r->http->path);
	choices_put(r, form, &p);
	typed(r, form, "reference", "Identifier of the case that is not listed",
	    "For instance CD-2026-0003", 20);
	typed(r, form, "birth_order", "Order of birth, where it is another child and a twin", NULL, 3);
	typed(r, form, "why", "How you know", "Kept with both cases. Do not write a name here", 0);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int lscb_duplicate_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !casework_may(r, &record, LSCB_EVENT_DUPLICATE))
		return page_not_found(r);
	return duplicate_page(r, &record, 200);
}

/* -- another child -- */

static const struct lscb_likely *listed(const struct pair *p, const char *handle)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strcmp(p->list[i].handle, handle) == 0)
			return &p->list[i];
	return NULL;
}

static void apart_rules(struct request *r, const struct pair *p, const struct lscb_likely *l)
{
	const char *order = input_text(&r->input, "birth_order");
	struct lscb_match_facts own = p->own.facts;
	struct lscb_match m;

	if (order[0] != '\0')
		own.birth_order = order;
	lscb_match(r->pool, &own, &l->facts, &m);
	input_needs(&r->input, "why", "Say how you know that it is another child");
	if (m.certain)
		input_refuse(&r->input, "same", "Both have one NHS number: it is the same child, or a number "
		    "is wrong and is to be corrected first");
	else if (m.twins && !m.apart)
		input_refuse(&r->input, "birth_order", pool_printf(r->pool, "Enter an order of birth that is "
		    "not that of %s: nothing else tells the two apart", l->reference));
}

static int apart(struct request *r, const struct record *record, const struct pair *p,
    const struct lscb_likely *l)
{
	const char *order = input_text(&r->input, "birth_order");

	apart_rules(r, p, l);
	if (!input_valid(&r->input, r->pool))
		return duplicate_page(r, record, 422);
	if (order[0] != '\0')
		(void)db_write(r->db, &lscb_sql[LSCB_ORDER_SET], order, record->id);
	lscb_likely_apart(r, record->id, l->record, input_text(&r->input, "why"));
	event_add(r, record, "apart", pool_printf(r->pool, "Another child than %s", l->reference),
	    false);
	return request_redirect(r, "%s/duplicates", casework_path(r, record));
}

/* -- the same child -- */

/* The case that stays is one that is still a case, and not this one. */
static bool survivor(struct request *r, const struct record *record, const char *handle,
    struct record *to)
{
	return record_lock(r, handle, to) && to->id != record->id &&
	    strcmp(to->state, "DUPLICATE") != 0 && strcmp(to->state, "ARCHIVED") != 0 &&
	    strcmp(to->state, "DESTROYED") != 0;
}

static int join(struct request *r, struct record *record, const char *handle)
{
	struct record to;
	int status;

	if (!survivor(r, record, handle, &to)) {
		input_refuse(&r->input, "same", "That case is joined to another one, or archived, or is this one");
		return duplicate_page(r, record, 422);
	}
	if (!casework_move(r, record, LSCB_EVENT_DUPLICATE, &status))
		return status;
	lscb_notification_move(r, record, &to);
	(void)db_write(r->db, &lscb_sql[LSCB_DUPLICATE_SET], to.id, record->id);
	record_person_end(r, record, 0, "NOTIFIER");
	event_add(r, &to, "joined", pool_printf(r->pool, "%s was joined to it", record->reference),
	    false);
	r->audit.detail = pool_printf(r->pool, "%s to %s", record->reference, to.reference);
	return request_redirect(r, "/lscb/case/%s", to.handle);
}

static const char *by_reference(struct request *r)
{
	const char *reference = input_text(&r->input, "reference");
	struct db_row row;

	input_needs(&r->input, "reference", "Enter the identifier of the case that stays");
	if (reference[0] != '\0' && db_find(r->db, &lscb_sql[LSCB_DUPLICATE_FIND], &row, reference))
		return db_text(&row, 0);
	input_refuse(&r->input, "reference", "There is no such case");
	return NULL;
}

int lscb_duplicate_save(struct request *r)
{
	const char *same = input_text(&r->input, "same"), *handle = same;
	struct record record;
	struct pair p;

	lscb_likely_alone(r);
	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!casework_may(r, &record, LSCB_EVENT_DUPLICATE))
		return casework_moved_on(r);
	(void)pairs(r, &record, &p);
	if (text_starts(same, NOT) && listed(&p, same + strlen(NOT)) != NULL)
		return apart(r, &record, &p, listed(&p, same + strlen(NOT)));
	if (strcmp(same, "OTHER") == 0)
		handle = by_reference(r);
	else if (listed(&p, same) == NULL)
		input_refuse(&r->input, "same", "Say whether it is the same child");
	if (!input_valid(&r->input, r->pool) || handle == NULL)
		return duplicate_page(r, &record, 422);
	return join(r, &record, handle);
}

/* -- on the case's page -- */

static void joined_put(struct request *r, struct node *list, const struct record *record)
{
	struct db_rows rows;
	struct db_row row;
	struct node *line;
	size_t i;

	if (db_find(r->db, &lscb_sql[LSCB_DUPLICATE_OF], &row, record->id)) {
		line = node_add(list, "row");
		node_set(line, "key", "One child, one case");
		node_set(node_leaf(line, "value", pool_printf(r->pool, "This case was joined to %s",
		    db_text(&row, 1))), "href", pool_printf(r->pool, "/lscb/case/%s", db_text(&row, 0)));
	}
	if (db_list(r->db, &lscb_sql[LSCB_DUPLICATES], &rows, record->id) == 0)
		return;
	line = node_add(list, "row");
	node_set(line, "key", "Joined to this case");
	for (i = 0; i < rows.n; i++)
		node_set(node_leaf(line, "value", pool_printf(r->pool, "What %s held",
		    db_text(&rows.row[i], 1))), "href", pool_printf(r->pool, "/lscb/case/%s",
		    db_text(&rows.row[i], 0)));
}

bool lscb_duplicate_likely(struct request *r, const struct record *record)
{
	struct pair p;

	return casework_may(r, record, LSCB_EVENT_DUPLICATE) && pairs(r, record, &p) > 0;
}

void lscb_duplicate_panel(struct request *r, const struct record *record, struct node *list)
{
	struct pair p;
	size_t n;

	if (!session_role(r->session, "CDC CDD CDP"))
		return;
	joined_put(r, list, record);
	if (!casework_may(r, record, LSCB_EVENT_DUPLICATE) || (n = pairs(r, record, &p)) == 0)
		return;
	(void)lscb_part(r, record, list, "Perhaps a duplicate", pool_printf(r->pool, n == 1 ?
	    "%zu other case may be of this child" : "%zu other cases may be of this child", n),
	    "Compare", "/duplicates");
}
