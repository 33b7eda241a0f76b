import Foundation
import Ledger
import Testing

/// Copies laid out for programs beside the desk go once nobody can need them.
@Suite struct OpenedCopiesTests {
    /// A number no process has: the system gives smaller ones only.
    private static let gone: pid_t = 99_999_999
    private let place = NSTemporaryDirectory() + "banshi-copies-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true) }

    private func tidy() { try? FileManager.default.removeItem(atPath: place) }

    /// Whoever writes leaves a time to the nanosecond, which a copy as it was laid out has not.
    private func age(_ path: String, hours: Int, isWritten: Bool = false) throws {
        let date = Date(timeIntervalSince1970: Double(time(nil) - hours * 3_600) + (isWritten ? 0.5 : 0))
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }

    private var left: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []) }

    @Test(arguments: [
        (CopyUse(program: .running, age: 9_000_000), true), (CopyUse(program: .none, age: 9_000_000), true),
        (CopyUse(program: .ended, isHeld: true, age: 9_000_000), true),
        // The desktop's own opener ends at once, and the viewer is seen a moment later.
        (CopyUse(program: .ended, age: 20), true), (CopyUse(program: .ended, age: 61), false),
        (CopyUse(program: .ended, seesAll: false, age: 3_000), true), (CopyUse(program: .ended, seesAll: false, age: 3_600), false),
        // What somebody wrote into it stands nowhere else.
        (CopyUse(program: .ended, isWritten: true, age: 3 * 24 * 3_600), true),
        (CopyUse(program: .ended, isWritten: true, age: 8 * 24 * 3_600), false),
    ])
    func `a copy stays while somebody may need it`(use: CopyUse, isNeeded: Bool) { #expect(use.isNeeded == isNeeded, "\(use)") }

    @Test func `a copy is this user's alone and goes with its folder, not with one that was written into`() throws {
        defer { tidy() }
        let copies = OpenedCopies(places: [place])
        let source = place + "/source"
        try "原文".write(toFile: source, atomically: true, encoding: .utf8)
        let (folder, path) = try copies.layOut(source, as: "\u{301}请示.txt")
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions].flatMap { ($0 as? NSNumber)?.intValue }
        }
        #expect(try mode(folder) == 0o700 && mode(path) == 0o600)
        #expect(folder.hasPrefix("\(place)/banshi-opened-\(getpid())-"))
        let (other, written) = try copies.layOut(source, as: "请示.txt")
        try "改过".write(toFile: written, atomically: false, encoding: .utf8)
        try age(path, hours: 2)
        try age(folder, hours: 2)
        try age(written, hours: 2, isWritten: true)
        try age(other, hours: 2)
        copies.tidy([(folder, .ended), (other, .ended)])
        #expect(left == ["source", (other as NSString).lastPathComponent])
    }

    @Test func `only what desks left that have ended is swept`() throws {
        defer { tidy() }
        let outside = place + "/outside"
        for name in ["banshi-opened-\(Self.gone)-aaaaaa", "banshi-opened-\(getpid())-bbbbbb", "banshi-opened-x-cccccc", "outside"] {
            try FileManager.default.createDirectory(atPath: "\(place)/\(name)", withIntermediateDirectories: true)
            try age("\(place)/\(name)", hours: 2)
        }
        let young = "banshi-opened-\(Self.gone)-dddddd"
        try FileManager.default.createDirectory(atPath: "\(place)/\(young)", withIntermediateDirectories: true)
        let link = "banshi-opened-\(Self.gone)-eeeeee"
        try FileManager.default.createSymbolicLink(atPath: "\(place)/\(link)", withDestinationPath: outside)
        OpenedCopies(places: [place]).sweep()
        #expect(left == ["banshi-opened-\(getpid())-bbbbbb", "banshi-opened-x-cccccc", "outside", young, link])
    }
}
