//! Number formats.

/// How numbers are said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    #[default]
    Glance,
    Full,
    Plain,
    Percent,
}
