#include "cgmime.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/types.h>

/* The functions of GMime 3 and GLib 2 that are used, as their headers declare them (both keep their binary interface within a major version).
 * Declared here, for linking would load both with every command. */
typedef struct GMimeObject GMimeObject, GMimeMessage, GMimePart, GMimeMultipart, GMimeMessagePart;
typedef struct GMimeStream GMimeStream, GMimeParser, GMimeParserOptions, GMimeDataWrapper, GMimeContentType;
typedef struct InternetAddressList InternetAddressList;
typedef struct InternetAddress InternetAddress;
typedef struct InternetAddressGroup InternetAddressGroup;
typedef struct GMimeHeaderList GMimeHeaderList;
typedef struct GMimeHeader GMimeHeader;
typedef struct GMimeParamList GMimeParamList;
typedef struct GMimeParam GMimeParam;
typedef struct GMimeContentDisposition GMimeContentDisposition;
typedef struct { uint8_t *data; unsigned int len; } GByteArray;
typedef size_t GType;
enum { GMIME_RFC_COMPLIANCE_LOOSE = 0 };

void g_free(void *);
void g_object_unref(void *);
int g_type_check_instance_is_a(void *, GType);
void g_mime_init(void);
GType g_mime_part_get_type(void);
GType g_mime_multipart_get_type(void);
GType g_mime_message_part_get_type(void);
GType internet_address_mailbox_get_type(void);
GType internet_address_group_get_type(void);
InternetAddressList *internet_address_group_get_members(InternetAddressGroup *);
GMimeStream *g_mime_stream_mem_new(void);
GMimeStream *g_mime_stream_mem_new_with_buffer(const char *, size_t);
GByteArray *g_mime_stream_mem_get_byte_array(GMimeStream *);
GMimeParserOptions *g_mime_parser_options_new(void);
void g_mime_parser_options_free(GMimeParserOptions *);
void g_mime_parser_options_set_fallback_charsets(GMimeParserOptions *, const char **);
void g_mime_parser_options_set_rfc2047_compliance_mode(GMimeParserOptions *, int);
void g_mime_parser_options_set_parameter_compliance_mode(GMimeParserOptions *, int);
void g_mime_parser_options_set_address_compliance_mode(GMimeParserOptions *, int);
GMimeParser *g_mime_parser_new_with_stream(GMimeStream *);
GMimeMessage *g_mime_parser_construct_message(GMimeParser *, GMimeParserOptions *);
GMimeHeaderList *g_mime_object_get_header_list(GMimeObject *);
GMimeHeader *g_mime_header_list_get_header(GMimeHeaderList *, const char *);
const char *g_mime_header_get_raw_value(GMimeHeader *);
const char *g_mime_message_get_message_id(GMimeMessage *);
InternetAddressList *internet_address_list_parse(GMimeParserOptions *, const char *);
GMimeParamList *g_mime_param_list_parse(GMimeParserOptions *, const char *);
GMimeParam *g_mime_param_list_get_parameter(GMimeParamList *, const char *);
const char *g_mime_param_get_value(GMimeParam *);
GMimeObject *g_mime_message_get_mime_part(GMimeMessage *);
GMimeMessage *g_mime_message_part_get_message(GMimeMessagePart *);
int internet_address_list_length(InternetAddressList *);
InternetAddress *internet_address_list_get_address(InternetAddressList *, int);
const char *internet_address_get_name(InternetAddress *);
const char *internet_address_mailbox_get_addr(InternetAddress *);
int g_mime_multipart_get_count(GMimeMultipart *);
GMimeObject *g_mime_multipart_get_part(GMimeMultipart *, int);
GMimeContentType *g_mime_object_get_content_type(GMimeObject *);
const char *g_mime_object_get_disposition(GMimeObject *);
ssize_t g_mime_object_write_to_stream(GMimeObject *, void *, GMimeStream *);
char *g_mime_content_type_get_mime_type(GMimeContentType *);
const char *g_mime_content_type_get_parameter(GMimeContentType *, const char *);
GMimeDataWrapper *g_mime_part_get_content(GMimePart *);
ssize_t g_mime_data_wrapper_write_to_stream(GMimeDataWrapper *, GMimeStream *);

/* GMime is loaded at the first mail, not with the program: it brings the whole of GLib along. */
static void *library;
#define LATE(name) ((__typeof__(&name))dlsym(library, #name))
#define IS(object, type) LATE(g_type_check_instance_is_a)((void *)(object), LATE(type)())

static void open_library(void) {
    void *opened = dlopen("libgmime-3.0.so.0", RTLD_NOW | RTLD_LOCAL);
    if (!opened) return;
    library = opened;
    LATE(g_mime_init)();
}

/* Two threads may meet their first mail at once. */
static int load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, open_library);
    return library != NULL;
}

typedef struct {
    const cgmime_reader *reader;
    GMimeParserOptions *options;
    size_t left;
    int parts;
    int depth;
    int result;
} walk;

static const char *raw_header(GMimeObject *object, const char *name) {
    GMimeHeaderList *list = LATE(g_mime_object_get_header_list)(object);
    GMimeHeader *header = list ? LATE(g_mime_header_list_get_header)(list, name) : NULL;
    return header ? LATE(g_mime_header_get_raw_value)(header) : NULL;
}

/* A parameter of a header, its encoded words joined; to be freed with free(). */
static char *parameter(walk *walk, GMimeObject *object, const char *header, const char *name) {
    const char *raw = raw_header(object, header);
    const char *rest = raw ? strchr(raw, ';') : NULL;
    char *value = rest ? walk->reader->rewritten(rest + 1) : NULL;
    if (!value) return NULL;
    char *found = NULL;
    GMimeParamList *list = LATE(g_mime_param_list_parse)(walk->options, value);
    if (list) {
        GMimeParam *one = LATE(g_mime_param_list_get_parameter)(list, name);
        const char *text = one ? LATE(g_mime_param_get_value)(one) : NULL;
        if (text) found = strdup(text);
        LATE(g_object_unref)(list);
    }
    free(value);
    return found;
}

static void leaf(walk *walk, GMimeObject *object, GMimePart *part, int as_attachment) {
    GMimeStream *stream = LATE(g_mime_stream_mem_new)();
    if (part) {
        GMimeDataWrapper *content = LATE(g_mime_part_get_content)(part);
        if (content) LATE(g_mime_data_wrapper_write_to_stream)(content, stream);
    } else {
        LATE(g_mime_object_write_to_stream)(object, NULL, stream);
    }
    GByteArray *bytes = LATE(g_mime_stream_mem_get_byte_array)(stream);
    if (bytes->len > walk->left) {
        walk->result = CGMIME_TOO_LARGE;
    } else {
        walk->left -= bytes->len;
        GMimeContentType *type = LATE(g_mime_object_get_content_type)(object);
        /* What is no part is a whole mail. */
        char *mime = type && part ? LATE(g_mime_content_type_get_mime_type)(type) : NULL;
        /* What names no type is text (RFC 2045 §5.2). */
        const char *said = part ? raw_header(object, "Content-Type") : NULL;
        int is_text = said && strcspn(said, "/") >= strcspn(said, ";");
        const char *charset = type ? LATE(g_mime_content_type_get_parameter)(type, "charset") : NULL;
        char *name = part ? parameter(walk, object, "Content-Disposition", "filename") : NULL;
        if (part && !name) name = parameter(walk, object, "Content-Type", "name");
        const char *disposition = LATE(g_mime_object_get_disposition)(object);
        int attached = as_attachment || name || (disposition && strcasecmp(disposition, "attachment") == 0);
        walk->reader->part(walk->reader->context, is_text ? "text/plain" : mime ? mime : part ? "text/plain" : "message/rfc822", charset, name, attached, bytes->data, bytes->len);
        if (mime) LATE(g_free)(mime);
        free(name);
    }
    LATE(g_object_unref)(stream);
}

static void visit(walk *walk, GMimeObject *object) {
    if (!object || walk->result != CGMIME_OK) return;
    /* Nesting without end is an attack, and so are parts without number. */
    if (walk->depth > 20 || --walk->parts < 0) {
        walk->result = CGMIME_TOO_LARGE;
        return;
    }
    if (IS(object, g_mime_multipart_get_type)) {
        walk->depth++;
        int count = LATE(g_mime_multipart_get_count)((GMimeMultipart *)object);
        for (int index = 0; index < count; index++) visit(walk, LATE(g_mime_multipart_get_part)((GMimeMultipart *)object, index));
        walk->depth--;
    } else if (IS(object, g_mime_message_part_get_type)) {
        /* A mail within a mail is a paper of its own, kept as it came. */
        GMimeMessage *inner = LATE(g_mime_message_part_get_message)((GMimeMessagePart *)object);
        leaf(walk, inner ? (GMimeObject *)inner : object, NULL, 1);
    } else if (IS(object, g_mime_part_get_type)) {
        leaf(walk, object, (GMimePart *)object, 0);
    }
}

static void headers(const cgmime_reader *reader, GMimeMessage *message, GMimeParserOptions *options) {
    const char *subject = raw_header((GMimeObject *)message, "Subject");
    if (subject) reader->header(reader->context, "subject", subject);
    const char *date = raw_header((GMimeObject *)message, "Date");
    if (date) reader->header(reader->context, "date", date);
    const char *id = LATE(g_mime_message_get_message_id)(message);
    if (id) reader->header(reader->context, "id", id);
    const char *raw = raw_header((GMimeObject *)message, "From");
    char *value = raw ? reader->rewritten(raw) : NULL;
    InternetAddressList *from = value ? LATE(internet_address_list_parse)(options, value) : NULL;
    free(value);
    if (from && LATE(internet_address_list_length)(from) > 0) {
        InternetAddress *first = LATE(internet_address_list_get_address)(from, 0);
        /* A group sends nothing; the first who stands in it does. */
        for (int depth = 0; depth < 8 && IS(first, internet_address_group_get_type); depth++) {
            InternetAddressList *members = LATE(internet_address_group_get_members)((InternetAddressGroup *)first);
            if (!members || LATE(internet_address_list_length)(members) == 0) break;
            first = LATE(internet_address_list_get_address)(members, 0);
        }
        const char *name = LATE(internet_address_get_name)(first);
        if (name) reader->header(reader->context, "from", name);
        if (IS(first, internet_address_mailbox_get_type)) {
            const char *address = LATE(internet_address_mailbox_get_addr)(first);
            if (address) reader->header(reader->context, "address", address);
        }
    }
    if (from) LATE(g_object_unref)(from);
}

int cgmime_read(const void *bytes, size_t count, size_t limit, int parts, const cgmime_reader *reader) {
    if (!load()) return CGMIME_NO_LIBRARY;
    static const char *charsets[] = {"utf-8", "gb18030", "big5", "iso-8859-1", NULL};
    GMimeParserOptions *options = LATE(g_mime_parser_options_new)();
    LATE(g_mime_parser_options_set_fallback_charsets)(options, charsets);
    LATE(g_mime_parser_options_set_rfc2047_compliance_mode)(options, GMIME_RFC_COMPLIANCE_LOOSE);
    LATE(g_mime_parser_options_set_parameter_compliance_mode)(options, GMIME_RFC_COMPLIANCE_LOOSE);
    LATE(g_mime_parser_options_set_address_compliance_mode)(options, GMIME_RFC_COMPLIANCE_LOOSE);
    GMimeStream *stream = LATE(g_mime_stream_mem_new_with_buffer)(bytes, count);
    GMimeParser *parser = LATE(g_mime_parser_new_with_stream)(stream);
    GMimeMessage *message = LATE(g_mime_parser_construct_message)(parser, options);
    walk walk = {.reader = reader, .options = options, .left = limit, .parts = parts, .depth = 0, .result = CGMIME_OK};
    if (message) {
        headers(reader, message, options);
        visit(&walk, LATE(g_mime_message_get_mime_part)(message));
        LATE(g_object_unref)(message);
    } else {
        walk.result = CGMIME_BROKEN;
    }
    LATE(g_object_unref)(parser);
    LATE(g_object_unref)(stream);
    LATE(g_mime_parser_options_free)(options);
    return walk.result;
}
