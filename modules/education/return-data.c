#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "date.h"
#include "return.h"
#include "str.h"

/* What is held of a year, put together by child, and written as the files of 12.1. */

static struct date day(const char *iso)
{
	struct date date = { 0 };

	if (iso != NULL)
		(void)date_parse(iso, &date);
	return date;
}

static void pupil_from(const struct db_row *row, struct return_pupil *p)
{
	p->record = db_number(row, 0);
	p->handle = db_text(row, 1);
	p->subject = db_text(row, 2);
	p->born_on = db_text(row, 5);
	p->mother_child_born_on = db_text(row, 10);
	p->child = (struct return_child){ .child_id = db_text(row, 3), .sex = db_text(row, 4),
	    .born = day(p->born_on), .ethnic = db_text(row, 6), .upn = db_text(row, 7),
	    .upn_unknown = db_text(row, 8), .mother = db_text(row, 9) };
}

/* Rows of one record among those in order of it, from *at_r on. */
static struct db_row *rows_of(const struct db_rows *rows, unsigned long long record, size_t *at_r,
    size_t *n_r)
{
	size_t from;

	while (*at_r < rows->n && db_number(&rows->row[*at_r], 0) < record)
		(*at_r)++;
	from = *at_r;
	while (*at_r < rows->n && db_number(&rows->row[*at_r], 0) == record)
		(*at_r)++;
	*n_r = *at_r - from;
	return rows->row + from;
}

/* Has it ended by the last day of the year? What comes after belongs to the next. */
static bool over(const char *ended_on, int year)
{
	return ended_on != NULL && date_compare(day(ended_on), cohort_year_last(year)) <= 0;
}

static void episodes(struct request *r, struct return_pupil *p, int year)
{
	struct return_child *c = &p->child;
	size_t i;

	c->episode = pool_array(r->pool, c->episodes + 1, sizeof(*c->episode));
	for (i = 0; i < c->episodes; i++) {
		const struct db_row *row = &p->episode[i];
		bool ended = over(db_text(row, 7), year);

		c->episode[i] = (struct return_episode){ .care = { .began = day(db_text(row, 1)),
		    .ended = day(db_text(row, 7)), .open = !ended, .rne = db_text(row, 2),
		    .legal = db_text(row, 3), .rec = ended ? db_text(row, 8) : "" },
		    .need = db_text(row, 4), .place = db_text(row, 5), .provider = db_text(row, 6),
		    .change_why = ended ? db_text(row, 9) : "", .home_post = db_text(row, 10),
		    .place_post = db_text(row, 11), .urn = db_text(row, 12) };
	}
}

static void reviews(struct request *r, struct return_pupil *p)
{
	struct return_child *c = &p->child;
	size_t i;

	c->review = pool_array(r->pool, c->reviews + 1, sizeof(*c->review));
	for (i = 0; i < c->reviews; i++)
		c->review[i] = (struct return_review){ day(db_text(&p->review[i], 1)),
		    db_text(&p->review[i], 2) };
}

static void workers(struct request *r, struct return_pupil *p, int year)
{
	struct return_child *c = &p->child;
	size_t i;

	c->worker = pool_array(r->pool, c->workers + 1, sizeof(*c->worker));
	for (i = 0; i < c->workers; i++) {
		const struct db_row *row = &p->worker[i];
		bool ended = over(db_text(row, 3), year);

		c->worker[i] = (struct return_worker){ .id = db_text(row, 1),
		    .began = day(db_text(row, 2)), .ended = day(db_text(row, 3)), .open = !ended,
		    .reason = ended ? db_text(row, 4) : "" };
	}
}

static void others(struct request *r, struct return_pupil *p, const struct db_row *oc2, bool has)
{
	const char **value = pool_array(r->pool, OC2__MAX, sizeof(*value));
	enum return_file file;
	size_t i;

	for (i = 0; has && i < OC2__MAX; i++)
		value[i] = db_text(oc2, (unsigned)i + 1);
	p->child.oc2 = has ? value : NULL;
	for (i = 0; i < p->rows; i++)
		if ((file = return_file_named(db_text(&p->row[i], 1))) < RETURN_FILE__MAX)
			p->child.has[file] = true;
}

static int by_number(const void *a, const void *b)
{
	const struct return_pupil *x = a, *y = b;
	int way = strcmp(x->child.child_id, y->child.child_id);

	return way != 0 ? way : (x->record > y->record) - (x->record < y->record);
}

void return_load(struct request *r, int year, struct return_year *year_r)
{
	const char *from = date_iso(r->pool, cohort_year_first(year));
	const char *to = date_iso(r->pool, cohort_year_last(year));
	unsigned long long y = (unsigned long long)year;
	struct db_rows pupils, e, v, w, o, k;
	size_t i, at[5] = { 0 }, oc2;

	(void)db_list(r->db, &education_sql[EDUCATION_RETURN_PUPILS], &pupils, to, from, y, y);
	(void)db_list(r->db, &education_sql[EDUCATION_RETURN_EPISODES], &e, to, from);
	(void)db_list(r->db, &education_sql[EDUCATION_RETURN_REVIEWS], &v, to, from);
	(void)db_list(r->db, &education_sql[EDUCATION_RETURN_WORKERS], &w, to, from);
	(void)db_list(r->db, &education_sql[EDUCATION_RETURN_OC2], &o, y);
	(void)db_list(r->db, &education_sql[EDUCATION_RETURN_ROWS], &k, y);
	*year_r = (struct return_year){ .year = year, .n = pupils.n,
	    .pupil = pool_array(r->pool, pupils.n + 1, sizeof(struct return_pupil)) };
	for (i = 0; i < pupils.n; i++) {
		struct return_pupil *p = &year_r->pupil[i];
		struct db_row *row;

		pupil_from(&pupils.row[i], p);
		p->episode = rows_of(&e, p->record, &at[0], &p->child.episodes);
		p->review = rows_of(&v, p->record, &at[1], &p->child.reviews);
		p->worker = rows_of(&w, p->record, &at[2], &p->child.workers);
		row = rows_of(&o, p->record, &at[3], &oc2);
		p->row = rows_of(&k, p->record, &at[4], &p->rows);
		episodes(r, p, year);
		reviews(r, p);
		workers(r, p, year);
		others(r, p, row, oc2 > 0);
	}
	if (year_r->n > 0)
		qsort(year_r->pupil, year_r->n, sizeof(year_r->pupil[0]), by_number);
}

/* -- files -- */

struct writer {
	struct request *r;
	const struct return_layout *layout;
	int year;
	struct str s;
	size_t n;
};

static void line(struct writer *w, const char *const *value)
{
	size_t i;

	for (i = 0; i < w->layout->n; i++) {
		if (i > 0)
			str_addc(&w->s, ',');
		csv_add(&w->s, return_cell_out(w->r->pool, &w->layout->column[i], value[i], w->year));
	}
	str_add(&w->s, "\r\n");
	w->n++;
}

static void header(struct writer *w, const struct return_pupil *p)
{
	const struct return_child *c = &p->child;
	const char *value[] = { c->child_id, c->sex, p->born_on, c->ethnic,
	    c->upn[0] != '\0' ? c->upn : c->upn_unknown, c->mother, p->mother_child_born_on };

	line(w, value);
}

static void episode(struct writer *w, const struct return_pupil *p)
{
	const struct return_child *c = &p->child;
	size_t i;

	for (i = 0; i < c->episodes; i++) {
		const struct return_episode *e = &c->episode[i];
		const char *value[] = { c->child_id, db_text(&p->episode[i], 1), e->care.rne,
		    e->care.legal, e->need, e->place, e->provider,
		    e->care.open ? NULL : db_text(&p->episode[i], 7), e->care.rec, e->change_why,
		    e->home_post, e->place_post, e->urn };

		line(w, value);
	}
}

static void review(struct writer *w, const struct return_pupil *p)
{
	size_t i;

	for (i = 0; i < p->child.reviews; i++) {
		const char *value[] = { p->child.child_id, p->born_on, db_text(&p->review[i], 1),
		    p->child.review[i].code };

		line(w, value);
	}
}

static void worker(struct writer *w, const struct return_pupil *p)
{
	size_t i;

	for (i = 0; i < p->child.workers; i++) {
		const struct return_worker *e = &p->child.worker[i];
		const char *value[] = { p->child.child_id, p->born_on, e->id,
		    db_text(&p->worker[i], 2), e->open ? NULL : db_text(&p->worker[i], 3), e->reason };

		line(w, value);
	}
}

static void outcomes(struct writer *w, const struct return_pupil *p)
{
	const char *value[RETURN_COLUMNS_MAX] = { p->child.child_id, p->born_on };
	size_t i;

	for (i = 0; p->child.oc2 != NULL && i < OC2__MAX; i++)
		value[i + 2] = p->child.oc2[i];
	if (p->child.oc2 != NULL)
		line(w, value);
}

/* Rows that are carried as they came: the columns but CHILD, SEX and DOB. */
static void carried(struct writer *w, const struct return_pupil *p)
{
	const char *value[RETURN_COLUMNS_MAX];
	size_t i, k;

	for (i = 0; i < p->rows; i++) {
		const char *body = db_text(&p->row[i], 2);

		if (strcmp(db_text(&p->row[i], 1), w->layout->code) != 0)
			continue;
		for (k = 0; k < w->layout->n; k++) {
			const char *name = w->layout->column[k].name;
			size_t len = strcspn(body, "\t");

			value[k] = strcmp(name, "CHILD") == 0 ? p->child.child_id :
			    strcmp(name, "DOB") == 0 ? p->born_on :
			    strcmp(name, "SEX") == 0 ? p->child.sex : NULL;
			if (value[k] != NULL)
				continue;
			value[k] = pool_strndup(w->r->pool, body, len);
			body += len + (body[len] == '\t');
		}
		line(w, value);
	}
}

const char *return_bytes(struct request *r, const struct return_year *year, enum return_file file,
    size_t *n_r)
{
	static void (*const put[RETURN_FILE__MAX])(struct writer *, const struct return_pupil *) = {
		[RETURN_HEADER] = header, [RETURN_EPISODES] = episode, [RETURN_REVIEWS] = review,
		[RETURN_WORKERS] = worker, [RETURN_OC2] = outcomes
	};
	struct writer w = { .r = r, .layout = &return_layouts[file], .year = year->year };
	size_t i;

	str_init(&w.s, r->pool);
	str_printf(&w.s, "%s\r\n", return_header(r->pool, file));
	for (i = 0; i < year->n; i++)
		if (year->pupil[i].child.child_id[0] != '\0')
			(put[file] != NULL ? put[file] : carried)(&w, &year->pupil[i]);
	*n_r = w.n;
	return w.s.data;
}
