/*
 * http-socket: where a program listens, and who may connect.
 *
 * On a Unix socket the kernel tells whose process connects: only the web server's
 * user is served. Over the network (http.listen) nobody can tell; there the peer's
 * address must be in http.web_server, and each request must bring the key of
 * http.key_file, which the web server adds. Neither hides what is sent: the
 * addresses are to be those of an encrypted tunnel between the machines.
 */
#ifndef EVERYCHILD_HTTP_SOCKET_H
#define EVERYCHILD_HTTP_SOCKET_H

#include <stdbool.h>

/* Takes the socket that the service manager hands over, binds the address that
 * http.listen has for this program, or http.socket_dir/<program>.sock (0660).
 * Exits with a sentence when it cannot. */
void http_socket_open(const char *program);

/* Binds socket_dir/<program>.<kind> (0660), for the web server's group when we may give
 * it away. Exits with a sentence when it cannot. */
int http_socket(const char *program, const char *kind);

/* A connection of somebody who may, with time limits; -1 when there is none: a
 * signal, a stranger, or the end of the wait as of http_watch. */
int http_socket_accept(bool stopping);

/* Is this the key that requests over the network must bring? Always, of those on
 * a Unix socket. */
bool http_socket_key(const char *key);

#endif
