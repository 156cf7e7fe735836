#include <string.h>

#include "cohort-rules.h"
#include "date.h"
#include "import.h"
#include "lists.h"
#include "pep.h"
#include "text.h"

/* An episode that was recorded wrongly is put right: the row as it was stays, with who
 * found it wrong and why, and another takes its place. Where its neighbours began or
 * ended with it, they go with it (12.3: the next begins on the day the last one ended). */

#define SQL(statement)	(&education_sql[EDUCATION_EPISODE_##statement])
#define CODE(field, list, needed, text) { .name = field, .type = FIELD_CODE, .choices = list, \
	.compact = true, .required = needed, .label = text }

const struct field education_episode_correct_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "episode", .type = FIELD_NUMBER, .required = true },
	{ .name = "began_on", .type = FIELD_DATE, .not_future = true, .required = true,
	  .label = "Day on which it began" },
	CODE("rne", "education-rne", true, "Reason for the new episode"),
	CODE("legal", "education-legal", true, "Legal status"),
	CODE("need", "education-need", true, "Category of need"),
	CODE("place", "education-place", true, "Placement"),
	CODE("provider", "education-provider", false, "Provider of the placement"),
	{ .name = "home_post", .type = FIELD_POSTCODE, .width = 10, .label = "Home postcode" },
	{ .name = "place_post", .type = FIELD_POSTCODE, .width = 10,
	  .label = "Postcode of the placement" },
	{ .name = "place_urn", .type = FIELD_TEXT, .max = 8, .width = 8,
	  .label = "Ofsted number of the placement",
	  .hint = "SC and six digits, or seven digits, for instance SC012345" },
	{ .name = "ended_on", .type = FIELD_DATE, .not_future = true,
	  .label = "Day on which it ended" },
	CODE("rec", "education-rec", false, "Why it ended"),
	CODE("change_why", "education-change-why", false,
	    "Why the placement ended, when it was one that changed"),
	{ .name = "remove", .type = FIELD_TICK,
	  .label = "Take it away: there was no such episode" },
	{ .name = "why", .type = FIELD_TEXT, .max = 300, .required = true,
	  .label = "What was wrong" },
	{ .name = "kept", .type = FIELD_TICK,
	  .label = "Correct it all the same; the return is looked at again" },
	{ 0 }
};

struct episode {
	unsigned long long id, import;
	struct education_episode e;
};

/* The child's episodes in order, and the one that is put right. */
struct correction {
	struct request *r;
	struct record record;
	struct episode *all;
	size_t n, at;
};

/* -- what stands -- */

static bool episodes_read(struct correction *c)
{
	unsigned long long id;
	struct db_rows rows;
	size_t i;

	if (!text_number(input_text(&c->r->input, "episode"), &id))
		return false;
	(void)db_list(c->r->db, SQL(ALL), &rows, c->record.id);
	c->all = pool_array(c->r->pool, rows.n + 1, sizeof(c->all[0]));
	c->at = c->n = rows.n;
	for (i = 0; i < rows.n; i++) {
		const struct db_row *row = &rows.row[i];

		c->all[i] = (struct episode){ .id = db_number(row, 0), .import = db_number(row, 13),
		    .e = { .began_on = db_text(row, 1), .rne = db_text(row, 2), .legal = db_text(row, 3),
		    .need = db_text(row, 4), .place = db_text(row, 5), .provider = db_text(row, 6),
		    .ended_on = db_text(row, 7), .rec = db_text(row, 8), .change_why = db_text(row, 9),
		    .home_post = db_text(row, 10), .place_post = db_text(row, 11),
		    .place_urn = db_text(row, 12) } };
		if (c->all[i].id == id)
			c->at = i;
	}
	return c->at < c->n;
}

/* Does care go on from this one to the one behind it, on the same day? */
static bool joined(const struct correction *c, size_t first)
{
	const struct education_episode *e = &c->all[first].e;

	return first + 1 < c->n && e->ended_on != NULL && strcmp(e->rec, "X1") == 0 &&
	    strcmp(e->ended_on, c->all[first + 1].e.began_on) == 0;
}

static bool joined_before(const struct correction *c)
{
	return c->at > 0 && joined(c, c->at - 1);
}

static const struct education_episode *before(const struct correction *c)
{
	return c->at == 0 ? NULL : &c->all[c->at - 1].e;
}

static const struct education_episode *after(const struct correction *c)
{
	return c->at + 1 >= c->n ? NULL : &c->all[c->at + 1].e;
}

/* It runs: its end is recorded on the page for it. */
static bool runs(const struct correction *c)
{
	return c->all[c->at].e.ended_on == NULL && after(c) == NULL;
}

static bool may(const struct record *record)
{
	return strcmp(record->state, "LOCKED") != 0 && strcmp(record->state, "ARCHIVED") != 0 &&
	    strcmp(record->state, "DESTROYED") != 0;
}

/* -- years whose return was kept -- */

static int year_of(const char *day)
{
	struct date date;

	return date_parse(day, &date) ? cohort_year_of(date) : 0;
}

/* "2025": the last year that it is or would be part of whose files were kept; 0 none. */
static unsigned long long kept(const struct correction *c, const char **at_r)
{
	const struct education_episode *e = &c->all[c->at].e;
	const char *first = input_text(&c->r->input, "began_on"), *last = e->ended_on;
	const char *ended = input_text(&c->r->input, "ended_on");
	struct db_row row;

	if (first[0] == '\0' || strcmp(e->began_on, first) < 0)
		first = e->began_on;
	if (last == NULL)
		last = c->r->today;
	if (strcmp(ended, last) > 0)
		last = ended;
	if (year_of(first) == 0 || !db_find(c->r->db, SQL(KEPT), &row,
	    (unsigned long long)year_of(first), (unsigned long long)year_of(last)))
		return 0;
	*at_r = db_text(&row, 1);
	return db_number(&row, 0);
}

/* -- rules -- */

/* A code that may not be chosen today may stay or stand where it was in use then. */
static void former_codes(const struct correction *c)
{
	static const char *const coded[] = { "rne", "legal", "need", "place", "provider", "rec",
	    "change_why" };
	size_t i;

	for (i = 0; i < sizeof(coded) / sizeof(coded[0]); i++) {
		struct input_value *slot = input_slot(&c->r->input, coded[i]);
		const struct codelist *list = lists_find(slot->field->choices);
		const struct code *code = list == NULL ? NULL : code_find(list, slot->value);

		if (slot->error != NULL && code != NULL && code_open(code, c->all[c->at].e.began_on))
			slot->error = NULL;
	}
}

static void begin_rules(const struct correction *c)
{
	struct input *in = &c->r->input;
	const struct education_episode *b = before(c);
	const char *began = input_text(in, "began_on");
	bool on = joined_before(c);

	if (began[0] != '\0' && strcmp(began, education_of(c->r)->born_on) < 0)
		input_refuse(in, "began_on", "The day must not be before the child was born");
	if (b != NULL && began[0] != '\0' && strcmp(began, b->began_on) <= 0)
		input_refuse(in, "began_on", "The day must be after the one on which the episode "
		    "before began");
	if (b != NULL && !on && b->ended_on != NULL && strcmp(began, b->ended_on) < 0)
		input_refuse(in, "began_on", pool_printf(c->r->pool, "The episode before ended on %s",
		    page_day(c->r, b->ended_on)));
	if (on && input_is(in, "rne", "S"))
		input_refuse(in, "rne", "The child was in care already: choose what changed");
	if (!on && input_text(in, "rne")[0] != '\0' && !input_is(in, "rne", "S"))
		input_refuse(in, "rne", "The first episode of a period of care is a start");
}

static void end_rules(const struct correction *c)
{
	struct input *in = &c->r->input;
	const struct education_episode *a = after(c);
	const char *ended = input_text(in, "ended_on");
	bool on = joined(c, c->at), goes_on = input_is(in, "rec", "X1");

	if (runs(c)) {
		if (ended[0] != '\0')
			input_refuse(in, "ended_on", "Record the end of care on the page for it");
		return;
	}
	input_needs(in, "ended_on", "Enter the day on which it ended");
	input_needs(in, "rec", "Choose why it ended");
	if (ended[0] == '\0')
		return;
	if (strcmp(ended, input_text(in, "began_on")) <= 0)
		input_refuse(in, "ended_on", "The end must be after the beginning");
	if (goes_on && a == NULL)
		input_refuse(in, "rec", "No other episode follows: choose why care ended");
	if (a != NULL && !on && goes_on && (strcmp(a->rne, "S") == 0 ||
	    strcmp(ended, a->began_on) != 0))
		input_refuse(in, "rec", pool_printf(c->r->pool, "The next episode is a start, or begins on "
		    "another day (%s). If care went on, take the next one away and record it again as a "
		    "change", page_day(c->r, a->began_on)));
	if (a != NULL && on && goes_on && a->ended_on != NULL && strcmp(ended, a->ended_on) >= 0)
		input_refuse(in, "ended_on", pool_printf(c->r->pool, "The next episode ended on %s",
		    page_day(c->r, a->ended_on)));
	if (a != NULL && !(on && goes_on) && strcmp(ended, a->began_on) > 0)
		input_refuse(in, "ended_on", pool_printf(c->r->pool, "The next episode began on %s",
		    page_day(c->r, a->began_on)));
}

static void kept_rule(const struct correction *c)
{
	const char *at;

	if (!input_is(&c->r->input, "kept", "Y") && kept(c, &at) != 0)
		input_refuse(&c->r->input, "kept", "Say that you want to correct it although the return of "
		    "the year was kept");
}

static void rules(const struct correction *c)
{
	if (input_is(&c->r->input, "remove", "Y")) {
		if (!joined_before(c) && joined(c, c->at))
			input_refuse(&c->r->input, "remove", "Care began with it, and other episodes follow: "
			    "correct it, or take the last one away first");
	} else {
		education_letters_digits(c->r, "place_urn");
		begin_rules(c);
		end_rules(c);
	}
	kept_rule(c);
}

/* What is typed of an episode that is taken away does not matter. */
static bool valid(const struct correction *c)
{
	struct input *in = &c->r->input;
	const struct field *f = education_episode_correct_input + 2;
	bool good;

	former_codes(c);
	rules(c);
	good = input_valid(in, c->r->pool);
	if (good || !input_is(in, "remove", "Y"))
		return good;
	for (; strcmp(f->name, "remove") != 0; f++)
		input_slot(in, f->name)->error = NULL;
	for (good = true; f->name != NULL; f++)
		good = good && input_slot(in, f->name)->error == NULL;
	return good;
}

/* -- the page -- */

static void fill(const struct correction *c)
{
	const struct education_episode *e = &c->all[c->at].e;
	const struct { const char *name, *value; } now[] = {
		{ "began_on", e->began_on }, { "rne", e->rne }, { "legal", e->legal },
		{ "need", e->need }, { "place", e->place }, { "provider", e->provider },
		{ "home_post", e->home_post }, { "place_post", e->place_post },
		{ "place_urn", e->place_urn }, { "ended_on", e->ended_on }, { "rec", e->rec },
		{ "change_why", e->change_why },
	};
	size_t i;

	for (i = 0; i < sizeof(now) / sizeof(now[0]); i++)
		input_slot(&c->r->input, now[i].name)->value = now[i].value == NULL ? "" : now[i].value;
}

static const char *from_to(struct request *r, const char *from, const char *to)
{
	return pool_printf(r->pool, "%s to %s", page_day(r, from), to == NULL ? "today" :
	    page_day(r, to));
}

static void neighbours_put(const struct correction *c, struct node *body)
{
	struct node *summary = node_add(body, "summary");
	const struct education_episode *b = before(c), *a = after(c);

	if (b != NULL)
		(void)page_row(summary, "Episode before", pool_printf(c->r->pool, "%s%s",
		    from_to(c->r, b->began_on, b->ended_on), joined_before(c) ?
		    "; its end goes with the beginning of this one" : ""));
	if (a != NULL)
		(void)page_row(summary, "Episode after", pool_printf(c->r->pool, "%s%s",
		    from_to(c->r, a->began_on, a->ended_on), joined(c, c->at) ?
		    "; its beginning goes with the end of this one" : ""));
}

static void former_put(const struct correction *c, struct node *body)
{
	struct request *r = c->r;
	struct node *table, *tr;
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, SQL(BEFORE), &rows, c->record.id);
	if (rows.n == 0)
		return;
	table = page_table(body, "former", "Episodes as they were recorded before", "", "Episode",
	    "Legal status and placement", "Until", "By", "What was wrong", NULL);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *e = &rows.row[i];
		bool file = db_text(e, 7)[0] == '\0';

		tr = node_add(table, "row");
		(void)page_cell(tr, from_to(r, db_text(e, 0), db_text(e, 1)));
		(void)page_cell(tr, pool_printf(r->pool, "%s; %s",
		    lists_label("education-legal", db_text(e, 2), r->today),
		    lists_label("education-place", db_text(e, 3), r->today)));
		(void)page_cell(tr, page_when(r, db_text(e, 4)));
		(void)page_cell(tr, file ? "A file, or the record's steps" : pool_printf(r->pool, "%s %s",
		    db_text(e, 6), db_text(e, 7)));
		(void)page_cell(tr, db_text(e, 5));
	}
}

static void fields_put(const struct correction *c, struct node *form, bool warn)
{
	static const char *const of_end[] = { "ended_on", "rec", "change_why" };
	const struct field *f;
	size_t i;

	for (f = education_episode_correct_input + 2; f->name != NULL; f++) {
		bool hidden = !warn && strcmp(f->name, "kept") == 0;

		for (i = 0; runs(c) && i < sizeof(of_end) / sizeof(of_end[0]); i++)
			hidden = hidden || strcmp(f->name, of_end[i]) == 0;
		if (!hidden)
			(void)page_field(c->r, form, f, NULL);
	}
}

static int page(const struct correction *c, int status)
{
	struct request *r = c->r;
	struct node *body = casework_page(r, &c->record, "episode-correct",
	    "Correct an episode of care"), *form;
	unsigned long long year;
	const char *at;

	(void)page_para(body, "What stands there stays to be seen below. For a new placement or legal "
	    "status record a change instead.");
	neighbours_put(c, body);
	year = kept(c, &at);
	if (year != 0)
		(void)node_leaf(body, "warning", pool_printf(r->pool, "The files of the return of %llu to "
		    "%llu were kept on %s, with this episode in them. A correction makes them differ from "
		    "what is recorded.", year - 1, year, page_when(r, at)));
	form = page_form(r, body, r->http->path);
	fields_put(c, form, year != 0);
	(void)page_button(page_buttons(form), "Save the correction", "primary", NULL, NULL);
	former_put(c, body);
	return status;
}

int education_episode_correct_show(struct request *r)
{
	struct correction c = { .r = r };

	if (!casework_load(r, &c.record) || !may(&c.record) || !episodes_read(&c))
		return page_not_found(r);
	fill(&c);
	return page(&c, 200);
}

/* -- put right -- */

static void wrong(const struct correction *c, const struct episode *was)
{
	(void)db_write(c->r->db, SQL(WRONG), input_text(&c->r->input, "why"), request_account(c->r),
	    was->id);
}

static void replace(const struct correction *c, const struct episode *was,
    const struct education_episode *e)
{
	wrong(c, was);
	(void)db_write(c->r->db, SQL(CORRECT), c->record.id, e->began_on, e->rne, e->legal, e->need,
	    e->place, e->provider, e->ended_on, e->rec, e->change_why, e->home_post, e->place_post,
	    e->place_urn, was->import, was->id, request_account(c->r));
}

static void taken_away(const struct correction *c)
{
	const struct education_episode *e = &c->all[c->at].e;
	struct education_episode b;

	wrong(c, &c->all[c->at]);
	if (!joined_before(c))
		return;
	b = *before(c);
	b.ended_on = e->ended_on;
	b.rec = e->rec;
	b.change_why = e->change_why;
	replace(c, &c->all[c->at - 1], &b);
}

static struct education_episode typed(const struct correction *c)
{
	const struct input *in = &c->r->input;
	struct education_episode e = { .began_on = input_text(in, "began_on"),
	    .rne = input_text(in, "rne"), .legal = input_text(in, "legal"),
	    .need = input_text(in, "need"), .place = input_text(in, "place"),
	    .provider = input_text(in, "provider"), .home_post = input_text(in, "home_post"),
	    .place_post = input_text(in, "place_post"), .place_urn = input_text(in, "place_urn"),
	    .rec = "", .change_why = "" };

	if (!runs(c)) {
		e.ended_on = input_text(in, "ended_on");
		e.rec = input_text(in, "rec");
		e.change_why = input_text(in, "change_why");
	}
	return e;
}

static void put_right(const struct correction *c)
{
	struct education_episode e = typed(c), other;

	replace(c, &c->all[c->at], &e);
	if (joined_before(c) && strcmp(before(c)->ended_on, e.began_on) != 0) {
		other = *before(c);
		other.ended_on = e.began_on;
		replace(c, &c->all[c->at - 1], &other);
	}
	if (!joined(c, c->at))
		return;
	other = *after(c);
	if (strcmp(e.rec, "X1") != 0)
		other.rne = "S";
	else if (strcmp(e.ended_on, other.began_on) != 0)
		other.began_on = e.ended_on;
	else
		return;
	replace(c, &c->all[c->at + 1], &other);
}

/* State, cohort and the first plan's dates, as if it had been recorded so from the
 * beginning. was: the day on which the present period of care had begun. */
static void settle(const struct correction *c, const char *was)
{
	struct request *r = c->r;
	const struct education_import by = { .account = request_account(r) };
	struct import_run run = { .r = r, .import = &by };
	const char *now = education_entered_on(r, &c->record);
	struct record record = c->record;
	struct db_rows clocks;
	size_t i;
	int status;

	import_care(&run, c->record.id);
	record.relation = record.relations = "SYSTEM";
	if (now == NULL && casework_may(r, &record, EDUCATION_EVENT_LEFT))
		(void)casework_move(r, &record, EDUCATION_EVENT_LEFT, &status);
	if (now == NULL || was == NULL || strcmp(now, was) == 0)
		return;
	(void)db_list(r->db, SQL(CLOCKS), &clocks, c->record.id);
	for (i = 0; i < clocks.n; i++) {
		deadline_drop(r, &c->record, db_text(&clocks.row[i], 0));
		casework_clock_start(r, &c->record, db_text(&clocks.row[i], 0), now);
	}
}

int education_episode_correct_save(struct request *r)
{
	struct correction c = { .r = r };
	const char *was;

	if (!casework_lock(r, &c.record) || !may(&c.record) || !episodes_read(&c))
		return page_not_found(r);
	if (!valid(&c))
		return page(&c, 422);
	was = education_entered_on(r, &c.record);
	if (input_is(&r->input, "remove", "Y"))
		taken_away(&c);
	else
		put_right(&c);
	event_add(r, &c.record, "episode.corrected", pool_printf(r->pool, "Episode of care of %s %s",
	    page_day(r, c.all[c.at].e.began_on), input_is(&r->input, "remove", "Y") ? "taken away" :
	    "corrected"), false);
	settle(&c, was);
	education_peps_refresh(r, &c.record);
	/* An adoption locks it, and who recorded it does not see it any more. */
	return request_redirect(r, "%s", education_again(r, &c.record) == NULL ? "/education/" :
	    casework_path(r, &c.record));
}
