/*
 * benchmark: national figures beside the authority's own (sections.md 10, V11), from
 * benchmarks.xml, which the authority keeps: each with the year it is of, whose it is, and
 * where it was published.
 */
#ifndef EVERYCHILD_EDUCATION_BENCHMARK_H
#define EVERYCHILD_EDUCATION_BENCHMARK_H

#include "education.h"

/* Ends the program with a sentence when the file cannot be used. */
void education_benchmarks_load(const char *path);
/* NULL, or why the file cannot be used. In pool. */
const char *education_benchmarks_read(struct pool *pool, const struct node *root);
/* A table of those of a measure ("v11r") that belong to a year group (0 reception to 13);
 * nothing where there is none. */
void education_benchmarks_group(struct request *r, struct node *body, const char *measure,
    int group);
/* The same of the measures of a topic of the reports. */
void education_benchmarks_topic(struct request *r, struct node *body, const char *topic);

#endif
