import Glibc

/// A progress bar on a terminal for long imports.
struct ImportProgress {
    /// Shorter tables are done before anybody could read it.
    private static let shortest = 2000
    private static let width = 40

    private let descriptor: Int32

    /// A bar on standard error; nil if it is no terminal.
    static var onTerminal: ImportProgress? {
        isatty(STDERR_FILENO) == 1 ? ImportProgress(descriptor: STDERR_FILENO) : nil
    }

    /// A bar on a descriptor.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The bar for a number of rows; nil if there are too few.
    static func bar(_ done: Int, of all: Int) -> String? {
        guard all >= shortest, (0...all).contains(done) else { return nil }
        let filled = width * done / all
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: ".", count: width - filled)
        return "[\(bar)] \(100 * done / all) %  \(done)/\(all)"
    }

    /// Redraws the bar on its line.
    func show(_ done: Int, of all: Int) {
        guard let bar = Self.bar(done, of: all) else { return }
        put("\r\(bar)")
    }

    /// Removes the bar.
    func end() {
        put("\r\u{1B}[K")
    }

    private func put(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
