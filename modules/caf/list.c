#include "caf.h"
#include "exit.h"
#include "list.h"
#include "terms.h"

/* The list of cases. */

#define WEEK	7	/* days of "due in the next 7 days" */

const struct field caf_list_input[] = {
	LIST_INPUT,
	LIST_NUMBER("assessor"),
	LIST_NUMBER("lead"),
	{ 0 }
};

/* What is unlisted or destroyed is on no list, and the archive is the
 * coordinator's. */
static bool listed(unsigned state, enum list_whose whose)
{
	return state != CAF_REFUSED && state != CAF_WITHDRAWN && state != CAF_DESTROYED &&
	    (state != CAF_ARCHIVED || whose == LIST_SERVICE);
}

static const struct list_column columns[] = {
	{ .label = "Child", .as = LIST_AS_LINK, .from = LIST_SUBJECT, .by_name = true },
	{ .label = "Reference", .from = LIST_REFERENCE },
	{ .label = "Next date", .as = LIST_AS_DUE, .from = LIST_DUE, .by_due = true },
	{ .label = "State", .as = LIST_AS_STATE, .from = LIST_STATE },
	{ .label = "Held by", .as = LIST_AS_HOLDER, .from = LIST_HOLDER },
	{ .label = "{Lead professional}", .as = LIST_AS_PERSON, .from = LIST_OWN },
	{ .label = "Team", .from = LIST_TEAM, .others = true },
	{ 0 }
};

static const struct list_dates dates[] = {
	{ "any", "Overdue", LIST_EVER, -1, NULL },
	{ "week", "Due in the next 7 days", 0, WEEK, NULL },
	{ 0 }
};

static const struct list cases = {
	.path = "/caf/",
	.title = "{Common assessments}",
	.one = "case",
	.many = "cases",
	.staff = "MGR",
	.service = "COO",
	.listed = listed,
	.columns = columns,
	.dates = dates,
	.holder = { "assessor", "Held by", CAF_LIST_OWNERS },
	.person = { "lead", "{Lead professional}", CAF_LIST_LEADS },
	.sql_teams = CAF_LIST_TEAMS,
	.sql = CAF_LIST,
};

int caf_list(struct request *r)
{
	struct list_asked asked;
	bool valid = list_read(r, &cases, &asked);
	struct node *body = list_begin(&asked);

	if (request_may(r, CAF_WORK)) {
		(void)page_para(body, "To start one, find the child first. For a child who is not born "
		    "yet, start here.");
		(void)page_link(body, "Find a child", "button", "/search");
		(void)page_link(body, "Start for an unborn baby", "secondary", "/caf/unborn");
	}
	if (request_may(r, CAF_OVERSEE))
		(void)page_link(body, "Reports", NULL, "/caf/report");
	caf_withdraw_waiting(r, body);
	if (asked.whose != LIST_MINE && asked.holder != 0 && request_may(r, CAF_OVERSEE))
		(void)page_link(body, "Hand over cases of this person", "secondary",
		    "/caf/hand-over?from=%llu", asked.holder);
	return list_end(&asked, body, valid);
}
