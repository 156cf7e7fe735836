#include <string.h>

#include "fostering.h"

/* 11.1: what is doubtful but possible is saved only when somebody says that it
 * was looked at, and that they said so is kept. */

void fostering_warn(struct fostering_warnings *w, const char *code, const char *text)
{
	if (w->n < FOSTERING_WARNINGS_MAX)
		w->item[w->n++] = (struct fostering_warning){ .code = code, .text = text };
}

void fostering_warn_apart(struct fostering_warnings *w, const char *code, const char *text)
{
	fostering_warn(w, code, text);
	if (w->n > 0 && strcmp(w->item[w->n - 1].code, code) == 0)
		w->item[w->n - 1].apart = true;
}

static const char *codes(struct request *r, const struct fostering_warnings *w)
{
	const char *text = "";
	unsigned i;

	for (i = 0; i < w->n; i++)
		text = pool_printf(r->pool, "%s%s%s", text, i == 0 ? "" : "-", w->item[i].code);
	return text;
}

bool fostering_warnings_confirmed(struct request *r, const struct fostering_warnings *w)
{
	const char *about = codes(r, w);

	if (w->n == 0)
		return true;
	if (input_is(&r->input, "about", about) && input_is(&r->input, "confirmed", "Y"))
		return true;
	input_slot(&r->input, "about")->value = about;
	input_slot(&r->input, "confirmed")->value = "";
	input_refuse(&r->input, "confirmed", "Look at the warnings above, then say that you have");
	return false;
}

void fostering_warnings_put(struct request *r, struct node *form,
    const struct fostering_warnings *w)
{
	const struct field about = { .name = "about", .type = FIELD_TOKEN };
	const struct field confirmed = { .name = "confirmed", .type = FIELD_TICK,
	    .label = "I have looked at this. Save it nevertheless" };
	unsigned i;

	for (i = 0; i < w->n; i++)
		(void)node_leaf(form, "warning", w->item[i].text);
	if (w->n == 0)
		return;
	(void)page_control(r, form, &about, "about", input_text(&r->input, "about"), NULL, "hidden");
	(void)page_control(r, form, &confirmed, "confirmed", input_text(&r->input, "confirmed"),
	    input_slot(&r->input, "confirmed")->error, NULL);
}

void fostering_warnings_keep(struct request *r, const struct record *record,
    const struct fostering_warnings *w)
{
	unsigned i;

	for (i = 0; i < w->n; i++)
		event_add(r, record, "warning", pool_printf(r->pool, "Saved nevertheless: %s",
		    w->item[i].apart ? "a doubt about the household" : w->item[i].text), false);
}
