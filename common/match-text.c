#include <string.h>

#include "match.h"
#include "pool.h"
#include "str.h"

static const char *reasons(struct pool *pool, const char *reason)
{
	static const char none[] = " missing";
	struct str s;
	size_t len;

	str_init(&s, pool);
	for (; *reason != '\0'; reason += len) {
		reason += strspn(reason, "; ");
		len = strcspn(reason, ";");
		if (len < sizeof(none) || strncmp(reason + len - strlen(none), none, strlen(none)) != 0)
			str_printf(&s, "%s%.*s", s.len > 0 ? ", " : "", (int)len, reason);
	}
	return s.data;
}

char *match_text(struct pool *pool, const struct match_result *result)
{
	const char *why = reasons(pool, result->reason);

	return pool_printf(pool, "%s match%s%s",
	    result->band == MATCH_STRONG ? "Strong" : "Possible", why[0] == '\0' ? "" : ": ", why);
}
