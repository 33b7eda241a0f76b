import Foundation

/// Where a user's own settings stand.
public enum UserFolder {
    /// `$XDG_CONFIG_HOME/banshi`, else `~/.config/banshi`.
    public static var config: String {
        let environment = ProcessInfo.processInfo.environment
        let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? (environment["HOME"] ?? ".") + "/.config"
        return folder + "/banshi"
    }
}
