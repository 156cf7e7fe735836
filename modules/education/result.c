#include "attainment.h"

#include <stdlib.h>
#include <string.h>

#include "attendance.h"
#include "date.h"
#include "lists.h"
#include "place.h"
#include "text.h"

/* A result by hand: added, corrected; and the file of 15.1. */

#define SQL(statement)	(&education_sql[EDUCATION_##statement])
#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define VALUE \
	{ .name = "result", .type = FIELD_TEXT, .max = 8, .width = 8, \
	  .label = "Result", .hint = "A grade, a score or a code, as it was given: 5, 5-4, L2M, 104, EXS" }, \
	{ .name = "status", .type = FIELD_CODE, .choices = "education-result-status", \
	  .required = true, .label = "Status" }, \
	{ .name = "source", .type = FIELD_TEXT, .max = 60, .label = "Where it comes from", \
	  .hint = "For instance: school, awarding body, key to success" }, \
	{ .name = "on_day", .type = FIELD_DATE, .not_future = true, .label = "Day of the result" }

const struct field education_result_input[] = {
	ID,
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .width = 4, .required = true,
	  .label = "Year in which the academic year ended", .hint = "2026 for 2025/26. An early or a "
	  "repeated examination counts in the year given here" },
	{ .name = "assessment", .type = FIELD_CODE, .choices = "education-assessment", .compact = true,
	  .required = true, .label = "Assessment" },
	{ .name = "subject", .type = FIELD_CODE, .choices = "education-result-subject", .compact = true,
	  .required = true, .label = "Subject" },
	VALUE,
	{ 0 }
};

const struct field education_result_change_input[] = {
	ID,
	{ .name = "entry", .type = FIELD_NUMBER, .required = true },
	VALUE,
	{ .name = "drop", .type = FIELD_TICK, .label = "It was recorded in error: there is no such result" },
	{ 0 }
};

static const char *or_null(const struct input *in, const char *name)
{
	const char *value = input_text(in, name);

	return value[0] == '\0' ? NULL : value;
}

static const char *control(char field)
{
	return field == 'y' ? "year" : field == 'a' ? "assessment" : field == 's' ? "subject" : "result";
}

static int year_of(const char *text)
{
	return (int)strtol(text, NULL, 10);
}

/* -- added -- */

static int page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "place", "Add a result"), *form;

	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_result_input);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_result_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) ? page(r, &record, 200) : page_not_found(r);
}

int education_result_save(struct request *r)
{
	struct input *in = &r->input;
	const struct attainment_result result = { input_text(in, "assessment"),
	    input_text(in, "subject"), input_text(in, "result") };
	struct record record;
	enum paste_done done;
	const char *wrong;
	char field;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	input_needs(in, "result", "Enter the result");
	if (!input_valid(in, r->pool))
		return page(r, &record, 422);
	wrong = education_result(r, record.id, year_of(input_text(in, "year")), &result,
	    input_text(in, "status"), input_text(in, "source"), or_null(in, "on_day"), &done, &field);
	if (wrong != NULL) {
		input_refuse(in, control(field), wrong);
		return page(r, &record, 422);
	}
	event_add(r, &record, "result", "Result recorded", false);
	return request_redirect(r, "%s/attainment", casework_path(r, &record));
}

/* -- corrected -- */

static bool of_route(struct request *r, const struct record *record, struct db_row *row_r)
{
	struct db_rows rows;
	unsigned long long id;
	size_t i;

	if (!text_number(input_text(&r->input, "entry"), &id))
		return false;
	(void)db_list(r->db, SQL(RESULTS), &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == id) {
			*row_r = rows.row[i];
			return true;
		}
	return false;
}

static int change_page(struct request *r, const struct record *record, const struct db_row *row,
    int status)
{
	struct node *body = casework_page(r, record, "place", "Correct a result"), *form;

	(void)page_para(body, pool_printf(r->pool, "%s, %s, %llu/%02llu. What stood there before is "
	    "kept.", lists_label("education-assessment", db_text(row, 2), r->today),
	    lists_label("education-result-subject", db_text(row, 3), r->today), db_number(row, 1) - 1,
	    db_number(row, 1) % 100));
	form = page_form(r, body, r->http->path);
	page_fields(r, form, education_result_change_input + 2);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int education_result_change_show(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_load(r, &record) || !of_route(r, &record, &row))
		return page_not_found(r);
	input_slot(&r->input, "result")->value = db_text(&row, 4);
	input_slot(&r->input, "status")->value = db_text(&row, 5);
	input_slot(&r->input, "source")->value = db_text(&row, 6);
	input_slot(&r->input, "on_day")->value = db_text(&row, 7) == NULL ? "" : db_text(&row, 7);
	return change_page(r, &record, &row, 200);
}

/* Checked before the one that stands is put out of the way. */
static void change_rules(struct request *r, const struct attainment_result *result, int year)
{
	struct input *in = &r->input;
	const char *wrong;
	char field;

	if (input_is(in, "drop", "Y"))
		return;
	input_needs(in, "result", "Enter the result");
	wrong = input_text(in, "result")[0] == '\0' ? NULL :
	    attainment_wrong(r->pool, result, year, &field);
	if (wrong != NULL)
		input_refuse(in, "result", wrong);
}

int education_result_change_save(struct request *r)
{
	struct input *in = &r->input;
	struct attainment_result result;
	struct record record;
	struct db_row row;
	enum paste_done done;
	char field;
	int year;

	if (!casework_lock(r, &record) || !of_route(r, &record, &row))
		return page_not_found(r);
	year = (int)db_number(&row, 1);
	result = (struct attainment_result){ db_text(&row, 2), db_text(&row, 3),
	    input_text(in, "result") };
	change_rules(r, &result, year);
	if (!input_valid(in, r->pool))
		return change_page(r, &record, &row, 422);
	(void)education_result_end(r, record.id, db_number(&row, 0), year);
	if (!input_is(in, "drop", "Y"))
		(void)education_result(r, record.id, year, &result, input_text(in, "status"),
		    input_text(in, "source"), or_null(in, "on_day"), &done, &field);
	event_add(r, &record, "result", "Result corrected", false);
	return request_redirect(r, "%s/attainment", casework_path(r, &record));
}

/* -- the file -- */

enum { UPN, YEAR, ASSESSMENT, SUBJECT, RESULT, STATUS };

/* In the background there is nobody whose sight is to be asked: who has a file applied
 * sees all. */
static const char *row_pupil(struct request *r, const char *number, unsigned long long *record_r)
{
	struct db_rows rows;

	if (r->session != NULL)
		return education_row_pupil(r, number, record_r);
	if (number[0] == '\0' ||
	    db_list(r->db, SQL(ATTENDANCE_PUPIL), &rows, number, number, number) == 0)
		return "No child whom we follow has this number";
	*record_r = db_number(&rows.row[0], 0);
	return rows.n > 1 ? "More than one child has this number" : NULL;
}

static const char *result_row(struct request *r, const struct csv_row *row, enum paste_done *done_r)
{
	const char *const *f = row->field, *wrong;
	const struct attainment_result result = { f[ASSESSMENT], f[SUBJECT], f[RESULT] };
	unsigned long long record = 0, year;
	char field;

	wrong = row_pupil(r, f[UPN], &record);
	if (wrong != NULL)
		return wrong;
	if (!text_number(f[YEAR], &year) || year > 9999)
		return "YEAR is that in which the academic year ended, like 2026";
	if (strcmp(f[STATUS], "PROV") != 0 && strcmp(f[STATUS], "FINAL") != 0)
		return "STATUS is PROV or FINAL";
	return education_result(r, record, (int)year, &result, f[STATUS], "File", NULL, done_r, &field);
}

const struct paste education_results_paste = {
	.code = "RESULTS", .title = "Read results from a file",
	.columns = "UPN,YEAR,ASSESSMENT,SUBJECT,RESULT,STATUS",
	.back = "/education/", .back_label = "Virtual school", .row = result_row,
};

int education_results_file(struct request *r)
{
	return education_paste_show(r, &education_results_paste);
}

int education_results_file_read(struct request *r)
{
	return education_paste_save(r, &education_results_paste);
}
