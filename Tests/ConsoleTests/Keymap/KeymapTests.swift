import Operations
import TerminalUI
import Testing

@testable import Console

/// One list of keys feeds the keyboard, the footer, help, the palette and the README.
struct KeymapTests {
    @Test func noKeyIsBoundTwiceInOneScope() {
        for scope in Scope.allCases {
            let keys = Keymap.bindings.filter { $0.scope == scope }.flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "in \(scope)")
        }
    }

    @Test func everyCommandHasAKeyOrIsInThePalette() {
        for binding in Keymap.bindings where binding.keys.isEmpty {
            #expect(!binding.command.name.isEmpty && !binding.help.isEmpty)
        }
    }

    @Test func aNameMeansOneCommand() {
        let commands = Set(Keymap.bindings.map(\.command))
        #expect(Set(commands.map(\.name)).count == commands.count)
        for command in commands {
            // What is sent to a service is called as `fusebox do` calls it.
            if case .act(let kind) = command {
                #expect(command.name == kind.rawValue)
                continue
            }
            #expect(command.name.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber }, "\(command.name)")
        }
    }

    @Test func everyBindingHasWordsForFooterAndHelp() {
        for binding in Keymap.bindings {
            #expect(!binding.word.isEmpty && !binding.help.isEmpty)
            #expect(binding.help.first?.isUppercase == true && binding.help.last != ".", "\(binding.help)")
        }
    }

    @Test func theInnermostScopeWins() {
        #expect(Keymap.command(for: .character("n"), in: [.services, .everywhere]) == .nextMatch)
        #expect(Keymap.command(for: .character("p"), in: [.services, .everywhere]) == .probeNow)
        #expect(Keymap.command(for: .character("p"), in: [.overview, .everywhere]) == nil)
        #expect(Keymap.command(for: .escape, in: [.serviceDetail, .services, .everywhere]) == .back)
    }

    @Test func everyPageHasItsNumberAsAKey() {
        for page in Page.allCases {
            var state = testState()
            state.press(String(page.rawValue))
            #expect(state.page == page)
        }
    }

    @Test func everyKeyOfTheKeymapIsTakenOnEveryPageWithoutTrapping() {
        for page in Page.allCases {
            for binding in Keymap.bindings {
                for key in binding.keys {
                    var state = testState(page: page)
                    OverviewWorlds.incident(&state)
                    _ = reduce(&state, .input(.key(key)))
                    _ = view(state)
                }
            }
        }
    }

    @Test func everyScopeWithKeysIsInHelp() {
        var state = testState(Size(width: 160, height: 200))
        state.press("?")
        let screen = state.screen.joined(separator: "\n")
        for scope in Scope.allCases where Keymap.bindings.contains(where: { $0.scope == scope && !$0.keys.isEmpty }) {
            #expect(screen.contains(scope.title), "\(scope)")
        }
    }

    // MARK: - The palette

    @Test func thePaletteOffersWhatMeansSomethingHere() {
        var state = testState(page: .overview)
        #expect(Palette.bindings(in: state).contains { $0.command == .take })
        #expect(!Palette.bindings(in: state).contains { $0.command == .probeNow })
        state.page = .services
        #expect(Palette.bindings(in: state).contains { $0.command == .probeNow })
    }

    @Test func thePaletteFindsByNameFirstThenByItsSentence() {
        let names = Palette.completions(for: "qu", in: testState()).map(\.text)
        #expect(names == ["quit"])
        let found = Palette.completions(for: "clip", in: testState()).map(\.text)
        #expect(found.isEmpty || found.allSatisfy { $0 == "copy" })
    }

    @Test(arguments: ["mute", "MUTE ", "mut"]) func aNameOrItsBeginningPerformsTheCommand(text: String) {
        var state = testState()
        state.observe([ServiceWorlds.payments])
        state.press(":")
        state.type(text)
        state.press("Enter")
        guard case .prompt(let prompt) = state.overlay else {
            Issue.record("mute was not asked for")
            return
        }
        #expect(prompt.purpose.kind == .mute)
    }

    @Test func anUnknownOrAmbiguousNameIsSaid() {
        var state = testState()
        for (text, words) in [("xyzzy", "no command xyzzy here"), ("page", "page may be page-down, page-up")] {
            state.press(":")
            state.type(text)
            state.press("Enter")
            guard case .prompt(let prompt) = state.overlay else {
                Issue.record("\(text) was taken")
                return
            }
            #expect(prompt.mistake?.message.hasPrefix(words) == true)
            state.press("Esc")
        }
    }
}
