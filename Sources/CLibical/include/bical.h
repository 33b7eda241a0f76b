/* bical: the little of iCalendar (RFC 5545) that the product needs, over libical 3.
 *
 * The library is loaded when the first calendar is read, not when the program starts: it drags a Unicode library
 * along that no other command needs. Call bical_load() first.
 * Every `const char *` in a result is borrowed: valid until the next call on the same object. */
#ifndef BICAL_H
#define BICAL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
/* Loads libical; false where it is not installed. */
bool bical_load(void);

typedef struct { int16_t year; int8_t month, day, hour, minute, second;
                 bool present, is_date, is_utc; const char *tzid; /* NULL: floating, UTC or a date */ } bical_time;
typedef struct { bical_time start, end; int64_t seconds; bool is_period, has_seconds; } bical_date;

typedef enum { BICAL_EVENT, BICAL_TODO, BICAL_JOURNAL, BICAL_TIMEZONE, BICAL_OTHER } bical_kind;
enum { BICAL_UNCLOSED = 1, BICAL_OVERSIZE = 2, BICAL_NOT_UTF8 = 4, BICAL_BAD_LINES = 8, BICAL_HAD_NUL = 16,
       BICAL_TOO_FINE = 32 /* a rule that comes more often than by the day, or a zone changed by such */ };
typedef struct {
    bical_kind kind; unsigned flags; size_t line;          /* first line in the file, from 1 */
    const char *raw; size_t raw_length;                     /* the component as it stood, closed if need be, CRLF */
    const char *uid, *summary, *location, *description, *status, *organizer;
    bical_time dtstart, dtend, last_modified, recurrence_id;
    bool this_and_future, has_duration; int64_t duration;   /* seconds; -1 weeks and days count as 24 h */
    int sequence;
    const char *const *rrules; size_t n_rrules;
    const char *const *exrules; size_t n_exrules;
    const bical_date *rdates; size_t n_rdates;
    const bical_date *exdates; size_t n_exdates;
    const char *calendar_zone, *method;                     /* X-WR-TIMEZONE and METHOD of the enclosing calendar */
} bical_component;

/* Whether a rule (the value of RRULE) says something that can be read, or nothing at all; how often it comes is another matter. */
bool bical_reads_rule(const char *rule);

typedef struct bical_reader bical_reader;
typedef ptrdiff_t (*bical_source)(void *context, char *into, size_t capacity);  /* 0 at the end, < 0 on failure */
bical_reader *bical_reader_new(bical_source source, void *context, size_t max_component);
int bical_reader_next(bical_reader *, bical_component *out);   /* 1 a component, 0 the end, -1 read failure, -2 UTF-16 */
void bical_reader_free(bical_reader *);

typedef struct bical_zones bical_zones;                        /* not for two threads at once */
bical_zones *bical_zones_new(const char *office);
void bical_zones_calendar(bical_zones *, const char *x_wr_timezone);  /* NULL: none */
bool bical_zones_add(bical_zones *, const char *vtimezone);           /* raw text of a VTIMEZONE */
bool bical_zones_utc(bical_zones *, bical_time, int64_t *utc, int *offset); /* false: zone unknown, office assumed */
void bical_zones_free(bical_zones *);

typedef struct { int64_t start, end; int start_offset, end_offset; bool all_day; int source; /* -1 master, else override */
                 bical_time recurrence_id; int64_t recurrence_utc; const char *tzid; } bical_occurrence;
typedef bool (*bical_found)(void *context, const bical_occurrence *); /* false: enough */
enum { BICAL_OK = 0, BICAL_NO_START = 1, BICAL_BAD_RULE = 2, BICAL_CUT_SHORT = 4, BICAL_UNKNOWN_ZONE = 8 }; /* flags */
/* Occurrences that START in [from, to) (or are still running at `from`, with ongoing), in order of start.
 * `work` bounds the steps taken (0: 50,000, a tenth of a second at worst); a master of NULL means that only overrides were sent. */
int bical_expand(bical_zones *, const char *master, const char *const *overrides, size_t n_overrides,
                 int64_t from, int64_t to, bool ongoing, long work, bical_found found, void *context);

typedef struct { const char *name, *parameters, *value; bool is_text; } bical_line; /* parameters: "TZID=Asia/Shanghai" or NULL */
char *bical_write(const char *component, const bical_line *lines, size_t n); /* free with bical_free */
void bical_free(void *);
#ifdef __cplusplus
}
#endif
#endif
