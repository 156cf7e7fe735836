/* Any path against a table: a row is found for it or not, and the parts that a
 * row takes out put together are the path again. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "pool.h"
#include "route.h"
#include "str.h"
#include "text.h"

static const struct route routes[] = {
	{ .method = GET, .path = "/" },
	{ .method = GET, .path = "/a/new" },
	{ .method = GET, .path = "/a/:id" },
	{ .method = POST, .path = "/a/:id" },
	{ .method = POST, .path = "/a/:id/b/:part/c" },
	{ .method = GET, .path = "/a/:id/b/:part" },
	{ .method = GET, .path = "/a/:id/:part" },
	{ .path = NULL }
};

static void must(bool held)
{
	if (!held)
		abort();
}

/* The pattern with its :parts filled in. */
static const char *filled(struct pool *pool, const char *pattern, const struct params *params)
{
	struct str s;
	size_t len;

	str_init(&s, pool);
	for (; *pattern != '\0'; pattern += len) {
		len = strcspn(pattern, "/");
		if (*pattern == ':') {
			const char *value = params_get(params,
			    pool_strndup(pool, pattern + 1, len - 1));

			must(value != NULL && value[0] != '\0' && strchr(value, '/') == NULL);
			str_add(&s, value);
		} else {
			len += len == 0;
			str_addn(&s, pattern, len);
		}
	}
	return s.data;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum http_method methods[] = { GET, POST, HTTP_OTHER };
	struct pool *pool = pool_create();

	if (text_check((const char *)data, size)) {
		const char *path = pool_strndup(pool, (const char *)data, size);

		for (size_t i = 0; i < 3; i++) {
			struct params params = { 0 };
			int status = 0;
			const struct route *r = route_find(routes, methods[i], path, pool, &params,
			    &status);

			must(status == (r != NULL ? 200 : status == 405 ? 405 : 404));
			must(r != NULL || params.n == 0);
			if (r != NULL)
				must(r->method == methods[i] &&
				    strcmp(filled(pool, r->path, &params), path) == 0);
		}
		must(route_get(routes, path, pool) == NULL || path[0] == '/');
	}
	pool_destroy(&pool);
	return 0;
}
