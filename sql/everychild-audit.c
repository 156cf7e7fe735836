/*
 * everychild-audit: is the audit log as it was written, and who looked at a
 * child. everychild-audit(8) tells how to use it.
 *
 * Each program is looked at by a process of its own: the key and the schema of
 * the next one need not be got out of the way.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audit-checkpoint.h"
#include "audit-tool.h"
#include "conf.h"
#include "log.h"
#include "pool.h"
#include "secret.h"
#include "tool.h"

#define PROGRAMS_MAX	32

static struct {
	const char *settings, *command, *what;
	const struct command *run;
	struct verify verify;
	const char *program[PROGRAMS_MAX];
	unsigned programs;
	bool all;			/* none was named */
} state;

/* -- one program: its key, its schema, and no more rights than that needs -- */

void look_open(struct look *look, const char *program)
{
	const char *wrong;

	look->program = program;
	look->pool = pool_create();
	db_schema(strcmp(program, "signin") == 0 ? "everychild" :
	    pool_printf(look->pool, "everychild_%s", program));
	look->db = db_open("audit");
	tool_become("audit");
	wrong = db_ready(look->db);
	if (wrong != NULL)
		log_fatal("%s: %s", program, wrong);
	db_pool(look->db, look->pool);
	if (!db_begin(look->db, false))
		exit(FAILED);
}

void look_sure(const struct look *look)
{
	if (db_state(look->db) != DB_GOOD)
		log_fatal("%s: the audit log cannot be read", look->program);
}

void look_close(struct look *look)
{
	db_rollback(look->db);
	db_close(&look->db);
	pool_destroy(&look->pool);
}

int look_apart(look_fn fn, const char *program, FILE *out)
{
	int status = 0, end;
	pid_t pid;

	(void)fflush(NULL);
	pid = fork();
	if (pid < 0)
		log_fatal("cannot fork: %s", strerror(errno));
	if (pid == 0) {
		end = fn(program, out);
		exit(fflush(NULL) == 0 ? end : FAILED);
	}
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		return FAILED;
	return WEXITSTATUS(status);
}

/* -- all of them -- */

/* The programs are those with a key: which there are is not for the database
 * to say. */
static void programs_find(void)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
	const char *name = conf_text("secret.key_dir");
	struct dirent *entry;
	DIR *d = opendir(name);

	if (d == NULL)
		log_fatal("cannot read %s: %s", name, strerror(errno));
	while (state.programs < PROGRAMS_MAX && (entry = readdir(d)) != NULL) {
		size_t len = strspn(entry->d_name, letters);

		if (len > 0 && strcmp(entry->d_name + len, ".key") == 0)
			state.program[state.programs++] = strndup(entry->d_name, len);
	}
	(void)closedir(d);
	if (state.programs == 0)
		log_fatal("there is no key in %s", name);
}

/* A fault outweighs what could not be told. */
static int worse(int a, int b)
{
	return a == BAD || b == BAD ? BAD : a != GOOD ? a : b;
}

int look_all(look_fn fn, FILE *out)
{
	int end = GOOD;
	unsigned i;

	for (i = 0; i < state.programs; i++)
		end = worse(end, look_apart(fn, state.program[i], out));
	return end;
}

bool look_named(const char *program)
{
	unsigned i;

	for (i = 0; i < state.programs; i++)
		if (strcmp(program, state.program[i]) == 0)
			return true;
	return false;
}

void look_add(const char *program)
{
	if (look_named(program))
		return;
	if (state.programs == PROGRAMS_MAX)
		log_fatal("there are more than %d programs", PROGRAMS_MAX);
	state.program[state.programs++] = strdup(program);
}

/* -- commands -- */

/* What came of it, and when, for everychild-check. */
static void verified_note(int end)
{
	const char *path = conf_text("checkpoint.verified"), *word = end == GOOD ? "good\n" :
	    end == BAD ? "bad\n" : "failed\n";
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);

	if (fd < 0 || write(fd, word, strlen(word)) != (ssize_t)strlen(word))
		log_warn("%s cannot be written: %s", path, strerror(errno));
	if (fd >= 0)
		(void)close(fd);
}

static int verify_run(void)
{
	int end;

	state.verify.named = state.programs > 0;
	state.verify.keys = state.settings != NULL;
	state.verify.minutes = state.verify.keys ? conf_number("checkpoint.minutes") :
	    CHECKPOINT_MINUTES;
	end = audit_verify(&state.verify);
	if (state.all && state.verify.keys && state.verify.file == NULL)
		verified_note(end);
	return end;
}

static int child_run(void)
{
	return audit_child(state.what);
}

static int export_run(void)
{
	return audit_export(state.what);
}

static int key_run(void)
{
	return audit_key(state.what);
}

static const struct command {
	const char *name;
	int (*run)(void);
	bool what;			/* it has an argument */
	bool settings, programs;	/* it needs settings; it looks at programs' rows */
} commands[] = {
	{ "verify", verify_run, false, true, true },
	{ "child", child_run, true, true, true },
	{ "checkpoint", audit_checkpoint, false, true, true },
	{ "export", export_run, true, true, true },
	{ "checkpoint-key", key_run, true, false, false },
};

/* -- the command line -- */

static int usage(void)
{
	(void)fputs("usage: everychild-audit -c SETTINGS verify [--program NAME]... [--heads FILE]\n"
	    "           [--checkpoints FOLDER --key FILE [--first NUMBER] [--known NUMBER:HASH]]\n"
	    "       everychild-audit -c SETTINGS child NUMBER\n"
	    "       everychild-audit -c SETTINGS checkpoint\n"
	    "       everychild-audit -c SETTINGS export FILE\n"
	    "       everychild-audit [-c SETTINGS] verify --file FILE\n"
	    "           [--checkpoints FOLDER --key FILE [--first NUMBER] [--known NUMBER:HASH]]\n"
	    "       everychild-audit checkpoint-key FILE\n", stderr);
	return 2;
}

static const char **option_place(const char *name)
{
	return strcmp(name, "-c") == 0 ? &state.settings :
	    strcmp(name, "--heads") == 0 ? &state.verify.heads :
	    strcmp(name, "--checkpoints") == 0 ? &state.verify.checkpoints :
	    strcmp(name, "--key") == 0 ? &state.verify.key :
	    strcmp(name, "--first") == 0 ? &state.verify.first :
	    strcmp(name, "--known") == 0 ? &state.verify.known :
	    strcmp(name, "--file") == 0 ? &state.verify.file :
	    strcmp(name, "--program") == 0 && state.programs < PROGRAMS_MAX ?
	    &state.program[state.programs++] : NULL;
}

static bool options_read(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		const char **place = i + 1 < argc && argv[i][0] == '-' ? option_place(argv[i]) : NULL;

		if (place != NULL)
			*place = argv[++i];
		else if (argv[i][0] == '-')
			return false;
		else if (state.command == NULL)
			state.command = argv[i];
		else if (state.what == NULL)
			state.what = argv[i];
		else
			return false;
	}
	return state.command != NULL;
}

/* Do the options and the command go together? */
static bool command_find(void)
{
	const struct verify *v = &state.verify;
	bool verifies = strcmp(state.command, "verify") == 0;
	size_t i;

	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(state.command, commands[i].name) == 0)
			state.run = &commands[i];
	return state.run != NULL && state.run->what == (state.what != NULL) &&
	    (state.settings != NULL || !state.run->settings || v->file != NULL) &&
	    (verifies || (v->heads == NULL && v->checkpoints == NULL && v->file == NULL)) &&
	    (v->checkpoints == NULL) == (v->key == NULL) &&
	    (v->checkpoints != NULL || (v->first == NULL && v->known == NULL)) && (v->heads == NULL || v->file == NULL) &&
	    (state.settings != NULL || v->file == NULL || v->checkpoints != NULL);
}

static int run(const char *unused, FILE *unused_too)
{
	(void)unused;
	(void)unused_too;
	if (state.settings != NULL) {
		conf_table(db_settings);
		conf_table(secret_settings);
		conf_table(checkpoint_settings);
		conf_load(state.settings, "audit");
	}
	state.all = state.programs == 0;
	if (state.run->programs && state.programs == 0 && state.verify.file == NULL)
		programs_find();
	return state.run->run();
}

int main(int argc, char **argv)
{
	int end;

	log_open("audit");
	if (!options_read(argc, argv) || !command_find())
		return usage();
	/* Whatever ends common with status 1 is "cannot tell" here. */
	end = look_apart(run, NULL, NULL);
	return end == GOOD ? 0 : end == BAD ? 1 : 2;
}
