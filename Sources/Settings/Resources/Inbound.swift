enum RegisterResources {}

extension RegisterResources {
    /// 收文登记簿: the seven steps of the regulation (条例 §24), and how the paper really moves (up to leaders and back).
    static let inbound = """
        id: inbound
        revision: 6
        prefix: in
        name: {zh: 收文, en: Inbound}
        capture: [收, in]
        format: "收文〔{year}〕{seq}号"
        opens: received
        opensRegistered: accepted
        fields:
          - {id: from, kind: unit, first: true, needed: [register], name: {zh: 来文单位, en: From}}
          - {id: reference, kind: reference, first: true, name: {zh: 文号, en: Reference}}
          - {id: title, kind: long, first: true, needed: [register], name: {zh: 标题, en: Title}}
          - {id: copies, kind: count, first: true, name: {zh: 份数, en: Copies}}
          - {id: issuer, kind: text, name: {zh: 发文机关, en: Issuer}}
          - {id: kind, kind: text, name: {zh: 文种, en: Type}}
          - id: urgency
            kind: choice
            name: {zh: 紧急程度, en: Urgency}
            choices: [{zh: 特提, en: flash}, {zh: 特急, en: immediate}, {zh: 加急, en: priority}, {zh: 平急, en: routine}, {zh: 急件, en: urgent}]
          - {id: dated, kind: day, name: {zh: 成文日期, en: Dated}}
          - {id: addressees, kind: text, name: {zh: 主送, en: Addressees}}
          - id: channel
            kind: choice
            name: {zh: 来文渠道, en: Channel}
            choices: [{zh: 交换站, en: exchange}, {zh: 机要, en: confidential}, {zh: 邮政, en: post}, {zh: 快递, en: courier}, {zh: 平台, en: platform}, {zh: 传真, en: fax}, {zh: 电话, en: phone}, {zh: 会议带回, en: meeting}, {zh: 领导交来, en: leader}, {zh: 文件夹, en: folder}, {zh: 邮件, en: mail}]
          - {id: received, kind: moment, name: {zh: 收到时间, en: Received}}
          - id: handling
            kind: choice
            name: {zh: 办理方式, en: Handling}
            choices: [{zh: 办件, en: to act}, {zh: 阅件, en: to read}]
          - {id: replyOwed, kind: flag, name: {zh: 需答复, en: Reply owed}}
          - {id: contact, kind: text, name: {zh: 联系人, en: Contact}}
          - {id: serial, kind: text, name: {zh: 份号, en: Copy number}}
          - {id: giveBackOn, kind: day, name: {zh: 清退日期, en: Give back on}}
          - {id: box, kind: text, name: {zh: 存放位置, en: Box}}
          - {id: knowers, kind: people, name: {zh: 知悉范围, en: Need to know}}
          - {id: remark, kind: text, name: {zh: 备注, en: Remark}}
        states:
          - {id: received, stage: office, name: {zh: 待登记, en: To register}}
          - {id: registered, stage: office, name: {zh: 待初审, en: To check}}
          - {id: accepted, stage: office, name: {zh: 待拟办, en: To propose}}
          - {id: with, stage: away, name: {zh: 送批, en: With leader}}
          - {id: instructed, stage: office, name: {zh: 已批待分办, en: Instructed}}
          - {id: deferred, stage: doing, name: {zh: 缓议, en: Deferred}}
          - {id: handling, stage: away, name: {zh: 承办, en: Handling}}
          - {id: answered, stage: office, name: {zh: 已反馈, en: Answered}}
          - {id: held, stage: doing, name: {zh: 暂停计时, en: On hold}}
          - {id: done, stage: closed, name: {zh: 办结, en: Concluded}}
          - {id: kept, stage: closed, name: {zh: 存查, en: Put away}}
          - {id: archived, stage: closed, name: {zh: 归档, en: Archived}}
          - {id: returned, stage: closed, name: {zh: 退文, en: Sent back}}
          - {id: void, stage: closed, name: {zh: 作废, en: Void}}
          - {id: joined, stage: closed, name: {zh: 并入, en: Joined}}
        steps:
          - {id: register, act: advance, from: [received], to: registered, folded: true, numbers: true, asks: [from, reference, title, copies], name: {zh: 登记, en: Register}}
          - {id: check, act: advance, from: [registered], to: accepted, folded: true, name: {zh: 初审, en: Check}}
          - {id: dispatch, act: hand, from: [accepted, instructed, handling, answered, deferred], to: handling, asks: [target, partners, limit, note], name: {zh: 分办, en: Dispatch}}
          - {id: forward, act: hand, from: [accepted, instructed, handling, answered], to: handling, asks: [target, limit, note], name: {zh: 转办, en: Forward}}
          - {id: circulate, act: circulate, from: [accepted, with, instructed, handling, answered, held, deferred, done], asks: [readers, purpose, expects, until], name: {zh: 传阅, en: Circulate}}
          - {id: propose, act: hand, from: [accepted], to: with, asks: [leader, note], name: {zh: 拟办送阅, en: Propose}}
          - {id: pass-up, alias: propose, act: hand, from: [with], to: with, asks: [leader, note], name: {zh: 续送, en: Pass up}}
          - {id: propose-again, alias: propose, act: hand, from: [instructed, answered, deferred, handling], to: with, asks: [leader, note], name: {zh: 再呈, en: Propose again}}
          - {id: back, act: comeBack, from: [with], to: instructed, asks: [words, medium], name: {zh: 批回, en: Back}}
          - {id: answered, alias: back, act: comeBack, from: [handling], to: answered, otherwise: handling, asks: [who, words, medium], name: {zh: 反馈, en: Answered}}
          - {id: sign, act: sign, from: [handling, answered], asks: [who, signedBy], name: {zh: 签收, en: Sign for}}
          - {id: read, act: read, from: [accepted, with, instructed, handling, answered, held, deferred, done, kept], asks: [reader, words], name: {zh: 已阅, en: Read}}
          - {id: recall, act: recall, from: [accepted, with, instructed, handling, answered, held, deferred, done], asks: [readers, reason], name: {zh: 收回传阅, en: Recall}}
          - {id: bringup, act: bringUp, from: [received, registered, accepted, with, instructed, handling, answered, held, deferred], asks: [day, reason], name: {zh: 定日提醒, en: Bring up}}
          - {id: hold, act: hold, from: [handling, instructed, accepted, answered], to: held, asks: [reason], name: {zh: 暂停计时, en: Hold}}
          - {id: defer, alias: hold, act: hold, from: [with], to: deferred, asks: [reason], name: {zh: 缓议, en: Defer}}
          - {id: take-up, alias: resume, act: resume, from: [deferred], to: accepted, asks: [reason], name: {zh: 恢复办理, en: Take up again}}
          - {id: resume, act: resume, from: [held], to: handling, asks: [reason], name: {zh: 恢复办理, en: Resume}}
          - {id: extend, act: extend, from: [handling, instructed, accepted, answered, with], asks: [limit, reason], name: {zh: 延期, en: Extend}}
          - {id: chase, act: chase, from: [accepted, with, instructed, handling, answered, held, deferred, done], asks: [chased, means, with, answer, nextOn], name: {zh: 催办, en: Chase}}
          - {id: conclude, act: conclude, from: [accepted, instructed, handling, answered, deferred], to: done, asks: [result], name: {zh: 办结, en: Conclude}}
          - {id: reply, act: answer, from: [handling, instructed, answered, done], asks: [answer], name: {zh: 答复, en: Reply}}
          - {id: putaway, act: conclude, from: [accepted, instructed, handling, answered, deferred, done], to: kept, asks: [box], name: {zh: 存查, en: Put away}}
          - {id: archive, act: archive, from: [kept], to: archived, by: [keeper, administrator], asks: [retention, pages, box, lateNote], name: {zh: 归档, en: Archive}}
          - {id: return, act: return, from: [received, registered, accepted], to: returned, asks: [code, reason], name: {zh: 退文, en: Send back}}
          - {id: give-back, alias: return, act: return, from: [instructed, answered, done, kept], to: returned, asks: [reason], name: {zh: 清退, en: Give back}}
          - {id: void, act: withdraw, from: [received, registered, accepted, returned], to: void, asks: [reason], name: {zh: 作废, en: Void}}
          - {id: join, act: join, from: [received, registered, accepted, handling], to: joined, asks: [into], name: {zh: 并入, en: Join}}
          - {id: link, act: link, from: [received, registered, accepted, with, instructed, deferred, handling, answered, held, done, kept], asks: [into], name: {zh: 关联, en: Link}}
        """
}
