#include <string.h>

#include "casework.h"
#include "lscb.h"
#include "report.h"
#include "return.h"

/* 6.1: the tables of the yearly return, by the year of completion; 5.7: those of the
 * annual report, and what helps to run the panel. */

static const struct report_series conclusions[] = { { "M", "Modifiable" },
	{ "N", "None modifiable" }, { "I", "Insufficient" } };
static const struct report_series early[] = { { "P1", "Preventable" },
	{ "P2", "Potentially" }, { "P3", "Not" } };
static const struct report_series cases[] = { { "", "Cases" } };
static const struct report_series deaths[] = { { "", "Deaths" } };
static const struct report_series sexes[] = { { "M", "Male" }, { "F", "Female" },
	{ "I", "Indeterminate" }, { "U", "Not known" } };
static const struct report_series expected[] = { { "E", "Expected" }, { "U", "Unexpected" },
	{ "K", "Not known" } };
static const struct report_series kept[] = { { "TIME", "In time" }, { "LATE", "Late" } };
static const struct report_series clocks[] = { { "TIME", "In time" }, { "LATE", "Late" },
	{ "RUN", "Runs" }, { "OVER", "Overdue" } };
static const struct report_series held[] = { { "OPEN", "Under way" }, { "HOLD", "On hold" } };
static const struct report_series factors[] = { { "M", "Modifiable" }, { "N", "Not modifiable" } };

static void key_all(const struct report *q, struct report_table *t);
static void keys_bounds(const struct report *q, struct report_table *t);
static void keys_died(const struct report *q, struct report_table *t);
static void keys_newborn(const struct report *q, struct report_table *t);
static void keys_response(const struct report *q, struct report_table *t);

#define ONE(which)	.series = which, .series_n = 1, .kind = PAGE_BARS
#define SOME(which)	.series = which, .series_n = sizeof(which) / sizeof(which[0]), .kind = PAGE_STACK
#define COUNTS(what)	.counts = LSCB_REPORT_##what, .rows = LSCB_REPORT_##what##_ROWS
/* … of which some is left when a case is destroyed. */
#define KEEPS(what)	COUNTS(what), .gone = LSCB_KEPT_##what
#define PUBLISHED	.published = true
/* Tables of completed reviews: what is counted is the same, so each adds up to the
 * first of them. */
#define REVIEWS(code_, topic_, title_, what_, list_, sql, ...) \
	{ .code = code_, .topic = topic_, .title = title_, .what = what_, .day = "Completed", \
	  .list = list_, SOME(conclusions), KEEPS(sql), .whole = "l1 ALL", __VA_ARGS__ }
#define ALL_REVIEWS(code_, topic_, title_, ...) \
	{ .code = code_, .topic = topic_, .title = title_, .what = "Reviews", \
	  .day = "Completed", .keys = key_all, SOME(conclusions), KEEPS(L1), __VA_ARGS__ }
#define L(code_, title_, what_, list_, sql, ...) \
	REVIEWS(code_, "", title_, what_, list_, sql, __VA_ARGS__)

static const struct report_measure measures[] = {
	ALL_REVIEWS("l1", "", "L1: all reviews completed", .published = false),
	L("l2", "L2: time from death to completion", "Time", "lscb-time-band", L2),
	L("l3", "L3: age at death", "Age", "lscb-age-band", L3),
	L("l4", "L4: sex", "Sex", "lscb-sex", L4),
	L("l5", "L5: ethnic group", "Group", "lscb-ethnic-group", L5),
	L("l5d", "L5: ethnic group, in detail", "Ethnic group", "ethnicity", L5_DETAIL,
	    .sparse = true),
	L("l6", "L6: where the event happened", "Place", "lscb-place-group", L6),
	L("l6d", "L6: where the event happened, in detail", "Place", "lscb-place",
	    L6_DETAIL, .sparse = true),
	L("l7", "L7: event", "Event", "lscb-event", L7),
	L("l8", "L8: category of death", "Category", "lscb-category", L8),
	L("l9", "L9: child protection plan", "Plan", "lscb-known", L9),
	L("l10", "L10: statutory order", "Order", "lscb-known", L10),
	L("l11", "L11: asylum seeker", "Asylum seeker", "lscb-ynk", L11),
	L("l12", "L12: review of a serious case associated", "Associated", "yes-no", L12),
	L("l13", "L13: expected or unexpected", "Expected", "lscb-expected", L13),
	{ .code = "l14", .topic = "", .title = "L14: reviews not completed at 31 March",
	  .note = "By the day of death, of what had been notified by then.", .what = "Died",
	  .day = "Died", .list = "lscb-ongoing", ONE(cases), KEEPS(L14), .years = true },
	{ .code = "l15", .topic = "", .title = "L15: deaths of the year", .what = "Whose",
	  .day = "Died", .list = "lscb-notified", ONE(deaths), KEEPS(L15), .years = true,
	  .lines = true },
	{ .code = "l16", .topic = "", .title = "L16: response to unexpected deaths",
	  .what = "Response", .day = "Completed", .list = "lscb-response", SOME(conclusions),
	  KEEPS(L16) },
	{ .code = "early", .topic = "early", .title = "Reviews completed before 1 April 2010",
	  .note = "The words of the conclusion changed on that day.", .what = "Reviews",
	  .day = "Completed", .keys = key_all, SOME(early), KEEPS(L1) },

	{ .code = "state", .topic = "work", .title = "Open cases by state",
	  .note = "As they stand today, whatever the period.", .what = "State", .day = "Notified",
	  .keys = report_keys_states, ONE(cases), COUNTS(STATE), .now = true,
	  .states = true },
	{ .code = "died", .topic = "work", .title = "Open cases by year of death",
	  .note = "As they stand today, whatever the period.", .what = "Year", .day = "Died",
	  .keys = keys_died, SOME(held), COUNTS(OPEN_DIED), .now = true },
	{ .code = "delay", .topic = "work", .title = "Why six months were not kept",
	  .note = "Deaths notified in the period.", .what = "Reason", .day = "Notified",
	  .list = "lscb-delay", ONE(cases), KEEPS(DELAY), .sparse = true },
	{ .code = "late", .topic = "work", .title = "Late notifications",
	  .note = "More than 30 days after the death.", .what = "Notified", .day = "Notified",
	  .list = "lscb-late-notice", ONE(cases), KEEPS(LATE) },
	{ .code = "months", .topic = "work", .title = "Time from death to completion",
	  .note = "Reviews completed in the period.", .what = "Within", .day = "Completed",
	  .list = "lscb-within", SOME(kept), KEEPS(R10), .timed = true, .lines = true },
	{ .code = "actions", .topic = "work", .title = "Actions agreed in the period",
	  .what = "Status", .day = "Agreed", .list = "lscb-action-status", ONE(cases),
	  KEEPS(R16) },

	{ .code = "r2", .topic = "published", .title = "Deaths notified", .what = "Deaths",
	  .day = "Notified", .keys = key_all, ONE(deaths), KEEPS(R2), .years = true,
	  PUBLISHED },
	{ .code = "r2a", .topic = "published", .title = "Deaths notified, by authority of residence",
	  .what = "Authority", .day = "Notified", .list = "la", ONE(deaths), KEEPS(R2_AREA),
	  .years = true, .whole = "r2 ALL", .sparse = true, PUBLISHED },
	{ .code = "r3", .topic = "published", .title = "Deaths notified, by age and sex",
	  .what = "Age", .day = "Notified", .list = "lscb-age-band", SOME(sexes),
	  KEEPS(R3), .whole = "r2 ALL", PUBLISHED },
	{ .code = "r4", .topic = "published", .title = "Deaths notified, by ethnic group",
	  .what = "Ethnic group", .day = "Notified", .list = "ethnicity", ONE(deaths),
	  KEEPS(R4), .whole = "r2 ALL", .sparse = true, PUBLISHED },
	{ .code = "r5", .topic = "published", .title = "Deaths notified, by deprivation",
	  .note = "Fifths of the index of multiple deprivation; 1 is the most deprived.",
	  .what = "Fifth", .day = "Notified", .keys = keys_bounds, ONE(deaths), KEEPS(R5),
	  .whole = "r2 ALL", PUBLISHED },
	{ .code = "r6", .topic = "published", .title = "Deaths notified, by month", .what = "Month",
	  .day = "Notified", .keys = report_keys_months, .series = deaths, .series_n = 1,
	  .kind = PAGE_COLUMNS, KEEPS(R6), .whole = "r2 ALL", PUBLISHED },
	{ .code = "r11", .topic = "published", .title = "Expected and unexpected deaths, by age",
	  .what = "Age", .day = "Notified", .list = "lscb-age-band", SOME(expected),
	  KEEPS(R11), .whole = "r2 ALL", PUBLISHED },
	ALL_REVIEWS("r7a", "published", "Reviews completed", PUBLISHED),
	REVIEWS("r7", "published", "Reviews completed, by category", "Category", "lscb-category",
	    L8, PUBLISHED),
	REVIEWS("r8", "published", "Reviews completed, by age", "Age", "lscb-age-band",
	    L3, PUBLISHED),
	REVIEWS("r9", "published", "Reviews completed, by place", "Place", "lscb-place-group",
	    L6, PUBLISHED),
	REVIEWS("r15", "published", "Reviews completed, by child protection plan", "Plan",
	    "lscb-known", L9, PUBLISHED),
	{ .code = "r10", .topic = "published", .title = "Time from death to completion",
	  .note = "Reviews completed in the period.", .what = "Within", .day = "Completed",
	  .list = "lscb-within", SOME(kept), KEEPS(R10), .timed = true, .lines = true,
	  PUBLISHED },
	REVIEWS("revent", "published", "Reviews completed, by event", "Event", "lscb-event", L7,
	    PUBLISHED),
	REVIEWS("rscr", "published", "Reviews completed, by review of a serious case", "Associated",
	    "yes-no", L12, PUBLISHED),
	REVIEWS("rsex", "published", "Reviews completed, by sex", "Sex", "lscb-sex", L4, PUBLISHED),
	REVIEWS("rethnic", "published", "Reviews completed, by ethnic group", "Group",
	    "lscb-ethnic-group", L5, PUBLISHED),
	REVIEWS("rasylum", "published", "Reviews completed, by asylum seeker", "Asylum seeker",
	    "lscb-ynk", L11, PUBLISHED),
	REVIEWS("r13e", "published", "Reviews completed, by expected or unexpected", "Expected",
	    "lscb-expected", L13, PUBLISHED),
	REVIEWS("r10b", "published", "Reviews completed, by time from the death", "Time",
	    "lscb-time-band", L2, PUBLISHED),
	{ .code = "rneo", .topic = "published", .title = "Reviews of newborn babies", .what = "Age",
	  .day = "Completed", .keys = keys_newborn, SOME(conclusions), KEEPS(NEO), .whole = "l1 ALL",
	  PUBLISHED },
	{ .code = "rpm", .topic = "published", .title = "Reviews completed, by post-mortem",
	  .what = "Post-mortem", .day = "Completed", .list = "yes-no", SOME(conclusions), KEEPS(PM),
	  .whole = "l1 ALL", PUBLISHED },
	{ .code = "rjar", .topic = "published", .title = "Unexpected deaths, by response",
	  .what = "Response", .day = "Completed", .list = "lscb-response", SOME(conclusions), KEEPS(L16),
	  PUBLISHED },
	{ .code = "rjart", .topic = "published", .title = "Standards of the response",
	  .note = "Dates of the response that began in the period.", .what = "Standard",
	  .day = "Began", .keys = keys_response, SOME(clocks), COUNTS(JAR), .timed = true,
	  .lines = true, PUBLISHED },
	{ .code = "r12", .topic = "published", .title = "Reviews not completed at 31 March, by the day of death",
	  .what = "Died", .day = "Died", .list = "lscb-ongoing", ONE(cases), KEEPS(L14), .years = true,
	  PUBLISHED },
	{ .code = "r12h", .topic = "published", .title = "Reviews not completed at 31 March, by what they waited for",
	  .note = "Of several processes the one that began first.", .what = "Process", .day = "Died",
	  .list = "lscb-waited", ONE(cases), KEEPS(R12), .years = true, PUBLISHED },
	{ .code = "r13", .topic = "published", .title = "Factors that may have contributed, by domain",
	  .what = "Domain", .day = "Completed", .list = "lscb-domain", SOME(factors),
	  KEEPS(R13), PUBLISHED },
	{ .code = "r14", .topic = "published", .title = "Factors that may have contributed",
	  .what = "Factor", .day = "Completed", .list = "lscb-factor", SOME(factors),
	  KEEPS(R14), .sparse = true, PUBLISHED },
	{ 0 }
};

static void key_all(const struct report *q, struct report_table *t)
{
	report_key(q, t, "ALL", "All");
}

static void keys_bounds(const struct report *q, struct report_table *t)
{
	static const char *const fifths[] = { "1", "2", "3", "4", "5" };
	size_t i;

	for (i = 0; i < sizeof(fifths) / sizeof(fifths[0]); i++)
		report_key(q, t, fifths[i], fifths[i]);
}

/* Years come from what is counted. */
static void keys_died(const struct report *q, struct report_table *t)
{
	(void)q;
	(void)t;
}

static void keys_newborn(const struct report *q, struct report_table *t)
{
	report_key(q, t, "NEO", "Under 28 days");
	report_key(q, t, "OLDER", "28 days and older");
}

/* 1.4: the clocks that a response starts. */
static void keys_response(const struct report *q, struct report_table *t)
{
	const char *title, *code;
	unsigned i;

	for (i = 0; (title = casework_clock_title(q->r, i, &code)) != NULL; i++)
		if (strcmp(code, "PLANNING") == 0 || strcmp(code, "VISIT") == 0 ||
		    strcmp(code, "MEETING") == 0 || strcmp(code, "INTERIM") == 0)
			report_key(q, t, code, title);
}

static const struct report_topic topics[] = {
	{ "", "Return" }, { "work", "Work of the panel" }, { "published", "For the annual report" },
	{ "early", "Before 2010" }, { NULL, NULL }
};

const struct report_book lscb_reports = {
	.path = "/lscb/report",
	.records = "cases",
	.service = "CDC CDP CDD CDB CDA CDG",
	.staff = "My staff's cases",
	.left_out = "Not counted: what is out of scope, joined to another case or reviewed by another "
	    "panel.",
	.left_out_staff = "Not counted: what is out of scope, joined to another case or reviewed by "
	    "another panel.",
	.holder = "coordinator",
	.years = 10,
	.topics = topics,
	.measures = measures,
	.rows_permission = LSCB_ROWS,
	.exact_permission = LSCB_EXACT,
	.coarse = true,
	.sql_teams = LSCB_REPORT_TEAMS,
	.sql_holders = LSCB_REPORT_HOLDERS,
	.rows_setting = "lscb.export_rows",
	.least_setting = "lscb.small_numbers",
	.says_small = true,
	.more = lscb_return_link,
};
