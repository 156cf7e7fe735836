#include <stdint.h>
#include <stdlib.h>

#include <json-c/json.h>

#include "json.h"
#include "pool.h"

static struct json_object *object_of(struct json *json)
{
	return (struct json_object *)json;
}

static void drop(void *root)
{
	(void)json_object_put(root);
}

/* The library's one failure is that of memory. */
static struct json *put(struct json *parent, const char *key, struct json_object *value)
{
	int wrong;

	if (value == NULL)
		abort();
	wrong = key == NULL ? json_object_array_add(object_of(parent), value) :
	    json_object_object_add(object_of(parent), key, value);
	if (wrong != 0)
		abort();
	return (struct json *)value;
}

struct json *json_root(struct pool *pool)
{
	struct json_object *root;

	/* Our names are known, so their hash needs no seed, and no call of the
	 * system that a worker may not make. */
	(void)json_global_set_string_hash(JSON_C_STR_HASH_PERLLIKE);
	root = json_object_new_object();
	if (root == NULL)
		abort();
	pool_defer(pool, drop, root);
	return (struct json *)root;
}

struct json *json_add_object(struct json *parent, const char *key)
{
	return put(parent, key, json_object_new_object());
}

struct json *json_add_array(struct json *parent, const char *key)
{
	return put(parent, key, json_object_new_array());
}

void json_text(struct json *parent, const char *key, const char *text)
{
	if (text != NULL && text[0] != '\0')
		(void)put(parent, key, json_object_new_string(text));
}

void json_number(struct json *parent, const char *key, long long number)
{
	(void)put(parent, key, json_object_new_int64(number));
}

void json_decimal(struct json *parent, const char *key, double number, unsigned places)
{
	struct pool *pool = pool_create();

	(void)put(parent, key, json_object_new_double_s(number,
	    pool_printf(pool, "%.*f", (int)places, number)));
	pool_destroy(&pool);
}

void json_switch(struct json *parent, const char *key, bool on)
{
	(void)put(parent, key, json_object_new_boolean(on));
}

const char *json_bytes(struct pool *pool, const struct json *root, size_t *len_r)
{
	const char *text = json_object_to_json_string_length(
	    (struct json_object *)(uintptr_t)root,
	    JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE, len_r);

	if (text == NULL)
		abort();
	return pool_strndup(pool, text, *len_r);
}
