//! The words of `/v1` for each problem. They are a contract: none is reworded.

/// The words of each problem by its key.
pub(super) const WORDS: &[(&str, &str)] = &[
    // Texts.
    ("problem-blank", "can't be blank"),
    (
        "problem-control-characters",
        "can't hold line breaks or other control characters",
    ),
    (
        "problem-too-long",
        "is too long (maximum is {max_chars} characters)",
    ),
    (
        "problem-too-many-bytes",
        "is too long (maximum is {max_bytes} bytes)",
    ),
    (
        "problem-not-one-line",
        "must be one line of at most {max_chars} characters",
    ),
    // Choices and lists.
    ("problem-not-chosen", "must be chosen"),
    (
        "problem-not-chosen-from-menu",
        "must be chosen from the menu",
    ),
    ("problem-not-in-menu", "is not one of those in the menu"),
    ("problem-not-offered", "must be one of those offered"),
    ("problem-not-a-choice", "must be one of the choices"),
    (
        "problem-not-a-year-offered",
        "must be one of the years offered",
    ),
    ("problem-cannot-be", "can't be {value}"),
    ("problem-too-many", "are too many (maximum is {max})"),
    ("problem-one-too-many", "is one too many (maximum is {max})"),
    // Times.
    ("problem-not-in-the-future", "must be in the future"),
    ("problem-in-the-past", "can't be in the past"),
    ("problem-in-the-future", "can't be in the future"),
    (
        "problem-too-many-days-ahead",
        "can't be more than {days} days ahead",
    ),
    (
        "problem-more-than-a-year-ahead",
        "can't be more than a year ahead",
    ),
    ("problem-before-it-started", "can't be before it started"),
    ("problem-must-come-after", "must be after {field}"),
    ("problem-not-after-the-start", "must be after the start"),
    (
        "problem-skipped",
        "can't be then: {time} does not exist on that day: clocks go from {from} to {to}",
    ),
    ("problem-not-a-date", "must be a date such as 2015-10-07"),
    (
        "problem-not-a-date-and-time",
        "must be a date and time such as 2015-10-07T09:54",
    ),
    (
        "problem-not-a-start",
        "must be a time such as 2026-03-08T02:30",
    ),
    (
        "problem-not-an-instant",
        "must be a time such as 2015-10-07T13:54:00Z",
    ),
    ("problem-out-of-range", "must be in the years 1970 to 2199"),
    ("problem-not-minutes", "must be a number of minutes"),
    ("problem-not-hours", "must be hours from 1 to {max}"),
    (
        "problem-not-whole-hours",
        "must be whole hours with commas between them, such as 3, 6, 12, 24",
    ),
    (
        "problem-not-a-zone",
        "{name} is not a time zone: use an IANA name such as America/New_York",
    ),
    // Addresses.
    ("problem-not-an-email", "is not an address"),
    (
        "problem-not-a-link",
        "must be an address that begins with https:, http: or mailto:",
    ),
    (
        "problem-not-secure",
        "must be an address that begins with https:",
    ),
    (
        "problem-not-a-contact",
        "must be an address that begins with https:, mailto: or tel:",
    ),
    ("problem-spaces", "can't hold spaces or line breaks"),
    ("problem-user-name", "can't hold a user name"),
    (
        "problem-page-not-a-url",
        "{url} is not a URL: use an address such as https://status.example.com",
    ),
    (
        "problem-page-not-http",
        "{url} is neither http nor https: use an address such as https://status.example.com",
    ),
    (
        "problem-page-without-host",
        "{url} has no host: use an address such as https://status.example.com",
    ),
    (
        "problem-page-with-user-name",
        "{url} holds a user name: use an address such as https://status.example.com",
    ),
    (
        "problem-page-with-query",
        "{url} has a query or fragment: use an address such as https://status.example.com",
    ),
    (
        "problem-page-with-path",
        "{url} has a path, and the page lives at the root of its host: use an address such as https://status.example.com",
    ),
    // Access.
    (
        "problem-password-length",
        "must have {min_chars} to {max_chars} characters",
    ),
    (
        "problem-too-common",
        "is too common: use several words that do not belong together",
    ),
    ("problem-wrong-password", "is not your present password"),
    ("problem-wrong-code", "is not the code of this moment"),
    ("problem-page-too-old", "belongs to a page that is too old"),
    ("problem-has-account", "has an account already"),
    // Components.
    ("problem-no-component", "has no component {name}"),
    (
        "problem-no-component-in-group",
        "has no component {name} in {group}",
    ),
    (
        "problem-no-component-there",
        "has no component {name} there",
    ),
    ("problem-no-group", "has no group {name}"),
    (
        "problem-nothing-named",
        "names nothing where a name is expected",
    ),
    (
        "problem-named-twice",
        "names some components more than once (the page has {max}); write each group once",
    ),
    (
        "problem-too-many-named",
        "can't name more than {max} components",
    ),
    (
        "problem-not-chosen-for-groups",
        "must be chosen for the groups typed",
    ),
    (
        "problem-is-a-group",
        "is a group, which has neither a status of its own nor a group",
    ),
    ("problem-name-taken", "is that of another one there"),
    (
        "problem-too-many-made",
        "would make {total} components and groups (maximum is {max})",
    ),
    (
        "problem-in-line",
        "have in line {number} one that {problem}",
    ),
    // Incidents.
    (
        "problem-not-for-an-incident",
        "can't be {status} for an incident",
    ),
    (
        "problem-not-for-a-maintenance",
        "can't be {status} for a maintenance",
    ),
    (
        "problem-not-for-incidents",
        "can't be {status} for incidents",
    ),
    (
        "problem-not-for-maintenances",
        "can't be {status} for maintenances",
    ),
    (
        "problem-not-a-status-of",
        "{status} is not a status of an {kind}",
    ),
    ("problem-not-after", "can't be {status} after {before}"),
    (
        "problem-status-in-the-past",
        "can't get a status from an incident of the past",
    ),
    (
        "problem-not-in-the-past",
        "can't be given for an incident of the past",
    ),
    ("problem-is-over", "can't be given for what is over"),
    (
        "problem-too-many-updates",
        "are too many for so many updates ({updates} updates of {components} components): resolve it and open another",
    ),
    (
        "problem-nothing-written",
        "can't be blank. The standard sentence stands there now: change it, or send it as it is.",
    ),
    (
        "problem-placeholder-left",
        "still holds {placeholder}, which nothing filled in. Replace it with words, or choose components and use the template again.",
    ),
    (
        "problem-not-its-name",
        "must be the incident's name as it stands",
    ),
    ("problem-too-long-for-a-draft", "is too long for a draft"),
    (
        "problem-no-postmortem",
        "is a maintenance, which has no postmortem",
    ),
    (
        "problem-not-resolved",
        "must be resolved before its postmortem is published",
    ),
    // Maintenances.
    ("problem-no-planned-time", "can't be given for an incident"),
    (
        "problem-verified-too-early",
        "can't be verifying before it begins; start it first",
    ),
    (
        "problem-completed-too-early",
        "can't be completed before it begins; cancel it instead",
    ),
    ("problem-taken-away", "can't be taken away: it has begun"),
    ("problem-has-begun", "can't be changed: it has begun"),
    ("problem-has-ended", "can't be changed: it is over"),
    (
        "problem-overlaps",
        "is after the next occurrence begins; they would overlap",
    ),
    ("problem-never-again", "has no time that is still to come"),
    (
        "problem-second-of-two-times",
        "can't be the second of two times for a maintenance that repeats",
    ),
    // Recurrence rules.
    (
        "problem-rule-unreadable",
        "is no rule that a calendar understands, such as FREQ=WEEKLY;BYDAY=TU",
    ),
    (
        "problem-rule-part",
        "has a part that is not taken here: {part}",
    ),
    (
        "problem-rule-frequency",
        "must have FREQ=DAILY, WEEKLY, MONTHLY or YEARLY",
    ),
    ("problem-rule-two-ends", "can't have both COUNT and UNTIL"),
    (
        "problem-rule-beside",
        "has {part}, which does not go with FREQ={frequency}",
    ),
    ("problem-rule-ends-first", "ends before it begins"),
    ("problem-rule-never", "fits no time at all"),
    (
        "problem-rule-interval",
        "has INTERVAL={value}, but INTERVAL takes a number from 1 to 10000",
    ),
    (
        "problem-rule-count",
        "has COUNT={value}, but COUNT takes a number from 1",
    ),
    (
        "problem-rule-weekdays",
        "has BYDAY={value}, but BYDAY takes weekdays such as MO,WE or, in a month or year, the second Tuesday as 2TU",
    ),
    (
        "problem-rule-week-start",
        "has WKST={value}, but WKST takes a weekday such as MO",
    ),
    (
        "problem-rule-month-days",
        "has BYMONTHDAY={value}, but BYMONTHDAY takes days from 1 to 31, or from -1 to -31 counted from the end",
    ),
    (
        "problem-rule-months",
        "has BYMONTH={value}, but BYMONTH takes months from 1 to 12",
    ),
    (
        "problem-rule-year-days",
        "has BYYEARDAY={value}, but BYYEARDAY takes days from 1 to 366, or from -1 to -366 counted from the end",
    ),
    (
        "problem-rule-weeks",
        "has BYWEEKNO={value}, but BYWEEKNO takes weeks from 1 to 53, or from -1 to -53 counted from the end",
    ),
    (
        "problem-rule-places",
        "has BYSETPOS={value}, but BYSETPOS takes places such as 1 for the first or -1 for the last",
    ),
    (
        "problem-rule-until",
        "has UNTIL={value}, but UNTIL takes a date such as 20271231",
    ),
    // The page.
    ("problem-not-a-color", "must be a colour such as #0b57d0"),
    (
        "problem-too-faint",
        "has a contrast of {contrast}:1 with the {scheme} background and needs {least}:1; the nearest shade that has it is {shade}",
    ),
    (
        "problem-unknown-placeholder",
        "has an unknown placeholder {placeholder}; use {{component}}, {{group}} or {{time}}",
    ),
    (
        "problem-label-of-link",
        "have in number {number} a label that {problem}",
    ),
    (
        "problem-address-of-link",
        "have in number {number} an address that {problem}",
    ),
    // Images.
    ("problem-image-too-large", "is larger than {max_kb} kB"),
    (
        "problem-image-neither-png-nor-svg",
        "is neither a PNG nor an SVG",
    ),
    (
        "problem-image-too-many-pixels",
        "has {width} × {height} pixels (maximum is {max_width} × {max_height})",
    ),
    (
        "problem-png-unreadable",
        "is not a PNG that can be read: {reason}",
    ),
    (
        "problem-png-without-header",
        "is not a PNG that can be read: it has no header",
    ),
    (
        "problem-png-too-large",
        "is not a PNG that can be read: it is too large",
    ),
    // SVG images.
    ("problem-svg-not-utf8", "is not written in UTF-8"),
    (
        "problem-svg-unreadable",
        "is not an SVG that can be read: {reason}",
    ),
    ("problem-svg-none", "has no <svg> element"),
    ("problem-svg-not-one", "is not one <svg> element"),
    (
        "problem-svg-not-declared",
        "does not say that it is an SVG (xmlns=\"http://www.w3.org/2000/svg\")",
    ),
    (
        "problem-svg-no-size",
        "says neither its width and height nor a view box",
    ),
    ("problem-svg-ends-early", "ends early"),
    ("problem-svg-not-open", "closes an element that is not open"),
    ("problem-svg-too-many-elements", "has too many elements"),
    (
        "problem-svg-document-type",
        "holds a document type (<!DOCTYPE …>), which is not taken",
    ),
    (
        "problem-svg-instruction",
        "holds a processing instruction (<?…?>), which is not taken",
    ),
    (
        "problem-svg-entity",
        "holds an entity &{name};, which is not taken",
    ),
    (
        "problem-svg-element",
        "holds an element <{name}>, which is not taken",
    ),
    (
        "problem-svg-element-in-style",
        "holds an element in <style>, which is not taken",
    ),
    (
        "problem-svg-attribute",
        "holds an attribute {name}, which is not taken",
    ),
    (
        "problem-svg-script",
        "holds an attribute {name}, which could run a script",
    ),
    (
        "problem-svg-foreign-elements",
        "holds elements of {namespace}",
    ),
    (
        "problem-svg-two-links",
        "holds href and xlink:href on one element",
    ),
    (
        "problem-svg-reaches-outside",
        "holds {name}=\"{value}\", which reaches outside of the image",
    ),
    (
        "problem-svg-unescaped-attribute",
        "holds a < in an attribute",
    ),
    ("problem-svg-control-characters", "holds control characters"),
    (
        "problem-svg-text-outside",
        "holds text outside of text elements",
    ),
    (
        "problem-svg-style-not-plain",
        "holds a <style> that is more than plain colours and sizes",
    ),
    (
        "problem-svg-draws-again",
        "draws again (use, mask, clip-path) what draws others again",
    ),
    // What programs send.
    ("problem-not-a-text", "must be a text"),
    ("problem-not-a-boolean", "must be true or false"),
    ("problem-not-an-id", "is not an id"),
    ("problem-holds-no-id", "has something that is not an id"),
    ("problem-not-a-list-of-ids", "must be a list of ids"),
    (
        "problem-not-components",
        "must be ids, objects or a map of statuses",
    ),
    ("problem-component-without-id", "must name components by id"),
    ("problem-not-ranges", "must be a text or a map of statuses"),
    (
        "problem-status-not-among",
        "must have a status among {statuses}",
    ),
    (
        "problem-not-an-object-of-objects",
        "must be an object of objects",
    ),
    (
        "problem-too-much-json",
        "is too long (maximum is {max_bytes} bytes of JSON)",
    ),
    (
        "problem-not-reminder-hours",
        "must be hours such as [1,5], a single number, or []",
    ),
    ("problem-key-used", "was used for another request"),
];
