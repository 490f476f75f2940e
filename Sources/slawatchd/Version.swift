/// What `--version` prints and requests are marked with.
enum Version {
    static let text = "0.1.0"
}
