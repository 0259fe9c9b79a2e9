//! What an incident touched, in the page's order: the parts of the affected sentence, its short range
//! form, and the reading of typed ranges.

/// One component with its group's name, as the page orders them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The group's name; `None` for a top-level component.
    pub group: Option<String>,
    /// The component's name.
    pub name: String,
}

/// Returns the items of the affected sentence: `GROUP (A, B)` for each group, `NAME` without one.
///
/// The order given is kept; neighbours of one group share its parentheses.
pub fn items(touched: &[Touched]) -> Vec<String> {
    touched
        .chunk_by(|a, b| a.group.is_some() && a.group == b.group)
        .map(|run| {
            let names: Vec<&str> = run.iter().map(|one| one.name.as_str()).collect();
            match &run[0].group {
                Some(group) => format!("{group} ({})", names.join(", ")),
                None => names.join(", "),
            }
        })
        .collect()
}

/// One component name and the groups in which it is touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// The component's name.
    pub name: String,
    /// The groups, runs of consecutive numbers drawn together: `DUO1–DUO8, DUO47`. Empty without groups.
    pub groups: String,
    /// How many groups.
    pub group_count: usize,
}

/// Returns the range form: for each component name the groups it is touched in.
pub fn spreads(touched: &[Touched]) -> Vec<Spread> {
    let mut names: Vec<&str> = Vec::new();
    for one in touched {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    names
        .into_iter()
        .map(|name| {
            let groups: Vec<&str> = touched
                .iter()
                .filter(|one| one.name == name)
                .filter_map(|one| one.group.as_deref())
                .collect();
            Spread {
                name: name.to_owned(),
                groups: ranges(&groups),
                group_count: groups.len(),
            }
        })
        .collect()
}

/// Draws neighbours with consecutive numbers together: three or more become `FIRST–LAST`.
fn ranges(groups: &[&str]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut rest = groups;
    while let Some(first) = rest.first() {
        let run = rest
            .windows(2)
            .take_while(|pair| follows(pair[0], pair[1]))
            .count()
            + 1;
        if run >= 3 {
            parts.push(format!("{first}–{}", rest[run - 1]));
        } else {
            parts.extend(rest[..run].iter().map(|group| (*group).to_owned()));
        }
        rest = &rest[run..];
    }
    parts.join(", ")
}

/// Splits `DUO47` into `("DUO", 47)`; a number with leading zeros or too many digits is not one.
fn numbered(text: &str) -> Option<(&str, u64)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = text.split_at(text.len() - digits);
    if digits == 0 || (digits > 1 && number.starts_with('0')) {
        return None;
    }
    Some((prefix, number.parse().ok()?))
}

fn follows(earlier: &str, later: &str) -> bool {
    match (numbered(earlier), numbered(later)) {
        (Some((a, m)), Some((b, n))) => a == b && m.checked_add(1) == Some(n),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn touched(pairs: &[(&str, &str)]) -> Vec<Touched> {
        pairs
            .iter()
            .map(|(group, name)| Touched {
                group: (!group.is_empty()).then(|| (*group).to_owned()),
                name: (*name).to_owned(),
            })
            .collect()
    }

    #[test]
    fn one_group_shares_its_parentheses() {
        let it = touched(&[
            ("DUO1", "Phone"),
            ("DUO1", "SMS"),
            ("DUO2", "Push"),
            ("", "Website"),
            ("", "Docs"),
        ]);
        assert_eq!(
            items(&it),
            ["DUO1 (Phone, SMS)", "DUO2 (Push)", "Website", "Docs"]
        );
    }

    #[test]
    fn the_duo_example_in_range_form() {
        let order = (1..=8).chain([47]).chain(10..=30);
        let it: Vec<Touched> = order
            .map(|number| Touched {
                group: Some(format!("DUO{number}")),
                name: "Phone Call Delivery".into(),
            })
            .collect();
        assert_eq!(
            spreads(&it),
            [Spread {
                name: "Phone Call Delivery".into(),
                groups: "DUO1–DUO8, DUO47, DUO10–DUO30".into(),
                group_count: 30,
            }]
        );
    }

    #[test]
    fn two_in_a_row_are_listed() {
        let it = touched(&[("A1", "x"), ("A2", "x"), ("B", "x"), ("A007", "x")]);
        assert_eq!(spreads(&it)[0].groups, "A1, A2, B, A007");
    }

    proptest! {
        #[test]
        fn ranges_name_first_and_last_and_lose_none(numbers in proptest::collection::vec(0u64..40, 0..30)) {
            let names: Vec<String> = numbers.iter().map(|n| format!("G{n}")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut back = Vec::new();
            let text = ranges(&names);
            for part in text.split(", ").filter(|part| !part.is_empty()) {
                match part.split_once('–') {
                    Some((a, b)) => {
                        let (_, a) = numbered(a).expect("numbered");
                        let (_, b) = numbered(b).expect("numbered");
                        back.extend(a..=b);
                    }
                    None => back.push(numbered(part).expect("numbered").1),
                }
            }
            prop_assert_eq!(back, numbers);
        }
    }
}
