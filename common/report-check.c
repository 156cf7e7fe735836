#include <string.h>

#include "conf.h"
#include "log.h"
#include "report.h"

#define TOGETHER_MAX	24
#define GROUPS_MAX	8

struct report_hidden {
	size_t n;
	struct group {
		unsigned counts;	/* of the one that the others add up to */
		size_t n;
		struct report_table *table;
	} group[GROUPS_MAX];
};

/* Which numbers are left out of what is published, and what must hold between
 * the rows of a table of years. */

/* -- rules: terms with a sign on two sides of =, <= or % -- */

struct term {
	struct report_cell *cell;	/* NULL: there is no such row, or no such year */
	bool known;			/* NULL counts 0 */
	long long sign;			/* right of the relation counts as well */
	bool right;
};

struct rule {
	const char *rest;		/* to be read */
	char relation;			/* '=', '<', '%'; 0 until it is met */
	bool minus;
};

/* Column of the year before; false: nothing is counted of it. */
static bool before(const struct report_table *t, size_t column, size_t *before_r)
{
	*before_r = column == 0 ? t->series_n : column - 1;
	return t->series_n < PAGE_SERIES_MAX;
}

static bool word_is(const char *word, size_t n, const char *text)
{
	return strlen(text) == n && strncmp(word, text, n) == 0;
}

static struct report_row *row_of(const struct report_table *t, const char *key, size_t n)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (word_is(key, n, t->row[i].key))
			return &t->row[i];
	return NULL;
}

static void term_read(const struct report_table *t, const char *word, size_t n, size_t column,
    struct term *term_r)
{
	bool former = word[n - 1] == '\'';
	struct report_row *row = row_of(t, word, former ? n - 1 : n);

	term_r->known = !former || before(t, column, &column);
	term_r->cell = row == NULL || !term_r->known ? NULL : &row->cell[column];
}

/* The next term of a rule; false: no more. */
static bool term_next(struct rule *rule, const struct report_table *t, size_t column,
    struct term *term_r)
{
	while (rule->rest[0] != '\0') {
		const char *word = rule->rest;
		size_t n = strcspn(word, " ");

		rule->rest += n + strspn(word + n, " ");
		if (word_is(word, n, "=") || word_is(word, n, "<=") || word_is(word, n, "%")) {
			rule->relation = word[0];
			rule->minus = false;
		} else if (word_is(word, n, "+") || word_is(word, n, "-")) {
			rule->minus = word[0] == '-';
		} else if (n > 0) {
			term_read(t, word, n, column, term_r);
			term_r->sign = rule->minus ? -1 : 1;
			term_r->right = rule->relation != '\0';
			return true;
		}
	}
	return false;
}

static enum report_verdict verdict(char relation, long long left, long long right, double *value_r)
{
	if (relation == '%') {
		*value_r = right == 0 ? 0 : (double)left * 100 / (double)right;
		return right == 0 ? REPORT_UNKNOWN : REPORT_SHARE;
	}
	*value_r = (double)(left - right);
	return left == right || (relation == '<' && left < right) ? REPORT_HOLDS : REPORT_DIFFERS;
}

enum report_verdict report_check(const struct report_table *t, const char *text, size_t column,
    double *value_r)
{
	struct rule rule = { .rest = text };
	bool known = true, hidden = false;
	long long left = 0, right = 0;
	struct term term;

	*value_r = 0;
	while (term_next(&rule, t, column, &term)) {
		known = known && term.known;
		if (term.cell == NULL)
			continue;
		hidden = hidden || term.cell->hidden;
		*(term.right ? &right : &left) += term.sign * (long long)term.cell->n;
	}
	if (hidden)
		return REPORT_SECRET;
	return known ? verdict(rule.relation, left, right, value_r) : REPORT_UNKNOWN;
}

/* -- hiding: a line is a set of cells whose sum may be known -- */

struct line {
	unsigned long long sum;		/* of what is hidden in it */
	size_t hidden;
	struct report_cell *next;	/* to hide with them */
};

static bool sooner(const struct report_cell *cell, const struct report_cell *than)
{
	if (than == NULL || (cell->n == 0) != (than->n == 0))
		return than == NULL || cell->n != 0;
	return cell->n < than->n;
}

static void line_add(struct line *line, struct report_cell *cell)
{
	if (cell->hidden) {
		line->sum += cell->n;
		line->hidden++;
	} else if (sooner(cell, line->next)) {
		line->next = cell;
	}
}

/* One alone is what is missing from the sum; of several that are small together
 * each can still be told. */
static bool line_close(struct line *line, unsigned long long least)
{
	if (line->hidden == 0 || line->next == NULL || (line->hidden > 1 && line->sum >= least))
		return false;
	line->next->hidden = true;
	return true;
}

static bool rows_close(struct report_table *t, unsigned long long least)
{
	bool changed = false;
	size_t i, s;

	for (i = 0; t->series_n > 1 && !t->measure->years && i < t->n; i++) {
		struct line line = { 0 };

		for (s = 0; s < t->series_n; s++)
			line_add(&line, &t->row[i].cell[s]);
		changed = line_close(&line, least) || changed;
	}
	return changed;
}

static bool columns_close(struct report_table *t, unsigned long long least)
{
	bool changed = false;
	size_t i, s;

	for (s = 0; !t->measure->lines && s < t->series_n; s++) {
		struct line line = { 0 };

		for (i = 0; i < t->n; i++)
			line_add(&line, &t->row[i].cell[s]);
		changed = line_close(&line, least) || changed;
	}
	return changed;
}

static bool checks_close(struct report_table *t, unsigned long long least)
{
	const struct report_check *c;
	bool changed = false;
	size_t s;

	for (c = t->measure->checks; c != NULL && c->title != NULL; c++)
		for (s = 0; strstr(c->rule, " = ") != NULL && s < t->series_n; s++) {
			struct rule rule = { .rest = c->rule };
			struct line line = { 0 };
			struct term term;

			while (term_next(&rule, t, s, &term))
				if (term.cell != NULL)
					line_add(&line, term.cell);
			changed = line_close(&line, least) || changed;
		}
	return changed;
}

/* The row of the first table, and the cells that add up to it. */
static bool whole_close(struct report_table *root, struct report_table *t)
{
	const char *key = t->measure->whole == NULL ? NULL : strchr(t->measure->whole, ' ');
	struct report_row *row = key == NULL ? NULL : row_of(root, key + 1, strlen(key + 1));
	bool beside = t->measure->years || t->series == root->series, changed = false;
	size_t i, s, at = root->series_n == 0 ? 0 : root->series_n - 1;

	for (s = 0; row != NULL && s < (beside ? t->series_n : 1); s++) {
		struct report_cell *sum = &row->cell[beside ? s : at];
		struct line line = { 0 };

		for (i = 0; i < t->n; i++)
			line_add(&line, &t->row[i].cell[s]);
		if (sum->hidden && line.hidden == 0 && line.next != NULL)
			changed = line.next->hidden = true;
	}
	return changed;
}

static void small_hide(struct report_table *t, unsigned long long least)
{
	size_t i, s;

	for (i = 0; i < t->n; i++)
		for (s = 0; s < PAGE_SERIES_MAX; s++) {
			struct report_cell *cell = &t->row[i].cell[s];

			cell->hidden = cell->n > 0 && cell->n < least;
		}
}

static bool hides(const struct report_table *t)
{
	size_t i, s;

	for (i = 0; i < t->n; i++)
		for (s = 0; s < t->series_n; s++)
			if (t->row[i].cell[s].hidden)
				return true;
	return false;
}

void report_hide_together(struct report_table *t, size_t n, unsigned long long least)
{
	bool changed;
	size_t i;

	for (i = 0; i < n; i++)
		small_hide(&t[i], least);
	do {
		changed = false;
		for (i = 0; i < n; i++) {
			changed = rows_close(&t[i], least) || changed;
			changed = columns_close(&t[i], least) || changed;
			changed = checks_close(&t[i], least) || changed;
			changed = (i > 0 && whole_close(&t[0], &t[i])) || changed;
		}
	} while (changed);
	for (i = 0; i < n; i++)
		t[i].hides = hides(&t[i]);
}

void report_hide(struct report_table *t, unsigned long long least)
{
	report_hide_together(t, 1, least);
}

void report_hide_numbers(struct pool *pool, const unsigned long long *n, size_t rows,
    size_t columns, unsigned long long least, bool *hidden_r)
{
	static const struct report_measure plain = { .code = "" };
	struct report_table t = { .measure = &plain, .series_n = columns, .n = rows, .size = rows,
	    .row = pool_array(pool, rows + 1, sizeof(struct report_row)) };
	size_t i;

	for (i = 0; i < rows * columns; i++) {
		t.row[i / columns].key = "";
		t.row[i / columns].cell[i % columns].n = n[i];
	}
	report_hide(&t, least);
	for (i = 0; i < rows * columns; i++)
		hidden_r[i] = t.row[i / columns].cell[i % columns].hidden;
}

const char *report_number(struct pool *pool, unsigned long long n, bool hidden,
    unsigned long long least)
{
	if (!hidden)
		return pool_printf(pool, "%llu", n);
	return n > 0 && n < least ? pool_printf(pool, "<%llu", least) : REPORT_HIDDEN;
}

/* -- tables that add up to the rows of one are hidden together -- */

static const struct report_measure *root_of(const struct report *q, const struct report_measure *m)
{
	return m->whole == NULL ? m : report_measure(q->r, pool_strndup(q->r->pool, m->whole,
	    strcspn(m->whole, " ")));
}

/* Does this one add up to the root, in this period? The same counts stand in one
 * for use inside and one for publication. */
static bool adds_up(const struct report *q, const struct report_measure *m,
    const struct report_measure *root)
{
	return m->whole != NULL && root_of(q, m)->counts == root->counts &&
	    (m->years || !root->years || q->by_year);
}

static void group_add(const struct report *q, struct group *group, const struct report_measure *m)
{
	struct report_measure *whole = pool_new(q->r->pool, struct report_measure);
	size_t i;

	for (i = 0; i < group->n; i++)
		if (group->table[i].measure->counts == m->counts)
			return;
	if (group->n == TOGETHER_MAX)
		log_fatal("report: more than %d tables add up to one", TOGETHER_MAX);
	*whole = *m;
	whole->sparse = false;
	report_count_open(q, whole, &group->table[group->n++]);
}

static const struct group *group_of(const struct report *q, const struct report_measure *root)
{
	struct report_hidden *kept = q->hidden;
	const struct report_measure *m;
	struct group *group;
	size_t i;

	for (i = 0; kept != NULL && i < kept->n; i++)
		if (kept->group[i].counts == root->counts)
			return &kept->group[i];
	group = kept != NULL && kept->n < GROUPS_MAX ? &kept->group[kept->n++] :
	    pool_new(q->r->pool, struct group);
	*group = (struct group){ .counts = root->counts,
	    .table = pool_array(q->r->pool, TOGETHER_MAX, sizeof(*group->table)) };
	group_add(q, group, root);
	for (m = q->book->measures; m->code != NULL; m++)
		if (adds_up(q, m, root))
			group_add(q, group, m);
	report_hide_together(group->table, group->n,
	    (unsigned long long)conf_number(q->book->least_setting));
	return group;
}

/* Rows that count nothing stand there where they are hidden. */
static void rows_keep(const struct report *q, struct report_table *t)
{
	size_t i, s, n = 0;

	for (i = 0; i < t->n; i++) {
		bool hidden = false;

		for (s = 0; s < t->series_n; s++)
			hidden = hidden || t->row[i].cell[s].hidden;
		if (hidden || report_shown(q, t, i))
			t->row[n++] = t->row[i];
	}
	t->n = n;
}

/* False: it adds up to nothing, and nothing to it. */
static bool hidden_together(const struct report *q, const struct report_measure *m,
    struct report_table *t)
{
	const struct report_measure *root = root_of(q, m);
	const struct group *group;
	size_t i;

	if (m->whole != NULL && !adds_up(q, m, root))
		return false;
	group = group_of(q, root);
	for (i = 0; i < group->n; i++)
		if (group->table[i].measure->counts == m->counts) {
			*t = group->table[i];
			t->measure = m;
			t->row = pool_array(q->r->pool, t->n + 1, sizeof(*t->row));
			if (t->n > 0)
				memcpy(t->row, group->table[i].row, t->n * sizeof(*t->row));
			rows_keep(q, t);
			return true;
		}
	return false;
}

void report_count_hidden(const struct report *q, const struct report_measure *m,
    struct report_table *t)
{
	if (hidden_together(q, m, t))
		return;
	report_count_open(q, m, t);
	report_hide(t, (unsigned long long)conf_number(q->book->least_setting));
}

const char *report_absent(const struct report *q, const struct report_cell *cell)
{
	long least = q->book->says_small ? conf_number(q->book->least_setting) : 0;

	return cell->n > 0 && (long)cell->n < least ? pool_printf(q->r->pool, "<%ld", least) :
	    REPORT_HIDDEN;
}

struct report_hidden *report_hidden_new(struct pool *pool)
{
	return pool_new(pool, struct report_hidden);
}
