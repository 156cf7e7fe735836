/*
 * http: the only file that knows the FastCGI library. One request at a time
 * from the web server's socket, and its answer.
 *
 * Only the parameters named in struct http are taken from the web server;
 * whatever else it passes has no slot, so a client's header cannot become an
 * identity. Connections of another operating-system user than the web
 * server's, and over the network those from elsewhere or without the key, are
 * refused (http-socket.h). Reading and writing have time limits.
 */
#ifndef EVERYCHILD_HTTP_H
#define EVERYCHILD_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "conf.h"

struct pool;

#define HTTP_BODY_MAX	(256 * 1024)

enum http_method { HTTP_OTHER, GET, POST };

struct http {
	enum http_method method;	/* HEAD is GET; head says so */
	bool head;
	const char *path;		/* decoded and normalised by the web server */
	const char *query;		/* raw, "" without one */
	const char *type;		/* content type, "" without one */
	const char *cookie;
	const char *origin;
	const char *host;
	const char *fetch_site;
	const char *if_none_match;
	const char *address;		/* of the client */
	const char *request;		/* 32 hexadecimal characters */
	char *body;			/* NUL-terminated, exactly Content-Length bytes */
	size_t body_len;
};

extern const struct conf_setting http_settings[];

/* Opens the program's socket (http-socket.h). Exits with a sentence when it
 * cannot. */
void http_listen(const char *program);

/* Waits for a request and reads it whole. 0: read, answer it with http_send.
 * 400, 405, 413, 415: not usable, answer with that status. -1: nothing to
 * answer (a signal, a stranger, a broken connection). */
int http_accept(struct pool *pool, struct http *http_r);

/* Sends status line, headers ("Name: value\r\n" each) and body, and ends the
 * request. False when the peer went away. */
bool http_send(int status, const char *headers, const char *body, size_t len);

/* A wait in http_accept also ends, with -1, when this descriptor (-1: none) speaks
 * or hangs up, and so many milliseconds from now (0: never); http_over tells. */
void http_watch(int fd, unsigned milliseconds);
bool http_over(void);

/* Asks a wait in http_accept to return -1; for signal handlers. */
void http_stop(void);
bool http_stopping(void);

#endif
