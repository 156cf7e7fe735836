/*
 * letter-words: the wording of a module's letters and notices, from a file that the
 * authority may change. [name] in a text is a value of the record.
 */
#ifndef EVERYCHILD_LETTER_WORDS_H
#define EVERYCHILD_LETTER_WORDS_H

#include <stdbool.h>
#include <stddef.h>

struct node;
struct pool;

struct letter_words {
	const char *kind, *title;
	const char *to;			/* words of the module: to whom it may go */
	size_t n;
	struct letter_part {
		char kind;		/* p paragraph, h heading, l item of a list, s signature */
		const char *text;
		const char *when;	/* only where this value is there; NULL: always */
	} *part;
};

#define LETTER_VALUES_MAX	40
struct letter_values {
	size_t n;
	struct { const char *name, *value; } value[LETTER_VALUES_MAX];
};

/* What a module's letters are. */
struct letter_book {
	const char *list;		/* code list of the kinds, each of which has a wording */
	const char *how;		/* code list of how they are sent */
	const char *const *names;	/* what may stand in brackets, and as when */
	size_t names_n;
	/* What else a wording must hold to: NULL, or a sentence. NULL: nothing. */
	const char *(*rule)(struct pool *, const struct letter_words *);
};

/* Exits with a sentence when the file cannot be used: a kind of the book's list is
 * missing, a name in brackets is not known, or the book's rule does not hold. */
void letter_words_load(const struct letter_book *book, const char *path);
/* NULL, or why the wording cannot be used. */
const char *letter_words_read(struct pool *pool, const struct letter_book *book,
    struct node *root);
/* The book that was loaded. */
const struct letter_book *letter_book(void);
/* Does this text stand in a part that is always there? */
bool letter_words_always(const struct letter_words *words, const char *text);
const struct letter_words *letter_words_find(const char *kind);

/* value NULL counts as "". */
void letter_value(struct letter_values *values, const char *name, const char *value);
/* The merged letter as it is kept: a line a paragraph, each after its kind and a
 * space. What a value holds can make further paragraphs, and nothing else. */
char *letter_merge(struct pool *pool, const struct letter_words *words,
    const struct letter_values *values);

#endif
