import Testing

@testable import ShopServices

struct OrderStoreTests {
    private func order(_ id: String, user: String = "ada") -> Order {
        Order(id: id, userID: user, items: [], paymentMethod: "card")
    }

    @Test func theSameKeyNamesTheSameOrder() async {
        let store = MemoryOrderStore()
        #expect(await store.accept(order("o-1"), key: "k") == nil)
        #expect(await store.accept(order("o-2"), key: "k")?.id == "o-1")
        #expect(await store.accept(order("o-3"), key: nil) == nil)
        #expect(await store.recent(limit: 10).map(\.id) == ["o-3", "o-1"])
    }

    @Test func theOldestOrderIsForgottenWithItsKey() async {
        let store = MemoryOrderStore(limit: 2)
        for index in 1...3 { _ = await store.accept(order("o-\(index)"), key: "k-\(index)") }
        #expect(await store.order("o-1") == nil)
        #expect(await store.accept(order("o-4"), key: "k-1") == nil)
        #expect(await store.accept(order("o-5"), key: "k-3")?.id == "o-3")
    }

    @Test func anUpdateIsSeenAndDoesNotBringBackWhatWasForgotten() async {
        let store = MemoryOrderStore(limit: 1)
        _ = await store.accept(order("o-1"), key: nil)
        var changed = order("o-1")
        changed.status = .confirmed
        await store.update(changed)
        #expect(await store.order("o-1")?.status == .confirmed)
        _ = await store.accept(order("o-2"), key: nil)
        await store.update(changed)
        #expect(await store.order("o-1") == nil)
    }
}
