#include <string.h>

#include "lists.h"
#include "pep.h"
#include "premium.h"
#include "text.h"

/* 9: what the authority pools of the grants, and what was bought with it: each spending
 * with the share of every child that it was for, to the penny. */

#define SQL(statement)	(&education_sql[EDUCATION_PREMIUM_##statement])

const struct field education_premium_pool_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ .name = "pounds", .type = FIELD_TEXT, .max = 12, .width = 10, .label = "Amount in pounds",
	  .hint = "Like 1,200.50" },
	{ .name = "category", .type = FIELD_CODE, .choices = "education-premium-category",
	  .compact = true, .label = "What it was for" },
	{ .name = "for", .type = FIELD_CODE, .choices = "education-premium-pool",
	  .label = "For which children", .hint = "Of those whose grant of the year was pooled in part" },
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .label = "Spent on" },
	{ .name = "what", .type = FIELD_TEXT, .max = 300, .label = "What it bought" },
	{ .name = "undo", .type = FIELD_NUMBER, .max = 12, .width = 6, .label = "Number" },
	{ 0 }
};

enum { F_FIRST = 1, F_DAY = 4, F_WHAT, F_UNDO };

/* Born from and to, both included, of those whom a spending is for. A year group is that
 * of the autumn of the financial year. */
static void born(struct request *r, int year, const char *whom, const char **from_r,
    const char **to_r)
{
	static const struct { const char *code; int oldest, youngest; } groups[] = {
		{ "EARLY", 4, 0 }, { "PRIMARY", 11, 4 }, { "SECONDARY", 16, 11 },
	};
	size_t i;

	*from_r = "1900-01-01";
	*to_r = "9999-12-31";
	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++)
		if (strcmp(whom, groups[i].code) == 0) {
			*from_r = pool_printf(r->pool, "%d-09-01", year - groups[i].oldest);
			*to_r = pool_printf(r->pool, "%d-08-31", year - groups[i].youngest);
		}
}

/* Of the year: pooled, and spent of it. */
static unsigned long long left(struct request *r, int year, unsigned long long *pooled_r,
    unsigned long long *spent_r)
{
	struct db_row row;

	*pooled_r = *spent_r = 0;
	if (db_find(r->db, SQL(POOLED), &row, (unsigned long long)year, (unsigned long long)year)) {
		*pooled_r = db_number(&row, 0);
		*spent_r = db_number(&row, 1);
	}
	return *pooled_r > *spent_r ? *pooled_r - *spent_r : 0;
}

void education_premium_pool_put(struct request *r, struct node *summary, int year)
{
	unsigned long long pooled, spent, rest = left(r, year, &pooled, &spent);

	(void)page_row(summary, "Spent of what is pooled", education_pounds(r, (long long)spent));
	(void)page_row(summary, "Left of what is pooled; to be returned after 31 March",
	    education_pounds(r, (long long)rest));
}

/* -- the page -- */

static void spent_put(struct request *r, struct node *body, int year)
{
	struct node *table, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(POOL_LIST), &rows, (unsigned long long)year);
	table = page_table(body, "pool", "Spent", "Nothing was spent of it yet.", "Number", "Day", "What for",
	    "Children", "Amount", "A child's share", "By", "Taken back", NULL);
	education_money_columns(table, 3, 3);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		tr = node_add(table, "row");
		(void)page_cell(tr, pool_printf(r->pool, "%llu", db_number(v, 0)));
		(void)page_cell(tr, page_day_brief(r, db_text(v, 1)));
		(void)page_cell(tr, pool_printf(r->pool, "%s: %s", lists_label("education-premium-category",
		    db_text(v, 2), r->today), db_text(v, 4)));
		node_set(page_cell(tr, pool_printf(r->pool, "%llu", db_number(v, 8))), "numeric", "yes");
		node_set(page_cell(tr, education_pounds(r, (long long)db_number(v, 5))), "numeric", "yes");
		node_set(page_cell(tr, db_number(v, 9) == db_number(v, 10) ?
		    education_pounds(r, (long long)db_number(v, 9)) : pool_printf(r->pool, "%s or %s",
		    education_pounds(r, (long long)db_number(v, 9)),
		    education_pounds(r, (long long)db_number(v, 10)))), "numeric", "yes");
		(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(v, 6), db_text(v, 7)));
		(void)page_cell(tr, db_text(v, 11) == NULL ? "" : pool_printf(r->pool, "%s: %s",
		    page_day_brief(r, db_text(v, 11)), db_text(v, 12)));
	}
}

/* A field of a form on which it is needed, as typed where this form was sent. */
static void needed_put(struct request *r, struct node *form, unsigned f, const char *label,
    bool sent)
{
	struct field field = education_premium_pool_input[f];

	field.required = f != F_DAY;
	if (label != NULL)
		field.label = label;
	(void)page_control(r, form, &field, field.name, sent ? input_text(&r->input, field.name) : "",
	    sent ? input_slot(&r->input, field.name)->error : NULL, NULL);
}

static void undo_put(struct request *r, struct node *body, int year, bool sent)
{
	struct node *form;

	(void)page_heading(body, 2, "Take back what was recorded in error");
	form = page_form(r, body, "/education/premium/pool");
	(void)page_hidden(r, form, "year", pool_printf(r->pool, "%d", year));
	needed_put(r, form, F_UNDO, NULL, sent);
	needed_put(r, form, F_WHAT, "Why", sent);
	(void)page_button(page_buttons(form), "Take it back", "secondary", NULL, NULL);
}

static void forms_put(struct request *r, struct node *body, int year, unsigned long long rest,
    unsigned long long spent)
{
	bool sent = r->route->method == POST, undone = sent && !input_is(&r->input, "undo", "");
	struct node *form;
	unsigned f;

	if (!request_may(r, EDUCATION_HEAD))
		return;
	if (rest > 0) {
		(void)page_heading(body, 2, "Record what was spent");
		form = page_form(r, body, "/education/premium/pool");
		(void)page_hidden(r, form, "year", pool_printf(r->pool, "%d", year));
		for (f = F_FIRST; f <= F_WHAT; f++)
			needed_put(r, form, f, NULL, sent && !undone);
		(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	}
	if (spent > 0 || undone)
		undo_put(r, body, year, undone);
}

static int page(struct request *r, int year, int status)
{
	struct node *body = page_begin(r, "premium", "Pooled money"), *list, *links;
	unsigned long long pooled, spent, rest = left(r, year, &pooled, &spent);
	int y;

	page_back(r, "Pupil premium plus", "/education/premium?year=%d", year);
	(void)page_heading(body, 1, pool_printf(r->pool, "Pooled pupil premium plus, %s",
	    education_money_year(r, year)));
	links = page_nav(body, "Financial years");
	for (y = year - 2; y <= year + 1; y++)
		page_nav_item(links, pool_printf(r->pool, "/education/premium/pool?year=%d", y),
		    education_money_year(r, y), y == year);
	list = node_add(body, "summary");
	(void)page_row(list, "Pooled of the grants", education_pounds(r, (long long)pooled));
	education_premium_pool_put(r, list, year);
	spent_put(r, body, year);
	forms_put(r, body, year, rest, spent);
	return status;
}

int education_premium_pool(struct request *r)
{
	int year = education_money_year_of(r);

	return year == 0 ? page_not_found(r) : page(r, year, 200);
}

/* -- spent -- */

static const char *day_of(struct request *r)
{
	const char *day = input_text(&r->input, "on_day");

	return day[0] == '\0' ? r->today : day;
}

static unsigned spend_rules(struct request *r, int year)
{
	struct input *in = &r->input;
	unsigned long long pooled, spent, rest = left(r, year, &pooled, &spent);
	const char *from, *to;
	struct db_row row;
	unsigned pence = 0;

	input_needs(in, "pounds", "Enter the amount in pounds and pence, like 1,200.50");
	input_needs(in, "category", "Choose what it was for");
	input_needs(in, "for", "Choose for which children it was");
	input_needs(in, "what", "Say what it bought");
	if (input_text(in, "pounds")[0] != '\0' && (!pep_pence(input_text(in, "pounds"), &pence) ||
	    pence == 0))
		input_refuse(in, "pounds", "Enter the amount in pounds and pence, like 1,200.50");
	if (pence > rest)
		input_refuse(in, "pounds", pool_printf(r->pool, "No more than %s is left of what is pooled",
		    education_pounds(r, (long long)rest)));
	if (input_slot(in, "on_day")->error == NULL && premium_year(education_day(day_of(r))) != year)
		input_refuse(in, "on_day", pool_printf(r->pool, "Money of %s is spent from 1 April %d to "
		    "31 March %d", education_money_year(r, year), year, year + 1));
	born(r, year, input_text(in, "for"), &from, &to);
	if (input_text(in, "for")[0] != '\0' && !db_find(r->db, SQL(POOL_WHO), &row,
	    (unsigned long long)year, from, to))
		input_refuse(in, "for", "There is no such child whose grant was pooled in part");
	return pence;
}

static void spend(struct request *r, int year, unsigned pence)
{
	const struct input *in = &r->input;
	const char *from, *to;
	unsigned long long id = db_insert(r->db, SQL(POOL_ADD), (unsigned long long)year,
	    input_text(in, "category"), input_text(in, "for"), (unsigned long long)pence,
	    input_text(in, "what"), day_of(r), request_account(r));

	born(r, year, input_text(in, "for"), &from, &to);
	(void)db_write(r->db, SQL(POOL_SHARE), (unsigned long long)year, (unsigned long long)pence,
	    input_text(in, "category"), input_text(in, "what"), day_of(r), id,
	    request_account(r), (unsigned long long)year, from, to);
}

static bool undo(struct request *r, int year)
{
	unsigned long long id = 0;
	struct db_row row;

	input_needs(&r->input, "what", "Say why it is taken back");
	if (!text_number(input_text(&r->input, "undo"), &id) ||
	    !db_find(r->db, SQL(POOL_FIND), &row, id, (unsigned long long)year))
		input_refuse(&r->input, "undo", "There is no such spending of the year, or it was taken back "
		    "before");
	if (!input_valid(&r->input, r->pool))
		return false;
	(void)db_write(r->db, SQL(POOL_UNDO), r->today, input_text(&r->input, "what"), request_account(r),
	    id);
	(void)db_write(r->db, SQL(POOL_UNSHARE), r->today, request_account(r), id);
	return true;
}

int education_premium_pool_save(struct request *r)
{
	int year = education_money_year_of(r);
	struct db_row row;
	unsigned pence;

	if (year == 0)
		return page_not_found(r);
	/* One at a time: what is left is what nobody else spends meanwhile. */
	(void)db_find(r->db, SQL(POOL_LOCK), &row, (unsigned long long)year);
	if (!input_is(&r->input, "undo", "")) {
		if (!undo(r, year))
			return page(r, year, 422);
	} else {
		pence = spend_rules(r, year);
		if (!input_valid(&r->input, r->pool))
			return page(r, year, 422);
		spend(r, year, pence);
	}
	return request_redirect(r, "/education/premium/pool?year=%d", year);
}
