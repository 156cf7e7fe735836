#include <string.h>

#include "ident.h"
#include "index.h"
#include "str.h"

static const char *typed(struct request *r, const char *name)
{
	return input_text(&r->input, name);
}

static bool empty(struct request *r, const char *name)
{
	return typed(r, name)[0] == '\0';
}

/* The kinds of address that there is one for. */
static bool placed(struct request *r)
{
	return input_is(&r->input, "address_status", "ADDR_CUR") ||
	    input_is(&r->input, "address_status", "ADDR_LAST");
}

static void placed_check(struct request *r)
{
	if (empty(r, "line1"))
		input_refuse(&r->input, "line1", "Enter the first line of the address");
	if (empty(r, "town") && empty(r, "postcode"))
		input_refuse(&r->input, "town", "Enter the town or the postcode");
	if (ident_postcode_pseudo(typed(r, "postcode")))
		input_refuse(&r->input, "postcode",
		    "This postcode stands for no address: select “No known address”");
}

static void nowhere_check(struct request *r)
{
	static const char *const parts[] = { "line1", "line2", "line3", "town", "uprn" };
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!empty(r, parts[i]))
			input_refuse(&r->input, parts[i],
			    "Leave the address empty, or select “Current address” or “Last known address”");
	if (!empty(r, "postcode") && (!ident_postcode_pseudo(typed(r, "postcode")) ||
	    !input_is(&r->input, "address_status", "ADDR_NONE")))
		input_refuse(&r->input, "postcode",
		    "Leave the postcode empty, or select “Current address” or “Last known address”");
}

void address_check(struct request *r)
{
	if (empty(r, "address_status"))
		return;
	if (placed(r))
		placed_check(r);
	else
		nowhere_check(r);
}

void address_add(struct request *r, unsigned long long child)
{
	if (placed(r))
		(void)db_write(r->db, &index_sql[INDEX_ADDRESS_ADD], child, typed(r, "line1"),
		    typed(r, "line2"), typed(r, "line3"), typed(r, "town"), typed(r, "postcode"),
		    typed(r, "uprn"), empty(r, "address_since") ? NULL : typed(r, "address_since"));
}

static const char *joined(struct request *r, const char *const part[5], const char *between)
{
	struct str s;
	size_t i;

	str_init(&s, r->pool);
	for (i = 0; i < 5; i++)
		if (part[i][0] != '\0')
			str_printf(&s, "%s%s", s.len > 0 ? between : "", part[i]);
	return s.data;
}

const char *address_text(struct request *r, const struct db_row *row, const char *between)
{
	const char *part[5] = { db_text(row, 0), db_text(row, 1), db_text(row, 2), db_text(row, 3),
	    db_text(row, 4) };

	return joined(r, part, between);
}

const char *address_typed(struct request *r)
{
	const char *part[5] = { typed(r, "line1"), typed(r, "line2"), typed(r, "line3"),
	    typed(r, "town"), typed(r, "postcode") };

	return placed(r) ? joined(r, part, ", ") : "";
}
