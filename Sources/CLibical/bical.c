#include "bical.h"
#include "late.h"
#include "walk.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- growing text -------------------------------------------------------------------------- */
typedef struct { char *p; size_t n, cap; } text;
static bool put(text *t, const char *s, size_t n) {
    if (t->n + n + 1 > t->cap) {
        size_t cap = (t->n + n + 1) * 2; char *p = realloc(t->p, cap);
        if (!p) return false;
        t->p = p; t->cap = cap;
    }
    memcpy(t->p + t->n, s, n); t->n += n; t->p[t->n] = 0;
    return true;
}
static bool puts_(text *t, const char *s) { return put(t, s, strlen(s)); }
static bool grow(void **p, size_t *cap, size_t need, size_t size) {
    if (need <= *cap) return true;
    size_t c = need * 2; void *q = realloc(*p, c * size);
    if (!q) return false;
    *p = q; *cap = c; return true;
}
static bool valid_utf8(const unsigned char *s, size_t n) {
    for (size_t i = 0; i < n;) {
        unsigned c = s[i]; size_t k = c < 0x80 ? 1 : c >= 0xC2 && c < 0xE0 ? 2 : (c & 0xF0) == 0xE0 ? 3 : c >= 0xF0 && c < 0xF5 ? 4 : 0;
        if (!k || i + k > n) return false;
        for (size_t j = 1; j < k; j++) if ((s[i + j] & 0xC0) != 0x80) return false;
        if (k > 2) { unsigned d = s[i + 1]; if ((c == 0xE0 && d < 0xA0) || (c == 0xED && d > 0x9F) || (c == 0xF0 && d < 0x90) || (c == 0xF4 && d > 0x8F)) return false; }
        i += k;
    }
    return true;
}

/* ---- civil time: seconds on the wall, days since 1970 ----------------------------------------- */
static int64_t days(int64_t y, int m, int d) {
    y -= m <= 2; int64_t era = (y >= 0 ? y : y - 399) / 400, yoe = y - era * 400;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1 - 719468;
}
static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }
static struct icaltimetype civil(int64_t wall) {
    struct icaltimetype t = icaltime_null_time();
    int64_t z = floor_div(wall, 86400), s = wall - z * 86400; z += 719468;
    int64_t era = floor_div(z, 146097), doe = z - era * 146097, yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    t.day = (int)(doy - (153 * mp + 2) / 5 + 1); t.month = (int)(mp < 10 ? mp + 3 : mp - 9); t.year = (int)(yoe + era * 400 + (t.month <= 2));
    t.hour = (int)(s / 3600); t.minute = (int)(s / 60 % 60); t.second = (int)(s % 60);
    return t;
}
static int64_t wall_of(bical_time t) {
    return days(t.year, t.month, t.day) * 86400 + (t.is_date ? 0 : t.hour * 3600 + t.minute * 60 + t.second);
}
static bical_time time_of(struct icaltimetype t, icalproperty *p) {
    bical_time r = {0};
    if (icaltime_is_null_time(t) || t.year < 1 || t.year > 9999 || t.month < 1 || t.month > 12 || t.day < 1 ||
        t.day > icaltime_days_in_month(t.month, t.year)) return r;
    if (!t.is_date && (t.hour < 0 || t.hour > 23 || t.minute < 0 || t.minute > 59 || t.second < 0 || t.second > 60)) return r;
    r = (bical_time){(int16_t)t.year, (int8_t)t.month, (int8_t)t.day, 0, 0, 0, true, t.is_date != 0, false, NULL};
    if (t.is_date) return r;
    r.hour = (int8_t)t.hour; r.minute = (int8_t)t.minute; r.second = (int8_t)(t.second > 59 ? 59 : t.second); r.is_utc = icaltime_is_utc(t) != 0;
    icalparameter *z = p && !r.is_utc ? icalproperty_get_first_parameter(p, ICAL_TZID_PARAMETER) : NULL;
    if (z) r.tzid = icalparameter_get_tzid(z);
    return r;
}

/* ---- one component --------------------------------------------------------------------------- */
typedef struct { icalcomponent *root; bical_date *rdates, *exdates; char **rules, **exrules; size_t n_rules, n_exrules, rcap, ecap, lcap, xcap; } parsed;
static void release(parsed *x) {
    if (x->root) icalcomponent_free(x->root);
    while (x->n_rules) free(x->rules[--x->n_rules]);
    while (x->n_exrules) free(x->exrules[--x->n_exrules]);
    free(x->rdates); free(x->exdates); free(x->rules); free(x->exrules); memset(x, 0, sizeof *x);
}
/* The rule's own words: libical drops a rule it cannot read, and INTERVAL wraps at 32767. */
static void keep_rule(char ***list, size_t *n, size_t *cap, const char *line) {
    const char *v = strchr(line, ':');
    if (v && grow((void **)list, cap, *n + 1, sizeof **list) && ((*list)[*n] = strdup(v + 1))) ++*n;
}
/* We unfold and hand over line by line: icalparser_get_line takes far longer. */
static icalcomponent *parse(const char *raw, size_t n, parsed *x) {
    icalparser *parser = icalparser_new(); icalcomponent *root = NULL; text line = {0}; int depth = 0;
    for (size_t i = 0; parser && i < n && !root;) {
        const char *nl; size_t e, end; bool more = false;
        do {
            i += more; nl = memchr(raw + i, '\n', n - i); e = nl ? (size_t)(nl - raw) : n;
            end = e > i && raw[e - 1] == '\r' ? e - 1 : e;
            put(&line, raw + i, end - i); i = e + 1;
        } while ((more = i < n && (raw[i] == ' ' || raw[i] == '\t')));
        if (!line.n) continue;
        if (!strncasecmp(line.p, "BEGIN:", 6)) depth++; else if (!strncasecmp(line.p, "END:", 4)) depth--;
        if (x && depth == 1 && !strncasecmp(line.p, "RRULE", 5)) keep_rule(&x->rules, &x->n_rules, &x->lcap, line.p);
        if (x && depth == 1 && !strncasecmp(line.p, "EXRULE", 6)) keep_rule(&x->exrules, &x->n_exrules, &x->xcap, line.p);
        root = icalparser_add_line(parser, line.p); line.n = 0;
    }
    free(line.p);
    if (parser) icalparser_free(parser);
    if (x) x->root = root;
    return root;
}
static const char *value_text(icalproperty *p) {   /* the value's own memory, not the library's ring of buffers */
    icalvalue *v = icalproperty_get_value(p);
    return v && icalvalue_isa(v) == ICAL_TEXT_VALUE ? icalvalue_get_text(v) : NULL;
}
static void take(parsed *x, bical_component *out) {
    icalcomponent *root = x->root;
    out->rrules = (const char *const *)x->rules; out->n_rrules = x->n_rules; out->exrules = (const char *const *)x->exrules; out->n_exrules = x->n_exrules;
    for (icalproperty *p = icalcomponent_get_first_property(root, ICAL_ANY_PROPERTY); p; p = icalcomponent_get_next_property(root, ICAL_ANY_PROPERTY)) {
        if (!icalproperty_get_value(p)) continue;
        icalparameter *range;
        bical_date d = {0};
        switch (icalproperty_isa(p)) {
        case ICAL_UID_PROPERTY: out->uid = value_text(p); break;
        case ICAL_SUMMARY_PROPERTY: out->summary = value_text(p); break;
        case ICAL_LOCATION_PROPERTY: out->location = value_text(p); break;
        case ICAL_DESCRIPTION_PROPERTY: out->description = value_text(p); break;
        case ICAL_STATUS_PROPERTY: out->status = icalproperty_enum_to_string(icalproperty_get_status(p)); break;
        case ICAL_ORGANIZER_PROPERTY: out->organizer = icalproperty_get_organizer(p); break;
        case ICAL_SEQUENCE_PROPERTY: out->sequence = icalproperty_get_sequence(p); break;
        case ICAL_LASTMODIFIED_PROPERTY: out->last_modified = time_of(icalproperty_get_lastmodified(p), p); break;
        case ICAL_DTSTART_PROPERTY: if (!out->dtstart.present) out->dtstart = time_of(icalproperty_get_dtstart(p), p); break;
        case ICAL_DTEND_PROPERTY: out->dtend = time_of(icalproperty_get_dtend(p), p); break;
        case ICAL_DUE_PROPERTY: out->dtend = time_of(icalproperty_get_due(p), p); break;
        case ICAL_DURATION_PROPERTY: out->has_duration = true; out->duration = icaldurationtype_as_int(icalproperty_get_duration(p)); break;
        case ICAL_RECURRENCEID_PROPERTY:
            out->recurrence_id = time_of(icalproperty_get_recurrenceid(p), p);
            range = icalproperty_get_first_parameter(p, ICAL_RANGE_PARAMETER);
            out->this_and_future = range && icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE; break;
        case ICAL_EXDATE_PROPERTY:
            d.start = time_of(icalproperty_get_exdate(p), p);
            if (d.start.present && grow((void **)&x->exdates, &x->ecap, out->n_exdates + 1, sizeof d)) x->exdates[out->n_exdates++] = d;
            break;
        case ICAL_RDATE_PROPERTY: {
            struct icaldatetimeperiodtype r = icalproperty_get_rdate(p);
            if (!icaltime_is_null_time(r.time)) d.start = time_of(r.time, p);
            else {
                d.start = time_of(r.period.start, p); d.end = time_of(r.period.end, p); d.is_period = true;
                if (!d.end.present) { d.has_seconds = true; d.seconds = icaldurationtype_as_int(r.period.duration); }
            }
            if (d.start.present && grow((void **)&x->rdates, &x->rcap, out->n_rdates + 1, sizeof d)) x->rdates[out->n_rdates++] = d;
            break; }
        case ICAL_XLICERROR_PROPERTY: out->flags |= BICAL_BAD_LINES; break;
        default: break;
        }
    }
    out->rdates = x->rdates; out->exdates = x->exdates;
}

/* ---- the reader ------------------------------------------------------------------------------- */
struct bical_reader {
    bical_source source; void *context; size_t limit, line, held, at; unsigned flags;
    bool over, failed, cr, started; char buffer[65536];
    text physical, pending, raw, zone, method; bool has_pending; size_t long_line; parsed now;
};
bical_reader *bical_reader_new(bical_source source, void *context, size_t limit) {
    bical_reader *r = calloc(1, sizeof *r);
    if (r) { r->source = source; r->context = context; r->limit = limit ? limit : 1 << 20; }
    return r;
}
void bical_reader_free(bical_reader *r) {
    if (!r) return;
    release(&r->now); free(r->physical.p); free(r->raw.p); free(r->zone.p); free(r->method.p); free(r->pending.p); free(r);
}
/* The next physical line without its end, whichever of CRLF, LF, CR it has; a line over the limit comes out empty. */
static bool next_line(bical_reader *r) {
    bool any = false, dropped = false;
    if (r->has_pending) { r->has_pending = false; return true; }
    r->physical.n = 0; put(&r->physical, "", 0);
    for (;;) {
        if (r->at == r->held) {
            ptrdiff_t n = r->over ? 0 : r->source(r->context, r->buffer, sizeof r->buffer);
            if (n < 0) r->failed = true;
            if (n <= 0) { r->over = true; break; }
            r->held = (size_t)n; r->at = 0;
        }
        if (r->cr) { r->cr = false; if (r->buffer[r->at] == '\n') { r->at++; continue; } }
        char *from = r->buffer + r->at, *p = from, *stop = r->buffer + r->held;
        while (p < stop && *p != '\n' && *p != '\r') { if (!*p) { *p = ' '; r->flags |= BICAL_HAD_NUL; } p++; }
        any = true;
        if (r->physical.n + (size_t)(p - from) > r->limit) dropped = true; else if (p > from) put(&r->physical, from, (size_t)(p - from));
        r->at = (size_t)(p - r->buffer);
        if (p < stop) { r->cr = *p == '\r'; r->at++; break; }
    }
    if (!any) return false;
    if (dropped) { r->physical.n = 0; put(&r->physical, "", 0); r->flags |= BICAL_OVERSIZE; }
    r->line++;
    return true;
}
static const char *mark(const char *line, const char *what) {    /* "BEGIN: vevent " -> "vevent " */
    size_t n = strlen(what);
    if (strncasecmp(line, what, n)) return NULL;
    for (line += n; *line == ' ' || *line == '\t'; line++) {}
    return *line == ':' ? line + 1 + strspn(line + 1, " \t") : NULL;
}
static bool is(const char *name, const char *what) { size_t n = strlen(what); return !strncasecmp(name, what, n) && !name[n + strspn(name + n, " \t")]; }
static bical_kind kind_of(const char *s) {
    return is(s, "VEVENT") ? BICAL_EVENT : is(s, "VTODO") ? BICAL_TODO : is(s, "VJOURNAL") ? BICAL_JOURNAL : is(s, "VTIMEZONE") ? BICAL_TIMEZONE : BICAL_OTHER;
}
static void close_open(bical_reader *r, char names[8][32], int depth) {
    while (depth > 0) { depth--; puts_(&r->raw, "END:"); puts_(&r->raw, names[depth]); puts_(&r->raw, "\r\n"); }
}
static bool comes_by_day(const char *rule);
int bical_reader_next(bical_reader *r, bical_component *out) {
    char names[8][32]; int depth = 0; size_t skipped = 0; bool whole = false, skip_fold = false;
    memset(out, 0, sizeof *out); release(&r->now); r->raw.n = 0; r->flags = 0;
    while (!whole && next_line(r)) {
        char *s = r->physical.p; const char *name;
        if (!r->started) {
            r->started = true;
            if (!memcmp(s, "\xFF\xFE", 2) || !memcmp(s, "\xFE\xFF", 2)) return -2;
            if (!strncmp(s, "\xEF\xBB\xBF", 3)) { r->physical.n -= 3; memmove(s, s + 3, r->physical.n + 1); }
        }
        bool fold = *s == ' ' || *s == '\t';
        if (!*s || (fold && skip_fold)) { skip_fold = !*s ? true : skip_fold; continue; }
        skip_fold = false;
        if (!fold && (name = mark(s, "BEGIN"))) {
            if (is(name, "VCALENDAR") || (depth && kind_of(name) != BICAL_OTHER)) {
                if (depth) { r->flags |= BICAL_UNCLOSED; r->has_pending = true; break; }
                r->zone.n = r->method.n = 0; continue;
            }
            if (depth >= 8) { skipped++; continue; }
            if (!depth) { out->kind = kind_of(name); out->line = r->line; }
            size_t n = strcspn(name, " \t;:,"); if (n > 31) n = 31;
            memcpy(names[depth], name, n); names[depth++][n] = 0;
            if (!n) { depth--; continue; }
        } else if (!fold && (name = mark(s, "END"))) {
            if (!depth) { if (is(name, "VCALENDAR")) r->zone.n = r->method.n = 0; continue; }
            if (skipped && !is(name, names[0])) { skipped--; continue; }
            if (is(name, "VCALENDAR")) { r->flags |= BICAL_UNCLOSED; r->has_pending = true; break; }
            if (is(name, names[0])) { if (depth > 1) r->flags |= BICAL_UNCLOSED; close_open(r, names, depth); depth = 0; whole = true; break; }
            if (!is(name, names[depth - 1])) r->flags |= BICAL_UNCLOSED;
            depth--; puts_(&r->raw, "END:"); puts_(&r->raw, names[depth]); puts_(&r->raw, "\r\n");
            whole = depth == 0; continue;
        } else if (!depth) {
            if ((name = mark(s, "X-WR-TIMEZONE"))) { r->zone.n = 0; puts_(&r->zone, name); }
            if ((name = mark(s, "METHOD"))) { r->method.n = 0; puts_(&r->method, name); }
            continue;
        }
        if (skipped) continue;
        if (r->raw.n + r->physical.n > r->limit) { r->flags |= BICAL_OVERSIZE; skip_fold = true; if (!fold && mark(s, "BEGIN")) { depth--; skipped++; } continue; }
        put(&r->raw, s, r->physical.n); puts_(&r->raw, "\r\n");
    }
    if (!r->raw.n) return r->failed ? -1 : 0;
    if (!whole) { r->flags |= BICAL_UNCLOSED; close_open(r, names, depth); }
    if (!valid_utf8((const unsigned char *)r->raw.p, r->raw.n)) r->flags |= BICAL_NOT_UTF8;
    out->raw = r->raw.p; out->raw_length = r->raw.n; out->flags = r->flags;
    out->calendar_zone = r->zone.n ? r->zone.p : NULL; out->method = r->method.n ? r->method.p : NULL;
    if (out->kind != BICAL_OTHER && parse(r->raw.p, r->raw.n, &r->now)) take(&r->now, out);
    if (out->kind == BICAL_TIMEZONE && !bical_changes_clocks(r->raw.p)) out->flags |= BICAL_TOO_FINE;
    for (size_t i = 0; i < out->n_rrules + out->n_exrules; i++)
        if (!comes_by_day(i < out->n_rrules ? out->rrules[i] : out->exrules[i - out->n_rrules])) out->flags |= BICAL_TOO_FINE;
    return 1;
}

/* ---- zones --------------------------------------------------------------------------------------- */
typedef struct { char *id; icaltimezone *tz; int fixed; bool known, own; } zone;
struct bical_zones { zone **list; size_t n, cap; const zone *office, *calendar, *utc; };
static const char *const windows[][2] = { {"China Standard Time", "Asia/Shanghai"}, {"Taipei Standard Time", "Asia/Taipei"}, {"Tokyo Standard Time", "Asia/Tokyo"},
    {"Korea Standard Time", "Asia/Seoul"}, {"Singapore Standard Time", "Asia/Singapore"}, {"W. Europe Standard Time", "Europe/Berlin"}, {"Romance Standard Time", "Europe/Paris"},
    {"Central Europe Standard Time", "Europe/Budapest"}, {"GMT Standard Time", "Europe/London"}, {"Russian Standard Time", "Europe/Moscow"}, {"India Standard Time", "Asia/Kolkata"},
    {"Eastern Standard Time", "America/New_York"}, {"Central Standard Time", "America/Chicago"}, {"Mountain Standard Time", "America/Denver"}, {"Pacific Standard Time", "America/Los_Angeles"},
    {"AUS Eastern Standard Time", "Australia/Sydney"}, {"Coordinated Universal Time", "UTC"} };   /* the product needs all of CLDR's windowsZones */
static icaltimezone *olson(const char *s) {     /* the name becomes a path: nothing but plain names may pass */
    size_t n = strlen(s);
    if (!n || n > 64 || *s == '/' || strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") != n || strstr(s, "//")) return NULL;
    return icaltimezone_get_builtin_timezone(s);
}
static bool numeric(const char *s, int *offset) {  /* GMT+8, UTC+08:00, (UTC+08:00) Beijing, +0800 */
    int h, m = 0, sign; size_t k;
    if (*s == '(') s++;
    if (!strncasecmp(s, "UTC", 3) || !strncasecmp(s, "GMT", 3)) s += 3;
    if (*s != '+' && *s != '-') return (*s == ')' || !*s) ? (*offset = 0, true) : false;
    sign = *s++ == '-' ? -1 : 1; k = strspn(s, "0123456789");
    if (k < 1 || k > 4) return false;
    h = atoi(s); if (k > 2) { m = h % 100; h /= 100; } else if (s[k] == ':') m = atoi(s + k + 1);
    return h < 15 && m < 60 ? (*offset = sign * (h * 3600 + m * 60), true) : false;
}
static const zone *resolve(bical_zones *z, const char *id) {
    zone *e; size_t i;
    if (!id || !*id) return z->calendar ? z->calendar : z->office;
    for (i = 0; i < z->n; i++) if (!strcmp(z->list[i]->id, id)) return z->list[i];
    if (z->n > 4096 || !grow((void **)&z->list, &z->cap, z->n + 1, sizeof *z->list) || !(e = calloc(1, sizeof *e))) return z->office;
    if (!(e->id = strdup(id))) { free(e); return z->office; }
    e->tz = olson(id);
    for (i = 0; !e->tz && i < sizeof windows / sizeof *windows; i++) if (!strcasecmp(id, windows[i][0])) e->tz = olson(windows[i][1]);
    for (const char *p = id; !e->tz && (p = strchr(p, '/')); ) e->tz = strchr(++p, '/') || strlen(p) > 3 ? olson(p) : NULL;
    e->known = e->tz || numeric(id, &e->fixed);
    if (!e->known && z->office) { e->tz = z->office->tz; e->fixed = z->office->fixed; }
    return z->list[z->n++] = e;
}
bical_zones *bical_zones_new(const char *office) {
    bical_zones *z = calloc(1, sizeof *z);
    if (z) { icalerror_set_errors_are_fatal(0); z->utc = resolve(z, "UTC"); z->office = resolve(z, office); }
    return z;
}
void bical_zones_calendar(bical_zones *z, const char *id) {
    const zone *c = id && *id ? resolve(z, id) : NULL;
    z->calendar = c && c->known ? c : NULL;
}
bool bical_zones_add(bical_zones *z, const char *raw) {
    if (!bical_changes_clocks(raw)) return false;             /* libical would follow a rule of seconds for hours */
    icalcomponent *c = parse(raw, strlen(raw), NULL); icalproperty *p = c ? icalcomponent_get_first_property(c, ICAL_TZID_PROPERTY) : NULL;
    const char *id = p ? icalproperty_get_tzid(p) : NULL; zone *e = NULL; icaltimezone *tz;
    if (!id || icalcomponent_isa(c) != ICAL_VTIMEZONE_COMPONENT || !icalcomponent_get_first_component(c, ICAL_ANY_COMPONENT)) goto no;
    e = (zone *)resolve(z, id);
    if (e->known || e->own || e == z->office || strcmp(e->id, id)) goto no;     /* our own tables win: they know the future */
    if (!(tz = icaltimezone_new())) goto no;
    if (!icaltimezone_set_component(tz, c)) { icaltimezone_free(tz, 1); goto no; }
    e->tz = tz; e->own = e->known = true;
    return true;
no: if (c) icalcomponent_free(c);
    return e && e->known;
}
void bical_zones_free(bical_zones *z) {
    if (!z) return;
    for (size_t i = 0; i < z->n; i++) { if (z->list[i]->own) icaltimezone_free(z->list[i]->tz, 1); free(z->list[i]->id); free(z->list[i]); }
    free(z->list); free(z);
}
/* Beyond this century a year stands for one with the same weekdays: libical would follow a zone's rules through every year till then. */
static struct icaltimetype in_century(struct icaltimetype t) {
    if (t.year > 2099) t.year = 2072 + (t.year - 2072) % 28;
    return t;
}
static int offset_at(const zone *z, int64_t utc) {
    struct icaltimetype t = in_century(civil(utc));
    return z->tz ? icaltimezone_get_utc_offset_of_utc_time(z->tz, &t, NULL) : z->fixed;
}
static int64_t to_utc(const zone *z, int64_t wall, int *offset) {
    struct icaltimetype t = in_century(civil(wall)); int o, real;
    t.is_daylight = 1;                                    /* an hour that comes twice: the first, as RFC 5545 says */
    o = z->tz ? icaltimezone_get_utc_offset(z->tz, &t, NULL) : z->fixed;
    real = offset_at(z, wall - o);
    if (real != o) { wall -= real; *offset = offset_at(z, wall); return wall; }   /* an hour that never comes: before the gap */
    *offset = o; return wall - o;
}
static const zone *zone_of(bical_zones *z, bical_time t, const zone *floating) {
    return t.is_utc ? (z->calendar ? z->calendar : z->utc) : t.tzid ? resolve(z, t.tzid) : floating;
}
static int64_t wall_in(bical_zones *z, bical_time t) {     /* the wall of its own zone; UTC shown in the calendar's */
    return t.is_utc && z->calendar ? wall_of(t) + offset_at(z->calendar, wall_of(t)) : wall_of(t);
}
bool bical_zones_utc(bical_zones *z, bical_time t, int64_t *utc, int *offset) {
    const zone *w = zone_of(z, t, resolve(z, NULL)); *utc = to_utc(w, wall_in(z, t), offset); return w->known;
}

/* ---- expansion -------------------------------------------------------------------------------------- */
typedef struct { int64_t wall, utc, length; int offset; const zone *z; } spot;   /* length < 0: the master's */
typedef struct { spot *p; size_t n, cap; long work; int flags; } spots;
static bool add(spots *s, int64_t wall, const zone *z, int64_t length) {
    if (s->work-- <= 0 || !grow((void **)&s->p, &s->cap, s->n + 1, sizeof *s->p)) { s->flags |= BICAL_CUT_SHORT; return false; }
    s->p[s->n++] = (spot){wall, 0, length, 0, z}; return true;
}
static int by_utc(const void *a, const void *b) { const spot *x = a, *y = b; return x->utc < y->utc ? -1 : x->utc > y->utc ? 1 : (x->length < y->length) - (x->length > y->length); }

static const int unit[] = {1, 60, 3600, 86400, 7 * 86400};
static int64_t wall_of_ical(struct icaltimetype t) { return days(t.year, t.month, t.day) * 86400 + t.hour * 3600 + t.minute * 60 + t.second; }
/* `n` whole intervals after the start; days over 28 come down to 28, and the rule then names its day (see below). */
static int64_t later(struct icaltimetype t, const struct icalrecurrencetype *r, int64_t n) {
    int64_t m, wall = days(t.year, t.month, t.day) * 86400 + t.hour * 3600 + t.minute * 60 + t.second;
    if (r->freq <= ICAL_WEEKLY_RECURRENCE) return wall + n * r->interval * unit[r->freq];
    m = (int64_t)t.year * 12 + t.month - 1 + n * r->interval * (r->freq == ICAL_YEARLY_RECURRENCE ? 12 : 1);
    return days(m / 12, (int)(m % 12) + 1, t.day > 28 ? 28 : t.day) * 86400 + t.hour * 3600 + t.minute * 60 + t.second;
}
#define NONE(a) (r.a[0] == ICAL_RECURRENCE_ARRAY_MAX)
/* Adds the rule's times on the wall in [lo, hi). libical can neither be interrupted within one step nor be trusted to jump, so
 * the start is moved by whole intervals, each run is given an end (UNTIL) a slice away, and COUNT is counted here. */
static struct icalrecurrencetype read_rule(const char *rule, int64_t *count) {  /* COUNT is ours; COUNT=-1, INTERVAL=0, X- parts are forgiven */
    text t = {0}; struct icalrecurrencetype r; bool bad = false; const char *p, *e;
    *count = 0; put(&t, "", 0);
    for (p = rule; *p; p = *e ? e + 1 : e) {
        p += strspn(p, " \t"); e = p + strcspn(p, ";");
        if (!strncasecmp(p, "COUNT=", 6)) { *count = atol(p + 6); if (!strchr("+-0123456789;", p[6])) bad = true; continue; }
        if (!strncasecmp(p, "INTERVAL=", 9)) { long v = atol(p + 9); if (v > 32767) bad = true; if (v < 1) continue; }
        if (p == e || !strncasecmp(p, "X-", 2)) continue;
        if (t.n) put(&t, ";", 1);
        put(&t, p, (size_t)(e - p));
    }
    r = icalrecurrencetype_from_string(t.p ? t.p : ""); free(t.p);
    if (bad || r.rscale || r.freq < 0 || r.freq > ICAL_YEARLY_RECURRENCE) { free(r.rscale); icalrecurrencetype_clear(&r); }
    return r;
}
static bool comes_by_day(const char *rule) {
    int64_t count; struct icalrecurrencetype r = read_rule(rule, &count);
    return r.freq == ICAL_NO_RECURRENCE || bical_is_by_day(&r);      /* what nobody can read is another matter */
}
static bool says_nothing(const char *rule) { return !rule[strspn(rule, " \t\r\n")]; }
bool bical_reads_rule(const char *rule) {
    int64_t count; return says_nothing(rule) || read_rule(rule, &count).freq != ICAL_NO_RECURRENCE;
}
static bool numbered(const short *a) { for (; *a != ICAL_RECURRENCE_ARRAY_MAX; a++) if (icalrecurrencetype_day_position(*a)) return true; return false; }
static bool below(const short *a) { for (; *a != ICAL_RECURRENCE_ARRAY_MAX; a++) if (*a < 0) return true; return false; }
static bool among(const short *a, int v, int length) { for (; *a != ICAL_RECURRENCE_ARRAY_MAX; a++) if (*a == v || *a == v - length - 1) return true; return false; }
static bool never(const struct icalrecurrencetype *r) {   /* 30 February: libical would look for it for seconds, or for hours */
    static const int length[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (r->by_month[0] == ICAL_RECURRENCE_ARRAY_MAX || r->by_month_day[0] == ICAL_RECURRENCE_ARRAY_MAX) return false;
    for (int i = 0; r->by_month[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) for (int j = 0; r->by_month_day[j] != ICAL_RECURRENCE_ARRAY_MAX; j++)
        if (r->by_month[i] >= 1 && r->by_month[i] <= 12 && abs(r->by_month_day[j]) <= length[r->by_month[i] - 1]) return false;
    return true;
}
static int by_position(const void *a, const void *b) { return *(const short *)a - *(const short *)b; }
static bool among_positions(const short *sorted, size_t n, long front, long back) {
    short a = (short)front, b = (short)back;
    return (front <= 366 && bsearch(&a, sorted, n, sizeof a, by_position)) || (back >= -366 && bsearch(&b, sorted, n, sizeof b, by_position));
}
static int64_t period(const struct icalrecurrencetype *r, int64_t w) {      /* the year, month, week, day, hour ... that a time is in */
    struct icaltimetype t = civil(w);
    return r->freq == ICAL_YEARLY_RECURRENCE ? t.year : r->freq == ICAL_MONTHLY_RECURRENCE ? t.year * 12 + t.month
        : r->freq == ICAL_WEEKLY_RECURRENCE ? floor_div(floor_div(w, 86400) + 4 - (r->week_start - 1), 7) : floor_div(w, unit[r->freq]);
}
/* One time of a rule: counted, and kept if it is in the slice and the window. False: the rule is done. */
static bool one(spots *out, int64_t w, const zone *z, int64_t start, int64_t from, int64_t to, int64_t lo, int64_t *count) {
    if (w < from || w >= to || w < start) return true;
    if (w >= lo && !add(out, w, z, -1)) return false;
    if (w < lo && out->work-- <= 0) { out->flags |= BICAL_CUT_SHORT; return false; }
    return !(*count > 0 && --*count == 0);
}
static void expand_rule(const char *rule, int64_t start, bool all_day, const zone *z, int64_t lo, int64_t hi, spots *out) {
    int64_t last = hi - 1, k = 0, slice, count, span, *set = NULL; bool plain; size_t n = 0, cap = 0, i, positions = 0; short pos[ICAL_BY_SETPOS_SIZE], md[ICAL_BY_MONTHDAY_SIZE], yd[ICAL_BY_YEARDAY_SIZE];
    struct icalrecurrencetype r = read_rule(rule, &count), run; struct icaltimetype first = civil(start);
    if (r.freq == ICAL_NO_RECURRENCE || !bical_is_by_day(&r) || first.year > 2582) {
        if (!says_nothing(rule)) out->flags |= BICAL_BAD_RULE;
        if (start >= lo && start < hi) add(out, start, z, -1);
        return;
    }
    if (!icaltime_is_null_time(r.until)) {
        bical_time u = time_of(r.until, NULL); int64_t w = wall_of(u);
        if (all_day) w = floor_div(w, 86400) * 86400 + 86399;      /* by its own day, whatever the zone */
        else if (u.is_utc) w += offset_at(z, w);
        if (u.present && w < last) last = w;
    }
    if (r.freq == ICAL_YEARLY_RECURRENCE && NONE(by_month) && NONE(by_week_no) && NONE(by_year_day) && !NONE(by_month_day) && !numbered(r.by_day)) {  /* libical would stay in the start's month */
        for (i = 0; i < 12; i++) r.by_month[i] = (short)(i + 1);
        r.by_month[12] = ICAL_RECURRENCE_ARRAY_MAX;
    }
    plain = NONE(by_month) && NONE(by_month_day) && NONE(by_year_day) && NONE(by_week_no) && NONE(by_day) && NONE(by_hour) && NONE(by_minute) && NONE(by_second) && NONE(by_set_pos);
    if (NONE(by_day) && NONE(by_month_day) && NONE(by_year_day) && NONE(by_week_no)) {
        if (r.freq == ICAL_YEARLY_RECURRENCE && NONE(by_month)) r.by_month[0] = (short)first.month;
        if (r.freq >= ICAL_MONTHLY_RECURRENCE) r.by_month_day[0] = (short)first.day;
    }
    span = later(first, &r, 1) - later(first, &r, 0); if (r.freq == ICAL_YEARLY_RECURRENCE) span = (int64_t)r.interval * 366 * 86400; else if (r.freq == ICAL_MONTHLY_RECURRENCE) span = (int64_t)r.interval * 31 * 86400;
    slice = r.freq >= ICAL_MONTHLY_RECURRENCE ? 400 : 20000;
    if (lo > start && (count <= 0 || (plain && r.freq <= ICAL_WEEKLY_RECURRENCE))) {
        k = (lo - start) / span - 1; if (k < 0) k = 0;
        if (count > 0 && (count -= k) <= 0) return;
    }
    if (never(&r)) return;
    memcpy(md, r.by_month_day, sizeof md); memcpy(yd, r.by_year_day, sizeof yd);     /* libical ignores negative days where they limit */
    if (r.freq <= ICAL_WEEKLY_RECURRENCE && below(md)) r.by_month_day[0] = ICAL_RECURRENCE_ARRAY_MAX; else md[0] = ICAL_RECURRENCE_ARRAY_MAX;
    if (r.freq <= ICAL_WEEKLY_RECURRENCE && below(yd)) r.by_year_day[0] = ICAL_RECURRENCE_ARRAY_MAX; else yd[0] = ICAL_RECURRENCE_ARRAY_MAX;
    for (i = 0; i < 386 && r.by_set_pos[i] != ICAL_RECURRENCE_ARRAY_MAX; i++) positions++;
    memcpy(pos, r.by_set_pos, sizeof pos); qsort(pos, positions, sizeof *pos, by_position); r.by_set_pos[0] = ICAL_RECURRENCE_ARRAY_MAX;
    for (bool more = true, stop = false; more && !stop; k += slice) {
        int64_t from = k ? later(first, &r, k) : start, to = later(first, &r, k + slice), w, key, group = INT64_MIN; bical_walk *it; struct icaltimetype t;
        if (from > last) break;
        if (out->work <= 0) { out->flags |= BICAL_CUT_SHORT; break; }
        if (to > last) { to = last + 1; more = false; }
        out->work -= 1 + (long)((to - from) / span);
        r.until = civil(to - 1 + (positions ? 2 * span + 8 * 86400 : 0)); n = 0;
        run = r; if (r.freq == ICAL_WEEKLY_RECURRENCE) run.interval = 1;   /* BYDAY=SU;INTERVAL=2 would land in the wrong week: weeks are picked here */
        it = bical_walk_new(&run, first, civil(k > 2 || positions ? later(first, &r, k - 2) : start), &out->work);
        if (!it) break;
        do {
            t = bical_walk_next(it); w = wall_of_ical(t);
            if (!icaltime_is_null_time(t) && (((r.freq <= ICAL_HOURLY_RECURRENCE || r.freq == ICAL_WEEKLY_RECURRENCE) && (period(&r, w) - period(&r, start)) % r.interval) || (*md != ICAL_RECURRENCE_ARRAY_MAX && !among(md, t.day, icaltime_days_in_month(t.month, t.year))) ||
                (*yd != ICAL_RECURRENCE_ARRAY_MAX && !among(yd, icaltime_day_of_year(t), icaltime_is_leap_year(t.year) ? 366 : 365)))) continue;
            if (!positions) { if (icaltime_is_null_time(t)) break; if (!one(out, w, z, start, from, to, lo, &count)) { stop = true; break; } continue; }
            key = icaltime_is_null_time(t) ? INT64_MAX : period(&r, w);
            if (key != group) {
                for (i = 0; !stop && i < n; i++) if (among_positions(pos, positions, (long)i + 1, (long)i - (long)n)) stop = !one(out, set[i], z, start, from, to, lo, &count);
                group = key; n = 0;
            }
            if (key == INT64_MAX || w >= to + 2 * span + 8 * 86400) break;
            if (out->work-- <= 0 || !grow((void **)&set, &cap, n + 1, sizeof *set)) { out->flags |= BICAL_CUT_SHORT; stop = true; break; }
            set[n++] = w;
        } while (!stop);
        bical_walk_free(it);
    }
    free(set);
}
typedef struct { bool all_day; const zone *z; int64_t wall, utc, length; int offset; bool unknown; } shape; /* length: days if all-day, else seconds */
static bool shape_of(bical_zones *z, const bical_component *c, shape *s) {
    const zone *floating = resolve(z, NULL); bical_time a = c->dtstart.present ? c->dtstart : c->recurrence_id, b = c->dtend; int o;
    if (!a.present) return false;
    s->all_day = a.is_date && (!b.present || b.is_date) && !(c->has_duration && c->duration % 86400);
    if (b.present && !b.is_date && (a.is_date || (b.is_utc && !a.is_utc && !a.tzid))) { a.is_date = false; a.is_utc = b.is_utc; a.tzid = b.tzid; } /* a slip: the end's zone for both */
    s->z = zone_of(z, a, floating); s->unknown = !s->z->known;
    if (s->all_day) s->z = z->office;
    s->wall = wall_in(z, a); s->utc = to_utc(s->z, s->wall, &s->offset); s->length = s->all_day;
    if (s->all_day && b.present) { s->length = days(b.year, b.month, b.day) - floor_div(s->wall, 86400); }   /* 0 stays 0: show it as one day */
    else if (b.present) s->length = to_utc(zone_of(z, b, s->z), wall_in(z, b), &o) - s->utc;
    else if (c->has_duration) s->length = s->all_day ? c->duration / 86400 : c->duration;
    if (s->length < 0) {                                         /* the ends were swapped */
        s->length = -s->length; s->wall -= s->length * (s->all_day ? 86400 : 1); s->utc = to_utc(s->z, s->wall, &s->offset);
    }
    return true;
}
typedef struct { int64_t *p; size_t n; } keys;                    /* sorted: days, or instants */
static int by_key(const void *a, const void *b) { int64_t x = *(const int64_t *)a, y = *(const int64_t *)b; return x < y ? -1 : x > y; }
static bool has(const keys *k, int64_t v) { return k->n && bsearch(&v, k->p, k->n, sizeof v, by_key); }
/* A recurrence id or EXDATE against the master: dates and all-day series meet by day, the rest by instant. */
static int64_t key_of(bical_zones *z, bical_time t, const shape *m, bool *is_day) {
    int o; *is_day = t.is_date || m->all_day;
    return *is_day ? floor_div(t.is_date ? wall_of(t) : wall_in(z, t), 86400) : to_utc(zone_of(z, t, m->z), wall_in(z, t), &o);
}
/* Whether every rule was over before the series began. */
static bool ended(const bical_component *c, const shape *m) {
    for (size_t i = 0; i < c->n_rrules; i++) {
        int64_t count; struct icalrecurrencetype r = read_rule(c->rrules[i], &count); bical_time u = time_of(r.until, NULL);
        if (r.freq == ICAL_NO_RECURRENCE || !u.present) return false;
        int64_t w = wall_of(u) + (u.is_utc && !m->all_day ? offset_at(m->z, wall_of(u)) : 0);
        if (m->all_day || u.is_date ? floor_div(w, 86400) >= floor_div(m->wall, 86400) : w >= m->wall) return false;
    }
    return c->n_rrules > 0;
}
static void gather(bical_zones *z, const bical_component *c, const shape *m, int64_t lo, int64_t hi, spots *out) {
    size_t i, n = 0; int o; bool day; keys d = {0}, u = {0}; spots x = {0};
    for (i = 0; i < c->n_rrules; i++) expand_rule(c->rrules[i], m->wall, m->all_day, m->z, lo, hi, out);
    /* The first day stands even where its own rule does not meet it, as most programs show it; twice is once below. A rule that ended before it has no day. */
    if (m->wall >= lo && m->wall < hi && !ended(c, m)) add(out, m->wall, m->z, -1);
    for (i = 0; i < c->n_rdates; i++) {
        const bical_date *r = c->rdates + i; const zone *w = zone_of(z, r->start, m->z); int64_t wall = wall_in(z, r->start), length = -1;
        if (m->all_day) wall = floor_div(wall, 86400) * 86400, w = m->z; else if (r->start.is_date) wall += m->wall - floor_div(m->wall, 86400) * 86400;
        if (r->is_period && !m->all_day) length = r->has_seconds ? r->seconds : to_utc(zone_of(z, r->end, w), wall_in(z, r->end), &o) - to_utc(w, wall, &o);
        if (wall >= lo && wall < hi) add(out, wall, w, length < 0 ? -1 : length);
    }
    for (i = 0; i < out->n; i++) {
        spot *s = out->p + i; if (m->all_day) s->wall = floor_div(s->wall, 86400) * 86400;
        s->utc = to_utc(s->z, s->wall, &s->offset);
    }
    for (i = 0; i < c->n_exrules; i++) { x.work = out->work; expand_rule(c->exrules[i], m->wall, m->all_day, m->z, lo, hi, &x); out->work = x.work; out->flags |= x.flags & ~BICAL_BAD_RULE; }
    d.p = malloc((c->n_exdates + x.n + 1) * sizeof *d.p); u.p = malloc((c->n_exdates + x.n + 1) * sizeof *u.p);
    if (d.p && u.p) {
        for (i = 0; i < c->n_exdates; i++) { int64_t k = key_of(z, c->exdates[i].start, m, &day); if (day) d.p[d.n++] = k; else u.p[u.n++] = k; }
        for (i = 0; i < x.n; i++) if (m->all_day) d.p[d.n++] = floor_div(x.p[i].wall, 86400); else u.p[u.n++] = to_utc(m->z, x.p[i].wall, &o);
        qsort(d.p, d.n, sizeof *d.p, by_key); qsort(u.p, u.n, sizeof *u.p, by_key);
        if (out->n) qsort(out->p, out->n, sizeof *out->p, by_utc);
        for (i = 0; i < out->n; i++) {
            spot *s = out->p + i;
            if ((n && out->p[n - 1].utc == s->utc) || has(&d, floor_div(s->wall, 86400)) || has(&u, s->utc)) continue;
            out->p[n++] = *s;
        }
    }
    out->n = n; free(d.p); free(u.p); free(x.p);
}
typedef struct { parsed x; bical_component c; shape s; int64_t key, rid; bool day, shown, read; } override;
/* Whether an override names a day of the series; `near` is what it looks through. */
static bool names(const override *o, const spots *near) {
    for (size_t j = 0; j < near->n; j++) if (o->key == (o->day ? floor_div(near->p[j].wall, 86400) : near->p[j].utc)) return true;
    return false;
}
/* An id that meets nothing as it should be read is read as its writer meant it: the day as it is written, or the only time of that day. */
static void settle(bical_zones *z, override *o, const shape *m, const spots *near) {
    int64_t key = o->key, wall[2] = {wall_of(o->c.recurrence_id), wall_in(z, o->c.recurrence_id)}; bool day = o->day; size_t found = 0, j;
    if (o->c.recurrence_id.is_date || names(o, near)) return;
    for (int i = 0; i < 2; i++) {
        int64_t d = floor_div(wall[i], 86400);
        if (m->all_day) { o->key = d; if (names(o, near)) return; }
        for (j = found = 0; !m->all_day && j < near->n; j++) if (floor_div(near->p[j].wall, 86400) == d) { found++; o->key = near->p[j].utc; }
        if (found == 1) return;
    }
    o->key = key; o->day = day;
}
static int by_start(const void *a, const void *b) { const bical_occurrence *x = a, *y = b; return x->start != y->start ? (x->start < y->start ? -1 : 1) : x->recurrence_utc != y->recurrence_utc ? (x->recurrence_utc < y->recurrence_utc ? -1 : 1) : x->source - y->source; }
typedef struct { bical_occurrence *p; size_t n, cap; int64_t from, to; bool ongoing; bical_zones *z; } results;
static void emit(results *out, const shape *s, const zone *w, int64_t wall, int64_t utc, int offset, int64_t length, int source, bical_time rid, int64_t rid_utc) {
    bical_occurrence o = { .start = utc, .start_offset = offset, .all_day = s->all_day, .source = source, .recurrence_id = rid, .recurrence_utc = rid_utc, .tzid = s->all_day ? NULL : w->id };
    if (s->all_day) o.end = to_utc(w, wall + length * 86400, &o.end_offset); else { o.end = utc + length; o.end_offset = offset_at(w, o.end); }
    if (utc < out->to && (utc >= out->from || (out->ongoing && o.end > out->from)) && grow((void **)&out->p, &out->cap, out->n + 1, sizeof o)) out->p[out->n++] = o;
}
static bical_time stamp(const shape *s, const zone *w, int64_t wall) {
    struct icaltimetype t = civil(wall); bical_time r = time_of(t, NULL);
    r.is_date = s->all_day; r.tzid = s->all_day ? NULL : w->id; r.is_utc = !s->all_day && !strcmp(w->id, "UTC"); return r;
}
int bical_expand(bical_zones *z, const char *master, const char *const *texts, size_t n, int64_t from, int64_t to, bool ongoing, long work, bical_found found, void *context) {
    override *ov = calloc(n + 1, sizeof *ov), *m = ov ? ov + n : NULL; spots set = {0}, probe = {0}; results out = {.from = from, .to = to, .ongoing = ongoing, .z = z};
    int64_t pad = 0; size_t i, j; int flags = 0;
    if (!ov) return BICAL_CUT_SHORT;
    set.work = work ? work : 50000;
    if (master && parse(master, strlen(master), &m->x)) { take(&m->x, &m->c); m->read = shape_of(z, &m->c, &m->s); }
    if (master && !m->read) flags |= BICAL_NO_START;
    for (i = 0; i < n; i++) {
        if (!parse(texts[i], strlen(texts[i]), &ov[i].x)) continue;
        take(&ov[i].x, &ov[i].c);
        if (!ov[i].c.recurrence_id.present || !(ov[i].read = shape_of(z, &ov[i].c, &ov[i].s))) continue;
        ov[i].key = key_of(z, ov[i].c.recurrence_id, m->read ? &m->s : &ov[i].s, &ov[i].day);
        ov[i].rid = wall_in(z, ov[i].c.recurrence_id); ov[i].shown = true; if (ov[i].s.unknown) flags |= BICAL_UNKNOWN_ZONE;
        for (j = 0; j < i; j++) if (ov[j].shown && ov[j].day == ov[i].day && ov[j].key == ov[i].key) ov[ov[j].c.sequence > ov[i].c.sequence ? i : j].shown = false;
        if (ov[i].c.this_and_future) { int64_t by = ov[i].s.wall - ov[i].rid; if (by < 0) by = -by; if (by > pad) pad = by; }
    }
    if (m->read) {
        if (m->s.unknown) flags |= BICAL_UNKNOWN_ZONE;
        int64_t length = m->s.length * (m->s.all_day ? 86400 : 1), back = 2 * 86400 + pad + (ongoing ? length : 0);
        for (i = 0; ongoing && i < m->c.n_rdates; i++) back += m->c.rdates[i].is_period ? 32 * 86400 : 0;
        gather(z, &m->c, &m->s, from - back, to + 2 * 86400 + pad, &set);
        for (i = 0; i < n; i++) {           /* an override of an older version must still name a day of the series, and EXDATE wins */
            bool excluded = false, day;
            for (j = 0; ov[i].shown && j < m->c.n_exdates && set.work-- > 0; j++) excluded |= key_of(z, m->c.exdates[j].start, &m->s, &day) == ov[i].key && day == ov[i].day;
            if (excluded) ov[i].shown = false;
            if (ov[i].shown && ov[i].c.sequence >= m->c.sequence && ov[i].rid >= from - back && ov[i].rid < to + 2 * 86400 + pad) settle(z, ov + i, &m->s, &set);
            if (!ov[i].shown || ov[i].c.sequence >= m->c.sequence) continue;
            probe.n = 0; probe.work = set.work; gather(z, &m->c, &m->s, ov[i].rid - 172800, ov[i].rid + 172800, &probe); set.work = probe.work;
            settle(z, ov + i, &m->s, &probe); ov[i].shown = names(ov + i, &probe);
        }
        for (i = 0; i < set.n; i++) {
            spot *s = set.p + i; override *rule = NULL; bool replaced = false;
            for (j = 0; j < n; j++) {
                int64_t k = ov[j].day ? floor_div(s->wall, 86400) : s->utc;
                if (!ov[j].shown) continue;
                if (ov[j].key == k) replaced = true;
                else if (ov[j].c.this_and_future && ov[j].key < k && (!rule || rule->rid < ov[j].rid)) rule = ov + j;
            }
            if (replaced) continue;
            if (rule) {
                int64_t w = s->wall + rule->s.wall - rule->rid; int o; int64_t u = to_utc(rule->s.z, w, &o);
                emit(&out, &rule->s, rule->s.z, w, u, o, rule->s.length, (int)(rule - ov), stamp(&m->s, s->z, s->wall), s->utc);
            } else emit(&out, &m->s, s->z, s->wall, s->utc, s->offset, s->length < 0 ? m->s.length : s->length, -1, stamp(&m->s, s->z, s->wall), s->utc);
        }
    }
    for (i = 0; i < n; i++) if (ov[i].shown) {
        int o; int64_t u; bical_time t = ov[i].c.recurrence_id; u = to_utc(t.is_date ? z->office : zone_of(z, t, m->read ? m->s.z : ov[i].s.z), wall_in(z, t), &o);
        emit(&out, &ov[i].s, ov[i].s.z, ov[i].s.wall, ov[i].s.utc, ov[i].s.offset, ov[i].s.length, (int)i, t, u);
    }
    flags |= set.flags | probe.flags;
    if (out.n) qsort(out.p, out.n, sizeof *out.p, by_start);
    for (i = 0; i < out.n; i++) if (!found(context, out.p + i)) break;
    for (i = 0; i <= n; i++) release(&ov[i].x);
    free(ov); free(set.p); free(probe.p); free(out.p);
    return flags;
}

/* ---- writing ------------------------------------------------------------------------------------------ */
static void put_folded(text *t, const char *s, size_t n) {        /* 75 octets a line, never within a character */
    for (size_t i = 0, room = 75; i < n; room = 74) {
        size_t k = n - i > room ? room : n - i;
        if (k < n - i) while (k > 1 && ((unsigned char)s[i + k] & 0xC0) == 0x80) k--;
        if (i) put(t, " ", 1);
        put(t, s + i, k); put(t, "\r\n", 2); i += k;
    }
}
static void put_value(text *t, const char *s, bool is_text) {
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (is_text && (c == '\\' || c == ';' || c == ',')) { put(t, "\\", 1); put(t, s, 1); }
        else if (c == '\n') { if (is_text) put(t, "\\n", 2); }
        else if (c == '\r') { if (is_text && s[1] != '\n') put(t, "\\n", 2); }
        else if ((c >= 0x20 && c != 0x7F) || c == '\t') put(t, s, 1);
    }
}
char *bical_write(const char *component, const bical_line *lines, size_t n) {
    text out = {0}, line = {0};
    puts_(&out, "BEGIN:"); puts_(&out, component); puts_(&out, "\r\n");
    for (size_t i = 0; i < n; i++) {
        line.n = 0;
        if (!lines[i].name || !lines[i].value) continue;
        put_value(&line, lines[i].name, false);
        if (lines[i].parameters && *lines[i].parameters) { put(&line, ";", 1); put_value(&line, lines[i].parameters, false); }
        put(&line, ":", 1); put_value(&line, lines[i].value, lines[i].is_text);
        put_folded(&out, line.p, line.n);
    }
    puts_(&out, "END:"); puts_(&out, component); puts_(&out, "\r\n"); free(line.p);
    return out.p;
}
void bical_free(void *p) { free(p); }
