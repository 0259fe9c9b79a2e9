//! What a form sent: fields in their order, and how they are asked for.
//!
//! The guard reads it after the session, the role and the origin were checked, and checks its token, so a
//! handler that has a form may trust it.

use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;

use crate::app::{self, IdempotencyKey};
use crate::domain::ComponentId;
use crate::domain::text::check_search;
use crate::views::staff::Values;
use crate::web::body::Unread;
use crate::web::form_bounds::{MOST_FIELDS, NAME_BYTES};

/// Fields that are never sent back to a browser.
const SECRET_FIELDS: &[&str] = &[
    "password",
    "current_password",
    "factor_password",
    "secret",
    "code",
    "csrf",
];

/// Fields that belong to one sending: its idempotency key, its button, the version it was made for.
const SENDING_FIELDS: &[&str] = &["once", "do", "version"];

/// Why a form could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Its body is larger than its sender may send.
    TooLarge,
    /// It has more fields than any of ours, or a field with a name too long.
    TooManyFields,
    /// Its body ended early, or makes no sense.
    Broken,
}

impl From<Unread> for Unreadable {
    fn from(why: Unread) -> Self {
        match why {
            Unread::TooLarge => Self::TooLarge,
            Unread::Broken => Self::Broken,
        }
    }
}

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Upload {
    /// The field that it was chosen in.
    pub(crate) field: String,
    /// Its bytes, or the first of them.
    pub(crate) bytes: Bytes,
    /// It is larger than its route takes.
    pub(crate) is_cut: bool,
}

/// The fields of a form that a page of ours sent.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    fields: Values,
    file: Option<Upload>,
}

fn clean(text: &str) -> String {
    text.replace('\0', "").replace("\r\n", "\n")
}

impl Fields {
    /// Reads a form's body; bytes that are no UTF-8 become replacement characters, NUL is left out, line
    /// breaks are single. `None` when it has more fields than that, or a field with a name too long.
    pub(crate) fn parse(body: &[u8], most_fields: usize) -> Option<Self> {
        Self::of_parts(url::form_urlencoded::parse(body), None, most_fields)
    }

    /// Takes fields from elsewhere, within the same bounds and cleaned in the same way.
    pub(crate) fn of(fields: &[(String, String)], most_fields: usize) -> Option<Self> {
        Self::of_parts(
            fields.iter().map(|(name, value)| (name, value)),
            None,
            most_fields,
        )
    }

    /// Takes what a form with a file holds.
    pub(super) fn of_parts<N, V>(
        fields: impl IntoIterator<Item = (N, V)>,
        file: Option<Upload>,
        most_fields: usize,
    ) -> Option<Self>
    where
        N: AsRef<str>,
        V: AsRef<str>,
    {
        let mut kept = Vec::new();
        for (name, value) in fields {
            if kept.len() == most_fields || name.as_ref().len() > NAME_BYTES {
                return None;
            }
            kept.push((clean(name.as_ref()), clean(value.as_ref())));
        }
        Some(Self {
            fields: Values::new(kept),
            file,
        })
    }

    /// Returns the file of a field.
    pub(crate) fn file(&self, name: &str) -> Option<&Upload> {
        self.file.as_ref().filter(|file| file.field == name)
    }

    /// Reads the query of an address, as a form that asks sends it. A query that no form sends counts as empty.
    pub(crate) fn of_query(uri: &Uri) -> Self {
        let query = uri.query().unwrap_or_default();
        Self::parse(query.as_bytes(), MOST_FIELDS).unwrap_or_default()
    }

    /// Takes what a form shows, as if it had been sent.
    pub(crate) fn of_values(values: &Values) -> Self {
        Self {
            fields: values.clone(),
            ..Self::default()
        }
    }

    /// Returns a field as it was typed; the last one counts.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }

    /// Returns a field as it was typed, or nothing.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Returns a field without space around it, unless nothing is left.
    pub(crate) fn non_blank(&self, name: &str) -> Option<&str> {
        self.get(name)
            .map(str::trim)
            .filter(|text| !text.is_empty())
    }

    /// Returns every value of a field that was sent several times, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        self.fields.all(name)
    }

    /// Says whether a box is ticked or a button was pressed.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Returns what a button or choice says: `name[KEY]=value` for each key, in the order sent, what is
    /// empty left out.
    pub(crate) fn map(&self, name: &str) -> Vec<(&str, &str)> {
        let fields = self.fields.fields().iter();
        fields
            .filter_map(|(key, value)| {
                let key = key
                    .strip_prefix(name)?
                    .strip_prefix('[')?
                    .strip_suffix(']')?;
                (!value.is_empty()).then_some((key, value.as_str()))
            })
            .collect()
    }

    /// Returns the components that boxes or a list name, in the order sent; what is no id is left out.
    pub(crate) fn ids(&self, name: &str) -> Vec<ComponentId> {
        let all = self.all(name).into_iter();
        all.filter_map(ComponentId::parse).collect()
    }

    /// Returns which button was pressed.
    pub(crate) fn button(&self) -> &str {
        self.text("do")
    }

    /// Returns the version of what the form changes, as its sender had read it.
    pub(crate) fn version(&self) -> Option<&str> {
        self.get("version")
    }

    /// Says whether the form only comes back from a log-in, or asks to be shown: nothing is to be done yet.
    pub(crate) fn is_resumed(&self) -> bool {
        self.has("resume")
    }

    /// Returns the fields that may be shown again, without secrets.
    pub(crate) fn kept(&self) -> Vec<(String, String)> {
        let fields = self.fields.fields().iter();
        fields
            .filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()) && name != "resume")
            .cloned()
            .collect()
    }

    /// Returns what was typed, to be shown again, without what belongs to this one sending.
    pub(crate) fn typed(&self) -> Values {
        let mut kept = self.kept();
        kept.retain(|(name, _)| !SENDING_FIELDS.contains(&name.as_str()));
        Values::new(kept)
    }

    /// Returns which page of a list is asked for, from 1 on.
    pub(crate) fn page_number(&self) -> i64 {
        let number = self.get("page").and_then(|text| text.parse().ok());
        number.unwrap_or(1).clamp(1, 1_000_000)
    }

    /// Returns what a list is searched for.
    ///
    /// # Errors
    /// It is longer than any name.
    pub(crate) fn search(&self) -> Result<&str, app::Error> {
        let text = self.text("q");
        check_search(text).map_err(|why| app::Error::invalid("q", why))?;
        Ok(text)
    }

    /// Returns some fields of one line that were typed, each cut to so many characters.
    pub(crate) fn lines(&self, fields: &[(&str, usize)]) -> Values {
        let shown = |value: &str, most| value.chars().take(most).collect::<String>();
        fields
            .iter()
            .fold(Values::default(), |values, (name, most)| {
                values.with(name, shown(self.text(name), *most))
            })
    }

    /// Returns the idempotency key of the form.
    pub(crate) fn idempotency_key(&self, client: &str) -> Option<IdempotencyKey> {
        let key = self.non_blank("once")?;
        let mut request = Vec::new();
        let fields = self.fields.fields().iter();
        for (name, value) in fields.filter(|(name, _)| name != "csrf") {
            request.extend_from_slice(name.as_bytes());
            request.push(0);
            request.extend_from_slice(value.as_bytes());
            request.push(0);
        }
        Some(IdempotencyKey::new(client, key, &request))
    }
}

impl<S: Sync> FromRequestParts<S> for Fields {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.remove::<Self>().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;

    fn form(body: &[u8]) -> Fields {
        Fields::parse(body, MOST_FIELDS).expect("a form")
    }

    #[test]
    fn what_no_form_of_ours_sends_is_refused() {
        let fields = |count| "a&".repeat(count);
        assert!(Fields::parse(fields(10).as_bytes(), 10).is_some());
        assert!(Fields::parse(fields(11).as_bytes(), 10).is_none());
        let named = |bytes| format!("{}=x", "n".repeat(bytes));
        assert!(Fields::parse(named(NAME_BYTES).as_bytes(), 10).is_some());
        assert!(Fields::parse(named(NAME_BYTES + 1).as_bytes(), 10).is_none());
        let many = format!("/admin/login?{}", fields(MOST_FIELDS + 1))
            .parse()
            .expect("a path");
        assert!(Fields::of_query(&many).typed().fields().is_empty());
    }

    #[test]
    fn costs_no_more_than_its_length() {
        growth::assert_linear(
            &[
                "a&",
                "a=",
                "%",
                "%41",
                "+",
                "=",
                "&",
                "components%5Bc1%5D=x&",
                "by_name[é]=x&",
                "b",
            ],
            |body| {
                let form = Fields::parse(body.as_bytes(), usize::MAX).unwrap_or_default();
                form.kept().len() + form.map("components").len() + form.text("a").len()
            },
        );
    }

    #[test]
    fn fields_come_as_they_were_typed() {
        let form = form(
            b"name=+a%00b+&body=x%0D%0Ay&bad=%FF&components%5Bc1%5D=major_outage&components%5Bc2%5D=",
        );
        assert_eq!(form.text("name"), " ab ");
        assert_eq!(form.non_blank("name"), Some("ab"));
        assert_eq!(form.text("body"), "x\ny");
        assert_eq!(form.text("bad"), "\u{fffd}");
        assert_eq!(form.map("components"), [("c1", "major_outage")]);
        assert_eq!(form.non_blank("none"), None);
    }

    #[test]
    fn secrets_are_not_kept() {
        let form = form(b"email=a%40b&password=x&csrf=y&resume=1&body=z");
        let kept = form.kept();
        let names: Vec<&str> = kept.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["email", "body"]);
    }
}
