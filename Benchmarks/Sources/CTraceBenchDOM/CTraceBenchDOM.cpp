#include "CTraceBenchDOM.h"

#include <cstdio>
#include <cstring>
#include <simdjson.h>
#include <vector>

int64_t ctracebench_parse_lines(const char *path) {
    std::FILE *file = std::fopen(path, "rb");
    if (file == nullptr) { return -1; }
    const size_t slice = 1 << 20;
    std::vector<uint8_t> buffer(slice * 2 + simdjson::SIMDJSON_PADDING);
    simdjson::dom::parser parser;
    int64_t good = 0;
    size_t held = 0;
    for (;;) {
        if (held + slice + simdjson::SIMDJSON_PADDING > buffer.size()) { buffer.resize(buffer.size() * 2); }
        size_t read = std::fread(buffer.data() + held, 1, slice, file);
        if (read == 0) { break; }
        held += read;
        size_t start = 0;
        while (void *end = std::memchr(buffer.data() + start, '\n', held - start)) {
            size_t length = static_cast<uint8_t *>(end) - (buffer.data() + start);
            simdjson::dom::element root;
            if (length > 0 && !parser.parse(buffer.data() + start, length, false).get(root)) { good++; }
            start += length + 1;
        }
        std::memmove(buffer.data(), buffer.data() + start, held - start);
        held -= start;
    }
    std::fclose(file);
    return good;
}
