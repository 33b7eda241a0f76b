extension RegisterResources {
    /// 任务: everything that was said, promised or assigned and must not be forgotten.
    static let tasks = """
        id: tasks
        revision: 4
        prefix: t
        name: {zh: 任务, en: Tasks}
        capture: [任, task, 说, said, 诺, promise]
        format: "任务〔{year}〕{seq}号"
        opens: open
        opensRegistered: open
        fields:
          - {id: title, kind: long, first: true, name: {zh: 事项, en: Task}}
          - {id: owner, kind: person, first: true, name: {zh: 责任人, en: Owner}}
          - {id: assigner, kind: text, name: {zh: 交办人, en: Assigned by}}
          - {id: department, kind: department, name: {zh: 科室, en: Department}}
          - {id: tag, kind: text, name: {zh: 标签, en: Tag}}
          - {id: standard, kind: long, name: {zh: 完成标准, en: Standard}}
          - {id: plannedOn, kind: day, name: {zh: 计划日, en: Planned on}}
          - {id: remind, kind: text, name: {zh: 提醒, en: Remind}}
          - {id: repeats, kind: text, name: {zh: 重复, en: Repeats}}
          - {id: source, kind: text, name: {zh: 来源, en: Source}}
          - {id: knowers, kind: people, name: {zh: 知悉范围, en: Need to know}}
        states:
          - {id: open, stage: doing, name: {zh: 待办, en: Open}}
          - {id: doing, stage: doing, name: {zh: 办理中, en: Under way}}
          - {id: held, stage: doing, name: {zh: 暂停计时, en: On hold}}
          - {id: done, stage: closed, name: {zh: 办结, en: Done}}
          - {id: void, stage: closed, name: {zh: 撤销, en: Dropped}}
          - {id: joined, stage: closed, name: {zh: 并入, en: Joined}}
        steps:
          - {id: conclude, act: conclude, from: [open, doing, held], to: done, asks: [result], name: {zh: 办结, en: Done}}
          - {id: assign, alias: dispatch, act: hand, from: [open, doing, held], to: doing, asks: [target, limit, note], name: {zh: 交办, en: Assign}}
          - {id: sign, act: sign, from: [open, doing], asks: [], name: {zh: 签收, en: Sign for}}
          - {id: bringup, act: bringUp, from: [open, doing, held], asks: [day, reason], name: {zh: 定日提醒, en: Bring up}}
          - {id: chase, act: chase, from: [open, doing], asks: [chased, means, with, answer, nextOn], name: {zh: 催办, en: Chase}}
          - {id: hold, act: hold, from: [open, doing], to: held, asks: [reason], name: {zh: 暂停计时, en: Hold}}
          - {id: resume, act: resume, from: [held], to: doing, asks: [reason], name: {zh: 恢复办理, en: Resume}}
          - {id: extend, act: extend, from: [open, doing], asks: [limit, reason], name: {zh: 延期, en: Extend}}
          - {id: drop, alias: void, act: withdraw, from: [open, doing, held], to: void, asks: [reason], name: {zh: 撤销, en: Drop}}
          - {id: join, act: join, from: [open, doing], to: joined, asks: [into], name: {zh: 并入, en: Join}}
          - {id: link, act: link, from: [open, doing, held, done], asks: [into], name: {zh: 关联, en: Link}}
        """

    /// 发文 (条例 §25): draft, check, sign, second check, number, print, dispatch. A number is given only after signature and second check.
    static let outgoing = """
        id: outgoing
        revision: 7
        prefix: out
        name: {zh: 发文, en: Outgoing}
        capture: [发, out]
        format: "发文〔{year}〕{seq}号"
        opens: draft
        opensRegistered: draft
        fields:
          - {id: title, kind: long, first: true, name: {zh: 标题, en: Title}}
          - {id: kind, kind: text, first: true, name: {zh: 文种, en: Type}}
          - {id: addressees, kind: text, first: true, name: {zh: 主送, en: Addressees}}
          - {id: author, kind: person, name: {zh: 拟稿人, en: Author}}
          - {id: signer, kind: leader, needed: [number], name: {zh: 签发人, en: Signer}}
          - {id: copyTo, kind: text, name: {zh: 抄送, en: Copies to}}
          - {id: copies, kind: count, name: {zh: 份数, en: Copies}}
          - {id: knowers, kind: people, name: {zh: 知悉范围, en: Need to know}}
          - {id: remark, kind: text, name: {zh: 备注, en: Remark}}
        states:
          - {id: draft, stage: doing, name: {zh: 拟稿, en: Draft}}
          - {id: checked, stage: doing, name: {zh: 待签发, en: To sign}}
          - {id: signed, stage: office, name: {zh: 待复核, en: To check again}}
          - {id: rechecked, stage: office, name: {zh: 待编号, en: To number}}
          - {id: numbered, stage: office, name: {zh: 待印制, en: To print}}
          - {id: printed, stage: office, name: {zh: 待核发, en: To send}}
          - {id: awaiting, stage: away, name: {zh: 待批复, en: Awaiting reply}}
          - {id: sent, stage: closed, name: {zh: 已发, en: Sent}}
          - {id: answered, stage: closed, name: {zh: 已批复, en: Answered}}
          - {id: kept, stage: closed, name: {zh: 存查, en: Put away}}
          - {id: archived, stage: closed, name: {zh: 归档, en: Archived}}
          - {id: void, stage: closed, name: {zh: 作废, en: Void}}
        steps:
          - {id: check, act: advance, from: [draft], to: checked, asks: [note], name: {zh: 审核, en: Check}}
          - {id: recheck, alias: check, act: advance, from: [signed], to: rechecked, asks: [note], name: {zh: 复核, en: Check again}}
          - {id: back, act: comeBack, from: [checked], to: draft, asks: [words], name: {zh: 退回修改, en: Back}}
          - {id: back-to-signer, alias: back, act: comeBack, from: [signed, rechecked], to: checked, asks: [words], name: {zh: 退回签发人, en: Back to signer}}
          - {id: sign, act: approve, from: [checked], to: signed, by: [leader], asks: [signer, medium], name: {zh: 签发, en: Sign}}
          - {id: number, alias: register, act: advance, from: [rechecked], to: numbered, numbers: true, asks: [signer], name: {zh: 编号登记, en: Number}}
          - {id: print, alias: receive, act: advance, from: [numbered], to: printed, asks: [copies], name: {zh: 印制, en: Print}}
          - {id: send, alias: forward, act: send, from: [printed], to: sent, otherwise: awaiting, asks: [target], name: {zh: 核发, en: Send}}
          - {id: answered, alias: conclude, act: conclude, from: [awaiting], to: answered, asks: [result], name: {zh: 收到批复, en: Answered}}
          - {id: chase, act: chase, from: [awaiting], asks: [chased, means, with, answer, nextOn], name: {zh: 催办, en: Chase}}
          - {id: bringup, act: bringUp, from: [draft, checked, signed, rechecked, numbered, printed, awaiting], asks: [day, reason], name: {zh: 定日提醒, en: Bring up}}
          - {id: putaway, act: conclude, from: [sent, answered], to: kept, asks: [box], name: {zh: 存查, en: Put away}}
          - {id: archive, act: archive, from: [kept], to: archived, by: [keeper, administrator], asks: [retention, pages, box, lateNote], name: {zh: 归档, en: Archive}}
          - {id: void, act: withdraw, from: [draft, checked, signed, rechecked, numbered, printed], to: void, asks: [reason], name: {zh: 作废, en: Void}}
          - {id: link, act: link, from: [draft, checked, signed, rechecked, numbered, printed, awaiting, sent, answered, kept], asks: [into, as], name: {zh: 关联, en: Link}}
        """
}
