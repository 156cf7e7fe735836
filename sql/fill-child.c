#include <stdio.h>
#include <string.h>

#include "fill.h"
#include "ident.h"
#include "match.h"
#include "text.h"

#define FAMILY_NAME_MAX	101
#define UPN_LETTERS	"ABCDEFGHJKLMNPQRTUVWXYZ"

/* Kinds of school, and how many children one of them takes of all. */
enum school_kind { NURSERY, PRIMARY, SECONDARY, COLLEGE, SCHOOL__MAX };

static const struct { unsigned least, children; const char *code; } schools[SCHOOL__MAX] = {
	[NURSERY] = { 4, 800, "EYP" },
	[PRIMARY] = { 6, 760, "SCH" },
	[SECONDARY] = { 3, 3200, "SCH" },
	[COLLEGE] = { 1, 60000, "COL" },
};

static struct {
	unsigned long long child, name;		/* last numbers given */
	unsigned nhs, index;
	unsigned done;
	unsigned short *serial;			/* of UPNs, by primary school and year */
	char cousin_family[FAMILY_NAME_MAX], cousin_given[FAMILY_NAME_MAX];
	struct place cousin_place;
} state;

struct family {
	const struct culture *culture;
	const char *name;			/* as the sons bear it */
	struct place place, before;
	const char *moved;
	struct carer carer[CARERS_MAX];
	unsigned carers, surgery;
	struct child *child[SIBLINGS_MAX];
	unsigned children;
};

const char *fill_day(const struct fill *f, struct pool *pool, long days_ago)
{
	return date_iso(pool, date_add_days(f->today, -days_ago));
}

unsigned child_age(const struct fill *f, const struct child *child)
{
	return (unsigned)date_age(child->born, f->today);
}

/* -- numbers -- */

/* 999 and six digits that look like chance; one in eleven has no check digit. */
const char *child_nhs(struct pool *pool)
{
	const char *value;
	unsigned digits, sum, i, weight;
	char text[11];

	while (state.nhs < 999000) {
		digits = (unsigned)((++state.nhs * 271829ull + 314159) % 1000000);
		(void)snprintf(text, sizeof(text), "999%06u", digits);
		for (i = 0, sum = 0, weight = 10; i < 9; i++, weight--)
			sum += (unsigned)(text[i] - '0') * weight;
		/* Low ones stand in tests as somebody else's. */
		if (11 - sum % 11 == 10 || digits < 1000)
			continue;
		text[9] = (char)('0' + (11 - sum % 11) % 11);
		text[10] = '\0';
		if (ident_nhs(pool, text, true, &value) != NULL)
			fill_refuse("%s is no NHS number", text);
		return value;
	}
	return "";
}

static const char *upn_make(struct pool *pool, unsigned school, int year)
{
	unsigned short *serial = &state.serial[school * 100 + (unsigned)(year % 100)];
	const char *value;
	unsigned i, sum = 0;
	char text[16];

	if (*serial >= 999)
		return "";
	(void)snprintf(text, sizeof(text), "?890%04u%02u%03u", (2001 + school) % 10000,
	    (unsigned)(year % 100), (unsigned)++*serial);
	for (i = 1; i < 13; i++)
		sum += (unsigned)(text[i] - '0') * (i + 1);
	text[0] = UPN_LETTERS[sum % 23];
	if (ident_upn(pool, text, &value) != NULL)
		fill_refuse("%s is no pupil number", text);
	return value;
}

static const char *index_make(struct pool *pool)
{
	unsigned digits = (unsigned)((++state.index * 61803399ull + 27182818) % 100000000);

	return ident_index_make(pool, pool_printf(pool, "%08u", digits));
}

/* A thousand numbers are kept free for stories. */
static const char *phone_make(struct chance *c, struct pool *pool)
{
	return pool_printf(pool, "01632 960%03u", chance_below(c, 1000));
}

/* -- places and organisations -- */

static const char *postcode_make(struct pool *pool, unsigned street)
{
	static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";
	const char *value;
	char text[12];

	(void)snprintf(text, sizeof(text), "FY%u %u%c%c", 1 + street % 8, street / 8 % 10,
	    letters[street / 80 % 20], letters[street / 1600 % 20]);
	if (ident_postcode(pool, text, &value) != NULL)
		fill_refuse("%s is no postcode", text);
	return value;
}

static void place_make(struct chance *c, struct pool *pool, struct place *place)
{
	const char *name = chance_of(c, words_streets), *kind = chance_of(c, words_street_kinds);
	unsigned number = chance_between(c, 1, 120);
	unsigned street = ((unsigned)(name[0] * 131 + name[1] * 31 + name[2] * 7) * 37u +
	    (unsigned)(kind[0] * 17 + kind[1] * 3)) * 41u + number / 6;

	place->line1 = chance_in_1000(c, 80) ?
	    pool_printf(pool, "Flat %u, %u %s %s", chance_between(c, 1, 12), number, name, kind) :
	    pool_printf(pool, "%u %s %s", number, name, kind);
	place->postcode = postcode_make(pool, street);
	place->uprn = chance_in_1000(c, 850) ? pool_printf(pool, "9999%08u",
	    chance_below(c, 100000000)) : "";
}

static unsigned school_count(const struct fill *f, enum school_kind kind)
{
	return schools[kind].least + f->children / schools[kind].children;
}

static const char *school_name(struct pool *pool, enum school_kind kind, unsigned number)
{
	static const char *const first[SCHOOL__MAX] = { [NURSERY] = "Little Acorns Nursery",
		[PRIMARY] = "Highfield School", [SECONDARY] = "Northway Academy",
		[COLLEGE] = "Sandmouth College" };
	static const char *const kinds[SCHOOL__MAX] = { [NURSERY] = "Nursery",
		[PRIMARY] = "Primary School", [SECONDARY] = "High School", [COLLEGE] = "College" };
	static const char *const where[] = { "", "North ", "South ", "East ", "West ", "Upper ",
		"Lower ", "Old ", "New ", "St Bride's " };
	unsigned streets = 0;

	if (number == 0)
		return first[kind];
	while (words_streets[streets] != NULL)
		streets++;
	return pool_printf(pool, "%s%s %s", where[number / streets % COUNT(where)],
	    words_streets[number % streets], kinds[kind]);
}

static const char *school_urn(struct pool *pool, enum school_kind kind, unsigned number)
{
	if (number == 0 && kind == PRIMARY)
		return "119999";
	if (number == 0 && kind == SECONDARY)
		return "119998";
	return kind == NURSERY ? "" : pool_printf(pool, "19%u%03u", (unsigned)kind, number % 1000);
}

/* -- services -- */

static struct service *service_add(struct child *child)
{
	static struct service spare;
	struct service *s = child->services < SERVICES_MAX ?
	    &child->service[child->services++] : &spare;

	*s = (struct service){ .code = "", .organisation = "", .contact = "", .phone = "",
	    .urn = "", .ground = "", .since = "", .until = "" };
	return s;
}

static void school_add(const struct fill *f, struct pool *pool, struct child *child,
    enum school_kind kind, unsigned number)
{
	struct service *s = service_add(child);
	unsigned age = child_age(f, child), from = kind == COLLEGE ? 16 : kind == SECONDARY ? 11 :
	    kind == PRIMARY ? 4 : 2;
	int last = f->today.year - (f->today.month < 9), year = child->born.year + (int)from;

	s->code = schools[kind].code;
	s->organisation = school_name(pool, kind, number);
	s->contact = kind == NURSERY ? "Nursery manager" : "School office";
	s->phone = pool_printf(pool, "01632 960%03u", (number * 7 + (unsigned)kind * 100) % 1000);
	s->urn = school_urn(pool, kind, number);
	s->since = pool_printf(pool, "%04d-09-01", age > from && year < last ? year : last);
}

static void schools_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct child *child, unsigned surgery)
{
	unsigned age = child_age(f, child), primary = surgery % school_count(f, PRIMARY);

	if (age >= 4 && chance_in_1000(c, 960))
		child->upn = upn_make(pool, primary, child->born.year + 5);
	if (age >= 16 && chance_in_1000(c, 820))
		school_add(f, pool, child, COLLEGE, surgery % school_count(f, COLLEGE));
	else if (age >= 11 && age < 16 && chance_in_1000(c, 980))
		school_add(f, pool, child, SECONDARY, surgery % school_count(f, SECONDARY));
	else if (age >= 4 && age < 11 && chance_in_1000(c, 985))
		school_add(f, pool, child, PRIMARY, primary);
	else if (age >= 2 && age < 4 && chance_in_1000(c, 700))
		school_add(f, pool, child, NURSERY, surgery % school_count(f, NURSERY));
}

static void surgery_add(struct pool *pool, struct child *child, unsigned surgery,
    const char *since)
{
	struct service *s = service_add(child);
	unsigned n = 0;

	while (words_streets[n] != NULL)
		n++;
	s->code = "GP";
	s->organisation = pool_printf(pool, "%s Surgery", words_streets[surgery * 5 % n]);
	s->contact = "Reception";
	s->phone = pool_printf(pool, "01632 960%03u", (surgery * 13 + 500) % 1000);
	s->since = since;
}

/* Beyond those for every child. age: from, up to. */
static const struct extra {
	const char *code, *organisation, *contact;
	unsigned in_1000, from, to;
	const char *ground;
} extras[] = {
	{ "HV", "Sandmouth Community Health", "Health visiting north", 900, 0, 4, "" },
	{ "SLT", "Sandmouth Community Health", "Speech and language", 35, 2, 10, "" },
	{ "PAE", "Sandmouth General Hospital", "Children's outpatients", 25, 0, 17, "" },
	{ "SEN", "Sandmouth Council", "Special needs team", 40, 4, 17, "" },
	{ "EPS", "Sandmouth Council", "Educational psychology", 12, 5, 16, "" },
	{ "EWO", "Sandmouth Council", "Education inclusion", 20, 5, 16, "" },
	{ "YTH", "Sandmouth Council", "Youth service", 25, 11, 18, "" },
	{ "YOT", "Sandmouth Council", "Youth justice", 8, 11, 17, "" },
	{ "FAM", "Sandmouth Council", "Family support east", 25, 0, 17, "" },
	{ "HOU", "Sandmouth Homes", "Tenancy support", 10, 0, 18, "" },
	{ "VOL", "Harbour Family Centre", "Harbour families", 15, 0, 12, "" },
	{ "CAM", "Sandmouth Community Health", "Child mental health", 14, 6, 17, "CONSENT" },
	{ "SMS", "Turning Tide", "Young people's service", 5, 13, 18, "CONSENT" },
	{ "SXH", "Harbour Clinic", "Young people's clinic", 5, 14, 18, "CONSENT" },
};

static void extra_add(const struct fill *f, struct chance *c, struct pool *pool,
    struct child *child, const struct extra *e)
{
	unsigned months = child_age(f, child) > e->from ? 12 * (child_age(f, child) - e->from) : 1;
	long began = (long)chance_between(c, 10, months < 20 ? 30 * months : 600);
	struct service *s;

	if (date_compare(date_add_days(f->today, -began), child->born) < 0)
		began = 0;
	s = service_add(child);
	s->code = e->code;
	s->organisation = e->organisation;
	s->contact = e->contact;
	s->phone = pool_printf(pool, "01632 9601%02u", chance_below(c, 100));
	s->ground = e->ground;
	s->since = fill_day(f, pool, began);
	/* Involvement that ended stays in the history. */
	if (e->from > 0 && chance_in_1000(c, 200))
		s->until = fill_day(f, pool, began / 3);
}

static void services_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct child *child, unsigned surgery)
{
	unsigned age = child_age(f, child);
	size_t i;

	schools_make(f, c, pool, child, surgery);
	if (chance_in_1000(c, 970))
		surgery_add(pool, child, surgery, date_iso(pool, child->born));
	for (i = 0; i < COUNT(extras); i++)
		if (age >= extras[i].from && age <= extras[i].to &&
		    chance_in_1000(c, extras[i].in_1000))
			extra_add(f, c, pool, child, &extras[i]);
}

/* -- families -- */

/* Nowicki's daughter is Nowicka. */
static const char *family_name(struct pool *pool, const struct culture *culture,
    const char *family, bool female)
{
	size_t len = strlen(family);

	if (!culture->daughters_differ || !female || len < 4 ||
	    strcmp(family + len - 3, "ski") != 0)
		return family;
	return pool_printf(pool, "%.*sa", (int)len - 1, family);
}

static const char *family_choose(struct chance *c, struct pool *pool,
    const struct culture *culture)
{
	const char *name = chance_of(c, culture->families);

	if (culture == words_cultures && chance_in_1000(c, 450))
		name = pool_printf(pool, "%s%s", chance_of(c, words_family_starts),
		    chance_of(c, words_family_ends));
	if (!culture->daughters_differ && chance_in_1000(c, 35))
		name = pool_printf(pool, "%s-%s", name, chance_of(c, words_cultures[0].families));
	return name;
}

static const struct culture *culture_choose(struct chance *c)
{
	unsigned i, n = chance_below(c, 1000);

	for (i = 0; i + 1 < words_cultures_n && n >= words_cultures[i].weight; i++)
		n -= words_cultures[i].weight;
	return &words_cultures[i];
}

static struct carer *carer_add(struct family *fam)
{
	struct carer *carer = &fam->carer[fam->carers++];

	*carer = (struct carer){ .responsible = "Y", .lives_here = true, .phone = "" };
	return carer;
}

static void mother_make(struct chance *c, struct pool *pool, struct family *fam)
{
	struct carer *carer = carer_add(fam);

	carer->given = chance_of(c, fam->culture->girls);
	carer->family = chance_in_1000(c, 700) ? family_name(pool, fam->culture, fam->name, true) :
	    family_name(pool, fam->culture, family_choose(c, pool, fam->culture), true);
	carer->relationship = "MOT";
	carer->phone = phone_make(c, pool);
}

static void father_make(struct chance *c, struct pool *pool, struct family *fam)
{
	struct carer *carer = carer_add(fam);

	carer->given = chance_of(c, fam->culture->boys);
	carer->family = fam->name;
	carer->relationship = chance_in_1000(c, 120) ? "STP" : "FAT";
	carer->responsible = carer->relationship[0] == 'S' ? "N" : chance_in_1000(c, 60) ? "U" : "Y";
	carer->lives_here = carer->relationship[0] == 'S' || chance_in_1000(c, 720);
	if (chance_in_1000(c, 800))
		carer->phone = phone_make(c, pool);
}

static void carers_make(struct chance *c, struct pool *pool, struct family *fam)
{
	static const char *const others[] = { "GRP", "KIN", "SGO", "FOS", NULL };
	struct carer *carer;

	if (chance_in_1000(c, 965)) {
		mother_make(c, pool, fam);
		if (chance_in_1000(c, 780))
			father_make(c, pool, fam);
	} else {
		carer = carer_add(fam);
		carer->given = chance_of(c, fam->culture->girls);
		carer->family = fam->name;
		carer->relationship = chance_of(c, others);
		carer->responsible = strcmp(carer->relationship, "SGO") == 0 ? "Y" : "N";
		carer->phone = phone_make(c, pool);
	}
}

static void family_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct family *fam)
{
	bool cousins = state.cousin_family[0] != '\0' && chance_in_1000(c, 20);

	fam->culture = culture_choose(c);
	fam->name = cousins ? pool_strdup(pool, state.cousin_family) :
	    family_choose(c, pool, fam->culture);
	place_make(c, pool, &fam->place);
	fam->before = (struct place){ "", "", "" };
	if (chance_in_1000(c, 120)) {
		place_make(c, pool, &fam->before);
		fam->moved = fill_day(f, pool, chance_between(c, 20, 900));
	}
	fam->surgery = chance_below(c, 5000);
	carers_make(c, pool, fam);
}

/* -- children -- */

static struct date born_make(const struct fill *f, struct chance *c, unsigned age)
{
	struct date born = date_add_days(date_add_years(f->today, -(int)age),
	    -(long)chance_below(c, 365));

	return born;
}

static struct child *child_new(struct pool *pool, struct family *fam)
{
	struct child *child = pool_new(pool, struct child);

	child->nhs = child->upn = child->moved = child->died = "";
	child->status = "ADDR_CUR";
	child->place = fam->place;
	child->before = fam->before;
	child->moved = fam->moved == NULL ? "" : fam->moved;
	memcpy(child->carer, fam->carer, sizeof(child->carer));
	child->carers = fam->carers;
	fam->child[fam->children++] = child;
	return child;
}

static void name_make(struct chance *c, struct pool *pool, const struct family *fam,
    struct child *child)
{
	bool girl = chance_in_1000(c, 487), taken;
	unsigned i;

	child->sex = chance_in_1000(c, 4) ? "U" : girl ? "F" : "M";
	child->family = family_name(pool, fam->culture, fam->name, girl);
	do {
		child->given = chance_of(c, girl ? fam->culture->girls : fam->culture->boys);
		taken = false;
		for (i = 0; i + 1 < fam->children; i++)
			taken |= strcmp(fam->child[i]->given, child->given) == 0;
	} while (taken);
	if (chance_in_1000(c, 90))
		child->given = pool_printf(pool, "%s %s", child->given,
		    chance_of(c, girl ? fam->culture->girls : fam->culture->boys));
}

static struct alias *alias_add(struct child *child, const char *kind, const char *given,
    const char *family)
{
	struct alias *alias = &child->alias[child->aliases++];

	*alias = (struct alias){ kind, given, family, "", "" };
	return alias;
}

/* What a given name is called for short, or NULL. */
static const char *short_name(const char *given)
{
	static const struct { const char *name, *called; } names[] = {
		{ "Samuel", "Sam" }, { "Alexander", "Alex" }, { "Joshua", "Josh" },
		{ "Matthew", "Matt" }, { "Daniel", "Danny" }, { "Thomas", "Tom" }, { "Joseph", "Joe" },
		{ "Katherine", "Kate" }, { "Catherine", "Katie" }, { "Elizabeth", "Beth" },
		{ "Isabella", "Bella" }, { "Isabelle", "Bella" }, { "William", "Liam" },
		{ "Oliver", "Ollie" }, { "Charlotte", "Lottie" }, { "Matilda", "Tilly" },
		{ "Jessica", "Jess" }, { "Abigail", "Abi" }, { "Mohammed", "Mo" }, { "Muhammad", "Mo" },
		{ "Olivia", "Liv" }, { "Harriet", "Hattie" }, { "Edward", "Teddy" },
		{ "Harrison", "Harry" }, { "Anthony", "Tony" }, { "Cameron", "Cam" }, { "James", "Jim" },
		{ "Patrick", "Paddy" }, { "Zuzanna", "Zuzia" }, { "Emmanuel", "Manny" },
		{ "Oleksandr", "Sasha" }, { "Siobhán", "Shivaun" }, { "Yousef", "Joseph" },
		{ "Bethany", "Beth" }, { "Nathan", "Nate" }, { "Lauren", "Laurie" }
	};
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (strcmp(names[i].name, given) == 0)
			return names[i].called;
	return NULL;
}

static void aliases_make(const struct fill *f, struct chance *c, struct pool *pool,
    const struct family *fam, struct child *child)
{
	const char *called = short_name(child->given);

	if (chance_in_1000(c, 40)) {
		struct alias *alias = alias_add(child, chance_in_1000(c, 500) ? "FORMER" : "BIRTH",
		    child->given, family_choose(c, pool, fam->culture));

		alias->since = date_iso(pool, child->born);
		alias->until = fill_day(f, pool, chance_below(c, (unsigned)date_days(child->born,
		    f->today) + 1));
	}
	if (called != NULL && chance_in_1000(c, 150))
		(void)alias_add(child, "AKA", called, child->family);
}

/* What makes a record special; shares as in modules/caf/sections.md 13 and 6.6. */
static void marks_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct child *child)
{
	child->shielded = chance_in_1000(c, 10);
	child->unlinked = chance_in_1000(c, 3);
	if (chance_in_1000(c, 6)) {
		child->estimated = true;
		child->born.month = child->born.day = 1;
	}
	if (chance_in_1000(c, 12))
		child->status = chance_in_1000(c, 500) ? "ADDR_LAST" : chance_in_1000(c, 500) ?
		    "LEFT_RET" : "LEFT_UNK";
	else if (chance_in_1000(c, 3))
		child->status = "ADDR_NONE";
	if (child->status[5] == 'N') {
		child->place = (struct place){ "", "", "" };
		child->before = child->place;
	}
	if (chance_below(c, 4000) == 0)
		child->died = fill_day(f, pool, chance_below(c, 60));
	if (child->died[0] != '\0' && date_days(child->born, f->today) < 60)
		child->died = "";
	child->nhs = chance_in_1000(c, 940) ? child_nhs(pool) : "";
}

static void child_common(const struct fill *f, struct chance *c, struct pool *pool,
    const struct family *fam, struct child *child)
{
	child->id = ++state.child;
	child->handle = chance_handle(c, pool);
	child->number = index_make(pool);
	child->by = f->workers.worker[chance_below(c, f->workers.n)].id;
	child->ethnicity = chance_of(c, fam->culture->ethnicities);
	child->language = chance_of(c, fam->culture->languages);
	services_make(f, c, pool, child, fam->surgery);
}

static void child_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct family *fam, struct date born)
{
	struct child *child = child_new(pool, fam);

	child->born = born;
	name_make(c, pool, fam, child);
	marks_make(f, c, pool, child);
	if (fam->children == 1 && strcmp(fam->name, state.cousin_family) == 0 &&
	    chance_in_1000(c, 600)) {
		child->given = pool_strdup(pool, state.cousin_given);
		if (chance_in_1000(c, 500))
			child->place = state.cousin_place;
	}
	aliases_make(f, c, pool, fam, child);
	child_common(f, c, pool, fam, child);
}

/* The same child written down again by somebody who heard the name or copied
 * the date wrong: what matching is there for. */
static void twice_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct family *fam, const struct child *first)
{
	static const struct { const char *is, *heard; } heard[] = {
		{ "ph", "f" }, { "oo", "u" }, { "ck", "k" }, { "ll", "l" }, { "nn", "n" },
		{ "mm", "m" }, { "ei", "ie" }, { "ey", "y" }, { "th", "te" }, { "h", "" }, { "e", "" }
	};
	struct child *child = child_new(pool, fam);
	const char *at = NULL;
	size_t i;

	child->born = first->born;
	child->given = first->given;
	child->sex = first->sex;
	for (i = 0; i < COUNT(heard) && at == NULL; i++)
		at = strstr(first->family + 1, heard[i].is);
	child->family = at == NULL ? first->family : pool_printf(pool, "%.*s%s%s",
	    (int)(at - first->family), first->family, heard[i - 1].heard, at + strlen(heard[i - 1].is));
	if (child->born.day <= 12 && chance_in_1000(c, 300))
		child->born = (struct date){ child->born.year, child->born.day, child->born.month };
	if (date_compare(child->born, f->today) > 0)
		child->born = first->born;
	child_common(f, c, pool, fam, child);
	child->upn = "";
}

static unsigned size_choose(struct chance *c)
{
	unsigned n = chance_below(c, 100);

	return n < 35 ? 1 : n < 73 ? 2 : n < 91 ? 3 : n < 98 ? 4 : 5;
}

static void children_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct family *fam)
{
	unsigned n = size_choose(c), age = chance_below(c, 18);
	struct date born = born_make(f, c, age);
	const struct child *first;

	while (n-- > 0 && date_age(born, f->today) < 19 && fam->children < SIBLINGS_MAX) {
		child_make(f, c, pool, fam, born);
		if (chance_in_1000(c, 15) && fam->children < SIBLINGS_MAX)
			child_make(f, c, pool, fam, born);	/* a twin */
		born = date_add_days(born, -(long)chance_between(c, 330, 1700));
	}
	first = fam->child[0];
	if (chance_in_1000(c, 8) && !first->unlinked && fam->children < SIBLINGS_MAX)
		twice_make(f, c, pool, fam, first);
	(void)snprintf(state.cousin_family, sizeof(state.cousin_family), "%.100s", first->family);
	(void)snprintf(state.cousin_given, sizeof(state.cousin_given), "%.100s", first->given);
}

/* -- children whom the acceptance cases and the demo call by name -- */

static const struct named {
	unsigned family;	/* the same number: brothers and sisters */
	const char *given, *name, *sex, *born, *line1, *postcode, *upn, *school, *mother;
	bool shielded;
	const char *alias_kind, *alias_given, *alias_family;
	const char *extra;	/* a service of the table above */
} named[] = {
	{ 1, "Ella", "Booth", "F", "2012-05-09", "12 Tern Street", "FY1 1AD", "", "Highfield School",
	  "Karen", false, NULL, NULL, NULL, NULL },
	{ 1, "Sam", "Booth", "M", "2015-09-21", "12 Tern Street", "FY1 1AD", "", "Highfield School",
	  "Karen", false, NULL, NULL, NULL, NULL },
	{ 2, "Ella", "Boothe", "F", "2013-03-22", "40 Gorse Avenue", "FY6 7TN", "", "Northway Academy",
	  "Jill", false, NULL, NULL, NULL, NULL },
	{ 3, "Noor", "Khan", "F", "2019-03-17", "3 Samphire Close", "FY4 2XX", "", "Highfield School",
	  "Amina", true, NULL, NULL, NULL, NULL },
	{ 4, "Nour", "Khan", "F", "2018-11-02", "77 Mill Road", "FY2 9AB", "", "Highfield School",
	  "Saira", false, NULL, NULL, NULL, NULL },
	{ 5, "Jack", "Dean", "M", "2016-01-11", "5 Ropewalk Terrace", "FY3 9DA", "Q890200126001",
	  "Highfield School", "Tracey", false, NULL, NULL, NULL, NULL },
	{ 6, "Mohammed", "Hussain", "M", "2015-06-02", "18 Plover Drive", "FY5 3QE", "",
	  "Highfield School", "Nusrat", false, NULL, NULL, NULL, NULL },
	{ 7, "Muhammad", "Hussein", "M", "2015-02-06", "18 Plover Drive", "FY5 3QE", "",
	  "Highfield School", "Nusrat", false, NULL, NULL, NULL, NULL },
	{ 8, "Mia", "Osborne", "F", "2014-07-30", "9 Beacon Rise", "FY7 6HJ", "", "Highfield School",
	  "Laura", false, NULL, NULL, NULL, NULL },
	{ 8, "Mya", "Osborne", "F", "2014-07-30", "9 Beacon Rise", "FY7 6HJ", "", "Highfield School",
	  "Laura", false, NULL, NULL, NULL, NULL },
	{ 9, "Liam", "Connolly", "M", "2013-10-04", "31 Kiln Lane", "FY8 1NP", "", "Northway Academy",
	  "Aoife", false, NULL, NULL, NULL, NULL },
	{ 10, "Liam", "Connolly", "M", "2014-12-19", "31 Kiln Lane", "FY8 1NP", "", "Highfield School",
	  "Ciara", false, "AKA", "William", "Connolly", NULL },
	{ 11, "Leo", "Marsh", "M", "2017-08-15", "2 Lantern Walk", "FY1 4GH", "", "Highfield School",
	  "Dawn", false, NULL, NULL, NULL, NULL },
	{ 12, "Chloe", "Barnes", "F", "2011-04-27", "64 Station Road", "FY3 7SL", "", "Northway Academy",
	  "Hayley", false, "FORMER", "Chloe", "Turner", NULL },
	{ 13, "Tia", "Marlow", "F", "2010-01-31", "8 Anchor Close", "FY2 0RU", "", "Sandmouth College",
	  "Gemma", false, NULL, NULL, NULL, "SMS" },
	{ 14, "Łukasz", "Wójcik", "M", "2016-11-23", "27 Quarry Street", "FY4 5WD", "",
	  "Highfield School", "Agnieszka", false, "SPELLING", "Lukas", "Wojcik", NULL },
	{ 15, "Anne-Marie", "O'Neill-Smith", "F", "2012-02-29", "1 Abbey Grove", "FY8 4LT", "",
	  "Northway Academy", "Siobhán", false, NULL, NULL, NULL, NULL },
};

static void named_services(const struct fill *f, struct chance *c, struct pool *pool,
    struct child *child, const struct named *n)
{
	enum school_kind kind;
	size_t i;

	child->services = 0;
	for (kind = PRIMARY; kind < SCHOOL__MAX; kind++)
		if (strcmp(school_name(pool, kind, 0), n->school) == 0)
			school_add(f, pool, child, kind, 0);
	surgery_add(pool, child, n->family, date_iso(pool, child->born));
	for (i = 0; i < COUNT(extras); i++)
		if (n->extra != NULL && strcmp(extras[i].code, n->extra) == 0)
			extra_add(f, c, pool, child, &extras[i]);
}

static void named_make(const struct fill *f, struct chance *c, struct pool *pool,
    struct family *fam, const struct named *n)
{
	struct child *child = child_new(pool, fam);

	child->given = n->given;
	child->family = n->name;
	child->sex = n->sex;
	(void)date_parse(n->born, &child->born);
	child->shielded = n->shielded;
	child->nhs = child_nhs(pool);
	if (n->alias_kind != NULL)
		(void)alias_add(child, n->alias_kind, n->alias_given, n->alias_family);
	child_common(f, c, pool, fam, child);
	if (n->upn[0] != '\0')
		child->upn = n->upn;
	named_services(f, c, pool, child, n);
}

/* The household of all rows with this one's number. */
static void named_family(const struct fill *f, struct chance *c, struct pool *pool,
    struct family *fam, size_t first)
{
	const struct named *n = &named[first];
	struct carer *carer;

	fam->culture = strcmp(n->name, "Khan") == 0 || strncmp(n->name, "Huss", 4) == 0 ?
	    &words_cultures[1] : strcmp(n->name, "Wójcik") == 0 ? &words_cultures[2] :
	    &words_cultures[0];
	fam->name = n->name;
	fam->place = (struct place){ n->line1, n->postcode, pool_printf(pool, "9999000000%02u",
	    n->family) };
	fam->before = (struct place){ "", "", "" };
	carer = carer_add(fam);
	carer->given = n->mother;
	carer->family = n->name;
	carer->relationship = "MOT";
	carer->phone = pool_printf(pool, "01632 9602%02u", n->family);
	for (; first < COUNT(named) && named[first].family == n->family; first++)
		named_make(f, c, pool, fam, &named[first]);
}

/* -- writing -- */

static const char *word_last(const char *key)
{
	const char *space = strrchr(key, ' ');

	return space == NULL ? key : space + 1;
}

static void sound_write(struct pool *pool, const struct child *child, const char *family,
    const char *given)
{
	batch_row(BATCH_SOUND);
	batch_text(BATCH_SOUND, family);
	batch_text(BATCH_SOUND, given);
	batch_text(BATCH_SOUND, date_iso(pool, child->born));
	batch_number(BATCH_SOUND, state.name);
	batch_number(BATCH_SOUND, child->id);
}

static const char *sound(struct pool *pool, const char *key, size_t len)
{
	return match_soundex(pool, pool_strndup(pool, key, len));
}

/* As the index itself writes a name: how it is compared and how its first and
 * last word sound. */
static void name_write(struct pool *pool, const struct child *child, const struct alias *name)
{
	const char *given = match_normalise(pool, name->given);
	const char *family = match_normalise(pool, name->family);
	const char *first = sound(pool, family, strcspn(family, " "));
	const char *last = match_soundex(pool, word_last(family));
	const char *given_sound = sound(pool, given, strcspn(given, " "));

	if (!text_name(name->given) || !text_name(name->family))
		fill_refuse("%s %s is no name", name->given, name->family);
	batch_row(BATCH_NAME);
	batch_number(BATCH_NAME, ++state.name);
	batch_number(BATCH_NAME, child->id);
	batch_text(BATCH_NAME, strcmp(name->kind, "CUR") == 0 ? name->kind :
	    fill_code("name-type", name->kind));
	batch_text(BATCH_NAME, name->given);
	batch_text(BATCH_NAME, name->family);
	batch_text(BATCH_NAME, given);
	batch_text(BATCH_NAME, family);
	batch_text(BATCH_NAME, name->since);
	batch_text(BATCH_NAME, name->until);
	sound_write(pool, child, first, given_sound);
	if (strcmp(first, last) != 0)
		sound_write(pool, child, last, given_sound);
}

static void address_write(const struct fill *f, const struct child *child,
    const struct place *place, const char *since, const char *until)
{
	if (place->line1[0] == '\0')
		return;
	batch_row(BATCH_ADDRESS);
	batch_number(BATCH_ADDRESS, child->id);
	batch_text(BATCH_ADDRESS, place->line1);
	batch_text(BATCH_ADDRESS, f->town);
	batch_text(BATCH_ADDRESS, place->postcode);
	batch_text(BATCH_ADDRESS, place->uprn);
	batch_text(BATCH_ADDRESS, since);
	batch_text(BATCH_ADDRESS, until);
}

static void carer_write(const struct child *child, const struct carer *carer)
{
	batch_row(BATCH_CARER);
	batch_number(BATCH_CARER, child->id);
	batch_text(BATCH_CARER, carer->given);
	batch_text(BATCH_CARER, carer->family);
	batch_text(BATCH_CARER, fill_code("relationship", carer->relationship));
	batch_text(BATCH_CARER, fill_code("parental-responsibility", carer->responsible));
	batch_text(BATCH_CARER, carer->phone);
}

static void service_write(struct pool *pool, const struct child *child, const struct service *s)
{
	batch_row(BATCH_SERVICE);
	batch_number(BATCH_SERVICE, child->id);
	batch_text(BATCH_SERVICE, fill_code("service", s->code));
	batch_text(BATCH_SERVICE, s->organisation);
	batch_text(BATCH_SERVICE, match_normalise(pool, s->organisation));
	batch_text(BATCH_SERVICE, s->contact);
	batch_text(BATCH_SERVICE, s->phone);
	batch_text(BATCH_SERVICE, s->urn);
	batch_text(BATCH_SERVICE, fill_code("sensitive-ground", s->ground));
	batch_text(BATCH_SERVICE, s->since);
	batch_text(BATCH_SERVICE, s->until);
	batch_number(BATCH_SERVICE, child->by);
}

static void row_write(const struct fill *f, struct pool *pool, const struct child *child)
{
	static const char *const sources[] = { "GP", "SCH", "GP", "BIRTH", "HEALTH", "FAMILY", "GP" };
	long days = date_days(child->born, f->today);
	long supplied = days < 30 ? days : 30 + (long)(child->id * 7919 % (unsigned)(days - 29));

	batch_row(BATCH_CHILD);
	batch_number(BATCH_CHILD, child->id);
	batch_text(BATCH_CHILD, child->handle);
	batch_text(BATCH_CHILD, child->number);
	batch_text(BATCH_CHILD, fill_code("sex", child->sex));
	batch_text(BATCH_CHILD, date_iso(pool, child->born));
	batch_number(BATCH_CHILD, child->estimated);
	batch_text(BATCH_CHILD, child->died);
	batch_text(BATCH_CHILD, fill_code("address-status", child->status));
	batch_text(BATCH_CHILD, child->nhs);
	batch_text(BATCH_CHILD, child->upn);
	batch_number(BATCH_CHILD, child->shielded);
	batch_number(BATCH_CHILD, child->unlinked);
	batch_text(BATCH_CHILD, fill_code("index-source", sources[child->id % COUNT(sources)]));
	batch_text(BATCH_CHILD, fill_day(f, pool, supplied));
	batch_text(BATCH_CHILD, fill_day(f, pool, supplied < 400 ? supplied / 2 :
	    (long)(child->id * 104729 % 400)));
	batch_number(BATCH_CHILD, child->by);
}

static void child_write(const struct fill *f, struct pool *pool, const struct child *child)
{
	const struct alias name = { "CUR", child->given, child->family, "", "" };
	unsigned i;

	row_write(f, pool, child);
	name_write(pool, child, &name);
	for (i = 0; i < child->aliases; i++)
		name_write(pool, child, &child->alias[i]);
	address_write(f, child, &child->before, "", child->moved);
	address_write(f, child, &child->place, child->moved, "");
	for (i = 0; i < child->carers; i++)
		carer_write(child, &child->carer[i]);
	for (i = 0; i < child->services; i++)
		service_write(pool, child, &child->service[i]);
}

static void family_write(const struct fill *f, struct pool *pool, struct family *fam,
    child_seen *seen)
{
	unsigned i, k;

	for (i = 0; i < fam->children; i++)
		for (k = 0; k < fam->children; k++)
			if (k != i)
				fam->child[i]->sibling[fam->child[i]->siblings++] = fam->child[k];
	for (i = 0; i < fam->children && state.done < f->children; i++, state.done++) {
		if (seen != NULL)
			seen(f, pool, fam->child[i]);
		child_write(f, pool, fam->child[i]);
	}
	batch_settle();
}

/* Addresses outlive their family only for a cousin in the same house. */
static void cousin_keep(const struct fill *f, const struct family *fam)
{
	static char line1[61], postcode[9], uprn[13];

	(void)f;
	(void)snprintf(line1, sizeof(line1), "%.60s", fam->place.line1);
	(void)snprintf(postcode, sizeof(postcode), "%.8s", fam->place.postcode);
	(void)snprintf(uprn, sizeof(uprn), "%.12s", fam->place.uprn);
	state.cousin_place = (struct place){ line1, postcode, uprn };
}

void child_fill(const struct fill *f, child_seen *seen)
{
	struct pool *pool = pool_create();
	unsigned number = 0;
	size_t next = 0;

	state.serial = pool_array(f->pool, school_count(f, PRIMARY) * 100u, sizeof(*state.serial));
	state.serial[26] = 1;	/* Jack Dean's */
	while (state.done < f->children) {
		struct family fam = { .culture = words_cultures };
		struct chance c;

		chance_start(&c, f->seed, ++number);
		if (next < COUNT(named)) {
			named_family(f, &c, pool, &fam, next);
			next += fam.children;
		} else {
			family_make(f, &c, pool, &fam);
			children_make(f, &c, pool, &fam);
			cousin_keep(f, &fam);
		}
		family_write(f, pool, &fam, seen);
		pool_reset(pool);
	}
	pool_destroy(&pool);
}
