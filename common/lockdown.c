#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <seccomp.h>

#include "conf.h"
#include "lockdown.h"
#include "log.h"

const struct conf_setting lockdown_settings[] = {
	{ "run.user", CONF_TEXT, "", NULL },
	{ "run.call_list", CONF_SWITCH, "yes", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

void lockdown_user(void)
{
	const char *name = conf_text("run.user");

	if (name[0] != '\0')
		lockdown_become(name);
}

void lockdown_become(const char *name)
{
	const struct passwd *user;

	if (geteuid() != 0)
		return;
	user = getpwnam(name);
	if (user == NULL)
		log_fatal("there is no user %s", name);
	if (initgroups(name, user->pw_gid) != 0 || setgid(user->pw_gid) != 0 ||
	    setuid(user->pw_uid) != 0)
		log_fatal("cannot become %s: %s", name, strerror(errno));
}

/* What a worker needs for its socket, the database's, memory, time and logs. */
static const int calls[] = {
	SCMP_SYS(accept4), SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(write), SCMP_SYS(writev),
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(pselect6), SCMP_SYS(select), SCMP_SYS(close),
	SCMP_SYS(shutdown), SCMP_SYS(getsockopt), SCMP_SYS(setsockopt), SCMP_SYS(getsockname),
	SCMP_SYS(getpeername), SCMP_SYS(connect), SCMP_SYS(recvfrom), SCMP_SYS(sendto),
	SCMP_SYS(recvmsg), SCMP_SYS(sendmsg), SCMP_SYS(fcntl), SCMP_SYS(ioctl),
	SCMP_SYS(brk), SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	SCMP_SYS(mprotect), SCMP_SYS(futex), SCMP_SYS(getrandom), SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
	SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(restart_syscall), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
	SCMP_SYS(getppid), SCMP_SYS(geteuid), SCMP_SYS(getuid), SCMP_SYS(getgid),
	SCMP_SYS(getegid), SCMP_SYS(uname), SCMP_SYS(sysinfo), SCMP_SYS(newfstatat),
	SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(lseek), SCMP_SYS(exit), SCMP_SYS(exit_group),
	SCMP_SYS(rseq), SCMP_SYS(set_robust_list), SCMP_SYS(sched_yield), SCMP_SYS(setitimer),
	SCMP_SYS(alarm), SCMP_SYS(timer_create), SCMP_SYS(timer_settime), SCMP_SYS(timer_delete),
	SCMP_SYS(getrusage), SCMP_SYS(prlimit64),
};

static int allow(scmp_filter_ctx ctx, bool network)
{
	int failed = 0;
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		failed |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, calls[i], 0);
	if (network)
		failed |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(socket), 0);
	else
		failed |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(socket), 1,
		    SCMP_A0(SCMP_CMP_EQ, AF_UNIX));
	if (!network)
		failed |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EAFNOSUPPORT), SCMP_SYS(socket), 1,
		    SCMP_A0(SCMP_CMP_NE, AF_UNIX));
	/* The resolver asks for both kinds of address at once. */
	if (network)
		failed |= seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(sendmmsg), 0) |
		    seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(recvmmsg), 0) |
		    seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(bind), 0);
	/* Reading is left to signin alone, whose resolver and TLS read files. */
	failed |= seccomp_rule_add(ctx, network ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EACCES),
	    SCMP_SYS(openat), 0);
	failed |= seccomp_rule_add(ctx, network ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EACCES),
	    SCMP_SYS(open), 0);
	failed |= seccomp_rule_add(ctx, network ? SCMP_ACT_ALLOW : SCMP_ACT_ERRNO(EACCES),
	    SCMP_SYS(access), 0);
	failed |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
	/* The FastCGI library waits for another when somebody hangs up at once: that it
	 * cannot is how we hear of it (http.c). */
	failed |= seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EBADF), SCMP_SYS(accept), 0);
	return failed;
}

static void calls_limit(bool network)
{
	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (ctx == NULL || allow(ctx, network) != 0 || seccomp_load(ctx) != 0)
		log_fatal("cannot limit the system calls");
	seccomp_release(ctx);
}

void lockdown_worker(bool network)
{
	const struct rlimit none = { 0, 0 };

	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		log_fatal("cannot give up privileges: %s", strerror(errno));
	if (SANITIZED)
		return;
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	if (conf_switch("run.call_list"))
		calls_limit(network);
}
