#include <stdlib.h>
#include <string.h>

#include "casework.h"
#include "conf.h"
#include "date.h"
#include "disposal.h"
#include "log.h"
#include "module.h"
#include "request.h"

enum { LOCK, HELD, AGAIN };

/* Also the command's, whose account reads keys and dates alone. */
static const struct db_statement look[] = {
	[LOCK] = { "SELECT id, child, handle, COALESCE(reference, handle), state, opened_at,"
	    " closed_at, archived_at, version FROM record WHERE id = ? FOR UPDATE", "u", "uussssssu" },
	[HELD] = { "SELECT 1 FROM legal_hold WHERE record = ? AND ended_at IS NULL LIMIT 1", "u", "u" },
	[AGAIN] = { "SELECT 1 FROM record WHERE child = ? AND id <> ? AND closed_at IS NULL LIMIT 1",
	    "uu", "u" },
};

enum { UNPLANNED, PLAN, REPLAN };

static const struct db_statement plan[] = {
	[UNPLANNED] = { "SELECT r.id FROM record r LEFT JOIN retention t ON t.record = r.id"
	    " AND t.part = '' WHERE r.archived_at IS NOT NULL AND (t.record IS NULL OR"
	    " t.settings <> ?) ORDER BY r.id LIMIT 200", "s", "u" },
	[PLAN] = { "INSERT INTO retention (record, part, rule, due_on, settings)"
	    " VALUES (?, ?, ?, ?, ?)", "ussds", "" },
	[REPLAN] = { "UPDATE retention SET rule = ?, due_on = ?, settings = ? WHERE record = ?"
	    " AND part = ?", "sdsus", "" },
};

static const struct { const char *code, *text; } bars[] = {
	{ "HOLD", "A legal hold stands" },
	{ "CHILD", "The child has an open case again" },
	{ "STATE", "It is not in the archive any more" },
	{ "CHANGED", "It was changed after it was proposed, or a legal hold was set and ended" },
	{ "EARLY", "It has to be kept for longer" },
	{ "GONE", "It was destroyed already" },
};

static const struct db_statement *lock_of(const struct module *module)
{
	const struct disposal_noun *noun = module->disposal->noun;

	return noun == NULL ? &look[LOCK] : noun->lock;
}

static void look_statements_name(const struct module *module)
{
	db_statements(lock_of(module), 1);
	db_statements(&look[HELD], 1);
	if (module->disposal->noun == NULL)
		db_statements(&look[AGAIN], 1);
}

const char *disposal_path(const struct request *r)
{
	const struct disposal_noun *noun = r->module->disposal->noun;

	return noun == NULL ? r->module->casework->path : noun->path;
}

void disposal_statements_name(const struct module *module)
{
	look_statements_name(module);
	if (module->disposal->noun != NULL)
		db_statements(module->disposal->noun->touch, 1);
	db_statements(plan, sizeof(plan) / sizeof(plan[0]));
	db_statements(module->disposal->statements, module->disposal->statements_n);
	disposal_list_statements_name();
	disposal_page_statements_name();
	disposal_hold_statements_name();
}

void disposal_run_statements_name(const struct module *module)
{
	const struct disposal_part *p;

	look_statements_name(module);
	db_statements(module->disposal->statements, module->disposal->statements_n);
	for (p = module->disposal->parts; p->code != NULL; p++)
		db_statements(p->statements, p->n);
}

int disposal_months(const char *setting)
{
	static const struct { const char *word; unsigned months; } units[] = {
		{ " years", 12 }, { " year", 12 }, { " months", 1 }, { " month", 1 }
	};
	const char *text = conf_text(setting);
	size_t digits = strspn(text, "0123456789"), i;
	unsigned long n;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (strcmp(text + digits, units[i].word) == 0 && digits > 0 && digits < 4 &&
		    (n = strtoul(text, NULL, 10)) > 0)
			return (int)(n * units[i].months);
	log_fatal("settings: %s is not a number of years or months", setting);
}

const char *disposal_bar_text(const char *bar)
{
	size_t i;

	for (i = 0; i < sizeof(bars) / sizeof(bars[0]); i++)
		if (strcmp(bars[i].code, bar) == 0)
			return bars[i].text;
	return bar;
}

const struct disposal_part *disposal_part(const struct request *r, const char *code)
{
	const struct disposal_part *p;

	for (p = r->module->disposal->parts; p->code != NULL; p++)
		if (strcmp(p->code, code) == 0)
			return p;
	return NULL;
}

bool disposal_lock(struct request *r, unsigned long long record,
    struct disposal_record *record_r)
{
	struct db_row row;

	if (!db_find(r->db, lock_of(r->module), &row, record))
		return false;
	*record_r = (struct disposal_record){ .id = db_number(&row, 0), .child = db_number(&row, 1),
	    .handle = db_text(&row, 2), .reference = db_text(&row, 3), .state = db_text(&row, 4),
	    .opened_at = db_text(&row, 5), .closed_at = db_text(&row, 6),
	    .archived_at = db_text(&row, 7), .version = (unsigned)db_number(&row, 8) };
	return true;
}

/* Is there a transition to its end from where it stands? */
static bool state_lets(const struct request *r, const struct disposal_record *record)
{
	const struct workflow *workflow;
	const struct transition *t;
	unsigned state;

	if (r->module->disposal->noun != NULL)
		return record->archived_at != NULL;
	workflow = r->module->casework->workflow;
	state = workflow_state(workflow, record->state);
	for (t = workflow->transition; t->number != 0; t++)
		if (t->event == r->module->disposal->event && (t->from & (1u << state)) != 0)
			return record->archived_at != NULL && record->closed_at != NULL;
	return false;
}

/* The date is worked out again each time: what is stored is for the list. */
static bool due_find(struct request *r, struct disposal_record *record, const char *part)
{
	struct disposal_due due[DISPOSAL_PARTS_MAX];
	unsigned n = r->module->disposal->due(r, record->id, due), i;

	for (i = 0; i < n; i++)
		if (strcmp(due[i].part, part) == 0) {
			record->due = due[i];
			return strcmp(due[i].on, r->today) <= 0;
		}
	return false;
}

const char *disposal_bar(struct request *r, struct disposal_record *record, const char *part,
    unsigned version)
{
	struct db_row row;

	if (!state_lets(r, record))
		return "STATE";
	if (db_find(r->db, &look[HELD], &row, record->id))
		return "HOLD";
	if (r->module->disposal->noun == NULL && record->child != 0 && db_find(r->db, &look[AGAIN], &row, record->child, record->id))
		return "CHILD";
	if (version != 0 && version != record->version)
		return "CHANGED";
	return due_find(r, record, part) ? NULL : "EARLY";
}

/* -- dates -- */

static bool plan_one(struct request *r, unsigned long long id, const char *settings)
{
	struct disposal_due due[DISPOSAL_PARTS_MAX];
	struct disposal_record record;
	unsigned n = 0, i;
	bool done;

	if (!db_begin(r->db, true))
		return false;
	if (disposal_lock(r, id, &record))
		n = r->module->disposal->due(r, id, due);
	for (i = 0; i < n; i++)
		if (db_write(r->db, &plan[REPLAN], due[i].rule, due[i].on, settings, id,
		    due[i].part) == 0)
			(void)db_write(r->db, &plan[PLAN], id, due[i].part, due[i].rule, due[i].on, settings);
	done = db_state(r->db) == DB_GOOD && db_commit(r->db);
	if (!done)
		db_rollback(r->db);
	return done && n > 0;
}

long disposal_plan(struct request *r)
{
	const char *settings = r->module->disposal->settings(r->pool);
	struct db_rows rows = { 0 };
	long done = 0;
	size_t i;

	if (!db_begin(r->db, false))
		return -1;
	(void)db_list(r->db, &plan[UNPLANNED], &rows, settings);
	db_rollback(r->db);
	for (i = 0; i < rows.n && !http_stopping(); i++)
		done += plan_one(r, db_number(&rows.row[i], 0), settings);
	return done;
}
