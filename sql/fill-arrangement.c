#include <stdlib.h>
#include <string.h>

#include "../modules/fostering/legal-rules.h"
#include "clock.h"
#include "conf.h"
#include "fill-arrangement.h"
#include "lists.h"

enum { LAST, SEQUENCE_ADD };

#define MAX_OF(table)	"COALESCE((SELECT MAX(id) FROM everychild_fostering." table "), 0)"

static const struct db_statement sql[] = {
	[LAST] = { "SELECT GREATEST(" MAX_OF("record") ", " MAX_OF("person") ", " MAX_OF("household")
	    ", " MAX_OF("document") ", " MAX_OF("visit") ", " MAX_OF("safety_check") ", "
	    MAX_OF("initial_action") ")", "", "u" },
	[SEQUENCE_ADD] = { "INSERT INTO everychild_fostering.sequence (authority, year, last)"
	    " VALUES (?, ?, ?)", "suu", "" },
};

static const char *const state_code[PF__MAX] = { [PF_ENQUIRY] = "ENQUIRY", [PF_PROPOSED] = "PROPOSED",
	[PF_READY] = "READY", [PF_ACTIVE_NEW] = "ACTIVE_NEW", [PF_ACTIVE] = "ACTIVE",
	[PF_PAUSED] = "PAUSED", [PF_END_DUE] = "END_DUE", [PF_NOT_PF] = "NOT_PF",
	[PF_WITHDRAWN] = "WITHDRAWN", [PF_ENDED] = "ENDED", [PF_TRANSFERRED] = "TRANSFERRED" };

#define YEARS_MAX	12
#define DEMO_CASES	60	/* held by people of the demo; of the rest one in twenty */

static struct {
	unsigned long long number;
	unsigned made, turn;
	struct { int year; unsigned last; } sequence[YEARS_MAX];
} state;

void arrangement_statements_name(void)
{
	db_statements(sql, COUNT(sql));
}

void arrangement_open(const struct fill *f)
{
	struct db_row row;

	db_pool(f->db, f->pool);
	(void)db_begin(f->db, false);
	state.number = db_find(f->db, &sql[LAST], &row) ? db_number(&row, 0) : 0;
	db_rollback(f->db);
	household_open(f);
	visit_open(f);
}

unsigned long long arrangement_number(void)
{
	return ++state.number;
}

/* -- rows that every step writes -- */

const char *arrangement_day(const struct arrangement *a, long days_ago)
{
	return fill_day(a->f, a->pool, days_ago);
}

const char *arrangement_moment(const struct arrangement *a, long days_ago, unsigned minutes)
{
	struct date date = date_add_days(a->f->today, -days_ago);

	return date_utc(a->pool, date_from_london(date, (int)(8 + minutes / 60), (int)(minutes % 60)));
}

void arrangement_event(struct arrangement *a, const struct worker *by, long days_ago,
    unsigned minutes, const char *code, const char *title, bool shared)
{
	if (!happened(days_ago))
		return;
	batch_row(BATCH_PF_EVENT);
	batch_number(BATCH_PF_EVENT, a->record);
	batch_text(BATCH_PF_EVENT, arrangement_moment(a, days_ago, minutes));
	batch_text(BATCH_PF_EVENT, code);
	batch_text(BATCH_PF_EVENT, title);
	batch_number(BATCH_PF_EVENT, by->id);
	batch_number(BATCH_PF_EVENT, shared);
	a->moves++;
}

static const char *const late_codes[] = { "NO_ACCESS", "CARER_UNAVAILABLE", "CHILD_AWAY", "STAFFING",
	"LATE_INFORMATION", "PARENT_ABROAD", NULL };

static void clock_write(struct arrangement *a, const char *code, const char *title, long from,
    const struct clock_due *due, long met, long stop)
{
	const char *on = date_iso(a->pool, due->date);
	bool kept = happened(met) && met >= stop;
	bool late = strcmp(kept ? arrangement_day(a, met) : a->f->iso_today, on) > 0;

	batch_row(BATCH_PF_DEADLINE);
	batch_number(BATCH_PF_DEADLINE, a->record);
	batch_text(BATCH_PF_DEADLINE, code);
	batch_text(BATCH_PF_DEADLINE, title);
	batch_text(BATCH_PF_DEADLINE, arrangement_day(a, from));
	batch_text(BATCH_PF_DEADLINE, on);
	batch_text(BATCH_PF_DEADLINE, due->text);
	batch_text(BATCH_PF_DEADLINE, due->explanation);
	batch_text(BATCH_PF_DEADLINE, kept ? arrangement_moment(a, met, 480) : "");
	batch_text(BATCH_PF_DEADLINE, kept ? arrangement_day(a, met) : "");
	batch_text(BATCH_PF_DEADLINE, !kept && happened(stop) ? arrangement_moment(a, stop, 540) : "");
	batch_text(BATCH_PF_DEADLINE, kept && late && chance_in_1000(a->c, 800) ?
	    fill_code("late-reason", chance_of(a->c, late_codes)) : "");
}

static void due_find(const struct arrangement *a, const char *setting, const char *from,
    struct clock *clock_r, struct clock_due *due_r)
{
	if (!clock_parse(conf_text(setting), clock_r))
		fill_refuse("%s is not an amount and a unit", setting);
	if (!clock_due(a->pool, clock_r, from, due_r))
		fill_refuse("%s", due_r->error);
}

const char *arrangement_due(const struct arrangement *a, const char *setting, long from)
{
	struct clock clock = { 0 };
	struct clock_due due;

	due_find(a, setting, arrangement_day(a, from), &clock, &due);
	return date_iso(a->pool, due.date);
}

void arrangement_clock(struct arrangement *a, const char *code, const char *title,
    const char *setting, long from, long met, long stop)
{
	struct clock clock = { 0 };
	struct clock_due due;

	due_find(a, setting, arrangement_day(a, from), &clock, &due);
	if (clock.unit != CLOCK_HOURS)
		due.text = "";
	clock_write(a, code, title, from, &due, met, stop);
}

void arrangement_agreed(struct arrangement *a, const char *code, const char *title, long from,
    const char *due, const char *why, long met, long stop)
{
	struct clock_due d = { .text = "", .explanation = why };

	(void)date_parse(due, &d.date);
	clock_write(a, code, title, from, &d, met, stop);
}

void arrangement_task(struct arrangement *a, const char *kind, const char *what, const char *due,
    long from, long done)
{
	long stop = a->life.closed;

	batch_row(BATCH_PF_TASK);
	batch_number(BATCH_PF_TASK, a->record);
	batch_text(BATCH_PF_TASK, fill_code("fostering-task", kind));
	batch_text(BATCH_PF_TASK, what);
	batch_text(BATCH_PF_TASK, due);
	batch_text(BATCH_PF_TASK, happened(done) ? arrangement_day(a, done) : "");
	batch_text(BATCH_PF_TASK, !happened(done) && happened(stop) ? arrangement_day(a, stop) : "");
	batch_number(BATCH_PF_TASK, a->owner->id);
	batch_text(BATCH_PF_TASK, arrangement_moment(a, from, 90));
}

long arrangement_stop(const struct arrangement *a)
{
	return happened(a->life.ended) ? a->life.ended : a->life.closed;
}

void arrangement_document(struct arrangement *a, const struct paper *p, unsigned number,
    const char *from, const char *completed, unsigned long long by)
{
	batch_row(BATCH_PF_DOCUMENT);
	batch_number(BATCH_PF_DOCUMENT, p->id);
	batch_number(BATCH_PF_DOCUMENT, a->record);
	batch_text(BATCH_PF_DOCUMENT, p->form->name);
	batch_number(BATCH_PF_DOCUMENT, p->form->version);
	batch_number(BATCH_PF_DOCUMENT, number);
	batch_text(BATCH_PF_DOCUMENT, from);
	batch_number(BATCH_PF_DOCUMENT, a->owner->id);
	batch_text(BATCH_PF_DOCUMENT, completed);
	batch_number(BATCH_PF_DOCUMENT, completed == NULL || completed[0] == '\0' ? 0 : by);
	batch_number(BATCH_PF_DOCUMENT, p->revision);
	batch_text(BATCH_PF_DOCUMENT, p->saved);
}

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
static void tests_write(struct arrangement *a)
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
	batch_number(BATCH_PF_RECORD, state.made > life_turns() && chance_in_1000(a->c, 8));
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
	struct clock clock = { 0 };
	struct clock_due due;

	if (!happened(l->ended))
		return;
	arrangement_event(a, a->owner, l->ended, age ? 5 : 250, age ? "birthday" : "end", age ?
	    "Arrangement ended by the child's age" : "Arrangement ended", true);
	due_find(a, "fostering.t6_end_notice", arrangement_moment(a, l->ended, 240), &clock, &due);
	clock_write(a, "T6", "Notice of the end", l->ended, &due, happened(l->told) &&
	    l->detailed != NEVER ? l->told : NEVER, NEVER);
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

static void arrangement_write(struct arrangement *a)
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

/* -- whose turn it is -- */

static const struct worker *worker_of(const struct fill *f, struct chance *c, const char *role,
    bool extra)
{
	const struct worker *w;
	unsigned tries;

	for (tries = 0; tries < 100000; tries++) {
		w = &f->workers.worker[chance_below(c, f->workers.n)];
		if (worker_is(w, role) && worker_extra(w) == extra && (extra || w->standing))
			return w;
	}
	return NULL;
}

static void workers_choose(struct arrangement *a)
{
	bool extra = state.made > DEMO_CASES && !chance_in_1000(a->c, 50);
	const struct worker *w = worker_of(a->f, a->c, "PFW", extra);
	const struct worker *front = worker_of(a->f, a->c, "FDO", false);

	a->owner = w != NULL ? w : worker_of(a->f, a->c, "PFW", false);
	a->manager = worker_of(a->f, a->c, "PFM", false);
	if (a->owner == NULL || a->manager == NULL)
		fill_refuse("nobody may hold an arrangement, or decide: see the roles PFW and PFM");
	a->front = front != NULL && (a->life.handed == NEVER || chance_in_1000(a->c, 600)) ? front :
	    a->owner;
	if (a->front == a->owner)
		a->life.handed = a->life.received;
}

static const char *reference_next(const struct arrangement *a)
{
	int year = date_add_days(a->f->today, -a->life.received).year;
	unsigned i;

	for (i = 0; i < YEARS_MAX - 1 && state.sequence[i].year != 0 && state.sequence[i].year != year; i++)
		;
	state.sequence[i].year = year;
	return pool_printf(a->pool, "PF-%s-%d-%06u", a->f->authority, year, ++state.sequence[i].last);
}

/* 5.2: deemed to begin when the authority knows, or with a start that it knew of. */
static void start_choose(struct arrangement *a)
{
	struct life *l = &a->life;
	long aware = l->proposed ? l->starts : l->received;

	a->test_result = a->suitability = "";
	if (a->state == PF_ENQUIRY || a->state == PF_PROPOSED || a->state == PF_READY ||
	    a->state == PF_NOT_PF || a->state == PF_WITHDRAWN)
		return;
	a->aware_on = arrangement_day(a, aware);
	a->deemed_start = arrangement_day(a, aware < l->starts ? aware : l->starts);
}

static void made(struct arrangement *a)
{
	a->record = arrangement_number();
	a->handle = chance_handle(a->c, a->pool);
	a->reference = reference_next(a);
	a->subject = pool_printf(a->pool, "%s %s", a->child->given, a->child->family);
	a->state = life_state(&a->life);
	a->first_notice_at = arrangement_moment(a, a->life.received, 60 + chance_below(a->c, 50));
	start_choose(a);
	household_choose(a);
	household_write(a);
	tests_write(a);
	household_notices(a);
	visit_write(a);
	steps_write(a);
	parts_write(a);
	involvement_write(a);
	arrangement_write(a);
	record_write(a);
}

static bool due(const struct fill *f, const struct child *child)
{
	unsigned long long so_far = child->id * f->arrangements / f->children + 1;

	return state.made < so_far && state.made < f->arrangements && !child->shielded &&
	    !child->unlinked && child->died[0] == '\0' && child->place.line1[0] != '\0' &&
	    child->id > 17;
}

void arrangement_seen(const struct fill *f, struct pool *pool, struct child *child)
{
	struct arrangement a = { .f = f, .pool = pool, .child = child };
	struct chance c;

	if (!due(f, child))
		return;
	chance_start(&c, f->seed ^ 0x5046, child->id);
	a.c = &c;
	if (!life_choose(f, &c, child, state.turn, &a.life))
		return;
	state.made++;
	state.turn++;
	workers_choose(&a);
	made(&a);
}

void arrangement_end(const struct fill *f)
{
	unsigned i;

	if (!db_begin(f->db, true))
		fill_refuse("the database cannot be reached");
	for (i = 0; i < YEARS_MAX && state.sequence[i].year != 0; i++)
		(void)db_write(f->db, &sql[SEQUENCE_ADD], f->authority,
		    (unsigned long long)state.sequence[i].year, (unsigned long long)state.sequence[i].last);
	if (!db_commit(f->db))
		fill_refuse("the numbers of the arrangements could not be written");
}
