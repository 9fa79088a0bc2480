/// Whole members and arrays at a time.
extension JSONWriter {
    /// A text member, left out where there is none.
    package mutating func member(_ name: String, _ value: String?) {
        guard let value else { return }
        self.name(name)
        string(value)
    }

    package mutating func member(_ name: String, _ value: Bool) {
        self.name(name)
        boolean(value)
    }

    package mutating func array<Elements: Sequence>(_ elements: Elements, _ write: (inout JSONWriter, Elements.Element) -> Void) {
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }
}
