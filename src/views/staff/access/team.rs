//! The team: who may sign in, with which role, and who is invited.

use askama::Template;

use crate::domain::{LinkId, Permission, PersonId, Role, Ts};
use crate::i18n::Words;
use crate::urls::admin as urls;
use crate::views::Site;
use crate::views::parts::Time;

use crate::views::staff::StaffFrame;
use crate::views::staff::form::fields::{Choice, Field, Problems, Values, id_of};
use crate::views::staff::problem::sentence;

/// Somebody in the list.
pub struct PersonRow {
    /// What forms call them.
    pub id: PersonId,
    /// The address they log in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// A second factor is in use.
    pub has_factor: bool,
    /// How many places they are logged in at.
    pub sessions: i64,
    /// It is the person who asks.
    pub is_self: bool,
}

/// An invitation that nobody has used yet.
pub struct Invited {
    /// What forms call it.
    pub id: LinkId,
    /// Whom it is for.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The role it gives.
    pub role: Role,
    /// Who made it.
    pub created_by: String,
    /// When it stops working.
    pub expires_at: Ts,
}

/// What the page is made of.
pub struct Team<'a> {
    /// Everybody who may sign in.
    pub people: Vec<PersonRow>,
    /// The open invitations.
    pub invitations: Vec<Invited>,
    /// Whose role was to be changed, and to what.
    pub changing: Option<(PersonId, String)>,
    /// The role that the settings offer first.
    pub default_role: Role,
    /// What was typed into the invitation.
    pub values: &'a Values,
    /// What is wrong.
    pub problems: Problems,
}

struct ShownPerson {
    heading: String,
    name: String,
    email: String,
    facts: String,
    is_self: bool,
    is_open: bool,
    has_factor: bool,
    role: Field,
    manage: String,
    change_role: String,
    end_sessions: String,
    password_link: String,
    reset_factor: String,
    remove: String,
}

struct ShownInvitation {
    heading: String,
    name: String,
    email: String,
    role: String,
    by: String,
    until: Time,
    action: String,
}

struct PermissionRow {
    words: String,
    may: Vec<bool>,
}

#[derive(Template)]
#[template(path = "staff/access/team.html")]
struct TeamTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    people: Vec<ShownPerson>,
    invitations: Vec<ShownInvitation>,
    email: Field,
    name: Field,
    role: Field,
    roles: Vec<String>,
    permissions: Vec<PermissionRow>,
}

/// Returns what problems call the menu with somebody's role.
pub fn role_field(id: &PersonId) -> String {
    format!("role-{id}")
}

/// Adds the sentence in which a deed says why it contradicts what is stored.
pub fn tell_conflict(problems: &mut Problems, field: &str, why: &str) {
    problems.tell(field, sentence(why));
}

/// Renders the team.
pub fn team(frame: StaffFrame, site: &Site, page: Team<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    let problems = page.problems;
    let typed_role = page
        .values
        .get("role")
        .unwrap_or(page.default_role.as_str());
    TeamTemplate {
        email: Field::typed(
            "email",
            words.say("field-email"),
            page.values.text("email"),
            "email",
            "off",
        )
        .required()
        .checked(&problems),
        name: Field::line("name", words.say("field-name"), page.values.text("name"))
            .hint(words.say("team-name-hint"))
            .required()
            .checked(&problems),
        role: role_menu(Role::ALL, typed_role, words).checked(&problems),
        people: page
            .people
            .into_iter()
            .map(|person| show_person(person, page.changing.as_ref(), &problems, words))
            .collect(),
        invitations: page
            .invitations
            .into_iter()
            .map(|invited| ShownInvitation {
                heading: id_of(&format!("invitation-{}", invited.id)),
                action: urls::end_invitation(&invited.id),
                name: invited.name,
                email: invited.email,
                role: words.role(invited.role),
                by: words.say_name("team-invited-by", &invited.created_by),
                until: Time::new(invited.expires_at, site),
            })
            .collect(),
        roles: Role::ALL.iter().map(|role| words.role(*role)).collect(),
        permissions: Permission::ALL
            .iter()
            .map(|permission| PermissionRow {
                words: permission_words(*permission, words),
                may: Role::ALL.iter().map(|role| role.may(*permission)).collect(),
            })
            .collect(),
        frame: frame.with_problem(!problems.is_empty(), site),
        site,
        problems,
    }
    .render()
}

/// Makes the menu of roles.
pub(super) fn role_menu(roles: &[Role], chosen: &str, words: &Words) -> Field {
    Field::menu(
        "role",
        words.say("field-role"),
        role_choices(roles, chosen, words),
    )
}

/// Returns the roles as the choices of a menu.
pub(in crate::views::staff) fn role_choices(
    roles: &[Role],
    chosen: &str,
    words: &Words,
) -> Vec<Choice> {
    roles
        .iter()
        .map(|role| Choice::new(role.as_str(), words.role(*role), chosen))
        .collect()
}

fn show_person(
    person: PersonRow,
    changing: Option<&(PersonId, String)>,
    problems: &Problems,
    words: &Words,
) -> ShownPerson {
    let field = role_field(&person.id);
    let changed = changing
        .filter(|(id, _)| *id == person.id)
        .map(|(_, role)| role.as_str());
    let mut role = role_menu(Role::ALL, changed.unwrap_or(person.role.as_str()), words);
    role.id = id_of(&field);
    role.problem = problems.of(&field);
    let factor = if person.has_factor {
        words.say("team-factor-on")
    } else {
        words.say("team-factor-off")
    };
    let sessions = usize::try_from(person.sessions).unwrap_or_default();
    let facts = [
        words.role(person.role),
        factor,
        words.say_count("team-sessions", sessions),
    ];
    let part = |part| urls::member_part(&person.id, part);
    ShownPerson {
        heading: id_of(&format!("person-{}", person.id)),
        facts: facts.join(" · "),
        is_self: person.is_self,
        is_open: changed.is_some(),
        has_factor: person.has_factor,
        role,
        manage: words.say_name("team-manage", &person.name),
        change_role: part("role"),
        end_sessions: part("sessions/end"),
        password_link: part("password-link"),
        reset_factor: part("second-factor/reset"),
        remove: part("remove"),
        name: person.name,
        email: person.email,
    }
}

fn permission_words(permission: Permission, words: &Words) -> String {
    match permission {
        Permission::Read => words.say("permission-read"),
        Permission::RunIncident => words.say("permission-run-incident"),
        Permission::RunMaintenance => words.say("permission-run-maintenance"),
        Permission::ManagePage => words.say("permission-manage-page"),
        Permission::ManageTokens => words.say("permission-manage-tokens"),
        Permission::ReadAudit => words.say("permission-read-audit"),
        Permission::ManageTeam => words.say("permission-manage-team"),
    }
}

/// What the page that asks before somebody is removed is made of.
pub struct Removal<'a> {
    /// Where the form goes.
    pub action: &'a str,
    /// Whom it is about.
    pub name: &'a str,
    /// The address to type.
    pub email: &'a str,
    /// What was typed.
    pub typed: &'a str,
    /// What is wrong with it.
    pub problems: Problems,
}

#[derive(Template)]
#[template(path = "staff/access/removal.html")]
struct RemovalTemplate<'a> {
    frame: StaffFrame,
    site: &'a Site,
    problems: Problems,
    action: &'a str,
    name: &'a str,
    email: Field,
}

/// Renders the page that asks before somebody is removed.
pub fn removal(frame: StaffFrame, site: &Site, page: Removal<'_>) -> Result<String, askama::Error> {
    let words = site.words;
    RemovalTemplate {
        action: page.action,
        name: page.name,
        email: Field::typed("email", words.say("field-email"), page.typed, "text", "off")
            .hint(words.say_name("team-remove-hint", page.email))
            .required()
            .checked(&page.problems),
        frame: frame.with_problem(!page.problems.is_empty(), site),
        site,
        problems: page.problems,
    }
    .render()
}
