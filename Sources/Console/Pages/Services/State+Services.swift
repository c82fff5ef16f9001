import Foundation
import Probes
import TerminalUI

extension State {
    var servicesScopes: [Scope] { [.services] }
    mutating func refreshServices() {}
    mutating func followServices() {}
    mutating func moveOnServices(_ move: ListMove) -> [Effect] { [] }
    mutating func clickServices(_ point: Point) -> [Effect] { [] }
    mutating func performOnServices(_ command: Command) -> [Effect]? { nil }
    mutating func showEndpoint(_ id: EndpointID) -> [Effect] { [] }
    mutating func showService(_ name: String) -> [Effect] { [] }
    mutating func typeServicesFilter(_ text: String) -> [Effect] { [] }
    mutating func submitServicesFilter(_ text: String) -> [Effect]? { [] }
    mutating func submitMute(_ text: String, of id: EndpointID) -> [Effect]? { [] }
    mutating func endMutes() {}
}
