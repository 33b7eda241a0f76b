// Written by `embed` from registers/*.yaml: change those, and run it again.

/// The text of every shipped definition, in the order the desk shows them.
enum EmbeddedRegisters {
    static let all: [(id: String, yaml: String)] = [
        (
            "inbound",
            #"""
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
            """#
        ),
        (
            "tasks",
            #"""
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
            """#
        ),
        (
            "outgoing",
            #"""
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
            """#
        ),
    ]
}
