#include <string.h>

#include "../modules/lscb/age-rules.h"
#include "fill-death.h"
#include "lists.h"

/* What is done on a case until the panel has it: the response, other processes, the
 * family, the local discussion with its draft analysis. */

/* -- the response to an unexpected death (1.5) -- */

static void response_step(struct death *d, const char *code, long on)
{
	if (!cd_happened(on))
		return;
	batch_put(BATCH_CD_RESPONSE_STEP, "usssu", d->record, fill_code("lscb-response-step", code),
	    death_moment(d, on, 250), "Police, paediatrician and social care", d->staff->lead->id);
	death_event(d, d->staff->lead, on, 250, "response.step", lists_label("lscb-response-step", code,
	    d->f->iso_today));
}

static long lesser(long a, long b)
{
	return a < b ? a : b;
}

static void response_run(struct death *d)
{
	const struct death_life *l = &d->life;
	long visit = lesser(l->died - (long)chance_below(d->c, 3), l->notified);
	long meeting = l->notified - (long)chance_below(d->c, 6);
	long interim = lesser(l->died - (long)chance_between(d->c, 4, 10), l->notified);

	death_clock(d, "PLANNING", "First planning discussion of the response", "lscb.planning_due",
	    l->notified, 0, l->notified);
	death_clock(d, "VISIT", "Joint visit to home or scene", "lscb.visit_due", l->died, 30, visit);
	death_clock(d, "MEETING", "Multi-agency meeting of the response", "lscb.meeting_due", l->notified,
	    200, meeting);
	death_clock(d, "INTERIM", "Interim case discussion", "lscb.interim_due", l->died, 0, interim);
	response_step(d, "PLANNING", l->notified);
	response_step(d, "VISIT", visit);
	response_step(d, "MEETING", meeting);
	response_step(d, "INTERIM", interim);
	response_step(d, "FINISHED", interim - 50);
	if (d->fact.set[0] == 'L')
		death_task(d, "FORM-D", "Audit the response with its form", "", l->notified, interim - 60);
	batch_put(BATCH_CD_PART, "uussuss", d->record, d->staff->lead->id, "JAR",
	    death_moment(d, l->notified, 205), d->owner->id, cd_happened(interim - 50) ?
	    death_moment(d, interim - 50, 251) : "", "");
}

static void response_write(struct death *d)
{
	const struct death_facts *x = &d->fact;
	bool needed = x->response;

	if (x->expected[0] != 'U' || d->plan->turn == 0)
		return;
	batch_put(BATCH_CD_RESPONSE, "ussss" "susus", d->record, needed ? "R" : "N", x->category <= 3 ?
	    "1" : "2", death_moment(d, d->life.notified, 200), d->staff->lead->name, needed ? "" :
	    "The cause was plain at once and nothing pointed elsewhere", needed ? 0ULL :
	    d->staff->doctor->id, needed ? "" : death_moment(d, d->life.notified, 240), d->owner->id,
	    death_moment(d, d->life.notified, 201));
	death_event(d, d->staff->lead, d->life.notified, 201, "response", pool_printf(d->pool,
	    "Response to the death: %s", lists_label("lscb-response", needed ? "R" : "N", d->f->iso_today)));
	if (needed)
		response_run(d);
}

/* -- processes beside the review (1.8) -- */

#define LETTER_DAYS	59	/* a day before the program would ask by itself */

/* Asked again every two months while the case is on hold. */
static long chased(struct death *d, const struct death_gate *g)
{
	const struct death_life *l = &d->life;
	long last = CD_NEVER, on;

	if (!g->hard || !cd_happened(l->hold))
		return CD_NEVER;
	for (on = lesser(l->hold, g->from - LETTER_DAYS); cd_happened(on) && on > g->to; on -= LETTER_DAYS) {
		death_task(d, "PARALLEL", pool_printf(d->pool, "Write and ask how it stands: %s",
		    lists_label("lscb-gate", g->code, d->f->iso_today)), death_day(d, on), on, on - 4);
		last = on;
	}
	return last;
}

static void gate_write(struct death *d, const struct death_gate *g)
{
	bool over = cd_happened(g->to);
	long asked;

	if (!cd_happened(g->from))
		return;
	asked = chased(d, g);
	batch_put(BATCH_CD_GATE, "usus" "sssssss" "sus" "us", d->record, fill_code("lscb-gate", g->code),
	    (unsigned long long)g->hard, over ? "ENDED" : "OPEN", g->organisation, death_day(d, g->from),
	    asked == CD_NEVER ? "" : death_day(d, asked), over ? death_day(d, g->to) : "", over ?
	    fill_code("lscb-gate-outcome", g->outcome) : "", over ? fill_code("lscb-inquest", g->inquest) :
	    "", over ? g->note : "", "", 0ULL, "", d->owner->id, death_moment(d, g->from, 130));
	death_event(d, d->owner, g->from, 130, "gate.open", pool_printf(d->pool, "Beside the review: %s",
	    lists_label("lscb-gate", g->code, d->f->iso_today)));
	death_event(d, d->owner, g->to, 240, "gate.end", pool_printf(d->pool, "Ended: %s",
	    lists_label("lscb-gate", g->code, d->f->iso_today)));
}

/* 5.5: of category 1 it is always decided. */
static void referral_write(struct death *d)
{
	const struct death_life *l = &d->life;
	long on = l->accepted - 2, decided = l->accepted - 24;
	bool said = cd_happened(decided);

	if (d->fact.category != 1 || !cd_happened(on))
		return;
	batch_put(BATCH_CD_REFERRAL, "ussssss" "sss" "us", d->record, "SCR", "MALTREATMENT", death_day(d, on),
	    d->owner->name, "Suspected harm by somebody in the household", said ?
	    d->fact.review ? "SCR" : "NO" : "", said ? death_day(d, decided) : "", said ?
	    "Decided by the chair of the board" : "", "", d->owner->id, death_moment(d, on, 140));
	death_event(d, d->owner, on, 140, "referral", "Referred on: Serious case review or practice review");
}

/* -- the family (A1.10) -- */

static void family_put(struct death *d, long on, const char *status, const char *method, const char *leaflet)
{
	if (!cd_happened(on))
		return;
	batch_put(BATCH_CD_FAMILY, "usssss" "sus", d->record, death_day(d, on), fill_code("lscb-family",
	    status), fill_code("lscb-family-method", method), d->staff->key->name, "Parents", leaflet,
	    d->staff->key->id, death_moment(d, on, 260));
	death_event(d, d->staff->key, on, 260, "family", pool_printf(d->pool, "Family: %s",
	    lists_label("lscb-family", status, d->f->iso_today)));
}

static void family_write(struct death *d)
{
	long told = lesser(d->life.notified - (long)chance_between(d->c, 1, 18), d->life.accepted);
	bool reached = !chance_in_1000(d->c, 50);

	family_put(d, told, reached ? "TOLD" : "UNREACHABLE", reached ? "VISIT" : "LETTER", "Y");
	if (reached && chance_in_1000(d->c, 450))
		family_put(d, told - 15, chance_in_1000(d->c, 700) ? "RECEIVED" : "DECLINED", "PHONE", "");
	death_task(d, "FAMILY", "Tell the family of the review, with the leaflet", "", d->life.accepted, told);
	family_put(d, d->life.told, "FEEDBACK", "MEETING", "");
	if (d->plan->number % 6 == 0 || d->plan->turn >= 0)
		batch_put(BATCH_CD_PART, "uussuss", d->record, d->staff->key->id, "KEY",
		    death_moment(d, told > 1 ? told : 1, 250), d->owner->id, cd_happened(d->life.closed) ?
		    death_moment(d, d->life.closed, 530) : "", "/family");
}

static void tasks_write(struct death *d)
{
	const struct death_life *l = &d->life;

	if (d->fact.at_risk[0] == 'Y')
		death_task(d, "SAFEGUARD", "Other children at risk: act", death_day(d, l->notified), l->notified,
		    l->notified - 1);
	if (d->fact.looked_after[0] == 'Y')
		death_task(d, "STATUTORY", "Notify the death of a looked-after child", death_day(d,
		    l->accepted - 7), l->accepted, l->accepted - 5);
	if (d->fact.category == 1)
		death_task(d, "CONSIDER-SCR", "Consider a referral for a case review: a report gives concern "
		    "about abuse or neglect", "", l->accepted, l->accepted - 2);
}

static void life_write(struct death *d)
{
	static const struct { long before; const char *text, *source; } events[] = {
		{ 40, "Seen by the general practitioner for a cough; advice given.", "General practice" },
		{ 9, "Seen at home by a nurse; nothing of concern noted.", "Community health" },
		{ 1, "Became unwell in the evening.", "Parents" },
	};
	size_t i;

	for (i = 0; cd_happened(d->life.discussed) && i < COUNT(events); i++)
		if (strcmp(fill_day(d->f, d->pool, d->life.died + events[i].before), d->fact.born_on) > 0)
			batch_put(BATCH_CD_LIFE, "usssus", d->record, death_day(d, d->life.died +
			    events[i].before), events[i].text, events[i].source, d->owner->id,
			    death_moment(d, d->life.discussed, 270));
}

/* -- the discussion (0.4) -- */

static void discussion_write(struct death *d)
{
	const struct death_life *l = &d->life;
	bool modern = d->fact.set[0] == 'C', held = cd_happened(l->discussed);

	if (!cd_happened(l->set))
		return;
	batch_put(BATCH_CD_DISCUSSION, "ussss" "sss" "us", d->record, modern ? "CDRM" : "LOCAL",
	    death_day(d, l->discussed), d->staff->doctor->name, "Those who reported", held ?
	    death_day(d, l->discussed) : "", held ? "GP PAED-AC CSC" : "", held ?
	    death_day(d, l->discussed) : "", d->owner->id, death_moment(d, l->set, 145));
	death_event(d, d->owner, l->discussed, 200, "discussion.held",
	    "Discussion held, draft analysis received");
}

static void clocks_write(struct death *d)
{
	const struct death_life *l = &d->life;
	bool modern = d->fact.set[0] == 'C';
	long from = l->discussed;
	unsigned i;

	if (!cd_happened(l->accepted))
		return;
	death_clock(d, "REVIEW", "Review by the panel completed", "lscb.review_due", l->died, 0, l->meets);
	death_clock(d, modern ? "CDRM" : "LOCAL", modern ? "Child death review meeting held" :
	    "Local case discussion held", modern ? "lscb.cdrm_due" : "lscb.local_due", l->died, 0,
	    l->discussed);
	for (i = 0; i < l->gates; i++)
		if (strcmp(l->gate[i].code, "G-COR") == 0 && (!cd_happened(from) || cd_happened(l->gate[i].to)))
			from = lesser(from, l->gate[i].to);
	if (modern)
		death_clock(d, "PANEL", "Review by the panel after the last report", "lscb.panel_due", from, 0,
		    l->meets);
}

/* -- the steps up to the panel -- */

static void steps_write(struct death *d)
{
	const struct death_life *l = &d->life;
	const struct worker *by = d->owner;

	death_event(d, by, l->scoped, 200, "scope", "Scope: In scope (step 5)");
	death_step(d, by, l->accepted, 120, "accepted", "Accepted for review", CD_GATHERING);
	death_step(d, by, l->set, 145, "discussion", "Local discussion set", CD_DISCUSSION);
	if (d->plan->number % 41 == 7 || d->plan->turn == 11) {
		death_step(d, by, l->set, 150, "undo", "Step taken back", CD_GATHERING);
		death_step(d, by, l->set, 160, "discussion", "Local discussion set", CD_DISCUSSION);
	}
	if (d->plan->number % 37 == 5 && l->discussed < l->set - 6) {
		death_step(d, by, l->set - 3, 150, "more", "More is needed", CD_GATHERING);
		death_step(d, by, l->set - 5, 150, "discussion", "Local discussion set", CD_DISCUSSION);
	}
	death_step(d, by, l->hold, 561, "hold", "On hold for another process", CD_HOLD);
	death_event(d, by, l->hold, 562, "hold.why", "Awaited: another process");
	death_step(d, by, l->news, 241, "news", "New material after a process ended", CD_GATHERING);
	death_step(d, by, l->ready, 340, "ready", "Ready for the panel", CD_READY);
}

void death_draft_write(struct death *d)
{
	unsigned i;

	steps_write(d);
	response_write(d);
	for (i = 0; i < d->life.gates; i++)
		gate_write(d, &d->life.gate[i]);
	referral_write(d);
	if (d->plan->turn != 0) {
		family_write(d);
		tasks_write(d);
	}
	life_write(d);
	discussion_write(d);
	clocks_write(d);
}
