#include <string.h>

#include "lists.h"
#include "log.h"
#include "pool.h"

/* Part of a list: made when it is first asked for, kept as long as the program. */
struct part {
	struct part *next;
	const char *name;
	const struct codelist *list;
};

static struct codes *codes;
static struct { struct pool *pool; struct part *parts; } state;

void lists_load(const char *directory)
{
	const char *error;

	state.pool = pool_create();	/* lives as long as the program */
	codes = code_new(state.pool);
	error = code_load(codes, directory);
	if (error != NULL)
		log_fatal("code lists: %s", error);
}

static const struct codelist *part_make(const char *name, const struct codelist *whole,
    const char *flag)
{
	struct codelist *chosen = code_list_new(state.pool, whole->name, whole->title, whole->n);
	struct part *p = pool_new(state.pool, struct part);
	size_t i;

	for (i = 0; i < whole->n; i++)
		if (code_flag(&whole->codes[i], flag))
			code_take(chosen, &whole->codes[i]);
	*p = (struct part){ .next = state.parts, .name = pool_strdup(state.pool, name),
	    .list = chosen };
	state.parts = p;
	return chosen;
}

static const struct codelist *part_find(const char *name, const char *flag)
{
	const struct codelist *whole;
	const struct part *p;

	for (p = state.parts; p != NULL; p = p->next)
		if (strcmp(p->name, name) == 0)
			return p->list;
	whole = code_list(codes, pool_strndup(state.pool, name, (size_t)(flag - name)));
	return whole == NULL ? NULL : part_make(name, whole, flag + 1);
}

const struct codelist *lists_find(const char *name)
{
	const char *flag;

	if (codes == NULL || name == NULL)
		return NULL;
	flag = strchr(name, ':');
	return flag == NULL ? code_list(codes, name) : part_find(name, flag);
}

const char *lists_label(const char *list, const char *code, const char *today)
{
	const struct codelist *l = lists_find(list);
	const struct code *c = l == NULL ? NULL : code_find(l, code);

	return c == NULL ? code : code_label(c, today);
}

bool lists_flag(const char *list, const char *code, const char *flag)
{
	const struct codelist *l = lists_find(list);
	const struct code *c = l == NULL ? NULL : code_find(l, code);

	return c != NULL && code_flag(c, flag);
}

const struct codelist *lists_at(size_t i)
{
	const struct codelist *const *all;

	return codes != NULL && i < code_lists(codes, &all) ? all[i] : NULL;
}
