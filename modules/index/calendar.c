#include <string.h>

#include "date.h"
#include "ical.h"
#include "index.h"
#include "log.h"

/* A person's due dates and planned visits as an address that calendar programs
 * fetch. The address is the key: 256 random bits, of which only the hash is
 * kept, so that it is shown once. It stands in the query, which our access log
 * leaves out; conf/nginx.conf keeps it from the error log. Nothing that is fetched
 * by it has a name in it. */

#define ADDRESS		"/calendar/dates.ics"

const struct field calendar_fields[] = {
	{ .name = "key", .type = FIELD_TOKEN },
	{ 0 }
};

/* -- the page -- */

static void summary_put(struct request *r, struct node *body, const struct db_row *calendar,
    const char *address)
{
	struct node *s = node_add(body, "summary");
	struct db_row last;

	if (address != NULL)
		(void)page_row(s, "Address", address);
	(void)page_row(s, "Made", page_when(r, db_text(calendar, 0)));
	(void)page_row(s, "Stops working", page_when(r, db_text(calendar, 1)));
	if (address == NULL)
		(void)page_row(s, "Last fetched", db_find(r->db, &index_sql[INDEX_CALENDAR_FETCHED],
		    &last, index_id(r, request_account(r)), db_text(calendar, 0)) ?
		    pool_printf(r->pool, "%s, from %s", page_when(r, db_text(&last, 0)),
		    db_text(&last, 1)) : "Never");
}

static void button_put(struct request *r, struct node *body, const char *action, const char *label,
    const char *kind)
{
	struct node *form = page_form(r, body, action);

	(void)page_button(page_buttons(form), label, kind, NULL, NULL);
}

/* address: the one that was made just now. */
static int calendar_page(struct request *r, const char *address)
{
	struct node *body = page_begin(r, "calendar", "Your dates in a calendar");
	struct db_row row;
	bool have = db_find(r->db, &index_sql[INDEX_CALENDAR], &row, request_account(r));

	page_back(r, "My work", "/");
	(void)page_heading(body, 1, "Your dates in a calendar");
	(void)page_para(body, "A calendar program can subscribe to an address of your own. It then shows "
	    "what is due in your work, and when, with the reference of the record and a link to it: "
	    "never a name.");
	if (address != NULL)
		(void)node_leaf(body, "warning", "Copy the address now: it is not shown again. Whoever has "
		    "it sees your dates, so treat it like a password.");
	if (have)
		summary_put(r, body, &row, address);
	(void)page_para(body, pool_printf(r->pool, "An address works for %ld days, as long as you sign in "
	    "at least every %ld days and your account is open. Each fetch is recorded with your name.",
	    conf_number("index.calendar_days"), conf_number("index.calendar_idle_days")));
	if (have && address == NULL)
		(void)page_para(body, "A new address takes the place of this one, which then stops working.");
	if (address == NULL)
		button_put(r, body, "/calendar", have ? "Make a new address" : "Make an address", "primary");
	if (have)
		button_put(r, body, "/calendar/end", "Stop this address", "secondary");
	return 200;
}

int calendar_show(struct request *r)
{
	return calendar_page(r, NULL);
}

int calendar_make(struct request *r)
{
	unsigned char key[SECRET_BYTES], hash[SECRET_BYTES];
	unsigned long long days = (unsigned long long)conf_number("index.calendar_days");
	const char *address;

	secret_random(key, sizeof(key));
	secret_hash(key, sizeof(key), hash);
	address = pool_printf(r->pool, "https://%s" ADDRESS "?key=%s", r->http->host,
	    secret_to_text(r->pool, key, sizeof(key)));
	secret_wipe(key, sizeof(key));
	(void)db_write(r->db, &index_sql[INDEX_CALENDAR_MAKE], request_account(r), hash, sizeof(hash),
	    days, hash, sizeof(hash), days);
	/* Whoever did not make it learns of it. */
	if (conf_text("mail.server")[0] != '\0')
		(void)db_write(r->db, &index_sql[INDEX_MAIL_CALENDAR], request_account(r),
		    secret_text(r->pool, 12));
	return calendar_page(r, address);
}

int calendar_end(struct request *r)
{
	(void)db_write(r->db, &index_sql[INDEX_CALENDAR_END], request_account(r));
	return request_redirect(r, "/calendar");
}

/* -- what is fetched -- */

/* Rows of module, id, handle, reference, title, day, moment (NULL: none) and
 * minutes; made into events behind the n that are there. */
static size_t events_add(struct request *r, const struct db_rows *rows, const char *what,
    struct ical_event *events, size_t n)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		const struct db_row *d = &rows->row[i];
		const char *module = db_text(d, 0), *reference = db_text(d, 3), *at = db_text(d, 6);

		events[n++] = (struct ical_event){
			.uid = pool_printf(r->pool, "%s-%s-%llu", module, what, db_number(d, 1)),
			.starts = at == NULL ? db_text(d, 5) : at,
			.minutes = (unsigned)db_number(d, 7),
			.title = reference == NULL ? db_text(d, 4) :
			    pool_printf(r->pool, "%s, %s", db_text(d, 4), reference),
			.url = pool_printf(r->pool, "https://%s/%s/case/%s", r->http->host, module,
			    db_text(d, 2)) };
	}
	return n;
}

/* Whose key it is, as if signed in; NULL: nobody's, or of nobody who may have
 * dates any more. */
static const struct session *person_of(struct request *r)
{
	const char *text = input_text(&r->input, "key");
	unsigned char key[SECRET_BYTES], hash[SECRET_BYTES];
	const struct session *person;
	struct db_row row;

	if (!secret_from_text(text, key, sizeof(key)))
		return NULL;
	secret_hash(key, sizeof(key), hash);
	secret_wipe(key, sizeof(key));
	if (!db_find(r->db, &index_sql[INDEX_CALENDAR_FIND], &row, hash, sizeof(hash),
	    (unsigned long long)conf_number("index.calendar_idle_days")))
		return NULL;
	person = session_of(r->pool, r->db, db_number(&row, 0));
	return person != NULL && session_role(person, module_permission(r->module,
	    INDEX_FIND)->roles) ? person : NULL;
}

int calendar_fetch(struct request *r)
{
	const struct session *person = person_of(r);
	struct db_rows due, planned;
	struct ical_event *events;
	const char *text, *me;
	size_t n, len;

	if (person == NULL) {
		log_warn("calendar: a key that opens nothing");
		return page_not_found(r);
	}
	r->session = person;
	me = index_id(r, person->account);
	(void)db_list(r->db, &index_sql[INDEX_CALENDAR_DUE], &due, me);
	(void)db_list(r->db, &index_sql[INDEX_CALENDAR_PLANNED], &planned, me);
	events = pool_array(r->pool, due.n + planned.n + 1, sizeof(*events));
	n = events_add(r, &due, "due", events, 0);
	n = events_add(r, &planned, "planned", events, n);
	text = ical_calendar(r->pool, "Everychild", r->now, events, n, &len);
	r->audit.detail = pool_printf(r->pool, "dates=%zu", n);
	return request_file(r, "everychild.ics", "text/calendar; charset=utf-8", text, len);
}
