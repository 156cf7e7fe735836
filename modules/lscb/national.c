#include <string.h>

#include "conf.h"
#include "lists.h"
#include "national.h"
#include "secret.h"
#include "text.h"
#include "triage.h"

/* 6.2 and 7.2: the file names the child, so it is made once the case is open by name; a
 * file is a disclosure, and what became of it is written beside it. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define FILE_ID	{ .name = "number", .type = FIELD_NUMBER, .max = 4, .required = true }

const struct field lscb_national_input[] = {
	ID,
	{ .name = "part", .type = FIELD_CODE, .choices = "lscb-national", .required = true,
	  .label = "What goes into the file?" },
	{ 0 }
};
const struct field lscb_national_file_input[] = { ID, FILE_ID, { 0 } };
const struct field lscb_national_mark_input[] = {
	ID, FILE_ID,
	{ .name = "sent_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Sent or keyed in on", .hint = "Never by ordinary e-mail" },
	{ .name = "acknowledged_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Acknowledged on" },
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .width = 20,
	  .label = "Reference of the national database", .hint = "Needed with the acknowledgement" },
	{ 0 }
};

enum column { NUMBER, PART, CHECKSUM, AT, GIVEN, FAMILY, SENT_ON, ACKNOWLEDGED_ON, REFERENCE };

static bool over(const struct record *record)
{
	return strcmp(record->state, "COMPLETED") == 0 || strcmp(record->state, "CLOSED") == 0;
}

void lscb_national_panel(struct request *r, const struct record *record, struct node *list)
{
	if (over(record) && request_may(r, LSCB_WORK))
		(void)lscb_part(r, record, list, "National data set", "A file of the completed review",
		    "Open", "/national");
}

static const char *stands(struct request *r, const struct db_row *f)
{
	if (db_text(f, ACKNOWLEDGED_ON) != NULL)
		return pool_printf(r->pool, "%s, acknowledged %s as %s", lists_label("lscb-ncmd", "FINALISED",
		    r->today), page_day(r, db_text(f, ACKNOWLEDGED_ON)), db_text(f, REFERENCE));
	if (db_text(f, SENT_ON) != NULL)
		return pool_printf(r->pool, "%s %s", lists_label("lscb-ncmd", "SENT", r->today),
		    page_day(r, db_text(f, SENT_ON)));
	return lists_label("lscb-ncmd", "DRAFT", r->today);
}

static void files_put(struct request *r, struct node *body, const struct record *record)
{
	struct node *table = page_table(body, "files", "Files", "None has been made.", "File", "What",
	    "Made", "By", "Status", "", NULL), *row, *cell;
	const char *path = pool_printf(r->pool, "%s/national", casework_path(r, record));
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_NATIONALS], &rows, record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *f = &rows.row[i];

		row = node_add(table, "row");
		cell = page_cell(row, pool_printf(r->pool, "%llu", db_number(f, NUMBER)));
		node_set(cell, "head", "yes");
		node_set(cell, "href", pool_printf(r->pool, "%s/%llu/file", path, db_number(f, NUMBER)));
		(void)page_cell(row, lists_label("lscb-national", db_text(f, PART), r->today));
		(void)page_cell(row, page_when(r, db_text(f, AT)));
		(void)page_cell(row, pool_printf(r->pool, "%s %s", db_text(f, GIVEN), db_text(f, FAMILY)));
		(void)page_cell(row, stands(r, f));
		cell = page_cell(row, db_text(f, ACKNOWLEDGED_ON) == NULL ? "Sent, acknowledged" : "");
		if (db_text(f, ACKNOWLEDGED_ON) == NULL) {
			node_set(cell, "href", pool_printf(r->pool, "%s/%llu", path, db_number(f, NUMBER)));
			node_set(cell, "what", pool_printf(r->pool, "(file %llu)", db_number(f, NUMBER)));
		}
	}
}

static int national_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "national", "National data set");

	(void)page_para(body, "The answers of the case in the order of the forms, for the national "
	    "database. A file names the child: making one is written down as a disclosure.");
	files_put(r, body, record);
	if (!lscb_of(r)->named) {
		casework_link(r, body, record, "Open by name, to make a file", "/name", "button");
		return status;
	}
	(void)page_form_of(r, body, lscb_national_input, pool_printf(r->pool, "%s/national",
	    casework_path(r, record)), "Make the file", "primary");
	return status;
}

int lscb_national_show(struct request *r)
{
	struct record record;

	return casework_load(r, &record) && over(&record) ? national_page(r, &record, 200) :
	    page_not_found(r);
}

static const char *checksum_of(struct request *r, const char *bytes, size_t len)
{
	unsigned char hash[SECRET_BYTES];

	secret_hash(bytes, len, hash);
	return secret_to_text(r->pool, hash, sizeof(hash));
}

int lscb_national_make(struct request *r)
{
	const char *part = input_text(&r->input, "part"), *bytes = NULL;
	struct record record;
	size_t len;

	if (!casework_lock(r, &record) || !over(&record) || !lscb_of(r)->named)
		return page_not_found(r);
	if (input_slot(&r->input, "part")->error == NULL && part[0] != '\0' &&
	    (bytes = lscb_national_bytes(r, &record, part, &len)) == NULL)
		input_refuse(&r->input, "part", "The case has no answer of that kind");
	if (!input_valid(&r->input, r->pool) || bytes == NULL)
		return national_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_NATIONAL_ADD], record.id, part,
	    checksum_of(r, bytes, len), request_account(r), record.id);
	(void)db_write(r->db, &lscb_sql[LSCB_DISCLOSURE_ADD], record.id, r->today,
	    conf_text("lscb.national_body"), conf_text("lscb.national_power"),
	    pool_printf(r->pool, "Data set file: %s", lists_label("lscb-national", part, r->today)), "Y",
	    lscb_me(r), r->today, request_account(r));
	event_add(r, &record, "national", "A file of the national data set was made", false);
	r->audit.detail = part;
	return request_redirect(r, "%s/national", casework_path(r, &record));
}

static bool file_read(struct request *r, const struct record *record, struct db_row *row_r)
{
	unsigned long long number;

	return text_number(input_text(&r->input, "number"), &number) &&
	    db_find(r->db, &lscb_sql[LSCB_NATIONAL_FIND], row_r, record->id, number);
}

int lscb_national_file(struct request *r)
{
	const char *bytes;
	struct record record;
	struct db_row f;
	size_t len;

	if (!casework_load(r, &record) || !over(&record) || !file_read(r, &record, &f))
		return page_not_found(r);
	if (!lscb_of(r)->named)
		return request_redirect(r, "%s/name", casework_path(r, &record));
	bytes = lscb_national_bytes(r, &record, db_text(&f, PART), &len);
	if (bytes == NULL || strcmp(checksum_of(r, bytes, len), db_text(&f, CHECKSUM)) != 0)
		return page_message(r, 409, "The case says something else now", "An answer has changed since "
		    "this file was made. Go back and make a new one.");
	r->audit.detail = pool_printf(r->pool, "%s file %llu", record.reference, db_number(&f, NUMBER));
	return request_file(r, pool_printf(r->pool, "%s-%s.csv", record.reference, db_text(&f, PART)),
	    "text/csv; charset=utf-8", bytes, len);
}

static int mark_page(struct request *r, const struct record *record, const struct db_row *f,
    int status)
{
	struct node *body = casework_page(r, record, "national", "What became of the file");

	(void)page_para(body, pool_printf(r->pool, "File %llu, %s: %s", db_number(f, NUMBER),
	    lists_label("lscb-national", db_text(f, PART), r->today), stands(r, f)));
	if (db_text(f, ACKNOWLEDGED_ON) == NULL)
		(void)page_form_of(r, body, lscb_national_mark_input, pool_printf(r->pool,
		    "%s/national/%llu", casework_path(r, record), db_number(f, NUMBER)), "Save", "primary");
	return status;
}

int lscb_national_mark_show(struct request *r)
{
	struct record record;
	struct db_row f;

	if (!casework_load(r, &record) || !over(&record) || !file_read(r, &record, &f))
		return page_not_found(r);
	if (db_text(&f, SENT_ON) != NULL)
		input_slot(&r->input, "sent_on")->value = db_text(&f, SENT_ON);
	return mark_page(r, &record, &f, 200);
}

static void mark_rules(struct request *r)
{
	const char *sent = lscb_day(r, "sent_on"), *back = lscb_day(r, "acknowledged_on");

	if (back == NULL)
		return;
	input_needs(&r->input, "reference", "Enter the reference that it was acknowledged by");
	if (sent != NULL && strcmp(back, sent) < 0)
		input_refuse(&r->input, "acknowledged_on", "It cannot have been acknowledged before it was sent");
}

int lscb_national_mark(struct request *r)
{
	const char *back = lscb_day(r, "acknowledged_on"), *reference = input_text(&r->input, "reference");
	struct record record;
	struct db_row f;

	if (!casework_lock(r, &record) || !over(&record) || !file_read(r, &record, &f))
		return page_not_found(r);
	mark_rules(r);
	if (!input_valid(&r->input, r->pool))
		return mark_page(r, &record, &f, 422);
	if (db_write(r->db, &lscb_sql[LSCB_NATIONAL_MARK], input_text(&r->input, "sent_on"), back,
	    back == NULL ? "" : reference, request_account(r), record.id, db_number(&f, NUMBER)) != 1)
		return casework_moved_on(r);
	(void)db_write(r->db, &lscb_sql[LSCB_NATIONAL_STATE], back == NULL ? "SENT" : "FINALISED",
	    back == NULL ? "" : reference, record.id);
	task_kind_done(r, &record, "NCMD", "");
	if (back != NULL)
		task_kind_done(r, &record, "NCMD-FINAL", "");
	event_add(r, &record, "national", back == NULL ? "National data set sent" :
	    "National data set acknowledged", false);
	return request_redirect(r, "%s/national", casework_path(r, &record));
}
