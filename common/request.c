#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "module.h"
#include "request.h"
#include "text.h"

#define FILE_NAME_MAX	100

int request_redirect(struct request *r, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	r->location = pool_vprintf(r->pool, format, ap);
	va_end(ap);
	return 303;
}

int request_file(struct request *r, const char *name, const char *type, const char *bytes,
    size_t len)
{
	struct request_file *f = pool_new(r->pool, struct request_file);

	/* It becomes part of a header. */
	if (!text_only(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-",
	    FILE_NAME_MAX) || name[0] == '.')
		abort();
	*f = (struct request_file){ .name = name, .type = type, .bytes = bytes, .len = len };
	r->file = f;
	return 200;
}

unsigned long long request_account(const struct request *r)
{
	return r->session == NULL ? 0 : r->session->account;
}

/* A record that is read in an emergency: does its page not lead there? */
static bool emergency_bars(const struct request *r, unsigned permission)
{
	const unsigned *may = r->module->emergency_may;

	if (may == NULL || r->audit.relation == NULL || strcmp(r->audit.relation, "EMERGENCY") != 0)
		return false;
	while (*may != 0 && *may != permission)
		may++;
	return *may == 0;
}

bool request_may(const struct request *r, unsigned permission)
{
	const struct permission *p;

	if (permission == PUBLIC)
		return true;
	if (r->session == NULL)
		return false;
	if (permission == SIGNED_IN)
		return true;
	p = module_permission(r->module, permission);
	return p != NULL && session_role(r->session, p->roles) && !emergency_bars(r, permission);
}

bool request_opens(const struct request *r, const char *path)
{
	const struct route *row = route_get(r->module->routes, pool_strndup(r->pool, path,
	    strcspn(path, "?#")), r->pool);

	return row == NULL || r->session == NULL || request_may(r, row->permission);
}
