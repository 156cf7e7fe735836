#include "late.h"

#include <string.h>

#include "casework.h"
#include "lists.h"
#include "module.h"
#include "page.h"
#include "request.h"
#include "text.h"

enum { FIND };
enum { TITLE, DUE, WHY, MET, REASON, CODE, DUE_AT, MET_ON };

static const struct db_statement sql[] = {
	[FIND] = { "SELECT title, due_on, explanation, met_at, late_reason, late_code,"
	    " due_at, met_on FROM deadline WHERE record = ? AND id = ? AND dropped_at IS NULL"
	    " AND IF(met_at IS NULL, due_on < ? OR due_at < UTC_TIMESTAMP(6), late)", "uud",
	    "sdsdssdd" },
};

const struct field late_input[] = {
	LATE_DEADLINE,
	LATE_SENTENCE,
	{ 0 }
};

const struct field late_coded_input[] = {
	LATE_FIELDS("late-reason"),
	{ 0 }
};

void late_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

const char *late_label(const struct request *r, const char *code)
{
	const char *list = r->module->casework->late_list;

	return lists_label(list == NULL ? "late-reason" : list, code, r->today);
}

static bool coded(const struct request *r)
{
	const struct field *f = r->route->input;

	while (f->name != NULL && strcmp(f->name, "code") != 0)
		f++;
	return f->name != NULL;
}

static bool late_load(struct request *r, bool lock, struct record *record,
    unsigned long long *deadline_r, struct db_row *row_r)
{
	if (!(lock ? casework_lock(r, record) : casework_load(r, record)) ||
	    !record_is(record, r->module->casework->late_by) ||
	    !text_number(input_text(&r->input, "deadline"), deadline_r))
		return false;
	return db_find(r->db, &sql[FIND], row_r, record->id, *deadline_r, r->today);
}

static int late_page(struct request *r, const struct record *record, const struct db_row *d,
    int status)
{
	struct node *body = casework_page(r, record, "late", "Why a date was missed"), *s;

	s = node_add(body, "summary");
	(void)page_row(s, "What", db_text(d, TITLE));
	(void)page_row(s, "Due", pool_printf(r->pool, "%s\n%s", deadline_when(r, db_text(d, DUE),
	    db_text(d, DUE_AT)), db_text(d, WHY)));
	(void)page_row(s, "Done", db_text(d, MET) == NULL ? "Not yet" :
	    db_text(d, MET_ON) == NULL ? "Not done before it came to an end" :
	    deadline_when(r, db_text(d, MET_ON), db_text(d, MET)));
	page_route_form(r, body, "Save", "primary");
	return status;
}

int late_show(struct request *r)
{
	unsigned long long deadline;
	struct record record;
	struct db_row row;

	if (!late_load(r, false, &record, &deadline, &row))
		return page_not_found(r);
	if (db_text(&row, REASON) != NULL)
		input_slot(&r->input, "reason")->value = db_text(&row, REASON);
	if (coded(r))
		input_slot(&r->input, "code")->value = db_text(&row, CODE);
	return late_page(r, &record, &row, 200);
}

int late_save(struct request *r)
{
	unsigned long long deadline;
	struct record record;
	struct db_row row;

	if (!late_load(r, true, &record, &deadline, &row))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return late_page(r, &record, &row, 422);
	(void)deadline_late(r, &record, deadline, coded(r) ? input_text(&r->input, "code") : "",
	    input_text(&r->input, "reason"));
	r->audit.detail = pool_printf(r->pool, "deadline=%llu", deadline);
	event_add(r, &record, "late", pool_printf(r->pool, "Said why late: %s",
	    db_text(&row, TITLE)), false);
	return request_redirect(r, "%s", casework_path(r, &record));
}
