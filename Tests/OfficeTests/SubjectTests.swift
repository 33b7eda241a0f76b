import Office
import Testing

/// Numbers under which tables hold subjects of several kinds; they are stored, so that these never change.
@Suite struct SubjectTests {
    private static let keys: [(text: String, run: Int64, handle: Int64)] = [
        ("m1", 0, 1), ("m4294967296", 0, 4_294_967_296), ("g1", 1, 1), ("p7", 2, 7), ("u3", 3, 3), ("r2", 4, 2), ("o1", 5, 1), ("d1", 6, 1),
        ("y1", 7, 1),
        ("w1", 8, 1),
    ]

    @Test(arguments: keys)
    func `a key says the kind and is read back`(text: String, run: Int64, handle: Int64) {
        let key = run << 40 | handle
        #expect(SubjectID(text).key == key)
        #expect(SubjectID(key: key) == SubjectID(text))
    }

    @Test func `a key of a kind that is not known is nobody's`() { #expect(SubjectID(key: 900 << 40 | 1) == nil) }
}
