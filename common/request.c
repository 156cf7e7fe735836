#include <stdarg.h>

#include "module.h"
#include "request.h"

int request_redirect(struct request *r, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	r->location = pool_vprintf(r->pool, format, ap);
	va_end(ap);
	return 303;
}

unsigned long long request_account(const struct request *r)
{
	return r->session == NULL ? 0 : r->session->account;
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
	return p != NULL && session_role(r->session, p->roles);
}
