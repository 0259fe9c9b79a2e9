//! Orders that people change: one thing moved among its siblings, or all of them listed anew.

/// Where to move something among its siblings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveTo {
    /// Before the one before it.
    Up,
    /// After the one after it.
    Down,
    /// To a place, 1 is first; beyond the end is last.
    Position(usize),
}

/// Returns the order after a move; an item that is not in it changes nothing.
pub fn moved<T: Clone + PartialEq>(order: &[T], item: &T, to: MoveTo) -> Vec<T> {
    let mut order = order.to_vec();
    let Some(at) = order.iter().position(|other| other == item) else {
        return order;
    };
    let last = order.len() - 1;
    let target = match to {
        MoveTo::Up => at.saturating_sub(1),
        MoveTo::Down => (at + 1).min(last),
        MoveTo::Position(place) => place.saturating_sub(1).min(last),
    };
    let item = order.remove(at);
    order.insert(target, item);
    order
}

/// Returns the order in which `first` come first, each once, and the others follow as they were. Items that
/// are not in the order are left out.
pub fn reordered<T: Clone + PartialEq>(order: &[T], first: &[T]) -> Vec<T> {
    let mut new: Vec<T> = Vec::with_capacity(order.len());
    for item in first.iter().filter(|item| order.contains(item)) {
        if !new.contains(item) {
            new.push(item.clone());
        }
    }
    for item in order {
        if !new.contains(item) {
            new.push(item.clone());
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn moves_stop_at_the_ends() {
        let order = ["a", "b", "c"];
        for (item, to, after) in [
            ("a", MoveTo::Up, ["a", "b", "c"]),
            ("b", MoveTo::Up, ["b", "a", "c"]),
            ("b", MoveTo::Down, ["a", "c", "b"]),
            ("c", MoveTo::Down, ["a", "b", "c"]),
            ("c", MoveTo::Position(1), ["c", "a", "b"]),
            ("a", MoveTo::Position(2), ["b", "a", "c"]),
            ("a", MoveTo::Position(0), ["a", "b", "c"]),
            ("a", MoveTo::Position(99), ["b", "c", "a"]),
            ("x", MoveTo::Up, ["a", "b", "c"]),
        ] {
            assert_eq!(moved(&order, &item, to), after, "{item} {to:?}");
        }
        assert_eq!(reordered(&order, &["c", "x", "c", "a"]), ["c", "a", "b"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_doubled(
            count in 1_usize..12,
            moves in proptest::collection::vec((0_usize..12, 0_usize..15), 0..30)
        ) {
            let mut order: Vec<usize> = (0..count).collect();
            for (item, to) in moves {
                let to = match to {
                    13 => MoveTo::Up,
                    14 => MoveTo::Down,
                    place => MoveTo::Position(place),
                };
                order = moved(&order, &item, to);
                if let (MoveTo::Position(place), true) = (to, item < count) {
                    prop_assert_eq!(order[place.clamp(1, count) - 1], item);
                }
            }
            let mut sorted = order.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, (0..count).collect::<Vec<_>>());
            prop_assert_eq!(reordered(&(0..count).collect::<Vec<_>>(), &order), order);
        }
    }
}
