#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "conf.h"
#include "http.h"
#include "http-socket.h"
#include "log.h"
#include "text.h"

#define BACKLOG		1024
#define LISTEN_FD	3	/* first descriptor of a socket-activated service */
#define KEY_SHORTEST	32

const struct conf_setting http_settings[] = {
	{ "http.socket_dir", CONF_TEXT, "/run/everychild", NULL },
	{ "http.peer", CONF_TEXT, "www-data", NULL },
	{ "http.listen", CONF_LIST, NULL, NULL },
	{ "http.web_server", CONF_LIST, NULL, NULL },
	{ "http.key_file", CONF_TEXT, "", NULL },
	{ "http.timeout_seconds", CONF_NUMBER, "10", NULL },
	{ "http.workers", CONF_NUMBER, "4", NULL },
	{ "http.max_requests", CONF_NUMBER, "10000", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static struct {
	int listener;
	bool network;
	uid_t peer;
	long timeout;
	char key[256];
	int watched;
	long long until;	/* milliseconds of the clock; 0: no end */
	bool over;
} state = { .listener = -1, .watched = -1 };

/* -- a Unix socket -- */

static int unix_make(const char *path)
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

/* -- the network -- */

struct place {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} to;
	socklen_t len;
};

/* "10.8.0.5:9003" or "[fd00::5]:9003": an address of this machine in numbers, so
 * that nobody else's answer decides where we listen. */
static bool place_read(const char *text, struct place *p_r)
{
	const char *colon = strrchr(text, ':');
	bool six = text[0] == '[';
	char host[INET6_ADDRSTRLEN] = "";
	size_t len = colon == NULL ? 0 : (size_t)(colon - text) - (six ? 2 : 0);
	unsigned long long port;

	*p_r = (struct place){ 0 };
	if (colon == NULL || len == 0 || len >= sizeof(host) || (six && colon[-1] != ']') ||
	    !text_number(colon + 1, &port) || port == 0 || port > 65535)
		return false;
	memcpy(host, text + (six ? 1 : 0), len);
	if (six) {
		p_r->to.v6.sin6_family = AF_INET6;
		p_r->to.v6.sin6_port = htons((unsigned short)port);
		p_r->len = sizeof(p_r->to.v6);
		return inet_pton(AF_INET6, host, &p_r->to.v6.sin6_addr) == 1;
	}
	p_r->to.v4.sin_family = AF_INET;
	p_r->to.v4.sin_port = htons((unsigned short)port);
	p_r->len = sizeof(p_r->to.v4);
	return inet_pton(AF_INET, host, &p_r->to.v4.sin_addr) == 1;
}

static int network_make(const char *text)
{
	struct place place;
	int fd, yes = 1;

	if (!place_read(text, &place))
		log_fatal("settings: http.listen: %s is not an address and a port", text);
	fd = socket(place.to.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) != 0 ||
	    bind(fd, &place.to.any, place.len) != 0 || listen(fd, BACKLOG) != 0)
		log_fatal("http: cannot listen on %s: %s", text, strerror(errno));
	return fd;
}

/* The address of "caf 10.8.0.5:9003" for the program caf; NULL without one. */
static const char *network_place(const char *program)
{
	size_t i, n, len = strlen(program);
	const char *const *lines = conf_list("http.listen", &n);

	for (i = 0; i < n; i++)
		if (strncmp(lines[i], program, len) == 0 && lines[i][len] == ' ')
			return lines[i] + len + strspn(lines[i] + len, " ");
	return NULL;
}

/* Who may not be known by the kernel must know something. */
static void key_read(void)
{
	const char *path = conf_text("http.key_file");
	FILE *f = path[0] == '\0' ? NULL : fopen(path, "re");
	size_t n;

	(void)conf_list("http.web_server", &n);
	if (n == 0)
		log_fatal("settings: http.web_server must be given with a socket of the network");
	if (f == NULL || fgets(state.key, sizeof(state.key), f) == NULL)
		log_fatal("settings: http.key_file cannot be read, and a socket of the network needs it");
	(void)fclose(f);
	state.key[strcspn(state.key, "\n")] = '\0';
	if (strlen(state.key) < KEY_SHORTEST)
		log_fatal("settings: http.key_file must hold a line of %d characters or more", KEY_SHORTEST);
}

bool http_socket_key(const char *key)
{
	size_t i, len = strlen(state.key);
	unsigned char differs = strlen(key) != len;

	if (!state.network)
		return true;
	for (i = 0; i < len && key[i] != '\0'; i++)
		differs |= (unsigned char)(key[i] ^ state.key[i]);
	return differs == 0;
}

/* -- both -- */

static bool is_network(int fd)
{
	struct sockaddr_storage own = { 0 };
	socklen_t len = sizeof(own);

	return getsockname(fd, (struct sockaddr *)&own, &len) == 0 && own.ss_family != AF_UNIX;
}

int http_socket(const char *program, const char *kind)
{
	char path[512];
	int fd;

	(void)snprintf(path, sizeof(path), "%s/%s.%s", conf_text("http.socket_dir"), program, kind);
	fd = unix_make(path);
	peer_find(path);
	return fd;
}

void http_socket_open(const char *program)
{
	const char *handed = getenv("LISTEN_FDS"), *place = network_place(program);

	if (handed != NULL && (strcmp(handed, "1") == 0 || strcmp(handed, "2") == 0)) {
		state.listener = LISTEN_FD;
		/* All workers wake for one request, and one of them gets it. */
		if (fcntl(LISTEN_FD, F_SETFL, fcntl(LISTEN_FD, F_GETFL) | O_NONBLOCK) != 0)
			log_fatal("http: what was handed over is no socket: %s", strerror(errno));
	} else if (place != NULL) {
		state.listener = network_make(place);
	} else {
		state.listener = http_socket(program, "sock");
	}
	state.network = is_network(state.listener);
	if (state.network)
		key_read();
	else if (state.listener == LISTEN_FD)
		peer_find(NULL);
	state.timeout = conf_number("http.timeout_seconds");
}

static bool address_welcome(const struct sockaddr_storage *from)
{
	char text[INET6_ADDRSTRLEN] = "";
	const void *address = from->ss_family == AF_INET ?
	    (const void *)&((const struct sockaddr_in *)from)->sin_addr :
	    (const void *)&((const struct sockaddr_in6 *)from)->sin6_addr;
	const char *const *known;
	size_t i, n;

	(void)inet_ntop(from->ss_family, address, text, sizeof(text));
	known = conf_list("http.web_server", &n);
	for (i = 0; i < n; i++)
		if (strcmp(known[i], text) == 0)
			return true;
	log_warn("http: connection from %s refused", text);
	return false;
}

static bool welcome(int fd, const struct sockaddr_storage *from)
{
	struct ucred peer = { 0 };
	socklen_t len = sizeof(peer);
	int yes = 1;

	if (state.network)
		return address_welcome(from) &&
		    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes)) == 0;
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == 0 && peer.uid == state.peer)
		return true;
	log_warn("http: connection of user %u refused", (unsigned)peer.uid);
	return false;
}

/* -- the wait -- */

static long long clock_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

void http_watch(int fd, unsigned milliseconds)
{
	state.watched = fd;
	state.until = milliseconds == 0 ? 0 : clock_ms() + milliseconds;
	state.over = false;
}

bool http_over(void)
{
	return state.over;
}

/* Is somebody there? Signals are blocked elsewhere, so none is lost between test
 * and wait. */
static bool await(void)
{
	struct pollfd ready[2] = { { .fd = state.listener, .events = POLLIN },
		{ .fd = state.watched, .events = POLLIN } };
	long long left = state.until == 0 ? 0 : state.until - clock_ms();
	const struct timespec limit = { left / 1000, left % 1000 * 1000000 };
	sigset_t none;
	int n;

	state.over = left < 0;
	if (state.over)
		return false;
	(void)sigemptyset(&none);
	n = ppoll(ready, 2, state.until == 0 ? NULL : &limit, &none);
	state.over = n == 0 || (n > 0 && ready[1].revents != 0);
	return n > 0 && !state.over;
}

int http_socket_accept(bool stopping)
{
	struct timeval limit = { .tv_sec = state.timeout };
	struct sockaddr_storage from = { 0 };
	socklen_t len = sizeof(from);
	int fd;

	if (stopping || !await())
		return -1;
	fd = accept4(state.listener, (struct sockaddr *)&from, &len, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	if (!welcome(fd, &from)) {
		(void)close(fd);
		return -1;
	}
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	return fd;
}
