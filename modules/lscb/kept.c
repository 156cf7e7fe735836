#include <string.h>

#include "analysis.h"
#include "keep.h"
#include "meeting.h"
#include "pack.h"
#include "redaction-rules.h"
#include "str.h"

/* 7.3: the signed analysis stays for ever. Its words are redacted as those of a pack are,
 * with nobody to look at what is doubtful: every word that may be a name is left out. */

#define NAME	"[name]"
#define DOUBT	"[left out]"

/* -- who is named -- */

/* "Dr Ann Hope": the last word is the family name. */
static void whole_name_add(struct pool *pool, struct redaction_list *list, const char *text)
{
	size_t skip = redaction_title(text);
	const char *last = strrchr(text + skip, ' ');

	if (last == NULL)
		redaction_name(list, NULL, text + skip, NULL, NAME);
	else
		redaction_name(list, pool_strndup(pool, text + skip, (size_t)(last - text) - skip), last + 1,
		    NULL, NAME);
}

/* Answers that not everybody may read are names, and days. */
static void attended_add(struct pool *pool, struct redaction_list *list, const char *names)
{
	size_t len;

	for (; *names != '\0'; names += len + (names[len] != '\0')) {
		names += strspn(names, " \t");
		len = strcspn(names, ",;/\n");
		if (len > 0)
			whole_name_add(pool, list, pool_strndup(pool, names, len));
	}
}

static struct redaction_list *names(struct request *r, const struct record *record,
    const struct form_answers *answers, const char **initials_r)
{
	bool rare;
	struct redaction_list *list = pack_names(r, record, initials_r, &rare);
	struct db_rows gone;
	unsigned f, item;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_KEPT_GONE], &gone, record->id);
	for (i = 0; i < gone.n; i++)
		redaction_name(list, db_text(&gone.row[i], 0), db_text(&gone.row[i], 1),
		    db_text(&gone.row[i], 2), NAME);
	for (f = 0; f < answers->form->fields; f++)
		for (item = 0; item < FORM_ITEMS_MAX && answers->form->field[f].field.read != NULL &&
		    answers->form->field[f].field.type != FIELD_DATE; item++)
			attended_add(r->pool, list, form_get(answers, f, item));
	return list;
}

/* -- what is kept -- */

static bool among(const char *const *names, const char *name)
{
	for (; *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/* C.03 and AN.02 by the kinds of bodies alone; what the family asked and was told goes
 * with the case, as letters to it do; C.18 and AN.10 are kept as recommendations. */
static bool kept(const struct form_field *f)
{
	static const char *const left[] = { "attended_other", "attended_role", "family_asked",
	    "family_answers", NULL };

	if (f->system || f->field.read != NULL || among(left, f->field.name) ||
	    (f->group != NULL && strcmp(f->group->name, "recommendations") == 0))
		return false;
	switch (f->field.type) {
	case FIELD_TEXT:
	case FIELD_MEMO:
	case FIELD_CODE:
	case FIELD_CODES:
	case FIELD_YESNO:
		return true;
	default:
		return false;
	}
}

static const char *without_doubt(struct pool *pool, const struct redaction *done)
{
	struct str s;
	size_t at = 0, i;

	str_init(&s, pool);
	for (i = 0; i < done->marks_n; i++) {
		str_addn(&s, done->text + at, done->mark[i].at - at);
		str_add(&s, DOUBT);
		at = done->mark[i].at + done->mark[i].len;
	}
	str_add(&s, done->text + at);
	return s.data;
}

static bool lone_capital(const char *s)
{
	return s[0] >= 'A' && s[0] <= 'Z' && redaction_letters(s) == 1;
}

/* "J.", "I.J.T." and "I J T" at s: so many letters, and how many bytes they take. */
static unsigned initials_at(const char *s, size_t *len_r)
{
	unsigned n = 0;
	size_t at = 0;

	*len_r = 0;
	while (lone_capital(s + at)) {
		n++;
		at += 1 + (s[at + 1] == '.');
		*len_r = at;
		at += s[at] == ' ';
	}
	return n;
}

/* More than one letter is somebody; one alone is where the child's names begin with it
 * and it is no word. */
static const char *without_initials(struct pool *pool, const char *text, const char *letters)
{
	bool within = false;
	struct str s;
	size_t len;

	for (str_init(&s, pool); *text != '\0'; text += len) {
		unsigned n = within ? 0 : initials_at(text, &len);

		if (n > 1 || (n == 1 && *text != 'A' && *text != 'I' && strchr(letters, *text) != NULL)) {
			str_add(&s, DOUBT);
			continue;
		}
		len = redaction_letters(text);
		within = len == 0 && *text >= '0' && *text <= '9';
		len = len == 0 ? 1 : len;
		str_addn(&s, text, len);
	}
	return s.data;
}

/* With which letters the words of a name begin. */
static void letters_add(struct str *letters, const char *name)
{
	size_t len;

	for (; name != NULL && *name != '\0'; name += len == 0 ? 1 : len) {
		len = redaction_letters(name);
		if (*name >= 'A' && *name <= 'Z')
			str_addc(letters, *name);
	}
}

struct words {
	struct redaction_list *list;
	struct redaction_facts facts;	/* of no day, so that a day is told by none */
	struct str letters;
};

static const char *value_of(struct request *r, struct words *w, const struct form_field *f,
    const char *value)
{
	struct redaction done;

	if (f->field.type != FIELD_TEXT && f->field.type != FIELD_MEMO)
		return value;
	redaction_do(w->list, &w->facts, value, &done);
	return without_initials(r->pool, without_doubt(r->pool, &done), w->letters.data);
}

static void words_of(struct request *r, const struct record *record,
    const struct form_answers *answers, struct words *w_r)
{
	struct db_row child;
	unsigned i;

	*w_r = (struct words){ .list = NULL };
	w_r->list = names(r, record, answers, &w_r->facts.initials);
	str_init(&w_r->letters, r->pool);
	if (db_find(r->db, &lscb_sql[LSCB_PACK_CHILD], &child, record->id))
		for (i = 0; i < 3; i++)
			letters_add(&w_r->letters, db_text(&child, i));
}

static void answers_keep(struct request *r, const struct record *record,
    const struct form_answers *answers)
{
	struct words words;
	unsigned f, item;

	words_of(r, record, answers, &words);
	for (f = 0; f < answers->form->fields; f++) {
		const struct form_field *field = &answers->form->field[f];

		for (item = 0; item < FORM_ITEMS_MAX && kept(field); item++) {
			const char *value = form_get(answers, f, item);

			if (value[0] != '\0')
				(void)db_write(r->db, &lscb_sql[LSCB_KEPT_ADD], record->id, answers->form->name,
				    (unsigned long long)answers->form->version, field->field.name,
				    (unsigned long long)item, value_of(r, &words, field, value));
			if (field->group == NULL)
				break;
		}
	}
}

void lscb_analysis_keep(struct request *r, const struct record *record)
{
	struct pool *all = r->pool, *one = pool_create();
	struct document document;
	struct db_row signed_one;

	/* As many cases as a round archives share one pool. */
	r->pool = one;
	db_pool(r->db, one);
	if (db_find(r->db, &lscb_sql[LSCB_KEPT_SIGNED], &signed_one, record->id) &&
	    lscb_analysis_set_of(db_text(&signed_one, 0)) != NULL && document_find_number(r, record,
	    db_text(&signed_one, 0), (unsigned)db_number(&signed_one, 1), &document))
		answers_keep(r, record, document_answers(r, &document));
	r->pool = all;
	db_pool(r->db, all);
	pool_destroy(&one);
}
