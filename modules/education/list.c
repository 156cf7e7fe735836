#include "education.h"
#include "list.h"

/* The children whose education is followed. */

const struct field education_list_input[] = {
	LIST_INPUT,
	LIST_NUMBER("officer"),
	{ 0 }
};

static bool listed(unsigned state, enum list_whose whose)
{
	return state != EDUCATION_DESTROYED && state != EDUCATION_LOCKED && (state != EDUCATION_ARCHIVED || whose == LIST_SERVICE);
}

static const struct list_column columns[] = {
	{ .label = "Child", .as = LIST_AS_LINK, .from = LIST_SUBJECT, .by_name = true },
	{ .label = "Reference", .from = LIST_REFERENCE },
	{ .label = "Next date", .as = LIST_AS_DUE, .from = LIST_DUE, .by_due = true },
	{ .label = "Born", .as = LIST_AS_DAY, .from = LIST_OWN },
	{ .label = "State", .as = LIST_AS_STATE, .from = LIST_STATE },
	{ .label = "Held by", .as = LIST_AS_HOLDER, .from = LIST_HOLDER },
	{ .label = "Team", .from = LIST_TEAM, .others = true },
	{ 0 }
};

static const struct list_dates dates[] = {
	{ "any", "Overdue", LIST_EVER, -1, NULL },
	{ "week", "Due in the next 7 days", 0, 7, NULL },
	{ 0 }
};

static const struct list children = {
	.path = "/education/",
	.title = "Virtual school",
	.one = "child",
	.many = "children",
	.staff = "EVO",
	.service = "EVH EVO ESN EAT EFI AUD",
	.by_team = true,
	.listed = listed,
	.columns = columns,
	.dates = dates,
	.holder = { "officer", "Held by", EDUCATION_LIST_OWNERS },
	.sql_teams = EDUCATION_LIST_TEAMS,
	.sql = EDUCATION_LIST,
};

/* What somebody begins the day with, above the children; the rest is below them. */
static const struct page_see daily[] = {
	{ "/education/owed", "Plans: who owes what", EDUCATION_VIEW },
	{ "/education/diary", "Meetings and reviews to come", EDUCATION_VIEW },
	{ "/education/no-school", "Children without a school place", EDUCATION_PLACE },
	{ "/education/alerts", "Attendance to ask after", EDUCATION_ALERTS },
	{ "/education/quality", "Missing and implausible data", EDUCATION_QUALITY },
	{ NULL, NULL, 0 }
};

static const struct page_see others[] = {
	{ "/education/report", "Measures", EDUCATION_COUNT },
	{ "/education/attainment", "Attainment of a year group", EDUCATION_GROUP },
	{ "/education/results/file", "Read results from a file", EDUCATION_RESULT },
	{ "/education/moderation", "Second ratings of plans", EDUCATION_RATE },
	{ "/education/premium", "Pupil premium plus", EDUCATION_MONEY },
	{ "/education/schools", "Schools", EDUCATION_SCHOOLS },
	{ "/education/calendar", "School days and terms", EDUCATION_SCHOOLS },
	{ "/education/imports", "Files of the social care system", EDUCATION_IMPORT },
	{ "/education/return", "The SSDA903 return", EDUCATION_RETURN },
	{ "/education/locked", "Locked records", EDUCATION_HEAD },
	{ "/education/disposal", "What may be destroyed", EDUCATION_ARCHIVE },
	{ NULL, NULL, 0 }
};

int education_list(struct request *r)
{
	struct list_asked asked;
	struct node *body;
	int status;
	bool valid;

	/* Who only counts has no children of their own to list. */
	if (!request_may(r, EDUCATION_VIEW) && !request_may(r, EDUCATION_READ) &&
	    request_may(r, EDUCATION_COUNT))
		return request_redirect(r, "/education/report");
	valid = list_read(r, &children, &asked);
	body = list_begin(&asked);
	if (request_may(r, EDUCATION_WORK)) {
		(void)page_para(body, "To follow a child, find the child first.");
		(void)page_link(body, "Find a child", "button", "/search");
	}
	page_links(r, body, "To do: ", daily);
	status = list_end(&asked, body, valid);
	page_see_also(r, body, others);
	return status;
}
