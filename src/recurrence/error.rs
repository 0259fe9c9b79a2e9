//! Why a rule is refused.

/// Longest rule taken, in bytes.
pub(super) const RULE_BYTES: usize = 500;

/// Why a rule was refused; reads after the name of the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleError {
    /// Longer than any rule needs to be.
    TooLong,
    /// A part that is no `NAME=VALUE`, is there twice, or that is not taken here.
    Part(String),
    /// It says how often neither daily, weekly, monthly nor yearly.
    Frequency,
    /// It ends by a count and by a date.
    TwoEnds,
    /// A part that says something that it cannot, or not beside the others.
    Rule(String),
    /// No time fits it.
    Never,
}

impl std::fmt::Display for RuleError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => write!(f, "is too long (maximum is {RULE_BYTES} bytes)"),
            Self::Part(part) => write!(f, "has a part that is not taken here: {part}"),
            Self::Frequency => f.write_str("must have FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"),
            Self::TwoEnds => f.write_str("can't have both COUNT and UNTIL"),
            Self::Rule(why) => f.write_str(why),
            Self::Never => f.write_str("fits no time at all"),
        }
    }
}

impl std::error::Error for RuleError {}
