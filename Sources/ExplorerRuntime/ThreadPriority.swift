#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Gives the calling thread, and threads that it starts later, a lower priority than those that answer keys.
///
/// Training uses every core; without this, a key would wait for the end of one of its time slices.
func giveWayToInterface() {
  #if canImport(Glibc)
    // On Linux each thread has its own niceness, which new threads inherit.
    _ = nice(5)
  #else
    _ = pthread_set_qos_class_self_np(QOS_CLASS_UTILITY, 0)
  #endif
}
