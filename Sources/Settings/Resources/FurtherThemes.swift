/// The themes beside the two calm ones, as they stand in `themes/`.
extension ShippedThemes {
    static let colourBlindDark = """
        system: "base16"
        name: "colour-blind-dark"
        author: "banshi"
        variant: "dark"
        palette:
          base00: "16191d"
          base01: "22272d"
          base02: "323942"
          base03: "77828f"
          base04: "a3adb8"
          base05: "dde3e9"
          base06: "eff3f6"
          base07: "ffffff"
          base08: "ff9a5c"
          base09: "e6b800"
          base0A: "f0e442"
          base0B: "56b4e9"
          base0C: "7cc7f2"
          base0D: "8fb8ff"
          base0E: "e29ac4"
          base0F: "c9b18f"
        roles:
          overdue: base08 bold
          urgent: base09 bold
          soon: base0A
          done: base0C
          error: base08 bold
          notice: base0C
        """

    static let colourBlindLight = """
        system: "base16"
        name: "colour-blind-light"
        author: "banshi"
        variant: "light"
        palette:
          base00: "ffffff"
          base01: "f1f3f5"
          base02: "dfe4e9"
          base03: "7d8791"
          base04: "545d66"
          base05: "1f262d"
          base06: "12171c"
          base07: "000000"
          base08: "a83c00"
          base09: "7a5200"
          base0A: "6b5b00"
          base0B: "005a9c"
          base0C: "00568f"
          base0D: "004a99"
          base0E: "8a2f66"
          base0F: "6b4a1f"
        roles:
          overdue: base08 bold
          urgent: base09 bold
          soon: base0A
          done: base0C
          error: base08 bold
          notice: base0C
        """

    static let gongwen = """
        system: "base16"
        name: "gongwen"
        author: "banshi"
        variant: "light"
        palette:
          base00: "fffdf8"
          base01: "f4eee2"
          base02: "ead9c4"
          base03: "8c8273"
          base04: "5f574b"
          base05: "2b2722"
          base06: "17140f"
          base07: "000000"
          base08: "b3121d"
          base09: "9a3412"
          base0A: "7c5800"
          base0B: "3f6212"
          base0C: "155e63"
          base0D: "9f1239"
          base0E: "6b2178"
          base0F: "6b4a2b"
        roles:
          header: base06 base02 bold
          seal: base08 bold
        """

    static let highContrast = """
        system: "base16"
        name: "high-contrast"
        author: "banshi"
        variant: "dark"
        palette:
          base00: "000000"
          base01: "1a1a1a"
          base02: "003a66"
          base03: "a0a0a0"
          base04: "d0d0d0"
          base05: "ffffff"
          base06: "ffffff"
          base07: "ffffff"
          base08: "ff8080"
          base09: "ffb060"
          base0A: "ffe060"
          base0B: "80ff80"
          base0C: "80ffff"
          base0D: "80c0ff"
          base0E: "ffa0ff"
          base0F: "e0c0a0"
        """

    static let mono = """
        system: "base16"
        name: "mono"
        author: "banshi"
        variant: "dark"
        palette:
          base00: "101010"
          base01: "1c1c1c"
          base02: "303030"
          base03: "808080"
          base04: "a8a8a8"
          base05: "dcdcdc"
          base06: "f2f2f2"
          base07: "ffffff"
          base08: "f2f2f2"
          base09: "dcdcdc"
          base0A: "dcdcdc"
          base0B: "a8a8a8"
          base0C: "dcdcdc"
          base0D: "f2f2f2"
          base0E: "dcdcdc"
          base0F: "a8a8a8"
        roles:
          overdue: base07 bold
          urgent: base06 bold
          soon: base05 bold
          done: base04
          mark: base07 bold
          error: base07 bold
          today: base07 bold
          accent: base06
        """
}
