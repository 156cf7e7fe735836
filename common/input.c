#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "input.h"
#include "lists.h"
#include "pool.h"
#include "str.h"
#include "text.h"

void params_add(struct params *params, struct pool *pool, const char *name, const char *value)
{
	if (params->n == params->size) {
		size_t size = params->size == 0 ? 16 : params->size * 2;
		struct param *more = pool_array(pool, size, sizeof(*more));

		if (params->n > 0)
			memcpy(more, params->param, params->n * sizeof(*more));
		params->param = more;
		params->size = size;
	}
	params->param[params->n++] = (struct param){ name, value, false };
}

static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The one place where percent-encoding is undone. NULL when it is wrong. */
static char *decode(struct pool *pool, const char *s, size_t len)
{
	char *out = pool_alloc(pool, len + 1);
	size_t i, n = 0;

	for (i = 0; i < len; i++) {
		if (s[i] == '+') {
			out[n++] = ' ';
		} else if (s[i] == '%') {
			if (i + 2 >= len || digit(s[i + 1]) < 0 || digit(s[i + 2]) < 0)
				return NULL;
			out[n++] = (char)(digit(s[i + 1]) << 4 | digit(s[i + 2]));
			i += 2;
		} else {
			out[n++] = s[i];
		}
	}
	return text_check(out, n) ? out : NULL;
}

bool params_parse(struct params *params, struct pool *pool, const char *encoded, size_t len)
{
	const char *end = encoded + len, *pair, *stop, *equals;
	char *name, *value;

	for (pair = encoded; pair < end; pair = stop + 1) {
		stop = memchr(pair, '&', (size_t)(end - pair));
		if (stop == NULL)
			stop = end;
		if (stop == pair)
			continue;
		equals = memchr(pair, '=', (size_t)(stop - pair));
		if (equals == NULL)
			equals = stop;
		name = decode(pool, pair, (size_t)(equals - pair));
		value = equals == stop ? pool_strdup(pool, "") :
		    decode(pool, equals + 1, (size_t)(stop - equals - 1));
		if (name == NULL || value == NULL || params->n >= PARAMS_MAX)
			return false;
		params_add(params, pool, name, value);
	}
	return true;
}

const char *params_get(const struct params *params, const char *name)
{
	size_t i;

	for (i = 0; i < params->n; i++)
		if (strcmp(params->param[i].name, name) == 0)
			return params->param[i].value;
	return NULL;
}

static void encode(struct str *s, const char *text)
{
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
		    strchr("-._~", c) != NULL)
			str_addc(s, (char)c);
		else
			str_printf(s, "%%%02X", c);
	}
}

char *params_encode(const struct params *params, struct pool *pool)
{
	struct str s;
	size_t i;

	str_init(&s, pool);
	for (i = 0; i < params->n; i++) {
		if (i > 0)
			str_addc(&s, '&');
		encode(&s, params->param[i].name);
		str_addc(&s, '=');
		encode(&s, params->param[i].value);
	}
	return s.data;
}

/* Marks the parameter used and returns its value, NULL when it is not there. */
static const char *take(struct params *params, const char *name, bool *twice_r)
{
	const char *value = NULL;
	size_t i;

	for (i = 0; i < params->n; i++) {
		struct param *p = &params->param[i];

		if (strcmp(p->name, name) != 0)
			continue;
		if (value != NULL)
			*twice_r = true;
		else
			value = p->value;
		p->used = true;
	}
	return value;
}

static const char *take_codes(struct pool *pool, struct params *params, const char *name)
{
	struct str all;
	size_t i;

	str_init(&all, pool);
	for (i = 0; i < params->n; i++) {
		struct param *p = &params->param[i];

		if (strcmp(p->name, name) != 0)
			continue;
		p->used = true;
		if (all.len > 0)
			str_addc(&all, ' ');
		str_add(&all, p->value);
	}
	return all.data;
}

static const char *take_date(struct pool *pool, struct params *params, const char *name,
    bool *twice_r)
{
	static const char *const parts[] = { "day", "month", "year" };
	const char *value[3], *whole = take(params, name, twice_r);
	unsigned i;

	for (i = 0; i < 3; i++) {
		value[i] = take(params, pool_printf(pool, "%s-%s", name, parts[i]), twice_r);
		value[i] = value[i] == NULL ? "" : text_trim(pool, value[i]);
	}
	if (whole != NULL)
		return whole;
	return date_join(pool, value[0], value[1], value[2]);
}

const char *input_raw(struct pool *pool, const struct field *field, const char *name,
    struct params *params, bool *twice_r)
{
	const char *value;

	if (field->type == FIELD_CODES)
		return take_codes(pool, params, name);
	if (field->type == FIELD_DATE)
		return take_date(pool, params, name, twice_r);
	value = take(params, name, twice_r);
	return value == NULL ? "" : value;
}

/* The table is constant; the code list it names is looked up here. */
static const struct field *with_list(struct pool *pool, const struct field *field)
{
	struct field *copy;

	if (field->choices == NULL || field->list != NULL)
		return field;
	copy = pool_new(pool, struct field);
	*copy = *field;
	copy->list = lists_find(field->choices);
	return copy;
}

static size_t table_size(const struct field *table)
{
	size_t n = 0;

	while (table != NULL && table[n].name != NULL)
		n++;
	return n;
}

bool input_read(struct input *input_r, struct pool *pool, const struct field *table,
    struct params *params, const char *today, const char **what_r)
{
	bool twice = false;
	size_t i;

	*input_r = (struct input){ .n = table_size(table) };
	input_r->value = pool_array(pool, input_r->n, sizeof(*input_r->value));
	for (i = 0; i < input_r->n; i++) {
		struct input_value *v = &input_r->value[i];

		v->field = with_list(pool, &table[i]);
		v->value = "";
		if (table[i].type == FIELD_REST)
			input_r->rest = true;
		else
			v->error = field_check(pool, v->field,
			    input_raw(pool, &table[i], table[i].name, params, &twice),
			    today, &v->value);
		*what_r = table[i].name;
		if (twice)
			return false;
	}
	for (i = 0; i < params->n && !input_r->rest; i++) {
		*what_r = "a parameter that the page does not have";
		if (!params->param[i].used)
			return false;
	}
	return true;
}

struct input_value *input_slot(const struct input *input, const char *name)
{
	size_t i;

	for (i = 0; i < input->n; i++)
		if (strcmp(input->value[i].field->name, name) == 0)
			return &input->value[i];
	abort();
}

const char *input_text(const struct input *input, const char *name)
{
	return input_slot(input, name)->value;
}

bool input_is(const struct input *input, const char *name, const char *value)
{
	return strcmp(input_text(input, name), value) == 0;
}

void input_refuse(struct input *input, const char *name, const char *message)
{
	struct input_value *v = input_slot(input, name);

	if (v->error == NULL)
		v->error = message;
}

void input_needs(struct input *input, const char *name, const char *message)
{
	if (input_is(input, name, ""))
		input_refuse(input, name, message);
}

bool input_valid(struct input *input, struct pool *pool)
{
	bool valid = true;
	size_t i;

	for (i = 0; i < input->n; i++) {
		struct input_value *v = &input->value[i];

		if (v->error == NULL && v->field->required && v->value[0] == '\0')
			v->error = field_missing(pool, v->field);
		if (v->error != NULL)
			valid = false;
	}
	return valid;
}
