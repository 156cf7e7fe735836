/*
 * everychild-check: does everything stand as it should? everychild-check(8) tells how
 * to use it.
 *
 * What a program alone can see (its settings, its key, its account at the database,
 * the directory) it looks at itself when it is called with -C; here its findings are
 * gathered, and those of the machine are added.
 */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check-tool.h"
#include "conf.h"
#include "http.h"
#include "log.h"
#include "pool.h"
#include "probe.h"
#include "tool.h"

#define LINE_MAX_BYTES	2048
#define SECONDS		120	/* for a program to look at itself */
#define PROGRAMS_MAX	32

static const struct conf_setting settings[] = {
	{ "check.disk", CONF_TEXT, "/var/lib/mysql /var/log /run", NULL },
	{ "check.disk_free_percent", CONF_NUMBER, "20", NULL },
	{ "backup.dir", CONF_TEXT, "/var/backups/everychild", NULL },
	{ "backup.hours", CONF_NUMBER, "26", NULL },
	{ "check.verified_days", CONF_NUMBER, "8", NULL },
	{ "check.certificate", CONF_LIST, NULL, NULL },
	{ "check.certificate_days", CONF_NUMBER, "30", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

/* Of the machine, once. */
static void (*const checks[])(struct pool *) = {
	check_disk, check_clock, check_certificates, check_checkpoints, check_verified,
	check_backup,
};

static struct {
	const char *settings;
	bool quiet;			/* only what is not well */
	enum probe_level worst;
	const char *program[PROGRAMS_MAX];
	size_t programs;
} state;

/* -- findings -- */

static void finding_show(enum probe_level level, const char *of, const char *about,
    const char *text)
{
	static const char *const marks[PROBE__MAX] = { "ok      ", "WARNING ", "ERROR   " };

	if (level > state.worst)
		state.worst = level;
	if (!state.quiet || level != PROBE_OK)
		(void)printf("%s%s: %s: %s\n", marks[level], of, about, text);
}

/* A line of probe.h. False: it is none. */
static bool finding_read(char *line, const char *of)
{
	char *about = strchr(line, '\t'), *text = about == NULL ? NULL : strchr(about + 1, '\t');
	enum probe_level level;

	if (text == NULL)
		return false;
	*about = *text = '\0';
	text[strcspn(text + 1, "\n") + 1] = '\0';
	level = probe_level(line);
	if (level == PROBE__MAX)
		return false;
	finding_show(level, of, about + 1, text + 1);
	return true;
}

/* Reads until the other end is closed. How many findings there were. */
static size_t findings_read(int fd, const char *of)
{
	char line[LINE_MAX_BYTES];
	FILE *f = fdopen(fd, "r");
	size_t n = 0;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		n += finding_read(line, of);
	if (f != NULL)
		(void)fclose(f);
	return n;
}

/* What a part does apart prints its findings to us. It ends by itself, or is ended. */
static void part_run(const char *of, const char *program, void (*inside)(struct pool *, const char *))
{
	struct pool *pool = pool_create();
	int ends[2], status = 0;
	size_t n;
	pid_t pid;

	(void)fflush(NULL);
	if (pipe(ends) != 0 || (pid = fork()) < 0)
		log_fatal("cannot start a process: %s", strerror(errno));
	if (pid == 0) {
		(void)dup2(ends[1], STDOUT_FILENO);
		(void)close(ends[0]);
		(void)close(ends[1]);
		(void)alarm(SECONDS);
		inside(pool, program);
		(void)fflush(NULL);
		_exit(0);
	}
	(void)close(ends[1]);
	n = findings_read(ends[0], of);
	(void)waitpid(pid, &status, 0);
	if (WIFSIGNALED(status) || n == 0)
		finding_show(PROBE_ERROR, of, "program", WIFSIGNALED(status) &&
		    WTERMSIG(status) == SIGALRM ? "it did not end: look into what it waits for" :
		    "it broke off: look into its log");
	pool_destroy(&pool);
}

/* Of the settings that are read here; each program reads its own. */
static void inside_settings(struct pool *pool, const char *program)
{
	(void)pool;
	(void)program;
	probe_begin();
	probe_about("settings");
	conf_load(state.settings, "check");
	probe_ok("%s can be read", state.settings);
}

static void inside_host(struct pool *pool, const char *program)
{
	size_t i;

	(void)program;
	for (i = 0; i < sizeof(checks) / sizeof(checks[0]); i++)
		checks[i](pool);
}

static void inside_mail(struct pool *pool, const char *program)
{
	(void)pool;
	(void)execl(COMMAND_DIR "/everychild-mail", program, "-c", state.settings, "-C", (char *)NULL);
	probe_about("program");
	probe_error(COMMAND_DIR "/everychild-mail cannot be started: %s", strerror(errno));
}

static void inside_program(struct pool *pool, const char *program)
{
	const char *path = pool_printf(pool, "%s/%s", PROGRAM_DIR, program);

	(void)execl(path, program, "-c", state.settings, "-C", (char *)NULL);
	probe_about("program");
	probe_error("%s cannot be started: %s", path, strerror(errno));
}

/* -- all of it -- */

static int name_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void programs_find(struct pool *pool)
{
	struct dirent *entry;
	DIR *d = opendir(PROGRAM_DIR);

	while (d != NULL && state.programs < PROGRAMS_MAX && (entry = readdir(d)) != NULL)
		if (entry->d_name[0] != '.')
			state.program[state.programs++] = pool_strdup(pool, entry->d_name);
	if (d != NULL)
		(void)closedir(d);
	qsort(state.program, state.programs, sizeof(state.program[0]), name_compare);
	if (state.programs == 0)
		finding_show(PROBE_ERROR, "host", "programs", "there is none in " PROGRAM_DIR);
}

static void options_read(int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "c:q")) != -1) {
		if (option == 'c')
			state.settings = optarg;
		else if (option == 'q')
			state.quiet = true;
		else
			state.settings = NULL;
	}
	if (state.settings == NULL || optind != argc) {
		(void)fputs("usage: everychild-check -c SETTINGS [-q]\n", stderr);
		exit(PROBE_ERROR);
	}
}

int main(int argc, char **argv)
{
	struct pool *pool = pool_create();
	size_t i;

	log_open("check");
	options_read(argc, argv);
	conf_table(http_settings);
	conf_table(checkpoint_settings);
	conf_table(settings);
	part_run("host", NULL, inside_settings);
	if (state.worst == PROBE_ERROR)
		return PROBE_ERROR;
	conf_load(state.settings, "check");
	part_run("host", NULL, inside_host);
	part_run("mail", "everychild-mail", inside_mail);
	programs_find(pool);
	for (i = 0; i < state.programs; i++) {
		part_run(state.program[i], state.program[i], inside_program);
		part_run(state.program[i], state.program[i], check_socket);
	}
	pool_destroy(&pool);
	return (int)state.worst;
}
