#include "meeting.h"
#include "pack.h"

#include <string.h>

#include "account.h"
#include "lists.h"
#include "secret.h"
#include "text.h"

/* 5.3: a pack from its draft to the meeting: built, every marked word answered, seen by
 * a second person, issued. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }

const struct field lscb_pack_input[] = { ID, { 0 } };

const struct field lscb_pack_build_input[] = {
	ID,
	{ .name = "questions", .type = FIELD_MEMO, .max = 4000, .label = "Questions for the panel",
	  .hint = "They stand at the end of the pack" },
	{ .name = "why", .type = FIELD_TEXT, .max = 300,
	  .label = "Why the pack that there is cannot be used" },
	{ 0 }
};

const struct field lscb_pack_confirm_input[] = {
	ID,
	{ .name = "seen", .type = FIELD_TICK, .required = true,
	  .label = "I have read all of it, and it does not say who it is about" },
	{ 0 }
};

bool lscb_pack_of(struct request *r, const struct record *record, struct lscb_pack *pack_r)
{
	struct db_row p;

	if (!db_find(r->db, &lscb_sql[LSCB_PACK_OF], &p, record->id))
		return false;
	*pack_r = (struct lscb_pack){ .id = db_number(&p, 0), .handle = db_text(&p, 1),
	    .status = db_text(&p, 2), .body = db_text(&p, 3), .built_by = db_number(&p, 4),
	    .built_at = db_text(&p, 5), .checked_by = db_number(&p, 6), .checked_at = db_text(&p, 7),
	    .confirmed_by = db_number(&p, 8), .confirmed_at = db_text(&p, 9),
	    .issued_at = db_text(&p, 10), .why = db_text(&p, 11), .meeting = db_number(&p, 12),
	    .checksum = db_text(&p, 13) };
	return true;
}

static bool is(const struct lscb_pack *pack, const char *status)
{
	return strcmp(pack->status, status) == 0;
}

static bool stands(const struct lscb_pack *pack)
{
	return !is(pack, "VOID") && !is(pack, "DESTROYED");
}

/* -- its page -- */

static void who_row(struct request *r, struct node *s, const char *key, unsigned long long account,
    const char *at)
{
	if (account != 0)
		(void)page_row(s, key, pool_printf(r->pool, "%s, %s", document_author(r, account),
		    page_when(r, at)));
}

static void facts_put(struct request *r, struct node *body, const struct lscb_pack *pack)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Pack", lists_label("lscb-pack", pack->status, r->today));
	who_row(r, s, "Built", pack->built_by, pack->built_at);
	who_row(r, s, "Marks cleared", pack->checked_by, pack->checked_at);
	who_row(r, s, "Read by a second person", pack->confirmed_by, pack->confirmed_at);
	if (pack->issued_at != NULL)
		(void)page_row(s, "Issued", page_when(r, pack->issued_at));
	if (pack->checksum[0] != '\0')
		(void)page_row(s, "Checksum", pack->checksum);
	if (pack->why[0] != '\0')
		(void)page_row(s, "Why it is void", pack->why);
}

static size_t open_marks(const struct pack_mark *marks, size_t n)
{
	size_t open = 0;

	for (size_t i = 0; i < n; i++)
		open += marks[i].answer[0] == '\0';
	return open;
}

static void button(struct request *r, struct node *body, const struct record *record,
    const char *below, const char *label)
{
	struct node *form = page_form(r, body, pool_printf(r->pool, "%s%s", casework_path(r, record),
	    below));

	(void)page_button(page_buttons(form), label, "primary", NULL, NULL);
}

static void draft_step(struct request *r, struct node *body, const struct record *record,
    const struct lscb_pack *pack)
{
	struct pack_mark *marks;
	size_t n = pack_marks(r, pack, &marks), open = open_marks(marks, n);

	if (open > 0) {
		(void)page_para(body, pool_printf(r->pool, "%zu %s to be looked at before it can be "
		    "confirmed.", open, open == 1 ? "word has" : "words have"));
		casework_link(r, body, record, "Look at the marked words", "/pack/marks", "button");
	} else {
		(void)page_para(body, "Every marked word has been looked at.");
		button(r, body, record, "/pack/check", "All marks are cleared");
	}
}

static void confirm_step(struct request *r, struct node *body, const struct record *record,
    const struct lscb_pack *pack, bool sent)
{
	struct node *form;

	if (request_account(r) == pack->built_by || request_account(r) == pack->checked_by) {
		(void)page_para(body, "Another coordinator has to read all of it and confirm it.");
		return;
	}
	form = page_form(r, body, pool_printf(r->pool, "%s/pack/confirm", casework_path(r, record)));
	page_field_of(r, form, &lscb_pack_confirm_input[1], sent);
	(void)page_button(page_buttons(form), "Confirm", "primary", NULL, NULL);
}

static void issue_step(struct request *r, struct node *body, const struct record *record)
{
	struct db_row meeting;

	if (!db_find(r->db, &lscb_sql[LSCB_PACK_MEETING], &meeting, record->id)) {
		(void)page_para(body, "It can be issued once the case is on the agenda of a meeting.");
		return;
	}
	(void)page_para(body, pool_printf(r->pool, "For the meeting of %s.",
	    page_day(r, db_text(&meeting, 1))));
	button(r, body, record, "/pack/issue", "Issue");
}

static int pack_page(struct request *r, const struct record *record, const struct lscb_pack *pack,
    int status)
{
	struct node *body = casework_page(r, record, "pack", "Pack for the panel");
	struct pack_mark *marks;
	size_t n;

	facts_put(r, body, pack);
	if (is(pack, "DRAFT"))
		draft_step(r, body, record, pack);
	else if (is(pack, "CHECKED"))
		confirm_step(r, body, record, pack, status == 422);
	else if (is(pack, "CONFIRMED"))
		issue_step(r, body, record);
	casework_link(r, body, record, stands(pack) ? "Build it anew" : "Build a pack", "/pack/build",
	    stands(pack) ? NULL : "button");
	if (is(pack, "ISSUED"))
		pack_copies_put(r, body, record, pack);
	if (stands(pack)) {
		n = pack_marks(r, pack, &marks);
		pack_body_show(r, body, pack_body_answered(r, pack->body, marks, n));
	}
	return status;
}

int lscb_pack_show(struct request *r)
{
	struct record record;
	struct lscb_pack pack;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (!lscb_pack_of(r, &record, &pack))
		return request_redirect(r, "%s/pack/build", casework_path(r, &record));
	return pack_page(r, &record, &pack, 200);
}

void lscb_pack_panel(struct request *r, const struct record *record, struct node *list)
{
	struct lscb_pack pack;
	bool some = lscb_pack_of(r, record, &pack);

	if (request_may(r, LSCB_WORK) && (some || (record->closed_at == NULL &&
	    strcmp(record->state, "COMPLETED") != 0)))
		(void)lscb_part(r, record, list, "Pack for the panel", some ? lists_label("lscb-pack",
		    pack.status, r->today) : "None has been built.", some ? "Open" : "Build",
		    some ? "/pack" : "/pack/build");
}

/* -- building -- */

static int build_page(struct request *r, const struct record *record, bool before, int status)
{
	struct node *body = casework_page(r, record, "pack-build", "Build a pack"), *form;

	(void)page_para(body, "It is made of the collated answers, the draft analysis and the timeline. "
	    "Names, days and places are taken out; words that may still be a name are marked for you.");
	form = page_form(r, body, pool_printf(r->pool, "%s/pack/build", casework_path(r, record)));
	(void)page_field(r, form, &lscb_pack_build_input[1], NULL);
	if (before)
		(void)page_field(r, form, &lscb_pack_build_input[2], NULL);
	(void)page_button(page_buttons(form), "Build", "primary", NULL, NULL);
	return status;
}

int lscb_pack_build_show(struct request *r)
{
	struct record record;
	struct lscb_pack pack;

	if (!casework_load(r, &record) || record.closed_at != NULL)
		return page_not_found(r);
	return build_page(r, &record, lscb_pack_of(r, &record, &pack) && stands(&pack), 200);
}

static void marks_keep(struct request *r, unsigned long long pack, const struct pack_mark *marks,
    size_t n)
{
	for (size_t i = 0; i < n; i++)
		(void)db_write(r->db, &lscb_sql[LSCB_PACK_MARK_ADD], pack, (unsigned long long)marks[i].number,
		    marks[i].word, marks[i].around);
}

int lscb_pack_build(struct request *r)
{
	const struct pack_mark *marks;
	const char *text;
	struct record record;
	struct lscb_pack pack;
	bool before, rare;
	size_t n;

	if (!casework_lock(r, &record) || record.closed_at != NULL)
		return page_not_found(r);
	before = lscb_pack_of(r, &record, &pack) && stands(&pack);
	if (before)
		input_needs(&r->input, "why", "Say why the pack that there is cannot be used");
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return build_page(r, &record, before, 422);
	if (before)
		(void)db_write(r->db, &lscb_sql[LSCB_PACK_VOID], input_text(&r->input, "why"), record.id);
	text = pack_build(r, &record, input_text(&r->input, "questions"), &rare, &marks, &n);
	marks_keep(r, db_insert(r->db, &lscb_sql[LSCB_PACK_ADD], secret_handle(r->pool), record.id, text,
	    request_account(r)), marks, n);
	event_add(r, &record, "pack.built", "Pack built", false);
	r->audit.detail = pool_printf(r->pool, "marks: %zu%s", n, rare ? "; rare group" : "");
	return request_redirect(r, "%s/pack%s", casework_path(r, &record), n > 0 ? "/marks" : "");
}

/* -- steps -- */

/* The record locked, and its pack in this state; else the answer in *status_r. */
static bool at(struct request *r, const char *status, struct record *record_r,
    struct lscb_pack *pack_r, int *status_r)
{
	if (!casework_lock(r, record_r) || !lscb_pack_of(r, record_r, pack_r)) {
		*status_r = page_not_found(r);
		return false;
	}
	if (is(pack_r, status))
		return true;
	*status_r = casework_moved_on(r);
	return false;
}

static int done(struct request *r, const struct record *record, long changed, const char *code,
    const char *title)
{
	if (changed != 1)
		return casework_moved_on(r);
	event_add(r, record, code, title, false);
	return request_redirect(r, "%s/pack", casework_path(r, record));
}

int lscb_pack_check(struct request *r)
{
	struct record record;
	struct lscb_pack pack;
	struct pack_mark *marks;
	size_t n;
	int status;

	if (!at(r, "DRAFT", &record, &pack, &status))
		return status;
	n = pack_marks(r, &pack, &marks);
	if (open_marks(marks, n) > 0)
		return casework_not_yet(r, &record, "There are marked words that nobody has looked at.");
	return done(r, &record, db_write(r->db, &lscb_sql[LSCB_PACK_CHECK], pack_body_answered(r, pack.body,
	    marks, n), request_account(r), pack.id), "pack.checked", "Marked words of the pack cleared");
}

int lscb_pack_confirm(struct request *r)
{
	unsigned long long me = request_account(r);
	struct record record;
	struct lscb_pack pack;
	int status;

	if (!at(r, "CHECKED", &record, &pack, &status))
		return status;
	if (me == pack.built_by || me == pack.checked_by)
		return casework_not_yet(r, &record, "Another coordinator has to confirm it.");
	if (!input_valid(&r->input, r->pool))
		return pack_page(r, &record, &pack, 422);
	return done(r, &record, db_write(r->db, &lscb_sql[LSCB_PACK_CONFIRM], me, pack.id, me, me),
	    "pack.confirmed", "Pack confirmed by a second person");
}

int lscb_pack_issue(struct request *r)
{
	unsigned char hash[SECRET_BYTES];
	struct record record;
	struct lscb_pack pack;
	struct db_row meeting;
	int status;

	if (!at(r, "CONFIRMED", &record, &pack, &status))
		return status;
	if (!db_find(r->db, &lscb_sql[LSCB_PACK_MEETING], &meeting, record.id))
		return casework_not_yet(r, &record, "The case is on the agenda of no meeting.");
	secret_hash(pack.body, strlen(pack.body), hash);
	return done(r, &record, db_write(r->db, &lscb_sql[LSCB_PACK_ISSUE], db_number(&meeting, 0),
	    text_hex(r->pool, hash, sizeof(hash)), pack.id), "pack.issued", "Pack issued");
}
