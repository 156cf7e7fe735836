/*
 * tool: what the commands beside the programs share.
 */
#ifndef EVERYCHILD_TOOL_H
#define EVERYCHILD_TOOL_H

/* Where the server knows accounts by operating-system user, root becomes the one it
 * knows this command by (db.account_prefix and name). */
void tool_become(const char *name);

#endif
