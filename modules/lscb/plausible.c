#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "annual.h"
#include "code.h"
#include "lists.h"
#include "page.h"
#include "report.h"
#include "return-lines.h"

/* 8.3: shares that other years and places had. What lies outside is said beside the
 * return, for somebody to look at; nothing is stopped by it. The bounds are data: list
 * lscb-plausible, flags of-TABLE, key-KEY (several add up) or series-SERIES, from-N and
 * to-N; codes in small letters. */

#define LEAST_OF_SHARE	10	/* 5.7: no share of fewer is published */

/* Codes stand in small letters in flags. */
static const char *capitals(struct request *r, const char *text)
{
	char *value = pool_strdup(r->pool, text);
	size_t i;

	for (i = 0; value[i] != '\0'; i++)
		value[i] = (char)toupper((unsigned char)value[i]);
	return value;
}

/* The next flag that begins with name, without it; *at moves behind it. NULL: there is
 * no more. */
static const char *flag_next(struct request *r, const char **at, const char *name)
{
	size_t len = strlen(name), word;

	for (; **at != '\0'; *at += word + strspn(*at + word, " ")) {
		const char *value;

		word = strcspn(*at, " ");
		if (word <= len || strncmp(*at, name, len) != 0)
			continue;
		value = pool_strndup(r->pool, *at + len, word - len);
		*at += word + strspn(*at + word, " ");
		return value;
	}
	return NULL;
}

static const char *flag_of(struct request *r, const struct code *c, const char *name)
{
	const char *at = c->flags;

	return flag_next(r, &at, name);
}

static unsigned long long row_sum(const struct return_lines *lines, const char *table,
    const char *key)
{
	static const char *const columns[] = { "M", "N", "I" };
	unsigned long long all = 0;
	size_t c;

	for (c = 0; c < sizeof(columns) / sizeof(columns[0]); c++)
		all += return_kept(lines, &(struct return_line){ .table = table, .key = key,
		    .series = columns[c] });
	return all;
}

/* In per cent of all. */
static double share(struct request *r, const struct return_lines *lines, const struct code *c,
    double all)
{
	const char *table = flag_of(r, c, "of-"), *series = flag_of(r, c, "series-");
	const char *at = c->flags, *key;
	unsigned long long n = 0;

	if (table == NULL)
		return 0;
	if (series != NULL)
		return (double)return_sum(lines, table, capitals(r, series)) * 100 / all;
	while ((key = flag_next(r, &at, "key-")) != NULL)
		n += row_sum(lines, table, capitals(r, key));
	return (double)n * 100 / all;
}

static double bound(struct request *r, const struct code *c, const char *name, double otherwise)
{
	const char *text = flag_of(r, c, name);

	return text == NULL ? otherwise : strtod(text, NULL);
}

static double all_of(const struct return_lines *lines)
{
	return (double)(return_sum(lines, "l1", "M") + return_sum(lines, "l1", "N") +
	    return_sum(lines, "l1", "I"));
}

void lscb_plausible_put(struct request *r, struct node *parent, const char *body)
{
	const struct codelist *list = lists_find("lscb-plausible");
	struct node *table = page_table(parent, "plausible", "Against other years and places",
	    "Nothing to compare.", "Of all reviews", "Share", "Elsewhere", "", NULL), *row;
	const struct return_lines *lines = return_lines_read(r, body);
	double all = all_of(lines), is, from, to;
	size_t i;

	for (i = 0; all > 0 && i < list->n; i++) {
		const struct code *c = &list->codes[i];

		is = share(r, lines, c, all);
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

void lscb_plausible_publish(struct request *r, const char *body, unsigned long long least,
    struct str *annual)
{
	const struct codelist *list = lists_find("lscb-plausible");
	const struct return_lines *lines = return_lines_read(r, body);
	double all = all_of(lines), is, n;
	const char *cells[3];
	size_t i;

	annual_body_table(annual, "elsewhere", "Beside other years and places", "Of all reviews",
	    "Here", "Elsewhere", NULL);
	for (i = 0; all >= LEAST_OF_SHARE && i < list->n; i++) {
		const struct code *c = &list->codes[i];

		is = share(r, lines, c, all);
		n = is * all / 100;
		cells[0] = code_label(c, r->today);
		cells[1] = n < (double)least - 0.5 || all - n < (double)least - 0.5 ? REPORT_HIDDEN :
		    pool_printf(r->pool, "%.0f%%", is);
		cells[2] = pool_printf(r->pool, "%.0f%% to %.0f%%", bound(r, c, "from-", 0),
		    bound(r, c, "to-", 100));
		annual_body_row(annual, cells, 3);
	}
}
