import Foundation
import Office

/// A paper of two kilobytes whose pairs of characters are spread as they are in official papers: of its 550 about 380 are different ones, and
/// every further paper brings new ones (7,000 after 18,000 pairs, 16,000 after 50,000). A text of a few words would flatter every index.
struct SyntheticPaper {
    let index: Int
    init(_ index: Int) { self.index = index }

    var text: String {
        var dice = Dice(seed: UInt64(index))
        let subjects = (0..<25).map { _ in Lexicon.common.word(&dice) }
        var body = ""
        while body.utf8.count < 1_750 {
            // A paper comes back to what it is about.
            body += dice.next(10) < 3 ? subjects[dice.next(subjects.count)] : Lexicon.common.word(&dice)
            if dice.next(9) == 0 { body += dice.next(3) == 0 ? "。\n　　" : "，" }
        }
        return
            "云溪县水利局文件\n云水〔2026〕\(index)号\n云溪县水利局关于\(subjects[0])第\(index)号事项的通知\n各科室：\n　　\(body)。\n云溪县水利局\n2026年11月20日\n"
    }
}

/// Numbers that are the same in every run.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 2_654_435_761 &+ 17 }

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

/// Five thousand words of two characters, each rarer than the one before (Zipf); the first are those offices use.
struct Lexicon {
    static let common = Lexicon()

    private let words: [String]
    private let spread: Spread

    private init() {
        let han = (0x4E00...0x9FA5).compactMap { Unicode.Scalar(UInt32($0)) }
            .filter { Folding.search($0) == $0 && !Pinyin.initials(of: $0).isEmpty }
        let characters = stride(from: 0, to: han.count, by: han.count / 1_000).map { Character(han[$0]) }
        let ranks = Spread(characters.count, exponent: 1.2, offset: 10)
        var dice = Dice(seed: 5)
        var words = Lexicon.office
        while words.count < 5_000 { words.append(String([characters[ranks.rank(&dice)], characters[ranks.rank(&dice)]])) }
        self.words = words
        spread = Spread(words.count, exponent: 1.3, offset: 8)
    }

    func word(_ dice: inout Dice) -> String { words[spread.rank(&dice)] }

    /// Ranks drawn so that the n-th comes in proportion to 1 / (n + offset) ^ exponent.
    private struct Spread {
        private let sums: [Double]

        init(_ count: Int, exponent: Double, offset: Double) {
            var sum = 0.0
            sums = (0..<count).map { rank in
                sum += 1 / pow(Double(rank) + offset, exponent)
                return sum
            }
        }

        func rank(_ dice: inout Dice) -> Int {
            let wanted = Double(dice.next(1 << 30)) / Double(1 << 30) * (sums.last ?? 0)
            var range = sums.indices
            while !range.isEmpty {
                let middle = range.lowerBound + range.count / 2
                range = sums[middle] < wanted ? middle + 1..<range.upperBound : range.lowerBound..<middle
            }
            return min(range.lowerBound, sums.count - 1)
        }
    }

    private static let office = """
        工作 要求 落实 责任 部门 安全 检查 生产 项目 资金 管理 水库 除险 加固 预算 评审 会议 材料 报送 单位 领导 同志 意见 研究 决定 \
        年度 计划 推进 加强 组织 实施 督查 情况 问题 整改 完成 时限 通知 附件 联系 电话 邮箱 表格 填写 统一 按照 规定 有关 文件 精神 认真 \
        做好 汇总 分析 报告 县委 政府 办公 综合 财政 水利 交通 教育 卫生 健康 农业 农村 环境 保护 建设 规划 土地 住房 社会 保障 人员 培训 \
        考核 评价 公开 信息 网络 数据 平台 系统 服务 群众 信访 化解 矛盾 应急 值班 防汛 抗旱 森林 防火 道路 运输
        """.split(separator: " ").map(String.init)
}
