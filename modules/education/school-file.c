#include <string.h>

#include "lists.h"
#include "paste.h"
#include "school.h"
#include "secret.h"
#include "text.h"

/* 15.1: schools and school days. */

/* -- schools -- */

enum { URN, DFE_NUMBER, NAME, TYPE, PHASE, LA_CODE, STATE_FUNDED, OPEN, CLOSE };

static bool in_list(const char *list, const char *code)
{
	return code[0] == '\0' || code_find(lists_find(list), code) != NULL;
}

static const char *school_wrong(struct request *r, const char *const *f)
{
	if (!text_only(f[URN], "0123456789", 6) || strlen(f[URN]) != 6)
		return "The URN has six digits";
	if (f[NAME][0] == '\0' || text_chars(f[NAME]) > 120)
		return "A name has 1 to 120 characters";
	if (strlen(f[DFE_NUMBER]) > 8 || f[DFE_NUMBER][strspn(f[DFE_NUMBER], "0123456789/")] != '\0')
		return "A DfE number has digits and a slash";
	if (f[TYPE][0] == '\0' || !in_list("education-school-type", f[TYPE]))
		return "There is no such type";
	if (!in_list("education-school-phase", f[PHASE]))
		return "There is no such phase";
	if (!in_list("la", f[LA_CODE]))
		return "There is no such authority";
	if (strcmp(f[STATE_FUNDED], "Y") != 0 && strcmp(f[STATE_FUNDED], "N") != 0)
		return "STATE_FUNDED is Y or N";
	if ((f[OPEN][0] != '\0' && education_paste_day(r, f[OPEN]) == NULL) ||
	    (f[CLOSE][0] != '\0' && education_paste_day(r, f[CLOSE]) == NULL))
		return "A day must be dd/mm/yyyy";
	return NULL;
}

static bool same_day(const char *a, const char *b)
{
	return a == NULL ? b == NULL : b != NULL && strcmp(a, b) == 0;
}

static bool same_school(const struct education_school *s, const char *const *f, const char *open,
    const char *close)
{
	return strcmp(s->dfe_number, f[DFE_NUMBER]) == 0 && strcmp(s->name, f[NAME]) == 0 &&
	    strcmp(s->type, f[TYPE]) == 0 && strcmp(s->phase, f[PHASE]) == 0 &&
	    strcmp(s->area, f[LA_CODE]) == 0 && s->state_funded == (f[STATE_FUNDED][0] == 'Y') &&
	    same_day(s->opened_on, open) && same_day(s->closed_on, close);
}

static const char *school_row(struct request *r, const struct csv_row *row, enum paste_done *done_r)
{
	const char *const *f = row->field, *wrong = school_wrong(r, f), *open, *close;
	unsigned long long funded = f[STATE_FUNDED][0] == 'Y';
	struct education_school s;

	if (wrong != NULL)
		return wrong;
	open = f[OPEN][0] == '\0' ? NULL : education_paste_day(r, f[OPEN]);
	close = f[CLOSE][0] == '\0' ? NULL : education_paste_day(r, f[CLOSE]);
	if (!education_school_by_urn(r, f[URN], &s)) {
		*done_r = PASTE_MADE;
		(void)db_write(r->db, &education_sql[EDUCATION_SCHOOL_ADD], secret_handle(r->pool),
		    f[URN], f[DFE_NUMBER], f[NAME], f[TYPE], f[PHASE], f[LA_CODE], "", "", "", "", NULL,
		    open, close, funded, (unsigned long long)(strcmp(f[TYPE], "PRU") == 0));
		return NULL;
	}
	*done_r = same_school(&s, f, open, close) ? PASTE_SAME : PASTE_CHANGED;
	if (*done_r == PASTE_CHANGED)
		(void)db_write(r->db, &education_sql[EDUCATION_SCHOOL_SET], f[URN], f[DFE_NUMBER],
		    f[NAME], f[TYPE], f[PHASE], f[LA_CODE], s.postcode, s.phone, s.email, s.inspection,
		    s.inspected_on, open, close, funded, (unsigned long long)s.alternative, s.id,
		    s.version);
	return NULL;
}

static const struct paste schools = {
	.code = "SCHOOLS", .title = "Read schools from a file",
	.columns = "URN,DFE_NUMBER,NAME,TYPE,PHASE,LA_CODE,STATE_FUNDED,OPEN,CLOSE",
	.back = "/education/schools", .back_label = "Schools", .row = school_row,
};

int education_schools_file(struct request *r)
{
	return education_paste_show(r, &schools);
}

int education_schools_file_read(struct request *r)
{
	return education_paste_save(r, &schools);
}

/* -- school days -- */

enum { OWNER, DATE, SESSIONS, REASON };

static const char *day_row(struct request *r, const struct csv_row *row, enum paste_done *done_r)
{
	const char *const *f = row->field, *day = education_paste_day(r, f[DATE]);
	struct education_school s = { .id = 0 };
	unsigned long long sessions;
	struct db_row now;

	if (strcmp(f[OWNER], "AUTHORITY") != 0 && !education_school_by_urn(r, f[OWNER], &s))
		return "The owner is AUTHORITY or the URN of a school of the register";
	if (day == NULL)
		return "The day must be dd/mm/yyyy";
	if (!text_number(f[SESSIONS], &sessions) || sessions > 2)
		return "A day has 0, 1 or 2 sessions";
	if (text_chars(f[REASON]) > 60)
		return "A reason has 60 characters at most";
	if (!db_find(r->db, &education_sql[EDUCATION_DAY_FIND], &now, s.id, day)) {
		*done_r = PASTE_MADE;
		(void)db_write(r->db, &education_sql[EDUCATION_DAY_ADD], s.id, day, sessions, f[REASON]);
		return NULL;
	}
	*done_r = db_number(&now, 0) == sessions && strcmp(db_text(&now, 1), f[REASON]) == 0 ?
	    PASTE_SAME : PASTE_CHANGED;
	if (*done_r == PASTE_CHANGED)
		(void)db_write(r->db, &education_sql[EDUCATION_DAY_SET], sessions, f[REASON], s.id, day);
	return NULL;
}

static const struct paste days = {
	.code = "DAYS", .title = "Read school days from a file",
	.columns = "OWNER,DATE,SESSIONS,REASON",
	.back = "/education/calendar", .back_label = "School days", .row = day_row,
};

int education_calendar_file(struct request *r)
{
	return education_paste_show(r, &days);
}

int education_calendar_file_read(struct request *r)
{
	return education_paste_save(r, &days);
}
