/*
 * serve: the life of one request, in the order of the house.
 */
#ifndef EVERYCHILD_SERVE_H
#define EVERYCHILD_SERVE_H

struct db;
struct module;

/* Waits for one request and answers it. Returns 1 when it did, 0 when there
 * was none to answer. */
int serve_one(const struct module *module, struct db *db);

/* Housekeeping of a worker that starts: spent tokens and old stashes. */
void serve_purge(const struct module *module, struct db *db);

#endif
