/*
 * quorum-rules: may the panel decide on this case (sections.md 1.7)? Pure.
 */
#ifndef EVERYCHILD_LSCB_QUORUM_RULES_H
#define EVERYCHILD_LSCB_QUORUM_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct pool;

/* What the panel has set: beside the chair so many, and among them each of these
 * (flags of list lscb-seat, space separated). */
struct quorum_rule {
	unsigned others;
	const char *cover;
};

enum quorum_part { QUORUM_MEMBER, QUORUM_DEPUTY, QUORUM_CHAIR };

struct quorum_member {
	const char *flags;		/* of the seat */
	enum quorum_part part;
	bool present;			/* or a deputy of theirs is */
	bool conflict;			/* declared on this case, whatever its effect */
};

struct quorum {
	bool met, chaired;
	unsigned others, needed;	/* who count beside who chairs, and how many must */
	const char *missing;		/* flags that nobody covers; in the pool, "" none */
};

/* Who declared a conflict, and a seat that is flagged no-count, do not count. A chair
 * who is not there or is in conflict gives place to the deputy. */
void quorum_test(struct pool *pool, const struct quorum_rule *rule,
    const struct quorum_member *member, size_t n, struct quorum *quorum_r);

#endif
