/// The version of the package, for daemon and command line.
public enum SlawatchVersion {
    public static let text = "0.1.0"
}
