import Foundation
import Testing

@testable import ShopServices

struct OrderValidationTests {
    private func problem(_ json: String) -> ProblemDocument? {
        do throws(ProblemDocument) {
            let request = try RequestBodyReader.decode(OrderRequest.self, from: Data(json.utf8))
            _ = try OrderValidation.validate(request, id: "order-1")
            return nil
        } catch {
            return error
        }
    }

    @Test func aGoodOrderIsPricedByTheShop() throws {
        let request = try RequestBodyReader.decode(
            OrderRequest.self,
            from: Data(
                #"{"userId":"ada-1","items":[{"sku":"fuse-10a","quantity":3,"price":1}],"payment":{"method":"card"}}"#
                    .utf8
            ))
        let order = try OrderValidation.validate(request, id: "order-1")
        #expect(order.total == 3 * 249)
    }

    @Test func everyMistakeIsNamedAtOnceWithItsPlace() throws {
        let found = try #require(
            problem(
                #"{"userId":"a b","items":[{"sku":"fuse-10a","quantity":101},{"quantity":1},{"sku":"x"}],"payment":{}}"#
            ))
        #expect(found.statusCode == 422)
        #expect(found.code == "validation_failed")
        #expect(
            found.errors?.map(\.pointer) == [
                "/userId", "/items/0/quantity", "/items/1/sku", "/items/2/sku", "/items/2/quantity", "/payment/method",
            ])
    }

    @Test func anEmptyObjectLacksEverything() {
        #expect(problem("{}")?.errors?.map(\.pointer) == ["/userId", "/items", "/payment"])
    }

    @Test(arguments: [
        (#"{"userId":3}"#, "/userId"), (#"{"items":{}}"#, "/items"),
        (#"{"items":[{"quantity":"2"}]}"#, "/items/0/quantity"),
        ("[]", ""), ("", ""), ("{", ""), ("nonsense", ""),
    ])
    func whatIsOfTheWrongTypeIsNamedWithItsPlace(json: String, pointer: String) throws {
        let found = try #require(problem(json))
        #expect(found.statusCode == 400)
        #expect(found.code == "malformed_body")
        #expect(found.errors?.map(\.pointer) == [pointer])
    }

    @Test(arguments: ["1.5", "0", "-1", "101", "1e300"])
    func aQuantityIsAWholeNumberFromOneToAHundred(quantity: String) {
        let found = problem(
            #"{"userId":"a","items":[{"sku":"fuse-10a","quantity":\#(quantity)}],"payment":{"method":"card"}}"#)
        #expect(found?.errors?.map(\.pointer) == ["/items/0/quantity"])
    }

    @Test(arguments: [0, 51])
    func thereMustBeOneToFiftyItems(count: Int) {
        let items = Array(repeating: #"{"sku":"fuse-10a","quantity":1}"#, count: count).joined(separator: ",")
        let found = problem(#"{"userId":"a","items":[\#(items)],"payment":{"method":"card"}}"#)
        #expect(found?.errors?.map(\.pointer) == ["/items"])
    }
}
