#include <string.h>

#include "casework.h"
#include "clock.h"
#include "date.h"
#include "export.h"
#include "filter.h"
#include "lists.h"
#include "module.h"
#include "report.h"
#include "str.h"
#include "terms.h"
#include "text.h"

#define MONTHS_BACK	11	/* and the one that runs: twelve */
#define YEARS_MOST	5

_Static_assert(REPORT_YEARS < PAGE_SERIES_MAX, "there is room for the year before");

const struct report_measure *report_measure(const struct request *r, const char *code)
{
	const struct report_measure *m;

	for (m = r->module->reports->measures; m->code != NULL; m++)
		if (strcmp(m->code, code) == 0)
			return m;
	return NULL;
}

/* -- what is asked -- */

/* Asked once, because it takes longer than a count. */
static const char *children_read(const struct report *q)
{
	struct db_rows rows = { 0 };
	struct str s;
	size_t i;

	if (q->area[0] != '\0')
		(void)db_list(q->r->db, &q->r->module->statements[q->book->sql_area], &rows, q->area);
	str_init(&s, q->r->pool);
	str_addc(&s, '[');
	for (i = 0; i < rows.n; i++)
		str_printf(&s, "%s%llu", i == 0 ? "" : ",", db_number(&rows.row[i], 0));
	str_addc(&s, ']');
	return s.data;
}

int report_year(struct date date)
{
	return date.month < REPORT_YEAR_MONTH ? date.year - 1 : date.year;
}

static int first_month(const struct report_book *book)
{
	return book->year_month == 0 ? REPORT_YEAR_MONTH : (int)book->year_month;
}

int report_book_year(const struct report_book *book, struct date date)
{
	return date.month < first_month(book) ? date.year - 1 : date.year;
}

static void year_set(struct report *q, int year)
{
	struct date first = { year, first_month(q->book), 1 };

	q->by_year = true;
	q->year = year;
	q->from = date_iso(q->r->pool, first);
	q->to = date_iso(q->r->pool, date_add_days(date_add_years(first, 1), -1));
}

/* Twelve months with the one that runs, where nothing else is said. */
static void days_read(struct report *q)
{
	struct request *r = q->r;
	struct date to, from;

	q->to = input_text(&r->input, "to");
	if (!date_parse(q->to, &to)) {
		to = date_today();
		q->to = r->today;
	}
	q->from = input_text(&r->input, "from");
	if (!date_parse(q->from, &from)) {
		from = date_add_months(to, -MONTHS_BACK);
		from.day = 1;
		q->from = date_iso(r->pool, from);
	}
	q->year = report_book_year(q->book, to);
	if (date_compare(to, from) < 0)
		input_refuse(&r->input, "to", "The last day must be the first day or later");
	else if (date_compare(date_add_years(from, YEARS_MOST), to) <= 0)
		input_refuse(&r->input, "to", pool_printf(r->pool, "A report is of %d years at most",
		    YEARS_MOST));
}

static const char *clock_read(const struct report *q)
{
	const char *code;
	unsigned i;

	for (i = 0; casework_clock_title(q->r, i, &code) != NULL; i++)
		if (input_is(&q->r->input, "clock", code))
			return code;
	return "";
}

bool report_read(struct request *r, struct report *q)
{
	unsigned long long year = filter_number(r, "year");

	*q = (struct report){ .r = r, .book = r->module->reports,
	    .hidden = report_hidden_new(r->pool) };
	q->service = session_role(r->session, q->book->service);
	q->team = filter_number(r, "team");
	q->holder = filter_number(r, "holder");
	q->area = filter_district(r, "area");
	q->children = children_read(q);
	q->clock = clock_read(q);
	q->cut = report_cut_asked(r);
	if (year != 0)
		year_set(q, (int)year);
	else if (q->book->coarse && !report_exact(r))
		year_set(q, report_book_year(q->book, date_today()));
	else
		days_read(q);
	(void)db_list(r->db, &r->module->statements[q->book->sql_teams], &q->teams,
	    (unsigned long long)q->service, request_account(r));
	return report_filters_valid(&r->input);
}

struct report report_whole(struct request *r, int year)
{
	struct report q = { .r = r, .book = r->module->reports, .area = "", .children = "[]",
		.clock = "", .hidden = report_hidden_new(r->pool) };

	q.service = session_role(r->session, q.book->service);
	(void)db_list(r->db, &r->module->statements[q.book->sql_teams], &q.teams,
	    (unsigned long long)q.service, request_account(r));
	year_set(&q, year);
	return q;
}

struct report report_of_year(const struct report *q, const char *year)
{
	struct report other = *q;
	unsigned long long n;

	if (text_number(year, &n))
		year_set(&other, (int)n);
	other.hidden = NULL;
	return other;
}

const char *report_query(const struct report *q)
{
	struct str s;

	str_init(&s, q->r->pool);
	if (q->by_year)
		str_printf(&s, "?year=%d", q->year);
	else
		str_printf(&s, "?from=%s&to=%s", q->from, q->to);
	if (q->team != 0)
		str_printf(&s, "&team=%llu", q->team);
	if (q->holder != 0)
		str_printf(&s, "&holder=%llu", q->holder);
	if (q->area[0] != '\0')
		str_printf(&s, "&area=%s", q->area);
	if (q->clock[0] != '\0')
		str_printf(&s, "&clock=%s", q->clock);
	if (q->cut != NULL)
		str_printf(&s, "&by=%s", q->cut->code);
	return s.data;
}

/* -- rows of a table -- */

void report_key(const struct report *q, struct report_table *t, const char *key,
    const char *label)
{
	if (t->n == t->size) {
		size_t size = t->size == 0 ? 32 : t->size * 2;
		struct report_row *more = pool_array(q->r->pool, size, sizeof(*more));

		if (t->n > 0)
			memcpy(more, t->row, t->n * sizeof(*more));
		t->row = more;
		t->size = size;
	}
	t->row[t->n++] = (struct report_row){ .key = key,
	    .label = report_text(q->r->pool, label) };
}

static const char *month_label(struct pool *pool, struct date first)
{
	static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec" };

	return pool_printf(pool, "%s %d", names[first.month - 1], first.year);
}

void report_keys_months(const struct report *q, struct report_table *t)
{
	struct date month, to;

	if (!date_parse(q->from, &month) || !date_parse(q->to, &to))
		return;
	for (month.day = 1; date_compare(month, to) <= 0; month = date_add_months(month, 1))
		report_key(q, t, pool_printf(q->r->pool, "%04d-%02d", month.year, month.month),
		    month_label(q->r->pool, month));
}

void report_keys_states(const struct report *q, struct report_table *t)
{
	const struct workflow *w = q->r->module->casework->workflow;
	unsigned i;

	for (i = 0; i < w->states; i++)
		if (!w->state[i].closed)
			report_key(q, t, w->state[i].code, w->state[i].label);
}

void report_keys_clocks(const struct report *q, struct report_table *t)
{
	const char *code, *title;
	unsigned i;

	for (i = 0; (title = casework_clock_title(q->r, i, &code)) != NULL; i++)
		if (q->clock[0] == '\0' || strcmp(q->clock, code) == 0)
			report_key(q, t, code, pool_printf(q->r->pool, "%s %s", code, title));
}

void report_keys_teams(const struct report *q, struct report_table *t)
{
	size_t i;

	for (i = 0; i < q->teams.n; i++) {
		const struct db_row *row = &q->teams.row[i];

		report_key(q, t, pool_printf(q->r->pool, "%llu", db_number(row, 0)),
		    pool_printf(q->r->pool, "%s, %s", db_text(row, 1), db_text(row, 2)));
	}
	report_key(q, t, "0", "No team");
}

static void keys_list(const struct report *q, struct report_table *t)
{
	const struct codelist *list = lists_find(t->measure->list);
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++)
		report_key(q, t, list->codes[i].code, code_label(&list->codes[i], q->r->today));
}

/* -- counting -- */

const char *report_closing(const struct report *q)
{
	struct date last;

	if (q->book->grace == 0)
		return q->to;
	if (!date_parse(q->to, &last) ||
	    clock_add_working_days(last, (int)q->book->grace, &last) != 1)
		return NULL;
	return date_iso(q->r->pool, last);
}

static const char *closing(const struct report *q)
{
	const char *day = report_closing(q);

	return day == NULL ? q->to : day;
}

/* Whose and filters, and with the period, as the statements take them. */
#define RECORDS(q)	(unsigned long long)(q)->service, request_account((q)->r), (q)->team, (q)->team, \
	(q)->holder, (q)->holder, (q)->area, (q)->children
#define FILTERED(q, m)	(m)->now ? "1000-01-01" : (q)->from, (m)->now ? "9999-12-31" : (q)->to, \
	RECORDS(q), (m)->clocked ? (q)->clock : "", (q)->clock
#define ASKED(q, m)	(q)->r->today, FILTERED(q, m)
#define CUT(q)	(q)->cut == NULL ? "" : (q)->cut->code

struct report_row *report_row(const struct report_table *t, const char *key)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->row[i].key, key) == 0)
			return &t->row[i];
	return NULL;
}

static void count_add(const struct report *q, struct report_table *t, const char *key, size_t s,
    unsigned long long n)
{
	if (report_row(t, key) == NULL)
		report_key(q, t, key, strcmp(key, "-") == 0 ? "Not said" : key);
	if (s >= PAGE_SERIES_MAX)
		return;
	report_row(t, key)->cell[s].n += n;
	if (s < t->series_n)
		t->all += n;
}

static size_t series_find(const struct report_table *t, const char *code)
{
	size_t s;

	for (s = 0; s < t->series_n; s++)
		if (strcmp(t->series[s].code, code) == 0)
			return s;
	return PAGE_SERIES_MAX;
}

/* Records that were destroyed had no team or holder that anybody could still choose. */
static bool gone_counted(const struct report *q, const struct report_measure *m)
{
	return m->gone != 0 && q->service && !m->now && q->team == 0 && q->holder == 0 &&
	    q->area[0] == '\0' && q->clock[0] == '\0';
}

static void gone_add(const struct report *q, struct report_table *t, const char *key, size_t s,
    unsigned long long n)
{
	count_add(q, t, key, s, n);
	if (s < PAGE_SERIES_MAX)
		report_row(t, key)->cell[s].gone += n;
}

static void period_gone(const struct report *q, struct report_table *t)
{
	const struct report_measure *m = t->measure;
	struct db_rows rows;
	size_t i;

	if (!gone_counted(q, m))
		return;
	(void)db_list(q->r->db, &q->r->module->statements[m->gone], &rows, q->from, q->to);
	for (i = 0; i < rows.n; i++)
		gone_add(q, t, db_text(&rows.row[i], 0), series_find(t, db_text(&rows.row[i], 1)),
		    db_number(&rows.row[i], 2));
	if (m->timed && rows.n > 0)
		report_timed_join(q->r->pool, &t->counted, &rows);
}

static void period_count(const struct report *q, struct report_table *t)
{
	const struct report_measure *m = t->measure;
	size_t i;

	t->series = m->series;
	t->series_n = m->series_n;
	if (m->cut)
		(void)db_list(q->r->db, &q->r->module->statements[m->counts], &t->counted, CUT(q),
		    ASKED(q, m));
	else
		(void)db_list(q->r->db, &q->r->module->statements[m->counts], &t->counted, ASKED(q, m));
	for (i = 0; i < t->counted.n; i++)
		count_add(q, t, db_text(&t->counted.row[i], 0),
		    series_find(t, db_text(&t->counted.row[i], 1)), db_number(&t->counted.row[i], 2));
	period_gone(q, t);
}

/* n years from this one, as the statements of a measure of years take them. */
static const char *years_asked(const struct report *asked, int year, int n)
{
	struct report q = *asked;
	struct str s;
	int i;

	str_init(&s, q.r->pool);
	str_addc(&s, '[');
	for (i = 0; i < n; i++) {
		year_set(&q, year + i);
		str_printf(&s, "%s{\"year\":%d,\"first\":\"%s\",\"last\":\"%s\",\"closing\":\"%s\"}",
		    i == 0 ? "" : ",", q.year, q.from, q.to, closing(&q));
	}
	str_addc(&s, ']');
	return s.data;
}

/* Checks look at the year before the first column as well. */
static void years_count(const struct report *q, struct report_table *t)
{
	struct report_series *series = pool_array(q->r->pool, REPORT_YEARS, sizeof(*series));
	const struct report_measure *m = t->measure;
	int year = q->year - REPORT_YEARS + 1, first = m->checks == NULL ? 0 : 1, of;
	struct db_rows rows;
	size_t i;

	t->series = series;
	t->series_n = REPORT_YEARS;
	for (i = 0; i < REPORT_YEARS; i++) {
		series[i].code = pool_printf(q->r->pool, "%d", year + (int)i);
		series[i].label = pool_printf(q->r->pool, "%d to %d", year + (int)i, year + (int)i + 1);
	}
	(void)db_list(q->r->db, &q->r->module->statements[m->counts], &t->counted,
	    years_asked(q, year - first, REPORT_YEARS + first), RECORDS(q));
	for (i = 0; i < t->counted.n; i++) {
		of = (int)db_number(&t->counted.row[i], 0);
		count_add(q, t, db_text(&t->counted.row[i], 1),
		    of < year ? REPORT_YEARS : (size_t)(of - year), db_number(&t->counted.row[i], 2));
	}
	if (!gone_counted(q, m))
		return;
	(void)db_list(q->r->db, &q->r->module->statements[m->gone], &rows,
	    years_asked(q, year - first, REPORT_YEARS + first));
	for (i = 0; i < rows.n; i++) {
		of = (int)db_number(&rows.row[i], 0);
		gone_add(q, t, db_text(&rows.row[i], 1),
		    of < year ? REPORT_YEARS : (size_t)(of - year), db_number(&rows.row[i], 2));
	}
}

/* A code that may no longer be chosen stands there as long as it counts. */
bool report_shown(const struct report *q, const struct report_table *t, size_t i)
{
	const char *key = t->row[i].key;
	const struct code *code = t->measure->list == NULL ? NULL :
	    code_find(lists_find(t->measure->list), key);

	return report_sum(t, key, "", NULL) > 0 ||
	    (!t->measure->sparse && (q->cut == NULL || !t->measure->cut) &&
	    (code == NULL || code_open(code, q->r->today)));
}

void report_count_open(const struct report *q, const struct report_measure *m,
    struct report_table *t)
{
	size_t i, n = 0;

	*t = (struct report_table){ .measure = m };
	(m->cut && q->cut != NULL ? q->cut->keys : m->keys == NULL ? keys_list : m->keys)(q, t);
	(m->years ? years_count : period_count)(q, t);
	for (i = 0; i < t->n; i++)
		if (report_shown(q, t, i))
			t->row[n++] = t->row[i];
	t->n = n;
}

static bool exact(const struct report *q, const struct report_measure *m)
{
	return !m->published && report_exact(q->r);
}

void report_count(const struct report *q, const struct report_measure *m, struct report_table *t)
{
	if (exact(q, m))
		report_count_open(q, m, t);
	else
		report_count_hidden(q, m, t);
}

const char *report_label(const struct report_table *t, const char *key)
{
	const struct report_row *row = report_row(t, key);

	return row == NULL ? key : row->label;
}

const char *report_column(const struct report_table *t, const char *code)
{
	size_t s = series_find(t, code);

	return s == PAGE_SERIES_MAX ? code : t->series[s].label;
}

unsigned long long report_sum(const struct report_table *t, const char *key, const char *series,
    bool *hidden_r)
{
	unsigned long long sum = 0;
	bool hidden = false;
	size_t i, s;

	for (i = 0; i < t->n; i++)
		for (s = 0; s < t->series_n; s++)
			if ((key[0] == '\0' || strcmp(key, t->row[i].key) == 0) &&
			    (series[0] == '\0' || strcmp(series, t->series[s].code) == 0)) {
				sum += t->row[i].cell[s].n;
				hidden = hidden || t->row[i].cell[s].hidden;
			}
	if (hidden_r != NULL)
		*hidden_r = hidden;
	return sum;
}

unsigned long long report_gone(const struct report_table *t, const char *key,
    const char *series)
{
	unsigned long long sum = 0;
	size_t i, s;

	for (i = 0; i < t->n; i++)
		for (s = 0; s < t->series_n; s++)
			if ((key[0] == '\0' || strcmp(key, t->row[i].key) == 0) &&
			    (series[0] == '\0' || strcmp(series, t->series[s].code) == 0))
				sum += t->row[i].cell[s].gone;
	return sum;
}

bool report_row_opens(const struct db_row *row)
{
	return db_number(row, 10) != 0;
}

size_t report_list(const struct report *q, const struct report_measure *m, const char *key,
    const char *series, unsigned long long limit, unsigned long long offset,
    struct db_rows *rows_r)
{
	const struct db_statement *rows = &q->r->module->statements[m->rows];
	unsigned long long reader = request_account(q->r);

	if (m->years)
		return db_list(q->r->db, rows, rows_r, years_asked(q, report_of_year(q, series).year, 1),
		    RECORDS(q), reader, reader, key, key, limit, offset);
	if (m->cut)
		return db_list(q->r->db, rows, rows_r, CUT(q), q->r->today, reader, reader,
		    FILTERED(q, m), key, key, series, series, limit, offset);
	return db_list(q->r->db, rows, rows_r, q->r->today, reader, reader, FILTERED(q, m), key, key,
	    series, series, limit, offset);
}

unsigned long long report_list_count(const struct report *q, const struct report_measure *m,
    const char *key, const char *series)
{
	struct db_rows rows;

	return report_list(q, m, key, series, EXPORT_ROWS_MAX, 0, &rows);
}
