/*
 * fill-story: what invented practitioners wrote about invented children.
 */
#ifndef EVERYCHILD_FILL_STORY_H
#define EVERYCHILD_FILL_STORY_H

#include "fill.h"

/* Ages that a sentence fits; a set. */
enum { EARLY = 1, PUPIL = 2, TEEN = 4, ALL = 7 };

struct passage {
	unsigned ages;
	const char *text;	/* {name} {he} {his} {him} {He} {His} {carer}; "" ends a list */
};

enum { PASSAGES_MAX = 8, BOXES = 19, ACTIONS_MAX = 3 };

struct story_box {
	struct passage strengths[PASSAGES_MAX], needs[PASSAGES_MAX], evidence[PASSAGES_MAX];
};

struct story_action {
	const char *outcome, *aim, *text;
	const char *who;	/* {carer} {worker}, or a service by its code */
};

/* Why a family asked for help, and what came of it. */
struct theme {
	unsigned ages;
	const char *reason, *situation, *conclusions, *goals, *signs, *child_comment,
	    *parent_comment;
	const char *level, *service, *organisation;
	struct story_action action[ACTIONS_MAX];
	const char *evidence[5];	/* of the checklist: healthy, safe, learning, positive,
					 * poverty; NULL: no worry */
	const char *vulnerabilities;
	unsigned box;			/* the box (0 …) that weighs most */
};

extern const struct story_box story_boxes[BOXES];
extern const struct theme story_themes[];
extern const unsigned story_themes_n;
extern const struct passage story_views[], story_endings[], story_requirements[];

unsigned story_age(unsigned age);	/* EARLY, PUPIL or TEEN */
const struct theme *story_theme(struct chance *c, unsigned age);
/* One of a list that fits the age, or NULL. */
const char *story_choose(struct chance *c, const struct passage *list, unsigned age);
/* With the child's name and so on put in; worker: a name and role. */
const char *story_tell(struct pool *pool, const struct child *child, const char *worker,
    const char *text);

#endif
