#include "account.h"
#include "fostering.h"

/* 11.2: front door and worker propose, a manager decides, and nobody decides
 * what they proposed themselves. */

bool fostering_approval_mine(struct request *r, const struct approval *approval)
{
	return request_may(r, FOSTERING_DECIDE) && approval->asked_by != request_account(r);
}

void fostering_approval_ask(struct request *r, const struct record *record, const char *kind,
    const char *note, const char *title)
{
	struct approval open;

	if (approval_waits(r, record, kind, &open))
		return;
	approval_ask(r, record, kind, "", note);
	fostering_managers_tell(r, record, title);
}

bool fostering_approval_answer(struct request *r, const struct record *record,
    const struct approval *approval, bool agreed, const char *note, const char *title)
{
	if (!fostering_approval_mine(r, approval) ||
	    !approval_answer(r, record, approval, agreed ? "Y" : "N", note))
		return false;
	notice_add(r, record, approval->asked_by, title);
	return true;
}

void fostering_managers_tell(struct request *r, const struct record *record, const char *title)
{
	struct account *managers;
	size_t n = account_list(r, "PFM", &managers), i;

	for (i = 0; i < n; i++)
		notice_add(r, record, managers[i].id, title);
}
