/* The body of a post: what is taken is text, and encoding it again gives the
 * same names and values. Then a route's table reads it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "pool.h"
#include "text.h"

static const struct field table[] = {
	{ .name = "name", .type = FIELD_TEXT, .max = 20, .label = "Name", .required = true },
	{ .name = "born", .type = FIELD_DATE, .label = "Born", .not_future = true },
	{ .name = "kind", .type = FIELD_YESNO, .label = "Kind" },
	{ .name = "id", .type = FIELD_HANDLE },
	{ .name = NULL }
};

static void must(bool held)
{
	if (!held)
		abort();
}

static void read_table(struct pool *pool, struct params *params)
{
	struct input input;
	const char *what = NULL;

	if (!input_read(&input, pool, table, params, "2026-11-22", &what)) {
		must(what != NULL);
		return;
	}
	(void)input_valid(&input, pool);
	for (size_t i = 0; i < input.n; i++) {
		must(input.value[i].value != NULL);
		must(text_check(input.value[i].value, strlen(input.value[i].value)));
	}
}

static void same(const struct params *one, const struct params *two)
{
	must(one->n == two->n);
	for (size_t i = 0; i < one->n; i++) {
		must(strcmp(one->param[i].name, two->param[i].name) == 0);
		must(strcmp(one->param[i].value, two->param[i].value) == 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();
	struct params params = { 0 }, again = { 0 };
	/* A copy without a byte to spare. */
	char *exact = malloc(size == 0 ? 1 : size), *text;
	bool good;

	must(exact != NULL);
	if (size > 0)
		memcpy(exact, data, size);
	good = params_parse(&params, pool, exact, size);
	free(exact);
	if (good) {
		must(params.n <= PARAMS_MAX);
		for (size_t i = 0; i < params.n; i++)
			must(text_check(params.param[i].value, strlen(params.param[i].value)));
		text = params_encode(&params, pool);
		must(strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
		    "-._~%=&") == strlen(text));
		must(params_parse(&again, pool, text, strlen(text)));
		same(&params, &again);
		read_table(pool, &params);
	}
	pool_destroy(&pool);
	return 0;
}
