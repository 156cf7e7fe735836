/*
 * json: the only file that knows json-c. Builds a JSON text of what a program
 * wants to hand on; nothing is read.
 *
 * A value lives as long as the pool its root was made in. Text must have
 * passed text_check. key is the name in an object and NULL in an array.
 */
#ifndef EVERYCHILD_JSON_H
#define EVERYCHILD_JSON_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct json;

/* The object that holds all others. */
struct json *json_root(struct pool *pool);
struct json *json_add_object(struct json *parent, const char *key);
struct json *json_add_array(struct json *parent, const char *key);

/* NULL and "" are left out. */
void json_text(struct json *parent, const char *key, const char *text);
void json_number(struct json *parent, const char *key, long long number);
void json_decimal(struct json *parent, const char *key, double number, unsigned places);
void json_switch(struct json *parent, const char *key, bool on);

/* The whole as UTF-8 text in the pool. */
const char *json_bytes(struct pool *pool, const struct json *root, size_t *len_r);

#endif
