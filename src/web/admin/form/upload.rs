//! Forms with a file: their fields, and the file as far as its route allows.

#![expect(
    clippy::disallowed_types,
    reason = "one of the two readers of multipart forms"
)]

use axum::body::Body;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderValue};
use http_body_util::BodyExt;

use super::fields::{Fields, Unreadable, Upload};

/// Bytes that a form may hold beside its file.
pub(crate) const ROOM: usize = 16 * 1024;

/// Most bytes that are read of a body. What is more than its route keeps is dropped unseen: a browser reads no answer
/// before it has sent everything, and the person who chose too large a file must see what is wrong with it.
const MOST_READ: usize = 8 * 1024 * 1024;

/// Returns the content type of a form with files; `None` for any other.
pub(crate) fn content_type(headers: &HeaderMap) -> Option<HeaderValue> {
    let value = headers.get(CONTENT_TYPE)?;
    let text = value.to_str().ok()?.trim_start().to_ascii_lowercase();
    text.starts_with("multipart/form-data")
        .then(|| value.clone())
}

/// Reads a form with files, of which the last one counts.
pub(crate) async fn read(
    content_type: HeaderValue,
    body: Body,
    most: usize,
    most_fields: usize,
) -> Result<Fields, Unreadable> {
    let (bytes, is_cut) = take(body, most).await?;
    let mut request = Request::new(Body::from(bytes));
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    let mut parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Unreadable::Broken)?;
    let mut fields = Vec::new();
    let mut file: Option<Upload> = None;
    loop {
        let mut part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(_) if is_cut => break,
            Err(_) => return Err(Unreadable::Broken),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let (bytes, is_whole) = content(&mut part).await;
        match (is_file, is_whole) {
            (_, false) if !is_cut => return Err(Unreadable::Broken),
            (true, _) => {
                file = Some(Upload {
                    field: name,
                    bytes: bytes.into(),
                    is_cut: !is_whole,
                });
            }
            (false, true) => fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            (false, false) => {}
        }
        if fields.len() > most_fields {
            return Err(Unreadable::TooManyFields);
        }
    }
    // If anything but the file is too long, it is unknown which fields were lost.
    if is_cut && !file.as_ref().is_some_and(|file| file.is_cut) {
        return Err(Unreadable::TooLarge);
    }
    Fields::of_parts(fields, file, most_fields).ok_or(Unreadable::TooManyFields)
}

/// Reads a body to its end and keeps its first bytes; says whether there were more.
async fn take(mut body: Body, most: usize) -> Result<(Vec<u8>, bool), Unreadable> {
    let mut kept = Vec::new();
    let mut count = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Unreadable::Broken)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        count += data.len();
        if count > MOST_READ {
            return Err(Unreadable::TooLarge);
        }
        let room = most - kept.len();
        kept.extend_from_slice(&data[..data.len().min(room)]);
    }
    Ok((kept, count > most))
}

/// Reads a part as far as it is there; says whether that is all of it.
async fn content(part: &mut Field<'_>) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    loop {
        match part.chunk().await {
            Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
            Ok(None) => return (bytes, true),
            Err(_) => return (bytes, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;
    use proptest::prelude::*;

    async fn form(body: impl Into<Vec<u8>>, most: usize) -> Result<Fields, Unreadable> {
        let content_type = HeaderValue::from_static("multipart/form-data; boundary=b");
        read(content_type, Body::from(body.into()), most, 100).await
    }

    fn part(name: &str, content: &str) -> String {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{content}\r\n")
    }

    fn file(content: &str) -> String {
        part("logo\"; filename=\"a.png", content)
    }

    #[tokio::test]
    async fn fields_and_a_file_are_read() {
        let body = part("kind", "ic\0on") + &file("PNG") + "--b--\r\n";
        let form = form(body, 1000).await.expect("a form");
        assert_eq!(form.text("kind"), "icon");
        let file = form.file("logo").expect("a file");
        assert_eq!((&*file.bytes, file.is_cut), (&b"PNG"[..], false));
        assert_eq!(form.file("kind"), None);
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_is_cut_and_the_fields_before_it_stay() {
        let body = part("kind", "icon") + &file(&"x".repeat(5000)) + "--b--\r\n";
        let form = form(body, 1000).await.expect("a form");
        assert_eq!(form.text("kind"), "icon");
        let file = form.file("logo").expect("a file");
        assert!(file.is_cut && file.bytes.len() < 1000);
    }

    #[tokio::test]
    async fn what_makes_no_sense_is_refused() {
        let long = part("kind", &"x".repeat(5000)) + "--b--\r\n";
        assert!(matches!(form(long, 1000).await, Err(Unreadable::TooLarge)));
        let huge = part("kind", "icon") + &file(&"x".repeat(MOST_READ)) + "--b--\r\n";
        assert!(matches!(form(huge, 1000).await, Err(Unreadable::TooLarge)));
        let many = part("kind", "x").repeat(101) + "--b--\r\n";
        assert!(matches!(
            form(many, 100_000).await,
            Err(Unreadable::TooManyFields)
        ));
        for broken in ["--b\r\n", "--b\r\nx\r\n\r\ny", &file("unfinished")] {
            let read = form(broken, 1000).await;
            assert!(matches!(read, Err(Unreadable::Broken)), "{broken}");
        }
        let without_boundary = HeaderValue::from_static("multipart/form-data");
        let read = read(without_boundary, Body::empty(), 1000, 100).await;
        assert!(matches!(read, Err(Unreadable::Broken)));
    }

    #[test]
    fn only_forms_with_files_are_taken_for_them() {
        let of = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(text));
            content_type(&headers).is_some()
        };
        assert!(of("Multipart/Form-Data; boundary=b"));
        assert!(!of("application/x-www-form-urlencoded"));
        assert!(!of("text/plain; x=multipart/form-data"));
        assert_eq!(content_type(&HeaderMap::new()), None);
    }

    proptest! {
        #[test]
        fn no_body_is_too_odd(
            pieces in proptest::collection::vec(
                prop_oneof![
                    Just("--b".to_owned()),
                    Just("--b--".to_owned()),
                    Just("\r\n".to_owned()),
                    Just("Content-Disposition: form-data; name=\"a\"".to_owned()),
                    Just("; filename=\"f\"".to_owned()),
                    ".{0,20}",
                ],
                0..40,
            ),
            most in 0usize..400,
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
            if let Ok(form) = runtime.block_on(form(pieces.concat(), most)) {
                prop_assert!(form.file("a").is_none_or(|file| file.bytes.len() <= most));
            }
        }
    }

    #[test]
    fn costs_no_more_than_its_length() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        growth::assert_linear(
            &[
                "--b\r\n",
                "--b",
                "--",
                "\r\n",
                "\r\n\r\n",
                "-",
                "\n",
                "Content-Disposition: form-data; name=\"a\"",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n",
                "; filename=\"f\"",
                "x",
            ],
            |body| {
                let content_type = HeaderValue::from_static("multipart/form-data; boundary=b");
                let body = Body::from(body.to_owned());
                let read = runtime.block_on(read(content_type, body, usize::MAX, usize::MAX));
                read.map_or(0, |form| form.kept().len())
            },
        );
    }
}
