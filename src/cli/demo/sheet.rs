//! What the boards' files have in common: their form, and whole numbers that are spread without loss.

use std::io;

use serde_json::{Value, json};

/// A file of rows as lists under one head, marked as invented; `as_of` is ISO 8601.
pub struct Sheet {
    pub note: (&'static str, &'static str),
    pub as_of: &'static str,
    pub columns: &'static [&'static str],
    /// Each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// The whole text, a row on each line.
    pub fn text(&self) -> io::Result<String> {
        let note = serde_json::to_string(&json!({ "zh": self.note.0, "en": self.note.1 }))?;
        let columns = serde_json::to_string(self.columns)?;
        let rows = self.rows.iter().map(serde_json::to_string);
        let rows = rows.collect::<Result<Vec<String>, _>>()?.join(",\n");
        Ok(format!(
            "{{\"synthetic\":true,\"note\":{note},\"as_of\":\"{}\",\n\"columns\":{columns},\n\
             \"rows\":[\n{rows}\n]}}\n",
            self.as_of
        ))
    }
}

/// `total` in parts that are as the weights and add up to it; what rounding leaves goes to the first,
/// one each. A weight of zero gets nothing.
pub fn split(total: u32, weights: &[u32]) -> Vec<u32> {
    let sum: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    let part = |weight: &u32| (u64::from(total) * u64::from(*weight) / sum.max(1)) as u32;
    let mut parts: Vec<u32> = weights.iter().map(part).collect();
    let left = total.saturating_sub(parts.iter().sum()) as usize;
    let some = parts.iter_mut().zip(weights).filter(|(_, weight)| **weight > 0);
    some.take(left).for_each(|(part, _)| *part += 1);
    parts
}

/// A number of hundredths as a JSON number: 4881 is 48.81.
pub fn hundredths(value: u32) -> Value {
    json!(f64::from(value) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn parts_add_up() {
        assert_eq!(split(10, &[1, 1, 1]), [4, 3, 3]);
        assert_eq!(split(8, &[0, 5, 2]), [0, 6, 2]);
        assert!(split(3, &[]).is_empty());
        assert_eq!(split(1_000_000_000, &[u32::MAX, 1]), [1_000_000_000, 0]);
    }
}
