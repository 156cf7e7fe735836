#include <string.h>

#include "conf.h"
#include "letter.h"
#include "lists.h"
#include "page.h"
#include "pool.h"
#include "request.h"
#include "xml.h"

/* Letters as they are read, kept and printed. */

void letter_body_put(struct request *r, struct node *parent, const char *body)
{
	struct node *list = NULL;
	size_t line;

	for (; *body != '\0'; body += line + (body[line] == '\n')) {
		const char *text;

		line = strcspn(body, "\n");
		text = line < 2 ? "" : pool_strndup(r->pool, body + 2, line - 2);
		if (body[0] == 'l' && list == NULL) {
			list = node_add(parent, "list");
			node_set(list, "kind", "bullet");
		}
		if (body[0] == 'l')
			(void)node_leaf(list, "item", text);
		else {
			list = NULL;
			if (body[0] == 'h')
				(void)page_heading(parent, 2, text);
			else
				node_set(page_para(parent, text), "kind", body[0] == 's' ? "signature" : NULL);
		}
	}
}

void letter_address_put(struct request *r, struct node *parent, const char *name,
    const char *address)
{
	size_t line;

	(void)page_para(parent, name);
	for (; *address != '\0'; address += line + (address[line] == '\n')) {
		line = strcspn(address, "\n");
		(void)page_para(parent, pool_strndup(r->pool, address, line));
	}
}

char *letter_kept_text(struct request *r, const struct letter_words *words,
    const struct letter_values *values)
{
	return pool_printf(r->pool, "f %s\nh %s\n%s", conf_text("authority.name"), words->title,
	    letter_merge(r->pool, words, values));
}

/* The line at *text, where it is of that kind, else NULL; *text is then behind it. */
static const char *line_taken(struct pool *pool, const char **text, char kind)
{
	const char *line;
	size_t n;

	if ((*text)[0] != kind)
		return NULL;
	n = strcspn(*text, "\n");
	line = n < 2 ? "" : pool_strndup(pool, *text + 2, n - 2);
	*text += n + ((*text)[n] == '\n');
	return line;
}

void letter_print(struct request *r, const struct letter_sent *sent)
{
	struct node *body = page_begin(r, "print", "Print"), *letter = node_add(body, "letter");
	const char *text = sent->body, *line = sent->to_address;
	const char *from = line_taken(r->pool, &text, 'f'), *title = line_taken(r->pool, &text, 'h');
	size_t n;

	node_set(letter, "title", title != NULL ? title : lists_label(letter_book()->list, sent->kind,
	    r->today));
	node_set(letter, "reference", sent->reference);
	node_set(letter, "from", from != NULL ? from : conf_text("authority.name"));
	node_set(letter, "date", page_day(r, sent->sent_on));
	node_set(letter, "sent", sent->sent_how == NULL ? pool_printf(r->pool, "As it stands on %s",
	    page_day(r, sent->sent_on)) : pool_printf(r->pool, "Sent on %s, %s",
	    page_day(r, sent->sent_on), lists_label(letter_book()->how, sent->sent_how, r->today)));
	(void)node_leaf(letter, "line", sent->to_name);
	for (; *line != '\0'; line += n + (line[n] == '\n')) {
		n = strcspn(line, "\n");
		(void)node_leaf(letter, "line", pool_strndup(r->pool, line, n));
	}
	letter_body_put(r, letter, text);
}
