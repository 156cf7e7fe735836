#include "date.h"
#include "guest.h"
#include "log.h"
#include "page.h"
#include "request.h"

void guest_put(struct request *r, struct node *session)
{
	const struct session_guest *g = r->session->guest;

	node_set(session, "guest", g->reference);
	node_set(session, "until", date_reading(r->pool, g->until));
	node_set(session, "door", GUEST_DOOR);
}

int guest_refuse(struct request *r)
{
	struct node *body = page_begin(r, "message", "You do not have access to this page");

	log_warn("a guest was refused %s", r->route->path);
	(void)page_heading(body, 1, "You do not have access to this page");
	(void)page_para(body, "Your entry opens one thing alone. Nothing was saved.");
	(void)page_link(body, "Back to it", NULL, "%s", r->session->guest->start);
	return 403;
}
