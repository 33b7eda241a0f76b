#include "czlib.h"
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <zlib.h>

/* libz is loaded at the first packed text, not with the program: a list needs none of it. */
static void *_Atomic library;
static pthread_once_t once = PTHREAD_ONCE_INIT;
#define LATE(name) static __typeof__(&name) late_##name;
LATE(deflateInit2_) LATE(deflateReset) LATE(deflateSetDictionary) LATE(deflate) LATE(deflateCopy) LATE(deflateEnd)
LATE(inflateInit2_) LATE(inflateReset) LATE(inflateSetDictionary) LATE(inflate) LATE(inflateEnd)
#undef LATE

int czlib_is_loaded(void) { return library != NULL; }

/* A stream costs a quarter of a megabyte to set up: each thread keeps its own and resets it. Short texts, which are most, need no more of a
   window than holds them and the dictionary; a stream that has read the dictionary once is copied, which is a third of reading it again. */
struct streams {
    z_stream *deflating, *deflating_short, *inflating;
    const void *known_dictionary;
};
enum { SHORT_WINDOW_BITS = 13, WINDOW_BITS = 15 };

static pthread_key_t key;

/* What a thread kept goes with it. */
static void end(void *kept) {
    struct streams *streams = kept;
    z_stream *deflating[] = {streams->deflating, streams->deflating_short};
    for (int i = 0; i < 2; i++)
        if (deflating[i]) {
            late_deflateEnd(deflating[i]);
            free(deflating[i]);
        }
    if (streams->inflating) {
        late_inflateEnd(streams->inflating);
        free(streams->inflating);
    }
    free(streams);
}

static void load(void) {
    void *found = dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!found) return;
#define FIND(name) if (!(late_##name = (__typeof__(&name))dlsym(found, #name))) return;
    FIND(deflateInit2_) FIND(deflateReset) FIND(deflateSetDictionary) FIND(deflate) FIND(deflateCopy) FIND(deflateEnd)
    FIND(inflateInit2_) FIND(inflateReset) FIND(inflateSetDictionary) FIND(inflate) FIND(inflateEnd)
#undef FIND
    if (pthread_key_create(&key, end)) return;
    library = found;
}

static struct streams *own(void) {
    struct streams *streams = pthread_getspecific(key);
    if (streams) return streams;
    streams = calloc(1, sizeof *streams);
    if (streams && pthread_setspecific(key, streams)) {
        free(streams);
        return NULL;
    }
    return streams;
}

static z_stream *made(int deflating_bits) {
    z_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return NULL;
    /* Raw: neither a head nor a checksum, what is stored has a digest of its own. */
    int result = deflating_bits
        ? late_deflateInit2_(
            stream, deflating_bits == WINDOW_BITS ? 6 : 2, Z_DEFLATED, -deflating_bits, deflating_bits == WINDOW_BITS ? 8 : 6,
            Z_DEFAULT_STRATEGY, ZLIB_VERSION, (int)sizeof *stream)
        : late_inflateInit2_(stream, -WINDOW_BITS, ZLIB_VERSION, (int)sizeof *stream);
    if (result == Z_OK) return stream;
    free(stream);
    return NULL;
}

size_t czlib_deflate(
    const void *bytes, size_t count, const void *dictionary, size_t dictionary_count, void *out, size_t capacity) {
    pthread_once(&once, load);
    if (!library || count > 0x7FFFFFFF || capacity > 0x7FFFFFFF) return 0;
    int isShort = dictionary && count + dictionary_count <= 7 << 10;
    struct streams *streams = own();
    if (!streams) return 0;
    z_stream **kept = isShort ? &streams->deflating_short : &streams->deflating;
    if (!*kept && !(*kept = made(isShort ? SHORT_WINDOW_BITS : WINDOW_BITS))) return 0;
    z_stream *stream = *kept;
    if (!isShort || streams->known_dictionary != dictionary) {
        if (late_deflateReset(stream) != Z_OK) return 0;
        if (dictionary && late_deflateSetDictionary(stream, dictionary, (uInt)dictionary_count) != Z_OK) return 0;
        if (isShort) streams->known_dictionary = dictionary;
    }
    z_stream copy;
    if (isShort) {
        if (late_deflateCopy(&copy, stream) != Z_OK) return 0;
        stream = &copy;
    }
    stream->next_in = (Bytef *)bytes;
    stream->avail_in = (uInt)count;
    stream->next_out = out;
    stream->avail_out = (uInt)capacity;
    size_t written = late_deflate(stream, Z_FINISH) == Z_STREAM_END ? capacity - stream->avail_out : 0;
    if (isShort) late_deflateEnd(&copy);
    return written;
}

long czlib_inflate(
    const void *bytes, size_t count, const void *dictionary, size_t dictionary_count, void *out, size_t capacity) {
    pthread_once(&once, load);
    if (!library) return CZLIB_NO_LIBRARY;
    if (count > 0x7FFFFFFF || capacity > 0x7FFFFFFF) return CZLIB_BROKEN;
    struct streams *streams = own();
    if (!streams || (!streams->inflating && !(streams->inflating = made(0)))) return CZLIB_NO_LIBRARY;
    z_stream *stream = streams->inflating;
    if (late_inflateReset(stream) != Z_OK) return CZLIB_BROKEN;
    if (dictionary && late_inflateSetDictionary(stream, dictionary, (uInt)dictionary_count) != Z_OK) return CZLIB_BROKEN;
    stream->next_in = (Bytef *)bytes;
    stream->avail_in = (uInt)count;
    stream->next_out = out;
    stream->avail_out = (uInt)capacity;
    int result = late_inflate(stream, Z_SYNC_FLUSH);
    if (result != Z_STREAM_END && result != Z_OK && result != Z_BUF_ERROR) return CZLIB_BROKEN;
    if (result == Z_BUF_ERROR && stream->avail_out > 0) return CZLIB_BROKEN;
    return (long)(capacity - stream->avail_out);
}
