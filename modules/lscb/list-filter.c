#include <string.h>

#include "conf.h"
#include "filter.h"
#include "keep.h"
#include "list.h"
#include "lists.h"

/* 4.1: any column of the log says which cases are shown. Codes, days and numbers alone
 * stand in the address: a ward is typed freely, and goes by a number made of it. */

struct choice {
	const char *name, *label, *list;
};
struct option {
	const char *code, *label;
};

static const struct choice chief[] = {
	{ "band", "Age band", "lscb-age-band" }, { "expected", "Expected", "lscb-expected" },
	{ "gate", "Held by", "lscb-gate" }
};
static const struct choice further[] = {
	{ "sex", "Sex", "lscb-sex" }, { "ethnic", "Ethnic group", "ethnicity" },
	{ "residence", "Authority of residence", "la" }, { "place", "Place of death", "lscb-place" },
	{ "event_place", "Place of event", "lscb-place" }, { "response", "Response", "lscb-response" },
	{ "event", "Type of event", "lscb-event" }, { "category", "Category", "lscb-category" },
	{ "conclusion", "Conclusion", "lscb-conclusion" }, { "review", "Case review", "lscb-ynk" },
	{ "delay", "Reason for delay", "lscb-delay" }
};
static const struct option days[] = {
	{ "NOTIFIED", "Notified" }, { "DIED", "Date of death" }, { "DISCUSSED", "Local discussion" },
	{ "NEXT", "Next date" }, { "DUE", "Review due" }, { "LISTED", "Listed for" },
	{ "COMPLETED", "Completed" }, { "CLOSED", "Closed" }, { "KEPT", "Kept until" }, { NULL, NULL }
};
static const struct option counts[] = {
	{ "AGE", "Age in years" }, { "DECILE", "Deprivation decile" },
	{ "AWAITED", "Reports awaited" }, { "ASKED", "Reports asked for" },
	{ "MONTHS", "Months taken" }, { "ACTIONS", "Actions open" }, { NULL, NULL }
};

#define FIRST_DAY	"0001-01-01"
#define LAST_DAY	"9999-12-31"
#define LAST_COUNT	9999

/* -- what is asked -- */

const char *lscb_log_query(struct request *r, bool all)
{
	static const struct field filters[] = { LOG_FILTERS, { 0 } };
	const char *query = all ? "?columns=all" : "";
	const struct field *f;

	for (f = filters; f->name != NULL; f++)
		if (input_slot(&r->input, f->name)->error == NULL && !input_is(&r->input, f->name, ""))
			query = pool_printf(r->pool, "%s%s%s=%s", query, query[0] == '\0' ? "?" : "&",
			    f->name, input_text(&r->input, f->name));
	return query;
}

/* "" where it is none of them, so that the case of a statement always has its value. */
static const char *of_options(const struct input *in, const char *name, const struct option *o)
{
	for (; o->code != NULL; o++)
		if (input_is(in, name, o->code))
			return o->code;
	return "";
}

static const char *day_or(const struct input *in, const char *name, const char *otherwise)
{
	return input_is(in, name, "") ? otherwise : input_text(in, name);
}

unsigned long long lscb_log_read(struct request *r, unsigned long long limit,
    unsigned long long offset, struct db_rows *rows)
{
	const struct input *in = &r->input;
	const char *view = input_text(in, "view"), *event = input_text(in, "event");
	const char *gate = input_text(in, "gate"), *agency = input_text(in, "agency");
	const char *day = of_options(in, "day", days), *count = of_options(in, "count", counts);
	unsigned long long most = input_is(in, "most", "") ? LAST_COUNT : filter_number(r, "most");
	struct db_row row;

	/* The parameters of LOG_IN, in the order of LOG_WHERE. */
#define ASKED \
	(unsigned long long)session_role(r->session, "CDC CDD CDP CDG AUD"), request_account(r), \
	input_text(in, "state"), input_text(in, "open"), \
	filter_number(r, "died"), filter_number(r, "year"), \
	input_text(in, "band"), input_text(in, "sex"), input_text(in, "ethnic"), \
	input_text(in, "residence"), input_text(in, "reference"), filter_number(r, "ward"), \
	input_text(in, "place"), input_text(in, "event_place"), input_text(in, "expected"), \
	input_text(in, "response"), event, event, gate, gate, filter_number(r, "category"), \
	input_text(in, "conclusion"), input_text(in, "review"), input_text(in, "delay"), \
	agency, view, agency, view, r->today, \
	day, day, lscb_kept_scopes(r), lscb_kept_scopes(r), \
	(unsigned long long)lscb_kept_months(LSCB_KEEP_REVIEWED), \
	(unsigned long long)lscb_kept_months(LSCB_KEEP_OUT), \
	(unsigned long long)lscb_kept_months(LSCB_KEEP_MOVED), \
	day_or(in, "from", FIRST_DAY), day_or(in, "to", LAST_DAY), \
	count, count, filter_number(r, "least"), most, \
	view, (unsigned long long)conf_number("lscb.late_notice_days")
	(void)db_list(r->db, &lscb_sql[LSCB_LIST], rows, lscb_kept_scopes(r), view, ASKED, limit,
	    offset);
	return db_find(r->db, &lscb_sql[LSCB_LIST_COUNT], &row, ASKED) ? db_number(&row, 0) : 0;
#undef ASKED
}

/* -- the choices beside the list -- */

static void choices_put(struct request *r, struct node *form, const struct choice *c, size_t n)
{
	const struct codelist *codes;
	struct node *choice;
	size_t i, k;

	for (k = 0; k < n; k++) {
		codes = lists_find(c[k].list);
		choice = filter_choice(r, form, c[k].name, c[k].label);
		filter_option(choice, "", "All", input_is(&r->input, c[k].name, ""));
		for (i = 0; i < codes->n; i++)
			filter_option(choice, codes->codes[i].code, codes->codes[i].label,
			    input_is(&r->input, c[k].name, codes->codes[i].code));
	}
}

static void state_put(struct request *r, struct node *form)
{
	struct node *choice = filter_choice(r, form, "state", "State");
	unsigned i;

	filter_option(choice, "", "All", input_is(&r->input, "state", ""));
	for (i = LSCB_NOTIFIED; i < LSCB_ARCHIVED; i++)
		filter_option(choice, lscb_workflow.state[i].code, lscb_workflow.state[i].label,
		    input_is(&r->input, "state", lscb_workflow.state[i].code));
	choice = filter_choice(r, form, "open", "Open or closed");
	filter_option(choice, "", "Both", input_is(&r->input, "open", ""));
	filter_option(choice, "OPEN", "Open", input_is(&r->input, "open", "OPEN"));
	filter_option(choice, "CLOSED", "Closed", input_is(&r->input, "open", "CLOSED"));
}

static void options_put(struct request *r, struct node *form, const char *name, const char *label,
    const struct option *o)
{
	struct node *choice = filter_choice(r, form, name, label);

	filter_option(choice, "", "Any", input_is(&r->input, name, ""));
	for (; o->code != NULL; o++)
		filter_option(choice, o->code, o->label, input_is(&r->input, name, o->code));
}

static void agency_put(struct request *r, struct node *form)
{
	struct node *choice = filter_choice(r, form, "agency", "Agency that was asked");
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &lscb_sql[LSCB_AGENCIES], &rows);
	filter_option(choice, "", "All", input_is(&r->input, "agency", ""));
	for (i = 0; i < rows.n; i++)
		filter_option(choice, db_text(&rows.row[i], 1), db_text(&rows.row[i], 2),
		    input_is(&r->input, "agency", db_text(&rows.row[i], 1)));
}

/* Is one of these that stand folded away chosen? */
static bool further_asked(const struct request *r)
{
	static const char *const names[] = { "reference", "ward", "agency", "day", "from", "to",
	    "count", "least", "most" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (input_slot(&r->input, names[i])->value[0] != '\0')
			return true;
	for (i = 0; i < sizeof(further) / sizeof(further[0]); i++)
		if (!input_is(&r->input, further[i].name, ""))
			return true;
	return false;
}

/* A token has no control of its own. */
static void reference_put(struct request *r, struct node *form)
{
	const struct input_value *v = input_slot(&r->input, "reference");
	struct field text = *v->field;

	text.type = FIELD_TEXT;
	(void)page_control(r, form, &text, "reference", v->value, v->error, NULL);
}

static void further_put(struct request *r, struct node *form)
{
	struct node *details = node_add(form, "details");
	struct db_rows wards;

	node_set(details, "summary", "More columns");
	if (further_asked(r))
		node_set(details, "open", "yes");
	reference_put(r, details);
	choices_put(r, details, further, sizeof(further) / sizeof(further[0]));
	(void)db_list(r->db, &lscb_sql[LSCB_LIST_WARDS], &wards);
	filter_rows(r, filter_choice(r, details, "ward", "Ward"), &wards, "",
	    filter_number(r, "ward"));
	agency_put(r, details);
	options_put(r, details, "day", "A date of the case", days);
	filter_typed(r, details, "from");
	filter_typed(r, details, "to");
	options_put(r, details, "count", "A number of the case", counts);
	filter_typed(r, details, "least");
	filter_typed(r, details, "most");
}

void lscb_log_filters_put(struct request *r)
{
	struct node *aside = page_aside(r), *form, *buttons;

	node_set(aside, "side", "left");
	(void)page_heading(aside, 2, "Filter");
	form = node_add(aside, "form");
	node_set(form, "action", "/lscb/");
	node_set(form, "method", "get");
	if (!input_is(&r->input, "view", ""))
		(void)page_hidden(r, form, "view", input_text(&r->input, "view"));
	state_put(r, form);
	filter_typed(r, form, "died");
	filter_typed(r, form, "year");
	choices_put(r, form, chief, sizeof(chief) / sizeof(chief[0]));
	further_put(r, form);
	buttons = page_buttons(form);
	(void)page_button(buttons, "Show", "primary", NULL, NULL);
	node_set(page_button(buttons, "Clear", "link", NULL, NULL), "href", "/lscb/");
}
