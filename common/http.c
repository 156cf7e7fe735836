#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>
#include <pwd.h>

#include <fcgiapp.h>

#include "conf.h"
#include "http.h"
#include "log.h"
#include "pool.h"
#include "text.h"

#define BACKLOG		1024
#define LISTEN_FD	3	/* first descriptor of a socket-activated service */

const struct conf_setting http_settings[] = {
	{ "http.socket_dir", CONF_TEXT, "/run/everychild", NULL },
	{ "http.peer", CONF_TEXT, "www-data", NULL },
	{ "http.timeout_seconds", CONF_NUMBER, "10", NULL },
	{ "http.workers", CONF_NUMBER, "4", NULL },
	{ "http.max_requests", CONF_NUMBER, "10000", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static struct {
	int listener;
	uid_t peer;
	long timeout;
	FCGX_Request fcgi;
	bool busy;		/* fcgi is a request that wants an answer */
	bool head;
	volatile sig_atomic_t stopping;
} state = { .listener = -1 };

static int socket_make(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t old;
	bool bound;

	if (strlen(path) >= sizeof(address.sun_path))
		log_fatal("http: the socket path %s is longer than 107 bytes", path);
	memcpy(address.sun_path, path, strlen(path) + 1);
	(void)unlink(path);
	old = umask(0117);
	bound = fd >= 0 && bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0 &&
	    listen(fd, BACKLOG) == 0;
	(void)umask(old);
	if (!bound)
		log_fatal("http: cannot listen on %s: %s", path, strerror(errno));
	return fd;
}

/* The web server's user may be given by name or number; its group gets the
 * socket when we are privileged enough to give it away. */
static void peer_find(const char *path)
{
	const char *name = conf_text("http.peer");
	struct passwd *user = getpwnam(name);
	unsigned long long number;

	if (user != NULL) {
		state.peer = user->pw_uid;
		if (path != NULL && geteuid() == 0 && chown(path, (uid_t)-1, user->pw_gid) != 0)
			log_fatal("http: cannot give the socket to the group of %s", name);
	} else if (text_number(name, &number)) {
		state.peer = (uid_t)number;
	} else {
		log_fatal("http: there is no user %s (http.peer)", name);
	}
}

void http_listen(const char *program)
{
	const char *handed = getenv("LISTEN_FDS");
	char path[512];

	(void)snprintf(path, sizeof(path), "%s/%s.sock", conf_text("http.socket_dir"), program);
	if (handed != NULL && strcmp(handed, "1") == 0) {
		state.listener = LISTEN_FD;
		peer_find(NULL);
	} else {
		state.listener = socket_make(path);
		peer_find(path);
	}
	state.timeout = conf_number("http.timeout_seconds");
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

/* A connection from the web server, with time limits, or -1. */
static int connection_accept(void)
{
	struct timeval limit = { .tv_sec = state.timeout };
	struct ucred peer = { 0 };
	socklen_t len = sizeof(peer);
	struct pollfd ready = { .fd = state.listener, .events = POLLIN };
	sigset_t none;
	int fd;

	/* Signals are blocked elsewhere, so none is lost between test and wait. */
	(void)sigemptyset(&none);
	if (state.stopping || ppoll(&ready, 1, NULL, &none) <= 0)
		return -1;
	fd = accept4(state.listener, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0 || peer.uid != state.peer) {
		log_warn("http: connection of user %u refused", (unsigned)peer.uid);
		(void)close(fd);
		return -1;
	}
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	return fd;
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
	int fd = connection_accept();

	*http_r = (struct http){ 0 };
	if (fd < 0 || !request_read(fd))
		return -1;
	state.busy = true;
	method_read(pool, http_r);
	state.head = http_r->head;
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
