#include "field.h"

#include <assert.h>
#include <string.h>

#include "code.h"
#include "date.h"
#include "ident.h"
#include "pool.h"
#include "str.h"
#include "text.h"

#define DIGITS "0123456789"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define CROCKFORD "0123456789abcdefghjkmnpqrstvwxyz"

#define HANDLE_CHARS 12
#define PHONE_DIGITS 10

/* The limit of a type in characters, where the field has none of its own. */
static const size_t limits[FIELD__MAX] = {
	[FIELD_TEXT] = 200,
	[FIELD_NAME] = 100,
	[FIELD_MEMO] = 4000,
	[FIELD_NUMBER] = 9,
	[FIELD_PHONE] = 30,
	[FIELD_TOKEN] = 128,
	[FIELD_PATH] = 200
};

static bool test_mode;

/* A check gets trimmed text that is not empty. */
struct check {
	struct pool *pool;
	const struct field *field;
	const char *text;
	const char *today;
	const char *value;	/* set by the check when it finds nothing wrong */
};

void field_test_mode(bool on)
{
	test_mode = on;
}

static const char *label_of(const struct field *field)
{
	return field->label != NULL ? field->label : field->name;
}

static bool question(const char *label)
{
	size_t len = strlen(label);

	return len > 0 && label[len - 1] == '?';
}

/* The field at the beginning of a sentence. */
static const char *subject(struct pool *pool, const struct field *field)
{
	const char *label = label_of(field);

	return question(label) ?
	    pool_printf(pool, "The answer to “%s”", label) : label;
}

/* The field inside a sentence: "date of birth", but "NHS number". */
static const char *mention(struct pool *pool, const struct field *field)
{
	char *label = pool_strdup(pool, label_of(field));
	bool word = strchr(LOWER " ", label[0] != '\0' ? label[1] : ' ') != NULL;

	if (question(label))
		return pool_printf(pool, "“%s”", label);
	if (word && label[0] >= 'A' && label[0] <= 'Z' &&
	    !text_starts(label, "I "))
		label[0] = (char)(label[0] - 'A' + 'a');
	return label;
}

static const char *must(const struct check *c, const char *rest)
{
	return pool_printf(c->pool, "%s %s", subject(c->pool, c->field), rest);
}

static size_t limit_of(const struct field *field)
{
	return field->max != 0 ? field->max : limits[field->type];
}

static const char *length_check(const struct check *c)
{
	size_t max = limit_of(c->field), n = text_chars(c->text);

	if (n <= max)
		return NULL;
	return must(c, pool_printf(c->pool,
	    "must be %zu characters or fewer: there %s %zu too many", max,
	    n - max == 1 ? "is" : "are", n - max));
}

static const char *memo_check(struct check *c)
{
	c->value = c->text;
	return length_check(c);
}

/* LF, and the three line ends that only Unicode knows. */
static bool lines(const char *text)
{
	return strchr(text, '\n') != NULL || strstr(text, "\xc2\x85") != NULL ||
	    strstr(text, "\xe2\x80\xa8") != NULL ||
	    strstr(text, "\xe2\x80\xa9") != NULL;
}

static const char *text_field_check(struct check *c)
{
	if (lines(c->text))
		return must(c, "must be on one line");
	return memo_check(c);
}

static const char *date_check(struct check *c)
{
	struct date date;
	const char *wrong = date_typed(c->text, &date, NULL);

	if (wrong != NULL)
		return must(c, wrong);
	c->value = date_iso(c->pool, date);
	if (c->field->not_future && strcmp(c->value, c->today) > 0)
		return must(c, "must be today or in the past");
	return NULL;
}

static const char *number_check(struct check *c)
{
	const char *digits = c->text + strspn(c->text, "0");
	size_t max = limit_of(c->field);

	if (strspn(c->text, DIGITS) != strlen(c->text))
		return must(c, "must be a whole number, like 12");
	if (strlen(digits) > max)
		return must(c, pool_printf(c->pool,
		    "must be a whole number of at most %zu digit%s", max,
		    max == 1 ? "" : "s"));
	c->value = *digits != '\0' ? digits : "0";
	return NULL;
}

static const char *choice_unknown(const struct check *c)
{
	return pool_printf(c->pool, "The answer for %s is not one of the choices",
	    mention(c->pool, c->field));
}

/* NULL when the code may be chosen today. */
static const char *choice_check(const struct check *c, const char *word)
{
	const struct code *code = code_find(c->field->list, word);

	if (code == NULL)
		return choice_unknown(c);
	if (!code_open(code, c->today))
		return pool_printf(c->pool,
		    "The answer for %s, “%s”, can no longer be chosen",
		    mention(c->pool, c->field), code_label(code, c->today));
	return NULL;
}

static const char *code_check(struct check *c)
{
	assert(c->field->list != NULL);
	c->value = c->text;
	return choice_check(c, c->text);
}

/* The word at or after *text, which moves on behind it; NULL after the last. */
static const char *word_next(const char **text, size_t *len_r)
{
	const char *word = *text + strspn(*text, " \t\n");

	*len_r = strcspn(word, " \t\n");
	*text = word + *len_r;
	return *len_r > 0 ? word : NULL;
}

static bool word_in(const char *text, const char *wanted)
{
	const char *word;
	size_t len;

	while ((word = word_next(&text, &len)) != NULL) {
		if (strlen(wanted) == len && memcmp(word, wanted, len) == 0)
			return true;
	}
	return false;
}

/* The chosen codes in list order, each once; *alone_r is one of them that
 * must stand alone, or NULL. */
static size_t codes_chosen(struct check *c, const struct code **alone_r)
{
	const struct codelist *list = c->field->list;
	struct str value;
	size_t n = 0;

	*alone_r = NULL;
	str_init(&value, c->pool);
	for (size_t i = 0; i < list->n; i++) {
		if (!word_in(c->text, list->codes[i].code))
			continue;
		str_printf(&value, "%s%s", n++ > 0 ? " " : "",
		    list->codes[i].code);
		if (code_flag(&list->codes[i], "exclusive"))
			*alone_r = &list->codes[i];
	}
	c->value = value.data;
	return n;
}

static const char *codes_check(struct check *c)
{
	const char *word, *text = c->text, *wrong = NULL;
	const struct code *alone;
	size_t len, n = 0;

	assert(c->field->list != NULL);
	while (wrong == NULL && (word = word_next(&text, &len)) != NULL)
		wrong = n++ < c->field->list->n ?
		    choice_check(c, pool_strndup(c->pool, word, len)) :
		    choice_unknown(c);
	if (wrong != NULL)
		return wrong;
	if (codes_chosen(c, &alone) > 1 && alone != NULL)
		return pool_printf(c->pool,
		    "The answer for %s is “%s” or other choices, not both",
		    mention(c->pool, c->field), alone->label);
	return NULL;
}

static const char *yesno_check(struct check *c)
{
	c->value = c->text;
	if (strcmp(c->text, "Y") == 0 || strcmp(c->text, "N") == 0)
		return NULL;
	return pool_printf(c->pool, "The answer for %s must be yes or no",
	    mention(c->pool, c->field));
}

static const char *tick_check(struct check *c)
{
	c->value = c->text;
	return strcmp(c->text, "Y") == 0 ? NULL :
	    must(c, "must be ticked or left empty");
}

static bool caseless(const char *text, const char *word)
{
	for (; *word != '\0'; text++, word++) {
		if (*text != *word && *text != *word - 'a' + 'A')
			return false;
	}
	return *text == '\0';
}

static const char *phone_check(struct check *c)
{
	size_t digits = 0;

	if (caseless(c->text, "none")) {
		c->value = "none";
		return NULL;
	}
	for (const char *p = c->text; *p != '\0'; p++)
		digits += strchr(DIGITS, *p) != NULL;
	if (strspn(c->text, DIGITS " +()") != strlen(c->text) ||
	    digits < PHONE_DIGITS)
		return must(c, "must be a phone number, like 01632 960 001, or the word none");
	return memo_check(c);
}

/* A sentence of ident's with the field's label in place of its noun. */
static const char *relabelled(const struct check *c, enum ident_kind kind,
    const char *wrong)
{
	return wrong == NULL ? NULL : pool_printf(c->pool, "%s%s",
	    subject(c->pool, c->field), wrong + strlen(ident_noun(kind)));
}

static const char *postcode_check(struct check *c)
{
	return relabelled(c, IDENT_POSTCODE,
	    ident_postcode(c->pool, c->text, &c->value));
}

static const char *nhs_check(struct check *c)
{
	return relabelled(c, IDENT_NHS,
	    ident_nhs(c->pool, c->text, test_mode, &c->value));
}

static const char *upn_check(struct check *c)
{
	return relabelled(c, IDENT_UPN, ident_upn(c->pool, c->text, &c->value));
}

static const char *uprn_check(struct check *c)
{
	return relabelled(c, IDENT_UPRN, ident_uprn(c->pool, c->text, &c->value));
}

static const char *index_check(struct check *c)
{
	return relabelled(c, IDENT_INDEX,
	    ident_index(c->pool, c->text, &c->value));
}

/* The types below steer a request; nobody types them. */
static const char *handle_check(struct check *c)
{
	c->value = c->text;
	if (strlen(c->text) == HANDLE_CHARS &&
	    text_only(c->text, CROCKFORD, HANDLE_CHARS))
		return NULL;
	return must(c, "is not a reference of this service");
}

static const char *token_check(struct check *c)
{
	c->value = c->text;
	if (text_only(c->text, DIGITS LOWER UPPER "_-", limit_of(c->field)))
		return NULL;
	return must(c, "is not a token of this service");
}

/* 3.2 B2: as typed, in any script. */
static const char *name_check(struct check *c)
{
	if (!text_name(c->text))
		return must(c, "may have letters, spaces, hyphens, apostrophes and full stops only");
	return text_field_check(c);
}

static const char *path_check(struct check *c)
{
	c->value = c->text;
	/* "//host" would lead to another site. */
	if (c->text[0] == '/' && c->text[1] != '/' &&
	    text_only(c->text, DIGITS LOWER UPPER "/_.-", limit_of(c->field)) &&
	    strstr(c->text, "..") == NULL)
		return NULL;
	return must(c, "is not a page of this service");
}

/* The parameters of a form are checked one by one against its own fields. */
static const char *rest_check(struct check *c)
{
	c->value = c->text;
	return NULL;
}

static const char *(*const checks[FIELD__MAX])(struct check *) = {
	[FIELD_TEXT] = text_field_check,
	[FIELD_NAME] = name_check,
	[FIELD_MEMO] = memo_check,
	[FIELD_DATE] = date_check,
	[FIELD_NUMBER] = number_check,
	[FIELD_CODE] = code_check,
	[FIELD_CODES] = codes_check,
	[FIELD_YESNO] = yesno_check,
	[FIELD_TICK] = tick_check,
	[FIELD_PHONE] = phone_check,
	[FIELD_POSTCODE] = postcode_check,
	[FIELD_NHS] = nhs_check,
	[FIELD_UPN] = upn_check,
	[FIELD_UPRN] = uprn_check,
	[FIELD_INDEX] = index_check,
	[FIELD_HANDLE] = handle_check,
	[FIELD_TOKEN] = token_check,
	[FIELD_PATH] = path_check,
	[FIELD_REST] = rest_check
};

const char *field_check(struct pool *pool, const struct field *field,
    const char *raw, const char *today, const char **value_r)
{
	struct check c = {
		.pool = pool, .field = field, .today = today,
		/* A space at the end of a password is part of it. */
		.text = field->sensitive ? raw : text_trim(pool, raw)
	};
	const char *wrong;

	assert(field->type > 0 && field->type < FIELD__MAX);
	*value_r = "";
	if (*c.text == '\0')
		return NULL;
	wrong = checks[field->type](&c);
	*value_r = wrong == NULL ? c.value : raw;
	return wrong;
}

static bool chosen(enum field_type type)
{
	return type == FIELD_CODE || type == FIELD_CODES ||
	    type == FIELD_YESNO || type == FIELD_TICK;
}

const char *field_missing(struct pool *pool, const struct field *field)
{
	const char *label = mention(pool, field);

	if (question(label_of(field)))
		return pool_printf(pool, "Answer %s", label);
	if (field->type == FIELD_TICK)
		return pool_printf(pool, "Tick “%s”", label_of(field));
	return pool_printf(pool, "%s %s",
	    chosen(field->type) ? "Select" : "Enter", label);
}

static const char *codes_show(struct pool *pool, const struct field *field,
    const char *value)
{
	const char *today = date_iso(pool, date_today());
	const char *word;
	size_t len;
	struct str s;

	str_init(&s, pool);
	while ((word = word_next(&value, &len)) != NULL) {
		const char *text = pool_strndup(pool, word, len);
		const struct code *code = field->list != NULL ?
		    code_find(field->list, text) : NULL;

		str_printf(&s, "%s%s", s.len > 0 ? ", " : "",
		    code != NULL ? code_label(code, today) : text);
	}
	return s.data;
}

static const char *date_show(struct pool *pool, const char *value)
{
	struct date date;

	return date_parse(value, &date) ? date_long(pool, date) : value;
}

const char *field_show(struct pool *pool, const struct field *field,
    const char *value)
{
	switch (field->type) {
	case FIELD_DATE:
		return date_show(pool, value);
	case FIELD_CODE:
	case FIELD_CODES:
		return codes_show(pool, field, value);
	case FIELD_YESNO:
	case FIELD_TICK:
		return strcmp(value, "Y") == 0 ? "Yes" :
		    strcmp(value, "N") == 0 ? "No" : value;
	case FIELD_NHS:
		return ident_nhs_show(pool, value);
	default:
		return value;
	}
}
