#include "fill.h"

void case_statements_name(void)
{
}

void case_open(const struct fill *f)
{
	(void)f;
}

void case_seen(const struct fill *f, struct pool *pool, struct child *child)
{
	(void)f;
	(void)pool;
	(void)child;
}

void case_unborn(const struct fill *f)
{
	(void)f;
}
