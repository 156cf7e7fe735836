/*
 * filter: the choices beside a list or a report, and what is read back of them.
 * Codes and numbers only, for they stand in addresses; none has to be used, so
 * none is "optional".
 */
#ifndef EVERYCHILD_FILTER_H
#define EVERYCHILD_FILTER_H

#include <stdbool.h>

#include "db.h"

struct node;
struct request;

/* A parameter of the route that is a number; 0: none. */
unsigned long long filter_number(const struct request *r, const char *name);
/* One that is a postcode district: "sm1 1aa" means "SM1"; "" none, also with the
 * message that it is not one. */
const char *filter_district(struct request *r, const char *name);

/* A drop-down of this parameter, and its options. */
struct node *filter_choice(struct request *r, struct node *form, const char *name, const char *label);
void filter_option(struct node *choice, const char *value, const char *label, bool selected);
/* "All" and rows of number, word, word; "Highfield, North" with ", " between. One
 * that is asked for and not among them stays chosen, so that the filter is not
 * dropped unseen. */
void filter_rows(struct request *r, struct node *choice, const struct db_rows *rows,
    const char *between, unsigned long long chosen);
/* A field of the route, filled as it was typed. */
void filter_typed(struct request *r, struct node *form, const char *name);

#endif
