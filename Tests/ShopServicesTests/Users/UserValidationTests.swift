import Foundation
import Testing

@testable import ShopServices

struct UserValidationTests {
    private func places(_ body: () throws(ProblemDocument) -> Void) -> [String] {
        do {
            try body()
            return []
        } catch {
            #expect(error.statusCode == 422 && error.code == "validation_failed")
            return (error.errors ?? []).map(\.pointer)
        }
    }

    @Test func everythingThatIsWrongIsToldAtOnce() {
        let request = CreateUserRequest(id: "a/b", name: " \n", email: "nobody", avatar: "javascript:alert(1)")
        #expect(
            places { () throws(ProblemDocument) in _ = try UserValidation.create(request) { "x" } } == [
                "/id", "/name", "/email", "/avatar",
            ])
        #expect(
            places { () throws(ProblemDocument) in _ = try UserValidation.create(CreateUserRequest()) { "x" } } == [
                "/name", "/email",
            ])
    }

    @Test func whatIsMissingIsChosen() throws {
        let (id, command) = try UserValidation.create(CreateUserRequest(name: "Ada", email: "a@b.c")) { "new-1" }
        #expect(id == "new-1")
        let avatar = "https://images.shop.example/avatars/new-1.svg"
        #expect(command == .create(name: "Ada", email: "a@b.c", avatar: avatar))
    }

    @Test(arguments: ["\u{202E}Ada", "A\u{0}", "A\u{1B}[2J", "", "   ", String(repeating: "x", count: 101)])
    func namesThatWouldDeceiveAreRefused(name: String) {
        let request = CreateUserRequest(name: name, email: "a@b.c")
        #expect(places { () throws(ProblemDocument) in _ = try UserValidation.create(request) { "x" } } == ["/name"])
    }

    @Test func preferencesAreOfTheKnownOnes() {
        let request = ChangePreferencesRequest(language: "klingon!", newsletter: nil, theme: "pink", expectedVersion: 0)
        #expect(
            places { () throws(ProblemDocument) in _ = try UserValidation.changePreferences(request) } == [
                "/expectedVersion", "/theme", "/language",
            ])
    }
}
