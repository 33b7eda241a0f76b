import Office
import TestKit
import Testing

/// Acts that do not meet come to the same in either order, up to handles leased beforehand.
@Suite struct OrderTests {
    /// Acts that come about are done at either desk by turns, each with handles set aside for it before both of two acts that may change places.
    private static let desks = ["东", "西"]

    @Test(arguments: 1...25)
    func `two acts that do not meet may change places`(seed: UInt64) throws {
        let office = try MemoryOffice()
        var acts = RandomActs(seed: seed)
        var last: (taken: TakenAct, before: MemoryOffice)?
        var (apart, met) = (0, 0)
        var desk = 0
        for _ in 0..<200 {
            let act = try acts.next(in: office)
            office.now = office.now.adding(minutes: act.minutes)
            office.device = OrderTests.desks[desk]
            office.leaseHandles(for: OrderTests.desks)
            let before = office.copy()
            let entry: Entry
            do { entry = try office.perform(act) } catch is Refusal { continue }
            let taken = try TakenAct(act, entry, before: before)
            defer { (last, desk) = ((taken, before), 1 - desk) }
            guard let (first, start) = last else { continue }
            guard !meets(first.keys, taken.keys) else {
                met += 1
                continue
            }
            apart += 1
            let difference = TakenAct.difference(first, taken, from: start, to: office)
            #expect(difference == nil, "seed \(seed):\n\(first.act)\n\(act)")
            if difference != nil { return }
        }
        #expect(apart > 0 && met > 10, "seed \(seed): \(apart) apart, \(met) met")
    }
}
