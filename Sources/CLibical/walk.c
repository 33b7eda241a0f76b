#include "walk.h"
#include "late.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct { uint64_t front, back; bool any; } places;      /* 1 ... 63 from the front and from the back */
struct bical_walk {
    enum icalrecurrencetype_frequency freq; int interval, week_start;
    unsigned months; places weeks, month_days, weekdays[7]; bool has_months, has_weeks, has_month_days, has_year_days, has_weekdays;
    bool year_front[367], year_back[367], hour[24], minute[60], second[60];
    int64_t base_day, base_month, base_year;                    /* what intervals are counted from */
    int64_t day, from, until; int year, month, date, length, year_day, time; bool within;
    long *work; unsigned ticks;
};

static int64_t days(int64_t y, int m, int d) {
    y -= m <= 2; int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1 - 719468;
}
static int64_t year_of(int64_t day) {
    int64_t z = day + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    return yoe + era * 400 + ((5 * doy + 2) / 153 > 9);
}
static bool leap(int64_t y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }
static int month_length(int64_t y, int m) { static const int n[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}; return m == 2 && leap(y) ? 29 : n[m - 1]; }
static int weekday(int64_t day) { return (int)(((day + 4) % 7 + 7) % 7); }      /* Sunday is 0 */

static bool given(const short *a) { return a[0] != ICAL_RECURRENCE_ARRAY_MAX; }
static void put(places *p, int v) { if (v > 0 && v < 64) p->front |= 1ull << v; else if (v < 0 && v > -64) p->back |= 1ull << -v; }
static bool holds(const places *p, int front, int back) {
    return (front < 64 && p->front >> front & 1) || (back < 64 && p->back >> back & 1);
}
static void fill(bool *set, int size, const short *a, int standing) {
    if (!given(a)) { if (standing >= 0 && standing < size) set[standing] = true; return; }
    for (; *a != ICAL_RECURRENCE_ARRAY_MAX; a++) if (*a >= 0 && *a < size) set[*a] = true;
}

static int distinct(const short *a) {
    bool seen[64] = {0}; int n = 0;
    if (!given(a)) return 1;
    for (; *a != ICAL_RECURRENCE_ARRAY_MAX; a++) if (*a >= 0 && *a < 64 && !seen[*a]) { seen[*a] = true; n++; }
    return n;
}
bool bical_is_by_day(const struct icalrecurrencetype *r) {
    return r->freq >= ICAL_DAILY_RECURRENCE && distinct(r->by_hour) * distinct(r->by_minute) * distinct(r->by_second) <= BICAL_TIMES_A_DAY;
}

/* The largest place among weekdays such as -1SU,2MO; 99 where one is no weekday. */
static long last_place(const char *days, size_t n) {
    long last = 0;
    for (size_t i = 0; i < n; i++) {
        char *end; long place = labs(strtol(days + i, &end, 10));
        if (place > last) last = place;
        i = (size_t)(end - days);
        if (i + 2 > n || !memchr("SMTWF", days[i] & ~32, 5) || (i + 2 < n && days[i + 2] != ',')) return 99;
        i += 2;
    }
    return last;
}
static bool is_yearly(const char *rule) {
    int month = 0; bool yearly = false, dated = false; long last = 0, place = 0;
    for (const char *p = rule, *e; *p && *p != '\r' && *p != '\n'; p = *e == ';' ? e + 1 : e) {
        p += strspn(p, " \t"); e = p + strcspn(p, ";\r\n");
        if (!strncasecmp(p, "FREQ=YEARLY", 11) && p + 11 == e) yearly = true;
        else if (!strncasecmp(p, "INTERVAL=", 9)) { if (atol(p + 9) != 1) return false; }
        else if (!strncasecmp(p, "BYMONTH=", 8)) { month = atoi(p + 8); if (month < 1 || month > 12 || memchr(p, ',', (size_t)(e - p))) return false; }
        else if (!strncasecmp(p, "BYMONTHDAY=", 11)) { dated = true; last = labs(atol(p + 11)); }
        else if (!strncasecmp(p, "BYDAY=", 6)) place = last_place(p + 6, (size_t)(e - p - 6));
        else if (strncasecmp(p, "UNTIL=", 6) && strncasecmp(p, "COUNT=", 6) && strncasecmp(p, "WKST=", 5) && p != e) return false;
    }
    /* For a day that no year has, libical looks through the years to their end. */
    return yearly && place <= (dated ? 0 : month ? 5 : 53) && (!dated || (month && last >= 1 && last <= (month == 2 ? 29 : month_length(2001, month))));
}
bool bical_changes_clocks(const char *raw) {
    char rule[512]; int parts = 0, rules = 0;
    for (const char *line = raw, *next; line && *line; line = next) {
        size_t n = 0; bool is_rule = !strncasecmp(line, "RRULE", 5) || !strncasecmp(line, "EXRULE", 6);
        do {                                                    /* the line with its folds undone */
            size_t k = strcspn(line, "\r\n");
            if (++parts > 20000) return false;
            if (is_rule) {
                if (n + k >= sizeof rule) return false;
                memcpy(rule + n, line, k); n += k;
            }
            next = strchr(line + k, '\n'); line = next ? ++next + 1 : NULL;
        } while (next && (*next == ' ' || *next == '\t'));
        if (!is_rule) continue;
        if (++rules > 1000) return false;
        rule[n] = 0;
        const char *colon = strchr(rule, ':');
        if (!colon || !is_yearly(colon + 1)) return false;
    }
    return true;
}

static void enter(bical_walk *w) {                              /* the day's own figures, from its number */
    int64_t y = year_of(w->day); int d = (int)(w->day - days(y, 1, 1)), m = 1;
    w->year = (int)y; w->year_day = d + 1;
    while (d >= month_length(y, m)) d -= month_length(y, m++);
    w->month = m; w->date = d + 1; w->length = month_length(y, m);
}
bical_walk *bical_walk_new(const struct icalrecurrencetype *r, struct icaltimetype first, struct icaltimetype start, long *work) {
    bical_walk *w = calloc(1, sizeof *w); int i;
    if (!w) return NULL;
    w->freq = r->freq; w->interval = r->interval < 1 ? 1 : r->interval; w->week_start = r->week_start >= 1 && r->week_start <= 7 ? r->week_start - 1 : 1; w->work = work;
    w->day = w->base_day = days(start.year, start.month, start.day); enter(w);
    w->base_month = (int64_t)w->year * 12 + w->month; w->base_year = w->year;
    w->from = w->day * 86400 + start.hour * 3600 + start.minute * 60 + start.second;
    w->until = days(r->until.year, r->until.month, r->until.day) * 86400 + r->until.hour * 3600 + r->until.minute * 60 + r->until.second;
    for (i = 0; i < ICAL_BY_MONTH_SIZE && r->by_month[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) if (r->by_month[i] >= 1 && r->by_month[i] <= 12) w->months |= 1u << r->by_month[i];
    w->has_months = given(r->by_month);
    for (i = 0; i < ICAL_BY_MONTHDAY_SIZE && r->by_month_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) put(&w->month_days, r->by_month_day[i]);
    w->has_month_days = given(r->by_month_day);
    for (i = 0; i < ICAL_BY_WEEKNO_SIZE && r->by_week_no[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) put(&w->weeks, r->by_week_no[i]);
    w->has_weeks = given(r->by_week_no) && r->freq == ICAL_YEARLY_RECURRENCE;
    for (i = 0; i < ICAL_BY_YEARDAY_SIZE && r->by_year_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) {
        int v = r->by_year_day[i];
        if (v > 0 && v < 367) w->year_front[v] = true; else if (v < 0 && v > -367) w->year_back[-v] = true;
    }
    w->has_year_days = given(r->by_year_day);
    for (i = 0; i < ICAL_BY_DAY_SIZE && r->by_day[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) {
        int v = r->by_day[i], day = abs(v) % 8, place = abs(v) / 8;
        if (day < 1) continue;
        if (place && r->freq >= ICAL_MONTHLY_RECURRENCE && !w->has_weeks) put(&w->weekdays[day - 1], v < 0 ? -place : place); else w->weekdays[day - 1].any = true;
    }
    w->has_weekdays = given(r->by_day);
    if (!w->has_weekdays && (r->freq == ICAL_WEEKLY_RECURRENCE || (w->has_weeks && !w->has_month_days && !w->has_year_days))) {
        w->has_weekdays = true; w->weekdays[weekday(days(first.year, first.month, first.day))].any = true;
    }
    fill(w->hour, 24, r->by_hour, start.hour); fill(w->minute, 60, r->by_minute, start.minute); fill(w->second, 60, r->by_second, start.second);
    return w;
}
void bical_walk_free(bical_walk *w) { free(w); }

static bool in_week(const bical_walk *w) {                      /* a week belongs to the year that has its fourth day */
    int64_t middle = w->day - (weekday(w->day) - w->week_start + 7) % 7 + 3, y = year_of(middle), last = days(y, 12, 28);
    int64_t begin = days(y, 1, 1); last = last - (weekday(last) - w->week_start + 7) % 7 + 3;
    int n = (int)(middle - begin) / 7 + 1, all = (int)(last - begin) / 7 + 1;
    return holds(&w->weeks, n, all - n + 1);
}
static bool fits(const bical_walk *w) {
    int year_length = leap(w->year) ? 366 : 365;
    if (w->freq == ICAL_DAILY_RECURRENCE && (w->day - w->base_day) % w->interval) return false;
    if (w->has_month_days && !holds(&w->month_days, w->date, w->length - w->date + 1)) return false;
    if (w->has_year_days && !w->year_front[w->year_day] && !w->year_back[year_length - w->year_day + 1]) return false;
    if (w->has_weekdays) {
        const places *p = &w->weekdays[weekday(w->day)];
        bool in_month = w->freq == ICAL_MONTHLY_RECURRENCE || w->has_months;
        int at = in_month ? w->date : w->year_day, of = in_month ? w->length : year_length;
        if (!p->any && !holds(p, (at - 1) / 7 + 1, (of - at) / 7 + 1)) return false;
    }
    return !w->has_weeks || in_week(w);
}
static bool in_period(const bical_walk *w) {
    if (w->has_months && !(w->months >> w->month & 1)) return false;
    if (w->freq == ICAL_YEARLY_RECURRENCE) return (w->year - w->base_year) % w->interval == 0;
    return w->freq != ICAL_MONTHLY_RECURRENCE || ((int64_t)w->year * 12 + w->month - w->base_month) % w->interval == 0;
}
/* The next day, or the first of the next month where this one holds none. */
static void step(bical_walk *w, bool skips) {
    int by = skips ? w->length - w->date + 1 : 1;
    w->day += by; w->date += by; w->year_day += by;
    if (w->date <= w->length) return;
    w->date = 1;
    if (++w->month > 12) { w->month = 1; w->year++; w->year_day = 1; }
    w->length = month_length(w->year, w->month);
}
struct icaltimetype bical_walk_next(bical_walk *w) {
    struct icaltimetype t = {0};
    for (;;) {
        if (w->within) {
            for (; w->time < 86400; w->time++) {
                int h = w->time / 3600, m = w->time / 60 % 60, s = w->time % 60; int64_t wall = w->day * 86400 + w->time;
                if (!w->hour[h]) { w->time += 3599 - w->time % 3600; continue; }
                if (!w->minute[m]) { w->time += 59 - w->time % 60; continue; }
                if (!w->second[s] || wall < w->from) continue;
                if (wall > w->until) return icaltime_null_time();
                t.year = w->year; t.month = w->month; t.day = w->date; t.hour = h; t.minute = m; t.second = s;
                w->time++;
                return t;
            }
            w->within = false; step(w, false);
        }
        for (bool inside; ; step(w, !inside)) {
            if (w->day * 86400 > w->until) return icaltime_null_time();
            if (++w->ticks % 8 == 0 && (*w->work)-- <= 0) return icaltime_null_time();
            if ((inside = in_period(w)) && fits(w)) break;
        }
        w->within = true; w->time = 0;
    }
}
