#include <string.h>

#include "log.h"
#include "pool.h"
#include "str.h"
#include "terms.h"
#include "xml.h"

struct term {
	const char *key, *text;
	struct term *next;
};

static struct term *terms;

void terms_load(const char *path)
{
	struct pool *pool = pool_create();
	struct node *root, *n;
	const char *error;

	root = xml_read(pool, path, &error);
	if (root == NULL)
		log_fatal("terms: %s %s", path, error);
	for (n = node_child(root, "term"); n != NULL; n = node_next(n, "term")) {
		struct term *t = pool_new(pool, struct term);

		t->key = node_get(n, "key");
		t->text = node_get(n, "text");
		if (t->key == NULL || t->text == NULL)
			log_fatal("terms: %s has a term without key or text", path);
		t->next = terms;
		terms = t;
	}
}

static const char *term_find(const char *key, size_t len)
{
	const struct term *t;

	for (t = terms; t != NULL; t = t->next)
		if (strlen(t->key) == len && strncmp(t->key, key, len) == 0)
			return t->text;
	return NULL;
}

const char *terms_apply(struct pool *pool, const char *text)
{
	const char *open, *close, *term;
	struct str s;

	if (strchr(text, '{') == NULL)
		return text;
	str_init(&s, pool);
	for (;;) {
		open = strchr(text, '{');
		close = open == NULL ? NULL : strchr(open, '}');
		if (close == NULL)
			break;
		str_addn(&s, text, (size_t)(open - text));
		term = term_find(open + 1, (size_t)(close - open - 1));
		if (term != NULL)
			str_add(&s, term);
		else
			str_addn(&s, open, (size_t)(close - open) + 1);
		text = close + 1;
	}
	str_add(&s, text);
	return s.data;
}

bool terms_at(size_t i, const char **key_r, const char **text_r)
{
	const struct term *t;

	for (t = terms; t != NULL && i > 0; t = t->next)
		i--;
	if (t == NULL)
		return false;
	*key_r = t->key;
	*text_r = t->text;
	return true;
}
