#include "conf.h"
#include "index.h"

struct piece {
	const char *heading;		/* NULL: goes on below the last */
	const char *text;
};

static int pieces_show(struct request *r, const char *title, const struct piece *pieces, size_t n)
{
	struct node *body = page_begin(r, "text", title);
	size_t i;

	(void)page_heading(body, 1, title);
	for (i = 0; i < n; i++) {
		if (pieces[i].heading != NULL)
			(void)page_heading(body, 2, pieces[i].heading);
		(void)page_para(body, pieces[i].text);
	}
	(void)page_heading(body, 2, "Contact");
	(void)page_para(body, pool_printf(r->pool, "Questions are answered by %s.",
	    conf_text("index.service_desk")));
	return 200;
}

int help_show(struct request *r)
{
	static const struct piece pieces[] = {
		{ NULL, "This service is for people who work with children and families in this area. "
		  "Everything you open, search for or change is recorded with your name." },
		{ "Finding a child", "Choose “Find a child”. Enter a family or given name and one thing "
		  "more: date of birth, about how old, sex, postcode or school; or the index number "
		  "alone. Former names, sound-alike names and dates of birth with a slip in them are "
		  "found too. At most 20 records are shown: add what you know to narrow the search." },
		{ NULL, "If the child has no record, the results page offers to create one. Compare "
		  "first: two records of one child hide what each of them holds." },
		{ "Opening a record", "You state why before a child's record opens. The reason holds until "
		  "you sign out. Open only what your work needs: the family may ask who looked." },
		{ "My work", "Your front page lists what is overdue, what is due in the next seven days, "
		  "what you have begun and not finished, and your other open records. Beside every date "
		  "stands how it was counted. “Your dates in a calendar” gives you an address that your "
		  "calendar program can subscribe to." },
		{ "If something is wrong", "A page that reports a problem says whether anything was saved "
		  "and shows a reference. Give that reference to the contact below. Never send a "
		  "child's name or date of birth." },
		{ "Signing out", "You are signed out after a time without use. What you had typed into a "
		  "form is kept, and is in the form again when you sign in as the same person." },
	};

	return pieces_show(r, "Help", pieces, sizeof(pieces) / sizeof(pieces[0]));
}

int accessibility_show(struct request *r)
{
	static const struct piece pieces[] = {
		{ NULL, "This statement is about the service on this site. It is used by staff of the "
		  "authority and its partners. We want as many people as possible to be able to use "
		  "it: with the keyboard alone, with a screen reader, by voice, at 400% size without "
		  "scrolling sideways, in contrast colours, and without scripts." },
		{ "How accessible it is", "The service is built to meet level AA of the Web Content "
		  "Accessibility Guidelines, version 2.2. The exceptions that we know are listed below." },
		{ "What is not yet accessible", "Tables with many columns scroll inside their own frame on "
		  "narrow screens. Where a choice shows a further question, screen readers may not "
		  "announce that it has appeared (success criterion 4.1.2)." },
		{ "Reporting a problem", "Tell the contact below what you wanted to do and what hindered "
		  "you; ask there, too, for any page in another form." },
		{ "If you are not content with the answer", "The Equality and Human Rights Commission "
		  "enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) "
		  "Accessibility Regulations 2018. The Equality Advisory and Support Service takes "
		  "complaints." },
		{ "How it was tested", "Pages of every kind are checked by an automatic test when the "
		  "service is built. Whoever runs the service tests it with the people who use it and "
		  "reviews this statement once a year." },
	};

	return pieces_show(r, "Accessibility statement", pieces, sizeof(pieces) / sizeof(pieces[0]));
}
