#include "intake.h"
#include "meeting.h"
#include "text.h"

/* A.14: ward and decile of deprivation of the address, as whoever keeps the case looks
 * them up; the log and the annual report count by them (5.7, R5). */

const struct field lscb_area_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "ward", .type = FIELD_TEXT, .max = 60, .width = 20, .label = "Ward" },
	{ .name = "decile", .type = FIELD_NUMBER, .max = 2, .width = 2,
	  .label = "Deprivation decile", .hint = "From 1, the most deprived tenth, to 10" },
	{ 0 }
};

static bool find(struct request *r, const struct record *record, struct db_row *row_r)
{
	return db_find(r->db, &lscb_sql[LSCB_AREA_FIND], row_r, record->id);
}

void lscb_area_panel(struct request *r, const struct record *record, struct node *list)
{
	struct db_row row;

	if (!request_may(r, LSCB_WORK) || !find(r, record, &row))
		return;
	(void)lscb_part(r, record, list, "Ward and deprivation", db_number(&row, 1) == 0 ?
	    db_text(&row, 0) : pool_printf(r->pool, "%s%sdecile %llu", db_text(&row, 0),
	    db_text(&row, 0)[0] == '\0' ? "" : ", ", db_number(&row, 1)), "Change", "/area");
}

static int area_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "area", "Ward and deprivation");

	page_route_form(r, body, "Save", "primary");
	return status;
}

int lscb_area_show(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_load(r, &record) || !find(r, &record, &row))
		return page_not_found(r);
	input_slot(&r->input, "ward")->value = db_text(&row, 0);
	if (db_number(&row, 1) != 0)
		input_slot(&r->input, "decile")->value = pool_printf(r->pool, "%llu", db_number(&row, 1));
	return area_page(r, &record, 200);
}

int lscb_area_save(struct request *r)
{
	unsigned long long decile = 0;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (record.closed_at != NULL)
		return casework_moved_on(r);
	if (text_number(input_text(&r->input, "decile"), &decile) && (decile < 1 || decile > 10))
		input_refuse(&r->input, "decile", "Enter a decile from 1 to 10");
	lscb_nameless(r, record.id, "ward");
	if (!input_valid(&r->input, r->pool))
		return area_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_AREA_SET], input_text(&r->input, "ward"), decile, record.id);
	return request_redirect(r, "%s", casework_path(r, &record));
}
