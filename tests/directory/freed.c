/*
 * Preloaded into a program under test: says on standard error when somebody
 * gives back memory that still holds the secret of these tests. With WRITES=n
 * in the environment, what is written to sockets fails after n times.
 */
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static void (*libc_free)(void *);

ssize_t write(int fd, const void *bytes, size_t n)
{
	static int left = -2;
	int type;
	socklen_t len = sizeof(type);

	if (left == -2)
		left = getenv("WRITES") == NULL ? -1 : atoi(getenv("WRITES"));
	if (left >= 0 && getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 && left-- == 0) {
		left = 0;
		errno = EPIPE;
		return -1;
	}
	return syscall(SYS_write, fd, bytes, n);
}

static void look(const void *p)
{
	static const char said[] = "freed memory holds the secret\n";
	/* Not in one piece here, where a search of the memory would find it. */
	char secret[] = "?anary-9f2d6c71";

	secret[0] = 'c';
	if (memmem(p, malloc_usable_size((void *)p), secret, sizeof(secret) - 1) != NULL)
		(void)!write(STDERR_FILENO, said, sizeof(said) - 1);
}

void free(void *p)
{
	if (libc_free == NULL)
		libc_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
	if (p != NULL)
		look(p);
	libc_free(p);
}

/* Moving frees too. */
void *realloc(void *p, size_t size)
{
	void *q = malloc(size);
	size_t old = p == NULL ? 0 : malloc_usable_size(p);

	if (q == NULL)
		return NULL;
	memcpy(q, p, old < size ? old : size);
	free(p);
	return q;
}
