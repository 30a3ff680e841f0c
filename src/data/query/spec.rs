//! The authored form of a query.

use crate::grammar::named::Named;
use crate::grammar::record;

record! {
    /// One panel's question to a source.
    pub struct Query {
        /// The source's name.
        pub from: String,
        /// All of these hold.
        pub wheres as "where": Vec<Condition>,
        /// Rows that agree in these become one.
        pub group: Vec<Group>,
        /// What is computed of each group; none and no group means the rows themselves, none with a
        /// group means `count`.
        pub measure: Measures,
        /// Field names; a leading `-` is descending. Ties keep the source's order.
        pub sort: Sort,
        /// At most so many rows.
        pub limit: Option<usize>,
    }
}

impl Query {
    /// Whether it counts rows rather than shows them.
    pub fn is_grouped(&self) -> bool {
        !self.group.is_empty() || !self.measure.0.is_empty()
    }

    /// The parameters that its conditions name, as often as they do.
    pub fn params(&self) -> Vec<&str> {
        let mut all = Vec::new();
        self.wheres.iter().for_each(|condition| condition.params(&mut all));
        all
    }

    /// Whether a condition compares with this parameter.
    pub fn names(&self, param: &str) -> bool {
        self.params().contains(&param)
    }
}

fn named<'q>(value: &'q Operand, into: &mut Vec<&'q str>) {
    match value {
        Operand::Param { param } => into.push(param),
        Operand::List(values) => values.iter().for_each(|value| named(value, into)),
        _ => (),
    }
}

/// `["channel", "=", "有组织"]`
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub field: String,
    pub op: Op,
    pub value: Operand,
}

impl Condition {
    /// The parameters that it names, as often as it does.
    pub fn params<'q>(&'q self, into: &mut Vec<&'q str>) {
        named(&self.value, into);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    /// The cell is one of a list.
    In,
    /// The cell's text contains the value's.
    Contains,
    /// `is present` or `is missing`.
    Is,
}

pub const OPS: [(&str, Op); 9] = [
    ("=", Op::Eq),
    ("!=", Op::Ne),
    ("<", Op::Lt),
    ("<=", Op::Le),
    (">", Op::Gt),
    (">=", Op::Ge),
    ("in", Op::In),
    ("contains", Op::Contains),
    ("is", Op::Is),
];

#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A parameter that the address or a click sets; not set means that the condition holds.
    Param {
        param: String,
    },
    Flag(bool),
    Number(f64),
    Text(String),
    List(Vec<Operand>),
}

/// `"work"`, or `{"field": "issued", "by": "day"}`.
#[derive(Clone, Debug, PartialEq)]
pub enum Group {
    Field(String),
    Cut { field: String, by: Cut },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cut {
    Day,
    Week,
    Month,
    /// Numbers, in bins of this width.
    Bin(f64),
}

/// `"count"`, or several by name: `{"people": "count", "pay": "mean:pay"}`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measures(pub Named<Measure>);

/// One measure: what is computed, of which field.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    Count,
    /// How many present values of a field.
    Present(String),
    Sum(String),
    Mean(String),
    Min(String),
    Max(String),
    /// How many different present values.
    Distinct(String),
    /// The last present value in the source's order.
    Last(String),
}

impl Measure {
    /// `None` where the text is no measure.
    pub fn parse(text: &str) -> Option<Self> {
        let (verb, field) = match text.split_once(':') {
            None => return (text == "count").then_some(Measure::Count),
            Some((verb, field)) => (verb, field.trim().to_string()),
        };
        if field.is_empty() {
            return None;
        }
        match verb {
            "count" => Some(Measure::Present(field)),
            "sum" => Some(Measure::Sum(field)),
            "mean" => Some(Measure::Mean(field)),
            "min" => Some(Measure::Min(field)),
            "max" => Some(Measure::Max(field)),
            "distinct" => Some(Measure::Distinct(field)),
            "last" => Some(Measure::Last(field)),
            _ => None,
        }
    }

    /// The field it reads; `count` reads none.
    pub fn field(&self) -> Option<&str> {
        match self {
            Measure::Count => None,
            Measure::Present(f)
            | Measure::Sum(f)
            | Measure::Mean(f)
            | Measure::Min(f)
            | Measure::Max(f)
            | Measure::Distinct(f)
            | Measure::Last(f) => Some(f),
        }
    }
}

/// `"-count"` or `["-count", "name"]`: field and whether it descends.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sort(pub Vec<(String, bool)>);
