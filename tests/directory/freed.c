/*
 * Preloaded into a program under test: says on standard error when somebody
 * gives back memory that still holds the secret of these tests.
 */
#include <dlfcn.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

static void (*libc_free)(void *);

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
