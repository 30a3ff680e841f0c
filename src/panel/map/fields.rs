//! Which field plays which role.

use super::super::options::FieldName;
use super::super::view;
use super::options::{ClassesBy, Options};
use crate::data::table::{Field, Table};

/// The fields of a map's roles.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    pub place: Option<&'a Field>,
    /// Longitude and latitude, where rows have both.
    pub at: Option<(&'a Field, &'a Field)>,
    pub value: Option<&'a Field>,
}

impl<'a> Fields<'a> {
    /// `counted`: a value is taken only where it is named or called so.
    pub fn of(options: &Options, rows: &'a Table, counted: bool) -> Fields<'a> {
        let extra =
            |named: &Option<FieldName>, role| view::extra_field(rows, named.as_deref(), role);
        let at = extra(&options.lon, "lon").zip(extra(&options.lat, "lat"));
        let is_at = |field: &Field| {
            at.is_some_and(|(lon, lat)| [&lon.name, &lat.name].contains(&&field.name))
        };
        let own = extra(&options.value, "value");
        let is_own = |field: &Field| own.is_some_and(|own| own.name == field.name);
        let place = view::label_field(rows, options.place.as_deref(), "place");
        let text = || rows.fields().iter().find(|f| !view::is_number(f) && !is_own(f) && !is_at(f));
        let place = match options.place {
            Some(_) => place,
            None => place.filter(|f| !is_at(f) && !is_own(f)).or_else(text),
        };
        let others =
            || rows.fields().iter().filter(|f| !is_at(f) && place.is_none_or(|p| p.name != f.name));
        let named = options.classes == ClassesBy::Named && options.breaks.is_empty();
        let guess = || match named {
            true => others().find(|field| !view::is_number(field)),
            false => view::value_field(rows, None, "value", place)
                .filter(|f| !is_at(f))
                .or_else(|| others().find(|f| view::is_number(f))),
        };
        let may_guess = options.value.is_none() && !counted;
        Fields { place, at, value: own.or_else(|| guess().filter(|_| may_guess)) }
    }
}
