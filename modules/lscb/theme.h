/*
 * theme: themes over many deaths (sections.md 5.2 item 7, 5.6): what the reviews of
 * several years taught, which factors they share, and what was recommended.
 */
#ifndef EVERYCHILD_LSCB_THEME_H
#define EVERYCHILD_LSCB_THEME_H

#include "lscb.h"

extern const struct field lscb_themes_input[], lscb_theme_new_input[], lscb_theme_input[],
    lscb_theme_death_input[], lscb_theme_end_input[];
int lscb_themes(struct request *r);
int lscb_theme_add(struct request *r);
int lscb_theme_show(struct request *r);
/* A case joins it by its identifier, or leaves it. */
int lscb_theme_death(struct request *r);
int lscb_theme_end(struct request *r);
/* 5.6: a recommendation of the theme, and of no single death. */
extern const struct field lscb_theme_recommend_input[];
int lscb_theme_recommend(struct request *r);

#endif
