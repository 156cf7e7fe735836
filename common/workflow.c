#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "request.h"
#include "session.h"
#include "terms.h"
#include "workflow.h"

#define STEPS_MANY	"100"	/* lines of a timeline in which the newest move is looked for */

enum { STEPS };

static const struct db_statement sql[] = {
	[STEPS] = { "SELECT code, at, made_in FROM event WHERE record = ? ORDER BY id DESC LIMIT "
	    STEPS_MANY, "u", "sds" },
};

void workflow_statements_name(void)
{
	db_statements(sql, sizeof(sql) / sizeof(sql[0]));
}

unsigned workflow_state(const struct workflow *workflow, const char *code)
{
	unsigned i;

	for (i = 0; i < workflow->states; i++)
		if (strcmp(workflow->state[i].code, code) == 0)
			return i;
	abort();
}

const struct transition *workflow_beginning(const struct workflow *workflow, unsigned event)
{
	const struct transition *t;

	for (t = workflow->transition; t->number != 0; t++)
		if (t->event == event && (t->from & WORKFLOW_START) != 0)
			return t;
	abort();
}

static bool by_person(const struct request *r, const struct transition *t,
    const struct record *record)
{
	if (t->relations == NULL && t->roles == NULL)
		return true;
	return (t->relations != NULL && record_is(record, t->relations)) ||
	    (t->roles != NULL && session_role(r->session, t->roles));
}

bool workflow_open(const struct request *r, const struct workflow *workflow,
    const struct record *record, const struct transition *t)
{
	unsigned state = workflow_state(workflow, record->state);

	return (t->from & (1u << state)) != 0 && by_person(r, t, record);
}

const struct transition *workflow_find(const struct request *r, const struct workflow *workflow,
    const struct record *record, unsigned event)
{
	const struct transition *t;

	for (t = workflow->transition; t->number != 0; t++)
		if (t->event == event && workflow_open(r, workflow, record, t))
			return t;
	return NULL;
}

const char *workflow_why(struct request *r, const struct record *record,
    const struct transition *t)
{
	return t->guard == NULL ? NULL : t->guard(r, record);
}

static unsigned target(const struct workflow *workflow, const struct record *record,
    const struct transition *t)
{
	if (t->same)
		return workflow_state(workflow, record->state);
	return t->to == WORKFLOW_RESUME ? workflow_state(workflow, record->resume) : t->to;
}

bool workflow_move(struct request *r, const struct workflow *workflow, struct record *record,
    const struct transition *t)
{
	const struct workflow_state *state;
	const char *left = record->state;

	if (t->to == WORKFLOW_RESUME && record->resume == NULL)
		return false;
	state = &workflow->state[target(workflow, record, t)];
	if (!record_move(r, record, state->code, state->closed))
		return false;
	if (t->suspends)
		record_resume(r, record, left);
	else if (t->to == WORKFLOW_RESUME)
		record_resume(r, record, NULL);
	event_add(r, record, t->code, terms_apply(r->pool, t->title), t->shared);
	return true;
}

static const struct transition *move_of(const struct workflow *workflow, const char *code)
{
	const struct transition *t;

	for (t = workflow->transition; t->number != 0; t++)
		if (!t->same && t->from != WORKFLOW_START && strcmp(t->code, code) == 0)
			return t;
	return NULL;
}

const struct transition *workflow_last(struct request *r, const struct workflow *workflow,
    const struct record *record, struct workflow_step *step_r)
{
	const struct transition *t;
	struct db_rows rows;
	size_t i;

	*step_r = (struct workflow_step){ .at = "", .made_in = "" };
	(void)db_list(r->db, &sql[STEPS], &rows, record->id);
	for (i = 0; i < rows.n; i++)
		if ((t = move_of(workflow, db_text(&rows.row[i], 0))) != NULL) {
			*step_r = (struct workflow_step){ db_text(&rows.row[i], 1), db_text(&rows.row[i], 2) };
			return t;
		}
	return NULL;
}

static void states_write(const struct workflow *workflow, unsigned from)
{
	const char *gap = "";
	unsigned i;

	if (from & WORKFLOW_START) {
		(void)printf("-");
		gap = " ";
	}
	for (i = 0; i < workflow->states; i++)
		if (from & (1u << i)) {
			(void)printf("%s%s", gap, workflow->state[i].code);
			gap = " ";
		}
}

void workflow_write(const struct workflow *workflow)
{
	const struct transition *t;

	for (t = workflow->transition; t->number != 0; t++) {
		(void)printf("%u\t%s\t", t->number, t->code);
		states_write(workflow, t->from);
		(void)printf("\t%s\t%s\t%s\t%s\n", t->same ? "=" : t->to == WORKFLOW_RESUME ? "<" :
		    workflow->state[t->to].code, t->relations == NULL ? "" : t->relations,
		    t->roles == NULL ? "" : t->roles, t->path == NULL ? "" : t->path);
	}
}
