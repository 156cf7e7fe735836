#include <string.h>

#include "date.h"
#include "lists.h"
#include "report.h"
#include "str.h"
#include "terms.h"
#include "text.h"

#define MONTHS_BACK	11	/* and the one that runs: twelve */
#define YEARS_MOST	5

static const struct caf_report_series cases[] = { { "", "Cases" } };
static const struct caf_report_series people[] = { { "", "Assessments" } };
static const struct caf_report_series months[] = { { "REG", "Registered" },
	{ "DONE", "Completed" } };
static const struct caf_report_series kept[] = { { "TIME", "In time" }, { "LATE", "Late" },
	{ "RUN", "Running" }, { "OVER", "Overdue" } };
static const struct caf_report_series actions[] = { { "OPEN", "Open" }, { "DONE", "Done" },
	{ "PART", "Partly done" }, { "DROPPED", "Dropped" } };
static const struct caf_report_series changes[] = { { "BETTER", "Better" }, { "SAME", "The same" },
	{ "WORSE", "Worse" } };

static void keys_months(const struct caf_report *q, struct caf_report_table *t);
static void keys_states(const struct caf_report *q, struct caf_report_table *t);
static void keys_boxes(const struct caf_report *q, struct caf_report_table *t);
static void keys_clocks(const struct caf_report *q, struct caf_report_table *t);
static void keys_teams(const struct caf_report *q, struct caf_report_table *t);

#define ONE(which)	.series = which, .series_n = 1, .kind = PAGE_BARS
#define SOME(which)	.series = which, .series_n = sizeof(which) / sizeof(which[0])
#define COUNTS(sql)	.counts = sql, .rows = sql##_ROWS

const struct caf_report_measure caf_report_measures[] = {
	{ .code = "months", .topic = "", .title = "Assessments registered and completed",
	  .note = "By month. A re-assessment counts again when it is completed.", .what = "Month",
	  .day = "Registered or completed", .keys = keys_months, SOME(months), .kind = PAGE_COLUMNS,
	  COUNTS(CAF_REPORT_MONTH) },
	{ .code = "open", .topic = "", .title = "Open cases by state",
	  .note = "As they stand today, whatever the period.", .what = "State", .day = "Opened",
	  .keys = keys_states, ONE(cases), COUNTS(CAF_REPORT_OPEN), .now = true,
	  .states = true },
	{ .code = "source", .topic = "", .title = "Who asked for the assessment",
	  .note = "Cases registered in the period.", .what = "Asked by", .day = "Registered",
	  .list = "asked-by", ONE(cases), COUNTS(CAF_REPORT_SOURCE) },
	{ .code = "level", .topic = "", .title = "Level of need",
	  .note = "Newest assessment of each case, completed in the period.", .what = "Level of need",
	  .day = "Completed", .list = "level-of-need", ONE(people), COUNTS(CAF_REPORT_LEVEL) },
	{ .code = "step", .topic = "", .title = "Next step after the assessment",
	  .note = "Newest assessment of each case, completed in the period.", .what = "Next step",
	  .day = "Completed", .list = "next-step", ONE(people), COUNTS(CAF_REPORT_STEP) },
	{ .code = "closure", .topic = "", .title = "Why cases were closed",
	  .note = "Cases closed in the period. Reasons without a case are left out.", .what = "Reason", .day = "Closed", .list = "closure",
	  ONE(cases), COUNTS(CAF_REPORT_CLOSURE), .sparse = true },
	{ .code = "boxes", .topic = "needs", .title = "Needs by element of the assessment",
	  .note = "Newest assessment of each case, completed in the period, in which the box was "
	  "entered and says a need.", .what = "Element", .day = "Completed", .keys = keys_boxes,
	  ONE(people), COUNTS(CAF_REPORT_NEED) },
	{ .code = "prompts", .topic = "needs", .title = "Vulnerability prompts",
	  .note = "Ticked on a {checklist} that was decided in the period.", .what = "Prompt",
	  .day = "Decided", .list = "vulnerability", ONE(cases), COUNTS(CAF_REPORT_PROMPT) },
	{ .code = "clocks", .topic = "dates", .title = "Dates kept, by clock",
	  .note = "Clocks that started in the period. What no longer counts is left out, and clocks "
	  "that did not start.",
	  .what = "Clock", .day = "Started", .keys = keys_clocks, SOME(kept), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_CLOCK), .timed = true, .clocked = true, .sparse = true },
	{ .code = "teams", .topic = "dates", .title = "Dates kept, by team",
	  .note = "Clocks that started in the period, by the team that holds the case now.",
	  .what = "Team", .day = "Started", .keys = keys_teams, SOME(kept), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_TEAM), .timed = true, .clocked = true, .sparse = true },
	{ .code = "actions", .topic = "plans", .title = "Actions by {outcome aim}",
	  .note = "Actions agreed in the period, as they stand today. Aims without one are left out.",
	  .what = "{Outcome aim}", .day = "Agreed", .list = "aim", SOME(actions), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_ACTION), .sparse = true },
	{ .code = "outcomes", .topic = "plans", .title = "What changed, by {outcome aim}",
	  .note = "As reviews of the period found it. Aims without an answer are left out.",
	  .what = "{Outcome aim}", .day = "Reviewed", .list = "aim", SOME(changes), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_OUTCOME), .sparse = true },
	{ 0 }
};

const struct caf_report_measure *caf_report_measure(const char *code)
{
	const struct caf_report_measure *m;

	for (m = caf_report_measures; m->code != NULL; m++)
		if (strcmp(m->code, code) == 0)
			return m;
	return NULL;
}

/* -- what is asked -- */

static unsigned long long number(struct request *r, const char *name)
{
	unsigned long long n;

	return text_number(input_text(&r->input, name), &n) ? n : 0;
}

/* "sm1 1aa" means SM1. */
static const char *area_read(struct request *r)
{
	char *area = pool_strdup(r->pool, input_text(&r->input, "area")), *c;

	for (c = area; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	area[strcspn(area, " ")] = '\0';
	if (area[0] == '\0' || text_only(area, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 4))
		return area;
	input_refuse(&r->input, "area", "A postcode district is the first part of a postcode, like SM1");
	return "";
}

/* Asked once, because it takes longer than a count. */
static const char *children_read(struct request *r, const char *area)
{
	struct db_rows rows = { 0 };
	struct str s;
	size_t i;

	if (area[0] != '\0')
		(void)db_list(r->db, &caf_sql[CAF_REPORT_AREA], &rows, area);
	str_init(&s, r->pool);
	str_addc(&s, '[');
	for (i = 0; i < rows.n; i++)
		str_printf(&s, "%s%llu", i == 0 ? "" : ",", db_number(&rows.row[i], 0));
	str_addc(&s, ']');
	return s.data;
}

/* Twelve months with the one that runs, where nothing else is said. */
static void period_read(struct caf_report *q)
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
	if (date_compare(to, from) < 0)
		input_refuse(&r->input, "to", "The last day must be the first day or later");
	else if (date_compare(date_add_years(from, YEARS_MOST), to) <= 0)
		input_refuse(&r->input, "to", pool_printf(r->pool, "A report is of %d years at most",
		    YEARS_MOST));
}

static const char *clock_read(struct request *r)
{
	const char *code;
	unsigned i;

	for (i = 0; caf_clock_title(r, i, &code) != NULL; i++)
		if (input_is(&r->input, "clock", code))
			return code;
	return "";
}

/* Of these fields alone: what else a page asks may still be missing. */
static bool filters_valid(const struct input *input)
{
	static const char *const names[] = { "from", "to", "team", "assessor", "area", "clock" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (input_slot(input, names[i])->error != NULL)
			return false;
	return true;
}

bool caf_report_read(struct request *r, struct caf_report *q)
{
	*q = (struct caf_report){ .r = r };
	q->service = session_role(r->session, "COO");
	q->team = number(r, "team");
	q->holder = number(r, "assessor");
	q->area = area_read(r);
	q->children = children_read(r, q->area);
	q->clock = clock_read(r);
	period_read(q);
	(void)db_list(r->db, &caf_sql[CAF_REPORT_TEAMS], &q->teams, (unsigned long long)q->service,
	    request_account(r));
	return filters_valid(&r->input);
}

const char *caf_report_query(const struct caf_report *q)
{
	struct str s;

	str_init(&s, q->r->pool);
	str_printf(&s, "?from=%s&to=%s", q->from, q->to);
	if (q->team != 0)
		str_printf(&s, "&team=%llu", q->team);
	if (q->holder != 0)
		str_printf(&s, "&assessor=%llu", q->holder);
	if (q->area[0] != '\0')
		str_printf(&s, "&area=%s", q->area);
	if (q->clock[0] != '\0')
		str_printf(&s, "&clock=%s", q->clock);
	return s.data;
}

/* -- rows of a table -- */

void caf_report_key(const struct caf_report *q, struct caf_report_table *t, const char *key,
    const char *label)
{
	if (t->n == t->size) {
		size_t size = t->size == 0 ? 32 : t->size * 2;
		struct caf_report_row *more = pool_array(q->r->pool, size, sizeof(*more));

		if (t->n > 0)
			memcpy(more, t->row, t->n * sizeof(*more));
		t->row = more;
		t->size = size;
	}
	t->row[t->n++] = (struct caf_report_row){ .key = key,
	    .label = terms_apply(q->r->pool, label) };
}

static const char *month_label(struct pool *pool, struct date first)
{
	static const char *const names[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
		"Sep", "Oct", "Nov", "Dec" };

	return pool_printf(pool, "%s %d", names[first.month - 1], first.year);
}

static void keys_months(const struct caf_report *q, struct caf_report_table *t)
{
	struct date month, to;

	if (!date_parse(q->from, &month) || !date_parse(q->to, &to))
		return;
	for (month.day = 1; date_compare(month, to) <= 0; month = date_add_months(month, 1))
		caf_report_key(q, t, pool_printf(q->r->pool, "%04d-%02d", month.year, month.month),
		    month_label(q->r->pool, month));
}

static void keys_states(const struct caf_report *q, struct caf_report_table *t)
{
	unsigned i;

	for (i = 0; i < caf_workflow.states; i++)
		if (!caf_workflow.state[i].closed)
			caf_report_key(q, t, caf_workflow.state[i].code, caf_workflow.state[i].label);
}

static void keys_boxes(const struct caf_report *q, struct caf_report_table *t)
{
	unsigned s, i;

	for (s = 0; s < caf_assessment->sections; s++)
		for (i = 0; i < caf_assessment->section[s].items; i++) {
			const struct form_item *item = &caf_assessment->section[s].item[i];

			if (item->kind == FORM_BOX)
				caf_report_key(q, t, item->id, item->title);
		}
}

static void keys_clocks(const struct caf_report *q, struct caf_report_table *t)
{
	const char *code, *title;
	unsigned i;

	for (i = 0; (title = caf_clock_title(q->r, i, &code)) != NULL; i++)
		if (q->clock[0] == '\0' || strcmp(q->clock, code) == 0)
			caf_report_key(q, t, code, pool_printf(q->r->pool, "%s %s", code, title));
}

static void keys_teams(const struct caf_report *q, struct caf_report_table *t)
{
	size_t i;

	for (i = 0; i < q->teams.n; i++) {
		const struct db_row *row = &q->teams.row[i];

		caf_report_key(q, t, pool_printf(q->r->pool, "%llu", db_number(row, 0)),
		    pool_printf(q->r->pool, "%s, %s", db_text(row, 1), db_text(row, 2)));
	}
	caf_report_key(q, t, "0", "No team");
}

static void keys_list(const struct caf_report *q, struct caf_report_table *t)
{
	const struct codelist *list = lists_find(t->measure->list);
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++)
		caf_report_key(q, t, list->codes[i].code, code_label(&list->codes[i], q->r->today));
}

/* -- counting -- */

/* Period and filters as the statements take them. */
#define ASKED(q, m)	(m)->now ? "1000-01-01" : (q)->from, (m)->now ? "9999-12-31" : (q)->to, \
	(unsigned long long)(q)->service, request_account((q)->r), (q)->team, (q)->team, \
	(q)->holder, (q)->holder, (q)->area, (q)->children, (m)->clocked ? (q)->clock : "", (q)->clock

static struct caf_report_row *row_find(const struct caf_report_table *t, const char *key)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->row[i].key, key) == 0)
			return &t->row[i];
	return NULL;
}

static void count_add(const struct caf_report *q, struct caf_report_table *t, const struct db_row *c)
{
	const char *key = db_text(c, 0);
	size_t s;

	if (row_find(t, key) == NULL)
		caf_report_key(q, t, key, strcmp(key, "-") == 0 ? "Not said" : key);
	for (s = 0; s < t->measure->series_n; s++)
		if (strcmp(t->measure->series[s].code, db_text(c, 1)) == 0) {
			row_find(t, key)->count[s] += db_number(c, 2);
			t->all += db_number(c, 2);
		}
}

/* A code that may no longer be chosen stands there as long as it counts. */
static bool shown(const struct caf_report *q, const struct caf_report_table *t, size_t i)
{
	const char *key = t->row[i].key;
	const struct code *code = t->measure->list == NULL ? NULL :
	    code_find(lists_find(t->measure->list), key);

	return caf_report_sum(t, key, "") > 0 ||
	    (!t->measure->sparse && (code == NULL || code_open(code, q->r->today)));
}

void caf_report_count(const struct caf_report *q, const struct caf_report_measure *m,
    struct caf_report_table *t)
{
	size_t i, n = 0;

	*t = (struct caf_report_table){ .measure = m };
	(m->keys == NULL ? keys_list : m->keys)(q, t);
	(void)db_list(q->r->db, &caf_sql[m->counts], &t->counted, q->r->today, ASKED(q, m));
	for (i = 0; i < t->counted.n; i++)
		count_add(q, t, &t->counted.row[i]);
	for (i = 0; i < t->n; i++)
		if (shown(q, t, i))
			t->row[n++] = t->row[i];
	t->n = n;
}

const char *caf_report_label(const struct caf_report_table *t, const char *key)
{
	const struct caf_report_row *row = row_find(t, key);

	return row == NULL ? key : row->label;
}

const char *caf_report_series(const struct caf_report_measure *m, const char *code)
{
	size_t s;

	for (s = 0; s < m->series_n; s++)
		if (strcmp(m->series[s].code, code) == 0)
			return m->series[s].label;
	return code;
}

unsigned long long caf_report_sum(const struct caf_report_table *t, const char *key,
    const char *series)
{
	unsigned long long sum = 0;
	size_t i, s;

	for (i = 0; i < t->n; i++)
		for (s = 0; s < t->measure->series_n; s++)
			if ((key[0] == '\0' || strcmp(key, t->row[i].key) == 0) &&
			    (series[0] == '\0' || strcmp(series, t->measure->series[s].code) == 0))
				sum += t->row[i].count[s];
	return sum;
}

/* -- how long it takes -- */

/* Of the rows of one key; 0 of a row that is not done. */
static unsigned long long done(const struct db_row *row, const char *key)
{
	bool is = strcmp(db_text(row, 0), key) == 0 &&
	    (strcmp(db_text(row, 1), "TIME") == 0 || strcmp(db_text(row, 1), "LATE") == 0);

	return is ? db_number(row, 2) : 0;
}

/* The middle of what they took; the days of a key rise. */
static double median(const struct db_rows *rows, const char *key)
{
	unsigned long long n = 0, before = 0;
	double low = -1;
	size_t i;

	for (i = 0; i < rows->n; i++)
		n += done(&rows->row[i], key);
	for (i = 0; i < rows->n; i++) {
		double days = (double)db_number(&rows->row[i], 3);

		before += done(&rows->row[i], key);
		if (low < 0 && n > 0 && before * 2 >= n)
			low = days;
		if (before * 2 > n)
			return (low + days) / 2;
	}
	return -1;
}

const double *caf_report_medians(struct pool *pool, const struct caf_report_table *t)
{
	double *middle = pool_array(pool, t->n + 1, sizeof(*middle));
	size_t i;

	for (i = 0; i < t->n; i++)
		middle[i] = median(&t->counted, t->row[i].key);
	return middle;
}

double caf_report_share(const struct caf_report_row *row)
{
	/* In the order of kept[]: what still runs says nothing yet. */
	unsigned long long all = row->count[0] + row->count[1] + row->count[3];

	return all == 0 ? -1 : (double)row->count[0] * 100 / (double)all;
}

size_t caf_report_list(const struct caf_report *q, const struct caf_report_measure *m,
    const char *key, const char *series, unsigned long long limit, unsigned long long offset,
    struct db_rows *rows_r)
{
	return db_list(q->r->db, &caf_sql[m->rows], rows_r, q->r->today, ASKED(q, m), key, key,
	    series, series, limit, offset);
}
