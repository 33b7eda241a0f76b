import CArchive
import Foundation

/// Why a tar file or a zip could not be written or read.
public enum TarFault: Error, Hashable, Sendable {
    case noLibrary
    case notWritten(reason: String)
    case broken
    /// A file that was to go in could not be read.
    case missing(String)
}

/// An uncompressed tar file, or a zip, in the making.
public final class TarWriter {
    private var tar: UnsafeMutableRawPointer?

    public init(_ path: String) throws(TarFault) {
        try TarWriter.check(carchive_tar_open(path, &tar), path)
    }

    /// A zip, which is filled and finished the same way.
    public init(zip path: String) throws(TarFault) {
        try TarWriter.check(carchive_zip_open(path, &tar), path)
    }

    deinit { if let tar { _ = carchive_tar_close(tar) } }

    /// Adds a file of the disk under a name.
    public func add(_ name: String, file: String) throws(TarFault) {
        try TarWriter.check(carchive_tar_add_file(tar, name, file), file)
    }

    /// Adds the file that a descriptor has open.
    public func add(_ name: String, open descriptor: Int32) throws(TarFault) {
        try TarWriter.check(carchive_tar_add_open(tar, name, descriptor), name)
    }

    public func add(_ name: String, bytes: [UInt8]) throws(TarFault) {
        let code = bytes.withUnsafeBytes { carchive_tar_add(tar, name, $0.baseAddress, $0.count) }
        try TarWriter.check(code, name)
    }

    public func finish() throws(TarFault) {
        let code = carchive_tar_close(tar)
        tar = nil
        try TarWriter.check(code, "")
    }

    fileprivate static func check(_ code: Int32, _ path: String) throws(TarFault) {
        switch Int(code) {
        case Int(CARCHIVE_OK): return
        case Int(CARCHIVE_NO_LIBRARY): throw .noLibrary
        case Int(CARCHIVE_NOT_WRITTEN): throw .notWritten(reason: String(cString: strerror(errno)))
        case Int(CARCHIVE_NOT_FOUND): throw .missing(path)
        default: throw .broken
        }
    }
}

/// Walks a tar file entry by entry, its bytes in pieces.
public enum TarReader {
    private final class Context {
        let begin: (String, Int) throws -> Void
        let data: (UnsafeRawBufferPointer) throws -> Void
        var error: (any Error)?
        init(_ begin: @escaping (String, Int) throws -> Void, _ data: @escaping (UnsafeRawBufferPointer) throws -> Void) {
            self.begin = begin
            self.data = data
        }
    }

    /// - Throws: `TarFault`, or what a closure threw.
    public static func walk(
        _ path: String, begin: @escaping (_ name: String, _ size: Int) throws -> Void,
        data: @escaping (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let context = Context(begin, data)
        let code = carchive_tar_walk(
            path, Unmanaged.passUnretained(context).toOpaque(),
            { raw, name, size in
                guard let raw, let name else { return 1 }
                let context = Unmanaged<Context>.fromOpaque(raw).takeUnretainedValue()
                do { try context.begin(String(cString: name), Int(size)) } catch {
                    context.error = error
                    return 1
                }
                return 0
            },
            { raw, bytes, count in
                guard let raw else { return 1 }
                let context = Unmanaged<Context>.fromOpaque(raw).takeUnretainedValue()
                do { try context.data(UnsafeRawBufferPointer(start: bytes, count: count)) } catch {
                    context.error = error
                    return 1
                }
                return 0
            })
        if let error = context.error { throw error }
        try TarWriter.check(code, path)
    }
}
