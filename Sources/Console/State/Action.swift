import Audit
import Foundation
import OperationsWatching
import Probes
import TerminalUI
import Traces

/// Something that happened. `reduce` is the one place that decides what it changes.
public enum Action: Sendable {
    /// Something happened to an operator's action of that id.
    case acted(String, ActionEvent)
    /// The audit log as it is now, or why it cannot be read.
    case auditRead(AuditReading, failure: String?)
    case claimsRead([Claim])
    case configChanged(ConfigChange)
    case exported(path: String, shortfall: String? = nil)
    case failed(Failure)
    /// The filter that the command line gave for the first page.
    case filterGiven(String)
    case input(InputEvent)
    case operationsArrived(OperationsSnapshot)
    case probesArrived(ProbeSnapshot)
    /// Runs of many that an earlier console has not finished.
    case runsFound([BulkRecord])
    case spanDetailArrived(SpanDetailResult)
    case traceCompared(TraceComparisonResult)
    case tick(Date)
    case tracesArrived(TraceSnapshot)
    /// Actions that an earlier console announced and did not finish.
    case unfinishedFound([AuditAction])
}

/// Something that was tried for the operator and did not work.
public struct Failure: Sendable, Equatable {
    /// What was tried: `copy`, `export`, `take`.
    public var attempt: String
    /// Why not, and what to do, in a sentence.
    public var sentence: String

    /// A failure of `attempt`.
    public init(attempt: String, sentence: String) {
        self.attempt = attempt
        self.sentence = sentence
    }
}

/// What became of a changed config file.
public enum ConfigChange: Sendable, Equatable {
    /// It is valid and in use; what changed, in words.
    case taken([String], TakenConfig)
    /// It is not valid; the old one stays. Each mistake in words.
    case refused([String])
}
