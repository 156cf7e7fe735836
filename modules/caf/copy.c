#include <string.h>
#include <strings.h>

#include "addendum.h"
#include "caf.h"
#include "child-card.h"
#include "date.h"
#include "lists.h"
#include "terms.h"

/* sections.md 5.6: what one entry of the sharing log says went out, as it stood
 * then; less what its recipient may not have (5.4) and what the family has kept
 * back since (J4). */

static bool among(const char *codes, const char *code)
{
	const struct session one = { .roles = codes };

	return session_role(&one, code);
}

static bool given(const struct caf_share *s)
{
	return strcmp(s->agreement, "GIVEN") == 0;
}

/* -- what may go out -- */

/* 3.2 G: a sensitive service goes out on the ground of harm, by a consent of
 * its own, or to itself; and never past what the reader may see (5.4). */
static bool goes_out(struct request *r, const struct record *record, const char *code)
{
	const struct caf_share *s = r->held;

	if (!lists_flag("service", code, "sensitive"))
		return true;
	return caf_service_shown(r, record, code) && (strcmp(s->ground, "G1") == 0 ||
	    strcmp(s->service, code) == 0 || caf_consent_living(r, record, "C-SENS", code));
}

static void people_find(struct request *r, struct caf_copy *c)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &caf_sql[CAF_COPY_PEOPLE], &rows, c->record->id);
	c->unnamed = pool_array(r->pool, rows.n, sizeof(*c->unnamed));
	for (i = 0; i < rows.n; i++)
		if (!goes_out(r, c->record, db_text(&rows.row[i], 1)))
			c->unnamed[c->n_unnamed++] = db_text(&rows.row[i], 0);
}

static bool unnamed(const struct caf_copy *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->n_unnamed; i++)
		if (strcasecmp(c->unnamed[i], name) == 0)
			return true;
	return false;
}

/* With agreement, nothing that the family keeps back by now, and section K only
 * to those who act on it: a team does not read it either. Of a shielded child
 * school and services are whereabouts (6.6). */
static bool held_back(const struct caf_copy *c, const char *excluded, const char *part)
{
	if (c->shielded && strcmp(part, "G") == 0)
		return true;
	return given(c->share) && (among(excluded, part) || (strcmp(part, "K") == 0 &&
	    !lists_flag("service", c->share->service, "harm")));
}

static const char *added(struct request *r, const char *all, const char *part)
{
	return pool_printf(r->pool, "%s%s%s", all, all[0] == '\0' ? "" : " ", part);
}

static void parts_find(struct request *r, struct caf_copy *c)
{
	const struct codelist *all = lists_find("share-part");
	const char *excluded = caf_excluded(r, c->record);
	size_t i;

	c->parts = c->left_out = "";
	for (i = 0; i < all->n; i++) {
		const char *part = all->codes[i].code;

		if (!among(c->share->parts, part))
			continue;
		if (held_back(c, excluded, part))
			c->left_out = added(r, c->left_out, part);
		else
			c->parts = added(r, c->parts, part);
	}
	c->kept = given(c->share) ? excluded : "";
}

void caf_copy_new(struct request *r, const struct record *record, const struct caf_episode *e,
    const struct caf_share *share, struct caf_copy *copy_r)
{
	struct child_card card;

	r->held = share;
	*copy_r = (struct caf_copy){ .record = record, .episode = e, .share = share };
	copy_r->shielded = record->child != 0 && child_card_load(r, record->child, &card) && card.shielded;
	parts_find(r, copy_r);
	people_find(r, copy_r);
}

/* -- forms -- */

/* Neither question nor answer: "not provided" would be untrue. */
static void leave_out(struct form_answers *answers, const unsigned *fields, size_t n)
{
	unsigned item;
	size_t i;

	for (i = 0; i < n; i++)
		for (item = 0; item < FORM_ITEMS_MAX; item++)
			*form_slot(answers, fields[i], item) = (struct form_answer){ .value = "",
			    .left_out = true };
}

/* Where somebody lives or can be met, and how they are reached. */
static void whereabouts_leave(struct form_answers *answers)
{
	static const unsigned fields[] = {
		CAF_ASSESSMENT_ADDRESS_1, CAF_ASSESSMENT_ADDRESS_2, CAF_ASSESSMENT_ADDRESS_3,
		CAF_ASSESSMENT_ADDRESS_4, CAF_ASSESSMENT_ADDRESS_5, CAF_ASSESSMENT_POSTCODE,
		CAF_ASSESSMENT_NO_ADDRESS, CAF_ASSESSMENT_NO_ADDRESS_OTHER,
		CAF_ASSESSMENT_UPRN, CAF_ASSESSMENT_PHONE, CAF_ASSESSMENT_PARENT_PHONE,
		CAF_ASSESSMENT_PARENT_ADDRESS_1, CAF_ASSESSMENT_PARENT_ADDRESS_2,
		CAF_ASSESSMENT_PARENT_ADDRESS_3, CAF_ASSESSMENT_PARENT_ADDRESS_4,
		CAF_ASSESSMENT_PARENT_ADDRESS_5, CAF_ASSESSMENT_PARENT_POSTCODE,
		CAF_ASSESSMENT_HOUSEHOLD_ADDRESS, CAF_ASSESSMENT_HOUSEHOLD_SCHOOL,
		/* Who works with the child is often where the child is. */
		CAF_ASSESSMENT_ASSESSOR_ADDRESS, CAF_ASSESSMENT_ASSESSOR_ORGANISATION,
		CAF_ASSESSMENT_ASSESSOR_PHONE, CAF_ASSESSMENT_SHARE_ORGANISATION
	};

	leave_out(answers, fields, sizeof(fields) / sizeof(fields[0]));
}

/* J4 says itself what is kept back, and the pupil number is for education. */
static void assessment_leave(const struct caf_copy *c, struct form_answers *answers)
{
	static const unsigned wishes[] = { CAF_ASSESSMENT_EXCLUSIONS, CAF_ASSESSMENT_EXCLUDED_PARTS };
	static const unsigned pupil[] = { CAF_ASSESSMENT_UPN };

	leave_out(answers, wishes, 2);
	if (!lists_flag("service", c->share->service, "education"))
		leave_out(answers, pupil, 1);
	if (c->shielded)
		whereabouts_leave(answers);
}

/* A person of a service that is not named: with the row that is about them. */
static void people_hide(const struct caf_copy *c, const struct form_answers *answers,
    struct document_mask *mask)
{
	const struct form *form = answers->form;
	unsigned i, item;

	for (i = 0; c->n_unnamed > 0 && i < form->fields; i++) {
		if (form->field[i].group == NULL && unnamed(c, form_get(answers, i, 0)))
			document_mask_field(mask, i);
		for (item = 1; form->field[i].group != NULL && item < FORM_ITEMS_MAX; item++)
			if (unnamed(c, form_get(answers, i, item)))
				document_mask_row(mask, form->field[i].group, item);
	}
}

/* As it stood; what was written since is as if it had not been. */
static struct form_answers *answers_then(struct request *r, const struct caf_copy *c,
    const struct document *document)
{
	static const unsigned places[] = { CAF_MEETING_PLACE, CAF_MEETING_INVITED_ORGANISATION };
	struct form_answers *answers;
	struct document_mask mask;
	struct db_row row;

	if (!db_find(r->db, &caf_sql[CAF_SHARE_REVISION], &row, document->id, c->share->as_at))
		return NULL;
	answers = document_answers_at(r, document, (unsigned)db_number(&row, 0));
	document_mask_new(r, document, &mask);
	caf_shown_services(r, c->record, document, &mask, goes_out);
	people_hide(c, answers, &mask);
	document_mask_apply(&mask, answers);
	if (document->form == caf_assessment)
		assessment_leave(c, answers);
	if (document->form == caf_meeting && c->shielded)
		leave_out(answers, places, sizeof(places) / sizeof(places[0]));
	return answers;
}

/* Those of a form that there were, the newest first; each with whether it was
 * completed. */
static void documents_then(struct request *r, const struct caf_copy *c, const char *form,
    struct db_rows *rows_r)
{
	(void)db_list(r->db, &caf_sql[CAF_COPY_DOCUMENTS], rows_r, c->share->as_at, c->record->id,
	    form, c->share->as_at);
}

static struct node *part_add(struct node *print, const char *title)
{
	struct node *part = node_add(print, "part");

	node_set(part, "title", title);
	return part;
}

static void nothing_put(struct request *r, struct node *print, const char *part)
{
	(void)page_para(part_add(print, terms_apply(r->pool, lists_label("share-part", part,
	    r->today))), "Nothing of this was recorded by then.");
}

static struct node *form_head(struct request *r, struct node *print, const struct document *d,
    bool completed, const char *more)
{
	struct node *part = part_add(print, pool_printf(r->pool, "%s%s", d->form->title, more));

	(void)page_para(part, completed ? pool_printf(r->pool, "Completed %s.",
	    page_when(r, d->completed_at)) : "A draft: it was not completed then.");
	return part;
}

/* -- the assessment, and section K -- */

static const bool *sections_chosen(struct request *r, const struct form *form, const char *parts)
{
	bool *chosen = pool_array(r->pool, form->sections, sizeof(*chosen));
	unsigned i;

	for (i = 0; i < form->sections; i++) {
		const char *part = form == caf_harm ? "K" :
		    strcmp(form->section[i].name, "consent") == 0 ? "J" : caf_part(&form->section[i]);

		chosen[i] = part[0] != '\0' && among(parts, part);
	}
	return chosen;
}

static bool chosen_any(struct request *r, const struct form *form, const char *parts)
{
	const bool *chosen = sections_chosen(r, form, parts);
	unsigned i;

	for (i = 0; i < form->sections; i++)
		if (chosen[i])
			return true;
	return false;
}

/* The newest version that was completed; before the first was, the draft. */
static bool version_then(struct request *r, const struct caf_copy *c, const char *form,
    struct document *document_r, bool *completed_r)
{
	struct db_rows rows;
	size_t i, use = 0;

	documents_then(r, c, form, &rows);
	for (i = rows.n; i > 0; i--)
		if (db_number(&rows.row[i - 1], 1) != 0)
			use = i - 1;
	if (rows.n == 0)
		return false;
	*completed_r = db_number(&rows.row[use], 1) != 0;
	return document_find_number(r, c->record, form, (unsigned)db_number(&rows.row[use], 0),
	    document_r);
}

static void assessment_put(struct request *r, struct node *print, const struct caf_copy *c)
{
	struct document d;
	bool completed;

	if (!chosen_any(r, caf_assessment, c->parts))
		return;
	if (!version_then(r, c, "assessment", &d, &completed)) {
		(void)page_para(part_add(print, caf_assessment->title),
		    "Nothing of this was recorded by then.");
		return;
	}
	(void)form_head(r, print, &d, completed, pool_printf(r->pool, ", version %u", d.number));
	form_print(r, print, answers_then(r, c, &d), sections_chosen(r, d.form, c->parts));
}

/* The last concern of that time, whether or not it was referred yet. */
static void harm_put(struct request *r, struct node *print, const struct caf_copy *c)
{
	struct document d;
	struct db_rows rows;

	if (!among(c->parts, "K"))
		return;
	documents_then(r, c, "harm", &rows);
	if (rows.n == 0 || !document_find_number(r, c->record, "harm",
	    (unsigned)db_number(&rows.row[0], 0), &d)) {
		nothing_put(r, print, "K");
		return;
	}
	(void)form_head(r, print, &d, db_number(&rows.row[0], 1) != 0, "");
	form_print(r, print, answers_then(r, c, &d), NULL);
	addendum_print(r, print, &d, c->share->as_at, NULL, NULL);
}

/* -- plan, reviews, minutes -- */

static void team_name(const struct caf_copy *c, struct db_rows *team)
{
	size_t i, n = 0;

	for (i = 0; i < team->n; i++)
		if (!unnamed(c, db_text(&team->row[i], 0)))
			team->row[n++] = team->row[i];
	team->n = n;
}

/* Also not what part I says, when the family keeps that back: its actions were
 * taken into the plan. */
static void actions_choose(const struct caf_copy *c, struct caf_plan *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->n_actions; i++)
		if (!unnamed(c, p->actions[i].who) &&
		    !(among(c->kept, "I") && strcmp(p->actions[i].source, "ASSESSMENT") == 0))
			p->actions[n++] = p->actions[i];
	p->n_actions = n;
}

static void lead_then(struct request *r, const struct caf_copy *c, struct caf_plan *p)
{
	struct db_row row;

	p->lead = db_find(r->db, &caf_sql[CAF_COPY_LEAD], &row, c->record->id, c->share->as_at,
	    c->share->as_at) && !unnamed(c, db_text(&row, 0));
	if (p->lead)
		p->who_leads = (struct caf_lead){ .name = db_text(&row, 0), .agency = db_text(&row, 1),
		    .phone = db_text(&row, 2), .email = db_text(&row, 3) };
}

static const char *day_then(struct request *r, const struct caf_copy *c)
{
	long long at;

	return date_moment(c->share->as_at, &at) ? date_iso(r->pool, date_london(at, NULL)) : r->today;
}

static void plan_then(struct request *r, const struct caf_copy *c, struct caf_plan *p)
{
	const char *at = c->share->as_at;
	struct document d;
	struct db_row row;
	bool completed;

	*p = (struct caf_plan){ .record = c->record, .episode = c->episode, .on = day_then(r, c) };
	if (version_then(r, c, "assessment", &d, &completed))
		p->assessment = d.number;
	if (version_then(r, c, "meeting", &d, &completed) && completed)
		p->met = answers_then(r, c, &d);
	if (db_find(r->db, &caf_sql[CAF_COPY_REVIEW_ON], &row, c->record->id, p->on, at, at, at))
		p->review_on = db_text(&row, 0);
	lead_then(r, c, p);
	(void)db_list(r->db, &caf_sql[CAF_COPY_TEAM], &p->team, c->record->id, at, at);
	team_name(c, &p->team);
	p->n_actions = caf_actions_at(r, c->record, at, &p->actions);
	actions_choose(c, p);
}

static void plan_put(struct request *r, struct node *print, const struct caf_copy *c)
{
	struct caf_plan p;

	if (!among(c->parts, "PLAN"))
		return;
	plan_then(r, c, &p);
	caf_plan_put(r, print, &p);
}

/* Those that were signed off. */
static void reviews_put(struct request *r, struct node *print, const struct caf_copy *c)
{
	struct document d;
	struct db_rows rows;
	unsigned put = 0;
	size_t i;

	if (!among(c->parts, "REVIEW"))
		return;
	documents_then(r, c, "review", &rows);
	for (i = rows.n; i > 0; i--) {
		const struct db_row *row = &rows.row[i - 1];

		if (db_number(row, 1) == 0 || !document_find_number(r, c->record, "review",
		    (unsigned)db_number(row, 0), &d))
			continue;
		(void)form_head(r, print, &d, true, pool_printf(r->pool, " %u", d.number));
		form_print(r, print, answers_then(r, c, &d), NULL);
		addendum_print(r, print, &d, c->share->as_at, NULL, NULL);
		put++;
	}
	if (put == 0)
		nothing_put(r, print, "REVIEW");
}

static void minutes_put(struct request *r, struct node *print, const struct caf_copy *c)
{
	struct document d;
	struct db_rows rows;
	size_t i;

	if (!among(c->parts, "MEETING"))
		return;
	documents_then(r, c, "meeting", &rows);
	for (i = 0; i < rows.n; i++)
		if (db_number(&rows.row[i], 0) == c->share->meeting)
			break;
	if (i == rows.n || !document_find_number(r, c->record, "meeting", c->share->meeting, &d)) {
		nothing_put(r, print, "MEETING");
		return;
	}
	(void)form_head(r, print, &d, db_number(&rows.row[i], 1) != 0,
	    pool_printf(r->pool, " %u", d.number));
	form_print(r, print, answers_then(r, c, &d), NULL);
	addendum_print(r, print, &d, c->share->as_at, NULL, NULL);
}

void caf_copy_put(struct request *r, struct node *print, const struct caf_copy *c)
{
	assessment_put(r, print, c);
	harm_put(r, print, c);
	plan_put(r, print, c);
	reviews_put(r, print, c);
	minutes_put(r, print, c);
}
