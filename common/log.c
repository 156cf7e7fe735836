#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

/* One entry fits one write(2), so that entries of several workers never mix. */
#define ENTRY_MAX	2048

static struct {
	const char *program;
	char request[40];
	bool journal;
	void (*say)(const char *level, const char *text);
	void (*counted)(const char *level);
} state = { .program = "everychild" };

/* The service manager names the stream that it has given us, by device and number; a
 * program below us may have another one. */
static bool journal_is(int fd)
{
	const char *named = getenv("JOURNAL_STREAM");
	char ours[64];
	struct stat st;

	if (named == NULL || fstat(fd, &st) != 0)
		return false;
	(void)snprintf(ours, sizeof(ours), "%llu:%llu", (unsigned long long)st.st_dev,
	    (unsigned long long)st.st_ino);
	return strcmp(ours, named) == 0;
}

void log_open(const char *program)
{
	state.program = program;
	state.journal = journal_is(STDERR_FILENO);
}

void log_to(void (*say)(const char *level, const char *text))
{
	state.say = say;
}

void log_counted(void (*fn)(const char *level))
{
	state.counted = fn;
}

void log_request(const char *id)
{
	(void)snprintf(state.request, sizeof(state.request), "%s", id == NULL ? "" : id);
}

/* JSON string content: quotes, backslashes, controls and all that is not ASCII
 * escaped, so that an entry cannot forge another or hide text. */
static size_t escape(char *out, size_t size, const char *text)
{
	size_t n = 0;

	for (; *text != '\0' && n + 7 < size; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\') {
			out[n++] = '\\';
			out[n++] = (char)c;
		} else if (c < 0x20 || c > 0x7e) {
			n += (size_t)snprintf(out + n, size - n, "\\u%04x", c);
		} else {
			out[n++] = (char)c;
		}
	}
	out[n] = '\0';
	return n;
}

/* As syslog has them. */
static const char *priority_of(const char *level)
{
	static const struct { const char *level, *priority; } priorities[] = {
		{ "info", "<6>" }, { "warn", "<4>" }, { "error", "<3>" }, { "fatal", "<2>" },
	};
	size_t i;

	for (i = 0; i < sizeof(priorities) / sizeof(priorities[0]); i++)
		if (strcmp(priorities[i].level, level) == 0)
			return priorities[i].priority;
	return "";
}

__attribute__((format(printf, 2, 0)))
static void entry(const char *level, const char *format, va_list ap)
{
	char text[ENTRY_MAX / 2], safe[ENTRY_MAX - 256], line[ENTRY_MAX];
	struct timespec now;
	struct tm utc;
	int len;

	(void)vsnprintf(text, sizeof(text), format, ap);
	if (state.counted != NULL)
		state.counted(level);
	if (state.say != NULL) {
		state.say(level, text);
		return;
	}
	(void)escape(safe, sizeof(safe), text);
	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)gmtime_r(&now.tv_sec, &utc);
	len = snprintf(line, sizeof(line),
	    "%s{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02d.%06ldZ\",\"level\":\"%s\","
	    "\"program\":\"%s\",\"pid\":%ld,\"request\":\"%s\",\"text\":\"%s\"}\n",
	    state.journal ? priority_of(level) : "", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min,
	    utc.tm_sec, now.tv_nsec / 1000, level, state.program, (long)getpid(),
	    state.request, safe);
	if (len > 0 && write(STDERR_FILENO, line, (size_t)len) < 0)
		return;		/* nowhere left to say it */
}

#define LOG_FUNCTION(name, level)			\
void name(const char *format, ...)			\
{							\
	va_list ap;					\
							\
	va_start(ap, format);				\
	entry(level, format, ap);			\
	va_end(ap);					\
}

LOG_FUNCTION(log_info, "info")
LOG_FUNCTION(log_warn, "warn")
LOG_FUNCTION(log_error, "error")

void log_fatal(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	entry("fatal", format, ap);
	va_end(ap);
	exit(1);
}
