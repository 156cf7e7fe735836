#include "benchmark.h"

#include <string.h>

#include "log.h"
#include "measure.h"
#include "xml.h"

struct figure {
	const char *measure, *what, *value, *year, *whose, *source, *groups;
};

static struct {
	struct pool *pool;
	struct figure *figure;
	size_t n;
} state;

static const char *attribute(const struct node *node, const char *name, size_t most)
{
	const char *value = node_get(node, name);

	return value == NULL || value[0] == '\0' || strlen(value) > most ? NULL : value;
}

static bool figure_read(const struct node *node, struct figure *f)
{
	*f = (struct figure){ .measure = attribute(node, "measure", 12),
	    .what = attribute(node, "what", 200), .value = attribute(node, "value", 20),
	    .year = attribute(node, "year", 20), .whose = attribute(node, "whose", 200),
	    .source = attribute(node, "source", 300), .groups = attribute(node, "groups", 40) };
	return f->measure != NULL && f->what != NULL && f->value != NULL && f->year != NULL &&
	    f->whose != NULL && f->source != NULL;
}

const char *education_benchmarks_read(struct pool *pool, const struct node *root)
{
	const struct node *node;
	size_t n = 0;

	if (strcmp(node_name(root), "benchmarks") != 0)
		return "the file does not begin with <benchmarks>";
	for (node = node_child(root, NULL); node != NULL; node = node_next(node, NULL))
		n++;
	state.figure = pool_array(pool, n + 1, sizeof(state.figure[0]));
	state.n = 0;
	for (node = node_child(root, NULL); node != NULL; node = node_next(node, NULL))
		if (strcmp(node_name(node), "figure") != 0 || !figure_read(node, &state.figure[state.n++]))
			return pool_printf(pool, "number %zu is no <figure> with measure, what, value, year, whose "
			    "and source", state.n);
	return NULL;
}

void education_benchmarks_load(const char *path)
{
	const char *why = NULL;
	struct node *root;

	state.pool = pool_create();	/* lives as long as the program */
	root = xml_read(state.pool, path, &why);
	if (root != NULL)
		why = education_benchmarks_read(state.pool, root);
	if (why != NULL)
		log_fatal("benchmarks: %s", why);
}

/* "6 11" has the group 6; of all groups where the figure names none. */
static bool of_group(const struct figure *f, const char *group)
{
	size_t n = strlen(group);
	const char *at;

	if (f->groups == NULL)
		return true;
	for (at = f->groups; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == n && strncmp(at, group, n) == 0)
			return true;
	return false;
}

static void figure_put(struct node *table, const struct figure *f)
{
	struct node *tr = node_add(table, "row");

	node_set(page_cell(tr, f->what), "head", "yes");
	(void)page_cell(tr, f->value);
	(void)page_cell(tr, f->year);
	(void)page_cell(tr, f->whose);
	(void)page_cell(tr, f->source);
}

static struct node *table_of(struct node *body)
{
	return page_table(body, "benchmarks", "National figures to compare with", "", "What", "Figure",
	    "Year", "Whose", "Source", NULL);
}

void education_benchmarks_group(struct request *r, struct node *body, const char *measure, int group)
{
	const char *number = pool_printf(r->pool, "%d", group);
	struct node *table = NULL;
	size_t i;

	for (i = 0; i < state.n; i++) {
		if (strcmp(state.figure[i].measure, measure) != 0 || !of_group(&state.figure[i], number))
			continue;
		if (table == NULL)
			table = table_of(body);
		figure_put(table, &state.figure[i]);
	}
}

void education_benchmarks_topic(struct request *r, struct node *body, const char *topic)
{
	const struct report_measure *m;
	struct node *table = NULL;
	size_t i;

	for (i = 0; i < state.n; i++) {
		m = report_measure(r, state.figure[i].measure);
		if (m == NULL || strcmp(m->topic, topic) != 0)
			continue;
		if (table == NULL) {
			/* Above the reports: there when it is asked for. */
			body = node_add(body, "details");
			node_set(body, "summary", "National figures to compare with");
			table = table_of(body);
		}
		figure_put(table, &state.figure[i]);
	}
}
