/*
 * apart: runs a function in a process of its own, to see it exit or abort.
 */
#ifndef TEST_APART_H
#define TEST_APART_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct apart {
	int signal;		/* that ended it; 0: it exited */
	int status;		/* of its exit */
	char said[8192];	/* on standard error */
};

static inline void apart_child(void (*fn)(const void *), const void *arg, int out)
{
	(void)dup2(out, STDERR_FILENO);
	(void)close(out);
	fn(arg);
	_exit(0);
}

static inline void apart_run(struct apart *end, void (*fn)(const void *), const void *arg)
{
	char part[1024];
	int fd[2], status = 0;
	size_t len = 0;
	ssize_t got;
	pid_t pid;

	if (pipe(fd) != 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		(void)close(fd[0]);
		apart_child(fn, arg, fd[1]);
	}
	(void)close(fd[1]);
	/* What does not fit is read too, or the child would wait or be ended. */
	while ((got = read(fd[0], part, sizeof(part))) > 0) {
		size_t n = sizeof(end->said) - 1 - len;

		n = (size_t)got < n ? (size_t)got : n;
		memcpy(end->said + len, part, n);
		len += n;
	}
	end->said[len] = '\0';
	(void)close(fd[0]);
	(void)waitpid(pid, &status, 0);
	end->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	end->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* fn(arg) must end its process, and not by returning. */
#define assert_aborts(fn, arg) do {						\
	struct apart apart_end;							\
										\
	apart_run(&apart_end, (fn), (arg));					\
	if (apart_end.signal == 0 && apart_end.status == 0)			\
		fail_msg("%s returned", #fn);					\
} while (0)

/* fn(arg) must exit with status 1 after a log entry that holds the sentence. */
#define assert_refuses(fn, arg, sentence) do {					\
	struct apart apart_end;							\
										\
	apart_run(&apart_end, (fn), (arg));					\
	if (apart_end.signal != 0 || apart_end.status != 1 ||			\
	    strstr(apart_end.said, (sentence)) == NULL)				\
		fail_msg("wanted \"%s\", got status %d, signal %d: %s",	\
		    (sentence), apart_end.status, apart_end.signal,		\
		    apart_end.said);						\
} while (0)

/* fn(arg) must return. */
#define assert_returns(fn, arg) do {						\
	struct apart apart_end;							\
										\
	apart_run(&apart_end, (fn), (arg));					\
	if (apart_end.signal != 0 || apart_end.status != 0)			\
		fail_msg("status %d, signal %d: %s", apart_end.status,		\
		    apart_end.signal, apart_end.said);				\
} while (0)

#endif
