import Foundation
import TerminalUI
import Traces

extension State {
    var tracesScopes: [Scope] { [.traces] }
    mutating func refreshTraces() {}
    mutating func followTraces() {}
    mutating func moveOnTraces(_ move: ListMove) -> [Effect] { [] }
    mutating func clickTraces(_ point: Point) -> [Effect] { [] }
    mutating func performOnTraces(_ command: Command) -> [Effect]? { nil }
    mutating func showTrace(_ id: TraceID) -> [Effect] { [] }
    mutating func showTraces(filter: String) -> [Effect] { [] }
    mutating func showBadLines() -> [Effect] { [] }
    mutating func spanDetailArrived(_ result: SpanDetailResult) {}
    mutating func typeTracesFilter(_ text: String) -> [Effect] { [] }
    mutating func submitTracesFilter(_ text: String) -> [Effect]? { [] }
    mutating func cancelTracesFilter() -> [Effect] { [] }
    mutating func submitTreeSearch(_ text: String) -> [Effect]? { [] }
    func tracesFilterCompletions(_ typed: String) -> (completions: [LineEditor.Completion], start: Int) { ([], 0) }
}
