#include <string.h>

#include "../modules/fostering/visit-rules.h"
#include "clock.h"
#include "conf.h"
#include "fill-arrangement.h"
#include "lists.h"

enum { SAFE = -1 };

static const char *const before_matters[] = { "duration", "wishes", "home", "capacity", "members",
	"contact", "money", "health", "education", "decisions", "advice", NULL };
static const char *const matters[] = { "duration", "wishes", "development", "needs", "money", "capacity",
	"home", "health", "education", "care", "members", "contact", "decisions", "advice", NULL };

/* What worried somebody, and what was agreed about it. */
static const struct { const char *matter, *note, *action; } worries[] = {
	{ "contact", "There has been no word from the parents for four weeks; the child asks why.",
	  "Help the carer to agree a day for calls with the parents" },
	{ "money", "The money promised by the parents has come late twice.",
	  "Write down with both sides what is paid, and when" },
	{ "health", "Not registered with a GP yet.", "Register with the surgery this week" },
	{ "education", "No school place has been offered yet.", "Ask admissions for a place" },
	{ "home", "The bedroom is shared with an older boy of the household.",
	  "Clear the box room and see it at the next visit" },
	{ "decisions", "Nobody is sure who may agree to a school trip.",
	  "Parents to write down what the carer may decide" },
	{ "advice", "The carer did not know of the duty to tell of changes.",
	  "Give the leaflet for carers and go through it" },
};

static const char *const words[] = {
	"I like it here. I have my own shelf and they ask me what I want to eat.",
	"It is all right. I miss my mum at the weekend.",
	"I want to stay until my exams are done.",
	"The dog sleeps next to my bed. I can talk to her when I am sad.",
	"I would like to ring home more often.", NULL };

static struct {
	const struct form *form, *before;
	struct visit_rules rules;
} state;

void visit_open(const struct fill *f)
{
	state.form = form_load(pool_printf(f->pool, "%s/forms/fostering/visit-1.xml",
	    conf_text("data.dir")), 0);
	state.before = form_load(pool_printf(f->pool, "%s/forms/fostering/proposal-1.xml",
	    conf_text("data.dir")), 0);
	if (!visit_rules_set(&state.rules, conf_text("fostering.visit_first_year"),
	    conf_text("fostering.visit_later"), conf_switch("fostering.initial_visit_counts"),
	    conf_switch("fostering.reg8_conservative")))
		fill_refuse("the intervals of visits are no amounts of days, weeks or months");
}

/* One visit, as it was planned or made. */
struct visit {
	const char *type, *status, *due;
	long on, report, sign;
	bool alone;
	int worry;			/* of the table above, or SAFE */
};

/* Made before the end, and before today. */
static bool done(const struct arrangement *a, long on)
{
	return happened(on) && on >= arrangement_stop(a);
}

/* -- the report -- */

static void findings_put(struct paper *p, const char *const *list, int worry)
{
	for (; *list != NULL; list++) {
		bool bad = worry != SAFE && strcmp(*list, worries[worry].matter) == 0;

		paper_put(p, pool_printf(p->pool, "%s_finding", *list), 0, bad ? "CONCERN" :
		    "SATISFACTORY");
		if (!bad)
			continue;
		paper_put(p, pool_printf(p->pool, "%s_note", *list), 0, worries[worry].note);
		paper_put(p, pool_printf(p->pool, "%s_action", *list), 0, worries[worry].action);
	}
}

static void seen_put(struct arrangement *a, struct paper *p, bool begun)
{
	const struct home *h = a->home;
	unsigned i;

	for (i = 0; i < h->adults; i++) {
		paper_put(p, "member_name", i + 1, pool_printf(a->pool, "%s %s", h->given[i], h->family));
		if (begun)
			paper_put(p, "member_seen", i + 1, i == 0 || chance_in_1000(a->c, 700) ? "Y" : "N");
	}
	if (!begun)
		return;
	paper_put(p, "place", 0, "At the carer's home");
	paper_put(p, "present_name", 1, pool_printf(a->pool, "%s %s", h->given[0], h->family));
	paper_put(p, "bedroom_seen", 0, "Y");
	if (p->form == state.form) {
		paper_put(p, "language", 0, "English");
		paper_put(p, "interpreter", 0, "N");
	}
}

/* A report that is not written yet holds the names of the household alone. */
static unsigned long long report_write(struct arrangement *a, const struct visit *v, unsigned number)
{
	bool before = strcmp(v->type, "REG4") == 0, written = happened(v->report);
	bool signed_off = happened(v->sign);
	struct paper p;

	paper_start(&p, a->pool, before ? state.before : state.form, a->f->iso_today,
	    arrangement_number());
	p.answer = BATCH_PF_ANSWER;
	seen_put(a, &p, written);
	if (written) {
		findings_put(&p, before ? before_matters : matters, v->worry);
		paper_put(&p, "report", 0, v->worry == SAFE ? "The child's welfare is safeguarded and "
		    "promoted. The next visit is planned." : "The child is well looked after. One matter "
		    "is to be put right before the next visit.");
		if (!before)
			paper_put(&p, "own_words", 0, chance_of(a->c, words));
	}
	paper_check(&p, written);
	paper_save(&p, a->owner->id, arrangement_moment(a, written ? v->report : v->on, 470));
	arrangement_document(a, &p, number, arrangement_moment(a, v->on, 465), signed_off ?
	    arrangement_moment(a, v->sign, 500) : "", a->manager->id);
	return p.id;
}

/* -- the row -- */

static const char *hour(const struct arrangement *a, unsigned minutes)
{
	return pool_printf(a->pool, "%02u:%02u", 8 + minutes / 60, minutes % 60);
}

static void visit_row(struct arrangement *a, const struct visit *v, unsigned long long id,
    unsigned number, unsigned long long document)
{
	bool made = strcmp(v->status, "DONE") == 0, there = made || strcmp(v->status, "ABORTIVE") == 0;
	unsigned from = 420 + number * 7 % 60;
	struct visit_fact fact = { v->type, "FACE", "Y", v->alone ? "Y" : "N", "Asked for the carer to "
	    "stay" };
	bool asked = strcmp(v->type, "REQUESTED") == 0, written = made && happened(v->report);

	batch_row(BATCH_PF_VISIT);
	batch_number(BATCH_PF_VISIT, id);
	batch_text(BATCH_PF_VISIT, chance_handle(a->c, a->pool));
	batch_number(BATCH_PF_VISIT, a->record);
	batch_number(BATCH_PF_VISIT, number);
	batch_number(BATCH_PF_VISIT, document);
	batch_text(BATCH_PF_VISIT, fill_code("fostering-visit-type", v->type));
	batch_text(BATCH_PF_VISIT, fill_code("fostering-visit-status", v->status));
	batch_text(BATCH_PF_VISIT, arrangement_moment(a, v->on, from));
	batch_number(BATCH_PF_VISIT, a->owner->id);
	batch_text(BATCH_PF_VISIT, v->due);
	batch_text(BATCH_PF_VISIT, there ? arrangement_day(a, v->on) : "");
	batch_text(BATCH_PF_VISIT, there ? hour(a, from) : "");
	batch_text(BATCH_PF_VISIT, made ? hour(a, from + 55) : "");
	batch_text(BATCH_PF_VISIT, made ? fact.method : "");
	batch_text(BATCH_PF_VISIT, made ? "Y" : "");
	batch_text(BATCH_PF_VISIT, made ? fact.alone : "");
	batch_text(BATCH_PF_VISIT, made && !v->alone ? fact.alone_reason : "");
	batch_text(BATCH_PF_VISIT, there && !made ? "Nobody answered the door" : "");
	batch_number(BATCH_PF_VISIT, made && visit_counts(&state.rules, &fact));
	batch_number(BATCH_PF_VISIT, written && v->worry != SAFE);
	batch_text(BATCH_PF_VISIT, there ? "N" : "");
	batch_text(BATCH_PF_VISIT, asked ? fill_code("fostering-asked-by", "CARER") : "");
	batch_text(BATCH_PF_VISIT, asked ? arrangement_day(a, v->on + 5) : "");
	batch_text(BATCH_PF_VISIT, asked ? "Y" : "");
	batch_text(BATCH_PF_VISIT, written ? arrangement_day(a, v->report) : "");
	batch_number(BATCH_PF_VISIT, written ? a->owner->id : 0);
	batch_text(BATCH_PF_VISIT, made && happened(v->sign) ? arrangement_day(a, v->sign) : "");
	batch_number(BATCH_PF_VISIT, made && happened(v->sign) ? a->manager->id : 0);
	batch_text(BATCH_PF_VISIT, arrangement_moment(a, v->on < 1 ? 1 : v->on + 1, 400));
}

/* Returns its id. */
static unsigned long long visit_make(struct arrangement *a, const struct visit *v)
{
	unsigned number = ++a->visits;
	bool made = strcmp(v->status, "DONE") == 0;
	unsigned long long id = arrangement_number();
	unsigned long long document = made ? report_write(a, v, number) : 0;

	visit_row(a, v, id, number, document);
	if (!happened(v->on))
		return id;
	arrangement_event(a, a->owner, v->on, 485, "visit", pool_printf(a->pool, "Visit %u: %s", number,
	    lists_label("fostering-visit-status", v->status, a->f->iso_today)), false);
	if (!made)
		return id;
	arrangement_clock(a, pool_printf(a->pool, "T10-%u", number), pool_printf(a->pool,
	    "Report of visit %u", number), "fostering.t10_visit_report", v->on, v->report, a->life.closed);
	arrangement_event(a, a->manager, v->sign, 500, "visit.signed", pool_printf(a->pool,
	    "Report of visit %u signed off", number), false);
	return id;
}

/* -- the initial action (5.1) -- */

struct item {
	char letter;
	unsigned long long person;
	long on;
	const char *method;
	bool not_practicable;
};

static void item_write(struct arrangement *a, unsigned long long action, const struct item *i,
    unsigned long long visit)
{
	bool there = done(a, i->on), reported = i->letter == 'e';

	batch_row(BATCH_PF_TASK_OF);
	batch_number(BATCH_PF_TASK_OF, action);
	batch_text(BATCH_PF_TASK_OF, pool_strndup(a->pool, &i->letter, 1));
	batch_number(BATCH_PF_TASK_OF, i->person);
	batch_text(BATCH_PF_TASK_OF, !there || reported ? "" : i->method);
	batch_text(BATCH_PF_TASK_OF, there && !i->not_practicable ? arrangement_day(a, i->on) : "");
	batch_text(BATCH_PF_TASK_OF, there && i->letter == 'c' ? "Y" : "");
	batch_text(BATCH_PF_TASK_OF, there && i->not_practicable ? "Abroad, and no telephone is known" :
	    "");
	batch_text(BATCH_PF_TASK_OF, there && i->not_practicable ? arrangement_day(a, i->on) : "");
	batch_number(BATCH_PF_TASK_OF, there && strchr("ace", i->letter) != NULL ? visit : 0);
	batch_number(BATCH_PF_TASK_OF, a->owner->id);
	batch_text(BATCH_PF_TASK_OF, arrangement_moment(a, there ? i->on : a->life.received, 490));
}

static long least(long a, long b)
{
	return a < b ? a : b;
}

/* The day of the last of (a) to (d), or one still to come. */
static long items_write(struct arrangement *a, const struct stage *s, unsigned long long action,
    unsigned long long visit)
{
	bool lost = chance_in_1000(a->c, 60);
	const struct item items[] = {
		{ 'a', 0, s->visit, "FACE", false },
		{ 'b', a->home->person[0], s->visit, "FACE", false },
		{ 'b', a->home->adults > 1 ? a->home->person[1] : 0, s->partner, "FACE", false },
		{ 'c', 0, s->visit, "FACE", false },
		{ 'd', a->parent, s->parent, lost ? "NOT_POSSIBLE" : "PHONE", lost },
		{ 'e', 0, happened(s->report) ? s->visit : NEVER, "", false },
	};
	long complete = s->visit;
	size_t i;

	for (i = 0; i < COUNT(items); i++) {
		if (items[i].letter == 'b' && items[i].person == 0)
			continue;
		item_write(a, action, &items[i], visit);
		if (items[i].letter != 'e')
			complete = least(complete, items[i].on);
	}
	return complete;
}

static void action_write(struct arrangement *a, const struct stage *s, unsigned number,
    unsigned long long action, long complete, long dropped)
{
	batch_row(BATCH_PF_INITIAL);
	batch_number(BATCH_PF_INITIAL, action);
	batch_number(BATCH_PF_INITIAL, a->record);
	batch_number(BATCH_PF_INITIAL, number);
	batch_number(BATCH_PF_INITIAL, s->regulation);
	batch_text(BATCH_PF_INITIAL, arrangement_day(a, s->receipt));
	batch_text(BATCH_PF_INITIAL, arrangement_due(a, s->regulation == 4 ? "fostering.t1_regulation_4" :
	    "fostering.t3_regulation_7", s->receipt));
	batch_text(BATCH_PF_INITIAL, done(a, complete) ? arrangement_day(a, complete) : "");
	batch_text(BATCH_PF_INITIAL, happened(dropped) ? arrangement_day(a, dropped) : "");
	batch_number(BATCH_PF_INITIAL, a->owner->id);
	batch_text(BATCH_PF_INITIAL, arrangement_moment(a, a->life.decided > 0 ? a->life.decided : 1, 245));
	if (done(a, complete))
		arrangement_event(a, a->owner, complete, 491, "initial", pool_printf(a->pool,
		    "Initial action under regulation %u complete", s->regulation), false);
}

/* -- what was decided (5.6) -- */

static void requirement_write(struct arrangement *a, long decided)
{
	long comply = decided - 30, met = decided - 22;
	bool kept = done(a, met);

	batch_row(BATCH_PF_REQUIREMENT);
	batch_number(BATCH_PF_REQUIREMENT, a->record);
	batch_text(BATCH_PF_REQUIREMENT, fill_code("fostering-requirement", "SAFETY"));
	batch_text(BATCH_PF_REQUIREMENT, "Fit a smoke alarm on each floor and a gate at the top of the stairs.");
	batch_text(BATCH_PF_REQUIREMENT, "There is no alarm on the floor where the child sleeps.");
	batch_text(BATCH_PF_REQUIREMENT, kept ? "MET" : "IMPOSED");
	batch_number(BATCH_PF_REQUIREMENT, a->owner->id);
	batch_text(BATCH_PF_REQUIREMENT, arrangement_moment(a, decided + 1, 300));
	batch_text(BATCH_PF_REQUIREMENT, arrangement_day(a, decided));
	batch_number(BATCH_PF_REQUIREMENT, a->manager->id);
	batch_text(BATCH_PF_REQUIREMENT, arrangement_day(a, comply));
	batch_text(BATCH_PF_REQUIREMENT, kept ? arrangement_day(a, met) : "");
	batch_text(BATCH_PF_REQUIREMENT, kept ? "Seen at a visit" : "");
}

static void decision_write(struct arrangement *a, const struct stage *s)
{
	bool with = a->life.requirement && s->regulation == 7, decided = done(a, s->suit);
	const char *outcome = with ? "WITH_REQUIREMENTS" : "SUITABLE";
	long told = fill_weekday(a->f, s->suit - 2);

	if (!done(a, s->sign))
		return;
	batch_row(BATCH_PF_DECISION);
	batch_number(BATCH_PF_DECISION, a->record);
	batch_number(BATCH_PF_DECISION, ++a->decisions);
	batch_number(BATCH_PF_DECISION, s->regulation);
	batch_text(BATCH_PF_DECISION, fill_code("fostering-suitability", outcome));
	batch_text(BATCH_PF_DECISION, "Home, carer and household were seen and found fit.");
	batch_number(BATCH_PF_DECISION, a->owner->id);
	batch_text(BATCH_PF_DECISION, arrangement_moment(a, s->sign, 510));
	batch_text(BATCH_PF_DECISION, decided ? outcome : "");
	batch_text(BATCH_PF_DECISION, decided ? "The arrangement meets the child's needs." : "");
	batch_number(BATCH_PF_DECISION, decided ? a->manager->id : 0);
	batch_text(BATCH_PF_DECISION, decided ? arrangement_day(a, s->suit) : "");
	batch_text(BATCH_PF_DECISION, decided ? arrangement_moment(a, s->suit, 520) : "");
	batch_text(BATCH_PF_DECISION, decided && happened(told) ? arrangement_day(a, told) : "");
	if (!decided)
		return;
	a->suitability = outcome;
	arrangement_event(a, a->manager, s->suit, 520, "suitability", pool_printf(a->pool,
	    "Suitability decided: %s", lists_label("fostering-suitability", outcome, a->f->iso_today)),
	    false);
	arrangement_event(a, a->manager, s->suit, 521, s->regulation == 4 ? "ready" : "decided",
	    s->regulation == 4 ? "Decided before the start" : "Initial action complete and decided", false);
	if (with)
		requirement_write(a, s->suit);
}

static int worry_choose(struct arrangement *a)
{
	return chance_in_1000(a->c, 130) ? (int)chance_below(a->c, COUNT(worries)) : SAFE;
}

static void stage_write(struct arrangement *a, const struct stage *s, unsigned number, long dropped)
{
	unsigned long long action = arrangement_number(), visit = 0;
	const char *clock = s->regulation == 4 ? "T1" : "T3", *type = s->regulation == 4 ? "REG4" : "REG7";
	const char *setting = s->regulation == 4 ? "fostering.t1_regulation_4" :
	    "fostering.t3_regulation_7";
	long complete, stop = happened(dropped) ? dropped : arrangement_stop(a);

	if (s->aborted != NEVER && done(a, s->aborted))
		(void)visit_make(a, &(struct visit){ .type = type, .status = "ABORTIVE", .on = s->aborted,
		    .report = NEVER, .sign = NEVER, .worry = SAFE });
	if (done(a, s->visit))
		visit = visit_make(a, &(struct visit){ .type = type, .status = "DONE", .on = s->visit,
		    .report = s->report, .sign = s->sign, .alone = true, .worry = worry_choose(a) });
	complete = items_write(a, s, action, visit);
	action_write(a, s, number, action, complete, dropped);
	arrangement_clock(a, clock, s->regulation == 4 ? "Action before the start (regulation 4)" :
	    "Initial action (regulation 7)", setting, s->receipt, complete, stop);
	decision_write(a, s);
}

/* -- the visits of regulation 8 (5.2) -- */

static void due_write(struct arrangement *a, const struct visit_due *due, long met)
{
	const char *on = date_iso(a->pool, due->date);
	bool over = a->state >= PF_END_DUE, kept = done(a, met);
	long since = date_days(due->from, a->f->today), stop = arrangement_stop(a);

	batch_row(BATCH_PF_DUE);
	batch_number(BATCH_PF_DUE, a->record);
	batch_text(BATCH_PF_DUE, date_iso(a->pool, due->from));
	batch_text(BATCH_PF_DUE, on);
	batch_text(BATCH_PF_DUE, kept ? arrangement_day(a, met) : "");
	batch_text(BATCH_PF_DUE, !kept && over && strcmp(on, arrangement_day(a, stop)) >= 0 ?
	    arrangement_day(a, stop) : "");
	if (!kept && !over)
		a->next_due = on;
	if (due->start)
		since = a->life.proposed ? a->life.known : a->life.decided;
	arrangement_agreed(a, "T4", "Next visit (regulation 8)", since, on, visit_due_why(a->pool,
	    &state.rules, due->start ? due->from : date_add_days(a->f->today, -(a->life.proposed ?
	    a->life.starts : a->life.received)), due), kept ? met : NEVER, over ? stop : NEVER);
}

/* Most come some days before it is due, one in twelve after it. */
static long visit_day(struct arrangement *a, const struct visit_due *due)
{
	long by = date_days(due->date, a->f->today), from = date_days(due->from, a->f->today), on;

	if (chance_in_1000(a->c, 80))
		return fill_weekday(a->f, by - (long)chance_between(a->c, 1, 18));
	on = by + (long)chance_between(a->c, 2, due->later ? 20 : 13);
	on = fill_weekday(a->f, on);
	return on < from ? on : from - 1;
}

static void regular_make(struct arrangement *a, const struct visit_due *due, long on)
{
	bool report = happened(on - 9);
	struct visit v = { .type = chance_in_1000(a->c, 25) ? "REQUESTED" : chance_in_1000(a->c, 25) ?
	    "UNANNOUNCED" : "REG8", .status = "DONE", .due = date_iso(a->pool, due->date), .on = on,
	    .alone = !chance_in_1000(a->c, 60), .worry = worry_choose(a) };

	v.report = report ? fill_weekday(a->f, on - (long)chance_between(a->c, 1, 9)) : NEVER;
	v.sign = v.report == NEVER ? NEVER : fill_weekday(a->f, v.report - (long)chance_between(a->c, 1, 6));
	if (chance_in_1000(a->c, 50) && on + 4 < date_days(due->from, a->f->today))
		(void)visit_make(a, &(struct visit){ .type = "REG8", .status = "ABORTIVE", .due = v.due,
		    .on = fill_weekday(a->f, on + 3), .report = NEVER, .sign = NEVER, .worry = SAFE });
	(void)visit_make(a, &v);
}

/* What is planned: in the weeks ahead alone, and not while the child is away. */
static void planned_make(struct arrangement *a, const struct visit_due *due, long on)
{
	if (a->state != PF_ACTIVE || on < -35 || !chance_in_1000(a->c, 700))
		return;
	on = on < 0 ? on : fill_weekday(a->f, -(long)chance_between(a->c, 1, 6));
	(void)visit_make(a, &(struct visit){ .type = "REG8", .status = "PLANNED", .due =
	    date_iso(a->pool, due->date), .on = on, .report = NEVER, .sign = NEVER, .worry = SAFE });
}

static void regular_write(struct arrangement *a)
{
	const struct life *l = &a->life;
	long deemed = l->proposed ? l->starts : l->received, on = NEVER;
	struct date start = date_add_days(a->f->today, -deemed), from = start;
	bool first = done(a, l->after.visit) && state.rules.initial_counts;
	struct visit_due due;

	for (;;) {
		visit_due_from(&state.rules, start, from, &due);
		on = first ? l->after.visit : visit_day(a, &due);
		if (!done(a, on) || (l->quiet > 0 && on < l->quiet) || (!first && !happened(l->after.visit)))
			break;
		if (!first)
			regular_make(a, &due, on);
		first = false;
		due_write(a, &due, on);
		from = date_add_days(a->f->today, -on);
	}
	due_write(a, &due, NEVER);
	planned_make(a, &due, on);
}

void visit_write(struct arrangement *a)
{
	const struct life *l = &a->life;
	long suit = l->proposed ? l->before.suit : l->after.suit;
	bool proposed = l->proposed && happened(l->decided);

	arrangement_clock(a, "TA", "Assessment of suitability", "fostering.ta_assessment", l->received,
	    suit, arrangement_stop(a));
	if (l->fate == FATE_RELATIVE || l->fate == FATE_SHORT || !happened(l->decided))
		return;
	if (proposed)
		stage_write(a, &l->before, 1, a->deemed_start != NULL ? l->known : NEVER);
	if (a->deemed_start == NULL)
		return;
	stage_write(a, &l->after, proposed ? 2 : 1, NEVER);
	regular_write(a);
}
