#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <fcgiapp.h>

#include "http.h"
#include "http-socket.h"
#include "log.h"
#include "pool.h"
#include "text.h"

static struct {
	FCGX_Request fcgi;
	bool busy;		/* fcgi is a request that wants an answer */
	bool head;
	volatile sig_atomic_t stopping;
} state;

void http_listen(const char *program)
{
	http_socket_open(program);
	/* How long the library may wait for a peer to speak or to hang up. */
	(void)setenv("LIBFCGI_IS_AF_UNIX_KEEPER_POLL_TIMEOUT", "200", 1);
	(void)setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "200", 1);
	if (FCGX_Init() != 0)
		log_fatal("http: the FastCGI library does not start");
}

void http_stop(void)
{
	state.stopping = 1;
}

bool http_stopping(void)
{
	return state.stopping != 0;
}

/* The library would accept by itself; with keepConnection set and no listening
 * socket it serves the descriptor that it is given, and a broken request comes
 * back as an error instead of another wait. */
static bool request_read(int fd)
{
	(void)FCGX_InitRequest(&state.fcgi, -1, 0);
	state.fcgi.ipcFd = fd;
	state.fcgi.keepConnection = 1;
	if (FCGX_Accept_r(&state.fcgi) != 0) {
		FCGX_Free(&state.fcgi, 1);
		return false;
	}
	state.fcgi.keepConnection = 0;
	if (FCGX_GetError(state.fcgi.in) != 0) {	/* cut off within the parameters */
		FCGX_Finish_r(&state.fcgi);
		return false;
	}
	return true;
}

/* A parameter that comes twice is none: the library would take the first. */
static const char *parameter(struct pool *pool, const char *name)
{
	const char *value = NULL;
	size_t len = strlen(name);
	char **p;

	for (p = state.fcgi.envp; *p != NULL; p++) {
		if (strncmp(*p, name, len) != 0 || (*p)[len] != '=')
			continue;
		if (value != NULL)
			return "";
		value = *p + len + 1;
	}
	return value == NULL ? "" : pool_strdup(pool, value);
}

static void method_read(struct pool *pool, struct http *h)
{
	const char *method = parameter(pool, "REQUEST_METHOD");

	h->head = strcmp(method, "HEAD") == 0;
	if (h->head || strcmp(method, "GET") == 0)
		h->method = GET;
	else if (strcmp(method, "POST") == 0)
		h->method = POST;
}

static int body_read(struct pool *pool, struct http *h)
{
	const char *length = parameter(pool, "CONTENT_LENGTH");
	unsigned long long n = 0;
	char more;

	if (length[0] != '\0' && !text_number(length, &n))
		return 400;
	if (n > HTTP_BODY_MAX)
		return 413;
	h->body = pool_alloc(pool, (size_t)n + 1);
	while (h->body_len < n) {
		int got = FCGX_GetStr(h->body + h->body_len, (int)(n - h->body_len), state.fcgi.in);

		if (got <= 0)
			return 400;
		h->body_len += (size_t)got;
	}
	if (FCGX_GetStr(&more, 1, state.fcgi.in) != 0)
		return 400;
	if (n > 0 && strncmp(h->type, "application/x-www-form-urlencoded", 33) != 0)
		return 415;
	return 0;
}

int http_accept(struct pool *pool, struct http *http_r)
{
	int fd = http_socket_accept(http_stopping());

	*http_r = (struct http){ 0 };
	if (fd < 0 || !request_read(fd))
		return -1;
	state.busy = true;
	method_read(pool, http_r);
	state.head = http_r->head;
	if (!http_socket_key(parameter(pool, "EVERYCHILD_KEY"))) {
		log_warn("http: a request over the network without its key refused");
		return 400;
	}
	http_r->path = parameter(pool, "DOCUMENT_URI");
	http_r->query = parameter(pool, "QUERY_STRING");
	http_r->type = parameter(pool, "CONTENT_TYPE");
	http_r->cookie = parameter(pool, "HTTP_COOKIE");
	http_r->origin = parameter(pool, "HTTP_ORIGIN");
	http_r->host = parameter(pool, "HTTP_HOST");
	http_r->fetch_site = parameter(pool, "HTTP_SEC_FETCH_SITE");
	http_r->if_none_match = parameter(pool, "HTTP_IF_NONE_MATCH");
	http_r->address = parameter(pool, "REMOTE_ADDR");
	http_r->request = parameter(pool, "REQUEST_ID");
	if (!text_only(http_r->request, "0123456789abcdef", 32) ||
	    !text_only(http_r->address, "0123456789abcdefABCDEF.:", 45) ||
	    !text_check(http_r->path, strlen(http_r->path)))
		return 400;
	if (http_r->method == HTTP_OTHER)
		return 405;
	return body_read(pool, http_r);
}

static const char *reason_of(int status)
{
	static const struct { int status; const char *reason; } reasons[] = {
		{ 200, "OK" }, { 204, "No Content" }, { 303, "See Other" }, { 304, "Not Modified" },
		{ 400, "Bad Request" }, { 403, "Forbidden" }, { 404, "Not Found" },
		{ 405, "Method Not Allowed" }, { 409, "Conflict" }, { 413, "Content Too Large" },
		{ 415, "Unsupported Media Type" }, { 422, "Unprocessable Content" },
		{ 429, "Too Many Requests" }, { 500, "Internal Server Error" },
		{ 503, "Service Unavailable" },
	};
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

bool http_send(int status, const char *headers, const char *body, size_t len)
{
	char line[64];
	bool sent;

	if (!state.busy)
		return false;
	(void)snprintf(line, sizeof(line), "Status: %d %s\r\n", status, reason_of(status));
	(void)FCGX_PutS(line, state.fcgi.out);
	(void)FCGX_PutS(headers, state.fcgi.out);
	(void)FCGX_PutS("\r\n", state.fcgi.out);
	if (!state.head && len > 0)
		(void)FCGX_PutStr(body, (int)len, state.fcgi.out);
	sent = FCGX_FFlush(state.fcgi.out) == 0;
	FCGX_Finish_r(&state.fcgi);
	state.busy = false;
	return sent;
}
