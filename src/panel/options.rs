//! How a kind writes its options down: once, with their defaults and documents at the field.

use std::ops::Deref;

/// The name of a field of the panel's data. Its own type, so that a board's check finds every name
/// without being told where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(transparent)]
pub struct FieldName(pub String);

impl Deref for FieldName {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// An option that may speak of fields.
pub trait Speaks {
    fn fields<'a>(&'a self, _to: &mut Vec<&'a str>) {}
}

impl Speaks for FieldName {
    fn fields<'a>(&'a self, to: &mut Vec<&'a str>) {
        to.push(self);
    }
}

impl<T: Speaks> Speaks for Option<T> {
    fn fields<'a>(&'a self, to: &mut Vec<&'a str>) {
        if let Some(own) = self {
            own.fields(to);
        }
    }
}

impl<T: Speaks> Speaks for Vec<T> {
    fn fields<'a>(&'a self, to: &mut Vec<&'a str>) {
        self.iter().for_each(|own| own.fields(to));
    }
}

/// Silence for types of a kind's own that speak of no field.
macro_rules! silent {
    ($($type:ty)*) => { $(impl $crate::panel::options::Speaks for $type {})* };
}
pub(crate) use silent;

/// Options of a kind: fields with `= default` where their type's own default is not meant.
macro_rules! options {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $($(#[$doc:meta])* pub $field:ident: $type:ty $(= $default:expr)?,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$doc])* pub $field: $type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $crate::panel::options::options!(@or $($default)?),)* }
            }
        }

        impl $crate::panel::options::Speaks for $name {
            #[allow(unused_variables, reason = "some kinds have no options")]
            fn fields<'a>(&'a self, to: &mut Vec<&'a str>) {
                $($crate::panel::options::Speaks::fields(&self.$field, to);)*
            }
        }
    };
    (@or $default:expr) => { $default };
    (@or) => { Default::default() };
}
pub(crate) use options;

/// An option that is one of a few words, each written as the board file writes it.
macro_rules! choice {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $word:literal,)*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)*
        }

        impl $crate::panel::options::Speaks for $name {}
    };
}
pub(crate) use choice;

silent! { bool f64 usize String crate::data::source::Span }
