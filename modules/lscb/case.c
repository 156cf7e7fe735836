#include <string.h>

#include "ident.h"
#include "intake.h"
#include "keep.h"
#include "lists.h"
#include "lscb.h"
#include "request.h"
#include "triage.h"
#include "analysis.h"
#include "meeting.h"
#include "national.h"
#include "pack.h"

/* One death: what is known of it, what is due, what can be done. */

static const void *death_load(struct request *r, const struct record *record)
{
	struct lscb_death *d = pool_array(r->pool, 1, sizeof(*d));
	struct db_row row;

	if (lscb_reporter_only(record) || !lscb_lets(r, record))
		return NULL;
	if (!db_find(r->db, &lscb_sql[LSCB_DEATH_FIND], &row, record->id))
		return NULL;
	*d = (struct lscb_death){ .family = db_text(&row, 0), .given = db_text(&row, 1),
	    .aliases = db_text(&row, 2), .nhs = db_text(&row, 3), .nhs_none = db_text(&row, 4),
	    .born_on = db_text(&row, 5), .born_at = db_text(&row, 6), .line1 = db_text(&row, 7),
	    .line2 = db_text(&row, 8), .town = db_text(&row, 9), .postcode = db_text(&row, 10),
	    .baby_of = db_number(&row, 11) != 0, .form_set = db_text(&row, 12),
	    .notified_at = db_text(&row, 13), .notified_on = db_text(&row, 14),
	    .died_on = db_text(&row, 15), .died_at = db_text(&row, 16), .sex = db_text(&row, 17),
	    .age_band = db_text(&row, 18), .age_said = db_text(&row, 19),
	    .residence = db_text(&row, 20), .ethnicity = db_text(&row, 21),
	    .place = db_text(&row, 22), .place_event = db_text(&row, 23),
	    .expected = db_text(&row, 24), .scope = db_text(&row, 25),
	    .scope_step = db_text(&row, 26), .reviewing = db_text(&row, 27),
	    .completed_on = db_text(&row, 28), .conclusion = db_text(&row, 29),
	    .case_review = db_text(&row, 30), .delay_reason = db_text(&row, 31),
	    .return_year = (unsigned)db_number(&row, 32), .category = (unsigned)db_number(&row, 33),
	    .version = (unsigned)db_number(&row, 34) };
	d->age = lscb_age(r->pool, d->born_on, d->died_on);
	d->named = lscb_named(r, record);
	if (!d->named) {
		d->family = d->given = d->aliases = d->nhs = d->nhs_none = d->born_at = "";
		d->line1 = d->line2 = d->town = d->postcode = d->age_said = "";
		d->born_on = NULL;
	}
	return d;
}

const struct lscb_death *lscb_of(const struct request *r)
{
	return r->held;
}

const struct lscb_death *lscb_again(struct request *r, const struct record *record)
{
	r->held = death_load(r, record);
	return r->held;
}

const char *lscb_age_open(struct request *r, const struct lscb_death *d)
{
	if (d->age[0] != '\0' || d->age_band[0] == '\0')
		return d->age;
	return lists_label("lscb-age-band", d->age_band, r->today);
}

static const char *name_of(struct request *r, const struct lscb_death *d)
{
	if (d->baby_of)
		return pool_printf(r->pool, "%s%sBaby of %s", d->given, d->given[0] == '\0' ? "" : ", ",
		    d->family);
	return pool_printf(r->pool, "%s%s%s", d->given, d->given[0] == '\0' ? "" : " ", d->family);
}

static void identity(struct request *r, const struct record *record)
{
	const struct lscb_death *d = lscb_of(r);

	const char *at = lscb_analysis_page(r) ? strstr(r->http->path, "analysis-") : NULL;
	const char *number = at == NULL ? "" : at + strlen("analysis-");

	/* The discussion's draft and the panel's have the same sections. */
	page_about(r, at == NULL ? record->reference : pool_printf(r->pool, "%s, analysis %.*s",
	    record->reference, (int)strspn(number, "0123456789"), number));
	/* The panel works without the name (C.01). */
	if (d->named && !lscb_analysis_page(r))
		(void)page_identity(r, name_of(r, d), page_day(r, d->born_on), record->reference, NULL);
	else
		(void)page_identity(r, record->reference, NULL, NULL, NULL);
}

const struct casework lscb_casework = {
	.path = "/lscb/case",
	.label = "Case",
	.forms = lscb_kinds,
	.sealed = 1u << LSCB_ARCHIVED | 1u << LSCB_DESTROYED,
	.workflow = &lscb_workflow,
	.clocks = lscb_clocks,
	.late_by = "SERVICE",
	.late_list = "lscb-late",
	.ways_out = "Other steps",
	.load = death_load,
	.identity = identity,
	.back = lscb_case_back,
	.back_label = lscb_case_back_label,
};

static const char *word(struct request *r, const char *list, const char *code)
{
	return code[0] == '\0' ? NULL : lists_label(list, code, r->today);
}

struct node *lscb_part(struct request *r, const struct record *record, struct node *list,
    const char *name, const char *words, const char *action, const char *below)
{
	struct node *row = page_row(list, name, words);

	if (below != NULL) {
		node_set(row, "href", pool_printf(r->pool, "%s%s", casework_path(r, record), below));
		node_set(row, "action", action);
		node_set(row, "what", pool_printf(r->pool, "(%s)", name));
	}
	return row;
}

/* -- the top of the page -- */

static void facts(struct request *r, struct node *body, const struct record *record)
{
	const struct lscb_death *d = lscb_of(r);
	const struct workflow_state *state =
	    &lscb_workflow.state[workflow_state(&lscb_workflow, record->state)];
	struct node *s = node_add(body, "summary"), *row = node_add(s, "row");

	node_set(row, "key", "State");
	node_set(node_leaf(row, "value", state->label), "tag", state->colour);
	(void)page_row(s, "Date of death", page_day(r, d->died_on));
	(void)page_row(s, "Age at death", d->age[0] == '\0' && d->age_said[0] != '\0' ? d->age_said :
	    lscb_age_open(r, d));
	(void)page_row(s, "Sex", word(r, "lscb-sex", d->sex));
	(void)page_row(s, "Notified", lscb_received(r, d->notified_at));
	lscb_delay_panel(r, record, s);
	if (d->named) {
		(void)page_row(s, "Date of birth", page_day(r, d->born_on));
		(void)page_row(s, "NHS number", ident_nhs_show(r->pool, d->nhs));
		(void)page_row(s, "Postcode", d->postcode);
	} else if (session_role(r->session, "CDC CDD CDP")) {
		(void)lscb_part(r, record, s, "Name", "Not shown", "Open by name", "/name");
	}
}

/* -- its parts, by the life of a case -- */

static lscb_panel *const notified[] = {
	lscb_duplicate_panel, lscb_notification_panel, lscb_form_panel, lscb_scope_panel,
	lscb_transfer_panel, lscb_marks_panel, lscb_details_panel, lscb_event_panel, NULL
};

static lscb_panel *const gathered[] = {
	lscb_response_panel, lscb_audit_panel, lscb_request_panel, lscb_family_panel,
	lscb_gate_panel, lscb_discussion_panel, lscb_person_panel, lscb_worker_panel, lscb_task_panel,
	lscb_life_panel, lscb_held_panel, NULL
};

static lscb_panel *const reviewed[] = {
	lscb_pack_panel, lscb_review_panel, lscb_close_panel, lscb_national_panel,
	lscb_disclosure_panel, NULL
};

#define S(state)	(1u << LSCB_##state)

static const struct part {
	const char *title;
	lscb_panel *const *panels;
	unsigned now;			/* states in which it is open: set of 1u << state */
	/* What follows its list; NULL: nothing. */
	void (*more)(struct request *, struct node *, const struct record *);
} parts[] = {
	{ "Notification and scope", notified, S(DRAFT) | S(NOTIFIED) | S(OUT) | S(DUPLICATE) |
	  S(TRANSFERRED), NULL },
	{ "What is gathered", gathered, S(GATHERING) | S(DISCUSSION) | S(HOLD_ON), NULL },
	{ "Review by the panel", reviewed, S(READY) | S(LISTED) | S(ADJOURNED) | S(COMPLETED) |
	  S(CLOSED) | S(ARCHIVED) | S(DESTROYED), lscb_analysis_start },
};

static void part_put(struct request *r, const struct record *record, const struct part *part,
    struct node *body)
{
	unsigned state = workflow_state(&lscb_workflow, record->state);
	struct node *details = node_add(body, "details"), *list;
	size_t i;

	node_set(details, "summary", part->title);
	if ((part->now & 1u << state) != 0)
		node_set(details, "open", "yes");
	list = node_add(details, "summary");
	for (i = 0; part->panels[i] != NULL; i++)
		part->panels[i](r, record, list);
	if (part->more != NULL)
		part->more(r, details, record);
}

int lscb_case_show(struct request *r)
{
	struct record record;
	struct node *body, *aside;
	const char *next;
	size_t i;

	if (!casework_load(r, &record))
		return page_not_found(r);
	if (lscb_family_only(&record))
		return request_redirect(r, "%s/family", casework_path(r, &record));
	body = page_begin(r, "case", "Child death");
	page_back(r, "Child deaths", "/lscb/");
	casework_identity(r, &record);
	(void)page_heading(body, 1, "Child death");
	facts(r, body, &record);
	(void)page_heading(body, 2, "What to do next");
	next = lscb_next_put(r, &record, body);
	casework_others(r, body, &record, next);
	(void)page_heading(body, 2, "The case");
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		part_put(r, &record, &parts[i], body);
	if (deadline_any(r, &record))
		casework_dates(r, body, &record);
	aside = page_aside(r);
	(void)page_heading(aside, 2, "What happened");
	event_list(r, aside, &record);
	if (request_may(r, LSCB_SEEN))
		casework_link(r, aside, &record, "Who opened this case", "/seen", NULL);
	return 200;
}
