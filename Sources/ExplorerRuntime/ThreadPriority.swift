#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes the calling thread, and the threads that it starts from now on, give way to those that answer keys.
///
/// Training uses every core; without this a key waits for the end of a time slice of it.
func giveWayToInterface() {
  #if canImport(Glibc)
    // Linux knows a niceness for each thread; this changes that of the calling one, and new threads inherit it.
    _ = nice(5)
  #else
    _ = pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
  #endif
}
