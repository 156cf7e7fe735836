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

static void links_put(struct request *r, struct node *body)
{
	static const struct { unsigned permission; const char *href, *label; } links[] = {
		{ EDUCATION_VIEW, "/education/owed", "Plans: who owes what" },
		{ EDUCATION_VIEW, "/education/diary", "Meetings and reviews to come" },
		{ EDUCATION_RATE, "/education/moderation", "Second ratings of plans" },
		{ EDUCATION_PLACE, "/education/no-school", "Children without a school place" },
		{ EDUCATION_ALERTS, "/education/alerts", "Attendance to ask after" },
		{ EDUCATION_COUNT, "/education/report", "Measures" },
		{ EDUCATION_GROUP, "/education/attainment", "Attainment of a year group" },
		{ EDUCATION_RESULT, "/education/results/file", "Read results from a file" },
		{ EDUCATION_QUALITY, "/education/quality", "Missing and implausible data" },
		{ EDUCATION_SCHOOLS, "/education/schools", "Schools" },
		{ EDUCATION_SCHOOLS, "/education/calendar", "School days and terms" },
		{ EDUCATION_IMPORT, "/education/imports", "Files of the social care system" },
		{ EDUCATION_MONEY, "/education/premium", "Pupil premium plus" },
		{ EDUCATION_HEAD, "/education/locked", "Locked records" },
		{ EDUCATION_RETURN, "/education/return", "The SSDA903 return" },
	};
	struct node *list = NULL, *item;
	size_t i;

	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		if (!request_may(r, links[i].permission))
			continue;
		if (list == NULL) {
			list = node_add(body, "list");
			node_set(list, "kind", "plain");
		}
		item = node_leaf(list, "item", links[i].label);
		node_set(item, "href", links[i].href);
	}
}

int education_list(struct request *r)
{
	struct list_asked asked;
	struct node *body;
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
	links_put(r, body);
	return list_end(&asked, body, valid);
}
