//! Mapping a list on all threads, where the feature `parallel` is on; the order stays.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

/// The results of `f`, in the order of the items.
#[cfg(feature = "parallel")]
pub(super) fn map<T: Send, U: Send>(items: Vec<T>, f: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    items.into_par_iter().map(f).collect()
}

/// The results of `f`, in the order of the items.
#[cfg(not(feature = "parallel"))]
pub(super) fn map<T, U>(items: Vec<T>, f: impl Fn(T) -> U) -> Vec<U> {
    items.into_iter().map(f).collect()
}

/// More threads than this only cost time.
const MOST: usize = 256;

/// Sets the number of threads for the whole run.
pub(super) fn limit(jobs: Option<std::num::NonZeroUsize>) {
    #[cfg(feature = "parallel")]
    if let Some(jobs) = jobs {
        // Only fails if a pool was built before, in which case that one serves.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.get().min(MOST)).build_global();
    }
    #[cfg(not(feature = "parallel"))]
    let _ = jobs;
}
