/*
 * db-inside: what db.c needs that asks nothing of the client library.
 */
#ifndef EVERYCHILD_DB_INSIDE_H
#define EVERYCHILD_DB_INSIDE_H

#include "db.h"

#define DB_ERROR_DUPLICATE	1062

/* What an error of the server or of the client library means for the request. */
enum db_state db_error_state(unsigned error);
/* After it the connection is good for nothing more: it was lost, or the server takes
 * no writes any more and another may. */
bool db_error_ends(unsigned error);

/* True when the step is not the one that was done last (NULL: none was), with a sentence
 * that says so. */
bool db_step_wrong(const struct db_step *step, const char *done, char *said, size_t size);

#endif
