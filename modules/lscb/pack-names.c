#include <ctype.h>
#include <string.h>

#include "conf.h"
#include "lists.h"
#include "pack.h"
#include "redaction-rules.h"
#include "text.h"

/* 5.3, step 1: everybody and every place that the case knows by name, and what stands
 * for each in a pack (list lscb-pack-word). */

#define WORDS_MAX	60	/* rows of the list of words of every day */

struct names {
	struct request *r;
	struct redaction_list *list;
	unsigned siblings, others, professionals;
};

struct redaction_list *pack_words(struct request *r)
{
	const struct codelist *words = lists_find("lscb-word");
	const char **plain = pool_array(r->pool, WORDS_MAX + 1, sizeof(*plain));
	const char **names = pool_array(r->pool, WORDS_MAX + 1, sizeof(*names));
	size_t plain_n = 0, names_n = 0;

	for (size_t i = 0; i < words->n && i < WORDS_MAX; i++) {
		if (code_flag(&words->codes[i], "name"))
			names[names_n++] = words->codes[i].hint;
		else
			plain[plain_n++] = words->codes[i].hint;
	}
	return redaction_list(r->pool, plain, names);
}

static bool some(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static const char *word(struct names *n, const char *code)
{
	return lists_label("lscb-pack-word", code, n->r->today);
}

static bool known(const char *code)
{
	const struct codelist *list = lists_find("lscb-pack-word");

	return some(code) && code_find(list, code) != NULL;
}

/* What stands for a body of this type. */
static const char *place(struct names *n, const char *agency)
{
	const char *code = pool_printf(n->r->pool, "AT-%s", some(agency) ? agency : "OTH");

	return word(n, known(code) ? code : "AT-OTH");
}

static void place_add(struct names *n, const char *text, const char *put)
{
	if (some(text))
		redaction_place(n->list, text, put);
}

/* -- the child -- */

static void child_add(struct names *n, const struct db_row *c, const char **initials_r)
{
	const char *given = db_text(c, 0), *family = db_text(c, 1), *order = db_text(c, 8);
	const char *put = some(order) && order[0] >= '1' && order[0] <= '9' ?
	    pool_printf(n->r->pool, "%s %s", word(n, "TWIN"), order) : word(n, "CHILD-SELF");

	redaction_name(n->list, given, family, db_text(c, 2), put);
	*initials_r = redaction_capital(given) && redaction_capital(family) && given[0] > 0 &&
	    family[0] > 0 ? pool_printf(n->r->pool, "%c%c", given[0], family[0]) : NULL;
	for (unsigned i = 3; i <= 6; i++)
		place_add(n, db_text(c, i), "[address]");
}

/* -- people of the case -- */

static bool everyday(struct names *n, const char *text)
{
	for (size_t len; *text != '\0'; text += len) {
		len = redaction_letters(text);
		if (len > 1 && !redaction_everyday(n->list, text, len))
			return false;
		len = len == 0 ? 1 : len;
	}
	return true;
}

/* A role in its own words where these name nobody, else what the agency's list says. */
static const char *role_of(struct names *n, const char *role, const char *agency)
{
	char *text;

	if (!some(role) || !everyday(n, role))
		return pool_printf(n->r->pool, "%s %u", word(n, "PROFESSIONAL"), ++n->professionals);
	(void)agency;
	text = pool_strdup(n->r->pool, role);
	if (islower((unsigned char)text[1]))
		text[0] = (char)tolower((unsigned char)text[0]);
	return pool_printf(n->r->pool, "%s %u", text, ++n->professionals);
}

static const char *relation_of(struct names *n, const char *relation, const char *sex)
{
	const char *sexed = pool_printf(n->r->pool, "%s-%s", relation, sex);

	if (lists_flag("lscb-relation", relation, "sibling"))
		return pool_printf(n->r->pool, "%s %u", word(n, "SIBLING"), ++n->siblings);
	if (known(sexed))
		return word(n, sexed);
	if (known(relation))
		return word(n, relation);
	return pool_printf(n->r->pool, "%s %u", word(n, "OTHER"), ++n->others);
}

static void person_add(struct names *n, const struct db_row *p)
{
	const char *agency = db_text(p, 6), *put = db_text(p, 10);

	if (!some(put))
		put = strcmp(db_text(p, 0), "FAMILY") == 0 ? relation_of(n, db_text(p, 4), db_text(p, 5)) :
		    role_of(n, db_text(p, 7), agency);
	redaction_name(n->list, db_text(p, 1), db_text(p, 2), db_text(p, 3), put);
	place_add(n, db_text(p, 8), place(n, agency));
	place_add(n, db_text(p, 9), "[address]");
}

/* -- whoever else wrote or was asked -- */

/* "Dr Ann Hope" in one text: the last word is the family name. */
static void whole_name_add(struct names *n, const char *text, const char *put)
{
	size_t skip = redaction_title(text);
	const char *last = strrchr(text + skip, ' ');

	if (last == NULL)
		redaction_name(n->list, NULL, text + skip, NULL, put);
	else
		redaction_name(n->list, pool_strndup(n->r->pool, text + skip, (size_t)(last - text) - skip),
		    last + 1, NULL, put);
}

static void other_add(struct names *n, const struct db_row *o)
{
	const char *kind = db_text(o, 0), *text = db_text(o, 1), *agency = db_text(o, 3);

	if (strcmp(kind, "CHILD") == 0)
		redaction_name(n->list, text, db_text(o, 2), NULL, redaction_first(n->list));
	else if (some(text) && strcmp(kind, "PLACE") == 0)
		place_add(n, text, place(n, agency));
	else if (some(text))
		whole_name_add(n, text, role_of(n, "", agency));
}

/* -- the form of the notification -- */

static void answers_add(struct names *n, const struct form_answers *answers)
{
	static const struct { const char *field, *put; } places[] = {
		{ "setting", "AT-EDU" }, { "gp", "AT-GP" }, { "gp_address", "AT-ADDRESS" },
		{ "place_name", "AT-PLACE" }, { "place_event_name", "AT-PLACE" }, { "pm_place", "AT-PLACE" },
		{ "coroner_area", "AT-CORO" }, { "registered_at", "AT-REG" }, { "address", "AT-ADDRESS" },
		{ "address_other", "AT-ADDRESS" }, { "referrer_address", "AT-ADDRESS" },
		{ "hospital", "AT-ED" },
	};
	static const char *const people[] = { "carer", "confirmed_by", "senior_doctor", "pathologist",
	    "police_officer", "response_lead" };
	int field;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		field = form_field(answers->form, places[i].field);
		if (field >= 0)
			place_add(n, form_get(answers, (unsigned)field, 0), word(n, places[i].put));
	}
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		field = form_field(answers->form, people[i]);
		if (field >= 0 && form_get(answers, (unsigned)field, 0)[0] != '\0')
			whole_name_add(n, form_get(answers, (unsigned)field, 0), role_of(n, "", ""));
	}
}

struct redaction_list *pack_names(struct request *r, const struct record *record,
    const char **initials_r, bool *rare_r)
{
	static const char *const forms[] = { "notification", "cdr-notification" };
	struct names n = { .r = r, .list = pack_words(r) };
	unsigned long long id = record->id;
	struct document document;
	struct db_rows rows;
	struct db_row child;

	*initials_r = NULL;
	*rare_r = false;
	if (db_find(r->db, &lscb_sql[LSCB_PACK_CHILD], &child, id)) {
		child_add(&n, &child, initials_r);
		*rare_r = db_number(&child, 9) < (unsigned long long)conf_number("lscb.pack_rare");
	}
	(void)db_list(r->db, &lscb_sql[LSCB_PACK_PEOPLE], &rows, id);
	for (size_t i = 0; i < rows.n; i++)
		person_add(&n, &rows.row[i]);
	(void)db_list(r->db, &lscb_sql[LSCB_PACK_OTHERS], &rows, id, id, id, id, id, id, id, id, id, id);
	for (size_t i = 0; i < rows.n; i++)
		other_add(&n, &rows.row[i]);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (document_find(r, record, forms[i], &document))
			answers_add(&n, document_answers(r, &document));
	}
	return n.list;
}
