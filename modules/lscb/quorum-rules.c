#include <string.h>

#include "pool.h"
#include "quorum-rules.h"

static bool has(const char *flags, const char *word, size_t len)
{
	const char *at = flags;

	while (*at != '\0') {
		size_t n = strcspn(at, " ");

		if (n == len && strncmp(at, word, len) == 0)
			return true;
		at += n + strspn(at + n, " ");
	}
	return false;
}

static bool counts(const struct quorum_member *member)
{
	return member->present && !member->conflict &&
	    !has(member->flags, "no-count", strlen("no-count"));
}

/* The chair, else the deputy; NULL: nobody can. */
static const struct quorum_member *chair_of(const struct quorum_member *member, size_t n)
{
	const struct quorum_member *chair = NULL;
	size_t i;

	for (i = 0; i < n; i++)
		if (member[i].part != QUORUM_MEMBER && counts(&member[i]) &&
		    (chair == NULL || member[i].part > chair->part))
			chair = &member[i];
	return chair;
}

static bool covered(const struct quorum_member *member, size_t n,
    const struct quorum_member *chair, const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (&member[i] != chair && counts(&member[i]) && has(member[i].flags, word, len))
			return true;
	return false;
}

static const char *missing(struct pool *pool, const char *cover,
    const struct quorum_member *member, size_t n, const struct quorum_member *chair)
{
	const char *text = "", *at = cover;

	while (*at != '\0') {
		size_t len = strcspn(at, " ");

		if (!covered(member, n, chair, at, len))
			text = pool_printf(pool, "%s%s%.*s", text, text[0] == '\0' ? "" : " ",
			    (int)len, at);
		at += len + strspn(at + len, " ");
	}
	return text;
}

void quorum_test(struct pool *pool, const struct quorum_rule *rule,
    const struct quorum_member *member, size_t n, struct quorum *quorum_r)
{
	const struct quorum_member *chair = chair_of(member, n);
	size_t i;

	*quorum_r = (struct quorum){ .chaired = chair != NULL, .needed = rule->others };
	for (i = 0; i < n; i++)
		if (&member[i] != chair && counts(&member[i]))
			quorum_r->others++;
	quorum_r->missing = missing(pool, rule->cover, member, n, chair);
	quorum_r->met = quorum_r->chaired && quorum_r->others >= rule->others &&
	    quorum_r->missing[0] == '\0';
}
