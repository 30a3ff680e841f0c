//! Queries that are computed when rows are published, for a wall that never holds those rows.
//!
//! What a query groups is written as a *cube*: a small table, one row for each combination of
//!
//! - the query's groups,
//! - the fields of its conditions that name a parameter, which only the wall knows,
//! - the fields whose different values it counts,
//!
//! with measures that can be put together (a mean is a sum and a count). Chunks of rows give cubes that
//! are merged into one; the wall applies its parameters to that one and merges once more, so that an
//! answer is that of `query::run` over all rows.
//!
//! Columns of a cube are named after what they hold: `by:work`, `day:issued`, `bin 1000:pay`, `count`,
//! `sum:pay`, `last:state`; `at:state` is the number of the row that has the last `state`, because rows
//! of a cube stand in the order of their first row, not of their last.

use std::collections::HashMap;

use super::join::join;
use crate::data::query::spec::{Condition, Cut, Group, Measure, Measures, Op, Operand};
use crate::data::query::{self, Context, Faults, Query};
use crate::data::table::{Column, Field, Table, Type};
use crate::grammar::named::Named;

/// The parameters of the wall whose value is a day: a time that is compared with one counts by its day.
const DAYS: [&str; 2] = ["at", "today"];
/// The most rows of an answer that keeps rows as they are, and of a view that a wall reads as a whole.
pub const MOST_ROWS: usize = 10_000;
/// What stands before a field's name in the column of where its last value is.
pub(super) const PLACE: &str = "at:";

/// The types that columns have: what a mask leaves is text.
pub type Types<'a> = &'a dyn Fn(&str) -> Option<Type>;

/// What a wall needs for a query of rows that it does not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// The cube of this query; [`answer`](super::answer) makes the panel's table of it.
    Cube(Query),
    /// The rows of this query, which are few: it sorts and has a limit, and names no parameter.
    Top(Query),
    /// Rows of a view, from the first on, as far as they are in sight.
    View(Query),
    /// All rows of a view, as it sorts them or compares them with a parameter: they have to be at most
    /// [`MOST_ROWS`].
    Whole(Query),
}

/// What is needed for a query. Equal needs are written as equal queries.
pub fn need(query: &Query, types: Types) -> Need {
    let wheres: Vec<Condition> = query.wheres.iter().filter(|own| !moves(own)).cloned().collect();
    if !is_rows(query) {
        let plan = Plan::of(query, types);
        let measure = plan.measures.into_iter().map(|own| (column_of(&own), own)).collect();
        let measure = Measures(Named(measure));
        return Need::Cube(Query { wheres, group: plan.groups, measure, ..Query::default() });
    }
    let is_fixed = wheres.len() == query.wheres.len();
    let view = Query { wheres, ..Query::default() };
    match query.limit {
        _ if is_fixed && query.sort.0.is_empty() => Need::View(view),
        Some(0..=MOST_ROWS) if is_fixed => {
            Need::Top(Query { sort: query.sort.clone(), limit: query.limit, ..view })
        }
        _ => Need::Whole(view),
    }
}

/// Where rows of a view are wanted by one value of a field, which a parameter says: the view, and the field.
/// Such rows are published as a view for each value, so that a click costs no more than a page.
pub fn parted<'q>(query: &'q Query, types: Types) -> Option<(Query, &'q str)> {
    let mut moving = query.wheres.iter().filter(|own| moves(own));
    let (Some(own), None) = (moving.next(), moving.next()) else { return None };
    let is_one = own.op == Op::Eq && matches!(own.value, Operand::Param { .. });
    let is_plain = is_rows(query) && query.sort.0.is_empty();
    let wheres = query.wheres.iter().filter(|own| !moves(own)).cloned().collect();
    (is_one && is_plain && types(&own.field) == Some(Type::Text))
        .then(|| (Query { wheres, ..Query::default() }, own.field.as_str()))
}

/// The view of one value: the conditions of the view, and that of the field behind them.
pub fn part(view: &Query, field: &str, value: &str) -> Query {
    let own =
        Condition { field: field.to_string(), op: Op::Eq, value: Operand::Text(value.to_string()) };
    let wheres = view.wheres.iter().cloned().chain([own]).collect();
    Query { wheres, ..Query::default() }
}

/// A query of rows as it stands now: a condition whose parameter is set has its value, behind those that
/// name none; one whose parameter is not set is gone, because it holds.
pub fn now(query: &Query, context: &Context) -> Query {
    let (moving, mut wheres): (Vec<&Condition>, Vec<&Condition>) =
        query.wheres.iter().partition(|own| moves(own));
    let set: Vec<Condition> = moving.into_iter().filter_map(|own| set(own, context)).collect();
    wheres.extend(&set);
    Query { wheres: wheres.into_iter().cloned().collect(), ..query.clone() }
}

fn set(own: &Condition, context: &Context) -> Option<Condition> {
    fn value(own: &Operand, context: &Context) -> Option<Operand> {
        Some(match own {
            Operand::Param { param } => Operand::Text((context.params)(param)?),
            Operand::List(values) => {
                Operand::List(values.iter().map(|own| value(own, context)).collect::<Option<_>>()?)
            }
            plain => plain.clone(),
        })
    }
    Some(Condition { value: value(&own.value, context)?, ..own.clone() })
}

/// Whether a query asks for rows as they are.
pub fn is_rows(query: &Query) -> bool {
    query.group.is_empty() && query.measure.0.is_empty()
}

/// Whether a condition waits for a parameter.
pub(super) fn moves(condition: &Condition) -> bool {
    !params(condition).is_empty()
}

fn params(condition: &Condition) -> Vec<&str> {
    let mut all = Vec::new();
    condition.params(&mut all);
    all
}

/// What a cube holds for a query.
pub(super) struct Plan {
    pub groups: Vec<Group>,
    measures: Vec<Measure>,
}

impl Plan {
    pub fn of(query: &Query, types: Types) -> Plan {
        let mut plan = Plan { groups: Vec::new(), measures: Vec::new() };
        query.group.iter().for_each(|own| add(&mut plan.groups, own.clone()));
        for condition in query.wheres.iter().filter(|own| moves(own)) {
            let group = param_group(&condition.field, query, types);
            add(&mut plan.groups, group);
        }
        for (_, own) in measured(query) {
            plan.measure(&own);
        }
        plan
    }

    fn measure(&mut self, own: &Measure) {
        let field = own.field().unwrap_or_default().to_string();
        match own {
            Measure::Mean(_) => {
                add(&mut self.measures, Measure::Sum(field.clone()));
                add(&mut self.measures, Measure::Present(field));
            }
            Measure::Distinct(_) => add(&mut self.groups, Group::Field(field)),
            Measure::Last(_) => {
                let place = Measure::Max(format!("{PLACE}{field}"));
                add(&mut self.measures, own.clone());
                add(&mut self.measures, place);
            }
            own => add(&mut self.measures, own.clone()),
        }
    }
}

pub(super) fn add<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}

/// The measures of a query that groups; `count` where it names none.
pub(super) fn measured(query: &Query) -> Vec<(String, Measure)> {
    let own = &query.measure.0.0;
    if own.is_empty() { vec![("count".to_string(), Measure::Count)] } else { own.clone() }
}

/// How the rows of a field that is compared with parameters are put together: by day where the
/// parameters are days, else by its values.
pub(super) fn param_group(field: &str, query: &Query, types: Types) -> Group {
    let mut own = query.wheres.iter().filter(|own| own.field == field && moves(own));
    let days = own.all(|own| params(own).iter().all(|param| DAYS.contains(param)));
    match types(field) {
        Some(Type::Date | Type::Time) if days => {
            Group::Cut { field: field.to_string(), by: Cut::Day }
        }
        _ => Group::Field(field.to_string()),
    }
}

/// The name of the column of a group.
pub(super) fn group_column(group: &Group) -> String {
    match group {
        Group::Field(field) => format!("by:{field}"),
        Group::Cut { field, by: Cut::Day } => format!("day:{field}"),
        Group::Cut { field, by: Cut::Week } => format!("week:{field}"),
        Group::Cut { field, by: Cut::Month } => format!("month:{field}"),
        Group::Cut { field, by: Cut::Bin(width) } => format!("bin {width}:{field}"),
    }
}

/// The name of the column of a measure.
fn column_of(measure: &Measure) -> String {
    match measure {
        Measure::Max(field) if field.starts_with(PLACE) => field.clone(),
        own => query::word(own),
    }
}

/// The field that a group puts rows together by.
pub fn group_field(group: &Group) -> &str {
    match group {
        Group::Field(field) | Group::Cut { field, .. } => field,
    }
}

/// The cube of some rows; `cube` is of [`need`], `first` the number of rows before these ones.
pub fn begin(cube: &Query, rows: &Table, first: u64, utc_offset: i32) -> (Table, Faults) {
    let (context, placed) = (Context { params: &|_| None, utc_offset }, placed(cube, rows, first));
    let (table, faults) = query::run(cube, placed.as_ref().unwrap_or(rows), &context);
    let groups = cube.group.iter().map(group_column);
    let names = groups.chain(cube.measure.0.names().map(str::to_string));
    let fields = table.fields().iter().zip(names);
    let table = Table::new(fields.map(|(own, name)| Field { name, ..own.clone() }).collect());
    (table, faults)
}

/// The rows with a column for each last value that is looked for: the row's number where it has one.
fn placed(cube: &Query, rows: &Table, first: u64) -> Option<Table> {
    let measures = cube.measure.0.iter().map(|(_, own)| own);
    let lasts = measures.filter_map(|own| match own {
        Measure::Last(field) => Some(field),
        _ => None,
    });
    let place = |field: &String| {
        let own = rows.field(field);
        let number = |row: usize| {
            let is_there = own.is_some_and(|own| !own.column.get(row).is_missing());
            if is_there { (first + row as u64) as f64 } else { f64::NAN }
        };
        let name = format!("{PLACE}{field}");
        let column = Column::Number((0..rows.rows()).map(number).collect());
        Field { label: name.clone(), name, unit: None, column }
    };
    let places: Vec<Field> = lasts.map(place).collect();
    let whole = || Table::new(rows.fields().iter().cloned().chain(places.clone()).collect());
    (!places.is_empty()).then(whole)
}

/// The cube of all rows of these cubes, which are of one query and of rows in this order.
pub fn merge(cube: &Query, parts: &[&Table]) -> Table {
    let all = join(parts);
    let group = cube.group.iter().map(|own| Group::Field(group_column(own))).collect();
    let measures = cube.measure.0.iter().filter_map(|(name, own)| {
        let put = put_together(name, own)?;
        Some((name.to_string(), put))
    });
    let measure = Measures(Named(measures.collect()));
    let own = Query { group, measure, ..Query::default() };
    let (merged, _) = query::run(&own, &all, &Context { params: &|_| None, utc_offset: 0 });
    // The columns in their order, with those of last values, which are looked up, in between.
    let field = |own: &Field| match own.name.strip_prefix("last:") {
        Some(field) => looked_up(&all, field, &merged),
        None => merged.field(&own.name).cloned(),
    };
    Table::new(all.fields().iter().filter_map(field).collect())
}

/// How cells of a cube's column become one; `None` for last values.
fn put_together(column: &str, own: &Measure) -> Option<Measure> {
    let name = column.to_string();
    match own {
        Measure::Last(_) => None,
        Measure::Min(_) => Some(Measure::Min(name)),
        Measure::Max(_) => Some(Measure::Max(name)),
        _ => Some(Measure::Sum(name)),
    }
}

/// The last values of a field: those that stand in `cube` at the places that `merged` has.
pub(super) fn looked_up(cube: &Table, field: &str, merged: &Table) -> Option<Field> {
    let places = format!("{PLACE}{field}");
    let own = cube.field(&format!("last:{field}"))?;
    let at = &cube.field(&places)?.column;
    let key = |number: f64| number as u64;
    let rows = (0..cube.rows()).filter_map(|row| Some((key(at.get(row).number()?), row)));
    let rows: HashMap<u64, usize> = rows.collect();
    let nowhere = cube.rows();
    let row = |row| {
        let place = merged.number(row, &places).map(key);
        place.and_then(|place| rows.get(&place)).copied().unwrap_or(nowhere)
    };
    let picked: Vec<usize> = (0..merged.rows()).map(row).collect();
    Table::new(vec![own.clone()]).pick(&picked).fields().first().cloned()
}

/// The field's name in the name of a column.
pub fn after(column: &str) -> &str {
    column.split_once(':').map_or(column, |(_, field)| field)
}
