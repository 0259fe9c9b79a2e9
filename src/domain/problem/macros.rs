//! Two macros for problems: every problem has its key, its values and a sample.

/// Declares the problems of one kind, each with its key. The fields are the values, by their names.
macro_rules! problems {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$vmeta:meta])*
                $variant:ident $({ $( $(#[$fmeta:meta])* $field:ident: $type:ty ),+ $(,)? })? = $key:literal
            ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name {
            $( $(#[$vmeta])* $variant $({ $( $(#[$fmeta])* $field: $type ),+ })? ),+
        }

        impl $name {
            /// The key of each, in the order of declaration.
            pub const KEYS: &'static [&'static str] = &[ $( $key ),+ ];

            /// Returns the key under which it is worded.
            pub const fn key(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $key ),+ }
            }

            /// Returns the values that its words may name.
            pub fn values(&self) -> Vec<(&'static str, super::Value<'_>)> {
                match self {
                    $( Self::$variant $({ $( $field ),+ })? => vec![
                        $( $( (stringify!($field), super::value::Worded::value($field)) ),+ )?
                    ] ),+
                }
            }

            /// Returns every problem, with each value that makes a difference.
            #[cfg(test)]
            pub(crate) fn samples() -> Vec<Self> {
                let mut all = Vec::new();
                $(
                    let counts = [1 $( $( , <$type as super::value::Worded>::samples().len() )+ )?];
                    for _number in 0..counts.into_iter().max().unwrap_or_default() {
                        all.push(Self::$variant $({ $( $field: super::value::Worded::sample(_number) ),+ })?);
                    }
                )+
                all
            }
        }
    };
}

/// Declares the enum of all kinds of problems, and makes it of each.
macro_rules! kinds {
    (
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$vmeta:meta])* $variant:ident($kind:ident) ),+ $(,)? }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name { $( $(#[$vmeta])* $variant($kind) ),+ }

        $(
            impl From<$kind> for $name {
                fn from(problem: $kind) -> Self {
                    Self::$variant(problem)
                }
            }
        )+

        impl $name {
            /// Returns the key of every problem.
            pub fn keys() -> Vec<&'static str> {
                [ $( $kind::KEYS ),+ ].concat()
            }

            /// Returns the key under which it is worded.
            pub const fn key(&self) -> &'static str {
                match self { $( Self::$variant(problem) => problem.key() ),+ }
            }

            /// Returns the values that its words may name.
            pub fn values(&self) -> Vec<(&'static str, Value<'_>)> {
                match self { $( Self::$variant(problem) => problem.values() ),+ }
            }

            /// Returns every problem, with each value that makes a difference.
            #[cfg(test)]
            pub(crate) fn samples() -> Vec<Self> {
                let mut all = Vec::new();
                $( all.extend($kind::samples().into_iter().map(Self::from)); )+
                all
            }
        }
    };
}

pub(super) use {kinds, problems};
