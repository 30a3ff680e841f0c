//! The two declarations of the grammar. Each is one place for a type's keys or words, its defaults,
//! its documents, how it is read and what its schema says.

/// An object of keys: `pub field as "key": Type = default,`. The key is the field's name where not
/// given, the default that of the type.
macro_rules! record {
    (
        $(#[$($meta:tt)*])*
        pub struct $name:ident {
            $($(#[$($doc:tt)*])* pub $field:ident $(as $key:literal)?: $type:ty $(= $default:expr)?,)*
        }
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name {
            $($(#[$($doc)*])* pub $field: $type,)*
        }

        impl $name {
            /// The keys that a board file may use.
            pub const KEYS: &'static [&'static str] =
                &[$($crate::grammar::record!(@key $field $($key)?)),*];
        }

        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $crate::grammar::record!(@default $($default)?),)* }
            }
        }

        impl $crate::grammar::Record for $name {
            fn keys(&self) -> &'static [&'static str] {
                Self::KEYS
            }

            fn slot(&mut self, at: usize) -> Option<&mut dyn $crate::grammar::Slot> {
                #[allow(non_camel_case_types, reason = "numbers for the fields, by their names")]
                enum Number { $($field),* }
                match at {
                    $(at if at == Number::$field as usize => Some(&mut self.$field),)*
                    _ => None,
                }
            }
        }

        impl $crate::grammar::Read for $name {
            fn read(
                value: &$crate::grammar::node::Value,
                to: &mut $crate::grammar::Findings,
            ) -> Option<Self> {
                let mut own = Self::default();
                $crate::grammar::fill(value, &mut [&mut own], to).then_some(own)
            }

            fn schema() -> $crate::grammar::Json {
                #[allow(unused_variables, reason = "a record may have no keys")]
                let own = Self::default();
                $crate::grammar::schema::record(
                    &[$($crate::grammar::record!(@doc $($meta)*)),*],
                    vec![$($crate::grammar::schema::key(
                        $crate::grammar::record!(@key $field $($key)?),
                        &[$($crate::grammar::record!(@doc $($doc)*)),*],
                        &own.$field,
                    )),*],
                )
            }
        }
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@default) => { Default::default() };
    (@default $default:expr) => { $default };
    (@doc doc = $text:literal) => { $text };
    (@doc $($other:tt)*) => { "" };
}
pub(crate) use record;

/// One of a few words, each written as the board file writes it: `Variant = "word",`.
macro_rules! words {
    (
        $(#[$($meta:tt)*])*
        pub enum $name:ident {
            $($(#[$($doc:tt)*])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[$($meta)*])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$($doc)*])* $variant,)*
        }

        impl $name {
            /// The words that a board file may use.
            pub const WORDS: &'static [&'static str] = &[$($word),*];
            /// In the order of `WORDS`.
            pub const ALL: &'static [Self] = &[$($name::$variant),*];
        }

        impl $crate::grammar::Read for $name {
            fn read(
                value: &$crate::grammar::node::Value,
                to: &mut $crate::grammar::Findings,
            ) -> Option<Self> {
                Self::ALL.get($crate::grammar::word(value, Self::WORDS, to)?).copied()
            }

            fn schema() -> $crate::grammar::Json {
                $crate::grammar::schema::words(
                    &[$($crate::grammar::record!(@doc $($meta)*)),*],
                    &[$(($word, &[$($crate::grammar::record!(@doc $($doc)*)),*])),*],
                )
            }

            fn written(&self) -> Option<$crate::grammar::Json> {
                let word = match self { $($name::$variant => $word,)* };
                Some(word.into())
            }
        }
    };
}
pub(crate) use words;
