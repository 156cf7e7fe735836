#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "annual.h"
#include "code.h"
#include "lists.h"
#include "lscb.h"
#include "page.h"
#include "report.h"
#include "return-lines.h"

/* 8.3: shares that other years and places had. What lies outside is said beside the
 * return, for somebody to look at; nothing is stopped by it. The bounds are data: list
 * lscb-plausible, flags of-TABLE, key-KEY (several add up) or series-SERIES, from-N and
 * to-N; codes in small letters. With median-months it is no share: months from the death to
 * the completion, of the rows of a run. */

#define LEAST_OF_SHARE	10	/* 5.7: no share of fewer is published */
#define MONTHS_AT	14	/* in a row of LSCB_RUN_ROWS_ADD, from 0 */
#define MEDIAN	"median-months"

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

static double months_of(const char *row)
{
	unsigned i;

	for (i = 0; i < MONTHS_AT && row != NULL; i++) {
		row = strchr(row, ',');
		row = row == NULL ? NULL : row + 1;
	}
	return row == NULL ? 0 : strtod(row, NULL);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* -1: the run has no rows. */
static double median_months(struct request *r, unsigned long long run)
{
	struct db_rows rows;
	double *months;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_RUN_ROWS], &rows, run);
	if (rows.n == 0)
		return -1;
	months = pool_array(r->pool, rows.n, sizeof(*months));
	for (i = 0; i < rows.n; i++)
		months[i] = months_of(db_text(&rows.row[i], 0));
	qsort(months, rows.n, sizeof(*months), by_size);
	return (months[(rows.n - 1) / 2] + months[rows.n / 2]) / 2;
}

void lscb_plausible_put(struct request *r, struct node *parent, const char *body,
    unsigned long long run)
{
	const struct codelist *list = lists_find("lscb-plausible");
	struct node *table = page_table(parent, "plausible", "Against other years and places",
	    "Nothing to compare.", "Of all reviews", "Here", "Elsewhere", "", NULL), *row;
	const struct return_lines *lines = return_lines_read(r, body);
	double all = all_of(lines), is, from, to;
	size_t i;

	for (i = 0; all > 0 && i < list->n; i++) {
		const struct code *c = &list->codes[i];
		bool months = code_flag(c, MEDIAN);
		const char *unit = months ? " months" : "%";

		is = months ? median_months(r, run) : share(r, lines, c, all);
		if (is < 0)
			continue;
		from = bound(r, c, "from-", 0);
		to = bound(r, c, "to-", 100);
		row = node_add(table, "row");
		node_set(page_cell(row, code_label(c, r->today)), "head", "yes");
		node_set(page_cell(row, months ? pool_printf(r->pool, "%g%s", is, unit) :
		    pool_printf(r->pool, "%.0f%%", is)), "numeric", "yes");
		(void)page_cell(row, pool_printf(r->pool, "%.0f%s to %.0f%s", from, months ? "" : unit, to,
		    unit));
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

		if (code_flag(c, MEDIAN))
			continue;
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
