//! What an incident touched, in the page's order: the parts of the affected sentence, its short range
//! form, and the reading of typed ranges.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::domain::problem::{ComponentProblem, Problem, TextProblem};
use crate::domain::text::{NAME_MAX_CHARS, shortened};

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
    /// The groups, runs of consecutive numbers joined: `DUO1–DUO8, DUO47`. Empty without groups.
    pub groups: String,
    /// How many groups.
    pub group_count: usize,
}

/// Returns the range form: for each component name the groups it is touched in.
pub fn spreads(touched: &[Touched]) -> Vec<Spread> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut spread: Vec<(&str, Vec<&str>)> = Vec::new();
    for component in touched {
        let place = *places.entry(&component.name).or_insert(spread.len());
        if place == spread.len() {
            spread.push((&component.name, Vec::new()));
        }
        spread[place].1.extend(component.group.as_deref());
    }
    spread
        .into_iter()
        .map(|(name, groups)| Spread {
            name: name.to_owned(),
            groups: ranges(&groups),
            group_count: groups.len(),
        })
        .collect()
}

/// Joins neighbours with consecutive numbers: three or more become `FIRST–LAST`.
pub(in crate::domain) fn ranges(groups: &[&str]) -> String {
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

/// Splits `DUO47` into `("DUO", 47)`; a number with leading zeros or too many digits does not count.
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

/// Longest text of typed ranges, in bytes.
pub const RANGES_MAX_BYTES: usize = 8 * 1024;

/// Longest name of a group or component, in bytes: 255 characters.
const NAME_MAX_BYTES: usize = 4 * NAME_MAX_CHARS;

/// What is wrong with typed ranges that are longer than [`RANGES_MAX_BYTES`].
pub fn too_long() -> Problem {
    let max_bytes = RANGES_MAX_BYTES;
    TextProblem::TooManyBytes { max_bytes }.into()
}

/// The names of a page, to read typed ranges by.
pub struct Names<'a> {
    /// Each group by its name, in the page's order.
    groups: HashMap<&'a str, usize>,
    components: HashSet<(Option<&'a str>, &'a str)>,
    /// For each prefix of a name the numbers after it, with the groups' places.
    numbered: HashMap<&'a str, BTreeMap<u64, Vec<usize>>>,
    order: Vec<&'a str>,
}

impl<'a> Names<'a> {
    /// Takes the groups with their components, in the page's order.
    pub fn new(groups: &'a [GroupNames]) -> Self {
        let mut names = Self {
            groups: HashMap::new(),
            components: HashSet::new(),
            numbered: HashMap::new(),
            order: Vec::new(),
        };
        for of_group in groups {
            let group = of_group.name.as_deref();
            names.components.extend(
                of_group
                    .components
                    .iter()
                    .map(|name| (group, name.as_str())),
            );
            let Some(name) = group else { continue };
            let place = names.order.len();
            names.order.push(name);
            names.groups.entry(name).or_insert(place);
            if let Some((prefix, number)) = numbered(name) {
                let numbers = names.numbered.entry(prefix).or_default();
                numbers.entry(number).or_default().push(place);
            }
        }
        names
    }

    /// Reads what [`spreads`] writes: `NAME in GROUP, GROUP–GROUP; NAME`, with a hyphen or an en dash.
    ///
    /// A range takes the groups with its prefix and a number between its ends, both of which must exist.
    /// A trailing `(30 groups)` is ignored.
    ///
    /// # Errors
    /// The part that names nothing; a text that is too long, or names more than the page has.
    pub fn parse(&self, text: &str) -> Result<Vec<Touched>, Problem> {
        if text.len() > RANGES_MAX_BYTES {
            return Err(too_long());
        }
        let mut touched = Vec::new();
        for part in text.split(';') {
            let part = without_count(part.trim());
            if part.is_empty() {
                return Err(ComponentProblem::NothingNamed.into());
            }
            let whole = self.find(None, part);
            match part.rsplit_once(" in ") {
                Some((name, list)) if whole.is_err() => {
                    let name = name.trim();
                    for range in list.split(',') {
                        for group in self.expand(range.trim())? {
                            touched.push(self.find(Some(group), name)?);
                        }
                        self.check_count(&touched)?;
                    }
                }
                _ => touched.push(whole?),
            }
            self.check_count(&touched)?;
        }
        Ok(touched)
    }

    fn check_count(&self, touched: &[Touched]) -> Result<(), Problem> {
        let max = self.components.len();
        if touched.len() > max {
            return Err(ComponentProblem::NamedTwice { max }.into());
        }
        Ok(())
    }

    fn find(&self, group: Option<&str>, name: &str) -> Result<Touched, Problem> {
        if self.components.contains(&(group, name)) {
            return Ok(Touched {
                group: group.map(str::to_owned),
                name: name.to_owned(),
            });
        }
        let name = shortened(name, NAME_MAX_CHARS).into();
        Err(match group.map(Into::into) {
            Some(group) => ComponentProblem::NoComponentInGroup { name, group }.into(),
            None => ComponentProblem::NoComponent { name }.into(),
        })
    }

    fn expand(&self, range: &str) -> Result<Vec<&'a str>, Problem> {
        if range.is_empty() {
            return Err(ComponentProblem::NothingNamed.into());
        }
        let group = |name: &str| self.groups.get(name).map(|place| self.order[*place]);
        if let Some(name) = group(range) {
            return Ok(vec![name]);
        }
        let is_short = range.len() <= 2 * NAME_MAX_BYTES + 3;
        for (at, dash) in range.match_indices(['-', '–']).filter(|_| is_short) {
            let (first, last) = (range[..at].trim(), range[at + dash.len()..].trim());
            if let (Some(first), Some(last)) = (group(first), group(last))
                && let (Some((prefix, low)), Some((other, high))) =
                    (numbered(first), numbered(last))
                && prefix == other
                && low <= high
                && let Some(numbers) = self.numbered.get(prefix)
            {
                let mut places: Vec<usize> = numbers
                    .range(low..=high)
                    .flat_map(|(_, at)| at)
                    .copied()
                    .collect();
                places.sort_unstable();
                return Ok(places.into_iter().map(|place| self.order[place]).collect());
            }
        }
        let name = shortened(range, NAME_MAX_CHARS).into();
        Err(ComponentProblem::NoGroup { name }.into())
    }
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

fn follows(earlier: &str, later: &str) -> bool {
    match (numbered(earlier), numbered(later)) {
        (Some((a, m)), Some((b, n))) => a == b && m.checked_add(1) == Some(n),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;
    use crate::i18n::english;
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
        let touched = touched(&[
            ("DUO1", "Phone"),
            ("DUO1", "SMS"),
            ("DUO2", "Push"),
            ("", "Website"),
            ("", "Docs"),
        ]);
        assert_eq!(
            items(&touched),
            ["DUO1 (Phone, SMS)", "DUO2 (Push)", "Website", "Docs"]
        );
    }

    #[test]
    fn the_duo_example_in_range_form() {
        let order = (1..=8).chain([47]).chain(10..=30);
        let touched: Vec<Touched> = order
            .map(|number| Touched {
                group: Some(format!("DUO{number}")),
                name: "Phone Call Delivery".into(),
            })
            .collect();
        assert_eq!(
            spreads(&touched),
            [Spread {
                name: "Phone Call Delivery".into(),
                groups: "DUO1–DUO8, DUO47, DUO10–DUO30".into(),
                group_count: 30,
            }]
        );
    }

    #[test]
    fn two_in_a_row_are_listed() {
        let touched = touched(&[("A1", "x"), ("A2", "x"), ("B", "x"), ("A007", "x")]);
        assert_eq!(spreads(&touched)[0].groups, "A1, A2, B, A007");
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
        let names = Names::new(&groups);
        let read = |text: &str| names.parse(text).map(|touched| touched.len());
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
            Err(ComponentProblem::NoGroup {
                name: "DUO1-DUO99".into()
            }
            .into())
        );
        assert_eq!(
            read("Phone Call Delivery in DUO8-DUO1"),
            Err(ComponentProblem::NoGroup {
                name: "DUO8-DUO1".into()
            }
            .into())
        );
        assert!(matches!(
            read("Fax in DUO7"),
            Err(Problem::Component(
                ComponentProblem::NoComponentInGroup { .. }
            ))
        ));
        assert_eq!(
            read("Phone Call Delivery in DUO7,"),
            Err(ComponentProblem::NothingNamed.into())
        );
        assert_eq!(read(""), Err(ComponentProblem::NothingNamed.into()));
    }

    #[test]
    fn ranges_make_no_more_than_there_is() {
        let groups = deployments();
        let names = Names::new(&groups);
        let twice = "Phone Call Delivery in DUO1-DUO47,DUO1-DUO47";
        assert_eq!(names.parse(twice).map(|touched| touched.len()), Ok(94));
        let often = format!("Check in in {}DUO1", "DUO1-DUO47,".repeat(3));
        assert_eq!(
            names.parse(&often),
            Err(ComponentProblem::NamedTwice { max: 96 }.into())
        );
        let long = format!("Check in in {}DUO1", "DUO1,".repeat(2_000));
        assert_eq!(names.parse(&long), Err(too_long()));
        let unheard = format!("Check in in {}", "-".repeat(8_000));
        let why = names.parse(&unheard).expect_err("no group");
        let why = english().problem(&why);
        assert!(why.chars().count() < 300, "{why}");
    }

    #[test]
    fn costs_no_more_than_its_length() {
        let groups = deployments();
        let names = Names::new(&groups);
        growth::assert_linear(
            &[
                "Check in in ",
                "DUO1-DUO47,",
                "DUO1-",
                "DUO47",
                "-",
                "–",
                ",",
                ";",
                "Website;",
                " in ",
                "1",
                "(3 groups)",
                "x",
                " ",
            ],
            |text| match names.parse(text) {
                Ok(touched) => touched.len(),
                Err(why) => english().problem(&why).len(),
            },
        );
        growth::assert_linear(&["DUO1", "DUO2", "A9", "x", ";"], |text| {
            let touched: Vec<Touched> = text
                .split(';')
                .map(|name| Touched {
                    group: Some(name.to_owned()),
                    name: name.to_owned(),
                })
                .collect();
            spreads(&touched).len() + items(&touched).len()
        });
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(chosen in proptest::sample::subsequence((0..47).collect::<Vec<usize>>(), 1..47)) {
            let groups = deployments();
            let touched: Vec<Touched> = chosen
                .iter()
                .map(|place| Touched {
                    group: groups[*place].name.clone(),
                    name: "Phone Call Delivery".into(),
                })
                .collect();
            let spread = &spreads(&touched)[0];
            let text = format!("{} in {}", spread.name, spread.groups);
            let mut read = Names::new(&groups).parse(&text).expect("our own form");
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
