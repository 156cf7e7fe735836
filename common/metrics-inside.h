/*
 * metrics-inside: what workers count, in memory that all share.
 */
#ifndef EVERYCHILD_METRICS_INSIDE_H
#define EVERYCHILD_METRICS_INSIDE_H

#include <stdatomic.h>
#include <stddef.h>

#include "metrics.h"

enum { CLASS_OTHER, CLASS_1, CLASS_2, CLASS_3, CLASS_4, CLASS_5, CLASS__MAX };
enum metrics_level { LOG_INFO_, LOG_WARN_, LOG_ERROR_, LOG_FATAL_, LOG_LEVEL__MAX };

#define METRICS_BUCKETS	11

typedef _Atomic unsigned long long metrics_number;

struct metrics_route {
	metrics_number answered[CLASS__MAX];
	metrics_number within[METRICS_BUCKETS];	/* each alone; a text adds them up */
	metrics_number microseconds;
};

struct metrics_shared {
	metrics_number database[DB_WRONG + 1], retries;
	metrics_number pool_most, audit_at;
	metrics_number logged[LOG_LEVEL__MAX];
	metrics_number workers, retired, died;
	struct metrics_route route[];		/* one more than there are: of no route */
};

/* What there is to tell of. */
struct metrics_told {
	const char *program;
	const struct route *routes;
	size_t routes_n;
	const struct metrics_count *counts;
	struct metrics_shared *shared;		/* NULL: not open */
	int listener;
};

extern const unsigned metrics_bucket_us[METRICS_BUCKETS];
extern const char *const metrics_levels[LOG_LEVEL__MAX];

const struct metrics_told *metrics_told(void);

#endif
