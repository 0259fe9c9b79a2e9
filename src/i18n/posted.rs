//! Bodies in the words of one language: what the program posted is worded, what people wrote stays as it is.

use std::borrow::Cow;

use fluent_bundle::FluentArgs;

use super::Words;
use crate::domain::{Body, BodyText, Posted, PostedSentence};
use crate::zone::Zone;

/// Why a sentence can be posted.
const WORDED: &str = "every language words every sentence, and the zone is known";

impl Words {
    /// Returns a body as readers of this language get it. A sentence that the language cannot word, as one of a zone
    /// that this program does not know, stays in the language in which it was posted.
    pub fn body<'a>(&self, body: &'a Body) -> BodyText<'a> {
        let worded = body.posted.as_ref().and_then(|posted| self.whole(posted));
        BodyText {
            text: worded.map_or(Cow::Borrowed(body.text.as_str()), Cow::Owned),
            format: body.format,
        }
    }

    /// Makes the body of a sentence and of what somebody adds, posted in this language.
    ///
    /// # Panics
    /// The zone of a planned time is none of the IANA database.
    pub fn post(&self, sentence: PostedSentence, own: Option<String>) -> Body {
        let posted = Posted::new(sentence, own);
        let text = self.whole(&posted).expect(WORDED);
        Body {
            posted: Some(Box::new(posted)),
            ..Body::markdown(text)
        }
    }

    fn whole(&self, posted: &Posted) -> Option<String> {
        Some(posted.whole(self.sentence(&posted.sentence)?))
    }

    fn sentence(&self, sentence: &PostedSentence) -> Option<String> {
        let mut args = FluentArgs::new();
        if let Some(planned) = sentence.planned() {
            let zone = Zone::find(&planned.time_zone).ok()?;
            let (window, dates) = (planned.window, self.dates(&zone));
            let window = dates.range_as_of(window.starts_at, window.ends_at, planned.as_of);
            args.set("window", window);
        }
        self.say_whole(&format!("posted-{}", sentence.key()), &args)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::foreign::foreign;
    use crate::i18n::{Language, english};

    const OWN: &str = "The vendor is *ill*.";

    /// Each sentence as it was first posted.
    const SENTENCES: [&str; 6] = [
        "Scheduled maintenance is currently in progress. We will provide updates as necessary.",
        "The scheduled maintenance has been completed.",
        "This scheduled maintenance has been cancelled and will not take place.",
        "This scheduled maintenance has been rescheduled. It is now planned for Nov 25, 01:00 – 03:00 EST.",
        "This scheduled maintenance will take longer than planned. It is now planned for Nov 25, 01:00 – 03:00 EST.",
        "This scheduled maintenance will end sooner than planned. It is now planned for Nov 25, 01:00 – 03:00 EST.",
    ];

    #[test]
    fn a_sentence_is_shown_in_the_very_words_in_which_it_was_posted() {
        let all = PostedSentence::samples();
        assert_eq!(all.len(), SENTENCES.len());
        for (sentence, words) in all.into_iter().zip(SENTENCES) {
            for (own, text) in [
                (None, words.to_owned()),
                (Some(OWN.to_owned()), format!("{words}\n\n{OWN}")),
            ] {
                let body = english().post(sentence.clone(), own);
                assert_eq!(body.text, text);
                assert_eq!(english().body(&body).text, text);
                assert_eq!(Words::of(Language::English).body(&body).format, body.format);
            }
        }
    }

    #[test]
    fn every_language_words_every_sentence() {
        for words in Language::ALL.map(Words::of) {
            for sentence in PostedSentence::samples() {
                assert!(words.sentence(&sentence).is_some(), "{sentence:?}");
            }
        }
    }

    #[test]
    fn another_language_has_words_of_its_own_and_leaves_those_of_people() {
        for sentence in PostedSentence::samples() {
            let body = english().post(sentence, Some(OWN.to_owned()));
            let shown = foreign().body(&body).text;
            let english = body.text.strip_suffix(OWN).expect("it ends with it");
            assert!(shown.ends_with(&format!("\n\n{OWN}")), "{shown}");
            assert!(!shown.contains(english.trim()), "{shown}");
        }
        let written = Body::markdown("The scheduled maintenance has been completed.");
        assert_eq!(foreign().body(&written).text, written.text);
    }

    #[test]
    fn what_cannot_be_worded_stays_as_it_was_posted() {
        for sentence in PostedSentence::samples() {
            let Some(mut planned) = sentence.planned().cloned() else {
                continue;
            };
            let mut body = english().post(sentence.clone(), None);
            planned.time_zone = "Mars/Olympus".to_owned();
            let sentence = PostedSentence::from_key(sentence.key(), Some(planned));
            body.posted.as_mut().expect("posted").sentence = sentence.expect("known");
            assert_eq!(foreign().body(&body).text, body.text);
        }
    }
}
