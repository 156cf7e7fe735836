#include <string.h>

#include "child-card.h"
#include "lists.h"
#include "pep.h"
#include "premium.h"
#include "text.h"

/* A child's ledger of a financial year: what was given, asked for, approved and paid. */

const struct field education_premium_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, .label = "Financial year" },
	{ 0 }
};

const struct field education_premium_give_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ 0 }
};

const struct field education_premium_ask_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ .name = "term", .type = FIELD_CODE, .choices = "education-term", .compact = true,
	  .required = true, .label = "Term" },
	{ .name = "pounds", .type = FIELD_TEXT, .max = 12, .width = 10, .required = true,
	  .label = "Amount in pounds", .hint = "Like 120.50" },
	{ .name = "category", .type = FIELD_CODE, .choices = "education-premium-category",
	  .compact = true, .required = true, .label = "What it is for" },
	{ .name = "target", .type = FIELD_NUMBER, .max = 9, .label = "Target of a plan",
	  .hint = "Money without a target is listed for the head of the virtual school" },
	{ .name = "evidence", .type = FIELD_TEXT, .max = 500, .label = "Why, and what it buys" },
	{ 0 }
};

struct node *education_premium_begin(struct request *r, const struct record *record,
    const char *title)
{
	struct node *body;

	if (request_may(r, EDUCATION_READ))
		return casework_page(r, record, "premium", title);
	/* 15.3: finance reads a name, a school and amounts, and no more. */
	body = page_begin(r, "premium", title);
	page_back(r, "Payments", "/education/premium/payments");
	(void)page_heading(body, 1, title);
	(void)page_para(body, record->subject);
	return body;
}

static bool reads_plan(const struct request *r)
{
	return request_may(r, EDUCATION_READ);
}

/* -- parts of the page -- */

static void sums_put(struct request *r, struct node *body, const struct education_ledger *l)
{
	const struct premium_sums *s = &l->sums;
	struct node *list = node_add(body, "summary");

	(void)page_row(list, "Grant of the year", education_pounds(r, (long long)s->of[PREMIUM_ALLOCATION]));
	(void)page_row(list, "Pooled by the authority",
	    education_pounds(r, (long long)s->of[PREMIUM_TOP_SLICE]));
	(void)page_row(list, "The child's own", education_pounds(r, premium_own(s)));
	(void)page_row(list, "Approved", education_pounds(r, (long long)s->of[PREMIUM_APPROVED]));
	(void)page_row(list, "Paid, less what was reclaimed", education_pounds(r, premium_spent(s)));
	if (s->of[PREMIUM_POOLED] > 0)
		(void)page_row(list, "Share of what was bought with pooled money",
		    education_pounds(r, (long long)s->of[PREMIUM_POOLED] -
		    (long long)s->of[PREMIUM_UNPOOLED]));
	if (s->of[PREMIUM_RETURNED] > 0)
		(void)page_row(list, "Returned", education_pounds(r, (long long)s->of[PREMIUM_RETURNED]));
	(void)page_row(list, "Unspent", education_pounds(r, premium_unspent(s)));
	(void)page_row(list, "Unspent on 31 March, if all that is asked for is paid",
	    education_pounds(r, premium_projected(s)));
}

/* What waits at a line: for the column that says so. */
static const char *waits(const struct education_ledger *l, size_t i)
{
	if (premium_open(l->entry, l->n, l->entry[i].id) == 0)
		return "";
	if (l->entry[i].kind == PREMIUM_PLANNED)
		return "To be decided";
	if (l->entry[i].kind != PREMIUM_APPROVED)
		return "";
	return premium_held(l->entry, l->n, l->entry[i].id) ? "Held back" : "To be paid";
}

/* Its parts with a colon between, as far as there are some. */
static const char *what_for(struct request *r, const struct education_line *l)
{
	const char *parts[] = { l->category[0] == '\0' ? "" : lists_label("education-premium-category",
	    l->category, r->today), l->target_text == NULL ? "" : l->target_text,
	    l->impact[0] == '\0' ? "" : lists_label("education-premium-impact", l->impact, r->today),
	    l->evidence };
	const char *text = "";
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i][0] != '\0')
			text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : ": ", parts[i]);
	return text;
}

static void lines_put(struct request *r, struct node *body, const struct record *record,
    const struct education_ledger *l)
{
	struct node *table, *tr, *cell;
	size_t i;

	table = page_table(body, "ledger", "Ledger", "There is nothing in this year's ledger.", "Day",
	    "Line", "Term", "Amount", "School", reads_plan(r) ? "What for" : "By", "What waits", NULL);
	education_money_columns(table, 3, 1);
	for (i = 0; i < l->n; i++) {
		const struct education_line *v = &l->line[i];

		tr = node_add(table, "row");
		(void)page_cell(tr, page_day_brief(r, v->on_day));
		cell = page_cell(tr, lists_label("education-premium-line",
		    premium_code(l->entry[i].kind), r->today));
		if (l->entry[i].kind == PREMIUM_PLANNED || l->entry[i].kind == PREMIUM_APPROVED ||
		    l->entry[i].kind == PREMIUM_PAID)
			node_set(cell, "href", pool_printf(r->pool, "%s/premium/%llu",
			    casework_path(r, record), l->entry[i].id));
		(void)page_cell(tr, v->term[0] == '\0' ? "" :
		    lists_label("education-term", v->term, r->today));
		node_set(page_cell(tr, l->entry[i].kind == PREMIUM_IMPACT ? "" :
		    education_pounds(r, l->entry[i].amount)), "numeric", "yes");
		(void)page_cell(tr, v->school == NULL ? "" : v->school);
		(void)page_cell(tr, reads_plan(r) ? what_for(r, v) : v->by);
		(void)page_cell(tr, waits(l, i));
	}
}

static void target_choice(struct request *r, const struct record *record, struct node *form,
    bool sent)
{
	struct field field = education_premium_ask_input[5];
	const struct input_value *v = sent ? input_slot(&r->input, "target") : NULL;
	struct codelist *list;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_PREMIUM_TARGETS], &rows, record->id);
	list = code_list_new(r->pool, field.name, field.label, rows.n);
	for (i = 0; i < rows.n; i++)
		code_add(list, pool_printf(r->pool, "%llu", db_number(&rows.row[i], 0)),
		    db_text(&rows.row[i], 1));
	field.type = FIELD_CODE;
	field.compact = true;
	field.list = list;
	(void)page_control(r, form, &field, field.name, v == NULL ? "" : v->value,
	    v == NULL ? NULL : v->error, NULL);
}

static void ask_put(struct request *r, struct node *body, const struct record *record, int year,
    bool sent)
{
	struct node *form;
	size_t i;

	(void)page_heading(body, 2, "Ask for money");
	form = page_form(r, body, pool_printf(r->pool, "%s/premium", casework_path(r, record)));
	(void)page_hidden(r, form, "year", pool_printf(r->pool, "%d", year));
	for (i = 2; education_premium_ask_input[i].name != NULL; i++)
		if (i == 5)
			target_choice(r, record, form, sent);
		else
			page_field_of(r, form, &education_premium_ask_input[i], sent);
	(void)page_button(page_buttons(form), "Ask for it", "secondary", NULL, NULL);
}

static void give_put(struct request *r, struct node *body, const struct record *record, int year)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s/premium/grant",
	    casework_path(r, record)));

	(void)page_button(page_buttons(form), pool_printf(r->pool, "Give the grant of %s",
	    education_money_year(r, year)), "secondary", "year", pool_printf(r->pool, "%d", year));
}

static int page(struct request *r, const struct record *record, int year, bool sent, int status)
{
	struct node *body = education_premium_begin(r, record, "Pupil premium plus"), *links;
	struct education_ledger l;
	int y;

	links = page_nav(body, "Financial years");
	for (y = year - 2; y <= year + 1; y++)
		page_nav_item(links, pool_printf(r->pool, "%s/premium?year=%d", casework_path(r, record),
		    y), education_money_year(r, y), y == year);
	education_ledger(r, record, year, &l);
	sums_put(r, body, &l);
	lines_put(r, body, record, &l);
	if (request_may(r, EDUCATION_WORK) && l.sums.of[PREMIUM_ALLOCATION] == 0)
		give_put(r, body, record, year);
	if (request_may(r, EDUCATION_WORK))
		ask_put(r, body, record, year, sent);
	return status;
}

/* -- the child's page -- */

void education_premium_put(struct request *r, const struct record *record, struct node *body)
{
	int year = premium_year(education_day(r->today));
	struct education_ledger l;
	struct node *s;

	if (!request_may(r, EDUCATION_MONEY) || !request_may(r, EDUCATION_READ))
		return;
	education_ledger(r, record, year, &l);
	(void)page_heading(body, 2, "Pupil premium plus");
	if (l.n == 0) {
		(void)page_para(body, pool_printf(r->pool, "Nothing has been given in %s.",
		    education_money_year(r, year)));
	} else {
		s = node_add(body, "summary");
		(void)page_row(s, pool_printf(r->pool, "The child's own in %s",
		    education_money_year(r, year)), education_pounds(r, premium_own(&l.sums)));
		(void)page_row(s, "Paid", education_pounds(r, premium_spent(&l.sums)));
		(void)page_row(s, "Unspent", education_pounds(r, premium_unspent(&l.sums)));
	}
	casework_link(r, body, record, "Pupil premium ledger", "/premium", NULL);
}

int education_premium_show(struct request *r)
{
	int year = education_money_year_of(r);
	struct record record;

	return year != 0 && casework_load(r, &record) ? page(r, &record, year, false, 200) :
	    page_not_found(r);
}

int education_premium_grant(struct request *r)
{
	int year = education_money_year_of(r);
	struct record record;

	if (year == 0 || !casework_lock(r, &record))
		return page_not_found(r);
	if (!education_premium_give(r, &record, year))
		return casework_not_yet(r, &record, "The grant is given once a year, to a child who was "
		    "in care in it, and by a rate that is recorded for the year and the year group.");
	event_add(r, &record, "premium", pool_printf(r->pool, "Pupil premium of %s given",
	    education_money_year(r, year)), false);
	return request_redirect(r, "%s/premium?year=%d", casework_path(r, &record), year);
}

/* 0: no target is named; its number; refuses what is none of this child's. */
static unsigned long long target_of(struct request *r, const struct record *record)
{
	const char *text = input_text(&r->input, "target");
	unsigned long long target = 0;
	struct db_rows rows;
	size_t i;

	if (text[0] == '\0' || !text_number(text, &target))
		return 0;
	(void)db_list(r->db, &education_sql[EDUCATION_PREMIUM_TARGETS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == target)
			return target;
	input_refuse(&r->input, "target", "Choose a target of this child's plans");
	return 0;
}

int education_premium_save(struct request *r)
{
	const struct input *in = &r->input;
	int year = education_money_year_of(r);
	unsigned long long target;
	struct record record;
	unsigned pence = 0;

	if (year == 0 || !casework_lock(r, &record))
		return page_not_found(r);
	if (input_text(in, "pounds")[0] != '\0' && (!pep_pence(input_text(in, "pounds"), &pence) ||
	    pence == 0))
		input_refuse(&r->input, "pounds", "Enter the amount in pounds and pence, like 120.50");
	target = target_of(r, &record);
	if (target == 0)
		input_needs(&r->input, "evidence", "Choose a target, or say what the money is for");
	if (!input_valid(&r->input, r->pool))
		return page(r, &record, year, true, 422);
	(void)education_ledger_add(r, &record, year,
	    &(struct premium_entry){ .kind = PREMIUM_PLANNED, .amount = pence },
	    &(struct education_line){ .term = input_text(in, "term"), .target = target,
	    .category = input_text(in, "category"), .evidence = input_text(in, "evidence") }, 0);
	return request_redirect(r, "%s/premium?year=%d", casework_path(r, &record), year);
}
