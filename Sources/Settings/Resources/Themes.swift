/// Every theme of `themes/`, inside the program, so that a lone executable has them all.
public enum ShippedThemes {
    public static let sources: [(name: String, yaml: String)] = [
        ("calm-dark", calmDark),
        ("calm-light", calmLight),
        ("colour-blind-dark", colourBlindDark),
        ("colour-blind-light", colourBlindLight),
        ("gongwen", gongwen),
        ("high-contrast", highContrast),
        ("mono", mono),
    ]

    static let calmDark = """
        system: "base16"
        name: "calm-dark"
        author: "banshi"
        variant: "dark"
        palette:
          base00: "1f2329"
          base01: "2a2f37"
          base02: "323943"
          base03: "6b7684"
          base04: "9aa5b1"
          base05: "ced5dd"
          base06: "e6ebf0"
          base07: "ffffff"
          base08: "eb8a83"
          base09: "e5a06b"
          base0A: "e0c27a"
          base0B: "9fc58f"
          base0C: "88c3bf"
          base0D: "8bb4e0"
          base0E: "c3a3d8"
          base0F: "c49a86"
        """

    static let calmLight = """
        system: "base16"
        name: "calm-light"
        author: "banshi"
        variant: "light"
        palette:
          base00: "fbfaf7"
          base01: "efede7"
          base02: "e6e3db"
          base03: "8a8578"
          base04: "635f55"
          base05: "33312c"
          base06: "1d1c19"
          base07: "000000"
          base08: "a8261f"
          base09: "97500d"
          base0A: "7a5c00"
          base0B: "3d6a29"
          base0C: "1f6763"
          base0D: "245a96"
          base0E: "743f92"
          base0F: "7a4a35"
        """
}
