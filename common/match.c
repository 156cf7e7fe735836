#include "match.h"

#include <stdlib.h>
#include <string.h>

#include "ident.h"
#include "match-fold.h"
#include "pool.h"
#include "str.h"
#include "text.h"
#include "xml.h"

#define STRONG_FROM 85
#define POSSIBLE_FROM 60
#define CONFLICT_CAP 69		/* rule M3 */
#define SIBLING_CAP 59
#define UNLIKE (-12)		/* names that have nothing in common */
#define LIKE 0.92

#define TABLE_SIZE(table) (sizeof(table) / sizeof(*(table)))

/* One reason for or against. */
struct evidence {
	int points;
	const char *said;
};

struct variant {
	const char *name;
	size_t group;
};

/* The words of conf/name-variants.xml, normalised. */
static struct {
	struct variant *variants;	/* by name */
	size_t variants_n;
	const char **titles;		/* lists end in NULL */
	const char **placeholders;
} words;

/* A name of a person, ready to be compared. */
struct ready {
	const char *given, *family;
	const char *family_sound, *given_sound;
	bool current;
};

struct ready_list {
	struct ready *names;
	size_t n;
};

static bool missing(const char *value)
{
	return value == NULL || *value == '\0';
}

static bool same(const char *a, const char *b)
{
	return !missing(a) && !missing(b) && strcmp(a, b) == 0;
}

/* The character at *text, which moves on to the next; text is well formed. */
static unsigned next_char(const char **text)
{
	const unsigned char *s = (const unsigned char *)*text;
	unsigned code = s[0];
	size_t more = code >= 0xf0 ? 3 : code >= 0xe0 ? 2 : code >= 0xc0 ? 1 : 0;
	size_t n = 1;

	if (more > 0)
		code &= 0x3fU >> more;
	for (; n <= more && (s[n] & 0xc0) == 0x80; n++)
		code = code << 6 | (s[n] & 0x3fU);
	*text += n;
	return code;
}

static bool mark(unsigned code)
{
	for (size_t i = 0; i < TABLE_SIZE(match_marks); i++) {
		if (code >= match_marks[i][0] && code <= match_marks[i][1])
			return true;
	}
	return false;
}

/* Apostrophes in all the shapes keyboards have, full stop, middle dot. */
static bool deleted(unsigned code)
{
	static const unsigned signs[] = {
		'\'', '.', '`', 0xb4, 0xb7, 0x2b9, 0x2bb, 0x2bc, 0x2bd, 0x2be,
		0x2bf, 0x2c8, 0x2018, 0x2019, 0x201b, 0x2032
	};

	for (size_t i = 0; i < TABLE_SIZE(signs); i++) {
		if (code == signs[i])
			return true;
	}
	return false;
}

static bool between_words(unsigned code)
{
	return code == ' ' || code == '-' || code == '\t' || code == '\n' ||
	    code == '\r' || code == 0xa0 || (code >= 0x2000 && code <= 0x200a) ||
	    (code >= 0x2010 && code <= 0x2015) || code == 0x202f ||
	    code == 0x2212;
}

static const char *folded(unsigned code)
{
	size_t low = 0, high = TABLE_SIZE(match_fold);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (match_fold[middle].code == code)
			return match_fold[middle].fold;
		if (match_fold[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void fold_add(struct str *s, unsigned code, const char *bytes, size_t len)
{
	const char *fold = code < 0x80 ? NULL : folded(code);

	if (code >= 'a' && code <= 'z')
		str_addc(s, (char)(code - 'a' + 'A'));
	else if (fold != NULL)
		str_add(s, fold);
	else
		str_addn(s, bytes, len);
}

static char *fold_name(struct pool *pool, const char *name)
{
	bool gap = false;
	struct str s;

	str_init(&s, pool);
	while (name != NULL && *name != '\0') {
		const char *start = name;
		unsigned code = next_char(&name);

		if (mark(code) || deleted(code))
			continue;
		if (between_words(code)) {
			gap = s.len > 0;
			continue;
		}
		if (gap)
			str_addc(&s, ' ');
		gap = false;
		fold_add(&s, code, start, (size_t)(name - start));
	}
	return s.data;
}

static bool listed(const char *const *list, const char *word, size_t len)
{
	for (; list != NULL && *list != NULL; list++) {
		if (strlen(*list) == len && memcmp(*list, word, len) == 0)
			return true;
	}
	return false;
}

char *match_normalise(struct pool *pool, const char *name)
{
	char *folded_name = fold_name(pool, name);
	char *rest = strchr(folded_name, ' ');

	/* A name that is nothing but a title is somebody's name. */
	while (rest != NULL && listed(words.titles, folded_name,
	    (size_t)(rest - folded_name))) {
		folded_name = rest + 1;
		rest = strchr(folded_name, ' ');
	}
	return folded_name;
}

/* The texts of all children called so, normalised. */
static const char **words_read(struct pool *pool, const struct node *root,
    const char *name)
{
	const struct node *node;
	const char **list;
	size_t n = 0;

	for (node = node_child(root, name); node != NULL;
	    node = node_next(node, name))
		n++;
	list = pool_array(pool, n + 1, sizeof(*list));
	n = 0;
	for (node = node_child(root, name); node != NULL;
	    node = node_next(node, name))
		list[n++] = fold_name(pool, node_content(node));
	return list;
}

static int variant_compare(const void *a, const void *b)
{
	const struct variant *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order != 0)
		return order;
	return x->group < y->group ? -1 : x->group > y->group;
}

static size_t variants_count(const struct node *root)
{
	const struct node *group = node_child(root, "variants");
	size_t n = 0;

	for (; group != NULL; group = node_next(group, "variants")) {
		const struct node *name = node_child(group, "name");

		for (; name != NULL; name = node_next(name, "name"))
			n++;
	}
	return n;
}

static void variants_read(struct pool *pool, const struct node *root)
{
	const struct node *node = node_child(root, "variants");
	size_t n = 0;

	words.variants = pool_array(pool, variants_count(root) + 1,
	    sizeof(*words.variants));
	for (size_t group = 0; node != NULL;
	    group++, node = node_next(node, "variants")) {
		const char **names = words_read(pool, node, "name");

		for (; *names != NULL; names++)
			words.variants[n++] = (struct variant){ *names, group };
	}
	words.variants_n = n;
	qsort(words.variants, n, sizeof(*words.variants), variant_compare);
}

static const char *words_load(struct pool *pool, const struct node *root)
{
	memset(&words, 0, sizeof(words));
	if (strcmp(node_name(root), "name-variants") != 0)
		return "is not a list of name variants";
	words.titles = words_read(pool, root, "title");
	words.placeholders = words_read(pool, root, "placeholder");
	variants_read(pool, root);
	return NULL;
}

const char *match_load(struct pool *pool, const char *path)
{
	const char *error;
	const struct node *root = xml_read(pool, path, &error);

	if (root != NULL)
		error = words_load(pool, root);
	return error != NULL ? pool_printf(pool, "%s %s", path, error) : NULL;
}

const char *match_load_bytes(struct pool *pool, const char *bytes, size_t len)
{
	const char *error;
	const struct node *root = xml_parse(pool, bytes, len, &error);

	return root != NULL ? words_load(pool, root) : error;
}

static size_t variant_first(const char *name)
{
	size_t low = 0, high = words.variants_n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(words.variants[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool variant_in(const char *name, size_t group)
{
	for (size_t i = variant_first(name); i < words.variants_n &&
	    strcmp(words.variants[i].name, name) == 0; i++) {
		if (words.variants[i].group == group)
			return true;
	}
	return false;
}

/* Two single words. */
static bool word_variants(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return true;
	for (size_t i = variant_first(a); i < words.variants_n &&
	    strcmp(words.variants[i].name, a) == 0; i++) {
		if (variant_in(b, words.variants[i].group))
			return true;
	}
	return false;
}

/* The words of a normalised name, ending in NULL. */
static char **name_words(struct pool *pool, const char *name)
{
	char **list = pool_array(pool, strlen(name) / 2 + 2, sizeof(*list));
	char *copy = pool_strdup(pool, name);
	size_t n = 0;

	while (*copy != '\0') {
		size_t len = strcspn(copy, " ");

		list[n++] = copy;
		copy += len;
		if (*copy != '\0')
			*copy++ = '\0';
	}
	return list;
}

/* How many words at the beginning of both are variants; *whole_a_r and
 * *whole_b_r say whether that is the whole of a and of b. */
static size_t variants_leading(struct pool *pool, const char *a, const char *b,
    bool *whole_a_r, bool *whole_b_r)
{
	char **x = name_words(pool, a), **y = name_words(pool, b);
	size_t n = 0;

	while (x[n] != NULL && y[n] != NULL && word_variants(x[n], y[n]))
		n++;
	*whole_a_r = x[n] == NULL;
	*whole_b_r = y[n] == NULL;
	return n;
}

bool match_variants(struct pool *pool, const char *a, const char *b)
{
	bool whole_a, whole_b;

	variants_leading(pool, match_normalise(pool, a),
	    match_normalise(pool, b), &whole_a, &whole_b);
	return whole_a && whole_b;
}

/* The sound of a letter; 0 of one that parts others, -1 of one that does not. */
static int letter_sound(char c)
{
	static const char sounds[] = "01230120022455012623010202";
	/*                            ABCDEFGHIJKLMNOPQRSTUVWXYZ */

	return c == 'H' || c == 'W' ? -1 : sounds[c - 'A'] - '0';
}

char *match_soundex(struct pool *pool, const char *name)
{
	char *sound = pool_alloc(pool, 5);
	size_t n = 0;
	int last = 0;

	for (name = match_normalise(pool, name); *name != '\0' && n < 4; name++) {
		int code;

		if (*name < 'A' || *name > 'Z')
			continue;
		code = letter_sound(*name);
		if (n == 0)
			sound[n++] = *name;
		else if (code > 0 && code != last)
			sound[n++] = (char)('0' + code);
		if (code >= 0)
			last = code;
	}
	while (n > 0 && n < 4)
		sound[n++] = '0';
	return sound;
}

struct letters {
	unsigned *codes;
	bool *taken;
	size_t n;
};

static struct letters letters_of(struct pool *pool, const char *text)
{
	size_t len = strlen(text);
	struct letters l = {
		.codes = pool_array(pool, len + 1, sizeof(*l.codes)),
		.taken = pool_array(pool, len + 1, sizeof(*l.taken))
	};

	while (*text != '\0')
		l.codes[l.n++] = next_char(&text);
	return l;
}

/* Takes every letter of one that the other has near the same place. */
static size_t letters_pair(struct letters *a, struct letters *b)
{
	size_t longer = a->n > b->n ? a->n : b->n;
	size_t reach = longer > 3 ? longer / 2 - 1 : 0;
	size_t pairs = 0;

	for (size_t i = 0; i < a->n; i++) {
		for (size_t j = i > reach ? i - reach : 0;
		    j < b->n && j <= i + reach; j++) {
			if (b->taken[j] || a->codes[i] != b->codes[j])
				continue;
			a->taken[i] = b->taken[j] = true;
			pairs++;
			break;
		}
	}
	return pairs;
}

/* Paired letters that stand in another order in the other text. */
static size_t letters_moved(const struct letters *a, const struct letters *b)
{
	size_t j = 0, moved = 0;

	for (size_t i = 0; i < a->n; i++) {
		if (!a->taken[i])
			continue;
		while (!b->taken[j])
			j++;
		if (a->codes[i] != b->codes[j++])
			moved++;
	}
	return moved;
}

double match_likeness(struct pool *pool, const char *a, const char *b)
{
	struct letters x = letters_of(pool, a), y = letters_of(pool, b);
	double pairs = (double)letters_pair(&x, &y), jaro;
	size_t prefix = 0;

	if (x.n == 0 && y.n == 0)
		return 1;
	if (pairs < 1)
		return 0;
	jaro = (pairs / (double)x.n + pairs / (double)y.n +
	    (pairs - (double)letters_moved(&x, &y) / 2) / pairs) / 3;
	while (prefix < 4 && prefix < x.n && prefix < y.n &&
	    x.codes[prefix] == y.codes[prefix])
		prefix++;
	return jaro + 0.1 * (double)prefix * (1 - jaro);
}

static struct ready_list names_ready(struct pool *pool,
    const struct match_person *person)
{
	struct ready_list list = {
		.names = pool_array(pool, person->names_n + 1,
		    sizeof(*list.names)),
		.n = person->names_n
	};

	for (size_t i = 0; i < list.n; i++) {
		struct ready *r = &list.names[i];

		r->given = match_normalise(pool, person->names[i].given);
		r->family = match_normalise(pool, person->names[i].family);
		r->given_sound = match_soundex(pool, r->given);
		r->family_sound = match_soundex(pool, r->family);
		r->current = person->names[i].kind == MATCH_CURRENT;
	}
	return list;
}

static bool words_within(struct pool *pool, const char *few, const char *many)
{
	char **list = name_words(pool, many);

	for (char **word = name_words(pool, few); *word != NULL; word++) {
		if (!listed((const char *const *)list, *word, strlen(*word)))
			return false;
	}
	return true;
}

static struct evidence family_evidence(struct pool *pool, const struct ready *a,
    const struct ready *b)
{
	if (missing(a->family) || missing(b->family))
		return (struct evidence){ 0, "family name missing" };
	if (same(a->family, b->family))
		return a->current && b->current ?
		    (struct evidence){ 25, "same family name" } :
		    (struct evidence){ 22, "same family name, former or also known as" };
	if (words_within(pool, a->family, b->family) ||
	    words_within(pool, b->family, a->family))
		return (struct evidence){ 20, "one family name holds the other" };
	if (match_likeness(pool, a->family, b->family) >= LIKE)
		return (struct evidence){ 16, "family names spelt alike" };
	if (same(a->family_sound, b->family_sound))
		return (struct evidence){ 12, "family names sound alike" };
	return (struct evidence){ UNLIKE, "different family names" };
}

static bool name_placeholder(const char *given)
{
	return missing(given) ||
	    listed(words.placeholders, given, strlen(given));
}

static bool prefix_of(const char *shorter, const char *name)
{
	return text_chars(shorter) >= 3 && text_starts(name, shorter);
}

static bool initial_of(const char *initial, const char *name)
{
	const char *after_initial = initial, *after_first = name;
	unsigned first = next_char(&after_first);

	return next_char(&after_initial) == first && *after_initial == '\0';
}

/* KATE and KATHERINE ANNE: no prefix to the letter, but one to the ear. */
static struct evidence variant_evidence(struct pool *pool, const char *a,
    const char *b)
{
	bool whole_a, whole_b;
	size_t n = variants_leading(pool, a, b, &whole_a, &whole_b);

	if (n > 0 && whole_a && whole_b)
		return (struct evidence){ 16, "given name a known variant" };
	if (prefix_of(a, b) || prefix_of(b, a))
		return (struct evidence){ 14, "one given name starts the other" };
	/* Not E and E JANE, which share an initial only. */
	if (n > 0 && ((whole_a && !text_starts(b, a)) ||
	    (whole_b && !text_starts(a, b))))
		return (struct evidence){ 14, "a known variant starts the other given name" };
	return (struct evidence){ 0, NULL };
}

static struct evidence given_evidence(struct pool *pool, const struct ready *a,
    const struct ready *b)
{
	struct evidence variant;

	/* First, or two babies without a name would have the same name. */
	if (name_placeholder(a->given) || name_placeholder(b->given))
		return (struct evidence){ 0, "given name missing" };
	if (same(a->given, b->given))
		return (struct evidence){ 20, "same given name" };
	variant = variant_evidence(pool, a->given, b->given);
	if (variant.said != NULL)
		return variant;
	if (match_likeness(pool, a->given, b->given) >= LIKE)
		return (struct evidence){ 14, "given names spelt alike" };
	if (same(a->given_sound, b->given_sound))
		return (struct evidence){ 9, "given names sound alike" };
	if (initial_of(a->given, b->given) || initial_of(b->given, a->given))
		return (struct evidence){ 6, "same initial" };
	return (struct evidence){ UNLIKE, "different given names" };
}

struct name_pair {
	struct evidence family, given;
};

/* Names changed over count for both parts or for none. */
static struct name_pair pair_evidence(struct pool *pool, const struct ready *a,
    const struct ready *b)
{
	struct name_pair pair = {
		.family = family_evidence(pool, a, b),
		.given = given_evidence(pool, a, b)
	};

	if (same(a->given, b->family) && same(a->family, b->given) &&
	    pair.family.points + pair.given.points < 18 + 14) {
		pair.family = (struct evidence){ 18, "given and family name changed over" };
		pair.given = (struct evidence){ 14, NULL };
	}
	return pair;
}

/* Every name of one is held against every name of the other. */
static struct name_pair names_evidence(struct pool *pool,
    const struct match_person *a, const struct match_person *b)
{
	struct ready_list x = names_ready(pool, a), y = names_ready(pool, b);
	struct name_pair best = {
		{ 0, "family name missing" }, { 0, "given name missing" }
	};

	for (size_t i = 0; i < x.n; i++) {
		for (size_t j = 0; j < y.n; j++) {
			struct name_pair pair = pair_evidence(pool, &x.names[i],
			    &y.names[j]);

			if ((i == 0 && j == 0) ||
			    pair.family.points + pair.given.points >
			    best.family.points + best.given.points)
				best = pair;
		}
	}
	return best;
}

static bool dob_swapped(const char *a, const char *b)
{
	return strncmp(a, b, 4) == 0 && strncmp(a + 5, b + 8, 2) == 0 &&
	    strncmp(a + 8, b + 5, 2) == 0;
}

static bool dob_there(const char *dob)
{
	return dob != NULL && strlen(dob) == 10;
}

static struct evidence dob_evidence(const struct match_person *a,
    const struct match_person *b)
{
	int different = 0;

	if (!dob_there(a->dob) || !dob_there(b->dob))
		return (struct evidence){ 0, "date of birth missing" };
	if (same(a->dob, b->dob))
		return (struct evidence){ 30, "same date of birth" };
	if (dob_swapped(a->dob, b->dob))
		return (struct evidence){ 20, "day and month of birth changed over" };
	for (int i = 0; i < 10; i++)
		different += a->dob[i] != b->dob[i];
	if (different == 1)
		return (struct evidence){ 18, "one digit of the date of birth differs" };
	if ((a->dob_estimated || b->dob_estimated) &&
	    strncmp(a->dob, b->dob, 4) == 0)
		return (struct evidence){ 10, "same year of birth, a date being estimated" };
	return (struct evidence){ -25, "different dates of birth" };
}

/* A pseudo postcode is no place. */
static bool same_place(const char *a, const char *b)
{
	return same(a, b) && !ident_postcode_pseudo(a);
}

static bool place_in(const char *postcode, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++) {
		if (same_place(postcode, *list))
			return true;
	}
	return false;
}

static bool places_meet(const struct match_person *a,
    const struct match_person *b)
{
	const char *const *old = a->old_postcodes;

	if (place_in(a->postcode, b->old_postcodes) ||
	    place_in(b->postcode, a->old_postcodes))
		return true;
	for (; old != NULL && *old != NULL; old++) {
		if (place_in(*old, b->old_postcodes))
			return true;
	}
	return false;
}

static bool same_sector(struct pool *pool, const char *a, const char *b)
{
	if (missing(a) || missing(b) || ident_postcode_pseudo(a) ||
	    ident_postcode_pseudo(b))
		return false;
	return same(ident_postcode_sector(pool, a),
	    ident_postcode_sector(pool, b));
}

static struct evidence address_evidence(struct pool *pool,
    const struct match_person *a, const struct match_person *b)
{
	bool place = same_place(a->postcode, b->postcode);

	if (same(a->uprn, b->uprn) || (place &&
	    same(match_normalise(pool, a->house), match_normalise(pool, b->house))))
		return (struct evidence){ 15, "same address" };
	if (place)
		return (struct evidence){ 10, "same postcode" };
	if (places_meet(a, b))
		return (struct evidence){ 8, "same as a previous postcode" };
	if (same_sector(pool, a->postcode, b->postcode))
		return (struct evidence){ 4, "postcodes close together" };
	return (struct evidence){ 0, NULL };
}

static bool sex_known(const char *sex)
{
	return sex != NULL && (strcmp(sex, "M") == 0 || strcmp(sex, "F") == 0);
}

static struct evidence sex_evidence(const struct match_person *a,
    const struct match_person *b)
{
	if (!sex_known(a->sex) || !sex_known(b->sex))
		return (struct evidence){ 0, NULL };
	if (same(a->sex, b->sex))
		return (struct evidence){ 5, "same sex" };
	return (struct evidence){ -5, "different sex" };
}

/* The digits of a phone number with the country code of home as 0; empty when
 * they are too few for a number. */
static char *phone_digits(struct pool *pool, const char *phone)
{
	struct str s;

	str_init(&s, pool);
	for (const char *p = phone; *p != '\0'; p++) {
		if (*p >= '0' && *p <= '9')
			str_addc(&s, *p);
	}
	if (s.len < 10)
		return pool_strdup(pool, "");
	if (strncmp(s.data, "0044", 4) == 0)
		return pool_printf(pool, "0%s", s.data + 4);
	if (strchr(phone, '+') != NULL && strncmp(s.data, "44", 2) == 0)
		return pool_printf(pool, "0%s", s.data + 2 +
		    (s.data[2] == '0' ? 1 : 0));	/* +44 (0)1632 … */
	return s.data;
}

static bool lists_meet(struct pool *pool, const char *const *a,
    const char *const *b, char *(*shape)(struct pool *, const char *))
{
	for (; a != NULL && *a != NULL; a++) {
		for (const char *const *p = b; p != NULL && *p != NULL; p++) {
			if (same(shape(pool, *a), shape(pool, *p)))
				return true;
		}
	}
	return false;
}

static struct evidence phone_evidence(struct pool *pool,
    const struct match_person *a, const struct match_person *b)
{
	if (lists_meet(pool, a->phones, b->phones, phone_digits))
		return (struct evidence){ 5, "same phone number" };
	return (struct evidence){ 0, NULL };
}

static struct evidence parent_evidence(struct pool *pool,
    const struct match_person *a, const struct match_person *b)
{
	if (lists_meet(pool, a->parents, b->parents, match_normalise))
		return (struct evidence){ 5, "a parent of the same name" };
	return (struct evidence){ 0, NULL };
}

static int limited(int score, int cap)
{
	return score < 0 ? 0 : score > cap ? cap : score;
}

/* Two children of one family, or of one birth, look much like one child. */
static bool sibling_likely(const struct name_pair *names, int dob, int address)
{
	return dob == 30 && names->family.points >= 12 && address >= 10 &&
	    names->given.points == UNLIKE;
}

static void evidence_add(struct str *s, const struct evidence *evidence,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (evidence[i].said != NULL)
			str_printf(s, "%s%s", s->len > 0 ? "; " : "",
			    evidence[i].said);
	}
}

static void points_score(struct pool *pool, const struct match_person *a,
    const struct match_person *b, struct match_result *result)
{
	struct name_pair names = names_evidence(pool, a, b);
	struct evidence all[] = {
		names.family, names.given, dob_evidence(a, b),
		address_evidence(pool, a, b), sex_evidence(a, b),
		phone_evidence(pool, a, b), parent_evidence(pool, a, b)
	};
	struct str s;
	int sum = 0;

	for (size_t i = 0; i < TABLE_SIZE(all); i++)
		sum += all[i].points;
	result->sibling = sibling_likely(&names, all[2].points, all[3].points);
	result->score = limited(sum, result->sibling ? SIBLING_CAP : 100);
	str_init(&s, pool);
	if (result->sibling)
		str_add(&s, "possible twin or sibling");
	evidence_add(&s, all, TABLE_SIZE(all));
	result->reason = s.data;
}

static bool nhs_valid(struct pool *pool, const char *nhs)
{
	const char *value;

	return !missing(nhs) && ident_nhs(pool, nhs, true, &value) == NULL;
}

static bool rule_decides(const struct match_person *a,
    const struct match_person *b, bool nhs, struct match_result *result)
{
	bool dob = dob_there(a->dob) && same(a->dob, b->dob);

	if (nhs && same(a->nhs, b->nhs))
		*result = dob ? (struct match_result){ .score = 100, .rule = 1,
		    .reason = "same NHS number and date of birth" } :
		    (struct match_result){ .score = POSSIBLE_FROM, .rule = 2,
		    .reason = "same NHS number, but not the same date of birth" };
	else if (dob && same(a->upn, b->upn))
		*result = (struct match_result){ .score = 95, .rule = 4,
		    .reason = "same UPN and date of birth" };
	else
		return false;
	return true;
}

static enum match_band score_band(int score)
{
	if (score >= STRONG_FROM)
		return MATCH_STRONG;
	return score >= POSSIBLE_FROM ? MATCH_POSSIBLE : MATCH_NONE;
}

void match_score(struct pool *pool, const struct match_person *a,
    const struct match_person *b, bool manager, struct match_result *result_r)
{
	bool apart = a->do_not_link || b->do_not_link;
	bool nhs = nhs_valid(pool, a->nhs) && nhs_valid(pool, b->nhs);

	*result_r = (struct match_result){ .rule = 5, .reason = "" };
	if (apart && !manager)
		return;
	result_r->rule = 0;
	if (!rule_decides(a, b, nhs, result_r))
		points_score(pool, a, b, result_r);
	if (nhs && !same(a->nhs, b->nhs)) {
		result_r->score = limited(result_r->score, CONFLICT_CAP);
		result_r->rule = 3;
		result_r->reason = pool_printf(pool, "NHS conflict; %s",
		    result_r->reason);
	}
	if (apart) {
		result_r->rule = 5;
		result_r->reason = pool_printf(pool, "do not link; %s",
		    result_r->reason);
	}
	result_r->band = score_band(result_r->score);
}

static bool names_candidate(const struct ready_list *x,
    const struct ready_list *y, bool same_year, bool same_postcode)
{
	for (size_t i = 0; i < x->n; i++) {
		for (size_t j = 0; j < y->n; j++) {
			const char *a = x->names[i].given, *b = y->names[j].given;

			if (same_year && same(x->names[i].family_sound,
			    y->names[j].family_sound))
				return true;
			if (same_postcode && !missing(a) && !missing(b) &&
			    next_char(&a) == next_char(&b))
				return true;
		}
	}
	return false;
}

bool match_candidate(struct pool *pool, const struct match_person *a,
    const struct match_person *b)
{
	bool dobs = dob_there(a->dob) && dob_there(b->dob);
	struct ready_list x, y;

	if (same(a->uprn, b->uprn) || same(a->nhs, b->nhs) ||
	    same(a->upn, b->upn))
		return true;
	if (dobs && (same(a->dob, b->dob) || dob_swapped(a->dob, b->dob)))
		return true;
	x = names_ready(pool, a);
	y = names_ready(pool, b);
	return names_candidate(&x, &y,
	    dobs && strncmp(a->dob, b->dob, 4) == 0,
	    same(a->postcode, b->postcode));
}
