#include <string.h>

#include "export.h"
#include "lists.h"
#include "premium.h"
#include "text.h"

/* The position of a financial year: by child, school and term; what is to be returned;
 * spending that cannot be accounted for. */

#define SQL(statement)	(&education_sql[EDUCATION_PREMIUM_##statement])
#define AT_ONCE	200	/* children in one request */

const struct field education_premium_year_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "Financial year" },
	{ .name = "show", .type = FIELD_TOKEN, .max = 12 },
	{ 0 }
};

const struct field education_premium_bulk_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ 0 }
};

struct child {
	const char *handle, *subject;	/* handle "": restricted */
	unsigned long long id;
	struct premium_sums sums;
};

static void sum_add(struct premium_sums *s, const char *line, unsigned long long amount)
{
	enum premium_kind kind = premium_kind(line);

	if (kind < PREMIUM_KIND__MAX)
		s->of[kind] += amount;
}

/* All children who have a ledger of the year, in the order of their names. */
static size_t children(struct request *r, int year, struct child **list_r)
{
	struct db_rows rows;
	struct child *c;
	size_t i, n = 0;

	(void)db_list(r->db, SQL(CHILDREN), &rows, (unsigned long long)year);
	c = *list_r = pool_array(r->pool, rows.n + 1, sizeof(*c));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		if (n == 0 || c[n - 1].id != db_number(v, 4))
			c[n++] = (struct child){ .handle = db_text(v, 0), .subject = db_text(v, 1),
			    .id = db_number(v, 4) };
		sum_add(&c[n - 1].sums, db_text(v, 2), db_number(v, 3));
	}
	return n;
}

/* -- what can be shown -- */

static bool shows_all(const struct premium_sums *s)
{
	return s->of[PREMIUM_ALLOCATION] + s->of[PREMIUM_PLANNED] + s->of[PREMIUM_PAID] > 0;
}

static bool shows_return(const struct premium_sums *s)
{
	return premium_unspent(s) > 0;
}

static bool shows_nil(const struct premium_sums *s)
{
	return s->of[PREMIUM_ALLOCATION] > 0 && premium_spent(s) == 0;
}

static bool shows_over(const struct premium_sums *s)
{
	return premium_unspent(s) < 0;
}

struct show {
	const char *code, *label, *what;
	bool (*child)(const struct premium_sums *);	/* NULL: a list of payments */
	unsigned statement;
	unsigned permission;			/* 15.3: finance reads amounts alone */
};

static const struct show shows[] = {
	{ "", "Every child", "Every child who has a ledger of the year.", shows_all, 0, EDUCATION_MONEY },
	{ "return", "To be returned", "What is not spent on 31 March goes back to the department.",
	  shows_return, 0, EDUCATION_MONEY },
	{ "nil", "Nothing spent", "Children who were given money of which nothing was spent.", shows_nil, 0,
	  EDUCATION_MONEY },
	{ "over", "Overspent", "More was paid than the child was given.", shows_over, 0,
	  EDUCATION_MONEY },
	{ "target", "Without a target", "Payments that belong to no target of a plan.", NULL,
	  EDUCATION_PREMIUM_NO_TARGET, EDUCATION_WORK },
	{ "impact", "Without an impact", "Payments for a target of which nobody has said what they did.",
	  NULL, EDUCATION_PREMIUM_NO_IMPACT, EDUCATION_WORK },
};

#define SHOWS	(sizeof(shows) / sizeof(shows[0]))

static const struct show *shown(const struct request *r)
{
	size_t i;

	for (i = 0; i < SHOWS; i++)
		if (input_is(&r->input, "show", shows[i].code) && request_may(r, shows[i].permission))
			return &shows[i];
	return NULL;
}

static void money(struct request *r, struct node *tr, long long pence)
{
	node_set(page_cell(tr, education_pounds(r, pence)), "numeric", "yes");
}

static void who_put(struct request *r, struct node *tr, const char *handle, const char *subject,
    int year)
{
	struct node *cell = page_cell(tr, subject);

	if (handle[0] != '\0')
		node_set(cell, "href", pool_printf(r->pool, "/education/child/%s/premium?year=%d", handle,
		    year));
}

static void sums_cells(struct request *r, struct node *tr, const struct premium_sums *s)
{
	money(r, tr, premium_own(s));
	money(r, tr, (long long)s->of[PREMIUM_APPROVED]);
	money(r, tr, premium_spent(s));
	money(r, tr, premium_unspent(s));
	money(r, tr, premium_projected(s));
}

static void children_put(struct request *r, struct node *body, const struct show *show,
    const struct child *c, size_t n, int year)
{
	struct node *table, *tr;
	size_t i;

	table = page_table(body, "children", show->label, "There is none.", "Child", "Own money", "Approved",
	    "Spent", "Unspent", "Left on 31 March", NULL);
	education_money_columns(table, 1, 5);
	for (i = 0; i < n; i++) {
		if (!show->child(&c[i].sums))
			continue;
		tr = node_add(table, "row");
		who_put(r, tr, c[i].handle, c[i].subject, year);
		sums_cells(r, tr, &c[i].sums);
	}
}

static void payments_put(struct request *r, struct node *body, const struct show *show, int year)
{
	struct node *table, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[show->statement], &rows, (unsigned long long)year);
	table = page_table(body, "spend", show->label, "There is none.", "Child", "School", "Term", "Amount",
	    "Paid on", NULL);
	education_money_columns(table, 3, 1);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		tr = node_add(table, "row");
		who_put(r, tr, db_text(v, 0), db_text(v, 1), year);
		(void)page_cell(tr, db_text(v, 2) == NULL ? "" : db_text(v, 2));
		(void)page_cell(tr, lists_label("education-term", db_text(v, 3), r->today));
		money(r, tr, (long long)db_number(v, 4));
		(void)page_cell(tr, page_day(r, db_text(v, 5)));
	}
}

static struct premium_sums whole(const struct child *c, size_t n)
{
	struct premium_sums s = { { 0 } };
	size_t i, kind;

	for (i = 0; i < n; i++)
		for (kind = 0; kind < PREMIUM_KIND__MAX; kind++)
			s.of[kind] += c[i].sums.of[kind];
	return s;
}

static void totals_put(struct request *r, struct node *body, const struct child *c, size_t n,
    int year)
{
	struct premium_sums s = whole(c, n);
	struct node *list = node_add(body, "summary");
	long long back = 0;
	size_t i;

	for (i = 0; i < n; i++)
		back += premium_unspent(&c[i].sums) > 0 ? premium_unspent(&c[i].sums) : 0;
	(void)page_row(list, "Grants", pool_printf(r->pool, "%s, of %zu %s",
	    education_pounds(r, (long long)s.of[PREMIUM_ALLOCATION]), n, n == 1 ? "child" : "children"));
	(void)page_row(list, "Pooled", education_pounds(r, (long long)s.of[PREMIUM_TOP_SLICE]));
	education_premium_pool_put(r, list, year);
	(void)page_row(list, "Asked for", education_pounds(r, (long long)s.of[PREMIUM_PLANNED] -
	    (long long)s.of[PREMIUM_LESS]));
	(void)page_row(list, "Approved", education_pounds(r, (long long)s.of[PREMIUM_APPROVED]));
	(void)page_row(list, "Spent", education_pounds(r, premium_spent(&s)));
	(void)page_row(list, "Returned", education_pounds(r, (long long)s.of[PREMIUM_RETURNED]));
	(void)page_row(list, "To be returned as it stands", education_pounds(r, back));
	(void)page_row(list, "Left on 31 March, if all that is asked for is paid",
	    education_pounds(r, premium_projected(&s)));
}

/* Rows of (key, line, sum): a table row a key. */
static void groups_put(struct request *r, struct node *body, unsigned statement, const char *id,
    const char *caption, const char *list, int year)
{
	struct node *table, *tr;
	struct premium_sums s;
	struct db_rows rows;
	const char *key;
	size_t i;

	(void)db_list(r->db, &education_sql[statement], &rows, (unsigned long long)year);
	table = page_table(body, id, caption, "Nothing yet.", list == NULL ? "School" : "Term", "Approved",
	    "Paid", "Reclaimed", NULL);
	education_money_columns(table, 1, 3);
	for (i = 0; i < rows.n;) {
		key = db_text(&rows.row[i], 0);
		s = (struct premium_sums){ { 0 } };
		for (; i < rows.n && strcmp(key, db_text(&rows.row[i], 0)) == 0; i++)
			sum_add(&s, db_text(&rows.row[i], 1), db_number(&rows.row[i], 2));
		tr = node_add(table, "row");
		(void)page_cell(tr, list != NULL ? lists_label(list, key, r->today) :
		    key[0] == '\0' ? "No school" : key);
		money(r, tr, (long long)s.of[PREMIUM_APPROVED]);
		money(r, tr, (long long)s.of[PREMIUM_PAID]);
		money(r, tr, (long long)s.of[PREMIUM_RECLAIMED]);
	}
}

/* -- those who have no grant yet -- */

static size_t without(struct request *r, int year, struct db_rows *rows)
{
	return db_list(r->db, SQL(WITHOUT), rows, pool_printf(r->pool, "%d-09-01", year - 16),
	    pool_printf(r->pool, "%d-08-31", year - 4), pool_printf(r->pool, "%d-03-31", year + 1),
	    pool_printf(r->pool, "%d-04-01", year), (unsigned long long)year);
}

static void bulk_put(struct request *r, struct node *body, int year, size_t back)
{
	struct node *form;
	struct db_rows rows;
	struct db_row rate;
	size_t n = without(r, year, &rows);

	if (request_may(r, EDUCATION_WORK) && n > 0 && !db_find(r->db, SQL(RATE), &rate,
	    (unsigned long long)year, "SCHOOL")) {
		(void)page_para(body, pool_printf(r->pool, "%zu children have no grant of %s, whose rate is not "
		    "recorded yet.", n, education_money_year(r, year)));
	} else if (request_may(r, EDUCATION_WORK) && n > 0) {
		form = page_form(r, body, "/education/premium/give");
		(void)page_button(page_buttons(form), pool_printf(r->pool, "Give the grant to all without: %zu",
		    n > AT_ONCE ? (size_t)AT_ONCE : n), "primary", "year", pool_printf(r->pool, "%d", year));
	}
	if (!request_may(r, EDUCATION_HEAD) || back == 0 || strcmp(r->today,
	    pool_printf(r->pool, "%d-03-31", year + 1)) < 0)
		return;
	form = page_form(r, body, "/education/premium/return");
	(void)page_button(page_buttons(form), pool_printf(r->pool, "Record that unspent money was returned: %zu",
	    back > AT_ONCE ? (size_t)AT_ONCE : back), "warning", "year", pool_printf(r->pool, "%d", year));
}

static void nav(struct request *r, struct node *body, int year)
{
	struct node *links = page_nav(body, "Financial years");
	int y;
	size_t i;

	for (y = year - 2; y <= year + 1; y++)
		page_nav_item(links, pool_printf(r->pool, "/education/premium?year=%d", y),
		    education_money_year(r, y), y == year);
	links = page_nav(body, "Lists");
	for (i = 0; i < SHOWS; i++)
		if (request_may(r, shows[i].permission))
			page_nav_item(links, pool_printf(r->pool, "/education/premium?year=%d%s%s", year,
			    shows[i].code[0] == '\0' ? "" : "&show=", shows[i].code), shows[i].label,
			    shown(r) == &shows[i]);
}

int education_premium_year(struct request *r)
{
	int year = education_money_year_of(r);
	const struct show *show = shown(r);
	struct node *body;
	struct child *c;
	size_t n, i, back = 0;

	if (year == 0 || show == NULL)
		return page_not_found(r);
	n = children(r, year, &c);
	for (i = 0; i < n; i++)
		back += shows_return(&c[i].sums);
	body = page_begin(r, "premium", "Pupil premium plus");
	if (request_may(r, EDUCATION_HOME))
		page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, pool_printf(r->pool, "Pupil premium plus, %s",
	    education_money_year(r, year)));
	nav(r, body, year);
	totals_put(r, body, c, n, year);
	bulk_put(r, body, year, back);
	(void)page_link(body, "Payments", NULL, "/education/premium/payments?year=%d", year);
	(void)page_link(body, "Pooled money", NULL, "/education/premium/pool?year=%d", year);
	(void)page_link(body, "Rates", NULL, "/education/premium/rates");
	(void)page_para(body, show->what);
	if (show->child != NULL)
		children_put(r, body, show, c, n, year);
	else
		payments_put(r, body, show, year);
	(void)page_link(body, "This list as a file", NULL, "/education/premium/file?year=%d&show=%s", year,
	    show->code[0] == '\0' ? "all" : show->code);
	groups_put(r, body, EDUCATION_PREMIUM_SCHOOLS, "schools", "By school", NULL, year);
	groups_put(r, body, EDUCATION_PREMIUM_BY_TERM, "terms", "By term", "education-term", year);
	(void)page_para(body, "Children whose record is locked after an adoption or archived are not in these "
	    "figures; those whose record is restricted stand there by reference.");
	return 200;
}

/* -- the file -- */

static const char *decimal(struct request *r, long long pence)
{
	return pool_printf(r->pool, "%s%lld.%02lld", pence < 0 ? "-" : "", (pence < 0 ? -pence : pence) / 100,
	    (pence < 0 ? -pence : pence) % 100);
}

static struct export *children_file(struct request *r, const struct show *show, int year)
{
	static const struct export_column columns[] = { { "Child", EXPORT_TEXT, 0 },
	    { "Grant", EXPORT_DECIMAL, 2 }, { "Pooled", EXPORT_DECIMAL, 2 },
	    { "Approved", EXPORT_DECIMAL, 2 }, { "Paid", EXPORT_DECIMAL, 2 },
	    { "Reclaimed", EXPORT_DECIMAL, 2 }, { "Returned", EXPORT_DECIMAL, 2 },
	    { "Unspent", EXPORT_DECIMAL, 2 }, { "Left on 31 March", EXPORT_DECIMAL, 2 } };
	static const enum premium_kind kinds[] = { PREMIUM_ALLOCATION, PREMIUM_TOP_SLICE, PREMIUM_APPROVED,
	    PREMIUM_PAID, PREMIUM_RECLAIMED, PREMIUM_RETURNED };
	struct export *e = export_new(r->pool, "Pupil premium plus", columns,
	    sizeof(columns) / sizeof(columns[0]));
	struct child *c;
	size_t n = children(r, year, &c), i, k;

	for (i = 0; i < n; i++) {
		if (!show->child(&c[i].sums))
			continue;
		export_cell(e, c[i].subject);
		for (k = 0; k < sizeof(kinds) / sizeof(kinds[0]); k++)
			export_cell(e, decimal(r, (long long)c[i].sums.of[kinds[k]]));
		export_cell(e, decimal(r, premium_unspent(&c[i].sums)));
		export_cell(e, decimal(r, premium_projected(&c[i].sums)));
	}
	return e;
}

static struct export *payments_file(struct request *r, const struct show *show, int year)
{
	static const struct export_column columns[] = { { "Child", EXPORT_TEXT, 0 },
	    { "School", EXPORT_TEXT, 0 }, { "Term", EXPORT_TEXT, 0 }, { "Amount", EXPORT_DECIMAL, 2 },
	    { "Paid on", EXPORT_DATE, 0 } };
	struct export *e = export_new(r->pool, "Pupil premium plus", columns,
	    sizeof(columns) / sizeof(columns[0]));
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[show->statement], &rows, (unsigned long long)year);
	for (i = 0; i < rows.n; i++) {
		export_cell(e, db_text(&rows.row[i], 1));
		export_cell(e, db_text(&rows.row[i], 2));
		export_cell(e, lists_label("education-term", db_text(&rows.row[i], 3), r->today));
		export_cell(e, decimal(r, (long long)db_number(&rows.row[i], 4)));
		export_cell(e, db_text(&rows.row[i], 5));
	}
	return e;
}

int education_premium_file(struct request *r)
{
	int year = education_money_year_of(r);
	const char *name = input_text(&r->input, "show");
	const struct show *show;
	struct export *e;

	if (input_is(&r->input, "show", "all"))
		input_slot(&r->input, "show")->value = "";
	if (year != 0 && input_is(&r->input, "show", "due")) {
		e = education_premium_due_file(r, year);
	} else {
		show = shown(r);
		if (year == 0 || show == NULL)
			return page_not_found(r);
		e = show->child != NULL ? children_file(r, show, year) : payments_file(r, show, year);
	}
	return export_answer(r, e, EXPORT_CSV, pool_printf(r->pool, "pupil-premium-%s-%s",
	    education_money_year(r, year), name[0] == '\0' ? "all" : name));
}

/* -- for many children at once -- */

int education_premium_give_all(struct request *r)
{
	int year = education_money_year_of(r);
	struct record record;
	struct db_rows rows;
	size_t n, i, given = 0;

	if (year == 0)
		return page_not_found(r);
	n = without(r, year, &rows);
	for (i = 0; i < n && i < AT_ONCE; i++)
		if (record_lock(r, db_text(&rows.row[i], 0), &record) && education_again(r, &record) != NULL &&
		    education_premium_give(r, &record, year)) {
			event_add(r, &record, "premium", pool_printf(r->pool, "Pupil premium of %s given",
			    education_money_year(r, year)), false);
			given++;
		}
	r->audit.detail = pool_printf(r->pool, "%zu children", given);
	return request_redirect(r, "/education/premium?year=%d", year);
}

int education_premium_return_all(struct request *r)
{
	int year = education_money_year_of(r);
	struct education_ledger l;
	struct record record;
	struct child *c;
	size_t n, i, back = 0;
	long long left;

	if (year == 0)
		return page_not_found(r);
	if (strcmp(r->today, pool_printf(r->pool, "%d-03-31", year + 1)) < 0)
		return page_message(r, 409, "The year has not ended", "Money is returned from 31 March on: until "
		    "then it can be spent.");
	n = children(r, year, &c);
	for (i = 0; i < n && back < AT_ONCE; i++) {
		if (!shows_return(&c[i].sums) || !education_premium_lock(r, c[i].handle, c[i].id, &record))
			continue;
		education_ledger(r, &record, year, &l);
		left = premium_unspent(&l.sums);
		if (left <= 0)
			continue;
		(void)education_ledger_add(r, &record, year,
		    &(struct premium_entry){ .kind = PREMIUM_RETURNED, .amount = (unsigned)left },
		    &(struct education_line){ 0 }, 0);
		back++;
	}
	r->audit.detail = pool_printf(r->pool, "%zu children", back);
	return request_redirect(r, "/education/premium?year=%d&show=return", year);
}
