/* What everychild-check looks at itself: the machine that the programs run on. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include "audit-point.h"
#include "certificate.h"
#include "check-tool.h"
#include "conf.h"
#include "date.h"
#include "pool.h"
#include "probe.h"
#include "tool.h"

#define PEM_MAX		65536
#define PERCENT_WRONG	5	/* free: a full disk ends the database server */

static void disk_look_one(const char *path)
{
	struct statvfs st;
	unsigned free;
	long warn = conf_number("check.disk_free_percent");

	if (statvfs(path, &st) != 0) {
		probe_warn("%s: %s: mend check.disk", path, strerror(errno));
		return;
	}
	free = st.f_blocks == 0 ? 100 : (unsigned)(st.f_bavail * 100 / st.f_blocks);
	if (free < PERCENT_WRONG)
		probe_error("%s: %u%% is free: make room now, a full disk ends the database server",
		    path, free);
	else if ((long)free < warn)
		probe_warn("%s: %u%% is free: make room or a larger disk", path, free);
	else if (st.f_files > 0 && st.f_favail * 100 / st.f_files < (unsigned long)warn)
		probe_warn("%s: few files more fit (inodes): look for a folder of many small ones", path);
	else
		probe_ok("%s: %u%% is free", path, free);
}

void check_disk(struct pool *pool)
{
	char *paths = pool_strdup(pool, conf_text("check.disk")), *at, *path;

	probe_about("disk");
	for (path = strtok_r(paths, " ", &at); path != NULL; path = strtok_r(NULL, " ", &at))
		disk_look_one(path);
}

void check_clock(struct pool *pool)
{
	struct timex t = { 0 };
	int state = adjtimex(&t);

	(void)pool;
	probe_about("clock");
	if (state < 0)
		probe_warn("whether it is kept by a time server cannot be told: %s", strerror(errno));
	else if (state == TIME_ERROR || (t.status & STA_UNSYNC) != 0)
		probe_warn("no time server keeps this machine's clock: install chrony or "
		    "systemd-timesyncd; statutory dates are counted by it");
	else
		probe_ok("kept by a time server");
}

static void certificate_look(struct pool *pool, const char *path)
{
	char *text = pool_alloc(pool, PEM_MAX);
	FILE *f = fopen(path, "re");
	long long end;
	long days;

	if (f != NULL) {
		text[fread(text, 1, PEM_MAX - 1, f)] = '\0';
		(void)fclose(f);
	}
	if (f == NULL || !certificate_end_pem(text, &end)) {
		probe_error("%s holds no certificate that can be read: mend check.certificate, or the "
		    "file", path);
		return;
	}
	days = certificate_days(end, date_now());
	if (days < 0)
		probe_error("%s: the certificate is over since %ld days: browsers refuse the service; "
		    "renew it", path, -days);
	else if (days < conf_number("check.certificate_days"))
		probe_warn("%s: the certificate ends in %ld days: renew it", path, days);
	else
		probe_ok("%s: the certificate is good for %ld days", path, days);
}

void check_certificates(struct pool *pool)
{
	const char *const *path;
	size_t i, n;

	path = conf_list("check.certificate", &n);
	probe_about("web certificate");
	for (i = 0; i < n; i++)
		certificate_look(pool, path[i]);
	if (n == 0)
		probe_warn("not looked at: say with check.certificate which file nginx has");
}

/* The newest of a folder by its name, with the folder's before it; NULL: there is none. is:
 * has an entry such a name? */
static const char *newest_of(struct pool *pool, const char *dir, bool (*is)(const char *name))
{
	const char *newest = NULL;
	struct dirent *entry;
	DIR *d = opendir(dir);

	while (d != NULL && (entry = readdir(d)) != NULL)
		if (is(entry->d_name) && (newest == NULL || strcmp(entry->d_name, newest) > 0))
			newest = pool_strdup(pool, entry->d_name);
	if (d != NULL)
		(void)closedir(d);
	return newest == NULL ? NULL : pool_printf(pool, "%s/%s", dir, newest);
}

/* Its last checkpoint, as it says itself. NULL, or what is wrong. */
static const char *checkpoint_last(struct pool *pool, const char *path, long long *at_r)
{
	struct checkpoints c = { .pool = pool };
	FILE *f = fopen(path, "re");
	struct stat st;
	const char *wrong;
	size_t torn, len;
	char *text;

	if (f == NULL)
		return pool_printf(pool, "cannot be read: %s", strerror(errno));
	if (fstat(fileno(f), &st) != 0 || st.st_size > CHECKPOINT_FILE_MAX) {
		(void)fclose(f);
		return "is too long for a day's checkpoints";
	}
	text = pool_alloc(pool, (size_t)st.st_size + 1);
	len = fread(text, 1, (size_t)st.st_size, f);
	(void)fclose(f);
	wrong = points_read(&c, text, len, NULL, &torn);
	if (wrong != NULL)
		return wrong;
	if (c.n == 0)
		return "has no checkpoint that was written to its end";
	*at_r = c.checkpoint[c.n - 1].at;
	return NULL;
}

void check_checkpoints(struct pool *pool)
{
	const char *dir = conf_text("checkpoint.dir"), *path, *wrong;
	long long at = 0, minutes;

	probe_about("checkpoints");
	path = newest_of(pool, dir, checkpoint_file_is);
	if (path == NULL) {
		probe_warn("there is none of the audit log in %s: rows taken from its end would not be "
		    "missed; everychild-audit checkpoint-key, then systemctl enable --now "
		    "everychild-audit.timer", dir);
		return;
	}
	wrong = checkpoint_last(pool, path, &at);
	minutes = (date_now() - at) / 60;
	if (wrong != NULL)
		probe_error("%s %s: everychild-audit verify --checkpoints says more", path, wrong);
	else if (minutes > conf_number("checkpoint.minutes"))
		probe_warn("the last one of the audit log is %lld minutes old: journalctl -u "
		    "everychild-audit says why", minutes);
	else
		probe_ok("the last one of the audit log is %lld minutes old", minutes);
}

/* What everychild-audit verify has left: a word of its, as old as the file. */
void check_verified(struct pool *pool)
{
	const char *path = conf_text("checkpoint.verified");
	char word[8] = "";
	FILE *f = fopen(path, "re");
	long long days = 0;
	struct stat st;

	(void)pool;
	probe_about("audit log");
	if (f != NULL) {
		if (fstat(fileno(f), &st) == 0)
			days = (date_now() - st.st_mtime) / 86400;
		word[fread(word, 1, sizeof(word) - 1, f)] = '\0';
		(void)fclose(f);
	}
	if (strcmp(word, "bad\n") == 0)
		probe_error("it was not as it was written when it was verified: run everychild-audit verify, "
		    "and treat what it finds as an incident");
	else if (strcmp(word, "good\n") != 0)
		probe_warn("it was never verified to the end: systemctl enable --now "
		    "everychild-verify.timer (%s says when it was)", path);
	else if (days > conf_number("check.verified_days"))
		probe_warn("it was verified %lld days ago: systemctl enable --now everychild-verify.timer", days);
	else
		probe_ok("it was verified %lld days ago, and is as it was written", days);
}

/* As everychild-backup names one that is whole: 20261122T020000Z. */
static bool backup_is(const char *name)
{
	return strlen(name) == 16 && name[8] == 'T' && name[15] == 'Z' &&
	    strspn(name, "0123456789") == 8 && strspn(name + 9, "0123456789") == 6;
}

void check_backup(struct pool *pool)
{
	const char *dir = conf_text("backup.dir"), *path;
	struct stat st;
	long long hours;

	probe_about("backup");
	if (dir[0] == '\0') {
		probe_ok("not looked at here (backup.dir)");
		return;
	}
	path = newest_of(pool, dir, backup_is);
	hours = path == NULL || stat(path, &st) != 0 ? -1 : date_now() - st.st_mtime;
	if (hours < 0)
		probe_warn("there is none in %s: run everychild-backup every night, or say where another "
		    "tool's are looked after and leave backup.dir empty", dir);
	else if (hours / 3600 > conf_number("backup.hours"))
		probe_warn("the newest is %lld hours old: see why everychild-backup did not run",
		    hours / 3600);
	else
		probe_ok("the newest is %lld hours old", hours / 3600);
}
