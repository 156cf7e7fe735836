#include <string.h>

#include "date.h"
#include "lists.h"
#include "pep.h"

/* Who owes what for the plans of the children that this person has a part with; of all
 * for the virtual school. And what meetings and reviews are to come. */

const struct field education_owed_input[] = {
	{ .name = "who", .type = FIELD_CODE, .choices = "education-owed" },
	{ 0 }
};

enum { HANDLE, SUBJECT, NUMBER, YEAR, TERM, STATE, WORKER, TEACHER, DUE };

/* Everything that is owed goes through here, so that it can be of one part alone. */
struct owed {
	const char *who;			/* "": of all */
	struct node *table;
};

static void owe(struct request *r, struct owed *o, const char *part, const char *subject,
    const char *path, const char *what, const char *due)
{
	struct node *tr, *cell;

	if (o->who[0] != '\0' && strcmp(o->who, part) != 0)
		return;
	tr = node_add(o->table, "row");
	cell = page_cell(tr, subject);
	node_set(cell, "head", "yes");
	node_set(cell, "href", path);
	(void)page_cell(tr, lists_label("education-owed", part, r->today));
	(void)page_cell(tr, what);
	cell = page_cell(tr, due == NULL ? "" : page_day(r, due));
	if (due != NULL && strcmp(due, r->today) < 0)
		node_set(cell, "kind", "overdue");
}

static const char *answers(struct request *r, unsigned long long n)
{
	return pool_printf(r->pool, n == 1 ? "%llu answer of the plan" : "%llu answers of the plan", n);
}

static void plan_owes(struct request *r, struct owed *o, const struct db_row *v)
{
	enum pep_state state = pep_state(db_text(v, STATE));
	const char *subject = db_text(v, SUBJECT), *due = db_text(v, DUE);
	const char *path = pool_printf(r->pool, "/education/child/%s/plan/%llu", db_text(v, HANDLE),
	    db_number(v, NUMBER));

	if (state == PEP_SUBMITTED) {
		owe(r, o, "VIRTUAL", subject, path, "Rate the plan, and accept or return it", due);
		return;
	}
	if (db_number(v, WORKER) > 0)
		owe(r, o, "WORKER", subject, path, answers(r, db_number(v, WORKER)), due);
	if (db_number(v, TEACHER) > 0)
		owe(r, o, "TEACHER", subject, path, answers(r, db_number(v, TEACHER)), due);
	if (state == PEP_READY || (state == PEP_RETURNED && db_number(v, TEACHER) == 0))
		owe(r, o, "TEACHER", subject, path, state == PEP_READY ? "Submit the plan" :
		    "Put the plan right that was returned", due);
}

/* In care, of the age for a plan, and none of this term. */
static void begin_owes(struct request *r, struct owed *o, unsigned long long service)
{
	struct date today = education_day(r->today), since, until;
	const char *term, *cut_off;
	struct db_rows rows;
	size_t i;
	int year;

	education_term_now(r, r->today, &year, &term, &cut_off);
	since = date_add_years(today, -(int)conf_number("education.plan_min_age"));
	until = (struct date){ year - (int)conf_number("education.plan_max_year") - 5, 8, 31 };
	(void)db_list(r->db, &education_sql[EDUCATION_OWED_BEGIN], &rows, (unsigned long long)year, term,
	    date_iso(r->pool, since), date_iso(r->pool, until), request_account(r), request_account(r),
	    service);
	for (i = 0; i < rows.n; i++)
		owe(r, o, "WORKER", db_text(&rows.row[i], 1), pool_printf(r->pool,
		    "/education/child/%s", db_text(&rows.row[i], 0)), "Begin the plan of this term",
		    db_text(&rows.row[i], 2) != NULL ? db_text(&rows.row[i], 2) : cut_off);
}

static void tasks_owe(struct request *r, struct owed *o, unsigned long long service)
{
	struct db_rows rows;
	size_t i;

	if (!request_may(r, EDUCATION_READ))
		return;
	(void)db_list(r->db, &education_sql[EDUCATION_OWED_TASKS], &rows, request_account(r),
	    request_account(r), service);
	for (i = 0; i < rows.n; i++)
		owe(r, o, "VIRTUAL", db_text(&rows.row[i], 1), pool_printf(r->pool,
		    "/education/child/%s", db_text(&rows.row[i], 0)), db_text(&rows.row[i], 2),
		    db_text(&rows.row[i], 3));
}

static void nav(struct request *r, struct node *body, const char *who)
{
	const struct codelist *parts = lists_find("education-owed");
	struct node *links = page_nav(body, "Whose");
	size_t i;

	page_nav_item(links, "/education/owed", "Everybody", who[0] == '\0');
	for (i = 0; i < parts->n; i++)
		page_nav_item(links, pool_printf(r->pool, "/education/owed?who=%s", parts->codes[i].code),
		    parts->codes[i].label, strcmp(who, parts->codes[i].code) == 0);
}

int education_owed(struct request *r)
{
	struct node *body = page_begin(r, "owed", "Plans: who owes what");
	struct owed o = { .who = input_text(&r->input, "who") };
	unsigned long long service = record_service(r);
	struct db_rows rows;
	size_t i;

	if (!input_valid(&r->input, r->pool))
		return page_not_found(r);
	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Plans: who owes what");
	nav(r, body, o.who);
	o.table = page_table(body, "owed", "What is waited for", "Nothing is owed.", "Child", "Who",
	    "What", "By", NULL);
	if (request_may(r, EDUCATION_PLAN))
		begin_owes(r, &o, service);
	(void)db_list(r->db, &education_sql[EDUCATION_OWED], &rows, request_account(r),
	    request_account(r), service);
	for (i = 0; i < rows.n; i++)
		plan_owes(r, &o, &rows.row[i]);
	tasks_owe(r, &o, service);
	return 200;
}

/* -- to come -- */

int education_diary(struct request *r)
{
	struct node *body = page_begin(r, "diary", "Meetings and reviews to come"), *table, *tr, *cell;
	struct db_rows rows;
	size_t i;

	page_back(r, "Virtual school", "/education/");
	(void)page_heading(body, 1, "Meetings and reviews to come");
	(void)db_list(r->db, &education_sql[EDUCATION_DIARY], &rows, r->today, request_account(r),
	    request_account(r), (unsigned long long)record_service(r));
	table = page_table(body, "diary", "By day", "Nothing is set from today on.", "Day", "Child", "What",
	    NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *v = &rows.row[i];

		/* A carer knows of the meetings alone. */
		if (!request_may(r, EDUCATION_READ) && db_number(v, 4) == 0)
			continue;
		tr = node_add(table, "row");
		(void)page_cell(tr, page_day(r, db_text(v, 0)));
		cell = page_cell(tr, db_text(v, 2));
		node_set(cell, "href", db_number(v, 4) == 0 ? pool_printf(r->pool, "/education/child/%s",
		    db_text(v, 1)) : pool_printf(r->pool, "/education/child/%s/plan/%llu", db_text(v, 1),
		    db_number(v, 4)));
		(void)page_cell(tr, lists_label("education-diary", db_text(v, 3), r->today));
	}
	return 200;
}
