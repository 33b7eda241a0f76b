import Foundation
import Office

/// Where themes are found: inside the program, in the user's folder, beside the executable and upward from it.
public enum ThemeFiles {
    /// Every theme that can be chosen by name; a user's own wins over one of the same name.
    public static func all() -> [(name: String, path: String?)] {
        var found: [String: String?] = [:]
        for theme in ShippedThemes.sources { found[theme.name] = .some(nil) }
        for folder in folders().reversed() {
            for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard file.hasSuffix(".yaml") || file.hasSuffix(".yml") else { continue }
                found[String(file.prefix { $0 != "." })] = folder + "/" + file
            }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// A theme by name or path, with the problems of its file; what it inherits is read with it.
    public static func read(_ name: String) -> (theme: Theme?, problems: [Problem]) { read(name, within: []) }

    private static func read(_ name: String, within chain: [String]) -> (theme: Theme?, problems: [Problem]) {
        let (found, problem) = source(name)
        guard let yaml = found else { return (nil, [Problem(line: 0, kind: problem ?? .noSuch(name, what: "theme"))]) }
        return ThemeReading.read(yaml) { base in
            // A theme that inherits itself by a detour inherits nothing.
            chain.contains(base) || base == name ? nil : read(base, within: chain + [name]).theme
        }
    }

    private static func source(_ name: String) -> (yaml: String?, problem: Problem.Kind?) {
        let path = name.contains("/") ? name : all().first { $0.name == name }?.path
        if let path {
            let (bytes, problem) = SettingsFile.read(path)
            if problem != nil { return (nil, problem) }
            if let bytes { return (String(decoding: bytes, as: UTF8.self), nil) }
        }
        return (ShippedThemes.sources.first { $0.name == name }?.yaml, nil)
    }

    private static func folders() -> [String] {
        var folders = [UserFolder.config + "/themes"]
        let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        var parent = executable.split(separator: "/").dropLast().map(String.init)
        folders.append("/" + (parent.dropLast() + ["share", "banshi", "themes"]).joined(separator: "/"))
        while !parent.isEmpty {
            folders.append("/" + (parent + ["themes"]).joined(separator: "/"))
            parent.removeLast()
        }
        return folders.filter { FileManager.default.fileExists(atPath: $0) }
    }
}
