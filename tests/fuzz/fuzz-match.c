/* Names of two children, one word of the input after the other. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "match.h"
#include "pool.h"
#include "text.h"
#include "xml.h"

#define PARTS 6

static void must(bool held)
{
	if (!held)
		abort();
}

static void parts_cut(char *text, const char *parts_r[PARTS])
{
	for (int i = 0; i < PARTS; i++) {
		parts_r[i] = text;
		text += strcspn(text, "\n");
		if (*text != '\0')
			*text++ = '\0';
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char words[] = "<name-variants><title>DR</title>"
	    "<placeholder>B</placeholder><variants><name>A</name><name>AB</name>"
	    "</variants></name-variants>";
	static bool ready;
	struct pool *pool = pool_create();
	const char *part[PARTS];
	struct match_result there, back;

	if (size > 600 || !text_check((const char *)data, size)) {
		pool_destroy(&pool);
		return 0;
	}
	if (!ready)
		xml_init();
	ready = true;
	must(match_load_bytes(pool, words, sizeof(words) - 1) == NULL);
	parts_cut(pool_strndup(pool, (const char *)data, size), part);

	struct match_name x = { part[0], part[1], MATCH_CURRENT };
	struct match_name y = { part[2], part[3], MATCH_AKA };
	struct match_person a = { .names = &x, .names_n = 1, .dob = part[4] };
	struct match_person b = { .names = &y, .names_n = 1, .dob = part[5] };

	/* It does not matter which of two is asked about the other. */
	match_score(pool, &a, &b, true, &there);
	match_score(pool, &b, &a, true, &back);
	must(there.score == back.score && there.band == back.band);
	must(there.score >= 0 && there.score <= 100);
	must(match_candidate(pool, &a, &b) == match_candidate(pool, &b, &a));
	part[0] = match_normalise(pool, part[0]);
	must(strcmp(part[0], match_normalise(pool, part[0])) == 0);
	must(text_check(part[0], strlen(part[0])));
	pool_destroy(&pool);
	return 0;
}
