//! What draws other elements again: `use`, `mask`, `clip-path`.

use std::collections::HashSet;

use crate::domain::problem::SvgProblem;

/// The elements of an image that draw others again.
#[derive(Debug, Default)]
pub(super) struct Copies(Vec<Copy>);

/// An element that draws another again.
#[derive(Debug)]
struct Copy {
    /// The ids of the element and of all around it.
    around: Vec<String>,
    /// The id of what it draws.
    target: String,
}

impl Copies {
    /// Notes what an element draws again.
    pub(super) fn add(&mut self, around: &[String], targets: Vec<String>) {
        self.0.extend(targets.into_iter().map(|target| Copy {
            around: around.to_vec(),
            target,
        }));
    }

    /// Checks that nothing that is drawn again draws other things again: a few lines could else ask a
    /// browser to draw millions of shapes.
    pub(super) fn check(&self) -> Result<(), SvgProblem> {
        let targets: HashSet<&str> = self.0.iter().map(|copy| copy.target.as_str()).collect();
        let nests = |copy: &Copy| copy.around.iter().any(|id| targets.contains(id.as_str()));
        if self.0.iter().any(nests) {
            return Err(SvgProblem::DrawsAgain);
        }
        Ok(())
    }
}
