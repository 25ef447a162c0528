import Glibc

/// Runs deep recursions on a stack that has room for them.
enum LargeStack {
  /// The size of the stack, in bytes; memory is taken as it is touched.
  private static let size = 1 << 29

  /// The depth of recursion that any stack has room for.
  static let depthOfSmallStack = 64

  /// Runs `body`, which recurses to the given depth, on a stack with room for it.
  static func run<Result>(depth: Int, _ body: () -> Result) -> Result {
    if depth <= depthOfSmallStack { return body() }
    var result: Result?
    run { result = body() }
    return result ?? body()
  }

  /// Runs `body` to its end on a thread of its own; where there is none to be had, on this one.
  static func run(_ body: () -> Void) {
    withoutActuallyEscaping(body) { body in
      let work = Work(body)
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, size)
      var thread = pthread_t()
      let context = Unmanaged.passUnretained(work).toOpaque()
      let status = pthread_create(&thread, &attributes, LargeStack.start, context)
      guard status == 0 else { return body() }
      pthread_join(thread, nil)
      // The thread has ended, so nothing holds `body` any more.
      work.body = nil
    }
  }

  private static let start: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
    {
      if let context = $0 { Unmanaged<Work>.fromOpaque(context).takeUnretainedValue().body?() }
      return nil
    }

  private final class Work {
    var body: (() -> Void)?

    init(_ body: @escaping () -> Void) { self.body = body }
  }
}
