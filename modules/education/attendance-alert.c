#include <string.h>

#include "attendance.h"
#include "lists.h"
#include "str.h"
#include "term-rules.h"

/* 5.3: what somebody should ask after, of children in care today. */

static void row_put(struct request *r, struct node *table, const char *handle, const char *subject,
    const char *what)
{
	struct node *tr = node_add(table, "row"), *cell = page_cell(tr, subject);

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/education/child/%s", handle));
	(void)page_cell(tr, what);
}

static struct node *alert_table(struct node *body, const char *id, const char *caption)
{
	return page_table(body, id, caption, "Nobody.", "Child", "What", NULL);
}

/* -- today -- */

static void today_put(struct request *r, struct node *body)
{
	struct node *table = alert_table(body, "today", pool_printf(r->pool,
	    "Today, without a mark or a reason by %ld o'clock", conf_number("education.alert_hour")));
	struct school_days days;
	struct db_rows rows;
	int minutes;
	size_t i;

	education_days(r, 0, r->today, r->today, &days);
	(void)date_london(date_now(), &minutes);
	if (days.n == 0 || minutes < conf_number("education.alert_hour") * 60)
		return;
	(void)db_list(r->db, &education_sql[EDUCATION_ALERT_UNMARKED], &rows, r->today, r->today);
	for (i = 0; i < rows.n; i++) {
		const char *code = db_text(&rows.row[i], 3);

		row_put(r, table, db_text(&rows.row[i], 0), db_text(&rows.row[i], 1),
		    pool_printf(r->pool, "%s: %s", db_text(&rows.row[i], 2), code == NULL ? "no mark" :
		    lists_label("education-mark", code, r->today)));
	}
}

/* -- marks of the last weeks, child by child -- */

struct course {
	unsigned long long record;
	const char *handle, *subject, *day, *part_time_since;
	unsigned half_days, absent, days_absent;
	bool absent_told, part_time_told, note_told, reason_told;
	const struct school_days *days;		/* the authority's, around today */
};

static bool is_absent(const char *code)
{
	enum attendance_category c = attendance_category(education_mark_codes(), code);

	return c == ATTENDANCE_AUTHORISED || c == ATTENDANCE_UNAUTHORISED;
}

/* The day that has just been read is over. */
static void day_over(struct request *r, struct course *c, struct node *table)
{
	if (c->half_days == 0)
		return;
	c->days_absent = c->absent == c->half_days ? c->days_absent + 1 : 0;
	if (c->days_absent >= (unsigned)conf_number("education.alert_days") && !c->absent_told) {
		row_put(r, table, c->handle, c->subject, pool_printf(r->pool,
		    "Absent on %u school days running, to %s", c->days_absent, page_day(r, c->day)));
		c->absent_told = true;
	}
	c->half_days = c->absent = 0;
}

static void part_time(struct request *r, struct course *c, const char *day, const char *code,
    struct node *table)
{
	if (!lists_flag("education-mark", code, "part-time"))
		return;
	if (c->part_time_since == NULL)
		c->part_time_since = day;
	if (!c->part_time_told && date_days(education_day(c->part_time_since), education_day(day)) >
	    conf_number("education.part_time_weeks") * 7) {
		row_put(r, table, c->handle, c->subject, pool_printf(r->pool, "Part-time timetable (C2) "
		    "since %s, longer than %ld weeks", page_day(r, c->part_time_since),
		    conf_number("education.part_time_weeks")));
		c->part_time_told = true;
	}
}

/* A code that stands until a reason is known, for longer than it may. */
static void passing(struct request *r, struct course *c, const char *day, const char *code,
    struct node *table)
{
	unsigned since = school_day_number(c->days, education_day(day), education_day(r->today));

	if (c->reason_told || !lists_flag("education-mark", code, "passing") ||
	    since <= (unsigned)conf_number("education.reason_days"))
		return;
	row_put(r, table, c->handle, c->subject, pool_printf(r->pool,
	    "Code %s since %s: %u school days, and no reason is recorded", code, page_day(r, day), since));
	c->reason_told = true;
}

static void mark_take(struct request *r, struct course *c, const struct db_row *m,
    struct node *table)
{
	const char *day = db_text(m, 3), *code = db_text(m, 5);

	if (c->record != db_number(m, 0)) {
		day_over(r, c, table);
		*c = (struct course){ .record = db_number(m, 0), .handle = db_text(m, 1),
		    .subject = db_text(m, 2), .days = c->days };
	} else if (c->day != NULL && strcmp(c->day, day) != 0)
		day_over(r, c, table);
	c->day = day;
	if (attendance_category(education_mark_codes(), code) != ATTENDANCE_OUT) {
		c->half_days++;
		c->absent += is_absent(code);
	}
	part_time(r, c, day, code, table);
	passing(r, c, day, code, table);
	if (lists_flag("education-mark", code, "note") && db_text(m, 6)[0] == '\0' && !c->note_told) {
		row_put(r, table, c->handle, c->subject, pool_printf(r->pool, "Code %s without a note on %s",
		    code, page_day(r, day)));
		c->note_told = true;
	}
}

/* So many children at a time, for what is read of them takes room. */
#define AT_ONCE	100

static void some_put(struct request *r, struct node *table, const struct school_days *days,
    const char *since, const struct db_row *first, const struct db_row *last)
{
	struct pool *all = r->pool, *some = pool_create();
	struct course c = { .days = days };
	struct db_rows rows;
	size_t i;

	db_pool(r->db, some);
	(void)db_list(r->db, &education_sql[EDUCATION_ALERT_MARKS], &rows, since, r->today,
	    db_number(first, 0), db_number(last, 0));
	for (i = 0; i < rows.n; i++)
		mark_take(r, &c, &rows.row[i], table);
	day_over(r, &c, table);
	db_pool(r->db, all);
	pool_destroy(&some);
}

static void course_put(struct request *r, struct node *body)
{
	/* Longer than a part-time timetable may last. */
	int weeks = (int)conf_number("education.part_time_weeks") + 2;
	struct node *table = alert_table(body, "course", pool_printf(r->pool, "In the last %d weeks",
	    weeks));
	const char *since = date_iso(r->pool, date_add_days(education_day(r->today), -7 * weeks));
	struct school_days days;
	struct db_rows who;
	size_t i;

	education_days_near(r, 0, &days);
	(void)db_list(r->db, &education_sql[EDUCATION_ALERT_WHO], &who);
	for (i = 0; i < who.n; i += AT_ONCE)
		some_put(r, table, &days, since, &who.row[i],
		    &who.row[i + AT_ONCE < who.n ? i + AT_ONCE - 1 : who.n - 1]);
}

/* -- the year -- */

static void child_over(struct request *r, struct node *table, const struct attendance *a,
    const char *handle, const char *subject)
{
	unsigned level = attendance_lowest(conf_text("education.attendance_alerts"), a);

	if (level > 0)
		row_put(r, table, handle, subject, pool_printf(r->pool, "%s, below %u%%",
		    attendance_share(r->pool, attendance_attended(a), attendance_possible(a)), level));
}

/* "95 90 50" as "95, 90, 50". */
static const char *levels_read(struct pool *pool)
{
	const char *level;
	struct str s;

	str_init(&s, pool);
	for (level = conf_text("education.attendance_alerts"); *level != '\0'; level++)
		if (*level == ' ')
			str_add(&s, ", ");
		else
			str_addc(&s, *level);
	return s.data;
}

/* In order of their records, as are those who are not counted apart. */
static bool is_apart(const struct db_rows *apart, size_t *at, unsigned long long record)
{
	while (*at < apart->n && db_number(&apart->row[*at], 0) < record)
		(*at)++;
	return *at < apart->n && db_number(&apart->row[*at], 0) == record;
}

/* Each by 5.1: of two schools the one that counts, and totals. */
static void apart_put(struct request *r, struct node *table, const struct db_rows *apart,
    const char *first)
{
	struct attendance a;
	size_t i;

	for (i = 0; i < apart->n; i++) {
		education_attendance(r, db_number(&apart->row[i], 0), first, r->today, &a);
		child_over(r, table, &a, db_text(&apart->row[i], 1), db_text(&apart->row[i], 2));
	}
}

static void year_put(struct request *r, struct node *body)
{
	struct node *table = alert_table(body, "year", pool_printf(r->pool,
	    "Attendance of the academic year below %s per cent", levels_read(r->pool)));
	const char *first = pool_printf(r->pool, "%d-09-01", term_year(education_day(r->today)));
	struct attendance a = { 0 };
	struct db_rows rows, apart;
	size_t i, at = 0;

	(void)db_list(r->db, &education_sql[EDUCATION_ALERT_APART], &apart, first, first);
	(void)db_list(r->db, &education_sql[EDUCATION_ALERT_YEAR], &rows, first, r->today);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		attendance_add(&a, education_mark_codes(), db_text(v, 3), (unsigned)db_number(v, 4));
		if (i + 1 < rows.n && db_number(&rows.row[i + 1], 0) == db_number(v, 0))
			continue;
		if (!is_apart(&apart, &at, db_number(v, 0)))
			child_over(r, table, &a, db_text(v, 1), db_text(v, 2));
		a = (struct attendance){ 0 };
	}
	apart_put(r, table, &apart, first);
}

int education_alerts(struct request *r)
{
	struct node *body = page_begin(r, "alerts", "Attendance to ask after");

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Attendance to ask after");
	(void)page_para(body, "Children in care today, all their marks on file.");
	if (request_may(r, EDUCATION_MARK)) {
		(void)page_link(body, "Read marks from a file", "button", "/education/marks/file");
		(void)page_link(body, "Read totals from a file", NULL, "/education/totals/file");
		(void)page_link(body, "Read suspensions from a file", NULL,
		    "/education/suspensions/file");
	}
	today_put(r, body);
	course_put(r, body);
	year_put(r, body);
	return 200;
}
