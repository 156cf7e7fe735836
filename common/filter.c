#include <string.h>

#include "filter.h"
#include "page.h"
#include "request.h"
#include "terms.h"
#include "text.h"

unsigned long long filter_number(const struct request *r, const char *name)
{
	unsigned long long n;

	return text_number(input_text(&r->input, name), &n) ? n : 0;
}

const char *filter_district(struct request *r, const char *name)
{
	char *area = pool_strdup(r->pool, input_text(&r->input, name)), *c;

	for (c = area; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	area[strcspn(area, " ")] = '\0';
	if (area[0] == '\0' || text_only(area, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 4))
		return area;
	input_refuse(&r->input, name, "A postcode district is the first part of a postcode, like SM1");
	return "";
}

struct node *filter_choice(struct request *r, struct node *form, const char *name, const char *label)
{
	return page_control(r, form, &(struct field){ .type = FIELD_TOKEN,
	    .label = terms_apply(r->pool, label) }, name, "", input_slot(&r->input, name)->error,
	    "select");
}

void filter_option(struct node *choice, const char *value, const char *label, bool selected)
{
	struct node *o = node_add(choice, "option");

	node_set(o, "value", value);
	node_set(o, "label", label);
	if (selected)
		node_set(o, "selected", "yes");
}

void filter_rows(struct request *r, struct node *choice, const struct db_rows *rows,
    const char *between, unsigned long long chosen)
{
	bool there = chosen == 0;
	size_t i;

	filter_option(choice, "", "All", chosen == 0);
	for (i = 0; i < rows->n; i++) {
		unsigned long long id = db_number(&rows->row[i], 0);

		there = there || id == chosen;
		filter_option(choice, pool_printf(r->pool, "%llu", id), pool_printf(r->pool, "%s%s%s",
		    db_text(&rows->row[i], 1), between, db_text(&rows->row[i], 2)), id == chosen);
	}
	if (!there)
		filter_option(choice, pool_printf(r->pool, "%llu", chosen), "Number in the address", true);
}

void filter_typed(struct request *r, struct node *form, const char *name)
{
	const struct input_value *v = input_slot(&r->input, name);

	(void)page_control(r, form, v->field, name, v->value, v->error, NULL);
}
