#include <string.h>

#include "pool.h"
#include "redaction-pattern.h"
#include "redaction-rules.h"
#include "str.h"

/* One pass from left to right; passes until nothing changes any more, so that what
 * was put here and what stood beside it do not make something new together. The
 * marks are those of the last. */

#define PASSES	8
#define HOUSE_DIGITS	4

struct run {
	struct redaction_list *list;
	const struct redaction_facts *facts;
	const char *text;		/* all of it */
	struct str out;
	bool sentence;			/* a sentence begins here */
	bool within;			/* of a word or number */
	/* What was put last, where it begins and ends in out; NULL: nothing since. */
	const char *last;
	bool last_shared;
	size_t from, to;
	struct redaction_mark *mark;
	size_t marks_n, marks_size;
};

static void mark_add(struct run *x, size_t at, size_t len)
{
	struct redaction_mark *more;

	if (x->marks_n == x->marks_size) {
		x->marks_size = x->marks_size == 0 ? 16 : x->marks_size * 2;
		more = pool_array(x->out.pool, x->marks_size, sizeof(*more));
		if (x->marks_n > 0)
			memcpy(more, x->mark, x->marks_n * sizeof(*more));
		x->mark = more;
	}
	x->mark[x->marks_n++] = (struct redaction_mark){ at, len };
}

/* -- putting -- */

static bool only(const char *s, const char *signs)
{
	return s[strspn(s, signs)] == '\0';
}

static void put_new(struct run *x, const char *put, bool shared)
{
	char c = put[0];

	x->from = x->out.len;
	if (x->sentence && c >= 'a' && c <= 'z')
		str_addc(&x->out, (char)(c - 'a' + 'A'));
	str_add(&x->out, x->sentence && c >= 'a' && c <= 'z' ? put + 1 : put);
	x->to = x->out.len;
	x->last = put;
	x->last_shared = shared;
	x->sentence = false;
}

/* "Anna Testwick" is one person, said once. */
static void put_name(struct run *x, const char *put, bool shared)
{
	const char *since = x->out.data + x->to;
	bool beside = x->last != NULL && only(since, strcmp(put, "[address]") == 0 ? " -," : " -");

	if (beside && (strcmp(x->last, put) == 0 || (shared && !x->last_shared))) {
		x->out.len = x->to;
		x->out.data[x->to] = '\0';
		return;
	}
	if (x->last != NULL && x->last_shared && !shared && only(since, " -,")) {
		x->sentence = x->from == 0;
		x->out.len = x->from;
		x->out.data[x->from] = '\0';
	}
	put_new(x, put, shared);
}

static size_t copy(struct run *x, const char *s, size_t len)
{
	str_addn(&x->out, s, len);
	x->sentence = false;
	return len;
}

/* -- what may stand at the beginning of a word; each gives the bytes it took -- */

static size_t at_standing(struct run *x, const char *s)
{
	const char *put = NULL;
	bool check;
	size_t len = redaction_stands(x->list, s, &put);

	if (len == 0) {
		len = redaction_put(s, &check);
		if (len > 0 && check)
			mark_add(x, x->out.len, len);
		return len == 0 ? 0 : copy(x, s, len);
	}
	x->from = x->out.len;
	(void)copy(x, s, len);
	x->to = x->out.len;
	x->last = put;
	x->last_shared = strcmp(put, "[family name]") == 0;
	return len;
}

static size_t at_reference(struct run *x, const char *s)
{
	size_t len = x->facts->reference == NULL ? 0 : strlen(x->facts->reference);

	return len > 0 && strncmp(s, x->facts->reference, len) == 0 && redaction_end(s + len) ?
	    copy(x, s, len) : 0;
}

static size_t at_initials(struct run *x, const char *s)
{
	const char *initial = x->facts->initials;
	bool dots = false;
	size_t at = 0;

	if (initial == NULL || strlen(initial) < 2)
		return 0;
	for (; *initial != '\0'; initial++) {
		if (s[at] != *initial)
			return 0;
		at++;
		dots = dots || s[at] == '.';
		if (initial[1] != '\0')
			at += s[at] == '.' ? 1 + (s[at + 1] == ' ') : 0;
	}
	if (redaction_letters(s + at) > 0)
		return 0;
	if (dots) {
		put_name(x, redaction_first(x->list), false);
		return at + (s[at] == '.' && s[at + 1] != '\0' && s[at + 1] != '\n');
	}
	mark_add(x, x->out.len, at);
	return copy(x, s, at);
}

/* The words that follow a title, up to three: "J. Smith", "Anna Lee". */
static size_t names_after(struct run *x, const char *s)
{
	size_t at = 0, len, gap = 0;
	const char *put;

	for (int i = 0; i < 3; i++) {
		len = redaction_letters(s + at + gap);
		if (len == 0 || !redaction_capital(s + at + gap) ||
		    redaction_stands(x->list, s + at + gap, &put) > 0 ||
		    (i > 0 && redaction_everyday(x->list, s + at + gap, len)))
			break;
		at += gap + len;
		gap = s[at] == '.' && len > 1 ? 0 : redaction_gap(s + at);
		if (gap == 0 || memchr(s + at, '\n', gap) != NULL || memchr(s + at, ',', gap) != NULL)
			break;
	}
	return at;
}

static size_t at_title(struct run *x, const char *s)
{
	size_t skip = redaction_title(s), len, title;
	struct redaction_hit hit;

	if (skip == 0 || redaction_letters(s + skip) == 0)
		return 0;
	title = strcspn(s, " .");
	redaction_find(x->list, s + skip, &hit);
	if (hit.len > 0 && !hit.shared && redaction_capital(s + skip)) {
		put_name(x, hit.put, false);
		return skip + hit.len;
	}
	len = names_after(x, s + skip);
	if (len == 0 && hit.len == 0 && title <= 3 && s[0] >= 'a' &&
	    !redaction_everyday(x->list, s + skip, redaction_letters(s + skip)))
		len = redaction_letters(s + skip);
	if (len == 0 || (title > 4 && redaction_everyday(x->list, s + skip, redaction_letters(s + skip))))
		return 0;
	(void)copy(x, s, title);
	str_addc(&x->out, ' ');
	put_new(x, "[name]", false);
	x->last = NULL;
	return skip + len;
}

/* "12a Acacia Road": the number goes with the street. */
static size_t at_house(struct run *x, const char *s)
{
	size_t at = redaction_digits(s), len;
	struct redaction_hit hit;

	if (at == 0 || at > HOUSE_DIGITS)
		return 0;
	len = redaction_letters(s + at);
	at += len == 1 ? 1 : 0;
	len = strspn(s + at, " ,");
	if (len == 0 || redaction_letters(s + at + len) == 0)
		return 0;
	redaction_find(x->list, s + at + len, &hit);
	if (hit.len == 0 || strcmp(hit.put, "[address]") != 0 || !redaction_capital(s + at + len))
		return 0;
	put_name(x, hit.put, false);
	return at + len + hit.len;
}

static size_t at_pattern(struct run *x, const char *s)
{
	const char *put = NULL;
	size_t len = redaction_pattern(x->out.pool, x->facts, s, &put);
	bool check = false;

	if (len == 0)
		return 0;
	if (redaction_put(put, &check) > 0 && check)
		mark_add(x, x->out.len, strlen(put));
	(void)copy(x, put, strlen(put));
	return len;
}

static size_t at_name(struct run *x, const char *s)
{
	struct redaction_hit hit;

	redaction_find(x->list, s, &hit);
	if (hit.len == 0)
		return 0;
	if (hit.everyday && (!redaction_capital(s) || x->sentence)) {
		mark_add(x, x->out.len, hit.len);
		return copy(x, s, hit.len);
	}
	put_name(x, hit.put, hit.shared);
	return hit.len;
}

/* -- words that are left -- */

/* Does this word stand in the text with a small letter as well? */
static bool small_elsewhere(const struct run *x, const char *s, size_t len)
{
	char *small = pool_strndup(x->out.pool, s, len);
	const char *at = x->text;

	if (!redaction_is_upper(small[0]) || redaction_ascii(s) != len)
		return false;
	for (size_t i = 0; i < len; i++)
		small[i] = (char)(redaction_is_upper(small[i]) ? small[i] - 'A' + 'a' : small[i]);
	for (; (at = strstr(at, small)) != NULL; at++) {
		if ((at == x->text || !redaction_is_letter(at[-1])) && redaction_end(at + len))
			return true;
	}
	return false;
}

static bool month(const char *s, size_t len)
{
	static const char *const names[] = { "January", "February", "March", "April", "May", "June",
	    "July", "August", "September", "October", "November", "December", NULL };

	return redaction_word_of(s, len, names) != 0;
}

/* "M.R.O.", "A. B.": letters that may stand for somebody. */
static size_t letters_dotted(const char *s)
{
	size_t at = 0, n = 0;

	while (redaction_letters(s + at) == 1 && redaction_is_upper(s[at]) && s[at + 1] == '.') {
		at += 2;
		n++;
		if (s[at] == ' ' && redaction_letters(s + at + 1) == 1 && s[at + 2] == '.')
			at++;
	}
	if (n > 0 && redaction_letters(s + at) == 1 && redaction_is_upper(s[at])) {
		at++;
		n++;
	}
	return n > 1 ? at : 0;
}

/* "M was seen": the child's own first letter, alone. */
static bool first_letter(const struct run *x, const char *s, size_t len)
{
	return len == 1 && x->facts->initials != NULL && s[0] == x->facts->initials[0] && s[0] != 'I' &&
	    !(s[0] == 'A' && x->sentence) && s[1] != '&';
}

static size_t at_word(struct run *x, const char *s)
{
	size_t len = letters_dotted(s);

	if (len > 0) {
		mark_add(x, x->out.len, len);
		return copy(x, s, len);
	}
	len = redaction_letters(s);
	if (len == 0)
		return 0;
	if (first_letter(x, s, len))
		mark_add(x, x->out.len, len);
	if (len > 1 && redaction_capital(s) && ((month(s, len) && !x->sentence) ||
	    (!redaction_everyday(x->list, s, len) &&
	    !(x->sentence && small_elsewhere(x, s, len)))))
		mark_add(x, x->out.len, len);
	return copy(x, s, len);
}

static size_t at_sign(struct run *x, const char *s)
{
	size_t len = 1;

	while (((unsigned char)s[len] & 0xc0) == 0x80)
		len++;
	str_addn(&x->out, s, len);
	if (strchr(".!?\n", s[0]) != NULL)
		x->sentence = true;
	return len;
}

/* -- the text -- */

static size_t at_figures(struct run *x, const char *s)
{
	const char *put = NULL;
	size_t len = redaction_figures(x->out.pool, x->facts, s, &put);

	if (len > 0)
		(void)copy(x, put, strlen(put));
	return len;
}

static size_t step(struct run *x, const char *s)
{
	static size_t (*const looks[])(struct run *, const char *) = { at_standing, at_reference,
	    at_title, at_initials, at_house, at_pattern };
	size_t i, len = 0;

	if (x->within && (s == x->text || !redaction_is_digit(s[-1])))
		len = at_figures(x, s);
	for (i = 0; !x->within && len == 0 && i < sizeof(looks) / sizeof(looks[0]); i++)
		len = looks[i](x, s);
	if (len == 0)
		len = at_name(x, s);
	if (len == 0)
		len = at_word(x, s);
	if (len == 0 && redaction_digits(s) > 0)
		len = copy(x, s, redaction_digits(s));
	if (len == 0)
		len = at_sign(x, s);
	x->within = redaction_is_digit(s[len - 1]) || redaction_is_letter(s[len - 1]) ||
	    ((unsigned char)s[len - 1] >= 0x80 && redaction_letters(s) > 0);
	return len;
}

static const char *pass(struct redaction_list *list, const struct redaction_facts *facts,
    const char *text, struct redaction *redaction_r)
{
	struct run x = { .list = list, .facts = facts, .text = text, .sentence = true };
	const char *s = text;

	str_init(&x.out, redaction_pool(list));
	while (*s != '\0')
		s += step(&x, s);
	*redaction_r = (struct redaction){ x.out.data, x.mark, x.marks_n };
	return x.out.data;
}

/* What a character of full width (U+FF01 to U+FF5E) is in ASCII; 0: it is none. */
static char wide(const char *text)
{
	unsigned code = ((unsigned char)text[1] & 0x3fU) << 6 | ((unsigned char)text[2] & 0x3fU);

	return code >= 0xf01 && code <= 0xf5e ? (char)(code - 0xf01 + '!') : 0;
}

/* Soft hyphens, joiners of no width, and the characters that fonts keep for themselves;
 * letters and figures of full width become narrow. */
const char *redaction_seen(struct pool *pool, const char *text)
{
	static const char *const unseen[] = { "\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff",
	    NULL };
	struct str s;
	size_t i;

	str_init(&s, pool);
	while (*text != '\0') {
		unsigned char a = (unsigned char)text[0], b = (unsigned char)text[1];

		for (i = 0; unseen[i] != NULL && strncmp(text, unseen[i], strlen(unseen[i])) != 0; i++)
			;
		if (unseen[i] != NULL)
			text += strlen(unseen[i]);
		else if (a == 0xee || (a == 0xef && b <= 0xa3))
			text += 3;
		else if (a == 0xef && (b == 0xbc || b == 0xbd) && wide(text) != 0) {
			str_addc(&s, wide(text));
			text += 3;
		} else
			str_addc(&s, *text++);
	}
	return s.data;
}

void redaction_do(struct redaction_list *list, const struct redaction_facts *facts,
    const char *text, struct redaction *redaction_r)
{
	const char *before = redaction_seen(redaction_pool(list), text);

	for (int i = 0; i < PASSES; i++) {
		const char *after = pass(list, facts, before, redaction_r);

		if (strcmp(before, after) == 0)
			break;
		before = after;
	}
}
