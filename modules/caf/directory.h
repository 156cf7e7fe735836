/*
 * The service directory (sections.md 10): who offers what for families. It is about
 * services, never about a child.
 */
#ifndef EVERYCHILD_CAF_DIRECTORY_H
#define EVERYCHILD_CAF_DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>

struct codelist;
struct db_row;
struct field;
struct node;
struct request;

/* -- directory.c -- */

/* What an editor enters of a service, in the order of the form, of its table
 * and of the statements. Canonical text; several codes as field.h has them. */
enum caf_directory_field {
	CAF_DIR_PROVIDER, CAF_DIR_NAME, CAF_DIR_DESCRIPTION, CAF_DIR_STATUS,
	CAF_DIR_AIMS, CAF_DIR_SERVICES, CAF_DIR_TIER, CAF_DIR_ELIGIBILITY, CAF_DIR_MIN_AGE,
	CAF_DIR_MAX_AGE, CAF_DIR_AREAS, CAF_DIR_THRESHOLD, CAF_DIR_ROUTES, CAF_DIR_HOW,
	CAF_DIR_FORM, CAF_DIR_NEEDS_CAF, CAF_DIR_VENUE, CAF_DIR_ADDRESS_1, CAF_DIR_ADDRESS_2,
	CAF_DIR_TOWN, CAF_DIR_POSTCODE, CAF_DIR_UPRN, CAF_DIR_LOCATION, CAF_DIR_ACCESS,
	CAF_DIR_DAYS, CAF_DIR_TIMES, CAF_DIR_COST, CAF_DIR_COST_TEXT, CAF_DIR_LANGUAGES,
	CAF_DIR_INTERPRETER, CAF_DIR_CONTACT, CAF_DIR_PHONE, CAF_DIR_EMAIL, CAF_DIR_CAPACITY,
	CAF_DIR_WAITING, CAF_DIR_WAITING_ON, CAF_DIR_SENSITIVE, CAF_DIR_PUBLIC,
	CAF_DIR__MAX
};

struct caf_directory {
	unsigned long long id, version, number;	/* version: the one that counts */
	const char *uuid, *assured_by, *assured_on, *next_check;	/* NULL: never assured */
	const char *at, *by;			/* of this version: moment, name of the editor */
	unsigned long long easting, northing;	/* 0: not known */
	const char *provider_name, *provider_description, *provider_email, *provider_website,
	    *provider_phone;
	const char *value[CAF_DIR__MAX];	/* "" not entered; the provider as its UUID */
};

/* Reads the table of postcodes and checks the settings, before the workers start. */
void caf_directory_start(void);
/* Days (YYYY-MM-DD): what was assured before is to be checked, or hidden. */
const char *caf_directory_remind_before(struct request *r);
const char *caf_directory_hide_before(struct request *r);
/* From a row of CAF_DIRECTORY_FIND, _FORMER or _PUBLIC. */
void caf_directory_from(struct request *r, const struct db_row *row, struct caf_directory *d_r);
bool caf_directory_find(struct request *r, struct caf_directory *d_r);
/* The label of a code in a field, or the answer as it is read. */
const char *caf_directory_shown(struct request *r, enum caf_directory_field field,
    const char *value);
const char *caf_directory_ages(struct request *r, const char *min, const char *max);
/* Which kind of service_code a field is; NULL: none. */
const char *caf_directory_kind(enum caf_directory_field field);
/* Messages for an address or a website that cannot be one; NULL: it can. */
const char *caf_email_wrong(const char *text);
const char *caf_website_wrong(const char *text);
size_t caf_page(struct request *r);	/* of the parameter "page"; the first is 1 */

#define CAF_PAGE	20

int caf_directory_show(struct request *r);
int caf_directory_versions(struct request *r);
int caf_directory_version(struct request *r);

/* -- directory-search.c -- */
extern const struct field caf_directory_list_input[], caf_directory_search_input[];
int caf_directory_list(struct request *r);
int caf_directory_search(struct request *r);

/* -- directory-edit.c -- */
extern const struct field caf_directory_input[], caf_directory_assure_input[];
int caf_directory_entries(struct request *r);
int caf_directory_edit(struct request *r);
int caf_directory_save(struct request *r);
int caf_directory_assure(struct request *r);
int caf_directory_assured(struct request *r);

/* -- directory-provider.c -- */
extern const struct field caf_provider_input[];
/* Every provider as a list to choose from, by UUID. */
const struct codelist *caf_providers(struct request *r);
int caf_provider_list(struct request *r);
int caf_provider_edit(struct request *r);
int caf_provider_save(struct request *r);

/* -- directory-json.c: the same for other systems -- */
int caf_directory_json(struct request *r);

#endif
