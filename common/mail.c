#include "mail.h"

#include <string.h>

#include "log.h"
#include "pool.h"
#include "str.h"
#include "terms.h"
#include "text.h"
#include "xml.h"

#define ADDRESS_MAX	200
#define SUBJECT_MAX	70

const struct conf_setting mail_settings[] = {
	/* smtp://HOST:PORT or smtps://HOST:PORT; empty: no message is made or sent. */
	{ "mail.server", CONF_TEXT, "", NULL },
	{ "mail.starttls", CONF_SWITCH, "no", NULL },
	{ "mail.ca_file", CONF_TEXT, "", NULL },
	{ "mail.timeout_seconds", CONF_NUMBER, "20", NULL },
	{ "mail.from", CONF_TEXT, "", NULL },
	/* Where people reach the front door, without a slash at the end. */
	{ "mail.site", CONF_TEXT, "", NULL },
	{ "mail.hour", CONF_NUMBER, "7", NULL },
	{ "mail.due_days", CONF_NUMBER, "3", NULL },
	{ "mail.digest_day", CONF_CHOICE, "Monday", "Monday:Tuesday:Wednesday:Thursday:Friday" },
	{ "mail.try_hours", CONF_NUMBER, "48", NULL },
	{ "mail.keep_days", CONF_NUMBER, "90", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static const char *const names[] = { "dates", "count", "overdue", "unread", "days", "site" };

static struct {
	struct pool *pool;
	size_t n;
	struct mail_message *message;
} state;

/* -- reading -- */

static bool known(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == len && strncmp(names[i], name, len) == 0)
			return true;
	return false;
}

static const char *brackets_check(struct pool *pool, const char *text)
{
	const char *end;

	for (text = strchr(text, '['); text != NULL; text = strchr(end, '[')) {
		end = strchr(text, ']');
		if (end == NULL)
			return "a bracket is not closed";
		if (!known(text + 1, (size_t)(end - text - 1)))
			return pool_printf(pool, "there is no value %.*s", (int)(end - text + 1), text);
	}
	return NULL;
}

static const char *part(const struct node *node, const char *name)
{
	const struct node *child = node_child(node, name);

	return child == NULL ? "" : node_content(child);
}

/* One line of plain characters. */
static bool plain(const char *text, size_t max)
{
	size_t i;

	for (i = 0; text[i] != '\0'; i++)
		if (text[i] < ' ' || text[i] > '~')
			return false;
	return i > 0 && i <= max;
}

static const char *message_read(struct pool *pool, const struct node *node, struct mail_message *m)
{
	const char *why;

	*m = (struct mail_message){ .code = node_get(node, "code"), .name = part(node, "name"),
	    .when = part(node, "when"), .to = part(node, "to"), .subject = part(node, "subject"),
	    .text = part(node, "text") };
	if (m->code == NULL || !text_only(m->code, "abcdefghijklmnopqrstuvwxyz", 16))
		return "a message lacks its code";
	if (!plain(m->subject, SUBJECT_MAX))
		return pool_printf(pool, "%s: the subject is not one line of plain characters", m->code);
	if (m->name[0] == '\0' || m->text[0] == '\0')
		return pool_printf(pool, "%s lacks its name or its text", m->code);
	why = brackets_check(pool, m->text);
	return why == NULL ? NULL : pool_printf(pool, "%s: %s", m->code, why);
}

static const char *messages_read(struct pool *pool, const struct node *root)
{
	const struct node *node;
	const char *why;
	size_t n = 0;

	for (node = node_child(root, "message"); node != NULL; node = node_next(node, "message"))
		n++;
	state.message = pool_array(pool, n + 1, sizeof(*state.message));
	state.n = 0;
	for (node = node_child(root, "message"); node != NULL; node = node_next(node, "message")) {
		why = message_read(pool, node, &state.message[state.n++]);
		if (why != NULL)
			return why;
	}
	return NULL;
}

const char *mail_read(struct pool *pool, const char *bytes, size_t len)
{
	const char *why = NULL;
	const struct node *root = xml_parse(pool, bytes, len, &why);

	return root == NULL ? why : messages_read(pool, root);
}

void mail_load(const char *path)
{
	const char *why = NULL;
	const struct node *root;

	state.pool = pool_create();	/* lives as long as the program */
	root = xml_read(state.pool, path, &why);
	if (root != NULL)
		why = messages_read(state.pool, root);
	if (why != NULL)
		log_fatal("%s: %s", path, why);
}

const struct mail_message *mail_message(size_t i)
{
	return i < state.n ? &state.message[i] : NULL;
}

const struct mail_message *mail_find(const char *code)
{
	size_t i;

	for (i = 0; i < state.n; i++)
		if (strcmp(state.message[i].code, code) == 0)
			return &state.message[i];
	return NULL;
}

/* -- merging -- */

static const char *value_of(const struct mail_value *values, const char *name, size_t len)
{
	for (; values->name != NULL; values++)
		if (strlen(values->name) == len && strncmp(values->name, name, len) == 0)
			return values->value;
	return "";
}

const char *mail_merge(struct pool *pool, const char *text, const struct mail_value *values)
{
	const char *open, *close;
	struct str out;

	str_init(&out, pool);
	text = terms_apply(pool, text);
	for (;;) {
		open = strchr(text, '[');
		close = open == NULL ? NULL : strchr(open, ']');
		if (close == NULL)
			break;
		str_addn(&out, text, (size_t)(open - text));
		str_add(&out, value_of(values, open + 1, (size_t)(close - open - 1)));
		text = close + 1;
	}
	str_add(&out, text);
	return out.data;
}

bool mail_address(const char *text)
{
	const char *at = strchr(text, '@');

	return plain(text, ADDRESS_MAX) && at != NULL && at != text && at[1] != '\0' &&
	    strchr(at + 1, '@') == NULL && strpbrk(text, " <>()[],;:\\\"") == NULL;
}
