/// A command of a `console` block, and the output that the page shows for it.
struct ShellCommand {
    var text: String
    /// Nil if the page shows commands alone.
    var output: [String]?

    /// The commands of a block.
    ///
    /// A block with prompts (`$ slactl due`) shows the output of each command below it; in a block
    /// without, every line is a command.
    static func commands(of block: DocumentBlock) -> [ShellCommand] {
        guard block.lines.contains(where: { $0.hasPrefix("$ ") }) else {
            return block.lines.filter { !$0.isEmpty }.map { ShellCommand(text: $0) }
        }
        var commands: [ShellCommand] = []
        for line in block.lines {
            if line.hasPrefix("$ ") {
                commands.append(ShellCommand(text: String(line.dropFirst(2)), output: []))
            } else if let last = commands.indices.last {
                if commands[last].text.hasSuffix("|") {
                    commands[last].text += line
                } else {
                    commands[last].output?.append(line)
                }
            }
        }
        return commands
    }

    /// The words of the command line, without quotes and comment.
    var words: [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == " " {
                if let done = word { words.append(done) }
                word = nil
            } else if character == "#", word == nil {
                break
            } else {
                word = (word ?? "") + String(character)
            }
        }
        return words + [word].compactMap(\.self)
    }
}
