/// The version of the package, the daemon's and the command line's.
public enum SlawatchVersion {
    /// The version as text.
    public static let text = "0.1.0"
}
