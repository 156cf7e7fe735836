/* Redaction of a pack: no name of the case survives, and what was redacted stays.
 * fuzz: modules/lscb/redaction-rules.c modules/lscb/redaction-list.c modules/lscb/redaction-text.c modules/lscb/redaction-pattern.c modules/lscb/redaction-day.c modules/lscb/age-rules.c
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "pool.h"
#include "text.h"

#include "../../modules/lscb/redaction-rules.h"

static const char *const plain[] = { "the a and was at by with in on will may days year name "
    "child mother address date", NULL };
static const char *const names[] = { "will may", NULL };

static void must(bool held)
{
	if (!held)
		abort();
}

/* Does the name stand in the text as a word of ASCII letters? */
static bool stands(const char *text, const char *name)
{
	const char *at = text;
	size_t len = strlen(name);

	for (; (at = strcasestr(at, name)) != NULL; at++) {
		if ((at == text || redaction_letters(at - 1) == 0) && redaction_letters(at + len) == 0 &&
		    ((unsigned char)at[len] < 0x80) && (at == text || (unsigned char)at[-1] < 0x80))
			return true;
	}
	return false;
}

/* Marks lie within the text, one after the other. */
static void marks(const struct redaction *done)
{
	size_t at = 0;

	for (size_t i = 0; i < done->marks_n; i++) {
		must(done->mark[i].at >= at && done->mark[i].len > 0);
		at = done->mark[i].at + done->mark[i].len;
	}
	must(at <= strlen(done->text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const canaries[] = { "Ivo", "Testwick", "Anna", "Acacia", "Norborough", "Quell" };
	static const struct redaction_facts facts = { .born_on = "2019-12-20", .died_on = "2020-05-17",
	    .reference = "CD-2020-0007", .initials = "IJT" };
	struct pool *pool = pool_create();
	struct redaction_list *list;
	struct redaction once, twice;

	if (size > 2000 || !text_check((const char *)data, size)) {
		pool_destroy(&pool);
		return 0;
	}
	list = redaction_list(pool, plain, names);
	redaction_name(list, "Ivo James", "Testwick", "", "the child");
	redaction_name(list, "Anna", "Testwick", "", "Mother");
	redaction_name(list, "Will", "O'Quell", "", "the GP");
	redaction_place(list, "12 Acacia Road", "[address]");
	redaction_place(list, "Norborough", "[address]");
	redaction_do(list, &facts, pool_strndup(pool, (const char *)data, size), &once);
	must(text_check(once.text, strlen(once.text)));
	marks(&once);
	for (size_t i = 0; i < sizeof(canaries) / sizeof(canaries[0]); i++)
		must(!stands(once.text, canaries[i]));
	redaction_do(list, &facts, once.text, &twice);
	must(strcmp(once.text, twice.text) == 0);
	must(once.marks_n == twice.marks_n);
	pool_destroy(&pool);
	return 0;
}
