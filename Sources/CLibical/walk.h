/* The times a rule of recurrence names, one by one, with the work of finding them counted.
 *
 * libical's own iterator cannot be interrupted while it looks for a day that never comes. */
#ifndef BICAL_WALK_H
#define BICAL_WALK_H
#include <libical/ical.h>
#include <stdbool.h>
#include <stdint.h>

/* A rule may name this many times within one day; more is no calendar of people. */
enum { BICAL_TIMES_A_DAY = 16 };

/* Whether a rule comes by the day or longer, and not too often within one. */
bool bical_is_by_day(const struct icalrecurrencetype *);
/* Whether every rule of a VTIMEZONE's text is one that clocks are changed by: a day of the year. */
bool bical_changes_clocks(const char *vtimezone);

typedef struct bical_walk bical_walk;
/* Walks from `start`, whole intervals after `first`, to the rule's UNTIL; ends sooner where `work` is used up. BYSETPOS and COUNT are the caller's. */
bical_walk *bical_walk_new(const struct icalrecurrencetype *, struct icaltimetype first, struct icaltimetype start, long *work);
struct icaltimetype bical_walk_next(bical_walk *);   /* null behind the last */
void bical_walk_free(bical_walk *);
#endif
