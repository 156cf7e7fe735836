/*
 * probe: what a program finds when it is asked to look at itself (-C), for the
 * command everychild-check. One line a finding on standard output: how bad, what it
 * is about, and a sentence that says what is so and, when that is not well, what to do.
 *
 *	error<TAB>database<TAB>cannot connect: error 2002: is the server up?
 *
 * No finding holds a name, a birth date or text that a user typed.
 */
#ifndef EVERYCHILD_PROBE_H
#define EVERYCHILD_PROBE_H

struct module;

enum probe_level { PROBE_OK, PROBE_WARNING, PROBE_ERROR, PROBE__MAX };

/* From now on what is logged is a finding; log_fatal ends with the status 2. */
void probe_begin(void);
/* What the following findings are about: "settings", "database". */
void probe_about(const char *what);

void probe_ok(const char *format, ...) __attribute__((format(printf, 1, 2)));
void probe_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void probe_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* -- probe-self.c -- */

/* Names the statements below for db. */
void probe_statements_name(void);
/* What the program finds once settings, keys, lists and forms are read: how far the bank
 * holidays reach, its database, and what the module itself looks at. Returns the exit
 * status. */
int probe_self(const struct module *module);

/* The exit status: 0 nothing, 1 a warning, 2 an error was the worst. */
int probe_status(void);

/* The word of a level and back; PROBE__MAX: it is none. */
const char *probe_word(enum probe_level level);
enum probe_level probe_level(const char *word);

#endif
