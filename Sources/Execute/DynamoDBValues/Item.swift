/// The attributes of an item, or the members of a map: names with values.
///
/// DynamoDB promises no order of attributes. This keeps the order of the request, so that an answer can be read beside it; two
/// items are equal whatever their order.
package struct Item: Sendable {
    package typealias Element = (name: String, value: AttributeValue)

    private var elements: [Element] = []

    package init() {}

    /// Collects attributes; of several by one name the last.
    package init(_ attributes: some Sequence<Element>) {
        var places: [[UInt8]: Int] = [:]
        for (name, value) in attributes {
            if let at = places.updateValue(elements.count, forKey: Array(name.utf8)) {
                places[Array(name.utf8)] = at
                elements[at].value = value
            } else {
                elements.append((name, value))
            }
        }
    }

    /// Takes attributes whose names are known to differ.
    init(distinct elements: [Element]) { self.elements = elements }

    package subscript(_ name: String) -> AttributeValue? {
        get { index(of: name).map { elements[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let at?, let value?): elements[at].value = value
            case (let at?, nil): elements.remove(at: at)
            case (nil, let value?): elements.append((name, value))
            case (nil, nil): break
            }
        }
    }

    package var names: [String] { elements.map(\.name) }

    /// The bytes that DynamoDB counts against the limit of 400 KB: each name's UTF-8 and each value's size.
    package var size: Int { elements.reduce(0) { $0 + $1.name.utf8.count + $1.value.size } }

    /// Tells where an attribute stands: a linear search, which beats hashing for the dozens of attributes that items have.
    ///
    /// Names are compared by their code points: `==` on `String` would take "é" in its two spellings for one name, DynamoDB does not.
    private func index(of name: String) -> Int? {
        elements.firstIndex { $0.name.isSame(as: name) }
    }
}

extension Item: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { elements.count }
    package subscript(position: Int) -> Element { elements[position] }
}

extension Item: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral attributes: (String, AttributeValue)...) {
        self.init(attributes.lazy.map { (name: $0.0, value: $0.1) })
    }
}

extension Item: Hashable {
    package static func == (one: Item, other: Item) -> Bool {
        guard one.count == other.count else { return false }
        // Most often the order is the same, and then one pass is enough; the look-up table keeps large items linear.
        var places: [[UInt8]: Int]?
        for (at, element) in one.elements.enumerated() {
            if other.elements[at].name.isSame(as: element.name) {
                guard other.elements[at].value == element.value else { return false }
                continue
            }
            let table = places ?? other.places
            places = table
            guard let found = table[Array(element.name.utf8)], other.elements[found].value == element.value else { return false }
        }
        return true
    }

    private var places: [[UInt8]: Int] {
        var places: [[UInt8]: Int] = [:]
        for (at, element) in elements.enumerated() { places[Array(element.name.utf8)] = at }
        return places
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        hasher.combine(elements.reduce(0) { $0 ^ $1.name.utf8.count })
    }
}

extension String {
    /// Tells whether two strings have the same UTF-8, which is how DynamoDB compares.
    package func isSame(as other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }
}
