#include <string.h>

#include "report.h"

/* How long it took: rows of a key, a series, how many, and days. */

/* Of the rows of one key; 0 of a row that is not done. */
static unsigned long long done(const struct db_row *row, const char *key)
{
	bool is = strcmp(db_text(row, 0), key) == 0 &&
	    (strcmp(db_text(row, 1), "TIME") == 0 || strcmp(db_text(row, 1), "LATE") == 0);

	return is ? db_number(row, 2) : 0;
}

/* The middle of what they took; the days of a key rise. */
static double median(const struct db_rows *rows, const char *key)
{
	unsigned long long n = 0, before = 0;
	double low = -1;
	size_t i;

	for (i = 0; i < rows->n; i++)
		n += done(&rows->row[i], key);
	for (i = 0; i < rows->n; i++) {
		double days = (double)db_number(&rows->row[i], 3);

		before += done(&rows->row[i], key);
		if (low < 0 && n > 0 && before * 2 >= n)
			low = days;
		if (before * 2 > n)
			return (low + days) / 2;
	}
	return -1;
}

const double *report_medians(struct pool *pool, const struct report_table *t)
{
	double *middle = pool_array(pool, t->n + 1, sizeof(*middle));
	size_t i;

	for (i = 0; i < t->n; i++)
		middle[i] = median(&t->counted, t->row[i].key);
	return middle;
}

double report_share(const struct report_row *row)
{
	/* In the order TIME LATE RUN OVER: what still runs says nothing yet. */
	unsigned long long all = row->cell[0].n + row->cell[1].n + row->cell[3].n;

	return all == 0 ? -1 : (double)row->cell[0].n * 100 / (double)all;
}

/* Is the series one of the words? */
static bool counts_for(const char *words, const char *series)
{
	size_t len = strlen(series);
	const char *at;

	for (at = strstr(words, series); at != NULL; at = strstr(at + 1, series))
		if ((at == words || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
			return len > 0;
	return false;
}

double report_part(const struct report_table *t, const char *key)
{
	unsigned long long part = 0, all = 0;
	size_t i, s;

	for (i = 0; i < t->n; i++)
		for (s = 0; s < t->series_n; s++) {
			if (key[0] != '\0' && strcmp(t->row[i].key, key) != 0)
				continue;
			if (t->row[i].cell[s].hidden)
				return -1;
			all += t->row[i].cell[s].n;
			if (counts_for(t->measure->share, t->series[s].code))
				part += t->row[i].cell[s].n;
		}
	return all == 0 ? -1 : (double)part * 100 / (double)all;
}

/* Does the first come before the other, by key and days? */
static bool before(const struct db_row *row, const struct db_row *than)
{
	int by_key = strcmp(db_text(row, 0), db_text(than, 0));

	return by_key < 0 || (by_key == 0 && db_number(row, 3) <= db_number(than, 3));
}

void report_timed_join(struct pool *pool, struct db_rows *rows, const struct db_rows *more)
{
	struct db_row *joined = pool_array(pool, rows->n + more->n + 1, sizeof(*joined));
	size_t i = 0, k = 0, n = 0;

	while (i < rows->n || k < more->n)
		joined[n++] = k == more->n || (i < rows->n && before(&rows->row[i], &more->row[k])) ?
		    rows->row[i++] : more->row[k++];
	rows->row = joined;
	rows->n = n;
}
