import EventSourcing
import Foundation
import HTTPTypes
import Hummingbird
import Resilience

/// Users' HTTP: create one, change its address and preferences, find it.
struct UserRoutes: Sendable {
    let commands: UserCommands
    let queries: UserQueries
    /// What is written counts as a call of the normal tier.
    let bulkhead: Bulkhead<ContinuousClock>
    let newID: @Sendable () -> String
    /// What the events of a request say about their origin.
    let metadata: @Sendable () -> EventMetadata

    func add(to router: some RouterMethods<ShopRequestContext>) {
        router.post("/users") { request, _ in
            let key = try IdempotencyKey.read(request)
            let wanted = try await RequestBodyReader.read(CreateUserRequest.self, from: request)
            let (id, command) = try UserValidation.create(wanted, newID: newID)
            let user = try await tell(id, command, expectedVersion: nil, key: key)
            var response = try JSONAnswer.response(status: 201, body: ChangedUser(user))
            response.headers[.location] = "/users/\(user.id)"
            return response
        }
        router.put("/users/{id}/email") { request, context in
            let key = try IdempotencyKey.read(request)
            let wanted = try await RequestBodyReader.read(UpdateEmailRequest.self, from: request)
            let command = try UserValidation.updateEmail(wanted)
            let id = try FieldChecks.pathID(context, "id")
            return try JSONAnswer.response(
                status: 200,
                body: ChangedUser(
                    try await tell(id, command, expectedVersion: wanted.expectedVersion, key: key)))
        }
        router.put("/users/{id}/preferences") { request, context in
            let key = try IdempotencyKey.read(request)
            let wanted = try await RequestBodyReader.read(ChangePreferencesRequest.self, from: request)
            let command = try UserValidation.changePreferences(wanted)
            let id = try FieldChecks.pathID(context, "id")
            return try JSONAnswer.response(
                status: 200,
                body: ChangedUser(
                    try await tell(id, command, expectedVersion: wanted.expectedVersion, key: key)))
        }
        router.get("/users/{id}") { _, context in
            let id = try FieldChecks.pathID(context, "id")
            guard let user = try await queries.getUser(id) else { throw Self.unknown(id) }
            return try JSONAnswer.response(status: 200, body: user)
        }
        router.get("/users") { request, _ in
            try JSONAnswer.response(status: 200, body: ["items": try await find(request)])
        }
    }

    private func find(_ request: Request) async throws -> [UserView] {
        let parameters = request.uri.queryParameters
        switch (parameters["email"], parameters["q"]) {
        case (let email?, nil): return try await queries.getUsersByEmail(String(email))
        case (nil, let query?):
            return try await queries.searchUsers(
                String(query), limit: try QueryNumber.read("limit", request) ?? 20)
        default:
            throw ProblemDocument(
                400, code: "bad_query", title: "Bad query", detail: "Ask for users either by email or by q")
        }
    }

    private func tell(
        _ id: String, _ command: UserAggregate.Command, expectedVersion: Int?, key: String?
    ) async throws -> Tracked<UserAggregate> {
        do {
            return try await bulkhead.execute(.normal) {
                try await commands.tell(
                    id, command, expectedVersion: expectedVersion, key: key.map { "users/\($0)" },
                    metadata: metadata())
            }
        } catch UserAggregate.Refusal.doesNotExist {
            throw Self.unknown(id)
        } catch UserAggregate.Refusal.existsAlready {
            throw ProblemDocument(
                409, code: "user_exists", title: "User exists", detail: "There is a user \(id) already")
        } catch is AddressClaims.Taken {
            throw ProblemDocument(
                409, code: "email_taken", title: "E-mail address taken",
                detail: "The e-mail address belongs to another user",
                errors: [.init("/email", "belongs to another user")])
        } catch is UserCommands.KeyReused {
            throw ProblemDocument(
                422, code: "idempotency_key_reused", title: "Idempotency key reused",
                detail: "The key was used before for another user")
        } catch let conflict as AppendConflict {
            throw Self.conflict(conflict)
        } catch EventStoreError.conflict(let conflict) {
            throw Self.conflict(conflict)
        }
    }

    private static func unknown(_ id: String) -> ProblemDocument {
        ProblemDocument(404, code: "unknown_user", title: "Unknown user", detail: "There is no user \(id)")
    }

    private static func conflict(_ conflict: AppendConflict) -> ProblemDocument {
        ProblemDocument(
            409, code: AppendConflict.code, title: "Version conflict",
            detail: "The user is at version \(conflict.actual), not \(conflict.expected): look again, then decide")
    }
}
