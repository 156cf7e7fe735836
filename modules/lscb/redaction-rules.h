/*
 * redaction-rules: takes out of text what says who it is about (sections.md 5.3).
 * Text in, text and marks out: nothing but the arguments is asked.
 *
 *	list = redaction_list(pool, words, names);
 *	redaction_name(list, "Ivo James", "Testwick", "Vee, Ivy", "the child");
 *	redaction_place(list, "St Bride's Primary School", "primary school");
 *	redaction_do(list, &facts, text, &redaction);
 *
 * A word of the list is taken wherever it stands as a word: in any case, with and
 * without accents, with 's, in the plural, hyphened. One that is also a word of every
 * day ("Will", "Rose") is taken where it is written as a name within a sentence, and
 * marked everywhere else. Addresses, numbers, days and times go by their form, and
 * every capitalised word that is then left and no word of every day is marked.
 *
 * Text that was redacted is not changed when it is redacted again by the same list.
 */
#ifndef EVERYCHILD_LSCB_REDACTION_RULES_H
#define EVERYCHILD_LSCB_REDACTION_RULES_H

#include <stdbool.h>
#include <stddef.h>

struct pool;
struct redaction_list;

/* Days are YYYY-MM-DD, NULL: not known. */
struct redaction_facts {
	const char *born_on, *died_on;
	const char *reference;		/* the case's own identifier, which stays; NULL: none */
	const char *initials;		/* of the first name of the list, "IJT"; NULL: none */
};

/* Bytes of the new text that somebody has to look at. */
struct redaction_mark {
	size_t at, len;
};

struct redaction {
	const char *text;
	const struct redaction_mark *mark;	/* from left to right, none in another */
	size_t marks_n;
};

/* words: those of every day, space separated, of several texts ended by NULL. names: of
 * words of every day that are names as well, so that they are marked where they are
 * written as one. What is put for a name later is not copied. */
struct redaction_list *redaction_list(struct pool *pool, const char *const *words,
    const char *const *names);

/* A person. aliases: commas between; a family name that others of the list have as well
 * takes the words of whoever stands beside it ("Anna Testwick" is Mother), and alone is
 * "[family name]". Any part may be NULL or empty; parts of one letter are passed over. */
void redaction_name(struct redaction_list *list, const char *given, const char *family,
    const char *aliases, const char *put);
/* A line of an address, a school, practice or hospital: the whole of it, and each of
 * its words that is none of every day. */
void redaction_place(struct redaction_list *list, const char *text, const char *put);

void redaction_do(struct redaction_list *list, const struct redaction_facts *facts,
    const char *text, struct redaction *redaction_r);

/* The text without what nobody sees and what would part a name. */
const char *redaction_seen(struct pool *pool, const char *text);

/* -- redaction-pattern.c: what goes by its form -- */

/* What begins at text and is known by its form; 0: nothing. *put_r: what stands for
 * it. at a word's beginning. The second is what a pattern puts, which stays. */
size_t redaction_pattern(struct pool *pool, const struct redaction_facts *facts,
    const char *text, const char **put_r);
/* A number that begins at text, within a word: "NHS9990123454". */
size_t redaction_figures(struct pool *pool, const struct redaction_facts *facts, const char *text,
    const char **put_r);
size_t redaction_put(const char *text, bool *check_r);
/* "Dr ", "Mrs. ", "DC ": a title and what parts it from a name; 0: none. */
size_t redaction_title(const char *text);

/* -- characters -- */

/* Bytes of the letters, of any writing, that begin at text. */
size_t redaction_letters(const char *text);
bool redaction_capital(const char *text);
/* Bytes of spaces, hyphens, apostrophes and the like between two words of a name; 0:
 * none, or more than a name has. */
size_t redaction_gap(const char *text);

/* -- redaction-list.c: the words -- */

/* A word of every day, and no name as well? A plural counts as its singular. */
bool redaction_everyday(const struct redaction_list *list, const char *word, size_t len);

struct redaction_hit {
	size_t len;		/* bytes; 0: nothing */
	const char *put;
	bool shared;		/* a name that others have as well */
	bool everyday;		/* and a word of every day: only where it is written as a name */
};

/* The longest name of the list that begins at text. */
void redaction_find(const struct redaction_list *list, const char *text,
    struct redaction_hit *hit_r);
/* What the list puts for somebody, standing there already; *put_r: of whom. */
size_t redaction_stands(const struct redaction_list *list, const char *text, const char **put_r);
/* What was put for the first name. */
const char *redaction_first(const struct redaction_list *list);
struct pool *redaction_pool(const struct redaction_list *list);

#endif
