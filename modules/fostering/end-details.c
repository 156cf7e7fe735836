#include <string.h>

#include "fostering.h"
#include "lists.h"

/* 7: what is known of the end. It is written by one and signed off by a manager
 * who did not write it (close.c); while a manager's answer waits, it stands as
 * it was proposed. */

const struct field fostering_ending_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "end_reason", .type = FIELD_CODE, .choices = "fostering-end-reason",
	  .compact = true, .label = "Why it ended" },
	{ .name = "end_note", .type = FIELD_MEMO, .max = 4000, .rows = 3,
	  .label = "What is known of it" },
	{ .name = "receiver_name", .type = FIELD_TEXT, .max = 210, .width = 30,
	  .label = "Who received the child" },
	{ .name = "receiver_address", .type = FIELD_MEMO, .max = 400, .rows = 3,
	  .label = "Their address" },
	{ .name = "receiver_relation", .type = FIELD_CODE, .choices = "fostering-relationship",
	  .compact = true, .label = "What they are to the child" },
	{ .name = "end_known", .type = FIELD_TEXT, .max = 300, .label = "How this is known" },
	{ .name = "told_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which the carer gave notice of the end",
	  .hint = "Regulation 10: within 48 hours. Leave it empty when no notice came" },
	{ .name = "welfare_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day of the check that the child is well" },
	{ .name = "welfare_note", .type = FIELD_MEMO, .max = 4000, .rows = 3,
	  .label = "What was found" },
	{ .name = "final_report", .type = FIELD_MEMO, .max = 16000, .rows = 10,
	  .label = "Final report" },
	{ .name = "then", .type = FIELD_TOKEN },
	FOSTERING_WARNING_FIELDS,
	{ 0 }
};

enum { REASON, NOTE, NAME, ADDRESS, RELATION, KNOWN, WELFARE_ON, WELFARE, REPORT, ENDED_AT };

#define FIRST	1	/* of the table, as the columns of the statement */
static const char *const names[] = {
	[REASON] = "end_reason", [NOTE] = "end_note", [NAME] = "receiver_name",
	[ADDRESS] = "receiver_address", [RELATION] = "receiver_relation", [KNOWN] = "end_known",
	[WELFARE_ON] = "welfare_on", [WELFARE] = "welfare_note", [REPORT] = "final_report"
};

static const char *text(const struct db_row *row, unsigned column)
{
	const char *value = db_text(row, column);

	return value == NULL ? "" : value;
}

static bool flagged(const char *reason, const char *flag)
{
	return lists_flag("fostering-end-reason", reason, flag);
}

/* What must be done before the case can close. */
static const char *first_task(struct request *r, const struct record *record)
{
	struct task *tasks;
	size_t i, n;

	n = task_list(r, record, &tasks);
	for (i = 0; i < n && tasks[i].open; i++)
		if (lists_flag("fostering-task", tasks[i].kind, "first"))
			return lists_label("fostering-task", tasks[i].kind, r->today);
	return NULL;
}

const char *fostering_ending_missing(struct request *r, const struct record *record)
{
	const char *reason, *task;
	struct db_row row;

	if (!db_find(r->db, &fostering_sql[FOSTERING_END_DETAILS], &row, record->id))
		return "The details of the end are missing.";
	reason = text(&row, REASON);
	if (reason[0] == '\0')
		return "Why it ended is missing.";
	if (!flagged(reason, "stays") && (text(&row, NAME)[0] == '\0' ||
	    text(&row, ADDRESS)[0] == '\0' || text(&row, RELATION)[0] == '\0'))
		return "Who received the child, their address, and what they are to the child are missing.";
	if (!flagged(reason, "stays") && text(&row, KNOWN)[0] == '\0')
		return "How this is known is missing.";
	if (!flagged(reason, "unseen") && (db_text(&row, WELFARE_ON) == NULL ||
	    text(&row, WELFARE)[0] == '\0'))
		return "The check that the child is well is missing.";
	if (text(&row, REPORT)[0] == '\0')
		return "The final report is missing.";
	task = first_task(r, record);
	return task == NULL ? NULL : pool_printf(r->pool, "This is still to be done: %s.", task);
}

void fostering_ending_summary(struct request *r, struct node *body, const struct record *record)
{
	const struct fostering_arrangement *a = fostering_of(r);
	struct node *s = node_add(body, "summary");
	struct db_row row;
	unsigned i;

	if (!db_find(r->db, &fostering_sql[FOSTERING_END_DETAILS], &row, record->id))
		return;
	(void)page_row(s, "Ended", db_text(&row, ENDED_AT) == NULL ? page_day(r, a->end_on) :
	    fostering_when(r, db_text(&row, ENDED_AT), db_number(&row, ENDED_AT + 1) != 0));
	for (i = REASON; i <= REPORT; i++) {
		const struct field *f = fostering_ending_input + FIRST;

		while (strcmp(f->name, names[i]) != 0)
			f++;
		(void)page_row(s, f->label, text(&row, i)[0] == '\0' ? NULL :
		    field_show(r->pool, f, text(&row, i)));
	}
	if (a->aftercare)
		(void)page_row(s, "Aftercare", "May qualify for advice and assistance until 21");
}

/* -- the page -- */

static bool writable(struct request *r, const struct record *record)
{
	struct approval open;

	return strcmp(record->state, "END_DUE") == 0 && fostering_end_writer(r, record) &&
	    !approval_waits(r, record, "END", &open);
}

static int ending_page(struct request *r, const struct record *record,
    const struct fostering_warnings *w, int status)
{
	struct node *body = casework_page(r, record, "ending", "Details of the end"), *form, *buttons;
	const struct field *f;

	if (!writable(r, record)) {
		if (strcmp(record->state, "END_DUE") == 0 && fostering_end_writer(r, record))
			(void)page_para(body, "It waits for a manager to sign it off.");
		fostering_ending_summary(r, body, record);
		fostering_end_letter_offer(r, body, record);
		return status;
	}
	(void)page_para(body, "Save what is known as you learn it. A manager is asked once it says why it "
	    "ended, who received the child and how this is known, what the check of the child found, and "
	    "the final report is written, as far as the reason asks for them.");
	form = page_form(r, body, r->http->path);
	for (f = fostering_ending_input + FIRST; f->label != NULL; f++)
		(void)page_field(r, form, f, NULL);
	fostering_warnings_put(r, form, w);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Save", "secondary", "then", "save");
	(void)page_button(buttons, "Save and ask a manager to sign it off", "primary", "then", "close");
	return status;
}

int fostering_ending_show(struct request *r)
{
	static const struct fostering_warnings none = { .n = 0 };
	struct record record;
	struct db_row row;
	unsigned i;

	if (!casework_load(r, &record) || fostering_of(r)->end_on == NULL)
		return page_not_found(r);
	if (db_find(r->db, &fostering_sql[FOSTERING_END_DETAILS], &row, record.id))
		for (i = REASON; i <= REPORT; i++)
			input_slot(&r->input, names[i])->value = text(&row, i);
	return ending_page(r, &record, &none, 200);
}

static void rules(struct request *r)
{
	const char *day = fostering_of(r)->end_on;

	fostering_end_rules(r, "end_reason", input_text(&r->input, "end_reason"));
	if (input_text(&r->input, "welfare_on")[0] != '\0' &&
	    strcmp(input_text(&r->input, "welfare_on"), day) < 0)
		input_refuse(&r->input, "welfare_on", "This is before the end");
	if (lists_flag("fostering-end-reason", input_text(&r->input, "end_reason"), "specify"))
		input_needs(&r->input, "end_note", "Say why it ended");
}

static void ending_write(struct request *r, const struct record *record)
{
	const struct input *in = &r->input;
	const char *welfare = input_text(in, "welfare_on");

	(void)db_write(r->db, &fostering_sql[FOSTERING_END_SAVE], input_text(in, "end_reason"),
	    input_text(in, "end_note"), input_text(in, "receiver_name"),
	    input_text(in, "receiver_address"), input_text(in, "receiver_relation"),
	    input_text(in, "end_known"), welfare[0] == '\0' ? NULL : welfare,
	    input_text(in, "welfare_note"), input_text(in, "final_report"), record->id);
	if (input_text(in, "told_on")[0] != '\0')
		deadline_met_on(r, record, "T6", input_text(in, "told_on"));
}

/* Another reason than before has consequences of its own; that of a death is
 * taken back with the reason. */
static void reason_changed(struct request *r, struct record *record, const char *before)
{
	const char *now = input_text(&r->input, "end_reason");

	if (strcmp(now, before) == 0)
		return;
	if (strcmp(before, "DEATH") == 0)
		fostering_death_undone(r, record);
	fostering_end_follows(r, record, now);
}

static int asked(struct request *r, const struct record *record)
{
	const char *missing = fostering_ending_missing(r, record);
	struct node *body;

	if (missing == NULL) {
		fostering_approval_ask(r, record, "END", "The details of the end and the final report",
		    "An end waits for you to sign it off");
		event_add(r, record, "close.proposed", "Details of the end complete", false);
		return request_redirect(r, "%s", casework_path(r, record));
	}
	/* What was typed stays saved; a page of 200 says what is missing. */
	body = casework_page(r, record, "ending", "Saved, and not complete yet");
	(void)page_para(body, missing);
	casework_link(r, body, record, "Go on with the details", "/ending", "button");
	return 200;
}

int fostering_ending_save(struct request *r)
{
	struct fostering_warnings w = { .n = 0 };
	const char *before;
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!writable(r, &record))
		return casework_moved_on(r);
	rules(r);
	fostering_end_warnings(r, &record, fostering_of(r)->end_on, &w);
	if (!input_valid(&r->input, r->pool) || !fostering_warnings_confirmed(r, &w))
		return ending_page(r, &record, &w, 422);
	before = fostering_of(r)->end_reason;
	ending_write(r, &record);
	(void)fostering_again(r, &record);
	reason_changed(r, &record, before);
	if (input_is(&r->input, "then", "close"))
		return asked(r, &record);
	return request_redirect(r, "%s", casework_path(r, &record));
}
