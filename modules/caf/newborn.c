#include <stdlib.h>
#include <string.h>

#include "caf.h"
#include "date.h"

#define NEAR_DAYS	366	/* either side of the birth date: a slip in the year, too */

enum { KIND = CHILD_CARD_COLUMNS_N, GIVEN, FAMILY };	/* after the card's columns */

static const char *day_near(struct request *r, const char *iso, int days)
{
	struct date date;

	return date_parse(iso, &date) ? date_iso(r->pool, date_add_days(date, days)) : iso;
}

/* Day and month changed over, where that is a date. */
static const char *day_swapped(struct request *r, const char *iso)
{
	const char *other = pool_printf(r->pool, "%.4s-%s-%.2s", iso, iso + 8, iso + 5);
	struct date date;

	return date_parse(other, &date) ? other : iso;
}

/* 8.2's candidates, as far as what was typed of a newborn child can have them. */
static void rows_find(struct request *r, const struct caf_episode *e, struct db_rows *rows)
{
	const char *born = e->newborn_on, *from = day_near(r, born, -NEAR_DAYS);
	const char *to = day_near(r, born, NEAR_DAYS);
	char *first = match_normalise(r->pool, e->newborn_family);
	const char *space = strrchr(first, ' ');
	const char *last = pool_strdup(r->pool, space == NULL ? first : space + 1);
	bool placed = e->newborn_postcode[0] != '\0';

	first[strcspn(first, " ")] = '\0';
	(void)db_list(r->db, &caf_sql[CAF_NEWBORNS], rows, born, day_swapped(r, born),
	    match_soundex(r->pool, first), match_soundex(r->pool, last), from, to,
	    placed ? e->newborn_postcode : NULL, from, to, (unsigned long long)!placed);
}

static enum match_kind kind_of(const char *kind)
{
	if (strcmp(kind, "CUR") == 0)
		return MATCH_CURRENT;
	return strcmp(kind, "AKA") == 0 ? MATCH_AKA : MATCH_FORMER;
}

static size_t rows_of(const struct db_rows *rows, size_t i)
{
	unsigned long long child = db_number(&rows->row[i], 0);
	size_t n = 1;

	while (i + n < rows->n && db_number(&rows->row[i + n], 0) == child)
		n++;
	return n;
}

/* Of the n rows of one child, which are its names. A scratch pool holds what
 * scoring needs until the child is known to be one to show. */
static void child_score(struct request *r, struct pool *scratch, const struct db_row *row,
    size_t n, const struct match_person *typed, struct caf_newborn *found)
{
	struct match_name *names = pool_array(scratch, n, sizeof(*names));
	struct match_person child = { .names = names, .names_n = n };

	child_card_from(row, &found->card);
	while (n-- > 0)
		names[n] = (struct match_name){ db_text(&row[n], GIVEN), db_text(&row[n], FAMILY),
		    kind_of(db_text(&row[n], KIND)) };
	child.dob = found->card.born_on;
	child.dob_estimated = found->card.born_estimated;
	child.sex = found->card.sex;
	child.postcode = found->card.postcode;
	match_score(scratch, typed, &child, false, &found->match);
	if (found->match.band != MATCH_NONE)
		found->match.reason = pool_strdup(r->pool, found->match.reason);
	pool_reset(scratch);
}

static int by_score(const void *a, const void *b)
{
	const struct caf_newborn *x = a, *y = b;
	int order = y->match.score - x->match.score;

	if (order == 0)
		order = strcmp(x->card.family, y->card.family);
	if (order == 0)
		order = strcmp(x->card.given, y->card.given);
	return order != 0 ? order : x->card.id < y->card.id ? -1 : 1;
}

size_t caf_newborns(struct request *r, const struct caf_episode *e,
    struct caf_newborn list[CAF_NEWBORNS_MAX], bool *more_r)
{
	struct match_name name = { e->newborn_given, e->newborn_family, MATCH_CURRENT };
	struct match_person typed = { .names = &name, .names_n = 1, .dob = e->newborn_on,
	    .sex = e->newborn_sex, .postcode = e->newborn_postcode };
	struct pool *scratch = pool_create();
	struct caf_newborn *all;
	struct db_rows rows;
	size_t i, n = 0;

	rows_find(r, e, &rows);
	all = pool_array(r->pool, rows.n + 1, sizeof(*all));
	for (i = 0; i < rows.n; i += rows_of(&rows, i)) {
		child_score(r, scratch, &rows.row[i], rows_of(&rows, i), &typed, &all[n]);
		if (all[n].match.band != MATCH_NONE)
			n++;
	}
	pool_destroy(&scratch);
	if (n > 1)
		qsort(all, n, sizeof(*all), by_score);
	*more_r = n > CAF_NEWBORNS_MAX;
	if (*more_r)
		n = CAF_NEWBORNS_MAX;
	if (n > 0)
		memcpy(list, all, n * sizeof(*list));
	return n;
}
