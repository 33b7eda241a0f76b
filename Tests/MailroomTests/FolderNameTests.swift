import Foundation
import Mailroom
import Testing

/// Names in folders, read from memory that ends where they end.
@Suite struct FolderNameTests {
    @Test func `a name at the end of what may be read is read to its end`() throws {
        let page = sysconf(Int32(_SC_PAGESIZE))
        let memory = try #require(mmap(nil, page * 2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
        defer { munmap(memory, page * 2) }
        // Behind the first page nothing may be read, as behind the last entry of a folder.
        #expect(mprotect(memory + page, page, PROT_NONE) == 0)
        let start = try #require(MemoryLayout<dirent>.offset(of: \.d_name))
        let name = Array("通知.doc".utf8) + [0]
        let entry = memory + (page - start - name.count)
        for (index, byte) in name.enumerated() { entry.storeBytes(of: byte, toByteOffset: start + index, as: UInt8.self) }
        #expect(PathText.name(of: entry.assumingMemoryBound(to: dirent.self)) == Array("通知.doc".utf8))
    }
}
