#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable simdjson DOM parser: one thread at a time, memory kept between documents.
typedef struct csimdjson_parser csimdjson_parser;

/// A parsed document, inside the parser's own memory: valid until the parser's next call.
typedef struct {
    /// simdjson's tape; the first word is the root.
    const uint64_t *tape;
    /// The strings that the tape points into: four bytes of length, the bytes, a NUL.
    const uint8_t *strings;
    /// 0, or simdjson's error code.
    int32_t error;
} csimdjson_document;

/// What went wrong, coarsely enough to decide what to do next.
enum {
    CSIMDJSON_OK = 0,
    CSIMDJSON_OUT_OF_MEMORY = -1,
};

/// NULL when there is no memory.
csimdjson_parser *csimdjson_create(void);
void csimdjson_destroy(csimdjson_parser *parser);

/// Parses one document. `json` must be readable for csimdjson_padding() bytes after its end; they are not looked at.
/// `max_depth` counts containers inside each other.
csimdjson_document csimdjson_parse(csimdjson_parser *parser, const uint8_t *json, size_t length, size_t max_depth);

/// Bytes that must be readable after a document.
size_t csimdjson_padding(void);

/// simdjson's words for an error code.
const char *csimdjson_message(int32_t error);

/// Whether an error says that the document is nested deeper than allowed.
int csimdjson_is_depth_error(int32_t error);

#ifdef __cplusplus
}
#endif
