import ArgumentParser
import Foundation
import TerminalUI
import Traces

/// `fusebox trace ID`: one trace, as a tree or as OTLP JSON.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Print one trace: as a tree, or whole as OTLP JSON.",
        discussion: "Exit code 0; 1 when there is no such trace or its JSON is not whole; 2 usage or config.")

    @Argument(help: "The trace's id, or its beginning as far as it is unambiguous; or a saga's id.")
    var id: String

    @OptionGroup var log: TraceLogOptions

    @Flag(help: "OTLP JSON, as one export request.")
    var json = false

    @Flag(help: "A tree of spans with their times (this is what is printed without --json).")
    var tree = false

    func run() async throws {
        let engine = try log.engine()
        await engine.query(TraceQuery(filter: try filter()))
        let found = try await engine.readAll { snapshot -> [TraceID] in snapshot.list.prefix(10).map(\.id) }
        guard let trace = found.first else {
            complain("no trace or saga \(id) in the log")
            throw ExitStatus.notFine
        }
        // A saga may run through several traces: the newest is shown. An id must be one.
        guard found.count == 1 || !isTraceID else {
            complain("\(id) may be " + found.map { "\($0)" }.joined(separator: ", "))
            throw ExitStatus.usage
        }
        if json {
            let export = try await engine.export(trace)
            print(String(decoding: export.lines, as: UTF8.self))
            if let shortfall = export.shortfall {
                complain("not whole: \(shortfall)")
                throw ExitStatus.notFine
            }
        } else if let tree = await engine.tree(of: trace) {
            print(TraceText.tree(tree))
        }
    }

    private var isTraceID: Bool { !id.isEmpty && id.count <= 32 && id.allSatisfy(\.isHexDigit) }

    /// Hexadecimal digits are a trace's id; everything else names a saga.
    private func filter() throws -> TraceFilter {
        do { return try TraceFilter(parsing: (isTraceID ? "trace:" : "saga:") + id) } catch {
            complain("\(id) is no trace or saga id: \(error.message)")
            throw ExitStatus.usage
        }
    }
}

/// A span tree for pipes: guides, name, service, times.
enum TraceText {
    static func tree(_ tree: SpanTree) -> String {
        var lines = [
            "trace \(tree.trace)  \(tree.spanCount) spans, \(tree.errorCount) errors, "
                + "\(tree.services.map(SafeText.visible).joined(separator: ", "))"
        ]
        // For each depth: whether the node there has more siblings below.
        var open: [Bool] = []
        for (place, node) in tree.nodes.enumerated() {
            let hasSibling = Self.hasSibling(after: place, in: tree.nodes)
            open.removeSubrange(min(node.depth, open.count)...)
            let stem = open.dropFirst().map { $0 ? "│ " : "  " }.joined()
            let branch = node.depth == 0 ? "" : stem + (hasSibling ? "├─ " : "└─ ")
            open.append(hasSibling)
            lines.append(branch + words(node, start: tree.start))
        }
        return lines.joined(separator: "\n")
    }

    private static func hasSibling(after place: Int, in nodes: [SpanTreeNode]) -> Bool {
        let next = place + nodes[place].descendantCount + 1
        return next < nodes.count && nodes[next].depth == nodes[place].depth
    }

    private static func words(_ node: SpanTreeNode, start: Timestamp) -> String {
        if node.isMissing { return "(missing parent)" }
        let offset = String(format: "+%.1f ms", node.start.since(start) / .milliseconds(1))
        let took =
            node.notes.contains(.running) ? "running" : String(format: "%.1f ms", node.duration / .milliseconds(1))
        let name = node.name.isEmpty ? "(no name)" : SafeText.visible(node.name)
        return "\(name)  \(SafeText.visible(node.service))  \(offset)  \(took)" + (node.isFailed ? "  ERROR" : "")
    }
}
