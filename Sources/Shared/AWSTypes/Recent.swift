/// The newest of what comes in, as many as there is room for and as heavy as they may be together; a further one takes the place
/// of the oldest.
///
/// The newest one is kept whatever it weighs. What makes room is given back, so that it can be let go outside a lock: that takes
/// longer than putting the new one in.
///
/// It is `public` and inlinable because every call goes through it: generic code is made for its types only behind a wall that is public
/// to the compiler (Swift 6.3).
public struct Recent<Element> {
    @usableFromInline struct Place {
        @usableFromInline var element: Element
        @usableFromInline var weight: Int

        @inlinable init(element: Element, weight: Int) {
            self.element = element
            self.weight = weight
        }
    }

    @usableFromInline let capacity: Int
    @usableFromInline let heaviest: Int
    /// Empty places are behind the newest and before the oldest.
    @usableFromInline var places: [Place?] = []
    @usableFromInline var oldest = 0
    @usableFromInline var weight = 0
    @usableFromInline var size = 0

    public var count: Int { size }

    public init(capacity: Int, weighing heaviest: Int = .max) {
        self.capacity = max(1, capacity)
        self.heaviest = heaviest
    }

    public var first: Element? { count == 0 ? nil : places[oldest]?.element }

    /// In the order in which they came.
    public var elements: [Element] { (0..<count).compactMap { places[(oldest + $0) % places.count]?.element } }

    @inlinable public mutating func append(_ element: Element, weight added: Int) -> [Element] {
        var forgotten: [Element] = []
        weight += added
        while count == capacity || weight > heaviest, let gone = removeFirst() { forgotten.append(gone) }
        if count == places.count {
            if oldest > 0 { places = Array(places[oldest...] + places[..<oldest]) }
            oldest = 0
            places.append(Place(element: element, weight: added))
        } else {
            places[(oldest + count) % places.count] = Place(element: element, weight: added)
        }
        size += 1
        return forgotten
    }

    public mutating func removeAll() {
        places = []
        (oldest, size, weight) = (0, 0, 0)
    }

    @inlinable mutating func removeFirst() -> Element? {
        guard count > 0, let gone = places[oldest] else { return nil }
        places[oldest] = nil
        oldest = (oldest + 1) % places.count
        size -= 1
        weight -= gone.weight
        return gone.element
    }
}

extension Recent: Sendable where Element: Sendable {}
extension Recent.Place: Sendable where Element: Sendable {}
