import AWSTypes
import Testing

@Suite struct RecentTests {
    @Test func `a further one takes the place of the oldest`() {
        var recent = Recent<Int>(capacity: 3)
        let forgotten = (1...5).map { recent.append($0, weight: 1) }
        #expect(forgotten == [[], [], [], [1], [2]])
        #expect(recent.elements == [3, 4, 5])
        #expect(recent.first == 3)
    }

    @Test func `a heavy one takes the place of several`() {
        var recent = Recent<Int>(capacity: 10, weighing: 10)
        for number in 1...5 { _ = recent.append(number, weight: 2) }
        #expect(recent.append(6, weight: 5) == [1, 2, 3])
        #expect(recent.elements == [4, 5, 6])
        #expect(recent.append(7, weight: 99) == [4, 5, 6])
        #expect(recent.elements == [7])
        #expect(recent.append(8, weight: 1) == [7])
    }

    @Test func `it holds what a plain array would hold`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let (capacity, heaviest) = (Int.random(in: 1...9, using: &random), Int.random(in: 1...30, using: &random))
            var recent = Recent<Int>(capacity: capacity, weighing: heaviest)
            var model: [(Int, Int)] = []
            for number in 0..<100 {
                let weight = Int.random(in: 0...12, using: &random)
                var gone: [Int] = []
                while !model.isEmpty, model.count == capacity || model.reduce(weight, { $0 + $1.1 }) > heaviest {
                    gone.append(model.removeFirst().0)
                }
                model.append((number, weight))
                #expect(recent.append(number, weight: weight) == gone)
                #expect(recent.elements == model.map(\.0))
                #expect(recent.count == model.count)
            }
        }
    }

    @Test func `what was emptied fills again`() {
        var recent = Recent<Int>(capacity: 2)
        _ = recent.append(1, weight: 1)
        recent.removeAll()
        #expect(recent.elements.isEmpty)
        _ = recent.append(2, weight: 1)
        #expect(recent.elements == [2])
    }
}
