#include <stdbool.h>
#include <string.h>

#include "input.h"
#include "pool.h"
#include "route.h"

/* Compares segment by segment; a ":name" takes any one that is not empty. */
static bool path_match(const char *pattern, const char *path, struct pool *pool,
    struct params *params)
{
	size_t a, b;

	while (*pattern != '\0' && *path != '\0') {
		if (*pattern == ':') {
			a = strcspn(pattern, "/");
			b = strcspn(path, "/");
			if (b == 0)
				return false;
			params_add(params, pool, pool_strndup(pool, pattern + 1, a - 1),
			    pool_strndup(pool, path, b));
			pattern += a;
			path += b;
		} else if (*pattern++ != *path++) {
			return false;
		}
	}
	return *pattern == '\0' && *path == '\0';
}

const struct route *route_find(const struct route *routes, enum http_method method,
    const char *path, struct pool *pool, struct params *params_r, int *status_r)
{
	const struct route *r;

	*status_r = 404;
	for (r = routes; r->path != NULL; r++) {
		struct params found = { 0 };

		if (!path_match(r->path, path, pool, &found))
			continue;
		if (r->method == method) {
			*params_r = found;
			*status_r = 200;
			return r;
		}
		*status_r = 405;
	}
	return NULL;
}

const struct route *route_get(const struct route *routes, const char *path, struct pool *pool)
{
	struct params unused;
	int status;

	return route_find(routes, GET, path, pool, &unused, &status);
}
