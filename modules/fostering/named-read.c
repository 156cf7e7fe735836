#include "named.h"

#include <string.h>

#include "lists.h"
#include "match.h"
#include "notice-form.h"
#include "text.h"

/* From the answers of Schedule 1 to people: names, addresses and contacts are each
 * one line of text there, and parts of it here. */

#define NAMED_MAX	400
#define LINE_MAX_CHARS	100	/* of a line of an address, and of a name */

struct reader {
	struct request *r;
	const struct record *record;
	const struct form_answers *answers;
	struct named *list;
	size_t n;
};

/* The last word is the family name. */
static void name_split(struct request *r, struct named *n)
{
	const char *last = strrchr(n->name, ' ');

	n->family = text_cut(r->pool, last == NULL ? n->name : last + 1, LINE_MAX_CHARS);
	n->given = last == NULL ? "" : text_cut(r->pool, text_trim(r->pool, pool_printf(r->pool, "%.*s",
	    (int)(last - n->name), n->name)), LINE_MAX_CHARS);
}

static bool postcode_is(struct request *r, const char *text, const char **code_r)
{
	static const struct field field = { .name = "postcode", .type = FIELD_POSTCODE,
	    .label = "Postcode" };

	*code_r = "";
	return text[0] != '\0' && field_check(r->pool, &field, text, r->today, code_r) == NULL &&
	    (*code_r)[0] != '\0';
}

/* A postcode at the end, of one word or two; the rest in *rest_r. */
static void postcode_split(struct request *r, const char *text, const char **rest_r,
    const char **code_r)
{
	size_t n = strlen(text), words;

	*rest_r = text;
	for (words = 0; words < 2 && n > 0; words++) {
		while (n > 0 && strchr(" ,", text[n - 1]) != NULL)
			n--;
		while (n > 0 && strchr(" ,", text[n - 1]) == NULL)
			n--;
		if (postcode_is(r, text_trim(r->pool, text + n), code_r)) {
			while (n > 0 && strchr(" ,", text[n - 1]) != NULL)
				n--;
			*rest_r = pool_printf(r->pool, "%.*s", (int)n, text);
			return;
		}
	}
	*code_r = "";
}

/* First line, last part the town, between them the second line. */
static void address_split(struct request *r, const char *said, struct named *n)
{
	char *flat = pool_printf(r->pool, "%s", said), *p;
	const char *rest, *comma, *last;

	for (p = flat; *p != '\0'; p++)
		if (*p == '\n')
			*p = ',';
	n->address = text_trim(r->pool, flat);
	postcode_split(r, n->address, &rest, &n->postcode);
	n->line2 = n->town = "";
	comma = strchr(rest, ',');
	n->line1 = comma == NULL ? rest : text_trim(r->pool, pool_printf(r->pool, "%.*s",
	    (int)(comma - rest), rest));
	last = comma == NULL ? NULL : strrchr(rest, ',');
	if (last != NULL && text_chars(last + 1) <= LINE_MAX_CHARS) {
		n->town = text_trim(r->pool, last + 1);
		n->line2 = last == comma ? "" : text_trim(r->pool, pool_printf(r->pool, "%.*s",
		    (int)(last - comma - 1), comma + 1));
	} else if (comma != NULL)
		n->line2 = text_trim(r->pool, comma + 1);
	if (text_chars(n->line1) > LINE_MAX_CHARS) {
		n->line2 = rest;
		n->line1 = text_cut(r->pool, n->line1, LINE_MAX_CHARS);
		n->town = "";
	}
}

/* "01632 960123, ann@example.org" */
static void contact_split(struct request *r, const char *said, struct named *n)
{
	const char *word, *phone = "";
	size_t len;

	for (word = said; *word != '\0'; word += len + strspn(word + len, " ,;\n")) {
		len = strcspn(word, " ,;\n");
		if (memchr(word, '@', len) != NULL && len <= 120)
			n->email = pool_printf(r->pool, "%.*s", (int)len, word);
		else if (strspn(word, "+()0123456789-") >= len && len > 0)
			phone = pool_printf(r->pool, "%s%s%.*s", phone, phone[0] == '\0' ? "" : " ", (int)len,
			    word);
	}
	if (strlen(phone) >= 9 && strlen(phone) <= 20)
		n->phone = phone;
}

static const char *get(const struct reader *x, unsigned field, unsigned item)
{
	return form_get(x->answers, field, item);
}

static const char *day(const struct reader *x, unsigned field, unsigned item)
{
	const char *value = get(x, field, item);

	return value[0] == '\0' ? NULL : value;
}

/* A row for this name; NULL: none was given, or it is the child's. */
static struct named *new_row(struct reader *x, const char *name, const char *address,
    const char *contact)
{
	struct named *n = &x->list[x->n];

	if (name[0] == '\0' || x->n == NAMED_MAX || strcmp(match_normalise(x->r->pool, name),
	    match_normalise(x->r->pool, x->record->subject)) == 0)
		return NULL;
	*n = (struct named){ .name = name, .part = "", .pr = "", .cared = "", .role = "",
	    .relation = "", .phone = "", .email = "", .address = "", .line1 = "", .line2 = "",
	    .town = "", .postcode = "" };
	name_split(x->r, n);
	address_split(x->r, address, n);
	contact_split(x->r, contact, n);
	x->n++;
	return n;
}

/* Former addresses of somebody: a row each. What ends before it begins is left for
 * people to put right. */
static void former(struct reader *x, const char *name, unsigned was, unsigned from, unsigned to)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(x->answers, x->answers->form->field[was].group,
	    items);
	struct named *row;

	for (i = 0; i < n; i++) {
		const char *since = day(x, from, items[i]), *until = day(x, to, items[i]);

		if (until == NULL || (since != NULL && strcmp(until, since) < 0) ||
		    get(x, was, items[i])[0] == '\0')
			continue;
		row = new_row(x, name, get(x, was, items[i]), "");
		if (row != NULL) {
			row->since = since;
			row->until = until;
		}
	}
}

static void carer_read(struct reader *x)
{
	const char *name = get(x, FOSTERING_NOTICE_CARER_NAME, 0);
	struct named *n = new_row(x, name, get(x, FOSTERING_NOTICE_CARER_ADDRESS, 0),
	    get(x, FOSTERING_NOTICE_CARER_CONTACT, 0));

	if (n != NULL)
		n->relation = get(x, FOSTERING_NOTICE_CARER_RELATIONSHIP, 0);
	former(x, name, FOSTERING_NOTICE_CARER_ADDRESS_WAS, FOSTERING_NOTICE_CARER_ADDRESS_FROM,
	    FOSTERING_NOTICE_CARER_ADDRESS_TO);
}

static void parents_read(struct reader *x)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(x->answers,
	    x->answers->form->field[FOSTERING_NOTICE_PARENT_NAME].group, items);
	struct named *row;

	for (i = 0; i < n; i++) {
		row = new_row(x, get(x, FOSTERING_NOTICE_PARENT_NAME, items[i]),
		    get(x, FOSTERING_NOTICE_PARENT_ADDRESS, items[i]),
		    get(x, FOSTERING_NOTICE_PARENT_CONTACT, items[i]));
		if (row == NULL)
			continue;
		row->part = get(x, FOSTERING_NOTICE_PARENT_PART, items[i]);
		row->pr = get(x, FOSTERING_NOTICE_PARENT_PR, items[i]);
		if (row->part[0] == '\0')
			row->part = "OTHER";
	}
}

/* Brothers and sisters, and arrangers: name, address, and how or as what. */
static void others_read(struct reader *x, const char *part, unsigned name, unsigned address,
    unsigned cared)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(x->answers, x->answers->form->field[name].group,
	    items);
	struct named *row;

	for (i = 0; i < n; i++) {
		row = new_row(x, get(x, name, items[i]), get(x, address, items[i]), "");
		if (row == NULL)
			continue;
		row->part = part;
		row->cared = get(x, cared, items[i]);
	}
}

static void household_read(struct reader *x)
{
	unsigned items[FORM_ITEMS_MAX], i, n = form_rows(x->answers,
	    x->answers->form->field[FOSTERING_NOTICE_MEMBER_NAME].group, items);
	struct named *row;

	for (i = 0; i < n; i++) {
		row = new_row(x, get(x, FOSTERING_NOTICE_MEMBER_NAME, items[i]), "", "");
		if (row == NULL)
			continue;
		row->born_on = day(x, FOSTERING_NOTICE_MEMBER_BORN_ON, items[i]);
		row->role = get(x, FOSTERING_NOTICE_MEMBER_ROLE, items[i]);
		if (row->role[0] == '\0')
			row->role = "ADULT";
	}
}

/* Who has a duty by a part in the child's life has that part; a professional who
 * refers has none, and stays with the notice. */
static void notifier_read(struct reader *x, const char *notifier)
{
	const char *name = get(x, FOSTERING_NOTICE_NOTIFIER_NAME, 0);
	struct named *n;

	if (!form_is(x->answers, FOSTERING_NOTICE_BY_CARER, "N"))
		return;
	n = new_row(x, name, get(x, FOSTERING_NOTICE_NOTIFIER_ADDRESS, 0),
	    get(x, FOSTERING_NOTICE_NOTIFIER_CONTACT, 0));
	if (n != NULL && lists_flag("fostering-notifier", notifier, "duty"))
		n->part = notifier;
	former(x, name, FOSTERING_NOTICE_NOTIFIER_ADDRESS_WAS, FOSTERING_NOTICE_NOTIFIER_ADDRESS_FROM,
	    FOSTERING_NOTICE_NOTIFIER_ADDRESS_TO);
}

size_t named_read(struct request *r, const struct record *record, struct named **list_r)
{
	struct reader x = { .r = r, .record = record,
	    .list = pool_array(r->pool, NAMED_MAX, sizeof(struct named)) };
	struct document d;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_NOTIFICATIONS], &rows, record->id);
	for (i = rows.n; i-- > 0;) {
		if (!lists_flag("fostering-regulation", db_text(&rows.row[i], 1), "first") ||
		    !document_find_number(r, record, "notice", (unsigned)db_number(&rows.row[i], 0), &d))
			continue;
		x.answers = document_answers(r, &d);
		carer_read(&x);
		household_read(&x);
		parents_read(&x);
		others_read(&x, "SIBLING", FOSTERING_NOTICE_SIBLING_NAME, FOSTERING_NOTICE_SIBLING_ADDRESS,
		    FOSTERING_NOTICE_SIBLING_CARE);
		others_read(&x, "ARRANGER", FOSTERING_NOTICE_ARRANGER_NAME,
		    FOSTERING_NOTICE_ARRANGER_ADDRESS, FOSTERING_NOTICE_ARRANGER_ROLE);
		notifier_read(&x, db_text(&rows.row[i], 2));
	}
	*list_r = x.list;
	return x.n;
}
