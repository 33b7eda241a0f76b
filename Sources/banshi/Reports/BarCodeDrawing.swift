import Office

extension BarCode {
    /// The bars for a text file: three lines of half blocks, two modules a column, the quiet zones included.
    var lines: [String] {
        let quiet = Array(repeating: false, count: BarCode.quietZone)
        var row = quiet + modules + quiet
        if row.count % 2 == 1 { row.append(false) }
        let line = stride(from: 0, to: row.count, by: 2).map { index in
            switch (row[index], row[index + 1]) {
            case (true, true): "█"
            case (true, false): "▌"
            case (false, true): "▐"
            case (false, false): " "
            }
        }.joined()
        return [line, line, line, String(repeating: " ", count: BarCode.quietZone / 2) + text]
    }

    /// The bars for a printer: 0.33 mm a module, 10 mm high, what they say below them.
    var drawing: String {
        let bars = modules
        let width = bars.count + 2 * BarCode.quietZone
        var path = ""
        var index = 0
        while index < bars.count {
            let length = bars[index...].prefix { $0 == bars[index] }.count
            if bars[index] { path += "M\(BarCode.quietZone + index) 0h\(length)v30h-\(length)z" }
            index += length
        }
        let shown = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        // In hundredths of a millimetre: no number is written with a fraction of the machine's own taste.
        let millimetres = "\(width * 33 / 100).\(padded(width * 33 % 100, 2))"
        return """
            <svg role="img" aria-label="\(shown.replacing("\"", with: "&quot;"))" viewBox="0 0 \(width) 36" width="\(millimetres)mm"\
             shape-rendering="crispEdges"><path d="\(path)"/><text x="\(width / 2)" y="35" font-size="5" text-anchor="middle">\(shown)</text></svg>
            """
    }
}
