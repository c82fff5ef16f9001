extension JSONTape {
    /// The attributes of anything that has them.
    func attributes(of object: Int) -> [Attribute] { member("attributes", of: object).map { attributes($0) } ?? [] }

    func droppedAttributes(of object: Int) -> UInt32 {
        count("droppedAttributesCount", "dropped_attributes_count", of: object)
    }

    /// A count that is 0 when missing or not readable.
    func count(_ camel: StaticString, _ snake: StaticString, of object: Int) -> UInt32 {
        member(camel, snake, of: object).map { unsigned32($0) } ?? 0
    }

    /// A time; `nil` when missing, 0 or not readable.
    func moment(_ camel: StaticString, _ snake: StaticString, of object: Int) -> Timestamp? {
        guard let place = member(camel, snake, of: object), case .value(let time) = unsigned64(place), time != 0 else {
            return nil
        }
        return Timestamp(nanoseconds: time)
    }

    func events(of span: Int) -> [SpanEvent] {
        guard let list = member("events", of: span) else { return [] }
        var events: [SpanEvent] = []
        forEachElement(of: list) { event in
            guard kind(event) == Kind.object else { return }
            events.append(
                SpanEvent(
                    time: moment("timeUnixNano", "time_unix_nano", of: event), name: string("name", "name", of: event),
                    attributes: attributes(of: event), droppedAttributes: droppedAttributes(of: event)))
        }
        return events
    }

    func links(of span: Int) -> [SpanLink] {
        guard let list = member("links", of: span) else { return [] }
        var links: [SpanLink] = []
        forEachElement(of: list) { link in
            guard kind(link) == Kind.object else { return }
            links.append(
                SpanLink(
                    trace: traceID(of: link), span: spanID(of: link),
                    traceState: string("traceState", "trace_state", of: link), attributes: attributes(of: link),
                    droppedAttributes: droppedAttributes(of: link), flags: count("flags", "flags", of: link)))
        }
        return links
    }

    private func traceID(of object: Int) -> TraceID? {
        guard let place = member("traceId", "trace_id", of: object), kind(place) == Kind.string,
            case .id(let id) = text(place).traceID()
        else { return nil }
        return id
    }

    private func spanID(of object: Int) -> SpanID? {
        guard let place = member("spanId", "span_id", of: object), kind(place) == Kind.string,
            case .id(let id) = text(place).spanID()
        else { return nil }
        return SpanID(id)
    }
}
