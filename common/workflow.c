#include <stdlib.h>
#include <string.h>

#include "record.h"
#include "request.h"
#include "terms.h"
#include "workflow.h"

unsigned workflow_state(const struct workflow *workflow, const char *code)
{
	unsigned i;

	for (i = 0; i < workflow->states; i++)
		if (strcmp(workflow->state[i].code, code) == 0)
			return i;
	abort();
}

static bool by_relation(const struct transition *t, const struct record *record)
{
	const struct session one = { .roles = record->relation };

	return t->relations == NULL || session_role(&one, t->relations);
}

const struct transition *workflow_find(const struct workflow *workflow,
    const struct record *record, unsigned event)
{
	unsigned state = workflow_state(workflow, record->state);
	const struct transition *t;

	for (t = workflow->transition; t->number != 0; t++)
		if (t->event == event && (t->from & (1u << state)) != 0 && by_relation(t, record))
			return t;
	return NULL;
}

bool workflow_move(struct request *r, const struct workflow *workflow, struct record *record,
    const struct transition *t)
{
	unsigned to = t->same ? workflow_state(workflow, record->state) : t->to;
	const struct workflow_state *state = &workflow->state[to];

	if (!record_move(r, record, state->code, state->closed))
		return false;
	event_add(r, record, t->code, terms_apply(r->pool, t->title), t->shared);
	return true;
}
