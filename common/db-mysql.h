/*
 * db-mysql: what the two files of the database share, and the one place that
 * includes the client library: MariaDB's (libmariadb) or MySQL's
 * (libmysqlclient), whichever configure found.
 */
#ifndef EVERYCHILD_DB_MYSQL_H
#define EVERYCHILD_DB_MYSQL_H

#include <stdbool.h>

#include <mysql.h>

/* MySQL's library has no such type of its own any more. */
#ifdef MARIADB_PACKAGE_VERSION
typedef my_bool db_flag;
#else
typedef bool db_flag;
#endif

/* -- db-server.c -- */

/* Reads db.server, the account's name and its password; exits when they cannot
 * be used. Once, before privileges are dropped. */
void db_server_open(const char *program);
/* Connects to the first server that can be written to, and sets the session's
 * modes. NULL, or a sentence for the log and nothing in *mysql_r. */
const char *db_server_connect(MYSQL **mysql_r);
/* From now on this process cannot reach another machine: it connects to
 * sockets alone. */
void db_server_lock(void);
/* Is there a server that can still be connected to? */
bool db_server_reachable(void);
/* The connection's descriptor, to wait at. */
int db_server_descriptor(MYSQL *mysql);

#endif
