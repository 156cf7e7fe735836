#include <string.h>

#include "conf.h"
#include "date.h"
#include "lists.h"
#include "meeting.h"
#include "pack.h"
#include "pack-rules.h"
#include "secret.h"
#include "text.h"

/* 7.1: what a member of the panel sees: packs of the meetings to which they are
 * invited, while these are near, and nothing else. Whatever is not theirs answers as
 * what does not exist. */

enum { HANDLE, REFERENCE, MEETING, MEETS_ON, MEETS_AT, PLACE, AGE_BAND, SEX };	/* LSCB_PACKS_MINE */
enum { ID, RECORD, OF_CASE, OF_DAY, BODY, CHECKSUM };		/* LSCB_PACK_MINE */

const struct field lscb_pack_read_input[] = {
	{ .name = "pack", .type = FIELD_HANDLE, .required = true },
	{ 0 }
};

/* 7.2: the undertaking of confidentiality, in its present text. */
static bool undertaken(struct request *r)
{
	struct db_row row;

	return db_find(r->db, &lscb_sql[LSCB_PACK_SIGNED], &row, request_account(r),
	    (unsigned long long)conf_number("lscb.undertaking_version"));
}

static bool near(struct request *r, const char *meets_on)
{
	return pack_open(lscb_papers_on(r, meets_on), meets_on, r->today,
	    (int)conf_number("lscb.pack_days_after"));
}

static int sign_first(struct request *r)
{
	struct node *body = page_begin(r, "packs", "Packs for the panel");

	(void)page_heading(body, 1, "Packs for the panel");
	(void)page_para(body, "Before you read a pack you undertake to keep what it says to yourself.");
	(void)page_link(body, "Read and sign the undertaking", "button", "/lscb/undertaking");
	return 200;
}

/* The last day on which packs of a meeting are read. */
static const char *until(struct request *r, const char *meets_on)
{
	struct date meets;

	return !date_parse(meets_on, &meets) ? "" : page_day(r, date_iso(r->pool,
	    date_add_days(meets, conf_number("lscb.pack_days_after"))));
}

/* The hour, and where. */
static const char *occasion(struct request *r, const char *at, const char *place)
{
	return pool_printf(r->pool, "%s%s%s", lscb_meeting_time(r, at), place[0] == '\0' ? "" : ", ", place);
}

static void pack_put(struct request *r, struct node *table, const struct db_row *p)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, db_text(p, REFERENCE));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/lscb/packs/%s", db_text(p, HANDLE)));
	(void)page_cell(row, lists_label("lscb-age-band", db_text(p, AGE_BAND), r->today));
	(void)page_cell(row, lists_label("lscb-sex", db_text(p, SEX), r->today));
}

/* Those that can be read now, by meeting, the next one first. */
static size_t packs_put(struct request *r, struct node *body)
{
	unsigned long long meeting = 0;
	struct node *table = NULL;
	struct db_rows rows;
	size_t n = 0;

	(void)db_list(r->db, &lscb_sql[LSCB_PACKS_MINE], &rows, request_account(r), r->today, r->today);
	for (size_t i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		if (!near(r, db_text(p, MEETS_ON)))
			continue;
		if (table == NULL || db_number(p, MEETING) != meeting) {
			(void)page_heading(body, 2, pool_printf(r->pool, "Meeting of %s", page_day(r,
			    db_text(p, MEETS_ON))));
			(void)page_para(body, pool_printf(r->pool, "%s. Packs can be read until %s.",
			    occasion(r, db_text(p, MEETS_AT), db_text(p, PLACE)),
			    until(r, db_text(p, MEETS_ON))));
			table = page_table(body, pool_printf(r->pool, "packs-%llu", db_number(p, MEETING)),
			    pool_printf(r->pool, "Packs of %s", page_day(r, db_text(p, MEETS_ON))), "", "Case",
			    "Age", "Sex", NULL);
			node_set(table, "quiet", "yes");
			meeting = db_number(p, MEETING);
		}
		pack_put(r, table, p);
		n++;
	}
	return n;
}

/* The first meeting whose papers are not out yet. */
static void next_put(struct request *r, struct node *body, bool after)
{
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_PACKS_NEXT], &rows, request_account(r), r->today, r->today);
	for (size_t i = 0; i < rows.n; i++) {
		const char *on = db_text(&rows.row[i], 0), *papers = lscb_papers_on(r, on);

		if (papers == NULL || near(r, on))
			continue;
		(void)page_para(body, pool_printf(r->pool, "%s: %s, %s. Its packs can be read from %s.",
		    after ? "The meeting after" : "Your next meeting", page_day(r, on),
		    occasion(r, db_text(&rows.row[i], 1), db_text(&rows.row[i], 2)), page_day(r, papers)));
		return;
	}
}

int lscb_packs_show(struct request *r)
{
	struct node *body;
	size_t n;

	if (!undertaken(r))
		return sign_first(r);
	body = page_begin(r, "packs", "Packs for the panel");
	(void)page_heading(body, 1, "Packs for the panel");
	(void)page_para(body, "Packs of the meetings to which you are invited. Each look and each print is "
	    "logged. A pack of a case on which you report is shut until the coordinator has recorded a "
	    "conflict of interest; so is that of a case from which you withdrew.");
	n = packs_put(r, body);
	if (n == 0)
		(void)page_para(body, "There is no pack for you to read now.");
	next_put(r, body, n > 0);
	return 200;
}

/* -- one -- */

/* Is it what two people saw and froze? */
static bool whole(struct request *r, const struct db_row *p)
{
	unsigned char hash[SECRET_BYTES];

	secret_hash(db_text(p, BODY), strlen(db_text(p, BODY)), hash);
	return strcmp(text_hex(r->pool, hash, sizeof(hash)), db_text(p, CHECKSUM)) == 0;
}

/* Finds it and this person's copy; false with the answer in *status_r. */
static bool pack_found(struct request *r, struct db_row *p, struct pack_copy *copy_r, int *status_r)
{
	*status_r = 0;
	if (!db_find(r->db, &lscb_sql[LSCB_PACK_MINE], p, request_account(r), r->today,
	    input_text(&r->input, "pack")) || !near(r, db_text(p, OF_DAY)))
		*status_r = page_not_found(r);
	else if (!undertaken(r))
		*status_r = request_redirect(r, "/lscb/packs");
	else if (!whole(r, p))
		*status_r = page_message(r, 500, "This pack cannot be shown",
		    "It is not as it was when it was issued. Tell the coordinator.");
	else if (!pack_copy_mine(r, db_number(p, ID), copy_r))
		*status_r = 503;
	r->audit.object = "record";
	r->audit.object_id = *status_r == 0 ? db_number(p, RECORD) : 0;
	r->audit.relation = "PANEL";
	return *status_r == 0;
}

int lscb_pack_read(struct request *r)
{
	struct pack_copy copy;
	struct node *body;
	struct db_row p;
	int status;

	if (!pack_found(r, &p, &copy, &status))
		return status;
	r->audit.detail = pool_printf(r->pool, "copy %u", copy.number);
	body = page_begin(r, "pack-read", "Pack for the panel");
	page_about(r, db_text(&p, OF_CASE));
	page_back(r, "Packs for the panel", "/lscb/packs");
	(void)page_heading(body, 1, pool_printf(r->pool, "Case %s", db_text(&p, OF_CASE)));
	(void)node_leaf(body, "inset", pool_printf(r->pool, "%s, copy no. %u, %s. For %s, read %s",
	    conf_text("lscb.pack_stamp"), copy.number, copy.initials, copy.name,
	    page_when(r, r->now)));
	(void)page_link(body, "The same as a file to print", NULL, "/lscb/packs/%s/file",
	    input_text(&r->input, "pack"));
	pack_body_show(r, body, db_text(&p, BODY));
	return 200;
}

int lscb_pack_file(struct request *r)
{
	struct pack_copy copy;
	struct db_row p;
	int status;

	return pack_found(r, &p, &copy, &status) ?
	    pack_copy_file(r, &copy, db_text(&p, OF_CASE), db_text(&p, BODY)) : status;
}
