#include <string.h>

#include "export.h"
#include "lists.h"
#include "premium.h"
#include "text.h"

/* The list of finance (15.3): a name, a school and amounts, and no more. */

#define PAID_AT_ONCE	100	/* in one request */

const struct field education_premium_pay_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ .name = "term", .type = FIELD_TOKEN, .max = 6 },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .label = "Paid on" },
	{ .name = "note", .type = FIELD_TEXT, .max = 500, .label = "Number of the payment run" },
	{ 0 }
};

struct due {
	struct record record;		/* id, handle and subject alone */
	unsigned long long line, amount;
	const char *term, *school, *bar;
	bool held;
};

/* What is approved and not paid, of a year and, unless it is "", a term. */
static size_t due_list(struct request *r, int year, const char *term, struct due **due_r)
{
	struct education_enrolment e;
	struct db_rows rows;
	struct due *d;
	size_t i, n = 0;

	(void)db_list(r->db, &education_sql[EDUCATION_PREMIUM_DUE], &rows, (unsigned long long)year);
	d = *due_r = pool_array(r->pool, rows.n + 1, sizeof(*d));
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		if (term[0] != '\0' && strcmp(term, db_text(v, 4)) != 0)
			continue;
		d[n] = (struct due){ .record = { .id = db_number(v, 1), .handle = db_text(v, 2),
		    .subject = db_text(v, 3) }, .line = db_number(v, 0), .term = db_text(v, 4),
		    .amount = db_number(v, 5), .held = db_number(v, 6) != 0 };
		d[n].school = education_premium_school(r, &d[n].record, year, d[n].term, &e) ?
		    e.school_name : "";
		d[n].bar = education_premium_bar(r, &d[n].record, year, d[n].term);
		n++;
	}
	return n;
}

static const char *stands(const struct due *d)
{
	return d->bar != NULL ? "Held back" : d->held ? "May be paid again" : "To be paid";
}

static unsigned long long payable(const struct due *d, size_t n, size_t *count_r)
{
	unsigned long long sum = 0;
	size_t i;

	for (i = *count_r = 0; i < n; i++)
		if (d[i].bar == NULL) {
			sum += d[i].amount;
			(*count_r)++;
		}
	return sum;
}

static void nav(struct request *r, struct node *body, int year)
{
	struct node *links = page_nav(body, "Terms");
	const char *term = input_text(&r->input, "term");
	unsigned i;

	page_nav_item(links, pool_printf(r->pool, "/education/premium/payments?year=%d", year), "All terms",
	    term[0] == '\0');
	for (i = 0; i < 3; i++)
		page_nav_item(links, pool_printf(r->pool, "/education/premium/payments?year=%d&term=%s", year,
		    term_code(premium_terms[i])), term_label(premium_terms[i]),
		    strcmp(term, term_code(premium_terms[i])) == 0);
}

static void table_put(struct request *r, struct node *body, const struct due *d, size_t n)
{
	struct node *table, *tr, *cell;
	size_t i;

	table = page_table(body, "payments", "Approved and not paid", "Nothing waits to be paid.", "Child",
	    "School", "Term", "Amount", "Payment", NULL);
	education_money_columns(table, 3, 1);
	for (i = 0; i < n; i++) {
		tr = node_add(table, "row");
		cell = page_cell(tr, d[i].record.subject);
		if (d[i].record.handle[0] != '\0')
			node_set(cell, "href", pool_printf(r->pool, "/education/child/%s/premium/%llu",
			    d[i].record.handle, d[i].line));
		(void)page_cell(tr, d[i].school);
		(void)page_cell(tr, lists_label("education-term", d[i].term, r->today));
		node_set(page_cell(tr, education_pounds(r, (long long)d[i].amount)), "numeric", "yes");
		(void)page_cell(tr, stands(&d[i]));
	}
}

static int page(struct request *r, int year, int status)
{
	bool sent = r->route->method == POST;
	struct node *body = page_begin(r, "premium", "Payments of pupil premium plus"), *form;
	unsigned long long sum;
	struct due *d;
	size_t n = due_list(r, year, input_text(&r->input, "term"), &d), count, i;

	if (request_may(r, EDUCATION_HOME))
		page_back(r, "Pupil premium plus", "/education/premium?year=%d", year);
	(void)page_heading(body, 1, pool_printf(r->pool, "Payments of pupil premium plus, %s",
	    education_money_year(r, year)));
	nav(r, body, year);
	sum = payable(d, n, &count);
	(void)page_para(body, pool_printf(r->pool, "%zu to be paid, %s in all; %zu held back.", count,
	    education_pounds(r, (long long)sum), n - count));
	table_put(r, body, d, n);
	(void)page_link(body, "The list as a file", NULL, "/education/premium/file?year=%d&show=due", year);
	(void)page_link(body, "Position of the year", NULL, "/education/premium?year=%d", year);
	if (count == 0 || !request_may(r, EDUCATION_PAY))
		return status;
	(void)page_heading(body, 2, "Mark as paid");
	(void)page_para(body, count > PAID_AT_ONCE ? "The first hundred of the list that are not held back "
	    "are marked; send it again for the rest." : "All of the list that are not held back are marked.");
	form = page_form(r, body, "/education/premium/payments");
	(void)page_hidden(r, form, "year", pool_printf(r->pool, "%d", year));
	(void)page_hidden(r, form, "term", input_text(&r->input, "term"));
	for (i = 2; education_premium_pay_input[i].name != NULL; i++)
		page_field_of(r, form, &education_premium_pay_input[i], sent);
	(void)page_button(page_buttons(form), pool_printf(r->pool, "Mark %zu as paid",
	    count > PAID_AT_ONCE ? (size_t)PAID_AT_ONCE : count), "primary", NULL, NULL);
	return status;
}

int education_premium_payments(struct request *r)
{
	int year = education_money_year_of(r);

	return year == 0 ? page_not_found(r) : page(r, year, 200);
}

/* The line as it stands once its record is locked: another may have paid it. */
static void pay_one(struct request *r, int year, const struct due *d, const char *day)
{
	struct education_ledger l;
	struct record record;
	size_t i;

	if (!education_premium_lock(r, d->record.handle, d->record.id, &record))
		return;
	education_ledger(r, &record, year, &l);
	for (i = 0; i < l.n; i++)
		if (l.entry[i].id == d->line && premium_open(l.entry, l.n, d->line) > 0 &&
		    education_premium_pay(r, &record, &l, i, day, input_text(&r->input, "note")))
			event_add(r, &record, "premium", "Pupil premium paid", false);
}

int education_premium_payments_save(struct request *r)
{
	int year = education_money_year_of(r);
	const char *day = input_text(&r->input, "on_day");
	size_t n, i, paid = 0;
	struct due *d;

	if (year == 0)
		return page_not_found(r);
	if (day[0] == '\0')
		day = r->today;
	if (input_slot(&r->input, "on_day")->error == NULL && premium_year(education_day(day)) != year)
		input_refuse(&r->input, "on_day", pool_printf(r->pool, "Money of %s is paid from 1 April %d "
		    "to 31 March %d", education_money_year(r, year), year, year + 1));
	if (!input_valid(&r->input, r->pool))
		return page(r, year, 422);
	n = due_list(r, year, input_text(&r->input, "term"), &d);
	for (i = 0; i < n && paid < PAID_AT_ONCE; i++)
		if (d[i].bar == NULL) {
			pay_one(r, year, &d[i], day);
			paid++;
		}
	r->audit.detail = pool_printf(r->pool, "%zu lines", paid);
	return request_redirect(r, "/education/premium/payments?year=%d", year);
}

struct export *education_premium_due_file(struct request *r, int year)
{
	static const struct export_column columns[] = { { "Child", EXPORT_TEXT, 0 },
	    { "School", EXPORT_TEXT, 0 }, { "Term", EXPORT_TEXT, 0 }, { "Amount", EXPORT_DECIMAL, 2 },
	    { "Payment", EXPORT_TEXT, 0 } };
	struct export *e = export_new(r->pool, "Payments of pupil premium plus", columns,
	    sizeof(columns) / sizeof(columns[0]));
	struct due *d;
	size_t n = due_list(r, year, "", &d), i;

	for (i = 0; i < n; i++) {
		export_cell(e, d[i].record.subject);
		export_cell(e, d[i].school);
		export_cell(e, lists_label("education-term", d[i].term, r->today));
		export_cell(e, pool_printf(r->pool, "%llu.%02llu", d[i].amount / 100, d[i].amount % 100));
		export_cell(e, stands(&d[i]));
	}
	return e;
}
