#include "audit-entry.h"

#include <string.h>

#include "pool.h"
#include "str.h"
#include "text.h"

#define COLUMNS	20

/* Nothing where the program wrote something is what was changed, as the mac tells. */
static const char *text_of(const struct db_row *row, size_t column)
{
	const char *text = db_text(row, column);

	return text == NULL ? "" : text;
}

void entry_from(const struct db_row *row, struct entry *entry_r)
{
	*entry_r = (struct entry){ .id = db_number(row, 0), .apart = db_number(row, 3),
	    .row = { .chain = text_of(row, 1), .seq = db_number(row, 2),
	    .said_at = text_of(row, 4), .account = db_number(row, 5), .login = text_of(row, 6),
	    .role = text_of(row, 7), .relation = text_of(row, 8), .action = text_of(row, 9),
	    .object = text_of(row, 10), .object_id = db_number(row, 11), .child = db_number(row, 12),
	    .reason = text_of(row, 13), .detail = text_of(row, 14), .request = text_of(row, 15),
	    .address = text_of(row, 16), .outcome = db_number(row, 17) } };
	entry_r->mac = db_bytes(row, 18, &entry_r->mac_len);
}

static void text_add(struct str *s, const char *text)
{
	for (str_addc(s, '\t'); *text != '\0'; text++)
		switch (*text) {
		case '\t': str_add(s, "\\t"); break;
		case '\n': str_add(s, "\\n"); break;
		case '\\': str_add(s, "\\\\"); break;
		default: str_addc(s, *text);
		}
}

void entry_write(struct pool *pool, FILE *out, const char *program, const struct entry *entry)
{
	const struct audit_row *r = &entry->row;
	struct str s;

	str_init(&s, pool);
	str_printf(&s, "%s\t%llu", program, entry->id);
	text_add(&s, r->chain);
	str_printf(&s, "\t%llu\t%llu", r->seq, entry->apart);
	text_add(&s, r->said_at);
	str_printf(&s, "\t%llu", r->account);
	text_add(&s, r->login);
	text_add(&s, r->role);
	text_add(&s, r->relation);
	text_add(&s, r->action);
	text_add(&s, r->object);
	str_printf(&s, "\t%llu\t%llu", r->object_id, r->child);
	text_add(&s, r->reason);
	text_add(&s, r->detail);
	text_add(&s, r->request);
	text_add(&s, r->address);
	str_printf(&s, "\t%llu\t%s\n", r->outcome, text_hex(pool, entry->mac, entry->mac_len));
	(void)fwrite(s.data, 1, s.len, out);
}

/* Up to the next tab; NULL: a sign that stands for none. */
static char *field_read(struct pool *pool, const char *at, size_t len)
{
	char *text = pool_alloc(pool, len + 1), *to = text;
	const char *end = at + len;

	for (; at < end; at++) {
		if (*at != '\\') {
			*to++ = *at;
			continue;
		}
		if (++at == end)
			return NULL;
		switch (*at) {
		case 't': *to++ = '\t'; break;
		case 'n': *to++ = '\n'; break;
		case '\\': *to++ = '\\'; break;
		default: return NULL;
		}
	}
	*to = '\0';
	return text;
}

static bool fields_read(struct pool *pool, const char *line, size_t len,
    char *field_r[COLUMNS])
{
	const char *end = line + len, *tab;
	unsigned i;

	if (memchr(line, '\0', len) != NULL)
		return false;
	for (i = 0; i < COLUMNS; i++) {
		tab = memchr(line, '\t', (size_t)(end - line));
		if ((tab == NULL) != (i == COLUMNS - 1))
			return false;
		field_r[i] = field_read(pool, line, (size_t)((tab == NULL ? end : tab) - line));
		if (field_r[i] == NULL)
			return false;
		line = tab == NULL ? end : tab + 1;
	}
	return true;
}

bool entry_read(struct pool *pool, const char *line, size_t len, struct entry *entry_r)
{
	unsigned char *mac = pool_alloc(pool, SECRET_BYTES);
	struct audit_row *r = &entry_r->row;
	char *f[COLUMNS];

	if (!fields_read(pool, line, len, f))
		return false;
	*entry_r = (struct entry){ .program = f[0], .mac = mac, .mac_len = SECRET_BYTES,
	    .row = { .chain = f[2], .said_at = f[5], .login = f[7], .role = f[8], .relation = f[9],
	    .action = f[10], .object = f[11], .reason = f[14], .detail = f[15], .request = f[16],
	    .address = f[17] } };
	return f[0][0] != '\0' && text_only(f[0], "abcdefghijklmnopqrstuvwxyz", 16) &&
	    text_number(f[1], &entry_r->id) && text_number(f[3], &r->seq) &&
	    text_number(f[4], &entry_r->apart) && text_number(f[6], &r->account) &&
	    text_number(f[12], &r->object_id) && text_number(f[13], &r->child) &&
	    text_number(f[18], &r->outcome) &&
	    secret_from_hex(f[19], strlen(f[19]), mac, SECRET_BYTES);
}
