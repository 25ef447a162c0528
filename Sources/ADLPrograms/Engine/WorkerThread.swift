import Glibc
import Synchronization

/// A mark that threads set and read without a lock.
final class StopFlag: Sendable {
  private let flag = Atomic(false)

  var isSet: Bool { flag.load(ordering: .acquiring) }
  func set() { flag.store(true, ordering: .releasing) }
}

/// A thread that takes one share of a batch.
final class WorkerThread {
  private final class Task: @unchecked Sendable {
    let worker: BatchWorker
    let job: BatchJob

    // `isFinished` is written under the lock, with a signal to who waits.
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let signal = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isFinished = false

    init(_ worker: BatchWorker, _ job: BatchJob) {
      self.worker = worker
      self.job = job
      pthread_mutex_init(lock, nil)
      pthread_cond_init(signal, nil)
    }

    deinit {
      pthread_cond_destroy(signal)
      pthread_mutex_destroy(lock)
      signal.deallocate()
      lock.deallocate()
    }

    func run() {
      worker.run(job)
      pthread_mutex_lock(lock)
      isFinished = true
      pthread_cond_signal(signal)
      pthread_mutex_unlock(lock)
    }

    /// Waits up to `milliseconds`, fewer than 1000; `true` iff the work is done.
    func isFinished(within milliseconds: Int) -> Bool {
      var end = timespec()
      clock_gettime(CLOCK_REALTIME, &end)
      let nanoseconds = Int(end.tv_nsec) + milliseconds * 1_000_000
      end.tv_sec += nanoseconds / 1_000_000_000
      end.tv_nsec = nanoseconds % 1_000_000_000
      pthread_mutex_lock(lock)
      defer { pthread_mutex_unlock(lock) }
      while !isFinished {
        if pthread_cond_timedwait(signal, lock, &end) != 0 { break }
      }
      return isFinished
    }
  }

  private let task: Task
  private var thread: pthread_t?

  /// Starts the thread; where there is none to be had, the work is done here.
  init(_ worker: BatchWorker, _ job: BatchJob) {
    task = Task(worker, job)
    var handle = pthread_t()
    let argument = Unmanaged.passRetained(task)
    let status = pthread_create(&handle, nil, runTask, argument.toOpaque())
    if status == 0 {
      thread = handle
    } else {
      argument.release()
      task.run()
    }
  }

  /// Waits up to `milliseconds`, fewer than 1000; `true` iff the work is done.
  func isFinished(within milliseconds: Int) -> Bool { task.isFinished(within: milliseconds) }

  /// Waits for the thread's end.
  func join() {
    if let thread { pthread_join(thread, nil) }
    thread = nil
  }

  fileprivate static func run(_ argument: UnsafeMutableRawPointer) {
    Unmanaged<Task>.fromOpaque(argument).takeRetainedValue().run()
  }
}

private func runTask(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { WorkerThread.run(argument) }
  return nil
}
