#include <string.h>

#include "fill-case.h"

/* modules/caf/sections.md 3.3 R1 to R12 and 3.4: what the team's first meeting and the review of
 * the plan leave behind, as modules/caf/meeting.c and review.c write it. */

static struct { const struct form *meeting, *review; } state;

void meeting_open(const struct fill *f)
{
	state.meeting = case_form(f, "meeting");
	state.review = case_form(f, "review");
}

static const char *when_meets(const struct episode *e)
{
	return case_day(e, e->agreed > 0 ? e->agreed :
	    case_weekday(e->t.f, -(long)(2 + e->record % 6)));
}

/* -- the first meeting of the team -- */

/* What calling it fills in. */
static void call(struct episode *e, struct paper *p)
{
	unsigned i;

	paper_put(p, "meets_on", 0, when_meets(e));
	paper_put(p, "meets_at", 0, "13:00");
	paper_put(p, "place", 0, "Children's centre, Harbour Road, room 2");
	paper_put(p, "type", 0, "FIRST");
	paper_put(p, "convenor", 0, e->t.owner->name);
	for (i = 0; i < e->members; i++) {
		paper_put(p, "invited_name", i + 1, e->member[i].name);
		paper_put(p, "invited_capacity", i + 1, e->member[i].capacity);
		paper_put(p, "invited_organisation", i + 1, e->member[i].organisation);
		paper_put(p, "agreed_name", i + 1, e->member[i].name);
	}
	paper_save(p, e->t.owner->id, case_moment(e, e->teamed, AT_TEAM));
}

/* Of three or more, the last professional has sent apologies. */
static const char *came(const struct episode *e, unsigned i)
{
	return i + 1 == e->members && i > 2 && e->member[i].worker == NULL &&
	    strcmp(e->member[i].capacity, "PRACTITIONER") == 0 ? "A" : "P";
}

static bool child_came(const struct episode *e)
{
	unsigned i;

	for (i = 0; i < e->members; i++)
		if (strcmp(e->member[i].capacity, "CHILD") == 0)
			return true;
	return false;
}

static void who_came(struct episode *e, struct paper *p)
{
	unsigned i;

	paper_put(p, "chair", 0, e->t.owner->name);
	paper_put(p, "note_taker", 0, e->t.owner->name);
	for (i = 0; i < e->members; i++) {
		paper_put(p, "attendance", i + 1, came(e, i));
		paper_put(p, "agreement", i + 1, "AGREED");
	}
	paper_put(p, "child_present", 0, child_came(e) ? "Y" : "N");
	paper_put(p, "child_heard", 0, child_came(e) ? "Spoke for the first part of the meeting, and "
	    "would like fewer people to ask the same questions." : "Too young to take part; the "
	    "parent and the practitioner said what they see day by day.");
	paper_save(p, e->t.owner->id, case_moment(e, e->agreed, AT_HELD + 20));
}

static void minutes(struct episode *e, struct paper *p)
{
	who_came(e, p);
	paper_put(p, "agenda", 0, "WELCOME CHILD PARENT ACTIONS LEAD NEXT");
	paper_put(p, "notes", 0, "The family told in their own words what would help. The actions of "
	    "the assessment were gone through one by one, with who does each and by when.");
	paper_put(p, "decisions", 0, "The plan stands as drafted. One person is the family's contact.");
	paper_save(p, e->t.owner->id, case_moment(e, e->agreed, AT_HELD + 40));
}

void meeting_make(struct episode *e)
{
	const char *done = e->agreed > 0 ? case_moment(e, e->agreed, AT_MINUTES) : NULL;
	struct paper p;

	paper_start(&p, e->t.pool, state.meeting, e->t.f->iso_today, case_document_number());
	call(e, &p);
	if (done != NULL)
		minutes(e, &p);
	paper_check(&p, done != NULL);
	case_document(e, &p, e->t.owner, case_moment(e, e->teamed, AT_TEAM), done);
	batch_row(BATCH_MEETING);
	batch_number(BATCH_MEETING, p.id);
	batch_number(BATCH_MEETING, e->record);
	batch_text(BATCH_MEETING, fill_code("meeting-type", "FIRST"));
	batch_text(BATCH_MEETING, when_meets(e));
	batch_text(BATCH_MEETING, done != NULL ? when_meets(e) : "");
	batch_text(BATCH_MEETING, done != NULL ? case_day(e, e->agreed) : "");
	batch_text(BATCH_MEETING, done != NULL ? "The family and all members of the team." : "");
	if (done != NULL)
		case_event(e, done, "meeting.complete", "Minutes of a team meeting completed", false);
}

/* -- the review -- */

static const char *aim(const struct episode *e, unsigned item)
{
	return form_get(e->paper.answers, (unsigned)form_field(e->paper.form, "action_aim"), item);
}

/* The n-th aim of the plan, each once; NULL: so many there are not. */
static const char *aim_of(const struct episode *e, unsigned n)
{
	unsigned item, before;

	for (item = 1; item <= ACTIONS_MAX; item++) {
		for (before = 1; before < item && strcmp(aim(e, before), aim(e, item)) != 0; before++)
			;
		if (aim(e, item)[0] != '\0' && before == item && n-- == 0)
			return aim(e, item);
	}
	return NULL;
}

static void review_open(struct episode *e, struct paper *p)
{
	const char *at = case_moment(e, e->reviewed, AT_REVIEW);
	unsigned i;

	paper_put(p, "reviewed_on", 0, case_day(e, e->reviewed));
	for (i = 0; i < e->members; i++) {
		paper_put(p, "present_name", i + 1, e->member[i].name);
		paper_put(p, "present_capacity", i + 1, e->member[i].capacity);
	}
	for (i = 0; aim_of(e, i) != NULL; i++)
		paper_put(p, "outcome_aim", i + 1, aim_of(e, i));
	paper_save(p, e->lead->id, at);
	case_event_by(e, e->lead, at, "review", "Review opened", false);
}

static void who_reviewed(struct episode *e, struct paper *p)
{
	unsigned i;

	for (i = 0; i < e->members; i++)
		paper_put(p, "present_attendance", i + 1, came(e, i));
	paper_put(p, "notes", 0, "Each action was gone through. Mornings are calmer; what is left takes "
	    "more time than was thought.");
	paper_save(p, e->lead->id, case_moment(e, e->reviewed, AT_REVIEW + 20));
}

static const char *change_of(const struct episode *e, unsigned i)
{
	return e->state == CLOSED || (e->record + i) % 3 != 0 ? "BETTER" :
	    (e->record + i) % 2 == 0 ? "SAME" : "WORSE";
}

static void outcomes(struct episode *e, struct paper *p)
{
	unsigned i;

	for (i = 0; aim_of(e, i) != NULL; i++) {
		paper_put(p, "outcome_change", i + 1, change_of(e, i));
		batch_row(BATCH_OUTCOME);
		batch_number(BATCH_OUTCOME, p->id);
		batch_number(BATCH_OUTCOME, i + 1);
		batch_number(BATCH_OUTCOME, e->record);
		batch_text(BATCH_OUTCOME, case_day(e, e->reviewed));
		batch_text(BATCH_OUTCOME, fill_code("aim", aim_of(e, i)));
		batch_text(BATCH_OUTCOME, fill_code("outcome-change", change_of(e, i)));
	}
}

static const char *next_review(const struct episode *e)
{
	return case_day(e, case_weekday(e->t.f, e->reviewed - 80));
}

static void review_whole(struct episode *e, struct paper *p)
{
	bool closes = e->state == CLOSED;

	outcomes(e, p);
	paper_put(p, "level_of_need", 0, e->t.level);
	paper_put(p, "consents", 0, "Y");
	paper_put(p, "lead_continues", 0, "CONTINUES");
	paper_put(p, "next_steps", 0, closes ? CLOSING_NOTES : "Go on with the actions that are open.");
	paper_put(p, closes ? "closure_reason" : "next_review", 0, closes ? e->reason : next_review(e));
	paper_put(p, "child_comment_absent", 0, fill_code("comment-absent", "DECLINED"));
	paper_put(p, "parent_comment", 0, CLOSING_COMMENT);
	paper_save(p, e->lead->id, case_moment(e, e->reviewed, AT_REVIEW + 55));
}

/* Transition 16. */
static void goes_on(struct episode *e, const char *at)
{
	const char *on = case_day(e, e->reviewed);

	e->review_on = next_review(e);
	case_event_by(e, e->lead, at, "review.continue", "Review signed off: the plan goes on", true);
	case_event_by(e, e->lead, at, "consent.confirm", "Consent confirmed at the review", false);
	case_agreed(e, "T6", on, e->review_on, pool_printf(e->t.pool, "Agreed at the review of %s",
	    date_long(e->t.pool, date_add_days(e->t.f->today, -e->reviewed))), case_met(e, ""));
	case_deadline(e, "T12", on, case_met(e, ""));
}

void review_make(struct episode *e)
{
	const char *at = review_signed(e);
	struct paper p;

	if (e->reviewed == 0)
		return;
	paper_start(&p, e->t.pool, state.review, e->t.f->iso_today, case_document_number());
	review_open(e, &p);
	who_reviewed(e, &p);
	if (at[0] != '\0')
		review_whole(e, &p);
	paper_check(&p, at[0] != '\0');
	case_document(e, &p, e->lead, case_moment(e, e->reviewed, AT_REVIEW), at);
	if (e->state == CLOSED)
		case_event_by(e, e->lead, at, "review.close", "Review signed off: closed", true);
	else if (at[0] != '\0')
		goes_on(e, at);
}

const char *review_signed(const struct episode *e)
{
	if (e->reviewed == 0 || e->state == REVIEWING)
		return "";
	/* The case ends with the signature. */
	return e->state == CLOSED ? case_end_moment(e) : case_moment(e, e->reviewed, AT_SIGNED);
}
