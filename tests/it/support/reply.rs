//! An answer, and questions to ask it.

use candor::web::front::AnswerBody;
use http::Response;
use http_body_util::BodyExt;
use scraper::{Html, Selector};

pub(crate) struct Reply {
    status: u16,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    pub(crate) async fn read(response: Response<AnswerBody>) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.to_vec(),
        }
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    /// Every value of a header.
    pub(crate) fn all_headers(&self, name: &str) -> Vec<String> {
        let values = self.headers.get_all(name).iter();
        values
            .map(|value| value.to_str().expect("text").to_owned())
            .collect()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The texts of the elements that a CSS selector finds, white space folded.
    pub(crate) fn all(&self, selector: &str) -> Vec<String> {
        let html = Html::parse_document(self.text());
        let selector = Selector::parse(selector).expect("a selector");
        html.select(&selector)
            .map(|element| {
                let text: String = element.text().collect();
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    /// The text of the one element that a CSS selector finds.
    pub(crate) fn one(&self, selector: &str) -> String {
        let mut all = self.all(selector);
        assert_eq!(all.len(), 1, "{selector} in {}", self.text());
        all.remove(0)
    }
}
