#include <string.h>

#include "conf.h"
#include "date.h"
#include "lists.h"
#include "report.h"
#include "return.h"
#include "return-lines.h"
#include "yearly.h"

/* 5.7: what stands below each heading, in the order of the list lscb-annual. A heading of
 * the list that is not here has written words alone. */

#define MEASURES_MAX	4

struct yearly {
	struct request *r;
	int year;
	struct report q;
	struct str body;
};

struct part {
	const char *heading;
	const char *measures[MEASURES_MAX + 1];
	void (*put)(struct yearly *y);
};

/* -- what is no measure -- */

/* R1 */
static void panel_put(struct yearly *y)
{
	struct request *r = y->r;
	const char *cells[4];
	struct db_rows rows;
	size_t i;

	annual_body_table(&y->body, "seats", "Attendance, by seat", "Seat", "Invited", "Came",
	    "A deputy came", NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_YEARLY_SEATS], &rows, y->q.from, y->q.to);
	for (i = 0; i < rows.n; i++) {
		cells[0] = lists_label("lscb-seat", db_text(&rows.row[i], 0), r->today);
		cells[1] = pool_printf(r->pool, "%llu", db_number(&rows.row[i], 1));
		cells[2] = pool_printf(r->pool, "%llu", db_number(&rows.row[i], 2));
		cells[3] = pool_printf(r->pool, "%llu", db_number(&rows.row[i], 3));
		annual_body_row(&y->body, cells, 4);
	}
	annual_body_table(&y->body, "meetings", "Attendance, by meeting", "Meeting", "Panel", "Invited",
	    "Came", NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_YEARLY_MEETINGS], &rows, y->q.from, y->q.to);
	for (i = 0; i < rows.n; i++) {
		cells[0] = page_day(r, db_text(&rows.row[i], 0));
		cells[1] = lists_label("lscb-meeting", db_text(&rows.row[i], 1), r->today);
		cells[2] = pool_printf(r->pool, "%llu", db_number(&rows.row[i], 2));
		cells[3] = pool_printf(r->pool, "%llu", db_number(&rows.row[i], 3));
		annual_body_row(&y->body, cells, 4);
	}
}

static void codes_put(struct yearly *y, const char *id, const char *caption, const char *list,
    const char *none, unsigned sql, int year)
{
	struct report q = report_whole(y->r, year);
	struct db_rows rows;
	const char *cells[2];
	size_t i;

	annual_body_table(&y->body, id, caption, "Status", "Number", NULL);
	(void)db_list(y->r->db, &lscb_sql[sql], &rows, q.from, q.to);
	for (i = 0; i < rows.n; i++) {
		const char *code = db_text(&rows.row[i], 0);

		cells[0] = code[0] == '\0' ? none : lists_label(list, code, y->r->today);
		cells[1] = pool_printf(y->r->pool, "%llu", db_number(&rows.row[i], 1));
		annual_body_row(&y->body, cells, 2);
	}
}

static void recommendations_put(struct yearly *y)
{
	codes_put(y, "answers", "Recommendations made in the year, by answer", "lscb-answer",
	    "No answer yet", LSCB_YEARLY_ANSWERS, y->year - 1);
	codes_put(y, "actions", "Actions agreed in the year, by status", "lscb-action-status", "",
	    LSCB_YEARLY_ACTIONS, y->year - 1);
}

static void progress_put(struct yearly *y)
{
	codes_put(y, "answers-before", "Recommendations of the year before, as they stand now",
	    "lscb-answer", "No answer yet", LSCB_YEARLY_ANSWERS, y->year - 2);
	codes_put(y, "actions-before", "Actions of the year before, as they stand now",
	    "lscb-action-status", "", LSCB_YEARLY_ACTIONS, y->year - 2);
}

/* R17: shares, where there are enough of them. */
static void national_put(struct yearly *y)
{
	lscb_plausible_publish(y->r, lscb_return_body(y->r, y->year),
	    (unsigned long long)conf_number("lscb.small_numbers"), &y->body);
}

/* -- the parts -- */

static const struct part parts[] = {
	{ .heading = "PANEL", .put = panel_put },
	{ .heading = "NOTIFIED", .measures = { "r2", "r6" } },
	{ .heading = "COMPLETED", .measures = { "r7a" } },
	{ .heading = "TIME", .measures = { "r10", "r10b" } },
	{ .heading = "NEONATAL", .measures = { "rneo" } },
	{ .heading = "EXPECTED", .measures = { "r11", "r13e" } },
	{ .heading = "SUDI", .measures = { "revent" } },
	{ .heading = "MODIFIABLE", .measures = { "r13", "r14" } },
	{ .heading = "SCR", .measures = { "rscr", "r15" } },
	{ .heading = "AGE-SEX", .measures = { "r3", "r8", "rsex" } },
	{ .heading = "ETHNICITY", .measures = { "r4", "rethnic" } },
	{ .heading = "CATEGORY", .measures = { "r7" } },
	{ .heading = "DEPRIVATION", .measures = { "r5" } },
	{ .heading = "PLACE", .measures = { "r9" } },
	{ .heading = "ASYLUM", .measures = { "rasylum" } },
	{ .heading = "POST-MORTEM", .measures = { "rpm" } },
	{ .heading = "RESPONSE", .measures = { "rjar", "rjart" } },
	{ .heading = "RECOMMENDATIONS", .put = recommendations_put },
	{ .heading = "PROGRESS", .put = progress_put },
	{ .heading = "NATIONAL", .put = national_put },
};

static const struct part *part_of(const char *heading)
{
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strcmp(parts[i].heading, heading) == 0)
			return &parts[i];
	return NULL;
}

static void part_add(struct yearly *y, const struct code *heading)
{
	const struct part *part = part_of(heading->code);
	const char *at = annual_words(y->r, y->year, heading->code), *paragraph;
	const struct report_measure *m;
	bool any = false;
	size_t i;

	annual_body_part(&y->body, code_label(heading, y->r->today));
	while ((paragraph = annual_paragraph(y->r->pool, &at)) != NULL) {
		annual_body_text(&y->body, paragraph);
		any = true;
	}
	for (i = 0; part != NULL && part->measures[i] != NULL; i++)
		if ((m = report_measure(y->r, part->measures[i])) != NULL)
			annual_body_measure(&y->body, &y->q, m);
	if (part != NULL && part->put != NULL)
		part->put(y);
	if (part == NULL && !any)
		annual_body_text(&y->body, "Nothing is written here yet.");
}

const char *lscb_yearly_body(struct request *r, int year)
{
	const struct codelist *list = lists_find("lscb-annual");
	struct yearly y = { .r = r, .year = year, .q = report_whole(r, year - 1) };
	size_t i;

	y.q.closed = true;
	str_init(&y.body, r->pool);
	for (i = 0; i < list->n; i++)
		if (code_open(&list->codes[i], r->today))
			part_add(&y, &list->codes[i]);
	return y.body.data;
}
