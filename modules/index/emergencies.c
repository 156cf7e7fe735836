#include <string.h>

#include "date.h"
#include "index.h"
#include "text.h"

/* The cases that were opened in an emergency (emergency.h), month by month, and what came of
 * each review. Of the child and of the person's own words nothing stands here: those are in
 * the access log, for the auditor. What a review says of somebody is for the auditor and for
 * their own agency. */

const struct field emergencies_fields[] = {
	{ .name = "month", .type = FIELD_TOKEN },
	{ 0 }
};

/* Columns of the statement of a month. */
enum { ALERT, ACCOUNT, CHILD, DAY, GIVEN, FAMILY, TEAM, MADE, VERDICT, REVIEWED, BY_GIVEN,
	BY_FAMILY };
/* Of one of a day's openings. */
enum { AT, MODULE, CODE };

struct month {
	struct date first;
	struct db_rows installed;
	struct node *table;
	size_t opened, waiting, late;
};

static struct date month_asked(struct request *r)
{
	struct date first, today = date_today();
	const char *text = input_text(&r->input, "month");

	if (strlen(text) == 7 && date_parse(pool_printf(r->pool, "%s-01", text), &first) &&
	    date_compare(first, today) <= 0)
		return first;
	return (struct date){ today.year, today.month, 1 };
}

static const char *month_text(struct request *r, struct date first)
{
	const char *text = date_long(r->pool, first);

	return strchr(text, ' ') == NULL ? text : strchr(text, ' ') + 1;
}

static const char *reviewed_text(struct request *r, struct month *m, const struct db_row *d,
    bool *late_r)
{
	const char *by;

	*late_r = false;
	if (db_text(d, VERDICT) != NULL)
		return pool_printf(r->pool, "%s, by %s %s", page_when(r, db_text(d, REVIEWED)),
		    db_text(d, BY_GIVEN), db_text(d, BY_FAMILY));
	by = review_due(r, db_text(d, MADE), late_r);
	m->waiting++;
	m->late += *late_r;
	return pool_printf(r->pool, "Waits, to be reviewed by %s", by);
}

/* One opening of a day on which the same person may have opened several of the child. */
static void opening_put(struct request *r, struct month *m, const struct db_row *d,
    const struct db_row *opening, const char *reviewed, bool late)
{
	struct node *row = node_add(m->table, "row"), *cell = page_cell(row,
	    page_when(r, db_text(opening, AT)));

	node_set(cell, "head", "yes");
	if (request_may(r, INDEX_REVIEW)) {
		node_set(cell, "href", pool_printf(r->pool, "/access/review/%llu", db_number(d, ALERT)));
		node_set(cell, "what", "opened in an emergency");
	}
	(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(d, GIVEN), db_text(d, FAMILY)));
	(void)page_cell(row, db_text(d, TEAM));
	(void)page_cell(row, module_title(r, &m->installed, db_text(opening, MODULE)));
	(void)page_cell(row, index_label(r, "emergency-reason", db_text(opening, CODE)));
	cell = page_cell(row, reviewed);
	if (late)
		node_set(cell, "kind", "overdue");
	(void)page_cell(row, db_text(d, VERDICT) == NULL ? "" :
	    index_label(r, "review-verdict", db_text(d, VERDICT)));
	m->opened++;
}

static void day_put(struct request *r, struct month *m, const struct db_row *d)
{
	struct db_rows rows;
	struct date day;
	bool late = false;
	const char *reviewed;
	size_t i;

	if (!date_parse(db_text(d, DAY), &day))
		return;
	reviewed = reviewed_text(r, m, d, &late);
	(void)db_list(r->db, &index_sql[INDEX_EMERGENCY_DAY], &rows,
	    index_id(r, db_number(d, ACCOUNT)), date_utc(r->pool, date_from_london(day, 0, 0)),
	    date_utc(r->pool, date_from_london(date_add_days(day, 1), 0, 0)),
	    index_id(r, db_number(d, CHILD)));
	for (i = 0; i < rows.n; i++)
		opening_put(r, m, d, &rows.row[i], reviewed, late);
}

static void months_put(struct request *r, struct node *body, struct date first)
{
	struct node *nav = node_add(body, "pagination");
	struct date before = date_add_months(first, -1), after = date_add_months(first, 1);

	node_set(nav, "prev", pool_printf(r->pool, "/access/emergencies?month=%04d-%02d", before.year,
	    before.month));
	if (date_compare(after, date_today()) <= 0)
		node_set(nav, "next", pool_printf(r->pool, "/access/emergencies?month=%04d-%02d",
		    after.year, after.month));
}

int emergencies_list(struct request *r)
{
	struct month m = { .first = month_asked(r) };
	unsigned long long everybody = request_may(r, INDEX_REVIEW);
	const char *title = pool_printf(r->pool, "Opened in an emergency: %s", month_text(r, m.first));
	struct node *body = page_begin(r, "emergencies", title);
	struct db_rows rows;
	size_t i;

	page_back(r, "My work", "/");
	(void)page_heading(body, 1, title);
	if (everybody == 0)
		(void)page_para(body, "By people of your own agency. The auditor sees those of all.");
	modules_load(r, &m.installed);
	m.table = page_table(body, "openings", "Openings", "No case was opened in an emergency in this "
	    "month.", "When", "Who", "Team", "Where", "Reason", "Reviewed", "What came of it", NULL);
	(void)db_list(r->db, &index_sql[INDEX_EMERGENCY_MONTH], &rows, date_iso(r->pool, m.first),
	    date_iso(r->pool, date_add_months(m.first, 1)), everybody, r->session->agency);
	for (i = 0; i < rows.n; i++)
		day_put(r, &m, &rows.row[i]);
	if (m.opened > 0)
		(void)page_para(body, pool_printf(r->pool, "%zu opened; %zu of the reviews wait, %zu of them "
		    "for more than two working days.", m.opened, m.waiting, m.late));
	(void)page_para(body, pool_printf(r->pool, "What was opened in the last %ld minutes is not here "
	    "yet.", conf_number("index.review_minutes")));
	months_put(r, body, m.first);
	return 200;
}
