/*
 * input: the parameters of a request. Decoding happens here, once; checking
 * against the route's field table sorts every parameter into valid and
 * invalid, and what the table does not list has no slot.
 */
#ifndef EVERYCHILD_INPUT_H
#define EVERYCHILD_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "field.h"

struct pool;

#define PARAMS_MAX	2000

/* Names and decoded values, in order of arrival. A name may repeat. */
struct params {
	size_t n, size;
	struct param { const char *name, *value; bool used; } *param;
};

void params_add(struct params *params, struct pool *pool, const char *name,
    const char *value);
/* Adds what an urlencoded body or query holds. False when it is malformed: a
 * bad escape, bytes that are not UTF-8 or not XML characters, too many. */
bool params_parse(struct params *params, struct pool *pool, const char *encoded, size_t len);
/* First value of a name, or NULL. */
const char *params_get(const struct params *params, const char *name);
/* The urlencoded form again. */
char *params_encode(const struct params *params, struct pool *pool);

struct input_value {
	const struct field *field;
	const char *value;	/* canonical when valid, as typed when not; never NULL */
	const char *error;	/* message, or NULL */
};

struct input {
	size_t n;
	struct input_value *value;
	bool rest;		/* the table lets a form read the remaining parameters */
};

/* Fills *input_r from the table. False (status 400) when a parameter comes
 * twice that may come once, or is not in the table and the table has no
 * FIELD_REST. Every field of the table has a slot, missing ones are "". A date
 * comes as one parameter or as name-day, name-month, name-year. */
bool input_read(struct input *input_r, struct pool *pool, const struct field *table,
    struct params *params, const char *today, const char **what_r);

/* Slot of a name that is in the table; another is a bug and aborts. */
struct input_value *input_slot(const struct input *input, const char *name);
const char *input_text(const struct input *input, const char *name);
bool input_is(const struct input *input, const char *name, const char *value);
/* Puts a message on a field unless it has one already. */
void input_refuse(struct input *input, const char *name, const char *message);
/* The same when the field was left empty. */
void input_needs(struct input *input, const char *name, const char *message);
/* True when no slot has a message. Gives required fields left empty theirs. */
bool input_valid(struct input *input, struct pool *pool);

/* The raw value of one field among params: the parts of a date joined as
 * "d m y", several codes by spaces. Marks them used. *twice_r: came twice. */
const char *input_raw(struct pool *pool, const struct field *field, const char *name,
    struct params *params, bool *twice_r);

#endif
