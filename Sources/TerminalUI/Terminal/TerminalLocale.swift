import Glibc

/// The character set of the terminal, as the locale names it.
enum TerminalLocale {
    /// Takes the environment's character set for this process and says whether it is UTF-8.
    ///
    /// Only `LC_CTYPE`: numbers and dates must not change with the user's language. A UTF-8 locale that is not
    /// installed, as after ssh from another machine, is replaced by `C.UTF-8`.
    static func adopt(_ environment: TerminalEnvironment) -> Bool {
        setlocale(LC_CTYPE, "")
        if isUTF8 { return true }
        guard environment.isUTF8 else { return false }
        setlocale(LC_CTYPE, "C.UTF-8")
        return isUTF8
    }

    private static var isUTF8: Bool {
        guard let name = nl_langinfo(nl_item(CODESET)) else { return false }
        return String(cString: name) == "UTF-8"
    }
}
