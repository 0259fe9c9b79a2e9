//! Which file uses which, and whether uses go round in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::source::Source;

/// A file that uses others, by its place in the list of sources.
pub(super) type Uses = Vec<BTreeSet<usize>>;

/// Finds the files behind the paths of each file. A name that a front shows leads to the file behind it;
/// what fronts themselves use is not counted.
pub(super) fn uses(sources: &[Source]) -> Uses {
    let by_module: BTreeMap<&[String], usize> = sources
        .iter()
        .enumerate()
        .map(|(at, source)| (source.module.as_slice(), at))
        .collect();
    let behind = |from: usize| {
        let named = sources[from].paths.iter();
        named
            .filter_map(|path| file_behind(sources, &by_module, path, 0))
            .filter(|to| *to != from && !sources[*to].is_front())
            .collect()
    };
    (0..sources.len())
        .map(|from| {
            if sources[from].is_front() {
                BTreeSet::new()
            } else {
                behind(from)
            }
        })
        .collect()
}

fn file_behind(
    sources: &[Source],
    by_module: &BTreeMap<&[String], usize>,
    path: &[String],
    depth: usize,
) -> Option<usize> {
    let path = path.strip_prefix(&["crate".to_owned()])?;
    let (known, at) = (0..=path.len())
        .rev()
        .find_map(|known| by_module.get(&path[..known]).map(|at| (known, *at)))?;
    let shown = path.get(known).and_then(|name| {
        let mut shown = sources[at].shown.iter();
        shown.find(|(shown, _)| shown == name)
    });
    match shown {
        Some((_, target)) if depth < 8 => file_behind(sources, by_module, target, depth + 1),
        _ => Some(at),
    }
}

/// Returns the groups of files that use one another in a circle.
pub(super) fn circles(uses: &Uses) -> Vec<Vec<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..uses.len()).map(|from| reach(uses, from)).collect();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for from in 0..uses.len() {
        if seen.contains(&from) || !reached[from].contains(&from) {
            continue;
        }
        let group: Vec<usize> = reached[from]
            .iter()
            .copied()
            .filter(|other| reached[*other].contains(&from))
            .collect();
        seen.extend(group.iter().copied());
        found.push(group);
    }
    found
}

fn reach(uses: &Uses, from: usize) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<usize> = uses[from].iter().copied().collect();
    while let Some(at) = next.pop() {
        if reached.insert(at) {
            next.extend(uses[at].iter().copied());
        }
    }
    reached
}

#[test]
fn a_circle_of_three_is_found_and_a_line_is_none() {
    let line = vec![BTreeSet::from([1]), BTreeSet::from([2]), BTreeSet::new()];
    assert!(circles(&line).is_empty());
    let circle = vec![
        BTreeSet::from([1]),
        BTreeSet::from([2]),
        BTreeSet::from([0]),
    ];
    assert_eq!(circles(&circle), [vec![0, 1, 2]]);
}
