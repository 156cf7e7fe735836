#include <string.h>

#include "../modules/fostering/legal-rules.h"
#include "conf.h"
#include "fill-arrangement.h"
#include "lists.h"

static const char *const state_code[PF__MAX] = { [PF_ENQUIRY] = "ENQUIRY", [PF_PROPOSED] = "PROPOSED",
	[PF_READY] = "READY", [PF_ACTIVE_NEW] = "ACTIVE_NEW", [PF_ACTIVE] = "ACTIVE",
	[PF_PAUSED] = "PAUSED", [PF_END_DUE] = "END_DUE", [PF_NOT_PF] = "NOT_PF",
	[PF_WITHDRAWN] = "WITHDRAWN", [PF_ENDED] = "ENDED", [PF_TRANSFERRED] = "TRANSFERRED" };

/* -- the legal test (2) -- */

static struct legal_facts facts(const struct arrangement *a, long on)
{
	const struct life *l = &a->life;
	bool there = !l->proposed || (on <= l->known && l->fate != FATE_DROPPED);
	bool brief = l->fate == FATE_SHORT;

	return (struct legal_facts){ .on = arrangement_day(a, on),
	    .born_on = date_iso(a->pool, a->child->born), .disabled = l->disabled ? "Y" : "N",
	    .looked_after = "N", .relationship = a->kin.relationship, .carer_pr = "N",
	    .sleeps = "CARER_HOME", .capacity = "PRIVATE", .school_pupil = "", .legal_regime = "N",
	    .adoption = "N", .start_proposed = l->proposed ? arrangement_day(a, l->starts) : NULL,
	    .start_actual = there ? arrangement_day(a, l->starts) : NULL,
	    .intended_end = brief ? arrangement_day(a, l->starts - 20) : l->open_ended ? NULL :
	    arrangement_day(a, l->starts - 180),
	    .left_on = brief && happened(l->starts - 20) ? arrangement_day(a, l->starts - 20) : NULL,
	    .open_ended = !brief && l->open_ended,
	    .short_days = (unsigned)conf_number("fostering.short_stay_days") };
}

static void test_write(struct arrangement *a, const struct legal_facts *f, long on,
    unsigned minutes, const char *why)
{
	struct legal_result now;

	legal_decide(a->pool, f, &now);
	batch_row(BATCH_PF_TEST);
	batch_number(BATCH_PF_TEST, a->record);
	batch_text(BATCH_PF_TEST, f->on);
	batch_text(BATCH_PF_TEST, legal_inputs(a->pool, f));
	batch_text(BATCH_PF_TEST, now.result);
	batch_number(BATCH_PF_TEST, now.rule);
	batch_text(BATCH_PF_TEST, now.why);
	batch_text(BATCH_PF_TEST, now.retest_on);
	batch_number(BATCH_PF_TEST, a->owner->id);
	batch_text(BATCH_PF_TEST, arrangement_moment(a, on, minutes));
	a->test_result = now.result;
	a->test_rule = now.rule;
	a->retest_on = f->left_on == NULL ? now.retest_on : NULL;
	arrangement_event(a, a->owner, on, minutes, "test", pool_printf(a->pool, "Legal test: %s (%s)",
	    lists_label("fostering-result", now.result, a->f->iso_today), why), false);
}

/* What is known of a first notice is too little; then the facts are asked for. */
void course_tests(struct arrangement *a)
{
	struct life *l = &a->life;
	struct legal_facts all = facts(a, l->decided), first = { .on = arrangement_day(a, l->received),
	    .born_on = all.born_on, .disabled = "", .looked_after = "", .carer_pr = "", .sleeps = "",
	    .relationship = all.relationship, .capacity = "", .school_pupil = "", .legal_regime = "",
	    .adoption = "", .start_proposed = all.start_proposed, .intended_end = all.intended_end,
	    .start_actual = l->proposed ? NULL : arrangement_day(a, l->starts),
	    .open_ended = all.open_ended, .short_days = all.short_days };

	test_write(a, &first, l->received, 122, "First notice");
	if (!happened(l->decided))
		return;
	test_write(a, &all, l->decided, 180, "Facts changed");
	if (strcmp(a->test_result, l->fate == FATE_RELATIVE ? "NOT_PF_RELATIVE" : l->fate == FATE_SHORT ?
	    "NOT_PF_SHORT" : l->proposed ? "PF_PROPOSED" : "PF") != 0)
		fill_refuse("a child of %s: the legal test says %s", all.born_on, a->test_result);
	if (l->proposed && happened(l->known) && l->fate != FATE_DROPPED) {
		all = facts(a, l->known);
		test_write(a, &all, l->known, 200, "The child has arrived");
	}
}

/* -- the record, who sees it, and its way through the states -- */

static bool closed(const struct arrangement *a)
{
	return a->state >= PF_NOT_PF;
}

/* The state to which it would come back. */
static const char *before(const struct arrangement *a)
{
	switch (a->state) {
	case PF_PAUSED:
	case PF_TRANSFERRED:
		return happened(a->life.after.suit) ? "ACTIVE" : "ACTIVE_NEW";
	case PF_NOT_PF:
		return "ENQUIRY";
	case PF_WITHDRAWN:
		return "PROPOSED";
	case PF_ENDED:
		return "END_DUE";
	default:
		return "";
	}
}

/* A closed case goes to the archive by itself. */
static long archived(const struct arrangement *a)
{
	struct date then;

	if (!closed(a) || !date_parse(arrangement_due(a, "fostering.archive_after", a->life.closed),
	    &then))
		return NEVER;
	return date_days(then, a->f->today) - 1;
}

static void record_write(struct arrangement *a)
{
	const struct worker *holder = happened(a->life.handed) ? a->owner : a->front;

	batch_row(BATCH_PF_RECORD);
	batch_number(BATCH_PF_RECORD, a->record);
	batch_text(BATCH_PF_RECORD, a->handle);
	batch_text(BATCH_PF_RECORD, a->reference);
	batch_number(BATCH_PF_RECORD, a->child->id);
	batch_text(BATCH_PF_RECORD, a->subject);
	batch_text(BATCH_PF_RECORD, happened(archived(a)) ? "ARCHIVED" : state_code[a->state]);
	batch_number(BATCH_PF_RECORD, holder->id);
	batch_number(BATCH_PF_RECORD, holder->team);
	batch_number(BATCH_PF_RECORD, a->made > life_turns() && chance_in_1000(a->c, 8));
	batch_text(BATCH_PF_RECORD, arrangement_moment(a, a->life.received, 120));
	batch_text(BATCH_PF_RECORD, closed(a) ? arrangement_moment(a, a->life.closed, 540) : "");
	batch_number(BATCH_PF_RECORD, 2 + a->moves);
	batch_text(BATCH_PF_RECORD, before(a));
	batch_text(BATCH_PF_RECORD, happened(archived(a)) ? arrangement_moment(a, archived(a), 5) : "");
}

static void part_write(struct arrangement *a, const struct worker *w, const char *relation,
    const char *since, const char *until)
{
	batch_row(BATCH_PF_RECORD_PERSON);
	batch_number(BATCH_PF_RECORD_PERSON, a->record);
	batch_number(BATCH_PF_RECORD_PERSON, w->id);
	batch_text(BATCH_PF_RECORD_PERSON, relation);
	batch_text(BATCH_PF_RECORD_PERSON, since);
	batch_number(BATCH_PF_RECORD_PERSON, w->id);
	batch_text(BATCH_PF_RECORD_PERSON, until);
}

/* The front door takes the notice and hands it over; it goes on seeing it until it
 * is decided. */
static void parts_write(struct arrangement *a)
{
	const struct life *l = &a->life;
	const char *taken = arrangement_moment(a, l->received, 120);
	const char *handed = happened(l->handed) ? arrangement_moment(a, l->handed, 150) : "";

	if (a->front != a->owner)
		part_write(a, a->front, "OWNER", taken, handed);
	if (handed[0] == '\0')
		return;
	if (a->front != a->owner) {
		part_write(a, a->front, "FRONT", handed, happened(l->decided) && l->fate != FATE_SHORT &&
		    l->fate != FATE_RELATIVE ? arrangement_moment(a, l->decided, 240) : "");
		arrangement_event(a, a->manager, l->handed, 150, "hand-over", pool_printf(a->pool,
		    "Handed over to %s", a->owner->name), false);
	}
	part_write(a, a->owner, "OWNER", a->front == a->owner ? taken : handed, "");
}

static bool began(const struct arrangement *a)
{
	return a->deemed_start != NULL;
}

static void involvement_write(struct arrangement *a)
{
	if (!began(a))
		return;
	batch_row(BATCH_PF_INVOLVEMENT);
	batch_number(BATCH_PF_INVOLVEMENT, a->record);
	batch_number(BATCH_PF_INVOLVEMENT, a->child->id);
	batch_number(BATCH_PF_INVOLVEMENT, a->owner->id);
	batch_text(BATCH_PF_INVOLVEMENT, arrangement_day(a, a->life.proposed ? a->life.known :
	    a->life.decided));
	batch_text(BATCH_PF_INVOLVEMENT, closed(a) ? arrangement_day(a, a->life.closed) : "");
}

static void approval_write(struct arrangement *a, const char *kind, const char *note, long asked,
    long decided)
{
	bool answered = happened(decided);

	if (!happened(asked))
		return;
	batch_row(BATCH_PF_APPROVAL);
	batch_number(BATCH_PF_APPROVAL, a->record);
	batch_text(BATCH_PF_APPROVAL, kind);
	batch_text(BATCH_PF_APPROVAL, note);
	batch_number(BATCH_PF_APPROVAL, a->owner->id);
	batch_text(BATCH_PF_APPROVAL, arrangement_moment(a, asked, 300));
	batch_text(BATCH_PF_APPROVAL, answered ? "Y" : "");
	batch_number(BATCH_PF_APPROVAL, answered ? a->manager->id : 0);
	batch_text(BATCH_PF_APPROVAL, answered ? arrangement_moment(a, decided, 540) : "");
}

/* -- the steps -- */

static void enquiry_steps(struct arrangement *a)
{
	struct life *l = &a->life;
	bool none = l->fate == FATE_RELATIVE || l->fate == FATE_SHORT;

	arrangement_event(a, a->front, l->received, 121, "notice", "Notice received", false);
	arrangement_clock(a, "T0", "Decide whether it is private fostering", "fostering.t0_decide",
	    l->received, none ? l->closed : l->decided, NEVER);
	if (none && happened(l->decided)) {
		arrangement_event(a, a->owner, l->decided, 300, "not-pf.proposed",
		    "Proposed to close as not private fostering", false);
		approval_write(a, "NOT_PF", l->fate == FATE_SHORT ? "The stay is for less than 28 days." :
		    "The carer is a close relative.", l->decided, l->closed);
		arrangement_event(a, a->manager, l->closed, 540, "not-pf",
		    "Closed: not private fostering", false);
	} else if (!none)
		arrangement_event(a, a->owner, l->decided, 240, l->proposed ? "proposed" : "pf",
		    l->proposed ? "Proposed private fostering" : "Private fostering", true);
}

static void proposal_steps(struct arrangement *a)
{
	struct life *l = &a->life;

	if (!l->proposed || !happened(l->decided))
		return;
	if (l->fate == FATE_DROPPED) {
		arrangement_event(a, a->owner, l->ended, 300, "dropped.proposed",
		    "The proposal is said to be dropped", false);
		approval_write(a, "WITHDRAWN", "The family has changed its plans.", l->ended, l->closed);
		arrangement_event(a, a->manager, l->closed, 540, "dropped", "Proposal dropped", false);
		return;
	}
	if (happened(l->before.suit))
		arrangement_clock(a, "T2", "Ask whether the child has arrived", "fostering.t2_arrival",
		    l->starts, l->known, NEVER);
	arrangement_event(a, a->owner, l->known, 199, "arrived", "Child arrived", true);
}

static void absence_steps(struct arrangement *a)
{
	struct life *l = &a->life;
	bool back = happened(l->back);

	if (!happened(l->away))
		return;
	batch_row(BATCH_PF_ABSENCE);
	batch_number(BATCH_PF_ABSENCE, a->record);
	batch_text(BATCH_PF_ABSENCE, arrangement_day(a, l->away));
	batch_text(BATCH_PF_ABSENCE, arrangement_day(a, l->back));
	batch_text(BATCH_PF_ABSENCE, arrangement_due(a, "fostering.t5_absence", l->away));
	batch_text(BATCH_PF_ABSENCE, back ? arrangement_day(a, l->back) : "");
	batch_text(BATCH_PF_ABSENCE, back ? fill_code("fostering-absence-end", "RETURNED") : "");
	batch_text(BATCH_PF_ABSENCE, "With a grandparent for the holidays.");
	batch_number(BATCH_PF_ABSENCE, a->owner->id);
	batch_text(BATCH_PF_ABSENCE, arrangement_moment(a, l->away, 100));
	batch_number(BATCH_PF_ABSENCE, back ? 0 : a->record);
	arrangement_clock(a, "T5", "Latest return of the child", "fostering.t5_absence", l->away, l->back,
	    NEVER);
	arrangement_event(a, a->owner, l->away, 101, "away", "Child away, to return", false);
	arrangement_event(a, a->owner, l->back, 102, "back", "Child back", false);
}

static void transfer_steps(struct arrangement *a)
{
	struct life *l = &a->life;

	if (!happened(l->ended))
		return;
	batch_row(BATCH_PF_TRANSFER);
	batch_number(BATCH_PF_TRANSFER, a->record);
	batch_text(BATCH_PF_TRANSFER, fill_code("la", "888"));
	batch_text(BATCH_PF_TRANSFER, arrangement_day(a, l->ended));
	batch_text(BATCH_PF_TRANSFER, "9 New Road, Northport");
	batch_text(BATCH_PF_TRANSFER, arrangement_day(a, l->told < 1 ? 1 : l->told));
	batch_text(BATCH_PF_TRANSFER, happened(l->detailed) ? arrangement_day(a, l->detailed) : "");
	batch_text(BATCH_PF_TRANSFER, happened(l->detailed) ? "Jo Field" : "");
	batch_number(BATCH_PF_TRANSFER, a->owner->id);
	batch_text(BATCH_PF_TRANSFER, arrangement_moment(a, l->told < 1 ? 1 : l->told, 200));
	arrangement_event(a, a->owner, l->told, 200, "transfer.sent",
	    "Another authority was told of the move", false);
	arrangement_event(a, a->owner, l->detailed, 210, "transfer.acknowledged",
	    "The other authority has acknowledged it", false);
	arrangement_event(a, a->manager, l->closed, 540, "transferred",
	    "Moved to another authority's area", true);
}

static void end_steps(struct arrangement *a)
{
	struct life *l = &a->life;
	bool age = strncmp(l->end_reason, "REACHED", 7) == 0;

	if (!happened(l->ended))
		return;
	arrangement_event(a, a->owner, l->ended, age ? 5 : 250, age ? "birthday" : "end", age ?
	    "Arrangement ended by the child's age" : "Arrangement ended", true);
	arrangement_clock_from(a, "T6", "Notice of the end", "fostering.t6_end_notice", l->ended, 240,
	    happened(l->told) && l->detailed != NEVER ? l->told : NEVER);
	arrangement_event(a, a->owner, l->detailed, 300, "close.proposed", "Details of the end complete",
	    false);
	approval_write(a, "END", "The details of the end and the final report", l->detailed, l->closed);
	arrangement_event(a, a->manager, l->closed, 540, "close", "Closed", true);
}

static void steps_write(struct arrangement *a)
{
	struct life *l = &a->life;

	if (happened(l->received))
		enquiry_steps(a);
	proposal_steps(a);
	if (!began(a))
		return;
	absence_steps(a);
	if (l->fate == FATE_TRANSFER)
		transfer_steps(a);
	else
		end_steps(a);
}

/* -- the arrangement's own row -- */

static void end_write(const struct arrangement *a)
{
	const struct life *l = &a->life;
	bool over = began(a) && (l->fate == FATE_TRANSFER ? a->state == PF_TRANSFERRED : happened(l->ended));
	bool told = over && happened(l->detailed) && l->fate == FATE_END;

	batch_text(BATCH_PF_ARRANGEMENT, over ? arrangement_moment(a, l->ended, 240) : "");
	batch_text(BATCH_PF_ARRANGEMENT, over ? arrangement_day(a, l->ended) : "");
	batch_text(BATCH_PF_ARRANGEMENT, over ? fill_code("fostering-end-reason", l->end_reason) : "");
	batch_text(BATCH_PF_ARRANGEMENT, told ? a->parent_name : "");
	batch_text(BATCH_PF_ARRANGEMENT, told ? "17 Harbour Row, Sandmouth" : "");
	batch_text(BATCH_PF_ARRANGEMENT, told ? "PARENT" : "");
	batch_text(BATCH_PF_ARRANGEMENT, told ? "Told by the carer and seen" : "");
	batch_text(BATCH_PF_ARRANGEMENT, told ? arrangement_day(a, l->detailed) : "");
	batch_text(BATCH_PF_ARRANGEMENT, told ? "Seen at home, settled and well." : "");
	batch_text(BATCH_PF_ARRANGEMENT, told ? "The arrangement served its purpose and ended as "
	    "planned. The family knows whom to ask." : "");
	batch_text(BATCH_PF_ARRANGEMENT, closed(a) ? arrangement_day(a, l->closed) : "");
}

static void facts_write(const struct arrangement *a, bool known, const struct legal_facts *f)
{
	batch_text(BATCH_PF_ARRANGEMENT, f->born_on);
	batch_text(BATCH_PF_ARRANGEMENT, strcmp(a->child->sex, "U") == 0 ? "" : a->child->sex);
	batch_text(BATCH_PF_ARRANGEMENT, fill_code("fostering-relationship", f->relationship));
	batch_text(BATCH_PF_ARRANGEMENT, known ? "N" : "");
	batch_text(BATCH_PF_ARRANGEMENT, known ? fill_code("fostering-sleeps", f->sleeps) : "");
	batch_text(BATCH_PF_ARRANGEMENT, known ? f->capacity : "");
	batch_text(BATCH_PF_ARRANGEMENT, known ? f->disabled : "");
	batch_text(BATCH_PF_ARRANGEMENT, known && a->life.disabled ?
	    "Substantial and lasting effect of a condition from birth" : "");
	batch_number(BATCH_PF_ARRANGEMENT, known && a->life.disabled ? a->owner->id : 0);
	batch_text(BATCH_PF_ARRANGEMENT, known && a->life.disabled ? arrangement_day(a, a->life.decided) :
	    "");
	batch_text(BATCH_PF_ARRANGEMENT, f->start_proposed);
	batch_text(BATCH_PF_ARRANGEMENT, f->start_actual);
	batch_text(BATCH_PF_ARRANGEMENT, f->intended_end);
	batch_number(BATCH_PF_ARRANGEMENT, f->open_ended);
	batch_text(BATCH_PF_ARRANGEMENT, f->left_on);
}

static void own_write(struct arrangement *a)
{
	struct legal_facts f = facts(a, happened(a->life.known) ? a->life.known : 1);
	bool known = happened(a->life.decided);

	batch_row(BATCH_PF_ARRANGEMENT);
	batch_number(BATCH_PF_ARRANGEMENT, a->record);
	batch_number(BATCH_PF_ARRANGEMENT, a->home->household);
	batch_number(BATCH_PF_ARRANGEMENT, a->home->person[0]);
	facts_write(a, known, &f);
	batch_text(BATCH_PF_ARRANGEMENT, a->test_result);
	batch_number(BATCH_PF_ARRANGEMENT, a->test_rule);
	batch_text(BATCH_PF_ARRANGEMENT, a->retest_on);
	batch_text(BATCH_PF_ARRANGEMENT, a->aware_on);
	batch_text(BATCH_PF_ARRANGEMENT, a->deemed_start);
	batch_text(BATCH_PF_ARRANGEMENT, a->next_due);
	batch_text(BATCH_PF_ARRANGEMENT, a->first_notice_at);
	batch_text(BATCH_PF_ARRANGEMENT, fill_code("fostering-suitability", a->suitability));
	batch_text(BATCH_PF_ARRANGEMENT, known ? fill_code("fostering-scenario", a->kin.scenario) : "");
	batch_text(BATCH_PF_ARRANGEMENT, known ? fill_code("fostering-birthplace", a->kin.birthplace) : "");
	end_write(a);
}

void course_write(struct arrangement *a)
{
	steps_write(a);
	parts_write(a);
	involvement_write(a);
	own_write(a);
	record_write(a);
}
