#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "match.h"
#include "pool.h"
#include "redaction-pattern.h"
#include "redaction-rules.h"
#include "str.h"
#include "text.h"

/* 5.3, step 1: the names and places of a case as words to look for. */

#define WORDS_MAX	12	/* of one name or line */

struct term {
	const char *word[WORDS_MAX];	/* without marks, in upper case */
	size_t n;
	const char *put;
	bool family, shared, everyday;	/* of the family name; more than one person's */
};

struct words {
	const char **word;		/* sorted */
	size_t n, size;
};

struct redaction_list {
	struct pool *pool;
	struct words plain, names;
	struct term *term;
	size_t n, size;
};

static const char *fold(struct pool *pool, const char *word, size_t len)
{
	return match_normalise(pool, pool_strndup(pool, word, len));
}

static int order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void word_add(struct pool *pool, struct words *words, const char *word)
{
	const char **more;

	if (words->n == words->size) {
		words->size = words->size == 0 ? 1024 : words->size * 2;
		more = pool_array(pool, words->size, sizeof(*more));
		if (words->n > 0)
			memcpy(more, words->word, words->n * sizeof(*more));
		words->word = more;
	}
	words->word[words->n++] = word;
}

static void words_read(struct pool *pool, struct words *words, const char *const *texts)
{
	const char *s;
	size_t len;

	for (; texts != NULL && *texts != NULL; texts++) {
		for (s = *texts; *s != '\0'; s += len == 0 ? 1 : len) {
			len = redaction_letters(s);
			if (len > 0)
				word_add(pool, words, fold(pool, s, len));
		}
	}
	if (words->n > 0)
		qsort(words->word, words->n, sizeof(*words->word), order);
}

struct redaction_list *redaction_list(struct pool *pool, const char *const *words,
    const char *const *names)
{
	struct redaction_list *list = pool_new(pool, struct redaction_list);

	list->pool = pool;
	words_read(pool, &list->plain, words);
	words_read(pool, &list->names, names);
	return list;
}

static bool in(const struct words *words, const char *word)
{
	return words->n > 0 && bsearch(&word, words->word, words->n, sizeof(*words->word), order) != NULL;
}

static bool everyday_folded(const struct redaction_list *list, const char *word)
{
	return in(&list->plain, word) || in(&list->names, word);
}

bool redaction_everyday(const struct redaction_list *list, const char *word, size_t len)
{
	const char *folded = fold(list->pool, word, len);
	size_t n = strlen(folded);

	return !in(&list->names, folded) && (in(&list->plain, folded) || (n > 3 &&
	    folded[n - 1] == 'S' && in(&list->plain, pool_strndup(list->pool, folded, n - 1))));
}

/* -- making it -- */

static bool term_same(const struct term *a, const struct term *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		if (strcmp(a->word[i], b->word[i]) != 0)
			return false;
	}
	return true;
}

/* A family name that others have as well says of nobody who it is. */
static bool shared(struct redaction_list *list, const struct term *term)
{
	bool known = false;

	for (size_t i = 0; i < list->n && term->family; i++) {
		struct term *other = &list->term[i];

		if (!other->family || !term_same(other, term))
			continue;
		known = true;
		if (strcmp(other->put, term->put) != 0) {
			other->put = "[family name]";
			other->shared = true;
		}
	}
	return known;
}

static void term_add(struct redaction_list *list, const struct term *term)
{
	struct term *more;

	if (term->n == 0 || (term->n == 1 && text_chars(term->word[0]) < 2) || shared(list, term))
		return;
	if (list->n == list->size) {
		list->size = list->size == 0 ? 32 : list->size * 2;
		more = pool_array(list->pool, list->size, sizeof(*more));
		if (list->n > 0)
			memcpy(more, list->term, list->n * sizeof(*more));
		list->term = more;
	}
	list->term[list->n] = *term;
	list->term[list->n].everyday = true;
	for (size_t i = 0; i < term->n; i++) {
		if (!everyday_folded(list, term->word[i]))
			list->term[list->n].everyday = false;
	}
	list->n++;
}

/* Adds the words of text to the term. */
static void words_add(struct redaction_list *list, struct term *term, const char *text)
{
	size_t len, n;

	for (; text != NULL && *text != '\0'; text += len) {
		n = redaction_letters(text);
		len = n > 0 ? n : redaction_digits(text);
		if (len == 0)
			len = 1;
		else if (term->n < WORDS_MAX && (n == 0 || fold(list->pool, text, n)[0] != '\0'))
			term->word[term->n++] = n > 0 ? fold(list->pool, text, n) :
			    pool_strndup(list->pool, text, len);
	}
}

/* So many words from this one on, one after the other and as one word. */
static void run_add(struct redaction_list *list, const struct term *all, size_t from, size_t n)
{
	struct term run = { .n = n, .put = all->put, .family = all->family };
	struct term one = { .n = 1, .put = all->put, .family = all->family };
	struct str s;

	str_init(&s, list->pool);
	for (size_t i = 0; i < n; i++) {
		run.word[i] = all->word[from + i];
		str_add(&s, run.word[i]);
	}
	one.word[0] = s.data;
	term_add(list, &run);
	if (n > 1)
		term_add(list, &one);
}

/* The name as a whole, every two words of it ("O'Brien"), and each of them. */
static void parts_add(struct redaction_list *list, const char *text, const char *put, bool family)
{
	struct term all = { .put = put, .family = family };

	words_add(list, &all, text);
	if (all.n > 2)
		run_add(list, &all, 0, all.n);
	for (size_t i = 0; i + 1 < all.n; i++)
		run_add(list, &all, i, 2);
	for (size_t i = 0; i < all.n; i++) {
		if (!redaction_is_digit(all.word[i][0]))
			run_add(list, &all, i, 1);
	}
}

static void full_add(struct redaction_list *list, const char *given, const char *family,
    const char *put)
{
	struct term all = { .put = put }, first = { .put = put };

	words_add(list, &all, given);
	if (all.n > 0)
		first = (struct term){ .word = { all.word[0] }, .n = 1, .put = put };
	words_add(list, &all, family);
	words_add(list, &first, family);
	term_add(list, &all);
	run_add(list, &first, 0, first.n);
}

static bool some(const char *text)
{
	return text != NULL && text[0] != '\0';
}

void redaction_name(struct redaction_list *list, const char *given, const char *family,
    const char *aliases, const char *put)
{
	size_t len;

	if (some(given))
		parts_add(list, given, put, false);
	if (some(given) && some(family))
		full_add(list, given, family, put);
	for (; aliases != NULL && *aliases != '\0'; aliases += len + (aliases[len] != '\0')) {
		len = strcspn(aliases, ",;/");
		parts_add(list, pool_strndup(list->pool, aliases, len), put, false);
	}
	if (some(family))
		parts_add(list, family, put, true);
}

void redaction_place(struct redaction_list *list, const char *text, const char *put)
{
	struct term all = { .put = put }, street = { .put = put }, one;

	words_add(list, &all, text);
	if (all.n > 1)
		term_add(list, &all);
	for (size_t i = 0; i < all.n; i++) {
		if (street.n > 0 || !redaction_is_digit(all.word[i][0]))
			street.word[street.n++] = all.word[i];
		one = (struct term){ .word = { all.word[i] }, .n = 1, .put = put };
		if (text_chars(all.word[i]) > 2 && !redaction_is_digit(all.word[i][0]) &&
		    !everyday_folded(list, all.word[i]))
			term_add(list, &one);
	}
	if (street.n > 1 && street.n < all.n)
		term_add(list, &street);
}

/* -- looking -- */

static size_t word_length(const char *s)
{
	size_t len = redaction_letters(s);

	return len > 0 ? len : redaction_digits(s);
}

/* Is the folded word that of the term, or its plural? */
static bool word_is(const struct redaction_list *list, const char *word, const char *of)
{
	size_t n = strlen(of);

	if (strncmp(word, of, n) != 0)
		return false;
	return word[n] == '\0' || ((strcmp(word + n, "S") == 0 || strcmp(word + n, "ES") == 0) &&
	    !everyday_folded(list, of) && !everyday_folded(list, word));
}

/* Bytes of the text that are this name; first: its first word, folded. */
static size_t term_at(const struct redaction_list *list, const struct term *term, const char *text,
    const char *first, bool *capitals_r)
{
	size_t at = word_length(text), gap, len;

	*capitals_r = redaction_capital(text);
	if (term->n > 1 ? strcmp(first, term->word[0]) != 0 : !word_is(list, first, term->word[0]))
		return 0;
	for (size_t i = 1; i < term->n; i++) {
		gap = redaction_gap(text + at);
		len = word_length(text + at + gap);
		if (gap == 0 || len == 0)
			return 0;
		*capitals_r = *capitals_r && redaction_capital(text + at + gap);
		first = fold(list->pool, text + at + gap, len);
		if (i + 1 < term->n ? strcmp(first, term->word[i]) != 0 : !word_is(list, first, term->word[i]))
			return 0;
		at += gap + len;
	}
	return at;
}

void redaction_find(const struct redaction_list *list, const char *text,
    struct redaction_hit *hit_r)
{
	const char *first = fold(list->pool, text, word_length(text));
	bool capitals;
	size_t len;

	*hit_r = (struct redaction_hit){ .len = 0 };
	for (size_t i = 0; i < list->n && first[0] != '\0'; i++) {
		const struct term *term = &list->term[i];

		if (term->word[0][0] != first[0])
			continue;
		len = term_at(list, term, text, first, &capitals);
		/* "high street": all of every day, and not written as a name. */
		if (len == 0 || len < hit_r->len || (term->everyday && term->n > 1 && !capitals) ||
		    (len == hit_r->len && (term->shared || !hit_r->shared)))
			continue;
		*hit_r = (struct redaction_hit){ len, term->put, term->shared,
		    term->everyday && term->n == 1 };
	}
}

size_t redaction_stands(const struct redaction_list *list, const char *text, const char **put_r)
{
	size_t best = 0;

	for (size_t i = 0; i < list->n; i++) {
		const char *put = list->term[i].put;
		size_t len = strlen(put);

		if (len <= best || strncasecmp(text, put, len) != 0 ||
		    (put[len - 1] != ']' && !redaction_end(text + len)))
			continue;
		best = len;
		*put_r = put;
	}
	return best;
}

const char *redaction_first(const struct redaction_list *list)
{
	return list->n == 0 ? "[name]" : list->term[0].put;
}

struct pool *redaction_pool(const struct redaction_list *list)
{
	return list->pool;
}
