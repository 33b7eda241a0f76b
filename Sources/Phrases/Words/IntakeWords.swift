extension Phrase {
    public static let intakeProgress = Phrase("Taken in: %1 of %2", "已收 %1／%2")
    public static let intakeStopped = Phrase(
        "Stopped: %1 of %2 papers dealt with; what is taken in stays, the same command takes the rest.",
        "已停止：%2 份中处理了 %1 份；已收的保留，重复同一命令收其余。")
    public static let dropProgress = Phrase("Drop folder: %1 of %2 · Esc stops", "收件夹：已收 %1／%2 · Esc 停止")
    public static let dropReading = Phrase("Reading %1 … · Esc stops", "正在读取 %1…… · Esc 停止")
    public static let dropStillRead = Phrase("%1 is still being read", "%1 仍在读取")
    public static let dropReadingStopped = Phrase("%1 is not read; it stays in the drop folder.", "%1 未读取，仍在收件夹。")
    public static let dropStopped = Phrase(
        "Drop folder: stopped at %1 of %2; what is taken in stays, the rest lies there.", "收件夹：在 %1／%2 处停下；已收的保留，其余仍在收件夹。")
}
