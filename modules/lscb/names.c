#include <ctype.h>
#include <string.h>

#include "meeting.h"
#include "pack.h"
#include "redaction-pattern.h"
#include "redaction-rules.h"

/* 5.6: what leaves the case (recommendations, actions, minutes) identifies no child. A
 * name is found in it in whatever spelling a pack finds it; the child's number, address
 * and day of birth, too. */

#define SHORT_NAME	3	/* bytes; so short a word counts where it is written as a name alone */

enum { GIVEN, FAMILY, ALIASES, NHS, POSTCODE, LINE1, BORN };	/* LSCB_NAME_PARTS */

static const char *name_found(const struct redaction_list *list, const char *text)
{
	struct redaction_hit hit;
	size_t n;

	for (; *text != '\0'; text += n == 0 ? 1 : n) {
		n = redaction_letters(text);
		if (n == 0)
			continue;
		redaction_find(list, text, &hit);
		if (hit.len > 0 && (redaction_capital(text) || (hit.len > SHORT_NAME && !hit.everyday)))
			return pool_strndup(redaction_pool(list), text, hit.len);
	}
	return NULL;
}

/* Letters and figures alone, in capitals. */
static const char *squeezed(struct pool *pool, const char *text)
{
	char *s = pool_strdup(pool, text);
	size_t n = 0;

	for (; *text != '\0'; text++)
		if (redaction_is_digit(*text) || redaction_is_letter(*text))
			s[n++] = (char)toupper((unsigned char)*text);
	s[n] = '\0';
	return s;
}

/* least: shorter ones are no more than a word of every day. */
static bool holds(struct pool *pool, const char *text, const char *what, size_t least)
{
	const char *s = squeezed(pool, what);

	return strlen(s) >= least && strstr(text, s) != NULL;
}

static bool born_found(struct pool *pool, const char *born_on, const char *text)
{
	const struct redaction_facts facts = { .died_on = born_on };
	bool within = false;
	const char *put;

	for (; *text != '\0'; text++) {
		if (!within && redaction_day(pool, &facts, text, &put) > 0 && strcmp(put, "D-0") == 0)
			return true;
		within = redaction_is_digit(*text) || redaction_is_letter(*text);
	}
	return false;
}

static bool child_found(struct pool *pool, const struct db_row *c, const char *text)
{
	const char *s = squeezed(pool, text);

	return holds(pool, s, db_text(c, NHS), 10) || holds(pool, s, db_text(c, POSTCODE), 5) ||
	    (strpbrk(db_text(c, LINE1), "0123456789") != NULL && holds(pool, s, db_text(c, LINE1), 6)) ||
	    (db_text(c, BORN) != NULL && born_found(pool, db_text(c, BORN), text));
}

const char *lscb_name_in(struct request *r, unsigned long long record, const char *text)
{
	struct redaction_list *list;
	struct db_rows rows;
	size_t i;

	if (record == 0 || text[0] == '\0')
		return NULL;
	text = redaction_seen(r->pool, text);
	list = pack_words(r);
	(void)db_list(r->db, &lscb_sql[LSCB_NAME_PARTS], &rows, record, record);
	for (i = 0; i < rows.n; i++) {
		if (i == 0 && child_found(r->pool, &rows.row[i], text))
			return "";
		redaction_name(list, db_text(&rows.row[i], GIVEN), db_text(&rows.row[i], FAMILY),
		    db_text(&rows.row[i], ALIASES), "");
	}
	return name_found(list, text);
}

void lscb_nameless(struct request *r, unsigned long long record, const char *field)
{
	/* The name is not said again: the message would tell it to who may not know it. */
	if (lscb_name_in(r, record, input_text(&r->input, field)) != NULL)
		input_refuse(&r->input, field, "This text holds a name of the case, or the child's number, "
		    "address or day of birth. Write it so that it identifies no child");
}
