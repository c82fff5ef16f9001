#include "CSimdJSON.h"

#include <new>
#include <simdjson.h>

struct csimdjson_parser {
    simdjson::dom::parser parser;
    /// Documents in a row that needed less than a sixteenth of the room held.
    size_t small_documents = 0;
};

static const size_t least_capacity = 64 * 1024;
static const size_t patience = 256;

csimdjson_parser *csimdjson_create(void) { return new (std::nothrow) csimdjson_parser(); }

void csimdjson_destroy(csimdjson_parser *parser) { delete parser; }

csimdjson_document csimdjson_parse(csimdjson_parser *parser, const uint8_t *json, size_t length, size_t max_depth) {
    simdjson::dom::parser &dom = parser->parser;
    // Room grows in powers of two, so that lines of changing length do not allocate, and is given back after a while
    // when only a rare long line needed it.
    size_t capacity = dom.doc.capacity();
    parser->small_documents = length < capacity / 16 ? parser->small_documents + 1 : 0;
    if (parser->small_documents > patience && capacity > 16 * least_capacity) {
        parser->small_documents = 0;
        capacity = 0;
    }
    if (capacity < length || capacity == 0 || dom.max_depth() != max_depth) {
        if (capacity < least_capacity) { capacity = least_capacity; }
        while (capacity < length) { capacity *= 2; }
        if (dom.doc.allocate(capacity) || dom.allocate(capacity, max_depth)) {
            return {nullptr, nullptr, CSIMDJSON_OUT_OF_MEMORY};
        }
    }
    simdjson::dom::element root;
    simdjson::error_code error = dom.parse(json, length, false).get(root);
    if (error) { return {nullptr, nullptr, error}; }
    return {dom.doc.tape.get(), dom.doc.string_buf.get(), CSIMDJSON_OK};
}

size_t csimdjson_padding(void) { return simdjson::SIMDJSON_PADDING; }

const char *csimdjson_message(int32_t error) {
    if (error == CSIMDJSON_OUT_OF_MEMORY) { return "out of memory"; }
    return simdjson::error_message(static_cast<simdjson::error_code>(error));
}

int csimdjson_is_depth_error(int32_t error) { return error == simdjson::DEPTH_ERROR; }
