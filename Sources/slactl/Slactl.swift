import SlactlCommands

/// The command line; every command is in `SlactlCommands`.
@main
struct Slactl {
    static func main() async {
        await SlactlRoot.main()
    }
}
