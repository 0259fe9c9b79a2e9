//! The audit log to take along, for spreadsheets and programs.

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use serde_json::{Value, json};

use super::log::Asked;
use crate::domain::AuditEntry;
use crate::web::admin::{AdminError, Answer, StaffRequest, uncached};
use crate::wire::times::rfc3339;
use crate::zone::Zone;

/// Entries of an export at most.
const AT_MOST: usize = 100_000;

/// Entries that are read at once, so that no read of the database takes long.
const A_CHUNK: i64 = 1_000;

/// The first line of the CSV.
const HEAD: [&str; 8] = [
    "number", "at", "who", "door", "address", "action", "subject", "detail",
];

/// Answers with the entries as CSV (RFC 4180).
pub(super) async fn csv(request: StaffRequest, uri: Uri) -> Answer {
    let asked = Asked::of(&uri)?;
    let mut text = String::new();
    write_line(&mut text, &HEAD);
    let rows = read(&request, &asked, |number, entry| {
        let number = number.to_string();
        let at = rfc3339(&Zone::utc(), entry.at);
        write_line(
            &mut text,
            &[
                &number,
                &at,
                &entry.actor,
                &entry.door,
                entry.address.as_deref().unwrap_or_default(),
                &entry.action,
                &entry.subject,
                &entry.detail,
            ],
        );
    })
    .await?;
    record(&request, &asked, "csv", rows).await?;
    Ok(file(&request, text, "csv", "text/csv; charset=utf-8"))
}

/// Answers with the entries as a JSON array, one a line.
pub(super) async fn json(request: StaffRequest, uri: Uri) -> Answer {
    let asked = Asked::of(&uri)?;
    let mut text = String::from("[");
    let rows = read(&request, &asked, |number, entry| {
        let detail = serde_json::from_str(&entry.detail)
            .unwrap_or_else(|_| Value::String(entry.detail.clone()));
        let line = json!({
            "number": number,
            "at": rfc3339(&Zone::utc(), entry.at),
            "who": entry.actor,
            "door": entry.door,
            "address": entry.address,
            "action": entry.action,
            "subject": entry.subject,
            "detail": detail,
        });
        text.push_str(if text.len() > 1 { ",\n" } else { "\n" });
        text.push_str(&line.to_string());
    })
    .await?;
    text.push_str("\n]\n");
    record(&request, &asked, "json", rows).await?;
    Ok(file(&request, text, "json", "application/json"))
}

/// Reads the entries, newest first, and returns how many there were.
async fn read(
    request: &StaffRequest,
    asked: &Asked,
    mut each: impl FnMut(i64, &AuditEntry),
) -> Result<usize, AdminError> {
    let mut filter = asked.filter.clone();
    let mut count = 0;
    loop {
        let mut read = request.web.read().await?;
        let chunk = read.list_audit(&filter, A_CHUNK).await?;
        drop(read);
        let Some((last, _)) = chunk.last() else {
            return Ok(count);
        };
        filter.before = Some(*last);
        for (number, entry) in &chunk {
            each(*number, entry);
            count += 1;
            if count == AT_MOST {
                return Ok(count);
            }
        }
    }
}

async fn record(
    request: &StaffRequest,
    asked: &Asked,
    format: &str,
    rows: usize,
) -> Result<(), AdminError> {
    let app = request.app();
    app.record_export(request.actor(), format, rows, &asked.filter)
        .await?;
    Ok(())
}

fn file(
    request: &StaffRequest,
    text: String,
    extension: &str,
    media_type: &'static str,
) -> Response {
    let day = request.site().zone.day(request.app().now()).iso();
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    let disposition = format!("attachment; filename=\"audit-{day}.{extension}\"");
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    uncached(&mut response);
    response
}

fn write_line(text: &mut String, cells: &[&str]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        write_cell(text, cell);
    }
    text.push_str("\r\n");
}

/// Writes a cell in quotes. What a spreadsheet would take for a formula gets a mark that makes it text: some pass over
/// blanks before a sign, and some take full-width signs for plain ones.
fn write_cell(text: &mut String, cell: &str) {
    text.push('"');
    let is_blank = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
    let begins = cell.trim_start_matches(is_blank);
    if begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r'])
    {
        text.push('\'');
    }
    text.push_str(&cell.replace('"', "\"\""));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth;

    #[test]
    fn cells_are_quoted_and_formulas_are_text() {
        for (cell, written) in [
            ("plain", "\"plain\""),
            ("", "\"\""),
            ("a \"b\", c\nd", "\"a \"\"b\"\", c\nd\""),
            ("=1+1", "\"'=1+1\""),
            ("+1", "\"'+1\""),
            ("-", "\"'-\""),
            ("@sum", "\"'@sum\""),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            ("＝1+1", "\"'＝1+1\""),
            ("＠sum", "\"'＠sum\""),
            (" \u{a0}=1+1", "\"' \u{a0}=1+1\""),
            ("\n-2", "\"'\n-2\""),
            (" plain", "\" plain\""),
        ] {
            let mut text = String::new();
            write_cell(&mut text, cell);
            assert_eq!(text, written, "{cell:?}");
        }
    }

    #[test]
    fn costs_no_more_than_its_length() {
        growth::assert_linear(&["\"", "=", "a,b\n", "\r\n", "é"], |text| {
            let mut line = String::new();
            write_line(&mut line, &[text, text]);
            line.len()
        });
    }
}
