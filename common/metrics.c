#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "date.h"
#include "http.h"
#include "http-socket.h"
#include "lockdown.h"
#include "log.h"
#include "metrics-inside.h"
#include "pool.h"
#include "route.h"
#include "text.h"

#define BACKLOG		16
#define HANDED_FD	4	/* the second of a socket-activated service */
#define SECONDS		5	/* for whoever asks */
#define ASKED_MAX	4096

const struct conf_setting metrics_settings[] = {
	{ "metrics.listen", CONF_SWITCH, "no", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

const unsigned metrics_bucket_us[METRICS_BUCKETS] = {
	5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 5000000, 10000000
};

const char *const metrics_levels[LOG_LEVEL__MAX] = {
	[LOG_INFO_] = "info", [LOG_WARN_] = "warn", [LOG_ERROR_] = "error", [LOG_FATAL_] = "fatal",
};

static struct metrics_told state = { .listener = -1 };

const struct metrics_told *metrics_told(void)
{
	return &state;
}

static void add(metrics_number *number, unsigned long long n)
{
	(void)atomic_fetch_add_explicit(number, n, memory_order_relaxed);
}

static void logged(const char *level)
{
	size_t i;

	for (i = 0; state.shared != NULL && i < LOG_LEVEL__MAX; i++)
		if (strcmp(level, metrics_levels[i]) == 0)
			add(&state.shared->logged[i], 1);
}

void metrics_open(const char *program, const struct route *routes)
{
	size_t size;
	void *memory;

	state.program = program;
	state.routes = routes;
	for (state.routes_n = 0; routes[state.routes_n].path != NULL; state.routes_n++)
		;
	size = sizeof(struct metrics_shared) + (state.routes_n + 1) * sizeof(struct metrics_route);
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		log_fatal("metrics: no memory to share: %s", strerror(errno));
	state.shared = memory;
	log_counted(logged);
}

void metrics_counts(const struct metrics_count *counts)
{
	state.counts = counts;
}

/* -- what happens -- */

void metrics_request(const struct route *route, int status, long long us)
{
	struct metrics_route *of;
	size_t i = 0, at = state.routes_n;

	if (state.shared == NULL)
		return;
	if (route != NULL && route >= state.routes && route < state.routes + state.routes_n)
		at = (size_t)(route - state.routes);
	of = &state.shared->route[at];
	add(&of->answered[status >= 100 && status < 600 ? status / 100 : CLASS_OTHER], 1);
	add(&of->microseconds, (unsigned long long)us);
	while (i < METRICS_BUCKETS && us > metrics_bucket_us[i])
		i++;
	if (i < METRICS_BUCKETS)
		add(&of->within[i], 1);
}

void metrics_database(enum db_state db)
{
	if (state.shared != NULL && db != DB_GOOD)
		add(&state.shared->database[db], 1);
}

void metrics_retry(void)
{
	if (state.shared != NULL)
		add(&state.shared->retries, 1);
}

void metrics_pool(size_t bytes)
{
	unsigned long long most;

	if (state.shared == NULL)
		return;
	most = atomic_load_explicit(&state.shared->pool_most, memory_order_relaxed);
	while (bytes > most &&
	    !atomic_compare_exchange_weak(&state.shared->pool_most, &most, bytes))
		;
}

void metrics_audit(void)
{
	if (state.shared != NULL)
		atomic_store_explicit(&state.shared->audit_at, (unsigned long long)date_now(),
		    memory_order_relaxed);
}

void metrics_worker_started(void)
{
	if (state.shared != NULL)
		add(&state.shared->workers, 1);
}

void metrics_worker_ended(bool died)
{
	if (state.shared == NULL)
		return;
	(void)atomic_fetch_sub_explicit(&state.shared->workers, 1, memory_order_relaxed);
	add(died ? &state.shared->died : &state.shared->retired, 1);
}

/* -- who asks -- */

bool metrics_listen(const char *program)
{
	const char *handed = getenv("LISTEN_FDS");

	if (handed != NULL && strcmp(handed, "2") == 0)
		state.listener = HANDED_FD;
	else if (conf_switch("metrics.listen"))
		state.listener = http_socket(program, "metrics");
	return state.listener >= 0;
}

void metrics_close(void)
{
	if (state.listener >= 0)
		(void)close(state.listener);
	state.listener = -1;
}

/* The head of the question, and no more is wanted of it than its first line. */
static bool asked(int fd, char *line, size_t size)
{
	size_t len = 0;
	ssize_t n = 1;

	line[0] = '\0';
	while (len + 1 < size && n > 0 && strstr(line, "\r\n\r\n") == NULL) {
		n = recv(fd, line + len, size - 1 - len, 0);
		len += n > 0 ? (size_t)n : 0;
		line[len] = '\0';
	}
	return strstr(line, "\r\n\r\n") != NULL;
}

static void answer(int fd, struct pool *pool, int status, const char *text)
{
	const char *all = pool_printf(pool, "HTTP/1.0 %d %s\r\n"
	    "Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n"
	    "Content-Length: %zu\r\nConnection: close\r\n\r\n%s", status,
	    status == 200 ? "OK" : "Not Found", strlen(text), text);
	size_t len = strlen(all), sent = 0;
	ssize_t n = 1;

	while (sent < len && n > 0) {
		n = send(fd, all + sent, len - sent, MSG_NOSIGNAL);
		sent += n > 0 ? (size_t)n : 0;
	}
}

static void one(int fd, struct db *db)
{
	const struct timeval limit = { .tv_sec = SECONDS };
	struct pool *pool = pool_create();
	char line[ASKED_MAX];

	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	if (!asked(fd, line, sizeof(line)))
		(void)0;	/* too slow, too long, or gone */
	else if (text_starts(line, "GET /metrics "))
		answer(fd, pool, 200, metrics_text(pool, db));
	else
		answer(fd, pool, 404, "There is /metrics here, and nothing else.\n");
	(void)close(fd);
	pool_destroy(&pool);
}

void metrics_serve(struct db *db)
{
	struct pollfd ready = { .fd = state.listener, .events = POLLIN };
	/* A signal that asks to stop may come between the test and the wait. */
	const struct timespec limit = { .tv_sec = 1 };
	int fd;

	/* Connects once, because nothing can be looked up afterwards. */
	(void)db_ready(db);
	lockdown_worker(false);
	while (!http_stopping()) {
		if (ppoll(&ready, 1, &limit, NULL) <= 0)
			continue;
		fd = accept4(state.listener, NULL, NULL, SOCK_CLOEXEC);
		if (fd >= 0)
			one(fd, db);
	}
}
