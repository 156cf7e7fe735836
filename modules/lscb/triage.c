#include "account.h"
#include "date.h"
#include "lists.h"
#include "request.h"
#include "triage.h"

#include <string.h>

/* What the steps from a notification to the panel share. */

const struct casework_clock lscb_clocks[] = {
	{ "REVIEW", "lscb.review_due", "Review by the panel completed" },
	{ "PANEL", "lscb.panel_due", "Review by the panel after the last report" },
	{ "LOCAL", "lscb.local_due", "Local case discussion held" },
	{ "CDRM", "lscb.cdrm_due", "Child death review meeting held" },
	{ "PLANNING", "lscb.planning_due", "First planning discussion of the response" },
	{ "VISIT", "lscb.visit_due", "Joint visit to home or scene" },
	{ "MEETING", "lscb.meeting_due", "Multi-agency meeting of the response" },
	{ "INTERIM", "lscb.interim_due", "Interim case discussion" },
	{ "TELL", "lscb.tell_due", "Tell the panel of residence" },
	{ "SCR", "lscb.scr_decision_due", "Decision on a serious case review" },
	{ "SCR-DONE", "lscb.scr_due", "Serious case review completed" },
	{ "RAPID", "lscb.rapid_due", "Rapid review, with the decision on a practice review" },
	{ NULL, NULL, NULL }
};

/* -- who -- */

bool lscb_family_only(const struct record *record)
{
	return strcmp(record->relations, "KEY") == 0;
}

bool lscb_lets(const struct request *r, const struct record *record)
{
	return !lscb_family_only(record) || r->route == NULL ||
	    r->route->handler == lscb_case_show || r->route->handler == lscb_family_show ||
	    r->route->handler == lscb_family_save;
}

void lscb_tell(struct request *r, const struct record *record, const char *roles,
    const char *title)
{
	struct account *list;
	size_t n = account_list(r, roles, &list), i;

	for (i = 0; i < n; i++)
		notice_add(r, record, list[i].id, title);
}

const char *lscb_me(const struct request *r)
{
	return r->session == NULL ? "" : r->session->name;
}

/* -- what was typed -- */

void lscb_time_rule(struct request *r, const char *name)
{
	const char *time = input_text(&r->input, name);
	int hour, minute;

	if (time[0] != '\0' && !date_clock_read(time, &hour, &minute))
		input_refuse(&r->input, name, "Enter a time like 14:30");
}

const char *lscb_moment(struct request *r, const char *day, const char *time)
{
	struct date date;
	int hour = 0, minute = 0;

	if (!date_parse(input_text(&r->input, day), &date))
		return r->now;
	(void)date_clock_read(input_text(&r->input, time), &hour, &minute);
	return date_utc(r->pool, date_from_london(date, hour, minute));
}

const char *lscb_day(const struct request *r, const char *name)
{
	const char *value = input_text(&r->input, name);

	return value[0] == '\0' ? NULL : value;
}

const char *lscb_word(struct request *r, const char *list, const char *code)
{
	return code == NULL || code[0] == '\0' ? NULL : lists_label(list, code, r->today);
}

/* -- hooks -- */

void lscb_accepted(struct request *r, const struct record *record)
{
	lscb_requests_begin(r, record);
}

void lscb_left(struct request *r, const struct record *record, const char *why)
{
	lscb_requests_withdraw(r, record, why);
	task_drop(r, record, "OUTCOME-CDOP");
	deadline_drop_all(r, record);
}
