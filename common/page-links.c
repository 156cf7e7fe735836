#include "page.h"
#include "request.h"
#include "xml.h"

void page_about(struct request *r, const char *text)
{
	node_set(r->page, "about", text);
}

void page_links(struct request *r, struct node *parent, const char *before,
    const struct page_see *links)
{
	struct node *para = NULL;

	for (; links->href != NULL; links++) {
		if (!request_may(r, links->permission))
			continue;
		if (para == NULL)
			para = page_para(parent, before);
		else
			node_text(para, ", ");
		(void)page_link(para, links->label, NULL, "%s", links->href);
	}
}

void page_see_also(struct request *r, struct node *parent, const struct page_see *links)
{
	page_links(r, parent, "See also: ", links);
}

struct node *page_nav(struct node *body, const char *label)
{
	struct node *links = node_add(body, "subnav");

	node_set(links, "label", label);
	return links;
}

void page_nav_item(struct node *links, const char *href, const char *label, bool current)
{
	struct node *item = node_add(links, "item");

	node_set(item, "href", href);
	node_set(item, "label", label);
	node_set(item, "current", current ? "page" : NULL);
}
