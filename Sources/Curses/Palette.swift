/// The nearest of a terminal's own colours.
enum Palette {
    static func nearest256(_ colour: Colour) -> Int {
        let steps = [0, 95, 135, 175, 215, 255]
        func nearest(_ value: Int) -> Int { steps.indices.min { abs(steps[$0] - value) < abs(steps[$1] - value) } ?? 0 }
        let (r, g, b) = (nearest(colour.red), nearest(colour.green), nearest(colour.blue))
        let cube = (16 + 36 * r + 6 * g + b, distance(colour, steps[r], steps[g], steps[b]))
        let average = (colour.red + colour.green + colour.blue) / 3
        let level = max(0, min(23, (average - 3) / 10))
        let grey = (232 + level, distance(colour, 8 + level * 10, 8 + level * 10, 8 + level * 10))
        return grey.1 < cube.1 ? grey.0 : cube.0
    }

    static func nearest16(_ colour: Colour, bright: Bool) -> Int {
        let table = [
            (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
            (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
        ]
        let candidates = table.indices.prefix(bright ? 16 : 8)
        return candidates.min {
            distance(colour, table[$0].0, table[$0].1, table[$0].2) < distance(colour, table[$1].0, table[$1].1, table[$1].2)
        } ?? 7
    }

    private static func distance(_ colour: Colour, _ red: Int, _ green: Int, _ blue: Int) -> Int {
        // Eyes weigh green most.
        let (r, g, b) = (colour.red - red, colour.green - green, colour.blue - blue)
        return 2 * r * r + 4 * g * g + 3 * b * b
    }
}
