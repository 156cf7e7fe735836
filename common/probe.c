#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "probe.h"

#define TEXT_MAX	1024

static struct {
	const char *about;
	enum probe_level worst;
} state = { .about = "program" };

static const char *const words[PROBE__MAX] = {
	[PROBE_OK] = "ok", [PROBE_WARNING] = "warning", [PROBE_ERROR] = "error",
};

const char *probe_word(enum probe_level level)
{
	return words[level];
}

enum probe_level probe_level(const char *word)
{
	enum probe_level level = PROBE_OK;

	while (level < PROBE__MAX && strcmp(words[level], word) != 0)
		level++;
	return level;
}

static void say(enum probe_level level, const char *text)
{
	if (level > state.worst)
		state.worst = level;
	(void)printf("%s\t%s\t%s\n", words[level], state.about, text);
	(void)fflush(stdout);
}

static void logged(const char *level, const char *text)
{
	if (strcmp(level, "info") == 0)
		return;
	say(strcmp(level, "warn") == 0 ? PROBE_WARNING : PROBE_ERROR, text);
	if (strcmp(level, "fatal") == 0)
		exit(PROBE_ERROR);
}

void probe_begin(void)
{
	log_to(logged);
}

void probe_about(const char *what)
{
	state.about = what;
}

__attribute__((format(printf, 2, 0)))
static void say_format(enum probe_level level, const char *format, va_list ap)
{
	char text[TEXT_MAX];

	(void)vsnprintf(text, sizeof(text), format, ap);
	say(level, text);
}

#define PROBE_FUNCTION(name, level)			\
void name(const char *format, ...)			\
{							\
	va_list ap;					\
							\
	va_start(ap, format);				\
	say_format(level, format, ap);			\
	va_end(ap);					\
}

PROBE_FUNCTION(probe_ok, PROBE_OK)
PROBE_FUNCTION(probe_warn, PROBE_WARNING)
PROBE_FUNCTION(probe_error, PROBE_ERROR)

int probe_status(void)
{
	return (int)state.worst;
}
