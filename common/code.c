#include "code.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "pool.h"
#include "terms.h"
#include "xml.h"

static const char *const alt_names[CODE_ALT__MAX] = {
	[CODE_ALT_16PLUS1] = "alt-16plus1",
	[CODE_ALT_NHS] = "alt-nhs",
	[CODE_ALT_DFE] = "alt-dfe",
	[CODE_ALT_CENSUS] = "alt-census"
};

struct codes {
	struct pool *pool;
	const struct codelist **lists;
	size_t n, size;
};

struct codes *code_new(struct pool *pool)
{
	struct codes *codes = pool_new(pool, struct codes);

	codes->pool = pool;
	return codes;
}

/* An attribute, empty where it is not given. */
static const char *attribute(const struct node *node, const char *name)
{
	const char *value = node_get(node, name);

	return value != NULL ? value : "";
}

static bool day_or_none(const char *text)
{
	struct date date;

	return *text == '\0' || date_parse(text, &date);
}

static const char *code_read(struct pool *pool, const struct node *node,
    struct code *code)
{
	code->code = attribute(node, "code");
	code->label = terms_apply(pool, attribute(node, "label"));
	code->retired_label = node_get(node, "retired-label");
	code->group = attribute(node, "group");
	code->hint = terms_apply(pool, attribute(node, "hint"));
	code->valid_from = attribute(node, "from");
	code->valid_to = attribute(node, "to");
	code->flags = attribute(node, "flags");
	for (int i = 0; i < CODE_ALT__MAX; i++)
		code->alt[i] = node_get(node, alt_names[i]);
	if (*code->code == '\0' || strpbrk(code->code, " \t\n") != NULL)
		return "a code is empty or has a space in it";
	if (*code->label == '\0')
		return pool_printf(pool, "%s has no label", code->code);
	if (!day_or_none(code->valid_from) || !day_or_none(code->valid_to))
		return pool_printf(pool, "%s has a from or to that is no date",
		    code->code);
	return NULL;
}

static const char *codes_read(struct pool *pool, const struct node *root,
    struct codelist *list)
{
	const struct node *node = node_child(root, "code");
	struct code *codes;
	size_t n = 0;

	for (; node != NULL; node = node_next(node, "code"))
		n++;
	if (n == 0)
		return "it has no code";
	list->codes = codes = pool_array(pool, n, sizeof(*codes));
	node = node_child(root, "code");
	for (; node != NULL; node = node_next(node, "code")) {
		const char *wrong = code_read(pool, node, &codes[list->n]);

		if (wrong == NULL && code_find(list, codes[list->n].code) != NULL)
			wrong = pool_printf(pool, "%s is there twice",
			    codes[list->n].code);
		if (wrong != NULL)
			return wrong;
		list->n++;
	}
	return NULL;
}

static void list_add(struct codes *codes, const struct codelist *list)
{
	if (codes->n == codes->size) {
		const struct codelist **lists;

		codes->size = codes->size == 0 ? 64 : codes->size * 2;
		lists = pool_array(codes->pool, codes->size, sizeof(*lists));
		if (codes->n > 0)
			memcpy(lists, codes->lists, codes->n * sizeof(*lists));
		codes->lists = lists;
	}
	codes->lists[codes->n++] = list;
}

/* NULL, or what is wrong with the list. */
static const char *list_read(struct codes *codes, const struct node *root)
{
	struct codelist *list = pool_new(codes->pool, struct codelist);
	const char *wrong;

	list->name = attribute(root, "name");
	list->title = attribute(root, "title");
	if (strcmp(node_name(root), "codelist") != 0 || *list->name == '\0')
		return "it is not a code list with a name";
	if (code_list(codes, list->name) != NULL)
		return pool_printf(codes->pool, "there is a list %s already",
		    list->name);
	wrong = codes_read(codes->pool, root, list);
	if (wrong == NULL)
		list_add(codes, list);
	return wrong;
}

const char *code_load_bytes(struct codes *codes, const char *bytes, size_t len)
{
	const char *error;
	const struct node *root = xml_parse(codes->pool, bytes, len, &error);

	return root != NULL ? list_read(codes, root) : error;
}

static const char *file_load(struct codes *codes, const char *path)
{
	const char *error;
	const struct node *root = xml_read(codes->pool, path, &error);

	if (root == NULL)
		return pool_printf(codes->pool, "%s %s", path, error);
	error = list_read(codes, root);
	return error != NULL ?
	    pool_printf(codes->pool, "%s: %s", path, error) : NULL;
}

static int name_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool xml_name(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && *name != '.' && strcmp(name + len - 4, ".xml") == 0;
}

/* The *.xml names in a directory, sorted, so that every start reads the lists
 * in the same order; NULL when it cannot be read. */
static const char **names_read(struct pool *pool, const char *directory,
    size_t *n_r)
{
	DIR *dir = opendir(directory);
	const char **names;
	const struct dirent *entry;
	size_t size = 64, n = 0;

	if (dir == NULL)
		return NULL;
	names = pool_array(pool, size, sizeof(*names));
	while ((entry = readdir(dir)) != NULL) {
		if (!xml_name(entry->d_name))
			continue;
		if (n == size) {
			const char **more = pool_array(pool, size * 2,
			    sizeof(*more));

			memcpy(more, names, size * sizeof(*more));
			names = more;
			size *= 2;
		}
		names[n++] = pool_strdup(pool, entry->d_name);
	}
	(void)closedir(dir);
	qsort(names, n, sizeof(*names), name_compare);
	*n_r = n;
	return names;
}

const char *code_load(struct codes *codes, const char *directory)
{
	size_t n;
	const char **names = names_read(codes->pool, directory, &n);

	if (names == NULL)
		return pool_printf(codes->pool, "%s cannot be read", directory);
	for (size_t i = 0; i < n; i++) {
		const char *wrong = file_load(codes, pool_printf(codes->pool,
		    "%s/%s", directory, names[i]));

		if (wrong != NULL)
			return wrong;
	}
	return NULL;
}

struct codelist *code_list_new(struct pool *pool, const char *name, const char *title, size_t most)
{
	struct codelist *list = pool_new(pool, struct codelist);

	*list = (struct codelist){ .name = name, .title = title };
	list->codes = list->room = pool_array(pool, most == 0 ? 1 : most, sizeof(*list->room));
	return list;
}

void code_add(struct codelist *list, const char *code, const char *label)
{
	const struct code open = { .code = code, .label = label, .group = "", .hint = "",
	    .valid_from = "", .valid_to = "", .flags = "" };

	code_take(list, &open);
}

void code_take(struct codelist *list, const struct code *code)
{
	list->room[list->n++] = *code;
}

const struct codelist *code_list(const struct codes *codes, const char *name)
{
	for (size_t i = 0; i < codes->n; i++) {
		if (strcmp(codes->lists[i]->name, name) == 0)
			return codes->lists[i];
	}
	return NULL;
}

size_t code_lists(const struct codes *codes,
    const struct codelist *const **lists_r)
{
	*lists_r = codes->lists;
	return codes->n;
}

const struct code *code_find(const struct codelist *list, const char *code)
{
	for (size_t i = 0; i < list->n; i++) {
		if (strcmp(list->codes[i].code, code) == 0)
			return &list->codes[i];
	}
	return NULL;
}

/* Days as text are in the order of the days. */
bool code_open(const struct code *code, const char *date)
{
	return strcmp(code->valid_from, date) <= 0 &&
	    (*code->valid_to == '\0' || strcmp(date, code->valid_to) <= 0);
}

const char *code_label(const struct code *code, const char *date)
{
	bool over = *code->valid_to != '\0' && strcmp(date, code->valid_to) > 0;

	return over && code->retired_label != NULL ?
	    code->retired_label : code->label;
}

bool code_flag(const struct code *code, const char *flag)
{
	size_t len = strlen(flag);
	const char *word = code->flags;

	while (*word != '\0') {
		size_t n = strcspn(word, " \t\n");

		if (n == len && memcmp(word, flag, len) == 0)
			return true;
		word += n + strspn(word + n, " \t\n");
	}
	return false;
}
