#include "named.h"

#include <string.h>

#include "lists.h"
#include "match.h"
#include "secret.h"
#include "str.h"

/* What the notices say of people (Schedule 1) and the case does not have yet, on
 * the pages of the people: added by one press, nothing typed again. What a person
 * has already is never written over. */

const struct field fostering_named_input[] = {
	{ .name = "id", .type = FIELD_HANDLE, .required = true },
	{ .name = "seen", .type = FIELD_TOKEN, .max = 20, .required = true },
	{ 0 }
};

enum { ID, GIVEN, FAMILY, BORN, PHONE, EMAIL };

/* -- who that is -- */

static bool same_name(struct request *r, const char *given, const char *family,
    const struct named *n)
{
	return strcmp(match_normalise(r->pool, fostering_person_name(r, given, family)),
	    match_normalise(r->pool, n->name)) == 0;
}

static bool other_birth(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) != 0;
}

static bool on_case(struct request *r, const struct db_rows *people, struct named *n)
{
	size_t i;

	for (i = 0; i < people->n; i++) {
		const struct db_row *p = &people->row[i];

		if (!same_name(r, db_text(p, GIVEN), db_text(p, FAMILY), n) ||
		    other_birth(db_text(p, BORN), n->born_on))
			continue;
		n->person = db_number(p, ID);
		n->fills = (n->born_on != NULL && db_text(p, BORN) == NULL) ||
		    (n->phone[0] != '\0' && db_text(p, PHONE)[0] == '\0') ||
		    (n->email[0] != '\0' && db_text(p, EMAIL)[0] == '\0');
		return true;
	}
	return false;
}

/* Somebody of another arrangement: the same name, and the same birth date or the
 * same postcode. A name alone is nobody. */
static bool elsewhere(struct request *r, const struct record *record, struct named *n)
{
	struct db_rows rows;
	size_t i;

	(void)db_list(r->db, &fostering_sql[FOSTERING_PERSON_KNOWN], &rows,
	    match_soundex(r->pool, n->family), record->id, record->id, record->id,
	    n->postcode, n->given);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *p = &rows.row[i];
		bool born = n->born_on != NULL && db_text(p, 4) != NULL;

		if (same_name(r, db_text(p, 2), db_text(p, 3), n) && !other_birth(db_text(p, 4), n->born_on) &&
		    (born || (n->postcode[0] != '\0' && strcmp(n->postcode, db_text(p, 5)) == 0))) {
			n->person = db_number(p, 0);
			n->elsewhere = true;
			return true;
		}
	}
	return false;
}

/* The same new person as one named before. */
static void among(struct request *r, struct named *all, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (same_name(r, all[k].given, all[k].family, &all[i]) &&
		    !other_birth(all[k].born_on, all[i].born_on)) {
			all[i].first = all[k].first;
			all[i].person = all[k].person;
			all[i].elsewhere = all[k].elsewhere;
			return;
		}
}

/* -- what of it the case has -- */

/* Letters and digits, in lower case: how an address is compared. */
static const char *bare(struct request *r, const char *text)
{
	struct str s;

	str_init(&s, r->pool);
	for (; *text != '\0'; text++)
		if ((*text >= '0' && *text <= '9') || (*text >= 'a' && *text <= 'z') || (*text & 0x80) != 0)
			str_printf(&s, "%c", *text);
		else if (*text >= 'A' && *text <= 'Z')
			str_printf(&s, "%c", *text - 'A' + 'a');
	return s.data == NULL ? "" : s.data;
}

/* One may leave out the town or the postcode. */
static bool same_place(struct request *r, const char *a, const char *b)
{
	const char *x = bare(r, a), *y = bare(r, b);
	size_t n = strlen(x) < strlen(y) ? strlen(x) : strlen(y);

	return n > 0 && strncmp(x, y, n) == 0;
}

/* A present address is for who has none; a former one for who has not lived there
 * from that day. */
static bool address_new(struct request *r, const struct record *record, const struct named *n)
{
	struct db_rows rows;
	size_t i;

	if (n->line1[0] == '\0')
		return false;
	if (n->person == 0)
		return true;
	(void)db_list(r->db, &fostering_sql[FOSTERING_ADDRESSES], &rows, n->person, n->person,
	    record->id);
	for (i = 0; i < rows.n; i++) {
		const struct db_row *a = &rows.row[i];

		if (n->since == NULL && n->until == NULL && db_text(a, 3) == NULL)
			return false;
		if (same_place(r, db_text(a, 1), n->address) && (n->since == NULL || db_text(a, 2) == NULL ||
		    strcmp(n->since, db_text(a, 2)) == 0))
			return false;
	}
	return true;
}

static bool part_new(struct request *r, const struct record *record, const struct named *n)
{
	struct db_row row;

	return n->part[0] != '\0' && (n->person == 0 || !db_find(r->db,
	    &fostering_sql[FOSTERING_NAMED_PART], &row, record->id, n->person, n->part));
}

static bool role_new(struct request *r, const struct record *record, const struct named *n)
{
	struct db_row row;

	return n->role[0] != '\0' && fostering_of(r)->household != 0 && (n->person == 0 ||
	    !db_find(r->db, &fostering_sql[FOSTERING_MEMBER_LAST], &row, record->id, n->person));
}

/* What an earlier row adds of the same person is not added twice. */
static void once(struct request *r, const struct named *all, size_t i, struct named *n)
{
	size_t k;

	for (k = 0; k < i; k++) {
		const struct named *e = &all[k];

		if (e->first != n->first)
			continue;
		n->adds_part = n->adds_part && !(e->adds_part && strcmp(e->part, n->part) == 0);
		n->adds_role = n->adds_role && !e->adds_role;
		n->adds_relation = n->adds_relation && !e->adds_relation;
		if (e->adds_address && ((e->until == NULL && n->until == NULL) ||
		    same_place(r, e->address, n->address)))
			n->adds_address = false;
	}
}

static bool made(const struct named *all, const struct named *n)
{
	return n->person != 0 || n->adds_part || n->adds_role || all[n->first].adds_part ||
	    all[n->first].adds_role;
}

static void settle(struct request *r, const struct record *record, const struct db_rows *people,
    struct named *all, size_t i)
{
	struct named *n = &all[i];

	n->first = i;
	n->person = 0;
	among(r, all, i);
	if (!on_case(r, people, n) && n->first == i)
		(void)elsewhere(r, record, n);
	n->adds_part = part_new(r, record, n);
	n->adds_role = role_new(r, record, n);
	n->adds_address = address_new(r, record, n);
	n->adds_relation = n->relation[0] != '\0' && fostering_of(r)->relationship[0] == '\0';
	once(r, all, i, n);
	/* Who is no more than the notifier or the carer is not made a person here. */
	if (!made(all, n))
		n->adds_address = n->adds_relation = false;
}

static bool adds(const struct named *n)
{
	return n->adds_part || n->adds_role || n->adds_address || n->adds_relation || n->fills;
}

/* All that the notices name; false: the case has it. */
static bool find(struct request *r, const struct record *record, struct named **list_r, size_t *n_r)
{
	struct db_rows people;
	bool any = false;
	size_t i;

	*n_r = named_read(r, record, list_r);
	(void)db_list(r->db, &fostering_sql[FOSTERING_NAMED_PEOPLE], &people, record->id, record->id,
	    record->id);
	for (i = 0; i < *n_r; i++) {
		settle(r, record, &people, *list_r, i);
		any = any || adds(&(*list_r)[i]);
	}
	return any;
}

/* -- shown -- */

static void known(struct request *r, struct str *s, const struct named *n)
{
	if (n->born_on != NULL)
		str_printf(s, "Date of birth: %s\n", page_day(r, n->born_on));
	if (n->phone[0] != '\0')
		str_printf(s, "Phone: %s\n", n->phone);
	if (n->email[0] != '\0')
		str_printf(s, "E-mail: %s\n", n->email);
}

static const char *what(struct request *r, const struct named *n)
{
	struct str s;

	str_init(&s, r->pool);
	if (n->adds_part)
		str_printf(&s, "%s\n", lists_label("fostering-part", n->part, r->today));
	if (n->adds_role)
		str_printf(&s, "Household: %s\n", lists_label("fostering-household", n->role, r->today));
	if (n->adds_address && n->until != NULL)
		str_printf(&s, "Former address: %s, until %s\n", n->address, page_day(r, n->until));
	else if (n->adds_address)
		str_printf(&s, "Address: %s\n", n->address);
	if (n->person == 0 && (n->adds_part || n->adds_role))
		known(r, &s, n);
	if (n->adds_relation)
		str_printf(&s, "To the child: %s\n", lists_label("fostering-relationship", n->relation,
		    r->today));
	if (n->fills)
		str_printf(&s, "What is not known yet of:%s%s%s\n", n->born_on != NULL ? " birth date" : "",
		    n->phone[0] != '\0' ? " phone" : "", n->email[0] != '\0' ? " e-mail" : "");
	return s.data;
}

static const char *who(const struct named *all, size_t i)
{
	return all[i].elsewhere ? "Known from another arrangement" : all[i].person != 0 ?
	    "On the case" : all[i].first != i ? "New, as above" : "New";
}

/* A mark of what is shown, so that what is added is what was seen. */
static const char *mark(struct request *r, const struct named *all, size_t n)
{
	unsigned long long hash = 14695981039346656037ULL;
	const char *text;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!adds(&all[i]))
			continue;
		text = pool_printf(r->pool, "%s|%s|%s|%llu|%zu", all[i].name, what(r, &all[i]),
		    all[i].since == NULL ? "" : all[i].since, all[i].person, all[i].first);
		for (; *text != '\0'; text++)
			hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
	}
	return pool_printf(r->pool, "%016llx", hash);
}

static void list_put(struct request *r, struct node *body, const struct record *record,
    const struct named *all, size_t n)
{
	struct node *table = page_table(body, "named", "Named in a notice, and not on the case yet", "",
	    "Name", "Who", "What is added", NULL), *row, *form;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!adds(&all[i]))
			continue;
		row = node_add(table, "row");
		node_set(page_cell(row, all[i].name), "head", "yes");
		(void)page_cell(row, who(all, i));
		node_set(page_cell(row, what(r, &all[i])), "kind", "text");
	}
	form = page_form(r, body, pool_printf(r->pool, "%s/named", casework_path(r, record)));
	(void)page_hidden(r, form, "seen", mark(r, all, n));
	(void)page_button(page_buttons(form), "Add these to the case", "primary", NULL, NULL);
}

void fostering_named_put(struct request *r, struct node *body, const struct record *record)
{
	struct named *all;
	size_t n;

	if (fostering_people_writer(r, record) && find(r, record, &all, &n))
		list_put(r, body, record, all, n);
}

void fostering_named_offer(struct request *r, struct node *body, const struct record *record)
{
	struct named *all;
	size_t n;

	if (fostering_people_writer(r, record) && find(r, record, &all, &n))
		casework_link(r, body, record, "Add who is named in the notice", "/persons", NULL);
}

/* -- added -- */

static const char *or_null(const char *text)
{
	return text == NULL || text[0] == '\0' ? NULL : text;
}

static void add(struct request *r, const struct record *record, struct named *all, size_t i)
{
	struct named *n = &all[i];

	if (n->person == 0 && n->first != i)
		n->person = all[n->first].person;
	if (n->person == 0)
		n->person = db_insert(r->db, &fostering_sql[FOSTERING_PERSON_NEW], secret_handle(r->pool),
		    n->given, n->family, n->born_on, n->phone, n->email, match_soundex(r->pool, n->family),
		    request_account(r));
	else if (n->fills)
		(void)db_write(r->db, &fostering_sql[FOSTERING_NAMED_FILL], n->born_on, n->phone,
		    n->email, n->person);
	all[n->first].person = n->person;
	if (n->adds_part)
		(void)db_write(r->db, &fostering_sql[FOSTERING_PEOPLE_ADD], record->id, n->person, n->part,
		    "", n->pr, 0ULL, n->cared, NULL, request_account(r));
	if (n->adds_role)
		(void)db_write(r->db, &fostering_sql[FOSTERING_MEMBER_ADD], fostering_of(r)->household,
		    n->person, n->role, strcmp(n->role, "EMPLOYEE") == 0 ? "Y" : "N", NULL,
		    request_account(r));
	if (n->adds_address)
		(void)db_write(r->db, &fostering_sql[FOSTERING_ADDRESS_ADD], n->person, n->line1, n->line2,
		    n->town, n->postcode, "", or_null(n->since), or_null(n->until), request_account(r));
	if (n->adds_relation)
		(void)db_write(r->db, &fostering_sql[FOSTERING_NAMED_RELATION], n->relation, record->id);
	if (n->adds_role)
		fostering_household_changed(r, record, fostering_household_adult(r, n->born_on, n->role));
}

static int page(struct request *r, const struct record *record, const struct named *all, size_t n)
{
	struct node *body = casework_page(r, record, "persons", "Named in a notice");

	page_alert(r, "information", "This has changed since you looked. It is shown as it is now.");
	list_put(r, body, record, all, n);
	return 409;
}

int fostering_named_add(struct request *r)
{
	struct record record;
	struct named *all;
	size_t i, n;

	if (!casework_lock(r, &record) || !fostering_people_writer(r, &record))
		return page_not_found(r);
	if (!find(r, &record, &all, &n))
		return request_redirect(r, "%s/persons", casework_path(r, &record));
	if (!input_is(&r->input, "seen", mark(r, all, n)))
		return page(r, &record, all, n);
	for (i = 0; i < n; i++)
		if (adds(&all[i]))
			add(r, &record, all, i);
	fostering_renewals_start(r, &record);
	event_add(r, &record, "person", "Who is named in the notices was added to the case", false);
	fostering_people_facts(r, &record, "People of the notice were added");
	return request_redirect(r, "%s/persons", casework_path(r, &record));
}
