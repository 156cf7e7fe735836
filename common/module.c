#include <assert.h>
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "account.h"
#include "addendum.h"
#include "approval.h"
#include "audit.h"
#include "casework-form.h"
#include "child-card.h"
#include "clock.h"
#include "daily.h"
#include "date.h"
#include "disposal.h"
#include "document.h"
#include "emergency.h"
#include "field.h"
#include "hand-over.h"
#include "http.h"
#include "kept.h"
#include "late.h"
#include "lockdown.h"
#include "lists.h"
#include "log.h"
#include "match.h"
#include "metrics.h"
#include "module.h"
#include "notice.h"
#include "page.h"
#include "people.h"
#include "pool.h"
#include "probe.h"
#include "record.h"
#include "render.h"
#include "secret.h"
#include "serve.h"
#include "session.h"
#include "task.h"
#include "terms.h"
#include "token.h"
#include "xml.h"

#define WORKERS_MAX	64
#define LOST_MS		1000

static const struct conf_setting module_settings[] = {
	{ "data.dir", CONF_TEXT, DATA_DIR, NULL },
	{ "authority.code", CONF_TEXT, "890", NULL },
	{ "authority.name", CONF_TEXT, "Children's services", NULL },
	{ "authority.terms", CONF_CHOICE, "ecm2009", "ecm2009:fh2026" },
	{ "authority.test_mode", CONF_SWITCH, "no", NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static struct {
	const struct module *module;
	pid_t worker[WORKERS_MAX];
	time_t started[WORKERS_MAX];
	unsigned n;
	unsigned aside, told_by;	/* which of them is no worker; WORKERS_MAX: none */
} state;

const struct module *module_self(void)
{
	return state.module;
}

const struct permission *module_permission(const struct module *module, unsigned number)
{
	const struct permission *p;

	for (p = module->permissions; p->number != 0; p++)
		if (p->number == number)
			return p;
	return NULL;
}

const char *module_data(const char *name)
{
	static char path[512];

	(void)snprintf(path, sizeof(path), "%s/%s", conf_text("data.dir"), name);
	return path;
}

static void settings_read(const char *path)
{
	static const struct conf_setting *const tables[] = {
		module_settings, db_settings, http_settings, session_settings,
		secret_settings, lockdown_settings, metrics_settings
	};
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		conf_table(tables[i]);
	if (state.module->settings != NULL)
		conf_table(state.module->settings);
	if (state.module->more_settings != NULL)
		conf_table(state.module->more_settings);
	conf_load(path, state.module->name);
}

/* A row that names no permission, or one that is not in the module's table,
 * would be a page that anybody or nobody can open. */
static void routes_check(const struct module *m)
{
	const struct route *r;

	for (r = m->routes; r->path != NULL; r++) {
		if (r->permission == PERMISSION_NONE)
			log_fatal("route %s names no permission", r->path);
		if (r->permission >= PERMISSION_FIRST &&
		    module_permission(m, r->permission) == NULL)
			log_fatal("route %s names a permission that nobody holds", r->path);
		if (r->handler == NULL || r->action == NULL)
			log_fatal("route %s has no handler or no audit name", r->path);
	}
}

static void data_load(const struct module *m, bool probing)
{
	struct pool *pool = pool_create();	/* lives as long as the program */
	const char *error;
	char name[64];
	int missing;

	(void)snprintf(name, sizeof(name), "terms-%s.xml", conf_text("authority.terms"));
	terms_load(module_data(name));
	lists_load(module_data("lists"));
	error = clock_load(pool, module_data("bank-holidays.xml"));
	if (error != NULL)
		log_fatal("bank holidays: %s", error);
	error = match_load(pool, module_data("name-variants.xml"));
	if (error != NULL)
		log_fatal("name variants: %s", error);
	missing = clock_years_missing(date_today());
	if (missing != 0 && !probing)
		log_warn("bank holidays: the year %d is not in the table", missing);
	field_test_mode(conf_switch("authority.test_mode"));
	(void)snprintf(name, sizeof(name), "xslt/%s.xsl", m->name);
	render_load(module_data(name));
}

static void statements_name(const struct module *m)
{
	db_statements(session_statements, session_statements_n);
	db_statements(audit_statements, audit_statements_n);
	db_statements(token_statements, token_statements_n);
	db_statements(page_statements, page_statements_n);
	db_statements(kept_statements, kept_statements_n);
	if (m->records) {
		account_statements_name();
		record_statements_name();
		deadline_statements_name();
		workflow_statements_name();
		approval_statements_name();
		task_statements_name();
		daily_statements_name();
		document_statements_name();
		notice_statements_name();
		late_statements_name();
		casework_form_statements_name();
		addendum_statements_name();
		hand_over_statements_name();
		people_statements_name();
	}
	if (m->children != NULL) {
		db_statements(m->children, CHILD_CARD_SQL__MAX);
		emergency_statements_name();
	}
	if (m->statements_n > 0)
		db_statements(m->statements, m->statements_n);
	if (m->disposal != NULL)
		disposal_statements_name(m);
	if (m->records)
		metrics_overdue();
}

/* "GET /caf/case/:id read PRA,COA 0 case.show input,names": what the tests of
 * every route are made from. */
static void routes_print(const struct module *m)
{
	const struct route *r;
	const struct field *f;

	for (r = m->routes; r->path != NULL; r++) {
		const struct permission *p = module_permission(m, r->permission);

		(void)printf("%s\t%s\t%s\t%s\t%u\t%s\t", r->method == GET ? "GET" : "POST", r->path,
		    r->permission == PUBLIC ? "public" : p == NULL ? "signed-in" : p->name,
		    p == NULL ? "" : p->roles, r->flags, r->action);
		for (f = r->input; f != NULL && f->name != NULL; f++)
			(void)printf("%s%s", f == r->input ? "" : ",", f->name);
		(void)printf("\n");
	}
}

/* -- workers -- */

static void stop_asked(int number)
{
	(void)number;
	http_stop();
}

static void signals_set(void)
{
	struct sigaction stop = { .sa_handler = stop_asked };
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	(void)sigaction(SIGTERM, &stop, NULL);
	(void)sigaction(SIGINT, &stop, NULL);
	(void)sigaction(SIGHUP, &stop, NULL);
	(void)sigaction(SIGPIPE, &ignore, NULL);
	(void)sigaction(SIGUSR1, &ignore, NULL);
}

/* Signals that ask to stop are let in only while a worker waits. */
static void signals_hold(void)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGHUP);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
}

/* A worker that cannot reach a database on another machine any more tells those
 * who come within a second, and makes room for one that may reach it. One that
 * waits for work and loses it makes room before anybody comes. */
static void requests_serve(const struct module *m, struct db *db)
{
	long left = conf_number("http.max_requests");
	bool lost = db_lost(db);

	http_watch(db_descriptor(db), lost ? LOST_MS : 0);
	while (left > 0 && !http_stopping() && !http_over() && (lost || !db_lost(db)))
		left -= serve_one(m, db);
}

static void worker_run(const struct module *m, struct db *db)
{
	const char *error;

	signals_hold();
	error = db_ready(db);
	if (error != NULL)
		log_error("database: %s", error);
	audit_open();
	lockdown_worker(m->network);
	if (!m->network)
		db_lock(db);
	if (error == NULL)
		serve_purge(m, db);
	requests_serve(m, db);
	db_close(&db);
	exit(0);
}

static void worker_start(unsigned slot, struct db *db)
{
	const struct module *m = state.module;
	pid_t pid = fork();

	if (pid < 0)
		log_fatal("cannot fork: %s", strerror(errno));
	if (pid == 0) {
		(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
		if (slot == state.told_by) {
			metrics_serve(db);
			exit(0);
		}
		metrics_close();
		if (slot == state.aside) {
			m->aside(db);
			exit(0);
		}
		worker_run(m, db);
	}
	state.worker[slot] = pid;
	state.started[slot] = time(NULL);
	metrics_worker_started();
}

/* A worker that died at once gets a breath before the next try. */
static void worker_again(pid_t pid, int status, struct db *db)
{
	const struct timespec breath = { .tv_nsec = 300 * 1000 * 1000 };
	unsigned i;

	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		log_error("worker %ld ended by %s %d", (long)pid,
		    WIFSIGNALED(status) ? "signal" : "status",
		    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	for (i = 0; i < state.n; i++) {
		if (state.worker[i] != pid)
			continue;
		metrics_worker_ended(!WIFEXITED(status) || WEXITSTATUS(status) != 0);
		if (time(NULL) - state.started[i] < 1)
			(void)nanosleep(&breath, NULL);
		worker_start(i, db);
	}
}

static void workers_watch(struct db *db)
{
	unsigned i;
	int status;
	pid_t pid;

	while (!http_stopping()) {
		pid = waitpid(-1, &status, 0);
		if (pid > 0 && !http_stopping())
			worker_again(pid, status, db);
	}
	for (i = 0; i < state.n; i++)
		(void)kill(state.worker[i], SIGTERM);
	while (waitpid(-1, &status, 0) > 0 || errno == EINTR)
		;
}

/* How many processes there are, and which of them are not workers. */
static void workers_count(const struct module *m)
{
	state.n = (unsigned)conf_number("http.workers");
	if (state.n == 0 || state.n > WORKERS_MAX - 2)
		log_fatal("http.workers must be 1 to %d", WORKERS_MAX - 2);
	state.aside = m->aside != NULL ? state.n++ : WORKERS_MAX;
	state.told_by = metrics_listen(m->name) ? state.n++ : WORKERS_MAX;
}

/* The command that destroys: one process, with an account of its own, that serves
 * nobody. As root it becomes that account's user once it has read the keys. */
static int dispose(const struct module *m)
{
	char name[64];
	struct db *db;
	int status;

	db_statements(audit_statements, audit_statements_n);
	lists_load(module_data("lists"));
	disposal_run_statements_name(m);
	(void)snprintf(name, sizeof(name), "everychild_%s", m->name);
	db_schema(name);
	db = db_open("dispose");
	(void)snprintf(name, sizeof(name), "%sdispose", conf_text("db.account_prefix"));
	if (conf_text("db.password_dir")[0] == '\0')
		lockdown_become(name);
	status = disposal_run(m, db);
	db_close(&db);
	return status;
}

struct options {
	const char *settings, *kind, *path;
	bool test, list, states, ends, tables, probe, wrong;
};

static struct options options_read(int argc, char **argv)
{
	struct options o = { 0 };
	int option;

	while ((option = getopt(argc, argv, "Cc:di:krtw")) != -1) {
		if (option == 'c')
			o.settings = optarg;
		else if (option == 'C')
			o.probe = true;
		else if (option == 't')
			o.test = true;
		else if (option == 'r')
			o.list = true;
		else if (option == 'w')
			o.states = true;
		else if (option == 'd')
			o.ends = true;
		else if (option == 'k')
			o.tables = true;
		else if (option == 'i')
			o.kind = optarg;
		else
			o.wrong = true;
	}
	o.path = optind < argc ? argv[optind] : NULL;
	return o;
}

/* The command that takes in a file: one process, that serves nobody. */
static int take_in(const struct module *m, const struct options *o, struct db *db)
{
	const char *error = db_ready(db);
	struct request r;
	int status;

	if (error != NULL)
		log_fatal("database: %s", error);
	audit_open();
	daily_request(&r, db);
	status = m->take_in(&r, o->kind, o->path);
	pool_destroy(&r.pool);
	db_close(&db);
	return status;
}

/* What the program says of itself. False: nothing was asked. */
static bool tables_print(const struct module *module, const struct options *o)
{
	if (o->list)
		routes_print(module);
	else if (o->states && module->casework != NULL)
		workflow_write(module->casework->workflow);
	else if (o->tables && module->disposal != NULL)
		disposal_tables_print(module);
	return o->list || o->states || o->tables;
}

/* Asked by root, it looks with the rights that it has when it serves. */
static void probe_become(const struct module *m)
{
	char name[64];

	probe_ok("every value can be used");
	if (conf_text("run.user")[0] != '\0') {
		lockdown_user();
	} else if (conf_text("db.password_dir")[0] == '\0') {
		(void)snprintf(name, sizeof(name), "%s%s", conf_text("db.account_prefix"), m->name);
		lockdown_become(name);
	}
}

/* All that is read before the database is asked. */
static void prepare(const struct module *m, bool probing)
{
	probe_about("files");
	data_load(m, probing);
	routes_check(m);
	statements_name(m);
	if (m->start != NULL)
		m->start();
	if (probing) {
		probe_ok("forms, lists and style sheets can be used");
		probe_statements_name();
	}
}

int module_main(int argc, char **argv, const struct module *module)
{
	struct options o;
	struct db *db;
	unsigned i;

	state.module = module;
	log_open(module->name);
	/* A worker uses as much again for the next page: keep it, instead of
	 * giving it back to the system and asking anew. */
	(void)mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024);
	(void)mallopt(M_TRIM_THRESHOLD, 16 * 1024 * 1024);
	o = options_read(argc, argv);
	if (tables_print(module, &o))
		return 0;
	if (o.settings == NULL || o.wrong || (o.ends && module->disposal == NULL) ||
	    (o.kind != NULL && (module->take_in == NULL || o.path == NULL)))
		log_fatal("usage: %s -c SETTINGS [-C | -t | -d | -i KIND FILE] | -k | -r | -w", module->name);
	xml_init();
	if (o.probe)
		probe_begin();
	probe_about("settings");
	settings_read(o.settings);
	if (o.probe)
		probe_become(module);
	probe_about("key");
	secret_open(module->name);
	db_steps(module->steps);
	if (o.ends)
		return dispose(module);
	prepare(module, o.probe);
	if (o.probe)
		return probe_self(module);
	db = db_open(module->name);
	if (o.test)
		return 0;
	if (o.kind != NULL)
		return take_in(module, &o, db);
	http_listen(module->name);
	metrics_open(module->name, module->routes);
	workers_count(module);
	lockdown_user();
	signals_set();
	for (i = 0; i < state.n; i++)
		worker_start(i, db);
	log_info("ready, %u workers", state.n);
	workers_watch(db);
	db_close(&db);
	return 0;
}
