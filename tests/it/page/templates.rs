//! Deeds on templates, and what is made of their texts.

use candor::app::{Error, TemplateEdit};
use candor::domain::incidents::affected::Touched;
use candor::domain::page::template::fill;
use candor::domain::{IncidentKind, Status};
use serde_json::json;

use crate::support::TestApp;
use crate::support::deeds::{details, is_denied, problems, responder, viewer};

fn new(title: &str, body: &str) -> TemplateEdit {
    TemplateEdit {
        name: Some("Calls fail".into()),
        title: Some(title.into()),
        body: Some(body.into()),
        ..TemplateEdit::default()
    }
}

#[tokio::test]
async fn what_a_template_holds_is_looked_up_and_never_run() {
    let t = TestApp::new().await;
    let body = "Since {{time}}, {{component}}: <script>{{ group }}</script> {% if 1 %} ${7*7} #{7}";
    let edit = new("{{component}} in {{group}}", body);
    let template = t
        .app
        .create_template(&t.owner(), edit, None)
        .await
        .expect("made");
    assert_eq!(template.body, body, "kept as written");
    let touched = [Touched {
        group: Some("{{time}}".into()),
        name: "{{component}} {{group}}".into(),
    }];
    let (title, text) = fill(&template, &touched, "10:00 UTC");
    assert_eq!(title, "{{component}} {{group}} in {{time}}");
    assert_eq!(
        text,
        "Since 10:00 UTC, {{component}} {{group}}: <script>{{time}}</script> {% if 1 %} ${7*7} #{7}"
    );
}

#[tokio::test]
async fn a_placeholder_that_there_is_not_is_named() {
    let t = TestApp::new().await;
    for text in [
        "{{compnent}}",
        "{{ 7*7 }}",
        "{{component.name}}",
        "{{Time}}",
        "{{#each x}}",
        "{{}}",
    ] {
        for (field, edit) in [("title", new(text, "x")), ("body", new("x", text))] {
            let refused = t.app.create_template(&t.owner(), edit, None).await;
            assert_eq!(
                problems(refused),
                [format!(
                    "{field} has an unknown placeholder {text}; \
                     use {{{{component}}}}, {{{{group}}}} or {{{{time}}}}"
                )]
            );
        }
    }
    let all = t.app.list_templates(&t.owner()).await.expect("a list");
    assert_eq!(all, []);
}

#[tokio::test]
async fn admins_write_templates_and_everybody_reads_them() {
    let t = TestApp::new().await;
    let denied = t
        .app
        .create_template(&responder(), new("x", "y"), None)
        .await;
    assert!(is_denied(&denied));
    let template = t
        .app
        .create_template(&t.owner(), new("x", "y"), None)
        .await
        .expect("made");
    assert_eq!(template.kind, IncidentKind::Incident);
    let seen = t
        .app
        .show_template(&viewer(), &template.id)
        .await
        .expect("shown");
    assert_eq!(seen, template);
    let edit = || TemplateEdit {
        title: Some("Another".into()),
        update_status: Some(Some(Status::Identified)),
        ..TemplateEdit::default()
    };
    assert!(is_denied(
        &t.app
            .edit_template(&responder(), &template.id, edit())
            .await
    ));
    assert!(is_denied(
        &t.app.delete_template(&responder(), &template.id).await
    ));
    for _ in 0..2 {
        let changed = t.app.edit_template(&t.owner(), &template.id, edit()).await;
        assert_eq!(changed.expect("changed").title, "Another");
    }
    let lines = details(&t, "template.edit").await;
    assert_eq!(lines.len(), 1, "the second changed nothing");
    let [before, after] = [&lines[0]["template"][0], &lines[0]["template"][1]];
    assert_eq!(
        (&before["title"], &after["title"]),
        (&json!("x"), &json!("Another"))
    );
    assert_eq!(after["update_status"], "identified");
    t.app
        .delete_template(&t.owner(), &template.id)
        .await
        .expect("deleted");
    assert_eq!(details(&t, "template.delete").await[0]["title"], "Another");
    let gone = t.app.show_template(&viewer(), &template.id).await;
    assert!(matches!(gone, Err(Error::NotFound)));
}
