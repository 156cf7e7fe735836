#include <string.h>

#include "attendance.h"
#include "lists.h"
#include "text.h"

/* 5.1: the marks of a child in a week, one school's at a time. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

/* Code and note of a half day: m_0_0 is Monday's morning. */
#define HALF_DAY(d, s) \
	{ .name = "m_" #d "_" #s, .type = FIELD_TEXT }, { .name = "n_" #d "_" #s, .type = FIELD_TEXT }
#define DAY(d)	HALF_DAY(d, 0), HALF_DAY(d, 1)

const struct field education_week_input[] = {
	ID,
	{ .name = "day", .type = FIELD_DATE },
	{ 0 }
};

const struct field education_week_save_input[] = {
	ID,
	{ .name = "monday", .type = FIELD_DATE, .required = true },
	DAY(0), DAY(1), DAY(2), DAY(3), DAY(4),
	{ 0 }
};

static const char *const sessions[] = { "AM", "PM" };
static const char *const weekdays[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday" };

#define DAYS	5

struct week {
	const char *day[DAYS];
	const char *school[DAYS];		/* NULL: no school day, or not on roll */
	unsigned long long school_id[DAYS];
	const char *code[DAYS][2], *note[DAYS][2];
	const char *error[DAYS][2];
};

/* -- one mark -- */

const char *education_mark(struct request *r, unsigned long long record, const char *day,
    const char *session, unsigned long long school, const char *code, const char *source,
    const char *note, enum paste_done *done_r)
{
	const char *wrong = attendance_wrong(r->pool, education_mark_codes(), code, day);
	struct db_row now;

	if (wrong != NULL)
		return wrong;
	if ((strcmp(code, "/") == 0 && strcmp(session, "PM") == 0) ||
	    (strcmp(code, "\\") == 0 && strcmp(session, "AM") == 0))
		return "/ is for the morning, \\ for the afternoon";
	/* Of two at the same moment the later one waits here and then corrects the other's. */
	if (!db_find(r->db, &education_sql[EDUCATION_MARK_FIND], &now, record, day, session, school)) {
		*done_r = PASTE_MADE;
		if (db_write(r->db, &education_sql[EDUCATION_MARK_ADD], record, day, session, school,
		    code, source, note, request_account(r)) != DB_DUPLICATE || !db_find(r->db,
		    &education_sql[EDUCATION_MARK_FIND], &now, record, day, session, school))
			return NULL;
	}
	*done_r = strcmp(db_text(&now, 0), code) == 0 && strcmp(db_text(&now, 2), note) == 0 ?
	    PASTE_SAME : PASTE_CHANGED;
	if (*done_r == PASTE_SAME)
		return NULL;
	(void)db_write(r->db, &education_sql[EDUCATION_MARK_KEEP], request_account(r), record, day,
	    session, school);
	(void)db_write(r->db, &education_sql[EDUCATION_MARK_SET], code, source, note,
	    request_account(r), record, day, session, school);
	return NULL;
}

/* -- the week -- */

static void week_marks(struct request *r, const struct record *record, struct week *w)
{
	struct db_rows rows;
	size_t i;
	unsigned d, s;

	(void)db_list(r->db, &education_sql[EDUCATION_MARKS], &rows, record->id, w->day[0],
	    w->day[DAYS - 1]);
	for (i = 0; i < rows.n; i++)
		for (d = 0; d < DAYS; d++) {
			if (strcmp(db_text(&rows.row[i], 0), w->day[d]) != 0 ||
			    w->school_id[d] != db_number(&rows.row[i], 2))
				continue;
			s = strcmp(db_text(&rows.row[i], 1), "PM") == 0;
			w->code[d][s] = db_text(&rows.row[i], 3);
			w->note[d][s] = db_text(&rows.row[i], 4);
		}
}

static void week_read(struct request *r, const struct record *record, const char *day,
    struct week *w)
{
	struct date on = education_day(day), monday = date_add_days(on, -(long)date_weekday(on));
	struct education_enrolment e;
	struct school_days days;
	unsigned d;

	*w = (struct week){ 0 };
	for (d = 0; d < DAYS; d++) {
		struct date each = date_add_days(monday, (long)d);

		w->day[d] = date_iso(r->pool, each);
		w->code[d][0] = w->code[d][1] = w->note[d][0] = w->note[d][1] = "";
		if (!education_enrolment_on(r, record, w->day[d], &e))
			continue;
		education_days(r, e.school, w->day[d], w->day[d], &days);
		w->school_id[d] = e.school;
		if (days.n > 0)
			w->school[d] = e.school_name;
	}
	week_marks(r, record, w);
}

static const char *name_of(struct request *r, const char *what, unsigned d, unsigned s)
{
	return pool_printf(r->pool, "%s_%u_%u", what, d, s);
}

/* The codes of that day, in the half day where they may stand. */
static const struct codelist *choices(struct request *r, const char *day, unsigned s)
{
	const struct codelist *all = education_mark_codes();
	struct codelist *list = code_list_new(r->pool, "mark", "Code", all->n);
	size_t i;

	for (i = 0; i < all->n; i++)
		if (code_open(&all->codes[i], day) && strcmp(all->codes[i].code, s == 0 ? "\\" : "/") != 0)
			code_add(list, all->codes[i].code, pool_printf(r->pool, "%s %s", all->codes[i].code,
			    all->codes[i].label));
	return list;
}

static void half_day_put(struct request *r, struct node *form, const struct week *w, unsigned d,
    unsigned s)
{
	const char *label = pool_printf(r->pool, "%s %s, %s", weekdays[d], page_day(r, w->day[d]),
	    s == 0 ? "morning" : "afternoon");
	const struct field code = { .type = FIELD_CODE, .compact = true, .label = label,
	    .list = choices(r, w->day[d], s) };
	const struct field note = { .type = FIELD_TEXT, .max = 200,
	    .label = pool_printf(r->pool, "Note, %s", label) };

	(void)page_control(r, form, &code, name_of(r, "m", d, s), w->code[d][s], w->error[d][s], NULL);
	if (w->note[d][s][0] != '\0' || w->error[d][s] != NULL ||
	    lists_flag("education-mark", w->code[d][s], "note"))
		(void)page_control(r, form, &note, name_of(r, "n", d, s), w->note[d][s], NULL, NULL);
}

static void before_put(struct request *r, const struct record *record, struct node *body,
    const struct week *w)
{
	struct db_rows rows;
	struct node *table, *tr;
	size_t i;

	(void)db_list(r->db, &education_sql[EDUCATION_MARKS_BEFORE], &rows, record->id, w->day[0],
	    w->day[DAYS - 1]);
	if (rows.n == 0)
		return;
	table = page_table(body, "before", "What was corrected", "", "Day", "Session", "Was", "Corrected",
	    "By", NULL);
	for (i = 0; i < rows.n; i++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, page_day(r, db_text(&rows.row[i], 0)));
		(void)page_cell(tr, db_text(&rows.row[i], 1));
		(void)page_cell(tr, db_text(&rows.row[i], 2));
		(void)page_cell(tr, page_when(r, db_text(&rows.row[i], 3)));
		(void)page_cell(tr, pool_printf(r->pool, "%s %s", db_text(&rows.row[i], 4),
		    db_text(&rows.row[i], 5)));
	}
}

static const char *shown(struct request *r, const struct week *w)
{
	unsigned d;

	for (d = 0; d < DAYS; d++)
		if (w->school[d] != NULL)
			return w->school[d];
	(void)r;
	return "no school";
}

static void read_put(struct request *r, struct node *body, const struct week *w)
{
	struct node *table = page_table(body, "marks", "Marks", "", "Day", "Morning", "Afternoon", NULL);
	struct node *tr;
	unsigned d;

	for (d = 0; d < DAYS; d++) {
		tr = node_add(table, "row");
		(void)page_cell(tr, page_day(r, w->day[d]));
		(void)page_cell(tr, w->code[d][0]);
		(void)page_cell(tr, w->code[d][1]);
	}
}

static void grid_put(struct request *r, const struct record *record, struct node *body,
    const struct week *w)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s/week",
	    casework_path(r, record)));
	unsigned d, s;
	bool any = false;

	(void)page_hidden(r, form, "monday", w->day[0]);
	for (d = 0; d < DAYS; d++)
		for (s = 0; s < 2; s++) {
			if (w->school[d] == NULL || strcmp(w->day[d], r->today) > 0)
				continue;
			half_day_put(r, form, w, d, s);
			any = true;
		}
	if (any)
		(void)page_button(page_buttons(form), "Save the week", "primary", NULL, NULL);
	else
		(void)page_para(form, "There is no school day of this week yet on which the child is on "
		    "roll at a school.");
}

static void weeks_put(struct request *r, const struct record *record, struct node *body,
    const struct week *w)
{
	const char *path = casework_path(r, record);
	struct date monday = education_day(w->day[0]);

	(void)page_link(body, "Week before", NULL, "%s/week?day=%s", path,
	    date_iso(r->pool, date_add_days(monday, -7)));
	(void)page_link(body, "Week after", NULL, "%s/week?day=%s", path,
	    date_iso(r->pool, date_add_days(monday, 7)));
}

static int page(struct request *r, const struct record *record, const struct week *w, int status)
{
	struct node *body = casework_page(r, record, "week", "Attendance marks of a week");
	unsigned d, s;

	(void)page_para(body, pool_printf(r->pool, "Week of %s, at %s.", page_day(r, w->day[0]),
	    shown(r, w)));
	weeks_put(r, record, body, w);
	for (d = 0; d < DAYS; d++)
		for (s = 0; s < 2; s++)
			if (w->error[d][s] != NULL)
				page_error(r, name_of(r, "m", d, s), w->error[d][s]);
	if (request_may(r, EDUCATION_MARK))
		grid_put(r, record, body, w);
	else
		read_put(r, body, w);
	before_put(r, record, body, w);
	return status;
}

int education_week_show(struct request *r)
{
	const char *day = input_text(&r->input, "day");
	struct record record;
	struct week w;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool) || day[0] == '\0')
		day = r->today;
	week_read(r, &record, day, &w);
	return page(r, &record, &w, 200);
}

/* What was sent of one half day. False: it cannot be saved. */
static bool half_day_save(struct request *r, const struct record *record, struct week *w,
    unsigned d, unsigned s)
{
	const char *code = params_get(&r->params, name_of(r, "m", d, s));
	const char *note = params_get(&r->params, name_of(r, "n", d, s));
	enum paste_done done;

	if (code == NULL || code[0] == '\0' || w->school[d] == NULL ||
	    strcmp(w->day[d], r->today) > 0)
		return true;
	w->code[d][s] = code;
	w->note[d][s] = note == NULL ? w->note[d][s] : text_trim(r->pool, note);
	if (text_chars(w->note[d][s]) > 200)
		w->error[d][s] = "A note has 200 characters at most";
	else if (lists_flag("education-mark", code, "note") && w->note[d][s][0] == '\0')
		w->error[d][s] = pool_printf(r->pool, "%s %s: write a note with code %s", weekdays[d],
		    s == 0 ? "morning" : "afternoon", code);
	else
		w->error[d][s] = education_mark(r, record->id, w->day[d], sessions[s], w->school_id[d],
		    code, "GRID", w->note[d][s], &done);
	return w->error[d][s] == NULL;
}

int education_week_save(struct request *r)
{
	const char *day = input_text(&r->input, "monday");
	struct record record;
	struct week w;
	bool good = true;
	unsigned d, s;

	if (!casework_lock(r, &record) || day[0] == '\0' ||
	    input_slot(&r->input, "monday")->error != NULL)
		return page_not_found(r);
	week_read(r, &record, day, &w);
	for (d = 0; d < DAYS; d++)
		for (s = 0; s < 2; s++)
			good = half_day_save(r, &record, &w, d, s) && good;
	if (!good)
		return page(r, &record, &w, 422);
	return request_redirect(r, "%s/week?day=%s", casework_path(r, &record), w.day[0]);
}
