#include "paper.h"

#include "conf.h"
#include "date.h"
#include "measure.h"
#include "secret.h"

/* Papers for the meetings of the corporate parenting panel. */

const struct field education_board_input[] = {
	{ .name = "meeting_on", .type = FIELD_DATE, .required = true, .label = "Day of the meeting",
	  .hint = "The numbers are those of its academic year and the two before, as they stand now" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 6,
	  .label = "What the panel should look at",
	  .hint = "Without names of children or carers" },
	{ 0 }
};

const struct field education_paper_input[] = {
	{ .name = "paper", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

static int board_page(struct request *r, int status)
{
	struct node *body = page_begin(r, "board", "Papers of the corporate parenting panel"), *table, *tr;
	struct node *cell;
	struct db_rows rows;
	size_t i;

	page_back(r, "Measures", "/education/report");
	(void)page_heading(body, 1, "Papers of the corporate parenting panel");
	(void)page_para(body, "Numbers alone, small ones left out. A paper stays as it was when it was "
	    "made.");
	(void)db_list(r->db, &education_sql[EDUCATION_BOARD], &rows);
	table = page_table(body, "papers", "Papers", "There is no paper yet.", "Meeting", "Made", "By",
	    NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		tr = node_add(table, "row");
		cell = page_cell(tr, page_day(r, db_text(p, 1)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/education/board/%s", db_text(p, 0)));
		(void)page_cell(tr, page_when(r, db_text(p, 2)));
		(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(p, 3), db_text(p, 4)));
	}
	if (!request_may(r, EDUCATION_WORK))
		return status;
	(void)page_heading(body, 2, "Make a paper");
	(void)page_form_of(r, body, education_board_input, "/education/board", "Make the paper",
	    "primary");
	return status;
}

int education_board(struct request *r)
{
	return board_page(r, 200);
}

int education_board_make(struct request *r)
{
	const char *handle, *meeting = input_text(&r->input, "meeting_on");
	struct date day;
	struct str body;
	int year;

	if (!input_valid(&r->input, r->pool) || !date_parse(meeting, &day))
		return board_page(r, 422);
	year = report_book_year(r->module->reports, day);
	if (year > report_book_year(r->module->reports, date_today())) {
		input_refuse(&r->input, "meeting_on", "The meeting must not be in a later academic year");
		(void)input_valid(&r->input, r->pool);
		return board_page(r, 422);
	}
	str_init(&body, r->pool);
	education_paper_years(r, &body, year, true);
	education_paper_terms(r, &body, year);
	handle = secret_handle(r->pool);
	(void)db_write(r->db, &education_sql[EDUCATION_BOARD_ADD], handle, meeting,
	    (unsigned long long)year, input_text(&r->input, "note"), body.data, request_account(r));
	return request_redirect(r, "/education/board/%s", handle);
}

static void paper_put(struct request *r, struct node *parent, const struct db_row *p, bool print)
{
	const char *note = db_text(p, 2), *paragraph;
	struct node *part = parent;

	if (print) {
		part = node_add(parent, "part");
		node_set(part, "title", "What this is");
	}
	(void)page_para(part, pool_printf(r->pool, "As it stood on %s. Counts below %ld, and what would "
	    "give them away, are left out (%s).", page_when(r, db_text(p, 4)),
	    conf_number("education.small_numbers"), REPORT_HIDDEN));
	while ((paragraph = annual_paragraph(r->pool, &note)) != NULL)
		(void)page_para(part, paragraph);
	annual_body_put(r, parent, db_text(p, 3), print);
}

int education_paper_show(struct request *r)
{
	const char *handle = input_text(&r->input, "paper");
	struct node *body;
	struct db_row p;

	if (!db_find(r->db, &education_sql[EDUCATION_BOARD_FIND], &p, handle))
		return page_not_found(r);
	body = page_begin(r, "paper", "Paper of the corporate parenting panel");
	page_back(r, "Papers", "/education/board");
	node_set(page_heading(body, 1, "Education of children in care"), "caption",
	    pool_printf(r->pool, "Corporate parenting panel, %s", page_day(r, db_text(&p, 0))));
	(void)page_link(body, "Print", NULL, "/education/board/%s/print", handle);
	paper_put(r, body, &p, false);
	return 200;
}

int education_paper_print(struct request *r)
{
	const char *handle = input_text(&r->input, "paper");
	struct node *paper;
	struct db_row p;

	if (!db_find(r->db, &education_sql[EDUCATION_BOARD_FIND], &p, handle))
		return page_not_found(r);
	paper = annual_print(r, "Education of children in care", pool_printf(r->pool,
	    "Corporate parenting panel, %s", page_day(r, db_text(&p, 0))), NULL);
	page_back(r, "The paper", "/education/board/%s", handle);
	paper_put(r, paper, &p, true);
	return 200;
}
