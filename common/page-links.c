#include "page.h"
#include "request.h"

void page_see_also(struct request *r, struct node *parent, const struct page_see *links)
{
	struct node *para = NULL;

	for (; links->href != NULL; links++) {
		if (!request_may(r, links->permission))
			continue;
		if (para == NULL)
			para = page_para(parent, "See also: ");
		else
			node_text(para, ", ");
		(void)page_link(para, links->label, NULL, "%s", links->href);
	}
}
