#include <string.h>

#include "date.h"
#include "fostering.h"
#include "lists.h"

/* 5.1: what has to be done within seven working days of a notice, item by item.
 * People who come to the household or the case later are asked for too: what is
 * wanted is read from who is there, and a row is made when something is recorded. */

const struct field fostering_initial_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "task", .type = FIELD_TOKEN, .max = 16, .required = true },
	{ .name = "method", .type = FIELD_CODE, .choices = "fostering-method", .required = true,
	  .label = "How was it done?" },
	{ .name = "done_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "On which day?",
	  .hint = "Where it was not possible, the day on which you found that out" },
	{ .name = "alone", .type = FIELD_YESNO, .label = "Did you speak to the child alone?" },
	{ .name = "reason", .type = FIELD_TEXT, .max = 300, .label = "Why not?",
	  .hint = "Only where it was not possible, or where the child was not alone" },
	{ 0 }
};

enum { ITEM, PERSON, CARER, HANDLE, GIVEN, FAMILY, TASK_ID, METHOD, DONE, ALONE, REASON, NOT };

static bool from_row(const struct db_row *row, struct fostering_initial *initial_r)
{
	*initial_r = (struct fostering_initial){ .id = db_number(row, 0),
	    .number = db_number(row, 1), .regulation = (unsigned)db_number(row, 2),
	    .notified_on = db_text(row, 3), .due_on = db_text(row, 4), .completed_on = db_text(row, 5) };
	return true;
}

bool fostering_initial_find(struct request *r, const struct record *record, unsigned regulation,
    struct fostering_initial *initial_r)
{
	struct db_row row;

	if (regulation == 0 ? !db_find(r->db, &fostering_sql[FOSTERING_INITIAL_NEWEST], &row,
	    record->id) : !db_find(r->db, &fostering_sql[FOSTERING_INITIAL_OF], &row, record->id,
	    (unsigned long long)regulation))
		return false;
	return from_row(&row, initial_r);
}

static const char *clock_of(unsigned regulation)
{
	return regulation == 4 ? "T1" : "T3";
}

static void tasks_read(struct request *r, const struct record *record,
    const struct fostering_initial *initial, struct db_rows *rows_r)
{
	(void)db_list(r->db, &fostering_sql[FOSTERING_INITIAL_TASKS], rows_r, record->id, record->id,
	    record->id, record->id, record->id, initial->id, initial->id);
}

static unsigned long long task_make(struct request *r, const struct fostering_initial *initial,
    const struct db_row *t)
{
	return db_number(t, TASK_ID) != 0 ? db_number(t, TASK_ID) : db_insert(r->db,
	    &fostering_sql[FOSTERING_INITIAL_TASK_ADD], initial->id, db_text(t, ITEM),
	    db_number(t, PERSON), request_account(r));
}

/* The earliest receipt drives the clock (3). */
static void earlier(struct request *r, const struct record *record,
    const struct fostering_initial *initial, const char *receipt_day)
{
	const char *code = clock_of(initial->regulation);

	if (strcmp(receipt_day, initial->notified_on) >= 0 || initial->completed_on != NULL)
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_INITIAL_MOVE], receipt_day,
	    casework_clock_date(r, code, receipt_day), initial->id);
	deadline_drop(r, record, code);
	casework_clock_start(r, record, code, receipt_day);
}

void fostering_initial_open(struct request *r, const struct record *record, unsigned regulation,
    const char *receipt_day)
{
	struct fostering_initial initial;
	struct db_rows rows;
	size_t i;

	if (fostering_initial_find(r, record, regulation, &initial)) {
		earlier(r, record, &initial, receipt_day);
		return;
	}
	if (regulation == 7) {
		(void)db_write(r->db, &fostering_sql[FOSTERING_INITIAL_DROP], r->today, record->id, 4ULL);
		deadline_stop(r, record, clock_of(4));
	}
	(void)db_write(r->db, &fostering_sql[FOSTERING_INITIAL_ADD], record->id,
	    (unsigned long long)regulation, receipt_day, casework_clock_date(r, clock_of(regulation),
	    receipt_day), request_account(r), record->id);
	casework_clock_start(r, record, clock_of(regulation), receipt_day);
	if (!fostering_initial_find(r, record, regulation, &initial))
		return;
	tasks_read(r, record, &initial, &rows);
	for (i = 0; i < rows.n; i++)
		(void)task_make(r, &initial, &rows.row[i]);
}

/* -- is it done? -- */

/* The day this one was done or found not practicable; NULL: to do. */
static const char *settled_on(const struct db_row *t)
{
	return db_text(t, DONE) != NULL ? db_text(t, DONE) : db_text(t, NOT);
}

static bool report_item(const struct db_row *t)
{
	return db_text(t, ITEM)[0] == 'e';
}

/* The latest day of (a) to (d), or NULL when one is still to do. */
static const char *complete_on(const struct db_rows *rows)
{
	const char *latest = NULL;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const char *day = settled_on(&rows->row[i]);

		if (report_item(&rows->row[i]))
			continue;
		if (day == NULL)
			return NULL;
		if (latest == NULL || strcmp(day, latest) > 0)
			latest = day;
	}
	return latest;
}

static void complete_check(struct request *r, const struct record *record,
    const struct fostering_initial *initial)
{
	const char *day;
	struct db_rows rows;

	tasks_read(r, record, initial, &rows);
	day = complete_on(&rows);
	if (initial->completed_on != NULL || day == NULL)
		return;
	(void)db_write(r->db, &fostering_sql[FOSTERING_INITIAL_COMPLETED], day, initial->id);
	deadline_met_on(r, record, clock_of(initial->regulation), day);
	event_add(r, record, "initial", pool_printf(r->pool,
	    "Initial action under regulation %u complete", initial->regulation), false);
}

bool fostering_initial_complete(struct request *r, const struct record *record,
    unsigned regulation)
{
	struct fostering_initial initial;
	struct db_rows rows;
	size_t i;

	if (!fostering_initial_find(r, record, regulation, &initial) || initial.completed_on == NULL)
		return false;
	tasks_read(r, record, &initial, &rows);
	for (i = 0; i < rows.n; i++)
		if (report_item(&rows.row[i]))
			return settled_on(&rows.row[i]) != NULL;
	return false;
}

/* -- on the case page, and on the board -- */

const char *fostering_initial_missing(struct request *r, unsigned long long record,
    unsigned long long action)
{
	const struct fostering_initial initial = { .id = action };
	const char *text = "", *item = "";
	struct db_rows rows;
	size_t i;

	tasks_read(r, &(struct record){ .id = record }, &initial, &rows);
	for (i = 0; i < rows.n; i++) {
		const char *this = db_text(&rows.row[i], ITEM);

		if (settled_on(&rows.row[i]) != NULL || strcmp(this, item) == 0)
			continue;
		item = this;
		text = pool_printf(r->pool, "%s%s(%s)", text, text[0] == '\0' ? "" : " ", item);
	}
	return text;
}

static const char *task_title(struct request *r, const struct db_row *t)
{
	const char *name = db_text(t, HANDLE) == NULL ? "" : pool_printf(r->pool, "%s %s",
	    db_text(t, GIVEN), db_text(t, FAMILY));

	switch (db_text(t, ITEM)[0]) {
	case 'a':
		return "(a) Visit the premises";
	case 'b':
		return pool_printf(r->pool, "(b) Visit and speak to %s, %s", name,
		    db_number(t, CARER) != 0 ? "the carer" : "of the household");
	case 'c':
		return "(c) Visit and speak to the child";
	case 'd':
		return db_text(t, HANDLE) == NULL ? "(d) Speak to every parent and holder of parental "
		    "responsibility: nobody is on the case yet" : pool_printf(r->pool, "(d) Speak to %s, with parental responsibility or a parent",
		    name);
	default:
		return "(e) Establish the matters of the schedule, with a written report";
	}
}

static const char *task_code(struct request *r, const struct db_row *t)
{
	return db_text(t, HANDLE) == NULL ? db_text(t, ITEM) : pool_printf(r->pool, "%s-%s",
	    db_text(t, ITEM), db_text(t, HANDLE));
}

/* (d) of a case on which no parent and nobody with parental responsibility is: it
 * is not done by there being none to speak to. */
static bool nobody(const struct db_row *t)
{
	return db_text(t, ITEM)[0] == 'd' && db_text(t, HANDLE) == NULL;
}

static const char *task_hint(struct request *r, const struct db_row *t)
{
	const char *alone = db_text(t, ALONE) == NULL || strcmp(db_text(t, ALONE), "N") != 0 ? "" :
	    ", not alone";

	if (report_item(t))
		return db_text(t, DONE) == NULL ? "Done when the report of the visit is complete" :
		    page_day(r, db_text(t, DONE));
	if (db_text(t, NOT) != NULL)
		return pool_printf(r->pool, "Not practicable, %s: %s", page_day(r, db_text(t, NOT)),
		    db_text(t, REASON));
	if (db_text(t, DONE) == NULL)
		return nobody(t) ? "Add them to the case. Where nobody can be found, say why" : NULL;
	return pool_printf(r->pool, "%s, %s%s%s%s", page_day(r, db_text(t, DONE)),
	    lists_label("fostering-method", db_text(t, METHOD), r->today), alone,
	    alone[0] == '\0' ? "" : ": ", alone[0] == '\0' ? "" : db_text(t, REASON));
}

/* What made the action complete stands as it was then. */
static bool writable(const struct fostering_initial *initial, const struct db_row *t)
{
	return !report_item(t) && (initial->completed_on == NULL || settled_on(t) == NULL);
}

static void task_put(struct request *r, struct node *tasks, const struct record *record,
    const struct db_row *t, bool may)
{
	struct node *task = node_add(tasks, "task");
	bool done = settled_on(t) != NULL;

	node_set(task, "title", task_title(r, t));
	if (may)
		node_set(task, "href", pool_printf(r->pool, "%s/initial/%s", casework_path(r, record),
		    task_code(r, t)));
	node_set(task, "hint", task_hint(r, t));
	node_set(task, "status", done ? "completed" : "not-started");
	node_set(task, "label", db_text(t, NOT) != NULL ? "Not practicable" : done ? "Done" : "To do");
}

static const char *stands(struct request *r, const struct fostering_initial *initial)
{
	const char *due = page_day(r, initial->due_on);

	if (due == NULL)
		return pool_printf(r->pool, "The notice was received on %s. When it is due cannot be said: "
		    "the bank holidays of that year are not loaded.", page_day(r, initial->notified_on));
	if (initial->completed_on == NULL)
		return pool_printf(r->pool, "The notice was received on %s: to be done by %s.%s",
		    page_day(r, initial->notified_on), due, strcmp(initial->due_on, r->today) < 0 ?
		    " That day has passed." : "");
	return pool_printf(r->pool, "Complete on %s, %s: it was due on %s.",
	    page_day(r, initial->completed_on), strcmp(initial->completed_on, initial->due_on) <= 0 ?
	    "in time" : "late", due);
}

void fostering_initial_put(struct request *r, struct node *body, const struct record *record)
{
	bool may = fostering_visit_worker(r, record);
	struct fostering_initial initial;
	struct db_rows rows;
	struct node *tasks;
	size_t i;

	if (!fostering_initial_find(r, record, 0, &initial))
		return;
	(void)page_heading(body, 2, pool_printf(r->pool, "Initial action (regulation %u)",
	    initial.regulation));
	(void)page_para(body, stands(r, &initial));
	tasks = node_add(body, "tasks");
	node_set(tasks, "id", "initial");
	tasks_read(r, record, &initial, &rows);
	for (i = 0; i < rows.n; i++)
		task_put(r, tasks, record, &rows.row[i], may && writable(&initial, &rows.row[i]));
}

/* -- recording one -- */

static bool item_find(struct request *r, const struct record *record,
    struct fostering_initial *initial_r, struct db_row *task_r)
{
	struct db_rows rows;
	size_t i;

	if (!fostering_visit_worker(r, record) ||
	    !fostering_initial_find(r, record, 0, initial_r))
		return false;
	tasks_read(r, record, initial_r, &rows);
	for (i = 0; i < rows.n; i++)
		if (writable(initial_r, &rows.row[i]) &&
		    strcmp(task_code(r, &rows.row[i]), input_text(&r->input, "task")) == 0) {
			*task_r = rows.row[i];
			return true;
		}
	return false;
}

/* 5.1: nobody looks at a home, or at who is to care for the child, from afar. */
static bool in_person(const struct db_row *t)
{
	return db_text(t, ITEM)[0] == 'a' || db_number(t, CARER) != 0;
}

static int task_page(struct request *r, const struct record *record, const struct db_row *t,
    int status)
{
	struct node *body = casework_page(r, record, "initial", "Initial action"), *form;
	const struct field *f = fostering_initial_input + 2;
	struct field how = *f++;

	if (in_person(t))
		how.list = lists_find("fostering-method:person");
	(void)page_heading(body, 2, task_title(r, t));
	form = page_form(r, body, r->http->path);
	(void)page_field(r, form, &how, NULL);
	for (; f->name != NULL; f++)
		if (db_text(t, ITEM)[0] == 'c' || strcmp(f->name, "alone") != 0)
			(void)fostering_visit_control(r, form, f, true, NULL);
	(void)page_button(page_buttons(form), "Save", "primary", NULL, NULL);
	return status;
}

int fostering_initial_show(struct request *r)
{
	struct fostering_initial initial;
	struct record record;
	struct db_row t;

	if (!casework_load(r, &record) || !item_find(r, &record, &initial, &t))
		return page_not_found(r);
	if (settled_on(&t) != NULL) {
		input_slot(&r->input, "method")->value = db_text(&t, METHOD);
		input_slot(&r->input, "done_on")->value = settled_on(&t);
		input_slot(&r->input, "alone")->value = db_text(&t, ALONE);
		input_slot(&r->input, "reason")->value = db_text(&t, REASON);
	}
	return task_page(r, &record, &t, 200);
}

static void rules(struct request *r, const struct db_row *t)
{
	const struct input *in = &r->input;
	bool possible = !input_is(in, "method", "NOT_POSSIBLE");
	bool child = db_text(t, ITEM)[0] == 'c';
	const char *born = fostering_of(r)->child_born_on, *day = input_text(in, "done_on");

	if (possible && in_person(t) && !input_is(in, "method", "FACE"))
		input_refuse(&r->input, "method", "This is done in person, or it was not possible");
	if (possible && nobody(t))
		input_refuse(&r->input, "method", "Add who was spoken to to the case first");
	if (possible && child)
		input_needs(&r->input, "alone", "Say whether you spoke to the child alone");
	if (!possible)
		input_needs(&r->input, "reason", "Say why it was not possible");
	if (possible && child && input_is(in, "alone", "N"))
		input_needs(&r->input, "reason", "Say why the child was not spoken to alone");
	if (born != NULL && day[0] != '\0' && strcmp(day, born) < 0)
		input_refuse(&r->input, "done_on", "This is before the child's birth");
}

static void task_set(struct request *r, unsigned long long task, unsigned long long visit,
    const char *alone)
{
	bool possible = !input_is(&r->input, "method", "NOT_POSSIBLE");
	const char *day = input_text(&r->input, "done_on");

	(void)db_write(r->db, &fostering_sql[FOSTERING_INITIAL_TASK_SET],
	    input_text(&r->input, "method"), possible ? day : NULL, alone,
	    input_text(&r->input, "reason"), possible ? NULL : day, visit, request_account(r), task);
}

int fostering_initial_save(struct request *r)
{
	struct fostering_initial initial;
	struct record record;
	struct db_row t;

	if (!casework_lock(r, &record) || !item_find(r, &record, &initial, &t))
		return page_not_found(r);
	rules(r, &t);
	if (!input_valid(&r->input, r->pool))
		return task_page(r, &record, &t, 422);
	task_set(r, task_make(r, &initial, &t), 0, db_text(&t, ITEM)[0] == 'c' &&
	    !input_is(&r->input, "method", "NOT_POSSIBLE") ? input_text(&r->input, "alone") : "");
	complete_check(r, &record, &initial);
	r->audit.detail = pool_printf(r->pool, "item=%s", db_text(&t, ITEM));
	return request_redirect(r, "%s#initial", casework_path(r, &record));
}

void fostering_initial_visited(struct request *r, const struct record *record,
    const struct fostering_visit *visit, char item)
{
	struct fostering_initial initial;
	struct db_rows rows;
	size_t i;

	if (!fostering_initial_find(r, record, strcmp(visit->type, "REG4") == 0 ? 4 : 7, &initial))
		return;
	tasks_read(r, record, &initial, &rows);
	for (i = 0; i < rows.n; i++)
		if (db_text(&rows.row[i], ITEM)[0] == item && settled_on(&rows.row[i]) == NULL)
			(void)db_write(r->db, &fostering_sql[FOSTERING_INITIAL_TASK_SET],
			    item == 'e' ? "" : visit->method, visit->visited_on, item == 'c' ? visit->alone : "",
			    item == 'c' ? visit->alone_reason : "", NULL, visit->id, request_account(r),
			    task_make(r, &initial, &rows.row[i]));
	complete_check(r, record, &initial);
}
