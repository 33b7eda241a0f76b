/// The signs without which nothing is a secrecy mark: 密, 宻 and ㊙.
public enum MarkSign {
    /// Whether one of them stands in three bytes of UTF-8.
    @inlinable
    public static func isOne(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second, third) {
        case (0xE5, 0xAF, 0x86), (0xE5, 0xAE, 0xBB), (0xE3, 0x8A, 0x99): true
        default: false
        }
    }
}
