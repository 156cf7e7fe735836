#include "letter-words.h"

#include <string.h>

#include "code.h"
#include "lists.h"
#include "log.h"
#include "pool.h"
#include "str.h"
#include "xml.h"

static struct {
	struct pool *pool;
	const struct letter_book *book;
	size_t n;
	struct letter_words *words;
} state;

static bool known(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < state.book->names_n; i++)
		if (strlen(state.book->names[i]) == len && strncmp(state.book->names[i], name, len) == 0)
			return true;
	return false;
}

static const char *wrong_name(struct pool *pool, const char *text)
{
	const char *end;

	for (text = strchr(text, '['); text != NULL; text = strchr(end, '[')) {
		end = strchr(text, ']');
		if (end == NULL)
			return "a bracket is not closed";
		if (!known(text + 1, (size_t)(end - text - 1)))
			return pool_printf(pool, "there is no value %.*s", (int)(end - text + 1), text);
	}
	return NULL;
}

static const char *part_read(struct pool *pool, const struct node *node, struct letter_part *part_r)
{
	const char *name = node_name(node);

	*part_r = (struct letter_part){ .kind = strcmp(name, "li") == 0 ? 'l' : name[0],
	    .text = node_content(node), .when = node_get(node, "when") };
	if (strcmp(name, "p") != 0 && strcmp(name, "h") != 0 && strcmp(name, "li") != 0 &&
	    strcmp(name, "sign") != 0)
		return "only p, h, li and sign may stand in a letter";
	if (part_r->when != NULL && !known(part_r->when, strlen(part_r->when)))
		return pool_printf(pool, "there is no value %s", part_r->when);
	return wrong_name(pool, part_r->text);
}

bool letter_words_always(const struct letter_words *words, const char *text)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		if (words->part[i].when == NULL && strstr(words->part[i].text, text) != NULL)
			return true;
	return false;
}

static const char *letter_read(struct pool *pool, const struct node *node, struct letter_words *w)
{
	const struct node *child;
	const char *why;
	size_t n = 0;

	*w = (struct letter_words){ .kind = node_get(node, "kind"), .title = node_get(node, "title"),
	    .to = node_get(node, "to") };
	if (w->kind == NULL || w->title == NULL || w->to == NULL)
		return "a letter needs kind, title and to";
	for (child = node_child(node, NULL); child != NULL; child = node_next(child, NULL))
		n++;
	w->part = pool_array(pool, n + 1, sizeof(*w->part));
	for (child = node_child(node, NULL); child != NULL; child = node_next(child, NULL)) {
		why = part_read(pool, child, &w->part[w->n++]);
		if (why != NULL)
			return pool_printf(pool, "%s: %s", w->kind, why);
	}
	return state.book->rule == NULL ? NULL : state.book->rule(pool, w);
}

const struct letter_words *letter_words_find(const char *kind)
{
	size_t i;

	for (i = 0; i < state.n; i++)
		if (strcmp(state.words[i].kind, kind) == 0)
			return &state.words[i];
	return NULL;
}

static const char *all_there(struct pool *pool)
{
	const struct codelist *list = lists_find(state.book->list);
	size_t i;

	for (i = 0; list != NULL && i < list->n; i++)
		if (letter_words_find(list->codes[i].code) == NULL)
			return pool_printf(pool, "there is no letter %s", list->codes[i].code);
	return NULL;
}

const struct letter_book *letter_book(void)
{
	return state.book;
}

const char *letter_words_read(struct pool *pool, const struct letter_book *book, struct node *root)
{
	const struct node *child;
	const char *why;
	size_t n = 0;

	for (child = node_child(root, "letter"); child != NULL; child = node_next(child, "letter"))
		n++;
	state.book = book;
	state.words = pool_array(pool, n + 1, sizeof(*state.words));
	state.n = 0;
	for (child = node_child(root, "letter"); child != NULL; child = node_next(child, "letter")) {
		why = letter_read(pool, child, &state.words[state.n++]);
		if (why != NULL)
			return why;
	}
	return all_there(pool);
}

void letter_words_load(const struct letter_book *book, const char *path)
{
	const char *why = NULL;
	struct node *root;

	state.pool = pool_create();	/* lives as long as the program */
	root = xml_read(state.pool, path, &why);
	if (root != NULL)
		why = letter_words_read(state.pool, book, root);
	if (why != NULL)
		log_fatal("letters: %s", why);
}

/* -- merge -- */

void letter_value(struct letter_values *values, const char *name, const char *value)
{
	if (values->n < LETTER_VALUES_MAX) {
		values->value[values->n].name = name;
		values->value[values->n++].value = value == NULL ? "" : value;
	}
}

static const char *value_of(const struct letter_values *values, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < values->n; i++)
		if (strlen(values->value[i].name) == len &&
		    strncmp(values->value[i].name, name, len) == 0)
			return values->value[i].value;
	return "";
}

static void value_add(struct str *s, char kind, const char *value)
{
	for (; *value != '\0'; value++)
		if (*value == '\n') {
			str_addc(s, '\n');
			str_addc(s, kind);
			str_addc(s, ' ');
		} else
			str_addc(s, *value);
}

static void part_add(struct str *s, const struct letter_part *part,
    const struct letter_values *values)
{
	const char *text = part->text, *open, *close;

	str_addc(s, part->kind);
	str_addc(s, ' ');
	for (; (open = strchr(text, '[')) != NULL; text = close + 1) {
		close = strchr(open, ']');
		str_addn(s, text, (size_t)(open - text));
		value_add(s, part->kind, value_of(values, open + 1, (size_t)(close - open - 1)));
	}
	str_add(s, text);
	str_addc(s, '\n');
}

char *letter_merge(struct pool *pool, const struct letter_words *words,
    const struct letter_values *values)
{
	struct str s;
	size_t i;

	str_init(&s, pool);
	for (i = 0; i < words->n; i++) {
		const struct letter_part *part = &words->part[i];

		if (part->when == NULL || value_of(values, part->when, strlen(part->when))[0] != '\0')
			part_add(&s, part, values);
	}
	return s.data;
}
