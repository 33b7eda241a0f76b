extension Phrase {
    public static let intakeProgress = Phrase("Taken in: %1 of %2", "已收 %1／%2")
    public static let intakeStopped = Phrase(
        "Stopped: %1 of %2 papers dealt with; what is taken in stays, the same command takes the rest.",
        "已停止：%2 份中处理了 %1 份；已收的保留，重复同一命令收其余。")
    public static let dropProgress = Phrase("Drop folder: %1 of %2 · Esc stops", "收件夹：已收 %1／%2 · Esc 停止")
    public static let dropStopped = Phrase(
        "Drop folder: stopped at %1 of %2; what is taken in stays, the rest lies there.", "收件夹：在 %1／%2 处停下；已收的保留，其余仍在收件夹。")
}
