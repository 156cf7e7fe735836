#include <string.h>

#include "lists.h"
#include "pep.h"
#include "premium.h"
#include "text.h"

/* The rates of each financial year (trap 14), and what the authority pools of them. */

#define SQL(statement)	(&education_sql[EDUCATION_PREMIUM_##statement])

const struct field education_premium_rate_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 5, .required = true,
	  .label = "Financial year", .hint = "The year in which it begins: 2026 for 2026-27" },
	{ .name = "phase", .type = FIELD_CODE, .choices = "education-premium-phase", .required = true,
	  .label = "Whose rate it is" },
	{ .name = "pounds", .type = FIELD_TEXT, .max = 12, .width = 10, .required = true,
	  .label = "Rate in pounds", .hint = "Like 2,630.00" },
	{ .name = "slice", .type = FIELD_TEXT, .max = 6, .width = 5,
	  .label = "Per cent that the authority pools", .hint = "Like 20 or 12.5" },
	{ 0 }
};

static int page(struct request *r, int status)
{
	struct node *body = page_begin(r, "premium", "Rates of pupil premium plus"), *table, *tr;
	struct db_rows rows;
	size_t i;

	page_back(r, "Pupil premium plus", "/education/premium");
	(void)page_heading(body, 1, "Rates of pupil premium plus");
	(void)db_list(r->db, SQL(RATES), &rows);
	table = page_table(body, "rates", "Rates", "There is no rate yet.", "Year", "Whose", "Rate", "Pooled",
	    "Recorded", NULL);
	education_money_columns(table, 2, 2);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		tr = node_add(table, "row");
		(void)page_cell(tr, education_money_year(r, (int)db_number(v, 0)));
		(void)page_cell(tr, lists_label("education-premium-phase", db_text(v, 1), r->today));
		node_set(page_cell(tr, education_pounds(r, (long long)db_number(v, 2))), "numeric", "yes");
		node_set(page_cell(tr, pool_printf(r->pool, "%s%%", premium_pounds(r->pool,
		    (long long)db_number(v, 3)))), "numeric", "yes");
		(void)page_cell(tr, page_day(r, db_text(v, 4)));
	}
	if (!request_may(r, EDUCATION_HEAD))
		return status;
	(void)page_heading(body, 2, "Add or change a rate");
	(void)page_para(body, "What children have been given already stays as it is in their ledgers.");
	(void)page_form_of(r, body, education_premium_rate_input, "/education/premium/rates", "Save", "primary");
	return status;
}

int education_premium_rates(struct request *r)
{
	return page(r, 200);
}

int education_premium_rates_save(struct request *r)
{
	struct input *in = &r->input;
	const char *slice = input_text(in, "slice"), *phase = input_text(in, "phase");
	unsigned pence = 0, pooled = 0;
	unsigned long long year = 0;

	(void)text_number(input_text(in, "year"), &year);
	if (input_text(in, "year")[0] != '\0' && (year < 2011 || year > 2099))
		input_refuse(in, "year", "The year must be from 2011 to 2099");
	if (input_text(in, "pounds")[0] != '\0' && (!pep_pence(input_text(in, "pounds"), &pence) ||
	    pence == 0))
		input_refuse(in, "pounds", "Enter the rate in pounds and pence, like 2,630.00");
	if (slice[0] != '\0' && (!pep_pence(slice, &pooled) || pooled > 10000))
		input_refuse(in, "slice", "Enter what is pooled from 0 to 100 per cent, like 20 or 12.5");
	if (!input_valid(in, r->pool))
		return page(r, 422);
	if (db_write(r->db, SQL(RATE_ADD), year, phase, (unsigned long long)pence,
	    (unsigned long long)pooled, request_account(r)) == DB_DUPLICATE)
		(void)db_write(r->db, SQL(RATE_SET), (unsigned long long)pence, (unsigned long long)pooled,
		    request_account(r), year, phase);
	return request_redirect(r, "/education/premium/rates");
}
