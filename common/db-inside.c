#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "db-inside.h"

/* -- errors -- */

/* Numbers of server and client errors, named as the manuals name them. */
enum {
	ER_CON_COUNT = 1040, ER_OUT_OF_MEMORY = 1041, ER_SNAPSHOT = 1020,
	ER_DISK = 1021, ER_FULL = 1114, ER_USER_LIMIT = 1203,
	ER_LOCK_WAIT = 1205, ER_DEADLOCK = 1213, ER_SHUTDOWN = 1053,
	ER_KILLED = 1317, ER_NOT_READY = 1047, ER_READ_ONLY = 1290, ER_ENGINE_READ_ONLY = 1836,
	ER_AT_COMMIT = 1180, ER_CONNECTION_KILLED = 1927, ER_STATEMENT_TIME = 1969,
	ER_SELECT_TIME = 3024, ER_ROLLED_BACK = 3101, ER_IDLE = 4031,
	ER_PREPARED_COUNT = 1461,
	FILES_LAST = 999,	/* of the server's own files: no room, no right */
	CLIENT_FIRST = 2000, CLIENT_LAST = 2099
};

enum db_state db_error_state(unsigned error)
{
	switch (error) {
	case 0:		/* no error of the server's: what came does not fit the statement */
		return DB_WRONG;
	case ER_LOCK_WAIT: case ER_DEADLOCK: case ER_SNAPSHOT: case ER_ROLLED_BACK:
		return DB_AGAIN;
	case ER_CON_COUNT: case ER_OUT_OF_MEMORY: case ER_DISK: case ER_FULL:
	case ER_USER_LIMIT: case ER_SHUTDOWN: case ER_KILLED: case ER_NOT_READY:
	case ER_READ_ONLY: case ER_ENGINE_READ_ONLY: case ER_AT_COMMIT: case ER_CONNECTION_KILLED:
	case ER_STATEMENT_TIME: case ER_SELECT_TIME: case ER_IDLE: case ER_PREPARED_COUNT:
		return DB_DOWN;
	default:
		return error <= FILES_LAST || (error >= CLIENT_FIRST && error <= CLIENT_LAST) ?
		    DB_DOWN : DB_WRONG;
	}
}

bool db_error_ends(unsigned error)
{
	switch (error) {
	case ER_SHUTDOWN: case ER_NOT_READY: case ER_READ_ONLY: case ER_ENGINE_READ_ONLY:
	case ER_CONNECTION_KILLED: case ER_IDLE:
		return true;
	default:
		return error >= CLIENT_FIRST && error <= CLIENT_LAST;
	}
}

/* -- the columns of a row -- */

static unsigned column_of(const struct db_row *row, unsigned column, const char *letters)
{
	assert(column < strlen(row->statement->out));
	assert(strchr(letters, row->statement->out[column]) != NULL);
	return column;
}

const char *db_text(const struct db_row *row, unsigned column)
{
	return row->text[column_of(row, column, "sd")];
}

unsigned long long db_number(const struct db_row *row, unsigned column)
{
	return row->number[column_of(row, column, "u")];
}

const void *db_bytes(const struct db_row *row, unsigned column, size_t *len_r)
{
	*len_r = row->len[column_of(row, column, "b")];
	return row->text[column];
}

/* -- steps of a schema -- */

/* Names begin with their number, so they compare as it does. */
bool db_step_wrong(const struct db_step *step, const char *done, char *said, size_t size)
{
	int order = done == NULL ? -1 : strcmp(done, step->name);

	(void)snprintf(said, size, "the schema %s is %s than this program: %s/%s was done last, "
	    "%s/%s is needed: %s", step->schema, order < 0 ? "older" : "newer", step->part,
	    done == NULL ? "nothing" : done, step->part, step->name, order < 0 ?
	    "run everychild-migrate" : "install the version of the program that goes with it");
	return order != 0;
}
