#include "lists.h"
#include "log.h"
#include "pool.h"

static struct codes *codes;

void lists_load(const char *directory)
{
	const char *error;

	codes = code_new(pool_create());	/* lives as long as the program */
	error = code_load(codes, directory);
	if (error != NULL)
		log_fatal("code lists: %s", error);
}

const struct codelist *lists_find(const char *name)
{
	return codes == NULL || name == NULL ? NULL : code_list(codes, name);
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
