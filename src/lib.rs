pub mod data;
pub mod issue;
pub mod look;
pub mod panel;
