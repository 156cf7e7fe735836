/*
 * audit-point: checkpoints of the audit log, as text. A checkpoint says where the chains
 * ended at a moment, follows the one before it by its hash, and is signed (Ed25519), so
 * that it can lie where the database is not and be checked by whoever has the public key.
 *
 *	checkpoint 42 2026-11-22T14:03:00Z HASH      number, moment, hash of the one before
 *	caf 0123456789abcdef 17 MAC                  program, chain, its last row and its mac
 *	signed SIGNATURE                             over all that stands above, to here
 *
 * Numbers begin at 1, whose HASH is all noughts; the hash is BLAKE2b-256 of the whole text
 * of a checkpoint. The first one of a day has every chain, the others those that have
 * grown since. It holds no personal data. A checkpoint that could not be written to its
 * end (a full disk) has no signature; it is passed over when the next one follows the
 * last whole one.
 */
#ifndef EVERYCHILD_AUDIT_POINT_H
#define EVERYCHILD_AUDIT_POINT_H

#include <stdbool.h>
#include <stddef.h>

#include "secret.h"

struct pool;

#define POINT_NAME	17		/* room for a program or a chain */
#define POINT_ZERO	"0000000000000000000000000000000000000000000000000000000000000000"
#define POINT_HEX	(SECRET_BYTES * 2)

struct checkpoint {
	unsigned long long number;
	long long at;			/* moment, UTC */
	char hash[POINT_HEX + 1];	/* of its own text */
	char before[POINT_HEX + 1];	/* of the one before it, as it says */
};

/* Where a chain ended. */
struct point {
	char program[POINT_NAME], chain[POINT_NAME];
	unsigned long long seq;
	unsigned char mac[SECRET_BYTES];
	size_t checkpoint;		/* index */
};

struct checkpoints {
	struct pool *pool;		/* of all that follows */
	struct checkpoint *checkpoint;
	struct point *point;
	size_t n, points, room, points_room;
};

/* Adds the checkpoints of a text of len bytes. key: the public one, or NULL: signatures
 * are not looked at. Returns NULL, or a sentence in the pool: the first line that is
 * wrong and why. What stood before it was added. torn_r: how many were passed over. */
const char *points_read(struct checkpoints *c, const char *text, size_t len,
    const unsigned char *key, size_t *torn_r);

/* By program, chain and row, each once, as the first checkpoint has it: as points_of needs
 * them. */
void points_sort(struct checkpoints *c);
/* Those of a chain, n_r of them, by row. */
const struct point *points_of(const struct checkpoints *c, const char *program,
    const char *chain, size_t *n_r);

#endif
