/*
 * check-tool: what the files of everychild-check share. Each check prints its
 * findings (probe.h); a new one is a line of the table in everychild-check.c.
 */
#ifndef EVERYCHILD_CHECK_TOOL_H
#define EVERYCHILD_CHECK_TOOL_H

struct pool;

/* -- check-host.c -- */

void check_disk(struct pool *pool);
void check_clock(struct pool *pool);
void check_certificates(struct pool *pool);
/* Is the newest checkpoint of the audit log a young one? */
void check_checkpoints(struct pool *pool);
/* Was the audit log verified lately, and was it as it was written? */
void check_verified(struct pool *pool);
/* Is the newest backup a young one? */
void check_backup(struct pool *pool);

/* -- check-ask.c -- */

/* Does the program answer on its socket, asked as nginx asks it? */
void check_socket(struct pool *pool, const char *program);

#endif
