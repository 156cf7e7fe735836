#include "attendance.h"
#include "lists.h"
#include "term-rules.h"

/* 5.3: figures of the half term and of the academic year on the child's page. */

const struct codelist *education_mark_codes(void)
{
	return lists_find("education-mark");
}

void education_attendance(struct request *r, unsigned long long record, const char *from,
    const char *to, struct attendance *a_r)
{
	struct db_rows rows;
	struct db_row totals;
	size_t i;

	*a_r = (struct attendance){ 0 };
	(void)db_list(r->db, &education_sql[EDUCATION_MARKS_COUNT], &rows, record, from, to);
	for (i = 0; i < rows.n; i++)
		attendance_add(a_r, education_mark_codes(), db_text(&rows.row[i], 0),
		    (unsigned)db_number(&rows.row[i], 1));
	if (!db_find(r->db, &education_sql[EDUCATION_TOTALS_COUNT], &totals, record, from, to))
		return;
	a_r->count[ATTENDANCE_PRESENT] += (unsigned)db_number(&totals, 0);
	a_r->count[ATTENDANCE_AUTHORISED] += (unsigned)db_number(&totals, 1);
	a_r->count[ATTENDANCE_UNAUTHORISED] += (unsigned)db_number(&totals, 2);
	a_r->late += (unsigned)db_number(&totals, 3);
}

enum attendance_level education_attendance_level(const struct attendance *a)
{
	return attendance_level(a, (unsigned)conf_number("education.persistent"),
	    (unsigned)conf_number("education.severe"));
}

static void figures_put(struct request *r, struct node *table, const char *what,
    const struct attendance *a)
{
	static const char *const levels[] = { "", "Persistent", "Severe" };
	unsigned possible = attendance_possible(a);
	struct node *tr = node_add(table, "row"), *cell = page_cell(tr, what);

	node_set(cell, "head", "yes");
	(void)page_cell(tr, pool_printf(r->pool, "%u", possible));
	(void)page_cell(tr, attendance_share(r->pool, attendance_attended(a), possible));
	(void)page_cell(tr, attendance_share(r->pool, attendance_absent(a), possible));
	(void)page_cell(tr, attendance_share(r->pool, a->count[ATTENDANCE_UNAUTHORISED], possible));
	(void)page_cell(tr, pool_printf(r->pool, "%u", a->late));
	cell = page_cell(tr, levels[education_attendance_level(a)]);
	if (education_attendance_level(a) != ATTENDANCE_USUAL)
		node_set(cell, "tag", "red");
}

static void period_put(struct request *r, const struct record *record, struct node *table,
    const char *what, struct date from, struct date to)
{
	struct attendance a;

	education_attendance(r, record->id, date_iso(r->pool, from), date_iso(r->pool, to), &a);
	figures_put(r, table, what, &a);
}

void education_attendance_put(struct request *r, const struct record *record, struct node *body)
{
	struct date today = education_day(r->today), first, last;
	int year = term_year(today);
	struct school_days days;
	struct node *table = page_table(body, "attendance", "Attendance", "", "Period", "Possible",
	    "Attended", "Absent", "Unauthorised", "Late", "Absentee", NULL);

	education_days_near(r, 0, &days);
	if (school_day_half_term(&days, today, &first, &last))
		period_put(r, record, table, "This half term", first, last);
	period_put(r, record, table, pool_printf(r->pool, "%d/%02d", year, (year + 1) % 100),
	    (struct date){ year, 9, 1 }, today);
	period_put(r, record, table, pool_printf(r->pool, "%d/%02d", year - 1, year % 100),
	    (struct date){ year - 1, 9, 1 }, (struct date){ year, 8, 31 });
	(void)page_para(body, "Half days, of all marks on file, in care or not.");
	casework_link(r, body, record, "Marks by week", "/week", NULL);
}
