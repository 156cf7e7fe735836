#include <stdlib.h>

#include "conf.h"
#include "intake.h"
#include "lists.h"
#include "match.h"

/* 4.4: which cases a notification may belong to. What is looked for is found by a
 * key; how likely it is, is said by the rules. */

static bool better(const struct lscb_match *a, const struct lscb_match *b)
{
	return a->certain != b->certain ? a->certain : a->score > b->score;
}

static void row_read(const struct db_row *row, struct lscb_likely *l)
{
	*l = (struct lscb_likely){ .record = db_number(row, 0), .handle = db_text(row, 1),
	    .reference = db_text(row, 2), .state = db_text(row, 3), .notified_on = db_text(row, 4),
	    .facts = { .nhs = db_text(row, 5), .family = db_text(row, 6), .given = db_text(row, 7),
	    .born_on = db_text(row, 8), .died_on = db_text(row, 9), .sex = db_text(row, 10),
	    .postcode = db_text(row, 11), .birth_order = db_text(row, 12) } };
}

/* Into its place: they are few. */
static void put(struct lscb_likely *list, size_t n, const struct lscb_likely *l)
{
	for (; n > 0 && better(&l->match, &list[n - 1].match); n--)
		list[n] = list[n - 1];
	list[n] = *l;
}

static const char *text(const char *value)
{
	return value == NULL ? "" : value;
}

void lscb_likely_alone(struct request *r)
{
	(void)db_write(r->db, &lscb_sql[LSCB_LIKELY_ALONE]);
}

size_t lscb_likely_find(struct request *r, unsigned long long of,
    const struct lscb_match_facts *facts, struct lscb_likely **list_r)
{
	unsigned least = (unsigned)conf_number("lscb.match_score");
	const char *sound = match_soundex(r->pool, text(facts->family));
	struct lscb_likely l;
	struct db_rows rows;
	size_t i, n = 0;

	(void)db_list(r->db, &lscb_sql[LSCB_LIKELY], &rows, text(facts->nhs), text(facts->nhs),
	    sound, sound, facts->died_on, facts->died_on, text(facts->postcode),
	    text(facts->postcode), of, of, of);
	*list_r = pool_array(r->pool, rows.n + 1, sizeof(**list_r));
	for (i = 0; i < rows.n; i++) {
		row_read(&rows.row[i], &l);
		lscb_match(r->pool, facts, &l.facts, &l.match);
		if (lscb_match_likely(&l.match, least))
			put(*list_r, n++, &l);
	}
	return n;
}

void lscb_likely_apart(struct request *r, unsigned long long record, unsigned long long other,
    const char *why)
{
	(void)db_write(r->db, &lscb_sql[LSCB_APART_ADD], record < other ? record : other,
	    record < other ? other : record, why, request_account(r));
}

/* "Date of death, Sex", of those that are so. */
static const char *those(struct request *r, const struct lscb_match *m, enum lscb_match_how how)
{
	enum lscb_match_part i;
	const char *words = "";

	for (i = 0; i < LSCB_MATCH__MAX; i++)
		if (m->how[i] == how)
			words = pool_printf(r->pool, "%s%s%s", words, words[0] == '\0' ? "" : ", ",
			    lscb_match_part_words(i));
	return words[0] == '\0' ? "Nothing" : words;
}

void lscb_likely_put(struct request *r, struct node *body, const struct lscb_likely *list, size_t n)
{
	struct node *table = page_table(body, "likely", "Cases that may be the same child", "None",
	    "Identifier", "State", "Notified", "The same", "Different", NULL), *row, *cell;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		cell = page_cell(row, list[i].reference);
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/case/%s", list[i].handle));
		(void)page_cell(row, lscb_workflow.state[workflow_state(&lscb_workflow,
		    list[i].state)].label);
		(void)page_cell(row, page_day(r, list[i].notified_on));
		(void)page_cell(row, those(r, &list[i].match, LSCB_MATCH_SAME));
		(void)page_cell(row, those(r, &list[i].match, LSCB_MATCH_OTHER));
	}
}
