#include <string.h>

#include "date.h"
#include "filter.h"
#include "lists.h"
#include "report.h"
#include "return.h"
#include "secret.h"
#include "yearly.h"

/* 5.7: the annual report. What a page shows of it is the same text that is kept when it
 * is put before the chair, so that nothing else is published than what was approved. */

#define YEAR_FIRST	2009
#define YEARS_BACK	4

const struct field lscb_yearly_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4 },
	{ 0 }
};
const struct field lscb_yearly_put_input[] = {
	{ .name = "year", .type = FIELD_NUMBER, .max = 4, .required = true },
	{ 0 }
};
#define REPORT_ID	{ .name = "report", .type = FIELD_HANDLE, .required = true }
const struct field lscb_yearly_one_input[] = { REPORT_ID, { 0 } };
const struct field lscb_yearly_approve_input[] = {
	REPORT_ID,
	{ .name = "sure", .type = FIELD_TICK, .required = true,
	  .label = "I have read this report and approve that it is published" },
	{ 0 }
};

struct kept {
	unsigned long long id, number, account;
	int year;
	const char *handle, *status, *body, *checksum, *at, *by, *approved_at, *approved_by;
};

static const char *label_of(struct request *r, int year)
{
	return pool_printf(r->pool, "%d to %d", year - 1, year);
}

/* Without a year that which ended last. */
static bool year_read(struct request *r, int *year_r, const char **label_r)
{
	unsigned long long asked = filter_number(r, "year");
	int now = report_year(date_today()) + 1;

	if ((asked == 0 && !input_is(&r->input, "year", "")) ||
	    (asked != 0 && (asked < YEAR_FIRST || asked > (unsigned long long)now)))
		return false;
	*year_r = asked == 0 ? now - 1 : (int)asked;
	*label_r = label_of(r, *year_r);
	return true;
}

const struct annual_book lscb_annual_book = {
	.title = "Annual report",
	.path = "/lscb/annual",
	.list = "lscb-annual",
	.year = year_read,
	.texts = LSCB_ANNUAL_TEXTS,
	.versions = LSCB_ANNUAL_VERSIONS,
	.add = LSCB_ANNUAL_ADD,
	.draft = LSCB_ANNUAL_DRAFT,
	.draft_save = LSCB_ANNUAL_DRAFT_SAVE,
	.draft_end = LSCB_ANNUAL_DRAFT_END,
};

static void kept_from(struct request *r, const struct db_row *row, struct kept *k_r)
{
	*k_r = (struct kept){ .id = db_number(row, 0), .handle = db_text(row, 1),
	    .year = (int)db_number(row, 2), .number = db_number(row, 3), .status = db_text(row, 4),
	    .body = db_text(row, 5), .checksum = db_text(row, 6), .account = db_number(row, 7),
	    .at = db_text(row, 8), .by = pool_printf(r->pool, "%s %s", db_text(row, 9),
	    db_text(row, 10)), .approved_at = db_text(row, 11),
	    .approved_by = db_text(row, 11) == NULL ? NULL : pool_printf(r->pool, "%s %s",
	    db_text(row, 12), db_text(row, 13)) };
}

static bool kept_read(struct request *r, struct kept *k_r)
{
	struct db_row row;

	if (!db_find(r->db, &lscb_sql[LSCB_YEARLY_FIND], &row, input_text(&r->input, "report")))
		return false;
	kept_from(r, &row, k_r);
	r->audit.detail = pool_printf(r->pool, "%d version %llu", k_r->year, k_r->number);
	return true;
}

static bool published(const struct kept *k)
{
	return strcmp(k->status, "PUBLISHED") == 0;
}

/* -- as it stands now -- */

static void years_put(struct request *r, struct node *body, int shown)
{
	struct node *nav = page_nav(body, "Years");
	int last = report_year(date_today()) + 1, year = last - YEARS_BACK;

	for (year = shown < year ? shown : year; year <= last; year++)
		page_nav_item(nav, pool_printf(r->pool, "/lscb/annual?year=%d", year), label_of(r, year),
		    year == shown);
}

static void versions_put(struct request *r, struct node *body, int year)
{
	struct node *table = page_table(body, "reports", "Put before the chair", "Not yet.", "Version",
	    "Status", "Made", "Approved", NULL), *row;
	struct db_rows rows;
	struct kept k;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_YEARLIES], &rows, (unsigned long long)year);
	for (i = 0; i < rows.n; i++) {
		kept_from(r, &rows.row[i], &k);
		row = node_add(table, "row");
		node_set(page_cell(row, pool_printf(r->pool, "%llu", k.number)), "href",
		    pool_printf(r->pool, "/lscb/annual/%s", k.handle));
		node_set(page_cell(row, lists_label("lscb-annual-status", k.status, r->today)), "tag",
		    published(&k) ? "green" : "yellow");
		(void)page_cell(row, pool_printf(r->pool, "%s, %s", k.by, page_when(r, k.at)));
		(void)page_cell(row, k.approved_at == NULL ? "" : pool_printf(r->pool, "%s, %s",
		    k.approved_by, page_when(r, k.approved_at)));
	}
}

/* Its written parts, and the step to the chair. */
static void work_put(struct request *r, struct node *body, int year)
{
	const struct codelist *list = lists_find("lscb-annual");
	struct node *box, *form;
	size_t i;

	box = node_add(body, "details");
	node_set(box, "summary", "Write the parts");
	for (i = 0; i < list->n; i++)
		if (code_open(&list->codes[i], r->today))
			annual_words_link(r, page_para(box, ""), year, list->codes[i].code);
	form = page_form(r, body, "/lscb/annual");
	(void)page_hidden(r, form, "year", pool_printf(r->pool, "%d", year));
	(void)page_button(page_buttons(form), "Put before the chair", "secondary", NULL, NULL);
}

int lscb_yearly_show(struct request *r)
{
	struct node *body;
	const char *label;
	int year;

	if (!year_read(r, &year, &label))
		return page_not_found(r);
	r->audit.detail = pool_printf(r->pool, "year=%d", year);
	body = page_begin(r, "annual", "Annual report");
	page_about(r, label);
	page_back(r, "Reports", "/lscb/report");
	node_set(page_heading(body, 1, "Annual report"), "caption", label);
	years_put(r, body, year);
	(void)page_para(body, "As it stands now. Small numbers are left out, and what would give them away.");
	versions_put(r, body, year);
	if (request_may(r, LSCB_WORK))
		work_put(r, body, year);
	annual_body_put(r, body, lscb_yearly_body(r, year), false);
	return 200;
}

/* Two at the same moment: the number is unique by year. */
int lscb_yearly_put(struct request *r)
{
	const char *handle = secret_handle(r->pool), *body, *label;
	unsigned char hash[SECRET_BYTES];
	struct db_row row;
	int year;

	if (!year_read(r, &year, &label) ||
	    !db_find(r->db, &lscb_sql[LSCB_YEARLY_LAST], &row, (unsigned long long)year))
		return page_not_found(r);
	body = lscb_yearly_body(r, year);
	secret_hash(body, strlen(body), hash);
	if (db_insert(r->db, &lscb_sql[LSCB_YEARLY_ADD], handle, (unsigned long long)year,
	    db_number(&row, 0) + 1, body, secret_to_text(r->pool, hash, sizeof(hash)),
	    request_account(r)) == 0)
		return page_message(r, 409, "Somebody else did it", "Somebody else put the report of this "
		    "year before the chair at the same moment. Go back and look at it.");
	r->audit.detail = pool_printf(r->pool, "%d version %llu", year, db_number(&row, 0) + 1);
	return request_redirect(r, "/lscb/annual/%s", handle);
}

/* -- as it was put before the chair -- */

/* The chair who has not made it. */
static bool may_approve(struct request *r, const struct kept *k)
{
	return request_may(r, LSCB_PUBLISH) && k->account != request_account(r) && !published(k);
}

static int one_page(struct request *r, const struct kept *k, int status)
{
	struct node *body = page_begin(r, "annual", "Annual report"), *s;

	page_about(r, label_of(r, k->year));
	page_back(r, "Annual report", "/lscb/annual?year=%d", k->year);
	node_set(page_heading(body, 1, "Annual report"), "caption", label_of(r, k->year));
	s = node_add(body, "summary");
	(void)page_row(s, "Version", pool_printf(r->pool, "%llu, by %s, %s", k->number, k->by,
	    page_when(r, k->at)));
	(void)page_row(s, "Status", lists_label("lscb-annual-status", k->status, r->today));
	if (k->approved_at != NULL)
		(void)page_row(s, "Approved", pool_printf(r->pool, "%s, %s", k->approved_by,
		    page_when(r, k->approved_at)));
	(void)page_row(s, "Checksum", k->checksum);
	(void)page_link(body, "Print", NULL, "/lscb/annual/%s/print", k->handle);
	if (may_approve(r, k))
		(void)page_form_of(r, body, lscb_yearly_approve_input, pool_printf(r->pool,
		    "/lscb/annual/%s", k->handle), "Approve and publish", "primary");
	annual_body_put(r, body, k->body, false);
	return status;
}

int lscb_yearly_one(struct request *r)
{
	struct kept k;

	return kept_read(r, &k) ? one_page(r, &k, 200) : page_not_found(r);
}

int lscb_yearly_print(struct request *r)
{
	struct node *print;
	struct kept k;

	if (!kept_read(r, &k))
		return page_not_found(r);
	print = annual_print(r, "Annual report on child deaths", label_of(r, k.year),
	    published(&k) ? NULL : "OFFICIAL-SENSITIVE, not approved yet");
	page_back(r, "Annual report", "/lscb/annual/%s", k.handle);
	annual_body_put(r, print, k.body, true);
	return 200;
}

int lscb_yearly_approve(struct request *r)
{
	struct kept k;

	if (!kept_read(r, &k) || !may_approve(r, &k))
		return page_not_found(r);
	if (!input_valid(&r->input, r->pool))
		return one_page(r, &k, 422);
	if (db_write(r->db, &lscb_sql[LSCB_YEARLY_APPROVE], request_account(r), k.id) != 1)
		return page_message(r, 409, "Already approved", "Somebody else has approved this version.");
	return request_redirect(r, "/lscb/annual/%s", k.handle);
}
