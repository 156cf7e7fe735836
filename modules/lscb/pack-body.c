#include <string.h>

#include "pack.h"
#include "pdf.h"
#include "redaction-rules.h"
#include "str.h"
#include "text.h"

/* A pack's body is text, a block a line, so that what two people saw is what is frozen,
 * shown and printed. Line ends within a block are U+2028. A word that is marked stands
 * between characters that nobody can type here: redaction takes them out of what came. */

#define MARK_OPEN	"\ue000"
#define MARK_WORD	"\ue001"
#define MARK_CLOSE	"\ue002"
#define LINE		"\u2028"
#define SIGN_BYTES	3
#define AROUND_BYTES	120
#define WORD_CHARS	120

struct pack_draft {
	struct request *r;
	struct redaction_list *list;
	struct redaction_facts facts;
	struct str body;
	struct pack_mark *mark;
	size_t marks_n, marks_size;
};

struct pack_draft *pack_draft_new(struct request *r, struct redaction_list *list,
    const struct lscb_death *death, const char *reference, const char *initials)
{
	struct pack_draft *d = pool_new(r->pool, struct pack_draft);

	*d = (struct pack_draft){ .r = r, .list = list, .facts = { .born_on = death->born_on,
	    .died_on = death->died_on, .reference = reference, .initials = initials } };
	str_init(&d->body, r->pool);
	return d;
}

/* -- making it -- */

/* What is the program's own, or redacted, with its line ends as they may stand. */
static void put(struct pack_draft *d, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n')
			str_add(&d->body, LINE);
		else
			str_addc(&d->body, text[i] == '\t' ? ' ' : text[i]);
	}
}

/* The sentence, or as much of it as there is room for, from and to whole characters. */
static const char *around(struct pack_draft *d, const char *text, const struct redaction_mark *m)
{
	size_t from = m->at, to = m->at + m->len, len = strlen(text);

	while (from > 0 && m->at - from < AROUND_BYTES && text[from - 1] != '\n')
		from--;
	while ((text[from] & 0xc0) == 0x80)
		from++;
	while (to < len && to - m->at - m->len < AROUND_BYTES && text[to] != '\n')
		to++;
	while (to < len && (text[to] & 0xc0) == 0x80)
		to--;
	return pool_strndup(d->r->pool, text + from, to - from);
}

static const char *cut(struct pool *pool, const char *text, size_t chars)
{
	size_t at = 0;

	while (text[at] != '\0' && chars > 0) {
		at++;
		while ((text[at] & 0xc0) == 0x80)
			at++;
		chars--;
	}
	return pool_strndup(pool, text, at);
}

static void mark_add(struct pack_draft *d, const char *text, const struct redaction_mark *m)
{
	struct pool *pool = d->r->pool;
	struct pack_mark *more;

	if (d->marks_n == d->marks_size) {
		d->marks_size = d->marks_size == 0 ? 32 : d->marks_size * 2;
		more = pool_array(pool, d->marks_size, sizeof(*more));
		if (d->marks_n > 0)
			memcpy(more, d->mark, d->marks_n * sizeof(*more));
		d->mark = more;
	}
	d->mark[d->marks_n] = (struct pack_mark){ .number = (unsigned)d->marks_n + 1, .answer = "",
	    .word = cut(pool, pool_strndup(pool, text + m->at, m->len), WORD_CHARS),
	    .around = cut(pool, around(d, text, m), 300), .put = "" };
	d->marks_n++;
	str_printf(&d->body, MARK_OPEN "%zu" MARK_WORD, d->marks_n);
	put(d, text + m->at, m->len);
	str_add(&d->body, MARK_CLOSE);
}

static void put_redacted(struct pack_draft *d, const char *text)
{
	struct redaction done;
	size_t at = 0;

	redaction_do(d->list, &d->facts, text, &done);
	for (size_t i = 0; i < done.marks_n; i++) {
		put(d, done.text + at, done.mark[i].at - at);
		mark_add(d, done.text, &done.mark[i]);
		at = done.mark[i].at + done.mark[i].len;
	}
	put(d, done.text + at, strlen(done.text + at));
}

void pack_draft_heading(struct pack_draft *d, int level, const char *text)
{
	str_printf(&d->body, "%d%s\n", level, text);
}

void pack_draft_para(struct pack_draft *d, const char *text)
{
	str_addc(&d->body, 'p');
	put_redacted(d, text);
	str_addc(&d->body, '\n');
}

void pack_draft_note(struct pack_draft *d, const char *text)
{
	str_printf(&d->body, "p%s\n", text);
}

void pack_draft_row(struct pack_draft *d, const char *key, const char *value)
{
	str_printf(&d->body, "r%s\t", key);
	put_redacted(d, value);
	str_addc(&d->body, '\n');
}

void pack_draft_said(struct pack_draft *d, const char *key, const char *value)
{
	str_printf(&d->body, "r%s\t", key);
	put(d, value, strlen(value));
	str_addc(&d->body, '\n');
}

const char *pack_draft_redact(struct pack_draft *d, const char *text)
{
	struct redaction done;

	redaction_do(d->list, &d->facts, text, &done);
	return done.text;
}

const char *pack_draft_end(struct pack_draft *d, const struct pack_mark **marks_r, size_t *n_r)
{
	*marks_r = d->mark;
	*n_r = d->marks_n;
	return d->body.data;
}

/* -- with its answers -- */

static const struct pack_mark *mark_of(const struct pack_mark *marks, size_t n,
    unsigned long long number)
{
	for (size_t i = 0; i < n; i++) {
		if (marks[i].number == number)
			return &marks[i];
	}
	return NULL;
}

/* A mark at s, and where the text goes on behind it. */
static const char *answered(struct request *r, struct str *out, const char *s,
    const struct pack_mark *marks, size_t n)
{
	const char *word = strstr(s, MARK_WORD), *end = strstr(s, MARK_CLOSE);
	const struct pack_mark *m;
	unsigned long long number;

	if (word == NULL || end == NULL || !text_number(pool_strndup(r->pool, s + SIGN_BYTES,
	    (size_t)(word - s) - SIGN_BYTES), &number))
		return s + SIGN_BYTES;
	word += SIGN_BYTES;
	m = mark_of(marks, n, number);
	if (m != NULL && strcmp(m->answer, "REMOVED") == 0)
		str_add(out, m->put);
	else if (m != NULL && strcmp(m->answer, "KEPT") == 0)
		str_addn(out, word, (size_t)(end - word));
	else
		str_printf(out, "\u00ab%.*s\u00bb", (int)(end - word), word);
	return end + SIGN_BYTES;
}

const char *pack_body_answered(struct request *r, const char *body, const struct pack_mark *marks,
    size_t n)
{
	struct str out;
	size_t len;

	str_init(&out, r->pool);
	while (*body != '\0') {
		if (strncmp(body, MARK_OPEN, SIGN_BYTES) == 0) {
			body = answered(r, &out, body, marks, n);
			continue;
		}
		len = 1 + strcspn(body + 1, "\xee");
		str_addn(&out, body, len);
		body += len;
	}
	return out.data;
}

/* -- showing -- */

struct block {
	char kind;
	const char *key, *text;
};

static const char *lines(struct pool *pool, const char *text, size_t len)
{
	struct str s;

	str_init(&s, pool);
	for (size_t i = 0; i < len; i++) {
		if (strncmp(text + i, LINE, SIGN_BYTES) == 0) {
			str_addc(&s, '\n');
			i += SIGN_BYTES - 1;
		} else {
			str_addc(&s, text[i]);
		}
	}
	return s.data;
}

/* The next block of the body, which moves on. False: no more. */
static bool block_next(struct request *r, const char **body, struct block *block_r)
{
	const char *s = *body;
	size_t len = strcspn(s, "\n"), key;

	if (*s == '\0')
		return false;
	*body = s + len + (s[len] == '\n');
	*block_r = (struct block){ .kind = s[0], .key = "" };
	s++;
	len -= len > 0;
	key = block_r->kind == 'r' ? strcspn(s, "\t\n") : 0;
	if (block_r->kind == 'r') {
		block_r->key = pool_strndup(r->pool, s, key);
		key += s[key] == '\t';
	}
	block_r->text = lines(r->pool, s + key, len - key);
	return true;
}

void pack_body_show(struct request *r, struct node *parent, const char *body)
{
	struct node *summary = NULL;
	struct block b;

	while (block_next(r, &body, &b)) {
		if (b.kind != 'r')
			summary = NULL;
		if (b.kind == 'r' && summary == NULL)
			summary = node_add(parent, "summary");
		if (b.kind == 'r')
			(void)page_row(summary, b.key, b.text);
		else if (b.kind == 'p')
			(void)page_para(parent, b.text);
		else
			(void)page_heading(parent, b.kind == '1' ? 2 : 3, b.text);
	}
}

void pack_body_print(struct request *r, struct pdf *pdf, const char *body)
{
	struct block b;

	while (block_next(r, &body, &b)) {
		if (b.kind == 'r')
			pdf_row(pdf, b.key, b.text);
		else if (b.kind == 'p')
			pdf_para(pdf, b.text);
		else
			pdf_heading(pdf, b.kind - '0' + 1, b.text);
	}
}
