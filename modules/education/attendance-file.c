#include <string.h>

#include "attendance.h"
#include "text.h"

/* 15.1: marks and totals as schools send them. */

/* A designated teacher's file is of own pupils: of others it is not even said that two
 * have the same number. */
const char *education_row_pupil(struct request *r, const char *number,
    unsigned long long *record_r)
{
	struct record record;
	struct db_rows rows;
	size_t i, n = 0;

	(void)db_list(r->db, &education_sql[EDUCATION_ATTENDANCE_PUPIL], &rows, number, number, number);
	for (i = 0; number[0] != '\0' && i < rows.n; i++)
		if (record_load(r, db_text(&rows.row[i], 1), &record)) {
			*record_r = record.id;
			n++;
		}
	if (n == 0)
		return "No child whom we follow has this number";
	return n > 1 ? "More than one child has this number" : NULL;
}

const char *education_row_school(struct request *r, const char *urn,
    struct education_school *school_r)
{
	struct db_row row;

	if (!education_school_by_urn(r, urn, school_r))
		return "There is no such school in the register";
	/* Who sends in what schools sent; a designated teacher is one of the school. */
	if (request_may(r, EDUCATION_ALERTS) || db_find(r->db,
	    &education_sql[EDUCATION_SCHOOL_PERSON_FIND], &row, school_r->id, request_account(r)))
		return NULL;
	return "You are not the designated teacher of this school";
}

/* -- marks -- */

enum { UPN, SCHOOL_URN, DATE, SESSION, CODE, NOTE };

static const char *on_roll(struct request *r, unsigned long long record,
    const struct education_school *s, const char *day)
{
	struct school_days days;
	struct db_row row;

	if (!db_find(r->db, &education_sql[EDUCATION_ON_ROLL], &row, record, s->id, day, day))
		return "The child is not on roll there on that day";
	education_days(r, s->id, day, day, &days);
	return days.n == 0 ? "That is no school day there" : NULL;
}

static const char *mark_row(struct request *r, const struct csv_row *row, enum paste_done *done_r)
{
	const char *const *f = row->field, *day = education_paste_day(r, f[DATE]), *wrong;
	struct education_school s;
	unsigned long long record = 0;

	wrong = education_row_pupil(r, f[UPN], &record);
	if (wrong == NULL)
		wrong = education_row_school(r, f[SCHOOL_URN], &s);
	if (wrong != NULL)
		return wrong;
	if (day == NULL)
		return "The day must be dd/mm/yyyy";
	if (strcmp(day, r->today) > 0)
		return "The day has not come yet";
	if (strcmp(f[SESSION], "AM") != 0 && strcmp(f[SESSION], "PM") != 0)
		return "The session is AM or PM";
	if (text_chars(f[NOTE]) > 200)
		return "A note has 200 characters at most";
	wrong = attendance_wrong(r->pool, education_mark_codes(), f[CODE], day);
	if (wrong == NULL)
		wrong = on_roll(r, record, &s, day);
	if (wrong == NULL && db_find(r->db, &education_sql[EDUCATION_TOTAL_OVERLAP], &(struct db_row){ 0 },
	    record, day, day))
		wrong = "Totals are recorded for that day";
	return wrong != NULL ? wrong : education_mark(r, record, day, f[SESSION], s.id, f[CODE], "FILE",
	    f[NOTE], done_r);
}

static const struct paste marks = {
	.code = "MARKS", .title = "Read attendance marks from a file",
	.columns = "UPN,SCHOOL_URN,DATE,SESSION,CODE,NOTE",
	.back = "/education/alerts", .back_label = "Attendance", .row = mark_row,
};

int education_marks_file(struct request *r)
{
	return education_paste_show(r, &marks);
}

int education_marks_file_read(struct request *r)
{
	return education_paste_save(r, &marks);
}

/* -- totals -- */

enum { FROM = 2, TO, POSSIBLE, ATTENDED, AUTH, UNAUTH, LATE, TOTAL_COLUMNS };

static const char *numbers_read(const struct csv_row *row, unsigned long long *n)
{
	unsigned i;

	for (i = POSSIBLE; i < TOTAL_COLUMNS; i++)
		if (!text_number(row->field[i], &n[i]) || n[i] > 800)
			return "Totals are whole numbers of half days";
	return n[POSSIBLE] == n[ATTENDED] + n[AUTH] + n[UNAUTH] ? NULL :
	    "POSSIBLE must be ATTENDED, AUTH and UNAUTH together";
}

static const char *total_add(struct request *r, unsigned long long record,
    const struct education_school *s, const char *from, const char *to,
    const unsigned long long *n, enum paste_done *done_r)
{
	struct db_row row;

	*done_r = PASTE_SAME;
	if (db_find(r->db, &education_sql[EDUCATION_TOTAL_SAME], &row, record, s->id, from, to,
	    n[POSSIBLE], n[ATTENDED], n[AUTH], n[UNAUTH], n[LATE]))
		return NULL;
	if (db_find(r->db, &education_sql[EDUCATION_TOTAL_OVERLAP], &row, record, to, from))
		return "Other totals are recorded for some of these days";
	if (db_find(r->db, &education_sql[EDUCATION_TOTAL_MARKS], &row, record, from, to))
		return "Marks are recorded for some of these days";
	*done_r = PASTE_MADE;
	(void)db_write(r->db, &education_sql[EDUCATION_TOTAL_ADD], record, s->id, from, to, n[POSSIBLE],
	    n[ATTENDED], n[AUTH], n[UNAUTH], n[LATE], request_account(r));
	return NULL;
}

static const char *total_row(struct request *r, const struct csv_row *row, enum paste_done *done_r)
{
	const char *from = education_paste_day(r, row->field[FROM]);
	const char *to = education_paste_day(r, row->field[TO]), *wrong;
	unsigned long long n[TOTAL_COLUMNS] = { 0 }, record = 0;
	struct education_school s;

	wrong = education_row_pupil(r, row->field[UPN], &record);
	if (wrong == NULL)
		wrong = education_row_school(r, row->field[SCHOOL_URN], &s);
	if (wrong != NULL)
		return wrong;
	if (from == NULL || to == NULL || strcmp(to, from) < 0 || strcmp(to, r->today) > 0)
		return "The days must be dd/mm/yyyy, the last not before the first nor after today";
	wrong = numbers_read(row, n);
	return wrong != NULL ? wrong : total_add(r, record, &s, from, to, n, done_r);
}

static const struct paste totals = {
	.code = "TOTALS", .title = "Read attendance totals from a file",
	.columns = "UPN,SCHOOL_URN,FROM,TO,POSSIBLE,ATTENDED,AUTH,UNAUTH,LATE",
	.back = "/education/alerts", .back_label = "Attendance", .row = total_row,
};

int education_totals_file(struct request *r)
{
	return education_paste_show(r, &totals);
}

int education_totals_file_read(struct request *r)
{
	return education_paste_save(r, &totals);
}
