/*
 * bare: the least that a page could cost. A FastCGI program that runs the very
 * SELECTs of a page, prepared, and answers with as many bytes as the page has:
 * no session rule, no form, no document, no rendering.
 *
 *	bare LISTENING_SOCKET DATABASE_SOCKET DATABASE_USER WORKERS FILE
 *
 * FILE has lines: "page NAME SCHEMA BYTES", then "sql STATEMENT" for each of
 * its statements, complete with their values. /…/NAME runs them.
 *
 * Accepts as common/http.c does, so that the two differ in nothing else.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fcgiapp.h>
#include <mysql.h>

enum { PAGES_MAX = 32, STATEMENTS_MAX = 400, SCHEMAS_MAX = 4, LINE_MAX_BYTES = 65536, BACKLOG = 1024 };

struct schema {
	char name[64];
	MYSQL *mysql;
};

struct page {
	char name[64];
	struct schema *schema;
	char *sql[STATEMENTS_MAX];
	MYSQL_STMT *statement[STATEMENTS_MAX];
	unsigned statements;
	size_t bytes;
};

static struct page pages[PAGES_MAX];
static struct schema schemas[SCHEMAS_MAX];
static unsigned pages_n, schemas_n;
static char *body;
static int listener;

static void die(const char *what, const char *why)
{
	(void)fprintf(stderr, "bare: %s: %s\n", what, why);
	exit(1);
}

static struct schema *schema_find(const char *name)
{
	unsigned i;

	for (i = 0; i < schemas_n; i++)
		if (strcmp(schemas[i].name, name) == 0)
			return &schemas[i];
	if (schemas_n == SCHEMAS_MAX)
		die(name, "too many schemas");
	(void)snprintf(schemas[schemas_n].name, sizeof(schemas[0].name), "%s", name);
	return &schemas[schemas_n++];
}

static void line_read(char *line)
{
	struct page *p = pages_n == 0 ? NULL : &pages[pages_n - 1];
	char schema[64];

	line[strcspn(line, "\n")] = '\0';
	if (strncmp(line, "page ", 5) == 0 && pages_n < PAGES_MAX) {
		p = &pages[pages_n++];
		if (sscanf(line, "page %63s %63s %zu", p->name, schema, &p->bytes) != 3)
			die(line, "is not a page");
		p->schema = schema_find(schema);
	} else if (strncmp(line, "sql ", 4) == 0 && p != NULL && p->statements < STATEMENTS_MAX) {
		p->sql[p->statements++] = strdup(line + 4);
	} else {
		die(line, "is not understood");
	}
}

static void file_read(const char *path)
{
	static char line[LINE_MAX_BYTES];
	size_t most = 0, i;
	FILE *f = fopen(path, "re");

	if (f == NULL)
		die(path, strerror(errno));
	while (fgets(line, sizeof(line), f) != NULL)
		line_read(line);
	(void)fclose(f);
	for (i = 0; i < pages_n; i++)
		if (pages[i].bytes > most)
			most = pages[i].bytes;
	body = malloc(most + 1);
	if (body == NULL)
		abort();
	memset(body, 'x', most);
}

static void listen_at(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	(void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	(void)unlink(path);
	listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    listen(listener, BACKLOG) != 0)
		die(path, strerror(errno));
}

/* -- a worker -- */

static void connect_all(const char *socket, const char *user)
{
	unsigned i, k;

	for (i = 0; i < schemas_n; i++) {
		schemas[i].mysql = mysql_init(NULL);
		if (mysql_real_connect(schemas[i].mysql, NULL, user, "", schemas[i].name, 0, socket,
		    0) == NULL)
			die(schemas[i].name, mysql_error(schemas[i].mysql));
		if (mysql_query(schemas[i].mysql, "SET NAMES utf8mb4 COLLATE utf8mb4_bin") != 0 ||
		    mysql_query(schemas[i].mysql, "SET SESSION transaction_isolation='READ-COMMITTED'") != 0)
			(void)mysql_query(schemas[i].mysql, "SET SESSION tx_isolation='READ-COMMITTED'");
	}
	for (i = 0; i < pages_n; i++)
		for (k = 0; k < pages[i].statements; k++) {
			MYSQL_STMT *s = mysql_stmt_init(pages[i].schema->mysql);

			if (mysql_stmt_prepare(s, pages[i].sql[k], strlen(pages[i].sql[k])) != 0)
				die(pages[i].sql[k], mysql_stmt_error(s));
			pages[i].statement[k] = s;
		}
}

static void page_run(struct page *p)
{
	unsigned i;

	for (i = 0; i < p->statements; i++) {
		MYSQL_STMT *s = p->statement[i];

		if (mysql_stmt_execute(s) != 0 || mysql_stmt_store_result(s) != 0)
			die(p->sql[i], mysql_stmt_error(s));
		while (mysql_stmt_fetch(s) == 0)
			;
		(void)mysql_stmt_free_result(s);
	}
}

static int connection_accept(void)
{
	struct timeval limit = { .tv_sec = 10 };
	struct ucred peer = { 0 };
	socklen_t len = sizeof(peer);
	struct pollfd ready = { .fd = listener, .events = POLLIN };
	sigset_t none;
	int fd;

	(void)sigemptyset(&none);
	if (ppoll(&ready, 1, NULL, &none) <= 0)
		return -1;
	fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (fd < 0)
		return -1;
	(void)getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len);
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	(void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
	return fd;
}

static bool request_read(FCGX_Request *r, int fd)
{
	(void)FCGX_InitRequest(r, -1, 0);
	r->ipcFd = fd;
	r->keepConnection = 1;
	if (FCGX_Accept_r(r) != 0) {
		FCGX_Free(r, 1);
		return false;
	}
	r->keepConnection = 0;
	return true;
}

static struct page *page_find(const char *path)
{
	const char *name = path == NULL ? NULL : strrchr(path, '/');
	unsigned i;

	for (i = 0; name != NULL && i < pages_n; i++)
		if (strcmp(pages[i].name, name + 1) == 0)
			return &pages[i];
	return NULL;
}

static void answer(FCGX_Request *r)
{
	struct page *p = page_find(FCGX_GetParam("DOCUMENT_URI", r->envp));

	if (p == NULL) {
		(void)FCGX_PutS("Status: 404 Not Found\r\n\r\n", r->out);
	} else {
		page_run(p);
		(void)FCGX_PutS("Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
		    r->out);
		(void)FCGX_PutStr(body, (int)p->bytes, r->out);
	}
	(void)FCGX_FFlush(r->out);
	FCGX_Finish_r(r);
}

static void work(const char *socket, const char *user)
{
	FCGX_Request request;
	int fd;

	connect_all(socket, user);
	for (;;) {
		fd = connection_accept();
		if (fd >= 0 && request_read(&request, fd))
			answer(&request);
	}
}

int main(int argc, char **argv)
{
	int i, workers;
	pid_t parent = getpid();

	if (argc != 6)
		die("usage", "bare LISTENING_SOCKET DATABASE_SOCKET DATABASE_USER WORKERS FILE");
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	workers = atoi(argv[4]);
	file_read(argv[5]);
	listen_at(argv[1]);
	if (FCGX_Init() != 0)
		die("FastCGI", "does not start");
	(void)signal(SIGTERM, SIG_DFL);		/* which the library had taken */
	for (i = 0; i < workers; i++)
		if (fork() == 0) {
			/* Whoever ends the first process ends all. */
			(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
			if (getppid() == parent)
				work(argv[2], argv[3]);
			exit(0);
		}
	while (wait(NULL) > 0)
		;
	return 1;
}
