#include <stdio.h>
#include <string.h>

#include "../modules/fostering/notice-rules.h"
#include "conf.h"
#include "fill-arrangement.h"
#include "lists.h"
#include "match.h"

#define HOMES_MAX	8	/* carers of late who may take another child */
#define EXTRA_KINDS	2	/* checks of a carer beside the DBS check */

/* Why a child lives with whom, with the children-in-need factor (11). */
static const struct { unsigned weight; struct kinship kin; } kinships[] = {
	{ 190, { "FAMILY_FRIEND", "8E", "UK", "CARER" } },
	{ 130, { "FRIENDS_PARENT", "8E", "UK", "SOCIAL_WORKER" } },
	{ 130, { "HOST_FAMILY", "8B", "ASIA", "ARRANGER" } },
	{ 80, { "EDUCATION_GUARDIAN", "8B", "ASIA", "ARRANGER" } },
	{ 60, { "HOST_FAMILY", "8B", "EUROPE", "ARRANGER" } },
	{ 90, { "GREAT_RELATIVE", "8C", "AFRICA", "CARER" } },
	{ 80, { "COUSIN", "8C", "AFRICA", "SCHOOL" } },
	{ 60, { "COUSIN", "8E", "UK", "PARENT" } },
	{ 50, { "PARENT_UNMARRIED_PARTNER", "8E", "UK", "SOCIAL_WORKER" } },
	{ 40, { "GODPARENT", "8E", "CARIB", "CARER" } },
	{ 40, { "EX_STEP_PARENT", "8E", "UK", "HEALTH" } },
	{ 30, { "STRANGER", "8F", "MIDEAST", "UKVI" } },
	{ 20, { "OTHER_KIN", "8D", "UK", "PARENT" } },
};

static const struct kinship relative = { "GRANDPARENT", "8E", "UK", "SCHOOL" };

static struct {
	const struct form *form;
	struct home home[HOMES_MAX];
	unsigned homes;
} state;

void household_open(const struct fill *f)
{
	state.form = form_load(pool_printf(f->pool, "%s/forms/fostering/notice-1.xml",
	    conf_text("data.dir")), 0);
}

/* -- who -- */

static void kin_choose(struct arrangement *a)
{
	unsigned n = chance_below(a->c, 1000);
	size_t i;

	for (i = 0; n >= kinships[i].weight && i + 1 < COUNT(kinships); i++)
		n -= kinships[i].weight;
	a->kin = a->life.fate == FATE_RELATIVE ? relative : kinships[i].kin;
	/* Of whoever gives notice of a proposal most are those who have to. */
	if (a->life.proposed && strcmp(a->kin.notifier, "ARRANGER") != 0)
		a->kin.notifier = chance_in_1000(a->c, 700) ? "CARER" : "PARENT";
}

static void home_make(struct arrangement *a, struct home *h)
{
	const struct culture *culture = &words_cultures[chance_below(a->c, 3)];
	unsigned i;

	*h = (struct home){ .household = arrangement_number(), .adults = chance_in_1000(a->c, 600) ? 2 : 1,
	    .since = a->life.starts > a->life.received ? a->life.starts + 700 : a->life.received + 700 };
	(void)snprintf(h->family, sizeof(h->family), "%s", chance_of(a->c, culture->families));
	(void)snprintf(h->line1, sizeof(h->line1), "%u %s %s", chance_between(a->c, 1, 120),
	    chance_of(a->c, words_streets), chance_of(a->c, words_street_kinds));
	(void)snprintf(h->postcode, sizeof(h->postcode), "SM%u %u%c%c", chance_between(a->c, 1, 28),
	    chance_between(a->c, 1, 9), "ABDEFGHJLNPQRSTUWXYZ"[chance_below(a->c, 20)],
	    "ABDEFGHJLNPQRSTUWXYZ"[chance_below(a->c, 20)]);
	for (i = 0; i < h->adults; i++) {
		h->person[i] = arrangement_number();
		(void)snprintf(h->given[i], sizeof(h->given[i]), "%s", chance_of(a->c, i == 0 ?
		    culture->girls : culture->boys));
	}
}

/* Some carers take a second and a third child; never more than the usual limit. */
void household_choose(struct arrangement *a)
{
	struct home *h = &state.home[chance_below(a->c, HOMES_MAX)];

	kin_choose(a);
	if (h->household != 0 && h->children < 3 && chance_in_1000(a->c, 140) &&
	    strcmp(a->kin.relationship, "HOST_FAMILY") == 0)
		a->home = h;
	else {
		a->home = &state.home[state.homes++ % HOMES_MAX];
		home_make(a, a->home);
	}
	a->home->children++;
	a->parent = arrangement_number();
	a->parent_name = pool_printf(a->pool, "%s %s", a->child->carers > 0 ?
	    a->child->carer[0].given : "Ann", a->child->family);
}

/* -- rows -- */

static void person_write(struct arrangement *a, unsigned long long id, const char *given,
    const char *family, const char *sex, unsigned age)
{
	batch_row(BATCH_PF_PERSON);
	batch_number(BATCH_PF_PERSON, id);
	batch_text(BATCH_PF_PERSON, chance_handle(a->c, a->pool));
	batch_text(BATCH_PF_PERSON, given);
	batch_text(BATCH_PF_PERSON, family);
	batch_text(BATCH_PF_PERSON, date_iso(a->pool, date_add_days(a->f->today,
	    -(long)age * 365 - (long)chance_below(a->c, 365))));
	batch_text(BATCH_PF_PERSON, sex);
	batch_text(BATCH_PF_PERSON, pool_printf(a->pool, "01632 960%03u", chance_below(a->c, 1000)));
	batch_text(BATCH_PF_PERSON, match_soundex(a->pool, family));
	batch_number(BATCH_PF_PERSON, a->front->id);
	batch_text(BATCH_PF_PERSON, arrangement_moment(a, a->life.received, 121));
}

static void address_write(struct arrangement *a, unsigned long long person, const char *line1,
    const char *postcode, const char *country, long since)
{
	batch_row(BATCH_PF_ADDRESS);
	batch_number(BATCH_PF_ADDRESS, person);
	batch_text(BATCH_PF_ADDRESS, line1);
	batch_text(BATCH_PF_ADDRESS, country[0] == '\0' ? a->f->town : "");
	batch_text(BATCH_PF_ADDRESS, postcode);
	batch_text(BATCH_PF_ADDRESS, country);
	batch_text(BATCH_PF_ADDRESS, arrangement_day(a, since));
	batch_number(BATCH_PF_ADDRESS, a->front->id);
	batch_text(BATCH_PF_ADDRESS, arrangement_moment(a, a->life.received, 121));
}

static void check_write(struct arrangement *a, unsigned adult, const char *kind, long asked,
    unsigned days)
{
	long came = fill_weekday(a->f, asked - (long)days);
	bool renew = strcmp(kind, "DBS") == 0, there = happened(came) && came >= arrangement_stop(a);
	unsigned long long id = arrangement_number();

	if (!happened(asked) || asked < arrangement_stop(a))
		return;
	batch_row(BATCH_PF_CHECK);
	batch_number(BATCH_PF_CHECK, id);
	batch_number(BATCH_PF_CHECK, a->home->person[adult]);
	batch_text(BATCH_PF_CHECK, fill_code("fostering-check", kind));
	batch_text(BATCH_PF_CHECK, arrangement_day(a, asked));
	batch_text(BATCH_PF_CHECK, there ? arrangement_day(a, came) : "");
	batch_text(BATCH_PF_CHECK, there ? fill_code("fostering-check-result", renew ? "NONE" : "GOOD") :
	    "");
	batch_text(BATCH_PF_CHECK, there && renew ? arrangement_due(a, "fostering.t11_dbs_renewal", came) :
	    "");
	batch_number(BATCH_PF_CHECK, a->owner->id);
	batch_text(BATCH_PF_CHECK, arrangement_moment(a, asked, 330));
	if (there && renew)
		arrangement_clock(a, pool_printf(a->pool, "T11-%llu", id), "Renew the DBS check of an adult",
		    "fostering.t11_dbs_renewal", came, NEVER, a->life.closed);
}

static void checks_write(struct arrangement *a)
{
	static const char *const kinds[] = { "OWN", "HEALTH", "SCHOOL", "REF1", "REF2", "POLICE" };
	const struct stage *s = a->life.proposed ? &a->life.before : &a->life.after;
	unsigned i;

	if (s->visit == NEVER || a->life.fate == FATE_RELATIVE || a->life.fate == FATE_SHORT)
		return;
	for (i = 0; i < a->home->adults; i++)
		check_write(a, i, "DBS", s->visit, chance_between(a->c, 8, 40));
	for (i = 0; i < EXTRA_KINDS; i++)
		check_write(a, 0, kinds[(i * 3 + chance_below(a->c, 3)) % COUNT(kinds)], s->visit,
		    chance_between(a->c, 3, 20));
}

static void home_write(struct arrangement *a)
{
	struct home *h = a->home;
	const char *at = arrangement_moment(a, a->life.received, 121);
	unsigned i;

	batch_row(BATCH_PF_HOUSEHOLD);
	batch_number(BATCH_PF_HOUSEHOLD, h->household);
	batch_text(BATCH_PF_HOUSEHOLD, chance_handle(a->c, a->pool));
	batch_text(BATCH_PF_HOUSEHOLD, h->line1);
	batch_text(BATCH_PF_HOUSEHOLD, a->f->town);
	batch_text(BATCH_PF_HOUSEHOLD, h->postcode);
	batch_text(BATCH_PF_HOUSEHOLD, arrangement_day(a, h->since));
	batch_number(BATCH_PF_HOUSEHOLD, a->front->id);
	batch_text(BATCH_PF_HOUSEHOLD, at);
	for (i = 0; i < h->adults; i++) {
		person_write(a, h->person[i], h->given[i], h->family, i == 0 ? "F" : "M",
		    chance_between(a->c, 33, 62));
		address_write(a, h->person[i], h->line1, h->postcode, "", h->since);
		batch_row(BATCH_PF_MEMBER);
		batch_number(BATCH_PF_MEMBER, h->household);
		batch_number(BATCH_PF_MEMBER, h->person[i]);
		batch_text(BATCH_PF_MEMBER, fill_code("fostering-household", i == 0 ? "CARER" : "PARTNER"));
		batch_text(BATCH_PF_MEMBER, arrangement_day(a, h->since));
		batch_number(BATCH_PF_MEMBER, a->front->id);
		batch_text(BATCH_PF_MEMBER, at);
	}
}

void household_write(struct arrangement *a)
{
	bool abroad = a->kin.scenario[1] == 'B' || a->kin.scenario[1] == 'C';

	if (a->home->children == 1)
		home_write(a);
	checks_write(a);
	person_write(a, a->parent, a->child->carers > 0 ? a->child->carer[0].given : "Ann",
	    a->child->family, "F", chance_between(a->c, 32, 48));
	address_write(a, a->parent, "17 Harbour Row", "", abroad ? "Abroad" : "", a->life.received + 900);
	batch_row(BATCH_PF_RELATED);
	batch_number(BATCH_PF_RELATED, a->record);
	batch_number(BATCH_PF_RELATED, a->parent);
	batch_text(BATCH_PF_RELATED, fill_code("relationship", "MOT"));
	batch_number(BATCH_PF_RELATED, a->owner->id);
	batch_text(BATCH_PF_RELATED, arrangement_moment(a, a->life.received, 125));
}

/* -- the notices (3) and Schedule 1 (4) -- */

static const char *notifier_name(const struct arrangement *a, const char *notifier)
{
	if (strcmp(notifier, "CARER") == 0)
		return pool_printf(a->pool, "%s %s", a->home->given[0], a->home->family);
	return strcmp(notifier, "PARENT") == 0 ? a->parent_name :
	    strcmp(notifier, "ARRANGER") == 0 ? "Harbour Guardianship" : "Alex Moore";
}

static void schedule_child(struct arrangement *a, struct paper *p, bool whole)
{
	const struct child *child = a->child;

	paper_put(p, "child_name", 0, a->subject);
	paper_put(p, "child_sex", 0, child->sex);
	paper_put(p, "child_born_on", 0, date_iso(a->pool, child->born));
	paper_put(p, "child_birthplace", 0, whole ? lists_label("fostering-birthplace",
	    a->kin.birthplace, a->f->iso_today) : "");
	paper_put(p, "child_religion", 0, whole ? "NONE" : "");
	paper_put(p, "child_origin", 0, child->ethnicity);
	paper_put(p, "child_origin_other", 0, strstr("WOTH MOTH AOTH BOTH OOTH", child->ethnicity) != NULL ?
	    "As the family says" : "");
	paper_put(p, "child_culture", 0, whole ? "As the family describes it" : "");
	paper_put(p, "child_language", 0, child->language);
	paper_put(p, "child_interpreter", 0, "N");
}

static void schedule_people(struct arrangement *a, struct paper *p, const char *notifier)
{
	const char *carer = notifier_name(a, "CARER");
	bool by_carer = strcmp(notifier, "CARER") == 0;

	paper_put(p, "notifier_name", 0, by_carer ? "" : notifier_name(a, notifier));
	paper_put(p, "notifier_address", 0, by_carer ? "" : "1 Market Square, Sandmouth");
	paper_put(p, "notifier_addresses_all", 0, by_carer ? "" : "Y");
	paper_put(p, "carer_name", 0, carer);
	paper_put(p, "carer_address", 0, pool_printf(a->pool, "%s, %s, %s", a->home->line1, a->f->town,
	    a->home->postcode));
	paper_put(p, "carer_relationship", 0, a->kin.relationship);
	paper_put(p, "carer_addresses_all", 0, "Y");
	paper_put(p, "parent_name", 1, a->parent_name);
	paper_put(p, "parent_part", 1, "PARENT");
	paper_put(p, "parent_address", 1, "17 Harbour Row, Sandmouth");
	paper_put(p, "parent_pr", 1, "Y");
	paper_put(p, "has_siblings", 0, "N");
	paper_put(p, "has_arrangers", 0, "N");
	paper_put(p, "starts_on", 0, arrangement_day(a, a->life.starts));
	paper_put(p, "duration", 0, a->life.open_ended ? "Open ended" : "About six months");
}

static void schedule_offences(struct paper *p, bool asks)
{
	static const char *const fields[] = { "convicted", "disqualified", "household_record",
	    "order_carer", "order_child", "vested" };
	size_t i;

	for (i = 0; asks && i < COUNT(fields); i++)
		paper_put(p, fields[i], 0, "N");
}

/* Of a notice that begins nothing it stays empty. */
static unsigned long long schedule_empty(struct arrangement *a, long on, unsigned number)
{
	struct paper p;

	paper_start(&p, a->pool, state.form, a->f->iso_today, arrangement_number());
	arrangement_document(a, &p, number, arrangement_moment(a, on, 60), NULL, 0);
	return p.id;
}

enum { LEFT_OPEN = 3 };		/* what schedule_child leaves out of one that is not whole */

static unsigned long long schedule_write(struct arrangement *a, const char *notifier,
    const char *regulation, unsigned number, bool whole)
{
	bool by_carer = strcmp(notifier, "CARER") == 0;
	bool asks = by_carer && lists_flag("fostering-regulation", regulation, "carer");
	const char *at = arrangement_moment(a, a->life.received, 125);
	struct paper p;

	paper_start(&p, a->pool, state.form, a->f->iso_today, arrangement_number());
	p.answer = BATCH_PF_ANSWER;
	paper_put(&p, "by_carer", 0, by_carer ? "Y" : "N");
	paper_put(&p, "asks_carer", 0, asks ? "Y" : "N");
	schedule_child(a, &p, whole);
	schedule_people(a, &p, notifier);
	schedule_offences(&p, asks);
	paper_check(&p, whole);
	paper_save(&p, a->front->id, at);
	arrangement_document(a, &p, number, at, NULL, 0);
	return p.id;
}

struct told {
	const char *regulation, *notifier, *channel, *event_on;
	long on;
	bool whole;
};

static void notice_write(struct arrangement *a, const struct told *n)
{
	bool written = lists_flag("fostering-channel", n->channel, "written");
	bool first = lists_flag("fostering-regulation", n->regulation, "first");
	struct notice_class class = { "", "" };
	unsigned number = ++a->notices;

	if (first)
		notice_classify(a->pool, n->regulation, lists_flag("fostering-notifier", n->notifier, "duty"),
		    arrangement_day(a, n->on), n->event_on, (unsigned)conf_number("fostering.notice_days"),
		    &class);
	batch_row(BATCH_PF_NOTIFICATION);
	batch_number(BATCH_PF_NOTIFICATION, a->record);
	batch_number(BATCH_PF_NOTIFICATION, number);
	batch_number(BATCH_PF_NOTIFICATION, first ? schedule_write(a, n->notifier, n->regulation, number,
	    n->whole) : schedule_empty(a, n->on, number));
	batch_text(BATCH_PF_NOTIFICATION, fill_code("fostering-regulation", n->regulation));
	batch_text(BATCH_PF_NOTIFICATION, fill_code("fostering-notifier", n->notifier));
	batch_text(BATCH_PF_NOTIFICATION, notifier_name(a, n->notifier));
	batch_text(BATCH_PF_NOTIFICATION, number == 1 ? a->first_notice_at :
	    arrangement_moment(a, n->on, 60));
	batch_text(BATCH_PF_NOTIFICATION, arrangement_day(a, n->on));
	batch_text(BATCH_PF_NOTIFICATION, fill_code("fostering-channel", n->channel));
	batch_text(BATCH_PF_NOTIFICATION, written ? arrangement_day(a, n->on) : "");
	batch_text(BATCH_PF_NOTIFICATION, n->event_on);
	batch_text(BATCH_PF_NOTIFICATION, fill_code("fostering-class", class.code));
	batch_text(BATCH_PF_NOTIFICATION, class.why);
	batch_number(BATCH_PF_NOTIFICATION, first && !n->whole ? LEFT_OPEN : 0);
	batch_text(BATCH_PF_NOTIFICATION, "");
	batch_number(BATCH_PF_NOTIFICATION, number == 1 ? a->front->id : a->owner->id);
}

void household_notices(struct arrangement *a)
{
	const struct life *l = &a->life;
	bool duty = lists_flag("fostering-notifier", a->kin.notifier, "duty"), phone;
	struct told n = { .regulation = !duty ? "REFERRAL" : !l->proposed ? "5" :
	    strcmp(a->kin.notifier, "CARER") == 0 ? "3(1)" : strcmp(a->kin.notifier, "PARENT") == 0 ?
	    "3(3)" : "3(2)", .notifier = a->kin.notifier, .on = l->received,
	    .event_on = arrangement_day(a, l->starts), .whole = !chance_in_1000(a->c, 220) };

	phone = l->received <= 20 ? chance_in_1000(a->c, 500) : false;
	n.channel = phone ? "PHONE" : chance_in_1000(a->c, 500) ? "EMAIL" : "WRITING";
	notice_write(a, &n);
	if (!n.whole)
		arrangement_task(a, "ITEMS", "Obtain what Schedule 1 asks and the notice leaves open", NULL,
		    l->received, NEVER);
	if (phone) {
		arrangement_clock(a, "T12", "Notice in writing", "fostering.t12_written_notice", l->received,
		    NEVER, a->life.closed);
		arrangement_task(a, "WRITTEN", "Obtain notice 1 in writing (regulation 11)",
		    arrangement_due(a, "fostering.t12_written_notice", l->received), l->received, NEVER);
	}
	if (l->proposed && happened(l->known) && l->fate != FATE_DROPPED)
		notice_write(a, &(struct told){ "6(1)", "CARER", "EMAIL", arrangement_day(a, l->starts),
		    l->known, true });
	if (a->state >= PF_END_DUE && l->fate == FATE_END && happened(l->told) && l->detailed != NEVER &&
	    chance_in_1000(a->c, 600) && a->deemed_start != NULL)
		notice_write(a, &(struct told){ "10(1)", "CARER", "EMAIL", arrangement_day(a, l->ended),
		    l->told, true });
}
