//! Colours, and whether a brand's accent can be read on the page (WCAG 2.2 §1.4.3).

use crate::domain::text_enum;

/// Least contrast of text and its background.
pub const LEAST_RATIO: f64 = 4.5;

/// A colour of the sRGB space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl Color {
    /// Makes a colour of its parts.
    pub const fn rgb(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#0b57d0` or `#05d`, in upper or lower case, with or without the `#`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let pair = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        let single = |at: usize| {
            u8::from_str_radix(&digits[at..=at], 16)
                .ok()
                .map(|digit| digit * 17)
        };
        match digits.len() {
            6 => Some(Self::rgb(pair(0)?, pair(2)?, pair(4)?)),
            3 => Some(Self::rgb(single(0)?, single(1)?, single(2)?)),
            _ => None,
        }
    }

    /// Returns the relative luminance: 0 for black, 1 for white.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// Returns the contrast ratio with another colour: 1 for the same, 21 for black and white.
    pub fn contrast(self, other: Self) -> f64 {
        let (own, others) = (self.luminance(), other.luminance());
        (own.max(others) + 0.05) / (own.min(others) + 0.05)
    }

    /// Returns hue in degrees, saturation and lightness, each of the latter from 0 to 1.
    fn hsl(self) -> (f64, f64, f64) {
        let [red, green, blue] =
            [self.red, self.green, self.blue].map(|part| f64::from(part) / 255.0);
        let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
        let (lightness, spread) = (f64::midpoint(most, least), most - least);
        if spread <= 0.0 {
            return (0.0, 0.0, lightness);
        }
        let saturation = spread / (1.0 - (2.0 * lightness - 1.0).abs());
        let hue = if most <= red {
            ((green - blue) / spread).rem_euclid(6.0)
        } else if most <= green {
            (blue - red) / spread + 2.0
        } else {
            (red - green) / spread + 4.0
        };
        (hue * 60.0, saturation, lightness)
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the parts are between 0 and 255"
    )]
    fn from_hsl(hue: f64, saturation: f64, lightness: f64) -> Self {
        let chroma = (1.0 - (2.0 * lightness - 1.0).abs()) * saturation;
        let part = |turn: f64| {
            let place = (turn + hue / 30.0).rem_euclid(12.0);
            let share = (place - 3.0).min(9.0 - place).clamp(-1.0, 1.0);
            let value = lightness - chroma / 2.0 * share;
            (value * 255.0).round().clamp(0.0, 255.0) as u8
        };
        Self::rgb(part(0.0), part(8.0), part(4.0))
    }
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

text_enum! {
    /// One of the page's two looks.
    pub enum Scheme {
        /// Dark text on a light page.
        Light = "light",
        /// Light text on a dark page.
        Dark = "dark",
    }
}

impl Scheme {
    /// Returns the page's background, `--bg`.
    pub const fn background(self) -> Color {
        match self {
            Self::Light => Color::rgb(0xff, 0xff, 0xff),
            Self::Dark => Color::rgb(0x11, 0x14, 0x18),
        }
    }

    /// Returns the background of cards, `--surface`.
    pub const fn surface(self) -> Color {
        match self {
            Self::Light => Color::rgb(0xf6, 0xf7, 0xf9),
            Self::Dark => Color::rgb(0x1a, 0x1f, 0x25),
        }
    }

    /// Returns the text on the accent, `--on-accent`.
    pub const fn on_accent(self) -> Color {
        match self {
            Self::Light => Color::rgb(0xff, 0xff, 0xff),
            Self::Dark => Color::rgb(0x0b, 0x13, 0x20),
        }
    }

    /// Returns the accent of a page that has none of its own.
    pub const fn accent(self) -> Color {
        match self {
            Self::Light => Color::rgb(0x0b, 0x57, 0xd0),
            Self::Dark => Color::rgb(0x8a, 0xb4, 0xf8),
        }
    }
}

/// How well an accent can be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contrast {
    /// The ratio with the page's background, which decides.
    pub background: f64,
    /// The ratio with the background of cards.
    pub surface: f64,
    /// The ratio of the text on the accent.
    pub on_accent: f64,
    /// It may be taken.
    pub passes: bool,
    /// The nearest shade that may: same hue and saturation. `None` when this one passes.
    pub suggestion: Option<Color>,
}

/// Steps of lightness tried between black and white, two for each value of a byte.
const STEPS: u32 = 510;

/// Measures an accent in one of the looks.
pub fn contrast(accent: Color, scheme: Scheme) -> Contrast {
    let passes = passes(accent, scheme);
    Contrast {
        background: accent.contrast(scheme.background()),
        surface: accent.contrast(scheme.surface()),
        on_accent: accent.contrast(scheme.on_accent()),
        passes,
        suggestion: (!passes).then(|| nearest(accent, scheme)),
    }
}

fn passes(accent: Color, scheme: Scheme) -> bool {
    accent.contrast(scheme.background()) >= LEAST_RATIO
        && accent.contrast(scheme.on_accent()) >= LEAST_RATIO
}

/// Darkens on light and lightens on dark until it passes; black and white always do.
fn nearest(accent: Color, scheme: Scheme) -> Color {
    let (hue, saturation, lightness) = accent.hsl();
    let end = match scheme {
        Scheme::Light => 0.0,
        Scheme::Dark => 1.0,
    };
    (1..=STEPS)
        .map(|step| {
            let share = f64::from(step) / f64::from(STEPS);
            Color::from_hsl(hue, saturation, lightness + (end - lightness) * share)
        })
        .find(|shade| passes(*shade, scheme))
        .unwrap_or(match scheme {
            Scheme::Light => Color::rgb(0, 0, 0),
            Scheme::Dark => Color::rgb(0xff, 0xff, 0xff),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn color(text: &str) -> Color {
        Color::parse(text).expect("a colour")
    }

    #[test]
    fn colours_are_read_in_both_lengths_and_written_in_one() {
        for (text, written) in [
            ("#0B57D0", "#0b57d0"),
            ("0b57d0", "#0b57d0"),
            (" #05d ", "#0055dd"),
        ] {
            assert_eq!(color(text).to_string(), written);
        }
        for bad in [
            "", "#", "#12", "#12345", "#ggg", "red", "#1234567", "é12", "##123",
        ] {
            assert_eq!(Color::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn ratios_are_the_known_ones() {
        let white = color("#fff");
        for (text, background, ratio) in [
            ("#000", "#fff", 21.0),
            ("#777", "#fff", 4.48),
            ("#767676", "#fff", 4.54),
            ("#0b57d0", "#fff", 6.39),
            ("#0b57d0", "#f6f7f9", 5.96),
            ("#8ab4f8", "#111418", 8.76),
            ("#8ab4f8", "#1a1f25", 7.87),
            ("#0b1320", "#8ab4f8", 8.83),
            ("#b3261e", "#fff", 6.54),
        ] {
            let found = color(text).contrast(color(background));
            assert!(
                (found - ratio).abs() < 0.01,
                "{text} on {background}: {found}"
            );
        }
        assert!((white.contrast(white) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_pale_accent_is_refused_with_the_nearest_shade() {
        let found = contrast(color("#ffb000"), Scheme::Light);
        assert!(!found.passes);
        assert!((found.background - 1.83).abs() < 0.01, "{found:?}");
        let shade = found.suggestion.expect("a shade");
        assert_eq!(shade.to_string(), "#9f6d00");
        let again = contrast(shade, Scheme::Light);
        assert!(again.passes && again.background < 4.6, "{again:?}");
        assert_eq!(again.suggestion, None);
        assert!(contrast(color("#ffb000"), Scheme::Dark).passes);
        let navy = contrast(color("#001f5c"), Scheme::Dark);
        assert!(!navy.passes && navy.suggestion.is_some());
    }

    #[test]
    fn our_own_accents_pass() {
        for scheme in Scheme::ALL {
            assert!(contrast(scheme.accent(), *scheme).passes);
        }
    }

    proptest! {
        #[test]
        fn every_suggestion_passes_and_keeps_its_hue(
            red: u8, green: u8, blue: u8, scheme in proptest::sample::select(Scheme::ALL)
        ) {
            let accent = Color::rgb(red, green, blue);
            let found = contrast(accent, scheme);
            match found.suggestion {
                None => prop_assert!(found.passes),
                Some(shade) => {
                    prop_assert!(contrast(shade, scheme).passes);
                    let (was, is) = (accent.hsl(), shade.hsl());
                    let turn = (was.0 - is.0).abs();
                    // Bytes are too coarse for a hue near black and white.
                    if was.1 > 0.2 && (0.1..0.9).contains(&is.2) {
                        prop_assert!(turn.min(360.0 - turn) < 6.0, "{} {}", accent, shade);
                    }
                }
            }
        }
    }
}
