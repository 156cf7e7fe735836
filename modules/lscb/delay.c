#include <string.h>

#include "conf.h"
#include "date.h"
#include "delay-rules.h"
#include "late.h"
#include "lists.h"
#include "meeting.h"
#include "triage.h"

/* 3.4: how old a review is, by colour; who takes longer than six months says why. */

const struct field lscb_delay_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "code", .type = FIELD_CODE, .choices = "lscb-delay", .required = true,
	  .label = "Why does the review take so long?" },
	{ .name = "note", .type = FIELD_TEXT, .max = 120, .label = "In your words",
	  .hint = "Without the child's name" },
	{ 0 }
};

static bool under_way(const char *state)
{
	return lscb_has("GATHERING DISCUSSION HOLD READY LISTED ADJOURNED", state);
}

static bool age_of(struct request *r, const char *state, const char *died_on, enum delay_age *age_r)
{
	struct date died, today;

	if (!under_way(state) || died_on == NULL || !date_parse(died_on, &died) ||
	    !date_parse(r->today, &today))
		return false;
	*age_r = delay_age(died, today, strcmp(state, "HOLD") == 0,
	    (int)conf_number("lscb.amber_days"), (int)conf_number("lscb.red_months"));
	return true;
}

const char *lscb_colour(struct request *r, const char *state, const char *died_on,
    const char **word_r)
{
	static const struct { const char *colour, *word; } ages[DELAY_AGE__MAX] = {
		[DELAY_GREEN] = { "green", "In good time" },
		[DELAY_AMBER] = { "orange", "Getting late" },
		[DELAY_RED] = { "red", "Late" },
		[DELAY_PURPLE] = { "purple", "On hold" },
	};
	enum delay_age age;

	if (!age_of(r, state, died_on, &age))
		return NULL;
	*word_r = ages[age].word;
	return ages[age].colour;
}

static bool late(struct request *r, const struct record *record)
{
	enum delay_age age;

	return age_of(r, strcmp(record->state, "HOLD") == 0 ? "READY" : record->state,
	    lscb_of(r)->died_on, &age) && age == DELAY_RED;
}

void lscb_delay_panel(struct request *r, const struct record *record, struct node *list)
{
	const struct lscb_death *d = lscb_of(r);
	const char *word = "", *colour = lscb_colour(r, record->state, d->died_on, &word);
	struct date died, today;
	struct node *row;

	if (colour == NULL || !date_parse(d->died_on, &died) || !date_parse(r->today, &today))
		return;
	row = lscb_part(r, record, list, "How long it takes", pool_printf(r->pool,
	    "%ld day%s since the death%s%s",
	    date_days(died, today), date_days(died, today) == 1 ? "" : "s", d->delay_reason[0] == '\0' ? "" : "\n",
	    d->delay_reason[0] == '\0' ? "" : lists_label("lscb-delay", d->delay_reason, r->today)),
	    d->delay_reason[0] == '\0' ? "Say why so long" : "Change the reason",
	    late(r, record) && request_may(r, LSCB_WORK) ? "/delay" : NULL);
	node_set(node_leaf(row, "value", word), "tag", colour);
}

static int delay_page(struct request *r, const struct record *record, int status)
{
	struct node *body = casework_page(r, record, "delay", "Why it takes so long");

	page_route_form(r, body, "Save", "primary");
	return status;
}

/* A death that was told of late is proposed as the reason. */
static void prefill(struct request *r)
{
	const struct lscb_death *d = lscb_of(r);
	struct date died, notified;

	if (d->delay_reason[0] != '\0')
		input_slot(&r->input, "code")->value = d->delay_reason;
	else if (date_parse(d->died_on, &died) && d->notified_on != NULL &&
	    date_parse(d->notified_on, &notified) && delay_late_notice(died, notified,
	    (int)conf_number("lscb.late_notice_days")))
		input_slot(&r->input, "code")->value = "LATE-NOTICE";
}

int lscb_delay_show(struct request *r)
{
	struct record record;

	if (!casework_load(r, &record) || !late(r, &record))
		return page_not_found(r);
	prefill(r);
	return delay_page(r, &record, 200);
}

int lscb_delay_save(struct request *r)
{
	const char *code = input_text(&r->input, "code"), *label;
	struct record record;

	if (!casework_lock(r, &record) || !late(r, &record))
		return page_not_found(r);
	if (lists_flag("lscb-delay", code, "specify"))
		input_needs(&r->input, "note", "Say why in your words");
	lscb_nameless(r, record.id, "note");
	if (!input_valid(&r->input, r->pool))
		return delay_page(r, &record, 422);
	label = lists_label("lscb-delay", code, r->today);
	(void)db_write(r->db, &lscb_sql[LSCB_DELAY_SET], code, record.id);
	event_add(r, &record, "delay", pool_printf(r->pool, "%s%s%s", label,
	    input_text(&r->input, "note")[0] == '\0' ? "" : ": ", input_text(&r->input, "note")),
	    false);
	return request_redirect(r, "%s", casework_path(r, &record));
}

/* A date of the response or of a discussion: reasons of its own list. */
const struct field lscb_late_input[] = {
	LATE_FIELDS("lscb-late"),
	{ 0 }
};

int lscb_late_save(struct request *r)
{
	struct record record;

	if (!casework_lock(r, &record))
		return page_not_found(r);
	lscb_nameless(r, record.id, "reason");
	return late_save(r);
}
