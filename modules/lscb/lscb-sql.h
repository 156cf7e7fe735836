/*
 * lscb-sql: the statements of sql.c, by noun.
 */
#ifndef EVERYCHILD_LSCB_SQL_H
#define EVERYCHILD_LSCB_SQL_H

enum lscb_sql {
	/* case, name */
	LSCB_DEATH_ADD, LSCB_DEATH_FIND, LSCB_OPENING_FIND, LSCB_OPENING_ADD,
	/* notify */
	LSCB_NOTIFICATION_ADD,
	/* list */
	LSCB_LIST,
	LSCB_SQL__MAX
};

#endif
