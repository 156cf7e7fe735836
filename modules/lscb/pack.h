/*
 * pack: what the panel reads of a case, without names (sections.md 5.3, 7.1). Built
 * of what was collated, redacted by redaction-rules.h, looked through by two people,
 * issued for one meeting, and read there in numbered copies.
 */
#ifndef EVERYCHILD_LSCB_PACK_H
#define EVERYCHILD_LSCB_PACK_H

#include "lscb.h"

struct pdf;
struct redaction_list;

struct lscb_pack {
	unsigned long long id, built_by, checked_by, confirmed_by, meeting;
	const char *handle, *status, *body, *built_at, *checked_at, *confirmed_at, *issued_at, *why;
	const char *checksum;
};

/* -- for the other nouns of a case -- */

/* The newest of the record. False: none was ever made. */
bool lscb_pack_of(struct request *r, const struct record *record, struct lscb_pack *pack_r);
void lscb_pack_panel(struct request *r, const struct record *record, struct node *list);

/* -- pack-body.c: the blocks of a pack as text -- */

/* A line a block: its first letter says which, '1' and '2' headings, 'p' paragraph, 'r'
 * row (key, tab, value). In a draft a word that was marked stands between signs with its
 * number. */
struct pack_mark {
	unsigned number;
	const char *word, *around;
	const char *answer, *put;	/* "" open, "KEPT", "REMOVED" */
};

struct pack_draft;
struct pack_draft *pack_draft_new(struct request *r, struct redaction_list *list,
    const struct lscb_death *death, const char *reference, const char *initials);
void pack_draft_heading(struct pack_draft *d, int level, const char *text);
/* text and value are redacted; key and heading are the program's own words. */
void pack_draft_para(struct pack_draft *d, const char *text);
void pack_draft_row(struct pack_draft *d, const char *key, const char *value);
/* A paragraph, and a row's value, of the program's own words. */
void pack_draft_note(struct pack_draft *d, const char *text);
void pack_draft_said(struct pack_draft *d, const char *key, const char *value);
const char *pack_draft_redact(struct pack_draft *d, const char *text);
const char *pack_draft_end(struct pack_draft *d, const struct pack_mark **marks_r, size_t *n_r);

/* The body as the answers leave it; open marks stand in «». */
const char *pack_body_answered(struct request *r, const char *body, const struct pack_mark *marks,
    size_t n);
void pack_body_show(struct request *r, struct node *parent, const char *body);
void pack_body_print(struct request *r, struct pdf *pdf, const char *body);

/* -- pack-names.c: who and what a case names -- */
/* A list without a name, that knows the words of every day (list lscb-word). */
struct redaction_list *pack_words(struct request *r);
struct redaction_list *pack_names(struct request *r, const struct record *record,
    const char **initials_r, bool *rare_r);

/* -- pack-build.c: a draft of what the case holds -- */
/* rare_r: so few in the area have the ethnic group that the group's group is said. */
const char *pack_build(struct request *r, const struct record *record, const char *questions,
    bool *rare_r, const struct pack_mark **marks_r, size_t *n_r);

/* -- pack-copy.c: numbered copies -- */
struct pack_copy {
	unsigned long long id;
	unsigned number;
	const char *medium, *name, *login, *initials, *given_at, *back_on, *destroyed_on;
};
/* This person's copy on screen, made now where it is the first look. */
bool pack_copy_mine(struct request *r, unsigned long long pack, struct pack_copy *copy_r);
/* The answer: the pack as a file, stamped for this copy. */
int pack_copy_file(struct request *r, const struct pack_copy *copy, const char *reference,
    const char *body);
void pack_copies_put(struct request *r, struct node *body, const struct record *record,
    const struct lscb_pack *pack);
extern const struct field lscb_pack_paper_input[], lscb_pack_copy_input[],
    lscb_pack_copy_dates_input[];
int lscb_pack_paper_show(struct request *r);
int lscb_pack_paper(struct request *r);
int lscb_pack_copy_show(struct request *r);
int lscb_pack_copy_dates(struct request *r);
int lscb_pack_copy_file(struct request *r);

/* -- pack.c: the coordinator's pages -- */
extern const struct field lscb_pack_input[], lscb_pack_build_input[], lscb_pack_confirm_input[];
int lscb_pack_show(struct request *r);
int lscb_pack_build_show(struct request *r);
int lscb_pack_build(struct request *r);
int lscb_pack_check(struct request *r);
int lscb_pack_confirm(struct request *r);
int lscb_pack_issue(struct request *r);

/* -- pack-mark.c: words that may be names -- */
size_t pack_marks(struct request *r, const struct lscb_pack *pack, struct pack_mark **marks_r);
extern const struct field lscb_pack_answer_input[];
int lscb_pack_marks_show(struct request *r);
int lscb_pack_mark_show(struct request *r);
int lscb_pack_mark_save(struct request *r);

/* -- pack-read.c: members of the panel -- */
extern const struct field lscb_pack_read_input[];
int lscb_packs_show(struct request *r);
int lscb_pack_read(struct request *r);
int lscb_pack_file(struct request *r);

#endif
