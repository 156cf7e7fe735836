#include <string.h>

#include "caf.h"
#include "lists.h"
#include "terms.h"
#include "text.h"

/* sections.md 5.6: the sharing log of a case, for those who work on it or answer for
 * it, and by reference for the auditor, who sees nothing else of the case. */

const struct field caf_share_one_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "share", .type = FIELD_NUMBER, .required = true },
	{ 0 }
};

const struct field caf_sharing_input[] = {
	{ .name = "reference", .type = FIELD_TEXT, .max = 40, .required = true, .width = 20,
	  .label = "Reference of the case", .hint = "For instance CAF-890-2026-000123/1" },
	{ 0 }
};

bool caf_share_reader(const struct record *record)
{
	return record_is(record, "OWNER COA LP MANAGER SERVICE ARCHIVE");
}

static void share_from(struct request *r, const struct db_row *row, struct caf_share *s)
{
	*s = (struct caf_share){ .id = db_number(row, 0), .decision = db_text(row, 1),
	    .shared_at = db_text(row, 2), .to_person = db_text(row, 3), .to_agency = db_text(row, 4),
	    .service = db_text(row, 5), .what = db_text(row, 6), .parts = db_text(row, 7),
	    .purpose = db_text(row, 8), .agreement = db_text(row, 9), .ground = db_text(row, 10),
	    .not_told = db_text(row, 11), .facts = db_text(row, 12), .opinions = db_text(row, 13),
	    .reported = db_text(row, 14), .why = db_text(row, 15), .consulted = db_text(row, 16),
	    .told = db_text(row, 17), .told_on = db_text(row, 18), .method = db_text(row, 19),
	    .late_note = db_text(row, 20), .at = db_text(row, 21),
	    .by = pool_printf(r->pool, "%s %s", db_text(row, 22), db_text(row, 23)),
	    .meeting = (unsigned)db_number(row, 24), .as_at = db_text(row, 25) };
}

bool caf_share_find(struct request *r, const struct record *record, unsigned long long id,
    struct caf_share *share_r)
{
	struct db_row row;

	if (id == 0 || !db_find(r->db, &caf_sql[CAF_SHARES], &row, record->id, id, id))
		return false;
	share_from(r, &row, share_r);
	return caf_service_shown(r, record, share_r->service);
}

const char *caf_share_parts(struct request *r, const char *parts)
{
	const char *all = "";
	size_t n;

	for (; *parts != '\0'; parts += n) {
		parts += strspn(parts, " ");
		n = strcspn(parts, " ");
		all = pool_printf(r->pool, "%s%s%s", all, all[0] == '\0' ? "" : ", ",
		    terms_apply(r->pool, lists_label("share-part", pool_strndup(r->pool, parts, n),
		    r->today)));
	}
	return all;
}

static const char *joined(struct request *r, const char *a, const char *b)
{
	return a[0] == '\0' || b[0] == '\0' ? pool_printf(r->pool, "%s%s", a, b) :
	    pool_printf(r->pool, "%s, %s", a, b);
}

/* What of the case, and which meeting's minutes. */
static const char *what(struct request *r, const struct caf_share *s)
{
	const char *parts = caf_share_parts(r, s->parts);

	if (s->meeting != 0)
		parts = pool_printf(r->pool, "%s (meeting %u)", parts, s->meeting);
	return joined(r, parts, s->what);
}

static const char *told(struct request *r, const struct caf_share *s)
{
	if (strcmp(s->told, "Y") == 0)
		return pool_printf(r->pool, "Yes, %s", caf_day(r, s->told_on));
	if (strcmp(s->told, "N") == 0)
		return pool_printf(r->pool, "No. %s", lists_label("no-tell-reason", s->not_told, r->today));
	return "";
}

static const char *agreement(struct request *r, const struct caf_share *s)
{
	const char *status = lists_label("agreement-status", s->agreement, r->today);

	return s->ground[0] == '\0' ? status : pool_printf(r->pool, "%s. %s", status,
	    lists_label("share-ground", s->ground, r->today));
}

static const char *decided(const struct caf_share *s)
{
	return strcmp(s->decision, "SHARED") == 0 ? "Shared" : "Not shared";
}

/* -- one row in full -- */

static void share_put(struct request *r, struct node *body, const struct caf_share *s)
{
	struct node *t = node_add(body, "summary");
	const char *service = s->service[0] == '\0' ? "" :
	    lists_label("service", s->service, r->today);

	node_set(t, "card", "yes");
	node_set(t, "title", pool_printf(r->pool, "%s %s", decided(s), page_when(r, s->shared_at)));
	(void)page_row(t, strcmp(s->decision, "SHARED") == 0 ? "To" : "Asked for by",
	    joined(r, s->to_person, joined(r, s->to_agency, service)));
	(void)page_row(t, "What", what(r, s));
	(void)page_row(t, "Purpose", s->purpose);
	(void)page_row(t, "Agreement", agreement(r, s));
	(void)page_row(t, "Facts", s->facts);
	(void)page_row(t, "Opinions", s->opinions);
	(void)page_row(t, "Reported by others", s->reported);
	(void)page_row(t, "Why", s->why);
	(void)page_row(t, "Consulted", s->consulted);
	(void)page_row(t, "Family told", told(r, s));
	(void)page_row(t, "Method", lists_label("share-method", s->method, r->today));
	(void)page_row(t, "Recorded", pool_printf(r->pool, "%s by %s", page_when(r, s->at), s->by));
	if (s->late_note[0] != '\0')
		(void)page_row(t, "Recorded late because", s->late_note);
}

static void copy_link(struct request *r, struct node *body, const struct record *record,
    const struct caf_episode *e, const struct caf_share *s)
{
	struct caf_copy copy;

	(void)page_link(body, "Print what was shared", NULL, "/caf/case/%s/sharing/%llu/copy",
	    record->handle, s->id);
	caf_copy_new(r, record, e, s, &copy);
	if (copy.left_out[0] != '\0')
		(void)page_para(body, pool_printf(r->pool, "Left out of the copy: %s. It is not for this "
		    "recipient, or the family keeps it back.", caf_share_parts(r, copy.left_out)));
}

int caf_share_one(struct request *r)
{
	unsigned long long number;
	struct caf_episode e;
	struct record record;
	struct caf_share s;
	struct node *body;

	if (!caf_load(r, &record, &e) || !caf_share_reader(&record) ||
	    !text_number(input_text(&r->input, "share"), &number) ||
	    !caf_share_find(r, &record, number, &s))
		return page_not_found(r);
	body = page_begin(r, "sharing", "Entry of the sharing log");
	page_back(r, "Sharing log", "/caf/case/%s/sharing", record.handle);
	caf_identity(r, &record, &e);
	(void)page_heading(body, 1, "Entry of the sharing log");
	share_put(r, body, &s);
	if (strcmp(s.decision, "SHARED") == 0 && s.parts[0] != '\0')
		copy_link(r, body, &record, &e, &s);
	return 200;
}

/* -- the list -- */

static void log_row(struct request *r, struct node *table, const struct record *record,
    const struct caf_share *s)
{
	struct node *row = node_add(table, "row"), *cell = page_cell(row, page_when(r, s->shared_at));

	node_set(cell, "head", "yes");
	node_set(cell, "href", pool_printf(r->pool, "/caf/case/%s/sharing/%llu", record->handle, s->id));
	(void)page_cell(row, decided(s));
	(void)page_cell(row, joined(r, s->to_person, s->to_agency));
	(void)page_cell(row, what(r, s));
	(void)page_cell(row, agreement(r, s));
	(void)page_cell(row, s->late_note[0] == '\0' ? s->by : pool_printf(r->pool, "%s, late", s->by));
}

int caf_shares_show(struct request *r)
{
	struct node *body, *table, *buttons;
	struct caf_episode e;
	struct record record;
	struct db_rows rows;
	size_t i;

	if (!caf_load(r, &record, &e) || !caf_share_reader(&record))
		return page_not_found(r);
	body = page_begin(r, "sharing", "Sharing log");
	page_back(r, "Case", "/caf/case/%s", record.handle);
	caf_identity(r, &record, &e);
	(void)page_heading(body, 1, "Sharing log");
	(void)page_para(body, "What was passed to whom, with or without agreement, and what was asked "
	    "for and kept back.");
	if (record_is(&record, "OWNER COA LP SERVICE")) {
		buttons = page_buttons(body);
		node_set(page_button(buttons, "Record a disclosure", "primary", NULL, NULL), "href",
		    pool_printf(r->pool, "/caf/case/%s/share?decision=SHARED", record.handle));
		node_set(page_button(buttons, "Record a decision not to share", "secondary", NULL, NULL),
		    "href", pool_printf(r->pool, "/caf/case/%s/share?decision=WITHHELD", record.handle));
	}
	table = page_table(body, "shares", "Entries", "Nothing is recorded yet.", "When", "Decision",
	    "To", "What", "Agreement", "Recorded by", NULL);
	(void)db_list(r->db, &caf_sql[CAF_SHARES], &rows, record.id, 0ULL, 0ULL);
	for (i = 0; i < rows.n; i++) {
		struct caf_share s;

		share_from(r, &rows.row[i], &s);
		if (caf_service_shown(r, &record, s.service))
			log_row(r, table, &record, &s);
	}
	return 200;
}

/* -- the auditor's -- */

static struct node *sharing_page(struct request *r)
{
	struct node *body = page_begin(r, "sharing", "Sharing log"), *form;

	(void)page_heading(body, 1, "Sharing log");
	(void)page_para(body, "The log of one case, by its reference. Nothing else of the case is shown.");
	form = page_form(r, body, "/caf/sharing");
	if (r->input.n == 0)
		(void)page_control(r, form, &caf_sharing_input[0], "reference", "", NULL, NULL);
	else
		page_fields(r, form, caf_sharing_input);
	(void)page_button(page_buttons(form), "Show the log", "primary", NULL, NULL);
	return body;
}

int caf_sharing_show(struct request *r)
{
	(void)sharing_page(r);
	return 200;
}

static void sharing_put(struct request *r, struct node *body, unsigned long long id)
{
	struct db_rows rows;
	size_t i, n = 0;

	(void)page_heading(body, 2, "Entries");
	(void)db_list(r->db, &caf_sql[CAF_SHARES], &rows, id, 0ULL, 0ULL);
	for (i = 0; i < rows.n; i++) {
		struct caf_share s;

		share_from(r, &rows.row[i], &s);
		/* 5.4: the name of a sensitive service is not the auditor's either. */
		if (lists_flag("service", s.service, "sensitive"))
			continue;
		share_put(r, body, &s);
		n++;
	}
	if (n == 0)
		(void)page_para(body, "Nothing is recorded under this reference.");
}

int caf_sharing_find(struct request *r)
{
	struct db_row row;
	bool found;

	if (!input_valid(&r->input, r->pool)) {
		(void)sharing_page(r);
		return 422;
	}
	found = db_find(r->db, &caf_sql[CAF_SHARE_RECORD], &row, input_text(&r->input, "reference"));
	if (found) {
		r->audit.object = "record";
		r->audit.object_id = db_number(&row, 0);
		r->audit.child = db_number(&row, 1);
	}
	sharing_put(r, sharing_page(r), found ? db_number(&row, 0) : 0);
	return 200;
}
