#include <string.h>

#include "lists.h"
#include "meeting.h"
#include "text.h"
#include "triage.h"

/* 1.8: a process ends with its own kind of outcome; or the chair goes ahead without
 * it, with a reason. */

#define ID	{ .name = "id", .type = FIELD_HANDLE, .required = true }
#define GATE	{ .name = "gate", .type = FIELD_NUMBER, .max = 9, .required = true }

const struct field lscb_gate_number_input[] = { ID, GATE, { 0 } };

const struct field lscb_gate_end_input[] = {
	ID, GATE,
	{ .name = "ended_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it ended" },
	{ .name = "outcome", .type = FIELD_CODE, .choices = "lscb-gate-outcome",
	  .required = true, .label = "How did it end?" },
	{ .name = "inquest", .type = FIELD_CODE, .choices = "lscb-inquest", .compact = true,
	  .label = "Conclusion of the inquest" },
	{ .name = "note", .type = FIELD_MEMO, .max = 2000, .rows = 4,
	  .label = "Its words", .hint = "For an inquest, the text of the conclusion" },
	{ 0 }
};

const struct field lscb_gate_override_input[] = {
	ID, GATE,
	{ .name = "why", .type = FIELD_MEMO, .max = 1000, .rows = 4, .required = true,
	  .label = "Why does the panel go ahead without it?" },
	{ 0 }
};

static bool gate_find(struct request *r, const struct record *record, struct db_row *row_r)
{
	unsigned long long id;

	return text_number(input_text(&r->input, "gate"), &id) && db_find(r->db,
	    &lscb_sql[LSCB_GATE_FIND], row_r, record->id, id);
}

static const char *outcomes(const char *code)
{
	static const char *const flags[] = { "out-cor", "out-crim", "out-scr", "out-pm", "out-cdrm",
	    "out-formb", "out-nhs", "out-oth" };
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
		if (lists_flag("lscb-gate", code, flags[i]))
			return flags[i];
	return "";
}

static void summary_put(struct request *r, struct node *body, const struct db_row *g)
{
	struct node *s = node_add(body, "summary");

	(void)page_row(s, "Process", lists_label("lscb-gate", db_text(g, 1), r->today));
	(void)page_row(s, "Body", db_text(g, 4));
	(void)page_row(s, "Its reference", db_text(g, 5));
	(void)page_row(s, "Since", page_day(r, db_text(g, 6)));
	(void)page_row(s, "Expected to end", page_day(r, db_text(g, 7)));
	(void)page_row(s, "Last asked", page_day(r, db_text(g, 8)));
}

/* -- the end -- */

static void end_form(struct request *r, struct node *body, const struct db_row *g)
{
	struct node *form = page_form(r, body, r->http->path);
	const char *flag = outcomes(db_text(g, 1));
	const struct field *f;

	for (f = lscb_gate_end_input; f->name != NULL; f++) {
		struct field own = *f;

		if (f->label == NULL || (strcmp(f->name, "inquest") == 0 && strcmp(flag, "out-cor") != 0))
			continue;
		if (strcmp(f->name, "outcome") == 0) {
			own.list = NULL;
			own.choices = pool_printf(r->pool, "lscb-gate-outcome:%s", flag);
		}
		page_field_of(r, form, &own, true);
	}
	(void)page_button(page_buttons(form), "It has ended", "primary", NULL, NULL);
}

static int end_page(struct request *r, const struct record *record, const struct db_row *g,
    int status)
{
	struct node *body = casework_page(r, record, "gate", "A process has ended");

	summary_put(r, body, g);
	end_form(r, body, g);
	return status;
}

int lscb_gate_end_show(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_load(r, &record) || !gate_find(r, &record, &row))
		return page_not_found(r);
	return end_page(r, &record, &row, 200);
}

static void end_rules(struct request *r, const struct db_row *g)
{
	const char *outcome = input_text(&r->input, "outcome"), *on = input_text(&r->input, "ended_on");

	if (outcome[0] != '\0' && !lists_flag("lscb-gate-outcome", outcome, outcomes(db_text(g, 1))))
		input_refuse(&r->input, "outcome", "Choose an outcome of this process");
	if (strcmp(outcome, "CONCLUDED") == 0) {
		input_needs(&r->input, "inquest", "Enter the conclusion of the inquest");
		input_needs(&r->input, "note", "Enter the text of the conclusion");
	}
	if (on[0] != '\0' && lscb_of(r)->died_on != NULL && strcmp(on, lscb_of(r)->died_on) < 0)
		input_refuse(&r->input, "ended_on", "This is before the death");
}

void lscb_panel_clock(struct request *r, const struct record *record, const char *from)
{
	if (lscb_of(r)->form_set[0] != 'C')
		return;
	deadline_drop(r, record, "PANEL");
	casework_clock_start(r, record, "PANEL", from);
}

static void ended(struct request *r, const struct record *record, const char *code,
    const char *on)
{
	event_add(r, record, "gate.end", pool_printf(r->pool, "Ended: %s",
	    lists_label("lscb-gate", code, r->today)), false);
	task_kind_done(r, record, "PARALLEL", "");
	if (strcmp(code, "G-COR") == 0 || strcmp(code, "G-CDRM") == 0)
		lscb_panel_clock(r, record, on);
}

void lscb_gate_end(struct request *r, const struct record *record, const char *code,
    const char *outcome, const char *on)
{
	if (db_write(r->db, &lscb_sql[LSCB_GATE_CODE_END], outcome, on, record->id, code) > 0)
		ended(r, record, code, on);
}

int lscb_gate_end_save(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !gate_find(r, &record, &row))
		return page_not_found(r);
	end_rules(r, &row);
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return end_page(r, &record, &row, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_GATE_END], input_text(&r->input, "outcome"),
	    input_text(&r->input, "inquest"), input_text(&r->input, "note"),
	    input_text(&r->input, "ended_on"), record.id, db_number(&row, 0));
	ended(r, &record, db_text(&row, 1), input_text(&r->input, "ended_on"));
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* -- the chair goes ahead -- */

static int override_page(struct request *r, const struct record *record, const struct db_row *g,
    int status)
{
	struct node *body = casework_page(r, record, "gate", "Go ahead without it");

	summary_put(r, body, g);
	page_route_form(r, body, "Go ahead", "warning");
	return status;
}

int lscb_gate_override_show(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_load(r, &record) || !gate_find(r, &record, &row))
		return page_not_found(r);
	return override_page(r, &record, &row, 200);
}

int lscb_gate_override_save(struct request *r)
{
	struct record record;
	struct db_row row;

	if (!casework_lock(r, &record) || !gate_find(r, &record, &row))
		return page_not_found(r);
	lscb_nameless(r, record.id, "why");
	if (!input_valid(&r->input, r->pool))
		return override_page(r, &record, &row, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_GATE_OVERRIDE], input_text(&r->input, "why"),
	    request_account(r), record.id, db_number(&row, 0));
	event_add(r, &record, "gate.override", pool_printf(r->pool, "The chair goes ahead without: %s",
	    lists_label("lscb-gate", db_text(&row, 1), r->today)), false);
	notice_add(r, &record, record.owner, "The chair goes ahead without a process");
	return request_redirect(r, "%s", casework_path(r, &record));
}
