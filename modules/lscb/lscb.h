/*
 * lscb: the review of every child's death, from notification to return (Children
 * Act 2004 s.16M-16Q; LSCB Regulations 2006 reg 6 before). Section numbers are
 * those of the domain page (sections.md).
 *
 * A record is one child who died. It stands alone: record.child is not used, and
 * nothing of it is shared outside its schema. record.subject and every title say
 * the identifier, never a name; names are columns and answers of this schema.
 */
#ifndef EVERYCHILD_LSCB_H
#define EVERYCHILD_LSCB_H

#include "age-rules.h"
#include "casework-form.h"
#include "document.h"
#include "lscb-sql.h"
#include "module.h"
#include "page.h"
#include "record.h"
#include "task.h"
#include "workflow.h"

/* 7.1. Roles: CDC coordinator (the designated person), CDP chair of the panel, CDD
 * designated doctor, CDJ lead or member of the response team, CDK key worker of the
 * family, CDS an agency's single point of contact, CDR its reporter, CDM member of
 * the panel, CDB chair of the board and its business manager, CDA analyst, CDG
 * Caldicott guardian, AUD auditor. */
enum lscb_permission {
	LSCB_READ = PERMISSION_FIRST,	/* cases that one may see, without names */
	LSCB_NAMES,			/* … by name, with a reason where 7.1 asks one */
	LSCB_WORK,			/* keep the case: coordinator */
	LSCB_NOTIFY,			/* notify a death */
	LSCB_FORM,			/* … and fill in its form; who may, the form says */
	LSCB_LOG,			/* the log, without names */
	LSCB_EXPORT,			/* … as a file */
	LSCB_RESPOND,			/* the response to an unexpected death */
	LSCB_DOCTOR,			/* what the designated doctor confirms */
	LSCB_FAMILY,			/* the family's track */
	LSCB_CHAIR,			/* override a gate, defer, sign off, reopen */
	LSCB_ANSWER,			/* an agency's own requests */
	LSCB_REPORTS,			/* an agency's report, as far as each may */
	LSCB_PANEL,			/* packs of one's own meetings */
	LSCB_MEET,			/* prepare and minute meetings */
	LSCB_COUNT,			/* counts, without a route to a name */
	LSCB_RETURN,			/* the return and its rows */
	LSCB_APPROVE,			/* lock a return */
	LSCB_PUBLISH,			/* approve the annual report (1.6) */
	LSCB_FOLLOW,			/* read recommendations and actions */
	LSCB_ACT,			/* make and update them */
	LSCB_ARCHIVE,			/* see what is archived, and its end */
	LSCB_HOLD,			/* set holds, decide on disposal */
	LSCB_DISPOSE,			/* propose what is to be destroyed */
	LSCB_ROWS,			/* the cases behind a number */
	LSCB_EXACT,			/* numbers below the least that is published */
	LSCB_SEEN			/* who opened a case */
};

/* 3.1, S0 to S12, and what follows closure. */
enum lscb_state {
	LSCB_DRAFT, LSCB_NOTIFIED, LSCB_OUT, LSCB_DUPLICATE, LSCB_TRANSFERRED, LSCB_GATHERING,
	LSCB_DISCUSSION, LSCB_HOLD_ON, LSCB_READY, LSCB_LISTED, LSCB_ADJOURNED, LSCB_COMPLETED,
	LSCB_CLOSED, LSCB_ARCHIVED, LSCB_DESTROYED,
	LSCB_STATE__MAX
};

/* 3.2; T10 and T14 have two rows, by where they lead. */
enum lscb_event {
	LSCB_EVENT_NOTIFY,		/* T1 */
	LSCB_EVENT_OUT,			/* T2 */
	LSCB_EVENT_DUPLICATE,		/* T3 */
	LSCB_EVENT_TRANSFER,		/* T4 */
	LSCB_EVENT_ACCEPT,		/* T5 */
	LSCB_EVENT_DISCUSS,		/* T6 */
	LSCB_EVENT_MORE,		/* T7 */
	LSCB_EVENT_HOLD,		/* T8: by itself */
	LSCB_EVENT_NEWS,		/* T9 */
	LSCB_EVENT_READY,		/* T10 */
	LSCB_EVENT_LIST,		/* T11 */
	LSCB_EVENT_UNLIST,		/* T12 */
	LSCB_EVENT_DEFER,		/* T13 */
	LSCB_EVENT_ANSWERED,		/* T14, to READY */
	LSCB_EVENT_ASKED,		/* T14, to GATHERING */
	LSCB_EVENT_SIGN,		/* T15 */
	LSCB_EVENT_CLOSE,		/* T16 */
	LSCB_EVENT_REOPEN,		/* T17 */
	LSCB_EVENT_BACK,		/* T18 */
	LSCB_EVENT_UNDO,		/* T19 */
	LSCB_EVENT_ARCHIVE,
	LSCB_EVENT_DESTROY,
	LSCB_EVENT_LEGAL,		/* a legal hold begins or ends */
	LSCB_EVENT__MAX
};

extern const struct db_statement lscb_sql[LSCB_SQL__MAX];
extern const struct module lscb_module;
extern const struct workflow lscb_workflow;
extern const struct casework lscb_casework;

/* The case header beside its record (sql/0001-lscb.sql, death). What is not known is
 * "", a day NULL, a number 0. Who may not read names has "" in those of the first
 * block, so that no page can show them by mistake. */
struct lscb_death {
	bool named;			/* this person reads the first block */
	const char *family, *given, *aliases, *nhs, *nhs_none, *born_on, *born_at;
	const char *line1, *line2, *town, *postcode;
	const char *age_said;		/* in the words of who notified */
	bool baby_of;

	const char *form_set;		/* "L", "C" */
	const char *notified_at, *notified_on, *died_on, *died_at;
	const char *sex, *age_band, *residence, *ethnicity;
	const char *place, *place_event, *expected;
	const char *scope, *scope_step, *reviewing;
	const char *completed_on, *conclusion, *case_review, *delay_reason;
	unsigned return_year, category;
	unsigned version;
	const char *age;		/* "4 months", by 2.0; "" while a day is missing */
};

/* -- case.c -- */

/* Of the record that casework_load or casework_lock has loaded. */
const struct lscb_death *lscb_of(const struct request *r);
/* Age, or its band where a day is missing; "": neither is known. Free text is none of it. */
const char *lscb_age_open(struct request *r, const struct lscb_death *d);
/* Reads it again after a change in the same request. */
const struct lscb_death *lscb_again(struct request *r, const struct record *record);
int lscb_case_show(struct request *r);
/* A part of the case on its page: a row or some of a list of parts (a summary);
 * nothing where there is nothing that this person may see. Reads only. */
typedef void lscb_panel(struct request *, const struct record *, struct node *list);
/* Such a row: what it is, how it stands in words (lines), and a link to its page below
 * the case; below NULL: none. */
struct node *lscb_part(struct request *r, const struct record *record, struct node *list,
    const char *name, const char *words, const char *action, const char *below);

/* -- next.c: the one step that comes next -- */

/* Puts it on the case's page, with a button where it is this person's to take. Returns
 * the path below the case that the button leads to; NULL: none. */
const char *lscb_next_put(struct request *r, const struct record *record, struct node *body);

/* -- name.c: a case is opened by name with a reason, once a session (7.1) -- */

/* May this person read names of this case now? */
bool lscb_named(struct request *r, const struct record *record);
extern const struct field lscb_name_input[];
int lscb_name_show(struct request *r);
int lscb_name_open(struct request *r);

/* -- notify.c: the first facts (2.2, R0) -- */
extern const struct field lscb_notify_input[];
int lscb_notify_show(struct request *r);
int lscb_notify_save(struct request *r);

/* -- forms.c: all of them (2) -- */
void lscb_forms_load(void);
/* The newest version, or NULL. */
const struct form *lscb_form(const char *name);
/* The supplementary forms of a set ("L", "C"), and the flag that says so of each. */
const struct codelist *lscb_supplementary(struct request *r, const char *form_set);
const char *lscb_set_flag(const char *form_set);
/* -- kinds.c: those with pages below a case -- */
extern const struct casework_form lscb_kinds[];

/* -- list.c: the log (4.1) -- */
int lscb_list(struct request *r);

#endif
