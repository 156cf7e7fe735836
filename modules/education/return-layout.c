#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "date.h"
#include "export.h"
#include "pool.h"
#include "return-layout.h"
#include "str.h"
#include "text.h"

#define CHILD	{ "CHILD", RETURN_CHILD, NULL, true }
#define BORN	{ "DOB", RETURN_DAY, NULL, true }
#define SEX	{ "SEX", RETURN_CODE, "education-sex", true }
#define DAY(title)	{ title, RETURN_DAY, NULL, true }
#define MAY(title)	{ title, RETURN_DAY, NULL, false }
#define CODE(title, of)	{ title, RETURN_CODE, of, true }
#define CAN(title, of)	{ title, RETURN_CODE, of, false }
#define BIT(title)	{ title, RETURN_CODE, "education-bit", false }

const struct return_layout return_layouts[RETURN_FILE__MAX] = {
	[RETURN_HEADER] = { "HEADER", "Header", 7, { CHILD, SEX, BORN,
	    CAN("ETHNIC", "education-ethnicity"), { "UPN", RETURN_UPN, NULL, false }, BIT("MOTHER"),
	    MAY("MC_DOB") }, 0 },
	[RETURN_EPISODES] = { "EPISODES", "Episodes", 13, { CHILD, DAY("DECOM"),
	    CODE("RNE", "education-rne"), CODE("LS", "education-legal"),
	    CODE("CIN", "education-need"), CODE("PLACE", "education-place"),
	    CAN("PLACE_PROVIDER", "education-provider"), MAY("DEC"), CAN("REC", "education-rec"),
	    CAN("REASON_PLACE_CHANGE", "education-change-why"),
	    { "HOME_POST", RETURN_POST, NULL, false }, { "PL_POST", RETURN_POST, NULL, false },
	    { "URN", RETURN_URN, NULL, false } }, 0 },
	[RETURN_REVIEWS] = { "REVIEWS", "Reviews", 4, { CHILD, BORN, DAY("REVIEW"),
	    CODE("REVIEW_CODE", "education-review") }, 0 },
	[RETURN_UASC] = { "UASC", "UASC", 4, { CHILD, SEX, BORN, MAY("DUC") }, 0 },
	[RETURN_OC2] = { "OC2", "OC2", 12, { CHILD, BORN, { "SDQ_SCORE", RETURN_SCORE, NULL, false },
	    CAN("SDQ_REASON", "education-sdq-reason"), BIT("CONVICTED"), BIT("HEALTH_CHECK"),
	    BIT("IMMUNISATIONS"), BIT("TEETH_CHECK"), BIT("HEALTH_ASSESSMENT"),
	    BIT("SUBSTANCE_MISUSE"), BIT("INTERVENTION_RECEIVED"), BIT("INTERVENTION_OFFERED") }, 0 },
	[RETURN_OC3] = { "OC3", "OC3", 5, { CHILD, BORN, CODE("IN_TOUCH", "education-in-touch"),
	    CAN("ACTIV", "education-activity"), CAN("ACCOM", "education-accommodation") }, 0 },
	[RETURN_AD1] = { "AD1", "AD1", 8, { CHILD, BORN, MAY("DATE_INT"), MAY("DATE_MATCH"),
	    BIT("FOSTER_CARE"), CAN("NB_ADOPTR", "education-adopters"),
	    CAN("SEX_ADOPTR", "education-adopter-sex"),
	    CAN("LS_ADOPTR", "education-adopter-legal") }, 0 },
	[RETURN_PLACED] = { "PLACED", "PlacedAdoption", 5, { CHILD, BORN, MAY("DATE_PLACED"),
	    MAY("DATE_PLACED_CEASED"),
	    CAN("REASON_PLACED_CEASED", "education-placed-ceased") }, 0 },
	[RETURN_PREVPERM] = { "PREVPERM", "PrevPerm", 5, { CHILD, BORN,
	    CODE("PREV_PERM", "education-prev-perm"), { "LA_PERM", RETURN_TEXT, NULL, false },
	    { "DATE_PERM", RETURN_PART_DAY, NULL, false } }, 0 },
	[RETURN_MISSING] = { "MISSING", "Missing", 5, { CHILD, BORN,
	    CODE("MISSING", "education-missing"), DAY("MIS_START"), MAY("MIS_END") }, 0 },
	[RETURN_WORKERS] = { "WORKERS", "SWEpisodes", 6, { CHILD, BORN,
	    { "SW_ID", RETURN_WORKER, NULL, true }, DAY("SW_DECOM"), MAY("SW_DEC"),
	    CAN("SW_REASON", "education-worker-reason") }, 2024 },
	[RETURN_DOLO] = { "DOLO", "DoLo", 4, { CHILD, BORN, DAY("DOLO_START"), MAY("DOLO_END") },
	    2027 },
};

#define SEX_LETTERS	2025	/* 2024/25: the first year with M and F */

/* -- files -- */

/* Where the column stands, once; n: it does not, or twice. */
static size_t where(const char *name, const char *const *header, size_t n)
{
	size_t i, at = n;

	for (i = 0; i < n; i++)
		if (strcmp(header[i], name) == 0) {
			if (at < n)
				return n;
			at = i;
		}
	return at;
}

static bool fits(const struct return_layout *l, const char *const *header, size_t n,
    size_t at_r[RETURN_COLUMNS_MAX])
{
	size_t i;

	if (l->n != n)
		return false;
	for (i = 0; i < n; i++)
		if ((at_r[i] = where(l->column[i].name, header, n)) == n)
			return false;
	return true;
}

enum return_file return_file_of(const char *const *header, size_t n,
    size_t at_r[RETURN_COLUMNS_MAX])
{
	unsigned file = 0;

	while (file < RETURN_FILE__MAX && !fits(&return_layouts[file], header, n, at_r))
		file++;
	return (enum return_file)file;
}

enum return_file return_file_named(const char *text)
{
	unsigned file = 0;

	while (file < RETURN_FILE__MAX && strcasecmp(return_layouts[file].code, text) != 0 &&
	    strcasecmp(return_layouts[file].name, text) != 0)
		file++;
	return (enum return_file)file;
}

const char *return_header(struct pool *pool, enum return_file file)
{
	const struct return_layout *l = &return_layouts[file];
	struct str s;
	size_t i;

	str_init(&s, pool);
	for (i = 0; i < l->n; i++)
		str_printf(&s, "%s%s", i == 0 ? "" : ",", l->column[i].name);
	return s.data;
}

/* -- cells -- */

#define UPPER	"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define LOWER	"abcdefghijklmnopqrstuvwxyz"
#define DIGITS	"0123456789"
#define UPN_LETTERS "ABCDEFGHJKLMNPQRTUVWXYZ"

/* dd/mm/yyyy with all its noughts. */
static const char *day_read(struct pool *pool, const char *t, const char **value_r)
{
	struct date date;

	if (strlen(t) != 10 || t[2] != '/' || t[5] != '/' || strspn(t, DIGITS "/") != 10)
		return "The date must be written as dd/mm/yyyy";
	*value_r = pool_printf(pool, "%.4s-%.2s-%.2s", t + 6, t + 3, t);
	return date_parse(*value_r, &date) ? NULL : "There is no such day";
}

static bool part(const char *t, size_t len, const char *allowed)
{
	return strspn(t, "z") >= len || strspn(t, allowed) >= len;
}

static const char *part_day_read(struct pool *pool, const char *t, const char **value_r)
{
	const char *day;

	if (strchr(t, 'z') == NULL)
		return day_read(pool, t, &day);
	*value_r = t;
	if (strlen(t) == 10 && t[2] == '/' && t[5] == '/' && part(t, 2, DIGITS) &&
	    part(t + 3, 2, DIGITS) && part(t + 6, 4, DIGITS))
		return NULL;
	return "The date must be written as dd/mm/yyyy, with zz for what is not known";
}

static bool upn_shape(const char *t)
{
	size_t digits = strlen(t) == 13 ? strspn(t + 1, DIGITS) : 0;

	return strchr("IOS", t[0]) == NULL && isupper((unsigned char)t[0]) &&
	    (digits == 12 || (digits == 11 && strchr(UPN_LETTERS, t[12]) != NULL));
}

bool return_upn_sum(const char *upn)
{
	unsigned sum = 0, i;
	const char *at;

	for (i = 1; i < 13; i++) {
		at = strchr(UPN_LETTERS, upn[i]);
		sum += (i + 1) * (at != NULL ? (unsigned)(at - UPN_LETTERS) :
		    (unsigned)(upn[i] - '0'));
	}
	return upn[0] == UPN_LETTERS[sum % 23];
}

static const char *code_read(const struct return_column *column, const char *typed, int year,
    return_known *known, const char **value_r)
{
	if (year < SEX_LETTERS && strcmp(column->name, "SEX") == 0 &&
	    (strcmp(typed, "1") == 0 || strcmp(typed, "2") == 0))
		*value_r = typed[0] == '1' ? "M" : "F";
	return known(column->list, *value_r) ? NULL : "This is not a code of its list";
}

static const char *score_read(const char *t)
{
	unsigned long long n;

	return strlen(t) <= 2 && text_number(t, &n) && n <= 40 ? NULL :
	    "The score must be a number from 0 to 40";
}

static bool urn(const char *t)
{
	size_t len = strlen(t);

	return strcmp(t, "XXXXXXX") == 0 || (len == 7 && strspn(t, DIGITS) == 7) ||
	    (len == 8 && strncmp(t, "SC", 2) == 0 && strspn(t + 2, DIGITS) == 6);
}

static bool worker(const char *t)
{
	return (strncmp(t, "SW", 2) == 0 || strncmp(t, "XX", 2) == 0) &&
	    text_only(t, UPPER DIGITS, 12) && t[2] != '\0';
}

const char *return_cell(struct pool *pool, const struct return_column *column, const char *typed,
    int year, return_known *known, const char **value_r)
{
	*value_r = typed;
	if (typed[0] == '\0')
		return column->needed ? "This must not be empty" : NULL;
	switch (column->kind) {
	case RETURN_CHILD:
		return text_only(typed, UPPER LOWER DIGITS, 10) ? NULL :
		    "This must be 1 to 10 letters and digits";
	case RETURN_DAY:
		return day_read(pool, typed, value_r);
	case RETURN_PART_DAY:
		return part_day_read(pool, typed, value_r);
	case RETURN_CODE:
		return code_read(column, typed, year, known, value_r);
	case RETURN_UPN:
		return upn_shape(typed) || known("education-upn-unknown", typed) ? NULL :
		    "This is neither a unique pupil number nor UN1 to UN5";
	case RETURN_SCORE:
		return score_read(typed);
	case RETURN_POST:
		return text_only(typed, UPPER DIGITS " ", 8) ? NULL :
		    "This must be a postcode, or the first part of one";
	case RETURN_URN:
		return urn(typed) ? NULL : "This must be SC and six digits, seven digits, or XXXXXXX";
	case RETURN_WORKER:
		return worker(typed) ? NULL : "This must be SW or XX, then letters and digits";
	case RETURN_TEXT:
	case RETURN_KIND__MAX:
		break;
	}
	/* The return's files say what was typed, without a sign before it. */
	if (export_is_formula(typed))
		return "This must not begin as a formula of a spreadsheet does";
	return text_chars(typed) <= 60 && strchr(typed, '\t') == NULL ? NULL :
	    "This must be 60 characters at most";
}

const char *return_cell_out(struct pool *pool, const struct return_column *column,
    const char *value, int year)
{
	if (value == NULL)
		return "";
	if (column->kind == RETURN_DAY && strlen(value) >= 10)
		return pool_printf(pool, "%.2s/%.2s/%.4s", value + 8, value + 5, value);
	if (year < SEX_LETTERS && strcmp(column->name, "SEX") == 0)
		return strcmp(value, "M") == 0 ? "1" : strcmp(value, "F") == 0 ? "2" : value;
	return value;
}
