#include "attainment.h"

#include <stdlib.h>
#include <string.h>

#include "lists.h"
#include "school.h"
#include "term-rules.h"

/* 3.4 J: levels by subject as the school sees them in a term, what is expected at the
 * end of the year and aimed at for the end of the key stage. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])

const struct field education_progress_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, .required = true,
	  .label = "Year in which the academic year began", .hint = "2025 for 2025/26" },
	{ .name = "term", .type = FIELD_CODE, .choices = "education-term", .required = true,
	  .label = "Term" },
	{ .name = "subject", .type = FIELD_CODE, .choices = "education-subject", .compact = true,
	  .required = true, .label = "Subject" },
	{ .name = "scale", .type = FIELD_TEXT, .max = 60, .label = "Scale that is used" },
	{ .name = "present", .type = FIELD_TEXT, .max = 20, .width = 8, .required = true,
	  .label = "Level now" },
	{ .name = "expected", .type = FIELD_TEXT, .max = 20, .width = 8,
	  .label = "Expected at the end of the year" },
	{ .name = "target", .type = FIELD_TEXT, .max = 20, .width = 8,
	  .label = "Target or prediction for the end of the key stage" },
	{ .name = "track", .type = FIELD_CODE, .choices = "education-track", .compact = true,
	  .required = true, .label = "On track" },
	{ 0 }
};

void education_level(struct request *r, unsigned long long record, int year, const char *term,
    const struct education_level *level)
{
	(void)db_write(r->db, SQL(PROGRESS_END), record, (unsigned long long)year, term,
	    level->subject);
	(void)db_write(r->db, SQL(PROGRESS_ADD), record, (unsigned long long)year, term,
	    level->subject, level->scale, level->present, level->expected, level->target, level->track,
	    request_account(r));
}

void education_progress_put(struct request *r, const struct record *record, struct node *body)
{
	struct db_rows rows;
	struct node *table, *tr;
	size_t i;

	(void)db_list(r->db, SQL(PROGRESS), &rows, record->id);
	table = page_table(body, "levels", "Levels and predictions", "No level is recorded.", "Term",
	    "Subject", "Now", "Expected this year", "End of key stage", "On track", "Scale", "By", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];

		tr = node_add(table, "row");
		(void)page_cell(tr, pool_printf(r->pool, "%s %llu/%02llu", lists_label("education-term",
		    db_text(row, 1), r->today), db_number(row, 0), (db_number(row, 0) + 1) % 100));
		(void)page_cell(tr, lists_label("education-subject", db_text(row, 2), r->today));
		(void)page_cell(tr, db_text(row, 4));
		(void)page_cell(tr, db_text(row, 5));
		(void)page_cell(tr, db_text(row, 6));
		(void)page_cell(tr, lists_label("education-track", db_text(row, 7), r->today));
		(void)page_cell(tr, db_text(row, 3));
		(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(row, 9) == NULL ? "" :
		    db_text(row, 9), db_text(row, 10) == NULL ? "" : db_text(row, 10)));
	}
}

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "place", "Add a level"), *form;

	(void)page_para(body, "It takes the place of what is recorded of that subject in that term.");
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_progress_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_progress_show(struct request *r)
{
	struct date today = education_day(r->today);
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	input_slot(&r->input, "year")->value = pool_printf(r->pool, "%d", term_year(today));
	input_slot(&r->input, "term")->value = term_code(term_of(today, (struct date){ today.year, 4,
	    16 }));
	return page(r, &record, 200);
}

int education_progress_save(struct request *r)
{
	struct input *in = &r->input;
	long year = strtol(input_text(in, "year"), NULL, 10);
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (input_text(in, "year")[0] != '\0' && (year < 2000 || year > term_year(education_day(r->today))))
		input_refuse(in, "year", "Enter the year in which an academic year began, like 2025");
	if (!input_valid(in, r->pool))
		return page(r, &record, 422);
	education_level(r, record.id, (int)year, input_text(in, "term"), &(struct education_level){
	    input_text(in, "subject"), input_text(in, "scale"), input_text(in, "present"),
	    input_text(in, "expected"), input_text(in, "target"), input_text(in, "track") });
	event_add(r, &record, "level", "Level recorded", false);
	return request_redirect(r, "%s/attainment", casework_path(r, &record));
}
