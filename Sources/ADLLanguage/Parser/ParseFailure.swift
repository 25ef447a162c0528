/// Leaves a statement that cannot be understood; its diagnostic has been reported.
struct ParseFailure: Error {}
