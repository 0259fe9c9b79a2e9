//! One macro for what happens in a topic: every variant has the action under which the audit log keeps it.

/// Declares what happens in one topic, each variant with its action: `ACTIONS` and `action`.
macro_rules! happenings {
    (
        $(#[$meta:meta])*
        pub enum $name:ident<$life:lifetime> {
            $( $(#[$vmeta:meta])* $action:literal => $variant:ident { $($fields:tt)* } ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name<$life> { $( $(#[$vmeta])* $variant { $($fields)* } ),+ }

        impl $name<'_> {
            /// The action of each, in the order of declaration.
            pub const ACTIONS: &'static [&'static str] = &[ $( $action ),+ ];

            /// Returns the action under which the audit log keeps it.
            pub const fn action(&self) -> &'static str {
                match self { $( Self::$variant { .. } => $action ),+ }
            }
        }
    };
}

pub(super) use happenings;
