/* Cells of the files of the SSDA903.
 * fuzz: modules/education/return-layout.c
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "date.h"
#include "pool.h"
#include "text.h"

#include "../../modules/education/return-layout.h"

static void must(bool held)
{
	if (!held)
		abort();
}

static bool known(const char *list, const char *code)
{
	return list[0] != '\0' && code[0] == 'A';
}

/* A value that is taken is written as it was read. */
static void cell(struct pool *pool, const struct return_column *column, const char *text)
{
	const char *value;
	struct date day;

	if (return_cell(pool, column, text, 2026, known, &value) != NULL)
		return;
	must(column->kind != RETURN_DAY || value[0] == '\0' || date_parse(value, &day));
	must(column->kind != RETURN_UPN || strlen(text) != 13 || return_upn_sum(text) ||
	    !return_upn_sum(text));
	must(strcmp(return_cell_out(pool, column, value, 2026), text) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pool *pool = pool_create();
	const char *text = pool_strndup(pool, (const char *)data, size);
	const char *header[3] = { text, "CHILD", "DOB" };
	size_t at[RETURN_COLUMNS_MAX], i, k;

	if (text_check(text, strlen(text))) {
		for (i = 0; i < RETURN_FILE__MAX; i++)
			for (k = 0; k < return_layouts[i].n; k++)
				cell(pool, &return_layouts[i].column[k], text);
		must(return_file_of(header, 3, at) == RETURN_FILE__MAX);
	}
	pool_destroy(&pool);
	return 0;
}
