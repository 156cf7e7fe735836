/*
 * A full disk for one program: while the file that EC_FULL names exists, no
 * regular file of the program grows; what is there already can be written over,
 * as on a disk that is full. Loaded before the C library (LD_PRELOAD).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static bool full(int fd, off64_t end)
{
	const char *flag = getenv("EC_FULL");
	struct stat file;

	return flag != NULL && access(flag, F_OK) == 0 && fstat(fd, &file) == 0 &&
	    S_ISREG(file.st_mode) && end > file.st_size;
}

int posix_fallocate64(int fd, off64_t from, off64_t len)
{
	int (*real)(int, off64_t, off64_t) =
	    (int (*)(int, off64_t, off64_t))(uintptr_t)dlsym(RTLD_NEXT, "posix_fallocate64");

	return full(fd, from + len) ? ENOSPC : real(fd, from, len);
}

int posix_fallocate(int fd, off_t from, off_t len)
{
	return posix_fallocate64(fd, from, len);
}

int fallocate64(int fd, int mode, off64_t from, off64_t len)
{
	int (*real)(int, int, off64_t, off64_t) =
	    (int (*)(int, int, off64_t, off64_t))(uintptr_t)dlsym(RTLD_NEXT, "fallocate64");

	if (!full(fd, from + len))
		return real(fd, mode, from, len);
	errno = ENOSPC;
	return -1;
}

int fallocate(int fd, int mode, off_t from, off_t len)
{
	return fallocate64(fd, mode, from, len);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	ssize_t (*real)(int, const void *, size_t, off64_t) =
	    (ssize_t (*)(int, const void *, size_t, off64_t))(uintptr_t)dlsym(RTLD_NEXT, "pwrite64");

	if (!full(fd, at + (off64_t)len))
		return real(fd, bytes, len, at);
	errno = ENOSPC;
	return -1;
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return pwrite64(fd, bytes, len, at);
}
