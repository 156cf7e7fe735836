/* What everychild-check asks over a socket. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check-tool.h"
#include "conf.h"
#include "pool.h"
#include "probe.h"
#include "str.h"
#include "text.h"

#define SECONDS		10
#define ANSWER_MAX	8192

/* FastCGI, as little as one question needs. */
enum { FCGI_EDITION = 1, FCGI_BEGIN = 1, FCGI_PARAMS = 4, FCGI_STDIN = 5, FCGI_HEAD = 8 };

static void limits_set(int fd)
{
	const struct timeval limit = { .tv_sec = SECONDS };

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

static void record_add(struct str *out, unsigned kind, const char *bytes, size_t len)
{
	const char head[FCGI_HEAD] = { FCGI_EDITION, (char)kind, 0, 1, (char)(len >> 8), (char)len };

	str_addn(out, head, sizeof(head));
	str_addn(out, bytes, len);
}

static void parameter_add(struct str *out, const char *name, const char *value)
{
	const char lengths[2] = { (char)strlen(name), (char)strlen(value) };

	str_addn(out, lengths, sizeof(lengths));
	str_add(out, name);
	str_add(out, value);
}

/* An address that no program has: answered by the program and its database, without a
 * trace in the audit log. */
static const struct str *question(struct pool *pool)
{
	static const char begin[8] = { 0, 1 };
	struct str *out = pool_new(pool, struct str), parameters;

	str_init(out, pool);
	str_init(&parameters, pool);
	parameter_add(&parameters, "REQUEST_METHOD", "GET");
	parameter_add(&parameters, "DOCUMENT_URI", "/everychild-check");
	parameter_add(&parameters, "QUERY_STRING", "");
	parameter_add(&parameters, "CONTENT_LENGTH", "");
	parameter_add(&parameters, "REMOTE_ADDR", "127.0.0.1");
	parameter_add(&parameters, "REQUEST_ID", "00000000000000000000000000000000");
	record_add(out, FCGI_BEGIN, begin, sizeof(begin));
	record_add(out, FCGI_PARAMS, parameters.data, parameters.len);
	record_add(out, FCGI_PARAMS, "", 0);
	record_add(out, FCGI_STDIN, "", 0);
	return out;
}

static int local_connect(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (strlen(path) >= sizeof(address.sun_path))
		return -1;
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (fd >= 0)
		limits_set(fd);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	return -1;
}

/* The program turns everybody away but nginx's user. */
static bool peer_become(void)
{
	const struct passwd *peer = getpwnam(conf_text("http.peer"));
	unsigned long long number;

	if (geteuid() != 0)
		return peer != NULL ? peer->pw_uid == geteuid() :
		    text_number(conf_text("http.peer"), &number) && number == geteuid();
	if (peer == NULL)
		return text_number(conf_text("http.peer"), &number) && setuid((uid_t)number) == 0;
	return initgroups(peer->pw_name, peer->pw_gid) == 0 && setgid(peer->pw_gid) == 0 &&
	    setuid(peer->pw_uid) == 0;
}

/* The status of the answer; 0: none came. */
static int status_ask(struct pool *pool, const char *path)
{
	const struct str *asked = question(pool);
	char answer[ANSWER_MAX + 1];
	const char *status;
	size_t len = 0;
	ssize_t n = 1;
	int fd = local_connect(path);

	if (fd < 0 || send(fd, asked->data, asked->len, MSG_NOSIGNAL) != (ssize_t)asked->len)
		return 0;
	while (len < ANSWER_MAX && n > 0) {
		n = recv(fd, answer + len, ANSWER_MAX - len, 0);
		len += n > 0 ? (size_t)n : 0;
	}
	(void)close(fd);
	answer[len] = '\0';
	if (len <= FCGI_HEAD || !text_starts(answer + FCGI_HEAD, "Status: "))
		return 0;
	status = answer + FCGI_HEAD + strlen("Status: ");
	return (int)strtol(status, NULL, 10);
}

/* Status 0 to 999, or 1000 when this user may not ask: in a process of its own, which
 * becomes nginx's user. It tells in two parts what fits no exit status. */
static int status_ask_as_peer(struct pool *pool, const char *path)
{
	int ends[2], status = 0;
	pid_t pid;

	if (pipe(ends) != 0)
		return 0;
	(void)fflush(NULL);
	pid = fork();
	if (pid == 0) {
		status = peer_become() ? status_ask(pool, path) : 1000;
		_exit(write(ends[1], &status, sizeof(status)) == (ssize_t)sizeof(status) ? 0 : 1);
	}
	(void)close(ends[1]);
	if (pid < 0 || read(ends[0], &status, sizeof(status)) != (ssize_t)sizeof(status))
		status = 0;
	(void)close(ends[0]);
	if (pid > 0)
		(void)waitpid(pid, NULL, 0);
	return status;
}

void check_socket(struct pool *pool, const char *program)
{
	const char *path = pool_printf(pool, "%s/%s.sock", conf_text("http.socket_dir"), program);
	int status = status_ask_as_peer(pool, path);

	probe_about("socket");
	if (status == 404)
		probe_ok("%s answers", path);
	else if (status == 1000)
		probe_ok("%s was not asked: only root and the user of http.peer may", path);
	else if (status == 503)
		probe_error("%s answers that it cannot serve: what is wrong stands above, or in its log",
		    path);
	else if (status == 0)
		probe_error("%s does not answer: start it (systemctl start everychild-%s), and look into "
		    "its log", path, program);
	else
		probe_warn("%s answers with %d, which was not expected", path, status);
}
