#include "caf.h"
#include "report.h"

/* What is counted; the boxes of the assessment are rows of one measure. */

static const struct report_series cases[] = { { "", "Cases" } };
static const struct report_series people[] = { { "", "Assessments" } };
static const struct report_series months[] = { { "REG", "Registered" },
	{ "DONE", "Completed" } };
static const struct report_series kept[] = { { "TIME", "In time" }, { "LATE", "Late" },
	{ "RUN", "Running" }, { "OVER", "Overdue" } };
static const struct report_series actions[] = { { "OPEN", "Open" }, { "DONE", "Done" },
	{ "PART", "Partly done" }, { "DROPPED", "Dropped" } };
static const struct report_series changes[] = { { "BETTER", "Better" }, { "SAME", "The same" },
	{ "WORSE", "Worse" } };

static void keys_boxes(const struct report *q, struct report_table *t);

#define ONE(which)	.series = which, .series_n = 1, .kind = PAGE_BARS
#define SOME(which)	.series = which, .series_n = sizeof(which) / sizeof(which[0])
#define COUNTS(sql)	.counts = sql, .rows = sql##_ROWS

static const struct report_measure measures[] = {
	{ .code = "months", .topic = "", .title = "Assessments registered and completed",
	  .note = "By month. A re-assessment counts again when it is completed.", .what = "Month",
	  .day = "Registered or completed", .keys = report_keys_months, SOME(months), .kind = PAGE_COLUMNS,
	  COUNTS(CAF_REPORT_MONTH) },
	{ .code = "open", .topic = "", .title = "Open cases by state",
	  .note = "As they stand today, whatever the period.", .what = "State", .day = "Opened",
	  .keys = report_keys_states, ONE(cases), COUNTS(CAF_REPORT_OPEN), .now = true,
	  .states = true },
	{ .code = "source", .topic = "", .title = "Who asked for the assessment",
	  .note = "Cases registered in the period.", .what = "Asked by", .day = "Registered",
	  .list = "asked-by", ONE(cases), COUNTS(CAF_REPORT_SOURCE) },
	{ .code = "level", .topic = "", .title = "Level of need",
	  .note = "Newest assessment of each case, completed in the period.", .what = "Level of need",
	  .day = "Completed", .list = "level-of-need", ONE(people), COUNTS(CAF_REPORT_LEVEL) },
	{ .code = "step", .topic = "", .title = "Next step after the assessment",
	  .note = "Newest assessment of each case, completed in the period.", .what = "Next step",
	  .day = "Completed", .list = "next-step", ONE(people), COUNTS(CAF_REPORT_STEP) },
	{ .code = "closure", .topic = "", .title = "Why cases were closed",
	  .note = "Cases closed in the period. Reasons without a case are left out.", .what = "Reason", .day = "Closed", .list = "closure",
	  ONE(cases), COUNTS(CAF_REPORT_CLOSURE), .sparse = true },
	{ .code = "boxes", .topic = "needs", .title = "Needs by element of the assessment",
	  .note = "Newest assessment of each case, completed in the period, in which the box was "
	  "entered and says a need.", .what = "Element", .day = "Completed", .keys = keys_boxes,
	  ONE(people), COUNTS(CAF_REPORT_NEED) },
	{ .code = "prompts", .topic = "needs", .title = "Vulnerability prompts",
	  .note = "Ticked on a {checklist} that was decided in the period.", .what = "Prompt",
	  .day = "Decided", .list = "vulnerability", ONE(cases), COUNTS(CAF_REPORT_PROMPT) },
	{ .code = "clocks", .topic = "dates", .title = "Dates kept, by clock",
	  .note = "Clocks that started in the period. What no longer counts is left out, and clocks "
	  "that did not start.",
	  .what = "Clock", .day = "Started", .keys = report_keys_clocks, SOME(kept), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_CLOCK), .timed = true, .clocked = true, .sparse = true },
	{ .code = "teams", .topic = "dates", .title = "Dates kept, by team",
	  .note = "Clocks that started in the period, by the team that holds the case now.",
	  .what = "Team", .day = "Started", .keys = report_keys_teams, SOME(kept), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_TEAM), .timed = true, .clocked = true, .sparse = true },
	{ .code = "actions", .topic = "plans", .title = "Actions by {outcome aim}",
	  .note = "Actions agreed in the period, as they stand today. Aims without one are left out.",
	  .what = "{Outcome aim}", .day = "Agreed", .list = "aim", SOME(actions), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_ACTION), .sparse = true },
	{ .code = "outcomes", .topic = "plans", .title = "What changed, by {outcome aim}",
	  .note = "As reviews of the period found it. Aims without an answer are left out.",
	  .what = "{Outcome aim}", .day = "Reviewed", .list = "aim", SOME(changes), .kind = PAGE_STACK,
	  COUNTS(CAF_REPORT_OUTCOME), .sparse = true },
	{ 0 }
};

static void keys_boxes(const struct report *q, struct report_table *t)
{
	unsigned s, i;

	for (s = 0; s < caf_assessment->sections; s++)
		for (i = 0; i < caf_assessment->section[s].items; i++) {
			const struct form_item *item = &caf_assessment->section[s].item[i];

			if (item->kind == FORM_BOX)
				report_key(q, t, item->id, item->title);
		}
}

static const struct report_topic topics[] = {
	{ "", "Cases" }, { "needs", "Needs" }, { "dates", "Dates kept" },
	{ "plans", "Actions and outcomes" }, { 0 }
};

const struct report_book caf_reports = {
	.path = "/caf/report",
	.records = "cases",
	.service = "COO",
	.staff = "My staff's cases",
	.left_out = "Left out: restricted cases, and those whose family refused or withdrew.",
	.left_out_staff = "Left out: restricted and archived cases, and those whose family refused or "
	    "withdrew.",
	.left_out_area = "With an area chosen, children without an address that everybody may see are "
	    "left out too.",
	.holder = "assessor",
	.filters = REPORT_BY_TEAM | REPORT_BY_HOLDER | REPORT_BY_AREA | REPORT_BY_CLOCK,
	.topics = topics,
	.measures = measures,
	.sql_teams = CAF_REPORT_TEAMS,
	.sql_holders = CAF_REPORT_HOLDERS,
	.sql_area = CAF_REPORT_AREA,
	.rows_setting = "caf.export_rows",
};
