#include <string.h>

#include "casework.h"
#include "clock.h"
#include "conf.h"
#include "log.h"
#include "module.h"
#include "request.h"
#include "terms.h"

/* The clocks of a module's table, each as long as its setting says. */

static bool clock_find(struct request *r, const char *code, struct clock *clock)
{
	const struct casework_clock *c = r->module->casework->clocks;

	for (; c != NULL && c->code != NULL; c++) {
		if (strcmp(c->code, code) != 0)
			continue;
		if (c->setting == NULL)
			return false;
		if (!clock_parse(conf_text(c->setting), clock))
			log_fatal("settings: %s is not an amount and a unit", c->setting);
		clock->code = c->code;
		clock->name = terms_apply(r->pool, c->title);
		return true;
	}
	return false;
}

/* The amount back from a day; false: a year has no bank holidays. */
static bool before(const struct clock *clock, struct date due, struct date *date_r)
{
	if (clock->unit == CLOCK_WORKING_DAYS)
		return clock_add_working_days(due, -clock->amount, date_r) == 1;
	*date_r = clock->unit == CLOCK_MONTHS ? date_add_months(due, -clock->amount) :
	    date_add_days(due, clock->unit == CLOCK_WEEKS ? -7L * clock->amount : -clock->amount);
	return true;
}

const char *casework_clock_amber(struct request *r, const char *code, const char *due)
{
	const struct casework *work = r->module->casework;
	const struct casework_amber *a = work == NULL ? NULL : work->ambers;
	size_t len = strcspn(code, "-");
	struct clock clock = { 0 };
	struct date date;

	for (; a != NULL && a->code != NULL; a++)
		if (strlen(a->code) == len && strncmp(a->code, code, len) == 0)
			break;
	if (a == NULL || a->code == NULL || !date_parse(due, &date))
		return NULL;
	if (!clock_parse(conf_text(a->setting), &clock) || clock.unit == CLOCK_HOURS)
		log_fatal("settings: %s is not an amount and a unit of days", a->setting);
	return before(&clock, date, &date) ? date_iso(r->pool, date) : NULL;
}

const char *casework_clock_title(struct request *r, unsigned number, const char **code_r)
{
	const struct casework_clock *c = r->module->casework->clocks;

	for (; c != NULL && c->code != NULL; c++)
		if (number-- == 0) {
			*code_r = c->code;
			return terms_apply(r->pool, c->title);
		}
	return NULL;
}

void casework_clock_start(struct request *r, const struct record *record, const char *code,
    const char *from)
{
	struct clock clock = { 0 };
	const char *error = clock_find(r, code, &clock) ?
	    deadline_start(r, record, &clock, from) : "there is no such clock";

	if (error != NULL)
		log_error("clock %s: %s", code, error);
}

void casework_clock_agree(struct request *r, const struct record *record, const char *code,
    const char *due, const char *why)
{
	struct clock clock = { 0 };

	if (clock_find(r, code, &clock))
		deadline_agree(r, record, clock.code, clock.name, due, why);
}

const char *casework_clock_date(struct request *r, const char *code, const char *from)
{
	struct clock clock = { 0 };
	struct clock_due due;

	if (!clock_find(r, code, &clock) || !clock_due(r->pool, &clock, from, &due))
		return NULL;
	return date_iso(r->pool, due.date);
}

void casework_clock_wait(struct request *r, const struct record *record, const char *code,
    const struct db_statement *waiting)
{
	struct db_rows rows;

	(void)db_list(r->db, waiting, &rows, record->id);
	if (rows.n == 1)
		casework_clock_start(r, record, code, db_text(&rows.row[0], 1));
}

void casework_clock_done(struct request *r, const struct record *record, const char *code,
    const struct db_statement *waiting, unsigned long long document)
{
	struct db_rows rows;

	(void)db_list(r->db, waiting, &rows, record->id);
	if (rows.n == 0 || db_number(&rows.row[0], 0) != document)
		return;
	deadline_met(r, record, code);
	if (rows.n > 1)
		casework_clock_start(r, record, code, db_text(&rows.row[1], 1));
}

void casework_clocks_pause(struct request *r, const struct record *record)
{
	const struct casework *work = r->module->casework;
	const struct session words = { .roles = work->paused_clocks == NULL ? "" :
	    conf_text(work->paused_clocks) };
	const struct casework_clock *c;

	for (c = work->clocks; c != NULL && c->code != NULL; c++)
		if (session_role(&words, c->code))
			deadline_pause(r, record, c->code);
}

/* All of them: the setting may have changed meanwhile. */
void casework_clocks_go_on(struct request *r, const struct record *record)
{
	const struct casework *work = r->module->casework;
	const struct casework_clock *c;
	const char *error;

	for (c = work->clocks; c != NULL && c->code != NULL; c++) {
		struct clock clock = { 0 };

		error = clock_find(r, c->code, &clock) ? deadline_go_on(r, record, &clock) : NULL;
		if (error != NULL)
			log_error("clock %s: %s", c->code, error);
	}
	if (work->gone_on != NULL)
		work->gone_on(r, record);
}
