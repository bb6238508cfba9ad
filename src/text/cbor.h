/* cbor.h - values to and from CBOR (RFC 8949), with the tags that docs/wire.md tables.
 *
 * The decoder takes what a hostile program may have written. It reads heads one by one, believes no count before it has seen that
 * the bytes for it are there, and stops at CBOR_DEPTH levels and CBOR_NODES values. What it refuses: indefinite lengths, text
 * that is not UTF-8, unknown tags, arrays whose bytes do not fit their shape, anything behind the value. */
#ifndef VIVA_TEXT_CBOR_H
#define VIVA_TEXT_CBOR_H

#include "base/buf.h"
#include "base/error.h"
#include "text/value.h"

enum {
    CBOR_DEPTH = 64,
    CBOR_NODES = 4 << 20 /* values in one tree: about 100 MB of them */
};

/* The one value that the bytes hold. The tree is on the arena and points into `bytes`. NULL with ERR_INVALID, the error's `where`
 * then is "byte N". */
const Value *cbor_decode(Arena *arena, const void *bytes, size_t len, Error *error);

/* Appends the value. What decodes again to the same value; VALUE_OPAQUE included. */
void cbor_encode(Buf *out, const Value *value);

/* The pieces, for whoever writes a message by hand. After cbor_put_map(n) come n pairs, after cbor_put_list(n) n values. */
void cbor_put_null(Buf *out);
void cbor_put_bool(Buf *out, bool boolean);
void cbor_put_int(Buf *out, int64_t integer);
void cbor_put_float(Buf *out, double number);
void cbor_put_text(Buf *out, const char *text);
void cbor_put_text_n(Buf *out, const char *text, size_t len);
void cbor_put_bytes(Buf *out, const void *bytes, size_t len);
void cbor_put_list(Buf *out, size_t count);
void cbor_put_map(Buf *out, size_t pairs);
void cbor_put_tag(Buf *out, uint64_t tag);

#endif
