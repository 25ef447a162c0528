#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif
import CKernels

/// A mark that threads set and read without a lock.
final class StopFlag: @unchecked Sendable {
  private let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

  init() { flag.initialize(to: 0) }
  deinit { flag.deallocate() }

  var isSet: Bool { adl_flag_load(flag) != 0 }
  func set() { adl_flag_store(flag, 1) }
}

/// A thread that takes one share of a batch.
final class WorkerThread {
  private final class Task: Sendable {
    let worker: BatchWorker
    let job: BatchJob
    let range: Range<Int>
    let finished = StopFlag()

    init(_ worker: BatchWorker, _ job: BatchJob, _ range: Range<Int>) {
      self.worker = worker
      self.job = job
      self.range = range
    }

    func run() {
      worker.run(job, range)
      finished.set()
    }
  }

  private let task: Task
  private var thread: pthread_t?

  /// Starts the thread; where there is none to be had, the work is done here.
  init(_ worker: BatchWorker, _ job: BatchJob, _ range: Range<Int>) {
    task = Task(worker, job, range)
    #if canImport(Darwin)
      var handle: pthread_t?
    #else
      var handle = pthread_t()
    #endif
    let argument = Unmanaged.passRetained(task)
    let status = pthread_create(&handle, nil, runTask, argument.toOpaque())
    if status == 0 {
      thread = handle
    } else {
      argument.release()
      task.run()
    }
  }

  /// Waits up to `milliseconds`; `true` iff the work is done.
  func isFinished(within milliseconds: Int) -> Bool {
    var waited = 0
    while !task.finished.isSet, waited < milliseconds * 10 {
      usleep(100)
      waited += 1
    }
    return task.finished.isSet
  }

  /// Waits for the thread's end.
  func join() {
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }

  fileprivate static func run(_ argument: UnsafeMutableRawPointer) {
    Unmanaged<Task>.fromOpaque(argument).takeRetainedValue().run()
  }
}

#if canImport(Darwin)
  private func runTask(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    WorkerThread.run(argument)
    return nil
  }
#else
  private func runTask(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument { WorkerThread.run(argument) }
    return nil
  }
#endif
