#include <string.h>

#include "attendance.h"
#include "lists.h"
#include "suspension-rules.h"
#include "term-rules.h"
#include "text.h"

/* 15.1: suspensions as schools send them. What cannot be known from the file, such as
 * who was told when, is added on the page. */

enum { UPN, SCHOOL_URN, TYPE, START, SESSIONS, REASON1, REASON2, REASON3, SEN };

static bool listed(const char *list, const char *code)
{
	return code[0] == '\0' || code_find(lists_find(list), code) != NULL;
}

static const char *row_wrong(struct request *r, const char *const *f, unsigned long long *sessions)
{
	const char *day = education_paste_day(r, f[START]);
	unsigned i;

	if (f[TYPE][0] == '\0' || !listed("education-exclusion", f[TYPE]))
		return "There is no such type";
	if (day == NULL || strcmp(day, r->today) > 0)
		return "The start must be dd/mm/yyyy, and today or before";
	if (!text_number(f[SESSIONS], sessions) || *sessions > 380)
		return "SESSIONS is a whole number of half days";
	for (i = REASON1; i <= REASON3; i++)
		if (!listed("education-exclusion-reason", f[i]))
			return "There is no such reason";
	return listed("education-sen-stage", f[SEN]) ? NULL : "SEN is N, K or E";
}

/* "PP VA", without gaps. */
static const char *reasons(struct request *r, const char *const *f)
{
	const char *all = "";
	unsigned i;

	for (i = REASON1; i <= REASON3; i++)
		if (f[i][0] != '\0')
			all = pool_printf(r->pool, "%s%s%s", all, all[0] == '\0' ? "" : " ", f[i]);
	return all;
}

/* More than the law allows is a mistake in the file, or of the school: a person looks. */
static const char *limit(struct request *r, unsigned long long record, const char *type,
    const char *day, unsigned long long sessions)
{
	int year = term_year(education_day(day));
	struct db_row row;

	if (!lists_flag("education-exclusion", type, "counts") || !db_find(r->db,
	    &education_sql[EDUCATION_SUSPENSION_USED], &row, record, 0ULL,
	    pool_printf(r->pool, "%d-09-01", year), pool_printf(r->pool, "%d-08-31", year + 1)))
		return NULL;
	return suspension_lawful((unsigned)db_number(&row, 0), (unsigned)sessions,
	    (unsigned)conf_number("education.suspension_most")) ? NULL : pool_printf(r->pool,
	    "It would make more than %ld school days in the academic year",
	    conf_number("education.suspension_most"));
}

static const char *suspension_row(struct request *r, const struct csv_row *row,
    enum paste_done *done_r)
{
	const char *const *f = row->field, *wrong, *day;
	unsigned long long record = 0, sessions = 0;
	struct education_school s;
	struct db_row known;

	wrong = education_row_pupil(r, f[UPN], &record);
	if (wrong == NULL)
		wrong = row_wrong(r, f, &sessions);
	if (wrong == NULL)
		wrong = education_row_school(r, f[SCHOOL_URN], &s);
	if (wrong != NULL)
		return wrong;
	day = education_paste_day(r, f[START]);
	*done_r = PASTE_SAME;
	if (db_find(r->db, &education_sql[EDUCATION_SUSPENSION_SAME], &known, record, s.id, f[TYPE], day))
		return db_number(&known, 0) == sessions ? NULL :
		    "It is recorded with other sessions: change it on the child's page";
	wrong = limit(r, record, f[TYPE], day, sessions);
	if (wrong != NULL)
		return wrong;
	*done_r = PASTE_MADE;
	(void)db_write(r->db, &education_sql[EDUCATION_SUSPENSION_ADD], record, s.id, f[TYPE], day,
	    sessions, reasons(r, f), f[SEN], 0ULL, NULL, NULL, NULL, NULL, "", NULL, "", NULL, NULL, "",
	    0ULL, request_account(r));
	return NULL;
}

static const struct paste suspensions = {
	.code = "SUSPENSIONS", .title = "Read suspensions from a file",
	.columns = "UPN,SCHOOL_URN,TYPE,START,SESSIONS,REASON1,REASON2,REASON3,SEN",
	.back = "/education/alerts", .back_label = "Attendance", .row = suspension_row,
};

int education_suspensions_file(struct request *r)
{
	return education_paste_show(r, &suspensions);
}

int education_suspensions_file_read(struct request *r)
{
	return education_paste_save(r, &suspensions);
}
