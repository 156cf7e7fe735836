#include <string.h>

#include "account.h"
#include "lists.h"
#include "pep.h"
#include "premium.h"
#include "text.h"
#include "xml.h"

/* The ledger of a child (9): read, and one line more. */

#define SQL(statement)	(&education_sql[EDUCATION_PREMIUM_##statement])

const char *education_pounds(struct request *r, long long pence)
{
	const char *text = premium_pounds(r->pool, pence < 0 ? -pence : pence);

	return pool_printf(r->pool, "%s£%s", pence < 0 ? "-" : "", text);
}

const char *education_money_year(struct request *r, int year)
{
	return pool_printf(r->pool, "%d-%02d", year, (year + 1) % 100);
}

int education_money_year_of(const struct request *r)
{
	const char *text = input_text(&r->input, "year");
	unsigned long long year;

	if (text[0] == '\0')
		return premium_year(education_day(r->today));
	return text_number(text, &year) && year >= 2011 && year <= 2099 ? (int)year : 0;
}

bool education_premium_lock(struct request *r, const char *handle, unsigned long long id,
    struct record *record_r)
{
	struct db_row row;

	if (handle[0] != '\0')
		return record_lock(r, handle, record_r);
	if (!db_find(r->db, SQL(RECORD), &row, id))
		return false;
	*record_r = (struct record){ .id = id, .handle = db_text(&row, 1),
	    .reference = db_text(&row, 2), .kind = db_text(&row, 3), .child = db_number(&row, 4),
	    .subject = db_text(&row, 5), .state = db_text(&row, 6), .owner = db_number(&row, 7),
	    .team = db_number(&row, 8), .version = (unsigned)db_number(&row, 9),
	    .relation = "SERVICE", .relations = "SERVICE" };
	return true;
}

void education_money_columns(struct node *table, unsigned first, unsigned n)
{
	struct node *col = node_child(table, "col");
	unsigned i;

	for (i = 0; col != NULL && i < first + n; i++, col = node_next(col, "col"))
		if (i >= first)
			node_set(col, "numeric", "yes");
}

/* -- the lines -- */

static void line_from(const struct db_row *v, struct premium_entry *e, struct education_line *l)
{
	*e = (struct premium_entry){ .id = db_number(v, 0), .follows = db_number(v, 1),
	    .kind = premium_kind(db_text(v, 2)), .amount = (unsigned)db_number(v, 3) };
	*l = (struct education_line){ .term = db_text(v, 4), .category = db_text(v, 5),
	    .evidence = db_text(v, 6), .impact = db_text(v, 7), .on_day = db_text(v, 8),
	    .target = db_number(v, 9), .school = db_text(v, 10), .target_text = db_text(v, 11),
	    .school_id = db_number(v, 14) };
}

void education_ledger(struct request *r, const struct record *record, int year,
    struct education_ledger *l_r)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(LINES), &rows, record->id, (unsigned long long)year);
	*l_r = (struct education_ledger){ .year = year, .n = rows.n,
	    .entry = pool_array(r->pool, rows.n + 1, sizeof(*l_r->entry)),
	    .line = pool_array(r->pool, rows.n + 1, sizeof(*l_r->line)) };
	for (i = 0; i < rows.n; i++) {
		line_from(&rows.row[i], &l_r->entry[i], &l_r->line[i]);
		l_r->line[i].by = db_text(&rows.row[i], 12) == NULL ? "" : pool_printf(r->pool, "%s %s",
		    db_text(&rows.row[i], 12), db_text(&rows.row[i], 13));
		if (l_r->entry[i].kind < PREMIUM_KIND__MAX)
			l_r->sums.of[l_r->entry[i].kind] += l_r->entry[i].amount;
	}
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

unsigned long long education_ledger_add(struct request *r, const struct record *record, int year,
    const struct premium_entry *e, const struct education_line *l, unsigned long long school)
{
	return db_insert(r->db, SQL(ADD), record->id, (unsigned long long)year, or_empty(l->term),
	    premium_code(e->kind), (unsigned long long)e->amount, school, l->target,
	    or_empty(l->category), or_empty(l->evidence), or_empty(l->impact),
	    l->on_day == NULL ? r->today : l->on_day, e->follows, request_account(r));
}

/* -- schools and plans of a term -- */

static enum term term_of_code(const char *code)
{
	unsigned term;

	for (term = 0; term < TERM__MAX; term++)
		if (strcmp(term_code((enum term)term), code) == 0)
			break;
	return (enum term)term;
}

struct date education_term_begins(struct request *r, int year, enum term term)
{
	static const struct { int month, day; } usual[TERM__MAX] = { [TERM_AUTUMN] = { 9, 1 },
	    [TERM_SPRING] = { 1, 1 }, [TERM_SUMMER] = { 4, 1 } };
	struct db_row row;

	if (db_find(r->db, SQL(TERM), &row, (unsigned long long)premium_academic(year, term),
	    term_code(term)))
		return education_day(db_text(&row, 0));
	return (struct date){ term == TERM_SPRING ? year + 1 : year, usual[term].month,
	    usual[term].day };
}

/* The setting: a term's money stays where the child was on roll in its first days, or it
 * goes at once to where the child is. */
static struct date day_that_counts(struct request *r, int year, const char *term)
{
	if (strcmp(conf_text("education.premium_follows"), "day") == 0 ||
	    term_of_code(term) == TERM__MAX)
		return education_day(r->today);
	return date_add_days(education_term_begins(r, year, term_of_code(term)),
	    conf_number("education.premium_move_days"));
}

bool education_premium_school(struct request *r, const struct record *record, int year,
    const char *term, struct education_enrolment *e_r)
{
	struct education_enrolment *list;
	size_t n = education_enrolments(r, record, &list), i;
	struct premium_place *places = pool_array(r->pool, n + 1, sizeof(*places));

	for (i = 0; i < n; i++) {
		places[i] = (struct premium_place){ .began = education_day(list[i].began_on),
		    .open = list[i].ended_on == NULL,
		    .main = lists_flag("education-enrolment", list[i].status, "full") };
		if (!places[i].open)
			places[i].ended = education_day(list[i].ended_on);
	}
	i = premium_place(places, n, day_that_counts(r, year, term));
	if (i == n)
		return false;
	*e_r = list[i];
	return true;
}

const char *education_premium_bar(struct request *r, const struct record *record, int year,
    const char *term)
{
	enum term t = term_of_code(term);
	struct db_row row;
	bool has;

	if (t == TERM__MAX)
		return NULL;
	has = db_find(r->db, SQL(PLAN), &row, record->id,
	    (unsigned long long)premium_academic(year, t), term);
	return premium_bar(has ? db_text(&row, 0) : NULL, has ? db_text(&row, 1) : "",
	    conf_text("education.premium_hold"));
}

/* -- given -- */

static void parts_plan(struct request *r, const struct record *record, int year, unsigned own,
    const char *entered)
{
	struct date begins[3];
	unsigned first, part[3], i;

	for (i = 0; i < 3; i++)
		begins[i] = education_term_begins(r, year, premium_terms[i]);
	first = premium_first_term(education_day(entered), begins);
	premium_split(own, 3 - first, part);
	for (i = first; i < 3; i++)
		(void)education_ledger_add(r, record, year,
		    &(struct premium_entry){ .kind = PREMIUM_PLANNED, .amount = part[i - first] },
		    &(struct education_line){ .term = term_code(premium_terms[i]) }, 0);
}

/* The rate by the child's year group in the autumn of the financial year. */
static bool rate(struct request *r, const struct record *record, int year, unsigned *amount_r,
    unsigned *slice_r)
{
	const struct education_pupil *p = education_of(r);
	int ncy = p->out_of_cohort ? education_ncy(r, record) :
	    term_ncy(education_day(p->born_on), year);
	const char *phase = premium_phase(ncy);
	struct db_row row;

	if (phase == NULL || !db_find(r->db, SQL(RATE), &row, (unsigned long long)year, phase))
		return false;
	*amount_r = (unsigned)db_number(&row, 0);
	*slice_r = (unsigned)db_number(&row, 1);
	return true;
}

bool education_premium_give(struct request *r, const struct record *record, int year)
{
	unsigned amount, slice, pooled;
	struct education_ledger l;
	struct db_row cared;

	education_ledger(r, record, year, &l);
	if (l.sums.of[PREMIUM_ALLOCATION] > 0 || !rate(r, record, year, &amount, &slice) ||
	    !db_find(r->db, SQL(CARED), &cared, record->id, pool_printf(r->pool, "%d-03-31", year + 1),
	    pool_printf(r->pool, "%d-04-01", year)))
		return false;
	pooled = premium_pooled(amount, slice);
	(void)education_ledger_add(r, record, year,
	    &(struct premium_entry){ .kind = PREMIUM_ALLOCATION, .amount = amount },
	    &(struct education_line){ 0 }, 0);
	if (pooled > 0)
		(void)education_ledger_add(r, record, year,
		    &(struct premium_entry){ .kind = PREMIUM_TOP_SLICE, .amount = pooled },
		    &(struct education_line){ 0 }, 0);
	if (conf_number("education.premium_parts") != 0)
		parts_plan(r, record, year, amount - pooled, db_text(&cared, 0));
	return true;
}

/* -- asked for by a plan -- */

/* What the term's part has left goes to the target, as far as it reaches. */
static void part_less(struct request *r, const struct record *record, int year, const char *term,
    unsigned pence)
{
	struct education_ledger l;
	unsigned open, less;
	size_t i;

	education_ledger(r, record, year, &l);
	for (i = 0; i < l.n && pence > 0; i++) {
		if (l.entry[i].kind != PREMIUM_PLANNED || l.line[i].target != 0 ||
		    strcmp(l.line[i].term, term) != 0)
			continue;
		open = premium_open(l.entry, l.n, l.entry[i].id);
		less = open < pence ? open : pence;
		if (less > 0)
			(void)education_ledger_add(r, record, year, &(struct premium_entry){
			    .kind = PREMIUM_LESS, .amount = less, .follows = l.entry[i].id },
			    &(struct education_line){ .term = term, .evidence = "For a target of the plan" },
			    0);
		pence -= less;
	}
}

void education_premium_ask(struct request *r, const struct record *record,
    const struct education_pep *p, unsigned long long target, unsigned pence)
{
	int year = premium_year_of_term(p->year, term_of_code(p->term));

	part_less(r, record, year, p->term, pence);
	(void)education_ledger_add(r, record, year,
	    &(struct premium_entry){ .kind = PREMIUM_PLANNED, .amount = pence },
	    &(struct education_line){ .term = p->term, .target = target }, 0);
}
