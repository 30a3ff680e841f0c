//! Which field plays which role, and what a row says in it.

use super::{Direction, Form, Options};
use crate::data::table::{Column, Field, Table, Value};
use crate::geo::LonLat;
use crate::look::format::{self, Format};
use crate::panel::options::FieldName;
use crate::panel::{Draw, view};

/// The roles; what the data does not have is none.
pub struct Fields<'a> {
    pub origin: Option<&'a Field>,
    pub place: Option<&'a Field>,
    pub value: Option<&'a Field>,
    pub back: Option<&'a Field>,
    pub route: Option<&'a Field>,
    pub state: Option<&'a Field>,
    lon: Option<&'a Field>,
    lat: Option<&'a Field>,
    origin_lon: Option<&'a Field>,
    origin_lat: Option<&'a Field>,
}

impl<'a> Fields<'a> {
    pub fn of(options: &Options, rows: &'a Table) -> Fields<'a> {
        let extra =
            |named: &Option<FieldName>, role| view::extra_field(rows, named.as_deref(), role);
        let routes = options.form == Form::Routes;
        let both = options.direction == Direction::Both && !routes;
        let mut own = Fields {
            origin: None,
            place: extra(&options.place, "to"),
            value: None,
            back: if both { extra(&options.back, "back") } else { None },
            route: if routes { extra(&options.route, "route") } else { None },
            state: extra(&options.state, "state"),
            lon: extra(&options.lon, "lon"),
            lat: extra(&options.lat, "lat"),
            origin_lon: extra(&options.origin_lon, "origin_lon"),
            origin_lat: extra(&options.origin_lat, "origin_lat"),
        };
        let asks_origin = options.from.is_none() || (both && own.back.is_none());
        if asks_origin {
            own.origin = extra(&options.origin, "from");
            // Rows of a route without origins are its stops.
            let guess = options.origin.is_none() && own.origin.is_none() && own.route.is_none();
            if guess && own.origin_lon.is_none() {
                own.origin = own.text(rows);
            }
        }
        if options.place.is_none() && own.place.is_none() {
            own.place = rows.field("place").or_else(|| own.text(rows));
        }
        own.value = own.number(options, rows);
        own
    }

    fn all(&self) -> [Option<&'a Field>; 9] {
        let Fields { origin, place, back, route, state, .. } = *self;
        let places = [self.lon, self.lat, self.origin_lon, self.origin_lat];
        let [lon, lat, origin_lon, origin_lat] = places;
        [origin, place, back, route, state, lon, lat, origin_lon, origin_lat]
    }

    fn is_taken(&self, field: &Field) -> bool {
        self.all().iter().flatten().any(|own| own.name == field.name)
    }

    /// The first text that has no role yet.
    fn text(&self, rows: &'a Table) -> Option<&'a Field> {
        let text = |field: &&Field| matches!(field.column, Column::Text { .. });
        rows.fields().iter().filter(text).find(|field| !self.is_taken(field))
    }

    fn number(&self, options: &Options, rows: &'a Table) -> Option<&'a Field> {
        if let Some(named) = &options.value {
            return rows.field(named);
        }
        let guess = view::value_field(rows, None, "value", self.place);
        let number = || rows.fields().iter().find(|f| view::is_number(f) && !self.is_taken(f));
        guess.filter(|field| !self.is_taken(field)).or_else(number)
    }

    /// How much a row carries; 1 without a number, nothing where the number is missing or not above
    /// zero.
    pub fn amount(field: Option<&Field>, row: usize) -> Option<f64> {
        match field {
            Some(field) => view::amount(field.column.get(row)).filter(|amount| *amount > 0.0),
            None => Some(1.0),
        }
    }

    /// The name and the coordinates of a row's destination.
    pub fn destination(&self, row: usize, on: &Draw<'_>) -> (String, Option<LonLat>) {
        (name(self.place, row, on), coordinates(self.lon, self.lat, row))
    }

    /// The same of its origin.
    pub fn origin(&self, row: usize, on: &Draw<'_>) -> (String, Option<LonLat>) {
        (name(self.origin, row, on), coordinates(self.origin_lon, self.origin_lat, row))
    }

    pub fn has_origin(&self) -> bool {
        self.origin.is_some() || (self.origin_lon.is_some() && self.origin_lat.is_some())
    }

    /// A value in full; a published figure of one row as it was printed.
    pub fn told(&self, value: f64, row: Option<usize>, on: &Draw<'_>) -> String {
        self.printed(row, on).unwrap_or_else(|| on.told(value, on.unit.or(self.unit())))
    }

    /// The figure of a row as it was published, with its unit.
    pub fn printed(&self, row: Option<usize>, on: &Draw<'_>) -> Option<String> {
        let printed = self.value?.column.get(row?).text()?;
        Some(format::figure(printed, None, on.unit.or(self.unit()), on.lang).line())
    }

    pub fn unit(&self) -> Option<&'a str> {
        self.value.and_then(|field| field.unit.as_deref())
    }

    /// A value as the panel's format has it.
    pub fn said(&self, value: f64, with_unit: bool, on: &Draw<'_>) -> String {
        let unit = on.unit.or(self.unit()).filter(|_| with_unit);
        format::number(value, on.format, unit, on.lang).line()
    }
}

/// What a row calls a place; codes may be numbers.
pub fn name(field: Option<&Field>, row: usize, on: &Draw<'_>) -> String {
    match field.map(|field| field.column.get(row)) {
        Some(Value::Text(name)) => name.trim().to_string(),
        Some(Value::Number(code)) => format::number(code, Format::Plain, None, on.lang).line(),
        _ => String::new(),
    }
}

/// Degrees that are on the earth.
fn coordinates(lon: Option<&Field>, lat: Option<&Field>, row: usize) -> Option<LonLat> {
    let degrees = |field: Option<&Field>| view::amount(field?.column.get(row));
    let at = LonLat { lon: degrees(lon)?, lat: degrees(lat)? };
    (at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0).then_some(at)
}
