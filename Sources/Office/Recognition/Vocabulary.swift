/// The words official papers are built from. All are in folded form: simplified, half width.
enum Vocabulary {
    static let kinds = Words("决议 决定 命令 令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要 答复")
    static let modifiers = Words("紧急 补充 联合 指导 实施 若干 处理 预备 会议 情况 工作 调查 复 便 公 的")
    static let about = Words("关于 转发 批转 印发 公布 发布 对 同意 授予 调整 废止 表彰 给予 任免 修改")
    /// The end of an attachment's name.
    static let documentEnds = Words("方案 办法 细则 意见 通知 规定 规划 计划 名单 清单 指南 表 措施 规程 目录 纪要 函 要点 样本 要求")
    static let organisationEnds = Words(
        "人民政府 政府 委员会 办公厅 办公室 领导小组 指挥部 法院 检察院 委 办 厅 局 部 院 署 会 处 科 室 组 行 大学 学院 学校 中学 小学 公司 集团 中心 协会 学会 "
            + "联合会 研究所 所 站 社 馆 军区 司令部 兵团 司 总队 支队 队 党组 工会 联盟 企业 厂 校 党校 团中央 党中央 总工会 医院 银行 分行 支部 党支部 党委 纪委 监委")
    /// Nothing stands below these: a new name follows.
    static let leaves = Words("办公厅 办公室")
    /// Not names by themselves.
    static let bare = Words("办公厅 办公室 秘书局 党组 机关 秘书处 综合司")
    static let heads = Words("中共 中央 中华 中国 国务院 国家 全国 最高 教育部 财政部 公安部 共青团 新疆生产")
    static let provinces = Words(
        "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 "
            + "新疆 内蒙古 香港 澳门 台湾")
    static let regional = Words(heads.list + provinces.list)
    static let addresseeEnds = Words(
        organisationEnds.list
            + Words(
                "单位 部门 机构 代表 委员 同志 高校 院校 班级 街道 办事处 银行 成员 师生 老师 同学 社区 村 区 县 市 省 镇 乡 工委 专家 教师 学生 干部 职工 职员 先生 女士 组织 "
                    + "团体 支部 分行 医院 幼儿园 园 口岸 海关 关 人民 师 团 旅 库 场 者 商会 机关 系 人员 媒体 朋友 军兵种 武警部队"
            ).list)
    static let notAddressees = Words(
        "附件 保存年限 档号 来函档号 抄送 抄报 主题词 签发人 联系 电话 出席 列席 请假 注 现将 现就 根据 为 时间 地点 主持 记录 来源 发布 索引 发文 成文 公开 标题 文号 主题 有效性 名称 信息 传真 "
            + "邮箱 参加 一、 ( 密级 紧急程度 编号 受文 按照 第 主送机关名称 校对 审核 责任编辑")
    static let notAddresseeParts = Words("如下 以下 关于 通知 请于 是指 包括 说明")
    static let posts = Words("总理 主席 部长 省长 市长 县长 区长 主任 局长 厅长 署长 行长 院长 检察长 委员长 会长 校长 审计长 自治区主席")
    static let levels = Words("绝密 机密 秘密")
    static let urgencies = Words("特提 特急 加急 平急 急件")
    static let acts = Words(
        "报 送 反馈 完成 提交 回复 函复 填 上传 办结 申报 寄 发至 参会 报名 答复 备案 缴 汇总 落实 整改 登录 推荐")
    private static let notHandingIn: SignSet = "通流易警界接谈织代往"

    /// Whether something is asked to be done or handed in; 交通 and 交流 hand nothing in.
    static func isAct(in run: Run) -> Bool {
        acts.occurs(in: run)
            || run.indices.contains { run[$0] == "交" && run.at($0 + 1).map { !notHandingIn.contains($0) } ?? true }
    }

    /// Labels of index tables, mails, telegrams and web pages that stand above a paper.
    static let labels = Words(
        "索引号 主题分类 体裁分类 组配分类 发文机关 发文单位 发布机构 发布单位 公开机构 成文日期 发文日期 发布日期 发布时间 公开日期 公开时间 生成日期 生效日期 公开方式 公开形式 "
            + "公开类别 有效性 信息来源 来源 作者 浏览次数 浏览量 点击数 阅读次数 字体 字号 当前位置 您的位置 您现在的位置 所在位置 发件人 收件人 寄件人 发送时间 日期 责任编辑 编辑 审核 "
            + "关键词 关键字 主题词 标题 名称 题名 主题 事由 致 主送 收文单位 受文单位 发往 编号 文件编号 文号 发文字号 文件编号 发电单位 签批盖章 等级 密级 份号 紧急程度 缓急 传真 图文传真 电话 本函档号 来函档号 地址 邮编 邮政编码 网址 档号 页数 共"
    )
    static let titleLabels = Words("标题 名称 题名 主题 事由")
    /// Lines that say what kind of sheet it is, and no more.
    static let sheets = Words("文件 电报 传真电报 明传电报 内部明电 公函 便函 公文 文件处理单 收文处理单")
    static let forwarding = Words("转发: 转: 回复: 答复: fw: fwd: re:")
    static let furniture = Words(
        "签发人 紧急程度 缓急 密级 份号 来源 发布 发文 成文 索引 信息 主题 有效性 字号 时间: 浏览 字体 打印 作者 标题 名称:")
    static let bodyOpeners = Words("一、 二、 (一) 第一条 第一章 1. 目录")
    static let clauseOpeners = Words("为 根据 按照 现 经 近 依据 鉴于 随着")
    static let notOrganisationStarts = Words("关于 各 附 第 请 现 特此 抄 一、 二、")
    static let notOrganisationParts = Words("关于 的 是 印发 请 予以")
}
