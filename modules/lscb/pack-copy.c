#include <string.h>

#include "account.h"
#include "conf.h"
#include "date.h"
#include "lists.h"
#include "meeting.h"
#include "pack.h"
#include "pdf.h"
#include "text.h"

/* 5.3, step 6: every copy has a number and a holder; paper comes back and is
 * destroyed. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define NUMBER	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true }

const struct field lscb_pack_paper_input[] = {
	ID,
	{ .name = "login", .type = FIELD_TOKEN, .max = 40, .required = true,
	  .label = "Who gets it" },
	{ 0 }
};

const struct field lscb_pack_copy_input[] = { ID, NUMBER, { 0 } };

const struct field lscb_pack_copy_dates_input[] = {
	ID, NUMBER,
	{ .name = "back_on", .type = FIELD_DATE, .not_future = true, .label = "Returned on" },
	{ .name = "destroyed_on", .type = FIELD_DATE, .not_future = true, .label = "Destroyed on" },
	{ 0 }
};

/* The first letter of a name, whole. */
static const char *initial(struct request *r, const char *name)
{
	size_t len = name[0] == '\0' ? 0 : 1;

	while (len > 0 && ((unsigned char)name[len] & 0xc0) == 0x80)
		len++;
	return pool_strndup(r->pool, name, len);
}

static void copy_from(struct request *r, const struct db_row *c, struct pack_copy *copy_r)
{
	const char *given = db_text(c, 6), *family = db_text(c, 7);

	*copy_r = (struct pack_copy){ .id = db_number(c, 0), .number = (unsigned)db_number(c, 1),
	    .medium = db_text(c, 2), .given_at = db_text(c, 3), .back_on = db_text(c, 4),
	    .destroyed_on = db_text(c, 5), .name = pool_printf(r->pool, "%s %s", given, family),
	    .login = db_text(c, 8), .initials = pool_printf(r->pool, "%s%s", initial(r, given), initial(r, family)) };
}

/* Two first looks at once ask for the same number; the later takes the next. */
static bool copy_add(struct request *r, unsigned long long pack, unsigned long long account,
    const char *medium)
{
	for (int i = 0; i < 3; i++) {
		if (db_write(r->db, &lscb_sql[LSCB_PACK_COPY_ADD], pack, pack, account, medium) != DB_DUPLICATE)
			return true;
	}
	return false;
}

bool pack_copy_mine(struct request *r, unsigned long long pack, struct pack_copy *copy_r)
{
	struct db_row c;

	if (!db_find(r->db, &lscb_sql[LSCB_PACK_COPY_OF], &c, pack, request_account(r))) {
		db_may_write(r->db, true);
		if (!copy_add(r, pack, request_account(r), "SCREEN") ||
		    !db_find(r->db, &lscb_sql[LSCB_PACK_COPY_OF], &c, pack, request_account(r)))
			return false;
	}
	copy_from(r, &c, copy_r);
	return true;
}

/* -- the file -- */

int pack_copy_file(struct request *r, const struct pack_copy *copy, const char *reference,
    const char *body)
{
	struct pdf_look look = { .title = pool_printf(r->pool, "Case %s", reference),
	    .stamp = pool_printf(r->pool, "%s, copy no. %u, %s", conf_text("lscb.pack_stamp"),
	    copy->number, copy->initials),
	    .foot = pool_printf(r->pool, "%s, for %s, printed %s", reference, copy->name,
	    page_when(r, r->now)),
	    .mark = pool_printf(r->pool, "COPY %u  %s", copy->number, copy->initials),
	    .made = date_now() };
	struct pdf *pdf = pdf_new(r->pool, &look);
	const char *bytes;
	size_t len;

	pdf_heading(pdf, 1, look.title);
	pack_body_print(r, pdf, body);
	if (!pdf_bytes(pdf, &bytes, &len))
		return page_message(r, 500, "The file could not be made",
		    "Nothing was changed. Read the pack on screen, or tell the service desk.");
	r->audit.detail = pool_printf(r->pool, "copy %u", copy->number);
	return request_file(r, pool_printf(r->pool, "%s-copy-%u.pdf", reference, copy->number),
	    "application/pdf", bytes, len);
}

/* -- the coordinator's list of copies -- */

void pack_copies_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_pack *pack)
{
	struct node *table, *row, *cell;
	struct pack_copy copy;
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_PACK_COPIES], &rows, pack->id);
	table = page_table(body, "copies", "Copies", "Nobody has had a copy yet.", "Copy", "Holder",
	    "Given", "Returned", "Destroyed", NULL);
	for (size_t i = 0; i < rows.n; i++) {
		copy_from(r, &rows.row[i], &copy);
		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "%u, %s", copy.number, lists_label("lscb-copy",
		    copy.medium, r->today)));
		node_set(cell, "head", "yes");
		if (strcmp(copy.medium, "PAPER") == 0)
			node_set(cell, "href", pool_printf(r->pool, "%s/pack/copy/%u", casework_path(r, record),
			    copy.number));
		(void)page_cell(row, copy.name);
		(void)page_cell(row, page_when(r, copy.given_at));
		(void)page_cell(row, page_day(r, copy.back_on));
		(void)page_cell(row, page_day(r, copy.destroyed_on));
	}
	casework_link(r, body, record, "Give out a copy on paper", "/pack/paper", NULL);
}

static bool issued(struct request *r, bool lock, struct record *record_r, struct lscb_pack *pack_r)
{
	return (lock ? casework_lock(r, record_r) : casework_load(r, record_r)) &&
	    lscb_pack_of(r, record_r, pack_r) && strcmp(pack_r->status, "ISSUED") == 0;
}

/* Who is invited and may read this pack. */
static int paper_page(struct request *r, const struct record *record, const struct lscb_pack *pack,
    int status)
{
	struct node *body = casework_page(r, record, "pack-paper", "Give out a copy on paper"), *form;
	const char *chosen = input_text(&r->input, "login");
	struct node *control;
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_PACK_INVITED], &rows, pack->id);
	if (rows.n == 0) {
		(void)page_para(body, "Nobody who is invited to the meeting may read this pack.");
		return status;
	}
	form = page_form(r, body, r->http->path);
	control = page_field(r, form, &lscb_pack_paper_input[1], "select");
	for (size_t i = 0; i < rows.n; i++)
		lscb_option(control, db_text(&rows.row[i], 1), pool_printf(r->pool, "%s %s",
		    db_text(&rows.row[i], 2), db_text(&rows.row[i], 3)), chosen);
	(void)page_button(page_buttons(form), "Number the copy", "primary", NULL, NULL);
	return status;
}

int lscb_pack_paper_show(struct request *r)
{
	struct record record;
	struct lscb_pack pack;

	return issued(r, false, &record, &pack) ? paper_page(r, &record, &pack, 200) : page_not_found(r);
}

static unsigned long long invited(struct request *r, unsigned long long pack, const char *login)
{
	struct db_rows rows;

	(void)db_list(r->db, &lscb_sql[LSCB_PACK_INVITED], &rows, pack);
	for (size_t i = 0; i < rows.n; i++) {
		if (strcmp(db_text(&rows.row[i], 1), login) == 0)
			return db_number(&rows.row[i], 0);
	}
	return 0;
}

int lscb_pack_paper(struct request *r)
{
	unsigned long long account;
	struct record record;
	struct lscb_pack pack;

	if (!issued(r, true, &record, &pack))
		return page_not_found(r);
	account = invited(r, pack.id, input_text(&r->input, "login"));
	if (account == 0 && input_text(&r->input, "login")[0] != '\0')
		input_refuse(&r->input, "login", "Choose who is invited and may read this pack");
	if (!input_valid(&r->input, r->pool))
		return paper_page(r, &record, &pack, 422);
	(void)copy_add(r, pack.id, account, "PAPER");
	return request_redirect(r, "%s/pack", casework_path(r, &record));
}

/* -- one copy on paper -- */

static bool copy_open(struct request *r, bool lock, struct record *record_r,
    struct lscb_pack *pack_r, struct pack_copy *copy_r)
{
	unsigned long long number;
	struct db_row c;

	if (!issued(r, lock, record_r, pack_r) ||
	    !text_number(input_text(&r->input, "number"), &number) ||
	    !db_find(r->db, &lscb_sql[LSCB_PACK_COPY_FIND], &c, pack_r->id, number))
		return false;
	copy_from(r, &c, copy_r);
	return strcmp(copy_r->medium, "PAPER") == 0;
}

static int copy_page(struct request *r, const struct record *record, const struct pack_copy *copy,
    int status)
{
	struct node *body = casework_page(r, record, "pack-copy", pool_printf(r->pool, "Copy %u on paper",
	    copy->number));
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Holder", copy->name);
	(void)page_row(s, "Given", page_when(r, copy->given_at));
	(void)page_row(s, "Returned", page_day(r, copy->back_on));
	(void)page_row(s, "Destroyed", page_day(r, copy->destroyed_on));
	casework_link(r, body, record, "The file to print", pool_printf(r->pool, "/pack/copy/%u/file",
	    copy->number), NULL);
	if (copy->destroyed_on == NULL)
		page_route_form(r, body, "Save", "primary");
	return status;
}

int lscb_pack_copy_show(struct request *r)
{
	struct record record;
	struct lscb_pack pack;
	struct pack_copy copy;

	return copy_open(r, false, &record, &pack, &copy) ? copy_page(r, &record, &copy, 200) :
	    page_not_found(r);
}

int lscb_pack_copy_dates(struct request *r)
{
	const char *back = input_text(&r->input, "back_on"), *gone = input_text(&r->input, "destroyed_on");
	struct record record;
	struct lscb_pack pack;
	struct pack_copy copy;

	if (!copy_open(r, true, &record, &pack, &copy))
		return page_not_found(r);
	if (copy.destroyed_on != NULL)
		return casework_moved_on(r);
	if (back[0] == '\0')
		input_needs(&r->input, "back_on", "Enter the day on which it was returned");
	if (gone[0] != '\0' && back[0] != '\0' && strcmp(gone, back) < 0)
		input_refuse(&r->input, "destroyed_on", "It cannot have been destroyed before it was returned");
	if (!input_valid(&r->input, r->pool))
		return copy_page(r, &record, &copy, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_PACK_COPY_DATES], back, gone[0] == '\0' ? NULL : gone, copy.id);
	return request_redirect(r, "%s/pack", casework_path(r, &record));
}

int lscb_pack_copy_file(struct request *r)
{
	struct record record;
	struct lscb_pack pack;
	struct pack_copy copy;

	return copy_open(r, false, &record, &pack, &copy) ?
	    pack_copy_file(r, &copy, record.reference, pack.body) : page_not_found(r);
}
