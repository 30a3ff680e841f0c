//! What a board may say of a map.

use crate::panel::options::{FieldName, choice, options};

options! {
    /// Which outline, which fields, and how they are shown.
    pub struct Options {
        /// The outline: its name in `outlines`, or of its file in geo/ without the ending.
        pub map: String,
        /// An outline whose lines are drawn over the land: maritime claims, rivers.
        pub layer: Option<String>,
        /// The region's code or name: the first text where not named.
        pub place: Option<FieldName>,
        /// What is shown: the first number where not named. Points and heat need it named, or a field
        /// that is called `value`.
        pub value: Option<FieldName>,
        /// Degrees east of a row that has a place of its own.
        pub lon: Option<FieldName>,
        /// Degrees north of a row that has a place of its own.
        pub lat: Option<FieldName>,
        /// Coloured regions, points, bubbles or density.
        pub show: Show,
        /// How values become colours.
        pub classes: ClassesBy,
        /// Own bounds between classes, in place of `classes`; each belongs to the class below it.
        pub breaks: Vec<f64>,
        /// The classes of `named` in their order; others follow as they come.
        pub names: Vec<String>,
        /// Where `named` takes its colours from.
        pub colors: Palette,
        /// The first colour for the highest class.
        pub reverse: bool,
        /// How several rows of one region become one value: `mean` for shares (%), else `sum`.
        pub merge: Option<Merge>,
        /// What is written on the map: names; on tiles names with values.
        pub labels: Option<Labels>,
        /// At most so many bubbles, the largest.
        pub most: usize = 200,
        /// A small map in a free corner.
        pub inset: Option<Inset>,
    }
}

options! {
    /// A small map of a part: without more words, of the islands of the South China Sea.
    pub struct Inset {
        /// West, south, east, north in degrees.
        pub area as "box": Vec<f64> = vec![106.5, 2.5, 123.0, 24.2],
        /// What stands in it.
        pub title: String = "南海诸岛".into(),
    }
}

choice! {
    /// The form of a map.
    pub enum Show {
        /// Regions in the colours of their values.
        #[default]
        Regions = "regions",
        /// A dot for each row that has a place, else for each region that has rows.
        Points = "points",
        /// Dots as large as their values.
        Bubbles = "bubbles",
        /// How densely rows lie, or their values.
        Heat = "heat",
    }
}

choice! {
    /// How values become classes.
    pub enum ClassesBy {
        /// Five classes of equally many regions.
        #[default]
        Quantiles = "quantiles",
        /// At most five classes of one round width.
        Steps = "steps",
        /// No classes: a ramp from the least value to the greatest.
        Continuous = "continuous",
        /// A class for each text.
        Named = "named",
    }
}

choice! {
    /// The colours of named classes.
    pub enum Palette {
        /// Of series: names without an order.
        #[default]
        Series = "series",
        /// Of the ramp: from little to much.
        Ramp = "ramp",
        /// From good over late to failed: risks.
        States = "states",
    }
}

choice! {
    /// How several values become one.
    pub enum Merge {
        #[default]
        Sum = "sum",
        Mean = "mean",
        Max = "max",
        Min = "min",
        /// The last row's.
        Last = "last",
    }
}

choice! {
    /// What is written on the regions.
    pub enum Labels {
        #[default]
        Names = "names",
        Values = "values",
        /// Values under the names where there is room.
        Both = "both",
        None = "none",
    }
}
