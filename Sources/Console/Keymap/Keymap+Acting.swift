import Operations
import TerminalUI

extension Keymap {
    /// Keys that change something, and those of the pages about it.
    static let acting: [Binding] =
        breakerActions + sagaActions + eventKeys + auditKeys + [
            Binding(
                on: .services, do: .act(.chaosSet), "break",
                help: "Break the service on purpose, or mend it; only services of the demo take it"),
            Binding(
                .character("P"), on: .underWay, do: .pauseRun, "pause", help: "Pause what is under way, or let it go on"
            ),
            Binding(
                .character("C"), on: .underWay, do: .cancelRun, "cancel",
                help: "Nothing more of what is under way; what has begun goes on to its end"),
        ]

    private static let breakerActions: [Binding] = [
        Binding(
            .character("r"), on: .breakers, do: .act(.breakerReset), "reset", footer: .shown,
            help: "Close the breaker and forget its failures"),
        Binding(
            .character("o"), on: .breakers, do: .act(.breakerForceOpen), "open", footer: .shown,
            help: "Force the breaker open: it refuses every call"),
        Binding(
            .character("h"), on: .breakers, do: .act(.breakerHalfOpen), "half-open", footer: .shown,
            help: "Let a few trial calls through now"),
        Binding(
            .character("x"), on: .breakers, do: .act(.breakerDisable), "disable", footer: .shown,
            help: "Let every call through, unjudged"),
    ]

    private static let sagaActions: [Binding] = [
        Binding(
            .character("c"), on: .sagas, do: .act(.sagaCompensate), "compensate", footer: .shown,
            help: "Undo its finished steps, newest first"),
        Binding(
            .character("t"), on: .sagas, do: .act(.sagaRetry), "retry", footer: .shown,
            help: "Try the step again that it is stuck at"),
        Binding(
            .character("K"), on: .sagas, do: .act(.sagaSkipStep), "skip", footer: .shown,
            help: "Pass the step over, which is not success"),
        Binding(
            .character("w"), on: .sagas, do: .act(.sagaResume), "resume", footer: .shown,
            help: "Let it go on from where it is"),
        Binding(
            .character("X"), on: .sagas, do: .act(.sagaAbandon), "abandon", footer: .shown,
            help: "End it as it is: what was done stays done"),
        Binding(
            .character("m"), on: .sagas, do: .mark, "mark", footer: .shown,
            help: "Mark the saga, or take the mark away: commands act on all that are marked"),
        Binding(
            .character("M"), on: .sagas, do: .markAll, "mark all",
            help: "Mark all that the filter leaves, or take all marks away"),
    ]

    private static let eventKeys: [Binding] = [
        Binding(
            .character("v"), on: .events, do: .switchView, "view", footer: .shown,
            help: "Events, projections, dead letters"),
        Binding(
            .character("p"), on: .events, do: .act(.eventsReplay), "replay", footer: .shown,
            help: "Give a read model the events from here on again"),
        Binding(
            .character("b"), on: .events, do: .act(.projectionRebuild), "rebuild", footer: .shown,
            help: "Build the read model anew beside the live one, then switch over"),
        Binding(
            .character("t"), on: .events, do: .act(.deadLetterRetry), "retry", footer: .shown,
            help: "Deliver the dead letter once more"),
        Binding(
            .character("d"), on: .events, do: .act(.deadLetterDiscard), "discard",
            help: "Drop the dead letter for good"),
        Binding(
            .character("m"), on: .events, do: .mark, "mark",
            help: "Mark the dead letter, or take the mark away: commands act on all that are marked"),
        Binding(
            .character("M"), on: .events, do: .markAll, "mark all",
            help: "Mark all that the filter leaves, or take all marks away"),
        Binding(
            .character("w"), on: .events, do: .switchPane, "other side", help: "Between the list and what is opened"),
        Binding(on: .events, do: .showEventLog, "log", help: "The log of events, the newest first"),
        Binding(on: .events, do: .showProjections, "projections", help: "Read models and subscriptions"),
        Binding(on: .events, do: .showDeadLetters, "dead letters", help: "Events that could not be handled"),
        Binding(.escape, on: .eventDetail, do: .back, "close", footer: .shown, help: "Close what is opened"),
    ]

    private static let auditKeys: [Binding] = [
        Binding(
            .character("w"), on: .audit, do: .switchPane, "other side",
            help: "Between the actions and what is opened"),
        Binding(.escape, on: .auditDetail, do: .back, "close", footer: .shown, help: "Close what is opened"),
    ]
}
