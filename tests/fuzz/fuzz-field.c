/* One answer, its type being the first byte: a canonical value checks to
 * itself, and what is refused comes back as it was. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "code.h"
#include "field.h"
#include "pool.h"
#include "text.h"

static const struct code some_codes[] = {
	{ .code = "A", .label = "a", .valid_from = "", .valid_to = "", .flags = "" },
	{ .code = "B", .label = "b", .valid_from = "", .valid_to = "2009-12-31", .flags = "" },
	{ .code = "C", .label = "c", .valid_from = "", .valid_to = "", .flags = "exclusive" }
};
static const struct codelist some_list = { "l", "L", some_codes, 3 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct field field = {
		.name = "f", .label = "F", .list = &some_list, .not_future = true
	};
	struct pool *pool = pool_create();
	const char *raw, *value, *again;

	if (size < 1 || !text_check((const char *)data + 1, size - 1)) {
		pool_destroy(&pool);
		return 0;
	}
	field.type = (enum field_type)(1 + data[0] % (FIELD__MAX - 1));
	raw = pool_strndup(pool, (const char *)data + 1, size - 1);
	if (field_check(pool, &field, raw, "2026-11-22", &value) != NULL) {
		if (value != raw)
			abort();
	} else if (field_check(pool, &field, value, "2026-11-22", &again) != NULL ||
	    strcmp(value, again) != 0 ||
	    field_show(pool, &field, value) == NULL) {
		abort();
	}
	pool_destroy(&pool);
	return 0;
}
