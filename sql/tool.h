/*
 * tool: what the commands beside the programs share.
 */
#ifndef EVERYCHILD_TOOL_H
#define EVERYCHILD_TOOL_H

#include "conf.h"

/* Of the checkpoints of the audit log. */
#define CHECKPOINT_MINUTES	15	/* as checkpoint.minutes is if nobody sets it */
#define CHECKPOINT_ENDING	".checkpoints"	/* of a file, after the day 2026-11-22 */
#define CHECKPOINT_DAY		10	/* characters of the day */
#define CHECKPOINT_FILE_MAX	(64L << 20)	/* bytes; a day has about two million */
extern const struct conf_setting checkpoint_settings[];
bool checkpoint_file_is(const char *name);

/* Where the server knows accounts by operating-system user, root becomes the one it
 * knows this command by (db.account_prefix and name). */
void tool_become(const char *name);

#endif
