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
	bool hides;			/* something was left out of the table */
};

struct part {
	const char *heading;
	const char *measures[MEASURES_MAX + 1];
	void (*put)(struct yearly *y);
};

/* -- what is no measure -- */

static unsigned long long least(void)
{
	return (unsigned long long)conf_number("lscb.small_numbers");
}

/* One number of a table, left out where it is small or tells of one that is. */
static const char *shown(struct yearly *y, unsigned long long n, bool hidden)
{
	y->hides = y->hides || hidden;
	return report_number(y->r->pool, n, hidden, least());
}

static void left_out_say(struct yearly *y)
{
	if (y->hides)
		annual_body_text(&y->body, pool_printf(y->r->pool, "%s: left out, for a number below %llu "
		    "could be worked out from it.", REPORT_HIDDEN, least()));
	y->hides = false;
}

/* Numbers of columns first and so on of the rows, row by row; what is left out of each
 * in *hidden_r. */
static unsigned long long *numbers(struct yearly *y, const struct db_rows *rows, unsigned first,
    size_t columns, bool **hidden_r)
{
	struct pool *pool = y->r->pool;
	unsigned long long *n = pool_array(pool, rows->n * columns + 1, sizeof(*n));
	size_t i;

	*hidden_r = pool_array(pool, rows->n * columns + 1, sizeof(**hidden_r));
	for (i = 0; i < rows->n * columns; i++)
		n[i] = db_number(&rows->row[i / columns], first + (unsigned)(i % columns));
	report_hide_numbers(pool, n, rows->n, columns, least(), *hidden_r);
	return n;
}

/* The rows' columns after first: who was invited, and how many of them did what, the
 * rest last (it is not shown). Where those invited are left out, so is all of them. */
static void invited_put(struct yearly *y, const struct db_rows *rows, unsigned first, size_t kinds,
    const char *const *heads, size_t head_n)
{
	const char *cells[6];
	bool *hidden, *parted;
	unsigned long long *invited = numbers(y, rows, first, 1, &hidden);
	unsigned long long *part = numbers(y, rows, first + 1, kinds, &parted);
	size_t i, k;

	for (i = 0; i < rows->n; i++) {
		for (k = 0; k < head_n; k++)
			cells[k] = heads[i * head_n + k];
		cells[head_n] = shown(y, invited[i], hidden[i]);
		for (k = 0; k + 1 < kinds; k++)
			cells[head_n + 1 + k] = shown(y, part[i * kinds + k],
			    hidden[i] || parted[i * kinds + k]);
		annual_body_row(&y->body, cells, head_n + kinds);
	}
	left_out_say(y);
}

/* R1 */
static void panel_put(struct yearly *y)
{
	struct request *r = y->r;
	const char **heads;
	struct db_rows rows;
	size_t i;

	annual_body_table(&y->body, "seats", "Attendance, by seat", "Seat", "Invited", "Came",
	    "A deputy came", NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_YEARLY_SEATS], &rows, y->q.from, y->q.to);
	heads = pool_array(r->pool, rows.n + 1, sizeof(*heads));
	for (i = 0; i < rows.n; i++)
		heads[i] = lists_label("lscb-seat", db_text(&rows.row[i], 0), r->today);
	invited_put(y, &rows, 1, 3, heads, 1);
	annual_body_table(&y->body, "meetings", "Attendance, by meeting", "Meeting", "Panel", "Invited",
	    "Came", NULL);
	(void)db_list(r->db, &lscb_sql[LSCB_YEARLY_MEETINGS], &rows, y->q.from, y->q.to);
	heads = pool_array(r->pool, 2 * rows.n + 1, sizeof(*heads));
	for (i = 0; i < rows.n; i++) {
		heads[2 * i] = page_day(r, db_text(&rows.row[i], 0));
		heads[2 * i + 1] = lists_label("lscb-meeting", db_text(&rows.row[i], 1), r->today);
	}
	invited_put(y, &rows, 2, 2, heads, 2);
}

static void codes_put(struct yearly *y, const char *id, const char *caption, const char *list,
    const char *none, unsigned sql, int year)
{
	struct report q = report_whole(y->r, year);
	unsigned long long *n;
	struct db_rows rows;
	const char *cells[2];
	bool *hidden;
	size_t i;

	annual_body_table(&y->body, id, caption, "Status", "Number", NULL);
	(void)db_list(y->r->db, &lscb_sql[sql], &rows, q.from, q.to);
	n = numbers(y, &rows, 1, 1, &hidden);
	for (i = 0; i < rows.n; i++) {
		const char *code = db_text(&rows.row[i], 0);

		cells[0] = code[0] == '\0' ? none : lists_label(list, code, y->r->today);
		cells[1] = shown(y, n[i], hidden[i]);
		annual_body_row(&y->body, cells, 2);
	}
	left_out_say(y);
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
	lscb_plausible_publish(y->r, lscb_return_body(y->r, y->year), least(),
	    &y->body);
}

/* -- the parts -- */

static const struct part parts[] = {
	{ .heading = "PANEL", .put = panel_put },
	{ .heading = "NOTIFIED", .measures = { "r2", "r2a", "r6" } },
	{ .heading = "COMPLETED", .measures = { "r7a" } },
	{ .heading = "TIME", .measures = { "r10", "r10b", "r12", "r12h" } },
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
