//! What the targets call, from the house's own tests.

#[path = "../../tests/native/fuzz_bodies.rs"]
pub mod bodies;

#[path = "../../tests/native/packages.rs"]
pub mod packages;
