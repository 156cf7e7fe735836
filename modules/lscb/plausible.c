#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "lists.h"
#include "page.h"
#include "return-lines.h"

/* 8.3: shares that other years and places had. What lies outside is said beside the
 * return, for somebody to look at; nothing is stopped by it. The bounds are data: list
 * lscb-plausible, flags of-TABLE, key-KEY or series-SERIES, from-N and to-N. */

static const char *flag_of(struct request *r, const struct code *c, const char *name)
{
	size_t len = strlen(name);
	const char *at = c->flags;

	while (*at != '\0') {
		size_t word = strcspn(at, " ");

		if (word > len && strncmp(at, name, len) == 0)
			return pool_strndup(r->pool, at + len, word - len);
		at += word + strspn(at + word, " ");
	}
	return NULL;
}

static unsigned long long row_sum(struct request *r, const char *body, const char *table,
    const char *key)
{
	static const char *const columns[] = { "M", "N", "I" };
	unsigned long long all = 0;
	size_t c;

	for (c = 0; c < sizeof(columns) / sizeof(columns[0]); c++)
		all += return_kept(r, body, &(struct return_line){ .table = table, .key = key,
		    .series = columns[c] });
	return all;
}

/* In per cent of all; several keys are separated by "+". */
static double share(struct request *r, const char *body, const struct code *c, double all)
{
	const char *table = flag_of(r, c, "of-"), *keys = flag_of(r, c, "key-");
	const char *series = flag_of(r, c, "series-"), *at;
	unsigned long long n = 0;
	size_t len;

	if (table == NULL)
		return 0;
	if (series != NULL)
		return (double)return_sum(r, body, table, series) * 100 / all;
	for (at = keys == NULL ? "" : keys; *at != '\0'; at += len + (at[len] == '+')) {
		len = strcspn(at, "+");
		n += row_sum(r, body, table, pool_strndup(r->pool, at, len));
	}
	return (double)n * 100 / all;
}

static double bound(struct request *r, const struct code *c, const char *name, double otherwise)
{
	const char *text = flag_of(r, c, name);

	return text == NULL ? otherwise : strtod(text, NULL);
}

void lscb_plausible_put(struct request *r, struct node *parent, const char *body)
{
	const struct codelist *list = lists_find("lscb-plausible");
	struct node *table = page_table(parent, "plausible", "Against other years and places",
	    "Nothing to compare.", "Of all reviews", "Share", "Elsewhere", "", NULL), *row;
	double all = (double)(return_sum(r, body, "l1", "M") + return_sum(r, body, "l1", "N") +
	    return_sum(r, body, "l1", "I")), is, from, to;
	size_t i;

	for (i = 0; all > 0 && i < list->n; i++) {
		const struct code *c = &list->codes[i];

		is = share(r, body, c, all);
		from = bound(r, c, "from-", 0);
		to = bound(r, c, "to-", 100);
		row = node_add(table, "row");
		node_set(page_cell(row, code_label(c, r->today)), "head", "yes");
		node_set(page_cell(row, pool_printf(r->pool, "%.0f%%", is)), "numeric", "yes");
		(void)page_cell(row, pool_printf(r->pool, "%.0f%% to %.0f%%", from, to));
		if (is < from || is > to)
			node_set(page_cell(row, "Unusual"), "tag", "yellow");
		else
			(void)page_cell(row, "");
	}
}
