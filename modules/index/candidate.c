#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "ident.h"
#include "index.h"
#include "text.h"

#define KEY_BYTES	200	/* of the columns that keep a normalised name */
#define NEAR_MAX	48
#define SURE		100	/* points of one found by an identifier */
#define ENOUGH		(4 * HITS_MAX)	/* names; a child may have two of the same */

/* Names of children as the blocking statements return them, scored one by one.
 * A scratch pool holds what scoring needs, or thousands of rows would stay in
 * memory until the answer is sent. */
struct pile {
	struct request *r;
	const struct quest *q;
	struct match_person known;	/* what a candidate's row can be held against */
	struct pool *scratch;
	struct candidate *item;
	size_t n, size;
};

const char *name_key(struct pool *pool, const char *name)
{
	char *key = match_normalise(pool, name);
	size_t len = strlen(key);

	if (len > KEY_BYTES) {
		len = KEY_BYTES;
		while (len > 0 && (key[len] & 0xc0) == 0x80)
			len--;
		key[len] = '\0';
	}
	return key;
}

const char *name_first(struct pool *pool, const char *key)
{
	return pool_strndup(pool, key, strcspn(key, " "));
}

const char *name_last(struct pool *pool, const char *key)
{
	const char *space = strrchr(key, ' ');

	return pool_strdup(pool, space == NULL ? key : space + 1);
}

/* -- the pile -- */

static void pile_put(struct pile *pile, unsigned long long child, int score)
{
	if (pile->n == pile->size) {
		size_t size = pile->size == 0 ? 256 : pile->size * 2;
		struct candidate *more = pool_array(pile->r->pool, size, sizeof(*more));

		if (pile->n > 0)
			memcpy(more, pile->item, pile->n * sizeof(*more));
		pile->item = more;
		pile->size = size;
	}
	pile->item[pile->n++] = (struct candidate){ child, score };
}

static enum match_kind kind_of(const char *kind)
{
	if (strcmp(kind, "CUR") == 0)
		return MATCH_CURRENT;
	return strcmp(kind, "AKA") == 0 ? MATCH_AKA : MATCH_FORMER;
}

static int row_score(struct pile *pile, const struct db_row *row)
{
	struct match_name name = { db_text(row, 2), db_text(row, 3), kind_of(db_text(row, 1)) };
	struct match_person who = { .names = &name, .names_n = 1, .dob = db_text(row, 4),
	    .dob_estimated = db_number(row, 5) != 0, .sex = db_text(row, 6) };
	struct match_result result;

	match_score(pile->scratch, &pile->known, &who, true, &result);
	return result.score;
}

/* sure: found by an identifier, to be looked at whatever the names say. Others
 * with nothing in their favour are passed over. */
static void pile_rows(struct pile *pile, const struct db_rows *rows, bool sure)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		int score = sure ? SURE : row_score(pile, &rows->row[i]);

		if (score > 0)
			pile_put(pile, db_number(&rows->row[i], 0), score);
		if (i % 128 == 127)
			pool_reset(pile->scratch);
	}
}

/* What ends every blocking statement. */
#define MAY(q) (unsigned long long)(q)->manager, (unsigned long long)(q)->shielded, \
	(q)->from, (q)->to, (q)->sex, (q)->sex

static void block(struct pile *pile, enum index_sql number, const char *key, bool sure)
{
	struct db_rows rows;

	if (key == NULL || key[0] == '\0')
		return;
	(void)db_list(pile->r->db, &index_sql[number], &rows, key, MAY(pile->q));
	pile_rows(pile, &rows, sure);
}

static void block_two(struct pile *pile, enum index_sql number, const char *a, const char *b)
{
	struct db_rows rows;

	if (a[0] == '\0' || b[0] == '\0')
		return;
	(void)db_list(pile->r->db, &index_sql[number], &rows, a, b, MAY(pile->q));
	pile_rows(pile, &rows, false);
}

/* -- how the names sound -- */

struct sounds {
	const char *family[2];		/* first and last word; the second NULL when equal */
	const char *given;
	const char *family_key, *given_key;
};

static void sounds_of(struct pool *pool, const struct match_name *name, struct sounds *s)
{
	s->family_key = name_key(pool, name->family);
	s->given_key = name_key(pool, name->given);
	s->family[0] = match_soundex(pool, name_first(pool, s->family_key));
	s->family[1] = match_soundex(pool, name_last(pool, s->family_key));
	s->given = match_soundex(pool, name_first(pool, s->given_key));
	if (strcmp(s->family[0], s->family[1]) == 0)
		s->family[1] = NULL;
}

/* One statement for each way the family name sounds. */
static void family_blocks(struct pile *pile, enum index_sql number, const struct sounds *s,
    const char *with)
{
	size_t i;

	for (i = 0; i < 2 && s->family[i] != NULL; i++) {
		if (with == NULL)
			block(pile, number, s->family[i], false);
		else if (number == INDEX_BY_SOUNDS)
			block_two(pile, number, s->family[i], with);
		else
			block_two(pile, number, with, s->family[i]);
	}
}

/* Both names by sound, and changed over (8.1: given and family name order). */
static void both_names(struct pile *pile, const struct sounds *s)
{
	family_blocks(pile, INDEX_BY_SOUNDS, s, s->given);
	block_two(pile, INDEX_BY_SOUNDS, s->given, s->family[0]);
}

/* -- near dates of birth -- */

static bool near_has(const char *const *list, size_t n, const char *iso)
{
	while (n-- > 0)
		if (strcmp(list[n], iso) == 0)
			return true;
	return false;
}

static void near_add(struct pool *pool, const char **list, size_t *n, const char *iso,
    const char *today)
{
	struct date date;

	if (*n < NEAR_MAX && date_parse(iso, &date) && strcmp(iso, today) <= 0 &&
	    strcmp(iso, "1990-01-01") >= 0 && !near_has(list, *n, iso))
		list[(*n)++] = pool_strdup(pool, iso);
}

static const char *day_month_swapped(struct pool *pool, const char *iso)
{
	return pool_printf(pool, "%.4s-%s-%.2s", iso, iso + 8, iso + 5);
}

/* The dates that points are given for (8.2): the date, day and month changed
 * over, one digit wrong; and 1 January, which stands for an unknown day. */
static size_t near_dates(struct pool *pool, const char *iso, const char *today,
    const char *list[NEAR_MAX])
{
	char *other = pool_strdup(pool, iso);
	size_t n = 0, i;
	char digit;

	near_add(pool, list, &n, iso, today);
	near_add(pool, list, &n, day_month_swapped(pool, iso), today);
	near_add(pool, list, &n, pool_printf(pool, "%.4s-01-01", iso), today);
	for (i = 0; i < strlen(iso); i++) {
		if (iso[i] == '-')
			continue;
		for (digit = '0'; digit <= '9'; digit++) {
			other[i] = digit;
			near_add(pool, list, &n, other, today);
		}
		other[i] = iso[i];
	}
	return n;
}

/* A quest that is narrowed to one day. */
static void on_day(struct pile *pile, const char *day, const struct sounds *s)
{
	const struct quest *whole = pile->q;
	struct quest one = *whole;

	one.from = one.to = day;
	pile->q = &one;
	family_blocks(pile, INDEX_BY_FAMILY_SOUND, s, NULL);
	block(pile, INDEX_BY_GIVEN_SOUND, s->given, false);
	pile->q = whole;
}

static void born_blocks(struct pile *pile, const struct sounds *s)
{
	const char *born = pile->known.dob, *day[NEAR_MAX];
	size_t n = near_dates(pile->r->pool, born, pile->r->today, day), i;
	struct db_rows rows;

	(void)db_list(pile->r->db, &index_sql[INDEX_BY_BORN], &rows, born,
	    near_has(day, n, day_month_swapped(pile->r->pool, born)) ?
	    day_month_swapped(pile->r->pool, born) : born, MAY(pile->q));
	pile_rows(pile, &rows, false);
	for (i = 0; i < n; i++)
		on_day(pile, day[i], s);
	both_names(pile, s);
}

/* -- without a date of birth -- */

/* The postcode, and for a slip in its end, the sound of the name near by. */
static void place_blocks(struct pile *pile, const struct sounds *s)
{
	const char *postcode = pile->q->person.postcode;

	block(pile, INDEX_BY_POSTCODE, postcode, false);
	family_blocks(pile, INDEX_BY_SECTOR, s, ident_postcode_sector(pile->r->pool, postcode));
}

static void school_blocks(struct pile *pile, const struct sounds *s)
{
	if (s->family[0][0] != '\0')
		family_blocks(pile, INDEX_BY_SCHOOL_FAMILY, s, pile->q->school);
	else
		block_two(pile, INDEX_BY_SCHOOL_GIVEN, pile->q->school, s->given);
}

/* One name alone: those who bear it exactly come before those who sound like
 * it, so that a list that they fill needs no others. */
static void one_name(struct pile *pile, const struct sounds *s)
{
	bool family = s->family[0][0] != '\0';

	block(pile, family ? INDEX_BY_FAMILY_ALONE : INDEX_BY_GIVEN_ALONE,
	    family ? s->family_key : s->given_key, false);
	if (pile->n > ENOUGH)
		return;
	if (family)
		family_blocks(pile, INDEX_BY_FAMILY_SOUND, s, NULL);
	else
		block(pile, INDEX_BY_GIVEN_SOUND, s->given, false);
}

/* The exact family name with any given name finds the variants that no sound
 * joins (Bill, William). */
static void name_blocks(struct pile *pile, const struct sounds *s)
{
	if (s->family[0][0] == '\0' || s->given[0] == '\0') {
		one_name(pile, s);
		return;
	}
	both_names(pile, s);
	block(pile, INDEX_BY_FAMILY, s->family_key, false);
}

/* 8.2's candidates that names and birth dates near each other do not bring:
 * the same sound and year, the same home. */
static void thorough_blocks(struct pile *pile, const struct sounds *s)
{
	const struct quest *whole = pile->q;
	struct quest year = *whole;

	year.from = pool_printf(pile->r->pool, "%.4s-01-01", pile->known.dob);
	year.to = pool_printf(pile->r->pool, "%.4s-12-31", pile->known.dob);
	pile->q = &year;
	family_blocks(pile, INDEX_BY_FAMILY_SOUND, s, NULL);
	pile->q = whole;
	block(pile, INDEX_BY_POSTCODE, whole->person.postcode, false);
	block(pile, INDEX_BY_UPRN, whole->person.uprn, false);
}

/* -- all -- */

static int by_child(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->child != y->child)
		return x->child < y->child ? -1 : 1;
	return y->score - x->score;
}

static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return x->score != y->score ? y->score - x->score : by_child(a, b);
}

/* Each child once, with its best name. */
static void pile_sort(struct pile *pile)
{
	size_t i, n = 0;

	if (pile->n == 0)
		return;
	qsort(pile->item, pile->n, sizeof(*pile->item), by_child);
	for (i = 0; i < pile->n; i++)
		if (n == 0 || pile->item[n - 1].child != pile->item[i].child)
			pile->item[n++] = pile->item[i];
	pile->n = n;
	qsort(pile->item, n, sizeof(*pile->item), by_score);
}

static bool there(const char *text)
{
	return text != NULL && text[0] != '\0';
}

/* One piece of evidence beside the name, or the search would be browsing. */
static bool by_name(const struct quest *q)
{
	return (there(q->name.family) || there(q->name.given)) && (q->thorough ||
	    there(q->person.dob) || there(q->person.postcode) || there(q->school) ||
	    there(q->sex) || strcmp(q->from, DAY_FIRST) > 0);
}

static void blocks(struct pile *pile)
{
	const struct quest *q = pile->q;
	struct sounds s;

	sounds_of(pile->r->pool, &q->name, &s);
	block(pile, INDEX_BY_NHS, q->person.nhs, true);
	block(pile, INDEX_BY_UPN, q->person.upn, true);
	if (!by_name(q))
		return;
	if (there(q->person.dob))
		born_blocks(pile, &s);
	else if (there(q->person.postcode))
		place_blocks(pile, &s);
	else if (there(q->school))
		school_blocks(pile, &s);
	else
		name_blocks(pile, &s);
	if (q->thorough)
		thorough_blocks(pile, &s);
}

size_t candidates_find(struct request *r, const struct quest *q, struct candidate *list,
    size_t max)
{
	struct pile pile = { .r = r, .q = q, .scratch = pool_create() };

	pile.known = (struct match_person){ .names = q->person.names,
	    .names_n = q->person.names_n, .dob = q->person.dob, .dob_estimated = q->person.dob_estimated,
	    .sex = q->person.sex };
	if (there(q->number))
		block(&pile, INDEX_BY_NUMBER, q->number, true);
	else
		blocks(&pile);
	pool_destroy(&pile.scratch);
	pile_sort(&pile);
	if (pile.n < max)
		max = pile.n;
	if (max > 0)
		memcpy(list, pile.item, max * sizeof(*list));
	return max;
}
