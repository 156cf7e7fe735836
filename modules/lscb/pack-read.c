#include <string.h>

#include "conf.h"
#include "lists.h"
#include "meeting.h"
#include "pack.h"
#include "pack-rules.h"
#include "secret.h"
#include "text.h"

/* 7.1: what a member of the panel sees: packs of the meetings to which they are
 * invited, while these are near, and nothing else. Whatever is not theirs answers as
 * what does not exist. */

enum { HANDLE, REFERENCE, MEETS_ON, AGE_BAND, SEX };		/* LSCB_PACKS_MINE */
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

int lscb_packs_show(struct request *r)
{
	struct node *body, *table, *row, *cell;
	struct db_rows rows;

	if (!undertaken(r))
		return sign_first(r);
	body = page_begin(r, "packs", "Packs for the panel");
	(void)page_heading(body, 1, "Packs for the panel");
	(void)page_para(body, "Packs of the meetings to which you are invited. They can be read for some "
	    "days before and after; each look and each print is logged.");
	(void)db_list(r->db, &lscb_sql[LSCB_PACKS_MINE], &rows, request_account(r), r->today);
	table = page_table(body, "packs", "Packs", "There is no pack for you to read now.", "Case",
	    "Meeting", "Age", "Sex", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];

		if (!near(r, db_text(p, MEETS_ON)))
			continue;
		row = node_add(table, "row");
		cell = page_cell(row, db_text(p, REFERENCE));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "/lscb/packs/%s", db_text(p, HANDLE)));
		(void)page_cell(row, page_day(r, db_text(p, MEETS_ON)));
		(void)page_cell(row, lists_label("lscb-age-band", db_text(p, AGE_BAND), r->today));
		(void)page_cell(row, lists_label("lscb-sex", db_text(p, SEX), r->today));
	}
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
