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
pub(super) fn ranges(groups: &[&str]) -> String {
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

/// A group and the names of its components; `name` is `None` for the components at the top level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupNames {
    /// The group's name.
    pub name: Option<String>,
    /// Its components' names.
    pub components: Vec<String>,
}

/// Why a typed range was refused; names the part not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RangeError {
    /// No group is called so, and no two groups span it.
    NoGroup(String),
    /// A group has no such component.
    NoComponent {
        /// The group; `None` at the top level.
        group: Option<String>,
        /// The name asked for.
        name: String,
    },
    /// Nothing was typed where something was expected.
    Empty,
}

impl std::fmt::Display for RangeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoGroup(part) => write!(f, "has no group {part}"),
            Self::NoComponent {
                group: Some(group),
                name,
            } => write!(f, "has no component {name} in {group}"),
            Self::NoComponent { group: None, name } => write!(f, "has no component {name}"),
            Self::Empty => f.write_str("names nothing where a name is expected"),
        }
    }
}

/// Reads what [`spreads`] writes: `NAME in GROUP, GROUP–GROUP; NAME`, with a hyphen or an en dash.
///
/// A range takes the groups with its prefix and a number between its ends, both of which must exist.
/// A trailing `(30 groups)` is passed over.
///
/// # Errors
/// The part that names nothing.
pub fn parse(text: &str, groups: &[GroupNames]) -> Result<Vec<Touched>, RangeError> {
    let mut touched = Vec::new();
    for part in text.split(';') {
        let part = without_count(part.trim());
        if part.is_empty() {
            return Err(RangeError::Empty);
        }
        let whole = find(groups, None, part);
        match part.rsplit_once(" in ") {
            Some((name, list)) if whole.is_err() => {
                let name = name.trim();
                for range in list.split(',') {
                    for group in expand(range.trim(), groups)? {
                        touched.push(find(groups, Some(group), name)?);
                    }
                }
            }
            _ => touched.push(whole?),
        }
    }
    Ok(touched)
}

fn without_count(part: &str) -> &str {
    match part
        .strip_suffix(" groups)")
        .and_then(|rest| rest.rsplit_once(" ("))
    {
        Some((rest, count)) if count.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => part,
    }
}

fn find(groups: &[GroupNames], group: Option<&str>, name: &str) -> Result<Touched, RangeError> {
    let has = groups.iter().any(|one| {
        one.name.as_deref() == group && one.components.iter().any(|known| known == name)
    });
    let group = group.map(str::to_owned);
    let name = name.to_owned();
    if has {
        Ok(Touched { group, name })
    } else {
        Err(RangeError::NoComponent { group, name })
    }
}

fn expand<'a>(range: &'a str, groups: &'a [GroupNames]) -> Result<Vec<&'a str>, RangeError> {
    if range.is_empty() {
        return Err(RangeError::Empty);
    }
    let names = || groups.iter().filter_map(|one| one.name.as_deref());
    if names().any(|name| name == range) {
        return Ok(vec![range]);
    }
    for (at, dash) in range.match_indices(['-', '–']) {
        let (first, last) = (range[..at].trim(), range[at + dash.len()..].trim());
        let both = names().any(|name| name == first) && names().any(|name| name == last);
        if let (true, Some((prefix, low)), Some((other, high))) =
            (both, numbered(first), numbered(last))
            && prefix == other
            && low <= high
        {
            return Ok(names()
                .filter(|name| {
                    numbered(name).is_some_and(|(its, number)| {
                        its == prefix && (low..=high).contains(&number)
                    })
                })
                .collect());
        }
    }
    Err(RangeError::NoGroup(range.to_owned()))
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

    fn deployments() -> Vec<GroupNames> {
        let order = (1..=8).chain([47]).chain(10..=46).chain([9]);
        let mut groups: Vec<GroupNames> = order
            .map(|number| GroupNames {
                name: Some(format!("DUO{number}")),
                components: vec!["Phone Call Delivery".into(), "Check in".into()],
            })
            .collect();
        groups.push(GroupNames {
            name: None,
            components: vec!["Website".into(), "Made in France".into()],
        });
        groups
    }

    #[test]
    fn typed_ranges_are_read() {
        let groups = deployments();
        let read = |text: &str| parse(text, &groups).map(|touched| touched.len());
        assert_eq!(
            read("Phone Call Delivery in DUO1-DUO8, DUO47, DUO10-DUO30"),
            Ok(30)
        );
        assert_eq!(
            read("Phone Call Delivery in DUO1–DUO8, DUO47, DUO10–DUO30 (30 groups)"),
            Ok(30)
        );
        assert_eq!(read("Check in in DUO7; Website; Made in France"), Ok(3));
        assert_eq!(
            read("Phone Call Delivery in DUO1-DUO99"),
            Err(RangeError::NoGroup("DUO1-DUO99".into()))
        );
        assert_eq!(
            read("Phone Call Delivery in DUO8-DUO1"),
            Err(RangeError::NoGroup("DUO8-DUO1".into()))
        );
        assert!(matches!(
            read("Fax in DUO7"),
            Err(RangeError::NoComponent { .. })
        ));
        assert_eq!(read("Phone Call Delivery in DUO7,"), Err(RangeError::Empty));
        assert_eq!(read(""), Err(RangeError::Empty));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(picked in proptest::sample::subsequence((0..47).collect::<Vec<usize>>(), 1..47)) {
            let groups = deployments();
            let touched: Vec<Touched> = picked
                .iter()
                .map(|place| Touched {
                    group: groups[*place].name.clone(),
                    name: "Phone Call Delivery".into(),
                })
                .collect();
            let spread = &spreads(&touched)[0];
            let text = format!("{} in {}", spread.name, spread.groups);
            let mut read = parse(&text, &groups).expect("our own form");
            let place = |one: &Touched| groups.iter().position(|group| group.name == one.group);
            read.sort_by_key(place);
            prop_assert_eq!(read, touched);
        }

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
