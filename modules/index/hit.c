#include <stdlib.h>
#include <string.h>

#include "index.h"
#include "str.h"
#include "text.h"

#define LOOKED_AT	48	/* candidates that are loaded whole */
#define KEPT_FROM	40	/* per cent: sounds alike, and nothing speaks against it */
#define STRONG_FROM	85
#define STRONG_POINTS	60

/* A child as it is held against what was typed. */
struct found {
	struct match_person person;
	struct hit hit;
};

/* -- loading -- */

static const char *const *column(struct request *r, const struct db_rows *rows, unsigned n)
{
	const char **list = pool_array(r->pool, rows->n + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < rows->n; i++)
		list[i] = db_text(&rows->row[i], n);
	return list;
}

static void names_load(struct request *r, struct found *f)
{
	struct match_name *names;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_NAMES], &rows, f->hit.id);
	names = pool_array(r->pool, rows.n + 1, sizeof(*names));
	for (i = 0; i < rows.n; i++) {
		const char *kind = db_text(&rows.row[i], 1);

		names[i] = (struct match_name){ db_text(&rows.row[i], 2), db_text(&rows.row[i], 3),
		    strcmp(kind, "CUR") == 0 ? MATCH_CURRENT :
		    strcmp(kind, "AKA") == 0 ? MATCH_AKA : MATCH_FORMER };
	}
	f->person.names = names;
	f->person.names_n = rows.n;
}

static void carers_load(struct request *r, struct found *f)
{
	const char **parents;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &index_sql[INDEX_CARERS], &rows, f->hit.id);
	f->person.phones = column(r, &rows, 5);
	parents = pool_array(r->pool, rows.n + 1, sizeof(*parents));
	for (i = 0; i < rows.n; i++)
		parents[i] = pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2));
	f->person.parents = parents;
}

/* What everybody may see of a shielded child is its names, birth date and sex:
 * nothing else of it is compared with anything (6.6). */
static void hidden_load(struct request *r, const struct quest *q, const struct db_row *row,
    struct found *f)
{
	const char *postcode = db_text(row, 13);
	struct db_rows rows;

	(void)db_list(r->db, &index_sql[INDEX_OLD_POSTCODES], &rows, f->hit.id);
	f->person.old_postcodes = column(r, &rows, 0);
	f->person.house = db_text(row, 12);
	f->person.postcode = postcode;
	f->person.uprn = db_text(row, 14);
	f->person.nhs = db_text(row, 6);
	f->person.upn = db_text(row, 7);
	if (postcode != NULL)
		f->hit.district = pool_strndup(r->pool, postcode, strcspn(postcode, " "));
	if (q->thorough)
		carers_load(r, f);
}

static bool found_load(struct request *r, const struct quest *q, unsigned long long child,
    struct found *f)
{
	struct db_row row;

	*f = (struct found){ 0 };
	if (!db_find(r->db, &index_sql[INDEX_HIT], &row, child))
		return false;
	f->hit = (struct hit){ .id = child, .handle = db_text(&row, 1), .number = db_text(&row, 2),
	    .sex = db_text(&row, 3), .born_on = db_text(&row, 4),
	    .born_estimated = db_number(&row, 5) != 0, .given = db_text(&row, 10),
	    .family = db_text(&row, 11), .district = "" };
	f->person.dob = f->hit.born_on;
	f->person.dob_estimated = f->hit.born_estimated;
	f->person.sex = f->hit.sex;
	f->person.do_not_link = db_number(&row, 9) != 0;
	names_load(r, f);
	if (db_number(&row, 8) == 0 || index_manager(r))
		hidden_load(r, q, &row, f);
	return true;
}

/* -- judging -- */

static bool there(const char *text)
{
	return text != NULL && text[0] != '\0';
}

static bool same(const char *a, const char *b)
{
	return there(a) && there(b) && strcmp(a, b) == 0;
}

static int score_of(struct request *r, const struct quest *q, const struct match_person *a,
    const struct match_person *b)
{
	struct match_result result;

	match_score(r->pool, a, b, q->manager, &result);
	return result.score;
}

/* Points that what was typed could earn (8.2). */
static int points_possible(const struct quest *q)
{
	return (there(q->name.family) ? 25 : 0) + (there(q->name.given) ? 20 : 0) +
	    (there(q->person.dob) ? 30 : 0) + (there(q->person.sex) ? 5 : 0) +
	    (there(q->person.postcode) ? 10 : 0);
}

/* Beside the name the birth date must agree, or where none was typed the
 * place; else half the town would answer to a common name. */
static bool beside_name(struct request *r, const struct quest *q, const struct found *f)
{
	struct match_person a = { .dob = q->person.dob, .dob_estimated = q->person.dob_estimated };
	struct match_person b = { .dob = f->person.dob, .dob_estimated = f->person.dob_estimated };

	if (there(q->person.dob))
		return score_of(r, q, &a, &b) > 0;
	if (!there(q->person.postcode))
		return true;
	a = (struct match_person){ .postcode = q->person.postcode };
	b = (struct match_person){ .postcode = f->person.postcode,
	    .old_postcodes = f->person.old_postcodes };
	return score_of(r, q, &a, &b) > 0;
}

static bool identifier_same(const struct quest *q, const struct found *f)
{
	return same(q->person.nhs, f->person.nhs) || same(q->person.upn, f->person.upn);
}

/* A number that is another child's must not show that child: a name or the
 * birth date has to agree as well. */
static bool by_identifier(struct request *r, const struct quest *q, struct found *f)
{
	struct match_person a = q->person;

	a.nhs = a.upn = NULL;
	if (score_of(r, q, &a, &f->person) <= 0)
		return false;
	f->hit.percent = 100;
	f->hit.match.band = MATCH_STRONG;
	f->hit.match.reason = same(q->person.nhs, f->person.nhs) ? "same NHS number" : "same UPN";
	return true;
}

static bool search_keeps(struct request *r, const struct quest *q, struct found *f)
{
	int possible = points_possible(q);

	if (there(q->number)) {
		f->hit.percent = 100;
		f->hit.match = (struct match_result){ .band = MATCH_STRONG,
		    .reason = "same index number" };
		return true;
	}
	if (identifier_same(q, f))
		return by_identifier(r, q, f);
	match_score(r->pool, &q->person, &f->person, q->manager, &f->hit.match);
	if (possible == 0 || !beside_name(r, q, f))
		return false;
	f->hit.percent = f->hit.match.score * 100 / possible;
	if (f->hit.percent > 100)
		f->hit.percent = 100;
	/* All that was typed may agree and still be little, as a name and a sex. */
	f->hit.match.band = f->hit.percent >= STRONG_FROM && f->hit.match.score >= STRONG_POINTS &&
	    f->hit.match.rule != 3 ? MATCH_STRONG : MATCH_POSSIBLE;
	return f->hit.percent >= KEPT_FROM;
}

static bool keeps(struct request *r, const struct quest *q, struct found *f)
{
	if (!q->thorough)
		return search_keeps(r, q, f);
	match_score(r->pool, &q->person, &f->person, q->manager, &f->hit.match);
	f->hit.percent = f->hit.match.score;
	return f->hit.match.band != MATCH_NONE;
}

/* -- all -- */

static int by_percent(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	int order;

	if (x->percent != y->percent)
		return y->percent - x->percent;
	order = strcmp(x->family, y->family);
	if (order == 0)
		order = strcmp(x->given, y->given);
	if (order == 0)
		order = strcmp(x->born_on, y->born_on);
	return order != 0 ? order : x->id < y->id ? -1 : 1;
}

size_t hits_find(struct request *r, const struct quest *q, struct hit *hits, size_t max,
    bool *more_r)
{
	struct candidate list[LOOKED_AT];
	struct hit kept[LOOKED_AT];
	size_t n = candidates_find(r, q, list, LOOKED_AT), i, k = 0;
	struct found f;

	for (i = 0; i < n; i++)
		if (found_load(r, q, list[i].child, &f) && keeps(r, q, &f))
			kept[k++] = f.hit;
	if (k > 1)
		qsort(kept, k, sizeof(*kept), by_percent);
	*more_r = k > max;
	if (k > max)
		k = max;
	if (k > 0)
		memcpy(hits, kept, k * sizeof(*hits));
	return k;
}

/* -- showing -- */

void hits_table(struct request *r, struct node *body, const struct hit *hits, size_t n,
    const char *caption)
{
	struct node *table = page_table(body, "hits", caption, "No record matches.", "Name", "Born",
	    "Sex", "Postcode district", "Match", NULL);
	struct node *row, *cell;
	size_t i;

	for (i = 0; i < n; i++) {
		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "%s %s", hits[i].given, hits[i].family));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/child/%s", hits[i].handle));
		(void)page_cell(row, pool_printf(r->pool, "%s%s", index_day(r, hits[i].born_on),
		    hits[i].born_estimated ? " (estimated)" : ""));
		(void)page_cell(row, index_label(r, "sex", hits[i].sex));
		(void)page_cell(row, hits[i].district[0] == '\0' ? "Not shown" : hits[i].district);
		(void)page_cell(row, match_text(r->pool, &hits[i].match));
	}
}

const char *hits_ids(struct request *r, const struct hit *hits, size_t n)
{
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < n; i++)
		str_printf(&s, "%s%llu", i == 0 ? "" : " ", hits[i].id);
	return s.data;
}
