/// Why a column of a table is taken into no field of a register.
public enum UntakenColumn: String, Hashable, Sendable {
    /// The register has no field of that name.
    case unknown
    /// The office numbers its matters itself.
    case number
    /// Where a matter stands and who has it comes of its steps.
    case steps
    /// A limit is reckoned.
    case limit

    /// The headings a register's own export has, and what clerks call these columns.
    private static let known: [(why: UntakenColumn, column: TableColumn)] = [
        (.number, TableColumn("number", ["number", "id", "编号", "顺序号", "收文号", "收文编号", "登记号", "流水号"])),
        (.steps, TableColumn("state", ["state", "状态", "办理状态", "阶段"])),
        (.steps, TableColumn("owner", ["owner", "responsible", "责任人", "经办人", "跟办人"])),
        (.steps, TableColumn("holder", ["holder", "with", "在谁手", "持有人"])),
        (.limit, TableColumn("due", ["due", "时限", "截止", "到期", "办理时限"])),
    ]

    /// Why a column under a heading is not taken.
    ///
    /// - Parameter heading: one that is none of the register's fields.
    public init(heading: String) {
        self = UntakenColumn.known.first { $0.column.isHeaded(heading) }?.why ?? .unknown
    }
}
