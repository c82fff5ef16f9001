/// The visible rows of a tree, in order: what is below a folded node is not visited.
public struct Outline<ID: Hashable & Sendable>: Sendable, Equatable {
    /// A row of a tree.
    public struct Row: Sendable, Equatable {
        /// The node.
        public let id: ID
        /// Where it stands in the tree.
        public let position: TreePosition
    }

    /// The rows from the top.
    public let rows: [Row]

    /// Walks a tree, however deep, without recursion.
    /// - Parameters:
    ///   - roots: the uppermost nodes.
    ///   - isFolded: whether a node's children are hidden.
    ///   - children: the children of a node. A tree must not contain itself: a node that comes up again below itself
    ///     is shown as a leaf.
    public init(roots: [ID], isFolded: (ID) -> Bool, children: (ID) -> [ID]) {
        var rows: [Row] = []
        var path: [ID] = []
        var onPath: Set<ID> = []
        var more: [Bool] = []
        var waiting: [(id: ID, depth: Int, isLast: Bool)] = []
        func push(_ ids: [ID], depth: Int) {
            for (index, id) in ids.enumerated().reversed() { waiting.append((id, depth, index == ids.count - 1)) }
        }
        push(roots, depth: 0)
        while let (id, depth, isLast) = waiting.popLast() {
            while path.count > depth { onPath.remove(path.removeLast()) }
            more.removeSubrange(min(depth, more.count)...)
            let below = onPath.contains(id) ? [] : children(id)
            let folded = !below.isEmpty && isFolded(id)
            let fold: TreePosition.Fold = below.isEmpty ? .leaf : folded ? .folded : .unfolded
            rows.append(
                Row(id: id, position: TreePosition(ancestorsContinue: more, isLast: isLast, fold: fold)))
            guard !below.isEmpty, !folded else { continue }
            path.append(id)
            onPath.insert(id)
            more.append(!isLast)
            push(below, depth: depth + 1)
        }
        self.rows = rows
    }
}

/// Where a row stands in a tree: what its guides are drawn from.
public struct TreePosition: Sendable, Hashable {
    /// Whether a node has children, and whether they are shown.
    public enum Fold: Sendable, Hashable { case leaf, folded, unfolded }

    /// For each ancestor, from the root: whether it has siblings further down.
    public let ancestorsContinue: [Bool]
    /// Whether it is its parent's last child.
    public let isLast: Bool
    /// Whether it has children, and whether they are shown.
    public let fold: Fold

    /// Ancestors; a root has none.
    public var depth: Int { ancestorsContinue.count }

    /// A place in a tree.
    public init(ancestorsContinue: [Bool] = [], isLast: Bool = true, fold: Fold = .leaf) {
        self.ancestorsContinue = ancestorsContinue
        self.isLast = isLast
        self.fold = fold
    }

    /// The guides before a node's text: lines of its ancestors, its own branch, its fold mark. Roots have no branch.
    /// - Parameter most: columns they may take; the guides of the outermost ancestors are left out first.
    public func guides(_ art: LineArt, most: Int = Int.max) -> String {
        var text = ""
        if depth > 0 {
            let shown = max(0, min(depth - 1, (most - 4) / 2))
            if shown < depth - 1 { text += art.ellipsis }
            for continues in ancestorsContinue.dropFirst().suffix(shown) { text += continues ? art.passing : "  " }
            text += isLast ? art.lastBranch : art.branch
        }
        switch fold {
        case .leaf: return depth > 0 ? text + " " : text + "  "
        case .folded: return text + art.folded + " "
        case .unfolded: return text + art.unfolded + " "
        }
    }

    /// The columns of the fold mark and of the space after it, counted from where the guides begin; none for a leaf.
    public func markColumns(_ art: LineArt, most: Int = Int.max) -> Range<Int> {
        guard fold != .leaf else { return 0..<0 }
        let width = DisplayWidth.of(guides(art, most: most))
        return width - 2..<width
    }
}
