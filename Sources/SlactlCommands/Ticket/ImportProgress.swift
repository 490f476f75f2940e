import Glibc

/// The bar that tells somebody at a terminal how far a long import is.
struct ImportProgress {
    /// Shorter tables are done before anybody could read it.
    private static let shortest = 2000
    private static let width = 40

    private let descriptor: Int32

    /// A bar on standard error; nil where that is no terminal.
    static var onTerminal: ImportProgress? {
        isatty(STDERR_FILENO) == 1 ? ImportProgress(descriptor: STDERR_FILENO) : nil
    }

    /// A bar on a descriptor.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The bar for so many rows done; nil where there are too few to tell of.
    static func bar(_ done: Int, of all: Int) -> String? {
        guard all >= shortest, (0...all).contains(done) else { return nil }
        let filled = width * done / all
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(100 * done / all) %  \(done)/\(all)"
    }

    /// Shows how far it is, in the line that is there.
    func show(_ done: Int, of all: Int) {
        guard let bar = Self.bar(done, of: all) else { return }
        put("\r\(bar)")
    }

    /// Takes the bar away.
    func end() {
        put("\r\u{1B}[K")
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
