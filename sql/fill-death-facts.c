#include <stdio.h>
#include <string.h>

#include "../modules/lscb/age-rules.h"
#include "fill-death.h"
#include "lists.h"
#include "match.h"

/* Who died, and of what: categories, ages, places and the rest as often as 8.3 says. */

#define C_SINCE		900	/* days since the forms of set C came */

struct weighted {
	const char *code;
	unsigned weight;
};

#define WEIGHTED(...)	(const struct weighted[]){ __VA_ARGS__, { NULL, 0 } }

static const char *weigh(struct chance *c, const struct weighted *list)
{
	unsigned all = 0, luck, i;

	for (i = 0; list[i].code != NULL; i++)
		all += list[i].weight;
	luck = chance_below(c, all);
	for (i = 0; luck >= list[i].weight; i++)
		luck -= list[i].weight;
	return list[i].code;
}

/* By category: per cent of reviews, per cent modifiable under set L and set C, ages by
 * band, per cent unexpected, place of the event, principal event. */
static const struct kind {
	unsigned share, modifiable[2], band[6], unexpected;
	const struct weighted *place, *event;
} kinds[11] = {
	[1] = { 2, { 68, 72 }, { 5, 45, 20, 10, 10, 10 }, 100,
	    WEIGHTED({ "HOME", 80 }, { "PUBL", 15 }, { "PRIV", 5 }), WEIGHTED({ "E11", 1 }) },
	[2] = { 3, { 60, 68 }, { 0, 0, 0, 0, 35, 65 }, 100,
	    WEIGHTED({ "HOME", 70 }, { "PUBL", 25 }, { "MHIU", 5 }), WEIGHTED({ "E12", 1 }) },
	[3] = { 6, { 60, 77 }, { 0, 0, 15, 10, 20, 55 }, 100,
	    WEIGHTED({ "PUBL", 55 }, { "HOME", 28 }, { "PRIV", 8 }, { "SCHL", 2 }, { "ABRD", 7 }),
	    WEIGHTED({ "E05", 50 }, { "E06", 15 }, { "E09", 22 }, { "E07", 8 }, { "E08", 5 }) },
	[4] = { 7, { 5, 10 }, { 0, 0, 25, 25, 25, 25 }, 5,
	    WEIGHTED({ "HOSP", 28 }, { "HOME", 27 }, { "H-WARD", 30 }, { "H-PICU", 15 }),
	    WEIGHTED({ "E03", 70 }, { "E99", 30 }) },
	[5] = { 6, { 30, 48 }, { 25, 20, 20, 12, 13, 10 }, 60,
	    WEIGHTED({ "HOME", 30 }, { "H-WARD", 30 }, { "H-PICU", 25 }, { "H-ED", 15 }), WEIGHTED({ "E99", 1 }) },
	[6] = { 5, { 22, 30 }, { 10, 25, 20, 15, 15, 15 }, 30,
	    WEIGHTED({ "HOME", 26 }, { "HOSP", 15 }, { "H-WARD", 34 }, { "H-PICU", 25 }),
	    WEIGHTED({ "E03", 40 }, { "E99", 60 }) },
	[7] = { 24, { 11, 22 }, { 30, 30, 20, 8, 6, 6 }, 8,
	    WEIGHTED({ "H-NNU", 32 }, { "H-PICU", 26 }, { "H-WARD", 21 }, { "HOME", 13 }, { "HOSP", 8 }),
	    WEIGHTED({ "E03", 70 }, { "E99", 30 }) },
	[8] = { 33, { 21, 47 }, { 90, 8, 2, 0, 0, 0 }, 5,
	    WEIGHTED({ "H-NNU", 74 }, { "H-LAB", 18 }, { "H-PICU", 5 }, { "HOME", 3 }), WEIGHTED({ "E02", 1 }) },
	[9] = { 6, { 30, 47 }, { 25, 35, 17, 10, 6, 7 }, 60,
	    WEIGHTED({ "HOME", 25 }, { "H-WARD", 40 }, { "H-PICU", 25 }, { "H-ED", 10 }), WEIGHTED({ "E99", 1 }) },
	[10] = { 8, { 66, 82 }, { 0, 85, 10, 2, 2, 1 }, 100,
	    WEIGHTED({ "HOME", 86 }, { "PRIV", 11 }, { "OTHR", 3 }), WEIGHTED({ "E04", 1 }) },
};

static const struct weighted ethnic[] = { { "WBRI", 570 }, { "WOTH", 40 }, { "WIRI", 10 },
	{ "APKN", 75 }, { "AIND", 40 }, { "ABAN", 35 }, { "AOTH", 20 }, { "BAFR", 65 }, { "BCRB", 25 },
	{ "MWBC", 25 }, { "MWBA", 20 }, { "MWAS", 15 }, { "CHNE", 10 }, { "OOTH", 20 }, { "NOBT", 30 },
	{ NULL, 0 } };
static const struct weighted wards[] = { { "Harbour", 20 }, { "Quayside", 16 }, { "Foundry", 15 },
	{ "Station", 12 }, { "Marram", 10 }, { "Larch Hill", 9 }, { "Priory", 7 }, { "Downs", 6 },
	{ "Beacon", 5 }, { NULL, 0 } };

/* -- days -- */

static unsigned band_choose(struct chance *c, const unsigned band[6])
{
	unsigned luck = chance_below(c, 100), i;

	for (i = 0; i < 5 && luck >= band[i]; i++)
		luck -= band[i];
	return i + 1;
}

static long age_choose(struct chance *c, unsigned category, unsigned band)
{
	switch (band) {
	case 1:
		return category == 9 ? (long)chance_between(c, 8, 27) :
		    chance_in_1000(c, 700) ? (long)chance_below(c, 7) : (long)chance_between(c, 7, 27);
	case 2:
		return category == 10 ? (long)chance_between(c, 28, 240) : (long)chance_between(c, 28, 360);
	case 3:
		return (long)chance_between(c, 370, 1820);
	case 4:
		return (long)chance_between(c, 1835, 3640);
	case 5:
		return (long)chance_between(c, 3660, 5470);
	default:
		return (long)chance_between(c, 5485, 6560);
	}
}

/* -- choosing -- */

static unsigned category_choose(struct chance *c, int turn)
{
	/* So that each who signs in for an agency has something to answer, and a case is held. */
	static const unsigned given[] = { [2] = 10, [3] = 2, [5] = 10, [6] = 3, [8] = 1, [9] = 3 };
	unsigned luck = chance_below(c, 100), i;

	if (turn >= 0 && (unsigned)turn < COUNT(given) && given[turn] != 0)
		return given[turn];
	for (i = 1; i < 10 && luck >= kinds[i].share; i++)
		luck -= kinds[i].share;
	return i;
}

static const struct culture *culture_of(const char *ethnicity)
{
	switch (ethnicity[0]) {
	case 'A':
		return &words_cultures[1];
	case 'B':
		return &words_cultures[4];
	case 'C':
		return &words_cultures[6];
	default:
		return &words_cultures[strcmp(ethnicity, "WOTH") == 0 ? 2 : 0];
	}
}

static void name_choose(struct chance *c, struct pool *pool, struct death_facts *x)
{
	const struct culture *culture = culture_of(x->ethnicity);

	x->family = culture->daughters_differ || culture == &words_cultures[0] ?
	    pool_printf(pool, "%s%s", chance_of(c, words_family_starts), chance_of(c, words_family_ends)) :
	    chance_of(c, culture->families);
	x->given = chance_of(c, x->sex[0] == 'F' ? culture->girls : culture->boys);
	x->baby_of = x->band[0] == '1' && chance_in_1000(c, 250);
	if (x->baby_of)
		x->given = "";
}

static void beside_choose(struct chance *c, struct death_facts *x)
{
	bool sudden = x->expected[0] == 'U', outer = x->category <= 3 || x->category == 10;

	x->coroner = outer || (sudden && chance_in_1000(c, 700));
	x->post_mortem = x->coroner && chance_in_1000(c, 850);
	x->inquest = x->category <= 3 || (x->coroner && chance_in_1000(c, 220));
	x->criminal = (x->category == 1 && chance_in_1000(c, 850)) || (x->category == 3 &&
	    chance_in_1000(c, 120));
	x->review = x->category == 1 && chance_in_1000(c, 700);
	x->nhs_review = !outer && chance_in_1000(c, x->band[0] == '1' ? 350 : 120);
	x->response = sudden && (outer || chance_in_1000(c, 850));
}

static void social_choose(struct chance *c, struct death_facts *x)
{
	bool hurt = x->category == 1;
	unsigned luck = chance_below(c, 1000);

	x->plan = luck < (hurt ? 350 : 25) ? "CURRENT" : luck < (hurt ? 550 : 75) ? "PREVIOUS" :
	    luck > 980 ? "NK" : "NEVER";
	luck = chance_below(c, 1000);
	x->order = luck < 15 ? "CURRENT" : luck < 25 ? "PREVIOUS" : luck > 985 ? "NK" : "NEVER";
	x->social_care = x->plan[0] == 'C' ? "CURRENT" : x->plan[0] == 'P' ? "PREVIOUS" :
	    chance_in_1000(c, 110) ? "CURRENT" : chance_in_1000(c, 120) ? "PREVIOUS" : "NEVER";
	x->looked_after = chance_in_1000(c, 18) ? "Y" : "N";
	x->asylum = chance_in_1000(c, 8) ? "Y" : chance_in_1000(c, 10) ? "K" : "N";
	x->disability = x->band[0] < '4' ? "" : chance_in_1000(c, 170) ? "Y" : "N";
	x->at_risk = hurt && chance_in_1000(c, 500) ? "Y" : "N";
}

static void place_choose(struct chance *c, struct death_facts *x)
{
	const struct kind *k = &kinds[x->category];
	bool home;

	x->place_event = fill_code("lscb-place", weigh(c, k->place));
	x->event = weigh(c, k->event);
	if (x->band[0] == '1' && x->category != 1)
		x->event = "E02";
	else if (x->category == 8)
		x->event = "E03";
	else if (x->category == 10 && x->band[0] > '2')
		x->event = "E99";
	home = strncmp(x->place_event, "H-", 2) != 0 && strcmp(x->place_event, "HOSP") != 0;
	x->place = home && x->expected[0] == 'U' && chance_in_1000(c, 650) ?
	    strcmp(x->place_event, "ABRD") == 0 ? "ABRD" : "H-ED" : x->place_event;
	if (strcmp(x->place_event, "OTHR") == 0)
		x->place_event = x->place = "RESC";
}

void death_facts_choose(const struct fill *f, struct chance *c, const struct death_plan *plan,
    struct pool *pool, struct death_facts *x)
{
	struct date died = date_add_days(f->today, -plan->died);
	const struct kind *k;
	bool modern = plan->died < C_SINCE;
	long age;

	*x = (struct death_facts){ .category = category_choose(c, plan->turn), .set = modern ? "C" : "L" };
	k = &kinds[x->category];
	x->band[0] = (char)('0' + band_choose(c, k->band));
	age = age_choose(c, x->category, (unsigned)(x->band[0] - '0'));
	x->died_on = date_iso(pool, died);
	x->born_on = date_iso(pool, date_add_days(died, -age));
	x->band[0] = lscb_age_band(x->born_on, x->died_on);
	x->sex = weigh(c, WEIGHTED({ "M", 560 }, { "F", 432 }, { "I", 4 }, { "U", 4 }));
	x->ethnicity = weigh(c, ethnic);
	x->expected = chance_in_1000(c, k->unexpected * 10) ? "U" : "E";
	x->conclusion = chance_in_1000(c, 12) ? "I" : chance_in_1000(c, k->modifiable[modern] * 10) ?
	    "M" : "N";
	name_choose(c, pool, x);
	place_choose(c, x);
	beside_choose(c, x);
	social_choose(c, x);
	x->away = strcmp(x->place, "ABRD") != 0 && chance_in_1000(c, 27);
	x->ward = weigh(c, wards);
	x->imd = 1 + chance_below(c, 1 + chance_below(c, 10));
	x->line1 = pool_printf(pool, "%u %s %s", chance_between(c, 1, 140), chance_of(c, words_streets),
	    chance_of(c, words_street_kinds));
	x->postcode = pool_printf(pool, "SD%u %u%c%c", chance_between(c, 1, 9), chance_between(c, 1, 9),
	    (char)('A' + chance_below(c, 2)), (char)('D' + chance_below(c, 3)));
	x->nhs = plan->kind == DEATH_REVIEW && !chance_in_1000(c, 15) ? child_nhs(pool) : "";
	x->nhs_none = x->nhs[0] == '\0' ? "NOTYET" : "";
}

/* -- agencies -- */

static void ask(struct death *d, const char *type)
{
	const struct death_agency *a = death_agency_of(type, 0);

	if (a != NULL && d->requests < CD_REQUESTS_MAX)
		d->request[d->requests++] = (struct death_request){ .agency = a };
}

static void ask_often(struct death *d, unsigned often, const char *type)
{
	if (chance_in_1000(d->c, often))
		ask(d, type);
}

/* 3 to 6 for a newborn baby, 5 to 8 where it was expected, 8 to 15 where it was not (8.5). */
void death_agencies_choose(struct death *d)
{
	const struct death_facts *x = &d->fact;
	bool newborn = x->band[0] == '1', sudden = x->expected[0] == 'U', old = x->band[0] >= '4';

	ask(d, newborn ? "NEO" : "PAED-AC");
	if (newborn) {
		ask(d, "MW");
		ask_often(d, 700, "OBS");
	}
	ask_often(d, newborn ? 500 : 1000, "GP");
	ask_often(d, old ? 0 : newborn ? 250 : 950, "HV");
	ask_often(d, old ? 950 : 0, "EDU");
	ask_often(d, old ? 600 : 0, "SN");
	ask_often(d, newborn ? 150 : 450, "TERT");
	ask_often(d, newborn ? 60 : sudden ? 1000 : 400, "CSC");
	ask_often(d, strcmp(x->place, "HOSP") == 0 ? 1000 : 100, "HOSPICE");
	ask_often(d, newborn ? 0 : 300, "PAED-COM");
	if (!sudden)
		return;
	ask(d, "POL");
	ask(d, "AMB");
	ask_often(d, newborn ? 100 : 900, "ED");
	ask_often(d, x->coroner ? 500 : 0, "CORO");
	ask_often(d, x->category == 2 ? 950 : 120, "CAMHS");
	ask_often(d, 300, "EH");
	ask_often(d, x->category == 1 ? 900 : 200, "AMH");
	ask_often(d, x->category == 1 ? 900 : 150, "HOUS");
	ask_often(d, strcmp(x->event, "E07") == 0 ? 1000 : 0, "FIRE");
	ask_often(d, x->band[0] == '3' ? 500 : 0, "EY");
}

/* -- rows -- */

static void person_put(struct death *d, const char *kind, const char *given, const char *family,
    const char *relation, unsigned long long age, const char *sex, const char *type, const char *organisation,
    unsigned phone)
{
	bool relative = kind[0] == 'F';

	batch_put(BATCH_CD_PERSON, "uussssu" "sssssss" "sus", death_number(), d->record, kind, given, family,
	    relation, age, sex, relative && age > 18 ? "Y" : "", relative ? "Y" : "", type,
	    relative ? "" : "Contact for the review", organisation,
	    pool_printf(d->pool, "01632 960%03u", phone % 1000), relative ? "" : "Y", d->owner->id,
	    death_moment(d, d->life.notified, 110));
}

static void people_write(struct death *d)
{
	const struct culture *culture = culture_of(d->fact.ethnicity);
	unsigned i, siblings = chance_below(d->c, 3);

	person_put(d, "FAMILY", chance_of(d->c, culture->girls), d->fact.family, "MOTHER",
	    chance_between(d->c, 19, 44), "F", "", "", (unsigned)d->record);
	if (chance_in_1000(d->c, 750))
		person_put(d, "FAMILY", chance_of(d->c, culture->boys), d->fact.family, "FATHER",
		    chance_between(d->c, 20, 50), "M", "", "", (unsigned)d->record + 1);
	for (i = 0; i < siblings; i++)
		person_put(d, "FAMILY", chance_of(d->c, culture->girls), d->fact.family, "SIBLING",
		    chance_between(d->c, 1, 16), "F", "", "", (unsigned)d->record + 2);
	for (i = 0; i < d->requests; i++) {
		const struct death_agency *a = d->request[i].agency;
		const char *last = strrchr(a->contact, ' ');

		person_put(d, "PROFESSIONAL", last == NULL ? "" : pool_strndup(d->pool, a->contact,
		    (size_t)(last - a->contact)), last == NULL ? a->contact : last + 1, "", 0, "", a->type,
		    a->name, 700 + i);
	}
}

static void mark_put(struct death *d, const char *kind, const char *code, bool principal)
{
	batch_put(BATCH_CD_MARK, "ussuus", d->record, kind, fill_code(kind[0] == 'E' ? "lscb-event" :
	    "lscb-pathway", code), (unsigned long long)principal, d->owner->id,
	    death_moment(d, d->life.accepted, 60));
}

static void marks_write(struct death *d)
{
	const struct death_facts *x = &d->fact;

	if (!cd_happened(d->life.accepted) || d->plan->kind != DEATH_REVIEW)
		return;
	mark_put(d, "EVENT", x->event, true);
	if (x->category == 8 && strcmp(x->event, "E02") == 0 && chance_in_1000(d->c, 60))
		mark_put(d, "EVENT", "E03", false);
	if (x->category == 2 && chance_in_1000(d->c, 120))
		mark_put(d, "EVENT", "E10", false);
	if (x->band[0] == '1')
		mark_put(d, "FLAG", "NEONATAL", false);
	if (x->category == 2)
		mark_put(d, "FLAG", "SUICIDE-SUSPECTED", false);
	if (x->looked_after[0] == 'Y')
		mark_put(d, "FLAG", "LAC", false);
	if (x->plan[0] == 'C')
		mark_put(d, "FLAG", "CPP", false);
	if (x->disability[0] == 'Y')
		mark_put(d, "FLAG", "LD", false);
	if (strcmp(x->place, "ABRD") == 0 || x->away)
		mark_put(d, "FLAG", x->away ? "OUT-OF-AREA" : "DIED-ABROAD", false);
}

/* -- the notification and its form -- */

static const char *cause(const struct death_facts *x)
{
	static const char *const of[] = { NULL, "VIOLENCE", "SUICIDE", "TRAUMA", "ONCOLOGY", "OTHER", "OTHER",
		"GENETIC", "PERINATAL", "INFECTION", "SUDDEN" };

	return strcmp(of[x->category], "OTHER") == 0 ? "NK" : of[x->category];
}

static void child_put(struct death *d, struct paper *p)
{
	const struct death_facts *x = &d->fact;
	const char *ethnicity = lists_flag("ethnicity", x->ethnicity, "specify") ? "" : x->ethnicity;

	paper_offer(p, "identifier", 0, d->reference);
	paper_offer(p, "family_name", 0, x->family);
	paper_offer(p, "given_names", 0, x->given);
	paper_offer(p, "has_nhs", 0, x->nhs[0] == '\0' ? "N" : "Y");
	paper_offer(p, "nhs", 0, x->nhs);
	paper_offer(p, "nhs_none", 0, x->nhs_none);
	paper_offer(p, "born_on", 0, x->born_on);
	paper_offer(p, "sex", 0, x->sex);
	paper_offer(p, "died_on", 0, x->died_on);
	paper_offer(p, "died_at", 0, "04:10");
	paper_offer(p, "age_group", 0, death_form_age(d));
	paper_offer(p, "fixed_address", 0, "Y");
	paper_offer(p, "address", 0, pool_printf(d->pool, "%s\n%s", x->line1, d->f->town));
	paper_offer(p, "postcode", 0, x->postcode);
	paper_offer(p, "residence", 0, d->plan->kind == DEATH_TRANSFER ? "888" : d->f->authority);
	paper_offer(p, "ethnicity", 0, ethnicity[0] == '\0' ? x->ethnicity : ethnicity);
	paper_offer(p, "ethnicity_other", 0, "As the family says");
}

static void circumstances_put(struct death *d, struct paper *p)
{
	const struct death_facts *x = &d->fact;

	paper_offer(p, "place", 0, x->place);
	paper_offer(p, "event_same", 0, strcmp(x->place, x->place_event) == 0 ? "Y" : "N");
	paper_offer(p, "place_event", 0, x->place_event);
	paper_offer(p, "expected", 0, x->expected);
	paper_offer(p, "circumstances", 0, x->expected[0] == 'U' ? "Found unwell at the place of the event. Help was "
	    "called and resuscitation tried without success." : "Died after an illness that was known, with "
	    "the family present.");
	paper_offer(p, "at_risk", 0, x->at_risk);
	paper_offer(p, "at_risk_note", 0, "Another child lives in the household. Social care was told at once.");
	paper_offer(p, "social_care", 0, x->social_care);
	paper_offer(p, "plan", 0, x->plan);
	paper_offer(p, "looked_after", 0, x->looked_after);
	paper_offer(p, "asylum", 0, x->asylum);
	paper_offer(p, "learning_disability", 0, x->disability);
	paper_offer(p, "events", 0, x->event);
	paper_offer(p, "causes", 0, cause(x));
	paper_offer(p, "gestation_weeks", 0, x->category == 8 ? "25" : "38");
	paper_offer(p, "birth_weight", 0, x->category == 8 ? "780" : "3150");
	paper_offer(p, "multiple", 0, "1");
	paper_offer(p, "coroner", 0, x->coroner ? "Y" : "N");
	paper_offer(p, "coroner_area", 0, "Sandmouth");
	paper_offer(p, "police", 0, x->criminal ? "Y" : "N");
	paper_offer(p, "mccd", 0, x->coroner ? "N" : "Y");
	paper_offer(p, "household_known", 0, "N");
	paper_offer(p, "gp_known", 0, "K");
}

static unsigned long long form_write(struct death *d)
{
	bool modern = d->fact.set[0] == 'C', whole = cd_happened(d->life.accepted) &&
	    d->plan->kind == DEATH_REVIEW;
	struct paper *p = death_paper(d, modern ? "cdr-notification" : "notification");
	long done = d->life.accepted;

	child_put(d, p);
	if (whole) {
		circumstances_put(d, p);
		paper_put(p, "agency_type", 1, "GP");
		paper_put(p, "agency_name", 1, "Harbour Surgery");
		if (modern) {
			paper_put(p, "parent_relation", 1, "MOTHER");
			paper_put(p, "parent_name", 1, pool_printf(d->pool, "Ms %s", d->fact.family));
		}
		paper_offer(p, "referred_on", 0, death_day(d, d->life.notified));
		paper_fill(p, d->c, 780, death_day(d, d->life.notified), "Not recorded");
	}
	paper_check(p, whole);
	paper_save(p, d->owner->id, death_moment(d, whole ? done : d->life.notified, 115));
	death_document(d, p, 1, d->life.notified, d->owner, whole ? death_moment(d, done, 116) : "");
	return p->id;
}

static void notice_put(struct death *d, unsigned long long number, unsigned long long document,
    long on, const char *channel, const char *agency, const char *referrer, bool nhs)
{
	const struct death_facts *x = &d->fact;

	if (cd_happened(on))
		batch_put(BATCH_CD_NOTIFICATION, "uuusssss" "ssssssssss" "sus", d->record, number, document,
		    death_moment(d, on, 95), death_day(d, on), fill_code("lscb-channel", channel),
		    fill_code("lscb-agency", agency), referrer, "Notifies deaths",
		    pool_printf(d->pool, "01632 960%03u", (unsigned)(d->record % 1000)), "", x->family, x->given,
		    nhs ? x->nhs : "", x->born_on, x->died_on, x->sex, x->postcode, "", d->owner->id,
		    death_moment(d, on, 96));
}

static void notices_write(struct death *d, unsigned long long document)
{
	bool hospital = strncmp(d->fact.place, "H-", 2) == 0;
	unsigned long long n = 1;
	long on = d->life.notified;

	notice_put(d, n++, document, on, hospital ? "FORM" : "PHONE", hospital ? "PAED-AC" : "POL",
	    "Duty officer", true);
	if (d->plan->kind == DEATH_DUPLICATE)
		return;
	if (d->fact.coroner)
		notice_put(d, n++, 0, on - 5, "CORONER", "CORO", "Coroner's officer", false);
	if (chance_in_1000(d->c, 700))
		notice_put(d, n++, 0, on - 11, "REGISTRAR", "REG", "Registrar", true);
}

/* -- the row -- */

static const char *scope(const struct death *d, const char **step_r, const char **answers_r)
{
	*step_r = d->plan->kind == DEATH_OUT ? "2a" : d->plan->kind == DEATH_TRANSFER ? "6" : "5";
	*answers_r = d->plan->kind == DEATH_OUT ? "1=N 2=N 2a=Y g=38+2" : d->plan->kind == DEATH_TRANSFER ?
	    "1=N 2=Y 4=Y 5=N place=H" : d->fact.away ? "1=N 2=Y 4=Y 5=Y place=U" : "1=N 2=Y 4=Y 5=Y place=H";
	return d->plan->kind == DEATH_OUT ? "OUT-STILLBIRTH" : d->plan->kind == DEATH_TRANSFER ? "NONRES" :
	    "IN";
}

static const char *delay(const struct death *d)
{
	const struct death_facts *x = &d->fact;
	long ended = cd_happened(d->life.meets) ? d->life.meets : 0;

	if (d->plan->kind != DEATH_REVIEW || d->life.died - ended < 190 || d->plan->number % 10 == 0)
		return "";
	return fill_code("lscb-delay", x->criminal ? "CRIMINAL" : x->review ? "REVIEW" : x->inquest ?
	    "INQUEST" : d->life.died - d->life.notified > 30 ? "LATE-NOTICE" : d->plan->number % 3 == 0 ?
	    "AGENCY" : "CAPACITY");
}

/* 6.1: the year that ends on 31 March. */
static unsigned long long return_year(const struct death *d)
{
	struct date day = date_add_days(d->f->today, -d->life.meets);

	return (unsigned long long)(day.month > 3 ? day.year + 1 : day.year);
}

static void row_write(struct death *d)
{
	const struct death_facts *x = &d->fact;
	const struct death_life *l = &d->life;
	bool scoped = cd_happened(l->scoped), done = cd_happened(l->meets), accepted = cd_happened(l->accepted) && d->plan->kind == DEATH_REVIEW;
	bool confirmed = d->plan->kind == DEATH_OUT && cd_happened(l->accepted);
	const char *step, *answers, *code = scope(d, &step, &answers);

	batch_put(BATCH_CD_DEATH, "usssssu" "sssssss" "sssss" "u" "sssss" "us" "sssssss" "ssss" "us" "us"
	    "sssss" "us" "suu" "ss", d->record, x->set, death_moment(d, l->notified, 95),
	    death_day(d, l->notified), x->family, x->given, (unsigned long long)x->baby_of,
	    match_soundex(d->pool, x->family), d->plan->kind == DEATH_DUPLICATE ? "" : x->nhs,
	    x->nhs_none, x->born_on, x->sex, x->died_on, "", x->band, x->line1, d->f->town, x->postcode,
	    x->ward, (unsigned long long)x->imd, d->plan->kind == DEATH_TRANSFER ? "888" :
	    d->f->authority, x->ethnicity, accepted ? x->place : "", accepted ? x->place_event : "",
	    accepted ? x->expected : "", accepted ? d->owner->id : 0ULL, accepted ?
	    death_day(d, l->accepted) : "", x->at_risk, x->social_care, accepted ? x->plan : "",
	    accepted ? x->order : "", x->looked_after, accepted ? x->asylum : "", x->disability,
	    scoped ? code : "", scoped ? step : "", scoped ? answers : "", scoped ?
	    "The notification, and the mother's record" : "", scoped ? d->owner->id : 0ULL, scoped ?
	    death_day(d, l->scoped) : "", confirmed ? d->staff->doctor->id : 0ULL, confirmed ?
	    death_day(d, l->accepted) : "", accepted ? d->f->authority : "", "", d->staff->doctor->name,
	    "", "", d->plan->of != NULL && cd_happened(l->accepted) ? d->plan->of->record : 0ULL, delay(d),
	    done ? death_day(d, l->meets) : "", done ? return_year(d) : 0ULL, done ?
	    (unsigned long long)x->category : 0ULL, done ? x->conclusion : "", done ?
	    x->review ? "Y" : "N" : "");
}

void death_facts_write(struct death *d)
{
	unsigned long long document = form_write(d);

	row_write(d);
	notices_write(d, document);
	people_write(d);
	marks_write(d);
}
