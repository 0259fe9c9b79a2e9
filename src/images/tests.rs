//! Images as people and attackers send them.

use proptest::prelude::*;

use super::*;
use crate::growth;
use crate::i18n::english;

fn svg(inside: &str) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">{inside}</svg>")
}

fn taken(text: &str) -> String {
    let checked = check(ImageKind::LogoLight, text.as_bytes()).expect(text);
    String::from_utf8(checked.body).expect("UTF-8")
}

fn refused(text: &str) -> String {
    let problem = check(ImageKind::LogoLight, text.as_bytes()).expect_err(text);
    english().problem(&problem)
}

#[test]
fn a_usual_logo_is_taken_without_what_editors_leave() {
    let logo = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- Made by an editor -->\n\
        <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
             xmlns:inkscape=\"http://www.inkscape.org/\" inkscape:version=\"1.0\" width=\"120px\" height=\"40\" \
             data-name=\"x\">\n\
        <metadata><rdf:RDF xmlns:rdf=\"x\">a &amp; b</rdf:RDF></metadata><inkscape:page x=\"1\"/>\n\
        <style>.a{fill:#fff;font:700 12px/1 x}</style>"
        .replace("/1 x", " x")
        + "<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#0af\"/></linearGradient>\
           <path id=\"p\" d=\"M0 0h9\"/></defs>\
           <title>A &amp; B</title><rect class=\"a\" style=\"fill:url(#g)\" width=\"9\" height=\"9\"/>\
           <use xlink:href=\"#p\"/><text x=\"1\">Duo &#x2764;</text></svg>";
    let checked = check(ImageKind::LogoLight, logo.as_bytes()).expect("a logo");
    assert_eq!(checked.format, ImageFormat::Svg);
    assert_eq!((checked.width, checked.height), (120, 40));
    let text = String::from_utf8(checked.body).expect("UTF-8");
    assert_eq!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\" width=\"120\" height=\"40\">\
         <style>.a{fill:#fff;font:700 12px x}</style>\
         <defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#0af\"/></linearGradient>\
         <path id=\"p\" d=\"M0 0h9\"/></defs>\
         <title>A &amp; B</title><rect class=\"a\" style=\"fill:url(#g)\" width=\"9\" height=\"9\"/>\
         <use href=\"#p\"/><text x=\"1\">Duo ❤</text></svg>"
    );
    assert_eq!(taken(&text), text, "clean already");
}

#[test]
fn hostile_images_are_refused_and_named() {
    let long = "<g>".repeat(100) + &"</g>".repeat(100);
    for (inside, why) in [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT>alert(1)</SCRIPT>", "<SCRIPT>"),
        (
            "<svg:script xmlns:svg=\"http://www.w3.org/2000/svg\">alert(1)</svg:script>",
            "<svg:script>",
        ),
        ("<rect onload=\"alert(1)\"/>", "onload"),
        ("<rect OnClick=\"alert(1)\"/>", "OnClick"),
        ("<foreignObject><p>x</p></foreignObject>", "<foreignObject>"),
        ("<image href=\"https://evil.test/x.png\"/>", "<image>"),
        ("<use href=\"https://evil.test/x.svg#a\"/>", "outside"),
        (
            "<use xlink:href=\"data:image/svg+xml;base64,PHN2Zz4=\"/>",
            "outside",
        ),
        ("<use href=\"&#106;avascript:alert(1)\"/>", "outside"),
        ("<a href=\"javascript:alert(1)\"><rect/></a>", "<a>"),
        (
            "<style>@import url(https://evil.test/x.css);</style>",
            "<style>",
        ),
        (
            "<style>rect{fill:url(https://evil.test/x)}</style>",
            "<style>",
        ),
        (
            "<style>rect{fill:u\\72l(https://evil.test/x)}</style>",
            "<style>",
        ),
        (
            "<style>a{}]]&gt;&lt;/style&gt;&lt;script&gt;</style>",
            "<style>",
        ),
        (
            "<style><![CDATA[</style><script>alert(1)</script>]]></style>",
            "<style>",
        ),
        ("<rect style=\"fill:url(//evil.test/x)\"/>", "outside"),
        (
            "<rect style=\"background:image-set('//evil.test/x')\"/>",
            "outside",
        ),
        ("<rect fill=\"url(https://evil.test/x)\"/>", "outside"),
        (
            "<rect fill=\"u&#x72;l( 'https://evil.test/x')\"/>",
            "outside",
        ),
        ("<rect filter=\"url(https://evil.test/x)\"/>", "filter"),
        (
            "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>",
            "<animate>",
        ),
        ("<set attributeName=\"onload\" to=\"alert(1)\"/>", "<set>"),
        (
            "<filter id=\"f\"><feImage href=\"https://evil.test/x\"/></filter>",
            "<filter>",
        ),
        (
            "<g xmlns=\"http://www.w3.org/1999/xhtml\"><rect/></g>",
            "xhtml",
        ),
        ("<iframe src=\"https://evil.test\"/>", "<iframe>"),
        ("<text>&xxe;</text>", "&xxe;"),
        (
            "<?xml-stylesheet href=\"https://evil.test/x.css\"?>",
            "processing instruction",
        ),
        ("words", "text outside"),
        ("<rect/><rect", "not taken"),
        ("<g><rect/>", "be read"),
        ("<rect a=\"1\"/>", "a,"),
        ("<rect x=\"1\" x=\"2\"/>", "be read"),
        (
            "<use href=\"#a\" xlink:href=\"#b\"/>",
            "href and xlink:href",
        ),
        ("<text>\u{1}</text>", "control"),
        (
            "<g id=\"a\"><use href=\"#b\"/><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>",
            "draws again",
        ),
        ("<g id=\"a\"><use href=\"#a\"/></g>", "draws again"),
        (
            "<mask id=\"m\"><rect mask=\"url(#n)\"/></mask><mask id=\"n\"><rect/></mask><rect mask=\"url(#m)\"/>",
            "draws again",
        ),
        (&long, "too many"),
    ] {
        let found = refused(&svg(inside));
        assert!(found.contains(why), "{inside}: {found}");
    }
}

#[test]
fn whole_documents_are_refused_and_named() {
    let entities = "<!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>".to_owned();
    for (text, why) in [
        (entities + &svg("<text>&b;</text>"), "document type"),
        (
            "<!DOCTYPE svg SYSTEM \"file:///etc/passwd\">".to_owned() + &svg(""),
            "document type",
        ),
        ("<html><body>x</body></html>".to_owned(), "<html>"),
        ("<svg viewBox=\"0 0 1 1\"/>".to_owned(), "does not say"),
        (
            "<svg xmlns=\"http://evil.test\" viewBox=\"0 0 1 1\"/>".to_owned(),
            "evil.test",
        ),
        (svg("") + &svg(""), "not one"),
        (svg("").replace("0 0 40 20", "0 0 nan inf"), "view box"),
        (svg("").replace("0 0 40 20", "0 0 0 0"), "view box"),
        (
            "<?xml version=\"1.0\" encoding=\"utf-16\"?>".to_owned() + &svg(""),
            "UTF-8",
        ),
        ("GIF89a".to_owned(), "neither"),
        (String::new(), "blank"),
        ("<".to_owned(), "be read"),
        (svg(&"<rect/>".repeat(6_000)), "too many"),
        (svg(&"<rect/>".repeat(20_000)), "larger than 100 kB"),
    ] {
        let found = refused(&text);
        assert!(
            found.contains(why),
            "{}: {found}",
            &text[..text.len().min(80)]
        );
    }
    let mut latin = svg("<text>e</text>").into_bytes();
    let at = latin.iter().position(|byte| *byte == b'e').expect("an e");
    latin[at] = 0xe9;
    assert!(check(ImageKind::Icon, &latin).is_err());
}

#[test]
fn a_large_drawing_is_shown_smaller() {
    let large = svg("").replace("0 0 40 20", "0 0 4000 600");
    let checked = check(ImageKind::LogoDark, large.as_bytes()).expect("a logo");
    assert_eq!((checked.width, checked.height), (2000, 300));
    let icon = check(ImageKind::Icon, large.as_bytes()).expect("an icon");
    assert_eq!((icon.width, icon.height), (512, 77));
}

/// Makes a PNG of one colour.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(::png::ColorType::Indexed);
    encoder.set_depth(::png::BitDepth::Eight);
    encoder.set_palette(vec![10, 20, 30]);
    encoder.set_trns(vec![128]);
    encoder
        .add_itxt_chunk("Comment".into(), "<script>alert(1)</script>".into())
        .expect("a text");
    let mut writer = encoder.write_header().expect("a header");
    let pixels = vec![0; (width * height) as usize];
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("finished");
    bytes
}

#[test]
fn a_png_is_written_anew_without_notes() {
    let mut given = png(300, 80);
    given.extend_from_slice(b"<script>alert(1)</script>");
    let checked = check(ImageKind::LogoLight, &given).expect("a logo");
    assert_eq!(checked.format, ImageFormat::Png);
    assert_eq!((checked.width, checked.height), (300, 80));
    assert!(!checked.body.windows(7).any(|part| part == b"<script"));
    let mut reader = ::png::Decoder::new(std::io::Cursor::new(&checked.body))
        .read_info()
        .expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("pixels");
    assert_eq!(reader.info().palette.as_deref(), Some(&[10, 20, 30][..]));
    assert_eq!(reader.info().trns.as_deref(), Some(&[128][..]));
    assert_eq!(
        check(ImageKind::LogoLight, &checked.body),
        Ok(checked.clone())
    );
}

#[test]
fn png_bombs_and_broken_files_are_refused() {
    let fine = png(10, 10);
    let mut wide = fine.clone();
    wide[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    wide[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let mut wrong_sum = fine.clone();
    wrong_sum[16..20].copy_from_slice(&11_u32.to_be_bytes());
    let mut other_first = fine.clone();
    other_first[12..16].copy_from_slice(b"IDAT");
    for (bytes, why) in [
        (wide, "60000 × 60000 pixels (maximum is 2000 × 600)"),
        (png(2001, 1), "2001 × 1"),
        (wrong_sum, "be read"),
        (other_first, "no header"),
        (fine[..fine.len() / 2].to_vec(), "be read"),
        (fine[..20].to_vec(), "no header"),
        (png::SIGNATURE.to_vec(), "no header"),
        ([fine, vec![0; 100_000]].concat(), "larger than 100 kB"),
        (b"\x89PNG but not".to_vec(), "neither"),
        (b"\xff\xd8\xff\xe0JFIF".to_vec(), "neither"),
    ] {
        let found = check(ImageKind::LogoLight, &bytes).expect_err(why);
        let found = english().problem(&found);
        assert!(found.contains(why), "{found}");
    }
    assert!(check(ImageKind::Icon, &png(513, 1)).is_err());
    assert!(check(ImageKind::Icon, &png(512, 512)).is_ok());
}

proptest! {
    #[test]
    fn no_bytes_make_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = check(ImageKind::Icon, &bytes);
        let _ = check(ImageKind::Icon, &[png::SIGNATURE, b"\0\0\0\rIHDR", &bytes].concat());
    }

    #[test]
    fn what_is_taken_is_taken_again_and_holds_no_script(
        inside in "(<(g|rect|text|style|use|script|a)( (x|id|href|onx|fill|style)=\"[a-z#:();/]{0,9}\"){0,2}/?>|</(g|text|style)>|[a-z &;<]{0,4}){0,6}"
    ) {
        if let Ok(checked) = check(ImageKind::LogoLight, svg(&inside).as_bytes()) {
            let text = String::from_utf8(checked.body.clone()).expect("UTF-8");
            prop_assert!(!text.contains("<script") && !text.contains(" on"));
            let again = check(ImageKind::LogoLight, &checked.body).expect("clean already");
            prop_assert_eq!(again.body, checked.body);
        }
    }
}

#[test]
fn a_transparent_colour_survives() {
    for (color, given, kept) in [
        (::png::ColorType::Grayscale, vec![0, 7], vec![7]),
        (::png::ColorType::Rgb, vec![0, 1, 0, 2, 0, 3], vec![1, 2, 3]),
    ] {
        let mut bytes = Vec::new();
        let mut encoder = ::png::Encoder::new(&mut bytes, 2, 2);
        encoder.set_color(color);
        encoder.set_trns(given);
        let mut writer = encoder.write_header().expect("a header");
        let pixels = vec![7; 4 * kept.len()];
        writer.write_image_data(&pixels).expect("pixels");
        writer.finish().expect("finished");
        let checked = check(ImageKind::LogoLight, &bytes).expect("a logo");
        let reader = ::png::Decoder::new(std::io::Cursor::new(&checked.body))
            .read_info()
            .expect("a PNG");
        assert_eq!(reader.info().trns.as_deref(), Some(&kept[..]), "{color:?}");
    }
}

#[test]
fn costs_no_more_than_its_length() {
    growth::assert_linear(
        &[
            "<g>",
            "</g>",
            "<g id=\"a\">",
            "<path d=\"M0 0L9 9\"/>",
            "<use href=\"#a\"/>",
            "<rect fill=\"url(#a)\"/>",
            "<style>",
            "</style>",
            ".a{fill:red}",
            "<!--x-->",
            "<metadata>",
            "</metadata>",
            "&amp;",
            "x",
            "<text>",
            " ",
            "<svg>",
            "<a ",
            "b=\"",
            "\"",
        ],
        |inside| {
            let checked = svg::check(ImageKind::LogoLight, svg(inside).as_bytes());
            checked.map_or_else(
                |why| english().problem(&why.into()).len(),
                |image| image.body.len(),
            )
        },
    );
}
