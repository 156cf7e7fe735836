/*
 * audit-checkpoint: the folder in which checkpoints are kept (audit-point.h), a file a
 * day, which grows at its end alone.
 */
#ifndef EVERYCHILD_AUDIT_CHECKPOINT_H
#define EVERYCHILD_AUDIT_CHECKPOINT_H

#include <stdbool.h>

#include "audit-point.h"

/* All that a folder holds, sorted. key_file: the public key's. False: something is wrong
 * with one, and standard output says what; those before it are there. Ends the process
 * when the folder or the key cannot be read. */
bool checkpoints_read(struct checkpoints *c, const char *dir, const char *key_file);

/* Does it begin with this one or before? Is the one in it whose number and hash, 42:1f…, are
 * known from elsewhere? False: standard output says what is missing. */
bool checkpoints_begin(const struct checkpoints *c, unsigned long long first);
bool checkpoints_know(const struct checkpoints *c, const char *known);

/* The commands; they return an ending (audit-tool.h). */
int audit_checkpoint(void);
int audit_key(const char *path);

#endif
