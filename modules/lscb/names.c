#include <string.h>
#include <strings.h>

#include "meeting.h"

/* 5.6: what leaves the case (recommendations, actions, minutes) identifies no child. A
 * part of a name is a run of letters, two or more; it stands in a text as a word. */

#define SHORT_NAME	3	/* so short a word counts where it is written as a name alone */

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static size_t word_at(const char *text)
{
	size_t len = 0;

	while (letter(text[len]))
		len++;
	return len;
}

static bool has(const char *text, const char *part, size_t len)
{
	const char *at = text;

	while (*at != '\0') {
		size_t n = word_at(at);

		if (n == len && strncasecmp(at, part, len) == 0 &&
		    (len > SHORT_NAME || at[0] < 'a' || at[0] > 'z'))
			return true;
		at += n == 0 ? 1 : n;
	}
	return false;
}

const char *lscb_name_in(struct request *r, unsigned long long record, const char *text)
{
	struct db_rows rows;
	size_t i;

	if (record == 0 || text[0] == '\0')
		return NULL;
	(void)db_list(r->db, &lscb_sql[LSCB_NAME_PARTS], &rows, record, record);
	for (i = 0; i < rows.n; i++) {
		const char *at = db_text(&rows.row[i], 0);

		while (at != NULL && *at != '\0') {
			size_t n = word_at(at);

			if (n >= 2 && has(text, at, n))
				return pool_printf(r->pool, "%.*s", (int)n, at);
			at += n == 0 ? 1 : n;
		}
	}
	return NULL;
}

void lscb_nameless(struct request *r, unsigned long long record, const char *field)
{
	/* The name is not said again: the message would tell it to who may not know it. */
	if (lscb_name_in(r, record, input_text(&r->input, field)) != NULL)
		input_refuse(&r->input, field, "This text holds a name of the case. Write it so that it "
		    "identifies no child");
}
