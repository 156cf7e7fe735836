#include "admin.h"
#include "guest.h"
#include "metrics.h"
#include "signin.h"

static const struct conf_setting settings[] = {
	{ "signin.free_tries", CONF_NUMBER, "5", NULL },
	{ "signin.directory_tries", CONF_NUMBER, "8", NULL },
	{ "signin.window_minutes", CONF_NUMBER, "15", NULL },
	{ "signin.address_tries", CONF_NUMBER, "20", NULL },
	{ "signin.sessions", CONF_NUMBER, "2", NULL },
	{ "signin.check_seconds", CONF_NUMBER, "20", NULL },
	{ "signin.unused_days", CONF_NUMBER, "90", NULL },
	{ "signin.confirm_days", CONF_NUMBER, "365", NULL },
	/* Of an account closed, or not used, for so long nothing stays but who it was. */
	{ "signin.keep_contact_months", CONF_NUMBER, "12", NULL },
	{ "signin.notice", CONF_TEXT, "For authorised staff and partners only. Every page you open "
	    "is recorded. Opening a record without a reason for your work is misconduct and may be "
	    "an offence.", NULL },
	{ "role.group", CONF_LIST, NULL, NULL },
	{ NULL, CONF_TEXT, NULL, NULL }
};

static const struct field signing[] = {
	{ .name = "login", .type = FIELD_TEXT, .max = 64, .required = true, .label = "User name", .width = 20 },
	{ .name = "password", .type = FIELD_MEMO, .max = 1024, .required = true, .label = "Password",
	  .sensitive = true, .width = 20 },
	{ .name = "return", .type = FIELD_PATH },
	{ .name = "keep", .type = FIELD_HANDLE },
	{ .name = "ended", .type = FIELD_TOKEN },
	{ 0 }
};

static const struct field account_fields[] = {
	{ .name = "id", .type = FIELD_NUMBER, .required = true },
	{ .name = "checked_on", .type = FIELD_DATE, .not_future = true, .label = "Date of DBS check" },
	{ .name = "training_on", .type = FIELD_DATE, .not_future = true, .label = "Date of training",
	  .hint = "Training in this system and in information sharing" },
	{ .name = "service", .type = FIELD_CODE, .choices = "service", .compact = true,
	  .label = "Kind of service", .hint = "Decides which numbers and services the person may see" },
	{ .name = "closed", .type = FIELD_TICK, .label = "Close this account" },
	{ .name = "closed_reason", .type = FIELD_TEXT, .max = 200, .label = "Why it is closed" },
	{ 0 }
};

static const struct permission permissions[] = {
	{ SIGNIN_ACCOUNTS, "accounts", "ADM" },
	{ 0 }
};

static const struct route routes[] = {
	{ GET, "/signin", PUBLIC, signing, signin_show, 0, "signin.show" },
	{ POST, "/signin", PUBLIC, signing, signin_try, 0, "signin.try" },
	{ GET, GUEST_DOOR, PUBLIC, signin_guest_input, guest_show, ROUTE_GUEST, "signin.guest.show" },
	{ POST, GUEST_DOOR, PUBLIC, signin_guest_input, guest_try, ROUTE_GUEST, "signin.guest.try" },
	{ POST, "/signin/out", SIGNED_IN, NULL, signin_out, ROUTE_GUEST, "signin.out" },
	{ POST, "/signin/extend", SIGNED_IN, NULL, signin_extend,
	  ROUTE_LOOKS | ROUTE_QUIET | ROUTE_GUEST, "signin.extend" },
	{ GET, "/signin/admin", SIGNIN_ACCOUNTS, NULL, admin_show, 0, "admin.show" },
	{ GET, "/signin/admin/roles", SIGNIN_ACCOUNTS, NULL, admin_roles, 0, "admin.roles" },
	{ GET, "/signin/admin/teams", SIGNIN_ACCOUNTS, NULL, admin_teams, 0, "admin.teams" },
	{ GET, "/signin/admin/settings", SIGNIN_ACCOUNTS, NULL, admin_settings, 0, "admin.settings" },
	{ GET, "/signin/admin/lists", SIGNIN_ACCOUNTS, NULL, admin_lists, 0, "admin.lists" },
	{ GET, "/signin/admin/list", SIGNIN_ACCOUNTS, admin_list_fields, admin_list, 0, "admin.list" },
	{ GET, "/signin/admin/terms", SIGNIN_ACCOUNTS, NULL, admin_terms, 0, "admin.terms" },
	{ GET, "/signin/accounts", SIGNIN_ACCOUNTS, NULL, accounts_list, 0, "accounts.list" },
	{ GET, "/signin/accounts/:id", SIGNIN_ACCOUNTS, account_fields, account_show, 0, "account.show" },
	{ POST, "/signin/accounts/:id", SIGNIN_ACCOUNTS, account_fields, account_keep, 0, "account.keep" },
	{ 0 }
};

/* How many people are signed in, for the figures of monitoring. */
static const struct metrics_count counts[] = {
	{ "everychild_sessions_live", "Sessions that have not ended.", NULL,
	  &signin_sql[SIGNIN_SESSIONS_LIVE] },
	{ NULL, NULL, NULL, NULL }
};

static void start(void)
{
	directory_open();
	metrics_counts(counts);
	admin_settings_read();
}

/* Of the schema that it was built for. */
static const struct db_step steps[] = {
#include "schema-steps.h"
	{ NULL, NULL, NULL }
};

const struct module signin_module = {
	.name = "signin",
	.title = "Everychild",
	.home = "/",
	.routes = routes,
	.permissions = permissions,
	.settings = settings,
	.more_settings = directory_settings,
	.statements = signin_sql,
	.statements_n = SIGNIN_SQL__MAX,
	.steps = steps,
	.network = true,
	.start = start,
	.aside = signin_watch,
	.probe = signin_probe,
};
