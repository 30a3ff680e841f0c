//! How a kind writes its options down: once, with their defaults and documents at the field.

use std::ops::Deref;

use crate::grammar::node::Value;
use crate::grammar::{Findings, Json, Read};

/// The name of a field of the panel's data. Its own type, so that a board's check finds every name
/// without being told where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldName(pub String);

impl Read for FieldName {
    fn read(value: &Value, to: &mut Findings) -> Option<Self> {
        String::read(value, to).map(FieldName)
    }

    fn schema() -> Json {
        String::schema()
    }
}

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

/// Options of a kind, and objects inside them: fields with `= default` where their type's own
/// default is not meant, and `as "key"` where the key is no name.
macro_rules! options {
    (
        $(#[$($meta:tt)*])*
        pub struct $name:ident {
            $($(#[$($doc:tt)*])* pub $field:ident $(as $key:literal)?: $type:ty $(= $default:expr)?,)*
        }
    ) => {
        $crate::grammar::record! {
            $(#[$($meta)*])*
            pub struct $name {
                $($(#[$($doc)*])* pub $field $(as $key)?: $type $(= $default)?,)*
            }
        }

        impl $crate::panel::options::Speaks for $name {
            #[allow(unused_variables, reason = "some kinds have no options")]
            fn fields<'a>(&'a self, to: &mut Vec<&'a str>) {
                $($crate::panel::options::Speaks::fields(&self.$field, to);)*
            }
        }
    };
}
pub(crate) use options;

/// An option that is one of a few words, each written as the board file writes it.
macro_rules! choice {
    (
        $(#[$($meta:tt)*])*
        pub enum $name:ident {
            $($(#[$($doc:tt)*])* $variant:ident = $word:literal,)*
        }
    ) => {
        $crate::grammar::words! {
            $(#[$($meta)*])*
            #[derive(Default)]
            pub enum $name {
                $($(#[$($doc)*])* $variant = $word,)*
            }
        }

        impl $crate::panel::options::Speaks for $name {}
    };
}
pub(crate) use choice;

silent! { (f64, f64) bool f64 u32 usize String crate::data::source::Span }
