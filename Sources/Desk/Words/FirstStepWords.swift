import Phrases

/// The words of the card an empty office opens with.
extension Phrase {
    static let keyFirstSteps = Phrase("first steps", "开始使用")
    static let stepPeople = Phrase("Add the people here", "录入本办公室人员")
    static let stepUnits = Phrase("Add the units outside", "录入往来单位")
    static let stepHours = Phrase("Set the office hours", "核对办公时间")
    static let stepPaper = Phrase("Register the first paper", "登记第一份来文")
    static let stepDemo = Phrase("Look at a sample office", "先看示例办公室")
    static let stepPeopleLine = Phrase("people add NAME post=…", "people add 姓名 职务=…")
    static let stepUnitsLine = Phrase("units add NAME level=…", "units add 名称 层级=…")
    static let stepsNote = Phrase(
        "Arrows choose, Enter begins. Tables are taken by people import FILE and units import FILE. Gone once the first paper stands.",
        "↑↓ 选择，Enter 开始。已有表格可用 people import、units import 导入。登记第一份文件后不再显示。")
}
