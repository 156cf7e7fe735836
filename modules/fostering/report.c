#include <string.h>

#include "fostering.h"
#include "register.h"
#include "report.h"

/* 12: the PF1-style return, and what else the annual evaluation counts. */

static const struct report_series one[] = { { "", "Arrangements" } };
static const struct report_series children[] = { { "", "Children" } };
static const struct report_series carers[] = { { "", "Carers" } };
static const struct report_series consents[] = { { "", "Consents" } };
static const struct report_series appeals[] = { { "", "Appeals" } };
static const struct report_series notices[] = { { "", "Notices" } };
static const struct report_series classes[] = { { "IN_TIME", "In time" },
	{ "SHORT_NOTICE", "Short notice" }, { "AFTER_START", "After the start" },
	{ "AUTHORITY_FOUND", "Found" } };
static const struct report_series kept[] = { { "TIME", "In time" }, { "LATE", "Late" },
	{ "RUN", "Running" }, { "OVER", "Overdue" } };
static const struct report_series visits[] = { { "DONE", "Done" }, { "ABORTIVE", "Abortive" },
	{ "MISSED", "Missed" }, { "CANCELLED", "Called off" } };

/* 12.1: identities; their difference is shown, not hidden. */
static const struct report_check identities[] = {
	{ "Line 2 is at most line 1", "L2 <= L1" },
	{ "Line 3 is at most line 2", "L3 <= L2" },
	{ "Line 5 is at most line 4", "L5 <= L4" },
	{ "Line 7 is at most line 6", "L7 <= L6" },
	{ "Line 9 is last year's, plus line 4, less line 8", "L9 = L9' + L4 - L8" },
	{ "Within 7 working days, of those on which action was taken", "L3 % L2" },
	{ NULL, NULL }
};

static void keys_holders(const struct report *q, struct report_table *t);
static void keys_team_months(const struct report *q, struct report_table *t);

#define ONE(which)	.series = which, .series_n = 1, .kind = PAGE_BARS
#define SOME(which)	.series = which, .series_n = sizeof(which) / sizeof(which[0])
#define COUNTS(sql)	.counts = sql, .rows = sql##_ROWS
/* Lines of the return, and what stands beside it; with `more` for what leaves the
 * house. */
#define RETURN(code_, topic_, more) \
	{ .code = code_, .topic = topic_, .title = "Return on private fostering (PF1)", \
	  .note = "Years from 1 April to 31 March. Line 2 counts what was done within 7 working days " \
	  "of the year's end.", .what = "Line", .day = "Day", .list = "fostering-line", ONE(one), \
	  COUNTS(FOSTERING_REPORT_PF1), .years = true, .lines = true, .checks = identities, more }
#define BESIDE(code_, topic_, title_, what_, list_, sql, which, ...) \
	{ .code = code_, .topic = topic_, .title = title_, .what = what_, .day = "Start", \
	  .list = list_, ONE(which), COUNTS(sql), .years = true, __VA_ARGS__ }
/* Dates kept in each span of the calendar. */
#define SPANS(code_, topic_, title_, what_, keys_, day_, sql, ...) \
	{ .code = code_, .topic = topic_, .title = title_, .what = what_, .day = day_, \
	  .keys = keys_, SOME(kept), .kind = PAGE_STACK, COUNTS(sql), .timed = true, __VA_ARGS__ }
#define QUARTERS(code, title, day, sql, ...) \
	SPANS(code, "quarters", title, "Quarter", fostering_quarters, day, sql, __VA_ARGS__)
#define MONTHS(code, title, day, sql, ...) \
	SPANS(code, "months", title, "Month", report_keys_months, day, sql, __VA_ARGS__)
#define TEAM_MONTHS(code, title, day, sql, ...) \
	SPANS(code, "months", title, "Month and team", keys_team_months, day, sql, .sparse = true, \
	    .note = "By the team that has the arrangement today.", __VA_ARGS__)
#define PUBLISHED	.published = true
/* What adds up to a line of the return (12.1). */
#define OF_LINE_4	.whole = "pf1 L4"
#define OF_LINE_9	.whole = "pf1 L9"

static const struct report_measure measures[] = {
	RETURN("pf1", "", .published = false),
	BESIDE("age", "", "Line 10: children at 31 March by age", "Age", "fostering-age-band",
	    FOSTERING_REPORT_AGE, children, OF_LINE_9),
	BESIDE("place", "", "Line 11: children at 31 March by place of birth", "Place of birth",
	    "fostering-birthplace", FOSTERING_REPORT_PLACE, children, OF_LINE_9, .sparse = true),
	BESIDE("began", "", "Line 11: arrangements that began, by place of birth", "Place of birth",
	    "fostering-birthplace", FOSTERING_REPORT_BEGAN, one, OF_LINE_4, .sparse = true),
	BESIDE("size", "", "Children at 31 March by the size of the household",
	    "People beside the child", "fostering-household-size", FOSTERING_REPORT_SIZE, children,
	    OF_LINE_9),
	BESIDE("several", "", "Carers at 31 March by the number of children with them",
	    "Children", "fostering-carer-children", FOSTERING_REPORT_SEVERAL, carers,
	    .published = false),
	{ .code = "open", .topic = "cases", .title = "Open cases by state",
	  .note = "As they stand today, whatever the period.", .what = "State", .day = "Opened",
	  .keys = report_keys_states, ONE(one), COUNTS(FOSTERING_REPORT_OPEN), .now = true,
	  .states = true },
	{ .code = "months", .topic = "cases", .title = "First notices by month", .what = "Month",
	  .day = "Received", .keys = report_keys_months, SOME(classes), .kind = PAGE_COLUMNS,
	  COUNTS(FOSTERING_REPORT_NOTICES) },
	{ .code = "notifiers", .topic = "cases", .title = "Who gave first notice", .what = "Who",
	  .day = "Received", .list = "fostering-notifier", ONE(notices),
	  COUNTS(FOSTERING_REPORT_NOTIFIERS), .sparse = true },
	{ .code = "tested", .topic = "cases", .title = "Result of the legal test",
	  .note = "The newest test of each case, made in the period.", .what = "Result",
	  .day = "Tested", .list = "fostering-result", ONE(one), COUNTS(FOSTERING_REPORT_TESTED),
	  .sparse = true },
	{ .code = "decided", .topic = "cases", .title = "Decisions on suitability",
	  .what = "Decision", .day = "Decided", .list = "fostering-suitability", ONE(one),
	  COUNTS(FOSTERING_REPORT_DECIDED) },
	{ .code = "consents", .topic = "cases", .title = "Decisions on consent to a disqualified "
	  "person", .what = "Decision", .day = "Decided", .list = "fostering-consent", ONE(consents),
	  COUNTS(FOSTERING_REPORT_CONSENTS) },
	{ .code = "appeals", .topic = "cases", .title = "Appeals by what the court did",
	  .what = "Outcome", .day = "Outcome", .list = "fostering-appeal-outcome", ONE(appeals),
	  COUNTS(FOSTERING_REPORT_APPEALS) },
	{ .code = "relation", .topic = "cases", .title = "Arrangements that began, by the carer's "
	  "relationship", .what = "Relationship", .day = "Start", .list = "fostering-relationship",
	  ONE(one), COUNTS(FOSTERING_REPORT_RELATION), OF_LINE_4, .sparse = true },
	{ .code = "scenario", .topic = "cases", .title = "Arrangements that began, by circumstances",
	  .what = "Circumstances", .day = "Start", .list = "fostering-scenario", ONE(one),
	  COUNTS(FOSTERING_REPORT_SCENARIO), OF_LINE_4 },
	{ .code = "ended", .topic = "cases", .title = "Why arrangements ended", .what = "Reason",
	  .day = "End", .list = "fostering-end-reason", ONE(one), COUNTS(FOSTERING_REPORT_ENDED),
	  .whole = "pf1 L8", .sparse = true },
	{ .code = "clocks", .topic = "dates", .title = "Dates kept, by clock",
	  .note = "Clocks that started in the period.", .what = "Clock", .day = "Started",
	  .keys = report_keys_clocks, SOME(kept), .kind = PAGE_STACK, COUNTS(FOSTERING_REPORT_CLOCK),
	  .timed = true, .clocked = true, .sparse = true },
	{ .code = "teams", .topic = "dates", .title = "Dates kept, by team", .what = "Team",
	  .day = "Started", .keys = report_keys_teams, SOME(kept), .kind = PAGE_STACK,
	  COUNTS(FOSTERING_REPORT_TEAM), .timed = true, .clocked = true, .sparse = true },
	{ .code = "workers", .topic = "dates", .title = "Dates kept, by worker", .what = "Worker",
	  .day = "Started", .keys = keys_holders, SOME(kept), .kind = PAGE_STACK,
	  COUNTS(FOSTERING_REPORT_WORKER), .timed = true, .clocked = true, .sparse = true },
	{ .code = "late", .topic = "dates", .title = "Why dates were missed", .what = "Reason",
	  .day = "Due", .list = "late-reason", ONE(one), COUNTS(FOSTERING_REPORT_LATE) },
	{ .code = "visits", .topic = "dates", .title = "Visits by kind", .what = "Kind",
	  .day = "Visited", .list = "fostering-visit-type", SOME(visits), .kind = PAGE_STACK,
	  COUNTS(FOSTERING_REPORT_VISITED) },
	MONTHS("m-initial", "First action (regulations 4 and 7), by month in which it was due", "Due",
	    FOSTERING_MONTH_INITIAL, .clocked = false),
	TEAM_MONTHS("mt-initial", "First action, by team and month in which it was due", "Due",
	    FOSTERING_TEAM_MONTH_INITIAL, .clocked = false),
	MONTHS("m-visits", "Visits (regulation 8), by month in which they were due", "Due",
	    FOSTERING_MONTH_VISITS, .clocked = false),
	TEAM_MONTHS("mt-visits", "Visits, by team and month in which they were due", "Due",
	    FOSTERING_TEAM_MONTH_VISITS, .clocked = false),
	MONTHS("m-dates", "All dates, by month in which they started", "Started",
	    FOSTERING_MONTH_DATES, .clocked = true),
	TEAM_MONTHS("mt-dates", "All dates, by team and month in which they started", "Started",
	    FOSTERING_TEAM_MONTH_DATES, .clocked = true),
	QUARTERS("q-initial", "First action (regulations 4 and 7), by quarter in which it was due",
	    "Due", FOSTERING_QUARTER_INITIAL, .clocked = false),
	QUARTERS("q-visits", "Visits (regulation 8), by quarter in which they were due", "Due",
	    FOSTERING_QUARTER_VISITS, .clocked = false),
	QUARTERS("q-dates", "All dates, by quarter in which they started", "Started",
	    FOSTERING_QUARTER_DATES, .clocked = true),
	{ .code = "quality", .topic = "quality", .title = "Missing and implausible data",
	  .note = "Of open cases, as it is today.", .what = "What", .day = "Opened",
	  .list = "fostering-quality", ONE(one), COUNTS(FOSTERING_REPORT_QUALITY), .now = true,
	  .lines = true, .sparse = true },
	RETURN("pub-pf1", "published", PUBLISHED),
	BESIDE("pub-age", "published", "Children at 31 March by age", "Age", "fostering-age-band",
	    FOSTERING_REPORT_AGE, children, OF_LINE_9, PUBLISHED),
	BESIDE("pub-sex", "published", "Children at 31 March by sex", "Sex", "sex",
	    FOSTERING_REPORT_SEX, children, OF_LINE_9, PUBLISHED),
	BESIDE("pub-disabled", "published", "Children at 31 March by disability", "Disabled",
	    "yes-no", FOSTERING_REPORT_DISABLED, children, OF_LINE_9, PUBLISHED),
	BESIDE("pub-place", "published", "Children at 31 March by place of birth", "Place of birth",
	    "fostering-birthplace", FOSTERING_REPORT_PLACE, children, OF_LINE_9, PUBLISHED),
	BESIDE("pub-ethnic", "published", "Children at 31 March by ethnicity", "Ethnicity", "ethnicity",
	    FOSTERING_REPORT_ETHNIC, children, OF_LINE_9, .sparse = true, PUBLISHED),
	{ 0 }
};

static void keys_holders(const struct report *q, struct report_table *t)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(q->r->db, &fostering_sql[FOSTERING_REPORT_HOLDERS], &rows,
	    (unsigned long long)q->service, request_account(q->r));
	for (i = 0; i < rows.n; i++)
		report_key(q, t, pool_printf(q->r->pool, "%llu", db_number(&rows.row[i], 0)),
		    pool_printf(q->r->pool, "%s %s", db_text(&rows.row[i], 1),
		    db_text(&rows.row[i], 2)));
}

/* The name alone, as far as no other team has it. */
static const char *team_short(const struct report *q, const struct db_row *team)
{
	size_t i, same = 0;

	for (i = 0; i < q->teams.n; i++)
		if (strcmp(db_text(&q->teams.row[i], 1), db_text(team, 1)) == 0)
			same++;
	return same < 2 ? db_text(team, 1) : pool_printf(q->r->pool, "%s, %s", db_text(team, 1),
	    db_text(team, 2));
}

static void team_months_put(const struct report *q, struct report_table *t,
    const struct report_table *months, unsigned long long team, const char *name)
{
	size_t i;

	for (i = 0; i < months->n; i++)
		report_key(q, t, pool_printf(q->r->pool, "%s-%llu", months->row[i].key, team),
		    pool_printf(q->r->pool, "%s, %s", months->row[i].label, name));
}

/* Team by team, so that the months of each follow one another. */
static void keys_team_months(const struct report *q, struct report_table *t)
{
	struct report_table months = { .n = 0 };
	size_t i;

	report_keys_months(q, &months);
	for (i = 0; i < q->teams.n; i++)
		team_months_put(q, t, &months, db_number(&q->teams.row[i], 0),
		    team_short(q, &q->teams.row[i]));
	team_months_put(q, t, &months, 0, "no team");
}

static const struct report_topic topics[] = {
	{ "", "Return" }, { "cases", "Notices and cases" }, { "dates", "Dates and visits" },
	{ "months", "By month and team" }, { "quarters", "By quarter" }, { "quality", "Missing data" },
	{ "published", "For publication" }, { NULL, NULL }
};

const struct report_book fostering_reports = {
	.path = "/fostering/report",
	.records = "arrangements",
	.service = "PFM PFO PAN AUD",
	.staff = "My staff's arrangements",
	.left_out = "Restricted arrangements are counted; what stands behind a number is shown to who may "
	    "open it. With a worker chosen, by worker, and in missing data they are left out. Children at "
	    "school in the holidays are counted on their own.",
	.left_out_staff = "Left out: restricted and archived arrangements.",
	.holder = "worker",
	.filters = REPORT_BY_TEAM | REPORT_BY_HOLDER | REPORT_BY_CLOCK,
	.years = 10,
	.topics = topics,
	.measures = measures,
	.rows_permission = FOSTERING_READ,
	.grace = 7,
	.sql_teams = FOSTERING_REPORT_TEAMS,
	.sql_holders = FOSTERING_REPORT_HOLDERS,
	.rows_setting = "fostering.export_rows",
	.least_setting = "fostering.small_numbers",
	.more = fostering_register_links,
};
