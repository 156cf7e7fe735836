#include <string.h>

#include "date.h"
#include "fostering.h"
#include "log.h"
#include "visit-rules.h"

/* 5.2: the dates of regulation 8, as they follow from the visits that are on the
 * case. They are worked out anew each time, so that a visit which is recorded
 * late, or another aware date, needs nothing undone. */

#define DUES_MAX	600	/* of one case: a visit a fortnight for twenty years */

static bool rules_read(struct visit_rules *rules)
{
	return visit_rules_set(rules, conf_text("fostering.visit_first_year"),
	    conf_text("fostering.visit_later"), conf_switch("fostering.initial_visit_counts"),
	    conf_switch("fostering.reg8_conservative"));
}

void fostering_visit_rules(struct visit_rules *rules_r)
{
	(void)rules_read(rules_r);
}

void fostering_visit_rules_start(void)
{
	struct visit_rules rules;

	if (!rules_read(&rules))
		log_fatal("settings: fostering.visit_first_year and fostering.visit_later are amounts of "
		    "days, weeks or months");
}

static struct date day_of(const char *iso)
{
	struct date date = { 0 };

	(void)date_parse(iso, &date);
	return date;
}

static const char *later(const char *a, const char *b)
{
	return strcmp(a, b) > 0 ? a : b;
}

/* -- the rows: every date there was -- */

static size_t dues_read(struct request *r, const struct record *record, const char *deemed,
    const struct visit_rules *rules, struct visit_due *dues)
{
	struct date *visits = pool_array(r->pool, DUES_MAX, sizeof(*visits));
	struct db_rows rows;
	size_t i, n = 0;

	(void)db_list(r->db, &fostering_sql[FOSTERING_DUE_VISITS], &rows, record->id);
	for (i = rows.n >= DUES_MAX ? rows.n - DUES_MAX + 1 : 0; i < rows.n; i++)
		visits[n++] = day_of(db_text(&rows.row[i], 0));
	return visit_dues(rules, day_of(deemed), visits, n, dues);
}

static bool among(struct request *r, const struct visit_due *dues, size_t n, const char *from)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(date_iso(r->pool, dues[i].from), from) == 0)
			return true;
	return false;
}

/* A date that has passed unmet stays so for ever, also when nothing is due any more. */
static void rows_drop(struct request *r, const struct record *record, const struct visit_due *dues,
    size_t n)
{
	const char *end = fostering_of(r)->end_on == NULL ? r->today : fostering_of(r)->end_on;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_DUES], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *d = &rows.row[i];

		if (n == 0 ? db_text(d, 3) == NULL && strcmp(db_text(d, 2), end) >= 0 :
		    !among(r, dues, n, db_text(d, 1)))
			(void)db_write(r->db, &fostering_sql[FOSTERING_DUE_DROP], r->today, db_number(d, 0));
	}
}

static void rows_put(struct request *r, const struct record *record, const struct visit_due *dues,
    size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const char *from = date_iso(r->pool, dues[i].from), *due = date_iso(r->pool, dues[i].date);
		const char *met = i + 1 < n ? date_iso(r->pool, dues[i + 1].from) : NULL;

		if (db_write(r->db, &fostering_sql[FOSTERING_DUE_ADD], record->id, from, due, met) ==
		    DB_DUPLICATE)
			(void)db_write(r->db, &fostering_sql[FOSTERING_DUE_KEEP], due, met, record->id, from);
	}
}

/* -- the clock -- */

/* What met the date that runs, or NULL. */
static const char *met_by(struct request *r, const struct visit_due *dues, size_t n,
    const char *due)
{
	size_t i;

	for (i = 0; i + 1 < n; i++)
		if (strcmp(date_iso(r->pool, dues[i].date), due) == 0)
			return date_iso(r->pool, dues[i + 1].from);
	return NULL;
}

static void clock_keep(struct request *r, const struct record *record, const struct visit_due *dues,
    size_t n, const char *why)
{
	const char *next = date_iso(r->pool, dues[n - 1].date), *met;
	struct db_row row;

	if (db_find(r->db, &fostering_sql[FOSTERING_DUE_CLOCK], &row, record->id)) {
		if (strcmp(db_text(&row, 0), next) == 0)
			return;
		met = met_by(r, dues, n, db_text(&row, 0));
		if (met != NULL)
			deadline_met_on(r, record, "T4", met);
		else
			deadline_drop(r, record, "T4");
	}
	casework_clock_agree(r, record, "T4", next, why);
}

static void none_due(struct request *r, const struct record *record)
{
	rows_drop(r, record, NULL, 0);
	deadline_stop(r, record, "T4");
	(void)db_write(r->db, &fostering_sql[FOSTERING_DUE_SET], fostering_of(r)->deemed_start, NULL,
	    record->id);
}

void fostering_visits_due(struct request *r, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_again(r, record);
	struct visit_due *dues = pool_array(r->pool, DUES_MAX + 1, sizeof(*dues));
	struct visit_rules rules;
	const char *deemed;
	size_t n;

	if (a == NULL || !fostering_running(record) || a->start_actual == NULL || a->aware_on == NULL) {
		if (a != NULL)
			none_due(r, record);
		return;
	}
	fostering_visit_rules(&rules);
	deemed = later(a->start_actual, a->aware_on);
	n = dues_read(r, record, deemed, &rules, dues);
	rows_drop(r, record, dues, n);
	rows_put(r, record, dues, n);
	clock_keep(r, record, dues, n, visit_due_why(r->pool, &rules, day_of(deemed), &dues[n - 1]));
	(void)db_write(r->db, &fostering_sql[FOSTERING_DUE_SET], deemed,
	    date_iso(r->pool, dues[n - 1].date), record->id);
	(void)fostering_again(r, record);
}

/* -- on the page -- */

static bool next_of(struct request *r, const struct record *record, struct visit_due *due_r,
    const char **why_r)
{
	const struct fostering_arrangement *a = fostering_of(r);
	struct visit_due *dues = pool_array(r->pool, DUES_MAX + 1, sizeof(*dues));
	struct visit_rules rules;

	if (a->next_visit_due == NULL || a->deemed_start == NULL)
		return false;
	fostering_visit_rules(&rules);
	*due_r = dues[dues_read(r, record, a->deemed_start, &rules, dues) - 1];
	*due_r = (struct visit_due){ due_r->from, day_of(a->next_visit_due), due_r->later,
	    due_r->start };
	*why_r = visit_due_why(r->pool, &rules, day_of(a->deemed_start), due_r);
	return true;
}

void fostering_due_put(struct request *r, struct node *body, const struct record *record)
{
	const char *next = fostering_of(r)->next_visit_due, *why;
	struct visit_due due;
	struct date plan;

	if (!next_of(r, record, &due, &why))
		return;
	if (strcmp(next, r->today) < 0)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "A visit was due on %s and has not "
		    "been made.", page_day(r, next)));
	else
		(void)page_para(body, pool_printf(r->pool, "Next visit due by %s.%s", page_day(r, next),
		    !visit_due_plan(&due, &plan) ? "" : date_compare(plan, due.date) == 0 ? "" :
		    pool_printf(r->pool, " Plan it for %s at the latest, the last working day before.",
		    date_long(r->pool, plan))));
	node_set(page_para(body, pool_printf(r->pool, "%s.", why)), "kind", "hint");
}

void fostering_dues_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "dues", "Due dates of visits",
	    "No visit under regulation 8 was ever due.", "Counted from", "Due", "Met", NULL), *row,
	    *cell;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_DUES], &rows, record->id);
	for (i = rows.n; i-- > 0;) {
		const char *due = db_text(&rows.row[i], 2), *met = db_text(&rows.row[i], 3);
		bool late = strcmp(met == NULL ? r->today : met, due) > 0;

		row = node_add(table, "row");
		node_set(page_cell(row, page_day(r, db_text(&rows.row[i], 1))), "head", "yes");
		(void)page_cell(row, page_day(r, due));
		cell = page_cell(row, met == NULL ? late ? "Overdue" : "Not yet" : late ?
		    pool_printf(r->pool, "%s, late", page_day(r, met)) : page_day(r, met));
		node_set(cell, "tag", late ? "red" : met == NULL ? "blue" : "green");
	}
}
