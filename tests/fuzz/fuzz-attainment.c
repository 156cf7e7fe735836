/* Results of assessments as files have them, and the setting of a year.
 * fuzz: modules/education/attainment-rules.c modules/education/attainment-ks4-rules.c
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "lists.h"
#include "pool.h"
#include "text.h"

#include "../../modules/education/attainment-rules.h"

static void must(bool held)
{
	if (!held)
		abort();
}

/* What is taken can be read and counted, and counts within its bounds. */
static void result(struct pool *pool, const struct attainment_result *one, int year)
{
	struct attainment_result list[] = { *one, { "GCSE", "ENGLANG", "5" }, *one };
	struct attainment_ks4 ks4;
	struct attainment_ks2 ks2;
	char field = '\0';
	size_t i;

	if (attainment_wrong(pool, one, year, &field) != NULL) {
		must(strchr("asr", field) != NULL && field != '\0');
		return;
	}
	must(attainment_read(pool, one)[0] != '\0');
	attainment_ks4(pool, list, 3, ATTAINMENT_BOTH, &ks4);
	must(ks4.total <= 9000 && ks4.ebacc <= 900 && ks4.n >= 1);
	for (i = 0; i < ATTAINMENT_SLOTS; i++)
		must(ks4.slot[i].why[0] != '\0');
	attainment_ks2(list, 3, 100, 110, &ks2);
	must(ks2.higher != ATTAINMENT_YES);
	(void)attainment_good_level(list, 3);
	(void)attainment_phonics(list, 3, 32);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	struct pool *pool = pool_create();

	(void)argc;
	(void)argv;
	lists_load(pool_printf(pool, "%.*s../../modules/education/conf/lists",
	    (int)(strlen(__FILE__) - strlen("fuzz-attainment.c")), __FILE__));
	pool_destroy(&pool);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const subjects[] = { "MATHS", "COMBINED", "READING", "LAU", "PHONICS",
	    "SPORT", "WRITING", "SCIENCE" };
	static const char *const assessments[] = { "GCSE", "KS2TEST", "KS2TA", "EYFSP", "PHONICS",
	    "VOCATIONAL", "POST16", "MTC" };
	struct pool *pool = pool_create();
	const char *text = pool_strndup(pool, (const char *)data, size);
	size_t i, k;

	if (text_check(text, strlen(text))) {
		for (i = 0; i < 8; i++)
			for (k = 0; k < 8; k++) {
				result(pool, &(struct attainment_result){ assessments[i], subjects[k], text }, 2026);
				result(pool, &(struct attainment_result){ assessments[i], subjects[k], text }, 2016);
			}
		result(pool, &(struct attainment_result){ text, "MATHS", "5" }, 2026);
		result(pool, &(struct attainment_result){ "GCSE", text, "5" }, 2026);
		must(strchr(attainment_setting(pool, text, 2026), ' ') == NULL);
	}
	pool_destroy(&pool);
	return 0;
}
