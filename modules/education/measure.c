#include "measure.h"
#include "statute.h"

/* 10: each measure with its definition, cohort and day under its title. */

static const struct report_series children[] = { { "", "Children" } };
static const struct report_series plans[] = { { "DONE", "Complete" }, { "NOT", "Not complete" } };
static const struct report_series first[] = { { "TIME", "In time" }, { "LATE", "Late" },
	{ "NOT", "Not yet" } };
static const struct report_series ratings[] = { { "GOLD", "Gold" }, { "GREEN", "Green" },
	{ "AMBER", "Amber" }, { "RED", "Red" } };
static const struct report_series in_date[] = { { "DATE", "In date" }, { "OUT", "Not in date" } };
static const struct report_series waiting[] = { { "IN", "Within the days allowed" },
	{ "OVER", "Over them" } };
static const struct report_series part_time[] = { { "HOURS", "Under full-time hours" },
	{ "C2", "Marks C2" }, { "TUITION", "Tuition alone" } };
static const struct report_series moves[] = { { "MID", "Mid-year" },
	{ "SUMMER", "August and September" } };
static const struct report_series approved[] = { { "YES", "Approved" }, { "NO", "Not approved" } };
static const struct report_series suspensions[] = { { "SUSP", "Suspensions" },
	{ "LNCH", "At lunch time" }, { "PERM", "Permanent" } };
static const struct report_series sessions[] = { { "", "Sessions" } };
static const struct report_series half_days[] = { { "ATT", "Attended" },
	{ "AUTH", "Absent, authorised" }, { "UNAUTH", "Absent, unauthorised" } };
static const struct report_series absence[] = { { "USUAL", "Less missed" },
	{ "PERSIST", "Persistent" }, { "SEVERE", "Severe" } };
static const struct report_series marked[] = { { "MARKED", "Marked" }, { "LACKING", "No mark" } };
static const struct report_series needs[] = { { "K", "SEN support" }, { "E", "EHC plan" },
	{ "N", "None" }, { "X", "Not recorded" } };
static const struct report_series tracks[] = { { "ABOVE", "Above" }, { "ON", "On track" },
	{ "BELOW", "Below" }, { "WELL", "Well below" } };
static const struct report_series registered[] = { { "REG", "Registered" },
	{ "UNREG", "Unregistered" }, { "ALERT", "Unregistered, many hours" } };
static const struct report_series area[] = { { "IN", "In our area" }, { "OUT", "Out of our area" },
	{ "X", "Not known" }, { "NONE", "No school" } };
static const struct report_series schools[] = { { "STATE", "State-funded" },
	{ "OTHER", "Other school" }, { "NONE", "No school" } };
static const struct report_series reached[] = { { "YES", "Reached" }, { "NO", "Not reached" } };
static const struct report_series money[] = { { "ALLOC", "Allocated" }, { "APPROVED", "Approved" },
	{ "PAID", "Paid" }, { "BACK", "Back" } };
static const struct report_series destinations[] = { { "EET", "In education, training or work" },
	{ "NEET", "Not" }, { "X", "Not known" } };
static const struct report_series offers[] = { { "YES", "Has an offer" }, { "NO", "None recorded" } };
static const struct report_series scores[] = { { "SCORE", "Score" }, { "WHY", "Reason given" },
	{ "NO", "Neither" } };

#define SOME(which)	.series = which, .series_n = sizeof(which) / sizeof(which[0])
#define COUNTS(sql)	.counts = EDUCATION_MEASURE_##sql, .rows = EDUCATION_MEASURE_##sql##_ROWS, \
	.cut = true
#define TERMS	.what = "Term", .keys = education_keys_terms, .kind = PAGE_COLUMNS
#define SHARE(codes, words)	.share = codes, .share_title = words
#define ON_THE_DAY	"Counted on the last day of the term, in the term that runs today."

#define SUMMED	.summed = true, .unit = "Half days"
/* 5.3 */
#define ATTENDANCE(code_, title_, series_, sql, share_, words, ...) \
	{ .code = code_, .topic = "attendance", .title = title_, .note = "Everybody in care, half days " \
	  "while in care, those that were not possible left out; as they were added up in the night. The " \
	  "published figures are of school age, state-funded schools and the whole year in care.", \
	  .day = "Counted", SOME(series_), TERMS, COUNTS(sql), SHARE(share_, words), __VA_ARGS__ }

static const struct report_measure measures[] = {
	{ .code = "v01", .topic = "", .title = "V01 Plans completed in the term", .note = "Of children "
	  "looked after for {education.plan_owed_days} working days or longer at the term's cut-off, "
	  "of the age for plans: "
	  "those with a completed plan whose meeting was held in the term, by the cut-off.",
	  .day = "Counted", SOME(plans), TERMS, COUNTS(V01), SHARE("DONE", "completed") },
	{ .code = "v02", .topic = "", .title = "V02 First plan in time", .note = "Of entries to care "
	  "that reached {education.p2_complete} in the term: "
	  "those whose first plan was ready by that day.", .day = "Due", SOME(first), TERMS, COUNTS(V02),
	  SHARE("TIME", "in time") },
	{ .code = "v03", .topic = "", .title = "V03 Quality of plans", .note = "Of the term's plans that "
	  "are rated.", .day = "Counted", SOME(ratings), TERMS, COUNTS(V03), SHARE("GOLD GREEN",
	  "gold and green") },
	{ .code = "v04", .topic = "", .title = "V04 Plan in date", .note = "Of children looked after, of "
	  "the age for plans: the latest completed plan had its meeting in the term, or "
	  "in the term before while the cut-off has not passed. " ON_THE_DAY, .day = "Counted",
	  SOME(in_date), TERMS, COUNTS(V04), SHARE("DATE", "in date") },
	{ .code = "v05", .topic = "places", .title = "V05 Without a school place", .note = "Children "
	  "without a full-time place. " ON_THE_DAY, .day = "Counted", SOME(waiting), TERMS, COUNTS(V05),
	  SHARE("OVER", "over the school days allowed") },
	{ .code = "v05d", .topic = "places", .title = "V05 How long without a school place", .note =
	  "As it is today, in school days of the authority.", .what = "School days", .day = "Since",
	  .keys = education_keys_waits, SOME(children), .kind = PAGE_BARS, COUNTS(WAIT), .now = true },
	{ .code = "v06", .topic = "places", .title = "V06 Not full time", .note = "Children looked after "
	  "in reception to year 11: offered less than full-time hours a week; with a mark C2 in the " IN_WORDS(MEASURE_PART_TIME_DAYS)
	  " days before; "
	  "tuition without a school. One child may be in several columns. " ON_THE_DAY,
	  .day = "Counted", SOME(part_time), TERMS, COUNTS(V06), .lines = true },
	{ .code = "v07", .topic = "places", .title = "V07 Moves of school", .note = "Places at a school "
	  "that began while the child was in care. Mid-year: not in August or September.",
	  .day = "Began", SOME(moves), TERMS, COUNTS(V07) },
	{ .code = "v07k", .topic = "places", .title = "V07 Moves of school in years 10 and 11", .note =
	  "Places that began while the child was in care; approved: allowed by the nominated officer or an "
	  "emergency, for a day from {education.ks4_days_before} days before "
	  "to {education.ks4_days_after} days after.", .day = "Began", SOME(approved),
	  TERMS, COUNTS(V07K), SHARE("NO", "not approved") },
	{ .code = "v13", .topic = "places", .title = "V13 Alternative and unregistered provision",
	  .note = "Children looked after. Many hours: more than the setting says, "
	  "by which an unregistered provider must be registered. " ON_THE_DAY, .day = "Counted", SOME(registered), TERMS, COUNTS(V13) },
	{ .code = "v14", .topic = "places", .title = "V14 School in or out of the area", .note =
	  "Children looked after in reception to year 11, by whether the school's authority is ours; "
	  "count by the authority of the school for the host authority. " ON_THE_DAY,
	  .day = "Counted", SOME(area), TERMS, COUNTS(V14), SHARE("OUT", "out of the area") },
	{ .code = "v14p", .topic = "places", .title = "V14 Placement in or out of the area", .note =
	  "Children looked after, by the postcode of the placement and the postcode districts that the "
	  "authority says are its own. " ON_THE_DAY, .day = "Counted", .series = area, .series_n = 3,
	  TERMS, COUNTS(V14P), SHARE("OUT", "out of the area") },
	{ .code = "v14s", .topic = "places", .title = "V14 State-funded schools", .note =
	  "Children looked after in reception to year 11. " ON_THE_DAY, .day = "Counted",
	  SOME(schools), TERMS, COUNTS(V14S) },
	ATTENDANCE("v08", "V08 Attendance", half_days, V08, "ATT", "attendance", SUMMED),
	ATTENDANCE("v08u", "V08 Unauthorised absence", half_days, V08, "UNAUTH", "unauthorised", SUMMED),
	ATTENDANCE("v08y", "V08 Persistent absence in the school year to the end of the term", absence,
	    V08Y, "PERSIST SEVERE", "persistent or severe", .summed = false),
	ATTENDANCE("v08p", "V08 Persistent absence within the term", absence, V08P, "PERSIST SEVERE",
	    "persistent or severe", .summed = false),
	ATTENDANCE("v08s", "V08 Severe absence within the term", absence, V08P, "SEVERE", "severe", .summed = false),
	ATTENDANCE("v08m", "V08 Half days without a mark", marked, V08M, "LACKING", "without a mark",
	    SUMMED),
	{ .code = "v09", .topic = "exclusion", .title = "V09 Suspensions and exclusions", .note =
	  "Those that began in the term, proposed and cancelled ones left out.", .day = "Began",
	  SOME(suspensions), TERMS, COUNTS(V09) },
	{ .code = "v09c", .topic = "exclusion", .title = "V09 Children suspended", .note = "Each child "
	  "once a term.", .day = "Counted", SOME(children), TERMS, COUNTS(V09C) },
	{ .code = "v09s", .topic = "exclusion", .title = "V09 Sessions lost to suspension", .note =
	  "Half days of suspensions that began in the term.", .day = "Began", SOME(sessions), TERMS,
	  COUNTS(V09S), .summed = true, .unit = "Sessions" },
	{ .code = "v10", .topic = "learning", .title = "V10 Special educational needs", .note =
	  "Children looked after in reception to year 11. " ON_THE_DAY, .day = "Counted", SOME(needs),
	  TERMS, COUNTS(V10), SHARE("K E", "with special educational needs") },
	{ .code = "v10e", .topic = "learning", .title = "V10 Education, health and care plans", .note =
	  "Of children in care, as it is today.", .what = "Plan", .day = "Due", .keys =
	  education_keys_ehc, SOME(children), .kind = PAGE_BARS, COUNTS(V10E), .now = true },
	{ .code = "v11", .topic = "learning", .title = "V11 On track, by subject", .note = "As schools "
	  "recorded it in the terms of the period; a child counts once for each subject and term.", .what = "Subject", .day = "Counted",
	  .list = "education-subject", SOME(tracks), .kind = PAGE_STACK, COUNTS(V11), .sparse = true,
	  SHARE("ABOVE ON", "on track or above") },
	{ .code = "v11r", .topic = "learning", .title = "V11 Results of the summer", .note = "Children in "
	  "care at 31 March of the year, of those who were assessed.", .what = "Assessment", .day = "Counted",
	  .keys = education_keys_results, SOME(reached), .kind = PAGE_STACK, COUNTS(V11R),
	  SHARE("YES", "reached"), .lines = true },
	{ .code = "v12", .topic = "money", .title = "V12 Pupil premium plus, in pence", .note = "Lines of "
	  "the ledger by the day that they are of. Back: reclaimed from a school or returned.",
	  .day = "Day", SOME(money), TERMS, COUNTS(V12), .lines = true, .summed = true, .unit = "Pence" },
	{ .code = "v15", .topic = "learning", .title = "V15 After 16", .note = "Children looked after in "
	  "years 12 and 13. " ON_THE_DAY, .day = "Counted", SOME(destinations), TERMS, COUNTS(V15),
	  SHARE("EET", "in education, training or work") },
	{ .code = "v15g", .topic = "learning", .title = "V15 September guarantee", .note = "Children "
	  "looked after in year 11 with an offer of a place after 16. " ON_THE_DAY, .day = "Counted",
	  SOME(offers), TERMS, COUNTS(V15G), SHARE("YES", "with an offer") },
	{ .code = "v16", .topic = "health", .title = "V16 Strengths and difficulties", .note = "Of "
	  "children looked after for the whole year to 31 March who were " IN_WORDS(RETURN_SDQ_FROM) " or more at its "
	  "end and under " IN_WORDS(RETURN_SDQ_UNDER) " at its beginning; of the year that "
	  "runs, so far.", .what = "Year", .day = "Counted", .keys = education_keys_marches,
	  SOME(scores), .kind = PAGE_COLUMNS, COUNTS(V16), SHARE("SCORE", "with a score") },
	{ .code = "v17", .topic = "work", .title = "V17 Children in care by officer", .note = "As it is "
	  "today.", .what = "Officer", .day = "Opened", .keys = education_keys_officers, SOME(children),
	  .kind = PAGE_BARS, COUNTS(V17), .now = true, .sparse = true },
	{ .code = "v17m", .topic = "work", .title = "V17 Meetings in the next " IN_WORDS(MEASURE_MEETING_DAYS) " days", .note =
	  "Planned meetings of plans.", .what = "Day", .day = "Meeting", .keys = education_keys_fortnight,
	  SOME(children), .kind = PAGE_BARS, COUNTS(V17M), .now = true, .sparse = true },
	{ .code = "v17o", .topic = "work", .title = "V17 Dates overdue, by who owes them", .note =
	  "Dates of plans that have passed, as it is today.", .what = "Who", .day = "Due",
	  .list = "education-sign", SOME(children), .kind = PAGE_BARS, COUNTS(V17O), .now = true,
	  .sparse = true },
	{ .code = "v17t", .topic = "work", .title = "V17 Tasks overdue, by who owes them", .note =
	  "As it is today.", .what = "Who", .day = "Due", .list = "education-sign", SOME(children),
	  .kind = PAGE_BARS, COUNTS(V17T), .now = true, .sparse = true },
	{ .code = "v18", .topic = "work", .title = "V18 This week", .note = "The last seven days with "
	  "today.", .what = "What", .day = "Day", .keys = education_keys_week, SOME(children),
	  .kind = PAGE_BARS, COUNTS(V18), .now = true, .lines = true },
	{ .code = "v18s", .topic = "work", .title = "V18 New at a school this week", .note = "The last "
	  "seven days with today.", .what = "What", .day = "Day", .keys = education_keys_schooled,
	  SOME(children), .kind = PAGE_BARS, COUNTS(V18S), .now = true },
	{ 0 }
};

static const struct report_topic topics[] = {
	{ "", "Plans" }, { "places", "Places and moves" }, { "attendance", "Attendance" },
	{ "exclusion", "Suspensions" },
	{ "learning", "Needs and learning" }, { "health", "Strengths and difficulties" },
	{ "work", "The work" }, { NULL, NULL }
};

const struct report_book education_reports = {
	.path = "/education/report",
	.records = "children",
	.service = "EVH EVO EAN EPA AUD",
	.staff = "My staff's children",
	.left_out = "Restricted children are counted; behind a number they are shown to who may open "
	    "them. Another authority's children in our schools are not counted.",
	.left_out_staff = "Left out: restricted and archived children.",
	.holder = "officer",
	.filters = REPORT_BY_TEAM | REPORT_BY_HOLDER,
	.years = 5,
	.year_month = 9,
	.coarse = true,
	.cuts = education_cuts,
	.topics = topics,
	.measures = measures,
	.rows_permission = EDUCATION_ROWS,
	.names_permission = EDUCATION_NAMES,
	.exact_permission = EDUCATION_EXACT,
	.sql_teams = EDUCATION_MEASURE_TEAMS,
	.sql_holders = EDUCATION_MEASURE_HOLDERS,
	.rows_setting = "education.export_rows",
	.least_setting = "education.small_numbers",
	.more = education_measures_more,
};
