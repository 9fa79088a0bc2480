package import AWSTypes

/// Which part of a listing a request wants: so many elements, after the one that was shown last.
///
/// How a request says so, and the form of the token that leads to the next page, is each service's own.
package struct PageRequest: Sendable {
    private let limit: Int
    /// What tells the element that was shown last; nil for the first page.
    private let last: String?

    package init(limit: Int, after last: String?) {
        self.limit = limit
        self.last = last
    }

    /// The wanted part of a listing in the order of its keys. What is added or removed between two pages shifts nothing.
    package func page<Element>(of elements: [Element], by key: (Element) -> String) -> Page<Element> {
        part(of: elements.sorted { key($0) < key($1) }.drop { element in last.map { key(element) <= $0 } ?? false }, key)
    }

    /// The wanted part of a listing as it is ordered; what stays in it is neither repeated nor hidden by what comes and goes.
    ///
    /// - Parameter lost: The fault of a token that no element has.
    package func page<Element>(
        of elements: [Element], lost: AWSError, identifiedBy id: (Element) -> String
    ) throws(AWSError) -> Page<Element> {
        guard let last else { return part(of: elements[...], id) }
        guard let place = elements.firstIndex(where: { id($0) == last }) else { throw lost }
        return part(of: elements[(place + 1)...], id)
    }

    private func part<Element>(of rest: ArraySlice<Element>, _ key: (Element) -> String) -> Page<Element> {
        let elements = Array(rest.prefix(limit))
        return Page(elements: elements, next: elements.count < rest.count ? elements.last.map(key) : nil)
    }
}

/// A part of a listing, and where the next begins.
package struct Page<Element> {
    package var elements: [Element]
    /// What tells the last element, where there are more after it.
    package var next: String?

    package init(elements: [Element], next: String?) {
        self.elements = elements
        self.next = next
    }

    /// The page with something else in the place of each element.
    package func map<Other>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(elements: try elements.map(transform), next: next)
    }
}

extension Page: Sendable where Element: Sendable {}
