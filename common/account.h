/*
 * account: the people who sign in, as everybody may know them: who works where,
 * and how to reach them. Whoever left is not found by name any more.
 */
#ifndef EVERYCHILD_ACCOUNT_H
#define EVERYCHILD_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

struct request;

struct account {
	unsigned long long id;
	unsigned long long team, manager;	/* 0: none */
	const char *login, *given, *family;
	const char *name;			/* "Priya Nair" */
	const char *service, *agency, *phone, *email;	/* "": not known */
};

/* Names the statements for db; module_main calls it. */
void account_statements_name(void);

/* By user name, who may sign in and has one of these roles (space separated).
 * False: nobody. */
bool account_find(struct request *r, const char *login, const char *roles,
    struct account *account_r);
/* By number, also who has left. False: there is none. */
bool account_load(struct request *r, unsigned long long id, struct account *account_r);
/* Everybody who may sign in and has one of these roles, by family name; at most
 * so many. */
#define ACCOUNT_MANY	200
size_t account_list(struct request *r, const char *roles, struct account **accounts_r);

#endif
