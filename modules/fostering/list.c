#include "fostering.h"
#include "list.h"
#include "register.h"

/* 12.4: the lists that every user needs, as filters of one list. */

const struct field fostering_list_input[] = {
	LIST_INPUT,
	LIST_NUMBER("worker"),
	LIST_FILTER("which"),
	{ 0 }
};

static bool listed(unsigned state, enum list_whose whose)
{
	return state != FOSTERING_DESTROYED && (state != FOSTERING_ARCHIVED || whose == LIST_SERVICE);
}

static const struct list_column columns[] = {
	{ .label = "Child", .as = LIST_AS_LINK, .from = LIST_SUBJECT, .by_name = true },
	{ .label = "Reference", .from = LIST_REFERENCE },
	{ .label = "Next date", .as = LIST_AS_DUE, .from = LIST_DUE, .by_due = true },
	{ .label = "Next visit by", .as = LIST_AS_DAY, .from = LIST_OWN },
	{ .label = "State", .as = LIST_AS_STATE, .from = LIST_STATE },
	{ .label = "Suitability", .as = LIST_AS_CODE, .from = LIST_OWN + 1,
	  .codes = "fostering-suitability" },
	{ .label = "Held by", .as = LIST_AS_HOLDER, .from = LIST_HOLDER },
	{ .label = "Team", .from = LIST_TEAM, .others = true },
	{ 0 }
};

static const struct list_dates dates[] = {
	{ "any", "Overdue", LIST_EVER, -1, NULL },
	{ "week", "Due in the next 7 days", 0, 7, NULL },
	{ "visits", "Visits due in the next 14 days", 0, 14, "T4" },
	{ "comply", "Requirements due in the next 14 days", 0, 14, "T8" },
	{ 0 }
};

static const struct list_choice which[] = {
	{ "seven", "Action (regulation 4 or 7) runs" },
	{ "sixteen", "The child turns 16, or 18 where disabled, in the next 90 days" },
	{ "items", "A notice lacks items" },
	{ "unsigned", "A report is not signed off" },
	{ NULL, NULL }
};

static const struct list arrangements = {
	.path = "/fostering/",
	.title = "Private fostering",
	.one = "arrangement",
	.many = "arrangements",
	.staff = "PFW",
	.service = "PFM PFO AUD",
	.by_team = true,
	.listed = listed,
	.columns = columns,
	.dates = dates,
	.holder = { "worker", "Held by", FOSTERING_LIST_OWNERS },
	.sql_teams = FOSTERING_LIST_TEAMS,
	.own = { "which", "Show only arrangements where", "Any arrangement", which },
	.sql = FOSTERING_LIST,
};

int fostering_list(struct request *r)
{
	struct list_asked asked;
	bool valid = list_read(r, &arrangements, &asked);
	struct node *body = list_begin(&asked);

	(void)page_link(body, "The seven working days", NULL, "/fostering/seven-days");
	if (request_may(r, FOSTERING_WORK))
		(void)page_link(body, "Visits in the weeks ahead", NULL, "/fostering/diary");
	if (request_may(r, FOSTERING_NOTIFY)) {
		(void)page_para(body, "To take a notice, find the child first.");
		(void)page_link(body, "Find a child", "button", "/search");
	}
	if (request_may(r, FOSTERING_DECIDE))
		(void)page_link(body, "Cases without a worker", NULL, "/fostering/unallocated");
	if (request_may(r, FOSTERING_COUNT))
		(void)page_link(body, "Reports", NULL, "/fostering/report");
	fostering_register_links(r, body);
	if (request_may(r, FOSTERING_MONITOR))
		fostering_calendar_warn(r);
	return list_end(&asked, body, valid);
}
