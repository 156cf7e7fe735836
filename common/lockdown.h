/*
 * lockdown: what a worker gives up once it has started. No core, no debugger,
 * no new privileges, and a list of system calls without exec, without opening
 * files for writing and, for all programs but signin, without any socket that
 * is not a local one. A call that is not on the list ends the process.
 */
#ifndef EVERYCHILD_LOCKDOWN_H
#define EVERYCHILD_LOCKDOWN_H

#include <stdbool.h>

#include "conf.h"

extern const struct conf_setting lockdown_settings[];

/* In the parent, started as root: becomes run.user for good, if one is set. */
void lockdown_user(void);
/* The same for a user by name; nothing when not root. */
void lockdown_become(const char *name);

/* In each worker. Builds with a sanitizer keep all but the call list, because
 * the sanitizer's run-time needs more. */
void lockdown_worker(bool network);

#endif
