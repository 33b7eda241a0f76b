extension Phrase {
    public static let ordinaryPaper = Phrase("ordinary", "普通件")
    public static let limitsNone = Phrase(
        "None is on: only what papers and people say is a limit. Switch one on with: banshi limits NAME",
        "未启用：只有来文和经办人写明的才是时限。启用：banshi limits 名称")
    public static let limitsFromNowOn = Phrase(
        "It fills the limit of papers dispatched from now on; limits that run stay as they are.", "用于此后分办的文件；已在计时的不变。")
    public static let faultNotAnOffice = Phrase(
        "There is no office in %1. Make one with: banshi init %1 --name NAME --profile general",
        "%1 中没有办公室。可新建：banshi init %1 --name 名称 --profile general")
    public static let faultAlreadyAnOffice = Phrase("There is an office in %1 already.", "%1 中已有办公室。")
    public static let faultReadOnly = Phrase(
        "%1 cannot be written. Check its permissions, or choose another folder with --office.", "%1 不可写。请检查权限，或用 --office 另选文件夹。")
    public static let faultCannotOpen = Phrase("%1 cannot be opened: %2.", "无法打开 %1：%2。")
    public static let faultWriteFailed = Phrase(
        "Not saved: writing to %1 failed (%2). Make room on the disk and try again; nothing saved before is lost.",
        "未保存：写入 %1 失败（%2）。请腾出磁盘空间后重试；此前已保存的内容不受影响。")
    public static let outputNotWritten = Phrase("%1 cannot be written: %2. Name another file.", "无法写入 %1：%2。请另选文件。")
    public static let outputInOffice = Phrase(
        "%1 lies in an office's own folder; nothing was written. Name a file outside of it, or one in its folder slips/.",
        "%1 在办公室自己的文件夹中，未写入。请写到别处，或写到其中的 slips/ 文件夹。")
    public static let whyDenied = Phrase("permission denied", "没有权限")
    public static let whyNoFolder = Phrase("no such folder", "没有此文件夹")
    public static let whyReadOnly = Phrase("the disk is read-only", "磁盘只读")
    public static let whyLongName = Phrase("its name is too long", "文件名过长")
    public static let faultUnsettled = Phrase(
        "It is not certain whether this was saved: writing to %1 failed at its last step (%2). Look it up before you repeat it; nothing saved before is lost.",
        "无法确定是否已保存：写入 %1 在最后一步失败（%2）。重复操作前请先查询核对；此前已保存的内容不受影响。")
    public static let faultMoved = Phrase(
        "Not saved: %1 was moved, deleted or replaced by another file while it was open. What you typed stays here; leave and open the office anew.",
        "未保存：%1 在打开期间被移走、删除或替换。已键入的内容仍在；请退出后重新打开办公室。")
    public static let faultBehindRecorded = Phrase(
        "What this command recorded before that stands: look it up before you repeat it.", "本命令此前已记录的内容有效：重复执行前请先查询核对。")
    public static let faultOutput = Phrase(
        "The answer could not be written to standard output (%1). What was recorded stands: do not repeat the command, look it up.",
        "结果无法写到标准输出（%1）。已记录的内容有效：请勿重复执行，可查询核对。")
    public static let faultFewFiles = Phrase(
        "Only %1 more files may be opened here; the work takes %2 (ulimit -n). Nothing was done.",
        "此处最多还能打开 %1 个文件，运行需要 %2 个（ulimit -n）。未作任何操作。")
    public static let faultBusy = Phrase("The office is busy: another program is writing. Try again.", "办公室正忙：另一程序正在写入，请稍后再试。")
    public static let faultNoLock = Phrase(
        "%1 could not be locked (%2): the system may have no locks left. What was saved before is kept; try again.",
        "无法锁定 %1（%2）：系统的锁可能已用尽。此前已保存的内容不受影响，请稍后再试。")
    public static let faultUnseen = Phrase(
        "What a rule must know cannot be read (%1). Nothing was recorded; try again, then run: banshi doctor",
        "核对所需的数据读不出（%1）。未作任何登记；请重试，仍不行请运行：banshi doctor")
    public static let faultCorrupt = Phrase(
        "%1 is damaged (%2). Stop writing, keep a copy of the folder, then run: banshi verify --deep, or banshi salvage --into NEW",
        "%1 已损坏（%2）。请停止写入，先备份整个文件夹，再运行：banshi verify --deep，或 banshi salvage --into 新文件夹")
    public static let logDamagedShown = Phrase(
        "The log beside the database is damaged: what is shown ends with entry %1, and at least %2 changes saved after it are missing. Stop "
            + "writing, keep a copy of the folder, then run: banshi verify, and banshi salvage --into NEW or banshi restore FILE --into NEW",
        "数据库旁的日志文件（-wal）已损坏：所显示的只到第 %1 条记录，其后至少有 %2 次已保存的改动缺失。请停止写入，先备份整个文件夹，再运行：banshi verify 查明，"
            + "并以 banshi salvage --into 新文件夹 抢救，或以 banshi restore 文件 --into 新文件夹 恢复备份")
    public static let faultNewer = Phrase(
        "The office was written by a newer version (%1, this one knows %2). Update this program.", "该办公室由较新版本写入（%1，本程序为 %2），请更新程序。")
    public static let faultOlder = Phrase(
        "The office was last used with an older version (%1, this one is %2). Open it once where it can be written.",
        "该办公室由旧版本程序使用（%1，本程序为 %2），请先在可写的位置打开一次。")
    public static let faultRebuilding = Phrase(
        "Another program is bringing the office up to date: %1. Try again when that is done.", "另一程序正在更新办公室数据：%1。完成后请重试。")
    public static let rebuildingElsewhere = Phrase("The office is being brought up to date: %1", "正在更新办公室数据：%1")
    public static let rebuildingAwaited = Phrase(
        "Another program is bringing the office up to date; the desk opens when that is done (Ctrl-C leaves).",
        "另一程序正在更新办公室数据，完成后自动打开工作台（Ctrl-C 退出）。")
    public static let rebuildingFolded = Phrase("%1 of %2 entries", "%1／%2 条记录")
    public static let rebuildingSince = Phrase("begun at %1", "%1 开始")
    public static let rebuildingBegun = Phrase("it has just begun", "刚刚开始")
    public static let rebuilding = Phrase("Folding anew: %1 of %2 entries", "正在重建：%1／%2 条记录")
    public static let faultNetworkDrive = Phrase(
        "%1 lies on a network drive (%2), where data can be lost. Choose a folder on a disk of this machine.",
        "%1 位于网络盘（%2），可能丢失数据。请改用本机磁盘上的文件夹。")
    public static let faultMissingEnclosure = Phrase("The file of an enclosure is missing: %1.", "附件文件缺失：%1。")
    public static let bookClosed = Phrase(
        "%1 %2 is closed: last number %3, %4 given, %5 void, %6 kept for papers taken back.",
        "%1 %2 年已封簿：末号 %3，共 %4 件，作废 %5 件，保留号 %6 个。")
    public static let bookClosedAlready = Phrase("The book %1 %2 is closed already.", "%1 %2 年已经封簿。")
    public static let bookYearRuns = Phrase(
        "%1 is not over: a book is closed on its last day or later.", "%1 年尚未结束：封簿须在当年最后一日或之后。")
    public static let faultNoTerminal = Phrase(
        "The desk needs a terminal. banshi --plain prints it line by line; commands work without, for example: banshi today",
        "工作台需要终端。可用 banshi --plain 逐行输出，或改用命令，例如：banshi today")
    public static let faultTerminalType = Phrase(
        "The terminal type “%1” cannot show the desk. Set TERM, for example: TERM=xterm-256color banshi",
        "终端类型“%1”无法显示工作台。请设置 TERM，例如：TERM=xterm-256color banshi")
    public static let faultNobody = Phrase(
        "The account “%1” belongs to nobody in this office. An administrator adds it with: banshi people set NAME account=%1",
        "账号“%1”不属于本办公室任何人。请管理员执行：banshi people set 姓名 account=%1")
    public static let faultSeveral = Phrase(
        "Several persons use the account “%1”: %2. Nothing was recorded; say who you are with --as NAME.",
        "账号“%1”有多人使用：%2。未作记录，请用 --as 姓名 写明由谁操作。")
    public static let faultNoLibical = Phrase("Calendars need libical: apt-get install libical3", "日历功能需要 libical：apt-get install libical3")
    public static let faultNotACalendar = Phrase("%1 is not a calendar (.ics).", "%1 不是日历文件（.ics）。")
    public static let faultCannotRead = Phrase("%1 cannot be read: %2.", "无法读取 %1：%2。")
    public static let backupMade = Phrase("%1: %2 entries, %3 papers, %4.", "%1：记录 %2 条，文件 %3 份，%4。")
    public static let backupExists = Phrase("%1 exists; a backup never writes over another.", "%1 已存在，备份不覆盖已有文件。")
    public static let backupPapersMissing = Phrase(
        "Not made, for what is missing, altered or unreadable (--partly backs up the rest): %1 papers\n  %2",
        "未备份：%1 份文件缺失、被改动或无法读取（--partly 可备份其余部分）：\n  %2")
    public static let backupWithout = Phrase("Papers that are not in it: %1\n  %2", "不在其中的文件：%1 份\n  %2")
    public static let restored = Phrase("An office stands in %1: %2 entries, %3 papers, each checked.", "已恢复到 %1：记录 %2 条，文件 %3 份，逐份核对无误。")
    public static let restoreNotEmpty = Phrase("%1 is not empty; name a new folder.", "%1 不是空文件夹，请另选文件夹。")
    public static let officeWithinOffice = Phrase(
        "%1 lies within the office %2; an office needs a folder of its own elsewhere.", "%1 位于办公室 %2 之内；请另选文件夹。")
    public static let restoreBroken = Phrase("%1 is no whole backup (%2); nothing was written.", "%1 不是完整的备份（%2），未写入任何内容。")
    public static let backupChainBroken = Phrase(
        "The journal is broken, here as in the backup: run banshi verify, and keep the backups made before.",
        "日志已有断裂，备份中亦然：请运行 banshi verify 查看，并保留此前的备份。")
    public static let restoredChainBroken = Phrase(
        "The journal in this backup was already broken; verify says where.", "备份中的日志在备份前已有断裂，请用 verify 查看位置。")
    public static let restoredDatabaseDiffers = Phrase(
        "The database differs from what the backup's list (MANIFEST) says of it: either of the two was altered. Its journal is whole and its tables were folded anew from it; compare its end with one kept elsewhere (verify --head), then make a new backup.",
        "数据库与备份清单（MANIFEST）不符：二者之一被改动。日志链完整，各表已由日志重新推算；请与另行保存的日志末条核对（verify --head），然后重新备份。")
    public static let restoredFoldedAnew = Phrase(
        "Tables in this backup could not be read; they were folded anew from its journal.", "备份中的部分数据表无法读取，已由日志重新推算。")
    public static let restoredListSpoilt = Phrase(
        "Lines of the backup's list (MANIFEST) that are spoilt: %1. Its papers were checked against their own names; make a new backup.",
        "备份清单（MANIFEST）有 %1 行损坏，文件已逐份按自身名称核对；请重新备份。")
    public static let restoredHeadersSpoilt = Phrase(
        "Headers spoilt in this backup: %1. The database was checked by its chain or the list, papers by their names; make a new backup.",
        "备份中下列各项的文件头损坏：%1。数据库已按日志链或清单核对，文件已按自身名称核对；请重新备份。")
    public static let salvaged = Phrase(
        "Brought over into %1: %2 entries, %3 papers. Look through it before you work in it.", "已抢救到 %1：记录 %2 条，文件 %3 份。使用前请先核对。")
    public static let salvageJournalLost = Phrase(
        "The journal itself cannot be opened; only the papers were brought over. Restore the last backup: banshi restore FILE --into DIR",
        "日志本身无法打开，只抢救出文件。请恢复最近的备份：banshi restore 文件 --into 文件夹")
    public static let salvageLost = Phrase(
        "Entries that could not be read: %1 (%2).", "无法读出的记录：%1 条（%2）。")
    public static let salvageLostContent = Phrase(
        "Parts of entries whose content could not be read: %1; that something was done is kept, not what.",
        "内容无法读出：%1 项；仅保留“有此操作”，不含内容。")
    public static let salvageCutOff = Phrase(
        "The end of the file is cut off: %1 of %2 pages are missing; entries after %3 may be lost.",
        "文件末尾被截断：共 %2 页，缺 %1 页；第 %3 条之后的记录可能已丢失。")
    public static let fileCutOff = Phrase(
        "The end of the file is cut off: %1 of %2 pages are missing.", "文件末尾被截断：共 %2 页，缺 %1 页。")
    public static let lostContents = Phrase(
        "Content that could not be read, by entry and what it is about: %1", "内容无法读出的记录（记录号及所涉事项）：%1")
    public static let restoredSalvaged = Phrase(
        "The database in this backup is damaged; what of it can be read was brought over. Look through it before you work in it.",
        "备份中的数据库已损坏，已抢救出可读部分。使用前请先核对。")
    public static let strayFiles = Phrase(
        "Files in files/ that no entry refers to, or only erased ones (nothing uses them; delete what should not be there): %1",
        "files/ 中无任何记录引用（或所属事项已清除）的文件，程序不再使用，可核对后删除：%1")
    public static let salvageWithout = Phrase(
        "Papers that are missing, altered or unreadable and were not brought over: %1\n  %2", "缺失、被改动或无法读取、未能抢救的文件：%1 份\n  %2")
    public static let salvageUnnamed = Phrase(
        "Papers that no entry names, brought along: %1 (entries that named them may be lost)\n  %2",
        "没有记录引用、已一并抢救的文件：%1 份（引用它们的记录可能已丢失）\n  %2")
    public static let salvageLeft = Phrase(
        "Papers that no entry names, left where they are, for something was erased and it may be they: %1\n  %2",
        "没有记录引用、可能属于已清除事项、因此未抢救的文件：%1 份\n  %2")
    public static let eraseAsk = Phrase("Nothing brings it back. Type %1 to erase it:", "清除后无法恢复。请输入 %1 确认：")
    public static let eraseNot = Phrase("Not erased.", "未清除。")
    public static let erasePending = Phrase(
        "%1: recorded, and shown to nobody; but its words still lie in the office's files, kept there by who is reading: %2. They go when these have left and the office is next opened for writing; `banshi verify` says when it is done.",
        "%1 的清除已登记，不再显示；但有程序正在读取，文字仍留在数据文件中：%2。待其退出后，下次写入时即清除干净，可用 banshi verify 核对。")
    public static let erasePendingFault = Phrase(
        "%1: recorded, and shown to nobody; but its words still lie in the office's files. %2", "%1 的清除已登记，不再显示；但文字仍留在数据文件中。%2")
    public static let holder = Phrase("%1 (process %2, %3)", "%1（进程 %2，用户 %3）")
    public static let holderUnseen = Phrase("a program of another account", "其他账号的程序")
    public static let eraseDoubtful = Phrase(
        "Files of the office that may still hold it (%1); look into them and delete what does: %2",
        "办公室文件夹中仍可能含有该件的文件（%1 份），请逐一核对后删除：%2")
    public static let eraseSaying = Phrase(
        "Still says what %1 was called; correct or erase it: %2", "以下事项、会议仍写有 %1 的标题，请更正或清除：%2")
    public static let eraseDone = Phrase(
        "%1 erased: %2 records, %3 files. Backups made before still hold them.", "%1 已清除：记录 %2 条，文件 %3 份。此前的备份中仍有这些内容。")
    public static let expectsFileName = Phrase("a file's name", "文件名")
    public static let seasonTwice = Phrase("Two seasons begin on the same day.", "有两个作息季从同一天开始。")
    public static let safeMoved = Phrase("%1 %2: last working day %3, now %4", "%1 %2：最迟工作日由 %3 改为 %4")
    public static let whoSitsAgain = Phrase("None of them, or more than one.", "没有此人，或不止一人符合。")
    public static let whoSitsHere = Phrase(
        "Several persons use the account “%1”. Who sits here? Number, name or initials:", "账号“%1”有多人使用。请选择当前操作人（序号、姓名或首字母）：")
    public static let placeholderTitle = Phrase("Classified: see the register of its own", "涉密件—见涉密登记本")
    public static let limitMoved = Phrase("%1 %2: due %3, now %4", "%1 %2：期限由 %3 改为 %4")
    public static let faultLeftOut = Phrase("Left out of its paper: %1 (%2). Put it right and enclose it again.", "附件未收：%1（%2），请处理后重新附上。")
    public static let whyNotFound = Phrase("no such file", "没有此文件")
    public static let whyNotReadable = Phrase("no permission", "没有权限")
    public static let whyFolder = Phrase("a folder", "是文件夹")
    public static let whyNotAFile = Phrase("not a plain file", "不是普通文件")
    public static let whyTooLarge = Phrase("too large (%1, limit %2)", "过大（%1，上限 %2）")
    public static let whyUnsupported = Phrase("no text can be read from this kind of file (%1)", "不支持的文件类型（%1）")
    public static let whyBroken = Phrase("the file is damaged or not what its name says (%1)", "文件损坏或与扩展名不符（%1）")
    public static let whyTimedOut = Phrase("reading it took more than %1 s", "读取超过 %1 秒")
    public static let whyInterrupted = Phrase(
        "its reader was ended before it was done; the machine may lack memory, try again", "读取程序中途被终止，可能内存不足，请重试")
    public static let whyNoTool = Phrase("%1 is not installed", "未安装 %1")
    public static let whyFileName = Phrase("its name is not UTF-8; rename it and try again", "文件名不是 UTF-8 编码，请改名后重试")
    public static let whyNoPapers = Phrase("there is no paper in it", "其中没有文件")
    public static let whyLocked = Phrase("it is locked with a password", "已加密，需要密码")
    public static let whyNoText = Phrase("it holds no text", "没有文字内容")
}

extension Phrase {
    public static let notifyReminder = Phrase("a reminder", "有提醒")
    public static let banner = Phrase("Non-classified system: no state secrets here.  ? help", "非涉密系统，严禁处理国家秘密。  ? 帮助")
    public static let setupWelcome = Phrase(
        "There is no office in %1 yet. Three questions make one (Ctrl-c leaves).", "%1 中还没有办公室。回答三个问题即可新建（Ctrl-c 退出）。")
    public static let setupName = Phrase("The office's name: ", "办公室名称：")
    public static let setupPerson = Phrase("Your name: ", "您的姓名：")
    public static let setupProfile = Phrase("Kind — 1 secretary, 2 general, 3 full [2]: ", "类型——1 单一秘书型，2 综合型，3 庞杂型 [2]：")
}
