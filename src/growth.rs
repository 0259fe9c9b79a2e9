//! Growth: what a parser or renderer costs must grow no faster than what it is given.
//!
//! A pattern of fragments is repeated to one length and to sixteen times that length. Time is the thread's own
//! on the processor, so that whatever else the machine does hardly counts; work that is quadratic takes 256
//! times as long and not sixteen.

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use rustix::time::{ClockId, clock_gettime};

/// Bytes of the shorter text.
const SHORT: usize = 2 * 1024;

/// How many times longer the longer text is.
const TIMES: u32 = 16;

/// How much faster than its input a cost may seem to grow: caches and allocators are not linear.
const SLACK: u32 = 4;

/// Times and sizes below this are noise.
const LEAST_TIME: Duration = Duration::from_micros(200);
const LEAST_BYTES: usize = 512;

/// A long measure is taken again before it counts.
const TRIES: usize = 4;

/// Patterns drawn beside each fragment alone.
const DRAWN: u32 = 48;

/// A text of any length: something repeated, then something else repeated, between two ends.
#[derive(Debug, Clone)]
struct Pattern {
    start: String,
    first: String,
    then: String,
    end: String,
}

impl Pattern {
    fn of(fragment: &str) -> Self {
        Self {
            start: String::new(),
            first: fragment.to_owned(),
            then: String::new(),
            end: String::new(),
        }
    }

    fn text(&self, bytes: usize) -> String {
        let parts = if self.then.is_empty() { 1 } else { 2 };
        let repeated = |unit: &str| unit.repeat(bytes / parts / unit.len().max(1));
        [
            self.start.clone(),
            repeated(&self.first),
            repeated(&self.then),
            self.end.clone(),
        ]
        .concat()
    }
}

fn pattern(fragments: &'static [&'static str]) -> impl Strategy<Value = Pattern> {
    let some = move |sizes| {
        proptest::collection::vec(proptest::sample::select(fragments), sizes)
            .prop_map(|parts| parts.concat())
    };
    (some(0..=2), some(1..=3), some(0..=2), some(0..=1)).prop_map(|(start, first, then, end)| {
        Pattern {
            start,
            first,
            then,
            end,
        }
    })
}

/// Asserts that `work`, which returns the size of what it makes, grows no faster than its text, whichever
/// fragments the text repeats.
pub(crate) fn assert_linear(fragments: &'static [&'static str], work: impl Fn(&str) -> usize) {
    for fragment in fragments {
        if let Err(why) = check(&Pattern::of(fragment), &work) {
            panic!("{why}");
        }
    }
    let mut runner = TestRunner::new(Config {
        cases: DRAWN,
        failure_persistence: None,
        max_shrink_iters: 64,
        rng_seed: RngSeed::Fixed(7),
        ..Config::default()
    });
    let drawn = runner.run(&pattern(fragments), |pattern| {
        check(&pattern, &work).map_err(TestCaseError::fail)
    });
    if let Err(why) = drawn {
        panic!("{why}");
    }
}

fn check(pattern: &Pattern, work: &impl Fn(&str) -> usize) -> Result<(), String> {
    let (short, long) = (pattern.text(SHORT), pattern.text(SHORT * TIMES as usize));
    let mut seen = Vec::new();
    for _ in 0..TRIES {
        let (short_time, short_bytes) = measure(&short, work);
        let (long_time, long_bytes) = measure(&long, work);
        let most = (short_bytes.max(LEAST_BYTES) as u64) * u64::from(TIMES * SLACK);
        if long_bytes as u64 > most {
            return Err(format!(
                "what is made grows faster: {short_bytes} and {long_bytes} bytes for {pattern:?}"
            ));
        }
        if long_time <= short_time.max(LEAST_TIME) * TIMES * SLACK {
            return Ok(());
        }
        seen.push((short_time, long_time));
    }
    Err(format!("time grows faster: {seen:?} for {pattern:?}"))
}

fn measure(text: &str, work: &impl Fn(&str) -> usize) -> (Duration, usize) {
    let before = own_time();
    let bytes = work(text);
    (own_time().saturating_sub(before), bytes)
}

fn own_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

#[test]
fn quadratic_work_is_found() {
    let quadratic = |text: &str| {
        let mut sum = 0_usize;
        for (at, _) in text.char_indices() {
            sum = sum.wrapping_add(text[at..].bytes().map(usize::from).sum::<usize>());
        }
        std::hint::black_box(sum);
        0
    };
    assert!(check(&Pattern::of("a"), &quadratic).is_err());
    let growing = |text: &str| text.len() * text.len();
    assert!(check(&Pattern::of("a"), &growing).is_err());
    assert_linear(&["a", "bc"], |text| text.to_uppercase().len());
}
