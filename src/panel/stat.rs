//! `stat`: big numbers, one for each row: the number with unit and qualifier, its label, its date.

/// Which fields hold what. A field that is not named is looked for by the option's own name
/// (`value`, `label`…), the value otherwise in the first number or figure.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(default)]
pub struct Options {
    /// The number or published figure.
    pub value: Option<String>,
    /// What the number says.
    pub label: Option<String>,
    /// 多, 余, 近, 超, 左右.
    pub qualifier: Option<String>,
    /// 人, 家, 千瓦时; the panel's `unit` where no field holds it.
    pub unit_field: Option<String>,
    /// The day or period that the figure is of.
    pub as_of: Option<String>,
}

impl Options {
    pub fn fields(&self) -> Vec<&str> {
        let all = [&self.value, &self.label, &self.qualifier, &self.unit_field, &self.as_of];
        all.into_iter().flatten().map(String::as_str).collect()
    }
}
