//! Bodies, read as leniently as Statuspage's clients need: JSON with or without a content type, forms of both
//! kinds with `incident[name]=x`, nothing at all.

#![expect(
    clippy::disallowed_types,
    reason = "one of the two readers of multipart forms"
)]

use axum::body::{Body, Bytes};
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue, Method};
use serde_json::{Map, Value};

use super::ManageApiError;
use super::given::Given;
use crate::app::IdempotencyKey;
use crate::web::body::{self, Unread};
use crate::web::form_bounds::{NAME_BYTES, most_fields};
use crate::web::{BODY_LIMIT, Web};

/// Longest key taken, in bytes.
const KEY_BYTES: usize = 255;

/// A request's body as fields, and what its headers ask.
pub(super) struct Input {
    fields: Map<String, Value>,
    request: Vec<u8>,
    headers: HeaderMap,
}

impl FromRequest<Web> for Input {
    type Rejection = ManageApiError;

    async fn from_request(request: Request, web: &Web) -> Result<Self, ManageApiError> {
        let (parts, body) = request.into_parts();
        let bytes = body::read(body, BODY_LIMIT).await?;
        let fields = match parts.method {
            Method::GET | Method::HEAD | Method::DELETE => Map::new(),
            _ => {
                let most_fields = most_fields(web.house.publication.edition().component_count);
                fields(&parts.headers, &bytes, most_fields).await?
            }
        };
        let mut asked = format!("{} {}\n", parts.method, parts.uri.path()).into_bytes();
        if kind_of(&parts.headers) == MULTIPART {
            // The same form has another boundary each time that it is sent.
            asked.extend_from_slice(Value::Object(fields.clone()).to_string().as_bytes());
        } else {
            asked.extend_from_slice(&bytes);
        }
        Ok(Self {
            fields,
            request: asked,
            headers: parts.headers,
        })
    }
}

impl From<Unread> for ManageApiError {
    fn from(why: Unread) -> Self {
        match why {
            Unread::TooLarge => Self::TooLarge,
            Unread::Broken => {
                Self::Malformed("The body ended early or its chunks make no sense".to_owned())
            }
        }
    }
}

impl Input {
    /// Returns the fields of the object under this name; those beside it are seen too, as some clients
    /// leave the wrapping out.
    ///
    /// # Errors
    /// The name holds something that is not an object.
    pub(super) fn object(&self, name: &str) -> Result<Given<'_>, ManageApiError> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Ok(Given::new(&self.fields)),
            Some(Value::Object(fields)) => Ok(Given::new(fields)),
            Some(_) => Err(ManageApiError::Malformed(format!(
                "{name} must be an object"
            ))),
        }
    }

    /// Returns the fields beside the object.
    pub(super) fn beside(&self) -> Given<'_> {
        Given::new(&self.fields)
    }

    /// Returns the version that the client insists on, as [`if_match`] does.
    pub(super) fn if_match(&self) -> Option<&str> {
        if_match(&self.headers)
    }

    /// Returns the idempotency key of the request.
    ///
    /// # Errors
    /// It is empty, too long, or no text.
    pub(super) fn idempotency_key(
        &self,
        client: &str,
    ) -> Result<Option<IdempotencyKey>, ManageApiError> {
        let Some(key) = self.headers.get("idempotency-key") else {
            return Ok(None);
        };
        let key = key.as_bytes();
        let fine = (1..=KEY_BYTES).contains(&key.len());
        match std::str::from_utf8(key) {
            Ok(text) if fine => Ok(Some(IdempotencyKey::new(client, text, &self.request))),
            _ => Err(ManageApiError::Malformed(
                "Idempotency-Key must be a text of 1 to 255 characters".to_owned(),
            )),
        }
    }
}

/// Returns the version that the client insists on; `*` insists on none. A header that cannot be read matches no
/// version.
pub(super) fn if_match(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get("if-match")?.to_str().unwrap_or_default();
    let value = value.trim();
    (value != "*").then(|| value.trim_matches('"'))
}

const MULTIPART: &str = "multipart/form-data";

/// Returns the content type without its parameters; empty if there is none.
fn kind_of(headers: &HeaderMap) -> String {
    headers
        .get(CONTENT_TYPE)
        .map(|value| value.to_str().unwrap_or("?"))
        .map(|value| value.split(';').next().unwrap_or_default().trim())
        .unwrap_or_default()
        .to_ascii_lowercase()
}

async fn fields(
    headers: &HeaderMap,
    bytes: &Bytes,
    most_fields: usize,
) -> Result<Map<String, Value>, ManageApiError> {
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    match kind_of(headers).as_str() {
        "" | "application/json" | "text/json" => json(bytes),
        "application/x-www-form-urlencoded" => form(bytes, most_fields),
        MULTIPART => {
            let content_type = headers.get(CONTENT_TYPE).cloned();
            nested(multipart(content_type, bytes.clone()).await?, most_fields)
        }
        other if other.ends_with("+json") => json(bytes),
        _ => Err(ManageApiError::UnsupportedType),
    }
}

fn json(bytes: &[u8]) -> Result<Map<String, Value>, ManageApiError> {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(ManageApiError::Malformed(
            "The body must be a JSON object".to_owned(),
        )),
        Err(error) => Err(ManageApiError::Malformed(format!(
            "The body is not JSON: {error}"
        ))),
    }
}

fn form(bytes: &[u8], most_fields: usize) -> Result<Map<String, Value>, ManageApiError> {
    if std::str::from_utf8(bytes).is_err() {
        return Err(ManageApiError::Malformed(
            "The form is not UTF-8".to_owned(),
        ));
    }
    let pairs = url::form_urlencoded::parse(bytes);
    nested(
        pairs.map(|(key, value)| (key.into_owned(), value.into_owned())),
        most_fields,
    )
}

/// Reads the fields of a form as `curl -F` sends it (RFC 7578).
async fn multipart(
    content_type: Option<HeaderValue>,
    bytes: Bytes,
) -> Result<Vec<(String, String)>, ManageApiError> {
    let malformed = |why: &str| ManageApiError::Malformed(format!("The form {why}"));
    let mut request = Request::new(Body::from(bytes));
    request
        .headers_mut()
        .extend(content_type.map(|kind| (CONTENT_TYPE, kind)));
    let parts = Multipart::from_request(request, &()).await;
    let mut parts = parts.map_err(|_| malformed("says no boundary"))?;
    let mut pairs = Vec::new();
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|_| malformed("ends early"))?
    {
        if part.file_name().is_some() {
            return Err(malformed("must hold fields and no files"));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let content = part.bytes().await.map_err(|_| malformed("ends early"))?;
        let content = String::from_utf8(content.into()).map_err(|_| malformed("is not UTF-8"))?;
        pairs.push((name, content));
    }
    Ok(pairs)
}

/// Reads `a[b][c]=x` into nested objects and `a[b][]=x` into lists.
fn nested(
    pairs: impl IntoIterator<Item = (String, String)>,
    most_fields: usize,
) -> Result<Map<String, Value>, ManageApiError> {
    let mut root = Value::Object(Map::new());
    for (count, (key, value)) in pairs.into_iter().enumerate() {
        if count == most_fields || key.len() > NAME_BYTES {
            return Err(ManageApiError::TooLarge);
        }
        let mut path = vec![key.split('[').next().unwrap_or_default().to_owned()];
        path.extend(
            key.split('[')
                .skip(1)
                .map(|part| part.trim_end_matches(']').to_owned()),
        );
        if path.len() > FORM_DEPTH {
            return Err(ManageApiError::Malformed(
                "The form is nested too deeply".to_owned(),
            ));
        }
        put(&mut root, &path, value);
    }
    match root {
        Value::Object(fields) => Ok(fields),
        _ => Ok(Map::new()),
    }
}

/// Deepest nesting of a form's keys.
const FORM_DEPTH: usize = 8;

fn put(place: &mut Value, path: &[String], value: String) {
    let Some((first, rest)) = path.split_first() else {
        *place = Value::String(value);
        return;
    };
    if first.is_empty() {
        if !place.is_array() {
            *place = Value::Array(Vec::new());
        }
        if let Value::Array(list) = place {
            list.push(Value::Null);
            if let Some(last) = list.last_mut() {
                put(last, rest, value);
            }
        }
        return;
    }
    if !place.is_object() {
        *place = Value::Object(Map::new());
    }
    if let Value::Object(fields) = place {
        put(
            fields.entry(first.clone()).or_insert(Value::Null),
            rest,
            value,
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn forms_nest() {
        let fields = form(
            b"incident[name]=a+b&incident[components][c1]=major_outage&incident[component_ids][]=c1\
              &incident[component_ids][]=c2",
            100,
        )
        .expect("a form");
        assert_eq!(
            Value::Object(fields),
            json!({"incident": {
                "name": "a b",
                "components": {"c1": "major_outage"},
                "component_ids": ["c1", "c2"],
            }})
        );
        assert!(form(b"a[b][c][d][e][f][g][h][i]=1", 100).is_err());
        assert!(form("a&".repeat(101).as_bytes(), 100).is_err());
        assert!(form("n".repeat(257).as_bytes(), 100).is_err());
    }

    #[test]
    fn json_must_be_an_object() {
        assert!(json(b"[1]").is_err());
        assert!(json(b"{\"a\":").is_err());
        assert!(json("[".repeat(10_000).as_bytes()).is_err());
        assert!(json(b"{}").is_ok());
    }
}
