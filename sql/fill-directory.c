#include <string.h>

#include "fill.h"
#include "uuid.h"

/* The service directory of Sandmouth: providers and what they offer, some of
 * it confirmed too long ago. Nothing of it exists. */

static const struct {
	const char *name, *description, *website;
} providers[] = {
	{ "Sandmouth Council", "The local authority", "https://www.sandmouth.example" },
	{ "Sandmouth Community Health", "Health services outside hospital", "https://health.sandmouth.example" },
	{ "Harbour Family Centre", "A charity with two family centres", "https://harbour.example" },
	{ "Turning Tide", "A charity for young people who misuse drugs or alcohol", "" },
	{ "Sandmouth Homes", "A housing association", "https://homes.sandmouth.example" },
	{ "Lantern Trust", "A charity for people who live with domestic abuse", "" },
	{ "Kite & Anchor Youth", "Youth clubs and outdoor activities", "https://kite.example" },
};

struct entry {
	unsigned provider;		/* from 1 */
	const char *name, *description;
	const char *aims, *kinds, *tier, *areas, *routes, *days, *languages;
	unsigned min, max;
	const char *threshold, *needs, *venue, *line1, *postcode;
	unsigned easting, northing;
	const char *times, *cost, *price, *waiting, *status;
	bool sensitive, hidden;		/* hidden: practitioners only */
	long assured;			/* days ago; 0: never */
};

/* Short for a place: line, postcode, easting, northing. */
#define AT(line, postcode, e, n)	"VENUE", line, postcode, e, n
#define ONLINE				"ONLINE", "", "", 0, 0
#define REFUGE				"REFUGE", "", "", 0, 0

static const struct entry entries[] = {
	{ 1, "Family support north", "A worker visits the family at home and helps with routines, school and money.",
	  "SS5 SSF EAF", "FAM", "TAR", "NORTH", "PARENT PROF", "MO TU WE TH FR", "en pl", 0, 18, "N1", "Y",
	  AT("12 Lighthouse Row", "FY1 2AB", 331200, 437400), "9am to 5pm", "FREE", "", "Three weeks", "ACTIVE", false, false, 20 },
	{ 1, "Family support east", "A worker visits the family at home and helps with routines, school and money.",
	  "SS5 SSF EAF", "FAM", "TAR", "EAST", "PARENT PROF", "MO TU WE TH FR", "en ur", 0, 18, "N1", "Y",
	  AT("3 Mill Yard", "FY3 8QP", 333900, 436100), "9am to 5pm", "FREE", "", "Five weeks", "ACTIVE", false, false, 35 },
	{ 1, "Parenting course", "Twelve weeks in a group for parents of children of primary school age.",
	  "SSF PCF EA3", "FAM", "TAR", "ALL", "SELF PARENT PROF", "TU TH", "en", 5, 11, "N1", "N",
	  AT("Town Hall Annexe, Quay Street", "FY1 1DG", 330700, 436200), "9.30am to 11.30am in term time", "FREE", "", "Next course in January", "ACTIVE", false, false, 60 },
	{ 1, "Educational psychology", "Advice to schools on a child's learning and development.",
	  "EA2 EA3 EA5", "EPS", "SPE", "ALL", "PROF PANEL", "MO TU WE TH FR", "en", 3, 19, "N2", "Y",
	  AT("Town Hall Annexe, Quay Street", "FY1 1DG", 330700, 436200), "By appointment", "FREE", "", "Eight weeks", "ACTIVE", false, true, 90 },
	{ 1, "School attendance team", "Helps families whose child is often away from school.",
	  "EA2", "EWO", "TAR", "ALL", "PROF", "MO TU WE TH FR", "en", 5, 16, "N1", "N",
	  AT("Town Hall Annexe, Quay Street", "FY1 1DG", 330700, 436200), "9am to 4.30pm", "FREE", "", "", "ACTIVE", false, false, 12 },
	{ 1, "Careers and apprenticeships desk", "Advice on courses, work and apprenticeships.",
	  "EW1 EW2", "CON COL", "UNI", "ALL", "SELF PARENT PROF", "MO WE FR", "en", 13, 19, "N0", "N",
	  AT("1 Station Approach", "FY1 5BB", 331500, 435800), "Drop in from 1pm to 6pm", "FREE", "", "None", "ACTIVE", false, false, 45 },
	{ 1, "Young carers' project", "Time off, trips and somebody to talk to, for children who look after somebody.",
	  "PC4 EA4 SS5", "YTH FAM", "TAR", "ALL", "SELF PARENT PROF", "WE SA", "en", 8, 18, "N1", "N",
	  AT("The Old Boathouse, South Strand", "FY4 1RT", 330500, 433200), "4pm to 7pm, Saturdays 10am to 2pm", "FREE", "", "Two weeks", "ACTIVE", false, false, 80 },
	{ 2, "Health visiting", "A health visitor for every family with a child under five.",
	  "BH1 BHF EA1", "HV", "UNI", "ALL", "SELF PARENT PROF", "MO TU WE TH FR", "en pl ur", 0, 5, "N0", "N",
	  AT("Northgate Health Centre, Northgate", "FY2 9HL", 331800, 439300), "9am to 5pm; clinic on Wednesdays", "FREE", "", "None", "ACTIVE", false, false, 15 },
	{ 2, "School nursing", "Health advice and drop-ins at every school.",
	  "BH1 BH4", "SN", "UNI", "ALL", "SELF PARENT PROF", "MO TU WE TH FR", "en", 5, 19, "N0", "N",
	  AT("Northgate Health Centre, Northgate", "FY2 9HL", 331800, 439300), "In school hours", "FREE", "", "One week", "ACTIVE", false, false, 25 },
	{ 2, "Speech and language therapy", "Assessment and therapy, with parents and nursery or school.",
	  "EA1 EA3", "SLT", "SPE", "ALL", "PARENT PROF", "MO TU TH", "en", 2, 16, "N1", "N",
	  AT("Northgate Health Centre, Northgate", "FY2 9HL", 331800, 439300), "By appointment", "FREE", "", "Eighteen weeks", "ACTIVE", false, false, 110 },
	{ 2, "Child and adolescent mental health", "Assessment and treatment for moderate to severe difficulties.",
	  "BH2", "CAM", "SPE", "ALL", "PROF", "MO TU WE TH FR", "en", 5, 18, "N2", "Y",
	  AT("Seaview House, Promenade", "FY1 4LT", 330450, 435500), "By appointment", "FREE", "", "Fourteen weeks", "ACTIVE", true, false, 70 },
	{ 2, "Community midwives", "Care before and after birth.",
	  "BH1 BHF", "MID", "UNI", "ALL", "SELF PROF", "MO TU WE TH FR SA SU", "en pl", 0, 0, "N0", "N",
	  AT("Sandmouth General Hospital, Hill Road", "FY3 8NR", 334300, 436700), "Every day", "FREE", "", "None", "ACTIVE", false, false, 30 },
	{ 3, "Stay and play", "Play, songs and a cup of tea for parents with small children.",
	  "EA1 EA4 BHF", "EYP VOL", "UNI", "SOUTH CENTRE", "SELF PARENT", "MO WE FR", "en", 0, 5, "N0", "N",
	  AT("Harbour Family Centre, Dock Lane", "FY4 2HA", 331100, 432900), "9.30am to 11.30am", "PAID", "£2 a family", "None", "ACTIVE", false, false, 40 },
	{ 3, "Fathers' group", "A group for fathers, grandfathers and stepfathers.",
	  "SSF PCF", "FAM VOL", "UNI", "SOUTH", "SELF PARENT PROF", "SA", "en", 0, 11, "N0", "N",
	  AT("Harbour Family Centre, Dock Lane", "FY4 2HA", 331100, 432900), "10am to noon", "FREE", "", "None", "ACTIVE", false, false, 200 },
	{ 3, "Family counselling", "Talking together with a trained counsellor.",
	  "BH2 SS5 PC3", "VOL FAM", "TAR", "ALL", "SELF PARENT PROF", "TU WE TH", "en ur", 6, 18, "N1", "N",
	  AT("Harbour Family Centre West, Dune Road", "FY5 1TW", 331900, 442600), "Noon to 8pm", "SOME", "By income, from nothing to £20 a meeting", "Six weeks", "ACTIVE", false, false, 50 },
	{ 3, "Toy library", "Toys and books to borrow.",
	  "EA1 EW4", "VOL EYP", "UNI", "WEST", "SELF PARENT", "TH", "en", 0, 7, "N0", "N",
	  AT("Harbour Family Centre West, Dune Road", "FY5 1TW", 331900, 442600), "2pm to 4pm", "PAID", "50p a toy", "", "CLOSED", false, false, 100 },
	{ 4, "Young people's drug and alcohol service", "One-to-one help to stop or to use less, also for children of parents who use.",
	  "BH5 BH2", "SMS", "SPE", "ALL", "SELF PARENT PROF", "MO TU WE TH FR", "en", 11, 19, "N1", "N",
	  AT("7 Ferry Street", "FY1 3PD", 330900, 436600), "10am to 6pm", "FREE", "", "One week", "ACTIVE", true, false, 55 },
	{ 5, "Tenancy support", "Help to keep a home: rent, repairs, neighbours.",
	  "EW3 EW5", "HOU", "TAR", "ALL", "SELF PROF", "MO TU WE TH FR", "en pl", 0, 25, "N1", "N",
	  AT("22 Market Square", "FY1 1NA", 330950, 436150), "9am to 5pm", "FREE", "", "Two weeks", "ACTIVE", false, false, 65 },
	{ 5, "Furniture store", "Second-hand furniture and cookers for families who have little.",
	  "EW4 EW5", "HOU VOL", "TAR", "ALL BEYOND", "PROF", "TU FR", "en", 0, 25, "N1", "N",
	  AT("Unit 4, Dock Lane", "FY4 2HB", 331150, 432850), "10am to 3pm", "SOME", "Delivery £10", "One week", "ACTIVE", false, false, 400 },
	{ 6, "Refuge for women and children", "A safe place to stay. The address is given by telephone only.",
	  "SS1 SS5", "VOL HOU", "SPE", "ALL BEYOND", "SELF PROF", "MO TU WE TH FR SA SU", "en pl ur", 0, 18, "N2", "N",
	  REFUGE, "At any hour", "SOME", "Rent, covered by benefits", "By the day", "ACTIVE", false, false, 10 },
	{ 6, "Helping Hands group", "Ten weeks for children who have lived with domestic abuse.",
	  "SS1 BH2 PC4", "VOL", "TAR", "CENTRE EAST", "PARENT PROF", "TH", "en", 7, 12, "N1", "Y",
	  AT("Library, Quay Street", "FY1 1DF", 330750, 436250), "4pm to 5.30pm in term time", "FREE", "", "Next group in March", "ACTIVE", false, false, 95 },
	{ 7, "Friday youth club", "Games, music and a kitchen.",
	  "EA4 PC3 SS4", "YTH", "UNI", "EAST", "SELF", "FR", "en", 11, 17, "N0", "N",
	  AT("Scout Hut, Mill Yard", "FY3 8QS", 333950, 436050), "6pm to 9pm", "PAID", "£1 an evening", "None", "ACTIVE", false, false, 28 },
	{ 7, "Outdoor days", "Sailing, climbing and camping in the holidays.",
	  "BH4 EA4 PC4", "YTH", "TAR", "ALL", "PARENT PROF", "SA SU", "en", 9, 17, "N1", "N",
	  AT("The Old Boathouse, South Strand", "FY4 1RT", 330500, 433200), "In the holidays", "SOME", "Free with free school meals, else £15 a day", "", "ACTIVE", false, false, 130 },
	{ 7, "Talk online", "Chat with a youth worker, evenings and weekends.",
	  "BH2 SS3 PC4", "YTH VOL", "UNI", "ALL BEYOND", "SELF", "MO WE SA SU", "en", 11, 19, "N0", "N",
	  ONLINE, "6pm to 10pm", "FREE", "", "None", "ACTIVE", false, false, 33 },
	{ 7, "Skate workshop", "It closed when the hall was sold.",
	  "EA4", "YTH", "UNI", "CENTRE", "SELF", "SU", "en", 8, 17, "N0", "N",
	  AT("Drill Hall, Ferry Street", "FY1 3PE", 330850, 436650), "", "FREE", "", "", "DEFUNCT", false, false, 300 },
	{ 3, "Homework club", "A quiet room, helpers and a meal.",
	  "EA3 EA5", "VOL", "UNI", "SOUTH", "SELF PARENT PROF", "TU TH", "en ur", 8, 16, "N0", "N",
	  AT("Harbour Family Centre, Dock Lane", "FY4 2HA", 331100, 432900), "3.30pm to 5.30pm in term time", "FREE", "", "None", "ACTIVE", false, false, 0 },
};

static const struct worker *editor(const struct fill *f)
{
	const struct worker *w = worker_find(&f->workers, "fwest");

	return w == NULL ? &f->workers.worker[0] : w;
}

static const char *moment(const struct fill *f, long days_ago)
{
	return pool_printf(f->pool, "%s 10:00:00.000000", fill_day(f, f->pool, days_ago));
}

static void codes_put(unsigned id, const char *kind, const char *list, const char *codes,
    struct pool *pool)
{
	size_t len;

	for (; *codes != '\0'; codes += len + strspn(codes + len, " ")) {
		len = strcspn(codes, " ");
		batch_row(BATCH_ENTRY_CODE);
		batch_number(BATCH_ENTRY_CODE, id);
		batch_text(BATCH_ENTRY_CODE, kind);
		batch_text(BATCH_ENTRY_CODE, fill_code(list, pool_strndup(pool, codes, len)));
	}
}

static void provider_put(const struct fill *f, unsigned id)
{
	batch_row(BATCH_PROVIDER);
	batch_number(BATCH_PROVIDER, id);
	batch_text(BATCH_PROVIDER, uuid_of(f->pool, pool_printf(f->pool, "provider %u", id)));
	batch_row(BATCH_PROVIDER_VERSION);
	batch_number(BATCH_PROVIDER_VERSION, id);
	batch_text(BATCH_PROVIDER_VERSION, providers[id - 1].name);
	batch_text(BATCH_PROVIDER_VERSION, providers[id - 1].description);
	batch_text(BATCH_PROVIDER_VERSION, pool_printf(f->pool, "desk%u@provider.example", id));
	batch_text(BATCH_PROVIDER_VERSION, providers[id - 1].website);
	batch_text(BATCH_PROVIDER_VERSION, pool_printf(f->pool, "01632 960%03u", 800 + id));
	batch_number(BATCH_PROVIDER_VERSION, editor(f)->id);
	batch_text(BATCH_PROVIDER_VERSION, moment(f, 420));
}

static void assurance_put(const struct fill *f, const struct entry *e, unsigned id)
{
	const char *on = e->assured == 0 ? "" : fill_day(f, f->pool, e->assured);
	const char *next = e->assured == 0 ? "" : fill_day(f, f->pool, e->assured - 180);

	batch_row(BATCH_ENTRY);
	batch_number(BATCH_ENTRY, id);
	batch_text(BATCH_ENTRY, uuid_of(f->pool, pool_printf(f->pool, "service %u", id)));
	batch_text(BATCH_ENTRY, e->assured == 0 ? "" : "The duty desk");
	batch_text(BATCH_ENTRY, on);
	batch_text(BATCH_ENTRY, next);
	if (e->assured == 0)
		return;
	batch_row(BATCH_ASSURANCE);
	batch_number(BATCH_ASSURANCE, id);
	batch_text(BATCH_ASSURANCE, "The duty desk");
	batch_text(BATCH_ASSURANCE, on);
	batch_text(BATCH_ASSURANCE, next);
	batch_number(BATCH_ASSURANCE, editor(f)->id);
	batch_text(BATCH_ASSURANCE, moment(f, e->assured));
}

static void version_put(const struct fill *f, const struct entry *e, unsigned id)
{
	const enum batch_table t = BATCH_ENTRY_VERSION;
	bool place = strcmp(e->venue, "VENUE") == 0;

	batch_row(t);
	batch_number(t, id);
	batch_number(t, e->provider);
	batch_text(t, e->name);
	batch_text(t, e->description);
	batch_text(t, fill_code("service-status", e->status));
	batch_text(t, fill_code("service-tier", e->tier));
	batch_text(t, e->max == 0 ? "Expectant mothers and new babies" :
	    pool_printf(f->pool, "Ages %u to %u", e->min, e->max));
	batch_number(t, e->min);
	batch_number(t, e->max);
	batch_text(t, fill_code("level-of-need", e->threshold));
	batch_text(t, strstr(e->routes, "SELF") != NULL ? "Telephone or come by" :
	    "Telephone the duty desk, then send the form");
	batch_text(t, e->needs);
	batch_text(t, fill_code("service-venue", e->venue));
	batch_text(t, e->line1);
	batch_text(t, place ? f->town : "");
	batch_text(t, e->postcode);
	batch_text(t, place ? "Level entrance" : "");
	batch_number(t, e->easting);
	batch_number(t, e->northing);
	batch_text(t, e->times);
	batch_text(t, fill_code("service-cost", e->cost));
	batch_text(t, e->price);
	batch_text(t, "Duty desk");
	batch_text(t, pool_printf(f->pool, "01632 960%03u", 820 + id));
	batch_text(t, pool_printf(f->pool, "service%u@provider.example", id));
	batch_text(t, e->waiting);
	batch_text(t, e->waiting[0] == '\0' ? "" : fill_day(f, f->pool, 9));
	batch_text(t, e->sensitive ? "Y" : "N");
	batch_text(t, e->hidden ? "N" : "Y");
	batch_number(t, editor(f)->id);
	batch_text(t, moment(f, e->assured == 0 ? 5 : e->assured));
}

void directory_fill(const struct fill *f)
{
	unsigned i;

	for (i = 1; i <= COUNT(providers); i++)
		provider_put(f, i);
	for (i = 1; i <= COUNT(entries); i++) {
		const struct entry *e = &entries[i - 1];

		assurance_put(f, e, i);
		version_put(f, e, i);
		codes_put(i, "AIM", "aim", e->aims, f->pool);
		codes_put(i, "SERVICE", "service", e->kinds, f->pool);
		codes_put(i, "AREA", "service-area", e->areas, f->pool);
		codes_put(i, "ROUTE", "referral-route", e->routes, f->pool);
		codes_put(i, "DAY", "weekday", e->days, f->pool);
		codes_put(i, "LANGUAGE", "language", e->languages, f->pool);
	}
}
