//! How large an image is, by what its root element says.

use crate::domain::ImageKind;
use crate::domain::problem::SvgProblem;

/// What the root element says of its size.
#[derive(Debug, Default)]
pub(super) struct Size {
    width: Option<f64>,
    height: Option<f64>,
    /// Width and height of the view box.
    view_box: Option<(f64, f64)>,
}

impl Size {
    /// Takes what an attribute of the root element says; others than three say nothing.
    pub(super) fn take(&mut self, key: &str, value: &str) {
        match key {
            "width" => self.width = length(value),
            "height" => self.height = length(value),
            "viewBox" => {
                let numbers: Vec<f64> = value
                    .split([' ', ',', '\t', '\n'])
                    .filter(|part| !part.is_empty())
                    .filter_map(length)
                    .collect();
                if let [_, _, width, height] = numbers[..] {
                    self.view_box = Some((width, height));
                }
            }
            _ => {}
        }
    }

    /// Returns the view box of a root element that has a width and a height but no view box, so that it can be
    /// drawn at any size.
    pub(super) fn missing_view_box(&self) -> Option<String> {
        let (width, height) = self.width.zip(self.height)?;
        self.view_box
            .is_none()
            .then(|| format!("0 0 {width} {height}"))
    }

    /// Returns width and height in whole pixels, made smaller if they are more than an image of the
    /// kind may have.
    ///
    /// # Errors
    /// The root element says no size.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 1 and the greatest size"
    )]
    pub(super) fn in_pixels(&self, kind: ImageKind) -> Result<(u32, u32), SvgProblem> {
        let own = self.width.zip(self.height);
        let (width, height) = own
            .or(self.view_box)
            .filter(|(width, height)| *width > 0.0 && *height > 0.0)
            .ok_or(SvgProblem::NoSize)?;
        let (most_width, most_height) = kind.most_pixels();
        let (most_width, most_height) = (f64::from(most_width), f64::from(most_height));
        let scale = (most_width / width).min(most_height / height).min(1.0);
        let pixels = |length: f64, most: f64| (length * scale).round().clamp(1.0, most) as u32;
        Ok((pixels(width, most_width), pixels(height, most_height)))
    }
}

/// Reads a length in pixels.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let number: f64 = text.strip_suffix("px").unwrap_or(text).parse().ok()?;
    (number.is_finite() && number.abs() < 1e6).then_some(number)
}
