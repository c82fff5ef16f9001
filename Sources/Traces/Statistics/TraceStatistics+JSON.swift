extension TraceStatistics {
    /// One line of JSON with the stable keys of `fusebox stats --json`.
    public var json: String {
        let reasons = badReasons.sorted { $0.key < $1.key }.map { "\"\($0.key.rawValue)\":\($0.value)" }
        let counts: [(String, Int)] = [
            ("spans", spans), ("traces", traces), ("error_spans", errorSpans), ("orphan_spans", orphanSpans),
            ("duplicate_spans", duplicateSpans), ("log_records", logRecords), ("metric_points", metricPoints),
        ]
        let members =
            ["\"bytes\":\(bytes)", "\"lines\":\(lines)", "\"bad_lines\":\(badLines)"]
            + ["\"bad_reasons\":{\(reasons.joined(separator: ","))}"] + counts.map { "\"\($0.0)\":\($0.1)" }
            + ["\"seconds\":\(seconds)", "\"threads\":\(threads)"]
        return "{\(members.joined(separator: ","))}"
    }
}
