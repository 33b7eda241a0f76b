/// What is left of a line when everything read has been taken out of it.
enum CaptureTitle {
    static func clean(_ title: Run, leads: [String]) -> String {
        var text = Run()
        for scalar in title {
            if Signs.isBlank(scalar), text.last.map(Signs.isBlank) ?? true { continue }
            text.append(Signs.isBlank(scalar) ? " " : scalar)
        }
        var found = text.string
        for empty in ["（）", "()", "【】", "[]", "( )", "（ ）"] { found = found.replacing(empty, with: "") }
        for doubled in ["，，", "、、", "；；", ",,", " ，", " ,"] { found = found.replacing(doubled, with: String(doubled.last ?? ",")) }
        var run = Run(scalars: found)
        var isLed = true
        while isLed {
            isLed = false
            while let first = run.first, Signs.isBlank(first) || loose.contains(first) { run.removeFirst() }
            let folded = run.map(Folding.search)
            for lead in leads where folded.has(lead) {
                let end = lead.unicodeScalars.count
                if lead.unicodeScalars.last?.isLatin ?? false, folded.at(end)?.isLatin ?? false { continue }
                run = run.from(end)
                isLed = true
                break
            }
        }
        while let last = run.last, Signs.isBlank(last) || loose.contains(last) || last == "。" { run.removeLast() }
        return run.string
    }

    private static let loose: SignSet = ",，、;；:："
}
