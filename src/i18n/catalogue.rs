//! The Fluent messages of one language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::Language;

/// The messages of one language by their keys.
pub(super) struct Catalogue {
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    pub(super) fn load(language: Language) -> Self {
        let locale = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        for source in language.catalogue() {
            // A broken message is left out here and named by the test below.
            let resource = match FluentResource::try_new((*source).to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle }
    }

    /// Returns a message with its values filled in; an unknown key comes back as itself.
    pub(super) fn format(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let pattern = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        match pattern {
            Some(pattern) => self
                .bundle
                .format_pattern(pattern, args, &mut Vec::new())
                .into_owned(),
            None => key.to_owned(),
        }
    }

    /// Returns a message with its values filled in; `None` if there is none, or if it names a value that is not given.
    pub(super) fn format_whole(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut missing = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(args), &mut missing);
        missing.is_empty().then(|| text.into_owned())
    }

    /// Puts other messages in place of some.
    #[cfg(test)]
    pub(super) fn overrule(&mut self, source: &str) {
        let resource = FluentResource::try_new(source.to_owned()).expect("messages");
        self.bundle.add_resource_overriding(resource);
    }

    /// Says whether there is a message of this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogues_hold_no_broken_message() {
        for source in Language::ALL.into_iter().flat_map(Language::catalogue) {
            let parsed = FluentResource::try_new((*source).to_owned());
            assert!(
                parsed.is_ok(),
                "{:?}",
                parsed.err().map(|(_, errors)| errors)
            );
        }
    }

    #[test]
    fn a_message_without_one_of_its_values_is_none() {
        let catalogue = Catalogue::load(Language::English);
        let mut args = FluentArgs::new();
        assert_eq!(catalogue.format_whole("join-intro", &args), None);
        args.set("role", "Admin");
        assert_eq!(catalogue.format_whole("join-intro", &args), None);
        assert_eq!(catalogue.format_whole("team-sessions", &args), None);
        args.set("email", "a@b.test");
        let text = catalogue.format_whole("join-intro", &args).expect("whole");
        assert!(text.contains("as Admin and will log in as a@b.test"));
        assert_eq!(catalogue.format_whole("no-such-key", &args), None);
    }

    #[test]
    fn no_key_has_two_messages() {
        for language in Language::ALL {
            let mut keys: Vec<&str> = language
                .catalogue()
                .iter()
                .flat_map(|source| source.lines())
                .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
                .filter_map(|line| Some(line.split_once(" =")?.0))
                .collect();
            keys.sort_unstable();
            let twice: Vec<_> = keys.windows(2).filter(|pair| pair[0] == pair[1]).collect();
            assert!(twice.is_empty(), "{twice:?}");
        }
    }
}
