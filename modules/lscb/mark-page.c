#include <string.h>

#include "lists.h"
#include "triage.h"

/* What happened and which pathways apply may look different later: each change is a
 * row of its own, and the forms that are asked for follow it. */

const struct field lscb_marks_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "expected", .type = FIELD_CODE, .choices = "lscb-expected", .required = true,
	  .label = "Was the death expected?" },
	{ .name = "events", .type = FIELD_CODES, .required_if = "expected", .choices = "lscb-event",
	  .label = "What happened?", .hint = "Each opens its own supplementary form" },
	{ .name = "principal", .type = FIELD_CODE, .choices = "lscb-event", .compact = true,
	  .label = "Which of them counts in the return?", .hint = "Needed where there is more than one" },
	{ .name = "flags", .type = FIELD_CODES, .choices = "lscb-pathway",
	  .label = "Special pathways" },
	{ 0 }
};

void lscb_marks_rules(struct request *r)
{
	const char *events = input_text(&r->input, "events");
	const char *principal = input_text(&r->input, "principal");

	if (!lists_flag("lscb-scope", lscb_of(r)->scope, "jar"))
		input_needs(&r->input, "events", "Say what happened, or that it is not known");
	if (strchr(events, ' ') != NULL)
		input_needs(&r->input, "principal", "Say which of them counts in the return");
	if (principal[0] != '\0' && !lscb_has(events, principal))
		input_refuse(&r->input, "principal", "Choose one of those that you ticked");
}

void lscb_marks_keep(struct request *r, const struct record *record)
{
	const char *events = input_text(&r->input, "events");

	lscb_marks_set(r, record, "EVENT", events, strchr(events, ' ') == NULL ? events :
	    input_text(&r->input, "principal"));
	lscb_marks_set(r, record, "FLAG", input_text(&r->input, "flags"), "");
}

static const char *words(struct request *r, const char *list, const char *codes)
{
	const char *text = "", *at;
	size_t n;

	for (at = codes; *at != '\0'; at += n + (at[n] == ' ')) {
		n = strcspn(at, " ");
		text = pool_printf(r->pool, "%s%s%s", text, text[0] == '\0' ? "" : "\n",
		    lists_label(list, pool_printf(r->pool, "%.*s", (int)n, at), r->today));
	}
	return text;
}

void lscb_marks_panel(struct request *r, const struct record *record, struct node *list)
{
	const char *flags = words(r, "lscb-pathway", lscb_marks(r, record, "FLAG"));
	const char *events = words(r, "lscb-event", lscb_marks(r, record, "EVENT"));
	const char *counts = lscb_word(r, "lscb-event", lscb_principal(r, record));
	const char *expected = lscb_word(r, "lscb-expected", lscb_of(r)->expected);

	if (strcmp(record->state, "NOTIFIED") == 0)
		return;
	if (counts != NULL && strcmp(counts, events) != 0)
		counts = pool_printf(r->pool, "\nCounts in the return: %s", counts);
	else
		counts = "";
	(void)lscb_part(r, record, list, "What happened", pool_printf(r->pool, "%s%s%s%s%s%s",
	    expected == NULL ? "" : expected, expected == NULL || events[0] == '\0' ? "" : "\n",
	    events, counts, flags[0] == '\0' ? "" : "\nPathways:\n", flags), "Change",
	    request_may(r, LSCB_WORK) && record->closed_at == NULL ? "/marks" : NULL);
}

static int marks_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "marks", "What happened");

	page_route_form(r, body, "Save", "primary");
	return status;
}

static bool open_for(const struct record *record)
{
	return record->closed_at == NULL && strcmp(record->state, "NOTIFIED") != 0 &&
	    strcmp(record->state, "COMPLETED") != 0;
}

int lscb_marks_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (!open_for(&record))
		return casework_moved_on(r);
	input_slot(&r->input, "expected")->value = lscb_of(r)->expected;
	input_slot(&r->input, "events")->value = lscb_marks(r, &record, "EVENT");
	input_slot(&r->input, "principal")->value = lscb_principal(r, &record);
	input_slot(&r->input, "flags")->value = lscb_marks(r, &record, "FLAG");
	return marks_page(r, &record, 200);
}

int lscb_marks_save(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	if (!open_for(&record))
		return casework_moved_on(r);
	lscb_marks_rules(r);
	if (!input_valid(&r->input, r->pool))
		return marks_page(r, &record, 422);
	(void)db_write(r->db, &lscb_sql[LSCB_EXPECTED_SET], input_text(&r->input, "expected"),
	    request_account(r), r->today, record.id);
	lscb_marks_keep(r, &record);
	event_add(r, &record, "marks", "What happened was changed", false);
	return request_redirect(r, "%s", casework_path(r, &record));
}
