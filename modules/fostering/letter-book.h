/*
 * letter-book: the letters and notices of private fostering (sections.md 11.3).
 * A notice that can be appealed against always gives the reason, the right of appeal and
 * the time for it.
 */
#ifndef EVERYCHILD_FOSTERING_LETTER_BOOK_H
#define EVERYCHILD_FOSTERING_LETTER_BOOK_H

#include "letter-words.h"

extern const struct letter_book fostering_letter_book;

#endif
