/*
 * log: one JSON line on standard error per entry. Where that is journald's, each line
 * begins with the level that journald knows it by ("<4>").
 *
 * An entry never holds a name, a birth date, an address, a search term or any
 * text that a user typed; ids and codes only. log_fatal is for a world that is
 * wrong (settings, files, servers): it exits with status 1. A bug in the
 * program is an assert and aborts.
 */
#ifndef EVERYCHILD_LOG_H
#define EVERYCHILD_LOG_H

void log_open(const char *program);
/* The id that every following entry carries; NULL between requests. */
void log_request(const char *id);
/* Entries go there ("info", "warn", "error", "fatal") and not to standard error; a
 * program that looks at itself (probe.h). */
void log_to(void (*say)(const char *level, const char *text));
/* From now on fn hears of every entry, by its level. */
void log_counted(void (*fn)(const char *level));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_fatal(const char *format, ...)
    __attribute__((format(printf, 1, 2), noreturn));

#endif
