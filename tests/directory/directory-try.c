/*
 * The directory client by itself, for tests and for an administrator who wants
 * to try settings.
 *
 *   directory-try SETTINGS signin LOGIN <password-file
 *   directory-try SETTINGS check ID
 *   directory-try SETTINGS serve
 *
 * "serve" takes any number of requests on standard input: a line of a command
 * and the lengths of its arguments, then the arguments' bytes:
 *   signin 3 6\nannsecret
 *   check 36\n...		escape-filter 4\n...		escape-dn 4\n...
 * Each is answered by one line of JSON with the time that passed and the time
 * the process was on a processor, in milliseconds.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "conf.h"
#include "log.h"
#include "pool.h"
#include "str.h"

#include "../../modules/signin/directory.h"
#include "../../modules/signin/directory-name.h"

#define ARGUMENTS_MAX	2
#define ARGUMENT_LONGEST 4096

struct argument {
	char bytes[ARGUMENT_LONGEST + 1];
	size_t len;
};

/* The only copy of a password in this program; wiped after each request. */
static struct argument arguments[ARGUMENTS_MAX];

struct instant {
	double wall;
	double cpu;
};

static struct instant now(void)
{
	struct timespec clock;
	struct rusage used;

	(void)clock_gettime(CLOCK_MONOTONIC, &clock);
	(void)getrusage(RUSAGE_SELF, &used);
	return (struct instant){
		.wall = (double)clock.tv_sec * 1e3 + (double)clock.tv_nsec / 1e6,
		.cpu = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
		    (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3,
	};
}

static void json_text(struct str *out, const char *name, const char *text)
{
	str_printf(out, "\"%s\":\"", name);
	for (; text != NULL && *text != '\0'; text++) {
		if (*text == '"' || *text == '\\' || (unsigned char)*text < 0x20)
			str_printf(out, "\\u%04x", (unsigned)(unsigned char)*text);
		else
			str_addc(out, *text);
	}
	str_add(out, "\"");
}

static void json_groups(struct str *out, const struct directory_person *p)
{
	size_t i;

	str_add(out, ",\"groups\":[");
	for (i = 0; i < p->groups_n; i++) {
		str_add(out, i == 0 ? "{" : ",{");
		json_text(out, "id", p->groups[i].id);
		str_add(out, ",");
		json_text(out, "name", p->groups[i].name);
		str_add(out, ",");
		json_text(out, "dn", p->groups[i].dn);
		str_add(out, "}");
	}
	str_add(out, "]");
}

static void json_person(struct str *out, const struct directory_person *p)
{
	const struct {
		const char *name, *text;
	} texts[] = {
		{ "id", p->id }, { "login", p->login }, { "given", p->given },
		{ "family", p->family }, { "display", p->display }, { "mail", p->mail },
		{ "phone", p->phone }, { "job_title", p->job_title },
		{ "agency", p->agency }, { "team", p->team },
		{ "manager", p->manager }, { "manager_id", p->manager_id },
	};
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		str_add(out, ",");
		json_text(out, texts[i].name, texts[i].text);
	}
	str_printf(out, ",\"password_days\":%d", p->password_days);
	json_groups(out, p);
}

static void answer(struct pool *pool, enum directory_result result,
    const struct directory_person *p, const struct instant *began)
{
	static const char *const words[] = { "down", "refused", "ok" };
	struct instant ended = now();
	struct str out;

	str_init(&out, pool);
	str_add(&out, "{");
	json_text(&out, "result", words[result + 1]);
	str_add(&out, ",");
	json_text(&out, "reason", directory_reason_word(p->reason));
	if (result == DIRECTORY_OK)
		json_person(&out, p);
	str_printf(&out, ",\"ms\":%.3f,\"cpu_ms\":%.3f}", ended.wall - began->wall,
	    ended.cpu - began->cpu);
	(void)puts(out.data);
	(void)fflush(stdout);
}

static void escaped(struct pool *pool, const char *text)
{
	struct str out;

	str_init(&out, pool);
	str_add(&out, "{");
	json_text(&out, "text", text);
	(void)printf("%s}\n", out.data);
	(void)fflush(stdout);
}

static int request(const char *command)
{
	struct instant began = now();
	struct pool *pool = pool_create();
	struct directory_person person;
	struct argument *a = &arguments[0], *b = &arguments[1];
	int status = 0;

	if (strcmp(command, "signin") == 0) {
		enum directory_result result = directory_sign_in(pool, a->bytes, b->bytes, b->len,
		    &person);

		explicit_bzero(b, sizeof(*b));
		answer(pool, result, &person, &began);
		status = result != DIRECTORY_OK;
	} else if (strcmp(command, "check") == 0) {
		enum directory_result result = directory_check(pool, a->bytes, &person);

		answer(pool, result, &person, &began);
		status = result != DIRECTORY_OK;
	} else if (strcmp(command, "escape-filter") == 0) {
		escaped(pool, directory_escape_filter(pool, a->bytes, a->len));
	} else if (strcmp(command, "escape-dn") == 0) {
		escaped(pool, directory_escape_dn(pool, a->bytes, a->len));
	} else {
		log_fatal("there is no command %s", command);
	}
	pool_destroy(&pool);
	return status;
}

/* Not stdio: its buffer would keep a copy of the password. */
static size_t bytes_read(char *bytes, size_t len)
{
	size_t have = 0;
	ssize_t n;

	while (have < len && (n = read(STDIN_FILENO, bytes + have, len - have)) > 0)
		have += (size_t)n;
	return have;
}

static size_t line_read(char *line, size_t size)
{
	size_t n = 0;

	while (n + 1 < size && bytes_read(line + n, 1) == 1 && line[n] != '\n')
		n++;
	line[n] = '\0';
	return n;
}

static void argument_read(struct argument *a, size_t len)
{
	if (len > ARGUMENT_LONGEST || bytes_read(a->bytes, len) != len)
		log_fatal("an argument is too long or cut off");
	a->bytes[len] = '\0';
	a->len = len;
}

static void serve(void)
{
	char line[128], *word, *rest;
	int i;

	while (line_read(line, sizeof(line)) > 0) {
		(void)strtok_r(line, " ", &rest);
		for (i = 0; i < ARGUMENTS_MAX && (word = strtok_r(NULL, " ", &rest)) != NULL; i++)
			argument_read(&arguments[i], strtoul(word, NULL, 10));
		(void)request(line);
	}
	directory_close();
}

static int once(const char *command, const char *argument)
{
	struct argument *a = &arguments[0], *b = &arguments[1];

	a->len = (size_t)snprintf(a->bytes, sizeof(a->bytes), "%s", argument);
	if (strcmp(command, "signin") == 0)
		b->len = bytes_read(b->bytes, ARGUMENT_LONGEST);
	return request(command);
}

static void heard(int number)
{
	(void)number;
}

int main(int argc, char **argv)
{
	struct sigaction on_signal = { .sa_handler = heard };
	int status = 0;

	log_open("directory-try");
	/* As in the program: a signal that is caught interrupts what waits. */
	(void)sigaction(SIGUSR1, &on_signal, NULL);
	if (argc < 3 || (argc < 4 && strcmp(argv[2], "serve") != 0))
		log_fatal("usage: directory-try SETTINGS signin LOGIN | check ID | serve");
	conf_table(directory_settings);
	conf_load(argv[1], "directory-try");
	directory_open();
	if (strcmp(argv[2], "serve") == 0)
		serve();
	else
		status = once(argv[2], argv[3]);
	return status;
}
